//! What can be done with a data folder that cannot be opened: say why and what to do, and bring a backup back. A shell that
//! could not open the folder passes every call here instead.

use std::collections::HashSet;
use std::path::PathBuf;

use headwater_model::{AppError, ErrorCode};
use headwater_store::Store;
use serde_json::Value;

use crate::app::{folder_error, lock_in_use, lock_opening};
use crate::backup::{aside, existing, unusable};
use crate::call::parse;
use crate::errors::store_error;
use crate::keychains::Keychains;
use crate::wire::{BackupRestoreRequest, BackupRestoreResponse};
use crate::{App, OpenOptions, data_folder, doctor};

/// Answers a call that needs no open data folder, as JSON text; every other one is answered with `why` it could not be opened.
///
/// # Errors
/// `why`, or what a restore refuses.
pub async fn rescue(options: &OpenOptions, why: AppError, name: &str, request: Value) -> Result<String, AppError> {
    let answer = match name {
        "doctor.run" | "doctor.fix" => {
            let keychains = Keychains::new(options.keychain.clone(), "");
            let home = home(options)?;
            serde_json::to_string(&doctor::of_closed(&home, &why, &keychains).await)
        }
        "backup.restore" if is_replaceable(why.code) => {
            serde_json::to_string(&restore(options, parse(request)?).await?)
        }
        _ => return Err(why),
    };
    answer.map_err(|error| AppError::new(ErrorCode::Internal).because(error))
}

fn home(options: &OpenOptions) -> Result<PathBuf, AppError> {
    options.home.clone().map_or_else(data_folder, Ok)
}

/// The folder can be used and only the database in it cannot.
pub(crate) const fn is_replaceable(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::DatabaseDamaged | ErrorCode::DatabaseGone | ErrorCode::DatabaseNewer | ErrorCode::DatabaseFailed
    )
}

/// Puts a backup in the place of the database. Its journal may be older than what the keychain holds: what it points to and
/// is not there is forgotten and named, what is there and it does not know is listed by the doctor.
async fn restore(options: &OpenOptions, request: BackupRestoreRequest) -> Result<BackupRestoreResponse, AppError> {
    let home = home(options)?;
    let path = existing(&request.path)?;
    let aside = aside(&home)?;
    let opening = lock_opening(home.join("locks")).await?;
    let in_use = lock_in_use(&home)?;
    match in_use.try_lock() {
        Ok(()) => {}
        Err(std::fs::TryLockError::WouldBlock) => return Err(AppError::new(ErrorCode::InUse)),
        Err(std::fs::TryLockError::Error(error)) => return Err(folder_error(&home, &error)),
    }
    Store::replace_file(&home.join("headwater.db"), &path, &aside).await.map_err(|error| unusable(&path, error))?;
    drop(in_use);
    drop(opening);

    let app = App::open(options.clone()).await?;
    let without_secrets = match app.keychains.references().await {
        Ok(there) => {
            let there: HashSet<String> = there.into_iter().collect();
            app.store.forget_absent_items(&there).await.map_err(store_error)?
        }
        // Each is noticed when it is used, and by the doctor.
        Err(_) => Vec::new(),
    };
    let derived = app.derive_all().await;
    app.close().await;
    derived?;
    Ok(BackupRestoreResponse { before: aside.display().to_string(), without_secrets })
}
