import FileKey from "lucide-react/icons/file-key";
import Upload from "lucide-react/icons/upload";
import { lazy, Suspense, useState } from "react";
import { useFiles } from "../../api/files";
import type { FileView } from "../../api/generated/types";
import { useDenied } from "../../api/rights";
import { Loaded, Page } from "../../app/Page";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
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
    <Page
      title={t("title")}
      count={files.data?.length}
      actions={
        <>
          {denied("manage") && <span className={styles.quiet}>{denied("manage")}</span>}
          {files.data?.length ? button : null}
        </>
      }
    >
      <Loaded query={files}>
        {(all) =>
          all.length === 0 ? (
            <EmptyState icon={<FileKey />} title={t("empty")} actions={button}>
              {t("emptyText")}
            </EmptyState>
          ) : (
            <FileTable files={all} denied={denied} onAct={(what, file) => setDoing({ what, file })} />
          )
        }
      </Loaded>
      <Suspense>
        {uploading && <UploadDialog onClose={() => setUploading(false)} />}
        {doing?.what === "replace" && <UploadDialog replacing={doing.file} onClose={close} />}
        {doing?.what === "details" && <DetailDialog file={doing.file} onClose={close} />}
        {doing?.what === "describe" && <DescribeDialog file={doing.file} onClose={close} />}
        {doing?.what === "delete" && <DeleteDialog file={doing.file} onClose={close} />}
      </Suspense>
    </Page>
  );
}
