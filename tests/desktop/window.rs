//! The main job in the real window, over the real keychain and a real MariaDB. Started by `tests/desktop/run`.

mod driver;
mod pictures;
mod webdriver;

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use driver::{Window, program};
use headwater_tests::mariadb::{DATABASE, Mariadb, PASSWORD, users};
use serde_json::Value;
use tempfile::tempdir;
use webdriver::keys;

const DIALOG: &str = "//*[@role='dialog']";

/// One side of the form.
fn side(name: &str) -> String {
    format!("//section[@aria-label='{name}']")
}

async fn fill_side(window: &Window, side: &str, port: u16, user: &str) {
    let port = port.to_string();
    for (label, value) in [("Address", "127.0.0.1"), ("Port", &port), ("Database", DATABASE), ("User name", user)] {
        window.fill(side, label, value).await;
    }
    window.press_in(side, "Set: Password").await;
    window.write(&format!("{side}//input[@type='password']"), &format!("{PASSWORD}{}", keys::ENTER)).await;
    window.find(&format!("{side}//*[normalize-space()='New value typed']")).await;
}

/// Tests both sides of the form and sees both come out well.
async fn test_both(window: &Window) {
    window.press("Test both").await;
    for side in ["Development", "Production"] {
        window.click(&format!("//section//*[@role='tab'][contains(., '{side}')]")).await;
        window.find("//section//h2[contains(., 'Connectable')]").await;
    }
    window.press("Close the test").await;
}

#[tokio::test]
#[ignore = "needs a display: tests/desktop/run"]
async fn a_source_is_created_tested_found_again_cloned_deleted_and_brought_back() {
    let database = Mariadb::plain();
    let home = tempdir().unwrap();
    let window = Window::open(home.path()).await;
    window.see("No data sources yet").await;
    window.press("New data source").await;
    window.click("//button[.//*[normalize-space()='MySQL']]").await;
    window.fill("", "Name", "orders").await;
    window.fill("", "Description", "订单事实表").await;
    fill_side(&window, &side("Development"), database.port, users::APP).await;
    fill_side(&window, &side("Production"), database.port, users::READER).await;
    test_both(&window).await;
    window.press("Save").await;
    window.find("//h1[normalize-space()='orders']").await;
    window.find(&format!("{}//*[normalize-space()='Stored in the keychain']", side("Production"))).await;
    window.close().await;

    let window = Window::open(home.path()).await;
    window.see("订单事实表").await;
    window.press("More actions for orders").await;
    window.press("Clone").await;
    window.press_in(DIALOG, "Clone").await;
    window.press("orders_copy").await;
    window.find("//h1[normalize-space()='orders_copy']").await;
    window.find(&format!("{}//*[normalize-space()='Stored in the keychain']", side("Development"))).await;
    test_both(&window).await;

    window.press("More actions").await;
    window.press("Delete").await;
    window.press_in(DIALOG, "Delete").await;
    window.find("//a[normalize-space()='orders']").await;
    window.see_gone("//a[normalize-space()='orders_copy']").await;
    window.press("Undo").await;
    window.find("//a[normalize-space()='orders_copy']").await;
    window.close().await;
    assert_no_trace_of(PASSWORD, home.path());
}

/// Nothing below the folder holds the secret: neither the database nor what the web view keeps.
fn assert_no_trace_of(secret: &str, folder: &Path) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            assert_no_trace_of(secret, &path);
        } else {
            let bytes = std::fs::read(&path).unwrap_or_default();
            let found = bytes.windows(secret.len()).any(|part| part == secret.as_bytes());
            assert!(!found, "the password is in {}", path.display());
        }
    }
}

#[tokio::test]
#[ignore = "needs a display: tests/desktop/run"]
async fn nothing_that_is_not_part_of_the_page_runs_or_loads() {
    let home = tempdir().unwrap();
    let window = Window::open(home.path()).await;
    window.see("No data sources yet").await;
    let inject = "
        window.blocked = [];
        document.addEventListener('securitypolicyviolation', event => window.blocked.push(event.effectiveDirective));
        const add = (tag, more) => document.body.append(Object.assign(document.createElement(tag), more));
        add('script', { textContent: 'window.injected = 1' });
        add('style', { textContent: 'body { outline: 7px solid red }' });
        add('img', { src: 'https://example.invalid/x.png' });
        try { new Function('window.injected = 2')() } catch {}
        fetch('https://example.invalid/').catch(() => {});";
    window.run(inject).await;
    let look = "return [window.injected ?? null, getComputedStyle(document.body).outlineWidth, window.blocked]";
    let wanted = ["script-src-elem", "style-src-elem", "img-src", "connect-src"];
    let blocked =
        |seen: &Value, directive: &str| seen[2].as_array().is_some_and(|all| all.iter().any(|one| one == directive));
    let mut seen = Value::Null;
    let began = Instant::now();
    while began.elapsed() < Duration::from_secs(10) && !wanted.iter().all(|directive| blocked(&seen, directive)) {
        tokio::time::sleep(Duration::from_millis(50)).await;
        seen = window.run(look).await;
    }
    assert_eq!(seen[0], Value::Null, "a script ran");
    assert_ne!(seen[1], "7px", "a style holds");
    for directive in wanted {
        assert!(blocked(&seen, directive), "{directive} was not refused: {seen}");
    }
    window.close().await;
}

/// A second start, past WebDriver; ended with whoever holds it.
struct Start(Child);

impl Start {
    fn on(folder: &Path) -> Self {
        let started =
            Command::new(program()).env("HEADWATER_HOME", folder).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        Self(started.unwrap())
    }

    fn has_ended(&mut self) -> bool {
        self.0.try_wait().unwrap().is_some()
    }
}

impl Drop for Start {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test]
#[ignore = "needs a display: tests/desktop/run"]
async fn one_window_for_a_data_folder_and_another_for_another() {
    let (home, other) = (tempdir().unwrap(), tempdir().unwrap());
    let window = Window::open(home.path()).await;
    window.see("No data sources yet").await;
    let mut second = Start::on(home.path());
    let mut stranger = Start::on(other.path());
    let opened = other.path().join("headwater.db");
    let began = Instant::now();
    while began.elapsed() < Duration::from_secs(30) && !(second.has_ended() && opened.exists()) {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(second.has_ended(), "the second start on the same folder ends");
    assert!(opened.exists() && !stranger.has_ended(), "another folder opens");
    // The first is unharmed.
    window.press("Settings").await;
    window.see("Appearance").await;
    window.close().await;
}
