//! Creating and editing.

use headwater_model::ErrorCode;
use serde_json::json;

use crate::support::{Bench, code, mysql, resave};

#[tokio::test]
async fn a_created_source_is_there_without_its_secrets() {
    let bench = Bench::new().await;
    let view = bench.create("orders").await;
    assert_eq!(view["dev"]["secret_states"]["password"], "stored");
    assert_eq!(view["dev"]["complete"], true);
    assert_eq!(view["prod"]["summary"], "10.20.0.14:3306/shop");
    assert!(!view.to_string().contains("-pw"), "a view holds no secret");
    assert_eq!(bench.items().len(), 2);
    assert!(bench.items()[0].contains("dev-pw") && bench.items()[1].contains("prod-pw"));
    bench.assert_sound().await;
    assert_eq!(bench.ok("source.get", json!({"id": view["id"]})).await, view);
    assert_eq!(bench.ok("source.named", json!({"name": "orders"})).await, view);
}

#[tokio::test]
async fn a_draft_is_saved_and_says_what_is_missing() {
    let bench = Bench::new().await;
    let draft = json!({"name": "later", "type": "oss", "prod": {"mode": "UrlMode", "properties": {"bucket": "logs"}}});
    let view = bench.ok("source.save", draft).await;
    assert_eq!(view["dev"], json!(null));
    assert_eq!(view["prod"]["complete"], false);
    assert_eq!(view["prod"]["missing"], json!(["regionId", "endpoint", "accessId", "accessKey"]));
}

#[tokio::test]
async fn what_is_wrong_is_refused_by_field_and_nothing_is_saved() {
    let bench = Bench::new().await;
    let mut request = mysql("1orders");
    request["prod"]["properties"]["address"][0]["host"] = json!("db:3307");
    request["prod"]["properties"]["colour"] = json!("red");
    let error = bench.refused("source.save", request).await;
    let mut fields: Vec<_> = error.issues.iter().map(|issue| issue.field.as_str()).collect();
    fields.sort_unstable();
    assert_eq!(fields, ["name", "prod.address[0].host", "prod.colour"]);
    assert_eq!(bench.ok("source.list", json!({})).await["all"], 0);
    assert!(bench.items().is_empty());
}

#[tokio::test]
async fn a_form_saved_and_reopened_is_the_same_and_keeps_its_secrets_untouched() {
    let bench = Bench::new().await;
    let view = bench.create("orders").await;
    let items = bench.items();
    let again = bench.ok("source.save", resave(&view)).await;
    for side in ["dev", "prod"] {
        assert_eq!(again[side], view[side]);
    }
    assert_eq!(again["revision"], 2);
    assert_eq!(bench.items(), items, "no keychain item is rewritten when no secret changed");
}

#[tokio::test]
async fn secrets_are_replaced_cleared_asked_and_copied() {
    let bench = Bench::new().await;
    let view = bench.create("orders").await;
    let mut edit = resave(&view);
    edit["dev"]["secrets"] = json!({"password": {"from": "prod"}});
    edit["prod"]["secrets"] = json!({"password": {"ask": true}});
    let view = bench.ok("source.save", edit).await;
    assert_eq!(view["prod"]["secret_states"]["password"], "ask");
    assert_eq!(view["prod"]["complete"], true, "an asked secret is not missing");
    assert_eq!(bench.items().len(), 1);
    assert!(bench.items()[0].contains("prod-pw"), "copied to dev, removed from prod");

    let mut edit = resave(&view);
    edit["dev"]["secrets"] = json!({"password": null});
    let view = bench.ok("source.save", edit).await;
    assert_eq!(view["dev"]["missing"], json!(["password"]));
    assert!(bench.items().is_empty());

    let set = json!({"id": view["id"], "env": "dev", "slot": "password", "secret": "p@:/?#%&\"'\\ 密"});
    let view = bench.ok("secret.set", set).await;
    assert_eq!(view["dev"]["complete"], true);
    let wrong = json!({"id": view["id"], "env": "dev", "slot": "accessKey", "secret": "x"});
    assert_eq!(code(&bench.refused("secret.set", wrong).await), ErrorCode::SecretUnknown);
    bench.assert_sound().await;
}

#[tokio::test]
async fn a_secret_among_the_properties_goes_to_the_vault() {
    let bench = Bench::new().await;
    let mut request = mysql("orders");
    request["dev"]["properties"]["password"] = json!("stray-canary");
    request["dev"]["secrets"] = json!({});
    request["dev"]["properties"]["properties"] = json!({"password": "deep-canary", "useSSL": "false"});
    let view = bench.ok("source.save", request).await;
    assert_eq!(view["dev"]["properties"]["properties"], json!({"useSSL": "false"}));
    assert_eq!(view["dev"]["secret_states"]["properties.password"], "stored");
    for file in std::fs::read_dir(bench.home.path()).unwrap() {
        let path = file.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            let text = String::from_utf8_lossy(&bytes);
            assert!(!text.contains("canary"), "{}", path.display());
        }
    }
}

#[tokio::test]
async fn a_pasted_password_is_held_and_saved_by_its_ticket() {
    let bench = Bench::new().await;
    let pasted = bench.ok("source.paste", json!({"text": "mysql://etl:sec%40ret@db:3307/shop"})).await;
    assert!(!pasted.to_string().contains("sec@ret"));
    let side = json!({"mode": pasted["mode"], "properties": pasted["properties"],
        "secrets": {"password": {"held": pasted["held"]["password"]}}});
    bench.ok("source.save", json!({"name": "pasted", "type": "mysql", "dev": side})).await;
    assert!(bench.items()[0].contains("sec@ret"));
    let other = json!({"text": "mysql://h/d", "type": "oss"});
    assert_eq!(code(&bench.refused("source.paste", other).await), ErrorCode::InvalidInput);
}

#[tokio::test]
async fn a_second_writer_is_told() {
    let bench = Bench::new().await;
    let view = bench.create("orders").await;
    let mut first = resave(&view);
    first["description"] = json!("first");
    bench.ok("source.save", first).await;
    let mut second = resave(&view);
    second["dev"]["secrets"] = json!({"password": "second"});
    let error = bench.refused("source.save", second).await;
    assert_eq!((code(&error), error.params["name"].as_str()), (ErrorCode::Conflict, "orders"));
    assert!(!bench.items().iter().any(|item| item.contains("second")));
    bench.assert_sound().await;
}

#[tokio::test]
async fn name_and_type_are_fixed_and_names_are_unique() {
    let bench = Bench::new().await;
    let view = bench.create("orders").await;
    let error = bench.refused("source.save", mysql("orders")).await;
    assert_eq!(code(&error), ErrorCode::NameTaken);
    assert_eq!(error.params["proposal"], "orders_copy");
    assert_eq!(bench.items().len(), 2, "the refused source left no item");
    let mut renamed = resave(&view);
    renamed["name"] = json!("other");
    assert_eq!(code(&bench.refused("source.save", renamed).await), ErrorCode::Fixed);
}

#[tokio::test]
async fn a_merge_patch_changes_only_what_it_names() {
    let bench = Bench::new().await;
    let view = bench.create("orders").await;
    let patch = json!({"description": "new", "dev": {"properties": {"database": "shop2", "tlsMode": "required"}}});
    let after = bench.ok("source.patch", json!({"id": view["id"], "patch": patch})).await;
    assert_eq!(after["description"], "new");
    assert_eq!(after["dev"]["properties"]["database"], "shop2");
    assert_eq!(after["dev"]["properties"]["username"], "etl");
    assert_eq!(after["dev"]["secret_states"]["password"], "stored");
    assert_eq!(after["prod"], view["prod"]);

    let patch = json!({"dev": {"properties": {"tlsMode": null}, "secrets": {"password": null}}});
    let after = bench.ok("source.patch", json!({"id": view["id"], "patch": patch})).await;
    assert_eq!(after["dev"]["properties"].get("tlsMode"), None);
    assert_eq!(after["dev"]["secret_states"]["password"], "missing");

    let patch = json!({"id": view["id"], "patch": {"colour": "red"}});
    assert_eq!(bench.refused("source.patch", patch).await.field.as_deref(), Some("colour"));
    let patch = json!({"id": view["id"], "revision": 1, "patch": {"description": "late"}});
    assert_eq!(code(&bench.refused("source.patch", patch).await), ErrorCode::Conflict);
}

#[tokio::test]
async fn an_unsaved_form_comes_back_without_its_secrets() {
    let bench = Bench::new().await;
    let form = json!({"name": "x", "dev": {"properties": {"password": "canary", "username": "etl"},
        "secrets": {"accessKey": {"ask": true}},
        "rows": [{"name": "PASSWORD", "value": "canary"}, {"name": "useSSL", "value": "false"}]}});
    bench.ok("form.keep", json!({"key": "new", "form": form})).await;
    let back = bench.ok("form.load", json!({"key": "new"})).await;
    assert_eq!(back["form"]["dev"]["properties"], json!({"username": "etl"}));
    assert_eq!(back["form"]["dev"]["secrets"]["accessKey"], json!({"ask": true}));
    assert_eq!(back["form"]["dev"]["rows"], json!([{"name": "PASSWORD"}, {"name": "useSSL", "value": "false"}]));
    bench.ok("form.keep", json!({"key": "new", "form": null})).await;
    assert_eq!(bench.ok("form.load", json!({"key": "new"})).await, json!(null));
}

#[tokio::test]
async fn deleting_can_be_undone_whole_and_by_side() {
    let bench = Bench::new().await;
    let view = bench.create("orders").await;
    let id = &view["id"];
    let impact = bench.ok("source.impact", json!({"id": id})).await;
    assert_eq!(impact["lines"].as_array().unwrap().len(), 3);

    bench.ok("source.delete", json!({"id": id, "envs": ["dev"]})).await;
    assert_eq!(bench.ok("source.get", json!({"id": id})).await["dev"], json!(null));
    bench.ok("source.restore", json!({"id": id, "envs": ["dev"]})).await;
    assert_eq!(bench.ok("source.get", json!({"id": id})).await["dev"], view["dev"]);

    bench.ok("source.delete", json!({"id": id, "envs": []})).await;
    assert_eq!(code(&bench.refused("source.get", json!({"id": id})).await), ErrorCode::SourceGone);
    assert_eq!(bench.ok("source.named", json!({"name": "orders", "deleted": true})).await["dev"], view["dev"]);
    bench.create("orders").await;
    assert_eq!(code(&bench.refused("source.restore", json!({"id": id, "envs": []})).await), ErrorCode::NameTaken);
    assert_eq!(bench.items().len(), 4);
    bench.ok("source.purge", json!({"id": id})).await;
    assert_eq!(bench.items().len(), 2, "purging takes the secrets along");
    bench.assert_sound().await;
}

#[tokio::test]
async fn a_kept_secret_is_not_sent_to_another_target_unasked() {
    let bench = Bench::new().await;
    let view = bench.create("orders").await;
    let id = &view["id"];
    let patch = |properties: serde_json::Value| json!({"id": id, "patch": {"dev": {"properties": properties}}});
    let state = |view: &serde_json::Value| view["dev"]["secret_states"]["password"].clone();
    let stage = |report: &serde_json::Value| report["stages"][1]["findings"][0]["code"].clone();

    let same = patch(json!({"address": [{"host": "10.20.0.14", "port": 3307}], "tlsMode": "required"}));
    assert_eq!(state(&bench.ok("source.patch", same).await), "stored", "another port, and stronger TLS");

    let form = json!({"mode": "UrlMode", "properties": {"address": [{"host": "127.0.0.1", "port": 9}],
        "database": "shop", "username": "etl"}});
    let report = bench.ok("test.run", json!({"id": id, "env": "dev", "side": form})).await;
    assert_eq!((stage(&report), report["verdict"].as_str()), (json!("secrets.confirm"), Some("ConfigError")));

    let moved = patch(json!({"address": [{"host": "127.0.0.1", "port": 9}]}));
    assert_eq!(state(&bench.ok("source.patch", moved).await), "confirm");
    let report = bench.ok("test.run", json!({"id": id, "env": "dev"})).await;
    assert_eq!(stage(&report), "secrets.confirm");
    let elsewhere = json!({"id": id, "env": "dev", "confirm": "127.0.0.2 · TLS preferred"});
    assert_eq!(stage(&bench.ok("test.run", elsewhere).await), "secrets.confirm", "consent to another target is none");
    let target = bench.ok("source.get", json!({"id": id})).await["dev"]["destination"].clone();
    assert_eq!(target, "127.0.0.1 · TLS required");
    let report = bench.ok("test.run", json!({"id": id, "env": "dev", "confirm": target})).await;
    assert_eq!((stage(&report), report["verdict"].as_str()), (json!("secrets.read"), Some("Unreachable")));
    let report = bench.ok("test.run", json!({"id": id, "env": "dev"})).await;
    assert_eq!(stage(&report), "secrets.read", "once confirmed, it stays so");

    let weaker = bench.ok("source.patch", patch(json!({"tlsMode": "off"}))).await;
    assert_eq!(state(&weaker), "confirm");
    let set = json!({"id": id, "env": "dev", "slot": "password", "secret": "entered again"});
    assert_eq!(state(&bench.ok("secret.set", set).await), "stored");
}

#[tokio::test]
async fn consent_in_a_form_is_to_the_target_that_was_seen() {
    let bench = Bench::new().await;
    let id = bench.create("orders").await["id"].clone();
    let properties = |host: &str| json!({"address": [{"host": host, "port": 9}], "database": "shop", "username": "etl", "tlsMode": "off"});
    let check = |host: &str| {
        json!({"type": "mysql", "mode": "UrlMode", "properties": properties(host),
        "secrets": ["password"], "id": id, "env": "dev"})
    };
    let same = bench.ok("source.check", check("10.20.0.14")).await;
    assert_eq!((&same["destination"], &same["wants_consent"]), (&json!("10.20.0.14 · TLS off"), &json!(true)));
    let seen = bench.ok("source.check", check("127.0.0.2")).await;
    assert_eq!((&seen["destination"], &seen["wants_consent"]), (&json!("127.0.0.2 · TLS off"), &json!(true)));

    let side = |host: &str, confirm: &serde_json::Value| json!({"mode": "UrlMode", "properties": properties(host), "confirm": confirm});
    for (host, confirm, code) in [
        ("127.0.0.2", &seen["destination"], "secrets.read"),
        ("127.0.0.3", &seen["destination"], "secrets.confirm"),
        ("127.0.0.2", &json!(""), "secrets.confirm"),
    ] {
        let request = json!({"id": id, "env": "dev", "side": side(host, confirm)});
        let report = bench.ok("test.run", request).await;
        assert_eq!(report["stages"][1]["findings"][0]["code"], code, "{host} with consent to {confirm}");
    }
    let view = bench.ok("source.get", json!({"id": id})).await;
    let save = |host: &str| {
        json!({"id": id, "revision": view["revision"], "name": "orders", "type": "mysql",
        "dev": side(host, &seen["destination"]), "prod": {"mode": view["prod"]["mode"], "properties": view["prod"]["properties"]}})
    };
    let saved = bench.ok("source.save", save("127.0.0.3")).await;
    assert_eq!(saved["dev"]["secret_states"]["password"], "confirm", "saved, and nobody agreed to it");
}
