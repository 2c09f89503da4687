//! The main job in the real window, over the real keychain and a real MariaDB: create, test, close, start again, still
//! there, clone. Started by `tests/desktop/run`.

mod driver;

use std::process::{Command, Stdio};
use std::time::Duration;

use driver::{Window, program};
use headwater_tests::mariadb::{DATABASE, Mariadb, PASSWORD, users};

async fn fill_side(window: &Window, side: &str, port: u16) {
    let port = port.to_string();
    for (label, value) in [("Address", "127.0.0.1"), ("Port", &port), ("Database", DATABASE), ("User name", users::APP)] {
        let field = window.field(side, label).await;
        window.fill(&field, value).await;
    }
    let set = format!("//*[@aria-label='{side}']//button[starts-with(@aria-label, 'Set: Password')]");
    window.find(&set).await.click().await.unwrap();
    let secret = window.find(&format!("//*[@aria-label='{side}']//input[@type='password']")).await;
    secret.send_keys(PASSWORD).await.unwrap();
    secret.send_keys(thirtyfour::Key::Enter + "").await.unwrap();
}

#[tokio::test]
async fn a_source_is_created_tested_found_again_and_cloned() {
    let database = Mariadb::plain();
    let home = tempfile::tempdir().unwrap();
    let window = Window::open(home.path()).await;
    window.see("No data sources yet").await;
    window.press("New data source").await;
    window.find("//button[.//*[normalize-space()='MySQL']] | //a[.//*[normalize-space()='MySQL']]").await.click().await.unwrap();
    let name = window.find("//input[@id=//label[starts-with(normalize-space(), 'Name')]/@for]").await;
    window.fill(&name, "orders").await;
    let description = window.find("//*[self::input or self::textarea][@id=//label[starts-with(normalize-space(), 'Description')]/@for]").await;
    window.fill(&description, "订单事实表").await;
    fill_side(&window, "Development", database.port).await;
    fill_side(&window, "Production", database.port).await;
    window.picture("form").await;

    window.press("Test both").await;
    window.find("//h2[contains(., 'Connectable')]").await;
    window.picture("test").await;
    window.press("Close the test").await;
    window.press("Save").await;
    window.see("No unsaved changes").await;
    window.see("Stored in the keychain").await;
    window.close().await;

    let window = Window::open(home.path()).await;
    window.see("订单事实表").await;
    window.picture("list").await;
    window.press("More actions for orders").await;
    window.press("Clone").await;
    window.find("//*[@role='dialog']//button[normalize-space()='Clone']").await.click().await.unwrap();
    window.find("//a[normalize-space()='orders_copy']").await.click().await.unwrap();
    window.see("Stored in the keychain").await;
    window.press("Test both").await;
    window.find("//h2[contains(., 'Connectable')]").await;
    window.close().await;
}

#[tokio::test]
async fn nothing_that_is_not_part_of_the_page_runs_or_loads() {
    let home = tempfile::tempdir().unwrap();
    let window = Window::open(home.path()).await;
    window.see("No data sources yet").await;
    let inject = "
        const script = document.createElement('script'); script.textContent = 'window.injected = 1'; document.body.append(script);
        const style = document.createElement('style'); style.textContent = 'body { outline: 7px solid red }'; document.head.append(style);
        window.blocked = []; document.addEventListener('securitypolicyviolation', e => window.blocked.push(e.effectiveDirective));
        const image = document.createElement('img'); image.src = 'https://example.invalid/x.png'; document.body.append(image);
        try { new Function('window.injected = 2')() } catch {}
    ";
    window.page.execute(inject, vec![]).await.unwrap();
    let look = "return [window.injected ?? null, getComputedStyle(document.body).outlineWidth, window.blocked]";
    let mut seen = serde_json::Value::Null;
    for _ in 0..100 {
        seen = window.page.execute(look, vec![]).await.unwrap().json().clone();
        if seen[2].as_array().is_some_and(|blocked| !blocked.is_empty()) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(seen[0], serde_json::Value::Null, "no script");
    assert_ne!(seen[1], "7px", "no style");
    assert!(seen[2].as_array().unwrap().iter().any(|directive| directive == "img-src"), "no image: {seen}");
    window.close().await;
}

#[tokio::test]
async fn one_window_for_a_data_folder_and_another_for_another() {
    let (home, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let window = Window::open(home.path()).await;
    window.see("No data sources yet").await;
    let start = |folder: &std::path::Path| {
        Command::new(program())
            .env("HEADWATER_HOME", folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    };
    let mut second = start(home.path());
    let mut stranger = start(other.path());
    let mut ended = None;
    for _ in 0..200 {
        ended = second.try_wait().unwrap();
        if ended.is_some() && other.path().join("headwater.db").exists() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let lives = stranger.try_wait().unwrap().is_none();
    for child in [&mut second, &mut stranger] {
        let _ = child.kill();
        let _ = child.wait();
    }
    assert!(ended.is_some(), "the second start on the same folder ends");
    assert!(lives && other.path().join("headwater.db").exists(), "another folder opens");
    window.close().await;
}
