//! Keychains that are locked, away, slow, refuse, forget, or remember too much.

use std::time::{Duration, Instant};

use headwater_app::call;
use headwater_model::{ErrorCode, KeychainState};
use headwater_vault::{FaultyKeychain, KeychainError, Operation};
use serde_json::{Value, json};

use crate::bench::{House, listening, resave, with_new_secrets};

/// A save of two new secrets meets a fault: it is refused with `code`, nothing is changed, the page shows `shown`, and when
/// the fault is over the same save goes through.
async fn a_save_meets(code: ErrorCode, shown: &str, fault: impl Fn(&FaultyKeychain)) {
    let house = House::new().await;
    let before = house.create("orders").await;
    let items = house.items();
    fault(&house.keychain);
    for attempt in 0..2 {
        let error = house.refused("source.save", with_new_secrets(&before)).await;
        assert_eq!((error.code, error.retryable), (code, true), "attempt {attempt}: {error:?}");
        assert_eq!(house.keychain_shown().await, shown, "attempt {attempt}");
        // Asked anew each time, because a fault may strike only after some successes.
        house.keychain.heal();
        fault(&house.keychain);
    }
    let found = house.doctor("keychain").await;
    assert_eq!(found["status"], "failed", "{found}");
    let error = house.refused("source.save", with_new_secrets(&before)).await;
    assert_eq!(error.code, code, "and the doctor's look changes nothing about it");

    house.keychain.heal();
    house.assert_sound().await;
    assert_eq!(house.items(), items, "nothing was overwritten, nothing is left");
    assert_eq!(house.ok("source.get", json!({"id": before["id"]})).await, before);
    let after = house.ok("source.save", with_new_secrets(&before)).await;
    assert_eq!((&after["description"], &after["revision"]), (&json!("changed"), &json!(2)));
    assert_eq!(house.keychain_shown().await, "ready");
    let values: String = house.items().into_values().collect();
    assert!(values.contains("new-dev") && values.contains("new-prod") && !values.contains("-pw"), "{values}");
    house.assert_sound().await;
}

#[tokio::test]
async fn locked() {
    a_save_meets(ErrorCode::KeychainLocked, "locked", |keychain| keychain.fail_all(&KeychainError::Locked)).await;
}

#[tokio::test]
async fn locked_and_ready_to_whoever_only_looks() {
    a_save_meets(ErrorCode::KeychainLocked, "locked", |keychain| {
        keychain.fail_all(&KeychainError::Locked);
        keychain.seem(KeychainState::Ready);
    })
    .await;
}

/// What a window does in the background looks at the keychain too, and must not forget what a save has met.
#[tokio::test]
async fn a_look_in_the_background_does_not_take_a_locked_keychain_for_ready() {
    let house = House::new().await;
    let view = house.create("orders").await;
    // It would even delete: only a write shows that it takes none.
    house.keychain.fail(Operation::Set, 0, KeychainError::Locked);
    house.keychain.seem(KeychainState::Ready);
    house.refused("source.save", with_new_secrets(&view)).await;
    let before = house.keychain.calls();
    house.app.start_recovery();
    while house.keychain.calls() < before + 2 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(house.keychain_shown().await, "locked");
    let now = house.ok("source.get", json!({"id": view["id"]})).await;
    assert_eq!(now["dev"]["secret_states"]["password"], "locked");
}

#[tokio::test]
async fn absent() {
    a_save_meets(ErrorCode::KeychainAbsent, "absent", |keychain| keychain.fail_all(&KeychainError::Absent)).await;
}

#[tokio::test]
async fn refusing_the_write() {
    let full = KeychainError::Failed("the collection is full".to_owned());
    a_save_meets(ErrorCode::KeychainFailed, "ready", |keychain| keychain.fail(Operation::Set, 0, full.clone())).await;
}

#[tokio::test]
async fn refusing_to_give_back_what_was_written() {
    let broken = KeychainError::Failed("the item is damaged".to_owned());
    a_save_meets(ErrorCode::KeychainFailed, "ready", |keychain| {
        keychain.fail(Operation::Get, 0, broken.clone());
        keychain.seem(KeychainState::Ready);
    })
    .await;
}

#[tokio::test]
async fn failing_between_the_two_sides() {
    let house = House::new().await;
    let before = house.create("orders").await;
    let items = house.items();
    house.keychain.fail(Operation::Set, 1, KeychainError::Failed("gone in between".to_owned()));
    let error = house.refused("source.save", with_new_secrets(&before)).await;
    assert_eq!(error.code, ErrorCode::KeychainFailed);
    house.keychain.heal();
    assert_eq!(house.ok("source.get", json!({"id": before["id"]})).await, before);
    assert_eq!(house.items(), items, "the side that was written is taken back");
    house.assert_sound().await;
}

#[tokio::test]
async fn refusing_the_delete() {
    let house = House::new().await;
    let before = house.create("orders").await;
    house.keychain.fail(Operation::Delete, 0, KeychainError::Failed("busy".to_owned()));
    let after = house.ok("source.save", with_new_secrets(&before)).await;
    assert_eq!(after["revision"], 2, "the save is done all the same");
    assert_eq!(house.items().len(), 4, "what it has retired is still there");
    let found = house.doctor("journal").await;
    assert_eq!(
        (&found["status"], &found["fixable"], &found["params"]["dead"]),
        (&json!("warning"), &json!(true), &json!("2"))
    );
    house.keychain.heal();
    house.assert_sound().await;
    assert_eq!(house.items().len(), 2);
}

/// A test of a side says what became of its secrets.
async fn secrets_stage(house: &House, view: &Value, env: &str) -> Value {
    let report = house.ok("test.run", json!({"id": view["id"], "env": env})).await;
    let stages = report["stages"].as_array().unwrap();
    stages.iter().find(|stage| stage["stage"] == "read_secrets").unwrap().clone()
}

#[tokio::test]
async fn emptied_behind_our_back() {
    let house = House::new().await;
    let view = house.create("orders").await;
    house.keychain.restore(&Default::default());
    let found = house.doctor("secrets").await;
    assert_eq!(
        (&found["status"], &found["params"]["names"]),
        (&json!("warning"), &json!("orders (dev), orders (prod)"))
    );
    let now = house.ok("source.get", json!({"id": view["id"]})).await;
    assert_eq!(now["dev"]["secret_states"]["password"], "missing", "noticed, so it is shown");
    assert_eq!(secrets_stage(&house, &view, "dev").await["findings"][0]["code"], "secrets.missing");

    let mut edit = resave(&now);
    edit["dev"]["secrets"] = json!({"password": "again"});
    let now = house.ok("source.save", edit).await;
    assert_eq!(now["dev"]["secret_states"]["password"], "stored");
    assert_eq!(house.doctor("secrets").await["params"]["names"], "orders (prod)");
    house.ok("secret.set", json!({"id": view["id"], "env": "prod", "slot": "password", "secret": "again"})).await;
    house.assert_sound().await;
}

#[tokio::test]
async fn restored_with_older_values() {
    let house = House::new().await;
    let view = house.create("orders").await;
    let older = house.keychain.snapshot();
    let view = house.ok("source.save", with_new_secrets(&view)).await;
    let newer = house.keychain.snapshot();
    house.keychain.restore(&older);

    let stage = secrets_stage(&house, &view, "prod").await;
    assert_eq!(stage["findings"][0]["code"], "secrets.missing", "never an older value");
    assert_eq!(house.doctor("secrets").await["params"]["count"], "2");
    let orphans = house.doctor("orphans").await;
    assert_eq!((&orphans["status"], &orphans["params"]["count"]), (&json!("warning"), &json!("2")));
    let clone = json!({"id": view["id"], "name": "copy", "envs": ["prod"], "secrets": "copy"});
    assert_eq!(house.refused("source.clone", clone).await.code, ErrorCode::SecretMissing);
    assert_eq!(house.items().len(), 2, "old items are deleted only on request");

    // The newer file is found after all.
    house.keychain.restore(&newer);
    house.assert_sound().await;
    let now = house.ok("source.get", json!({"id": view["id"]})).await;
    assert_eq!(now["prod"]["secret_states"]["password"], "stored");
    assert_ne!(secrets_stage(&house, &view, "prod").await["status"], "failed");
}

/// Five seconds a call: nothing else waits, the save says what it waits for, and it is done in the end.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn slow() {
    let house = House::new().await;
    let view = house.create("orders").await;
    house.keychain.slow_down(Duration::from_secs(5));
    let (heard, caller) = listening();
    let mut edit = resave(&view);
    edit["dev"]["secrets"] = json!({"password": "slowly"});
    let saving = {
        let app = house.app.clone();
        tokio::spawn(async move { call(&app, "source.save", edit, caller).await })
    };
    let began = Instant::now();
    while began.elapsed() < Duration::from_secs(3) {
        for (name, request) in [
            ("app.state", json!({})),
            ("source.list", json!({})),
            ("source.get", json!({"id": view["id"]})),
            ("settings.set", json!({"settings": {"language": null, "theme": "dark"}})),
            ("test.history", json!({"id": view["id"], "env": "dev"})),
        ] {
            let asked = Instant::now();
            house.ok(name, request).await;
            assert!(asked.elapsed() < Duration::from_millis(500), "{name} waited {:?}", asked.elapsed());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(*heard.lock().unwrap(), [json!({"waiting_for": "keychain"})]);
    let saved = saving.await.unwrap().unwrap();
    assert_eq!(saved["revision"], 2);
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
    // What the save has retired is deleted when the keychain is in better health.
    house.keychain.heal();
    house.assert_sound().await;
    assert_eq!(house.items().len(), 2);
}
