//! Which keychain is used, and what is known about it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use headwater_model::{AppError, KeychainState};
use headwater_vault::{KeychainError, OsKeychain, SessionKeychain, Slots, Vault, VaultError};

use crate::KeychainChoice;
use crate::errors::{keychain_error, vault_error};

/// The vaults of a data folder: the real one, and memory where a window may fall back to it.
pub(crate) struct Keychains {
    real: Vault,
    session: Option<Vault>,
    seen: AtomicU8,
}

const STATES: [KeychainState; 4] =
    [KeychainState::Unknown, KeychainState::Ready, KeychainState::Locked, KeychainState::Absent];

impl Keychains {
    pub(crate) fn new(choice: KeychainChoice, folder: &str) -> Self {
        let vault = |keychain| Vault::new(keychain, folder.to_owned());
        let (real, session) = match choice {
            KeychainChoice::SystemOrSession => {
                (vault(Arc::new(OsKeychain::new())), Some(vault(Arc::new(SessionKeychain::default()))))
            }
            KeychainChoice::SystemOnly => (vault(Arc::new(OsKeychain::new())), None),
            KeychainChoice::Given(keychain) => (vault(keychain), None),
        };
        Self { real, session, seen: AtomicU8::new(0) }
    }

    /// What is known, without asking.
    pub(crate) fn known(&self) -> KeychainState {
        STATES.get(self.seen.load(Ordering::Relaxed) as usize).copied().unwrap_or(KeychainState::Unknown)
    }

    /// Asks the keychain.
    pub(crate) async fn look(&self) -> KeychainState {
        let state = self.real.state().await;
        self.remember(state);
        state
    }

    /// As [`Self::look`], and tries to write: for the doctor, who is asked.
    pub(crate) async fn examine(&self) -> KeychainState {
        if self.look().await == KeychainState::Ready && self.real.trial().await.is_err() {
            self.remember(KeychainState::Locked);
        }
        self.known()
    }

    fn remember(&self, state: KeychainState) {
        let index = STATES.iter().position(|known| *known == state).unwrap_or_default();
        self.seen.store(u8::try_from(index).unwrap_or_default(), Ordering::Relaxed);
    }

    /// Remembers what a refusal says about the keychain.
    pub(crate) fn noticed(&self, error: &KeychainError) {
        match error {
            KeychainError::Absent => self.remember(KeychainState::Absent),
            KeychainError::Locked => self.remember(KeychainState::Locked),
            KeychainError::Silent(_) | KeychainError::Failed(_) => {}
        }
    }

    /// The vault that new items go to, and whether it lives in memory only.
    pub(crate) async fn for_writing(&self) -> Result<(&Vault, bool), AppError> {
        match (self.look().await, &self.session) {
            (KeychainState::Ready, _) => Ok((&self.real, false)),
            (KeychainState::Absent, Some(session)) => Ok((session, true)),
            (KeychainState::Absent, None) => Err(keychain_error(&KeychainError::Absent)),
            _ => Err(keychain_error(&KeychainError::Locked)),
        }
    }

    /// Reads an item from where it was written.
    pub(crate) async fn get(
        &self,
        reference: &str,
        sealed: Option<&[u8]>,
        in_session: bool,
    ) -> Result<Option<Slots>, AppError> {
        let vault = if in_session { self.session.as_ref().unwrap_or(&self.real) } else { &self.real };
        let got = vault.get(reference, sealed).await;
        match &got {
            Ok(_) if !in_session => self.remember(KeychainState::Ready),
            Err(VaultError::Keychain(error)) => self.noticed(error),
            _ => {}
        }
        got.map_err(|error| vault_error(&error))
    }

    /// Deletes an item from where it was written. One that lived in a process's memory is gone with that process.
    pub(crate) async fn delete(&self, reference: &str, in_session: bool) -> Result<(), KeychainError> {
        match &self.session {
            Some(session) if in_session => session.delete(reference).await,
            None if in_session => Ok(()),
            _ => self.real.delete(reference).await,
        }
    }

    /// References of every item of this data folder in the real keychain.
    pub(crate) async fn references(&self) -> Result<Vec<String>, KeychainError> {
        self.real.references().await
    }
}
