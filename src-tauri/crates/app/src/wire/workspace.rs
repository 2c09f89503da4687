//! Workspaces: their mode, their lock, what an upgrade or a deletion would do.

use headwater_model::{SourceId, Timestamp, WorkspaceId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::sharing::SharedWith;

/// A workspace.
#[derive(Debug, Clone, Serialize, TS)]
pub struct WorkspaceView {
    /// Its id.
    pub id: WorkspaceId,
    /// Its name.
    pub name: String,
    /// One environment or two.
    pub mode: WorkspaceMode,
    /// What it is for.
    pub description: String,
    /// Edits, deletes and secret changes of production want the name typed.
    pub locked: bool,
    /// How many data sources it has.
    #[ts(type = "number")]
    pub sources: u64,
    /// The current one.
    pub current: bool,
    /// When it was made.
    pub created_at: Timestamp,
}

/// One environment (`prod`) or two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WorkspaceMode {
    /// Production only.
    Basic,
    /// Development and production.
    Standard,
}

/// Makes a workspace the current one.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WorkspaceSelectRequest {
    /// Which.
    pub workspace: WorkspaceId,
}

/// Makes a workspace.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WorkspaceCreateRequest {
    /// Its name: as for data sources, and unique.
    pub name: String,
    /// One environment or two; basic can become standard, never the other way.
    pub mode: WorkspaceMode,
    /// What it is for, at most 3,000 characters.
    #[serde(default)]
    pub description: String,
}

/// Changes a workspace; what is absent stays.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WorkspaceChangeRequest {
    /// Which.
    pub workspace: WorkspaceId,
    /// A new name.
    #[serde(default)]
    #[ts(optional)]
    pub name: Option<String>,
    /// What it is for.
    #[serde(default)]
    #[ts(optional)]
    pub description: Option<String>,
    /// Whether changes of production want the name typed.
    #[serde(default)]
    #[ts(optional)]
    pub locked: Option<bool>,
    /// The workspace's name as the person typed it: to take the lock off.
    #[serde(default)]
    #[ts(optional)]
    pub typed_name: Option<String>,
}

/// Upgrades a basic workspace to standard mode, or says what that would do.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WorkspaceUpgradeRequest {
    /// Which.
    pub workspace: WorkspaceId,
    /// Fill every development side from production, without secrets; else it is left incomplete.
    #[serde(default)]
    pub prefill: bool,
    /// Change nothing.
    #[serde(default)]
    pub preview: bool,
}

/// What an upgrade did or would do.
#[derive(Debug, Clone, Serialize, TS)]
pub struct WorkspaceUpgradeResponse {
    /// The workspace as it is now.
    pub workspace: WorkspaceView,
    /// Whether it was carried out.
    pub done: bool,
    /// Every data source in it, by name.
    pub sources: Vec<UpgradedSource>,
}

/// A data source in an upgrade.
#[derive(Debug, Clone, Serialize, TS)]
pub struct UpgradedSource {
    /// Which.
    pub id: SourceId,
    /// Its name.
    pub name: String,
    /// Type id.
    #[serde(rename = "type")]
    pub type_id: String,
    /// The development side starts with what production has, without secrets.
    pub prefilled: bool,
    /// JSON keys that the development side still lacks; empty when it is complete, or not prefilled.
    pub missing: Vec<String>,
}

/// Deletes a workspace with everything in it, for good.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WorkspaceDeleteRequest {
    /// Which.
    pub workspace: WorkspaceId,
    /// Its name, as the person typed it.
    pub typed_name: String,
}

/// What would go with a workspace.
#[derive(Debug, Clone, Serialize, TS)]
pub struct WorkspaceImpact {
    /// Data sources in it.
    #[ts(type = "number")]
    pub sources: u64,
    /// Data sources in it that were deleted and can still be restored.
    #[ts(type = "number")]
    pub deleted_sources: u64,
    /// Configurations whose secrets leave the keychain.
    #[ts(type = "number")]
    pub with_secrets: u64,
    /// Other workspaces that have data sources of it, in which tasks fail as well.
    pub shared_with: Vec<SharedWith>,
}
