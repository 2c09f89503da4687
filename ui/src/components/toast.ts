/** Short messages in the corner. `notify` can be called from anywhere; what draws them is loaded with the first one. */
import { useSyncExternalStore } from "react";

export interface Notice {
  title: string;
  description?: string;
  tone?: "info" | "ok" | "bad";
  action?: { label: string; onSelect: () => void };
  /** The action takes back what was done: Ctrl-Z does it too while the message is there. */
  undo?: boolean;
  /** A newer message about the same takes the place of the older one. */
  topic?: string;
  /** Milliseconds; 0: stays until it is closed. With an action it stays longer. */
  timeout?: number;
}

const PLAIN_MS = 5_000;
const ACTION_MS = 10_000;

let wanted = false;
const watchers = new Set<() => void>();

/** What takes away the messages that offer no undo. */
const plain = new Set<() => void>();

/** Takes away what was said before: something begins whose own words would be covered. What can be undone stays. */
export function putAway(): void {
  for (const close of plain) close();
  plain.clear();
}

const byTopic = new Map<string, () => void>();

/** Shows a message; errors and messages with an action stay longer. Answers how to take it away. */
export async function notify(notice: Notice): Promise<() => void> {
  if (!wanted) {
    wanted = true;
    for (const watcher of watchers) watcher();
  }
  const { manager, drawn } = await import("./Toaster");
  await drawn;
  const { topic } = notice;
  if (topic !== undefined) byTopic.get(topic)?.();
  const act = () => {
    notice.action?.onSelect();
    manager.close(id);
  };
  const id: string = manager.add({
    data: notice.undo ? { undo: act } : undefined,
    title: notice.title,
    description: notice.description,
    type: notice.tone ?? "info",
    priority: notice.tone === "bad" ? "high" : "low",
    timeout: notice.timeout ?? (notice.action || notice.tone === "bad" ? ACTION_MS : PLAIN_MS),
    actionProps: notice.action && {
      children: notice.action.label,
      onClick: act,
    },
  });
  const close = () => manager.close(id);
  if (topic !== undefined) byTopic.set(topic, close);
  if (!notice.undo) plain.add(close);
  return close;
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
