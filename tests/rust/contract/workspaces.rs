//! Workspaces and the data folder.

use crate::bench::{Bench, assert_time, text};

#[test]
fn the_first_open_has_one_standard_workspace_and_no_sample() {
    let bench = Bench::new();
    let all = bench.ok(&["workspace", "list"]);
    assert_eq!(all.as_array().map(Vec::len), Some(1));
    assert_eq!((text(&all[0]["name"]), text(&all[0]["mode"])), ("default", "standard"));
    assert_eq!(all[0]["current"], true);
    assert!(all[0]["id"].is_string());
    assert_time(&all[0]["created_at"]);
    assert_eq!(bench.ok(&["source", "list"]), serde_json::json!([]));
    assert!(bench.home().join("headwater.db").is_file(), "HEADWATER_HOME is the data folder");
}

#[test]
fn the_sample_workspace_comes_on_request_and_tests_green_without_a_server() {
    let bench = Bench::new();
    let sample = bench.ok(&["workspace", "sample"]);
    assert_eq!((text(&sample["name"]), &sample["current"]), ("sample", &true.into()));
    let sources = bench.ok(&["source", "list"]);
    let sources = sources.as_array().expect("an array");
    assert!(!sources.is_empty());
    for source in sources {
        let report = bench.ok(&["test", text(&source["name"]), "--env", "all"]);
        assert!(report["reports"].as_array().is_some_and(|reports| reports.len() == 2));
    }
    bench.ok(&["workspace", "sample"]);
    assert_eq!(
        bench.ok(&["source", "list"]).as_array().map(Vec::len),
        Some(sources.len()),
        "twice makes nothing twice"
    );
}

#[test]
fn a_workspace_is_chosen_for_one_command_or_for_good() {
    let bench = Bench::new();
    bench.ok(&["workspace", "sample"]);
    assert_eq!(bench.ok(&["source", "list", "--workspace", "default"]), serde_json::json!([]));
    assert_ne!(bench.ok(&["source", "list"]), serde_json::json!([]), "for one command only");
    assert_eq!(bench.ok(&["workspace", "select", "default"])["current"], true);
    assert_eq!(bench.ok(&["source", "list"]), serde_json::json!([]));
    for arguments in [&["workspace", "select", "nowhere"][..], &["source", "list", "--workspace", "nowhere"]] {
        let error = bench.run(&[arguments, &["--json"]].concat()).error(2);
        assert_eq!((text(&error["code"]), text(&error["params"]["name"])), ("workspace_not_found", "nowhere"));
    }
}

#[test]
fn a_backup_brings_everything_back() {
    let bench = Bench::new();
    let before = bench.sqlite("orders");
    let file = bench.home().with_file_name("copy.db").display().to_string();
    let made = bench.ok(&["backup", "create", &file]);
    assert_eq!(text(&made["path"]), file);
    bench.edit("orders", &serde_json::json!({"description": "later"})).ok();
    let done = bench.ok(&["backup", "restore", &file]);
    assert_eq!(bench.ok(&["source", "show", "orders"])["description"], before["description"]);
    bench.ok(&["backup", "restore", text(&done["before"])]);
    assert_eq!(bench.ok(&["source", "show", "orders"])["description"], "later");
    let other = bench.file("notes.txt", "not a backup");
    assert_eq!(bench.run(&["backup", "restore", &other, "--json"]).error(2)["code"], "backup_unusable");
}
