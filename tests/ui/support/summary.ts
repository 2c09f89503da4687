import type { FullResult, Reporter, Suite } from "@playwright/test/reporter";

/** Ends the run with a line `N passed, N failed` alone: what the sum over all suites is made of. */
export default class Summary implements Reporter {
  private all: Suite | undefined;

  onBegin(_config: unknown, suite: Suite) {
    this.all = suite;
  }

  onEnd(result: FullResult) {
    const outcomes = (this.all?.allTests() ?? []).map((test) => test.outcome());
    const passed = outcomes.filter((outcome) => outcome === "expected").length;
    const failed = outcomes.filter((outcome) => outcome === "unexpected" || outcome === "flaky").length;
    // A set-up that broke is a failure too, though no test says so.
    const broken = failed === 0 && result.status !== "passed" ? 1 : 0;
    process.stdout.write(`\n${passed} passed, ${failed + broken} failed\n`);
  }

  printsToStdio() {
    return false;
  }
}
