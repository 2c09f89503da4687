import type { ActivityChange, ActivityRow } from "../../api/generated/types";
import { PAGES } from "../../app/pages";
import { Changes } from "../../components/Changes";
import { Given } from "../../components/Given";
import { RelativeTime } from "../../components/RelativeTime";
import { Table } from "../../components/Table";
import tableStyles from "../../components/Table.module.css";
import { useLang } from "../../i18n";
import styles from "./activity.module.css";
import { wordOf } from "./FilterBar";
import { useActivityText } from "./strings";

interface TableProps {
  rows: ActivityRow[];
  /** Of all workspaces: each says of which. */
  everywhere: boolean;
  /** All of one change of many: none has to lead there. */
  inBatch: boolean;
}

/** Fields that are shown of a row; the rest unfolds. */
const FIELDS = 6;

/** One change a row. */
export function ActivityTable({ rows, everywhere, inBatch }: TableProps) {
  const t = useActivityText();
  // The words of actions and programs are picked while drawing.
  useLang();
  return (
    <Table wide label={t("title")} heads={[t("when"), t("what"), t("changes"), t("who")]}>
      {rows.map((row) => (
        <tr key={row.id}>
          <td>
            <RelativeTime at={row.at} focusable />
          </td>
          <th scope="row">
            <span className={tableStyles.quiet}>{wordOf(row.action)}</span>
            {row.subject_is_source && row.subject_id ? (
              <a href={`#${PAGES.source(row.subject_id)}`}>
                <Given>{row.subject}</Given>
              </a>
            ) : (
              <Given>{row.subject}</Given>
            )}
          </th>
          <td>
            <Fields changes={row.changes} />
            {row.batch && !inBatch && (
              <a className={tableStyles.quiet} href={`#${PAGES.activityOf("batch", row.batch)}`}>
                {t("batch")}
              </a>
            )}
          </td>
          <td className={styles.who}>
            <Given>{row.actor}</Given>
            <span className={tableStyles.quiet}>
              {wordOf(row.program)}
              {everywhere && (
                <>
                  {" · "}
                  {row.workspace_name ? <Given>{row.workspace_name}</Given> : t("gone")}
                </>
              )}
            </span>
          </td>
        </tr>
      ))}
    </Table>
  );
}

function Fields({ changes }: { changes: ActivityChange[] }) {
  const t = useActivityText();
  const rest = changes.slice(FIELDS);
  return (
    <>
      <Changes changes={changes.slice(0, FIELDS)} />
      {rest.length > 0 && (
        <details>
          <summary>{t("more", { count: rest.length })}</summary>
          <Changes changes={rest} />
        </details>
      )}
    </>
  );
}
