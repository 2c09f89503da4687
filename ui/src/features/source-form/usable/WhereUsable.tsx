import Check from "lucide-react/icons/check";
import X from "lucide-react/icons/x";
import type { Environment, Usability } from "../../../api/generated/types";
import { useUsable } from "../../../api/sources";
import { words } from "../../../api/words";
import { PAGES, useGo } from "../../../app/pages";
import { Button } from "../../../components/Button";
import { cx } from "../../../components/cx";
import { EnvBadge } from "../../../components/EnvBadge";
import { ErrorState } from "../../../components/ErrorState";
import { Skeleton } from "../../../components/Skeleton";
import { useText } from "../../../i18n";
import { useFormContext } from "../context";
import { onArrival } from "../handover";
import { useFormText } from "../strings";
import { Fold } from "./Fold";
import styles from "./usable.module.css";

/** Every use that tasks and modules can make of the source as it is saved: allowed, or why not and what to do. */
export function WhereUsable({ id }: { id: string }) {
  const t = useFormText();
  const uses = useUsable(id);
  const count = uses.data?.filter((use) => use.allowed).length ?? 0;
  return (
    <Fold
      title={t("usable.title")}
      summary={uses.data && t("usable.summary", { count, all: uses.data.length })}
    >
      {uses.isError && <ErrorState error={uses.error} onRetry={() => void uses.refetch()} />}
      {uses.isPending && <Skeleton width="100%" height={160} />}
      {uses.data && <Uses id={id} uses={uses.data} />}
    </Fold>
  );
}

function Uses({ id, uses }: { id: string; uses: Usability[] }) {
  const t = useFormText();
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t("usable.consumer")}</th>
          <th scope="col">{t("usable.side")}</th>
          <th scope="col">{t("usable.verdict")}</th>
        </tr>
      </thead>
      <tbody>
        {uses.map((use) => (
          <tr key={`${use.consumer} ${use.env}`}>
            <th scope="row">
              {words(use.name)}
              {use.direction !== "" && (
                <span className={styles.dim}> {t(`usable.${use.direction as "R" | "W" | "RW"}`)}</span>
              )}
            </th>
            <td>
              <EnvBadge env={use.env} />
              {use.occasion && <span className={styles.dim}> {words(use.occasion)}</span>}
            </td>
            <td>
              <Verdict id={id} use={use} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Verdict({ id, use }: { id: string; use: Usability }) {
  const t = useFormText();
  if (use.allowed) {
    return (
      <span className={cx(styles.verdict, styles.ok)}>
        <Check aria-hidden="true" />
        {t("usable.allowed")}
      </span>
    );
  }
  return (
    <div className={styles.why}>
      <span className={cx(styles.verdict, styles.no)}>
        <X aria-hidden="true" />
        {t("usable.forbidden")}
      </span>
      <span>
        {use.reason && words(use.reason)} {use.remedy && words(use.remedy)}
      </span>
      {use.mend && <Mend id={id} env={use.mend} />}
    </div>
  );
}

/** To the side that has to be filled in; it may be behind the other door. */
function Mend({ id, env }: { id: string; env: Environment }) {
  const t = useFormText();
  const text = useText();
  const go = useGo();
  const { state, checks, fill, jump } = useFormContext();
  const there = state.frame.exists[env];
  const mend = () => {
    if (!state.frame.envs.includes(env)) {
      onArrival(id, { side: env });
      return go(PAGES.source(id));
    }
    const [missing] = checks[env]?.answer?.missing ?? [];
    if (there && missing !== undefined) jump(env, missing);
    else fill(env);
  };
  const complete = there !== false;
  return (
    <Button small onClick={mend}>
      {t(complete || env === "dev" ? "usable.fill" : "usable.add", { env: text(`env.${env}`) })}
    </Button>
  );
}
