import { describe, expect, it } from "vitest";
import type { StageReport, TestEvent, TestReport } from "../../../api/generated/types";
import { axis, BEGUN, cancelled, decisive, finished, progress, type Run } from "./run";

const stage = (over: Partial<StageReport>): StageReport => ({
  stage: "validate_input",
  status: "ok",
  started_at: "2026-11-22T10:00:00.000Z",
  ms: 1,
  findings: [],
  ...over,
});

const play = (...events: TestEvent[]): Run => events.reduce(progress, BEGUN);

const begun = play(
  { event: "planned", stages: ["validate_input", "resolve_host", "connect_port"] },
  { event: "started", stage: "validate_input" },
  { event: "ended", report: stage({ ms: 2 }) },
  { event: "started", stage: "resolve_host" },
);

describe("a running test", () => {
  it("shows the planned stages at once and fills them in", () => {
    expect(begun.stages.map((view) => view.status)).toEqual(["ok", "running", "planned"]);
    expect(begun.stages[1]?.offset).toBe(2);
  });

  it("puts every bar on one axis", () => {
    const run = progress(begun, {
      event: "ended",
      report: stage({ stage: "resolve_host", started_at: "2026-11-22T10:00:00.003Z", ms: 40 }),
    });
    expect(run.stages[1]).toMatchObject({ offset: 3, ms: 40 });
    expect(axis(run.stages)).toBe(43);
    expect(axis(begun.stages, 500)).toBe(502);
  });

  it("stands still once it was cancelled", () => {
    const stopped = cancelled(begun);
    expect(stopped.stages.map((view) => view.status)).toEqual(["ok", "skipped", "skipped"]);
    const late = progress(stopped, { event: "ended", report: stage({ stage: "resolve_host" }) });
    expect(late).toBe(stopped);
  });
});

describe("the advice", () => {
  const failure = { code: "mysql.access_denied", level: "failure" as const, params: {} };
  const warning = { code: "mysql.plain_text", level: "warning" as const, params: {} };

  it("is about the first failure, whatever was warned of before", () => {
    const report: TestReport = {
      source: "orders",
      type: "mysql",
      env: "dev",
      route: "direct",
      verdict: "ConfigError",
      depth: "login",
      started_at: "2026-11-22T10:00:00.000Z",
      ms: 5,
      stages: [
        stage({ stage: "handshake_tls", status: "warning", findings: [warning] }),
        stage({ stage: "authenticate", status: "failed", findings: [warning, failure] }),
        stage({ stage: "inspect", status: "skipped", started_at: null }),
      ],
    };
    expect(decisive(finished(report).stages)).toEqual({ stage: "authenticate", finding: failure });
  });

  it("is about a warning where nothing failed, and absent where all is well", () => {
    expect(
      decisive(play({ event: "ended", report: stage({ status: "warning", findings: [warning] }) }).stages)
        ?.finding,
    ).toBe(warning);
    expect(decisive(begun.stages)).toBeNull();
  });
});
