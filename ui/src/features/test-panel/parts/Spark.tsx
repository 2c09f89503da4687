import type { HistoryEntry } from "../../../api/generated/types";
import { verdictStatus } from "../../../components/status";
import styles from "./panel.module.css";

/** How many tests the picture shows. */
const SHOWN = 14;

/** The last tests, oldest first: colour is the verdict, height the duration. The list below says the same in words. */
export function Spark({ entries }: { entries: HistoryEntry[] }) {
  const reports = entries
    .slice(0, SHOWN)
    .map((entry) => entry.report)
    .reverse();
  const longest = Math.max(...reports.map((report) => Math.log(report.ms + 2)));
  return (
    <span className={styles.spark} aria-hidden="true">
      {reports.map((report) => {
        const warning = report.stages.some((stage) => stage.status === "warning");
        const { tone } = verdictStatus(report.verdict, warning);
        const height = 5 + (Math.log(report.ms + 2) / longest) * 13;
        return <i key={report.started_at} className={styles[`spark-${tone}`]} style={{ height }} />;
      })}
    </span>
  );
}
