//! What is left behind, and what is never overwritten; each fault of keychain, disk and database by itself is in
//! `tests/rust/faults`.

use headwater_model::ErrorCode;
use headwater_vault::{Keychain as _, KeychainError, Operation};
use serde_json::json;

use crate::support::{Bench, code, mysql, resave};

#[tokio::test]
async fn a_failed_read_never_overwrites() {
    let bench = Bench::new().await;
    let before = bench.create("orders").await;
    bench.keychain.fail(Operation::Get, 0, KeychainError::Locked);
    let clone = json!({"id": before["id"], "name": "copy", "envs": ["dev"], "secrets": "copy"});
    assert_eq!(code(&bench.refused("source.clone", clone).await), ErrorCode::KeychainLocked);
    let mut edit = resave(&before);
    edit["dev"]["secrets"] = json!({"password": {"from": "prod"}});
    assert_eq!(code(&bench.refused("source.save", edit).await), ErrorCode::KeychainLocked);
    bench.keychain.heal();
    assert_eq!(bench.items().len(), 2);
    assert_eq!(bench.ok("source.get", json!({"id": before["id"]})).await["revision"], 1);
}

#[tokio::test]
async fn what_a_killed_process_was_writing_is_swept_and_a_live_one_is_left_alone() {
    let bench = Bench::new().await;
    bench.create("orders").await;
    let folder = bench.keychain.accounts("").unwrap()[0].split_once('/').unwrap().0.to_owned();
    let path = bench.home.path().join("headwater.db");
    let database = sqlx::SqlitePool::connect(&format!("sqlite://{}", path.display())).await.unwrap();
    let live = bench.home.path().join("locks/feed.lock");
    let held = std::fs::File::create(&live).unwrap();
    held.lock().unwrap();
    for (reference, owner) in [("aaaa", "dead0"), ("bbbb", "feed")] {
        sqlx::query("INSERT INTO vault_item (ref, owner, session, state, created_at) VALUES (?, ?, 0, 'writing', 0)")
            .bind(reference)
            .bind(owner)
            .execute(&database)
            .await
            .unwrap();
        bench.keychain.set(&format!("{folder}/{reference}"), b"half").unwrap();
    }
    bench.ok("doctor.fix", json!({"delete_orphans": false})).await;
    let writing = "SELECT ref FROM vault_item WHERE state = 'writing'";
    let left: Vec<String> = sqlx::query_scalar(writing).fetch_all(&database).await.unwrap();
    assert_eq!(left, ["bbbb"], "only the process that is gone is given up");
    assert!(!bench.items().is_empty() && bench.items().iter().filter(|item| *item == "half").count() == 1);

    // Its write arrives late, after the sweep: the held row still names it, and the next sweep takes it.
    bench.keychain.set(&format!("{folder}/aaaa"), b"half").unwrap();
    let report = bench.ok("doctor.run", json!({})).await;
    let orphans = report["items"].as_array().unwrap().iter().find(|item| item["id"] == "orphans").unwrap();
    assert_eq!(orphans["status"], "ok", "not an orphan: {report}");
    drop(held);
    bench.ok("doctor.fix", json!({"delete_orphans": false})).await;
    assert_eq!(bench.items().len(), 2);
    sqlx::query("UPDATE vault_item SET hold_until = 0").execute(&database).await.unwrap();
    bench.ok("doctor.fix", json!({"delete_orphans": false})).await;
    let rows: i64 = sqlx::query_scalar("SELECT count(*) FROM vault_item").fetch_one(&database).await.unwrap();
    assert_eq!(rows, 2, "after the hold nothing is left but what is live");
    bench.assert_sound().await;
}

#[tokio::test]
async fn requests_of_another_shape_are_refused_without_repeating_values() {
    let bench = Bench::new().await;
    let mut request = mysql("orders");
    request["dev"]["secrets"]["password"] = json!({"canary": "canary"});
    let error = bench.refused("source.save", request).await;
    assert_eq!((code(&error), error.field.as_deref()), (ErrorCode::InvalidRequest, Some("dev.secrets.password")));
    assert!(!format!("{error:?}").contains("canary\""), "{error:?}");
    assert_eq!(code(&bench.refused("no.such", json!({})).await), ErrorCode::InvalidRequest);
}
