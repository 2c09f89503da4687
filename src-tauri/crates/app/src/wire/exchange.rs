//! Drafts out and in: exports, what an import would change, and what it did.

use std::collections::BTreeMap;

use headwater_model::{AppError, Environment, Secret, SecretSource, SourceId, Text, WorkspaceId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::BulkSelection;

/// Writes data sources to a document.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ExportRequest {
    /// Absent: the current workspace.
    #[serde(default)]
    #[ts(optional)]
    pub workspace: Option<WorkspaceId>,
    /// Which; empty, and without `selection`: all of the workspace.
    #[serde(default)]
    pub ids: Vec<SourceId>,
    /// Those of a selection instead.
    #[serde(default)]
    #[ts(optional)]
    pub selection: Option<BulkSelection>,
    /// Shape.
    pub format: ExportFormat,
    /// Seals the document; only for [`ExportFormat::Sealed`].
    #[serde(default)]
    #[ts(type = "string", optional)]
    pub passphrase: Option<Secret<String>>,
    /// A file that does not exist yet, which only its owner may read. Absent: the answer holds the document.
    #[serde(default)]
    #[ts(optional)]
    pub path: Option<String>,
}

/// Shape of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// A JSON array with one object per environment, as DataWorks' `CreateDataSource` takes them; no secrets.
    Dataworks,
    /// Everything, secrets included, sealed by a passphrase (age).
    Sealed,
}

/// A document.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ExportResponse {
    /// The document; `null` when it went to a file.
    pub content: Option<String>,
    /// The file.
    pub path: Option<String>,
    /// Data sources in it.
    pub sources: u32,
    /// Environments in it.
    pub sides: u32,
    /// What is not in it, and what DataWorks will still ask for.
    pub warnings: Vec<ExportWarning>,
}

/// Something that an export leaves out or leaves open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ExportWarning {
    /// Name of the data source.
    pub source: String,
    /// Which side; `null`: the whole source.
    pub env: Option<Environment>,
    /// What kind.
    pub about: ExportAbout,
    /// The words.
    pub text: Text,
    /// JSON keys that it is about.
    pub keys: Vec<String>,
}

/// Kinds of [`ExportWarning`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportAbout {
    /// A type of this computer: left out.
    LocalType,
    /// The source has no side: left out.
    Empty,
    /// Properties that DataWorks does not have: left out.
    LocalOnly,
    /// Required values are missing: DataWorks refuses the object until they are added.
    Incomplete,
    /// Secrets are never exported in this format: enter them in DataWorks.
    Secrets,
    /// A type, mode or keys that this version does not know: exported as they came.
    Unknown,
}

/// Where an import comes from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ImportFrom {
    /// An export: DataWorks' objects, their form of 2020, or a sealed one. Recognised, not asked.
    #[default]
    Document,
    /// `~/.my.cnf`.
    MyCnf,
    /// Login paths of `mysql_config_editor`: `~/.mylogin.cnf`.
    LoginPath,
    /// `~/.ossutilconfig`.
    Ossutil,
    /// `odps_config.ini`.
    Odps,
    /// DBeaver's `data-sources.json`.
    Dbeaver,
    /// A text with a URL a line.
    Urls,
}

/// Reads a document and compares it with what is there. Changes nothing.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct ImportReadRequest {
    /// Absent: the current workspace.
    #[ts(optional)]
    pub workspace: Option<WorkspaceId>,
    /// Where it comes from.
    pub from: ImportFrom,
    /// The document itself. May hold secrets.
    #[ts(type = "string", optional)]
    pub content: Option<Secret<String>>,
    /// A file of this computer instead of `content`; both absent: the place where the other program keeps it.
    #[ts(optional)]
    pub path: Option<String>,
    /// Opens a sealed export.
    #[ts(type = "string", optional)]
    pub passphrase: Option<Secret<String>>,
    /// Which side settings of other programs go to; absent: development, in a basic workspace production.
    #[ts(optional)]
    pub env: Option<Environment>,
    /// Also reads the passwords that DBeaver keeps beside the file.
    pub passwords: bool,
}

/// What an import would change.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ImportReadResponse {
    /// Names what was read for [`ImportApplyRequest`]; good for an hour.
    pub ticket: String,
    /// The file that was read, where it was one.
    pub path: Option<String>,
    /// One per data source.
    pub rows: Vec<ImportRow>,
    /// What could not be read, or was not.
    pub notes: Vec<ImportNote>,
}

/// One data source of an import.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ImportRow {
    /// Its number in the import.
    pub index: u32,
    /// Its name.
    pub name: String,
    /// Its name in the document, where that is not a name here.
    pub given_name: Option<String>,
    /// What it would be called beside the one that is there.
    pub free_name: String,
    /// Type id.
    #[serde(rename = "type")]
    pub type_id: String,
    /// Against what is there.
    pub status: ImportStatus,
    /// Description and tags that change.
    pub fields: Vec<ImportField>,
    /// Its sides.
    pub sides: Vec<ImportSide>,
    /// What to know about it.
    pub notes: Vec<ImportNote>,
    /// What can be done with it.
    pub choices: Vec<ImportChoice>,
    /// What is done if nobody chooses; `null`: somebody has to.
    pub choice: Option<ImportChoice>,
    /// Replacing it changes a locked production side: the name has to be typed.
    pub locked: bool,
}

/// One side of a data source of an import.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ImportSide {
    /// Which.
    pub env: Environment,
    /// Against what is there.
    pub status: ImportStatus,
    /// Properties that change.
    pub fields: Vec<ImportField>,
    /// Secrets that the document brings.
    pub secrets_set: Vec<String>,
    /// Those of them that are fetched at each use, and from where.
    pub fetched: BTreeMap<String, SecretSource>,
    /// Secrets that stay as they are stored.
    pub secrets_kept: Vec<String>,
    /// Keys that are kept as they came: this version does not know them, or cannot use their values.
    pub apart: Vec<String>,
    /// What will be missing.
    pub missing: Vec<String>,
    /// The target changes under kept secrets: somebody confirms before they are used next.
    pub confirm: bool,
}

/// A value that changes. Never a secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ImportField {
    /// Path below the side.
    pub field: String,
    /// As it is, as JSON; `null`: absent.
    pub before: Option<String>,
    /// As it will be; `null`: absent.
    pub after: Option<String>,
}

/// Something to know about what was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ImportNote {
    /// The words.
    pub text: Text,
    /// Names or places that it is about.
    pub about: Vec<String>,
}

/// An import against what is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ImportStatus {
    /// Nothing changes.
    Same,
    /// There is none of this name, or no such side.
    New,
    /// Values differ.
    Changed,
    /// It cannot take the place of what has its name.
    Conflict,
}

/// What to do with a data source of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ImportChoice {
    /// Leave it out.
    Skip,
    /// Take it: create it, or change the one that is there.
    Replace,
    /// Create it under a free name.
    KeepBoth,
}

/// Carries an import out, each data source all or nothing.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ImportApplyRequest {
    /// What was read.
    pub ticket: String,
    /// Choices by number; the others are as proposed.
    #[serde(default)]
    pub choices: Vec<ImportDecision>,
    /// To change locked production: the name of the one source that changes, or of the workspace.
    #[serde(default)]
    #[ts(optional)]
    pub typed_name: Option<String>,
}

/// One choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ImportDecision {
    /// Number of the data source.
    pub index: u32,
    /// What to do with it.
    pub choice: ImportChoice,
}

/// What an import did.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ImportApplyResponse {
    /// One per data source, in the order of the document.
    pub rows: Vec<ImportDone>,
}

/// What became of one data source.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ImportDone {
    /// Its number.
    pub index: u32,
    /// Its name in the import.
    pub name: String,
    /// The name that it has now; `null` when nothing was saved.
    pub saved_as: Option<String>,
    /// What became of it.
    pub outcome: ImportOutcome,
    /// Why not.
    pub error: Option<AppError>,
}

/// What became of one data source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ImportOutcome {
    /// It is new.
    Created,
    /// The one that was there changed.
    Replaced,
    /// It was like this already.
    Same,
    /// As chosen.
    Skipped,
    /// It was refused; nothing of it was saved.
    Failed,
    /// The import ended before its turn.
    NotReached,
}

/// Progress of an import or of the load of a template.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct ImportEvent {
    /// Data sources that are done.
    pub done: u32,
    /// Of how many.
    pub total: u32,
    /// How long the others will take, in milliseconds, when they take as long as those before; `null`: too few are done to
    /// tell.
    pub left_ms: Option<u64>,
}

/// Makes workspaces and data sources what a file (TOML) says, or tells what that would change. Deletes nothing.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ApplyRequest {
    /// The file's content, at most 1 MiB. Refused when it holds a secret.
    #[ts(type = "string")]
    pub content: Secret<String>,
    /// Where data sources go that name no workspace; absent: the current one.
    #[serde(default)]
    #[ts(optional)]
    pub workspace: Option<WorkspaceId>,
    /// Change nothing.
    #[serde(default)]
    pub preview: bool,
    /// To change locked production: the name of the one source that changes, or of the workspace.
    #[serde(default)]
    #[ts(optional)]
    pub typed_name: Option<String>,
}

/// What a file changes.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ApplyResponse {
    /// One per workspace of the file.
    pub workspaces: Vec<AppliedWorkspace>,
    /// One per data source, in the order of the file.
    pub sources: Vec<AppliedSource>,
}

/// A workspace of a file against what is there.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AppliedWorkspace {
    /// Its name.
    pub name: String,
    /// Against what was there.
    pub status: ImportStatus,
    /// What changes.
    pub fields: Vec<ImportField>,
}

/// A data source of a file against what is there.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AppliedSource {
    /// Name of its workspace.
    pub workspace: String,
    /// Against what was there.
    pub row: ImportRow,
    /// What became of it; absent in a preview.
    pub done: Option<ImportDone>,
}
