import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useImperativeHandle, useRef, useState } from "react";
import { ROW_HEIGHT, type RowWindowProps } from "./FirstRows";
import { rememberedScroll } from "./filter";
import styles from "./Rows.module.css";
import { rowId } from "./rowId";

const OVERSCAN = 8;
const OVERSCAN_MS = 500;

/** Only the rows in sight, and the active one, are there. Rows that need more than two lines are measured. */
export default function VirtualRows({
  rows,
  scroller,
  activeIndex,
  onLast,
  renderRow,
  scrollTo,
}: RowWindowProps) {
  const overscan = useOverscan();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan,
    // What is in sight is drawn at once, before the scroller has been measured.
    initialRect: { width: innerWidth, height: innerHeight },
    initialOffset: rememberedScroll,
    useFlushSync: false,
    rangeExtractor: ({ startIndex, endIndex, overscan, count }) =>
      withIndex(activeIndex, Math.max(0, startIndex - overscan), Math.min(count - 1, endIndex + overscan)),
  });
  useImperativeHandle(scrollTo, () => (index: number) => virtual.scrollToIndex(index, { align: "auto" }), [
    virtual,
  ]);
  useFocusBack(rows[activeIndex]?.id);
  const items = virtual.getVirtualItems();
  const last = virtual.range?.endIndex ?? 0;
  useEffect(() => onLast(last), [onLast, last]);
  return (
    <div role="rowgroup" className={styles.body} style={{ height: virtual.getTotalSize() }}>
      {items.map((item) => renderRow(item.index, { start: item.start, measure: virtual.measureElement }))}
    </div>
  );
}

/** Rows beyond the edges: none at first, as nobody has scrolled yet. */
function useOverscan(): number {
  const [rows, setRows] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => setRows(OVERSCAN), OVERSCAN_MS);
    return () => clearTimeout(timer);
  }, []);
  return rows;
}

/** Who comes back to the list finds the focus on the row that was left. */
function useFocusBack(active: string | undefined): void {
  const id = useRef(active);
  useEffect(() => {
    const nowhere = document.activeElement === null || document.activeElement === document.body;
    if (id.current && nowhere) document.getElementById(rowId(id.current))?.focus({ preventScroll: true });
  }, []);
}

/** The focused row stays, wherever one scrolls. */
function withIndex(index: number, first: number, last: number): number[] {
  const all = Array.from({ length: Math.max(0, last - first + 1) }, (_, step) => first + step);
  if (index >= 0 && index < first) all.unshift(index);
  if (index > last) all.push(index);
  return all;
}
