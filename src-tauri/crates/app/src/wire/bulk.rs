//! One change of many data sources: preview, run, undo.

use headwater_model::{AppError, Environment, SourceId, Timestamp, Verdict, WorkspaceId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use super::{ActivityChange, ListFilter, SecretInput};

/// Which data sources.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct BulkSelection {
    /// These.
    pub ids: Vec<SourceId>,
    /// And all that match; its order does not count.
    pub matching: Option<ListFilter>,
    /// But not these.
    pub except: Vec<SourceId>,
}

/// What is done to each.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(tag = "what", rename_all = "snake_case", deny_unknown_fields)]
pub enum BulkChange {
    /// Labels come and go.
    Tags {
        /// Added where they are not yet there.
        #[serde(default)]
        add: Vec<String>,
        /// Removed where they are.
        #[serde(default)]
        remove: Vec<String>,
    },
    /// One property of one side gets a value.
    Property {
        /// Type id; data sources of another type are refused.
        #[serde(rename = "type")]
        type_id: String,
        /// Mode id; sides of another mode are refused.
        mode: String,
        /// Which side.
        env: Environment,
        /// JSON key.
        key: String,
        /// The value; `null` removes it.
        #[serde(default)]
        #[ts(type = "unknown")]
        value: Option<Value>,
    },
    /// One secret of one side.
    Secret {
        /// Which side.
        env: Environment,
        /// Which slot.
        slot: String,
        /// What to do with it: a value goes to each, `{"from": …}` takes each one's own other side.
        #[ts(type = "SecretInput")]
        secret: SecretInput,
    },
    /// A connectivity test of each side that is there.
    Test {
        /// Which sides.
        envs: Vec<Environment>,
    },
    /// Deletes sides that are there; all of them: the data source.
    Delete {
        /// Which sides.
        envs: Vec<Environment>,
    },
    /// Brings back what was deleted.
    Restore {},
}

/// Changes many data sources, each one wholly or not at all.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BulkRequest {
    /// Absent: the current workspace.
    #[serde(default)]
    pub workspace: Option<WorkspaceId>,
    /// Which.
    pub selection: BulkSelection,
    /// How.
    pub change: BulkChange,
    /// The workspace's name as the person typed it: to change locked production sides.
    #[serde(default)]
    #[ts(optional)]
    pub typed_name: Option<String>,
    /// `batch` of an interrupted run: what it has done is left out, and the selection is its own.
    #[serde(default)]
    #[ts(optional)]
    pub batch: Option<String>,
}

/// What a change would do.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BulkPreview {
    /// How many data sources it looks at.
    pub total: u32,
    /// How many would change.
    pub changed: u32,
    /// How many are so already.
    pub same: u32,
    /// How many it cannot change.
    pub refused: u32,
    /// Refused ones first, then those that change; at most 500.
    pub rows: Vec<BulkPlanRow>,
    /// The name to type because production is locked: the workspace's.
    pub typed_name: Option<String>,
    /// It can be undone as a whole.
    pub undoable: bool,
}

/// What a change would do to one data source.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BulkPlanRow {
    /// Which.
    pub id: SourceId,
    /// Its name.
    pub name: String,
    /// `done` here: it would change.
    pub outcome: BulkOutcome,
    /// Which fields, and how.
    pub changes: Vec<ActivityChange>,
    /// Sides whose kept secrets would go elsewhere: they want to be confirmed before the next use.
    pub confirm: Vec<Environment>,
    /// Why it is refused.
    pub error: Option<AppError>,
}

/// What became of one data source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BulkOutcome {
    /// Changed; tested.
    Done,
    /// So already, or done before an interruption.
    Same,
    /// Not changed, and why is said.
    Refused,
    /// Not reached: cancelled, or stopped.
    Left,
}

/// One data source is done: an event of a running change.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BulkProgress {
    /// How many are through.
    pub done: u32,
    /// Of how many.
    pub total: u32,
    /// The one.
    pub row: BulkRow,
}

/// One data source of a report.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BulkRow {
    /// Which.
    pub id: SourceId,
    /// Its name.
    pub name: String,
    /// What became of it.
    pub outcome: BulkOutcome,
    /// Why it was refused.
    pub error: Option<AppError>,
    /// How its tests ended.
    pub tests: Vec<BulkTest>,
}

/// How the test of one side ended.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BulkTest {
    /// Which side.
    pub env: Environment,
    /// Its outcome.
    pub verdict: Verdict,
}

/// What became of a change.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BulkReport {
    /// Names it: for undo, to go on with it, and in activity.
    pub batch: String,
    /// How many were changed or tested.
    pub done: u32,
    /// How many were so already.
    pub same: u32,
    /// How many were refused.
    pub refused: u32,
    /// How many were not reached.
    pub left: u32,
    /// It can be undone as a whole.
    pub undoable: bool,
    /// Why it stopped before the end, if not because it was cancelled.
    pub stopped: Option<AppError>,
    /// One for each data source.
    pub rows: Vec<BulkRow>,
}

/// Undoes a change of many.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BulkUndoRequest {
    /// From [`BulkReport::batch`].
    pub batch: String,
    /// The workspace's name as the person typed it: to change locked production sides.
    #[serde(default)]
    #[ts(optional)]
    pub typed_name: Option<String>,
}

/// A change of many that was interrupted.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BulkUnfinished {
    /// Names it.
    pub batch: String,
    /// The change, without the value of a secret.
    #[ts(type = "Record<string, unknown>")]
    pub change: Value,
    /// How many data sources it was for.
    pub total: u32,
    /// How many it has changed.
    pub done: u32,
    /// When it began.
    pub started_at: Timestamp,
}

/// Leaves an interrupted change as it is.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BulkForgetRequest {
    /// From [`BulkUnfinished::batch`].
    pub batch: String,
}
