//! A name can be changed for as long as nobody else knows it (DataWorks fixes it when the data source is created).

use headwater_model::ErrorCode;
use serde_json::{Value, json};

use crate::support::Bench;

async fn workspace(bench: &Bench, name: &str) -> Value {
    bench.ok("workspace.create", json!({"name": name, "mode": "standard"})).await["id"].clone()
}

/// What happened to `orders` before somebody wants to rename it, and what comes of that.
const ROWS: &[(&str, Option<ErrorCode>)] = &[
    ("nothing", None),
    ("tested", None),
    ("cloned", None),
    ("deleted and restored", None),
    ("preview of an import", None),
    ("shared", Some(ErrorCode::NameShared)),
    ("shared and revoked", Some(ErrorCode::NameShared)),
    ("exported for DataWorks", Some(ErrorCode::NameExported)),
    ("exported with everything", Some(ErrorCode::NameExported)),
    ("exported sealed", Some(ErrorCode::NameExported)),
    ("another one exported", None),
    ("name of another one", Some(ErrorCode::NameTaken)),
    ("no name", Some(ErrorCode::InvalidInput)),
    ("locked", Some(ErrorCode::ProdLocked)),
];

#[tokio::test]
async fn a_name_stays_once_others_know_it() {
    for (happened, refused) in ROWS {
        let bench = Bench::new().await;
        let view = bench.create("orders").await;
        let other = bench.create("other").await;
        let id = &view["id"];
        let share = async || {
            let to = workspace(&bench, "lab").await;
            let request = json!({"id": id, "to": to, "env": "dev", "permission": "read"});
            bench.ok("share.add", request).await
        };
        let mut name = "renamed";
        match *happened {
            "tested" => drop(bench.ok("test.run", json!({"id": id, "env": "dev", "timeout_ms": 1})).await),
            "cloned" => {
                let request = json!({"id": id, "name": "copy", "envs": ["dev"], "secrets": "leave"});
                bench.ok("source.clone", request).await;
            }
            "deleted and restored" => {
                bench.ok("source.delete", json!({"id": id, "envs": ["dev", "prod"]})).await;
                bench.ok("source.restore", json!({"id": id, "envs": []})).await;
            }
            "preview of an import" => {
                let content = r#"[{"Name": "orders", "Type": "mysql", "ConnectionProperties": {}}]"#;
                bench.ok("import.read", json!({"content": content})).await;
            }
            "shared" => drop(share().await),
            "shared and revoked" => {
                let rule = share().await;
                bench.ok("share.revoke", json!({"id": id, "rules": [rule["id"]]})).await;
            }
            "exported for DataWorks" => {
                drop(bench.ok("source.export", json!({"ids": [id], "format": "dataworks"})).await)
            }
            "exported with everything" => drop(bench.ok("source.export", json!({"format": "dataworks"})).await),
            "exported sealed" => {
                bench.ok("source.export", json!({"ids": [id], "format": "sealed", "passphrase": "open"})).await;
            }
            "another one exported" => {
                bench.ok("source.export", json!({"ids": [other["id"]], "format": "dataworks"})).await;
            }
            "name of another one" => name = "other",
            "no name" => name = "1 name",
            "locked" => {
                bench.ok("workspace.change", json!({"workspace": view["workspace"], "locked": true})).await;
            }
            _ => {}
        }
        let before = bench.ok("source.get", json!({"id": id})).await;
        let bound = matches!(refused, Some(ErrorCode::NameShared | ErrorCode::NameExported));
        assert_eq!(before["known_by_name"].is_null(), !bound, "{happened}: what the form shows");
        match (bench.call("source.rename", json!({"id": id, "name": name})).await, refused) {
            (Ok(after), None) => {
                assert_eq!((&after["name"], &after["id"]), (&json!("renamed"), id), "{happened}");
                assert_eq!(after["dev"]["secret_states"], before["dev"]["secret_states"], "{happened}");
                let listed = bench.ok("source.list", json!({"search": "renamed"})).await;
                assert_eq!(listed["rows"][0]["id"], *id, "{happened}");
            }
            (Err(error), Some(code)) => {
                assert_eq!(error.code, *code, "{happened}");
                assert_eq!(bench.ok("source.get", json!({"id": id})).await["name"], "orders", "{happened}");
            }
            (got, _) => panic!("{happened}: {got:?}"),
        }
        if *happened == "locked" {
            bench.ok("source.rename", json!({"id": id, "name": name, "typed_name": "orders"})).await;
        }
    }
}

#[tokio::test]
async fn a_new_name_is_told_and_two_at_once_do_not_both_win() {
    let bench = Bench::new().await;
    let view = bench.create("orders").await;
    let rename = |name: &str| json!({"id": view["id"], "name": name, "revision": view["revision"]});
    bench.ok("source.rename", rename("first")).await;
    let late = bench.refused("source.rename", rename("second")).await;
    assert_eq!(late.code, ErrorCode::Conflict);
    let told = bench.ok("activity.list", json!({"subject": view["id"], "actions": ["source_renamed"]})).await;
    let row = &told["rows"][0];
    assert_eq!((&row["subject"], told["rows"].as_array().map(Vec::len)), (&json!("first"), Some(1)));
    let change = &row["changes"][0];
    assert!(change.to_string().contains("orders") && change.to_string().contains("first"), "{change}");

    let lab = workspace(&bench, "lab").await;
    let request = json!({"id": view["id"], "to": lab, "env": "dev", "permission": "edit"});
    bench.ok("share.add", request).await;
    let received = bench.ok("source.named", json!({"name": "default.first", "workspace": lab})).await;
    let error = bench.refused("source.rename", json!({"id": received["id"], "name": "theirs"})).await;
    assert_eq!(error.code, ErrorCode::ShareOwnerOnly);
}
