/** State of the program: workspaces, settings, doctor. */
import { useQuery } from "@tanstack/react-query";
import type { WorkspaceId } from "./generated/types";
import { read, useRead } from "./query";
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
export const useRoles = () => useRead("identity.roles", {});
export const useSetIdentity = () => useVerb("identity.set");
export const useSetSettings = () => useVerb("settings.set");
/** It writes a trial file and keychain item, so it runs when it is opened and when it is asked for, not by itself. */
export const useDoctor = () =>
  useQuery({
    ...read("doctor.run", {}),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: "always",
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
export const useDoctorFix = () => useVerb("doctor.fix");
