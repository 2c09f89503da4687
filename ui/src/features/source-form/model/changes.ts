import type { Environment } from "../../../api/generated/types";
import type { Form, SideForm } from "./types";

/**
 * One value that was changed and not saved, without any secret: the stuff of kept drafts and of mending a conflict.
 * `at` is `name`, `description`, `tags`, `dev mode` or `dev database`.
 */
export type Change = { at: string; from: unknown; to: unknown };

const HEAD = ["name", "description", "tags"] as const;

function flat(form: Form): Map<string, unknown> {
  const out = new Map<string, unknown>(HEAD.map((key) => [key, form[key]]));
  for (const [env, side] of Object.entries(form.sides) as [Environment, SideForm][]) {
    out.set(`${env} mode`, side.mode);
    for (const [key, value] of Object.entries(side.properties)) out.set(`${env} =${key}`, value);
  }
  return out;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** What was changed from `base` to `form`. */
export function changesOf(base: Form, form: Form): Change[] {
  const before = flat(base);
  const after = flat(form);
  const places = new Set([...before.keys(), ...after.keys()]);
  return [...places]
    .filter((at) => !same(before.get(at), after.get(at)))
    .map((at) => ({ at, from: before.get(at) ?? null, to: after.get(at) ?? null }));
}

/** Makes the changes again on another form. Sides that it does not have are left out. */
export function applyChanges(form: Form, changes: Change[]): Form {
  const out: Form = { ...form, sides: { ...form.sides } };
  for (const change of changes) {
    const [first, second] = change.at.split(" ") as [string, string | undefined];
    if (second === undefined) Object.assign(out, { [first]: change.to });
    else {
      const env = first as Environment;
      const side = out.sides[env];
      if (side) out.sides[env] = changedSide(side, second, change.to);
    }
  }
  return out;
}

/**
 * Another form with everything on top that was changed from `base` to `form`, secrets too. An agreement is left out:
 * it was about the target as it stood.
 */
export function rebased(base: Form, form: Form, onto: Form): Form {
  const out = applyChanges(onto, changesOf(base, form));
  for (const [env, side] of Object.entries(out.sides) as [Environment, SideForm][]) {
    const before = base.sides[env]?.secrets ?? {};
    const secrets = Object.fromEntries(
      Object.entries(form.sides[env]?.secrets ?? {}).filter(([slot, draft]) => !same(draft, before[slot])),
    );
    out.sides[env] = { ...side, secrets: { ...side.secrets, ...secrets } };
  }
  return out;
}

function changedSide(side: SideForm, what: string, to: unknown): SideForm {
  if (what === "mode") return { ...side, mode: String(to) };
  return { ...side, properties: { ...side.properties, [what.slice(1)]: to ?? undefined } };
}

/** Of `changes`, those whose place somebody else has changed too, to another value; with theirs. */
export function clashes(changes: Change[], theirs: Form): { at: string; theirs: unknown }[] {
  const now = flat(theirs);
  return changes
    .filter((change) => !same(now.get(change.at), change.from) && !same(now.get(change.at), change.to))
    .map((change) => ({ at: change.at, theirs: now.get(change.at) }));
}

/** Where a change is: the side and the property, or a part of the head. */
export function placeOf(at: string): { env: Environment | null; key: string } {
  const [first, second] = at.split(" ") as [string, string | undefined];
  if (second === undefined) return { env: null, key: first };
  return { env: first as Environment, key: second.replace(/^=/, "") };
}
