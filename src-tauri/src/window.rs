//! The window: made at once, with the colour of the theme before the page has any.

use std::path::Path;

use serde_json::Value;
use tauri::plugin::TauriPlugin;
use tauri::window::Color;
use tauri::{AppHandle, Manager, Theme, Url, WebviewWindow, Wry};
use tauri_plugin_window_state::StateFlags;

use crate::bench::Start;

const LABEL: &str = "main";
/// Name of a file in the data folder: the theme that was chosen last.
const REMEMBERED_THEME: &str = "window.theme";
/// `--bg` of the page's two themes.
const LIGHT: Color = Color(0xf5, 0xf7, 0xf8, 0xff);
const DARK: Color = Color(0x0f, 0x16, 0x1a, 0xff);

/// Opens the window. What the page keeps for itself lies in the data folder with everything else.
pub fn open(app: &AppHandle, home: Option<&Path>, start: Start) -> tauri::Result<()> {
    let remembered = home.and_then(|home| std::fs::read_to_string(home.join(REMEMBERED_THEME)).ok());
    let remembered = remembered.and_then(|chosen| theme(&chosen));
    let mut builder = start
        .window(app, LABEL)
        .title("Headwater")
        .inner_size(1280.0, 800.0)
        .min_inner_size(720.0, 480.0)
        .visible(false)
        .on_navigation(is_ours)
        .theme(remembered);
    // A data folder that cannot be used is for the page to tell; its own files then live in memory.
    let store = home.map(|home| home.join("webview")).filter(|store| make_private(store).is_ok());
    builder = match store {
        Some(store) => builder.data_directory(store),
        None => builder.incognito(true),
    };
    let window = builder.build()?;
    paint(app, remembered.map_or_else(|| window.theme(), Ok)?);
    window.show()
}

/// The folder, for its owner only: the web view gives what it writes there the usual rights.
fn make_private(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// The page itself; anything else belongs into a browser.
fn is_ours(url: &Url) -> bool {
    url.scheme() == "tauri"
        || url.host_str() == Some("tauri.localhost")
        || (cfg!(dev) && url.host_str() == Some("127.0.0.1"))
}

/// Fills what the page has not painted yet.
pub fn paint(app: &AppHandle, theme: Theme) {
    let colour = if theme == Theme::Dark { DARK } else { LIGHT };
    if let Some(window) = main(app) {
        let _ = window.set_background_color(Some(colour));
    }
}

/// Gives the window the theme that the person chose, as the answers of two commands tell it, and remembers it for the
/// moment at the next start when nobody can be asked yet.
pub fn follow_settings(app: &AppHandle, command: &str, answer: &str) {
    let place = match command {
        "app.state" => "/settings/theme",
        "settings.set" => "/theme",
        _ => return,
    };
    let answer: Value = serde_json::from_str(answer).unwrap_or_default();
    let chosen = answer.pointer(place).and_then(Value::as_str).unwrap_or_default();
    let Ok(home) = headwater_app::data_folder() else { return };
    let file = home.join(REMEMBERED_THEME);
    if std::fs::read_to_string(&file).is_ok_and(|before| before == chosen) {
        return;
    }
    // A hint only: without it the next start shows the system's theme for a moment.
    let _ = std::fs::write(&file, chosen);
    if let Some(window) = main(app) {
        let chosen = theme(chosen);
        let _ = window.set_theme(chosen);
        if let Ok(theme) = chosen.map_or_else(|| window.theme(), Ok) {
            paint(app, theme);
        }
    }
}

fn theme(chosen: &str) -> Option<Theme> {
    match chosen {
        "light" => Some(Theme::Light),
        "dark" => Some(Theme::Dark),
        _ => None,
    }
}

/// A second start with the same data folder shows the window of the first and ends.
pub fn single_instance(identifier: &str) -> TauriPlugin<Wry> {
    // Hyphens may not stand in a D-Bus name of every bus; underscores may.
    tauri_plugin_single_instance::Builder::new()
        .dbus_id(identifier.replace('-', "_"))
        .callback(|app, _arguments, _folder| {
            if let Some(window) = main(app) {
                let _ = window.unminimize();
                let _ = window.show();
                let _ = window.set_focus();
            }
        })
        .build()
}

/// Remembers size and place of the window in the data folder.
pub fn remembered_place(home: Option<&Path>) -> TauriPlugin<Wry> {
    let builder = tauri_plugin_window_state::Builder::new()
        .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED | StateFlags::FULLSCREEN);
    match home.and_then(|home| home.join("window.json").to_str().map(str::to_owned)) {
        // An absolute name is taken as it is.
        Some(file) => builder.with_filename(file),
        None => builder,
    }
    .build()
}

fn main(app: &AppHandle) -> Option<WebviewWindow> {
    app.get_webview_window(LABEL)
}
