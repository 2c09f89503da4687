import { type RefObject, useEffect, useState } from "react";

/** Whether the element is narrower than `width` ems: then the two sides become tabs. */
export function useNarrow(ref: RefObject<HTMLElement | null>, width: number): boolean {
  const [narrow, setNarrow] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!element || typeof ResizeObserver === "undefined") return;
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return;
      const em = Number.parseFloat(getComputedStyle(element).fontSize);
      setNarrow(entry.contentRect.width > 0 && entry.contentRect.width < width * em);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref, width]);
  return narrow;
}
