//! Activity: who changed what, when, through which program.

use headwater_model::{Lang, SourceId, Text, Timestamp, WorkspaceId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One page of activity, latest first.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct ActivityRequest {
    /// Absent: the current workspace.
    pub workspace: Option<WorkspaceId>,
    /// Of every workspace, also of those that are gone.
    pub all_workspaces: bool,
    /// Only of this data source.
    pub subject: Option<SourceId>,
    /// Only changes that were made together under this name.
    pub batch: Option<String>,
    /// Only these actions, by id; empty: all.
    pub actions: Vec<String>,
    /// Only by this person; empty: all.
    pub actor: String,
    /// Part of the name of what was changed, or of who did; case does not matter.
    pub search: String,
    /// `next` of the page before; absent: the latest.
    #[ts(type = "number | null")]
    pub before: Option<i64>,
    /// Rows a page, 1 to 500; 0: 100.
    pub limit: u32,
}

/// Rows of a page.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ActivityPage {
    /// The rows.
    pub rows: Vec<ActivityRow>,
    /// For `before` of the next page; absent on the last.
    #[ts(type = "number | null")]
    pub next: Option<i64>,
    /// Actions that were ever done here, for a filter.
    pub actions: Vec<Word>,
    /// Everybody who ever changed something here, for a filter.
    pub actors: Vec<String>,
}

/// One change.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ActivityRow {
    /// Its place in the order of things.
    #[ts(type = "number")]
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// Who: the name of the identity at the time.
    pub actor: String,
    /// Through which program: `window`, `browser`, `command_line`.
    pub program: Word,
    /// Where.
    pub workspace: WorkspaceId,
    /// Its name; empty once it is gone.
    pub workspace_name: String,
    /// What was done.
    pub action: Word,
    /// To what, if it has an id; a data source only where `subject_is_source`.
    pub subject_id: Option<SourceId>,
    /// It is a data source that can be opened.
    pub subject_is_source: bool,
    /// Its name at the time.
    pub subject: String,
    /// Which fields changed, and how.
    pub changes: Vec<ActivityChange>,
    /// Names the changes that were made together.
    pub batch: Option<String>,
}

/// A word of the program's own, for machines and for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Word {
    /// For machines.
    pub id: String,
    /// For people; `null`: this version has no words for it.
    pub words: Option<Text>,
}

/// One field before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ActivityChange {
    /// Its path, such as `prod.database`.
    pub field: String,
    /// The value before; `null`: none, or a secret.
    #[ts(type = "unknown")]
    pub before: Option<serde_json::Value>,
    /// The value after; `null`: none, or a secret.
    #[ts(type = "unknown")]
    pub after: Option<serde_json::Value>,
    /// Of a secret only that it changed is known.
    pub secret: bool,
}

/// A file that was written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ActivityFile {
    /// Where it is.
    pub path: String,
    /// How many changes are in it.
    pub rows: u32,
}

/// Writes activity into a CSV file.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ActivityExportRequest {
    /// Which changes; paging does not count.
    pub filter: ActivityRequest,
    /// Language of the words.
    pub language: Lang,
    /// A file that does not exist yet; absent: a dated one in the folder for downloads, else in the data folder.
    #[serde(default)]
    pub path: Option<String>,
}
