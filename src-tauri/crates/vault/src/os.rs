//! The operating system's keychain through `keyring`: Secret Service, macOS Keychain, Windows Credential Manager.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use headwater_model::KeychainState;
use keyring_core::{Entry, Error};
use zeroize::Zeroizing;

use crate::{Keychain, KeychainError};

/// Every item's service attribute.
const SERVICE: &str = "headwater";

/// The system's keychain. Opened at first use: opening it costs tens of milliseconds and may prompt.
#[derive(Debug, Default)]
pub struct OsKeychain {
    opened: Mutex<bool>,
}

impl OsKeychain {
    /// A handle; touches nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Runs `work` on an open store. A store that lost its service (the daemon restarted, or came up late) is built again
    /// once, because the front of `keyring` remembers a missing store for the life of the process.
    fn with_store<T>(&self, work: impl Fn() -> Result<T, Error>) -> Result<T, KeychainError> {
        let mut opened = self.lock();
        if !*opened {
            open_store().map_err(|error| explain(&error))?;
            *opened = true;
        }
        let outcome = work().or_else(|error| match error {
            Error::NoDefaultStore | Error::PlatformFailure(_) => {
                *opened = false;
                open_store()?;
                *opened = true;
                work()
            }
            other => Err(other),
        });
        drop(opened);
        outcome.map_err(|error| explain(&error))
    }

    fn lock(&self) -> MutexGuard<'_, bool> {
        self.opened.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Keychain for OsKeychain {
    fn set(&self, account: &str, value: &[u8]) -> Result<(), KeychainError> {
        self.with_store(|| Entry::new(SERVICE, account)?.set_secret(value))
    }

    fn get(&self, account: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeychainError> {
        self.with_store(|| match Entry::new(SERVICE, account)?.get_secret() {
            Ok(value) => Ok(Some(Zeroizing::new(value))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(error),
        })
    }

    fn delete(&self, account: &str) -> Result<(), KeychainError> {
        self.with_store(|| match Entry::new(SERVICE, account)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(error),
        })
    }

    fn accounts(&self, prefix: &str) -> Result<Vec<String>, KeychainError> {
        self.with_store(|| {
            let found = Entry::search(&HashMap::from([("service", SERVICE)]))?;
            Ok(found
                .iter()
                .filter_map(Entry::get_specifiers)
                .map(|(_, account)| account)
                .filter(|account| account.starts_with(prefix))
                .collect())
        })
    }

    #[cfg(all(unix, not(target_os = "macos")))]
    fn state(&self) -> KeychainState {
        match is_locked() {
            Ok(false) => KeychainState::Ready,
            Err(secret_service::Error::Unavailable) => KeychainState::Absent,
            Err(error) => match explain(&Error::PlatformFailure(Box::new(error))) {
                KeychainError::Absent => KeychainState::Absent,
                _ => KeychainState::Locked,
            },
            Ok(true) => KeychainState::Locked,
        }
    }

    /// Reads an item that cannot exist: the cheapest call that needs a working, unlocked store.
    #[cfg(not(all(unix, not(target_os = "macos"))))]
    fn state(&self) -> KeychainState {
        match self.get("doctor/state") {
            Ok(_) => KeychainState::Ready,
            Err(KeychainError::Absent) => KeychainState::Absent,
            Err(_) => KeychainState::Locked,
        }
    }
}

/// Asks the Secret Service for a property of the collection that items go to: a locked one answers "no such item" to whoever
/// reads one that does not exist, so reading tells nothing. Where there is no collection yet it is an error: every write
/// would be refused.
#[cfg(all(unix, not(target_os = "macos")))]
fn is_locked() -> Result<bool, secret_service::Error> {
    let service = secret_service::blocking::SecretService::connect(secret_service::EncryptionType::Plain)?;
    let collection = service.get_default_collection()?;
    collection.is_locked()
}

#[cfg(all(unix, not(target_os = "macos")))]
fn open_store() -> Result<(), Error> {
    keyring_core::set_default_store(zbus_secret_service_keyring_store::Store::new()?);
    Ok(())
}

/// On the other systems the front of `keyring` chooses and installs the store.
#[cfg(not(all(unix, not(target_os = "macos"))))]
fn open_store() -> Result<(), Error> {
    keyring::Entry::new(SERVICE, "doctor/state").map(|_| ())
}

/// Never formats the error itself: some variants carry the secret's bytes.
fn explain(error: &Error) -> KeychainError {
    match error {
        Error::NoDefaultStore => KeychainError::Absent,
        Error::NoStorageAccess(_) => KeychainError::Locked,
        Error::PlatformFailure(cause) => {
            let words = cause.to_string();
            // No bus or no service on it: the same to a person as no keychain at all.
            let absent = [
                "ServiceUnknown",
                "no such file",
                "No such file",
                "Unavailable",
                "DBUS_SESSION_BUS_ADDRESS",
                "not provided by any",
            ];
            if absent.iter().any(|sign| words.contains(sign)) {
                KeychainError::Absent
            } else {
                KeychainError::Failed(words)
            }
        }
        Error::BadEncoding(_) | Error::BadDataFormat(..) => KeychainError::Failed("the item is damaged".to_owned()),
        Error::BadStoreFormat(reason) => KeychainError::Failed(reason.clone()),
        Error::TooLong(what, limit) => KeychainError::Failed(format!("{what} is longer than {limit}")),
        Error::Invalid(what, reason) => KeychainError::Failed(format!("{what}: {reason}")),
        Error::Ambiguous(items) => KeychainError::Failed(format!("{} items of one name", items.len())),
        Error::NotSupportedByStore(reason) => KeychainError::Failed(reason.clone()),
        Error::NoEntry => KeychainError::Failed("no such item".to_owned()),
        _ => KeychainError::Failed("an error without a name".to_owned()),
    }
}
