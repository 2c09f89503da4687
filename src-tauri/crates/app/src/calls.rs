//! Running calls that can be cancelled.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use headwater_model::AppError;
use tokio_util::sync::CancellationToken;

use crate::Cx;
use crate::wire::{CallCancelRequest, Empty};

/// Tokens by the caller's id.
#[derive(Default)]
pub(crate) struct Calls {
    running: Mutex<HashMap<String, CancellationToken>>,
}

impl Calls {
    fn running(&self) -> MutexGuard<'_, HashMap<String, CancellationToken>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Registers a call until the guard is dropped.
    pub(crate) fn enter<'a>(&'a self, call: &str) -> Running<'a> {
        let token = CancellationToken::new();
        self.running().insert(call.to_owned(), token.clone());
        Running { calls: self, call: call.to_owned(), token }
    }

    pub(crate) fn cancel_all(&self) {
        self.running().values().for_each(CancellationToken::cancel);
    }
}

/// A registered call.
pub(crate) struct Running<'a> {
    calls: &'a Calls,
    call: String,
    pub(crate) token: CancellationToken,
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.calls.running().remove(&self.call);
    }
}

/// Cancels a running call; one that has ended is not an error.
pub(crate) async fn cancel(cx: &Cx, request: CallCancelRequest) -> Result<Empty, AppError> {
    if let Some(token) = cx.calls.running().get(&request.call) {
        token.cancel();
    }
    Ok(Empty {})
}
