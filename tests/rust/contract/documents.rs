//! What goes in: `source create`, `source edit`, and what is refused of a document.

use serde_json::{Value, json};

use crate::bench::{Bench, text};

fn refused(bench: &Bench, document: &str) -> Value {
    bench.feed(&["source", "create", "--file", "-", "--json"], document).error(2)
}

#[test]
fn a_document_creates_a_source_from_a_file_or_from_standard_input() {
    let bench = Bench::new();
    let path = bench.database("a.db");
    let document = json!({
        "name": "orders", "type": "sqlite", "workspace": "default", "description": "订单", "tags": ["core"],
        "prod": {"mode": "UrlMode", "properties": {"path": path}},
    });
    let shown = bench.create(&document);
    assert_eq!((text(&shown["name"]), text(&shown["description"])), ("orders", "订单"));
    assert_eq!(shown["tags"], json!(["core"]));
    assert_eq!(shown["prod"]["properties"], json!({"path": path}));
    assert_eq!(shown["dev"], json!({"state": "incomplete"}), "nothing was said about it");

    let other = json!({"name": "orders2", "type": "sqlite", "dev": {"mode": "UrlMode", "properties": {}}});
    let file = bench.file("orders2.json", &other.to_string());
    let shown = bench.ok(&["source", "create", "--file", &file]);
    assert_eq!(shown["dev"]["missing"], json!(["path"]), "a draft is saved");
}

#[test]
fn the_workspace_of_the_document_is_used_unless_the_command_line_names_one() {
    let bench = Bench::new();
    bench.ok(&["workspace", "sample"]);
    let document = |name| json!({"name": name, "type": "sqlite", "workspace": "default"}).to_string();
    let create = |name, more: &[&str]| {
        let arguments = [&["source", "create", "--file", "-", "--json"], more].concat();
        bench.feed(&arguments, document(name)).ok()["workspace"].clone()
    };
    assert_eq!(create("a", &[]), "default");
    assert_eq!(create("b", &["--workspace", "sample"]), "sample");
    let error = refused(&bench, r#"{"name": "c", "type": "sqlite", "workspace": "nowhere"}"#);
    assert_eq!((text(&error["code"]), text(&error["field"])), ("workspace_not_found", "workspace"));
}

#[test]
fn what_is_shown_can_be_read_back() {
    let bench = Bench::new();
    bench.ok(&["workspace", "sample"]);
    let shown = bench.ok(&["source", "show", "shop"]);
    let edited = bench.edit("shop", &shown).ok();
    for key in ["name", "type", "description", "tags", "dev", "prod"] {
        assert_eq!(edited[key], shown[key]);
    }

    let path = bench.database("half.db");
    bench.create(&json!({"name": "half", "type": "sqlite", "prod": {"mode": "UrlMode", "properties": {"path": path}}}));
    let half = bench.ok(&["source", "show", "half"]);
    assert_eq!(half["dev"], json!({"state": "incomplete"}));
    assert_eq!(bench.edit("half", &half).ok()["dev"], half["dev"], "an absent side stays absent");
    let mut copy = half.clone();
    copy["name"] = "half_again".into();
    let copy = bench.create(&copy);
    assert_eq!((&copy["dev"], &copy["prod"]), (&half["dev"], &half["prod"]));
    assert_ne!(copy["id"], half["id"]);
}

#[test]
fn an_edit_is_a_merge_patch() {
    let bench = Bench::new();
    let before = bench.sqlite("orders");
    let patch = json!({"description": "new", "dev": {"properties": {"readOnly": true}}, "prod": null});
    let after = bench.edit("orders", &patch).ok();
    assert_eq!(after["description"], "new");
    assert_eq!(after["dev"]["properties"]["readOnly"], true);
    assert_eq!(after["dev"]["properties"]["path"], before["dev"]["properties"]["path"], "what is not named stays");
    assert_eq!(after["prod"], json!({"state": "incomplete"}), "null removes");
    let after = bench.edit("orders", &json!({"dev": {"properties": {"readOnly": null}}})).ok();
    assert_eq!(after["dev"]["properties"], before["dev"]["properties"]);
    let error = bench.edit("orders", &json!({"name": "other"})).error(2);
    assert_eq!(error["code"], "field_fixed");
    assert_eq!(bench.edit("orders", &json!({"description": 5})).error(2)["code"], "invalid_request");
}

#[test]
fn an_edit_of_an_old_revision_is_a_conflict_and_changes_nothing() {
    let bench = Bench::new();
    let first = bench.sqlite("orders");
    let revision = first["revision"].as_i64().expect("a number");
    let edit = |revision: i64, words: &str| {
        let revision = revision.to_string();
        let arguments = ["source", "edit", "orders", "--file", "-", "--if-revision", &revision, "--json"];
        bench.feed(&arguments, json!({"description": words}).to_string())
    };
    assert_eq!(edit(revision, "one").ok()["description"], "one");
    let error = edit(revision, "two").error(2);
    assert_eq!((text(&error["code"]), &error["retryable"]), ("conflict", &true.into()));
    assert_eq!(bench.ok(&["source", "show", "orders"])["description"], "one");
}

#[test]
fn wrong_values_are_refused_by_field_and_missing_ones_never() {
    let bench = Bench::new();
    let side = |properties: Value| json!({"mode": "UrlMode", "properties": properties});
    let document =
        json!({"name": "orders", "type": "mysql", "dev": side(json!({"address": "db:3306", "envType": "Dev"}))});
    let error = refused(&bench, &document.to_string());
    assert_eq!(error["code"], "invalid_input");
    assert!(text(&error["field"]).starts_with("dev."), "{error}");
    assert!(text(&error["hint"]).contains("dev.envType"), "every field is named: {error}");
    assert_eq!(bench.ok(&["source", "list"]), json!([]), "nothing was saved");

    let draft = bench.create(&json!({"name": "orders", "type": "mysql", "dev": side(json!({}))}));
    assert_eq!(draft["dev"]["state"], "incomplete");
    let missing = draft["dev"]["missing"].as_array().expect("an array");
    assert!(["address", "database", "username", "password"].iter().all(|key| missing.contains(&(*key).into())));
    assert_eq!(refused(&bench, r#"{"name": "orders", "type": "sqlite"}"#)["code"], "name_taken");
    assert_eq!(refused(&bench, r#"{"name": "1st", "type": "sqlite"}"#)["field"], "name");
    assert_eq!(
        refused(&bench, r#"{"name": "a", "type": "mysql", "dev": {"mode": "CdhMode"}}"#)["code"],
        "unknown_mode"
    );
}

#[test]
fn a_document_is_bounded_and_unambiguous() {
    let bench = Bench::new();
    let reason = |document: &str| {
        let error = refused(&bench, document);
        assert_eq!(error["code"], "invalid_request");
        text(&error["params"]["reason"]).to_owned()
    };
    assert!(reason(r#"{"name": "a", "type": "sqlite", "type": "mysql"}"#).contains("“type”"));
    assert!(reason("{\"name\": ").contains("line 1"));
    assert!(reason("[1]").contains("object"));
    assert!(reason(&format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000))).contains("nested deeper than 64"));
    let long = format!(r#"{{"name": "a", "type": "sqlite", "description": "{}"}}"#, "x".repeat(11 << 20));
    assert!(reason(&long).contains("10 MB"));
    assert!(reason(r#"{"name": "a", "type": "sqlite", "colour": "red"}"#).contains("colour"));
    let error = bench.run(&["source", "create", "--file", "/no/such/file", "--json"]).error(2);
    assert!(text(&error["message"]).contains("/no/such/file"));
}
