/** Sharing with other workspaces: a hook a verb. */
import type { SourceId, WorkspaceId } from "./generated/types";
import { useRead } from "./query";
import { useVerb } from "./verb";

/** Rules of a workspace, of one data source if it is named. Undefined waits. */
export const useShares = (workspace: WorkspaceId | null | undefined, id?: SourceId) =>
  useRead("share.list", { workspace: workspace ?? undefined, id }, { enabled: workspace !== undefined });
export const useShare = () => useVerb("share.add");
export const useRevoke = () => useVerb("share.revoke");
