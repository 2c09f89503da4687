import type { WorkspaceView } from "../../api/generated/types";
import { useChangeWorkspace } from "../../api/workspaces";
import { FormDialog } from "../../components/FormDialog";
import { useSpaceText } from "./strings";
import { useNameFields } from "./useNameFields";

/** Another name, another description. */
export default function EditDialog({
  workspace,
  onClose,
}: {
  workspace: WorkspaceView;
  onClose: () => void;
}) {
  const t = useSpaceText();
  const change = useChangeWorkspace();
  const fields = useNameFields(workspace);
  const submit = () => {
    if (fields.blank || change.isPending) return;
    change.mutate(
      { workspace: workspace.id, ...fields.values },
      { onSuccess: onClose, onError: fields.refuse },
    );
  };
  return (
    <FormDialog
      title={t("editTitle", { name: workspace.name })}
      onClose={onClose}
      submit={t("save")}
      busy={change.isPending}
      disabled={fields.blank}
      onSubmit={submit}
    >
      {fields.name}
      {fields.description}
      {fields.problem}
    </FormDialog>
  );
}
