//! Secrets in the clipboard, on a display of the test's own. The display is a process's, so that everything here runs in
//! processes of their own: this program again, with the name of one of the tests that are ignored otherwise.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use headwater_app::{App, Caller, KeychainChoice, OpenOptions, call};
use headwater_model::ErrorCode;
use headwater_vault::FaultyKeychain;
use serde_json::{Value, json};

use crate::support::{Bench, mysql};

/// Says that the process has a display that nobody else uses.
const OWN: &str = "HEADWATER_TEST_DISPLAY";

/// This program with one test.
fn again(test: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", &format!("clipboard::{test}"), "--ignored", "--nocapture", "--quiet"]);
    command
}

struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_copied_secret_is_there_for_a_while_and_only_there() {
    let mut server = Command::new("Xvfb");
    server.args(["-displayfd", "1", "-screen", "0", "64x64x24", "-nolisten", "tcp"]).stdout(Stdio::piped());
    let mut server = Ended(server.stderr(Stdio::null()).spawn().expect("Xvfb is installed"));
    let mut number = String::new();
    BufReader::new(server.0.stdout.as_mut().unwrap()).read_line(&mut number).unwrap();
    let status = again("on_a_display").env("DISPLAY", format!(":{}", number.trim())).env(OWN, "1").status().unwrap();
    assert!(status.success());
}

/// What another program finds in the clipboard.
fn found() -> String {
    let output = again("reads").output().unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    out.split_once("<<").and_then(|(_, rest)| rest.split_once(">>")).map(|(text, _)| text.to_owned()).unwrap()
}

/// Another program that copies something and stays.
fn others() -> Ended {
    let mut child = again("writes").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    let mut lines = BufReader::new(child.stdout.as_mut().unwrap());
    while !line.contains("written") {
        assert_ne!(lines.read_line(&mut line).unwrap(), 0);
    }
    Ended(child)
}

async fn open(after: Duration) -> (Arc<App>, Value, tempfile::TempDir) {
    let home = tempfile::tempdir().unwrap();
    let keychain = KeychainChoice::Given(Arc::new(FaultyKeychain::default()));
    let options =
        OpenOptions { home: Some(home.path().to_owned()), keychain, clipboard: Some(after), ..OpenOptions::default() };
    let app = App::open(options).await.unwrap();
    let view = call(&app, "source.save", mysql("orders"), Caller::silent()).await.unwrap();
    (app, view["id"].clone(), home)
}

async fn ok(app: &Arc<App>, name: &str, request: Value) -> Value {
    let answer = call(app, name, request, Caller::silent()).await.unwrap_or_else(|error| panic!("{name}: {error:?}"));
    assert!(!answer.to_string().contains("-pw"), "{answer}");
    answer
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "runs on a display of its own"]
async fn on_a_display() {
    let Some(_) = std::env::var_os(OWN) else { return };
    let long = Duration::from_secs(3_600);
    let secret = |id: &Value, slot: &str| json!({"id": id, "env": "prod", "slot": slot});

    let (app, id, _home) = open(long).await;
    let copied = ok(&app, "secret.copy", secret(&id, "password")).await;
    assert_eq!((copied, found().as_str()), (json!({"cleared_after_ms": 3_600_000}), "prod-pw"));
    ok(&app, "source.copy", json!({"id": id, "env": "dev", "form": "url"})).await;
    assert_eq!(found(), "mysql://etl:dev-pw@10.20.0.14:3306/shop_dev", "the later takes the place of the earlier");
    let told = ok(&app, "activity.list", json!({})).await;
    let changes: Vec<&Value> =
        told["rows"].as_array().unwrap()[..2].iter().map(|row| &row["changes"][0]["field"]).collect();
    assert_eq!(changes, ["form", "prod.secrets.password"]);
    let none = call(&app, "secret.copy", secret(&id, "keystorePassword"), Caller::silent()).await.unwrap_err();
    assert_eq!((none.code, found().contains("dev-pw")), (ErrorCode::SecretUnknown, true));
    app.close().await;
    assert_eq!(found(), "", "nothing stays behind when the program ends");

    let (app, id, _home) = open(Duration::from_millis(50)).await;
    ok(&app, "secret.copy", secret(&id, "password")).await;
    let deadline = Instant::now() + Duration::from_secs(60);
    while !found().is_empty() {
        assert!(Instant::now() < deadline, "the secret stays in the clipboard");
    }
    app.close().await;

    let (app, id, _home) = open(long).await;
    ok(&app, "secret.copy", secret(&id, "password")).await;
    let _others = others();
    assert_eq!(found(), "theirs");
    app.close().await;
    assert_eq!(found(), "theirs", "what is not ours is not taken");
}

#[test]
#[ignore = "is another program"]
fn reads() {
    let Some(_) = std::env::var_os(OWN) else { return };
    println!("<<{}>>", arboard::Clipboard::new().unwrap().get_text().unwrap_or_default());
}

#[test]
#[ignore = "is another program"]
fn writes() {
    let Some(_) = std::env::var_os(OWN) else { return };
    let mut clipboard = arboard::Clipboard::new().unwrap();
    clipboard.set_text("theirs").unwrap();
    println!("written");
    std::io::stdout().flush().unwrap();
    // Until whoever started it goes.
    let _ = std::io::stdin().read(&mut [0]);
}

#[tokio::test]
async fn a_shell_without_a_clipboard_says_where_to_go() {
    let bench = Bench::new().await;
    let view = bench.create("orders").await;
    let refused = bench.refused("secret.copy", json!({"id": view["id"], "env": "prod", "slot": "password"})).await;
    assert_eq!(refused.code, ErrorCode::ClipboardAbsent);
    let told = bench.ok("activity.list", json!({})).await;
    assert_eq!(told["rows"][0]["action"]["id"], "source_created", "nothing was copied, nothing is told");
}
