import type {
  AppError,
  Finding,
  Stage,
  StageReport,
  StageStatus,
  TestEvent,
  TestReport,
} from "../../../api/generated/types";

/** A stage on the screen; `offset` and `ms` are milliseconds, `offset` from the beginning of the test. */
export type StageView = {
  stage: Stage;
  status: StageStatus | "planned" | "running";
  offset: number | null;
  ms: number;
  findings: Finding[];
};

/** One test on the screen. */
export type Run = {
  phase: "running" | "ended" | "cancelled" | "refused";
  stages: StageView[];
  /** When the first stage began, by the clock of the Rust side (milliseconds since 1970). */
  origin: number | null;
  report: TestReport | null;
  /** Why the test could not be run at all. */
  error: AppError | null;
};

export const BEGUN: Run = { phase: "running", stages: [], origin: null, report: null, error: null };

const planned = (stage: Stage): StageView => ({
  stage,
  status: "planned",
  offset: null,
  ms: 0,
  findings: [],
});

function ended(report: StageReport, origin: number | null): StageView {
  const begun = report.started_at === null ? null : Date.parse(report.started_at);
  const offset = begun === null || origin === null ? null : Math.max(0, begun - origin);
  return { stage: report.stage, status: report.status, offset, ms: report.ms, findings: report.findings };
}

const put = (stages: StageView[], view: StageView): StageView[] =>
  stages.some((known) => known.stage === view.stage)
    ? stages.map((known) => (known.stage === view.stage ? view : known))
    : [...stages, view];

/** Where the next stage begins on the axis: behind the last one that ended. */
const reached = (stages: StageView[]): number =>
  stages.reduce((end, view) => Math.max(end, (view.offset ?? 0) + view.ms), 0);

/** Takes up one progress message. After a cancel nothing moves any more. */
export function progress(run: Run, event: TestEvent): Run {
  if (run.phase !== "running") return run;
  switch (event.event) {
    case "planned":
      return { ...run, stages: event.stages.map(planned) };
    case "started":
      return {
        ...run,
        stages: put(run.stages, { ...planned(event.stage), status: "running", offset: reached(run.stages) }),
      };
    case "ended": {
      const begun = event.report.started_at === null ? null : Date.parse(event.report.started_at);
      const origin = run.origin ?? begun;
      return { ...run, origin, stages: put(run.stages, ended(event.report, origin)) };
    }
  }
}

/** A finished report as a run: also one from history. */
export function finished(report: TestReport): Run {
  const first = report.stages.find((stage) => stage.started_at !== null)?.started_at;
  const origin = first == null ? null : Date.parse(first);
  return {
    phase: report.verdict === "Cancelled" ? "cancelled" : "ended",
    stages: report.stages.map((stage) => ended(stage, origin)),
    origin,
    report,
    error: null,
  };
}

/** The person stopped it: shown at once, before the Rust side has answered. */
export const cancelled = (run: Run): Run => ({
  ...run,
  phase: "cancelled",
  stages: run.stages.map((view) =>
    view.status === "running" || view.status === "planned"
      ? { ...view, status: "skipped", offset: null }
      : view,
  ),
});

/** Length of the common time axis, in milliseconds; `now` is how long a running stage has taken. */
export const axis = (stages: StageView[], now = 0): number =>
  Math.max(
    1,
    reached(stages),
    ...stages.map((view) => (view.status === "running" ? (view.offset ?? 0) + now : 0)),
  );

/** The finding that the one advice card is about: the first failure, or in a test that passed the first warning. */
export function decisive(stages: StageView[]): { stage: Stage; finding: Finding } | null {
  for (const status of ["failed", "warning"] as const) {
    const level = status === "failed" ? "failure" : "warning";
    for (const view of stages) {
      if (view.status !== status) continue;
      const finding = view.findings.find((candidate) => candidate.level === level) ?? view.findings[0];
      if (finding) return { stage: view.stage, finding };
    }
  }
  return null;
}
