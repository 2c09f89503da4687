import { useState } from "react";
import { useDescribeFile } from "../../api/files";
import type { FileView } from "../../api/generated/types";
import { FormDialog } from "../../components/FormDialog";
import { Problem } from "../../components/Problem";
import { TextArea } from "../../components/TextArea";
import { useFilesText } from "./strings";

/** What a file is for. */
export default function DescribeDialog({ file, onClose }: { file: FileView; onClose: () => void }) {
  const t = useFilesText();
  const verb = useDescribeFile();
  const [description, setDescription] = useState(file.description);
  return (
    <FormDialog
      title={file.name}
      onClose={onClose}
      submit={t("save")}
      busy={verb.isPending}
      onSubmit={() => verb.mutate({ id: file.id, description }, { onSuccess: onClose })}
    >
      <TextArea label={t("description")} rows={4} value={description} onChange={setDescription} />
      <Problem error={verb.error} />
    </FormDialog>
  );
}
