//! Secrets from pasted URLs, kept in memory under a ticket until a save or a test uses them: the UI that pasted them gets
//! the ticket, never the value.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use headwater_model::{Secret, random_hex};

/// Tickets kept; older ones are forgotten.
const KEPT: usize = 64;

/// Values by ticket, oldest first.
#[derive(Default)]
pub(crate) struct Held {
    values: Mutex<VecDeque<(String, Secret<String>)>>,
}

impl Held {
    /// Keeps a value and returns its ticket.
    pub(crate) fn keep(&self, value: Secret<String>) -> String {
        let ticket = random_hex();
        let mut values = self.values.lock().unwrap_or_else(PoisonError::into_inner);
        values.push_back((ticket.clone(), value));
        if values.len() > KEPT {
            values.pop_front();
        }
        ticket
    }

    /// The value of a ticket; it stays, so that a form can be tested and then saved.
    pub(crate) fn get(&self, ticket: &str) -> Option<Secret<String>> {
        let values = self.values.lock().unwrap_or_else(PoisonError::into_inner);
        values.iter().find(|(known, _)| known == ticket).map(|(_, value)| value.clone())
    }
}
