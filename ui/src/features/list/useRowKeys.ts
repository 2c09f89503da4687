/** Keys of the grid: moving with arrows or j and k, and what acts on the active row. */
import type { KeyboardEvent } from "react";
import type { Environment, SourceRow } from "../../api/generated/types";
import { useKey } from "../../app/keys";
import { type RowActs, sidesOf } from "./acts";

interface RowKeys {
  rows: SourceRow[];
  activeIndex: number;
  isChosen: (id: string) => boolean;
  sides: Environment[];
  act: RowActs;
  focusRow: (index: number) => void;
  openTestMenu: (id: string) => void;
}

/** Rows that Page Up and Page Down move by. */
const PAGE_STEP = 10;

export function useRowKeys(keys: RowKeys) {
  const { rows, activeIndex, isChosen, sides, act, focusRow, openTestMenu } = keys;
  const active = rows[activeIndex];
  const move = (step: number) => focusRow(Math.min(rows.length - 1, Math.max(0, activeIndex + step)));
  const choose = () => {
    if (active) act.select([active.id], !isChosen(active.id));
  };
  const extend = (step: number) => {
    const next = rows[activeIndex + step];
    act.select(
      [active, next].flatMap((row) => (row ? [row.id] : [])),
      true,
    );
    move(step);
  };
  const withActive = (does: (row: SourceRow) => unknown) => () => {
    if (active) does(active);
  };
  useKey("down", () => move(1));
  useKey("up", () => move(-1));
  useKey("edit", withActive(act.open));
  const may = act.denied("manage") === null;
  useKey(
    "clone",
    withActive((row) => may && act.door === "management_center" && act.clone(row)),
  );
  useKey(
    "test",
    withActive((row) => {
      const there = sidesOf(row, sides);
      if (there.length > 1) openTestMenu(row.id);
      else if (there.length === 1) act.test(row, there);
    }),
  );

  useKey("select", choose);
  useKey("all", () => act.select(null, true));

  const ofTheRow: Record<string, () => void> = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    PageDown: () => move(PAGE_STEP),
    PageUp: () => move(-PAGE_STEP),
    Home: () => focusRow(0),
    End: () => focusRow(rows.length - 1),
    Enter: withActive(act.open),
    Delete: withActive((row) => may && act.delete(row)),
    " ": choose,
    Escape: act.leave,
  };
  const withShift: Record<string, () => void> = { ArrowDown: () => extend(1), ArrowUp: () => extend(-1) };
  return (event: KeyboardEvent<HTMLElement>) => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const does = (event.shiftKey ? withShift : ofTheRow)[event.key];
    if (!plain || !does || !(event.target instanceof Element)) return;
    // From a button of the row one can go on to other rows; Enter and Space are the button's own.
    const onRow = event.target.getAttribute("role") === "row";
    const inRow = event.currentTarget.contains(event.target) && event.target.closest("[role=row]") !== null;
    if (!onRow && !(inRow && event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    does();
  };
}
