/** Leaving a page with unsaved work: the page asks first, whatever leads away (link, palette, workspace). */
import { useEffect, useRef } from "react";

/** Asks the person; calls `go` when leaving is all right. */
export type Ask = (go: () => void) => void;

const asking: Ask[] = [];

/** Goes, or lets the page in front ask first. */
export function leave(go: () => void): void {
  const ask = asking.at(-1);
  if (ask) ask(go);
  else go();
}

/** While `ask` is not null, every way out of the page goes through it. Returns how to let go at once, for a save. */
export function useLeaveGuard(ask: Ask | null): () => void {
  const release = useRef(() => {});
  useEffect(() => {
    if (!ask) return;
    asking.push(ask);
    release.current = () => {
      const index = asking.indexOf(ask);
      if (index >= 0) asking.splice(index, 1);
    };
    return () => release.current();
  }, [ask]);
  return () => release.current();
}
