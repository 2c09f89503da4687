import { useRef } from "react";
import { useDeleteFile } from "../../api/files";
import type { FileView } from "../../api/generated/types";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Problem } from "../../components/Problem";
import { notify } from "../../components/toast";
import { useText } from "../../i18n";
import { Users } from "./DetailDialog";
import { useFilesText } from "./strings";

/** Asks before a file goes for good; one that is used says by whom and stays. */
export default function DeleteDialog({ file, onClose }: { file: FileView; onClose: () => void }) {
  const t = useFilesText();
  const text = useText();
  const verb = useDeleteFile();
  const cancel = useRef<HTMLButtonElement>(null);
  const used = file.references.length > 0;
  const done = () => {
    void notify({ title: t("deleted", { name: file.name }), tone: "ok" });
    onClose();
  };
  return (
    <Dialog
      title={t("deleteTitle", { name: file.name })}
      onClose={onClose}
      initialFocus={cancel}
      footer={
        <>
          <Button ref={cancel} onClick={onClose}>
            {text(used ? "action.close" : "action.cancel")}
          </Button>
          {!used && (
            <Button
              variant="danger"
              busy={verb.isPending}
              onClick={() => verb.mutate({ id: file.id }, { onSuccess: done })}
            >
              {t("deleteNow")}
            </Button>
          )}
        </>
      }
    >
      {used ? (
        <Banner tone="warn" title={t("inUse")}>
          <Users file={file} />
        </Banner>
      ) : (
        <p>{t("deleteText")}</p>
      )}
      <Problem error={verb.error} />
    </Dialog>
  );
}
