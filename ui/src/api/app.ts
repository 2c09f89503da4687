/** State of the program: workspaces, settings, doctor. */
import { useRead } from "./query";
import { useVerb } from "./verb";

export const useAppState = () => useRead("app.state", {});
export const useSelectWorkspace = () => useVerb("workspace.select");
export const useSampleWorkspace = () => useVerb("workspace.sample");
export const useSetSettings = () => useVerb("settings.set");
export const useDoctor = () => useRead("doctor.run", {});
export const useDoctorFix = () => useVerb("doctor.fix");
