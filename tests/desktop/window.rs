//! The main job in the real window, over the real keychain and a real MariaDB. Started by `tests/desktop/run`.

#[allow(dead_code)] // `leak` uses the rest
#[path = "../rust/leak/canary.rs"]
mod canary;
mod driver;
mod killed;
mod names;
mod pictures;
#[allow(dead_code)] // `leak` uses the rest
#[path = "../rust/leak/place.rs"]
mod place;
mod policy;
mod storage;
mod webdriver;

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use canary::{Canary, Search};
use driver::{Window, program};
use headwater_tests::mariadb::{DATABASE, Mariadb, PASSWORD, users};
use place::hits_in_folder;
use tempfile::tempdir;
use webdriver::keys;

const DIALOG: &str = "//*[@role='dialog']";

/// One side of the form.
fn side(name: &str) -> String {
    format!("//section[@aria-label='{name}']")
}

async fn fill_side(window: &Window, side: &str, port: u16, user: &str, password: &str) {
    let port = port.to_string();
    for (label, value) in [("Address", "127.0.0.1"), ("Port", &port), ("Database", DATABASE), ("User name", user)] {
        window.fill(side, label, value).await;
    }
    window.press_in(side, "Set: Password").await;
    window.write(&format!("{side}//input[@type='password']"), &format!("{password}{}", keys::ENTER)).await;
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
    fill_side(&window, &side("Development"), database.port, users::APP, PASSWORD).await;
    fill_side(&window, &side("Production"), database.port, users::READER, PASSWORD).await;
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
    let search = Search::new(&[&Canary::of_text(PASSWORD)]);
    assert_eq!(hits_in_folder(home.path(), &search), [""; 0]);
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
