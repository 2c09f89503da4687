//! A data folder, the program, and what it answered.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

use headwater_tests::mariadb::{DATABASE, Mariadb};
use serde_json::{Value, json};
use tempfile::TempDir;

/// One server for every test that logs in.
pub static SERVER: LazyLock<Mariadb> = LazyLock::new(Mariadb::plain);

/// The program, built by `cargo test --workspace` (or `cargo build -p headwater-cli`) next to the tests.
pub fn program() -> PathBuf {
    let tests = std::env::current_exe().expect("a test has a path");
    let folder = tests.ancestors().nth(2).expect("target/debug");
    let program = folder.join(format!("headwater{}", std::env::consts::EXE_SUFFIX));
    assert!(program.is_file(), "{} is not built: run `cargo build -p headwater-cli` first", program.display());
    program
}

/// A data folder that goes with the test.
pub struct Bench {
    folder: TempDir,
}

impl Bench {
    /// Secrets are not touched.
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    /// For tests that store secrets.
    pub fn with_keychain() -> Self {
        let private = std::env::var_os("HEADWATER_TEST_KEYCHAIN").is_some();
        assert!(private, "run this through tests/with-keychain: it must not touch your own keychain");
        Self::new()
    }

    /// `HEADWATER_HOME`.
    pub fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// A file beside the data folder.
    pub fn file(&self, name: &str, content: &str) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).expect("a file");
        path.display().to_string()
    }

    /// The program with these arguments, in English, without input.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(program());
        command.args(arguments).env("HEADWATER_HOME", self.home()).env("LANG", "C.UTF-8").stdin(Stdio::null());
        for name in ["LC_ALL", "LC_MESSAGES", "NO_COLOR"] {
            command.env_remove(name);
        }
        command
    }

    /// Runs it to its end.
    pub fn run(&self, arguments: &[&str]) -> Run {
        Run::of(self.command(arguments).output().expect("the program starts"))
    }

    /// Runs it with standard input.
    pub fn feed(&self, arguments: &[&str], input: impl AsRef<[u8]>) -> Run {
        feed(self.command(arguments), input)
    }

    /// Runs it where no Secret Service answers.
    pub fn without_keychain(&self, arguments: &[&str], input: impl AsRef<[u8]>) -> Run {
        let mut command = self.command(arguments);
        command.env("DBUS_SESSION_BUS_ADDRESS", format!("unix:path={}", self.folder.path().join("no-bus").display()));
        feed(command, input)
    }

    /// Runs it beside a Secret Service of its own that nobody unlocked.
    pub fn with_locked_keychain(&self, arguments: &[&str], input: impl AsRef<[u8]>) -> Run {
        const SCRIPT: &str = r#"
            gnome-keyring-daemon --foreground --components=secrets >/dev/null 2>&1 & daemon=$!
            name=org.freedesktop.secrets
            for _ in $(seq 100); do
                dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner \
                    string:$name 2>/dev/null | grep -q 'boolean true' && break
                sleep 0.05
            done
            "$@"; code=$?
            kill "$daemon"; wait "$daemon"
            exit "$code""#;
        let program = self.command(arguments);
        let house = self.folder.path().join("locked");
        std::fs::create_dir_all(&house).expect("a folder");
        let mut command = Command::new("dbus-run-session");
        command.args(["--", "sh", "-c", SCRIPT, "sh"]).arg(program.get_program()).args(program.get_args());
        for name in ["HOME", "XDG_RUNTIME_DIR", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"] {
            command.env(name, &house);
        }
        command.env_remove("GNOME_KEYRING_CONTROL").env("HEADWATER_HOME", self.home()).env("LANG", "C.UTF-8");
        feed(command, input)
    }

    /// The document of a command that does what it is asked.
    pub fn ok(&self, arguments: &[&str]) -> Value {
        self.run(&[arguments, &["--json"]].concat()).ok()
    }

    /// Creates a data source from a document.
    pub fn create(&self, document: &Value) -> Value {
        self.feed(&["source", "create", "--file", "-", "--json"], document.to_string()).ok()
    }

    /// Edits a data source by a patch.
    pub fn edit(&self, name: &str, patch: &Value) -> Run {
        self.feed(&["source", "edit", name, "--file", "-", "--json"], patch.to_string())
    }

    /// A SQLite database with one table, and its path.
    pub fn database(&self, name: &str) -> String {
        // A database whose first page is not written yet: SQLite takes the empty file for one.
        self.file(name, "")
    }

    /// Creates a source of which both sides are the same SQLite file.
    pub fn sqlite(&self, name: &str) -> Value {
        let path = self.database(&format!("{name}.db"));
        let side = json!({"mode": "UrlMode", "properties": {"path": path}});
        self.create(&json!({"name": name, "type": "sqlite", "dev": side, "prod": side}))
    }

    /// Creates a MySQL source with one side, `dev`, on the private server.
    pub fn mysql(&self, name: &str, user: &str, secrets: &Value) -> Value {
        self.create(&json!({"name": name, "type": "mysql", "dev": mysql_side(SERVER.port, user, secrets)}))
    }

    /// Every file of the data folder.
    pub fn files(&self) -> Vec<PathBuf> {
        fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
            for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
                let path = entry.path();
                if path.is_dir() { walk(&path, found) } else { found.push(path) }
            }
        }
        let mut found = Vec::new();
        walk(&self.home(), &mut found);
        found
    }
}

/// Connection string mode on loopback.
pub fn mysql_side(port: u16, user: &str, secrets: &Value) -> Value {
    let address = json!([{"host": "127.0.0.1", "port": port}]);
    let properties = json!({"address": address, "database": DATABASE, "username": user, "tlsMode": "off"});
    json!({"mode": "UrlMode", "properties": properties, "secrets": secrets})
}

fn feed(mut command: Command, input: impl AsRef<[u8]>) -> Run {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.as_ref().to_owned();
    // A program that refuses early leaves the rest unread.
    let feeder = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().expect("the program ends");
    let _ = feeder.join();
    Run::of(output)
}

/// What a run left.
#[derive(Debug)]
pub struct Run {
    /// Exit code; `None` when a signal ended it.
    pub code: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Run {
    /// From a finished process.
    pub fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// The one document on standard output, whatever the exit code.
    #[track_caller]
    pub fn document(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("not one JSON document ({error}): {self:#?}"))
    }

    /// The document of exit code 0.
    #[track_caller]
    pub fn ok(&self) -> Value {
        assert_eq!(self.code, Some(0), "{self:#?}");
        self.document()
    }

    /// The document of exit code 1.
    #[track_caller]
    pub fn not_connectable(&self) -> Value {
        assert_eq!(self.code, Some(1), "{self:#?}");
        self.document()
    }

    /// The error of exit codes 2 to 4: nothing on standard output, and the last line of standard error.
    #[track_caller]
    pub fn error(&self, code: i32) -> Value {
        assert_eq!(self.code, Some(code), "{self:#?}");
        assert_eq!(self.out, "");
        let last = self.err.lines().last().unwrap_or_default();
        let line: Value = serde_json::from_str(last).unwrap_or_else(|error| panic!("{error}: {self:#?}"));
        let keys = |value: &Value| value.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys(&line), ["error"]);
        assert_eq!(keys(&line["error"]), ["code", "field", "hint", "message", "params", "retryable"]);
        line["error"].clone()
    }
}

/// Its string, or a failed test.
#[track_caller]
pub fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("not a string: {value}"))
}

/// RFC 3339, UTC, milliseconds.
#[track_caller]
pub fn assert_time(value: &Value) {
    let at = text(value);
    let shape: String = at.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    assert_eq!(shape, "0000-00-00T00:00:00.000Z", "{at}");
}
