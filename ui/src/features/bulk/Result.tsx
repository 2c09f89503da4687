import type { BulkProgress, BulkReport, BulkRow } from "../../api/generated/types";
import { Counts } from "../../components/Counts";
import { EnvBadge } from "../../components/EnvBadge";
import { Given } from "../../components/Given";
import { Problem } from "../../components/Problem";
import { Refusal } from "../../components/Refusal";
import { verdictStatus } from "../../components/status";
import { Table } from "../../components/Table";
import { VerdictDot } from "../../components/VerdictDot";
import styles from "./bulk.module.css";
import type { What } from "./model";
import { useBulkText } from "./strings";

/** Rows that a person can take in; the rest is in activity. */
const SHOWN = 200;

/** How far it is. */
export function Progress(props: { progress: BulkProgress | null; total: number; stopping: boolean }) {
  const t = useBulkText();
  const { done, total, row } = props.progress ?? { done: 0, total: props.total, row: null };
  return (
    <div className={styles.progress}>
      <progress aria-label={t("progress", { done, total })} max={Math.max(total, 1)} value={done} />
      <span>{props.stopping ? t("stopping") : t("progress", { done, total })}</span>
      <span className={styles.quiet}>{row && <Given>{row.name}</Given>}</span>
    </div>
  );
}

/** What became of each. */
export function Result({ report, what }: { report: BulkReport; what: What | "undo" }) {
  const t = useBulkText();
  const { done, same, refused, left } = report;
  const told = report.rows.filter((row) => row.error !== null || row.tests.length > 0);
  const rest = told.length - SHOWN;
  return (
    <section aria-live="polite" aria-label={t("result")} className={styles.form}>
      <Counts
        counts={[
          ["done", done, t(`done.${what}`)],
          ["same", same, t("same")],
          ["failed", refused, t("refused")],
          ["left", left, t("left")],
        ]}
      />
      <Problem error={report.stopped} />
      {told.length > 0 && (
        <Table heads={[t("name"), t("result")]}>
          {told.slice(0, SHOWN).map((row) => (
            <ResultRow key={row.id} row={row} />
          ))}
        </Table>
      )}
      {rest > 0 && <p className={styles.quiet}>{t("rest", { count: rest })}</p>}
    </section>
  );
}

function ResultRow({ row }: { row: BulkRow }) {
  return (
    <tr>
      <th scope="row">
        <Given>{row.name}</Given>
      </th>
      <td>
        {row.tests.map(({ env, verdict }) => (
          <div key={env} className={styles.verdict}>
            <EnvBadge env={env} /> <VerdictDot status={verdictStatus(verdict)} />
          </div>
        ))}
        {row.error && <Refusal error={row.error} />}
      </td>
    </tr>
  );
}
