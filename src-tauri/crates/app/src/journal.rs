//! Recovery: whatever happened to a process, every keychain item is named by a row until its deletion is confirmed.

use headwater_model::AppError;

use crate::App;
use crate::errors::store_error;

impl App {
    /// Gives up what gone processes were writing, then sweeps. Failures wait for the next time.
    pub(crate) async fn recover(&self) {
        for owner in self.store.writing_owners().await.unwrap_or_default() {
            if self.owner.is_gone(&owner) && self.store.abandon_owner(&owner).await.is_ok() {
                self.owner.forget(&owner);
            }
        }
        self.sweep().await;
    }

    /// Deletes dead items, then their rows. An item that the keychain does not let go stays dead and is tried again.
    pub(crate) async fn sweep(&self) {
        for reference in self.store.dead_items().await.unwrap_or_default() {
            if self.keychains.delete(&reference).await.is_err() {
                break;
            }
            let _ = self.store.forget_item(&reference).await;
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
