import { EnvBadge } from "../../../components/EnvBadge";
import { Tabs } from "../../../components/Tabs";
import { useText } from "../../../i18n";
import { useFormContext } from "../context";
import { skips } from "../model/form";
import { useFormText } from "../strings";
import styles from "./sides.module.css";

/** Chooses the side where only one fits, and says how the other is. */
export function SideTabs() {
  const { state, single, show, checks, issues } = useFormContext();
  const t = useFormText();
  const text = useText();
  if (!single) return null;
  return (
    <Tabs
      label={t("side.tabs")}
      value={single}
      onChange={show}
      className={styles.tabs}
      tabs={state.frame.envs.map((env) => {
        const wrong = issues.filter((placed) => placed.env === env).length;
        const absent = skips(state.frame, state.form, env);
        const missing = absent ? 0 : (checks[env]?.answer?.missing.length ?? 0);
        return {
          value: env,
          label: (
            <>
              <EnvBadge env={env} />
              {absent && <span className={styles.dim}>{text("state.absent")}</span>}
              {wrong > 0 && <span className={styles.wrong}>{t("side.tabWrong", { count: wrong })}</span>}
              {wrong === 0 && missing > 0 && (
                <span className={styles.dim}>{t("side.tabMissing", { count: missing })}</span>
              )}
            </>
          ),
        };
      })}
    />
  );
}
