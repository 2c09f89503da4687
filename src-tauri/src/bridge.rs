//! The one command, and the data folder behind it. A folder that cannot be opened is no crash: every call is answered with
//! the reason, and the page shows it.

use std::sync::Arc;
use std::time::Duration;

use headwater_app::{App, Caller, KeychainChoice, OpenOptions};
use headwater_model::AppError;
use serde_json::Value;
use tauri::ipc::Channel;
use tauri::{AppHandle, State};
use tokio::sync::{Notify, OnceCell};

use crate::window;

/// Recovery waits for the first answer, so that it never delays the first paint, but no longer than this.
const RECOVERY: Duration = Duration::from_secs(2);

/// The way from the page to the application.
#[derive(Default)]
pub struct Bridge {
    app: OnceCell<Result<Arc<App>, AppError>>,
    answered: Notify,
}

impl Bridge {
    async fn app(&self) -> Result<Arc<App>, AppError> {
        let options = OpenOptions { home: None, keychain: KeychainChoice::SystemOrSession };
        self.app.get_or_init(|| App::open(options)).await.clone()
    }

    /// Opens the data folder, then mends what a killed process left in it.
    pub async fn open_and_recover(self: Arc<Self>) {
        let Ok(app) = self.app().await else { return };
        let _ = tokio::time::timeout(RECOVERY, self.answered.notified()).await;
        app.start_recovery();
    }

    /// Closes the data folder, if it is open.
    pub async fn close(&self) {
        if let Some(Ok(app)) = self.app.get() {
            app.close().await;
        }
    }
}

/// Carries out one command of the table.
///
/// # Errors
/// What the command refuses.
#[tauri::command]
pub async fn call(
    shell: AppHandle,
    bridge: State<'_, Arc<Bridge>>,
    name: String,
    request: Value,
    call: String,
    events: Channel<Value>,
) -> Result<Value, AppError> {
    let app = bridge.app().await?;
    // The page may be gone; progress has nobody else to go to.
    let events = Arc::new(move |event| drop(events.send(event)));
    let answer = headwater_app::call(&app, &name, request, Caller { call, events }).await;
    bridge.answered.notify_one();
    if let Ok(answer) = &answer {
        window::follow_settings(&shell, &name, answer);
    }
    answer
}
