import type { Environment } from "../../../api/generated/types";
import { fieldsOf, modeOf } from "./conditions";
import { fixOf, type Placed } from "./issues";
import type { Action } from "./state";
import type { Form, Frame } from "./types";
import { addressRows } from "./values";

/** What a click on an issue's mend does; null where it brings none. */
export function mending(form: Form, placed: Placed): Action | null {
  const fix = fixOf(placed);
  if (!fix) return null;
  const { env, key, row, part } = placed;
  if (env === null) {
    return key === "name" || key === "description" ? { do: "head", key, value: fix.value } : null;
  }
  const value = form.sides[env]?.properties[key];
  if (row !== undefined) {
    const rows = addressRows(value).map((old, index) => {
      if (index !== row) return old;
      return part === "port" ? { ...old, port: fix.value } : { host: fix.value, port: fix.port ?? old.port };
    });
    return { do: "value", env, key, value: rows };
  }
  return part === undefined ? { do: "value", env, key, value: fix.value } : null;
}

/** What the mend of a test's finding does: sets a property, of an address list the first host. */
export function mendProperty(
  frame: Frame,
  form: Form,
  env: Environment,
  key: string,
  value: string,
): Action | null {
  const side = form.sides[env];
  const field = side && fieldsOf(modeOf(frame.def, side.mode)).find((candidate) => candidate.key === key);
  if (!side || !field) return null;
  if (field.kind.kind === "addresses") {
    const [first, ...rest] = addressRows(side.properties[key]);
    return { do: "value", env, key, value: [{ host: value, port: first?.port ?? "" }, ...rest] };
  }
  return { do: "value", env, key, value: field.kind.kind === "switch" ? value === "true" : value };
}
