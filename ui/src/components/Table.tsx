import type { ReactNode } from "react";
import { cx } from "./cx";
import styles from "./Table.module.css";

export interface Head {
  label: ReactNode;
  /** The label is only for screen readers. */
  hidden?: boolean;
  className?: string;
}

interface TableProps {
  /** Name, where what is above does not say it. */
  label?: string;
  heads: (string | Head)[];
  /** Many columns: its rows become blocks sooner. */
  wide?: boolean;
  /** Rows: the first cell of each is its `th`. */
  children: ReactNode;
}

/** A table of a page or dialog. A list of any length is `features/list`. */
export function Table({ label, heads, wide, children }: TableProps) {
  return (
    <table aria-label={label} className={cx(styles.table, wide && styles.wide)}>
      <thead>
        <tr>
          {heads.map((head, index) => {
            const { label, hidden, className } = typeof head === "string" ? ({ label: head } as Head) : head;
            return (
              <th key={index} scope="col" className={className}>
                {hidden ? <span className="sr-only">{label}</span> : label}
              </th>
            );
          })}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}
