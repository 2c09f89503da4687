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

  const start = async (request: TestRequest): Promise<void> => {
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
  };

  // The page does not wait for the Rust side to agree that it stopped.
  const cancel = () => {
    current.current?.abort();
    setRun((now) => (now?.phase === "running" ? cancelled(now) : now));
  };

  useEffect(() => () => current.current?.abort(), []);
  return { run, start, cancel };
}
