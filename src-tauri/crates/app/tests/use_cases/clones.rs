//! A clone equals its original in all but id, name and times, for every type and mode of the catalogue.

use headwater_catalog::all;
use headwater_model::ErrorCode;
use serde_json::{Value, json};

use crate::filled::filled;
use crate::support::{Bench, code};

#[tokio::test]
async fn every_type_and_mode_clones_whole() {
    let bench = Bench::new().await;
    for (number, (def, mode)) in all().flat_map(|def| def.modes.iter().map(move |mode| (def, mode))).enumerate() {
        let place = format!("{} {}", def.id, mode.id);
        let request = json!({"name": format!("source{number}"), "type": def.id, "description": "描述", "tags": ["a", "标签"],
            "dev": filled(mode), "prod": filled(mode)});
        let original = bench.call("source.save", request).await.unwrap_or_else(|error| panic!("{place}: {error:?}"));
        let items = bench.items();
        let request =
            json!({"id": original["id"], "name": format!("copy{number}"), "envs": ["dev", "prod"], "secrets": "copy"});
        let copy = bench.ok("source.clone", request).await;
        for (key, value) in original.as_object().unwrap() {
            match key.as_str() {
                "id" | "name" | "created_at" | "modified_at" => assert_ne!(&copy[key], &Value::Null, "{place}"),
                _ => assert_eq!(&copy[key], value, "{place}: {key}"),
            }
        }
        let secrets = original["dev"]["secret_states"].as_object().unwrap().len();
        if secrets > 0 {
            let added: Vec<_> = bench.items().into_iter().filter(|item| !items.contains(item)).collect();
            assert_eq!(bench.items().len(), items.len() + 2, "{place}");
            assert!(added.is_empty(), "{place}: the copies hold the same secrets");
        }
    }
    bench.assert_sound().await;
}

#[tokio::test]
async fn secrets_may_be_left_or_asked_and_sides_chosen() {
    let bench = Bench::new().await;
    let view = bench.create("orders").await;
    let name = bench.ok("source.clone_name", json!({"id": view["id"]})).await;
    assert_eq!(name["name"], "orders_copy");
    let clone =
        |name: &str, secrets: &str| json!({"id": view["id"], "name": name, "envs": ["prod"], "secrets": secrets});

    let left = bench.ok("source.clone", clone("left", "leave")).await;
    assert_eq!((&left["dev"], &left["prod"]["missing"]), (&json!(null), &json!(["password"])));
    let asked = bench.ok("source.clone", clone("asked", "ask")).await;
    assert_eq!(asked["prod"]["secret_states"]["password"], "ask");
    assert_eq!(asked["prod"]["complete"], true);
    assert_eq!(bench.items().len(), 2, "neither wrote a keychain item");

    let long = bench.refused("source.clone", clone(&"a".repeat(61), "leave")).await;
    assert_eq!(long.field.as_deref(), Some("name"));
    assert_eq!(code(&bench.refused("source.clone", clone("orders", "leave")).await), ErrorCode::NameTaken);
    bench.ok("source.clone", clone("orders_copy", "leave")).await;
    let name = bench.ok("source.clone_name", json!({"id": view["id"]})).await;
    assert_eq!(name["name"], "orders_copy2");
}
