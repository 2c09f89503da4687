//! What happens on a terminal: prompts that show nothing, colours, and Ctrl-C. `script` makes the terminal.

use std::io::{Read as _, Write as _};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use headwater_tests::mariadb::{PASSWORD, users};
use serde_json::json;

use crate::bench::{Bench, program};
use crate::secrets::items_with;

/// The program on a terminal of its own.
pub struct Terminal {
    child: Child,
    seen: String,
}

impl Terminal {
    /// Starts it.
    pub fn run(bench: &Bench, arguments: &str) -> Self {
        let command = format!("{} {arguments}", program().display());
        let mut script = Command::new("script");
        script.args(["--quiet", "--return", "--flush", "--command", &command, "/dev/null"]);
        script.env("HEADWATER_HOME", bench.home()).env("LANG", "C.UTF-8").env("TERM", "xterm").env_remove("LC_ALL");
        script.env_remove("NO_COLOR").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit());
        Self { child: script.spawn().expect("script (of util-linux) is installed"), seen: String::new() }
    }

    /// Reads until the words come.
    pub fn wait_for(&mut self, words: &str) {
        let out = self.child.stdout.as_mut().expect("a pipe");
        while !self.seen.contains(words) {
            let mut bytes = [0; 4096];
            let count = out.read(&mut bytes).expect("readable");
            assert_ne!(count, 0, "ended without “{words}”: {}", self.seen);
            self.seen += &String::from_utf8_lossy(&bytes[..count]);
        }
    }

    /// Types.
    pub fn type_in(&mut self, keys: &str) {
        // The prompt is on the screen a moment before the terminal stops showing what is typed.
        std::thread::sleep(Duration::from_millis(300));
        self.child.stdin.as_mut().expect("a pipe").write_all(keys.as_bytes()).expect("writable");
    }

    /// The exit code, and everything that was on the screen.
    pub fn end(mut self) -> (Option<i32>, String) {
        let mut rest = Vec::new();
        self.child.stdout.as_mut().expect("a pipe").read_to_end(&mut rest).expect("readable");
        self.seen += &String::from_utf8_lossy(&rest);
        (self.child.wait().expect("script ends").code(), self.seen)
    }
}

#[test]
fn a_prompt_shows_nothing_of_the_secret() {
    let bench = Bench::with_keychain();
    let canary = "typed-at-the-prompt";
    bench.mysql("orders", users::APP, &json!({}));
    let mut terminal = Terminal::run(&bench, "secret set orders --env dev --slot password");
    terminal.wait_for("password of “orders” (dev)");
    terminal.type_in(&format!("{canary}\r"));
    let (code, seen) = terminal.end();
    assert_eq!(code, Some(0), "{seen}");
    assert!(!seen.contains(canary), "{seen}");
    assert_eq!(items_with(canary), 1);
}

#[test]
fn a_test_asks_for_what_is_not_kept() {
    let bench = Bench::with_keychain();
    bench.mysql("orders", users::APP, &json!({"password": {"ask": true}}));
    let mut terminal = Terminal::run(&bench, "test orders --env dev");
    terminal.wait_for("password: ");
    terminal.type_in(&format!("{PASSWORD}\r"));
    let (code, seen) = terminal.end();
    assert_eq!(code, Some(0), "{seen}");
    assert!(seen.contains("Connectable") && !seen.contains(PASSWORD), "{seen}");
    assert!(seen.contains("\u{1b}[32m"), "a terminal has colours: {seen}");
    assert_eq!(bench.ok(&["source", "show", "orders"])["dev"]["secret_states"]["password"], "ask", "and keeps nothing");
}

#[test]
fn an_interrupted_prompt_changes_nothing() {
    let bench = Bench::with_keychain();
    bench.mysql("orders", users::APP, &json!({}));
    let mut terminal = Terminal::run(&bench, "secret set orders --env dev --slot password");
    terminal.wait_for("(dev)");
    terminal.type_in("half-typed\u{3}");
    let (code, seen) = terminal.end();
    assert_eq!(code, Some(130), "{seen}");
    assert_eq!(bench.ok(&["source", "show", "orders"])["dev"]["secret_states"]["password"], "missing");
}

#[test]
fn a_changed_target_is_confirmed_by_a_person() {
    let bench = Bench::with_keychain();
    bench.mysql("orders", users::APP, &json!({"password": PASSWORD}));
    bench.edit("orders", &json!({"dev": {"properties": {"address": [{"host": "localhost", "port": 1}]}}})).ok();
    let states = || bench.ok(&["source", "show", "orders"])["dev"]["secret_states"]["password"].clone();
    assert_eq!(states(), "confirm");
    let mut terminal = Terminal::run(&bench, "test orders --env dev");
    terminal.wait_for("[y/N]");
    terminal.type_in("n\r");
    assert_eq!((terminal.end().0, states()), (Some(1), "confirm".into()));
    bench.run(&["test", "orders", "--env", "dev", "--confirm-target", "--json"]).not_connectable();
    assert_eq!(states(), "stored");
}
