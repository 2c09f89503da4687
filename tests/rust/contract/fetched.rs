//! Secrets that nobody keeps: the values that come from a variable, a file or a command are the ones that log in.

use std::os::unix::fs::PermissionsExt as _;

use headwater_tests::mariadb::{PASSWORD, users};
use serde_json::{Value, json};

use crate::bench::{Bench, Run, text};

fn set(bench: &Bench, from: &[&str]) -> Run {
    bench.run(&[&["secret", "set", "orders", "--env", "dev", "--slot", "password", "--json"], from].concat())
}

fn failed(report: &Value) -> String {
    let stages = report["stages"].as_array().expect("stages");
    let stage = stages.iter().find(|stage| stage["status"] == "failed").expect("a failed stage");
    assert!(stage["advice"]["cause"].is_string() && stage["advice"]["remedy"].is_string(), "{stage}");
    text(&stage["code"]).to_owned()
}

const TEST: [&str; 5] = ["test", "orders", "--env", "dev", "--json"];

#[test]
fn each_source_logs_in_and_leaves_nothing_behind() {
    let bench = Bench::new();
    bench.mysql("orders", users::APP, &json!({}));

    let shown = set(&bench, &["--env-var", "ORDERS_PASSWORD"]).ok();
    assert_eq!(shown["dev"]["secret_states"]["password"], "env");
    assert_eq!(shown["dev"]["fetched"]["password"], json!({"env": "ORDERS_PASSWORD"}));
    assert_eq!(failed(&bench.run(&TEST).not_connectable()), "secret_variable");
    let given = bench.command(&TEST).env("ORDERS_PASSWORD", PASSWORD).output().expect("the program starts");
    assert_eq!(Run::of(given).ok()["verdict"], "Connectable");

    let path = bench.file("password", &format!("{PASSWORD}\n"));
    assert_eq!(set(&bench, &["--file", &path]).ok()["dev"]["secret_states"]["password"], "file");
    let mode = |mode| std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).expect("rights");
    mode(0o644);
    assert_eq!(failed(&bench.run(&TEST).not_connectable()), "secret_file_open");
    mode(0o600);
    assert_eq!(bench.run(&TEST).ok()["verdict"], "Connectable");

    let shown = set(&bench, &["--command", "/bin/cat", "--", &path]).ok();
    assert_eq!(shown["dev"]["fetched"]["password"], json!({"command": ["/bin/cat", "--", path]}));
    assert_eq!(bench.ok(&["source", "show", "orders"])["dev"]["secret_states"]["password"], "command");
    assert_eq!(failed(&bench.run(&TEST).not_connectable()), "secrets.fetch", "nobody is there to agree");
    let agreed = bench.run(&[&TEST[..], &["--confirm-target"]].concat());
    assert_eq!(agreed.ok()["verdict"], "Connectable");
    assert_eq!(bench.run(&TEST).ok()["verdict"], "Connectable", "agreed to once");

    for file in bench.files() {
        let bytes = std::fs::read(&file).expect("readable");
        let found = bytes.windows(PASSWORD.len()).any(|part| part == PASSWORD.as_bytes());
        assert!(!found, "the password is in {}", file.display());
    }
}

#[test]
fn a_document_is_agreed_to_before_what_it_names_is_read() {
    let bench = Bench::new();
    let path = bench.file("password", PASSWORD);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).expect("rights");
    bench.mysql("orders", users::APP, &json!({"password": {"file": path}}));
    assert_eq!(failed(&bench.run(&TEST).not_connectable()), "secrets.fetch");
    let agreed = bench.run(&[&TEST[..], &["--confirm-target"]].concat());
    assert_eq!(agreed.ok()["verdict"], "Connectable");
    bench.edit("orders", &json!({"dev": {"secrets": {"password": {"env": "PATH"}}}})).ok();
    assert_eq!(failed(&bench.run(&TEST).not_connectable()), "secrets.fetch");
}

#[test]
fn one_source_is_named_and_it_is_sound() {
    let bench = Bench::new();
    bench.mysql("orders", users::APP, &json!({}));
    assert_eq!(set(&bench, &["--ask", "--env-var", "A"]).error(2)["code"], "invalid_request");
    assert_eq!(set(&bench, &["--command", "pass", "show"]).error(2)["field"], "dev.secrets.password");
    assert_eq!(set(&bench, &["--env-var", "A-B"]).error(2)["code"], "invalid_input");
    assert_eq!(set(&bench, &["--ask"]).ok()["dev"]["secret_states"]["password"], "ask");
}
