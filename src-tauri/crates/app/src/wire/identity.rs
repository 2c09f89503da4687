//! As whom the person works: a name and a role of DataWorks.

use headwater_model::Text;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A role of DataWorks; what it may do is in the table of `app::rights`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The Alibaba Cloud account that owns everything.
    #[default]
    TenantOwner,
    /// Administers the tenant, not the data sources of a workspace.
    TenantAdministrator,
    /// Owns the workspace (project owner).
    WorkspaceOwner,
    /// Administers the workspace.
    WorkspaceAdministrator,
    /// Operates and maintains tasks.
    Operation,
    /// Guards access.
    SecurityAdministrator,
    /// Develops tasks with data sources that others manage.
    Developer,
    /// Looks only.
    Visitor,
}

/// What somebody may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// Create, clone and delete data sources.
    Manage,
    /// Change data sources and their secrets.
    Edit,
    /// Give data sources to other workspaces, and take them back.
    Share,
    /// Use data sources: test them, choose them in tasks.
    Use,
    /// Create, upgrade, lock and delete workspaces.
    Workspace,
}

/// As whom the person works.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// The name that activity and shares know, 1 to 60 characters.
    pub user: String,
    /// The role.
    pub role: Role,
}

/// An identity and what follows from it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct IdentityView {
    /// As whom the person works.
    #[serde(flatten)]
    pub identity: Identity,
    /// What it may do.
    pub rights: Vec<Right>,
}

/// A role, for choosing.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RoleView {
    /// Which.
    pub role: Role,
    /// Its name.
    pub name: Text,
    /// What it may do.
    pub rights: Vec<Right>,
}

/// Works as somebody else from now on.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct IdentitySetRequest {
    /// As whom.
    pub identity: Identity,
}
