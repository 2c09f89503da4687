//! Backups bring configurations back, never a secret of an older time.

use headwater_model::ErrorCode;
use serde_json::json;

use crate::support::{Bench, code, resave};

#[tokio::test]
async fn a_restore_names_the_sources_whose_secrets_are_gone() {
    let bench = Bench::new().await;
    bench.create("kept").await;
    let view = bench.create("orders").await;
    let backup = bench.ok("backup.create", json!({})).await;

    let mut edit = resave(&view);
    edit["description"] = json!("later");
    edit["dev"]["secrets"] = json!({"password": "later-pw"});
    bench.ok("source.save", edit).await;
    bench.create("newer").await;
    assert_eq!(bench.ok("source.list", json!({})).await["all"], 3);

    let restored = bench.ok("backup.restore", json!({"path": backup["path"]})).await;
    assert_eq!(restored["without_secrets"], json!(["orders"]));
    let orders = bench.ok("source.named", json!({"name": "orders"})).await;
    assert_eq!(orders["description"], view["description"]);
    assert_eq!(orders["dev"]["secret_states"]["password"], "missing");
    assert_eq!(orders["dev"]["missing"], json!(["password"]));
    assert_eq!(orders["prod"], view["prod"]);
    let kept = bench.ok("source.named", json!({"name": "kept"})).await;
    assert_eq!(kept["dev"]["secret_states"]["password"], "stored");
    assert_eq!(code(&bench.refused("source.named", json!({"name": "newer"})).await), ErrorCode::SourceNotFound);
    let listed = bench.ok("source.list", json!({})).await;
    assert_eq!((&listed["all"], &listed["attention"]), (&json!(2), &json!(1)), "the list is that of the backup");
    let found = bench.ok("source.list", json!({"states": ["incomplete"], "env": "dev"})).await;
    assert_eq!(found["rows"][0]["name"], "orders");
    assert!(!bench.items().iter().any(|item| item.contains("later-pw")), "no item without a row");
    bench.assert_sound().await;

    let back = bench.ok("backup.restore", json!({"path": restored["before"]})).await;
    assert_eq!(back["without_secrets"], json!(["newer", "orders"]));
}

#[tokio::test]
async fn what_is_not_a_backup_is_refused_and_changes_nothing() {
    let bench = Bench::new().await;
    let view = bench.create("orders").await;
    let other = bench.home.path().join("other.db");
    std::fs::write(&other, b"SQLite format 3\0 and then nonsense").unwrap();
    for path in [other.display().to_string(), "/nowhere.db".to_owned()] {
        let error = bench.refused("backup.restore", json!({"path": path})).await;
        assert!(matches!(code(&error), ErrorCode::BackupUnusable | ErrorCode::InvalidInput), "{error:?}");
    }
    let taken = json!({"path": other.display().to_string()});
    assert_eq!(bench.refused("backup.create", taken).await.field.as_deref(), Some("path"));
    assert_eq!(bench.ok("source.get", json!({"id": view["id"]})).await, view);
}
