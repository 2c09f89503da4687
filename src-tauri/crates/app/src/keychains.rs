//! Which keychain is used, and what is known about it. Every call that meets the keychain leaves what it noticed here, so
//! that the page shows what is so, not what was so at the start.

use std::collections::HashSet;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use headwater_model::{AppError, KeychainState};
use headwater_vault::{KeychainError, OsKeychain, SessionKeychain, Slots, Stored, Vault, VaultError};

use crate::errors::{keychain_error, vault_error};
use crate::{Cx, KeychainChoice};

/// A call that waits for the keychain longer than this says so.
const SLOW: Duration = Duration::from_millis(1_500);

impl Cx {
    /// Does what needs the keychain, and tells the caller once when it takes long.
    pub(crate) async fn with_keychain<T>(&self, work: impl Future<Output = T>) -> T {
        tokio::pin!(work);
        match tokio::time::timeout(SLOW, &mut work).await {
            Ok(done) => done,
            Err(_elapsed) => {
                (self.caller.events)(serde_json::json!({"waiting_for": "keychain"}));
                work.await
            }
        }
    }
}

/// The vaults of a data folder: the real one, and memory where a window may fall back to it.
pub(crate) struct Keychains {
    real: Vault,
    session: Option<Vault>,
    seen: AtomicU8,
    /// Why a trial was refused, while it is.
    refusal: Mutex<Option<KeychainError>>,
    absent: Mutex<HashSet<String>>,
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
        Self { real, session, seen: AtomicU8::new(0), refusal: Mutex::default(), absent: Mutex::default() }
    }

    /// What is known, without asking.
    pub(crate) fn known(&self) -> KeychainState {
        STATES.get(self.seen.load(Ordering::Relaxed) as usize).copied().unwrap_or(KeychainState::Unknown)
    }

    /// Asks the keychain. One that has refused a write is not believed before it has taken one: a locked keychain may answer
    /// whoever only looks.
    pub(crate) async fn look(&self) -> KeychainState {
        let refused = self.known() == KeychainState::Locked;
        let state = self.real.state().await;
        if state == KeychainState::Ready && refused {
            return self.examine_writing().await;
        }
        self.remember(state);
        state
    }

    /// As [`Self::look`], and tries to write: for the doctor, who is asked.
    pub(crate) async fn examine(&self) -> KeychainState {
        let state = self.real.state().await;
        if state == KeychainState::Ready {
            return self.examine_writing().await;
        }
        self.remember(state);
        state
    }

    async fn examine_writing(&self) -> KeychainState {
        let refusal = self.real.trial().await.err();
        self.remember(match &refusal {
            None => KeychainState::Ready,
            Some(KeychainError::Absent) => KeychainState::Absent,
            Some(_) => KeychainState::Locked,
        });
        *self.refusal.lock().unwrap_or_else(PoisonError::into_inner) = refusal;
        self.known()
    }

    /// Why it takes no items, as far as it is known: it may refuse without being locked.
    pub(crate) fn refusal(&self) -> KeychainError {
        self.refusal.lock().unwrap_or_else(PoisonError::into_inner).clone().unwrap_or(KeychainError::Locked)
    }

    fn remember(&self, state: KeychainState) {
        let index = STATES.iter().position(|known| *known == state).unwrap_or_default();
        self.seen.store(u8::try_from(index).unwrap_or_default(), Ordering::Relaxed);
    }

    /// Remembers what a refusal says about the keychain.
    fn noticed(&self, error: &KeychainError) {
        match error {
            KeychainError::Absent => self.remember(KeychainState::Absent),
            KeychainError::Locked => self.remember(KeychainState::Locked),
            KeychainError::Silent(_) | KeychainError::Failed(_) => {}
        }
    }

    /// Whether new items go to memory only. Fails where they can go nowhere.
    pub(crate) async fn for_writing(&self) -> Result<bool, AppError> {
        // One that answered is not asked again: the write itself says soon enough that it is gone.
        let state = match self.known() {
            KeychainState::Ready => KeychainState::Ready,
            _ => self.look().await,
        };
        match (state, &self.session) {
            (KeychainState::Ready, _) => Ok(false),
            (KeychainState::Absent, Some(_)) => Ok(true),
            (KeychainState::Absent, None) => Err(keychain_error(&KeychainError::Absent)),
            _ => Err(keychain_error(&self.refusal())),
        }
    }

    fn vault(&self, in_session: bool) -> &Vault {
        if in_session { self.session.as_ref().unwrap_or(&self.real) } else { &self.real }
    }

    /// Writes an item and reads it back.
    pub(crate) async fn put(&self, reference: &str, slots: &Slots, in_session: bool) -> Result<Stored, AppError> {
        let put = self.vault(in_session).put(reference, slots).await;
        if let Err(VaultError::Keychain(error)) = &put {
            self.noticed(error);
        }
        put.map_err(|error| vault_error(&error))
    }

    /// Reads an item from where it was written.
    pub(crate) async fn get(
        &self,
        reference: &str,
        sealed: Option<&[u8]>,
        in_session: bool,
    ) -> Result<Option<Slots>, AppError> {
        let got = self.vault(in_session).get(reference, sealed).await;
        match &got {
            // That an item is not there says nothing: a locked keychain does not show what it holds.
            Ok(Some(_)) if !in_session => self.remember(KeychainState::Ready),
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
            _ => self.real.delete(reference).await.inspect_err(|error| self.noticed(error)),
        }
    }

    /// References of every item of this data folder in the real keychain.
    pub(crate) async fn references(&self) -> Result<Vec<String>, KeychainError> {
        self.real.references().await.inspect_err(|error| self.noticed(error))
    }

    /// Remembers which items a keychain that answers does not have.
    pub(crate) fn note_absent(&self, reference: &str, absent: bool) {
        let mut known = self.absent();
        if absent {
            known.insert(reference.to_owned());
        } else {
            known.remove(reference);
        }
    }

    /// Whether the keychain is known not to have an item.
    pub(crate) fn is_absent(&self, reference: &str) -> bool {
        self.absent().contains(reference)
    }

    fn absent(&self) -> MutexGuard<'_, HashSet<String>> {
        self.absent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
