import type { Choice, Field, Mode, TypeDef, When } from "../../../api/generated/types";

/** A value that counts as not given: null, "", [] or {}; the same rule as in the catalogue's schema. */
export function isBlank(value: unknown): boolean {
  if (value === null || value === undefined || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === "object" && Object.keys(value).length === 0;
}

/** The mode with this id; a mode that the catalogue does not know falls back to the first. */
export function modeOf(def: TypeDef, id: string): Mode {
  const mode = def.modes.find((candidate) => candidate.id === id) ?? def.modes[0];
  if (!mode) throw new Error(`The type ${def.id} has no mode`);
  return mode;
}

/** Every field of a mode, in the form's order. */
export const fieldsOf = (mode: Mode): Field[] => mode.groups.flatMap((group) => group.fields);

function holds(when: When, mode: Mode, properties: Record<string, unknown>): boolean {
  const value = properties[when.key];
  if (when.is === "set") return !isBlank(value);
  if (when.is === "unset") return isBlank(value);
  const field = fieldsOf(mode).find((candidate) => candidate.key === when.key);
  const word = typeof value === "string" && value !== "" ? value : field?.default;
  return word != null && when.values.some((allowed) => allowed.toLowerCase() === word.toLowerCase());
}

/** Whether all conditions hold; an absent property stands for its default. */
export const allHold = (conditions: When[], mode: Mode, properties: Record<string, unknown>): boolean =>
  conditions.every((when) => holds(when, mode, properties));

/**
 * The fields that take part in a configuration with these values. A field that is hidden counts as not given for the
 * others, as it does for Rust, which never sees it; so this looks again until nothing more is hidden.
 */
export function shownFields(mode: Mode, properties: Record<string, unknown>): Field[] {
  let shown = fieldsOf(mode);
  for (let round = 0; round < 4; round++) {
    const seen = Object.fromEntries(shown.map((field) => [field.key, properties[field.key]]));
    const next = fieldsOf(mode).filter((field) => allHold(field.shown_when, mode, seen));
    if (next.length === shown.length) return next;
    shown = next;
  }
  return shown;
}

/** The words that a choice offers now; the present value stays visible even when it is not offered any more. */
export function offered(
  choices: Choice[],
  mode: Mode,
  properties: Record<string, unknown>,
  value: unknown,
): Choice[] {
  const seen = Object.fromEntries(
    shownFields(mode, properties).map((field) => [field.key, properties[field.key]]),
  );
  return choices.filter((choice) => choice.value === value || allHold(choice.when, mode, seen));
}
