import { useEffect, useRef } from "react";
import type { Environment } from "../../../api/generated/types";
import { arrivedAt } from "../handover";

/** Goes to the field that an advice pointed at, when the form was opened for it. */
export function useArrival(id: string | null, jump: (env: Environment | null, key: string) => void): void {
  const go = useRef(jump);
  useEffect(() => {
    const target = arrivedAt(id);
    if (target) go.current(target.env, target.key);
  }, [id]);
}
