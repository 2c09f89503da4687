//! Authentication files. A request brings content; no answer ever has it.

use headwater_model::{Environment, Expiry, FileFacts, FileId, FileKind, Secret, SourceId, Timestamp, WorkspaceId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which workspace's files.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FileListRequest {
    /// Absent: the current one.
    #[serde(default)]
    #[ts(optional)]
    pub workspace: Option<WorkspaceId>,
}

/// Uploads a file. What it is comes from its content.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FileUploadRequest {
    /// Absent: the current one.
    #[serde(default)]
    #[ts(optional)]
    pub workspace: Option<WorkspaceId>,
    /// Its name, at most 255 characters; unique in the workspace.
    pub name: String,
    /// What it is for, at most 3,000 characters.
    #[serde(default)]
    pub description: String,
    /// Its bytes in base64, at most 1,048,576 of them.
    #[ts(type = "string")]
    pub content: Secret<String>,
    /// Opens it, so that what is inside can be shown. Not kept.
    #[serde(default)]
    #[ts(type = "string", optional)]
    pub passphrase: Option<Secret<String>>,
}

/// Gives a file another content; id, name and references stay.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FileReplaceRequest {
    /// Which.
    pub id: FileId,
    /// As in [`FileUploadRequest`].
    #[ts(type = "string")]
    pub content: Secret<String>,
    /// As in [`FileUploadRequest`].
    #[serde(default)]
    #[ts(type = "string", optional)]
    pub passphrase: Option<Secret<String>>,
    /// The file's name as the person typed it, where locked production uses it.
    #[serde(default)]
    #[ts(optional)]
    pub typed_name: Option<String>,
}

/// Changes what a file is for.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FileDescribeRequest {
    /// Which.
    pub id: FileId,
    /// At most 3,000 characters.
    pub description: String,
}

/// Names a file.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FileRequest {
    /// Which.
    pub id: FileId,
}

/// An authentication file.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FileView {
    /// Its id: what a configuration names.
    pub id: FileId,
    /// Where it is.
    pub workspace: WorkspaceId,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// What it is.
    pub kind: FileKind,
    /// How many bytes.
    #[ts(type = "number")]
    pub size: u64,
    /// What can be shown of it.
    pub facts: FileFacts,
    /// Where it stands before its first certificate ends.
    pub expiry: Expiry,
    /// Where its content is.
    pub kept: FileKept,
    /// Who brought its content.
    pub uploader: String,
    /// When it was uploaded first.
    pub created_at: Timestamp,
    /// When its content was replaced last.
    pub replaced_at: Option<Timestamp>,
    /// Which sides name it.
    pub references: Vec<FileUse>,
}

/// Where the content of a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FileKept {
    /// In the vault.
    Stored,
    /// In memory until this program ends: there is no keychain.
    Session,
    /// Gone: it was kept for one session, or a copy came back without it.
    Missing,
}

/// A side that names a file.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FileUse {
    /// The data source.
    pub source: SourceId,
    /// Its name.
    pub name: String,
    /// Which side.
    pub env: Environment,
    /// By which property.
    pub field: String,
}
