//! Tests: request, live events, history.

use headwater_model::{Environment, SourceId, Stage, StageReport, TestReport};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::source::SideInput;

/// Tests one side: the saved one (`side` absent) or the values of a form.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TestRequest {
    /// The saved source: where kept secrets come from and where history goes. Absent: a form that was never saved.
    #[serde(default)]
    pub id: Option<SourceId>,
    /// Which side.
    pub env: Environment,
    /// Type id; needed with `side`.
    #[serde(default, rename = "type")]
    pub type_id: Option<String>,
    /// The form's values; absent: as saved. A slot in state `ask` is given here.
    #[serde(default)]
    pub side: Option<SideInput>,
    /// The target that a person agreed to; see [`SideInput::confirm`].
    #[serde(default)]
    pub confirm: Option<String>,
    /// Longest duration of the whole test, in milliseconds; absent: 30,000.
    #[serde(default)]
    #[ts(type = "number | null")]
    pub timeout_ms: Option<u64>,
}

/// Progress of a test.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum TestEvent {
    /// The stages that this test will take, in order.
    Planned {
        /// The stages.
        stages: Vec<Stage>,
    },
    /// A stage began.
    Started {
        /// Which.
        stage: Stage,
    },
    /// A stage ended.
    Ended {
        /// As observed.
        report: StageReport,
    },
}

/// Stops a running call.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CallCancelRequest {
    /// The id that the caller gave the call.
    pub call: String,
}

/// Asks for earlier tests.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct HistoryRequest {
    /// Which source.
    pub id: SourceId,
    /// Which side.
    pub env: Environment,
}

/// Earlier tests, newest first, at most 50.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HistoryResponse {
    /// The tests.
    pub entries: Vec<HistoryEntry>,
}

/// An earlier test.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HistoryEntry {
    /// The report as it was stored.
    pub report: TestReport,
    /// The configuration has changed since.
    pub outdated: bool,
}

/// Asks for a report as text.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReportTextRequest {
    /// The report, as it came from a test or from history.
    pub report: TestReport,
    /// Language of the text.
    pub language: headwater_model::Lang,
}

/// A report to paste into a message. Holds no secret.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReportTextResponse {
    /// Markdown.
    pub text: String,
}
