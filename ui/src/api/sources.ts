/** Data sources: a hook a verb. */
import type { CheckRequest } from "./generated/types";
import { useRead } from "./query";
import { useLongVerb, useVerb } from "./verb";

export { useSourceList } from "./list";

export const useSource = (id: string | undefined) =>
  useRead("source.get", { id: id ?? "" }, { enabled: id !== undefined });
/** `options.onEvent` is told when the save waits for the keychain; see `waitsForKeychain`. */
export const useSaveSource = () => useLongVerb("source.save");
export const waitsForKeychain = (event: unknown) =>
  (event as { waiting_for?: unknown } | null)?.waiting_for === "keychain";
/** What the catalogue says about one side while it is being typed. `null` waits. */
export const useCheck = (request: CheckRequest | null) =>
  useRead("source.check", request ?? NO_CHECK, { enabled: request !== null });
export const usePaste = () => useVerb("source.paste");
export const useCloneName = (id: string) => useRead("source.clone_name", { id });
export const useRenameSource = () => useVerb("source.rename");
export const useCloneSource = () => useVerb("source.clone");
/** Where tasks and modules can use it. */
export const useUsable = (id: string) => useRead("source.usable", { id });
export const useDeleteImpact = (id: string) => useRead("source.impact", { id });
export const useDeleteSource = () => useVerb("source.delete");
export const useRestoreSource = () => useVerb("source.restore");
/** What can be copied, with `***` for secrets. */
export const useCopies = (id: string) => useRead("source.copies", { id });
/** With secrets: to the clipboard, past the page. */
export const useCopyForm = () => useVerb("source.copy");
export const useCopySecret = () => useVerb("secret.copy");
export const useSetSecret = () => useVerb("secret.set");
export const useKeepForm = () => useLongVerb("form.keep");

const NO_CHECK: CheckRequest = { type: "", mode: "", properties: {}, secrets: [], id: null, env: null };
