import { type RefObject, useEffect } from "react";

/** Lifts messages above an element at the foot of the page, so that they do not cover its buttons. */
export function useToastRoom(ref: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = ref.current;
    const root = document.documentElement.style;
    if (!element) return;
    const observer = new ResizeObserver(() => root.setProperty("--toast-room", `${element.offsetHeight}px`));
    observer.observe(element);
    return () => {
      observer.disconnect();
      root.removeProperty("--toast-room");
    };
  }, [ref]);
}
