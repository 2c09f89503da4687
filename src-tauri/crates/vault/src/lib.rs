//! Where secrets live: the operating system's keychain, and sealing for values too large for it.
//!
//! [`Keychain`] is the small synchronous trait with its stores: the system's, one for the session, and one that fails on
//! command for tests. [`Vault`] puts the secrets of one configuration into one item and gets them back. No SQL: which
//! items exist and which are live is the store's table, and only `app` uses both.

mod faulty;
mod keychain;
mod os;
mod seal;
mod session;
mod vault;

pub use faulty::{FaultyKeychain, Operation};
pub use keychain::{Keychain, KeychainError};
pub use os::OsKeychain;
pub use session::SessionKeychain;
pub use vault::{Slots, Stored, Vault, VaultError};
