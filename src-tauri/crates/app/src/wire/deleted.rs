//! What was deleted and can be brought back.

use headwater_model::{Environment, SourceId, Timestamp, WorkspaceId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Asks what was deleted.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct DeletedRequest {
    /// Absent: the current workspace.
    pub workspace: Option<WorkspaceId>,
}

/// A deleted data source, or deleted sides of one that is there.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DeletedRow {
    /// The data source.
    pub id: SourceId,
    /// Its name.
    pub name: String,
    /// Type id.
    #[serde(rename = "type")]
    pub type_id: String,
    /// What it is for.
    pub description: String,
    /// The data source itself is deleted, not only a side.
    pub whole: bool,
    /// Sides that a restore brings back, and a purge removes.
    pub envs: Vec<Environment>,
    /// Address line.
    pub summary: String,
    /// When it was deleted.
    pub deleted_at: Timestamp,
    /// When it is removed for good, its secrets with it.
    pub purged_at: Timestamp,
    /// Who deleted it; empty: unknown.
    pub actor: String,
}
