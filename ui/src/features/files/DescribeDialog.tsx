import { useId, useState } from "react";
import { useDescribeFile } from "../../api/files";
import type { FileView } from "../../api/generated/types";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Problem } from "../../components/Problem";
import { TextArea } from "../../components/TextArea";
import { useText } from "../../i18n";
import styles from "./files.module.css";
import { useFilesText } from "./strings";

/** What a file is for. */
export default function DescribeDialog({ file, onClose }: { file: FileView; onClose: () => void }) {
  const t = useFilesText();
  const text = useText();
  const form = useId();
  const verb = useDescribeFile();
  const [description, setDescription] = useState(file.description);
  return (
    <Dialog
      title={file.name}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{text("action.cancel")}</Button>
          <Button variant="primary" type="submit" form={form} busy={verb.isPending}>
            {t("save")}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          verb.mutate({ id: file.id, description }, { onSuccess: onClose });
        }}
      >
        <TextArea label={t("description")} rows={4} value={description} onChange={setDescription} />
        <Problem error={verb.error} />
      </form>
    </Dialog>
  );
}
