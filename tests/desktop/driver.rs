//! The window under WebDriver: one `tauri-driver`, one window, everything found by what a person sees.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use thirtyfour::prelude::*;

/// Longest wait for something to appear.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running window.
pub struct Window {
    pub page: WebDriver,
    driver: Driver,
}

/// `tauri-driver`, ended with whoever holds it: also when a test fails in the middle. It ends WebKit's driver, and that
/// ends the window.
struct Driver(Child);

impl Drop for Driver {
    fn drop(&mut self) {
        // By a signal that it can catch, else what it started is left behind.
        let _ = Command::new("kill").arg(self.0.id().to_string()).status();
        let _ = self.0.wait();
    }
}

impl Window {
    /// Starts the program on this data folder.
    pub async fn open(home: &Path) -> Self {
        let (port, native) = (free_port(), free_port());
        let driver = Command::new("tauri-driver")
            .args(["--port", &port.to_string(), "--native-port", &native.to_string()])
            .env("HEADWATER_HOME", home)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("tauri-driver: `.ci/setup test` installs it");
        let driver = Driver(driver);
        // No browserName: WebKit's driver refuses it.
        let mut wanted = Capabilities::new();
        wanted.set("tauri:options", serde_json::json!({"application": program()})).unwrap();
        let url = format!("http://127.0.0.1:{port}");
        let began = Instant::now();
        let page = loop {
            match WebDriver::new(&url, wanted.clone()).await {
                Ok(page) => break page,
                Err(error) if began.elapsed() > PATIENCE => panic!("no window: {error}"),
                Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        };
        Self { page, driver }
    }

    /// Closes the window and waits until its processes are gone.
    pub async fn close(self) {
        let Self { page, driver } = self;
        let _ = page.quit().await;
        drop(driver);
    }

    /// The element that this XPath finds, once it is there.
    pub async fn find(&self, path: &str) -> WebElement {
        let query = self.page.query(By::XPath(path)).wait(PATIENCE, Duration::from_millis(50));
        match query.first().await {
            Ok(element) => element,
            Err(_) => panic!("not on the screen: {path}\n{}", self.text().await),
        }
    }

    /// A button, link or menu item by its accessible name, or by words that it begins with (a key may stand behind them).
    pub async fn press(&self, name: &str) {
        self.press_in("", name).await;
    }

    /// As [`Self::press`], within what this XPath finds.
    pub async fn press_in(&self, place: &str, name: &str) {
        let named = format!("@aria-label='{name}' or normalize-space()='{name}'");
        let item = format!("@role='menuitem' and starts-with(normalize-space(), '{name}')");
        let path = format!("{place}//*[((self::button or self::a) and ({named})) or ({item})][not(@disabled)]");
        self.click(&path).await;
    }

    /// Clicks what this XPath finds, as soon as it is there, stays, and nothing lies over it.
    pub async fn click(&self, path: &str) {
        let began = Instant::now();
        loop {
            match self.find(path).await.click().await {
                Ok(()) => return,
                Err(error) => assert!(began.elapsed() < PATIENCE, "cannot be clicked: {path}: {error}"),
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// A field by its label, within what this XPath finds.
    pub async fn field(&self, place: &str, label: &str) -> WebElement {
        let says = format!("normalize-space()='{label}' or starts-with(normalize-space(), '{label}*')");
        self.find(&format!("{place}//*[self::input or self::textarea][@id=//label[{says}]/@for]")).await
    }

    /// Writes into a field, over what is there.
    pub async fn fill(&self, place: &str, label: &str, text: &str) {
        let field = self.field(place, label).await;
        field.click().await.unwrap();
        field.send_keys(Key::Control + "a").await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// Waits until these words are on the screen.
    pub async fn see(&self, words: &str) {
        self.find(&format!("//body[contains(., '{words}')]")).await;
    }

    /// Waits until what this XPath finds is gone.
    pub async fn see_gone(&self, path: &str) {
        let began = Instant::now();
        while self.page.find(By::XPath(path)).await.is_ok() {
            assert!(began.elapsed() < PATIENCE, "still on the screen: {path}\n{}", self.text().await);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    pub async fn text(&self) -> String {
        match self.page.find(By::Tag("body")).await {
            Ok(body) => body.text().await.unwrap_or_default(),
            Err(error) => error.to_string(),
        }
    }

    /// A picture of the page, as it is drawn by then, in `results/`.
    pub async fn picture(&self, name: &str) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("desktop/results");
        std::fs::create_dir_all(&folder).unwrap();
        let drawn = "const done = arguments[arguments.length - 1];
            document.activeElement?.blur();
            requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 100)));";
        // Away from everything that changes under the pointer.
        self.page.action_chain().move_to(640, 2).perform().await.unwrap();
        self.page.execute_async(drawn, vec![]).await.unwrap();
        self.page.screenshot(&folder.join(format!("{name}.png"))).await.unwrap();
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).unwrap().port()
}

/// The window's program, built beside this test.
pub fn program() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    test.parent().and_then(Path::parent).unwrap().join("headwater-desktop")
}
