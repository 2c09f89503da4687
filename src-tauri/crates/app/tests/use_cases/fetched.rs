//! Secrets that nobody keeps: from the environment, a file or a command.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use headwater_app::{App, Caller, KeychainChoice, OpenOptions, call};
use headwater_model::{ErrorCode, IssueCode};
use serde_json::{Value, json};

use crate::support::Bench;

/// A MySQL side on a port where nobody listens: a test of it that comes to the network has its secrets.
fn side(secret: &Value) -> Value {
    json!({"mode": "UrlMode", "secrets": {"password": secret}, "properties": {
        "address": [{"host": "127.0.0.1", "port": 9}], "database": "shop", "username": "etl", "tlsMode": "off"}})
}

async fn create(bench: &Bench, name: &str, secret: &Value) -> Value {
    bench.ok("source.save", json!({"name": name, "type": "mysql", "dev": side(secret)})).await
}

/// What the stage that reads the secrets found first.
async fn found(bench: &Bench, id: &Value, confirm: Option<&str>) -> String {
    let report = bench.ok("test.run", json!({"id": id, "env": "dev", "confirm": confirm})).await;
    report["stages"][1]["findings"][0]["code"].as_str().unwrap_or_else(|| panic!("{report}")).to_owned()
}

fn shell(script: &str) -> Value {
    json!({"command": ["/bin/sh", "-c", script]})
}

fn file(bench: &Bench, name: &str, content: &[u8], mode: u32) -> Value {
    let path = bench.home.path().join(name);
    std::fs::write(&path, content).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
    json!({"file": path})
}

#[tokio::test]
async fn each_source_gives_its_secret_or_says_why_not() {
    let bench = Bench::new().await;
    let long = vec![b'x'; 65_537];
    let most = [&vec![b'x'; 65_535][..], b"\n"].concat();
    let pipe = bench.home.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let rows = [
        ("variable", json!({"env": "PATH"}), "secrets.read"),
        ("no_variable", json!({"env": "HEADWATER_NO_SUCH_VARIABLE"}), "secret_variable"),
        ("file", file(&bench, "own", b"pw\n", 0o600), "secrets.read"),
        ("read_only_file", file(&bench, "own_ro", b"pw", 0o400), "secrets.read"),
        ("longest_file", file(&bench, "most", &most, 0o600), "secrets.read"),
        ("no_file", json!({"file": "/nowhere/at/all"}), "secret_file"),
        ("folder", json!({"file": bench.home.path()}), "secret_file"),
        ("pipe", json!({"file": pipe}), "secret_file"),
        ("group_file", file(&bench, "group", b"pw", 0o640), "secret_file_open"),
        ("world_file", file(&bench, "world", b"pw", 0o604), "secret_file_open"),
        ("empty_file", file(&bench, "empty", b"\n", 0o600), "secret_empty"),
        ("long_file", file(&bench, "long", &long, 0o600), "secret_too_long"),
        ("binary_file", file(&bench, "binary", b"\xff\xfe", 0o600), "secret_not_text"),
        ("command", shell("echo pw"), "secrets.read"),
        ("failing_command", shell("echo pw; exit 3"), "secret_command"),
        ("no_command", json!({"command": ["/nowhere/at/all"]}), "secret_command"),
        ("silent_command", shell("true"), "secret_empty"),
        ("endless_command", shell("yes"), "secret_too_long"),
        ("waiting_command", shell("read answer && echo $answer"), "secret_command"),
    ];
    for (name, secret, code) in rows {
        let view = create(&bench, name, &secret).await;
        assert_eq!(view["dev"]["complete"], true, "{name}: a reference counts as filled in");
        let consent = view["dev"]["consent"].as_str();
        assert_eq!(found(&bench, &view["id"], consent).await, code, "{name}");
    }
    assert!(bench.items().is_empty(), "the keychain holds none of them");
    bench.assert_sound().await;
}

#[tokio::test]
async fn a_reference_is_judged_when_it_is_saved() {
    let bench = Bench::new().await;
    for (secret, code) in [
        (json!({"env": ""}), IssueCode::Missing),
        (json!({"env": "A-B"}), IssueCode::VariableName),
        (json!({"env": "1A"}), IssueCode::VariableName),
        (json!({"file": "relative"}), IssueCode::PathRelative),
        (json!({"command": []}), IssueCode::Missing),
        (json!({"command": ["pass", "show"]}), IssueCode::PathRelative),
        (json!({"command": ["/bin/sh", "a\nb"]}), IssueCode::HiddenCharacter),
        (json!({"command": ["/bin/sh", "\u{202e}txt"]}), IssueCode::HiddenCharacter),
        (json!({"file": "/tmp/\u{200b}x"}), IssueCode::HiddenCharacter),
    ] {
        let request = json!({"name": "wrong", "type": "mysql", "dev": side(&secret)});
        let error = bench.refused("source.save", request).await;
        let issue = &error.issues[0];
        assert_eq!((issue.field.as_str(), issue.code), ("dev.secrets.password", code), "{secret}");
    }
    for secret in [json!({"env": "A", "file": "/b"}), json!({"ask": false, "env": "A"}), json!({"command": "ls"})] {
        let error = bench.refused("source.save", json!({"name": "a", "type": "mysql", "dev": side(&secret)})).await;
        assert_eq!((error.code, error.issues[0].field.as_str()), (ErrorCode::InvalidRequest, "dev.secrets.password"));
    }
}

#[tokio::test]
async fn a_command_is_run_only_as_it_was_agreed_to() {
    let bench = Bench::new().await;
    let mark = bench.home.path().join("ran");
    let script = format!("echo x >> {}; echo pw", mark.display());
    let runs = |mark: &Path| std::fs::read_to_string(mark).unwrap_or_default().lines().count();

    let view = create(&bench, "orders", &shell(&script)).await;
    let id = &view["id"];
    assert_eq!(
        (&view["dev"]["secret_states"]["password"], &view["dev"]["unconfirmed"]),
        (&json!("command"), &json!(true))
    );
    assert_eq!(view["dev"]["fetched"]["password"], shell(&script));
    let consent = view["dev"]["consent"].as_str().unwrap();
    let argv = json!(["/bin/sh", "-c", script]);
    assert_eq!(consent, format!("127.0.0.1 · TLS off\npassword ← command {argv}"));

    assert_eq!(found(&bench, id, None).await, "secrets.fetch");
    assert_eq!(found(&bench, id, Some("127.0.0.1 · TLS off")).await, "secrets.fetch", "the target alone is not enough");
    assert_eq!(found(&bench, id, Some(&consent.replace("127.0.0.1", "127.0.0.2"))).await, "secrets.fetch");
    assert_eq!(found(&bench, id, Some(&consent.replace("x >>", "y >>"))).await, "secrets.fetch");
    let form = json!({"type": "mysql", "env": "dev", "side": side(&shell(&script))});
    let report = bench.ok("test.run", form).await;
    assert_eq!(report["stages"][1]["findings"][0]["code"], "secrets.fetch", "nor from a form that was never saved");
    assert_eq!(report["consent"], consent, "what is to be agreed to comes with the report, word for word");
    assert_eq!(runs(&mark), 0);

    assert_eq!(found(&bench, id, Some(consent)).await, "secrets.read");
    assert_eq!(found(&bench, id, None).await, "secrets.read", "once agreed to, it stays so");
    assert_eq!(runs(&mark), 2);

    let again = json!({"id": id, "env": "dev", "slot": "password", "secret": shell(&script)});
    bench.ok("secret.set", again).await;
    assert_eq!(found(&bench, id, None).await, "secrets.read", "the same command, set again");
    let other = json!({"id": id, "env": "dev", "slot": "password", "secret": shell(&format!("{script}; true"))});
    bench.ok("secret.set", other).await;
    assert_eq!(found(&bench, id, None).await, "secrets.fetch", "another command");
    bench.ok("secret.set", json!({"id": id, "env": "dev", "slot": "password", "secret": {"env": "PATH"}})).await;
    assert_eq!(found(&bench, id, None).await, "secrets.read", "a variable that a person named");
    let elsewhere = json!({"dev": {"properties": {"address": [{"host": "127.0.0.2", "port": 9}]}}});
    bench.ok("source.patch", json!({"id": id, "patch": elsewhere})).await;
    assert_eq!(found(&bench, id, None).await, "secrets.fetch", "another target");
    assert_eq!(runs(&mark), 3);
}

#[tokio::test]
async fn a_reference_that_arrives_is_agreed_to_once_more() {
    let bench = Bench::new().await;
    let view = create(&bench, "orders", &json!({"env": "PATH"})).await;
    assert_eq!(found(&bench, &view["id"], None).await, "secrets.read");

    for (secrets, code) in [("copy", "secrets.fetch"), ("leave", "secrets.fetch"), ("ask", "secrets.ask")] {
        let request = json!({"id": view["id"], "name": format!("by_{secrets}"), "envs": ["dev"], "secrets": secrets});
        let copy = bench.ok("source.clone", request).await;
        assert_eq!(found(&bench, &copy["id"], None).await, code, "a clone that does: {secrets}");
    }

    let sealed = json!({"ids": [view["id"]], "format": "sealed", "passphrase": "open sesame"});
    let content = bench.ok("source.export", sealed).await["content"].clone();
    let read = || bench.ok("import.read", json!({"content": content, "passphrase": "open sesame"}));
    let same = read().await;
    assert_eq!(same["rows"][0]["status"], "same");
    bench.ok("source.delete", json!({"id": view["id"], "envs": ["dev"]})).await;
    let fresh = read().await;
    assert_eq!((&fresh["rows"][0]["status"], &fresh["rows"][0]["sides"][0]["confirm"]), (&json!("new"), &json!(true)));
    bench.ok("import.apply", json!({"ticket": fresh["ticket"]})).await;
    let back = bench.ok("source.named", json!({"name": "orders"})).await;
    assert_eq!(back["dev"]["fetched"]["password"], json!({"env": "PATH"}));
    assert_eq!(found(&bench, &back["id"], None).await, "secrets.fetch");

    let cloud = bench.ok("source.export", json!({"ids": [back["id"]], "format": "dataworks"})).await;
    assert!(!cloud["content"].as_str().unwrap().contains("PATH"));
    let warning = cloud["warnings"].as_array().unwrap().iter().find(|warning| warning["about"] == "secrets");
    assert_eq!(warning.unwrap()["keys"], json!(["password"]));
}

/// What nobody agreed to on one side nobody agreed to on the other.
#[tokio::test]
async fn a_reference_that_is_copied_from_the_other_side_brings_no_consent() {
    let bench = Bench::new().await;
    let secret = file(&bench, "theirs", b"pw", 0o600);
    let view = create(&bench, "orders", &secret).await;
    let id = &bench
        .ok("source.clone", json!({"id": view["id"], "name": "arrived", "envs": ["dev"], "secrets": "copy"}))
        .await["id"];
    let prod = json!({"mode": "UrlMode", "properties": side(&secret)["properties"], "secrets": {}});
    bench.ok("source.patch", json!({"id": id, "patch": {"prod": prod}})).await;
    let test = async |request: Value| {
        let report = bench.ok("test.run", request).await;
        report["stages"][1]["findings"][0]["code"].as_str().unwrap_or_else(|| panic!("{report}")).to_owned()
    };
    let from = json!({"from": "dev"});
    let saved = || json!({"id": id, "env": "prod"});
    assert_eq!(test(json!({"id": id, "env": "prod", "side": side(&from)})).await, "secrets.fetch", "in a form");

    let prod = |secret: &Value| json!({"id": id, "patch": {"prod": {"secrets": {"password": secret}}}});
    let set = |secret: &Value| json!({"id": id, "env": "prod", "slot": "password", "secret": secret});
    let change = json!({"what": "secret", "env": "prod", "slot": "password", "secret": from});
    let rows = [
        ("source.patch", prod(&from), prod(&Value::Null)),
        ("secret.set", set(&from), set(&Value::Null)),
        ("bulk.run", json!({"selection": {"ids": [id]}, "change": change}), set(&Value::Null)),
    ];
    for (command, request, clear) in rows {
        bench.ok(command, request).await;
        assert_eq!(test(saved()).await, "secrets.fetch", "{command}");
        bench.ok(if command == "source.patch" { command } else { "secret.set" }, clear).await;
    }

    let dev = bench.ok("source.get", json!({"id": id})).await["dev"]["consent"].clone();
    assert_eq!(test(json!({"id": id, "env": "dev", "confirm": dev})).await, "secrets.read");
    bench.ok("secret.set", set(&from)).await;
    assert_eq!(test(saved()).await, "secrets.read", "once a person agreed to it there, it is as good as typed");
}

/// Whoever wrote the document, the person has not seen what is in it.
#[tokio::test]
async fn a_document_from_a_file_agrees_to_nothing() {
    let bench = Bench::new().await;
    let secret = file(&bench, "mine", b"pw", 0o600);
    let consent = format!("127.0.0.1 · TLS off\npassword ← file {}", secret["file"].as_str().unwrap());
    let mut dev = side(&secret);
    dev["confirm"] = json!(consent);
    let request = json!({"name": "orders", "type": "mysql", "dev": dev, "from_file": true});
    let id = &bench.ok("source.save", request).await["id"];
    assert_eq!(found(&bench, id, None).await, "secrets.fetch");
    assert_eq!(found(&bench, id, Some(&consent)).await, "secrets.read");

    let patch = |secrets: Value| json!({"id": id, "from_file": true, "patch": {"dev": {"secrets": secrets}}});
    bench.ok("source.patch", patch(json!({"password": secret}))).await;
    assert_eq!(found(&bench, id, None).await, "secrets.read", "what was agreed to before stays so");
    bench.ok("source.patch", patch(json!({"password": {"env": "PATH"}}))).await;
    assert_eq!(found(&bench, id, None).await, "secrets.fetch");
    bench.ok("source.patch", patch(json!({"password": "typed"}))).await;
    assert_eq!(found(&bench, id, None).await, "secrets.read");
}

/// Who agreed before there was a target agreed to none.
#[tokio::test]
async fn consent_without_a_target_holds_for_no_other() {
    let bench = Bench::new().await;
    for (name, secret) in [("command", shell("echo pw")), ("env", json!({"env": "PATH"}))] {
        let mut dev = side(&secret);
        let target = dev["properties"]["address"].take();
        dev["properties"].as_object_mut().unwrap().remove("address");
        let id = &bench.ok("source.save", json!({"name": name, "type": "mysql", "dev": dev})).await["id"];
        let consent = bench.ok("source.get", json!({"id": id})).await["dev"]["consent"].clone();
        bench.ok("test.run", json!({"id": id, "env": "dev", "confirm": consent})).await;
        let targeted = json!({"dev": {"properties": {"address": target}}});
        bench.ok("source.patch", json!({"id": id, "patch": targeted})).await;
        assert_eq!(found(&bench, id, None).await, "secrets.fetch", "{name}");
    }
}

#[tokio::test]
async fn a_command_gets_a_small_environment_and_ends_with_its_test() {
    let bench = Bench::new().await;
    let home = bench.home.path().display().to_string();
    let view = create(&bench, "orders", &shell(&format!("env > {home}/env; echo loud >&2; echo pw"))).await;
    assert_eq!(found(&bench, &view["id"], view["dev"]["consent"].as_str()).await, "secrets.read");
    let given = std::fs::read_to_string(format!("{home}/env")).unwrap();
    assert!(given.contains("PATH=") && !given.contains("CARGO"), "{given}");

    let slow = create(&bench, "slow", &shell(&format!("sleep 600 & echo $! > {home}/pid; wait"))).await;
    let request = json!({"id": slow["id"], "env": "dev", "confirm": slow["dev"]["consent"], "timeout_ms": 2_000});
    let report = bench.ok("test.run", request).await;
    assert_eq!(report["stages"][1]["findings"][0]["code"], "timeout", "{report}");
    let pid = std::fs::read_to_string(format!("{home}/pid")).unwrap();
    let lives = || {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", pid.trim()));
        stat.is_ok_and(|stat| !stat.contains(") Z "))
    };
    let deadline = Instant::now() + Duration::from_secs(60);
    while lives() {
        assert!(Instant::now() < deadline, "what the command started outlives its test");
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_page_in_a_browser_runs_no_command() {
    let bench = Bench::new().await;
    let view = create(&bench, "orders", &shell("echo pw")).await;
    let keychain = KeychainChoice::Given(bench.keychain.clone());
    let home = Some(bench.home.path().to_owned());
    let app: Arc<App> = App::open(OpenOptions { home, keychain, ..OpenOptions::default() }).await.unwrap();
    let request = json!({"id": view["id"], "env": "dev", "confirm": view["dev"]["consent"]});
    let report = call(&app, "test.run", request, Caller::silent()).await.unwrap();
    assert_eq!(report["stages"][1]["findings"][0]["code"], "secret_command_off");
}
