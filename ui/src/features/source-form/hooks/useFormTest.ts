import { useCallback, useState } from "react";
import type { Environment } from "../../../api/generated/types";
import { putAway } from "../../../components/toast";
import { sideInput } from "../model/form";
import { mendProperty } from "../model/mend";
import type { Action, State } from "../model/state";

/** A test of the values in the form, saved or not. Every press begins a new one. */
export function useFormTest(state: State, dispatch: (action: Action) => void) {
  const [testing, setTesting] = useState<{ envs: Environment[]; nonce: number } | null>(null);
  const { form, frame } = state;

  const test = useCallback((envs: Environment[]) => {
    putAway();
    setTesting((before) => ({ envs, nonce: (before?.nonce ?? 0) + 1 }));
  }, []);
  const side = (env: Environment) => {
    const now = form.sides[env];
    return now && sideInput(frame, env, now);
  };
  const fix = (env: Environment, { property, value }: { property: string; value: string }) => {
    const action = mendProperty(frame, form, env, property, value);
    if (action) dispatch(action);
  };
  return {
    testing,
    test,
    close: () => setTesting(null),
    /** The panel lies over the form: see `screen.module.css`. */
    covers: () => window.matchMedia("(max-width: 1120px)").matches,
    sides: { dev: side("dev"), prod: side("prod") },
    fix,
  };
}
