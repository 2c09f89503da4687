//! The window and nothing else: it shows the built page and passes every call to `headwater-app`.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod bench;
mod bridge;
mod identity;
mod window;

use std::alloc::System;
use std::process::ExitCode;
use std::sync::Arc;

use bench::Start;
use bridge::Bridge;
use tauri::{AppHandle, RunEvent, WindowEvent};
use zeroizing_alloc::ZeroAlloc;

/// Freed memory is zeroed: drivers, parsers and the bus keep secrets in plain strings.
#[global_allocator]
static MEMORY: ZeroAlloc<System> = ZeroAlloc(System);

fn main() -> ExitCode {
    headwater_app::forbid_core_dumps();
    #[cfg(target_os = "linux")]
    choose_renderer();
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("headwater-desktop: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> tauri::Result<()> {
    let start = Start::read();
    let home = headwater_app::data_folder().ok();
    let mut context = tauri::generate_context!();
    identity::separate(&mut context, home.as_deref());
    let bridge = Arc::new(Bridge::new());
    let app = tauri::Builder::default()
        .plugin(window::single_instance(&context.config().identifier))
        .plugin(window::remembered_place(home.as_deref()))
        .manage(bridge.clone())
        .invoke_handler(tauri::generate_handler![bridge::call])
        .setup(move |app| Ok(window::open(app.handle(), home.as_deref(), start)?))
        .build(context)?;
    // Only the first instance comes here. The data folder opens while the window is being made; calls wait for it.
    if start != Start::Empty {
        tauri::async_runtime::spawn(bridge.clone().read_ahead());
    }
    tauri::async_runtime::spawn(end_on_signal(app.handle().clone()));
    app.run(move |app, event| match event {
        RunEvent::WindowEvent { event: WindowEvent::ThemeChanged(theme), .. } => window::paint(app, theme),
        RunEvent::Exit => tauri::async_runtime::block_on(bridge.close()),
        _ => {}
    });
    Ok(())
}

/// WebKitGTK's DMA-BUF renderer leaves the window blank on some graphics drivers, so it is off unless somebody chose:
/// `WEBKIT_DISABLE_DMABUF_RENDERER=0` keeps it on, as WebDriver needs, whose screenshots hang without it. (WebKit takes
/// every other value, an empty one too, as yes.)
#[cfg(target_os = "linux")]
fn choose_renderer() {
    const VARIABLE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    if std::env::var_os(VARIABLE).is_none() {
        // SAFETY: the first thing that `main` does; no other thread exists that could read the environment meanwhile.
        #[allow(unsafe_code)]
        unsafe {
            std::env::set_var(VARIABLE, "1");
        }
    }
}

/// SIGINT and SIGTERM end the program as closing its window does.
async fn end_on_signal(app: AppHandle) {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let Ok(mut terminate) = signal(SignalKind::terminate()) else { return };
        tokio::select! {
            _ = terminate.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
    }
    #[cfg(not(unix))]
    let _ = tokio::signal::ctrl_c().await;
    app.exit(0);
}
