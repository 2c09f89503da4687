//! The one command, and the data folder behind it. A folder that cannot be opened is no crash: every call tries again and is
//! answered with the reason, which the page shows.

use std::sync::Arc;
use std::time::Duration;

use headwater_app::{App, CLEARED_AFTER, Caller, KeychainChoice, OpenOptions, Shell};
use headwater_model::AppError;
use serde_json::Value;
use tauri::ipc::{Channel, Response};
use tauri::{AppHandle, State};
use tokio::sync::OnceCell;

use crate::window;

/// Recovery waits so long after the folder was opened, so that it never delays the first paint.
const RECOVERY: Duration = Duration::from_secs(2);

/// The way from the page to the application.
pub struct Bridge {
    app: OnceCell<Arc<App>>,
}

impl Bridge {
    /// A way to an application that is not open yet.
    pub const fn new() -> Self {
        Self { app: OnceCell::const_new() }
    }

    async fn app(&self) -> Result<Arc<App>, AppError> {
        self.app.get_or_try_init(open).await.cloned()
    }

    /// Opens the data folder before the page asks for anything.
    pub async fn read_ahead(self: Arc<Self>) {
        if let Ok(app) = self.app().await {
            app.read_ahead().await;
        }
    }

    /// Closes the data folder, if it is open.
    pub async fn close(&self) {
        if let Some(app) = self.app.get() {
            app.close().await;
        }
    }
}

/// Opens the data folder; what a killed process left in it is mended a little later.
async fn open() -> Result<Arc<App>, AppError> {
    let app = App::open(options()).await?;
    let opened = Arc::clone(&app);
    tokio::spawn(async move {
        tokio::time::sleep(RECOVERY).await;
        opened.start_recovery();
    });
    Ok(app)
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
) -> Result<Response, AppError> {
    let app = match bridge.app().await {
        Ok(app) => app,
        // The doctor can still say what is to be done.
        Err(why) => return headwater_app::rescue(&options(), why, &name, request).await.map(Response::new),
    };
    // The page may be gone; progress has nobody else to go to.
    let events = Arc::new(move |event| drop(events.send(event)));
    let answer = headwater_app::answer(&app, &name, request, Caller { call, events }).await?;
    window::follow_settings(&shell, &name, &answer);
    Ok(Response::new(answer))
}
