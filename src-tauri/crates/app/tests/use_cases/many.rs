//! Finding and changing many: filters, stars, what was deleted, activity, and one change of many data sources.

use headwater_app::{Caller, call};
use headwater_model::ErrorCode;
use headwater_vault::{KeychainError, Operation};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};

use crate::support::{Bench, mysql};

/// Names in the order of the list.
async fn listed(bench: &Bench, request: Value) -> Vec<String> {
    let found = bench.ok("source.list", request).await;
    found["rows"].as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect()
}

async fn tagged(bench: &Bench, name: &str, tags: &[&str]) -> Value {
    let mut source = mysql(name);
    source["tags"] = json!(tags);
    bench.ok("source.save", source).await
}

async fn view(bench: &Bench, name: &str) -> Value {
    bench.ok("source.named", json!({"name": name})).await
}

fn outcomes(report: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    report["rows"].as_array().unwrap().iter().map(|row| (text(&row["name"]), text(&row["outcome"]))).collect()
}

async fn three(bench: &Bench) -> Vec<Value> {
    let mut ids = Vec::new();
    for name in ["a", "b", "c"] {
        ids.push(tagged(bench, name, &["core"]).await["id"].clone());
    }
    ids
}

#[tokio::test]
async fn the_list_is_narrowed_and_sorted_by_everything_that_it_shows() {
    let bench = Bench::new().await;
    let a = tagged(&bench, "a", &["core", "shop"]).await;
    tagged(&bench, "b", &["core"]).await;
    let mut c = mysql("c");
    (c["tags"], c["prod"]) = (json!([]), Value::Null);
    c["dev"]["properties"]["database"] = json!("Warehouse_7");
    let c = bench.ok("source.save", c).await;
    let lake = json!({"name": "lake", "type": "oss", "prod": {"mode": "UrlMode", "properties": {
        "endpoint": "http://oss-cn-hangzhou.aliyuncs.com", "bucket": "raw-events"}}});
    bench.ok("source.save", lake).await;
    bench.ok("source.favourite", json!({"ids": [c["id"]], "on": true})).await;
    let side = json!({"id": a["id"], "env": "prod", "timeout_ms": 200});
    bench.ok("test.run", side).await;
    let rows: &[(&str, Value, &[&str])] = &[
        ("one tag", json!({"tags": ["core"]}), &["a", "b"]),
        ("several tags narrow", json!({"tags": ["core", "shop"]}), &["a"]),
        ("a tag is not part of another", json!({"tags": ["cor"]}), &[]),
        ("stars", json!({"favourites": true}), &["c"]),
        ("search finds a database, whatever its case", json!({"search": "WAREHOUSE_7"}), &["c"]),
        ("search finds a bucket", json!({"search": "raw-ev"}), &["lake"]),
        ("search finds a tag", json!({"search": "shop\"]"}), &["a"]),
        ("search finds a property that no line shows", json!({"search": "etl"}), &["a", "b", "c"]),
        ("stars first", json!({"sort": "favourite"}), &["c", "a", "b", "lake"]),
        ("what fails comes first", json!({"sort": "prod_state"}), &["a", "c", "lake", "b"]),
        ("tested last", json!({"sort": "prod_tested", "descending": true}), &["a", "lake", "c", "b"]),
    ];
    for (fact, request, names) in rows {
        assert_eq!(listed(&bench, request.clone()).await, *names, "{fact}");
    }
    let tags = bench.ok("tag.list", json!({})).await;
    assert_eq!(tags, json!([{"tag": "core", "count": 2}, {"tag": "shop", "count": 1}]));
    let starred = bench.ok("source.list", json!({"search": "Warehouse"})).await;
    assert_eq!(
        (&starred["rows"][0]["favourite"], view(&bench, "c").await["revision"].as_i64()),
        (&json!(true), Some(1))
    );
    bench.ok("source.favourite", json!({"ids": [c["id"]], "on": false})).await;
    assert!(listed(&bench, json!({"favourites": true})).await.is_empty());
}

#[tokio::test]
async fn a_filter_is_kept_renamed_and_forgotten() {
    let bench = Bench::new().await;
    let filter = json!({"search": "shop", "types": ["mysql"], "states": ["failing"], "env": "prod", "tags": ["core"],
        "favourites": true, "sort": "modified", "descending": true});
    let kept = bench.ok("filter.save", json!({"name": " mine ", "filter": filter})).await;
    assert_eq!((&kept["name"], &kept["filter"]), (&json!("mine"), &filter));
    let again = bench.refused("filter.save", json!({"name": "mine", "filter": {}})).await;
    assert_eq!(again.code, ErrorCode::NameTaken);
    bench.ok("filter.save", json!({"id": kept["id"], "name": "ours", "filter": filter})).await;
    let all = bench.ok("filter.list", json!({})).await;
    assert_eq!((all.as_array().unwrap().len(), &all[0]["name"], &all[0]["filter"]), (1, &json!("ours"), &filter));
    bench.ok("filter.delete", json!({"id": kept["id"]})).await;
    assert_eq!(bench.ok("filter.list", json!({})).await, json!([]));
    let gone = bench.refused("filter.save", json!({"id": kept["id"], "name": "ours", "filter": {}})).await;
    assert_eq!(gone.code, ErrorCode::FilterGone);
    assert_eq!(bench.refused("filter.save", json!({"name": " ", "filter": {}})).await.code, ErrorCode::InvalidInput);
}

#[tokio::test]
async fn activity_tells_every_change_and_no_secret() {
    let bench = Bench::new().await;
    let orders = tagged(&bench, "orders", &["core"]).await;
    bench.ok("identity.set", json!({"identity": {"user": "Li", "role": "operation"}})).await;
    let patch = json!({"prod": {"properties": {"database": "shop2"}, "secrets": {"password": "canary-1"}}});
    bench.ok("source.patch", json!({"id": orders["id"], "patch": patch})).await;
    bench.ok("source.delete", json!({"id": orders["id"], "envs": []})).await;
    tagged(&bench, "users", &[]).await;
    let all = bench.ok("activity.list", json!({})).await;
    let told: Vec<(&str, &str, &str)> = all["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let text = |key: &str| row[key].as_str().unwrap();
            (text("actor"), row["action"]["id"].as_str().unwrap(), text("subject"))
        })
        .collect();
    let expected = [
        ("Li", "source_created", "users"),
        ("Li", "source_deleted", "orders"),
        ("Li", "source_changed", "orders"),
        ("owner", "source_created", "orders"),
    ];
    assert_eq!(told[..4], expected);
    let changed = &all["rows"][2];
    let field = |field: &str| {
        changed["changes"].as_array().unwrap().iter().find(|change| change["field"] == field).unwrap().clone()
    };
    assert_eq!(field("prod.database")["before"], "shop");
    assert_eq!(field("prod.database")["after"], "shop2");
    assert_eq!(field("prod.secrets.password")["secret"], true);
    assert!(!all.to_string().contains("canary"));
    assert_eq!((&changed["subject_is_source"], &all["rows"][0]["subject_is_source"]), (&json!(false), &json!(true)));

    // (what, request, subjects)
    let rows: &[(&str, Value, usize)] = &[
        ("one data source", json!({"subject": orders["id"]}), 3),
        ("one action", json!({"actions": ["source_created"]}), 2),
        ("one person", json!({"actor": "owner"}), 1),
        ("part of a name", json!({"search": "USER"}), 1),
        ("a page", json!({"limit": 2}), 2),
        ("nothing", json!({"search": "nobody"}), 0),
    ];
    for (what, request, count) in rows {
        let mut request = request.clone();
        let found = bench.ok("activity.list", request.clone()).await;
        let all_of_it = found["rows"].as_array().unwrap();
        assert_eq!(all_of_it.len(), *count, "{what}: {found}");
        if *what == "a page" {
            request["before"] = found["next"].clone();
            let next = bench.ok("activity.list", request).await;
            assert_eq!(next["rows"][0]["action"]["id"], "source_changed");
        }
    }
    assert_eq!(all["actors"], json!(["Li", "owner"]));
}

#[tokio::test]
async fn activity_becomes_a_file_that_only_its_owner_reads_and_no_spreadsheet_executes() {
    let bench = Bench::new().await;
    let orders = tagged(&bench, "orders", &[]).await;
    let patch = json!({"description": "=HYPERLINK(\"http://x\")", "prod": {"secrets": {"password": "canary-2"}}});
    bench.ok("source.patch", json!({"id": orders["id"], "patch": patch})).await;
    let path = bench.home.path().join("activity.csv");
    let request = json!({"filter": {"subject": orders["id"]}, "language": "en", "path": path});
    let file = bench.ok("activity.export", request.clone()).await;
    assert_eq!(file["rows"], 2);
    let csv = std::fs::read_to_string(&path).unwrap();
    assert!(csv.contains("\"'=HYPERLINK(\"\"http://x\"\")\""), "{csv}");
    assert!(csv.contains("prod.secrets.password,***,***") && !csv.contains("canary"), "{csv}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let (link, target) = (bench.home.path().join("link.csv"), bench.home.path().join("nowhere.csv"));
        std::os::unix::fs::symlink(&target, &link).unwrap();
        let through = json!({"filter": {}, "language": "en", "path": link});
        assert_eq!(bench.refused("activity.export", through).await.code, ErrorCode::InvalidInput, "nor through a link");
        assert!(!target.exists());
    }
    assert_eq!(bench.refused("activity.export", request).await.code, ErrorCode::InvalidInput, "never over a file");
}

#[tokio::test]
async fn what_was_deleted_is_listed_for_30_days_and_then_gone_with_its_secrets() {
    let bench = Bench::new().await;
    let (whole, side) = (tagged(&bench, "whole", &[]).await, tagged(&bench, "side", &[]).await);
    bench.ok("source.delete", json!({"id": whole["id"], "envs": ["dev", "prod"]})).await;
    bench.ok("source.delete", json!({"id": side["id"], "envs": ["dev"]})).await;
    let found = bench.ok("source.deleted", json!({})).await;
    let mut told: Vec<(&str, bool, String)> = found
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["name"].as_str().unwrap(), row["whole"].as_bool().unwrap(), row["envs"].to_string()))
        .collect();
    told.sort();
    assert_eq!(told, [("side", false, "[\"dev\"]".to_owned()), ("whole", true, "[\"dev\",\"prod\"]".to_owned())]);
    assert_eq!(found[0]["actor"], "owner");
    assert_eq!(bench.items().len(), 4, "undo needs the secrets");

    let age = |days: i64| {
        let path = bench.home.path().join("headwater.db");
        let sql = format!(
            "UPDATE data_source SET deleted_at = deleted_at - {0}; UPDATE configuration SET deleted_at = deleted_at - {0}",
            days * 86_400_000
        );
        async move {
            let url = format!("sqlite://{}", path.display());
            let pool = sqlx::SqlitePool::connect(&url).await.unwrap();
            sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&pool).await.unwrap();
            pool.close().await;
        }
    };
    age(29).await;
    bench.app.tidy().await;
    assert_eq!(bench.ok("source.deleted", json!({})).await.as_array().unwrap().len(), 2, "29 days are not enough");
    age(2).await;
    bench.app.tidy().await;
    assert_eq!(bench.ok("source.deleted", json!({})).await, json!([]));
    assert_eq!(bench.items().len(), 1, "what is left is the production side that was never deleted");
    let told = bench.ok("activity.list", json!({"actions": ["source_expired"]})).await;
    assert_eq!(told["rows"].as_array().unwrap().len(), 2);
    bench.assert_sound().await;
}

#[tokio::test]
async fn the_delete_dialog_names_the_other_modules_and_how_bad_it_is_there() {
    let bench = Bench::new().await;
    let orders = tagged(&bench, "orders", &[]).await;
    let impact = bench.ok("source.impact", json!({"id": orders["id"]})).await;
    // (1.4, severity)
    let rows = [
        ("Operation Center", "high"),
        ("DataService Studio", "high"),
        ("DataAnalysis", "medium"),
        ("Data Quality", "medium"),
    ];
    for ((name, severity), told) in rows.iter().zip(impact["modules"].as_array().unwrap()) {
        assert_eq!((&told["name"]["en"], &told["severity"]), (&json!(name), &json!(severity)));
        assert!(!told["text"]["zh-CN"].as_str().unwrap().is_empty());
    }
    assert_eq!(impact["modules"].as_array().unwrap().len(), 4);
}

#[tokio::test]
async fn tags_of_many_change_at_once_and_come_back() {
    let bench = Bench::new().await;
    let ids = three(&bench).await;
    bench.ok("source.patch", json!({"id": ids[1], "patch": {"tags": ["team"]}})).await;
    let request = json!({"selection": {"ids": ids}, "change": {"what": "tags", "add": ["team"], "remove": ["core"]}});
    let preview = bench.ok("bulk.preview", request.clone()).await;
    assert_eq!((&preview["changed"], &preview["same"], &preview["undoable"]), (&json!(2), &json!(1), &json!(true)));
    assert_eq!(preview["rows"][0]["changes"][0]["before"], json!(["core"]));
    assert_eq!(preview["rows"][0]["changes"][0]["after"], json!(["team"]));
    assert_eq!(listed(&bench, json!({"tags": ["core"]})).await, ["a", "c"], "a preview changes nothing");

    let report = bench.ok("bulk.run", request).await;
    assert_eq!((&report["done"], &report["same"]), (&json!(2), &json!(1)));
    assert_eq!(listed(&bench, json!({"tags": ["team"]})).await, ["a", "b", "c"]);
    let told = bench.ok("activity.list", json!({"batch": report["batch"]})).await;
    assert_eq!(told["rows"].as_array().unwrap().len(), 2);

    // What somebody changed since is theirs.
    bench.ok("source.patch", json!({"id": ids[2], "patch": {"tags": ["other"]}})).await;
    let undone = bench.ok("bulk.undo", json!({"batch": report["batch"]})).await;
    let mut found = outcomes(&undone);
    found.sort();
    assert_eq!(found, [("a".into(), "done".into()), ("c".into(), "refused".into())]);
    assert_eq!(view(&bench, "a").await["tags"], json!(["core"]));
    assert_eq!(view(&bench, "b").await["tags"], json!(["team"]));
    assert_eq!(view(&bench, "c").await["tags"], json!(["other"]));
    let twice = bench.refused("bulk.undo", json!({"batch": report["batch"]})).await;
    assert_eq!(twice.code, ErrorCode::BatchGone);
}

#[tokio::test]
async fn a_property_of_many_changes_where_it_can_and_says_why_not() {
    let bench = Bench::new().await;
    let mut ids = three(&bench).await;
    let lake = json!({"name": "lake", "type": "oss", "prod": {"mode": "UrlMode", "properties": {}}});
    ids.push(bench.ok("source.save", lake).await["id"].clone());
    bench.ok("source.delete", json!({"id": ids[1], "envs": ["prod"]})).await;
    let change = |key: &str, value: Value| json!({"what": "property", "type": "mysql", "mode": "UrlMode", "env": "prod", "key": key, "value": value});
    let host = change("address", json!([{"host": "db.example.com", "port": 3306}]));
    let request = json!({"selection": {"ids": ids}, "change": host});
    let preview = bench.ok("bulk.preview", request.clone()).await;
    assert_eq!((&preview["changed"], &preview["refused"]), (&json!(2), &json!(2)));
    let codes: Vec<&Value> =
        preview["rows"].as_array().unwrap().iter().map(|row| &row["error"]["code"]).filter(|c| !c.is_null()).collect();
    assert_eq!(codes, ["side_absent", "other_type"]);
    assert_eq!(preview["rows"][2]["confirm"], json!(["prod"]), "kept secrets would go to another host");

    let report = bench.ok("bulk.run", request).await;
    assert_eq!((&report["done"], &report["refused"]), (&json!(2), &json!(2)));
    let a = view(&bench, "a").await;
    assert_eq!(a["prod"]["secret_states"]["password"], "confirm", "2: a changed target asks before the next use");
    assert_eq!(a["dev"]["secret_states"]["password"], "stored");
    bench.ok("bulk.undo", json!({"batch": report["batch"]})).await;
    assert_eq!(view(&bench, "a").await["prod"]["properties"]["address"][0]["host"], "10.20.0.14");

    // (what, change, code)
    let rows = [
        ("a secret is no property", change("password", json!("x")), ErrorCode::InvalidInput),
        ("an unknown key", change("nope", json!("x")), ErrorCode::InvalidInput),
        ("an empty tag", json!({"what": "tags", "add": [" "]}), ErrorCode::InvalidInput),
        ("no side", json!({"what": "delete", "envs": []}), ErrorCode::InvalidInput),
    ];
    for (what, change, code) in rows {
        let request = json!({"selection": {"ids": ids}, "change": change});
        assert_eq!(bench.refused("bulk.run", request).await.code, code, "{what}");
    }
    let wrong =
        json!({"selection": {"ids": ids}, "change": change("address", json!([{"host": "http://x", "port": 1}]))});
    let wrong = bench.ok("bulk.run", wrong).await;
    assert_eq!((&wrong["done"], &wrong["rows"][0]["error"]["code"]), (&json!(0), &json!("invalid_input")));
}

#[tokio::test]
async fn one_rotated_password_goes_to_many_and_is_told_by_nobody() {
    let bench = Bench::new().await;
    let ids = three(&bench).await;
    let secret = |secret: Value| json!({"what": "secret", "env": "prod", "slot": "password", "secret": secret});
    let request = json!({"selection": {"matching": {"tags": ["core"]}, "except": [ids[1]]},
        "change": secret(json!("canary-new"))});
    let preview = bench.ok("bulk.preview", request.clone()).await;
    assert_eq!((&preview["changed"], &preview["undoable"]), (&json!(2), &json!(false)));
    let report = bench.ok("bulk.run", request).await;
    assert_eq!(outcomes(&report), [("a".into(), "done".into()), ("c".into(), "done".into())]);
    let count = |word: &str| bench.items().iter().filter(|item| item.contains(word)).count();
    assert_eq!((count("canary-new"), count("dev-pw"), count("prod-pw")), (2, 3, 1));
    let told = bench.ok("activity.list", json!({"batch": report["batch"]})).await;
    assert!(![&preview, &report, &told].iter().any(|answer| answer.to_string().contains("canary")));
    assert_eq!(bench.refused("bulk.undo", json!({"batch": report["batch"]})).await.code, ErrorCode::BatchGone);

    // Whoever goes on with it types the value again, or the change is another one.
    let clear = json!({"selection": {}, "change": secret(Value::Null), "batch": report["batch"]});
    assert_eq!(bench.refused("bulk.run", clear).await.code, ErrorCode::BatchGone);

    // Each one's own other side.
    let from = json!({"selection": {"ids": ids}, "change": secret(json!({"from": "dev"}))});
    bench.ok("bulk.run", from).await;
    assert_eq!((count("canary-new"), count("dev-pw")), (0, 6));
    bench.assert_sound().await;
}

#[tokio::test]
async fn a_run_that_stops_halfway_leaves_each_whole_and_is_gone_on_with() {
    let bench = Bench::new().await;
    let ids = three(&bench).await;
    let seen = Arc::new(Mutex::new(Vec::new()));
    let (keychain, told) = (Arc::clone(&bench.keychain), Arc::clone(&seen));
    let events = move |event: Value| {
        if event["row"]["name"] == "a" {
            keychain.fail(Operation::Set, 0, KeychainError::Failed("full".to_owned()));
        }
        told.lock().unwrap().push(event);
    };
    let request = |batch: Value| {
        json!({"selection": {"ids": ids}, "batch": batch,
            "change": {"what": "secret", "env": "prod", "slot": "password", "secret": "new-pw"}})
    };
    let caller = Caller { call: "bulk".to_owned(), events: Arc::new(events) };
    let report = call(&bench.app, "bulk.run", request(Value::Null), caller).await.unwrap();
    assert_eq!((&report["done"], &report["left"]), (&json!(1), &json!(2)));
    assert_eq!(report["stopped"]["code"], "keychain_failed");
    assert_eq!(seen.lock().unwrap()[0]["total"], 3);
    bench.keychain.heal();
    let count = |word: &str| bench.items().iter().filter(|item| item.contains(word)).count();
    assert_eq!((count("new-pw"), count("\"prod-pw\"")), (1, 2), "old or new, nothing between");

    let rest = bench.ok("bulk.preview", request(report["batch"].clone())).await;
    assert_eq!((&rest["changed"], &rest["same"]), (&json!(2), &json!(1)), "what is done is not done again");
    let report = bench.ok("bulk.run", request(report["batch"].clone())).await;
    assert_eq!((&report["done"], &report["same"], &report["left"]), (&json!(2), &json!(1), &json!(0)));
    assert_eq!(count("new-pw"), 3);
    bench.assert_sound().await;
}

#[tokio::test]
async fn a_selection_is_exported_by_its_filter() {
    let bench = Bench::new().await;
    let ids = three(&bench).await;
    for (selection, names) in [
        (json!({"ids": [ids[2]]}), vec!["c"]),
        (json!({"matching": {"types": ["mysql"]}, "except": [ids[1]]}), vec!["a", "c"]),
        (json!({"matching": {"search": "nowhere"}}), vec![]),
    ] {
        let made = bench.ok("source.export", json!({"format": "dataworks", "selection": selection})).await;
        let objects: Vec<Value> = serde_json::from_str(made["content"].as_str().unwrap()).unwrap();
        let mut found: Vec<&str> = objects.iter().map(|object| object["Name"].as_str().unwrap()).collect();
        found.dedup();
        assert_eq!(found, names, "{selection}");
    }
}

#[tokio::test]
async fn many_are_deleted_and_come_back_whole() {
    let bench = Bench::new().await;
    let ids = three(&bench).await;
    let request = json!({"selection": {"ids": ids}, "change": {"what": "delete", "envs": ["dev", "prod"]}});
    let report = bench.ok("bulk.run", request).await;
    assert_eq!(report["done"], 3);
    assert!(listed(&bench, json!({})).await.is_empty());
    assert_eq!(bench.ok("source.deleted", json!({})).await.as_array().unwrap().len(), 3);
    bench.ok("bulk.undo", json!({"batch": report["batch"]})).await;
    assert_eq!(listed(&bench, json!({})).await, ["a", "b", "c"]);
    assert_eq!(view(&bench, "b").await["prod"]["secret_states"]["password"], "stored");

    bench.ok("source.delete", json!({"id": ids[0], "envs": ["dev"]})).await;
    let restore = json!({"selection": {"ids": ids}, "change": {"what": "restore"}});
    let report = bench.ok("bulk.run", restore).await;
    assert_eq!((&report["done"], &report["same"]), (&json!(1), &json!(2)));
}

#[tokio::test]
async fn many_are_tested_side_by_side() {
    let bench = Bench::new().await;
    let path = bench.home.path().join("there.db");
    std::fs::write(&path, b"").unwrap();
    for (name, path) in [("there", path.clone()), ("gone", bench.home.path().join("gone.db"))] {
        let side = json!({"mode": "UrlMode", "properties": {"path": path}});
        bench.ok("source.save", json!({"name": name, "type": "sqlite", "prod": side})).await;
    }
    let request = json!({"selection": {"matching": {}}, "change": {"what": "test", "envs": ["dev", "prod"]}});
    let report = bench.ok("bulk.run", request).await;
    let tests: Vec<&Value> = report["rows"].as_array().unwrap().iter().map(|row| &row["tests"]).collect();
    assert_eq!(tests.len(), 2);
    assert_eq!(tests[0][0]["env"], "prod", "{report}");
    assert_ne!(tests[0][0]["verdict"], "Connectable", "gone");
    assert_eq!(listed(&bench, json!({"states": ["failing"]})).await, ["gone"]);
}

#[tokio::test]
async fn locked_production_and_roles_hold_for_many_as_for_one() {
    let bench = Bench::new().await;
    let ids = three(&bench).await;
    let state = bench.ok("app.state", json!({})).await;
    let place = state["workspaces"][0].clone();
    // Where nobody answers, and says so at once.
    for id in &ids {
        let side = json!({"properties": {"address": [{"host": "127.0.0.1", "port": 1}]}});
        let patch = json!({"id": id, "patch": {"dev": side, "prod": side}});
        bench.ok("source.patch", patch).await;
    }
    bench.ok("workspace.change", json!({"workspace": place["id"], "locked": true})).await;
    let property = |env: &str| json!({"what": "property", "type": "mysql", "mode": "UrlMode", "env": env, "key": "database", "value": format!("{env}_2")});
    // (what, change, wants the workspace's name)
    let rows = [
        ("tags", json!({"what": "tags", "add": ["x"]}), false),
        ("a property of development", property("dev"), false),
        ("a property of production", property("prod"), true),
        ("a secret of production", json!({"what": "secret", "env": "prod", "slot": "password", "secret": "x"}), true),
        ("a test", json!({"what": "test", "envs": ["prod"]}), false),
        ("a delete of production", json!({"what": "delete", "envs": ["prod"]}), true),
    ];
    for (what, change, wants) in rows {
        let mut request = json!({"selection": {"ids": [ids[0]]}, "change": change});
        let preview = bench.ok("bulk.preview", request.clone()).await;
        assert_eq!(preview["typed_name"], if wants { place["name"].clone() } else { Value::Null }, "{what}");
        if wants {
            request["typed_name"] = json!("a");
            assert_eq!(bench.refused("bulk.run", request.clone()).await.code, ErrorCode::ProdLocked, "{what}");
            request["typed_name"] = place["name"].clone();
        }
        assert_eq!(bench.ok("bulk.run", request).await["refused"], 0, "{what}");
    }
    // (role, may change, may delete, may test)
    let rows = [
        ("operation", true, true, true),
        ("security_administrator", true, false, true),
        ("developer", false, false, true),
        ("visitor", false, false, false),
    ];
    for (role, edit, manage, test) in rows {
        bench.ok("identity.set", json!({"identity": {"user": "li", "role": role}})).await;
        let changes = [
            (json!({"what": "tags", "add": [role]}), edit),
            (json!({"what": "delete", "envs": ["dev"]}), manage),
            (json!({"what": "test", "envs": ["prod"]}), test),
        ];
        for (change, may) in changes {
            let request = json!({"selection": {"ids": [ids[1]]}, "change": change});
            assert_eq!(bench.call("bulk.run", request).await.is_ok(), may, "{role}: {change}");
        }
    }
}
