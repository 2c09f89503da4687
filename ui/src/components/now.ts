/** The time, once for the whole page: everything that shows an age is drawn again every half minute. */
import { useSyncExternalStore } from "react";

const STEP_MS = 30_000;
const watchers = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(watcher: () => void): () => void {
  watchers.add(watcher);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of watchers) each();
  }, STEP_MS);
  return () => {
    watchers.delete(watcher);
    if (watchers.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** Milliseconds since 1970, at most half a minute old. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}
