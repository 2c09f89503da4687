import type { Environment, PasteResponse } from "../../../api/generated/types";
import { fieldsOf, modeOf } from "./conditions";
import { inMode } from "./state";
import type { Form, Frame, SideForm } from "./types";
import { mapRows, sameName, toForm } from "./values";

/** The form with what a pasted URL said. What the URL does not say stays; its secrets are named by tickets. */
export function pasteInto(form: Form, frame: Frame, env: Environment, pasted: PasteResponse): Form {
  const before = form.sides[env];
  if (!before) return form;
  const side: SideForm = inMode(frame, before, pasted.mode);
  const fields = fieldsOf(modeOf(frame.def, side.mode));
  const properties = { ...side.properties };
  const secrets = { ...side.secrets };
  for (const field of fields) {
    const value = pasted.properties[field.key];
    if (value !== undefined && !field.secret) properties[field.key] = toForm(field, value, {});
  }
  for (const [slot, ticket] of Object.entries(pasted.held)) {
    secrets[slot] = { is: "held", ticket };
    const [key = "", name] = slot.split(/\.(.*)/, 2);
    const rows = mapRows(properties[key]);
    if (name && !rows.some((row) => sameName(row.name, name)))
      properties[key] = [...rows, { name, value: "" }];
  }
  return { ...form, sides: { ...form.sides, [env]: { ...side, properties, secrets } } };
}
