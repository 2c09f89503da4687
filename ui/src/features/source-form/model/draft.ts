import type { Door, Environment, SecretSource } from "../../../api/generated/types";
import { applyChanges, type Change, changesOf } from "./changes";
import type { Form, SecretDraft, SideForm } from "./types";

/** A form that was not saved, as `form.keep` holds it: what differs from the saved one, and which secrets got lost. */
export type Draft = {
  v: 1;
  type: string;
  name: string;
  revision: number | null;
  changes: Change[];
  /** Slots whose typed or pasted value was not kept. */
  lost: [Environment, string][];
  /** Slots that shall be asked for at each test. */
  ask: [Environment, string][];
  /** Slots that shall be fetched at each use, and from where: references, no secrets. */
  fetch: [Environment, string, SecretSource][];
};

/**
 * Where the form of a source is kept, and the new form of a type: forms of two types do not push each other out, nor do
 * those of the two doors, which do not have the same sides.
 */
export const keptKey = (door: Door, id: string): string => (door === "data_integration" ? `di:${id}` : id);
export const newKey = (type: string, door: Door): string => keptKey(door, `new:${type}`);

const slotsThat = (form: Form, is: (kind: string) => boolean): [Environment, string][] =>
  (Object.entries(form.sides) as [Environment, SideForm][]).flatMap(([env, side]) =>
    Object.entries(side.secrets)
      .filter(([, draft]) => is(draft.is))
      .map(([slot]): [Environment, string] => [env, slot]),
  );

/** The draft of a form. Places in `withheld` (a password inside a plain field) are left out. */
export function draftOf(
  type: string,
  revision: number | null,
  base: Form,
  form: Form,
  withheld: string[] = [],
): Draft {
  return {
    v: 1,
    type,
    name: form.name,
    revision,
    changes: changesOf(base, form).filter((change) => !withheld.includes(change.at)),
    lost: slotsThat(form, (kind) => kind === "typed" || kind === "held"),
    ask: slotsThat(form, (kind) => kind === "ask"),
    fetch: slotsThat(form, (kind) => kind === "fetch").flatMap(
      ([env, slot]): [Environment, string, SecretSource][] => {
        const draft = form.sides[env]?.secrets[slot];
        return draft?.is === "fetch" ? [[env, slot, draft.source]] : [];
      },
    ),
  };
}

/** The draft in what `form.load` gave, or null for one that this version does not understand. */
export function readDraft(kept: Record<string, unknown> | null | undefined): Draft | null {
  if (kept?.v !== 1 || typeof kept.type !== "string" || !Array.isArray(kept.changes)) return null;
  return { name: "", revision: null, lost: [], ask: [], fetch: [], ...kept } as unknown as Draft;
}

/** Puts a draft back on the form that it was made from. */
export function restore(form: Form, draft: Draft): Form {
  const out = applyChanges(form, draft.changes);
  const put = (env: Environment, slot: string, secret: SecretDraft) => {
    const side = out.sides[env];
    if (side) out.sides[env] = { ...side, secrets: { ...side.secrets, [slot]: secret } };
  };
  for (const [env, slot] of draft.ask) put(env, slot, { is: "ask" });
  for (const [env, slot, source] of draft.fetch) put(env, slot, { is: "fetch", source });
  return out;
}
