import type { DeletedRow } from "../../api/generated/types";
import { useRestoreSource } from "../../api/sources";
import { useReportError } from "../../app/report";
import { Button } from "../../components/Button";
import { cx } from "../../components/cx";
import { EnvBadge } from "../../components/EnvBadge";
import { Given } from "../../components/Given";
import { useNow } from "../../components/now";
import { RelativeTime } from "../../components/RelativeTime";
import { Table } from "../../components/Table";
import tableStyles from "../../components/Table.module.css";
import { TypeGlyph } from "../../components/TypeGlyph";
import { notify } from "../../components/toast";
import styles from "./deleted.module.css";
import { useDeletedText } from "./strings";

interface TableProps {
  rows: DeletedRow[];
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
  /** The role in use may not. */
  denied: boolean;
  onPurge: (row: DeletedRow) => void;
}

const DAY = 24 * 3_600_000;
/** Days that are few. */
const SOON = 3;

/** What it was, when and by whom it was deleted, how long it can be brought back. */
export function DeletedTable({ rows, chosen, onChoose, denied, onPurge }: TableProps) {
  const t = useDeletedText();
  const now = useNow();
  const restore = useRestoreSource();
  const report = useReportError();
  const all = rows.every(({ id }) => chosen.has(id));
  const choose = (id: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    onChoose(next);
  };
  const bringBack = ({ id, name, envs }: DeletedRow) =>
    restore.mutate(
      { id, envs },
      { onSuccess: () => void notify({ title: t("restored", { name }), tone: "ok" }), onError: report },
    );
  return (
    <Table
      wide
      label={t("title")}
      heads={[
        {
          label: (
            <input
              type="checkbox"
              className={styles.box}
              aria-label={t("selectAll")}
              checked={all}
              onChange={() => onChoose(new Set(all ? [] : rows.map(({ id }) => id)))}
            />
          ),
          className: tableStyles.shrink,
        },
        t("name"),
        t("what"),
        t("deleted"),
        { label: t("actions"), hidden: true },
      ]}
    >
      {rows.map((row) => {
        // The page's clock is a little slow.
        const today = Math.max(now, Date.parse(row.deleted_at));
        const left = Math.max(0, Math.ceil((Date.parse(row.purged_at) - today) / DAY));
        const key = `${row.id} ${row.envs.join()}`;
        return (
          <tr key={key}>
            <td className={tableStyles.shrink}>
              <input
                type="checkbox"
                className={styles.box}
                aria-label={t("select", { name: row.name })}
                checked={chosen.has(row.id)}
                onChange={(event) => choose(row.id, event.target.checked)}
              />
            </td>
            <th scope="row">
              <span className={styles.name}>
                <TypeGlyph type={row.type} />
                <Given>{row.name}</Given>
              </span>
              {row.summary && (
                <span className={cx(tableStyles.quiet, styles.mono)}>
                  <Given>{row.summary}</Given>
                </span>
              )}
            </th>
            <td>
              {row.whole && <span className={tableStyles.quiet}>{t("whole")}</span>}
              <span className={styles.envs}>
                {row.envs.map((env) => (
                  <EnvBadge key={env} env={env} />
                ))}
              </span>
            </td>
            <td>
              <RelativeTime at={row.deleted_at} focusable />
              {row.actor && <span className={tableStyles.quiet}>{t("by", { user: row.actor })}</span>}
              <span className={cx(tableStyles.quiet, left <= SOON && styles.soon)}>
                {t("days", { count: left })}
              </span>
            </td>
            <td className={tableStyles.shrink}>
              <span className={styles.actions}>
                <Button
                  small
                  disabled={denied}
                  aria-label={t("restoreOf", { name: row.name })}
                  onClick={() => bringBack(row)}
                >
                  {t("restore")}
                </Button>
                <Button
                  small
                  variant="quiet"
                  disabled={denied}
                  aria-label={t("purgeOf", { name: row.name })}
                  onClick={() => onPurge(row)}
                >
                  {t("purge")}
                </Button>
              </span>
            </td>
          </tr>
        );
      })}
    </Table>
  );
}
