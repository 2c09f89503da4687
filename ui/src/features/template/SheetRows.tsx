import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import type { TemplateIssue, TemplateRow } from "../../api/generated/types";
import { useWords } from "../../api/words";
import { Changes } from "../../components/Changes";
import { EnvBadge } from "../../components/EnvBadge";
import { Given } from "../../components/Given";
import { useTemplateText } from "./strings";
import styles from "./template.module.css";

/** Height of a row of one line, in pixels; the others are measured. */
const ROW = 40;

/** Rows of a sheet, of which there may be twenty thousand: only those in sight are drawn. */
export function SheetRows({ rows }: { rows: TemplateRow[] }) {
  const t = useTemplateText();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: (index) => rows[index]?.row ?? index,
    overscan: 8,
    useFlushSync: false,
  });
  return (
    <div
      ref={scroller}
      role="table"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
      tabIndex={0}
      aria-label={t("rows")}
      aria-rowcount={rows.length + 1}
      className={styles.table}
    >
      <div role="rowgroup" className={styles.heads}>
        <div role="row" aria-rowindex={1} className={styles.row}>
          {(["row", "name", "env", "status", "what"] as const).map((key) => (
            <span key={key} role="columnheader">
              {t(key)}
            </span>
          ))}
        </div>
      </div>
      <div role="rowgroup" className={styles.body} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          return (
            row && (
              <div
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                role="row"
                aria-rowindex={item.index + 2}
                className={styles.row}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <Cells row={row} />
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}

function Cells({ row }: { row: TemplateRow }) {
  const t = useTemplateText();
  const facts = [
    [t("missing"), row.missing],
    [t("secrets"), row.secrets],
  ] as const;
  return (
    <>
      <span role="cell" className={styles.number}>
        {row.row}
      </span>
      <span role="rowheader">
        <Given>{row.name || "–"}</Given>
      </span>
      <span role="cell">{row.env && <EnvBadge env={row.env} />}</span>
      <span role="cell" className={styles.status} data-status={row.status}>
        {t(row.status)}
      </span>
      <span role="cell" className={styles.what}>
        {row.issues.map((one) => (
          <Wrong key={`${one.cell} ${one.field} ${one.code}`} one={one} />
        ))}
        {row.fields.length > 0 && <Changes changes={row.fields} />}
        {row.status !== "wrong" &&
          facts.map(
            ([label, keys]) =>
              keys.length > 0 && (
                <span key={label} className={styles.quiet}>
                  {label}: <code>{keys.join(", ")}</code>
                </span>
              ),
          )}
      </span>
    </>
  );
}

function Wrong({ one }: { one: TemplateIssue }) {
  const { message, hint } = useWords().issue(one);
  return (
    <span>
      {one.cell && <b>{one.cell}</b>} {one.field && <code>{one.field}</code>} {message}
      {hint && ` · ${hint}`}
    </span>
  );
}
