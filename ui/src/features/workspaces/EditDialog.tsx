import { useId } from "react";
import type { WorkspaceView } from "../../api/generated/types";
import { useChangeWorkspace } from "../../api/workspaces";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { useText } from "../../i18n";
import { useSpaceText } from "./strings";
import { useNameFields } from "./useNameFields";
import styles from "./workspaces.module.css";

/** Another name, another description. */
export default function EditDialog({
  workspace,
  onClose,
}: {
  workspace: WorkspaceView;
  onClose: () => void;
}) {
  const t = useSpaceText();
  const text = useText();
  const form = useId();
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
    <Dialog
      title={t("editTitle", { name: workspace.name })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{text("action.cancel")}</Button>
          <Button variant="primary" type="submit" form={form} busy={change.isPending} disabled={fields.blank}>
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
          submit();
        }}
      >
        {fields.name}
        {fields.description}
        {fields.problem}
      </form>
    </Dialog>
  );
}
