import { isolated } from "./bidi";

/** Tables of strings: `{name}` is filled from values; a plural is written `key_one` and `key_other`, asked for by `key`. */
export type Key<K extends string> = K extends `${infer Base}_one` | `${infer Base}_other` ? Base : K;

/** Chinese has one plural form. */
export type Chinese<K extends string> = Record<Exclude<K, `${string}_one`>, string>;

export type Values = Record<string, string | number>;

export type Translate<K extends string> = (key: Key<K>, values?: Values) => string;

/** The string of `key`; numbers as the language writes them. A key that is not there shows itself. */
export function translate(
  table: Record<string, string>,
  lang: string,
  key: string,
  values: Values = {},
): string {
  return fill(table[key] ?? table[pluralKey(lang, key, values.count)] ?? key, lang, values);
}

function pluralKey(lang: string, key: string, count: unknown): string {
  const form = typeof count === "number" ? new Intl.PluralRules(lang).select(count) : "other";
  return `${key}_${form}`;
}

/** Fills the places; one without a value stays as it is, so that a gap is seen, not guessed. A text keeps to its place. */
export function fill(text: string, lang: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name];
    if (typeof value === "number") return value.toLocaleString(lang);
    return value === undefined ? place : isolated(value);
  });
}
