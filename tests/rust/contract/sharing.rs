//! `share add`, `list`, `revoke`, and what the other workspace sees.

use serde_json::{Value, json};

use crate::bench::{Bench, assert_time, text};

/// `orders` in the workspace `default`, and the workspaces `lab` (standard) and `plain` (basic).
fn house() -> Bench {
    let bench = Bench::new();
    bench.sqlite("orders");
    bench.ok(&["workspace", "create", "lab"]);
    bench.ok(&["workspace", "create", "plain", "--mode", "basic"]);
    bench
}

const IN_LAB: [&str; 2] = ["--workspace", "lab"];

fn add(bench: &Bench, more: &[&str]) -> Value {
    bench.ok(&[&["share", "add", "orders", "--to", "lab"], more].concat())
}

fn refusal(bench: &Bench, arguments: &[&str]) -> Value {
    bench.run(&[arguments, &["--json"]].concat()).error(2)["code"].clone()
}

#[test]
fn a_shared_source_is_named_by_its_workspace_everywhere() {
    let bench = house();
    let rule = add(&bench, &["--env", "prod"]);
    let told = [&rule["name"], &rule["shared_name"], &rule["to"], &rule["env"], &rule["permission"], &rule["user"]];
    assert_eq!(
        told,
        [&json!("orders"), &json!("default.orders"), &json!("lab"), &json!("prod"), &json!("read"), &Value::Null]
    );
    assert_time(&rule["created_at"]);

    let listed = bench.ok(&[&["source", "list"][..], &IN_LAB].concat());
    assert_eq!((&listed[0]["name"], &listed[0]["workspace"]), (&json!("default.orders"), &json!("lab")));
    assert_eq!(listed[0]["shared"], json!({"workspace": "default", "dev": null, "prod": "read"}));
    assert!(listed[0]["prod"].is_object() && listed[0].get("dev").is_none(), "only what is shared: {listed}");
    let shown = bench.ok(&[&["source", "show", "default.orders"][..], &IN_LAB].concat());
    assert_eq!((&shown["name"], shown.get("dev")), (&json!("default.orders"), None));
    let report = bench.ok(&[&["test", "default.orders", "--env", "prod"][..], &IN_LAB].concat());
    assert_eq!((text(&report["source"]), text(&report["verdict"])), ("default.orders", "Connectable"));
    let uses = bench.ok(&[&["source", "usable", "default.orders"][..], &IN_LAB].concat());
    assert!(uses.as_array().is_some_and(|uses| !uses.is_empty()));
    assert_eq!(bench.ok(&["source", "list"])[0]["prod"]["last_test"], Value::Null, "results are not shared");

    for (place, direction) in [("default", "given"), ("lab", "received")] {
        let rules = bench.ok(&["share", "list", "--workspace", place]);
        assert_eq!((rules.as_array().map(Vec::len), text(&rules[0]["direction"])), (Some(1), direction));
        assert_eq!(rules[0]["shared_name"], "default.orders");
    }
    let revoked = bench.ok(&["share", "revoke", "orders", "--to", "lab"]);
    assert_eq!(revoked[0]["shared_name"], "default.orders");
    assert_eq!(bench.ok(&[&["source", "list"][..], &IN_LAB].concat()), json!([]));
}

#[test]
fn what_is_refused_exits_2_with_a_code_of_its_own() {
    let bench = house();
    add(&bench, &["--env", "prod"]);
    let patch = bench.file("patch.json", r#"{"prod": {"properties": {"readOnly": true}}}"#);
    // (arguments, code)
    let rows: &[(&[&str], &str)] = &[
        (&["share", "add", "default.orders", "--to", "plain", "--env", "prod", "--workspace", "lab"], "share_again"),
        (&["share", "add", "orders", "--to", "default", "--env", "prod"], "share_same_workspace"),
        (&["share", "add", "orders", "--to", "plain", "--env", "dev"], "basic_prod_only"),
        (&["share", "add", "orders", "--to", "nowhere", "--env", "prod"], "workspace_not_found"),
        (&["share", "add", "nothing", "--to", "lab", "--env", "prod"], "source_not_found"),
        (&["share", "add", "orders", "--to", "lab", "--env", "prod", "--user", "li", "--private"], "share_not_alone"),
        (&["share", "revoke", "orders", "--to", "plain"], "share_not_found"),
        (&["share", "revoke", "default.orders", "--workspace", "lab"], "share_read_only"),
        (&["source", "edit", "default.orders", "--file", &patch, "--workspace", "lab"], "share_read_only"),
        (&["source", "clone", "default.orders", "mine", "--workspace", "lab"], "share_owner_only"),
        (&["source", "delete", "default.orders", "--workspace", "lab"], "share_owner_only"),
        (&["source", "show", "default.other", "--workspace", "lab"], "source_not_found"),
    ];
    for (arguments, code) in rows {
        assert_eq!(refusal(&bench, arguments), *code, "{arguments:?}");
    }
}

#[test]
fn who_may_edit_edits_and_gives_back() {
    let bench = house();
    add(&bench, &["--env", "dev", "--permission", "edit"]);
    let patch = r#"{"dev": {"properties": {"readOnly": true}}}"#;
    let edited =
        bench.feed(&["source", "edit", "default.orders", "--file", "-", "--workspace", "lab", "--json"], patch).ok();
    assert_eq!(edited["name"], "default.orders");
    assert_eq!(bench.ok(&["source", "show", "orders"])["dev"]["properties"]["readOnly"], true);
    bench.ok(&[&["share", "revoke", "default.orders", "--env", "dev"][..], &IN_LAB].concat());
    assert_eq!(bench.ok(&["share", "list"]), json!([]));
}

#[test]
fn what_is_for_one_user_others_do_not_see() {
    let bench = house();
    add(&bench, &["--env", "prod", "--user", "li"]);
    assert_eq!(bench.ok(&[&["source", "list"][..], &IN_LAB].concat()), json!([]));
    assert_eq!(refusal(&bench, &[&["source", "show", "default.orders"][..], &IN_LAB].concat()), "source_not_found");
    assert_eq!(bench.ok(&["source", "list"])[0]["name"], "orders");
    let private = add(&bench, &["--env", "prod", "--user", "li", "--private"]);
    assert_eq!(private["private"], true, "the same rule, now private");
    assert_eq!(bench.ok(&["source", "list"]), json!([]), "not even in its own workspace");
    bench.ok(&["share", "revoke", "orders"]);
    assert_eq!(bench.ok(&["source", "list"])[0]["name"], "orders");
}

#[test]
fn deleting_the_original_says_which_workspaces_break() {
    let bench = house();
    add(&bench, &["--env", "prod"]);
    let gone = bench.ok(&["source", "delete", "orders"]);
    assert_eq!(gone["shared_with"], json!(["lab"]));
    assert_eq!(bench.ok(&[&["source", "list"][..], &IN_LAB].concat()), json!([]));
    bench.ok(&["source", "restore", "orders"]);
    assert_eq!(bench.ok(&[&["source", "list"][..], &IN_LAB].concat())[0]["name"], "default.orders");
}
