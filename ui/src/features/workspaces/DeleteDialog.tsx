import type { WorkspaceImpact, WorkspaceView } from "../../api/generated/types";
import { useWords } from "../../api/words";
import { useDeleteWorkspace, useWorkspaceImpact } from "../../api/workspaces";
import { Banner } from "../../components/Banner";
import { ErrorState } from "../../components/ErrorState";
import { NameDialog } from "../../components/NameDialog";
import { Skeleton } from "../../components/Skeleton";
import { notify } from "../../components/toast";
import { useSpaceText } from "./strings";
import styles from "./workspaces.module.css";

/** Deletes a workspace for good: says what goes with it, and wants its name typed. */
export default function DeleteDialog({
  workspace,
  onClose,
}: {
  workspace: WorkspaceView;
  onClose: () => void;
}) {
  const t = useSpaceText();
  const { error } = useWords();
  const impact = useWorkspaceImpact(workspace.id);
  const remove = useDeleteWorkspace();
  const { id, name } = workspace;
  const said = remove.error && error(remove.error);
  return (
    <NameDialog
      title={t("deleteTitle", { name })}
      name={name}
      confirm={t("deleteVerb")}
      danger
      busy={remove.isPending}
      problem={said && `${said.message} · ${said.hint}`}
      onConfirm={(typed_name) =>
        remove.mutate(
          { workspace: id, typed_name },
          {
            onSuccess: () => {
              onClose();
              void notify({ title: t("deleted", { name }) });
            },
          },
        )
      }
      onClose={onClose}
    >
      {impact.isError && <ErrorState error={impact.error} onRetry={() => void impact.refetch()} />}
      {impact.isPending && <Skeleton width="100%" height={84} />}
      {impact.data && <Gone impact={impact.data} />}
    </NameDialog>
  );
}

/** What goes with it. */
function Gone({ impact }: { impact: WorkspaceImpact }) {
  const t = useSpaceText();
  const lines = [
    impact.sources > 0 && t("deleteSources", { count: impact.sources }),
    impact.deleted_sources > 0 && t("deleteDeleted", { count: impact.deleted_sources }),
    impact.with_secrets > 0 && t("deleteSecrets", { count: impact.with_secrets }),
    impact.shared_with.length > 0 &&
      t("deleteShared", { names: impact.shared_with.map(({ workspace }) => workspace).join(", ") }),
  ].filter((line) => line !== false);
  if (lines.length === 0) return <p>{t("deleteNothing")}</p>;
  return (
    <Banner tone="warn" title={t("deleteGoes")}>
      <ul className={styles.lines}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Banner>
  );
}
