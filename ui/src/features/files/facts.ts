/** What a file holds, in a few words. */
import type { FileView } from "../../api/generated/types";

/** The day of an instant, as the person's language writes it. */
export const dayOf = (instant: string, lang: string): string =>
  new Date(instant).toLocaleDateString(lang, { year: "numeric", month: "short", day: "numeric" });

/** Bytes, in the unit that fits. */
export function sizeOf(bytes: number, lang: string): string {
  const number = (value: number) => value.toLocaleString(lang, { maximumFractionDigits: 1 });
  if (bytes < 1000) return `${number(bytes)} B`;
  return bytes < 1_000_000 ? `${number(bytes / 1000)} kB` : `${number(bytes / 1_000_000)} MB`;
}

/** The one thing inside that tells a file from others. */
export function headline({ facts }: FileView): string {
  const key = facts.keys[0];
  return (
    facts.certificates[0]?.subject ??
    facts.principals[0]?.principal ??
    facts.client_email ??
    facts.realms[0] ??
    (key?.algorithm ? `${key.algorithm}${key.bits ? ` ${key.bits}` : ""}` : undefined) ??
    facts.entries[0] ??
    ""
  );
}
