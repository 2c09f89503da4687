//! The window under WebDriver: one `tauri-driver`, one window, everything found by what a person sees.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::webdriver::{Element, Refused, Session, keys};

/// Longest wait for something to appear.
const PATIENCE: Duration = Duration::from_secs(30);
/// Between two looks.
const PAUSE: Duration = Duration::from_millis(50);

/// A running window.
pub struct Window {
    page: Session,
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
        Self::start(&program(), &[], home).await
    }

    /// WebKit's own browser at this address: the same engine, without us. `None` where it is not installed.
    pub async fn plain(address: &str) -> Option<Self> {
        let libraries = std::fs::read_dir("/usr/lib").ok()?.flatten().map(|entry| entry.path());
        let folders = libraries.chain([PathBuf::from("/usr/lib"), PathBuf::from("/usr/libexec")]);
        let browser = folders.map(|folder| folder.join("webkit2gtk-4.1/MiniBrowser")).find(|path| path.is_file())?;
        let browser = Self::start(&browser, &["--automation"], Path::new("unused")).await;
        browser.page.go(address).await.unwrap();
        Some(browser)
    }

    async fn start(program: &Path, arguments: &[&str], home: &Path) -> Self {
        assert!(std::env::var_os("HEADWATER_TEST_KEYCHAIN").is_some(), "start it with tests/desktop/run");
        let (port, native) = (free_port(), free_port());
        let driver = Command::new("tauri-driver")
            .args(["--port", &port.to_string(), "--native-port", &native.to_string()])
            .env("HEADWATER_HOME", home)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("tauri-driver: `.ci/setup test` installs it");
        let driver = Driver(driver);
        let page = patiently(async || Session::start(port, &program.display().to_string(), arguments).await).await;
        Self { page: page.unwrap_or_else(|Refused(why)| panic!("no window: {why}")), driver }
    }

    /// Closes the window and waits until the program is gone: a window of the same folder that was opened before would only
    /// wake that one, and end.
    pub async fn close(self) {
        let pid = self.running();
        let Self { page, driver } = self;
        let _ = page.quit().await;
        drop(driver);
        if let Some(pid) = pid {
            wait_until_gone(pid).await;
        }
    }

    /// Kills the program with SIGKILL and waits until nothing of it runs any more.
    pub async fn kill(self) {
        let pid = self.pid();
        let status = Command::new("kill").args(["-KILL", &pid.to_string()]).status().unwrap();
        assert!(status.success(), "the window had ended before");
        wait_until_gone(pid).await;
    }

    /// The program's process: it runs what we built, below our driver.
    pub fn pid(&self) -> u32 {
        self.running().expect("a window that runs")
    }

    fn running(&self) -> Option<u32> {
        let ours = |pid: u32| std::iter::successors(Some(pid), |pid| parent(*pid)).any(|pid| pid == self.driver.0.id());
        let program = program();
        processes().find(|(pid, path)| path.as_ref() == Some(&program) && ours(*pid)).map(|(pid, _)| pid)
    }

    /// The element that this XPath finds, once it is there.
    pub async fn find(&self, path: &str) -> Element {
        match patiently(async || self.page.find(path).await).await {
            Ok(element) => element,
            Err(_) => panic!("not on the screen: {path}\n{}", self.text().await),
        }
    }

    /// Clicks what this XPath finds, as soon as it is there, stays, and nothing lies over it.
    pub async fn click(&self, path: &str) {
        let clicked = patiently(async || self.page.click(&self.page.find(path).await?).await).await;
        if let Err(Refused(why)) = clicked {
            panic!("cannot be clicked: {path}: {why}\n{}", self.text().await);
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
        self.click(&format!("{place}//*[((self::button or self::a) and ({named})) or ({item})][not(@disabled)]")).await;
    }

    /// Types into what this XPath finds.
    pub async fn write(&self, path: &str, text: &str) {
        let element = self.find(path).await;
        self.page.write(&element, text).await.unwrap();
    }

    /// Writes into a field, found by its label within what this XPath finds, over what is there.
    pub async fn fill(&self, place: &str, label: &str, text: &str) {
        let says = format!("normalize-space()='{label}' or starts-with(normalize-space(), '{label}*')");
        let field = format!("{place}//*[self::input or self::textarea][@id=//label[{says}]/@for]");
        self.click(&field).await;
        self.write(&field, keys::SELECT_ALL).await;
        self.write(&field, text).await;
    }

    /// Waits until these words are on the screen.
    pub async fn see(&self, words: &str) {
        self.find(&format!("//body[contains(., '{words}')]")).await;
    }

    /// Waits until what this XPath finds is gone.
    pub async fn see_gone(&self, path: &str) {
        let began = Instant::now();
        while self.page.find(path).await.is_ok() {
            assert!(began.elapsed() < PATIENCE, "still on the screen: {path}\n{}", self.text().await);
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// What a script in the page returns.
    pub async fn run(&self, script: &str) -> Value {
        self.page.run(script).await.unwrap()
    }

    async fn text(&self) -> String {
        let text = self.page.run("return document.body.innerText").await;
        text.map_or_else(|Refused(why)| why, |text| text.as_str().unwrap_or_default().to_owned())
    }

    /// A picture of the page, as it is drawn by then, in `results/`.
    pub async fn picture(&self, name: &str) {
        // The pointer goes away from everything that changes under it.
        self.click("//h1").await;
        let drawn = "document.activeElement?.blur();
            const frame = () => new Promise(requestAnimationFrame);
            return frame().then(frame).then(() => new Promise(done => setTimeout(done, 100)));";
        self.run(drawn).await;
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("desktop/results");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(format!("{name}.png")), self.page.picture().await.unwrap()).unwrap();
    }
}

/// Asks again until it is granted, or the patience is at its end.
async fn patiently<T>(ask: impl AsyncFn() -> Result<T, Refused>) -> Result<T, Refused> {
    let began = Instant::now();
    loop {
        let answer = ask().await;
        if answer.is_ok() || began.elapsed() > PATIENCE {
            return answer;
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// A thread may still be in a system call when the others are gone.
async fn wait_until_gone(pid: u32) {
    let began = Instant::now();
    while processes().any(|(process, program)| process == pid && program.is_some())
        || std::fs::read_dir(format!("/proc/{pid}/task")).is_ok_and(|tasks| tasks.count() > 1)
    {
        assert!(began.elapsed() < PATIENCE, "the window does not end");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

/// Every process with the program that it runs; a process that is ending has none.
fn processes() -> impl Iterator<Item = (u32, Option<PathBuf>)> {
    let entries = std::fs::read_dir("/proc").unwrap().flatten();
    let pids = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    pids.map(|pid| (pid, std::fs::read_link(format!("/proc/{pid}/exe")).ok()))
}

fn parent(pid: u32) -> Option<u32> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The name of the program stands in brackets, and may hold any character.
    stat.rsplit_once(") ")?.1.split(' ').nth(1)?.parse().ok()
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).unwrap().port()
}

/// The window's program, built beside this test.
pub fn program() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    test.parent().and_then(Path::parent).unwrap().join("headwater-desktop")
}
