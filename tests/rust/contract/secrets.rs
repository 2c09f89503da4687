//! Secrets: where they may stand, what keeps them, and that nothing happens without a keychain.

use headwater_tests::mariadb::{PASSWORD, users};
use headwater_vault::{Keychain as _, OsKeychain};
use serde_json::{Value, json};

use crate::bench::{Bench, text};

/// How many items of the keychain contain these words.
pub fn items_with(words: &str) -> usize {
    let keychain = OsKeychain::new();
    let accounts = keychain.accounts("").expect("the private keychain lists");
    let holds = |account: &String| {
        let value = keychain.get(account).expect("the private keychain answers");
        value.is_some_and(|value| value.windows(words.len()).any(|part| part == words.as_bytes()))
    };
    accounts.iter().filter(|account| holds(account)).count()
}

fn state(view: &Value, env: &str) -> String {
    text(&view[env]["secret_states"]["password"]).to_owned()
}

fn set(bench: &Bench, secret: &str) {
    let arguments = ["secret", "set", "orders", "--env", "dev", "--slot", "password", "--json"];
    assert_eq!(state(&bench.feed(&arguments, secret).ok(), "dev"), "stored");
}

/// The verdict of a real login: it tells whether the kept secret is the right one.
fn verdict(bench: &Bench, name: &str) -> String {
    let report = bench.run(&["test", name, "--env", "dev", "--json"]).document();
    text(&report["verdict"]).to_owned()
}

#[test]
fn a_secret_may_be_a_string_null_or_a_question() {
    let bench = Bench::with_keychain();
    let with = |name: &str, secrets: Value| state(&bench.mysql(name, users::APP, &secrets), "dev");
    assert_eq!(with("given", json!({"password": PASSWORD})), "stored");
    assert_eq!(with("none", json!({"password": null})), "missing");
    assert_eq!(with("asked", json!({"password": {"ask": true}})), "ask");
    assert_eq!(with("silent", json!({})), "missing");
    assert_eq!(verdict(&bench, "given"), "Connectable");
    let report = bench.run(&["test", "asked", "--env", "dev", "--json"]).not_connectable();
    let stage = report["stages"].as_array().and_then(|stages| stages.iter().find(|stage| stage["status"] == "failed"));
    assert_eq!(stage.map(|stage| &stage["code"]), Some(&"secrets.ask".into()), "nobody is there to be asked");
}

/// The limit is set before anything is read; until then the parent's holds.
#[cfg(target_os = "linux")]
#[test]
fn no_secret_can_end_in_a_core_dump() {
    let bench = Bench::new();
    let mut waiting = bench.command(&["source", "create", "--file", "-"]);
    waiting.stdin(std::process::Stdio::piped()).stderr(std::process::Stdio::null());
    let mut waiting = waiting.spawn().expect("the program starts");
    let limits = format!("/proc/{}/limits", waiting.id());
    let forbidden = || {
        let limits = std::fs::read_to_string(&limits).expect("limits");
        let core = limits.lines().find_map(|line| line.strip_prefix("Max core file size")).expect("a limit");
        core.split_whitespace().take(2).eq(["1", "1"])
    };
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(10);
    let mut seen = forbidden();
    while !seen && std::time::Instant::now() < deadline {
        std::thread::sleep(std::time::Duration::from_millis(10));
        seen = forbidden();
    }
    drop(waiting.stdin.take());
    waiting.wait().expect("an end");
    assert!(seen, "a dump could be written");
}

#[test]
fn a_secret_among_the_properties_goes_to_the_vault() {
    let bench = Bench::with_keychain();
    let canary = "placed-among-the-properties";
    let mut side = crate::bench::mysql_side(1, users::APP, &json!({}));
    side["properties"]["password"] = canary.into();
    side["properties"]["properties"] = json!({"trustCertificateKeyStorePassword": canary, "useSSL": "true"});
    let shown = bench.create(&json!({"name": "orders", "type": "mysql", "dev": side}));
    assert_eq!(state(&shown, "dev"), "stored");
    assert_eq!(shown["dev"]["secret_states"]["properties.trustCertificateKeyStorePassword"], "stored");
    assert_eq!(shown["dev"]["properties"]["properties"], json!({"useSSL": "true"}));
    assert_eq!(items_with(canary), 1);

    let patch = json!({"dev": {"properties": {"password": "placed-by-an-edit"}}});
    assert_eq!(state(&bench.edit("orders", &patch).ok(), "dev"), "stored");
    assert_eq!((items_with("placed-by-an-edit"), items_with(canary)), (1, 1), "the other slot is kept");
}

#[test]
fn an_edit_keeps_the_secrets_that_it_does_not_name() {
    let bench = Bench::with_keychain();
    bench.mysql("orders", users::APP, &json!({"password": PASSWORD}));
    let edited = bench.edit("orders", &json!({"description": "d", "dev": {"properties": {"readOnly": null}}})).ok();
    assert_eq!(state(&edited, "dev"), "stored");
    assert_eq!(verdict(&bench, "orders"), "Connectable");
    let shown = bench.ok(&["source", "show", "orders"]);
    bench.edit("orders", &shown).ok();
    assert_eq!(verdict(&bench, "orders"), "Connectable", "a shown document read back keeps them too");
    let cleared = bench.edit("orders", &json!({"dev": {"secrets": {"password": null}}})).ok();
    assert_eq!((state(&cleared, "dev"), &cleared["dev"]["missing"]), ("missing".to_owned(), &json!(["password"])));
}

#[test]
fn a_secret_is_set_from_standard_input_and_loses_one_newline() {
    let bench = Bench::with_keychain();
    bench.mysql("orders", users::APP, &json!({}));
    set(&bench, PASSWORD);
    assert_eq!(verdict(&bench, "orders"), "Connectable");
    set(&bench, &format!("{PASSWORD}\n\n"));
    assert_eq!(verdict(&bench, "orders"), "ConfigError", "only one newline goes");
    set(&bench, &format!("{PASSWORD}\n"));
    assert_eq!(verdict(&bench, "orders"), "Connectable");
}

#[test]
fn a_secret_is_never_an_argument_and_never_nothing() {
    let bench = Bench::with_keychain();
    bench.mysql("orders", users::APP, &json!({}));
    let set = |slot: &str, more: &[&str], input: &str| {
        let arguments = [&["secret", "set", "orders", "--env", "dev", "--json", "--slot", slot], more].concat();
        bench.feed(&arguments, input).error(2)
    };
    assert_eq!(set("password", &["hunter2"], "")["code"], "invalid_request");
    assert_eq!(set("password", &["--password", "hunter2"], "")["code"], "invalid_request");
    assert_eq!(set("password", &[], "\n")["code"], "invalid_input");
    let error = set("passwort", &[], "x");
    assert_eq!(error["code"], "secret_unknown");
    assert!(text(&error["hint"]).contains("password"), "the slots are named");
    let absent = bench.feed(&["secret", "set", "orders", "--env", "prod", "--slot", "password", "--json"], "x");
    assert_eq!(absent.error(2)["code"], "side_absent");
    let error = bench.feed(&["secret", "set", "orders", "--env", "dev", "--slot", "password", "--json"], [0xff, 0xfe]);
    assert_eq!(error.error(2)["code"], "invalid_request", "bytes that are no text");
}

#[test]
fn a_clone_copies_the_secrets_or_leaves_them() {
    let bench = Bench::with_keychain();
    bench.mysql("orders", users::APP, &json!({"password": PASSWORD}));
    let copy = bench.ok(&["source", "clone", "orders", "copy"]);
    assert_eq!(state(&copy, "dev"), "stored");
    let left = bench.ok(&["source", "clone", "orders", "left", "--secrets", "leave"]);
    assert_eq!((state(&left, "dev"), &left["dev"]["state"]), ("missing".to_owned(), &"incomplete".into()));
    bench.ok(&["source", "delete", "orders", "--purge"]);
    assert_eq!(verdict(&bench, "copy"), "Connectable", "the copy's secret is its own");
}

#[test]
fn a_purge_takes_the_secrets_along_and_a_delete_keeps_them() {
    let bench = Bench::with_keychain();
    let canary = "kept-until-purged";
    bench.mysql("orders", users::APP, &json!({"password": canary}));
    bench.ok(&["source", "delete", "orders"]);
    assert_eq!(items_with(canary), 1);
    assert_eq!(state(&bench.ok(&["source", "restore", "orders"]), "dev"), "stored");
    bench.ok(&["source", "delete", "orders", "--env", "dev", "--purge"]);
    assert_eq!(items_with(canary), 0);
}

#[test]
fn without_a_keychain_nothing_is_changed() {
    let bench = Bench::with_keychain();
    let side = crate::bench::mysql_side(1, users::APP, &json!({"password": "no-keychain"}));
    let document = json!({"name": "orders", "type": "mysql", "dev": side}).to_string();
    let create = ["source", "create", "--file", "-", "--json"];
    let error = bench.without_keychain(&create, &document).error(3);
    assert_eq!((text(&error["code"]), &error["retryable"]), ("keychain_absent", &true.into()));
    assert_eq!(bench.ok(&["source", "list"]), json!([]));

    let before = bench.feed(&create, &document).ok();
    let set = ["secret", "set", "orders", "--env", "dev", "--slot", "password", "--json"];
    let edit = ["source", "edit", "orders", "--file", "-", "--json"];
    let edits = json!({"description": "changed", "dev": {"secrets": {"password": "other"}}}).to_string();
    let clone = ["source", "clone", "orders", "copy", "--json"];
    let test = ["test", "orders", "--env", "dev", "--json"];
    for (arguments, input) in [(&set[..], "other"), (&edit, &edits), (&clone, ""), (&test, "")] {
        assert_eq!(bench.without_keychain(arguments, input).error(3)["code"], "keychain_absent", "{arguments:?}");
    }
    assert_eq!(bench.ok(&["source", "show", "orders"]), before);
    assert_eq!(bench.ok(&["source", "list"]).as_array().map(Vec::len), Some(1));
    assert_eq!((items_with("no-keychain"), items_with("other")), (1, 0));
    let words =
        bench.without_keychain(&["source", "edit", "orders", "--file", "-", "--json"], r#"{"description": "d"}"#);
    assert_eq!(words.ok()["description"], "d", "what needs no secret needs no keychain");
}

#[test]
fn a_locked_keychain_ends_with_3_too() {
    let bench = Bench::new();
    let side = crate::bench::mysql_side(1, users::APP, &json!({"password": "x"}));
    let document = json!({"name": "orders", "type": "mysql", "dev": side}).to_string();
    let error = bench.with_locked_keychain(&["source", "create", "--file", "-", "--json"], document).error(3);
    assert_eq!((text(&error["code"]), &error["retryable"]), ("keychain_locked", &true.into()));
    assert_eq!(bench.ok(&["source", "list"]), json!([]));
}
