//! The record of a test while it runs. A stage is recorded only by running it: what was not observed is not shown.

use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant};

use headwater_model::{FOREIGN_WORDS, Finding, Level, Stage, StageReport, StageStatus, Timestamp, Verdict, cut};
use tokio_util::sync::CancellationToken;

use crate::codes;

/// Told about every stage as it begins and ends.
pub type Sink = Arc<dyn Fn(TraceEvent) + Send + Sync>;

/// Progress of a test.
#[derive(Debug, Clone)]
pub enum TraceEvent {
    /// A stage began.
    Started(Stage),
    /// A stage ended.
    Ended(StageReport),
}

/// What a stage that passed saw. Warnings among the findings make it a warning.
#[derive(Debug)]
pub struct Seen<T> {
    /// What the next stages need.
    pub value: T,
    /// What people should know.
    pub findings: Vec<Finding>,
}

impl<T> Seen<T> {
    /// A value with findings.
    pub const fn new(value: T, findings: Vec<Finding>) -> Self {
        Self { value, findings }
    }
}

/// The test has ended early; the trace knows why. Returned so that `?` leaves the connector.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Halt;

/// The end of a test.
#[derive(Debug)]
pub struct Outcome {
    /// From the first failure; `Connectable` when there was none.
    pub verdict: Verdict,
    /// Stages in the order in which they ran; those of `planned` that did not are `skipped`.
    pub stages: Vec<StageReport>,
}

/// Times stages, keeps deadlines, listens for cancellation, tells the sink.
pub struct Trace {
    cancel: CancellationToken,
    deadline: Instant,
    sink: Sink,
    stages: Vec<StageReport>,
    verdict: Option<Verdict>,
}

impl Trace {
    /// A trace that ends `limit` from now at the latest.
    pub fn new(cancel: CancellationToken, limit: Duration, sink: Sink) -> Self {
        Self { cancel, deadline: Instant::now() + limit, sink, stages: Vec::new(), verdict: None }
    }

    /// Time left for the whole test.
    pub fn left(&self) -> Duration {
        self.deadline.saturating_duration_since(Instant::now())
    }

    /// Sets the deadline of what is left of the test.
    pub fn limit_from_now(&mut self, limit: Duration) {
        self.deadline = Instant::now() + limit;
    }

    /// Runs one stage: `work` ends with what it saw, or with findings of which at least one is a failure. It is dropped
    /// after `limit`, at the test's deadline, or when the test is cancelled, whichever comes first.
    ///
    /// # Errors
    /// [`Halt`] when the stage failed or the test was cancelled.
    pub async fn stage<T, F>(&mut self, stage: Stage, limit: Duration, work: F) -> Result<T, Halt>
    where
        F: Future<Output = Result<Seen<T>, Vec<Finding>>>,
    {
        (self.sink)(TraceEvent::Started(stage));
        let started_at = Timestamp::now();
        let began = Instant::now();
        let limit = limit.min(self.left());
        let outcome = tokio::select! {
            biased;
            () = self.cancel.cancelled() => None,
            outcome = tokio::time::timeout(limit, work) => Some(outcome),
        };
        let ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
        let (value, status, findings) = match outcome {
            None => {
                self.verdict = Some(Verdict::Cancelled);
                (None, StageStatus::Skipped, vec![Finding::info(codes::CANCELLED)])
            }
            Some(Err(_elapsed)) => {
                let finding = Finding::failure(codes::TIMEOUT).with("ms", limit.as_millis());
                (None, StageStatus::Failed, vec![finding])
            }
            Some(Ok(Err(findings))) => (None, StageStatus::Failed, findings),
            Some(Ok(Ok(seen))) => {
                let warns = seen.findings.iter().any(|finding| finding.level != Level::Info);
                let status = if warns { StageStatus::Warning } else { StageStatus::Ok };
                (Some(seen.value), status, seen.findings)
            }
        };
        // What could not be inspected takes nothing back: everything that decides a verdict has passed by then.
        let (status, findings) = match (stage, status) {
            (Stage::Inspect, StageStatus::Failed) => {
                (StageStatus::Warning, findings.into_iter().map(as_warning).collect())
            }
            _ => (status, findings),
        };
        if status == StageStatus::Failed {
            self.verdict = Some(stage.verdict_on_failure());
        }
        self.record(StageReport { stage, status, started_at: Some(started_at), ms, findings });
        value.ok_or(Halt)
    }

    /// Ends the test as [`Verdict::Unsupported`]: nothing after the input can be tried. `finding` says why.
    pub fn unsupported(&mut self, stage: Stage, finding: Finding) -> Halt {
        self.verdict = Some(Verdict::Unsupported);
        let report =
            StageReport { stage, status: StageStatus::Skipped, started_at: None, ms: 0, findings: vec![finding] };
        self.record(report);
        Halt
    }

    /// Closes the record: stages of `planned` that were not reached are `skipped`. One that the test went past without was
    /// not needed, and is left out: not every server has TLS to agree on.
    pub fn finish(mut self, planned: &[Stage]) -> Outcome {
        let ran = |stage: &Stage| self.stages.iter().any(|report| report.stage == *stage);
        let reached = planned.iter().rposition(ran).map_or(0, |last| last + 1);
        for stage in &planned[reached..] {
            self.record(StageReport {
                stage: *stage,
                status: StageStatus::Skipped,
                started_at: None,
                ms: 0,
                findings: Vec::new(),
            });
        }
        Outcome { verdict: self.verdict.unwrap_or(Verdict::Connectable), stages: self.stages }
    }

    fn record(&mut self, mut report: StageReport) {
        for value in report.findings.iter_mut().flat_map(|finding| finding.params.values_mut()) {
            tame(value);
        }
        // The finding that decides comes first: it is the one that a row of the list has room for.
        report.findings.sort_by_key(|finding| std::cmp::Reverse(finding.level));
        (self.sink)(TraceEvent::Ended(report.clone()));
        self.stages.push(report);
    }
}

/// Makes a value fit to be shown, logged and stored, whoever wrote it: one line of at most 512 bytes, without controls and
/// without marks that turn the line round or break it (Unicode's UAX #9 and #14).
fn tame(value: &mut String) {
    const STRANGE: char = char::REPLACEMENT_CHARACTER;
    let turns =
        |c| matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if value.contains(|c: char| c.is_control() || turns(c)) {
        *value = value
            .chars()
            .map(|c| {
                if c.is_control() {
                    ' '
                } else if turns(c) {
                    STRANGE
                } else {
                    c
                }
            })
            .collect();
    }
    value.truncate(cut(value, FOREIGN_WORDS).len());
}

fn as_warning(finding: Finding) -> Finding {
    Finding { level: finding.level.min(Level::Warning), ..finding }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trace(cancel: &CancellationToken, limit: Duration) -> Trace {
        Trace::new(cancel.clone(), limit, Arc::new(|_| ()))
    }

    #[tokio::test]
    async fn the_first_failure_gives_the_verdict_and_later_stages_are_skipped() {
        let mut trace = trace(&CancellationToken::new(), Duration::from_secs(5));
        let second = Duration::from_secs(1);
        let passed = trace.stage(Stage::ResolveHost, second, async { Ok(Seen::new((), vec![])) }).await;
        assert_eq!(passed, Ok(()));
        let failed = trace
            .stage(Stage::ConnectPort, second, async { Err::<Seen<()>, _>(vec![Finding::failure("refused")]) })
            .await;
        assert_eq!(failed, Err(Halt));
        let outcome = trace.finish(&[Stage::ResolveHost, Stage::ConnectPort, Stage::Authenticate]);
        assert_eq!(outcome.verdict, Verdict::Unreachable);
        let statuses: Vec<_> = outcome.stages.iter().map(|report| report.status).collect();
        assert_eq!(statuses, [StageStatus::Ok, StageStatus::Failed, StageStatus::Skipped]);
    }

    #[tokio::test]
    async fn a_stage_that_the_test_went_past_is_left_out() {
        let mut trace = trace(&CancellationToken::new(), Duration::from_secs(5));
        let refused = async { Err::<Seen<()>, _>(vec![Finding::failure("refused")]) };
        assert_eq!(trace.stage(Stage::Authenticate, Duration::from_secs(1), refused).await, Err(Halt));
        let outcome = trace.finish(&[Stage::HandshakeTls, Stage::Authenticate, Stage::OpenTarget]);
        let stages: Vec<_> = outcome.stages.iter().map(|report| report.stage).collect();
        assert_eq!(stages, [Stage::Authenticate, Stage::OpenTarget]);
    }

    #[tokio::test]
    async fn what_a_finding_says_is_one_short_line_of_text() {
        let mut trace = trace(&CancellationToken::new(), Duration::from_secs(5));
        let said = ["<b>\u{1b}[1m\nx", "a\u{202e}b\u{2067}c\u{200f}\u{2028}", &"密".repeat(400), "plain"];
        let shown = ["<b> [1m x", "a\u{fffd}b\u{fffd}c\u{fffd}\u{fffd}", &"密".repeat(170), "plain"];
        let findings = said.map(|words| Finding::info("x").with("words", words)).to_vec();
        let passed = trace.stage(Stage::Inspect, Duration::from_secs(1), async { Ok(Seen::new((), findings)) }).await;
        assert_eq!(passed, Ok(()));
        let outcome = trace.finish(&[]);
        let words: Vec<&str> =
            outcome.stages[0].findings.iter().map(|finding| finding.params["words"].as_str()).collect();
        assert_eq!(words, shown);
    }

    #[tokio::test]
    async fn a_silent_stage_ends_at_its_own_limit() {
        let mut trace = trace(&CancellationToken::new(), Duration::from_secs(60));
        let silent = std::future::pending::<Result<Seen<()>, Vec<Finding>>>();
        assert_eq!(trace.stage(Stage::Authenticate, Duration::from_millis(20), silent).await, Err(Halt));
        let outcome = trace.finish(&[]);
        assert_eq!(outcome.verdict, Verdict::ConfigError);
        assert_eq!(outcome.stages[0].findings[0].code, "timeout");
    }

    #[tokio::test]
    async fn cancelling_drops_the_stage_at_once() {
        let cancel = CancellationToken::new();
        let mut trace = trace(&cancel, Duration::from_secs(60));
        cancel.cancel();
        let silent = std::future::pending::<Result<Seen<()>, Vec<Finding>>>();
        assert_eq!(trace.stage(Stage::ConnectPort, Duration::from_secs(60), silent).await, Err(Halt));
        assert_eq!(trace.finish(&[]).verdict, Verdict::Cancelled);
    }
}
