//! What becomes of a data source: another name, a clone, an end, a return.

use headwater_model::{Environment, SourceId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::sharing::SharedWith;

/// Gives a data source another name, which works while nobody else knows it by this one.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RenameRequest {
    /// Which.
    pub id: SourceId,
    /// The new name: as for a new one.
    pub name: String,
    /// The revision that the caller saw; absent: whatever is there.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub revision: Option<i64>,
    /// The source's name of before as the person typed it: where production is locked.
    #[serde(default)]
    #[ts(optional)]
    pub typed_name: Option<String>,
}

/// Asks what a clone would be called.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ClonePreviewRequest {
    /// The original.
    pub id: SourceId,
}

/// A valid unused name.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ClonePreviewResponse {
    /// The name.
    pub name: String,
}

/// Copies a data source: everything but id, name and times.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CloneRequest {
    /// The original.
    pub id: SourceId,
    /// Name of the copy, at most 60 characters.
    pub name: String,
    /// Which sides.
    pub envs: Vec<Environment>,
    /// What happens to the secrets.
    pub secrets: CloneSecrets,
}

/// What a clone does with secrets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CloneSecrets {
    /// Copied inside the vault.
    Copy,
    /// Every slot that is set becomes `ask`.
    Ask,
    /// Left behind; the copy is incomplete.
    Leave,
}

/// Deletes a data source or some of its sides.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DeleteRequest {
    /// Which.
    pub id: SourceId,
    /// Which sides; both: the whole source.
    pub envs: Vec<Environment>,
    /// The source's name as the person typed it: to change a locked production side.
    #[serde(default)]
    #[ts(optional)]
    pub typed_name: Option<String>,
}

/// What was deleted; `restore` with the same words undoes it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DeleteResponse {
    /// Which.
    pub id: SourceId,
    /// Its name.
    pub name: String,
    /// Which sides.
    pub envs: Vec<Environment>,
}

/// Undoes a delete. Secrets come back with it.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RestoreRequest {
    /// Which.
    pub id: SourceId,
    /// Which sides; empty: all that were deleted.
    pub envs: Vec<Environment>,
    /// The source's name as the person typed it: to change a locked production side.
    #[serde(default)]
    #[ts(optional)]
    pub typed_name: Option<String>,
}

/// Removes a data source, or sides of it that were deleted, for good.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PurgeRequest {
    /// Which.
    pub id: SourceId,
    /// Which sides; empty: the whole source, deleted or not.
    #[serde(default)]
    pub envs: Vec<Environment>,
    /// The source's name as the person typed it: to change a locked production side.
    #[serde(default)]
    #[ts(optional)]
    pub typed_name: Option<String>,
}

/// What a delete affects.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DeleteImpact {
    /// Sides that exist.
    pub envs: Vec<Environment>,
    /// What stops working, by choice of sides.
    pub lines: Vec<ImpactLine>,
    /// Other workspaces that have it, in which tasks fail as well.
    pub shared_with: Vec<SharedWith>,
    /// What other modules notice once production is gone, the worst first.
    pub modules: Vec<ModuleImpact>,
}

/// What one module of DataWorks notices.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct ModuleImpact {
    /// Its name.
    pub name: headwater_model::Text,
    /// How bad.
    pub severity: Severity,
    /// What happens there.
    pub text: headwater_model::Text,
}

/// How bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Production stops.
    High,
    /// Work is disturbed.
    Medium,
}

/// What stops working when exactly these sides are deleted.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ImpactLine {
    /// The sides.
    pub envs: Vec<Environment>,
    /// The words, English and Chinese.
    pub text: headwater_model::Text,
}
