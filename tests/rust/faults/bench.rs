//! A data folder over a keychain that fails on command, and the command line on the same folder.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};

use headwater_app::{App, Caller, KeychainChoice, OpenOptions, call, rescue};
use headwater_model::{AppError, Lang};
use headwater_vault::FaultyKeychain;
use serde_json::{Value, json};

/// One open data folder.
pub struct House {
    pub app: Arc<App>,
    pub keychain: Arc<FaultyKeychain>,
    pub home: PathBuf,
    /// Goes with the test.
    _folder: Option<tempfile::TempDir>,
}

impl House {
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let house = Self::at(&folder.path().join("home")).await;
        Self { _folder: Some(folder), ..house }
    }

    /// In a folder that somebody else removes.
    pub async fn at(home: &Path) -> Self {
        let keychain = Arc::new(FaultyKeychain::default());
        let app = App::open(options(home, &keychain)).await.unwrap();
        Self { app, keychain, home: home.to_owned(), _folder: None }
    }

    /// Another program on the same folder and keychain, as far as locks and memory go.
    pub async fn another(&self) -> Self {
        let app = App::open(self.options()).await.unwrap();
        Self { app, keychain: self.keychain.clone(), home: self.home.clone(), _folder: None }
    }

    pub fn options(&self) -> OpenOptions {
        options(&self.home, &self.keychain)
    }

    pub async fn call(&self, name: &str, request: Value) -> Result<Value, AppError> {
        call(&self.app, name, request, Caller::silent()).await
    }

    pub async fn ok(&self, name: &str, request: Value) -> Value {
        self.call(name, request).await.unwrap_or_else(|error| panic!("{name}: {error:?}"))
    }

    /// The error of a call; it has words for what happened and for what to do, in both languages.
    pub async fn refused(&self, name: &str, request: Value) -> AppError {
        let error = self.call(name, request).await.expect_err(name);
        assert_speaks(&error);
        error
    }

    pub async fn create(&self, name: &str) -> Value {
        self.ok("source.save", mysql(name)).await
    }

    /// What the doctor says about one thing; whatever is not in order has a remedy.
    pub async fn doctor(&self, id: &str) -> Value {
        finding(&self.ok("doctor.run", json!({})).await, id)
    }

    pub async fn keychain_shown(&self) -> Value {
        self.ok("app.state", json!({})).await["keychain"].clone()
    }

    /// Every item of the keychain, whatever it fails at.
    pub fn items(&self) -> BTreeMap<String, String> {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        self.keychain.snapshot().into_iter().map(|(account, value)| (account, text(value))).collect()
    }

    /// The doctor, asked to mend, finds everything in order.
    pub async fn assert_sound(&self) {
        let report = self.ok("doctor.fix", json!({"delete_orphans": false})).await;
        for item in report["items"].as_array().unwrap() {
            assert_eq!(item["status"], "ok", "{item}");
        }
    }

    /// One statement on the database, as another program would run it.
    pub async fn sql(&self, statement: &'static str) {
        let url = format!("sqlite://{}", self.home.join("headwater.db").display());
        let pool = sqlx::SqlitePool::connect(&url).await.unwrap();
        sqlx::query(statement).execute(&pool).await.unwrap();
        pool.close().await;
    }

    /// The one number that a statement answers.
    pub async fn number(&self, statement: &'static str) -> i64 {
        let url = format!("sqlite://{}", self.home.join("headwater.db").display());
        let pool = sqlx::SqlitePool::connect(&url).await.unwrap();
        let number = sqlx::query_scalar(statement).fetch_one(&pool).await.unwrap();
        pool.close().await;
        number
    }

    /// A call on a folder that cannot be opened, as a shell makes it.
    pub async fn closed(&self, name: &str, request: Value) -> Result<Value, AppError> {
        let why = App::open(self.options()).await.err().expect("the folder cannot be opened");
        assert_speaks(&why);
        rescue(&self.options(), why, name, request).await.map(|answer| serde_json::from_str(&answer).unwrap())
    }

    /// Closes the folder and keeps it.
    pub async fn close(&self) {
        self.app.close().await;
    }

    /// Opens the same folder with the same keychain again.
    pub async fn reopened(self) -> Self {
        self.app.close().await;
        let app = App::open(self.options()).await.unwrap();
        Self { app, ..self }
    }

    pub fn backups(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.home.join("backups")).into_iter().flatten().flatten();
        let mut names: Vec<_> = entries.map(|entry| entry.file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

fn options(home: &Path, keychain: &Arc<FaultyKeychain>) -> OpenOptions {
    let keychain = KeychainChoice::Given(keychain.clone());
    OpenOptions { home: Some(home.to_owned()), keychain, allow_commands: true, ..OpenOptions::default() }
}

pub fn assert_speaks(error: &AppError) {
    for lang in [Lang::En, Lang::ZhCn] {
        for words in [error.message(lang), error.code.hint().render(lang, &error.params)] {
            assert!(!words.is_empty() && !words.contains('{'), "{error:?}: {words}");
        }
    }
}

/// One item of a report.
pub fn finding(report: &Value, id: &str) -> Value {
    let items = report["items"].as_array().unwrap();
    let item = items.iter().find(|item| item["id"] == id).unwrap_or_else(|| panic!("no {id} in {report}")).clone();
    assert!(item["status"] == "ok" || !item["remedy"].is_null(), "no remedy: {item}");
    item
}

/// A MySQL source with two complete sides.
pub fn mysql(name: &str) -> Value {
    let side = |database: &str, password: &str| {
        json!({"mode": "UrlMode", "secrets": {"password": password}, "properties": {
            "address": [{"host": "127.0.0.1", "port": 9}], "database": database, "username": "etl"}})
    };
    json!({"name": name, "type": "mysql", "description": "orders of the shop", "tags": ["core"],
        "dev": side("shop_dev", "dev-pw"), "prod": side("shop", "prod-pw")})
}

/// A save request that keeps everything of a view.
pub fn resave(view: &Value) -> Value {
    let side = |env: &str| match &view[env] {
        Value::Null => Value::Null,
        side => json!({"mode": side["mode"], "properties": side["properties"]}),
    };
    json!({"id": view["id"], "revision": view["revision"], "name": view["name"], "type": view["type"],
        "description": view["description"], "tags": view["tags"], "dev": side("dev"), "prod": side("prod")})
}

/// The same with other secrets on both sides, and other words.
pub fn with_new_secrets(view: &Value) -> Value {
    let mut edit = resave(view);
    edit["description"] = json!("changed");
    edit["dev"]["secrets"] = json!({"password": "new-dev"});
    edit["prod"]["secrets"] = json!({"password": "new-prod"});
    edit
}

/// Progress of a call, as a page sees it.
pub fn listening() -> (Arc<Mutex<Vec<Value>>>, Caller) {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let events = {
        let heard = heard.clone();
        Arc::new(move |event| heard.lock().unwrap().push(event))
    };
    (heard, Caller { call: "listening".to_owned(), events })
}

/// What a run of `headwater` left.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    #[track_caller]
    pub fn ok(&self) -> Value {
        assert_eq!(self.code, 0, "{self:#?}");
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:#?}"))
    }

    /// The error line; it says what to do.
    #[track_caller]
    pub fn error(&self, code: i32) -> Value {
        assert_eq!((self.code, self.out.as_str()), (code, ""), "{self:#?}");
        let line: Value = serde_json::from_str(self.err.lines().last().unwrap()).unwrap();
        for words in ["message", "hint"] {
            assert_ne!(line["error"][words], "", "{self:#?}");
        }
        line["error"].clone()
    }
}

/// `headwater` with these arguments on a data folder. It reaches the keychain of the suite (`tests/with-keychain`) if there
/// is one, and never that of the person who runs it.
pub fn headwater(home: &Path, arguments: &[&str], input: &str) -> Run {
    let mut command = Command::new(program());
    command.args(arguments).env("HEADWATER_HOME", home).env("LANG", "C.UTF-8").env_remove("LC_ALL");
    if std::env::var_os("HEADWATER_TEST_KEYCHAIN").is_none() {
        command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
    }
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A program that refuses early leaves the rest unread.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}

/// The program that was built beside this test.
fn program() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let path = test.ancestors().nth(2).unwrap().join("headwater");
    assert!(path.is_file(), "{} is not built: run `cargo build -p headwater-cli` first", path.display());
    path
}

/// Creates a source without secrets through the command line.
pub fn sqlite(home: &Path, name: &str) -> Value {
    let side = json!({"mode": "UrlMode", "properties": {"path": home.join("nothing.db")}});
    let document = json!({"name": name, "type": "sqlite", "dev": side, "prod": side});
    headwater(home, &["source", "create", "--file", "-", "--json"], &document.to_string()).ok()
}

/// Names of the sources that are listed.
pub fn listed(home: &Path) -> Vec<String> {
    let rows = headwater(home, &["source", "list", "--json"], "").ok();
    rows.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect()
}
