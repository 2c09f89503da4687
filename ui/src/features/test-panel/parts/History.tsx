import ChevronRight from "lucide-react/icons/chevron-right";
import { useState } from "react";
import type { Environment, HistoryEntry, TestReport } from "../../../api/generated/types";
import { useTestHistory } from "../../../api/tests";
import { cx } from "../../../components/cx";
import { ErrorState } from "../../../components/ErrorState";
import { verdictStatus } from "../../../components/status";
import { Tag } from "../../../components/Tag";
import { VerdictDot } from "../../../components/VerdictDot";
import { duration } from "../duration";
import { useTestText } from "../strings";
import styles from "./panel.module.css";
import { Spark } from "./Spark";

type HistoryProps = {
  id: string;
  env: Environment;
  onOpen: (report: TestReport) => void;
  opened: TestReport | null;
};

/** Earlier tests of a saved side: a picture of the last ones, and all of them on demand. */
export function History({ id, env, onOpen, opened }: HistoryProps) {
  const t = useTestText();
  const history = useTestHistory(id, env);
  const [open, setOpen] = useState(false);
  if (history.error) return <ErrorState error={history.error} onRetry={() => void history.refetch()} />;
  const entries = history.data?.entries ?? [];
  if (!entries.length) return null;
  return (
    <section className={styles.history}>
      <button
        type="button"
        className={styles.historyHead}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <ChevronRight aria-hidden="true" className={cx(styles.chevron, open && styles.turned)} />
        <h3>{t("history")}</h3>
        <Spark entries={entries} />
        <span className={styles.dim}>{t("last", { count: entries.length })}</span>
      </button>
      {open && (
        <ul ref={reveal} className={styles.entries}>
          {entries.map((entry) => (
            <Earlier
              key={entry.report.started_at}
              entry={entry}
              on={entry.report.started_at === opened?.started_at}
              onOpen={() => onOpen(entry.report)}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

function Earlier({ entry, on, onOpen }: { entry: HistoryEntry; on: boolean; onOpen: () => void }) {
  const t = useTestText();
  const { report } = entry;
  const warning = report.stages.some((stage) => stage.status === "warning");
  return (
    <li>
      <button
        type="button"
        className={cx(styles.entry, on && styles.chosen)}
        aria-pressed={on}
        onClick={onOpen}
      >
        <VerdictDot status={verdictStatus(report.verdict, warning, report.started_at)} />
        {entry.outdated && <Tag>{t("outdated")}</Tag>}
        <span className={styles.entryMs}>{duration(report.ms, t)}</span>
      </button>
    </li>
  );
}

/** What was opened must be seen: the list is below the fold. */
function reveal(list: HTMLElement | null): void {
  list?.scrollIntoView({ block: "nearest" });
}
