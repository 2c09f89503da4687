//! Many data sources at once: a spreadsheet to fill in, what is in one, and what loading it did.

use headwater_model::{AppError, Environment, Issue, Lang, Secret, WorkspaceId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ImportField, ImportOutcome};

/// Writes the template of a type.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TemplateWriteRequest {
    /// Absent: the current workspace; in a basic one the template has production only.
    #[serde(default)]
    #[ts(optional)]
    pub workspace: Option<WorkspaceId>,
    /// Type id.
    #[serde(rename = "type")]
    pub type_id: String,
    /// Shape.
    pub format: TemplateFormat,
    /// Language of labels and notes.
    pub language: Lang,
    /// Where it goes.
    #[serde(default)]
    pub to: SheetTo,
}

/// Shape of a spreadsheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TemplateFormat {
    /// A workbook, with lists to choose from.
    Xlsx,
    /// Text in UTF-8, a comma between cells.
    Csv,
}

/// Where a spreadsheet goes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SheetTo {
    /// Into the answer.
    #[default]
    Answer,
    /// Into a new file in the folder for downloads, else in the data folder.
    Downloads,
    /// Into this file, which does not exist yet.
    File(String),
}

/// A spreadsheet that was written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TemplateFile {
    /// Its bytes in base64; `null` when it went to a file.
    pub content: Option<String>,
    /// The file.
    pub path: Option<String>,
}

/// Reads a filled template and says what loading it would do. Changes nothing.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct TemplateReadRequest {
    /// Absent: the current workspace.
    #[ts(optional)]
    pub workspace: Option<WorkspaceId>,
    /// Type id, where the sheet does not say it.
    #[serde(rename = "type")]
    #[ts(optional)]
    pub type_id: Option<String>,
    /// The file's bytes in base64, at most 8 MB of them. May hold secrets.
    #[ts(type = "string", optional)]
    pub content: Option<Secret<String>>,
    /// A file of this computer instead.
    #[ts(optional)]
    pub path: Option<String>,
}

/// What a filled template holds.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TemplateReadResponse {
    /// Names what was read for [`TemplateLoadRequest`]; good for an hour.
    pub ticket: String,
    /// Type id.
    #[serde(rename = "type")]
    pub type_id: String,
    /// One per row of the sheet that is not blank or a remark.
    pub rows: Vec<TemplateRow>,
    /// Data sources by what would become of them.
    pub sources: TemplateCounts,
    /// The sheet holds secrets in the clear.
    pub secrets: bool,
    /// Replacing those that exist changes locked production.
    pub locked: bool,
}

/// How many data sources there are of each kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
pub struct TemplateCounts {
    /// There is none of this name yet.
    pub new: u32,
    /// There is one, with other values.
    pub changed: u32,
    /// There is one just like it.
    pub same: u32,
    /// A row of it is wrong.
    pub wrong: u32,
}

/// One row of a sheet: one side of a data source.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TemplateRow {
    /// Its number in the sheet, from 1; in a CSV file that of the line.
    pub row: u32,
    /// Name of the data source, as it stands there.
    pub name: String,
    /// Which side.
    pub env: Option<Environment>,
    /// What would become of the data source.
    pub status: TemplateStatus,
    /// What is wrong.
    pub issues: Vec<TemplateIssue>,
    /// What would change in this side of one that exists.
    pub fields: Vec<ImportField>,
    /// Secrets that the row brings, by slot.
    pub secrets: Vec<String>,
    /// What will still be missing.
    pub missing: Vec<String>,
}

/// What is wrong with a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TemplateIssue {
    /// Which, for example `C7`; empty: the whole row.
    pub cell: String,
    /// Its column, and what is the matter.
    #[serde(flatten)]
    pub issue: Issue,
}

/// What would become of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TemplateStatus {
    /// The data source is created.
    New,
    /// The data source is there with other values: only replaced when somebody says so.
    Changed,
    /// It is there just like this.
    Same,
    /// It cannot be loaded.
    Wrong,
}

/// Loads what was read, each data source all or nothing.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TemplateLoadRequest {
    /// What was read.
    pub ticket: String,
    /// Also changes those that exist: cells that are filled replace what is stored, empty ones leave it.
    #[serde(default)]
    pub replace: bool,
    /// Loads the others although some rows are wrong.
    #[serde(default)]
    pub partial: bool,
    /// To change locked production: the name of the one source that changes, or of the workspace.
    #[serde(default)]
    #[ts(optional)]
    pub typed_name: Option<String>,
}

/// What a load did.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TemplateLoadResponse {
    /// One per row, in the order of the sheet.
    pub rows: Vec<TemplateDone>,
    /// The sheet holds secrets in the clear: it is better deleted.
    pub secrets: bool,
}

/// What became of one row.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TemplateDone {
    /// Its number in the sheet.
    pub row: u32,
    /// Name of the data source.
    pub name: String,
    /// Which side.
    pub env: Option<Environment>,
    /// What became of the data source.
    pub outcome: ImportOutcome,
    /// Why not.
    pub error: Option<AppError>,
}

/// Writes what a load did: the rows again, without secrets, each with what became of it.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TemplateResultRequest {
    /// What was loaded; good for an hour.
    pub ticket: String,
    /// Shape.
    pub format: TemplateFormat,
    /// Language of the words.
    pub language: Lang,
    /// Where it goes.
    #[serde(default)]
    pub to: SheetTo,
}
