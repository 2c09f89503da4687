//! `test`: the report, its verdicts and exit codes.

use std::io::Read as _;
use std::net::TcpListener;
use std::process::Command;
use std::time::{Duration, Instant};

use headwater_tests::mariadb::{PASSWORD, users};
use serde_json::{Value, json};

use crate::bench::{Bench, Run, assert_time, mysql_side, text};

fn stage<'a>(report: &'a Value, name: &str) -> &'a Value {
    let stages = report["stages"].as_array().expect("an array");
    stages.iter().find(|stage| stage["stage"] == name).unwrap_or_else(|| panic!("no {name}: {report:#}"))
}

#[test]
fn a_report_has_the_agreed_shape() {
    let bench = Bench::with_keychain();
    bench.mysql("orders", users::APP, &json!({"password": PASSWORD}));
    let report = bench.ok(&["test", "orders", "--env", "dev"]);
    assert_eq!((text(&report["source"]), text(&report["env"])), ("orders", "dev"));
    assert_eq!((text(&report["route"]), text(&report["depth"])), ("direct", "login"));
    assert_eq!(report["verdict"], "Connectable");
    let stages = report["stages"].as_array().expect("an array");
    let names: Vec<&str> = stages.iter().map(|stage| text(&stage["stage"])).collect();
    assert_eq!(names[..2], ["validate_input", "read_secrets"]);
    assert!(names.contains(&"connect_port") && names.contains(&"authenticate") && names.contains(&"open_target"));
    for stage in stages {
        let keys: Vec<&String> = stage.as_object().expect("an object").keys().collect();
        assert_eq!(keys, ["advice", "code", "detail", "ms", "stage", "started_at", "status"]);
        assert_time(&stage["started_at"]);
        assert!(stage["ms"].is_u64() && stage["detail"].is_string());
    }
}

#[test]
fn what_is_not_connectable_ends_with_1_and_the_report() {
    let bench = Bench::with_keychain();
    bench.mysql("refused", users::APP, &json!({"password": "wrong"}));
    let report = bench.run(&["test", "refused", "--env", "dev", "--json"]).not_connectable();
    assert_eq!(report["verdict"], "ConfigError");
    let authenticate = stage(&report, "authenticate");
    assert_eq!(authenticate["status"], "failed");
    for key in ["id", "cause", "remedy"] {
        assert!(!text(&authenticate["advice"][key]).is_empty());
    }
    let skipped = stage(&report, "open_target");
    assert_eq!((&skipped["status"], &skipped["started_at"]), (&"skipped".into(), &Value::Null));

    let closed = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a port").port();
    let side = mysql_side(closed, users::APP, &json!({"password": "x"}));
    bench.create(&json!({"name": "closed", "type": "mysql", "dev": side}));
    let report = bench.run(&["test", "closed", "--env", "dev", "--json"]).not_connectable();
    assert_eq!((text(&report["verdict"]), text(&stage(&report, "connect_port")["status"])), ("Unreachable", "failed"));

    let properties = json!({"regionId": "cn-hangzhou", "instanceId": "rm-1", "database": "d", "username": "u"});
    let side = json!({"mode": "InstanceMode", "properties": properties, "secrets": {"password": "x"}});
    bench.create(&json!({"name": "rds", "type": "mysql", "dev": side}));
    let report = bench.run(&["test", "rds", "--env", "dev", "--json"]).not_connectable();
    assert_eq!(report["verdict"], "Unsupported");
}

#[test]
fn an_absent_side_is_a_report_too() {
    let bench = Bench::new();
    let side = json!({"mode": "UrlMode", "properties": {"path": bench.database("a.db")}});
    bench.create(&json!({"name": "a", "type": "sqlite", "prod": side}));
    let report = bench.run(&["test", "a", "--env", "dev", "--json"]).not_connectable();
    assert_eq!((text(&report["verdict"]), text(&report["env"])), ("ConfigError", "dev"));
    let input = stage(&report, "validate_input");
    assert_eq!((text(&input["status"]), text(&input["code"])), ("failed", "side_absent"));
    assert!(text(&input["advice"]["cause"]).contains("dev"));
    let both = bench.run(&["test", "a", "--env", "all", "--json"]).not_connectable();
    let verdicts: Vec<&Value> = both["reports"].as_array().expect("an array").iter().map(|r| &r["verdict"]).collect();
    assert_eq!(verdicts, ["ConfigError", "Connectable"], "the exit code is the worst");
}

#[test]
fn a_draft_says_what_is_missing() {
    let bench = Bench::new();
    bench.create(&json!({"name": "a", "type": "sqlite", "dev": {"mode": "UrlMode", "properties": {}}}));
    let report = bench.run(&["test", "a", "--env", "dev", "--json"]).not_connectable();
    let input = stage(&report, "validate_input");
    assert_eq!((text(&input["status"]), text(&input["code"])), ("failed", "input.missing"));
    assert!(text(&input["detail"]).contains("path"));
}

#[test]
fn repeating_measures_and_stops_at_the_first_refused_password() {
    let bench = Bench::with_keychain();
    bench.mysql("right", users::APP, &json!({"password": PASSWORD}));
    let reports = |run: Run| run.document()["reports"].as_array().map(Vec::len);
    let right = bench.run(&["test", "right", "--env", "dev", "--repeat", "3", "--json"]);
    assert_eq!((right.code, reports(right)), (Some(0), Some(3)));
    bench.mysql("wrong", users::APP, &json!({"password": "wrong"}));
    let wrong = bench.run(&["test", "wrong", "--env", "dev", "--repeat", "3", "--json"]);
    assert_eq!((wrong.code, reports(wrong)), (Some(1), Some(1)), "a server may lock the account");
    let once = bench.ok(&["test", "right", "--env", "dev", "--repeat", "1"]);
    assert_eq!(once["reports"].as_array().map(Vec::len), Some(1));
}

/// A server that takes connections and never says a word.
fn mute(bench: &Bench) -> TcpListener {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let side = mysql_side(port, users::APP, &json!({"password": "x"}));
    bench.create(&json!({"name": "mute", "type": "mysql", "dev": side}));
    listener
}

#[test]
fn a_timeout_ends_a_test_that_hangs() {
    let bench = Bench::with_keychain();
    let _listener = mute(&bench);
    let began = Instant::now();
    let report = bench.run(&["test", "mute", "--env", "dev", "--timeout", "400", "--json"]).not_connectable();
    assert!(began.elapsed() < Duration::from_secs(10));
    assert_eq!(report["verdict"], "Unreachable");
    assert!(report["ms"].as_u64().is_some_and(|ms| (100..5_000).contains(&ms)), "{report:#}");
    let refused = bench.run(&["test", "mute", "--env", "dev", "--timeout", "0", "--json"]).error(2);
    assert_eq!((text(&refused["code"]), text(&refused["field"])), ("invalid_request", "--timeout"));
}

#[test]
fn an_interrupt_cancels_the_test_and_ends_with_130() {
    let bench = Bench::with_keychain();
    let listener = mute(&bench);
    let mut command = bench.command(&["test", "mute", "--env", "dev", "--json"]);
    let child = command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn();
    let child = child.expect("the program starts");
    let (mut connection, _) = listener.accept().expect("the test connects");
    let interrupted = Instant::now();
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill runs");
    assert!(sent.success());
    let run = Run::of(child.wait_with_output().expect("the program ends"));
    assert_eq!(run.code, Some(130), "{run:#?}");
    assert!(interrupted.elapsed() < Duration::from_secs(2), "{:?}", interrupted.elapsed());
    assert_eq!(run.document()["verdict"], "Cancelled");
    let mut rest = Vec::new();
    connection.read_to_end(&mut rest).expect("the connection ended too");
}
