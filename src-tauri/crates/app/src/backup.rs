//! Backups: on demand, daily in the background, and before a restore. The keychain is not part of them, so a restore
//! brings no older secret back; what it points to and is gone is named.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use headwater_model::{AppError, ErrorCode, Issue, IssueCode, Timestamp};
use headwater_store::{BACKUPS, Store, StoreError};

use crate::app::{folder_error, make_private_folder};
use crate::errors::store_error;
use crate::wire::{BackupRequest, BackupResponse, BackupRestoreRequest, BackupRestoreResponse};
use crate::{App, Cx};

/// What names of daily backups begin with; the others are a person's and are never removed.
const DATED: &str = "daily";
/// What names of files begin with that were moved out of the way of a backup. They are no backups.
const BROKEN: &str = "broken";
/// Daily backups that are kept.
const KEPT: usize = 7;
/// Age in milliseconds at which the newest daily backup is followed by another.
const DAILY: i64 = 24 * 3_600_000;
/// Age at which what a killed backup has left is removed.
const STALE: Duration = Duration::from_secs(3_600);

/// Makes a backup.
pub(crate) async fn create(cx: &Cx, request: BackupRequest) -> Result<BackupResponse, AppError> {
    let path = match request.path {
        Some(path) => std::path::absolute(&path).map_err(|error| folder_error(Path::new(&path), &error))?,
        None => dated(cx.home(), "kept")?,
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
    let path = existing(&request.path)?;
    let before = dated(cx.home(), "before-restore")?;
    cx.copy(&before).await?;
    let without_secrets = cx.store.restore_from(&path).await.map_err(|error| unusable(&path, error))?;
    cx.derive_all().await?;
    cx.sweep().await;
    Ok(BackupRestoreResponse { before: before.display().to_string(), without_secrets })
}

/// The file that a person named.
pub(crate) fn existing(path: &str) -> Result<PathBuf, AppError> {
    let path = std::path::absolute(path).map_err(|error| folder_error(Path::new(path), &error))?;
    if path.is_file() { Ok(path) } else { Err(AppError::invalid(vec![Issue::new("path", IssueCode::Missing)])) }
}

/// What a refusal says about the file that was to be restored; a full disk is not its fault.
pub(crate) fn unusable(path: &Path, error: StoreError) -> AppError {
    match error {
        StoreError::Newer { .. } | StoreError::Full | StoreError::ReadOnly => store_error(error),
        other => AppError::new(ErrorCode::BackupUnusable).with("path", path.display()).because(other),
    }
}

/// Where a database goes that a backup replaces as a file.
pub(crate) fn aside(home: &Path) -> Result<PathBuf, AppError> {
    dated(home, BROKEN)
}

/// The newest backup that this version can restore.
pub(crate) async fn newest(home: &Path) -> Option<PathBuf> {
    let mut found: Vec<(SystemTime, PathBuf)> = files(home)
        .into_iter()
        .filter(|path| !name(path).starts_with(BROKEN) && name(path).ends_with(".db"))
        .filter_map(|path| Some((std::fs::metadata(&path).ok()?.modified().ok()?, path)))
        .collect();
    found.sort();
    for (_, path) in found.into_iter().rev() {
        if Store::look_at_copy(&path).await.is_ok_and(|facts| facts.usable) {
            return Some(path);
        }
    }
    None
}

/// Daily backups, oldest first. Those of a time to come were made before the clock was set back, so they are the oldest.
pub(crate) fn daily(home: &Path, now: Timestamp) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> =
        files(home).into_iter().filter(|path| name(path).starts_with(DATED) && name(path).ends_with("Z.db")).collect();
    paths.sort_by_key(|path| (day_stamp(path) <= stamp(now).as_str(), name(path).to_owned()));
    paths
}

/// Whether a daily backup was made within `age` milliseconds before `now`.
pub(crate) fn has_recent(home: &Path, now: Timestamp, age: i64) -> bool {
    let (first, last) = (stamp(Timestamp(now.0 - age)), stamp(now));
    daily(home, now).iter().any(|path| (first.as_str()..=last.as_str()).contains(&day_stamp(path)))
}

impl App {
    /// Makes the daily backup when the newest one is older than a day. Failures are the doctor's business, not a start's.
    pub(crate) async fn back_up_daily(&self) {
        if has_recent(self.home(), Timestamp::now(), DAILY) {
            return;
        }
        remove_stale_parts(self.home());
        let Ok(path) = dated(self.home(), DATED) else { return };
        if self.copy(&path).await.is_ok() {
            let backups = daily(self.home(), Timestamp::now());
            for old in &backups[..backups.len().saturating_sub(KEPT)] {
                let _ = std::fs::remove_file(old);
            }
        }
    }

    async fn copy(&self, path: &Path) -> Result<(), AppError> {
        self.store.copy_to(path).await.map_err(store_error)
    }
}

/// A dated file that does not exist yet.
fn dated(home: &Path, name: &str) -> Result<PathBuf, AppError> {
    let folder = home.join(BACKUPS);
    make_private_folder(&folder)?;
    Ok(folder.join(format!("{name}-{}.db", stamp(Timestamp::now()))))
}

/// `20260107T094100000Z`: in a name, and in the order of time.
fn stamp(at: Timestamp) -> String {
    at.to_string().chars().filter(char::is_ascii_alphanumeric).collect()
}

fn day_stamp(path: &Path) -> &str {
    name(path).trim_start_matches(DATED).trim_start_matches('-').trim_end_matches(".db")
}

fn name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).unwrap_or_default()
}

fn files(home: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(home.join(BACKUPS)).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).collect()
}

/// Removes what backups of killed processes have left. A time to come is as good a sign as an old one.
fn remove_stale_parts(home: &Path) {
    for path in files(home).into_iter().filter(|path| name(path).ends_with(".part")) {
        let modified = std::fs::metadata(&path).and_then(|meta| meta.modified());
        let fresh = modified.is_ok_and(|at| at.elapsed().is_ok_and(|age| age < STALE));
        if !fresh {
            let _ = std::fs::remove_file(path);
        }
    }
}
