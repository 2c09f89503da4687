/**
 * Words that the page did not write - a person's, a server's - beside its own. Hebrew, Arabic and Unicode's marks of
 * direction would otherwise decide in which order the page's words around them are read (UAX #9).
 */

/** Embeddings, overrides and isolates. One that is not balanced reaches beyond any isolate, also one of HTML. */
const MARKS = "\u202a-\u202e\u2066-\u2069";
/** A whole isolate, as `isolated` makes it: no harm to anybody, and sentences are put into sentences. */
const WHOLE = `\u2068[^${MARKS}]*\u2069`;
const WHOLE_OR_MARK = new RegExp(`(${WHOLE})|[${MARKS}]`, "g");
const WHOLES = new RegExp(WHOLE, "g");
/** Unicode's ranges for scripts that run from right to left, and the two marks that count as such. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
/** "First strong isolate", and the end of it. */
const ISOLATE = "\u2068";
const END = "\u2069";

/** The text with its marks of direction made visible. */
export function withoutMarks(text: string): string {
  return text.replace(WHOLE_OR_MARK, (_, whole?: string) => whole ?? "\ufffd");
}

/** The text for a place within a sentence. Only what could turn the sentence round is changed: the rest can be copied. */
export function isolated(text: string): string {
  const plain = withoutMarks(text);
  return RIGHT_TO_LEFT.test(plain.replace(WHOLES, "")) ? ISOLATE + plain + END : plain;
}
