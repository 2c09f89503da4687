//! `source list`, `show`, `clone`, `delete`, `restore`.

use serde_json::{Value, json};

use crate::bench::{Bench, assert_time, text};

fn names(bench: &Bench) -> Vec<String> {
    let list = bench.ok(&["source", "list"]);
    list.as_array().expect("an array").iter().map(|source| text(&source["name"]).to_owned()).collect()
}

#[test]
fn the_list_is_an_array_of_every_source_however_many() {
    let bench = Bench::new();
    let created = bench.sqlite("orders");
    let list = bench.ok(&["source", "list"]);
    let row = &list[0];
    for key in ["id", "name", "type"] {
        assert_eq!(row[key], created[key]);
    }
    assert!(row["id"].is_string());
    assert_time(&row["modified_at"]);
    assert_eq!((text(&row["dev"]["state"]), &row["dev"]["last_test"]), ("complete", &Value::Null));
    bench.ok(&["test", "orders", "--env", "dev"]);
    let tested = bench.ok(&["source", "list"]);
    assert_eq!(tested[0]["dev"]["last_test"]["verdict"], "Connectable");
    assert_time(&tested[0]["dev"]["last_test"]["at"]);
    assert_eq!(tested[0]["prod"]["last_test"], Value::Null);

    bench.create(&json!({"name": "other", "type": "localfile"}));
    assert_eq!(names(&bench), ["orders", "other"]);
    assert_eq!(bench.ok(&["source", "list", "--type", "localfile"])[0]["name"], "other");
    assert_eq!(bench.ok(&["source", "list", "--search", "ORDERS.DB"])[0]["name"], "orders");
}

#[test]
fn a_shown_source_has_what_create_takes_and_what_is_known_besides() {
    let bench = Bench::new();
    bench.sqlite("orders");
    let shown = bench.ok(&["source", "show", "orders"]);
    let keys: Vec<&String> = shown.as_object().expect("an object").keys().collect();
    assert_eq!(keys, ["description", "dev", "id", "name", "prod", "revision", "tags", "type", "workspace"]);
    let keys: Vec<&String> = shown["dev"].as_object().expect("an object").keys().collect();
    assert_eq!(keys, ["missing", "mode", "properties", "secret_states", "state"]);
    assert_eq!((text(&shown["workspace"]), text(&shown["dev"]["state"])), ("default", "complete"));
    assert!(shown["id"].is_string() && shown["revision"].is_i64());
    let error = bench.run(&["source", "show", "Orders", "--json"]).error(2);
    assert_eq!(error["code"], "source_not_found", "names are case-sensitive");
    assert!(text(&error["hint"]).contains("headwater source list"));
}

#[test]
fn a_clone_is_the_whole_record_under_a_new_name() {
    let bench = Bench::new();
    let path = bench.database("a.db");
    let side = json!({"mode": "UrlMode", "properties": {"path": path, "readOnly": true}});
    let document = json!({"name": "a", "type": "sqlite", "description": "d", "tags": ["t"], "dev": side, "prod": side});
    let original = bench.create(&document);
    let copy = bench.ok(&["source", "clone", "a", "b"]);
    for key in ["type", "workspace", "description", "tags", "dev", "prod"] {
        assert_eq!(copy[key], original[key]);
    }
    assert_eq!(copy["name"], "b");
    assert_ne!(copy["id"], original["id"]);

    let half = bench.ok(&["source", "clone", "a", "c", "--env", "prod"]);
    assert_eq!((&half["dev"], &half["prod"]), (&json!({"state": "incomplete"}), &original["prod"]));
    let clone = |name: &str, more: &[&str]| {
        bench.run(&[&["source", "clone", "c", name, "--json"], more].concat()).error(2)["code"].clone()
    };
    assert_eq!(clone("a", &[]), "name_taken");
    assert_eq!(clone("d", &["--env", "dev"]), "side_absent");
    assert_eq!(clone("no name", &[]), "invalid_input");
}

#[test]
fn a_deleted_source_comes_back_whole() {
    let bench = Bench::new();
    let before = bench.sqlite("orders");
    let gone = bench.ok(&["source", "delete", "orders"]);
    assert_eq!((&gone["id"], &gone["envs"]), (&before["id"], &json!(["dev", "prod"])));
    assert_eq!(gone["purged"], false);
    assert!(names(&bench).is_empty());
    assert_eq!(bench.run(&["source", "delete", "orders", "--json"]).error(2)["code"], "source_not_found");
    let back = bench.ok(&["source", "restore", "orders"]);
    for key in ["id", "dev", "prod"] {
        assert_eq!(back[key], before[key]);
    }
    assert_eq!(bench.run(&["source", "restore", "orders", "--json"]).error(2)["code"], "not_deleted");
}

#[test]
fn a_deleted_side_comes_back_and_a_taken_name_does_not() {
    let bench = Bench::new();
    let before = bench.sqlite("orders");
    assert_eq!(bench.ok(&["source", "delete", "orders", "--env", "dev"])["envs"], json!(["dev"]));
    let half = bench.ok(&["source", "show", "orders"]);
    assert_eq!((&half["dev"], &half["prod"]), (&json!({"state": "incomplete"}), &before["prod"]));
    let again = bench.run(&["source", "delete", "orders", "--env", "dev", "--json"]);
    assert_eq!(again.error(2)["code"], "side_absent");
    assert_eq!(bench.ok(&["source", "restore", "orders"])["dev"], before["dev"]);

    bench.ok(&["source", "delete", "orders"]);
    bench.sqlite("orders");
    assert_eq!(bench.run(&["source", "restore", "orders", "--json"]).error(2)["code"], "name_taken");
}

#[test]
fn what_is_purged_is_gone() {
    let bench = Bench::new();
    bench.sqlite("orders");
    assert_eq!(bench.ok(&["source", "delete", "orders", "--purge"])["purged"], true);
    assert_eq!(bench.run(&["source", "restore", "orders", "--json"]).error(2)["code"], "not_deleted");

    bench.sqlite("late");
    bench.ok(&["source", "delete", "late"]);
    bench.ok(&["source", "delete", "late", "--purge"]);
    assert_eq!(bench.run(&["source", "restore", "late", "--json"]).error(2)["code"], "not_deleted");

    let before = bench.sqlite("half");
    let gone = bench.ok(&["source", "delete", "half", "--env", "dev", "--purge"]);
    assert_eq!((&gone["envs"], &gone["purged"]), (&json!(["dev"]), &true.into()));
    assert_eq!(bench.run(&["source", "restore", "half", "--json"]).error(2)["code"], "not_deleted");
    assert_eq!(bench.ok(&["source", "show", "half"])["prod"], before["prod"], "the other side is untouched");
}

#[test]
fn a_name_can_be_changed_until_others_know_it() {
    let bench = Bench::new();
    bench.sqlite("orders");
    bench.ok(&["workspace", "create", "lab"]);
    assert_eq!(bench.ok(&["source", "rename", "orders", "sales"])["name"], "sales");
    assert_eq!(bench.run(&["source", "show", "orders", "--json"]).error(2)["code"], "source_not_found");
    bench.ok(&["share", "add", "sales", "--to", "lab", "--env", "dev"]);
    assert_eq!(bench.run(&["source", "rename", "sales", "orders", "--json"]).error(2)["code"], "name_shared");
    bench.mysql("cloud", "app", &json!({}));
    bench.ok(&["source", "export", "cloud"]);
    assert_eq!(bench.run(&["source", "rename", "cloud", "other", "--json"]).error(2)["code"], "name_exported");
}
