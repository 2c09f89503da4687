//! Modes, doors, locked production, and where a data source can be used.

use serde_json::{Value, json};

use crate::bench::{Bench, text};

/// A local source with these sides.
fn document(name: &str, envs: &[&str]) -> Value {
    let mut document = json!({"name": name, "type": "sqlite"});
    for env in envs {
        document[*env] = json!({"mode": "UrlMode", "properties": {"path": format!("/data/{env}.db")}});
    }
    document
}

fn code(run: &crate::bench::Run) -> String {
    text(&run.error(2)["code"]).to_owned()
}

#[test]
fn a_workspace_is_made_changed_and_deleted() {
    let bench = Bench::new();
    let made = bench.ok(&["workspace", "create", "lake", "--mode", "basic", "--description", "湖"]);
    assert_eq!((text(&made["mode"]), text(&made["description"]), &made["current"]), ("basic", "湖", &json!(false)));
    assert_eq!(code(&bench.run(&["workspace", "create", "lake", "--mode", "basic", "--json"])), "name_taken");
    let changed = bench.ok(&["workspace", "change", "lake", "--rename", "ocean", "--lock-prod"]);
    assert_eq!((text(&changed["name"]), &changed["locked"]), ("ocean", &json!(true)));
    assert_eq!(code(&bench.run(&["workspace", "change", "ocean", "--unlock-prod", "--json"])), "prod_locked");
    assert_eq!(code(&bench.run(&["workspace", "delete", "ocean", "--json"])), "name_not_typed");
    bench.ok(&["workspace", "delete", "ocean", "--confirm", "ocean"]);
    assert_eq!(bench.ok(&["workspace", "list"]).as_array().map(Vec::len), Some(1));
    assert_eq!(
        code(&bench.run(&["workspace", "delete", "default", "--confirm", "default", "--json"])),
        "workspace_last"
    );
}

#[test]
fn an_upgrade_is_previewed_and_happens_once() {
    let bench = Bench::new();
    bench.ok(&["workspace", "create", "lake", "--mode", "basic"]);
    bench.ok(&["workspace", "select", "lake"]);
    bench.create(&document("orders", &["prod"]));
    assert!(bench.ok(&["source", "show", "orders"]).get("dev").is_none(), "basic mode has no development side");
    let preview = bench.ok(&["workspace", "upgrade", "lake", "--preview", "--prefill"]);
    assert_eq!((&preview["done"], &preview["sources"][0]["prefilled"]), (&json!(false), &json!(true)));
    assert_eq!(bench.ok(&["workspace", "list"])[1]["mode"], "basic");
    bench.ok(&["workspace", "upgrade", "lake"]);
    assert_eq!(bench.ok(&["source", "show", "orders"])["dev"], json!({"state": "incomplete"}));
    assert_eq!(code(&bench.run(&["workspace", "upgrade", "lake", "--json"])), "workspace_standard");
}

#[test]
fn the_doors_refuse_what_they_do_not_have() {
    let bench = Bench::new();
    bench.ok(&["workspace", "create", "lake", "--mode", "basic"]);
    let both = document("orders", &["dev", "prod"]).to_string();
    let create = |more: &[&str]| {
        let arguments = [&["source", "create", "--file", "-", "--json"], more].concat();
        bench.feed(&arguments, &both)
    };
    assert_eq!(code(&create(&["--door", "data-integration"])), "door_prod_only");
    assert_eq!(code(&create(&["--workspace", "lake"])), "basic_prod_only");
    assert_eq!(bench.ok(&["source", "list"]), json!([]));
    let prod = document("orders", &["prod"]).to_string();
    let made = bench.feed(&["source", "create", "--file", "-", "--json", "--door", "data-integration"], prod).ok();
    assert_eq!((text(&made["dev"]["state"]), text(&made["prod"]["state"])), ("incomplete", "complete"));
}

#[test]
fn locked_production_wants_confirm() {
    let bench = Bench::new();
    bench.create(&document("orders", &["dev", "prod"]));
    bench.ok(&["workspace", "change", "default", "--lock-prod"]);
    let patch = json!({"prod": {"properties": {"path": "/data/other.db"}}});
    assert_eq!(code(&bench.edit("orders", &patch)), "prod_locked");
    assert_eq!(code(&bench.run(&["source", "delete", "orders", "--json"])), "prod_locked");
    bench.edit("orders", &json!({"dev": {"properties": {"path": "/data/other.db"}}})).ok();
    let confirmed = ["source", "edit", "orders", "--file", "-", "--json", "--confirm", "orders"];
    assert_eq!(bench.feed(&confirmed, patch.to_string()).ok()["prod"]["properties"]["path"], "/data/other.db");
    bench.ok(&["source", "delete", "orders", "--confirm", "orders"]);
}

#[test]
fn where_a_source_can_be_used_is_told_with_reason_and_remedy() {
    let bench = Bench::new();
    bench.create(&document("orders", &["prod"]));
    let uses = bench.ok(&["source", "usable", "orders"]);
    let uses = uses.as_array().expect("an array");
    let kinds: Vec<&str> = uses.iter().map(|found| text(&found["consumer"])).collect();
    for kind in
        ["single_table_batch", "single_table_realtime", "full_db_batch", "full_db_realtime", "full_db_incremental"]
    {
        assert!(kinds.contains(&kind), "{kind}");
    }
    for found in uses {
        assert!(["dev", "prod"].contains(&text(&found["env"])));
        let allowed = found["allowed"] == true;
        assert_eq!((found["reason"].is_null(), found["remedy"].is_null()), (allowed, allowed), "{found}");
    }
    let dev = uses.iter().find(|found| found["consumer"] == "single_table_batch" && found["env"] == "dev").unwrap();
    assert_eq!(dev["allowed"], false, "its development side is incomplete");
}
