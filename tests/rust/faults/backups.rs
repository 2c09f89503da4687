//! Copies that are made without being asked for.

use serde_json::json;

use crate::bench::House;

/// Puts copies of earlier days, or of days to come, among the backups.
async fn with_copies(house: &House, days: impl Iterator<Item = String>) {
    let copy = house.ok("backup.create", json!({})).await;
    let copy = std::path::Path::new(copy["path"].as_str().unwrap()).to_owned();
    for day in days {
        std::fs::copy(&copy, house.home.join(format!("backups/daily-{day}T094100000Z.db"))).unwrap();
    }
    std::fs::remove_file(copy).unwrap();
}

/// What a program does that ends soon after it has used the keychain.
async fn a_day_passes(house: &House) {
    house.ok("doctor.run", json!({})).await;
    house.app.tidy().await;
}

fn daily(house: &House) -> Vec<String> {
    house.backups().into_iter().filter(|name| name.starts_with("daily")).collect()
}

#[tokio::test]
async fn one_copy_a_day_is_made_and_seven_are_kept() {
    let house = House::new().await;
    house.create("orders").await;
    with_copies(&house, (1..=9).map(|day| format!("2026010{day}"))).await;
    let kept = house.ok("backup.create", json!({})).await;
    std::fs::write(house.home.join("backups/mine.db"), "a person's own").unwrap();
    a_day_passes(&house).await;
    let copies = daily(&house);
    assert_eq!(copies.len(), 7, "{copies:?}");
    assert!(copies[0].starts_with("daily-20260104") && copies[5].starts_with("daily-20260109"), "{copies:?}");
    a_day_passes(&house).await;
    assert_eq!(daily(&house), copies, "one a day");
    assert!(
        house.home.join("backups/mine.db").is_file() && std::path::Path::new(kept["path"].as_str().unwrap()).is_file()
    );

    // The one of today can be restored.
    house.create("newer").await;
    let path = house.home.join("backups").join(&copies[6]);
    house.ok("backup.restore", json!({"path": path})).await;
    assert_eq!(house.ok("source.list", json!({})).await["all"], 1);
    house.assert_sound().await;
}

#[tokio::test]
async fn a_clock_that_was_set_back_stops_no_backup() {
    let house = House::new().await;
    house.create("orders").await;
    with_copies(&house, (1..=7).map(|day| format!("2999010{day}"))).await;
    a_day_passes(&house).await;
    let copies = daily(&house);
    assert_eq!(copies.len(), 7, "{copies:?}");
    assert!(!copies[0].starts_with("daily-2999"), "today's is kept: {copies:?}");
    assert!(copies[1].starts_with("daily-29990102"), "those of a time to come go first: {copies:?}");
    a_day_passes(&house).await;
    assert_eq!(daily(&house), copies, "and one a day is enough");
}

#[tokio::test]
async fn a_broken_database_pushes_no_good_copy_out() {
    let house = House::new().await;
    for number in 0..40 {
        house.create(&format!("orders{number}")).await;
    }
    with_copies(&house, (1..=7).map(|day| format!("2026010{day}"))).await;
    let before = daily(&house);
    house.close().await;
    let database = house.home.join("headwater.db");
    let mut bytes = std::fs::read(&database).unwrap();
    // Its end: what opening reads is at the beginning.
    let (from, end) = (bytes.len() * 3 / 4 / 4_096 * 4_096, bytes.len());
    bytes[from..end].fill(0xa5);
    std::fs::write(&database, bytes).unwrap();
    let house = house.reopened().await;
    a_day_passes(&house).await;
    assert_eq!(daily(&house), before);
    assert_eq!(house.backups().len(), before.len(), "nothing half made is left: {:?}", house.backups());
}

#[tokio::test]
async fn days_without_a_copy_are_the_doctors_business() {
    let house = House::new().await;
    house.create("orders").await;
    assert_eq!(house.doctor("backups").await["status"], "ok", "a new folder has none yet");
    with_copies(&house, std::iter::once("20260101".to_owned())).await;
    let found = house.doctor("backups").await;
    assert_eq!((&found["status"], &found["fixable"]), (&json!("warning"), &json!(true)));
    house.assert_sound().await;
    assert_eq!(daily(&house).len(), 2);
}
