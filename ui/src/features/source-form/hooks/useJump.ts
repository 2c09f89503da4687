import { useCallback, useEffect, useState } from "react";
import type { Environment } from "../../../api/generated/types";

/** Id of the control that a name in the bar jumps to. */
export const controlId = (env: Environment | null, key: string): string => `${env ?? "head"}-${key}`;

type Target = { env: Environment | null; key: string };

/** Jumps to a field: `reveal` opens its group and its side first, the focus follows once they are drawn. */
export function useJump(reveal: (target: Target) => void) {
  const [target, setTarget] = useState<Target | null>(null);
  useEffect(() => {
    if (!target) return;
    const element = document.getElementById(controlId(target.env, target.key));
    element?.focus({ preventScroll: true });
    element?.scrollIntoView({ block: "center", behavior: "smooth" });
    setTarget(null);
  }, [target]);
  return useCallback(
    (env: Environment | null, key: string) => {
      reveal({ env, key });
      setTarget({ env, key });
    },
    [reveal],
  );
}
