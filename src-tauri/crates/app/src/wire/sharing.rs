//! Sharing: rules given and received, and the mark of what was received.

use headwater_model::{Environment, Permission, RuleId, SourceId, Timestamp, WorkspaceId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Shares a data source with another workspace, for one of its environments. A rule for the same workspace, environment and
/// user is replaced.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ShareRequest {
    /// The data source; one of the workspace itself.
    pub id: SourceId,
    /// The workspace that receives it.
    pub to: WorkspaceId,
    /// Which environment there; the side of the same name is what appears in it.
    pub env: Environment,
    /// The one user there who receives it; absent: everyone.
    #[serde(default)]
    #[ts(optional)]
    pub user: Option<String>,
    /// What is allowed; absent: read.
    #[serde(default)]
    #[ts(as = "Option<Permission>", optional)]
    pub permission: Permission,
    /// Nobody but that user sees the data source, here or there, whatever the role.
    #[serde(default)]
    #[ts(as = "Option<bool>", optional)]
    pub private: bool,
}

/// Which rules to list.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct ShareListRequest {
    /// Absent: the current workspace.
    #[ts(optional)]
    pub workspace: Option<WorkspaceId>,
    /// Only those of this data source, of the workspace itself or received.
    #[ts(optional)]
    pub id: Option<SourceId>,
}

/// Rules of a workspace.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ShareListResponse {
    /// What it gives; `null` when the role may not see that.
    pub given: Option<Vec<ShareRule>>,
    /// What it receives, as far as it is for the person.
    pub received: Vec<ShareRule>,
}

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ShareRule {
    /// Its id.
    pub id: RuleId,
    /// The data source, as the workspace that asked has it.
    pub source: SourceId,
    /// Name of the original.
    pub name: String,
    /// Its name in the workspace that receives: `<workspace>.<name>`.
    pub shared_name: String,
    /// Type id.
    #[serde(rename = "type")]
    pub type_id: String,
    /// Name of the workspace that gives.
    pub from: String,
    /// Name of the workspace that receives.
    pub to: String,
    /// That workspace.
    pub to_id: WorkspaceId,
    /// Which environment there.
    pub env: Environment,
    /// The one user there who receives it; `null`: everyone.
    pub user: Option<String>,
    /// What is allowed.
    pub permission: Permission,
    /// Nobody but that user sees the data source.
    pub private: bool,
    /// Who made the rule.
    pub created_by: String,
    /// When.
    pub created_at: Timestamp,
    /// Whether the person may take it back from the workspace that asked.
    pub revocable: bool,
}

/// Takes rules back: from the owner's workspace with the id that the data source has there, from the one that received it
/// with the id that it has there.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ShareRevokeRequest {
    /// The data source.
    pub id: SourceId,
    /// Which rules; all of them or none are taken back.
    pub rules: Vec<RuleId>,
}

/// Of a data source that was received: from where, and what is allowed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SharedMark {
    /// Name of the workspace that owns it.
    pub workspace: String,
    /// What is allowed with the development side; `null`: it is not shared.
    pub dev: Option<Permission>,
    /// What is allowed with the production side; `null`: it is not shared.
    pub prod: Option<Permission>,
}

/// A workspace in which something stops working.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SharedWith {
    /// Its name.
    pub workspace: String,
    /// In which of its environments.
    pub envs: Vec<Environment>,
    /// Whose alone it is there; empty: everyone's.
    pub users: Vec<String>,
}
