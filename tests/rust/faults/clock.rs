//! The clock was set back: rows, reports and holds are of a time to come.

use serde_json::json;

use crate::bench::{House, resave, with_new_secrets};

#[tokio::test]
async fn times_to_come_stop_nothing() {
    let house = House::new().await;
    let view = house.create("orders").await;
    house.ok("test.run", json!({"id": view["id"], "env": "dev"})).await;
    let form = json!({"key": view["id"], "form": {"mode": "UrlMode"}});
    house.ok("form.keep", form).await;
    for statement in [
        "UPDATE workspace SET created_at = created_at + 315360000000",
        "UPDATE data_source SET created_at = created_at + 315360000000, modified_at = modified_at + 315360000000",
        "UPDATE configuration SET changed_at = changed_at + 315360000000, \
         last_test = replace(last_test, '\"at\":\"2', '\"at\":\"7')",
        "UPDATE test_report SET started_at = started_at + 315360000000, changed_at = changed_at + 315360000000",
        "UPDATE vault_item SET created_at = created_at + 315360000000",
        "UPDATE form_draft SET at = at + 315360000000",
    ] {
        house.sql(statement).await;
    }
    let house = house.reopened().await;
    house.assert_sound().await;
    let now = house.ok("source.get", json!({"id": view["id"]})).await;
    assert!(now["dev"]["last_test"]["at"].as_str().unwrap().starts_with('7'), "{now}");
    let history = house.ok("test.history", json!({"id": view["id"], "env": "dev"})).await;
    assert_eq!(history["entries"][0]["outdated"], false);
    house.ok("form.load", json!({"key": view["id"]})).await;
    house.ok("source.list", json!({"sort": "modified", "descending": true})).await;

    let after = house.ok("source.save", with_new_secrets(&now)).await;
    assert!(after["modified_at"].as_str() < now["modified_at"].as_str(), "the clock of today");
    let report = house.ok("test.run", json!({"id": view["id"], "env": "dev"})).await;
    let shown = house.ok("source.get", json!({"id": view["id"]})).await;
    assert_eq!(shown["dev"]["last_test"]["at"], report["started_at"], "the last test is the one that was run last");
    let stale = house.refused("source.save", resave(&now)).await;
    assert_eq!(stale.code, headwater_model::ErrorCode::Conflict, "revisions do not follow the clock");
    house.assert_sound().await;
}

#[tokio::test]
async fn a_deletion_to_come_can_be_undone_and_purged() {
    let house = House::new().await;
    let view = house.create("orders").await;
    house.ok("source.delete", json!({"id": view["id"], "envs": ["dev", "prod"]})).await;
    house.sql("UPDATE data_source SET deleted_at = deleted_at + 315360000000").await;
    house.sql("UPDATE configuration SET deleted_at = deleted_at + 315360000000").await;
    let back = house.ok("source.restore", json!({"id": view["id"], "envs": []})).await;
    assert_eq!(back["dev"]["secret_states"]["password"], "stored");
    house.ok("source.delete", json!({"id": view["id"], "envs": ["dev", "prod"]})).await;
    house.sql("UPDATE data_source SET deleted_at = deleted_at + 315360000000").await;
    house.ok("source.purge", json!({"id": view["id"]})).await;
    assert_eq!(house.items().len(), 0);
    house.assert_sound().await;
}

/// A row that is held for ten years would be asked for at every sweep of ten years.
#[tokio::test]
async fn a_hold_of_a_time_to_come_ends_all_the_same() {
    let house = House::new().await;
    house.create("orders").await;
    house
        .sql(
            "INSERT INTO vault_item (ref, owner, session, state, created_at, hold_until) \
         VALUES ('feed', 'gone', 0, 'dead', 0, 2000000000000)",
        )
        .await;
    house.assert_sound().await;
    let held = "SELECT max(hold_until) FROM vault_item WHERE state = 'dead'";
    let now = i64::try_from(std::time::UNIX_EPOCH.elapsed().unwrap().as_millis()).unwrap();
    assert!(house.number(held).await <= now + 60_000, "no longer than a late write is to be feared");
}
