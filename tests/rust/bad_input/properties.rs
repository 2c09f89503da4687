//! No input makes anything panic: properties, and requests of any shape to every command.

use std::sync::LazyLock;

use headwater_app::COMMANDS;
use headwater_catalog::{Mode, all, check, preview, split_secrets, summary};
use headwater_model::Lang;
use proptest::prelude::*;
use proptest::test_runner::{Config, FileFailurePersistence};
use serde_json::{Map, Value, json};
use tokio::runtime::Runtime;

use crate::bench::Bench;

/// What is found once is tried first ever after.
pub fn config(cases: u32) -> Config {
    let regressions = FileFailurePersistence::Direct("rust/bad_input/regressions.txt");
    // `PROPTEST_CASES` of a long run wins.
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(cases);
    Config { cases, failure_persistence: Some(Box::new(regressions)), ..Config::default() }
}

fn leaf() -> impl Strategy<Value = Value> {
    let words = [
        "",
        "127.0.0.1",
        "3306",
        "https://oss-cn-hangzhou.aliyuncs.com",
        "off",
        "true",
        "dev",
        "prod",
        "mysql",
        "UrlMode",
        "1",
        "0",
    ];
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        ".{0,24}".prop_map(Value::from),
        prop::sample::select(words.to_vec()).prop_map(Value::from),
    ]
}

/// Any JSON, with keys of which many are known.
fn json(keys: Vec<String>) -> impl Strategy<Value = Value> {
    leaf().prop_recursive(5, 48, 6, move |inner| {
        let key = prop_oneof![4 => prop::sample::select(keys.clone()), 1 => ".{0,8}"];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((key, inner), 0..8).prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

fn modes() -> Vec<&'static Mode> {
    all().flat_map(|def| def.modes).collect()
}

/// Keys of properties and of requests.
fn known_keys() -> Vec<String> {
    let fields = modes().into_iter().flat_map(Mode::fields).map(|field| field.key);
    let more = [
        "host",
        "port",
        "id",
        "env",
        "slot",
        "secret",
        "secrets",
        "name",
        "type",
        "dev",
        "prod",
        "mode",
        "properties",
        "patch",
        "text",
        "side",
        "revision",
        "description",
        "tags",
        "envs",
        "form",
        "key",
        "search",
        "limit",
        "cursor",
        "sort",
        "workspace",
        "settings",
        "report",
        "language",
        "call",
        "ask",
        "held",
        "from",
        "confirm",
        "timeout_ms",
        "password",
    ];
    fields.chain(more).map(str::to_owned).collect()
}

static RUNTIME: LazyLock<(Runtime, Bench)> = LazyLock::new(|| {
    let runtime = Runtime::new().unwrap();
    let bench = runtime.block_on(Bench::new());
    (runtime, bench)
});

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn any_properties_are_judged(value in json(known_keys()), index in any::<prop::sample::Index>()) {
        let all = modes();
        let mode = all[index.index(all.len())];
        let mut properties = match value {
            Value::Object(entries) => entries,
            other => Map::from_iter([("address".to_owned(), other)]),
        };
        let _ = split_secrets(mode, &mut properties);
        let checked = check(mode, &properties, &|slot| slot.len() % 2 == 0);
        for issue in &checked.wrong {
            prop_assert!(!issue.line(Lang::En).is_empty() && !issue.field.is_empty());
        }
        let _ = (summary(mode, &properties), preview(mode, &properties));
    }

    /// Commands that write outside the data folder, or take long, are left out; everything else takes or refuses.
    #[test]
    fn any_request_is_answered(request in json(known_keys()), index in any::<prop::sample::Index>()) {
        let outside = ["backup.create", "backup.restore", "test.run", "workspace.sample", "doctor.fix"];
        let names: Vec<&str> = COMMANDS.iter().copied().filter(|name| !outside.contains(name)).collect();
        let name = names[index.index(names.len())];
        let (runtime, bench) = &*RUNTIME;
        if let Err(error) = runtime.block_on(bench.call(name, request)) {
            prop_assert_ne!(error.code.id(), "internal", "{}: {:?}", name, error);
            prop_assert_ne!(error.code.id(), "database_failed", "{}: {:?}", name, error);
            prop_assert!(!error.message(Lang::ZhCn).is_empty());
        }
    }

    /// A save is the request with the most parts: one that is nearly right goes deeper.
    #[test]
    fn any_save_is_taken_or_refused(
        name in prop_oneof!["[a-z]{1,8}", ".{0,6}"],
        kind in prop::sample::select(vec!["mysql", "oss", "maxcompute", "sqlite", "localfile", ""]),
        properties in json(known_keys()),
        secrets in json(known_keys()),
        description in ".{0,20}",
    ) {
        let side = json!({"mode": "UrlMode", "properties": properties, "secrets": secrets});
        let request = json!({"name": name, "type": kind, "description": description, "dev": side});
        let (runtime, bench) = &*RUNTIME;
        match runtime.block_on(bench.call("source.save", request)) {
            // What was taken can be looked at.
            Ok(view) => drop(runtime.block_on(bench.ok("source.get", json!({"id": view["id"]})))),
            Err(error) => {
                prop_assert!(!["internal", "database_failed", "keychain_failed"].contains(&error.code.id()), "{:?}", error);
            }
        }
    }

    /// The bytes that a host parses before it calls.
    #[test]
    fn any_bytes_are_parsed_or_refused(text in "[\\[\\]{}\",:0-9a-z\\\\ ]{0,200}", depth in 0_usize..20_000) {
        let _ = serde_json::from_str::<Value>(&text);
        let deep = format!("{}{text}", "[{\"a\":".repeat(depth));
        prop_assert!(serde_json::from_str::<Value>(&deep).is_err() || depth == 0);
    }
}
