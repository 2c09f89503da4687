import type {
  CheckResponse,
  Environment,
  Mode,
  SecretInput,
  SecretSource,
  SecretState,
} from "../../../api/generated/types";
import { shownFields } from "./conditions";
import type { Form, Frame, SecretDraft, SideForm } from "./types";
import { otherEnv } from "./types";
import { isSecretRow, mapRows, mapSlot } from "./values";

/** What a secret field says about itself. */
export type SecretShown = SecretState | "typed" | "held" | "from" | "cleared" | "confirmed";

/** Slots that take part now: secret fields that are shown, and secret rows of maps. */
export function shownSlots(mode: Mode, side: SideForm): string[] {
  return shownFields(mode, side.properties).flatMap((field) => {
    if (field.secret) return [field.key];
    if (field.kind.kind !== "map") return [];
    return mapRows(side.properties[field.key])
      .filter((row) => isSecretRow(field, row.name))
      .map((row) => mapSlot(field, row.name));
  });
}

/** Whether a kept secret needs a person's consent for the target that stands in the form. */
export type Consent = "none" | "wanted" | "given";

/** What Rust says about the target, held against what the person agreed to. */
export function consentOf(side: SideForm | undefined, answer: CheckResponse | undefined): Consent {
  if (!side || !answer?.wants_consent) return "none";
  return side.confirm !== null && side.confirm === answer.consent ? "given" : "wanted";
}

/** Where a secret is fetched that nobody keeps. */
export type FetchKind = "env" | "file" | "command";

export const kindOf = (source: SecretSource): FetchKind =>
  "env" in source ? "env" : "file" in source ? "file" : "command";

export const isFetched = (shown: SecretShown): shown is FetchKind =>
  shown === "env" || shown === "file" || shown === "command";

/** The reference as a person reads it; a command in JSON's notation, so that every argument is exact. */
export function referenceOf(source: SecretSource): string {
  if ("env" in source) return source.env;
  return "file" in source ? source.file : JSON.stringify(source.command);
}

/** Where the slots that take part are fetched, as the form would leave it. */
export function fetchedSlots(
  mode: Mode,
  side: SideForm,
  saved: Record<string, SecretSource>,
): Record<string, SecretSource> {
  const out: Record<string, SecretSource> = {};
  for (const slot of shownSlots(mode, side)) {
    const draft = side.secrets[slot];
    const source = draft ? draft.is === "fetch" && draft.source : saved[slot];
    if (source) out[slot] = source;
  }
  return out;
}

/** State of a slot as the form would leave it. */
export function secretShown(
  draft: SecretDraft | undefined,
  saved: SecretState | undefined,
  consent: Consent = "none",
): SecretShown {
  if (draft?.is === "fetch") return kindOf(draft.source);
  if (draft) return draft.is === "clear" ? "cleared" : draft.is;
  if (consent !== "none" && (saved === "stored" || saved === "session" || saved === "confirm"))
    return consent === "given" ? "confirmed" : "confirm";
  return saved ?? "missing";
}

/** Slots whose kept secret would go to a target that nobody agreed to. */
export function unconfirmedSlots(
  mode: Mode,
  side: SideForm,
  states: Record<string, SecretState>,
  consent: Consent,
): string[] {
  return shownSlots(mode, side).filter(
    (slot) => secretShown(side.secrets[slot], states[slot], consent) === "confirm",
  );
}

/** Whether the slot has or will have a secret. */
export const isGiven = (shown: SecretShown): boolean => shown !== "missing" && shown !== "cleared";

/** What a save or a test is told about one slot. */
export function instruction(draft: SecretDraft): SecretInput {
  switch (draft.is) {
    case "typed":
      return draft.value;
    case "clear":
      return null;
    case "ask":
      return { ask: true };
    case "fetch":
      return draft.source;
    case "held":
      return { held: draft.ticket };
    case "from":
      return { from: draft.env };
  }
}

/** Instructions for the slots that take part; secret map rows that were removed are cleared. */
export function instructions(
  mode: Mode,
  side: SideForm,
  states: Record<string, SecretState>,
): Record<string, SecretInput> {
  const slots = shownSlots(mode, side);
  const out: Record<string, SecretInput> = {};
  for (const slot of slots) {
    const draft = side.secrets[slot];
    if (draft) out[slot] = instruction(draft);
  }
  for (const [slot, state] of Object.entries(states)) {
    const removedRow = slot.includes(".") && state !== "missing" && !slots.includes(slot);
    if (removedRow && isRowOfShownMap(mode, side, slot)) out[slot] = null;
  }
  return out;
}

function isRowOfShownMap(mode: Mode, side: SideForm, slot: string): boolean {
  const key = slot.slice(0, slot.indexOf("."));
  return shownFields(mode, side.properties).some((field) => field.key === key && field.kind.kind === "map");
}

/** Slots that `source.check` counts as given. */
export function givenSlots(mode: Mode, side: SideForm, states: Record<string, SecretState>): string[] {
  return shownSlots(mode, side).filter((slot) => isGiven(secretShown(side.secrets[slot], states[slot])));
}

/** How one side takes over the other's secret: typed values in memory, saved ones inside the vault. */
export function copiedSecret(
  form: Form,
  frame: Frame,
  to: Environment,
  slot: string,
): SecretDraft | undefined {
  const from = otherEnv(to);
  const draft = form.sides[from]?.secrets[slot];
  if (draft?.is === "from") return undefined;
  if (draft) return draft.is === "clear" ? undefined : draft;
  const saved = frame.states[from]?.[slot] ?? "missing";
  if (saved === "ask") return { is: "ask" };
  return saved === "missing" ? undefined : { is: "from", env: from };
}
