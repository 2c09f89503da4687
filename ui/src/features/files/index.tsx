import FileKey from "lucide-react/icons/file-key";
import Upload from "lucide-react/icons/upload";
import { lazy, Suspense, useState } from "react";
import { useFiles } from "../../api/files";
import type { FileView } from "../../api/generated/types";
import { useDenied } from "../../api/rights";
import pageStyles from "../../app/Page.module.css";
import { usePageTitle } from "../../app/pages";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { ErrorState } from "../../components/ErrorState";
import { Skeleton } from "../../components/Skeleton";
import { type FileAct, FileTable } from "./FileTable";
import styles from "./files.module.css";
import { useFilesText } from "./strings";

const UploadDialog = lazy(() => import("./UploadDialog"));
const DetailDialog = lazy(() => import("./DetailDialog"));
const DescribeDialog = lazy(() => import("./DescribeDialog"));
const DeleteDialog = lazy(() => import("./DeleteDialog"));

/** The authentication files of the workspace, and what can be done with them. */
export default function FilesPage() {
  const t = useFilesText();
  const files = useFiles();
  const denied = useDenied();
  const [uploading, setUploading] = useState(false);
  const [doing, setDoing] = useState<{ what: FileAct; file: FileView } | null>(null);
  usePageTitle(t("title"));
  const close = () => setDoing(null);
  const button = (
    <Button
      variant="primary"
      icon={<Upload aria-hidden="true" />}
      disabled={denied("manage") !== null}
      onClick={() => setUploading(true)}
    >
      {t("upload")}
    </Button>
  );
  return (
    <div className={pageStyles.page}>
      <header className={pageStyles.head}>
        <h1>{t("title")}</h1>
        {files.data && <span className={pageStyles.note}>{files.data.length.toLocaleString()}</span>}
        <span className={pageStyles.grow} />
        {denied("manage") && <span className={styles.quiet}>{denied("manage")}</span>}
        {files.data?.length ? button : null}
      </header>
      <div className={styles.scroll}>
        {files.isError && !files.data && (
          <ErrorState error={files.error} onRetry={() => void files.refetch()} busy={files.isFetching} />
        )}
        {files.isPending && (
          <div role="status" aria-label={t("loading")} className={styles.loading}>
            {[1, 2, 3].map((line) => (
              <Skeleton key={line} width="100%" height={44} />
            ))}
          </div>
        )}
        {files.data?.length === 0 && (
          <EmptyState icon={<FileKey />} title={t("empty")} actions={button}>
            {t("emptyText")}
          </EmptyState>
        )}
        {files.data && files.data.length > 0 && (
          <FileTable files={files.data} denied={denied} onAct={(what, file) => setDoing({ what, file })} />
        )}
      </div>
      <Suspense>
        {uploading && <UploadDialog onClose={() => setUploading(false)} />}
        {doing?.what === "replace" && <UploadDialog replacing={doing.file} onClose={close} />}
        {doing?.what === "details" && <DetailDialog file={doing.file} onClose={close} />}
        {doing?.what === "describe" && <DescribeDialog file={doing.file} onClose={close} />}
        {doing?.what === "delete" && <DeleteDialog file={doing.file} onClose={close} />}
      </Suspense>
    </div>
  );
}
