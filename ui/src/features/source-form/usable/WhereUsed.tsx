import type { ReactNode } from "react";
import { useFiles } from "../../../api/files";
import type { Environment, WorkspaceId } from "../../../api/generated/types";
import { useShares } from "../../../api/shares";
import { useDeleteImpact } from "../../../api/sources";
import { PAGES } from "../../../app/pages";
import { EnvBadge } from "../../../components/EnvBadge";
import { ErrorState } from "../../../components/ErrorState";
import { Given } from "../../../components/Given";
import { Skeleton } from "../../../components/Skeleton";
import { Affected } from "../../delete/Affected";
import { useFormText } from "../strings";
import { Fold } from "./Fold";
import styles from "./usable.module.css";

interface UsedProps {
  id: string;
  workspace: WorkspaceId | null;
}

/** Who uses the source as it is saved, what it uses itself, and what stops working when a side is deleted. */
export function WhereUsed(props: UsedProps) {
  const t = useFormText();
  return (
    <Fold title={t("used.title")}>
      <Used {...props} />
    </Fold>
  );
}

function Used({ id, workspace }: UsedProps) {
  const t = useFormText();
  const shares = useShares(workspace, id);
  const files = useFiles();
  const impact = useDeleteImpact(id);
  const given = (shares.data?.given ?? []).filter((rule) => rule.source === id);
  const named = (files.data ?? []).flatMap((file) =>
    file.references.filter(({ source }) => source === id).map(({ env, field }) => ({ file, env, field })),
  );
  const choices: Environment[][] = impact.data
    ? [impact.data.envs, ...(impact.data.envs.length > 1 ? impact.data.envs.map((env) => [env]) : [])]
    : [];
  if (impact.error) return <ErrorState error={impact.error} onRetry={() => void impact.refetch()} />;
  if (!impact.data || shares.isPending || files.isPending) return <Skeleton width="100%" height={120} />;
  return (
    <div className={styles.used}>
      <Part title={t("used.by")} none={given.length === 0 && t("used.byNone")}>
        {given.map((rule) => (
          <li key={rule.id}>
            <EnvBadge env={rule.env} /> <a href={`#${PAGES.sharing}`}>{rule.to}</a>
            {rule.user !== null && (
              <>
                {" · "}
                <Given>{rule.user}</Given>
              </>
            )}
          </li>
        ))}
      </Part>
      <Part title={t("used.files")} none={named.length === 0 && t("used.filesNone")}>
        {named.map(({ file, env, field }) => (
          <li key={`${env} ${field}`}>
            <EnvBadge env={env} /> <code>{field}</code>{" "}
            <a href={`#${PAGES.files}`}>
              <Given>{file.name}</Given>
            </a>
          </li>
        ))}
      </Part>
      <Part title={t("used.delete")}>
        {choices.map((envs) => (
          <li key={envs.join()} className={styles.impact}>
            <span className={styles.envs}>
              {envs.map((env) => (
                <EnvBadge key={env} env={env} />
              ))}
            </span>
            {impact.data && <Affected impact={impact.data} envs={envs} />}
          </li>
        ))}
      </Part>
    </div>
  );
}

/** `none`: what is said instead of an empty list. */
function Part({ title, none, children }: { title: string; none?: string | false; children: ReactNode }) {
  return (
    <section>
      <h3>{title}</h3>
      {none ? <p className={styles.dim}>{none}</p> : <ul>{children}</ul>}
    </section>
  );
}
