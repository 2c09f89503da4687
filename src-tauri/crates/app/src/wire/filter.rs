//! Filters that somebody gave a name, tags and stars.

use headwater_model::{Environment, SourceId, WorkspaceId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{EnvState, SortKey};

/// What a person chose in the list; see [`super::ListRequest`] for what each part means.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct ListFilter {
    /// Words to find.
    pub search: String,
    /// Type ids.
    pub types: Vec<String>,
    /// States of a side.
    pub states: Vec<EnvState>,
    /// The side that `states` looks at.
    pub env: Option<Environment>,
    /// Tags that all have to be there.
    pub tags: Vec<String>,
    /// Only those with a star.
    pub favourites: bool,
    /// Order.
    pub sort: SortKey,
    /// Reverses the order.
    pub descending: bool,
}

/// A filter with a name.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SavedFilter {
    /// Its id.
    #[ts(type = "number")]
    pub id: i64,
    /// Its name.
    pub name: String,
    /// The filter.
    pub filter: ListFilter,
}

/// Names a workspace.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct WorkspaceRequest {
    /// Absent: the current workspace.
    pub workspace: Option<WorkspaceId>,
}

/// Keeps a filter.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FilterSaveRequest {
    /// Absent: the current workspace.
    #[serde(default)]
    pub workspace: Option<WorkspaceId>,
    /// The one to rename or replace; absent: a new one.
    #[serde(default)]
    #[ts(type = "number | null")]
    pub id: Option<i64>,
    /// Its name, 1 to 60 characters; unique in the workspace.
    pub name: String,
    /// The filter.
    pub filter: ListFilter,
}

/// Forgets a filter.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FilterDeleteRequest {
    /// Which.
    #[ts(type = "number")]
    pub id: i64,
}

/// A tag and how many data sources have it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TagCount {
    /// The tag.
    pub tag: String,
    /// How many.
    #[ts(type = "number")]
    pub count: u64,
}

/// Gives stars or takes them away. A star is no part of a data source: nobody else sees it.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FavouriteRequest {
    /// Of which.
    pub ids: Vec<SourceId>,
    /// Whether they have one.
    pub on: bool,
}
