import type { Environment, Field, Group, Mode } from "../../../api/generated/types";
import { shownFields } from "./conditions";
import { isGiven, secretShown } from "./secrets";
import type { Form, Frame } from "./types";
import { sameValue, toForm } from "./values";

/** One line of the form: a field of full width, or up to two halves. Both sides have the same lines, so they align. */
export type Line = Field[];

/** A group as both sides show it. */
export type Section = { index: number; group: Group; lines: Line[] };

/** Puts fields into lines; a half shares its line with the next half. */
export function linesOf(fields: Field[]): Line[] {
  const lines: Line[] = [];
  let open: Line | null = null;
  for (const field of fields) {
    if (field.width === "half" && open) {
      open.push(field);
      open = null;
    } else {
      const line = [field];
      lines.push(line);
      open = field.width === "half" ? line : null;
    }
  }
  return lines;
}

/** The sections of a mode, with what either side shows. */
export function sectionsOf(mode: Mode, form: Form, envs: Environment[]): Section[] {
  const shown = new Set<string>();
  for (const env of envs) {
    const side = form.sides[env];
    if (side?.mode === mode.id) for (const field of shownFields(mode, side.properties)) shown.add(field.key);
  }
  return mode.groups
    .map((group, index) => ({
      index,
      group,
      lines: linesOf(group.fields.filter((field) => shown.has(field.key))),
    }))
    .filter((section) => section.lines.length > 0);
}

/** Whether a side has given something in a group: any value but the prefilled one, any secret. */
export function isFilled(group: Group, form: Form, frame: Frame, env: Environment): boolean {
  const side = form.sides[env];
  if (!side) return false;
  const given = (slot: string) => isGiven(secretShown(side.secrets[slot], frame.states[env]?.[slot]));
  return group.fields.some((field) =>
    field.secret
      ? given(field.key)
      : !sameValue(field, side.properties[field.key], toForm(field, undefined, {})),
  );
}

/** What tells two groups apart, also across modes: "Encryption" of both is one. */
export const groupId = (group: Group): string => group.label?.en ?? "";
