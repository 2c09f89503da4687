//! A keychain that fails when told to: for tests of what happens then.

use std::sync::{Mutex, PoisonError};

use headwater_model::KeychainState;
use zeroize::Zeroizing;

use crate::{Keychain, KeychainError, SessionKeychain};

/// An operation of a keychain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// [`Keychain::set`].
    Set,
    /// [`Keychain::get`].
    Get,
    /// [`Keychain::delete`].
    Delete,
}

struct Fault {
    operation: Operation,
    after: usize,
    error: KeychainError,
}

/// Behaves like a working keychain until the fault that was set strikes, and then at every call of that operation.
#[derive(Default)]
pub struct FaultyKeychain {
    inner: SessionKeychain,
    fault: Mutex<Option<Fault>>,
}

impl FaultyKeychain {
    /// From now on `operation` fails with `error` after `after` more successes.
    pub fn fail(&self, operation: Operation, after: usize, error: KeychainError) {
        *self.fault.lock().unwrap_or_else(PoisonError::into_inner) = Some(Fault { operation, after, error });
    }

    /// Works again.
    pub fn heal(&self) {
        *self.fault.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn strike(&self, operation: Operation) -> Result<(), KeychainError> {
        match self.fault.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
            Some(fault) if fault.operation == operation && fault.after == 0 => Err(fault.error.clone()),
            Some(fault) if fault.operation == operation => {
                fault.after -= 1;
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

impl Keychain for FaultyKeychain {
    fn set(&self, account: &str, value: &[u8]) -> Result<(), KeychainError> {
        self.strike(Operation::Set)?;
        self.inner.set(account, value)
    }

    fn get(&self, account: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeychainError> {
        self.strike(Operation::Get)?;
        self.inner.get(account)
    }

    fn delete(&self, account: &str) -> Result<(), KeychainError> {
        self.strike(Operation::Delete)?;
        self.inner.delete(account)
    }

    fn accounts(&self, prefix: &str) -> Result<Vec<String>, KeychainError> {
        self.inner.accounts(prefix)
    }

    fn state(&self) -> KeychainState {
        match self.strike(Operation::Get) {
            Ok(()) => KeychainState::Ready,
            Err(KeychainError::Absent) => KeychainState::Absent,
            Err(_) => KeychainState::Locked,
        }
    }
}
