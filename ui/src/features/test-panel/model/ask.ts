import type {
  Environment,
  Mode,
  SecretInput,
  SecretState,
  SideInput,
  SideView,
  TypeDef,
} from "../../../api/generated/types";

import { shownFields } from "../../source-form/model/conditions";

/** A secret that is asked for before a test and forgotten after it. */
export type AskSlot = { env: Environment; slot: string };

const isAsk = (input: SecretInput | undefined): boolean =>
  typeof input === "object" && input !== null && "ask" in input && input.ask;

/** Slots to ask for: those that the form sets to `ask`, and saved ones that the form leaves as they are. */
export function askSlots(
  env: Environment,
  side: SideInput | undefined,
  saved: Record<string, SecretState>,
): AskSlot[] {
  const inputs = side?.secrets ?? {};
  const slots = new Set(Object.keys(inputs).filter((slot) => isAsk(inputs[slot])));
  for (const [slot, state] of Object.entries(saved))
    if (state === "ask" && !(slot in inputs)) slots.add(slot);
  return [...slots].sort().map((slot) => ({ env, slot }));
}

/** The side of the request, with what was answered. A saved side is sent along only when there are answers. */
export function answered(
  side: SideInput | undefined,
  saved: SideView | null | undefined,
  answers: Record<string, string>,
): SideInput | null {
  const given = Object.keys(answers).length > 0;
  const base: SideInput | null =
    side ??
    (given && saved ? { mode: saved.mode, properties: saved.properties, secrets: {}, confirm: null } : null);
  return base && { ...base, secrets: { ...base.secrets, ...answers } };
}

/** Field label of a slot: `password`, or `properties.password` for a row of a map. */
export function slotLabel(def: TypeDef | undefined, modeId: string | undefined, slot: string) {
  const mode: Mode | undefined = def?.modes.find((candidate) => candidate.id === modeId) ?? def?.modes[0];
  const fields = mode?.groups.flatMap((group) => group.fields) ?? [];
  const [key, name] = slot.split(/\.(.*)/, 2);
  const field =
    fields.find((candidate) => candidate.key === slot) ?? fields.find((candidate) => candidate.key === key);
  return { label: field?.label ?? null, name: field?.key === slot ? null : (name ?? slot) };
}

/** States of the saved slots that take part: a hidden field's secret is not asked for. */
export function shownStates(
  def: TypeDef | undefined,
  saved: SideView | null | undefined,
): Record<string, SecretState> {
  const mode = def?.modes.find((candidate) => candidate.id === saved?.mode);
  if (!saved || !mode) return saved?.secret_states ?? {};
  const shown = new Set(shownFields(mode, saved.properties).map((field) => field.key));
  return Object.fromEntries(
    Object.entries(saved.secret_states).filter(
      ([slot]) => shown.has(slot) || shown.has(slot.split(".")[0] ?? ""),
    ),
  );
}
