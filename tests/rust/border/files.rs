//! Rights of every file that the programs write, whatever the shell's umask says; and words that people and servers give,
//! shown as text.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use headwater_app::{App, Caller, KeychainChoice, OpenOptions, call};
use headwater_vault::FaultyKeychain;
use serde_json::{Value, json};

use crate::program;

/// Every file and folder with rights for others.
fn open_to_others(folder: &Path, found: &mut Vec<String>) -> usize {
    let mut seen = 0;
    for path in
        std::iter::once(folder.to_owned()).chain(fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()))
    {
        let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o7777;
        let expected = if path.is_dir() { 0o700 } else { 0o600 };
        if mode != expected {
            found.push(format!("{} {mode:o}", path.display()));
        }
        seen += 1;
        if path.is_dir() && path != folder {
            seen += open_to_others(&path, found);
        }
    }
    seen
}

/// Runs this test again, alone and under a umask that allows everything; in that child the closure runs.
async fn under_an_open_umask<F: Future<Output = ()>>(test: &str, work: impl FnOnce() -> F) {
    const ROLE: &str = "HEADWATER_BORDER_UMASK";
    if std::env::var_os(ROLE).is_some() {
        return work().await;
    }
    let mut child = Command::new("bash");
    child.args(["-c", "umask 0; exec \"$0\" --exact \"$1\""]).arg(std::env::current_exe().unwrap()).arg(test);
    let output = child.env(ROLE, "child").output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}

#[tokio::test]
async fn files_are_for_their_owner_only() {
    under_an_open_umask("files::files_are_for_their_owner_only", async || {
        let place = tempfile::tempdir().unwrap();
        let home = place.path().join("data");
        let keychain = KeychainChoice::Given(Arc::new(FaultyKeychain::default()));
        let app =
            App::open(OpenOptions { home: Some(home.clone()), keychain, ..OpenOptions::default() }).await.unwrap();
        let ask = async |name: &str, request: Value| call(&app, name, request, Caller::silent()).await.unwrap();
        let dev = json!({"mode": "UrlMode", "properties": {"username": "etl"}, "secrets": {"password": "x"}});
        ask("source.save", json!({"name": "orders", "type": "mysql", "dev": dev})).await;
        ask("form.keep", json!({"key": "new", "form": {"a": 1}})).await;
        ask("workspace.sample", json!({})).await;
        let backup = ask("backup.create", json!({})).await;
        let elsewhere = place.path().join("elsewhere.db");
        ask("backup.create", json!({"path": elsewhere})).await;
        ask("backup.restore", json!({"path": backup["path"]})).await;
        let mut found = Vec::new();
        let seen = open_to_others(&home, &mut found);
        assert_eq!(found, [""; 0]);
        assert!(seen >= 8, "database, log and index of it, two backups, a lock, two folders: {seen}");
        assert_eq!(fs::metadata(elsewhere).unwrap().permissions().mode() & 0o777, 0o600);
        app.close().await;
    })
    .await;
}

#[test]
fn files_of_the_command_line_are_for_their_owner_only() {
    let home = tempfile::tempdir().unwrap();
    let run = |arguments: &str, input: &str| {
        let mut child = Command::new("bash");
        let script = format!("umask 0; exec \"$0\" {arguments}");
        child.args(["-c", &script]).arg(program("headwater")).env("HEADWATER_HOME", home.path().join("data"));
        let mut child = child.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        assert!(child.wait().unwrap().success(), "{arguments}");
    };
    run("source create --file -", r#"{"name": "a", "type": "sqlite", "dev": {"mode": "UrlMode", "properties": {}}}"#);
    run("workspace sample", "");
    let mut found = Vec::new();
    open_to_others(&home.path().join("data"), &mut found);
    assert_eq!(found, [""; 0]);
}

#[tokio::test]
async fn words_of_people_are_refused_or_shown_as_they_are() {
    let home = tempfile::tempdir().unwrap();
    let keychain = KeychainChoice::Given(Arc::new(FaultyKeychain::default()));
    let app = App::open(OpenOptions { home: Some(home.path().to_owned()), keychain, ..OpenOptions::default() })
        .await
        .unwrap();
    let save = async |name: &str, description: &str, tag: &str| {
        let request = json!({"name": name, "type": "sqlite", "description": description, "tags": [tag]});
        call(&app, "source.save", request, Caller::silent()).await
    };
    let html = "<img src=x onerror=alert(1)>\"';--</script>";
    let view = save("html", html, &html[..28]).await.unwrap();
    assert_eq!((view["description"].as_str(), view["tags"][0].as_str()), (Some(html), Some(&html[..28])));
    assert!(save("<b>name</b>", "", "t").await.is_err());
    // What changes the order in which a reader sees characters, or hides them, is refused everywhere.
    for odd in ["\u{202e}", "\u{2066}", "\u{0}", "\u{1b}[2J", "\u{7f}", "\u{85}"] {
        assert!(save("odd", &format!("a{odd}b"), "t").await.is_err(), "{odd:?}");
        assert!(save("odd", "", &format!("a{odd}b")).await.is_err(), "{odd:?}");
        assert!(save(&format!("a{odd}b"), "", "t").await.is_err(), "{odd:?}");
    }
    app.close().await;
}

#[test]
fn a_report_that_is_pasted_elsewhere_stays_text() {
    let finding = headwater_model::Finding::failure("no.such.code").with(
        "words",
        "<img src=//evil.example/x> ![x](http://evil.example) [click](javascript:1) `code` | pipe\nline \u{202e}",
    );
    let stage = headwater_model::StageReport {
        stage: headwater_model::Stage::Authenticate,
        status: headwater_model::StageStatus::Failed,
        started_at: None,
        ms: 1,
        findings: vec![finding],
    };
    let report = headwater_model::TestReport {
        source: "orders".to_owned(),
        type_id: "mysql".to_owned(),
        env: headwater_model::Environment::Dev,
        route: "direct".to_owned(),
        verdict: headwater_model::Verdict::ConfigError,
        depth: headwater_model::Depth::Login,
        started_at: headwater_model::Timestamp(0),
        ms: 1,
        consent: None,
        stages: vec![stage],
    };
    let text = headwater_app::report_text(&report, headwater_model::Lang::En);
    let row = text.lines().find(|line| line.contains("evil.example")).expect("the server's words are shown");
    let active = row.replace("\\<", "").replace("\\]", "").replace("\\|", "").replace("\\`", "");
    assert!(!active.contains("<img") && !active.contains("](") && !active.contains('`'), "{row}");
    assert_eq!(active.matches('|').count(), 5, "one row of the table: {row}");
    assert!(!row.contains('\u{202e}'), "{row}");
    assert!(row.contains("\\<img") && row.contains("\\|"), "{row}");
}
