/** What the list shows, remembered while other pages are open, so that coming back finds the same rows. */
import { useMemo, useSyncExternalStore } from "react";
import type { Environment, EnvState, SortKey } from "../../api/generated/types";
import { ALL, type ListFilter } from "../../api/list";
import { SEARCH_REST_MS, useRested } from "../../components/useRested";
import { NONE, type Selection } from "./selection";

interface Remembered {
  filter: ListFilter;
  /** The row that keys act on. */
  active: string | null;
  selection: Selection;
  /** Scroll position, in pixels. */
  top: number;
}

const fresh = (): Remembered => ({ filter: ALL, active: null, selection: NONE, top: 0 });

let now = fresh();
const watchers = new Set<() => void>();

function change(part: Partial<Remembered>): void {
  now = { ...now, ...part };
  for (const watcher of watchers) watcher();
}

/** Forgets everything: another workspace. */
export function forgetList(): void {
  change(fresh());
}

let handed: ListFilter | null = null;

/** For the list that is opened next, whatever it would have begun with. */
export function handFilter(filter: ListFilter): void {
  handed = filter;
}

export function takeHanded(): void {
  if (handed) set(handed);
  handed = null;
}

export function rememberScroll(top: number): void {
  now.top = top;
}

export function rememberedScroll(): number {
  return now.top;
}

function useRemembered(): Remembered {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => now,
  );
}

export function useActiveRow(): [string | null, (id: string | null) => void] {
  return [useRemembered().active, setActive];
}

function setActive(id: string | null): void {
  if (now.active !== id) change({ active: id });
}

export function useSelection(): [Selection, typeof select] {
  return [useRemembered().selection, select];
}

export function select(next: (before: Selection) => Selection): void {
  change({ selection: next(now.selection) });
}

/** "All that match" was said of the filter that was there: another one begins without. */
function set(part: Partial<ListFilter>): void {
  const { search, types, states, env, tags, favourites } = part;
  const narrows = [search, types, states, env, tags, favourites].some((each) => each !== undefined);
  const selection = narrows && now.selection.all ? NONE : now.selection;
  change({ filter: { ...now.filter, ...part }, selection, top: 0 });
}

const toggled = <T>(all: T[], one: T, on: boolean): T[] =>
  on ? [...all, one] : all.filter((each) => each !== one);

const NEWEST_FIRST = new Set<SortKey>(["modified", "dev_tested", "prod_tested"]);

const SETTERS = {
  search: (search: string) => set({ search }),
  type: (id: string, on: boolean) => set({ types: toggled(now.filter.types, id, on) }),
  state: (state: EnvState, on: boolean) => set({ states: toggled(now.filter.states, state, on) }),
  states: (states: EnvState[]) => set({ states }),
  types: (types: string[]) => set({ types }),
  env: (env: Environment | null) => set({ env }),
  tag: (tag: string, on: boolean) => set({ tags: toggled(now.filter.tags, tag, on) }),
  tags: (tags: string[]) => set({ tags }),
  favourites: (favourites: boolean) => set({ favourites }),
  /** All of it at once: one that was saved. */
  take: (filter: ListFilter) => set(filter),
  /** The same key again turns the order around; times begin with the newest. */
  sort: (sort: SortKey) =>
    set({ sort, descending: now.filter.sort === sort ? !now.filter.descending : NEWEST_FIRST.has(sort) }),
  clear: () => set({ search: "", types: [], states: [], env: null, tags: [], favourites: false }),
};

/** The filter as chosen, the filter to ask for (the search at rest), and the ways to change it. */
export function useListFilter() {
  const { filter } = useRemembered();
  const search = useRested(filter.search.trim(), SEARCH_REST_MS);
  const asked = useMemo(() => ({ ...filter, search }), [filter, search]);
  const chosen = filter.types.length + filter.states.length + filter.tags.length > 0;
  const narrowed = filter.search.trim() !== "" || chosen || filter.favourites;
  return { filter, asked, narrowed, ...SETTERS };
}

export type ListFilterInUse = ReturnType<typeof useListFilter>;
