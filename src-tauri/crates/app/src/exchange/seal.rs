//! Documents sealed by a passphrase: the age format, in its text form, with its scrypt recipient.

use age::secrecy::SecretString;
use headwater_model::{AppError, ErrorCode, Issue, IssueCode, Secret};

/// Logarithm of the work factor of what is written: that of the age program, a second and 256 MB.
const WORK: u8 = 18;
/// The strongest that is opened: four times as much. More would let a file take the memory of the machine.
const MOST_WORK: u8 = 20;

/// How sealed documents begin, as text and as bytes.
const BEGINNINGS: [&[u8]; 2] = [b"-----BEGIN AGE ENCRYPTED FILE-----", b"age-encryption.org/v1"];

/// Whether this is a sealed document.
pub(super) fn is_sealed(bytes: &[u8]) -> bool {
    BEGINNINGS.iter().any(|beginning| bytes.trim_ascii_start().starts_with(beginning))
}

/// Seals a document. Takes about a second.
///
/// # Errors
/// `internal` when the system has no randomness.
pub(super) async fn seal(document: Secret<String>, passphrase: Secret<String>) -> Result<String, AppError> {
    aside(move || {
        let mut recipient = age::scrypt::Recipient::new(SecretString::from(passphrase.expose().as_str()));
        recipient.set_work_factor(WORK);
        age::encrypt_and_armor(&recipient, document.expose().as_bytes())
            .map_err(|error| AppError::new(ErrorCode::Internal).because(error))
    })
    .await
}

/// Opens a sealed document.
///
/// # Errors
/// `passphrase_wrong`, also for a damaged file; `invalid_input` for one whose work factor is out of bounds.
pub(super) async fn open(sealed: Secret<Vec<u8>>, passphrase: Secret<String>) -> Result<Secret<Vec<u8>>, AppError> {
    aside(move || {
        let mut identity = age::scrypt::Identity::new(SecretString::from(passphrase.expose().as_str()));
        identity.set_max_work_factor(MOST_WORK);
        age::decrypt(&identity, sealed.expose().trim_ascii_start()).map(Secret::new).map_err(|error| match error {
            age::DecryptError::ExcessiveWork { .. } => {
                AppError::invalid(vec![Issue::new("file", IssueCode::SealTooStrong)])
            }
            _ => AppError::new(ErrorCode::PassphraseWrong).on("passphrase"),
        })
    })
    .await
}

/// Runs what takes long away from the threads that answer.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> Result<T, AppError> + Send + 'static) -> Result<T, AppError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|error| Err(AppError::new(ErrorCode::Internal).because(error)))
}
