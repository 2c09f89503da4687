use headwater_model::KeychainState;
use zeroize::Zeroizing;

/// Why the keychain did not do what was asked. Never holds a secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeychainError {
    /// There is none.
    #[error("no keychain answers")]
    Absent,
    /// It exists and is locked, or nobody answered its prompt.
    #[error("the keychain is locked")]
    Locked,
    /// It did not answer in time.
    #[error("the keychain did not answer within {0} s")]
    Silent(u64),
    /// Anything else, in its own words.
    #[error("{0}")]
    Failed(String),
}

/// A place that keeps small secrets by account name. Calls block: run them off the async threads.
pub trait Keychain: Send + Sync {
    /// Writes or overwrites an item.
    ///
    /// # Errors
    /// The keychain is absent, locked, or refused.
    fn set(&self, account: &str, value: &[u8]) -> Result<(), KeychainError>;

    /// Reads an item; `None` when there is none.
    ///
    /// # Errors
    /// As [`Self::set`].
    fn get(&self, account: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeychainError>;

    /// Deletes an item; an absent one counts as deleted.
    ///
    /// # Errors
    /// As [`Self::set`].
    fn delete(&self, account: &str) -> Result<(), KeychainError>;

    /// Accounts of this service that begin with `prefix`, for the doctor.
    ///
    /// # Errors
    /// As [`Self::set`]; stores that cannot enumerate say so.
    fn accounts(&self, prefix: &str) -> Result<Vec<String>, KeychainError>;

    /// Asks the keychain how it is, without changing it.
    fn state(&self) -> KeychainState;
}
