import type {
  CheckRequest,
  Door,
  Environment,
  SaveRequest,
  SideInput,
  SideView,
  SourceView,
  TypeDef,
  WorkspaceId,
  WorkspaceMode,
} from "../../../api/generated/types";
import { fieldsOf, isBlank, modeOf, shownFields } from "./conditions";
import { fetchedSlots, givenSlots, instructions } from "./secrets";
import { type Form, type Frame, otherEnv, type SideForm } from "./types";
import { blankValues, toForm, toJson } from "./values";

const CENTER: Door = "management_center";

/** The sides that a workspace has, as far as they can be written through a door. */
export const envsOf = (workspace: WorkspaceMode, door: Door = CENTER): Environment[] =>
  workspace === "basic" || door === "data_integration" ? ["prod"] : ["dev", "prod"];

/** A side nobody has touched. */
export function blankSide(def: TypeDef, modeId?: string): SideForm {
  const mode = modeOf(def, modeId ?? "");
  return { mode: mode.id, properties: blankValues(mode), secrets: {}, confirm: null };
}

/** A new form of a type. */
export function newForm(
  def: TypeDef,
  envs: Environment[],
  workspace: WorkspaceId | null = null,
  door: Door = CENTER,
): { form: Form; frame: Frame } {
  const sides = Object.fromEntries(envs.map((env) => [env, blankSide(def)]));
  return {
    form: { name: "", description: "", tags: [], sides },
    frame: {
      def,
      door,
      workspace,
      id: null,
      revision: null,
      envs,
      exists: {},
      absent: {},
      states: {},
      fetched: {},
      knownByName: null,
      received: null,
      fixed: {},
    },
  };
}

function openSide(def: TypeDef, view: SideView | null, modeOfOther: string | undefined): SideForm {
  if (!view) return blankSide(def, modeOfOther);
  const mode = modeOf(def, view.mode);
  const properties: Record<string, unknown> = { ...view.properties };
  for (const field of fieldsOf(mode)) {
    if (!field.secret) properties[field.key] = toForm(field, view.properties[field.key], view.secret_states);
  }
  return { mode: mode.id, properties, secrets: {}, confirm: null };
}

function absentIn(def: TypeDef, view: SideView | null): string[] {
  if (!view) return [];
  return fieldsOf(modeOf(def, view.mode))
    .map((field) => field.key)
    .filter((key) => !(key in view.properties));
}

/** The form of a saved source. A side that is absent begins blank, in the other side's mode. */
export function openForm(
  def: TypeDef,
  view: SourceView,
  envs: Environment[],
  door: Door = CENTER,
): { form: Form; frame: Frame } {
  const sides: Form["sides"] = {};
  const frame: Frame = {
    def,
    door,
    workspace: view.workspace,
    id: view.id,
    revision: view.revision,
    envs,
    exists: {},
    absent: {},
    states: {},
    fetched: {},
    knownByName: view.known_by_name,
    received: view.shared,
    fixed: {},
  };
  for (const env of ["dev", "prod"] as const) {
    const { mode, properties } = view[env] ?? {};
    if (view.shared && mode !== undefined && !envs.includes(env))
      frame.fixed[env] = { mode, properties: properties ?? {}, secrets: {}, confirm: null };
  }
  for (const env of envs) {
    sides[env] = openSide(def, view[env], (view.dev ?? view.prod)?.mode);
    frame.exists[env] = view[env] !== null;
    frame.absent[env] = absentIn(def, view[env]);
    frame.states[env] = view[env]?.secret_states ?? {};
    frame.fetched[env] = view[env]?.fetched ?? {};
  }
  return { form: { name: view.name, description: view.description, tags: view.tags, sides }, frame };
}

/** The properties that a side sends: what is shown and given, in the catalogue's order. */
function sentProperties(def: TypeDef, side: SideForm, absent: string[] = []): Record<string, unknown> {
  const mode = modeOf(def, side.mode);
  const out: Record<string, unknown> = {};
  for (const field of shownFields(mode, side.properties)) {
    if (field.secret) continue;
    const value = toJson(field, side.properties[field.key]);
    const asBefore = absent.includes(field.key) && value === (field.default ?? undefined);
    if (value !== undefined && !asBefore) out[field.key] = value;
  }
  return out;
}

/** One side as `source.save` and `test.run` take it. */
export function sideInput(frame: Frame, env: Environment, side: SideForm): SideInput {
  const mode = modeOf(frame.def, side.mode);
  return {
    mode: side.mode,
    properties: sentProperties(frame.def, side, frame.absent[env]),
    secrets: instructions(mode, side, frame.states[env] ?? {}),
    confirm: side.confirm,
  };
}

/** One side as `source.check` takes it. */
export function checkRequest(frame: Frame, env: Environment, side: SideForm): CheckRequest {
  const mode = modeOf(frame.def, side.mode);
  return {
    type: frame.def.id,
    mode: side.mode,
    properties: sentProperties(frame.def, side, frame.absent[env]),
    secrets: givenSlots(mode, side, frame.states[env] ?? {}),
    fetched: fetchedSlots(mode, side, frame.fetched[env] ?? {}),
    id: frame.id,
    env,
  };
}

/** Whether the person has given anything to a side that is not saved yet. */
export function isUntouched(frame: Frame, side: SideForm): boolean {
  const blank = blankSide(frame.def, side.mode);
  const same =
    JSON.stringify(sentProperties(frame.def, side)) === JSON.stringify(sentProperties(frame.def, blank));
  return same && isBlank(side.secrets);
}

/** The save. An unsaved side that nobody touched stays absent, unless nothing at all would be saved. */
export function saveRequest(frame: Frame, form: Form): SaveRequest {
  const sent = (env: Environment): SideInput | null => {
    const side = form.sides[env];
    if (!side) return frame.fixed[env] ?? null;
    const othersTouched = frame.envs.some((other) => other !== env && !skips(frame, form, other));
    return skips(frame, form, env) && othersTouched ? null : sideInput(frame, env, side);
  };
  return {
    id: frame.id,
    revision: frame.revision,
    workspace: frame.workspace,
    name: form.name.trim(),
    type: frame.def.id,
    description: form.description,
    tags: form.tags,
    dev: sent("dev"),
    prod: sent("prod"),
    door: frame.door,
  };
}

/** Whether a side would stay absent: it is not saved, and nobody wrote in it. */
export function skips(frame: Frame, form: Form, env: Environment): boolean {
  const side = form.sides[env];
  return !side || (!frame.exists[env] && isUntouched(frame, side));
}

/** Whether the two forms would be saved differently. */
export function isDirty(frame: Frame, baseline: Form, form: Form): boolean {
  if (baseline === form) return false;
  return JSON.stringify(saveRequest(frame, baseline)) !== JSON.stringify(saveRequest(frame, form));
}

/** The place, as of a field, where an absent side offers to begin as a copy of the other. */
export const COPY_OFFER = "copy";

/** Whether a side of a saved source that was never filled in can begin as a copy of the other. */
export function isCopyOffered(frame: Frame, form: Form, env: Environment): boolean {
  const other = otherEnv(env);
  const absent = !frame.exists[env] && skips(frame, form, env);
  return frame.id !== null && absent && frame.envs.includes(other) && !skips(frame, form, other);
}
