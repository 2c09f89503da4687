import { useId, useState } from "react";
import { useDescribeFile } from "../../api/files";
import type { FileView } from "../../api/generated/types";
import { useWords } from "../../api/words";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
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
  const { error: wordsOf } = useWords();
  const [description, setDescription] = useState(file.description);
  const problem = verb.error ? wordsOf(verb.error) : null;
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
        {problem && (
          <Banner tone="bad" title={problem.message}>
            {problem.hint}
          </Banner>
        )}
      </form>
    </Dialog>
  );
}
