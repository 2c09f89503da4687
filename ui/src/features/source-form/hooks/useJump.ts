import { useCallback, useEffect, useState } from "react";
import type { Environment } from "../../../api/generated/types";

/** Id of the control that a name in the bar jumps to. */
export const controlId = (env: Environment | null, key: string): string => `${env ?? "head"}-${key}`;

/** Scrolls only what scrolls the form: `scrollIntoView` moves every box around it too. */
function toMiddle(element: HTMLElement): void {
  let box = element.parentElement;
  while (box && !/auto|scroll/.test(getComputedStyle(box).overflowY)) box = box.parentElement;
  if (!box) return;
  const { top, height } = element.getBoundingClientRect();
  const frame = box.getBoundingClientRect();
  box.scrollBy?.({ top: top + height / 2 - frame.top - frame.height / 2, behavior: "smooth" });
}

type Target = { env: Environment | null; key: string };

/** Jumps to a field: `reveal` opens its group and its side first, the focus follows once they are drawn. */
export function useJump(reveal: (target: Target) => void) {
  const [target, setTarget] = useState<Target | null>(null);
  useEffect(() => {
    if (!target) return;
    const element = document.getElementById(controlId(target.env, target.key));
    element?.focus({ preventScroll: true });
    if (element) toMiddle(element);
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
