//! A keychain that fails when told to: for tests of what happens then.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

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

#[derive(Default)]
struct Plan {
    faults: Vec<Fault>,
    delay: Duration,
    calls: usize,
    /// What [`Keychain::state`] answers; `None`: what reading would.
    seems: Option<KeychainState>,
}

/// Behaves like a working keychain until a fault that was set strikes, and then at every call of that operation.
#[derive(Default)]
pub struct FaultyKeychain {
    inner: SessionKeychain,
    plan: Mutex<Plan>,
}

impl FaultyKeychain {
    /// From now on `operation` fails with `error` after `after` more successes.
    pub fn fail(&self, operation: Operation, after: usize, error: KeychainError) {
        self.plan().faults.push(Fault { operation, after, error });
    }

    /// From now on every operation fails with `error`, as in a keychain that is locked or away.
    pub fn fail_all(&self, error: &KeychainError) {
        for operation in [Operation::Set, Operation::Get, Operation::Delete] {
            self.fail(operation, 0, error.clone());
        }
    }

    /// From now on it says that it is `state`, whatever happens: a locked Secret Service seems ready to whoever only looks.
    pub fn seem(&self, state: KeychainState) {
        self.plan().seems = Some(state);
    }

    /// From now on every call takes this long.
    pub fn slow_down(&self, delay: Duration) {
        self.plan().delay = delay;
    }

    /// Works again.
    pub fn heal(&self) {
        let calls = self.calls();
        *self.plan() = Plan { calls, ..Plan::default() };
    }

    /// How many calls it has had.
    pub fn calls(&self) -> usize {
        self.plan().calls
    }

    /// Every item, as a copy of the keychain's file would have them.
    pub fn snapshot(&self) -> BTreeMap<String, Vec<u8>> {
        let accounts = self.inner.accounts("").unwrap_or_default();
        let read = |account: String| Some((account.clone(), self.inner.get(&account).ok()??.to_vec()));
        accounts.into_iter().filter_map(read).collect()
    }

    /// Brings a snapshot back; what is not in it is gone.
    pub fn restore(&self, snapshot: &BTreeMap<String, Vec<u8>>) {
        for account in self.inner.accounts("").unwrap_or_default() {
            let _ = self.inner.delete(&account);
        }
        for (account, value) in snapshot {
            let _ = self.inner.set(account, value);
        }
    }

    fn plan(&self) -> MutexGuard<'_, Plan> {
        self.plan.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts a call and takes its time.
    fn begin(&self) {
        let mut plan = self.plan();
        plan.calls += 1;
        let delay = plan.delay;
        drop(plan);
        std::thread::sleep(delay);
    }

    fn strike(&self, operation: Operation) -> Result<(), KeychainError> {
        for fault in &mut self.plan().faults {
            if fault.operation == operation {
                if fault.after == 0 {
                    return Err(fault.error.clone());
                }
                fault.after -= 1;
            }
        }
        Ok(())
    }
}

impl Keychain for FaultyKeychain {
    fn set(&self, account: &str, value: &[u8]) -> Result<(), KeychainError> {
        self.begin();
        self.strike(Operation::Set)?;
        self.inner.set(account, value)
    }

    fn get(&self, account: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeychainError> {
        self.begin();
        self.strike(Operation::Get)?;
        self.inner.get(account)
    }

    fn delete(&self, account: &str) -> Result<(), KeychainError> {
        self.begin();
        self.strike(Operation::Delete)?;
        self.inner.delete(account)
    }

    fn accounts(&self, prefix: &str) -> Result<Vec<String>, KeychainError> {
        self.begin();
        self.strike(Operation::Get)?;
        self.inner.accounts(prefix)
    }

    fn state(&self) -> KeychainState {
        self.begin();
        if let Some(state) = self.plan().seems {
            return state;
        }
        match self.strike(Operation::Get) {
            Ok(()) => KeychainState::Ready,
            Err(KeychainError::Absent) => KeychainState::Absent,
            Err(_) => KeychainState::Locked,
        }
    }
}
