import { useLang } from "../i18n";
import styles from "./Counts.module.css";

/** How many came to what; what nobody came to is left out. `failed` is set off. */
export function Counts({ counts }: { counts: [outcome: string, count: number, words: string][] }) {
  const lang = useLang();
  return (
    <dl className={styles.counts}>
      {counts
        .filter(([, count]) => count > 0)
        .map(([outcome, count, words]) => (
          <div key={outcome} data-outcome={outcome}>
            <dd>{count.toLocaleString(lang)}</dd>
            <dt>{words}</dt>
          </div>
        ))}
    </dl>
  );
}
