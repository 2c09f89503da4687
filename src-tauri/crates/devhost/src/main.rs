//! The command table over loopback HTTP and server-sent events, for UI tests and for a machine without a display. It serves
//! the same built page as the window, to one browser that was given a one-time address. Not packaged.

mod arguments;
mod calls;
mod door;
mod events;
mod pages;
mod refusal;

use std::alloc::System;
use std::future::IntoFuture;
use std::io::Read;
use std::net::Ipv4Addr;
use std::process::ExitCode;
use std::sync::{Arc, Once};
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::routing::{any, get, post};
use clap::Parser;
use headwater_app::{App, KeychainChoice, OpenOptions, Shell};
use headwater_model::AppError;
use tokio::net::TcpListener;
use tokio::sync::OnceCell;
use tokio_util::sync::CancellationToken;
use zeroizing_alloc::ZeroAlloc;

use arguments::Arguments;
use door::Door;
use events::Events;

/// Largest request, in bytes: an authentication file of 10 MB with room around it.
const BODY: usize = 11 * 1024 * 1024;
/// How long running requests may take to finish at the end.
const GRACE: Duration = Duration::from_secs(3);
/// Recovery waits for the first answer, so that it never delays the first paint, but no longer than this.
const RECOVERY: Duration = Duration::from_secs(2);

/// Freed memory is zeroed: drivers, parsers and the bus keep secrets in plain strings.
#[global_allocator]
static MEMORY: ZeroAlloc<System> = ZeroAlloc(System);

/// What every request may need.
pub struct House {
    app: OnceCell<Arc<App>>,
    options: OpenOptions,
    door: Door,
    events: Events,
    ui: std::path::PathBuf,
    recovery: Once,
    closing: CancellationToken,
}

impl House {
    /// The application. One that cannot be opened is tried again by every call, which is answered with the reason.
    async fn app(&self) -> Result<Arc<App>, AppError> {
        self.app.get_or_try_init(|| App::open(self.options.clone())).await.cloned()
    }

    fn recover(&self, app: &Arc<App>) {
        self.recovery.call_once(|| app.start_recovery());
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    headwater_app::forbid_core_dumps();
    match serve(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(arguments: Arguments) -> Result<(), std::io::Error> {
    let ui = arguments.ui_folder()?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, arguments.port)).await?;
    let port = listener.local_addr()?.port();
    let (door, token) = Door::new(port, arguments.dev_ui.clone());
    let options = OpenOptions {
        home: arguments.home.clone(),
        keychain: KeychainChoice::SystemOrSession,
        shell: Shell::Browser,
        clipboard: Some(headwater_app::CLEARED_AFTER),
        allow_commands: arguments.allow_commands,
    };
    let house = Arc::new(House {
        app: OnceCell::new(),
        options,
        door,
        events: Events::new(),
        ui,
        recovery: Once::new(),
        closing: CancellationToken::new(),
    });
    arguments.announce(&format!("http://127.0.0.1:{port}/?token={token}"));

    tokio::spawn(open_and_recover(house.clone()));
    tokio::spawn(end_on_request(house.clone(), arguments.follow_stdin));
    let closing = house.closing.clone().cancelled_owned();
    let server = axum::serve(listener, router(house.clone())).with_graceful_shutdown(closing);
    let late = async {
        house.closing.cancelled().await;
        tokio::time::sleep(GRACE).await;
    };
    let ended = tokio::select! {
        ended = server.into_future() => ended,
        () = late => Ok(()),
    };
    if let Some(app) = house.app.get() {
        app.close().await;
    }
    ended
}

fn router(house: Arc<House>) -> Router {
    Router::new()
        .route("/api/call/{name}", post(calls::call))
        .route("/api/events", get(events::stream))
        .route("/api/{*rest}", any(async || refusal::Refusal::NotFound))
        .fallback(pages::page)
        .layer(DefaultBodyLimit::max(BODY))
        .layer(middleware::from_fn_with_state(house.clone(), door::guard))
        .with_state(house)
}

/// Opens the data folder before the page asks, then mends what a killed process left in it.
async fn open_and_recover(house: Arc<House>) {
    if let Ok(app) = house.app().await {
        tokio::time::sleep(RECOVERY).await;
        house.recover(&app);
    }
}

/// Ends the server on SIGINT or SIGTERM, and where asked when standard input ends: then its parent is gone.
async fn end_on_request(house: Arc<House>, follow_stdin: bool) {
    if follow_stdin {
        let closing = house.closing.clone();
        // A thread of its own: the runtime would wait for one of its own that still reads.
        std::thread::spawn(move || {
            let _ = std::io::stdin().read_to_end(&mut Vec::new());
            closing.cancel();
        });
    }
    tokio::select! {
        _ = tokio::signal::ctrl_c() => (),
        () = terminated() => (),
        () = house.closing.cancelled() => (),
    }
    house.closing.cancel();
}

#[cfg(unix)]
async fn terminated() {
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut signal) => drop(signal.recv().await),
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}
