//! The window under WebDriver: one `tauri-driver`, one window, found by what a person sees.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use thirtyfour::prelude::*;

/// Longest wait for something to appear.
const PATIENCE: Duration = Duration::from_secs(20);

/// A running window.
pub struct Window {
    pub page: WebDriver,
    driver: Child,
}

impl Window {
    /// Starts the program on this data folder.
    pub async fn open(home: &Path) -> Self {
        let (port, native) = (free_port(), free_port());
        let mut driver = Command::new("tauri-driver")
            .args(["--port", &port.to_string(), "--native-port", &native.to_string()])
            .env("HEADWATER_HOME", home)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("tauri-driver: `.ci/setup test` installs it");
        // No browserName: WebKit's driver refuses it.
        let mut wanted = Capabilities::new();
        wanted.set("tauri:options", serde_json::json!({"application": program()})).unwrap();
        let url = format!("http://127.0.0.1:{port}");
        let began = Instant::now();
        let page = loop {
            match WebDriver::new(&url, wanted.clone()).await {
                Ok(page) => break page,
                Err(error) if began.elapsed() > PATIENCE => {
                    let _ = driver.kill();
                    panic!("no window: {error}");
                }
                Err(_) => tokio::time::sleep(Duration::from_millis(200)).await,
            }
        };
        Self { page, driver }
    }

    /// Closes the window and waits until its processes are gone.
    pub async fn close(mut self) {
        let _ = self.page.clone().quit().await;
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }

    /// The element that this XPath finds, once it is there.
    pub async fn find(&self, path: &str) -> WebElement {
        let query = self.page.query(By::XPath(path)).wait(PATIENCE, Duration::from_millis(50));
        match query.first().await {
            Ok(element) => element,
            Err(_) => panic!("not on the screen: {path}\n{}", self.text().await),
        }
    }

    /// A button by its accessible name or its words.
    pub async fn press(&self, name: &str) {
        let path = format!("//*[self::button or self::a or @role='menuitem'][@aria-label='{name}' or normalize-space()='{name}']");
        self.find(&path).await.click().await.unwrap();
    }

    /// A field of one side (`Development`, `Production`) by its label.
    pub async fn field(&self, side: &str, label: &str) -> WebElement {
        self.find(&format!("//*[@role='region' or self::section][@aria-label='{side}']//input[{}]", labelled(label))).await
    }

    /// Writes into an empty or filled field.
    pub async fn fill(&self, field: &WebElement, text: &str) {
        field.click().await.unwrap();
        field.send_keys(Key::Control + "a").await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// Waits until these words are on the screen.
    pub async fn see(&self, words: &str) {
        self.find(&format!("//body[contains(normalize-space(), '{words}')]")).await;
    }

    pub async fn text(&self) -> String {
        match self.page.find(By::Tag("body")).await {
            Ok(body) => body.text().await.unwrap_or_default(),
            Err(error) => error.to_string(),
        }
    }

    /// A picture of the page for the eyes of people, in `results/`.
    pub async fn picture(&self, name: &str) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("desktop/results");
        std::fs::create_dir_all(&folder).unwrap();
        self.page.screenshot(&folder.join(format!("{name}.png"))).await.unwrap();
    }
}

/// An input whose label, aria-label or aria-labelledby says this; required fields add a word or a mark.
fn labelled(label: &str) -> String {
    let says = |what: &str| format!("{what}='{label}' or starts-with({what}, '{label} ') or starts-with({what}, '{label}*')");
    format!(
        "@id=//label[{}]/@for or {} or ancestor::label[{}]",
        says("normalize-space()"),
        says("@aria-label"),
        says("normalize-space()")
    )
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).unwrap().port()
}

/// The window's program, built beside this test.
pub fn program() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    test.parent().and_then(Path::parent).unwrap().join("headwater-desktop")
}
