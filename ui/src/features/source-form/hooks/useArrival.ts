import { useEffect, useRef } from "react";
import type { Environment } from "../../../api/generated/types";
import { wishFor } from "../handover";

type Form = {
  jump: (env: Environment | null, key: string) => void;
  test: (envs: Environment[]) => void;
  fill: (env: Environment) => void;
};

/** Does what the form was opened for: goes to the field that an advice pointed at or to a side, or tests. */
export function useArrival(id: string | null, form: Form): void {
  const latest = useRef(form);
  useEffect(() => {
    const wish = wishFor(id);
    if (!wish) return;
    if ("jump" in wish) latest.current.jump(wish.jump.env, wish.jump.key);
    else if ("side" in wish) latest.current.fill(wish.side);
    else latest.current.test(wish.test);
  }, [id]);
}
