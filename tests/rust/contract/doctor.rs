//! `doctor`: what it sees, what it would mend, what it mends.

use serde_json::{Value, json};

use crate::bench::{Bench, mysql_side, text};
use crate::secrets::items_with;

fn item<'a>(report: &'a Value, id: &str) -> &'a Value {
    let items = report["items"].as_array().expect("an array");
    items.iter().find(|item| item["id"] == id).unwrap_or_else(|| panic!("no {id}"))
}

#[test]
fn a_sound_house_is_sound() {
    let bench = Bench::with_keychain();
    let report = bench.ok(&["doctor"]);
    for id in ["data_folder", "database", "keychain", "journal", "orphans"] {
        assert_eq!(item(&report, id)["status"], "ok", "{id}");
        assert!(!text(&item(&report, id)["text"]).is_empty());
    }
    assert_eq!((&report["keychain"], &report["fixable"]), (&"ready".into(), &false.into()));
}

#[test]
fn a_missing_keychain_is_an_answer_not_an_error() {
    let bench = Bench::new();
    let report = bench.without_keychain(&["doctor", "--json"], "").ok();
    assert_eq!(report["keychain"], "absent");
    assert_eq!(item(&report, "keychain")["status"], "failed");
    assert!(!text(&item(&report, "keychain")["remedy"]).is_empty());
}

#[test]
fn what_an_absent_keychain_left_is_named_and_mended_on_request() {
    let bench = Bench::with_keychain();
    let canary = "left-for-the-doctor";
    let side = mysql_side(1, "u", &json!({"password": canary}));
    bench.create(&json!({"name": "orders", "type": "mysql", "dev": side}));
    bench.without_keychain(&["source", "delete", "orders", "--purge", "--json"], "").ok();
    assert_eq!(items_with(canary), 1, "the keychain could not be asked to delete it");

    let report = bench.ok(&["doctor"]);
    assert_eq!((&item(&report, "journal")["status"], &report["fixable"]), (&"warning".into(), &true.into()));
    assert_eq!(items_with(canary), 1, "looking mends nothing");
    let report = bench.ok(&["doctor", "--fix"]);
    assert_eq!((&item(&report, "journal")["status"], &report["fixable"]), (&"ok".into(), &false.into()));
    assert_eq!(items_with(canary), 0);
}

#[test]
fn an_item_that_no_row_knows_is_deleted_only_on_request() {
    let bench = Bench::with_keychain();
    let canary = "nobody-knows-me";
    bench.ok(&["source", "list"]);
    let old = std::fs::read(bench.home().join("headwater.db")).expect("the database");
    let side = mysql_side(1, "u", &json!({"password": canary}));
    bench.create(&json!({"name": "orders", "type": "mysql", "dev": side}));
    // An older copy of the data folder comes back.
    std::fs::write(bench.home().join("headwater.db"), old).expect("the database");

    let report = bench.ok(&["doctor", "--fix"]);
    assert_eq!((&item(&report, "orphans")["status"], items_with(canary)), (&"warning".into(), 1));
    assert_eq!(item(&report, "orphans")["params"]["count"], "1");
    let report = bench.ok(&["doctor", "--delete-orphans"]);
    assert_eq!((&item(&report, "orphans")["status"], items_with(canary)), (&"ok".into(), 0));
}
