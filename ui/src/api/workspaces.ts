/** Workspaces: the one that is shown, and a hook a verb. */
import { useAppState } from "./app";
import type { WorkspaceId, WorkspaceView } from "./generated/types";
import { useRead } from "./query";
import { useVerb } from "./verb";

/** A workspace; without an id, or with null, the current one. Undefined until it is known, and when it is gone. */
export function useWorkspace(id?: WorkspaceId | null): WorkspaceView | undefined {
  const state = useAppState().data;
  return state?.workspaces.find((workspace) => workspace.id === (id ?? state.workspace));
}
export const useCreateWorkspace = () => useVerb("workspace.create");
export const useChangeWorkspace = () => useVerb("workspace.change");
export const useWorkspaceImpact = (workspace: WorkspaceId) => useRead("workspace.impact", { workspace });
export const useDeleteWorkspace = () => useVerb("workspace.delete");
/** What an upgrade would do. */
export const useUpgradePreview = (workspace: WorkspaceId, prefill: boolean, enabled: boolean) =>
  useRead("workspace.upgrade", { workspace, prefill, preview: true }, { enabled });
export const useUpgradeWorkspace = () => useVerb("workspace.upgrade");
