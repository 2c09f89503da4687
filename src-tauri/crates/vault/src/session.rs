use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use headwater_model::KeychainState;
use zeroize::Zeroizing;

use crate::{Keychain, KeychainError};

/// Keeps secrets until the process ends: the window's store on a machine without a keychain. Never on disk.
#[derive(Default)]
pub struct SessionKeychain {
    items: Mutex<HashMap<String, Zeroizing<Vec<u8>>>>,
}

impl SessionKeychain {
    fn items(&self) -> MutexGuard<'_, HashMap<String, Zeroizing<Vec<u8>>>> {
        self.items.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Keychain for SessionKeychain {
    fn set(&self, account: &str, value: &[u8]) -> Result<(), KeychainError> {
        self.items().insert(account.to_owned(), Zeroizing::new(value.to_vec()));
        Ok(())
    }

    fn get(&self, account: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeychainError> {
        Ok(self.items().get(account).cloned())
    }

    fn delete(&self, account: &str) -> Result<(), KeychainError> {
        self.items().remove(account);
        Ok(())
    }

    fn accounts(&self, prefix: &str) -> Result<Vec<String>, KeychainError> {
        Ok(self.items().keys().filter(|account| account.starts_with(prefix)).cloned().collect())
    }

    fn state(&self) -> KeychainState {
        KeychainState::Absent
    }
}
