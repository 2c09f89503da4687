//! One item per configuration: all its secret slots as JSON, under a reference that is never used again.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use headwater_model::{KeychainState, Secret};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::{Keychain, KeychainError, seal};

/// Secrets by slot.
pub type Slots = BTreeMap<String, Secret<String>>;

/// Longest item, in bytes: Windows takes 2,560.
const ITEM: usize = 2_000;
/// Longest wait for one call of the keychain.
const PATIENCE: Duration = Duration::from_secs(30);

/// Why secrets could not be kept or had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// The keychain did not do what was asked.
    #[error(transparent)]
    Keychain(#[from] KeychainError),
    /// The item or its sealed body is not what was written.
    #[error("the stored secrets are damaged")]
    Damaged,
}

/// What was written besides the keychain item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The sealed body that the store must keep; `None` when the item holds everything.
    pub sealed: Option<Vec<u8>>,
}

/// The content of an item.
#[derive(Serialize, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
enum Item {
    Inline { v: u8, secrets: BTreeMap<String, String> },
    Sealed { v: u8, key: String },
}

/// Puts the secrets of configurations into a keychain and gets them back. Cheap to clone.
#[derive(Clone)]
pub struct Vault {
    keychain: Arc<dyn Keychain>,
    folder: String,
}

impl Vault {
    /// A vault whose accounts begin with the data folder's id.
    pub fn new(keychain: Arc<dyn Keychain>, folder: String) -> Self {
        Self { keychain, folder }
    }

    /// Writes `slots` under `reference` and reads the item back.
    ///
    /// # Errors
    /// The keychain refused, or gave back something else than was written.
    pub async fn put(&self, reference: &str, slots: &Slots) -> Result<Stored, VaultError> {
        let body = encode_slots(slots)?;
        let (item, sealed) = if body.len() <= ITEM {
            (body, None)
        } else {
            let key = seal::fresh_key().ok_or(VaultError::Damaged)?;
            let sealed = seal::seal(&key, &self.account(reference), &body).ok_or(VaultError::Damaged)?;
            (encode(&Item::Sealed { v: 1, key: BASE64.encode(key.as_slice()) })?, Some(sealed))
        };
        let account = self.account(reference);
        let waiting = Arc::new(AtomicBool::new(true));
        let waited_for = Arc::clone(&waiting);
        let back = self
            .run(move |keychain| {
                keychain.set(&account, &item)?;
                if !waited_for.load(Ordering::Acquire) {
                    // The save was given up while a prompt stood open: nobody names this item any more.
                    keychain.delete(&account)?;
                    return Ok(false);
                }
                Ok(keychain.get(&account)?.is_some_and(|back| back == item))
            })
            .await
            .inspect_err(|_| waiting.store(false, Ordering::Release))?;
        if back { Ok(Stored { sealed }) } else { Err(VaultError::Damaged) }
    }

    /// The secrets under `reference`; `None` when the keychain has no such item.
    ///
    /// # Errors
    /// The keychain refused, or the item is damaged.
    pub async fn get(&self, reference: &str, sealed: Option<&[u8]>) -> Result<Option<Slots>, VaultError> {
        let account = self.account(reference);
        let Some(bytes) = self.run(move |keychain| keychain.get(&account)).await? else { return Ok(None) };
        match serde_json::from_slice(&bytes).map_err(|_| VaultError::Damaged)? {
            Item::Inline { secrets, .. } => Ok(Some(wrap(secrets))),
            Item::Sealed { key, .. } => {
                let key = Zeroizing::new(BASE64.decode(Zeroizing::new(key)).map_err(|_| VaultError::Damaged)?);
                let sealed = sealed.ok_or(VaultError::Damaged)?;
                let body = seal::open(&key, &self.account(reference), sealed).ok_or(VaultError::Damaged)?;
                match serde_json::from_slice(&body) {
                    Ok(Item::Inline { secrets, .. }) => Ok(Some(wrap(secrets))),
                    _ => Err(VaultError::Damaged),
                }
            }
        }
    }

    /// Deletes the item of `reference`; an absent one counts as deleted.
    ///
    /// # Errors
    /// The keychain refused.
    pub async fn delete(&self, reference: &str) -> Result<(), KeychainError> {
        let account = self.account(reference);
        self.run(move |keychain| keychain.delete(&account)).await
    }

    /// References of every item of this data folder, for the doctor.
    ///
    /// # Errors
    /// The keychain refused or cannot enumerate.
    pub async fn references(&self) -> Result<Vec<String>, KeychainError> {
        let prefix = format!("{}/", self.folder);
        let length = prefix.len();
        let accounts = self.run(move |keychain| keychain.accounts(&prefix)).await?;
        Ok(accounts.into_iter().map(|account| account[length..].to_owned()).collect())
    }

    /// Writes, reads and deletes an item that no configuration owns: a keychain without a collection lets itself be read
    /// and refuses every write.
    ///
    /// # Errors
    /// What the keychain refused.
    pub async fn trial(&self) -> Result<(), KeychainError> {
        // One account for every trial: a refused delete leaves one item behind, which the next trial removes. The trial of
        // another process may take this one's item away, but not every time.
        const ACCOUNT: &str = "doctor/trial";
        const ATTEMPTS: usize = 3;
        self.run(move |keychain| {
            for _ in 0..ATTEMPTS {
                keychain.set(ACCOUNT, b"trial")?;
                let back = keychain.get(ACCOUNT)?;
                keychain.delete(ACCOUNT)?;
                if back.is_some_and(|value| value.as_slice() == b"trial") {
                    return Ok(());
                }
            }
            Err(KeychainError::Failed("what was written did not come back".to_owned()))
        })
        .await
    }

    /// How the keychain is now.
    pub async fn state(&self) -> KeychainState {
        self.run(|keychain| Ok(keychain.state())).await.unwrap_or(KeychainState::Locked)
    }

    fn account(&self, reference: &str) -> String {
        format!("{}/{reference}", self.folder)
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&dyn Keychain) -> Result<T, KeychainError> + Send + 'static,
    ) -> Result<T, KeychainError> {
        let keychain = Arc::clone(&self.keychain);
        let task = tokio::task::spawn_blocking(move || work(keychain.as_ref()));
        match tokio::time::timeout(PATIENCE, task).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(_stopped)) => Err(KeychainError::Failed("the call was stopped".to_owned())),
            Err(_elapsed) => Err(KeychainError::Silent(PATIENCE.as_secs())),
        }
    }
}

fn wrap(secrets: BTreeMap<String, String>) -> Slots {
    secrets.into_iter().map(|(slot, value)| (slot, Secret::new(value))).collect()
}

/// Borrowed twin of [`Item::Inline`], so that encoding makes no copy of a secret.
#[derive(Serialize)]
struct InlineRef<'a> {
    v: u8,
    secrets: BTreeMap<&'a str, &'a str>,
}

fn encode_slots(slots: &Slots) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let secrets = slots.iter().map(|(slot, secret)| (slot.as_str(), secret.expose().as_str())).collect();
    encode(&InlineRef { v: 1, secrets })
}

fn encode(item: &impl Serialize) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    serde_json::to_vec(item).map(Zeroizing::new).map_err(|_| VaultError::Damaged)
}
