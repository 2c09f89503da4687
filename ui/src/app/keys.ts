/**
 * The keys. `KEYS` is the one list: what the help dialog shows and what the listener knows. A page says with `useKey`
 * what a key does while the page is there; the newest one wins.
 */
import { useEffect, useLayoutEffect, useRef } from "react";

export const KEYS = {
  palette: { keys: ["Mod+K"], group: "everywhere" },
  help: { keys: ["?"], group: "everywhere" },
  undo: { keys: ["Mod+Z"], group: "everywhere" },
  messages: { keys: ["F6"], group: "everywhere" },
  search: { keys: ["/"], group: "list" },
  new: { keys: ["N"], group: "list" },
  down: { keys: ["J", "↓"], group: "list" },
  up: { keys: ["K", "↑"], group: "list" },
  open: { keys: ["Enter"], group: "list" },
  edit: { keys: ["E"], group: "list" },
  clone: { keys: ["C"], group: "list" },
  test: { keys: ["T"], group: "list" },
  delete: { keys: ["Delete"], group: "list" },
  select: { keys: ["X", "Space"], group: "list" },
  range: { keys: ["Shift+↓", "Shift+↑"], group: "list" },
  all: { keys: ["Mod+A"], group: "list" },
  none: { keys: ["Esc"], group: "list" },
  save: { keys: ["Mod+S"], group: "form" },
} as const satisfies Record<string, { keys: readonly string[]; group: "everywhere" | "list" | "form" }>;

export type KeyId = keyof typeof KEYS;

type Handler = (event: KeyboardEvent) => void;

const handlers = new Map<KeyId, Handler[]>();

/** Keys that only a focused row understands: `Rows` listens to them itself. */
const OF_THE_ROW = new Set(["↓", "↑", "Enter", "Delete"]);

function written(event: KeyboardEvent): string {
  const mod = event.metaKey || event.ctrlKey;
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  return mod ? `Mod+${key}` : key;
}

/** A message in the corner is a dialog too, but not one that takes the keys. */
export const MODAL = '[role=dialog]:not([aria-modal="false"])';

/** Whether the person is writing, or something lies over the page that has keys of its own. */
function elsewhere(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest("input, textarea, select, [contenteditable]")) return true;
  return target.closest("[role=menu], [role=listbox]") !== null || document.querySelector(MODAL) !== null;
}

/** With Ctrl or Cmd, and yet keys of whatever is written into. */
const OF_THE_TEXT = new Set(["Mod+Z", "Mod+A"]);

let held = false;

/** While something that takes the keys is on its way, what is typed must not act on the page behind it. */
export function useHeldKeys(hold: boolean): void {
  useEffect(() => {
    held = hold;
    return () => {
      held = false;
    };
  }, [hold]);
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.altKey || event.isComposing) return;
  const key = written(event);
  if (OF_THE_ROW.has(key)) return;
  const id = (Object.keys(KEYS) as KeyId[]).find((each) =>
    (KEYS[each].keys as readonly string[]).includes(key),
  );
  const handler = id && handlers.get(id)?.at(-1);
  if (!handler || ((!key.startsWith("Mod+") || OF_THE_TEXT.has(key)) && (held || elsewhere(event.target))))
    return;
  event.preventDefault();
  handler(event);
}

/** Does `handler` on the key while the component is there. */
export function useKey(id: KeyId, handler: Handler): void {
  const latest = useRef(handler);
  // With the drawing, not after it: whoever sees the page can press its keys.
  useLayoutEffect(() => {
    latest.current = handler;
  });
  useLayoutEffect(() => {
    if (handlers.size === 0) document.addEventListener("keydown", onKeyDown);
    const mine: Handler = (event) => latest.current(event);
    handlers.set(id, [...(handlers.get(id) ?? []), mine]);
    return () => {
      const others = (handlers.get(id) ?? []).filter((each) => each !== mine);
      if (others.length > 0) handlers.set(id, others);
      else handlers.delete(id);
      if (handlers.size === 0) document.removeEventListener("keydown", onKeyDown);
    };
  }, [id]);
}
