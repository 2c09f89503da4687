/** Whether the program that serves the page answers; a window of its own never loses it. */
import { useSyncExternalStore } from "react";

const watchers = new Set<() => void>();
let gone = false;

/** What the last call met. */
export function hostIsGone(now: boolean): void {
  if (now === gone) return;
  gone = now;
  for (const watcher of watchers) watcher();
}

export function useHostGone(): boolean {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => gone,
  );
}
