import type { Environment, Field, Text } from "../../../api/generated/types";
import { fieldsOf, modeOf, shownFields } from "./conditions";
import { type SecretShown, secretShown } from "./secrets";
import type { Form, Frame } from "./types";
import { addressRows, isSecretRow, mapRows, toJson } from "./values";

/** What one side has for a property. */
export type Cell =
  | { is: "absent" }
  | { is: "text"; text: string }
  | { is: "words"; text: Text }
  | { is: "switch"; on: boolean }
  | { is: "secret"; state: SecretShown };

/** A property of both sides. */
export type CompareRow = {
  key: string;
  label: Text;
  dev: Cell;
  prod: Cell;
  differs: boolean;
  compared: boolean;
};

function cell(field: Field | undefined, form: Form, frame: Frame, env: Environment): Cell {
  const side = form.sides[env];
  if (!field || !side) return { is: "absent" };
  if (!shownFields(modeOf(frame.def, side.mode), side.properties).includes(field)) return { is: "absent" };
  if (field.secret)
    return { is: "secret", state: secretShown(side.secrets[field.key], frame.states[env]?.[field.key]) };
  const value = side.properties[field.key];
  const kind = field.kind;
  if (kind.kind === "switch") return { is: "switch", on: value === true };
  if (kind.kind === "choice") {
    const choice = kind.choices.find((candidate) => candidate.value === value);
    if (choice) return { is: "words", text: choice.label };
  }
  if (toJson(field, value) === undefined) return { is: "absent" };
  if (kind.kind === "addresses") return text(addressRows(value).map((row) => `${row.host}:${row.port}`));
  if (kind.kind === "map")
    return text(
      mapRows(value).map((row) => (isSecretRow(field, row.name) ? row.name : `${row.name}=${row.value}`)),
    );
  return { is: "text", text: String(value) };
}

const text = (lines: string[]): Cell => ({ is: "text", text: lines.join("\n") });

/** Every property that a side has, in the catalogue's order; the mode first. */
export function compareRows(form: Form, frame: Frame, modeLabel: Text): CompareRow[] {
  const fields = (env: Environment) => fieldsOf(modeOf(frame.def, form.sides[env]?.mode ?? ""));
  const keys = [...new Set([...fields("dev"), ...fields("prod")].map((field) => field.key))];
  const mode = (env: Environment): Cell => ({
    is: "words",
    text: modeOf(frame.def, form.sides[env]?.mode ?? "").label,
  });
  const rows: Omit<CompareRow, "differs" | "compared">[] = [
    { key: "mode", label: modeLabel, dev: mode("dev"), prod: mode("prod") },
  ];
  for (const key of keys) {
    const dev = fields("dev").find((field) => field.key === key);
    const prod = fields("prod").find((field) => field.key === key);
    const label = (dev ?? prod)?.label ?? { en: key, "zh-CN": key };
    const row = { key, label, dev: cell(dev, form, frame, "dev"), prod: cell(prod, form, frame, "prod") };
    if (row.dev.is !== "absent" || row.prod.is !== "absent") rows.push(row);
  }
  return rows.map((row) => {
    const differs = JSON.stringify(row.dev) !== JSON.stringify(row.prod);
    // Values of secrets are never read here: that both have one says nothing about them.
    return { ...row, differs, compared: differs || row.dev.is !== "secret" };
  });
}
