//! Secrets from pasted URLs, kept in memory under a ticket until a save uses them: the UI that pasted them gets the ticket,
//! never the value. One that nobody saves is forgotten after an hour.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use headwater_model::{Secret, random_hex};

/// Tickets kept; older ones are forgotten.
const KEPT: usize = 64;
/// How long a ticket is good: longer than a form is usually open.
const LIFE: Duration = Duration::from_secs(3_600);

struct Ticket {
    name: String,
    value: Secret<String>,
    since: Instant,
}

/// Values by ticket, oldest first.
#[derive(Default)]
pub(crate) struct Held {
    tickets: Mutex<VecDeque<Ticket>>,
}

impl Held {
    /// Keeps a value and returns its ticket.
    pub(crate) fn keep(&self, value: Secret<String>) -> String {
        let name = random_hex();
        let mut tickets = self.tickets();
        tickets.push_back(Ticket { name: name.clone(), value, since: Instant::now() });
        if tickets.len() > KEPT {
            tickets.pop_front();
        }
        name
    }

    /// The value of a ticket; it stays, so that a form can be tested and then saved.
    pub(crate) fn get(&self, name: &str) -> Option<Secret<String>> {
        self.tickets().iter().find(|ticket| ticket.name == name).map(|ticket| ticket.value.clone())
    }

    /// Forgets a ticket: the value is in the vault now.
    pub(crate) fn forget(&self, name: &str) {
        self.tickets().retain(|ticket| ticket.name != name);
    }

    /// All that are still good.
    fn tickets(&self) -> MutexGuard<'_, VecDeque<Ticket>> {
        let mut tickets = self.tickets.lock().unwrap_or_else(PoisonError::into_inner);
        tickets.retain(|ticket| ticket.since.elapsed() < LIFE);
        tickets
    }
}
