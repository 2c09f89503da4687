//! The list, and tests whose outcome it shows.

use headwater_app::Caller;
use serde_json::{Value, json};

use crate::support::{Bench, mysql};

fn names(page: &Value) -> Vec<String> {
    page["rows"].as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn pages_by_key_cover_everything_once_in_every_order() {
    let bench = Bench::new().await;
    for number in 0..25 {
        let local = json!({"name": format!("s{number:02}"), "type": if number % 2 == 0 { "sqlite" } else { "localfile" },
            "dev": {"mode": "UrlMode", "properties": {}}});
        bench.ok("source.save", local).await;
    }
    for (sort, descending) in [("name", false), ("name", true), ("type", false), ("modified", true), ("type", true)] {
        let mut seen = Vec::new();
        let mut cursor = json!(null);
        loop {
            let request = json!({"sort": sort, "descending": descending, "limit": 10, "cursor": cursor});
            let page = bench.ok("source.list", request).await;
            assert_eq!(page["total"], 25);
            seen.extend(names(&page));
            cursor = page["next"].clone();
            if cursor.is_null() {
                break;
            }
        }
        assert_eq!(seen.len(), 25, "{sort}");
        if sort == "name" {
            assert_eq!(seen.is_sorted(), !descending);
        }
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 25, "{sort}");
    }
}

#[tokio::test]
async fn search_finds_name_description_address_and_chinese() {
    let bench = Bench::new().await;
    bench.create("orders").await;
    let mut other = mysql("crm");
    other["description"] = json!("Customers 100%");
    other["prod"]["properties"]["address"][0]["host"] = json!("CRM.example.com");
    bench.ok("source.save", other).await;
    for (search, expected) in [
        ("ORD", vec!["orders"]),
        ("订单", vec!["orders"]),
        ("crm.EXAMPLE", vec!["crm"]),
        ("100%", vec!["crm"]),
        ("%", vec!["crm"]),
        ("10.20.0.14", vec!["crm", "orders"]),
        ("nothing", vec![]),
    ] {
        let page = bench.ok("source.list", json!({"search": search})).await;
        assert_eq!(names(&page), expected, "{search}");
        assert_eq!(page["total"], expected.len());
    }
}

#[tokio::test]
async fn filters_look_at_type_and_side() {
    let bench = Bench::new().await;
    bench.create("orders").await;
    bench
        .ok("source.save", json!({"name": "half", "type": "sqlite", "dev": {"mode": "UrlMode", "properties": {}}}))
        .await;
    let list = |request: Value| bench.ok("source.list", request);
    assert_eq!(names(&list(json!({"types": ["mysql"]})).await), ["orders"]);
    assert_eq!(names(&list(json!({"states": ["incomplete"]})).await), ["half"]);
    assert_eq!(names(&list(json!({"states": ["untested"], "env": "prod"})).await), ["orders"]);
    assert_eq!(list(json!({})).await["attention"], 1);
}

#[tokio::test]
async fn a_search_is_paged_filtered_and_sorted_like_everything_else() {
    let bench = Bench::new().await;
    for number in 0..9 {
        let kind = if number % 2 == 0 { "sqlite" } else { "localfile" };
        let local = json!({"name": format!("s{number}"), "type": kind, "description": if number == 4 { "" } else { "Nightly" },
            "dev": {"mode": "UrlMode", "properties": {}}});
        bench.ok("source.save", local).await;
    }
    let ask = |cursor: &Value| json!({"search": "NIGHT", "types": ["sqlite"], "descending": true, "limit": 3, "cursor": cursor});
    let first = bench.ok("source.list", ask(&Value::Null)).await;
    assert_eq!(
        (names(&first), &first["total"], &first["all"]),
        (vec!["s8".into(), "s6".into(), "s2".into()], &json!(4), &json!(9))
    );
    let second = bench.ok("source.list", ask(&first["next"])).await;
    assert_eq!((names(&second), &second["next"]), (vec!["s0".into()], &Value::Null));
}

#[tokio::test]
async fn the_list_follows_every_change_of_every_process() {
    let bench = Bench::new().await;
    let other = bench.another().await;
    let elsewhere =
        async |name: &str, request| headwater_app::call(&other, name, request, Caller::silent()).await.unwrap();
    let seen = async || names(&bench.ok("source.list", json!({})).await);
    assert!(seen().await.is_empty());

    let a = elsewhere("source.save", mysql("a")).await;
    let b = bench.create("b").await;
    assert_eq!(seen().await, ["a", "b"]);

    let patch = json!({"id": a["id"], "patch": {"description": "Moved to Singapore"}});
    elsewhere("source.patch", patch).await;
    assert_eq!(names(&bench.ok("source.list", json!({"search": "singapore"})).await), ["a"]);
    assert_eq!(names(&bench.ok("source.list", json!({"sort": "modified", "descending": true})).await), ["a", "b"]);

    elsewhere("source.delete", json!({"id": b["id"], "envs": []})).await;
    assert_eq!(seen().await, ["a"]);
    elsewhere("source.restore", json!({"id": b["id"], "envs": ["dev", "prod"]})).await;
    assert_eq!(seen().await, ["a", "b"]);
    elsewhere("source.delete", json!({"id": b["id"], "envs": []})).await;
    elsewhere("source.purge", json!({"id": b["id"]})).await;
    let page = bench.ok("source.list", json!({})).await;
    assert_eq!((names(&page), &page["all"], &page["total"]), (vec!["a".into()], &json!(1), &json!(1)));
    assert_eq!(bench.create("c").await["name"], "c", "may get the number of the one that was purged");
    assert_eq!(seen().await, ["a", "c"]);
}

#[tokio::test]
async fn the_sample_workspace_tests_green_and_the_list_shows_it() {
    let bench = Bench::new().await;
    let sample = bench.ok("workspace.sample", json!({})).await;
    assert_eq!(sample["workspace"]["name"], "sample");
    let page = bench.ok("source.list", json!({})).await;
    assert_eq!(names(&page), ["click_events", "customer_exports", "shop"]);
    for row in page["rows"].as_array().unwrap() {
        for env in ["dev", "prod"] {
            let report = bench.ok("test.run", json!({"id": row["id"], "env": env})).await;
            assert_eq!(report["verdict"], "Connectable", "{report:#}");
        }
    }
    let page = bench.ok("source.list", json!({})).await;
    assert_eq!(page["rows"][0]["dev"]["state"], "connectable");
    assert_eq!(page["rows"][0]["prod"]["last_test"]["verdict"], "Connectable");
    let connectable = bench.ok("source.list", json!({"states": ["connectable"], "env": "prod"})).await;
    assert_eq!(connectable["total"], 3, "the filter knows of tests too");
    bench.ok("workspace.sample", json!({})).await;
    assert_eq!(bench.ok("source.list", json!({})).await["all"], 3, "asking again makes nothing twice");
}

#[tokio::test]
async fn a_test_of_form_values_touches_no_record_and_an_edit_forgets_the_last_test() {
    let bench = Bench::new().await;
    bench.ok("workspace.sample", json!({})).await;
    let shop = bench.ok("source.named", json!({"name": "shop"})).await;
    let form = json!({"mode": "UrlMode", "properties": {"path": "/nowhere/at/all.db"}});
    let report = bench.ok("test.run", json!({"id": shop["id"], "env": "dev", "side": form})).await;
    assert_eq!(report["verdict"], "ConfigError");
    let history = bench.ok("test.history", json!({"id": shop["id"], "env": "dev"})).await;
    assert_eq!(history["entries"], json!([]));

    bench.ok("test.run", json!({"id": shop["id"], "env": "dev"})).await;
    let patch = json!({"id": shop["id"], "patch": {"dev": {"properties": {"readOnly": true}}}});
    let after = bench.ok("source.patch", patch).await;
    assert_eq!(after["dev"]["last_test"], json!(null));
    let history = bench.ok("test.history", json!({"id": shop["id"], "env": "dev"})).await;
    assert_eq!(history["entries"][0]["outdated"], true);
}

#[tokio::test]
async fn an_unsaved_unnamed_form_can_be_tested_and_says_what_is_missing() {
    let bench = Bench::new().await;
    let side = json!({"mode": "UrlMode", "properties": {"database": "x"}});
    let report = bench.ok("test.run", json!({"env": "dev", "type": "mysql", "side": side})).await;
    assert_eq!(report["verdict"], "ConfigError");
    let finding = &report["stages"][0]["findings"][0];
    assert_eq!(
        (&finding["code"], &finding["params"]["fields"]),
        (&json!("input.missing"), &json!("address, username, password"))
    );
    let side = json!({"mode": "InstanceMode", "properties": {"regionId": "cn-hangzhou", "instanceId": "rm-1", "database": "d", "username": "u"},
        "secrets": {"password": "p"}});
    let report = bench.ok("test.run", json!({"env": "dev", "type": "mysql", "side": side})).await;
    assert_eq!(report["verdict"], "Unsupported");
    assert!(report["stages"].as_array().unwrap().iter().all(|stage| stage["stage"] != "connect_port"));
}
