/**
 * Words of the UI's own chrome. What the Rust side owns (errors, findings, types, fields) is in `api/words.ts`.
 *
 * The shell and the list have their strings in `en.ts` and `zh-CN.ts`; a feature that is loaded later brings its own
 * with `defineStrings`, so that they are not in the first chunk. A library would be a seventh of that chunk for what
 * `strings.ts` does in thirty lines.
 */
import { useMemo, useSyncExternalStore } from "react";
import type { Lang } from "../api/generated/types";
import { en } from "./en";
import { type Chinese, type Translate, translate } from "./strings";

export type { Translate } from "./strings";
export type ChromeKeys = keyof typeof en;

type Table = Record<string, string>;

const CHROME = "chrome";
const tables = new Map<string, Partial<Record<Lang, Table>>>([[CHROME, { en }]]);
const watchers = new Set<() => void>();
let lang: Lang = "en";

/** The language of the system, where it is one of ours. */
export function systemLang(): Lang {
  return /^zh\b/i.test(navigator.language) ? "zh-CN" : "en";
}

export function currentLang(): Lang {
  return lang;
}

/** Changes the language of the whole page. English is always at hand, Chinese comes as a chunk. */
export async function setLang(next: Lang): Promise<void> {
  const chrome = tables.get(CHROME) ?? {};
  if (next === "zh-CN") chrome["zh-CN"] ??= (await import("./zh-CN")).zhCN;
  lang = next;
  document.documentElement.lang = next;
  for (const watcher of watchers) watcher();
}

/** The language in use; drawn again when it changes. */
export function useLang(): Lang {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => lang,
  );
}

function say(area: string, key: string, values?: Record<string, string | number>): string {
  const both = tables.get(area);
  return translate(both?.[lang] ?? both?.en ?? {}, lang, key, values);
}

function useArea<K extends string>(area: string): Translate<K> {
  const current = useLang();
  // A new function for a new language, so that what is remembered by it is drawn again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  return useMemo(() => (key, values) => say(area, key, values), [area, current]);
}

/** Strings of the shell, the list and the components. */
export function useText(): Translate<ChromeKeys> {
  return useArea(CHROME);
}

/** The same outside of a component. */
export const text: Translate<ChromeKeys> = (key, values) => say(CHROME, key, values);

/** Gives a lazily loaded feature its strings; returns its hook. `area` is the feature's name, once. */
export function defineStrings<K extends string>(
  area: string,
  both: { en: Record<K, string>; "zh-CN": Chinese<NoInfer<K>> },
): () => Translate<K> {
  tables.set(area, both);
  return () => useArea(area);
}
