import { useEffect } from "react";
import type { WorkspaceId } from "../../api/generated/types";
import { forgetList } from "./filter";

let shown: WorkspaceId | undefined;

/** Another workspace has other sources: search, filters and scroll position begin anew. */
export function useFreshOnWorkspace(workspace: WorkspaceId | undefined): void {
  useEffect(() => {
    if (workspace === undefined) return;
    if (shown !== undefined && shown !== workspace) forgetList();
    shown = workspace;
  }, [workspace]);
}
