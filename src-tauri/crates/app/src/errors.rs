//! Errors of the crates below, as the one error that crosses the border.

use headwater_model::{AppError, ErrorCode};
use headwater_store::StoreError;
use headwater_vault::{KeychainError, VaultError};

/// Without a name: callers that know it add it.
pub(crate) fn store_error(error: StoreError) -> AppError {
    match error {
        StoreError::Newer { found, known } => {
            AppError::new(ErrorCode::DatabaseNewer).with("found", found).with("known", known)
        }
        StoreError::Damaged(words) => AppError::new(ErrorCode::DatabaseDamaged).with("reason", words),
        StoreError::Gone => AppError::new(ErrorCode::DatabaseGone),
        StoreError::Full => AppError::new(ErrorCode::DiskFull),
        StoreError::ReadOnly => AppError::new(ErrorCode::DatabaseReadOnly),
        StoreError::Conflict => AppError::new(ErrorCode::Conflict),
        StoreError::NameTaken => AppError::new(ErrorCode::NameTaken),
        StoreError::NotFound => AppError::new(ErrorCode::SourceGone),
        other => AppError::new(ErrorCode::DatabaseFailed).because(other),
    }
}

/// The keychain's refusal.
pub(crate) fn keychain_error(error: &KeychainError) -> AppError {
    match error {
        KeychainError::Absent => AppError::new(ErrorCode::KeychainAbsent),
        KeychainError::Locked => AppError::new(ErrorCode::KeychainLocked),
        KeychainError::Silent(_) | KeychainError::Failed(_) => {
            AppError::new(ErrorCode::KeychainFailed).with("reason", error)
        }
    }
}

/// The vault's refusal.
pub(crate) fn vault_error(error: &VaultError) -> AppError {
    match error {
        VaultError::Keychain(error) => keychain_error(error),
        VaultError::Damaged => AppError::new(ErrorCode::KeychainFailed).with("reason", error),
    }
}
