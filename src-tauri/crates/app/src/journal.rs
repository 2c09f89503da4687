//! Recovery: whatever happened to a process, every keychain item is named by a row until its deletion is confirmed.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use headwater_model::{AppError, KeychainState, Timestamp, random_hex};
use headwater_vault::KeychainError;

use crate::App;
use crate::errors::store_error;

/// How long the row of a write that was given up stays, in milliseconds: a killed client's request may still be inside the
/// keychain's daemon, and an item that arrives late must have a row that names it.
const HOLD: i64 = 60_000;
/// How many references are announced ahead at a time.
const AHEAD: usize = 32;
/// Longest time that a save which is done already spends on what it has retired.
const SWEEPING: Duration = Duration::from_secs(2);
/// Longest time that a command that is over spends on what others have left.
const TIDYING: Duration = Duration::from_secs(1);

/// References of saves that failed and whose rows could not be given up either, on a full disk for example. The process
/// that wrote them lives, so nobody else would ever do it.
#[derive(Default)]
pub(crate) struct GivenUp(Mutex<Vec<String>>);

impl GivenUp {
    fn keep(&self, references: Vec<String>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend(references);
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// References that are announced ahead, so that saves of many wait for the disk once in a while instead of each.
#[derive(Default)]
pub(crate) struct Announced(Mutex<Vec<String>>);

impl Announced {
    /// So many, when there are as many.
    fn take(&self, count: usize) -> Option<Vec<String>> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let rest = all.len().checked_sub(count)?;
        Some(all.split_off(rest))
    }
}

/// The end of a hold that begins now.
fn held_from_now() -> i64 {
    Timestamp::now().0 + HOLD
}

impl App {
    /// Gives up the items of a save that failed; now, or as soon as the database can be written again.
    pub(crate) async fn abandon(&self, references: Vec<String>) {
        if !references.is_empty() && self.store.abandon_items(&references, held_from_now()).await.is_err() {
            self.given_up.keep(references);
        }
    }

    /// References for items of one save of many, announced already (T1). `None` where the ordinary announcement is to be made.
    pub(crate) async fn announced_ahead(&self, count: usize) -> Result<Option<Vec<String>>, AppError> {
        if count == 0 || self.keychains.for_writing().await? {
            return Ok(None);
        }
        if let Some(found) = self.announced.take(count) {
            return Ok(Some(found));
        }
        let fresh: Vec<String> = (0..AHEAD.max(count)).map(|_| random_hex()).collect();
        let owner = self.owner.claim()?;
        self.store.announce_items(&fresh, owner, false, Timestamp::now().0).await.map_err(store_error)?;
        self.announced.0.lock().unwrap_or_else(PoisonError::into_inner).extend(fresh);
        Ok(self.announced.take(count))
    }

    /// Ends saves of many: takes back what was announced and not used, waits for the disk, and sweeps.
    ///
    /// # Errors
    /// The database's: what was saved may not survive a power cut.
    pub(crate) async fn settle(&self) -> Result<(), AppError> {
        let left = std::mem::take(&mut *self.announced.0.lock().unwrap_or_else(PoisonError::into_inner));
        if !left.is_empty() && self.store.withdraw_items(&left).await.is_err() {
            self.given_up.keep(left);
        }
        self.store.settle().await.map_err(store_error)?;
        self.sweep().await;
        Ok(())
    }

    /// Gives up what gone processes were writing, then sweeps. Failures wait for the next time.
    pub(crate) async fn recover(&self) {
        self.abandon(self.given_up.take()).await;
        for owner in self.store.writing_owners().await.unwrap_or_default() {
            if self.owner.is_gone(&owner) && self.store.abandon_owner(&owner, held_from_now()).await.is_ok() {
                self.owner.forget(&owner);
            }
        }
        self.sweep_all().await;
    }

    /// Recovers and makes the daily backup where the keychain was used just now and answered: for a program that ends soon
    /// and cannot do it in the background. Touches nothing otherwise, and takes no more than a second.
    pub async fn tidy(&self) {
        if self.keychains.known() == KeychainState::Ready {
            let work = async {
                self.expire(Timestamp::now().0).await;
                self.recover().await;
                self.back_up_daily().await;
            };
            let _ = tokio::time::timeout(TIDYING, work).await;
        }
    }

    /// As [`Self::sweep_all`], for a call that a person waits for: a slow keychain deletes the rest later.
    pub(crate) async fn sweep(&self) {
        let _ = tokio::time::timeout(SWEEPING, self.sweep_all()).await;
    }

    /// Deletes dead items, then their rows where no late write is to be feared. An item that the keychain does not let go
    /// stays dead and is tried again.
    async fn sweep_all(&self) {
        let _ = self.store.shorten_holds(held_from_now()).await;
        let dead = self.store.dead_items().await.unwrap_or_default();
        // A save of many may be ahead of the disk: after a power cut its sides would point to these items again.
        if dead.is_empty() || self.store.settle().await.is_err() {
            return;
        }
        for (reference, in_session) in dead {
            match self.keychains.delete(&reference, in_session).await {
                Ok(()) => drop(self.store.forget_item(&reference, Timestamp::now().0).await),
                // One item that is stuck does not keep the others; a keychain that is out of reach keeps them all.
                Err(KeychainError::Failed(_)) => {}
                Err(_) => break,
            }
        }
    }

    /// Items of this data folder that no row knows; `None` when the keychain cannot list them now.
    pub(crate) async fn orphans(&self) -> Result<Option<Vec<String>>, AppError> {
        match self.keychains.references().await {
            Ok(items) => self.unknown(items).await.map(Some),
            Err(_) => Ok(None),
        }
    }

    /// Of `items`, which were listed before, those that no row knows.
    pub(crate) async fn unknown(&self, items: Vec<String>) -> Result<Vec<String>, AppError> {
        let known: HashSet<String> = self.store.known_items().await.map_err(store_error)?.into_iter().collect();
        Ok(items.into_iter().filter(|item| !known.contains(item)).collect())
    }
}
