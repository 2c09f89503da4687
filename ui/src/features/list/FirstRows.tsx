import type { ReactNode, RefObject } from "react";
import type { SourceRow } from "../../api/generated/types";
import styles from "./Rows.module.css";

/** Pixels: two lines of text and the border. */
export const ROW_HEIGHT = 49;
/** More than a screen holds. */
const FIRST = 30;

/** Where a row stands; absent: in the flow. */
export interface Placement {
  /** Pixels from the top of the body. */
  start: number;
  measure: (element: HTMLElement | null) => void;
}

export interface RowWindowProps {
  rows: SourceRow[];
  /** The element that scrolls, once it is there. */
  scroller: HTMLDivElement | null;
  /** Row that must be there wherever one scrolls; -1: none. */
  activeIndex: number;
  /** Told the index of the last row in sight. */
  onLast: (index: number) => void;
  renderRow: (index: number, placement?: Placement) => ReactNode;
  /** Brings a row into sight; filled by whoever draws the rows. */
  scrollTo: RefObject<((index: number) => void) | null>;
}

/** The rows of the first paint, as they will stand, while what scrolls a hundred thousand of them is being loaded. */
export function FirstRows({ rows, renderRow }: RowWindowProps) {
  return (
    <div role="rowgroup" className={styles.body} style={{ minHeight: rows.length * ROW_HEIGHT }}>
      {rows.slice(0, FIRST).map((_, index) => renderRow(index))}
    </div>
  );
}
