import { useEffect, useRef, useState } from "react";
import type { TestEvent, TestRequest } from "../../../api/generated/types";
import { useRunTest } from "../../../api/tests";
import { asApiError } from "../../../platform";
import { BEGUN, cancelled, finished, progress, type Run } from "../model/run";

/** One side's test: begins, fills in live, can be stopped. A new one ends the one before. */
export function useTestRun() {
  const { mutateAsync, reset } = useRunTest();
  const [run, setRun] = useState<Run | null>(null);
  const current = useRef<AbortController | null>(null);
  const gone = useRef(false);

  /** Whether the test came to its own end: nobody stopped it, began another or closed the panel. */
  const start = async (request: TestRequest): Promise<boolean> => {
    if (gone.current) return false;
    current.current?.abort();
    const controller = new AbortController();
    current.current = controller;
    const update = (change: (run: Run) => Run) =>
      setRun((now) => (now && current.current === controller ? change(now) : now));
    setRun(BEGUN);
    try {
      const report = await mutateAsync({
        request,
        options: {
          signal: controller.signal,
          onEvent: (event) => update((now) => progress(now, event as TestEvent)),
        },
      });
      update(() => finished(report));
    } catch (thrown) {
      const { error } = asApiError(thrown);
      update((now) => (error.code === "cancelled" ? cancelled(now) : { ...now, phase: "refused", error }));
    } finally {
      // The request may have held a secret that was typed for this test.
      if (current.current === controller) reset();
    }
    return current.current === controller && !controller.signal.aborted;
  };

  // The page does not wait for the Rust side to agree that it stopped.
  const cancel = () => {
    current.current?.abort();
    setRun((now) => (now?.phase === "running" ? cancelled(now) : now));
  };

  /** It was to come after one that was stopped. */
  const skip = () => setRun((now) => now ?? cancelled(BEGUN));

  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
      current.current?.abort();
    };
  }, []);
  return { run, start, cancel, skip };
}
