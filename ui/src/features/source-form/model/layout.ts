import type { Environment, Field, Group, Mode, TypeDef } from "../../../api/generated/types";
import { fieldsOf, shownFields } from "./conditions";
import { isGiven, secretShown } from "./secrets";
import type { Form, Frame } from "./types";
import { sameValue, toForm } from "./values";

/** One line of one side: a field of full width, or up to two halves. */
export type Line = Field[];

/** A row that both sides share, so that they align; a side without a line leaves its place empty. */
export type Row = Partial<Record<Environment, Line>>;

/** A group as both sides show it. */
export type Section = { index: number; group: Group; rows: Row[] };

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

/**
 * Puts the lines of both sides into rows: lines with a field in common stand in one row; between those, what only one
 * side shows stands beside what only the other shows, instead of each leaving a hole in the other.
 */
export function rowsOf(dev: Line[], prod: Line[]): Row[] {
  const rows: Row[] = [];
  const shares = (line: Line, other: Line) => line.some((field) => other.includes(field));
  let [i, j] = [0, 0];
  while (i < dev.length || j < prod.length) {
    const [left, right] = [dev[i], prod[j]];
    const leftWaits = left && prod.slice(j).some((line) => shares(left, line));
    const rightWaits = right && dev.slice(i).some((line) => shares(right, line));
    const together = left && right && (shares(left, right) || (!leftWaits && !rightWaits));
    // A line whose partner is still to come waits, unless both wait: then the order differs and neither can.
    const takeLeft = left && (together || !right || !leftWaits || Boolean(rightWaits));
    const takeRight = right && (together || !takeLeft);
    rows.push({ ...(takeLeft ? { dev: left } : {}), ...(takeRight ? { prod: right } : {}) });
    if (takeLeft) i++;
    if (takeRight) j++;
  }
  return rows;
}

/** The sections of a mode, with what these sides show. */
export function sectionsOf(mode: Mode, form: Form, envs: Environment[]): Section[] {
  const shown = (env: Environment) => {
    const side = form.sides[env];
    return side && envs.includes(env) ? shownFields(mode, side.properties) : [];
  };
  const [dev, prod] = [shown("dev"), shown("prod")];
  return mode.groups
    .map((group, index) => {
      const lines = (fields: Field[]) => linesOf(group.fields.filter((field) => fields.includes(field)));
      return { index, group, rows: rowsOf(lines(dev), lines(prod)) };
    })
    .filter((section) => section.rows.length > 0);
}

/** Whether a field is worth marking as used on this computer only: not where the whole type is. */
export const isLocalMark = (def: TypeDef, field: Field): boolean =>
  field.local_only && def.modes.some((mode) => fieldsOf(mode).some((other) => !other.local_only));

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
