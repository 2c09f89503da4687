import { useEffect, useRef } from "react";
import { MODAL, useKey } from "../../../app/keys";

/** Ctrl-S, on a Mac Cmd-S. What is accepted on leaving a field counts: the field finishes first. */
export function useSaveKey(save: () => void): void {
  const latest = useRef(save);
  useEffect(() => {
    latest.current = save;
  });
  useKey("save", () => {
    if (document.querySelector(MODAL)) return;
    const focused = document.activeElement;
    if (focused instanceof HTMLElement && focused !== document.body) {
      focused.blur();
      if (focused.isConnected) focused.focus({ preventScroll: true });
    }
    setTimeout(() => latest.current(), 0);
  });
}
