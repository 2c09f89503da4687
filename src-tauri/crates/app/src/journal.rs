//! Recovery: whatever happened to a process, every keychain item is named by a row until its deletion is confirmed.

use headwater_model::{AppError, Timestamp};
use headwater_vault::KeychainError;

use crate::App;
use crate::errors::store_error;

/// How long the row of a write that was given up stays, in milliseconds: a killed client's request may still be inside the
/// keychain's daemon, and an item that arrives late must have a row that names it.
const HOLD: i64 = 60_000;

/// The end of such a hold that begins now.
pub(crate) fn held_from_now() -> i64 {
    Timestamp::now().0 + HOLD
}

impl App {
    /// Gives up what gone processes were writing, then sweeps. Failures wait for the next time.
    pub(crate) async fn recover(&self) {
        for owner in self.store.writing_owners().await.unwrap_or_default() {
            if self.owner.is_gone(&owner) && self.store.abandon_owner(&owner, held_from_now()).await.is_ok() {
                self.owner.forget(&owner);
            }
        }
        self.sweep().await;
    }

    /// Deletes dead items, then their rows where no late write is to be feared. An item that the keychain does not let go stays dead and is tried again.
    pub(crate) async fn sweep(&self) {
        for (reference, in_session) in self.store.dead_items().await.unwrap_or_default() {
            match self.keychains.delete(&reference, in_session).await {
                Ok(()) => drop(self.store.forget_item(&reference, Timestamp::now().0).await),
                // One item that is stuck does not keep the others; a keychain that is out of reach keeps them all.
                Err(KeychainError::Failed(_)) => {}
                Err(_) => break,
            }
        }
    }

    /// Items of this data folder that no row knows.
    pub(crate) async fn orphans(&self) -> Result<Option<Vec<String>>, AppError> {
        // Items first: one that is written in between is then known.
        let Ok(items) = self.keychains.references().await else { return Ok(None) };
        let known = self.store.known_items().await.map_err(store_error)?;
        Ok(Some(items.into_iter().filter(|item| !known.contains(item)).collect()))
    }
}
