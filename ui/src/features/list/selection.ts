/** Which rows are chosen: some by their ids, or all that match but some. Never a list of a hundred thousand ids. */
import type { BulkSelection, SourceRow } from "../../api/generated/types";
import type { ListFilter } from "../../api/list";

export interface Selection {
  /** All that match; `ids` then are those that are not. */
  all: boolean;
  ids: ReadonlySet<string>;
}

export const NONE: Selection = { all: false, ids: new Set() };
export const EVERY: Selection = { all: true, ids: new Set() };

export const isChosen = ({ all, ids }: Selection, id: string): boolean => ids.has(id) !== all;

/** How many are chosen, of so many that match. */
export const countOf = ({ all, ids }: Selection, total: number): number =>
  all ? Math.max(0, total - ids.size) : ids.size;

/** Chooses these too, or no longer. */
export function choose(selection: Selection, these: string[], on: boolean): Selection {
  const ids = new Set(selection.ids);
  for (const id of these) {
    if (on === selection.all) ids.delete(id);
    else ids.add(id);
  }
  return { ...selection, ids };
}

/** As the Rust side is asked. */
export function selectionRequest({ all, ids }: Selection, filter: ListFilter): BulkSelection {
  return all
    ? { ids: [], matching: filter, except: [...ids] }
    : { ids: [...ids], matching: null, except: [] };
}

/** Types that the chosen ones can have, as far as it is known; empty: any. */
export function typesOf(selection: Selection, rows: SourceRow[], filter: ListFilter): string[] {
  if (selection.all) return filter.types;
  const seen = rows.filter((row) => selection.ids.has(row.id));
  return seen.length === selection.ids.size ? [...new Set(seen.map((row) => row.type))] : [];
}
