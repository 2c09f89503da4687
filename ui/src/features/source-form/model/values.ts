import type { Field, Mode, SecretState } from "../../../api/generated/types";
import { isBlank } from "./conditions";
import type { AddressRow, MapRow } from "./types";

/** Whether two names of map rows mean the same parameter: drivers take them in any case. */
export const sameName = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

/** The catalogue's spelling of a row's name that is a secret. */
const secretName = (field: Field, name: string): string | undefined =>
  field.kind.kind === "map" ? field.kind.secret_keys.find((known) => sameName(known, name)) : undefined;

/** Slot of a map's secret value, in the catalogue's spelling. */
export const mapSlot = (field: Field, name: string): string =>
  `${field.key}.${secretName(field, name) ?? name}`;

/** Whether a row of this map is a secret. */
export const isSecretRow = (field: Field, name: string): boolean => secretName(field, name) !== undefined;

/** Rows of an address field. */
export const addressRows = (value: unknown): AddressRow[] =>
  Array.isArray(value) ? (value as AddressRow[]) : [];

/** Rows of a map field. */
export const mapRows = (value: unknown): MapRow[] => (Array.isArray(value) ? (value as MapRow[]) : []);

/** A row nobody has written in: its port is empty or the prefilled one. */
export function isBlankAddress(row: AddressRow, field: Field): boolean {
  const prefilled = field.kind.kind === "addresses" ? String(field.kind.default_port) : "";
  return row.host.trim() === "" && (String(row.port) === "" || String(row.port) === prefilled);
}

/** The row that an empty address field begins with. */
export function newAddress(field: Field): AddressRow {
  return { host: "", port: field.kind.kind === "addresses" ? String(field.kind.default_port) : "" };
}

/** What the form edits for a saved value. */
export function toForm(field: Field, saved: unknown, states: Record<string, SecretState>): unknown {
  if (field.kind.kind === "map") {
    const rows = Object.entries((saved ?? {}) as Record<string, unknown>).map(([name, value]) => ({
      name,
      value: typeof value === "string" ? value : JSON.stringify(value),
    }));
    const secret = field.kind.secret_keys
      .filter(
        (name) =>
          (states[mapSlot(field, name)] ?? "missing") !== "missing" &&
          !rows.some((row) => sameName(row.name, name)),
      )
      .map((name) => ({ name, value: "" }));
    return [...rows, ...secret];
  }
  if (field.kind.kind === "addresses") return isBlank(saved) ? [newAddress(field)] : saved;
  if (field.kind.kind === "switch") return saved ?? field.default === "true";
  if (isBlank(saved)) return field.default ?? "";
  return saved;
}

/** The JSON of a value, `undefined` where nothing is given. */
export function toJson(field: Field, value: unknown): unknown {
  if (field.kind.kind === "map") {
    const rows = mapRows(value).filter((row) => row.name.trim() !== "" && !isSecretRow(field, row.name));
    return rows.length ? Object.fromEntries(rows.map((row) => [row.name, row.value])) : undefined;
  }
  if (field.kind.kind === "addresses") {
    const rows = addressRows(value).filter((row) => !isBlankAddress(row, field));
    return rows.length ? rows : undefined;
  }
  if (field.kind.kind === "switch") return value === (field.default === "true") ? undefined : value;
  return isBlank(value) ? undefined : value;
}

/** Whether two form values would be saved alike. */
export const sameValue = (field: Field, a: unknown, b: unknown): boolean =>
  JSON.stringify(toJson(field, a)) === JSON.stringify(toJson(field, b));

/** Values that a side nobody has touched begins with. */
export const blankValues = (mode: Mode): Record<string, unknown> =>
  Object.fromEntries(
    mode.groups
      .flatMap((group) => group.fields)
      .filter((field) => !field.secret)
      .map((field) => [field.key, toForm(field, undefined, {})]),
  );
