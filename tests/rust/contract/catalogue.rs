//! `type list`, `type show`, and the keys that DataWorks does not have.

use serde_json::Value;

use crate::bench::{Bench, text};

#[test]
fn types_are_listed_with_both_names() {
    let types = Bench::new().ok(&["type", "list"]);
    let types = types.as_array().expect("an array");
    let mysql = types.iter().find(|kind| kind["id"] == "mysql").expect("mysql");
    assert_eq!(mysql["name"]["en"], "MySQL");
    assert!(types.iter().all(|kind| !text(&kind["name"]["zh-CN"]).is_empty()));
    assert_eq!(mysql["modes"], serde_json::json!(["UrlMode", "InstanceMode"]));
    assert_eq!(mysql["depth"], "login");
    assert!(types.iter().all(|kind| kind["category"].is_string()));
}

#[test]
fn a_json_schema_has_properties_and_secrets_apart_and_the_environment_of_the_export() {
    let schema = Bench::new().ok(&["type", "show", "mysql", "--json-schema"]);
    for mode in ["UrlMode", "InstanceMode"] {
        let properties = &schema[mode]["properties"];
        assert_eq!(properties["properties"]["envType"]["enum"], serde_json::json!(["Dev", "Prod"]));
        assert!(properties["properties"]["username"].is_object());
        assert!(properties["properties"]["password"].is_null(), "a secret is no property");
        assert!(schema[mode]["secrets"]["properties"]["password"].is_object());
    }
}

#[test]
fn a_type_is_shown_whole_and_an_unknown_one_refused() {
    let bench = Bench::new();
    let mysql = bench.ok(&["type", "show", "mysql"]);
    assert_eq!(mysql["id"], "mysql");
    assert!(mysql["modes"].as_array().is_some_and(|modes| modes.len() == 2));
    let error = bench.run(&["type", "show", "mysqll", "--json"]).error(2);
    assert_eq!((text(&error["code"]), text(&error["params"]["type"])), ("unknown_type", "mysqll"));
}

#[test]
fn keys_of_our_own_are_marked() {
    let bench = Bench::new();
    let ours = [
        ("sqlite", &["path", "readOnly"][..], &[][..]),
        ("localfile", &["path", "kind", "format", "encoding"], &[]),
        ("maxcompute", &["accessId"], &["accessKey", "securityToken"]),
        ("oss", &[], &["securityToken"]),
        ("mysql", &["tlsMode", "caCertificate"], &[]),
    ];
    for (kind, properties, secrets) in ours {
        let schema = bench.ok(&["type", "show", kind, "--json-schema"]);
        let marked = |part: &str, key: &str| schema["UrlMode"][part]["properties"][key]["x-local-only"].clone();
        for key in properties {
            assert_eq!(marked("properties", key), Value::Bool(true), "{kind} {key}");
        }
        for key in secrets {
            assert_eq!(marked("secrets", key), Value::Bool(true), "{kind} {key}");
        }
    }
    let choices = |kind: &str, key: &str| {
        bench.ok(&["type", "show", kind, "--json-schema"])["UrlMode"]["properties"]["properties"][key].clone()
    };
    assert_eq!(choices("localfile", "kind")["enum"], serde_json::json!(["file", "folder"]));
    assert_eq!(choices("localfile", "format")["enum"], serde_json::json!(["any", "csv", "json", "parquet"]));
    let tls = choices("mysql", "tlsMode");
    assert_eq!(tls["default"], "preferred");
    for mode in ["off", "preferred", "required", "verify"] {
        assert!(tls["enum"].as_array().is_some_and(|modes| modes.contains(&mode.into())), "{mode}");
    }
}
