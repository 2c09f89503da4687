import type { Environment } from "../../../api/generated/types";
import { rebased } from "./changes";
import { fieldsOf, modeOf } from "./conditions";
import type { Placed } from "./issues";
import type { Form, Frame, SecretDraft, SideForm } from "./types";
import { toForm } from "./values";

/** The form on the screen. */
export type State = {
  frame: Frame;
  /** As it was opened or last saved: what "changed" is measured against. */
  baseline: Form;
  form: Form;
  /** What the last save was refused for; an issue goes when its field is changed. */
  refused: Placed[];
  /** A save was tried: from now on what is missing is marked at its field. */
  attempted: boolean;
};

export type Action =
  | { do: "head"; key: "name" | "description"; value: string }
  | { do: "tags"; value: string[] }
  | { do: "value"; env: Environment; key: string; value: unknown }
  | { do: "secret"; env: Environment; slot: string; draft: SecretDraft | null }
  | { do: "confirm"; env: Environment; target: string | null }
  | { do: "mode"; env: Environment | null; mode: string }
  | { do: "form"; form: Form }
  /** `asLongAs`: only while the side is still this one. */
  | { do: "side"; env: Environment; side: SideForm; asLongAs?: SideForm }
  | { do: "opened"; frame: Frame; baseline: Form; form: Form }
  /** The save of `sent` was answered: what was changed since stays, unsaved. */
  | { do: "saved"; frame: Frame; baseline: Form; sent: Form }
  | { do: "refused"; issues: Placed[] }
  | { do: "attempted" };

/** The state that a form begins with. */
export const opened = (frame: Frame, baseline: Form, form = baseline): State => ({
  frame,
  baseline,
  form,
  refused: [],
  attempted: false,
});

const without = (issues: Placed[], env: Environment | null, key: string): Placed[] =>
  issues.some((placed) => placed.env === env && placed.key === key)
    ? issues.filter((placed) => placed.env !== env || placed.key !== key)
    : issues;

function changeSide(form: Form, env: Environment, change: (side: SideForm) => SideForm): Form {
  const side = form.sides[env];
  return side ? { ...form, sides: { ...form.sides, [env]: change(side) } } : form;
}

/** A side in another mode: what both modes have stays, what is new begins with its default. */
export function inMode(frame: Frame, side: SideForm, modeId: string): SideForm {
  const mode = modeOf(frame.def, modeId);
  const properties = { ...side.properties };
  for (const field of fieldsOf(mode)) {
    if (!field.secret && properties[field.key] === undefined)
      properties[field.key] = toForm(field, undefined, {});
  }
  return { ...side, mode: mode.id, properties };
}

export function reduce(state: State, action: Action): State {
  switch (action.do) {
    case "head":
      return {
        ...state,
        form: { ...state.form, [action.key]: action.value },
        refused: without(state.refused, null, action.key),
      };
    case "tags":
      return {
        ...state,
        form: { ...state.form, tags: action.value },
        refused: without(state.refused, null, "tags"),
      };
    case "value":
      return {
        ...state,
        form: changeSide(state.form, action.env, (side) => ({
          ...side,
          properties: { ...side.properties, [action.key]: action.value },
        })),
        refused: without(state.refused, action.env, action.key),
      };
    case "secret":
      return {
        ...state,
        form: changeSide(state.form, action.env, (side) => withSecret(side, action.slot, action.draft)),
      };
    case "confirm":
      return {
        ...state,
        form: changeSide(state.form, action.env, (side) => ({ ...side, confirm: action.target })),
      };
    case "mode": {
      let form = state.form;
      for (const env of action.env ? [action.env] : state.frame.envs) {
        form = changeSide(form, env, (side) => inMode(state.frame, side, action.mode));
      }
      return { ...state, form, refused: [] };
    }
    case "form":
      return { ...state, form: action.form, refused: [] };
    case "side":
      if (action.asLongAs && state.form.sides[action.env] !== action.asLongAs) return state;
      return { ...state, form: changeSide(state.form, action.env, () => action.side) };
    case "opened":
      return { ...opened(action.frame, action.baseline, action.form), attempted: state.attempted };
    case "saved": {
      const form = rebased(action.sent, state.form, action.baseline);
      return { ...opened(action.frame, action.baseline, form), attempted: state.attempted };
    }
    case "refused":
      return { ...state, refused: action.issues, attempted: true };
    case "attempted":
      return state.attempted ? state : { ...state, attempted: true };
  }
}

function withSecret(side: SideForm, slot: string, draft: SecretDraft | null): SideForm {
  const { [slot]: _old, ...rest } = side.secrets;
  return { ...side, secrets: draft ? { ...rest, [slot]: draft } : rest };
}
