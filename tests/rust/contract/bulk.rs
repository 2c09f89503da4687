//! `source bulk`: one change of many, and what scripts read of it.

use serde_json::{Value, json};

use crate::bench::{Bench, text};

fn three(bench: &Bench) {
    for name in ["crm", "orders"] {
        let side = |database: &str| {
            json!({"mode": "UrlMode", "secrets": {"password": "first-pw"}, "properties": {
                "address": [{"host": "127.0.0.1", "port": 1}], "database": database, "username": "etl"}})
        };
        bench.create(
            &json!({"name": name, "type": "mysql", "tags": ["old"], "dev": side("shop_dev"), "prod": side("shop")}),
        );
    }
    bench
        .create(&json!({"name": "lake", "type": "oss", "prod": {"mode": "UrlMode", "properties": {"bucket": "logs"}}}));
}

fn names(rows: &Value, outcome: &str) -> Vec<String> {
    let rows = rows.as_array().unwrap().iter().filter(|row| row["outcome"] == outcome);
    rows.map(|row| text(&row["name"]).to_owned()).collect()
}

#[test]
fn many_are_previewed_changed_and_taken_back() {
    let bench = Bench::with_keychain();
    three(&bench);
    let arguments = ["source", "bulk", "tag", "--search", "shop", "--add", "core", "--remove", "old"];
    let preview = bench.ok(&[&arguments[..], &["--preview"]].concat());
    assert_eq!((&preview["changed"], &preview["same"], &preview["undoable"]), (&json!(2), &json!(0), &json!(true)));
    let change = json!([{"field": "tags", "before": ["old"], "after": ["core"], "secret": false}]);
    assert_eq!(preview["rows"][0]["changes"], change);
    assert_eq!(bench.ok(&["source", "show", "crm"])["tags"], json!(["old"]), "a preview changes nothing");

    let done = bench.ok(&arguments);
    assert_eq!(names(&done["rows"], "done"), ["crm", "orders"]);
    assert_eq!(bench.ok(&["source", "show", "crm"])["tags"], json!(["core"]));
    let told = bench.ok(&["activity"]);
    assert_eq!((&told[0]["batch"], &told[1]["batch"]), (&done["batch"], &done["batch"]));
    let undone = bench.ok(&["source", "bulk", "undo", text(&done["batch"])]);
    assert_eq!(undone["done"], 2);
    assert_eq!(bench.ok(&["source", "show", "orders"])["tags"], json!(["old"]));
    assert_eq!(bench.ok(&["source", "bulk", "unfinished"]), json!([]));
}

#[test]
fn what_is_refused_of_many_is_told_row_by_row_and_ends_with_1() {
    let bench = Bench::with_keychain();
    three(&bench);
    let set = ["source", "bulk", "set", "crm", "lake", "--env", "prod", "--key"];
    let run = bench.run(&[&set[..], &["database", "--value", "warehouse", "--json"]].concat());
    let document: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((run.code, names(&document["rows"], "done")), (Some(1), vec!["crm".to_owned()]));
    assert_eq!(document["rows"][1]["error"]["code"], "other_type");
    assert!(text(&document["rows"][1]["error"]["message"]).contains("lake"));
    assert_eq!(bench.ok(&["source", "show", "crm"])["prod"]["properties"]["database"], "warehouse");

    let addresses = r#"[{"host": "db9", "port": 3307}]"#;
    bench
        .ok(&[&["source", "bulk", "set", "--type", "mysql"], &set[5..], &["address", "--value-json", addresses]]
            .concat());
    assert_eq!(bench.ok(&["source", "show", "orders"])["prod"]["properties"]["address"][0]["host"], "db9");

    // (what, arguments, code, place)
    let rows: &[(&str, &[&str], &str, &str)] = &[
        (
            "a property of no type",
            &["set", "--all", "--env", "prod", "--key", "database", "--value", "x"],
            "invalid_request",
            "--type",
        ),
        (
            "a key that there is not",
            &["set", "crm", "--env", "prod", "--key", "nothing", "--value", "x"],
            "invalid_input",
            "key",
        ),
        (
            "a secret is no property",
            &["set", "crm", "--env", "prod", "--key", "password", "--value", "x"],
            "invalid_input",
            "key",
        ),
        ("a batch that there is not", &["undo", "nothing"], "batch_gone", ""),
        ("nothing to go on with", &["resume", "nothing"], "batch_gone", ""),
        ("not deleted", &["restore", "crm"], "not_deleted", ""),
    ];
    for (what, arguments, code, place) in rows {
        let error = bench.run(&[&["source", "bulk"], *arguments, &["--json"]].concat()).error(2);
        assert_eq!(
            (text(&error["code"]), error["field"].as_str().unwrap_or_default()),
            (*code, *place),
            "{what}: {error}"
        );
    }
}

#[test]
fn one_secret_of_many_comes_from_standard_input_and_is_told_nowhere() {
    let bench = Bench::with_keychain();
    three(&bench);
    let arguments = ["source", "bulk", "secret", "--type", "mysql", "--env", "prod", "--slot", "password", "--json"];
    let preview = bench.ok(&[&arguments[..9], &["--preview"]].concat());
    assert_eq!((&preview["changed"], &preview["undoable"]), (&json!(2), &json!(false)));
    bench.ok(&["workspace", "change", "default", "--lock-prod"]);
    assert_eq!(text(&bench.feed(&arguments, "rotated-pw\n").error(2)["code"]), "prod_locked");
    let run = bench.feed(&[&arguments[..], &["--confirm", "default"]].concat(), "rotated-pw\n");
    assert!(!run.out.contains("rotated-pw") && !run.err.contains("rotated-pw"));
    assert_eq!(run.ok()["done"], 2);
    assert_eq!(text(&bench.ok(&["source", "show", "crm"])["prod"]["secret_states"]["password"]), "stored");
}

#[test]
fn many_are_tested_deleted_and_restored() {
    let bench = Bench::with_keychain();
    three(&bench);
    let run = bench.run(&["source", "bulk", "test", "--type", "mysql", "--env", "all", "--json"]);
    let document: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((run.code, &document["done"]), (Some(1), &json!(2)));
    let tests = json!([{"env": "dev", "verdict": "Unreachable"}, {"env": "prod", "verdict": "Unreachable"}]);
    assert_eq!(document["rows"][0]["tests"], tests);

    assert_eq!(bench.ok(&["source", "bulk", "delete", "--all", "--env", "all"])["done"], 3);
    assert_eq!(bench.ok(&["source", "list"]), json!([]));
    assert_eq!(bench.ok(&["source", "bulk", "restore", "crm"])["done"], 1);
    assert_eq!(bench.ok(&["source", "bulk", "restore", "--all"])["done"], 2);
    assert_eq!(bench.ok(&["source", "list"]).as_array().unwrap().len(), 3);
    let shown = bench.run(&["source", "bulk", "tag", "--all", "--add", "core", "--preview"]);
    assert!(shown.out.contains("tags") && shown.out.contains("3 would change"), "{}", shown.out);
}
