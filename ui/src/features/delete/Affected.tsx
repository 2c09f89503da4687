import type { DeleteImpact, Environment } from "../../api/generated/types";
import { words } from "../../api/words";
import { Banner } from "../../components/Banner";
import styles from "./delete.module.css";
import { useDeleteText } from "./strings";

/** What stops working when exactly these sides go. */
export function Affected({ impact, envs }: { impact: DeleteImpact; envs: Environment[] }) {
  const t = useDeleteText();
  const key = [...envs].sort().join();
  const lines = impact.lines.filter((line) => [...line.envs].sort().join() === key);
  // The other modules work with production.
  const modules = envs.includes("prod") ? impact.modules : [];
  const broken = impact.shared_with.filter((one) => one.envs.some((env) => envs.includes(env)));
  if (!lines.length && !modules.length && !broken.length) return null;
  return (
    <Banner tone="warn" title={t("impact")}>
      <ul className={styles.lines}>
        {lines.map((line) => (
          <li key={line.text.en}>{words(line.text)}</li>
        ))}
        {modules.map((module) => (
          <li key={module.name.en}>
            <b>{words(module.name)}</b> <span>({t(`severity.${module.severity}`)})</span>{" "}
            <span>{words(module.text)}</span>
          </li>
        ))}
        {broken.map(({ workspace, users }) => (
          <li key={workspace}>
            {users.length
              ? t("sharedUsers", { workspace, users: users.join(t("and")) })
              : t("shared", { workspace })}
          </li>
        ))}
      </ul>
    </Banner>
  );
}
