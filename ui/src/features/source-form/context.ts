import { createContext, type Dispatch, useContext } from "react";
import type { Environment, Group } from "../../api/generated/types";
import type { SideCheck } from "./hooks/useSideCheck";
import type { Placed } from "./model/issues";
import type { Action, State } from "./model/state";

/** What every part of the form shares. */
export type FormContext = {
  state: State;
  dispatch: Dispatch<Action>;
  checks: Partial<Record<Environment, SideCheck>>;
  /** Everything that is wrong, at its place. */
  issues: Placed[];
  /** Only one side fits; null: both are shown. */
  single: Environment | null;
  show: (env: Environment) => void;
  jump: (env: Environment | null, key: string) => void;
  /** Goes to where a side begins to be filled in. */
  fill: (env: Environment) => void;
  isOpen: (group: Group) => boolean;
  setOpen: (group: Group, open: boolean) => void;
  test: (envs: Environment[]) => void;
  /** Lets go of everything unsaved: the next way out is not asked about. */
  abandon: () => void;
};

export const Context = createContext<FormContext | null>(null);

export function useFormContext(): FormContext {
  const context = useContext(Context);
  if (!context) throw new Error("outside of a form");
  return context;
}
