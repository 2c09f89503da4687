//! Databases that are cut, broken, gone, or of a newer version. None is written over, and each comes back by a copy.

use std::path::Path;

use headwater_model::ErrorCode;
use serde_json::json;

use crate::bench::{House, finding, headwater, listed, resave, sqlite};

/// What happens to the file, and what the command line says about it; `None`: it may not notice at once.
type Damage = (fn(&Path), Option<&'static str>);

fn garbage(database: &Path) {
    std::fs::write(database, "not a database, whatever its name says".repeat(200)).unwrap();
}

fn cut_in_half(database: &Path) {
    let bytes = std::fs::read(database).unwrap();
    std::fs::write(database, &bytes[..bytes.len() / 2 / 4_096 * 4_096]).unwrap();
}

fn cut_to_nothing(database: &Path) {
    std::fs::write(database, b"").unwrap();
}

fn gone(database: &Path) {
    std::fs::remove_file(database).unwrap();
}

/// Every page but the first is nonsense: it opens, and cannot be read.
fn scribbled_over(database: &Path) {
    let mut bytes = std::fs::read(database).unwrap();
    bytes[4_096..].fill(0xa5);
    std::fs::write(database, bytes).unwrap();
}

/// Four bytes of the header that SQLite calls `user_version`.
fn newer(database: &Path) {
    let mut bytes = std::fs::read(database).unwrap();
    bytes[60..64].copy_from_slice(&99_u32.to_be_bytes());
    std::fs::write(database, bytes).unwrap();
}

/// The command line meets the damage: it says what and what to do, writes nothing over, and the copy that the doctor names
/// brings everything back.
fn comes_back((damage, said): Damage) {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let database = home.join("headwater.db");
    for name in ["orders", "customers"] {
        sqlite(&home, name);
    }
    let copy = headwater(&home, &["backup", "create", "--json"], "").ok()["path"].as_str().unwrap().to_owned();
    damage(&database);
    let broken = std::fs::read(&database).unwrap_or_default();

    let run = headwater(&home, &["source", "list", "--json"], "");
    if let Some(said) = said {
        assert_eq!(run.error(4)["code"], said);
    }
    let report = headwater(&home, &["doctor", "--json"], "").ok();
    let found = finding(&report, "database");
    assert_eq!(found["status"], "failed", "{report:#}");
    assert!(found["remedy"].as_str().unwrap().contains(&format!("headwater backup restore {copy}")), "{found}");
    for lang in ["en", "zh-CN"] {
        let words = headwater(&home, &["doctor", "--lang", lang], "");
        assert!(words.code == 0 && words.out.contains(&copy), "{words:#?}");
    }
    assert_eq!(std::fs::read(&database).unwrap_or_default(), broken, "nothing is written over");

    let restored = headwater(&home, &["backup", "restore", &copy, "--json"], "").ok();
    assert_eq!(listed(&home), ["customers", "orders"]);
    let report = headwater(&home, &["doctor", "--json"], "").ok();
    assert_eq!(finding(&report, "database")["status"], "ok");
    if !broken.is_empty() {
        assert_eq!(std::fs::read(restored["before"].as_str().unwrap()).unwrap(), broken, "it is kept, out of the way");
    }
}

#[test]
fn not_a_database() {
    comes_back((garbage, Some("database_damaged")));
}

#[test]
fn cut_off() {
    comes_back((cut_in_half, None));
}

#[test]
fn emptied() {
    comes_back((cut_to_nothing, Some("database_gone")));
}

#[test]
fn deleted() {
    comes_back((gone, Some("database_gone")));
}

#[test]
fn overwritten_inside() {
    comes_back((scribbled_over, Some("database_damaged")));
}

#[test]
fn of_a_newer_version() {
    comes_back((newer, Some("database_newer")));
}

/// The journal went with the database, so the keychain itself is asked what there still is.
#[tokio::test]
async fn a_restore_without_a_journal_brings_back_no_secret_that_is_gone() {
    let house = House::new().await;
    let view = house.create("orders").await;
    let copy = house.ok("backup.create", json!({})).await;
    let mut edit = resave(&view);
    edit["dev"]["secrets"] = json!({"password": "later"});
    house.ok("source.save", edit).await;
    house.create("newer").await;
    house.close().await;
    garbage(&house.home.join("headwater.db"));

    let restored = house.closed("backup.restore", json!({"path": copy["path"]})).await.unwrap();
    assert_eq!(restored["without_secrets"], json!(["orders"]));
    let house = house.reopened().await;
    let orders = house.ok("source.named", json!({"name": "orders"})).await;
    assert_eq!(orders["dev"]["secret_states"]["password"], "missing");
    assert_eq!((&orders["dev"]["missing"], &orders["dev"]["complete"]), (&json!(["password"]), &json!(false)));
    assert_eq!(orders["prod"]["secret_states"]["password"], "stored");
    let orphans = house.doctor("orphans").await;
    assert_eq!(orphans["params"]["count"], "3", "what the copy does not know is listed, not deleted: {orphans}");
    assert_eq!(house.items().len(), 4);
    house.ok("doctor.fix", json!({"delete_orphans": true})).await;
    house.assert_sound().await;
    assert_eq!(house.items().len(), 1);
}

#[tokio::test]
async fn a_copy_of_another_data_folder_brings_no_secrets_along() {
    let other = House::new().await;
    other.create("theirs").await;
    let copy = other.ok("backup.create", json!({})).await;
    let house = House::new().await;
    house.create("ours").await;
    house.close().await;
    garbage(&house.home.join("headwater.db"));
    house.closed("backup.restore", json!({"path": copy["path"]})).await.unwrap();
    let house = house.reopened().await;
    let theirs = house.ok("source.named", json!({"name": "theirs"})).await;
    assert_eq!(theirs["dev"]["secret_states"]["password"], "missing");
    house.ok("source.delete", json!({"id": theirs["id"], "envs": ["dev", "prod"]})).await;
    house.ok("source.purge", json!({"id": theirs["id"]})).await;
    let there = other.ok("source.named", json!({"name": "theirs"})).await;
    assert_eq!(other.doctor("secrets").await["status"], "ok");
    assert_eq!(there["dev"]["secret_states"]["password"], "stored");
}

#[tokio::test]
async fn no_database_is_replaced_under_another_program() {
    let house = House::new().await;
    house.create("orders").await;
    let copy = house.ok("backup.create", json!({})).await;
    house.sql("PRAGMA user_version = 99").await;
    let before = std::fs::read(house.home.join("headwater.db")).unwrap();
    let error = house.closed("backup.restore", json!({"path": copy["path"]})).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::InUse);
    assert_eq!(std::fs::read(house.home.join("headwater.db")).unwrap(), before);
    house.close().await;
    house.closed("backup.restore", json!({"path": copy["path"]})).await.unwrap();
    assert_eq!(house.reopened().await.ok("source.list", json!({})).await["all"], 1);
}

/// A window that cannot open its folder still has a page with the doctor on it.
#[tokio::test]
async fn the_doctor_looks_at_a_folder_that_cannot_be_opened() {
    let house = House::new().await;
    house.create("orders").await;
    house.close().await;
    newer(&house.home.join("headwater.db"));
    let report = house.closed("doctor.run", json!({})).await.unwrap();
    let found = finding(&report, "database");
    assert_eq!((&found["status"], &report["keychain"]), (&json!("failed"), &json!("ready")));
    assert!(found["text"]["zh-CN"].as_str().is_some_and(|text| text.contains("更新版本")), "{found}");
    let error = house.closed("source.list", json!({})).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::DatabaseNewer);
    let refused = house.closed("backup.restore", json!({"path": house.home.join("headwater.db")})).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::DatabaseNewer, "the copy is as new as the database");
}
