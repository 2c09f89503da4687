/** Short messages in the corner. `notify` can be called from anywhere; what draws them is loaded with the first one. */
import { useSyncExternalStore } from "react";

export interface Notice {
  title: string;
  description?: string;
  tone?: "info" | "ok" | "bad";
  action?: { label: string; onSelect: () => void };
  /** Milliseconds; 0: stays until it is closed. With an action it stays longer. */
  timeout?: number;
}

const PLAIN_MS = 5_000;
const ACTION_MS = 10_000;

let wanted = false;
const watchers = new Set<() => void>();

/** Shows a message; errors and messages with an action stay longer. */
export async function notify(notice: Notice): Promise<void> {
  if (!wanted) {
    wanted = true;
    for (const watcher of watchers) watcher();
  }
  const { manager, drawn } = await import("./Toaster");
  await drawn;
  const id = manager.add({
    title: notice.title,
    description: notice.description,
    type: notice.tone ?? "info",
    priority: notice.tone === "bad" ? "high" : "low",
    timeout: notice.timeout ?? (notice.action || notice.tone === "bad" ? ACTION_MS : PLAIN_MS),
    actionProps: notice.action && {
      children: notice.action.label,
      onClick: () => {
        notice.action?.onSelect();
        manager.close(id);
      },
    },
  });
}

/** Whether anything was ever shown: from then on the page draws `Toaster`. */
export function useToastsWanted(): boolean {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => wanted,
  );
}
