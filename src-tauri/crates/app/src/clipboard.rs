//! Secrets to the system's clipboard: from here, never through the page, and taken back after a while and at the end, unless
//! something else is there by then. Programs that keep what is copied are told not to keep this, where the system can.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use headwater_model::{AppError, ErrorCode, Secret};
use headwater_store::ActivityRecord;

use crate::Cx;
use crate::errors::store_error;
use crate::outside::{Shown, form_of};
use crate::wire::{Copied, Entered, FormCopyRequest, SecretCopyRequest};

/// How long a secret stays in the clipboard.
pub const CLEARED_AFTER: Duration = Duration::from_secs(30);

/// The clipboard of this process.
#[derive(Default)]
pub(crate) struct Clipboard {
    /// When what was put there is taken back; `None`: this shell has no clipboard, because it does not live long enough.
    after: Option<Duration>,
    put: Arc<Mutex<Put>>,
}

/// What was put there last.
#[derive(Default)]
struct Put {
    /// On X11 the clipboard is what this serves: it lives as long as the text.
    there: Option<(arboard::Clipboard, Secret<String>)>,
    /// Counts, so that an earlier text's time does not end a later one.
    turn: u64,
}

impl Clipboard {
    pub(crate) fn new(after: Option<Duration>) -> Self {
        Self { after, ..Self::default() }
    }

    /// Puts a text there for a while.
    ///
    /// # Errors
    /// `clipboard_absent`.
    async fn put(&self, text: Secret<String>) -> Result<Copied, AppError> {
        let after = self.after.ok_or_else(|| AppError::new(ErrorCode::ClipboardAbsent))?;
        let held = Arc::clone(&self.put);
        let turn = blocking(move || lock(&held).set(text)).await??;
        let held = Arc::clone(&self.put);
        tokio::spawn(async move {
            tokio::time::sleep(after).await;
            let _ = blocking(move || {
                let mut put = lock(&held);
                if put.turn == turn {
                    put.take_back();
                }
            })
            .await;
        });
        Ok(Copied { cleared_after_ms: u64::try_from(after.as_millis()).unwrap_or(u64::MAX) })
    }

    /// Takes back what is still there.
    pub(crate) async fn clear(&self) {
        let held = Arc::clone(&self.put);
        let _ = blocking(move || lock(&held).take_back()).await;
    }
}

impl Put {
    fn set(&mut self, text: Secret<String>) -> Result<u64, AppError> {
        let absent = |error: arboard::Error| AppError::new(ErrorCode::ClipboardAbsent).because(error);
        let mut board = match self.there.take() {
            Some((board, _)) => board,
            None => arboard::Clipboard::new().map_err(absent)?,
        };
        unrecorded(board.set()).text(text.expose().as_str()).map_err(absent)?;
        self.there = Some((board, text));
        self.turn += 1;
        Ok(self.turn)
    }

    fn take_back(&mut self) {
        if let Some((mut board, text)) = self.there.take()
            && board.get_text().is_ok_and(|there| there == *text.expose())
        {
            // Whoever took the clipboard in between has it.
            let _ = board.clear();
        }
    }
}

#[cfg(target_os = "macos")]
fn unrecorded(set: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtApple::exclude_from_history(set)
}

#[cfg(windows)]
fn unrecorded(set: arboard::Set<'_>) -> arboard::Set<'_> {
    use arboard::SetExtWindows as _;
    set.exclude_from_cloud().exclude_from_history().exclude_from_monitoring()
}

#[cfg(not(any(target_os = "macos", windows)))]
fn unrecorded(set: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtLinux::exclude_from_history(set)
}

fn lock(put: &Mutex<Put>) -> MutexGuard<'_, Put> {
    put.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
    tokio::task::spawn_blocking(work).await.map_err(|error| AppError::new(ErrorCode::Internal).because(error))
}

/// Copies one secret of a saved side.
pub(crate) async fn secret(cx: &Cx, request: SecretCopyRequest) -> Result<Copied, AppError> {
    let shown = Shown::of(cx, request.id, request.env).await?;
    let mut revealed = shown.reveal_stored(cx).await?;
    let value = revealed.slots.remove(&request.slot).ok_or_else(|| shown.no_secret(&request.slot))?;
    revealed.slots.clear();
    revealed.slots.insert(request.slot, value.clone());
    let record = shown.note(cx, &revealed, "secret_copied", None);
    copy(cx, value, &record).await
}

/// Copies a saved side in one form, with its secrets.
pub(crate) async fn form(cx: &Cx, request: FormCopyRequest) -> Result<Copied, AppError> {
    let (text, record) = form_of(cx, request.id, request.env, request.form, &Entered::new()).await?;
    copy(cx, text, &record).await
}

/// Told before it is done: nothing gets out untold.
async fn copy(cx: &Cx, text: Secret<String>, record: &ActivityRecord) -> Result<Copied, AppError> {
    if cx.clipboard.after.is_none() {
        return Err(AppError::new(ErrorCode::ClipboardAbsent));
    }
    cx.store.note(record).await.map_err(store_error)?;
    cx.clipboard.put(text).await
}
