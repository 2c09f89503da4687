//! Backups of the database. They hold no secret.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Makes a backup.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BackupRequest {
    /// A file that does not exist yet; absent: a dated one in the data folder.
    #[serde(default)]
    pub path: Option<String>,
}

/// The backup that was made.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BackupResponse {
    /// Its file.
    pub path: String,
    /// Its size.
    #[ts(type = "number")]
    pub bytes: u64,
}

/// Replaces everything by a backup.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BackupRestoreRequest {
    /// Its file.
    pub path: String,
}

/// What a restore brought back.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BackupRestoreResponse {
    /// The backup of what was there before.
    pub before: String,
    /// Sources whose secrets are gone: the keychain keeps none of an older time.
    pub without_secrets: Vec<String>,
}
