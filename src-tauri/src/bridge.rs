//! The one command, and the data folder behind it. A folder that cannot be opened is no crash: every call tries again and is
//! answered with the reason, which the page shows.

use std::sync::{Arc, Once};
use std::time::Duration;

use headwater_app::{App, CLEARED_AFTER, Caller, KeychainChoice, OpenOptions, Shell};
use headwater_model::AppError;
use serde_json::Value;
use tauri::ipc::Channel;
use tauri::{AppHandle, State};
use tokio::sync::OnceCell;

use crate::window;

/// Recovery waits for the first answer, so that it never delays the first paint, but no longer than this.
const RECOVERY: Duration = Duration::from_secs(2);

/// The way from the page to the application.
pub struct Bridge {
    app: OnceCell<Arc<App>>,
    recovery: Once,
}

impl Bridge {
    /// A way to an application that is not open yet.
    pub const fn new() -> Self {
        Self { app: OnceCell::const_new(), recovery: Once::new() }
    }

    async fn app(&self) -> Result<Arc<App>, AppError> {
        self.app.get_or_try_init(|| App::open(options())).await.cloned()
    }

    /// Opens the data folder, then mends what a killed process left in it.
    pub async fn open_and_recover(self: Arc<Self>) {
        if let Ok(app) = self.app().await {
            app.read_ahead().await;
            tokio::time::sleep(RECOVERY).await;
            self.recover(&app);
        }
    }

    fn recover(&self, app: &Arc<App>) {
        self.recovery.call_once(|| app.start_recovery());
    }

    /// Closes the data folder, if it is open.
    pub async fn close(&self) {
        if let Some(app) = self.app.get() {
            app.close().await;
        }
    }
}

fn options() -> OpenOptions {
    let (keychain, shell) = (KeychainChoice::SystemOrSession, Shell::Window);
    OpenOptions { home: None, keychain, shell, clipboard: Some(CLEARED_AFTER), allow_commands: true }
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
    let app = match bridge.app().await {
        Ok(app) => app,
        // The doctor can still say what is to be done.
        Err(why) => return headwater_app::rescue(&options(), why, &name, request).await,
    };
    // The page may be gone; progress has nobody else to go to.
    let events = Arc::new(move |event| drop(events.send(event)));
    let answer = headwater_app::call(&app, &name, request, Caller { call, events }).await;
    bridge.recover(&app);
    if let Ok(answer) = &answer {
        window::follow_settings(&shell, &name, answer);
    }
    answer
}
