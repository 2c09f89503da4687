/** State of the program: workspaces, settings, doctor. */
import type { WorkspaceId } from "./generated/types";
import { useRead } from "./query";
import { useVerb } from "./verb";

export const useAppState = () => useRead("app.state", {});
/**
 * The workspace that the page shows: a terminal that goes to another one takes nothing along. Undefined while it is not
 * known; null where it cannot be known: then the current one.
 */
export function useShownWorkspace(): WorkspaceId | null | undefined {
  const { data, isError } = useAppState();
  return data?.workspace ?? (isError ? null : undefined);
}
export const useSelectWorkspace = () => useVerb("workspace.select");
export const useSampleWorkspace = () => useVerb("workspace.sample");
export const useSetSettings = () => useVerb("settings.set");
export const useDoctor = () => useRead("doctor.run", {});
export const useDoctorFix = () => useVerb("doctor.fix");
