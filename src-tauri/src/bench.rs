//! For `make bench` only: a start that says when it is over, and the same window with an empty page to compare it with.

use std::io::Write as _;

use tauri::{AppHandle, WebviewUrl, WebviewWindowBuilder, Wry};

/// A line on standard output, and for a moment the page's title.
const READY: &str = "headwater: ready";
/// The list marks the page when its first rows are on the screen.
const WAIT_FOR_LIST: &str = "new MutationObserver(() => { document.title = 'headwater: ready'; })\
    .observe(document, { subtree: true, attributes: true, attributeFilter: ['data-ready'] });";
/// The empty page is marked in the same manner, when it has been shown.
const MARK_EMPTY: &str = "addEventListener('load', () => requestAnimationFrame(() => requestAnimationFrame(() => {\
    document.documentElement.dataset.ready = 'empty'; })));";

/// How the program starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// For a person.
    Usual,
    /// `--bench`: as for a person, and says when the list can be used.
    Measured,
    /// `--bench-empty`: an empty page, no data folder; says when it is shown.
    Empty,
}

impl Start {
    /// By the program's only argument. Neither flag is for people, so nothing else names them.
    pub fn read() -> Self {
        match std::env::args().nth(1).as_deref() {
            Some("--bench") => Self::Measured,
            Some("--bench-empty") => Self::Empty,
            _ => Self::Usual,
        }
    }

    /// The window's page, and who listens to it.
    pub fn window<'a>(self, app: &'a AppHandle, label: &'a str) -> WebviewWindowBuilder<'a, Wry, AppHandle> {
        let page = if self == Self::Empty { WebviewUrl::App("empty.html".into()) } else { WebviewUrl::default() };
        let builder = WebviewWindowBuilder::new(app, label, page);
        match self {
            Self::Usual => builder,
            Self::Measured => tell(builder).initialization_script(WAIT_FOR_LIST),
            Self::Empty => tell(builder).initialization_script(WAIT_FOR_LIST).initialization_script(MARK_EMPTY),
        }
    }
}

fn tell(builder: WebviewWindowBuilder<'_, Wry, AppHandle>) -> WebviewWindowBuilder<'_, Wry, AppHandle> {
    builder.on_document_title_changed(|_window, title| {
        if title == READY {
            // Whoever measures may be gone.
            let _ = writeln!(std::io::stdout(), "{READY}");
        }
    })
}
