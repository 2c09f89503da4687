import { useAppState } from "../../../api/app";
import type { Environment } from "../../../api/generated/types";
import { useDoor } from "../../../app/pages";
import { envsOf } from "../model/form";

/** The sides that can be written here of the workspace that a source is in; absent: the current one. */
export function useEnvs(workspace?: string): Environment[] | undefined {
  const state = useAppState().data;
  const { door } = useDoor();
  if (!state) return undefined;
  const id = workspace ?? state.workspace;
  return envsOf(state.workspaces.find((candidate) => candidate.id === id)?.mode ?? "standard", door);
}
