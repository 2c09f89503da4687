//! The words of a connectivity test: stages, findings, verdicts, the report.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Environment, Params, Timestamp};

/// One step of a test, in the order in which a test takes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// The values are complete and well formed.
    ValidateInput,
    /// The vault gives the secrets.
    ReadSecrets,
    /// The tunnel or proxy is up.
    OpenRoute,
    /// Every host name has an address.
    ResolveHost,
    /// Every address accepts TCP.
    ConnectPort,
    /// TLS is agreed and the certificate holds.
    HandshakeTls,
    /// The server knows us.
    Authenticate,
    /// Database, project, bucket or file is there and may be opened.
    OpenTarget,
    /// The account can do what a task needs.
    CheckPrivileges,
    /// Facts of the server that a task depends on.
    Inspect,
}

impl Stage {
    /// All of them, in order.
    pub const ALL: [Self; 10] = [
        Self::ValidateInput,
        Self::ReadSecrets,
        Self::OpenRoute,
        Self::ResolveHost,
        Self::ConnectPort,
        Self::HandshakeTls,
        Self::Authenticate,
        Self::OpenTarget,
        Self::CheckPrivileges,
        Self::Inspect,
    ];

    /// The verdict of a test whose first failure is here.
    pub const fn verdict_on_failure(self) -> Verdict {
        match self {
            Self::OpenRoute | Self::ResolveHost | Self::ConnectPort | Self::HandshakeTls => Verdict::Unreachable,
            _ => Verdict::ConfigError,
        }
    }
}

/// How a stage ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StageStatus {
    /// Passed.
    Ok,
    /// Passed, with something to know.
    Warning,
    /// The test ends here.
    Failed,
    /// Not reached, because an earlier stage failed or the test was cancelled.
    Skipped,
}

/// The outcome of a test: DataWorks' four states, and `Cancelled`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub enum Verdict {
    /// Everything that was tried passed.
    Connectable,
    /// The network is fine, the configuration is not.
    ConfigError,
    /// Name, port, route or TLS failed.
    Unreachable,
    /// Nothing beyond the input can be tried by this version.
    Unsupported,
    /// The person stopped it.
    Cancelled,
}

/// How far the test of a type can go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Depth {
    /// Signs in and opens the target.
    Login,
    /// Speaks the protocol without signing in.
    Protocol,
    /// Reaches the port only.
    Reach,
}

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// A fact.
    Info,
    /// The stage passes; a task may not.
    Warning,
    /// The stage fails.
    Failure,
}

/// Something that a stage observed. Its words are the entry of `code` in the advice table; `params` fill them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Finding {
    /// Key of the advice table.
    pub code: String,
    /// How much it matters.
    pub level: Level,
    /// Values for the words. Server text is redacted and at most 512 bytes.
    pub params: Params,
}

impl Finding {
    /// A fact without parameters; see [`Self::with`].
    pub fn info(code: &str) -> Self {
        Self { code: code.to_owned(), level: Level::Info, params: Params::new() }
    }

    /// A warning without parameters; see [`Self::with`].
    pub fn warning(code: &str) -> Self {
        Self { level: Level::Warning, ..Self::info(code) }
    }

    /// A failure without parameters; see [`Self::with`].
    pub fn failure(code: &str) -> Self {
        Self { level: Level::Failure, ..Self::info(code) }
    }

    /// Adds a parameter.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl ToString) -> Self {
        self.params.insert(key.to_owned(), value.to_string());
        self
    }
}

/// A change that one click can make: set `property` to `value`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Fix {
    /// JSON key of the property.
    pub property: String,
    /// Its new value.
    pub value: String,
}

/// Cause and remedy of a finding, rendered in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Advice {
    /// The finding's code.
    pub id: String,
    /// Why it happened.
    pub cause: String,
    /// What to do.
    pub remedy: String,
    /// Field of the form to look at: a JSON key.
    pub field: Option<String>,
    /// What one click can mend.
    pub fix: Option<Fix>,
}

/// One stage as it was observed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StageReport {
    /// Which.
    pub stage: Stage,
    /// How it ended.
    pub status: StageStatus,
    /// When it began; absent for a skipped stage.
    pub started_at: Option<Timestamp>,
    /// How long it took, in milliseconds.
    #[ts(type = "number")]
    pub ms: u64,
    /// What it saw, most important first.
    pub findings: Vec<Finding>,
}

/// A whole test. Holds no secret; stored as history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TestReport {
    /// The data source's name ("" for a form that was never named).
    pub source: String,
    /// The catalogue's type id.
    #[serde(rename = "type")]
    pub type_id: String,
    /// Which side.
    pub env: Environment,
    /// The network path; `direct` when none is set.
    pub route: String,
    /// The outcome.
    pub verdict: Verdict,
    /// How far the test went.
    pub depth: Depth,
    /// When it began.
    pub started_at: Timestamp,
    /// How long it took, in milliseconds.
    #[ts(type = "number")]
    pub ms: u64,
    /// The stages, in order.
    pub stages: Vec<StageReport>,
    /// What somebody has to agree to before the secrets of this side are used, word for word; absent: nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub consent: Option<String>,
}
