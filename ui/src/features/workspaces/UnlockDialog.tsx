import type { WorkspaceView } from "../../api/generated/types";
import { useWords } from "../../api/words";
import { useChangeWorkspace } from "../../api/workspaces";
import { NameDialog } from "../../components/NameDialog";
import { notify } from "../../components/toast";
import { ownError } from "../../platform";
import { useSpaceText } from "./strings";

/** Takes the lock off production, once the workspace's name was typed. */
export default function UnlockDialog({
  workspace,
  onClose,
}: {
  workspace: WorkspaceView;
  onClose: () => void;
}) {
  const t = useSpaceText();
  const { error } = useWords();
  const change = useChangeWorkspace();
  const { id, name } = workspace;
  const slip =
    change.error?.error.code === "prod_locked" ? ownError("name_not_typed", { name }) : change.error;
  const said = slip && error(slip);
  return (
    <NameDialog
      title={t("unlockTitle", { name })}
      name={name}
      confirm={t("unlockVerb")}
      busy={change.isPending}
      problem={said && `${said.message} · ${said.hint}`}
      onConfirm={(typed_name) =>
        change.mutate(
          { workspace: id, locked: false, typed_name },
          {
            onSuccess: () => {
              onClose();
              void notify({ title: t("unlocked", { name }) });
            },
          },
        )
      }
      onClose={onClose}
    >
      <p>{t("unlockText")}</p>
    </NameDialog>
  );
}
