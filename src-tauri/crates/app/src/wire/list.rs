//! The list of data sources.

use headwater_model::{Environment, Finding, SourceId, Stage, Timestamp, Verdict, WorkspaceId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::sharing::SharedMark;

/// One page of the list.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct ListRequest {
    /// Absent: the current workspace.
    pub workspace: Option<WorkspaceId>,
    /// Part of name, description, tag, address or another short property value; case does not matter.
    pub search: String,
    /// Type ids; empty: all.
    pub types: Vec<String>,
    /// Tags that all have to be there; empty: any.
    pub tags: Vec<String>,
    /// Only those with a star.
    pub favourites: bool,
    /// Keeps sources of which a side is in one of these states; empty: all.
    pub states: Vec<EnvState>,
    /// Which side `states` looks at; absent: either.
    pub env: Option<Environment>,
    /// Order.
    pub sort: SortKey,
    /// Reverses the order.
    pub descending: bool,
    /// `next` of the page before; absent: the first page.
    pub cursor: Option<String>,
    /// Rows a page, 1 to 500; 0: 100.
    pub limit: u32,
}

/// Order of the list; ties by name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SortKey {
    /// By name.
    #[default]
    Name,
    /// By type, then name.
    Type,
    /// By the time of the last change.
    Modified,
    /// By the state of the development side, what needs attention first.
    DevState,
    /// By the state of the production side.
    ProdState,
    /// By the time of the development side's last test.
    DevTested,
    /// By the time of the production side's last test.
    ProdTested,
    /// Those with a star first.
    Favourite,
}

/// One side's state, as the list filters it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EnvState {
    /// Something required is missing, or the side is absent.
    Incomplete,
    /// Complete, never tested since the last change.
    Untested,
    /// Last test passed.
    Connectable,
    /// Last test failed or was not possible.
    Failing,
}

/// Rows of a page.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ListResponse {
    /// The workspace whose rows they are.
    pub workspace: WorkspaceId,
    /// The rows.
    pub rows: Vec<SourceRow>,
    /// Cursor of the next page; absent on the last.
    pub next: Option<String>,
    /// Sources that match, on all pages.
    #[ts(type = "number")]
    pub total: u64,
    /// Sources of the workspace, whatever matches.
    #[ts(type = "number")]
    pub all: u64,
    /// Of `all`: sources with a side that is incomplete or failing.
    #[ts(type = "number")]
    pub attention: u64,
}

/// A row of the list.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SourceRow {
    /// Its id.
    pub id: SourceId,
    /// Its name.
    pub name: String,
    /// Type id.
    #[serde(rename = "type")]
    pub type_id: String,
    /// What it is for.
    pub description: String,
    /// Labels.
    pub tags: Vec<String>,
    /// Has a star.
    pub favourite: bool,
    /// When it last changed.
    pub modified_at: Timestamp,
    /// Development side; `null` in a basic workspace.
    pub dev: Option<RowSide>,
    /// Production side.
    pub prod: RowSide,
    /// From where, when it was received by sharing; sides that are not shared are to be left out then.
    pub shared: Option<SharedMark>,
    /// How many other workspaces have it.
    pub shares: u32,
    /// The one user who sees it, when it is private.
    pub private_to: Option<String>,
}

/// One side in a row.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RowSide {
    /// Its state.
    pub state: EnvState,
    /// Address line; empty for an absent side.
    pub summary: String,
    /// How many required values are missing.
    pub missing: u32,
    /// Last test since the last change.
    pub last_test: Option<LastTest>,
}

/// The last test of a side.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LastTest {
    /// Its outcome.
    pub verdict: Verdict,
    /// The stage that decided a verdict other than `Connectable`.
    pub stage: Option<Stage>,
    /// Passed, with a warning.
    pub warning: bool,
    /// The finding that matters most, for the second line of the row.
    pub finding: Option<Finding>,
    /// When it began.
    pub at: Timestamp,
}
