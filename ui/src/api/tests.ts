/** Tests: run, history, report. */
import type { Environment } from "./generated/types";
import { useRead } from "./query";
import { useLongVerb, useVerb } from "./verb";

/** `options.onEvent` gets every `TestEvent`; aborting `options.signal` stops the test. */
export const useRunTest = () => useLongVerb("test.run");
export const useTestHistory = (id: string | undefined, env: Environment) =>
  useRead("test.history", { id: id ?? "", env }, { enabled: id !== undefined });
export const useReportText = () => useVerb("test.report_text");
