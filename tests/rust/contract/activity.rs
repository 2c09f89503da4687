//! `activity`: who changed what, when, through which program; never the value of a secret.

use serde_json::{Value, json};

use crate::bench::{Bench, assert_time, text};

fn actions(rows: &Value) -> Vec<String> {
    rows.as_array().unwrap().iter().map(|row| text(&row["action"]).to_owned()).collect()
}

#[test]
fn a_change_is_told_with_its_fields_before_and_after() {
    let bench = Bench::new();
    bench.sqlite("orders");
    bench
        .edit("orders", &json!({"description": "of the shop", "prod": {"properties": {"path": "/elsewhere.db"}}}))
        .ok();
    let rows = bench.ok(&["activity"]);
    let row = &rows[0];
    assert_eq!(
        [text(&row["name"]), text(&row["program"]), text(&row["workspace"])],
        ["orders", "command_line", "default"]
    );
    assert_time(&row["at"]);
    let changes = row["changes"].as_array().unwrap();
    let change =
        |field: &str| changes.iter().find(|change| change["field"] == field).unwrap_or_else(|| panic!("{row}"));
    let told = change("description");
    assert_eq!((&told["before"], &told["after"]), (&Value::Null, &json!("of the shop")));
    assert!(text(&change("prod.path")["after"]).contains("/elsewhere.db"), "{row}");
    assert_eq!(changes.len(), 2, "nothing else changed: {row}");
}

#[test]
fn the_latest_is_first_and_a_limit_or_a_name_leaves_the_rest_out() {
    let bench = Bench::new();
    bench.sqlite("orders");
    bench.sqlite("lake");
    bench.ok(&["source", "clone", "orders", "orders_2"]);
    bench.ok(&["source", "delete", "orders"]);
    let all = bench.ok(&["activity"]);
    let names: Vec<&str> = all.as_array().unwrap().iter().map(|row| text(&row["name"])).collect();
    assert_eq!(names, ["orders", "orders_2", "lake", "orders"], "{:?}", actions(&all));
    assert_eq!(bench.ok(&["activity", "--limit", "1"]).as_array().map(Vec::len), Some(1));
    let of_one = bench.ok(&["activity", "orders"]);
    assert_eq!(of_one.as_array().map(Vec::len), Some(2), "deleted ones are found by name: {of_one}");
}

#[test]
fn other_workspaces_are_told_only_when_asked_for() {
    let bench = Bench::new();
    bench.ok(&["workspace", "create", "lab"]);
    assert!(!actions(&bench.ok(&["activity"])).contains(&"workspace_created".to_owned()));
    assert_eq!(actions(&bench.ok(&["activity", "--workspace", "lab"])), ["workspace_created"]);
    assert!(actions(&bench.ok(&["activity", "--all-workspaces"])).contains(&"workspace_created".to_owned()));
}

#[test]
fn a_secret_is_told_as_changed_and_a_csv_is_private_and_tells_no_more() {
    const SECRET: &str = "pw-that-nobody-reads";
    let bench = Bench::with_keychain();
    bench.mysql("orders", "etl", &json!({"password": SECRET}));
    bench.feed(&["secret", "set", "orders", "--env", "dev", "--slot", "password", "--json"], SECRET).ok();
    let run = bench.run(&["activity", "--json"]);
    assert!(!run.out.contains(SECRET));
    let change = run.document()[0]["changes"][0].clone();
    assert_eq!((&change["secret"], &change["before"], &change["after"]), (&json!(true), &Value::Null, &Value::Null));
    let path = bench.home().join("changes.csv").display().to_string();
    let done = bench.ok(&["activity", "--csv", &path]);
    assert_eq!(done["rows"], json!(2));
    let csv = std::fs::read_to_string(&path).unwrap();
    assert!(csv.contains("orders") && !csv.contains(SECRET), "{csv}");
    #[cfg(unix)]
    assert_eq!(
        std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&path).unwrap().permissions()) & 0o777,
        0o600
    );
}
