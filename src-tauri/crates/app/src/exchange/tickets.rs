//! What was read between the two calls of an import or of a template: it stays here under a ticket, because it may hold
//! secrets, which the page never gets.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use headwater_model::{AppError, ErrorCode, random_hex};

/// Documents that are kept; older ones are forgotten.
const KEPT: usize = 4;
/// How long one is kept.
const LIFE: Duration = Duration::from_secs(3_600);

/// Documents by ticket, oldest first.
pub(crate) struct Tickets<T> {
    all: Mutex<VecDeque<(String, Instant, Arc<T>)>>,
}

impl<T> Default for Tickets<T> {
    fn default() -> Self {
        Self { all: Mutex::default() }
    }
}

impl<T> Tickets<T> {
    fn all(&self) -> MutexGuard<'_, VecDeque<(String, Instant, Arc<T>)>> {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|(_, since, _)| since.elapsed() < LIFE);
        all
    }

    /// Keeps a document; the answer is its ticket.
    pub(super) fn keep(&self, document: T) -> String {
        let ticket = random_hex();
        self.put(&ticket, document);
        ticket
    }

    /// Keeps a document in the place of the one with this ticket.
    pub(super) fn put(&self, ticket: &str, document: T) {
        self.forget(ticket);
        let mut all = self.all();
        all.push_back((ticket.to_owned(), Instant::now(), Arc::new(document)));
        if all.len() > KEPT {
            all.pop_front();
        }
    }

    /// The document with this ticket.
    ///
    /// # Errors
    /// `import_gone`.
    pub(super) fn get(&self, ticket: &str) -> Result<Arc<T>, AppError> {
        let found = self.all().iter().find(|(kept, ..)| kept == ticket).map(|(.., document)| Arc::clone(document));
        found.ok_or_else(|| AppError::new(ErrorCode::ImportGone).on("ticket"))
    }

    pub(super) fn forget(&self, ticket: &str) {
        self.all().retain(|(kept, ..)| kept != ticket);
    }
}
