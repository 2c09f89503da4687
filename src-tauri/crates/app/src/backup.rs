//! Backups: on demand, daily in the background, and before a restore. The keychain is not part of them, so a restore
//! brings no older secret back; what it points to and is gone is named.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use headwater_model::{AppError, ErrorCode, Issue, IssueCode, Timestamp};
use headwater_store::StoreError;

use crate::app::{folder_error, make_private_file, make_private_folder};
use crate::errors::store_error;
use crate::wire::{BackupRequest, BackupResponse, BackupRestoreRequest, BackupRestoreResponse};
use crate::{App, Cx};

/// What names of daily backups begin with; the others are a person's and are never removed.
const DATED: &str = "daily";
/// Daily backups that are kept.
const KEPT: usize = 7;
/// Age at which the newest daily backup is followed by another.
const DAILY: Duration = Duration::from_secs(24 * 3_600);

/// Makes a backup.
pub(crate) async fn create(cx: &Cx, request: BackupRequest) -> Result<BackupResponse, AppError> {
    let path = match request.path {
        Some(path) => std::path::absolute(&path).map_err(|error| folder_error(Path::new(&path), &error))?,
        None => cx.next_backup("kept")?,
    };
    if path.exists() {
        return Err(AppError::invalid(vec![Issue::new("path", IssueCode::FileExists)]));
    }
    cx.copy(&path).await?;
    let bytes = std::fs::metadata(&path).map(|meta| meta.len()).unwrap_or_default();
    Ok(BackupResponse { path: path.display().to_string(), bytes })
}

/// Replaces everything by a backup, after making one of what is there.
pub(crate) async fn restore(cx: &Cx, request: BackupRestoreRequest) -> Result<BackupRestoreResponse, AppError> {
    let path = std::path::absolute(&request.path).map_err(|error| folder_error(Path::new(&request.path), &error))?;
    if !path.is_file() {
        return Err(AppError::invalid(vec![Issue::new("path", IssueCode::Missing)]));
    }
    let before = cx.next_backup("before-restore")?;
    cx.copy(&before).await?;
    let without_secrets = cx.store.restore_from(&path).await.map_err(|error| match error {
        StoreError::Newer { .. } => store_error(error),
        other => AppError::new(ErrorCode::BackupUnusable).with("path", path.display()).because(other),
    })?;
    cx.derive_all().await?;
    cx.sweep().await;
    Ok(BackupRestoreResponse { before: before.display().to_string(), without_secrets })
}

impl App {
    /// Makes the daily backup when the newest one is older than a day. Failures are the doctor's business, not a start's.
    pub(crate) async fn back_up_daily(&self) {
        let newest = self.backups().last().and_then(|path| std::fs::metadata(path).ok()?.modified().ok());
        let age = newest.and_then(|at| SystemTime::now().duration_since(at).ok());
        if newest.is_some() && age.is_none_or(|age| age < DAILY) {
            return;
        }
        let Ok(path) = self.next_backup(DATED) else { return };
        if self.copy(&path).await.is_ok() {
            let backups = self.backups();
            for old in &backups[..backups.len().saturating_sub(KEPT)] {
                let _ = std::fs::remove_file(old);
            }
        }
    }

    async fn copy(&self, path: &Path) -> Result<(), AppError> {
        // SQLite fills an empty file as it fills a new one, and this one nobody else can read meanwhile.
        make_private_file(path);
        self.store.copy_to(path).await.map_err(store_error)?;
        Ok(())
    }

    /// A dated file that does not exist yet.
    fn next_backup(&self, name: &str) -> Result<PathBuf, AppError> {
        let folder = self.home().join("backups");
        make_private_folder(&folder)?;
        let stamp: String = Timestamp::now().to_string().chars().filter(char::is_ascii_alphanumeric).collect();
        Ok(folder.join(format!("{name}-{stamp}.db")))
    }

    /// Daily backups, oldest first.
    fn backups(&self) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(self.home().join("backups")).into_iter().flatten().flatten();
        let dated = |path: &PathBuf| {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            name.starts_with(DATED) && name.ends_with("Z.db")
        };
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(dated).collect();
        paths.sort();
        paths
    }
}
