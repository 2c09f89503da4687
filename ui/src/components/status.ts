/** How a state or a verdict is shown: its tone and its word. A colour never speaks alone. */
import type { LastTest, RowSide, Verdict } from "../api/generated/types";
import type { ChromeKeys } from "../i18n";

export type Tone = "ok" | "warn" | "bad" | "idle";

export interface Status {
  tone: Tone;
  word: ChromeKeys & (`verdict.${string}` | `state.${string}`);
  /** When it was found out. */
  at?: string;
}

const TONES: Record<Verdict, Tone> = {
  Connectable: "ok",
  ConfigError: "bad",
  Unreachable: "bad",
  Unsupported: "warn",
  Cancelled: "idle",
};

export function verdictStatus(verdict: Verdict, warning = false, at?: string): Status {
  const tone = verdict === "Connectable" && warning ? "warn" : TONES[verdict];
  return { tone, word: `verdict.${verdict}`, at };
}

/** An absent side has no address and nothing missing: it was never begun. */
export function isAbsent(side: Pick<RowSide, "state" | "summary" | "missing">): boolean {
  return side.state === "incomplete" && side.summary === "" && side.missing === 0;
}

/** A side of a row: what is missing comes before what was tested. */
export function sideStatus(side: Pick<RowSide, "state" | "last_test" | "summary" | "missing">): Status {
  const test: LastTest | null = side.last_test;
  if (side.state === "incomplete") return { tone: "idle", word: "state.incomplete" };
  if (side.state === "untested" || !test) return { tone: "idle", word: "state.untested" };
  return verdictStatus(test.verdict, test.warning, test.at);
}
