//! A secret that was typed is nowhere but in the keychain: not in the data folder, which is also where the web view keeps its
//! files, not in the home folder, and not in anything that a script of the page can read. That the memory of the web view is
//! not searched is meant: it is a browser, and keeps what it is given until it needs the room.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use headwater_tests::mariadb::{Mariadb, ODD_PASSWORD, users};
use tempfile::tempdir;

use crate::canary::{Canary, Search};
use crate::driver::Window;
use crate::place::hits_in_folder;
use crate::webdriver::keys;
use crate::{fill_side, side};

/// Everything that a page can keep.
const KEPT: &str = "
    const lists = async (keeper, list) => keeper ? JSON.stringify(await keeper[list]()) : '';
    return Promise.all([lists(window.indexedDB, 'databases'), lists(window.caches, 'keys')]).then(kept => [
        ...kept, JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), document.cookie,
        JSON.stringify(history.state), window.name, location.href, document.title]);";

/// The home folder of this session, in which the web view could have folders of its own.
fn home_folder() -> PathBuf {
    PathBuf::from(std::env::var_os("HOME").unwrap())
}

async fn replace_password(window: &Window, side: &str, password: &str) {
    window.press_in(side, "Replace: Password").await;
    window.write(&format!("{side}//input[@type='password']"), &format!("{password}{}", keys::ENTER)).await;
    window.find(&format!("{side}//*[normalize-space()='New value typed']")).await;
}

#[tokio::test]
#[ignore = "needs a display: tests/desktop/run"]
async fn a_secret_that_was_typed_saved_and_tested_is_in_no_file_and_no_storage() {
    let database = Mariadb::plain();
    let home = tempdir().unwrap();
    let (good, wrong, unsaved) = (Canary::of_odd_account(), Canary::ascii(), Canary::ascii());
    let search = Search::new(&[&good, &wrong, &unsaved]);
    let window = Window::open(home.path()).await;
    window.see("No data sources yet").await;
    window.press("New data source").await;
    window.click("//button[.//*[normalize-space()='MySQL']]").await;
    window.fill("", "Name", "orders").await;
    let (dev, prod) = (side("Development"), side("Production"));
    fill_side(&window, &dev, database.port, users::ODD, ODD_PASSWORD).await;
    fill_side(&window, &prod, database.port, users::APP, &wrong.value).await;
    window.press("Test both").await;
    // The password that the server takes was sent as it was typed.
    window.find("//section//h2[contains(., 'Connectable')]").await;
    window.click("//section//*[@role='tab'][contains(., 'Production')]").await;
    window.find("//section//h2[contains(., 'Configuration error')]").await;
    window.press("Close the test").await;
    window.press("Save").await;
    window.find(&format!("{prod}//*[normalize-space()='Stored in the keychain']")).await;
    // The form that is not saved is kept for the next start, without its secret.
    replace_password(&window, &prod, &unsaved.value).await;
    window.fill("", "Description", "not saved").await;
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    assert_eq!(hits_in_folder(home.path(), &search), [""; 0], "while it runs");
    search.assert_absent("what the page keeps", window.run(KEPT).await.to_string());
    window.close().await;
    for folder in [home.path().to_owned(), home_folder()] {
        assert_eq!(hits_in_folder(&folder, &search), [""; 0], "after it was closed");
    }

    let window = Window::open(home.path()).await;
    window.press("orders").await;
    window.find("//textarea[.='not saved']").await;
    search.assert_absent("what the page keeps", window.run(KEPT).await.to_string());
    search.assert_absent("the page", window.run("return document.documentElement.outerHTML").await.to_string());
    window.close().await;
}

#[tokio::test]
#[ignore = "needs a display: tests/desktop/run"]
async fn what_a_page_keeps_would_be_found() {
    let home = tempdir().unwrap();
    let window = Window::open(home.path()).await;
    window.see("No data sources yet").await;
    let (local, stored) = (Canary::ascii(), Canary::cjk());
    let plant = format!(
        "localStorage.setItem('planted', {local});
        return new Promise((done, failed) => {{
            const asked = indexedDB.open('planted', 1);
            asked.onerror = failed;
            asked.onupgradeneeded = () => asked.result.createObjectStore('all').put({stored}, 'key');
            asked.onsuccess = () => {{ asked.result.close(); done(); }};
        }});",
        local = serde_json::json!(local.value),
        stored = serde_json::json!(stored.value),
    );
    window.run(&plant).await;
    let kept = window.run(KEPT).await.to_string();
    assert!(Search::new(&[&local]).find(kept.as_bytes()).is_some(), "{kept}");
    assert!(kept.contains("planted"), "a database is seen by its name: {kept}");
    // WebKit writes down what a page keeps within half a second or so.
    let began = Instant::now();
    let hits = |canary: &Canary| hits_in_folder(&home.path().join("webview"), &Search::new(&[canary]));
    while [&local, &stored].iter().any(|canary| hits(canary).is_empty()) {
        assert!(began.elapsed() < Duration::from_secs(10), "local: {:?}, stored: {:?}", hits(&local), hits(&stored));
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    window.close().await;
}
