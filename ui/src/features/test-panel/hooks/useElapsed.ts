import { useEffect, useState } from "react";

const STEP_MS = 100;

/** Milliseconds since `mark` last changed; stands still while `mark` is null. */
export function useElapsed(mark: string | null): number {
  const [elapsed, setElapsed] = useState(0);
  useEffect(() => {
    setElapsed(0);
    if (mark === null) return;
    const begun = performance.now();
    const timer = setInterval(() => setElapsed(Math.round(performance.now() - begun)), STEP_MS);
    return () => clearInterval(timer);
  }, [mark]);
  return elapsed;
}
