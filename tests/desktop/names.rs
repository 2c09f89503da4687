//! What people and servers write is text on the page, whatever it looks like, and cannot change the order of what stands
//! beside it.

use std::path::Path;

use headwater_app::{App, Caller, OpenOptions, call};
use headwater_tests::mysql_peer::{Peer, Step, error};
use serde_json::{Value, json};
use tempfile::tempdir;

use crate::DIALOG;
use crate::driver::Window;

/// Markup that makes an element of a name that the page has nowhere, and one that runs when it fails to load.
const MARKUP: &str = "<x-planted></x-planted><img src=x onerror='window.planted=1'>";
/// An override and the end of an isolate that was never begun (UAX #9).
const MARKS: &str = "\u{202e}gnp.tsil\u{2069}";
/// The same with its marks in sight.
const MARKS_SHOWN: &str = "\u{fffd}gnp.tsil\u{fffd}";

/// A source whose server refuses everybody in words of its own.
async fn furnish(home: &Path, port: u16) {
    let app = App::open(OpenOptions { home: Some(home.to_owned()), ..OpenOptions::default() }).await.unwrap();
    let side = json!({"mode": "UrlMode", "secrets": {"password": "x"}, "properties": {
        "address": [{"host": "127.0.0.1", "port": port}], "database": "shop", "username": "etl"}});
    let source = json!({"name": "orders", "type": "mysql", "description": MARKUP, "tags": ["<b>pii</b>"],
        "dev": side, "prod": side});
    call(&app, "source.save", source, Caller::silent()).await.unwrap();
    app.close().await;
    // Ours refuses the marks; another program that wrote the file need not.
    let pool = sqlx::SqlitePool::connect(&format!("sqlite://{}", home.join("headwater.db").display())).await.unwrap();
    let changed = sqlx::query("UPDATE data_source SET description = description || ?1, tags = json_array('<b>' || ?1)")
        .bind(MARKS)
        .execute(&pool)
        .await
        .unwrap();
    assert_eq!(changed.rows_affected(), 1);
    pool.close().await;
}

/// What a person sees as text, and what was made of it.
async fn assert_text_only(window: &Window, expected: &[String]) {
    // A field holds what is to be changed as it is, and nothing beside it.
    let look = "const shown = document.body.cloneNode(true);
        shown.querySelectorAll('textarea').forEach(field => field.remove());
        return {
        given: [...document.querySelectorAll('bdi')].map(each =>
            [each.textContent, getComputedStyle(each).unicodeBidi]),
        text: shown.textContent,
        made: document.querySelectorAll('x-planted, [onerror]').length,
        ran: window.planted ?? null };";
    let seen = window.run(look).await;
    assert_eq!((&seen["made"], &seen["ran"]), (&json!(0), &Value::Null), "{seen:#}");
    let text = seen["text"].as_str().unwrap();
    for words in expected {
        assert!(text.contains(words.as_str()), "{words} is not in {text}");
    }
    for mark in ['\u{202e}', '\u{2069}'] {
        assert!(!text.contains(mark), "{mark:?} is in {text}");
    }
    for given in seen["given"].as_array().unwrap() {
        assert_eq!(given[1], "isolate", "{given}");
    }
}

#[tokio::test]
#[ignore = "needs a display: tests/desktop/run"]
async fn what_people_and_servers_write_is_text_in_its_place() {
    let said = format!("{MARKUP} {MARKS}");
    let peer = Peer::start(vec![error(1234, "HY000", &said), Step::Close]).await;
    let home = tempdir().unwrap();
    furnish(home.path(), peer.port).await;
    let description = format!("{MARKUP}{MARKS_SHOWN}");
    let tag = format!("<b>{MARKS_SHOWN}");
    let window = Window::open(home.path()).await;

    window.find("//a[normalize-space()='orders']").await;
    assert_text_only(&window, &[description.clone(), tag.clone()]).await;
    window.press("Test orders").await;
    window.press("Test both").await;
    window.see("Run again").await;
    assert_text_only(&window, &[description, format!("{MARKUP} {MARKS_SHOWN}")]).await;
    window.press("More actions for orders").await;
    window.press("Delete").await;
    window.find(DIALOG).await;
    assert_text_only(&window, &[]).await;
    window.press_in(DIALOG, "Cancel").await;
    window.press("orders").await;
    window.see("No unsaved changes").await;
    assert_text_only(&window, &[tag]).await;
    window.close().await;
}
