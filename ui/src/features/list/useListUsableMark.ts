import { useEffect } from "react";

/** What the start-up measurements wait for: the first real answer is on the screen. Once a page. */
export function useListUsableMark(ready: boolean): void {
  useEffect(() => {
    if (!ready || document.documentElement.dataset.ready) return;
    // Two frames: the first draws, the second begins when the first has been shown.
    const frame = requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        performance.mark("headwater:list-usable");
        document.documentElement.dataset.ready = "list";
      }),
    );
    return () => cancelAnimationFrame(frame);
  }, [ready]);
}
