/** Types of string tables: a plural is written `key_one` and `key_other` and asked for by `key`. */
export type Key<K extends string> = K extends `${infer Base}_one` | `${infer Base}_other` ? Base : K;

/** Chinese has one plural form. */
export type Chinese<K extends string> = Record<Exclude<K, `${string}_one`>, string>;

export type Values = Record<string, string | number>;

/** `{name}` in a string is filled from `values`; `count` chooses the plural. */
export type Translate<K extends string> = (key: Key<K>, values?: Values) => string;
