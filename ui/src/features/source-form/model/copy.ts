import type { Environment } from "../../../api/generated/types";
import { modeOf } from "./conditions";
import { copiedSecret, shownSlots } from "./secrets";
import { type Form, type Frame, otherEnv, type SideForm } from "./types";

/** The form after one side was taken over from the other. Without secrets, the target's own stay. */
export function copySide(form: Form, frame: Frame, to: Environment, withSecrets: boolean): Form {
  const from = form.sides[otherEnv(to)];
  const target = form.sides[to];
  if (!from || !target) return form;
  const copy: SideForm = {
    mode: from.mode,
    properties: structuredClone(from.properties),
    secrets: withSecrets ? { ...target.secrets } : target.secrets,
    confirm: null,
  };
  if (withSecrets) {
    for (const slot of shownSlots(modeOf(frame.def, copy.mode), copy)) {
      const secret = copiedSecret(form, frame, to, slot);
      if (secret) copy.secrets[slot] = secret;
    }
  }
  return { ...form, sides: { ...form.sides, [to]: copy } };
}
