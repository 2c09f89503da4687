import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Environment } from "../../api/generated/types";
import { useWords } from "../../api/words";
import { useText } from "../../i18n";
import type { RowActs } from "./acts";
import type { Placement } from "./FirstRows";
import { type ListFilterInUse, rememberScroll, useActiveRow, useSelection } from "./filter";
import { HeaderRow } from "./HeaderRow";
import type { SourceList } from "./ListBody";
import { MoreRows } from "./MoreRows";
import { Row } from "./Row";
import styles from "./Rows.module.css";
import { rowId } from "./rowId";
import { choose, countOf, isChosen } from "./selection";
import { useNextPage } from "./useNextPage";
import { useRowKeys } from "./useRowKeys";
import { useVirtualRows } from "./useVirtualRows";

interface RowsProps {
  list: SourceList;
  filter: ListFilterInUse;
  /** Sides of the workspace. */
  sides: Environment[];
  /** Sides that have a column. */
  shown: Environment[];
  act: RowActs;
}

/** Milliseconds after which a dialog that was closed has let go of the focus. */
const CLOSED_MS = 250;

/** The grid: one row has the tab stop, keys move it and act on it. */
export function Rows({ list, filter, sides, shown, act }: RowsProps) {
  const text = useText();
  const words = useWords();
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.rows) ?? [], [list.data]);
  const total = list.data?.pages[0]?.total ?? 0;
  // Kept as state: the rows are drawn again once the element is there.
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const scrollTo = useRef<((index: number) => void) | null>(null);
  const onLast = useNextPage(list, rows.length);
  const [active, setActive] = useActiveRow();
  const [testMenu, setTestMenu] = useState<string | null>(null);
  const activeIndex = active === null ? -1 : rows.findIndex((row) => row.id === active);
  const focusRow = useCallback(
    (index: number) => {
      const row = rows[index];
      if (!row) return;
      setActive(row.id);
      scrollTo.current?.(index);
      requestAnimationFrame(() => document.getElementById(rowId(row.id))?.focus({ preventScroll: true }));
    },
    [rows, setActive],
  );
  // The row that had the focus is gone: the next one has it, so that the keys go on.
  const before = useRef(activeIndex);
  useEffect(() => {
    const was = before.current;
    before.current = activeIndex;
    if (was < 0 || activeIndex >= 0 || active === null || rows.length === 0) return;
    const settle = () => {
      if (document.activeElement === document.body) focusRow(Math.min(was, rows.length - 1));
    };
    settle();
    // A dialog that is closing still holds it.
    const timer = setTimeout(settle, CLOSED_MS);
    return () => clearTimeout(timer);
  }, [activeIndex, active, rows.length, focusRow]);
  const [selection, select] = useSelection();
  // The row that was chosen last: where a range begins.
  const anchor = useRef<string | null>(null);
  const onChoose = useCallback(
    (index: number, on: boolean, range: boolean) => {
      const from = range ? rows.findIndex((row) => row.id === anchor.current) : -1;
      const [first, last] = from < 0 ? [index, index] : [Math.min(from, index), Math.max(from, index)];
      const ids = rows.slice(first, last + 1).map((row) => row.id);
      anchor.current = rows[index]?.id ?? null;
      select((before) => choose(before, ids, on));
    },
    [rows, select],
  );
  const onKeyDown = useRowKeys({
    rows,
    activeIndex,
    isChosen: (id) => isChosen(selection, id),
    sides,
    act,
    focusRow,
    openTestMenu: setTestMenu,
  });
  const renderRow = (index: number, placement?: Placement) => {
    const row = rows[index];
    if (!row) return null;
    return (
      <Row
        key={row.id}
        {...{ row, index, sides, shown, act, words }}
        start={placement?.start}
        measure={placement?.measure}
        active={row.id === active}
        chosen={isChosen(selection, row.id)}
        onChoose={onChoose}
        tabStop={index === Math.max(0, activeIndex)}
        testMenu={testMenu === row.id}
        onTestMenu={setTestMenu}
        onActive={setActive}
      />
    );
  };
  const Drawn = useVirtualRows();
  const drawn = { rows, scroller, activeIndex, onLast, renderRow, scrollTo };
  return (
    <div
      ref={setScroller}
      role="grid"
      tabIndex={-1}
      aria-label={text("nav.sources")}
      aria-multiselectable="true"
      aria-rowcount={total + 1}
      aria-busy={list.isFetching}
      className={styles.grid}
      data-sides={shown.length}
      onKeyDown={onKeyDown}
      onScroll={(event) => rememberScroll(event.currentTarget.scrollTop)}
    >
      <HeaderRow
        filter={filter}
        sides={shown}
        chosen={countOf(selection, total)}
        total={total}
        onChooseAll={(on) => act.select(null, on)}
      />
      <Drawn {...drawn} />
      <MoreRows list={list} sides={shown.length} />
    </div>
  );
}
