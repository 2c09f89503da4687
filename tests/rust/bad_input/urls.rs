//! Pasted URLs: 200 written from the grammar with what they say (`urls.txt`), and the property that printing what a URL
//! said and reading it again changes nothing.

use std::collections::BTreeMap;

use headwater_catalog::{Pasted, check, find, parse_url};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// One URL a line, a tab, and what it says as JSON; `{"refused": code}` where it says nothing. `#` begins a comment.
const CORPUS: &str = include_str!("urls.txt");

/// What a URL said, in one value.
fn told(pasted: &Pasted) -> Value {
    let secrets: BTreeMap<&str, &str> =
        pasted.secrets.iter().map(|(slot, secret)| (slot.as_str(), secret.expose().as_str())).collect();
    json!({"type": pasted.type_id, "properties": pasted.properties, "secrets": secrets, "ignored": pasted.ignored})
}

#[test]
fn two_hundred_urls_say_what_the_grammar_says() {
    let mut seen = 0;
    for line in CORPUS.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let (url, expected) = line.split_once('\t').unwrap();
        let expected: Value = serde_json::from_str(expected).unwrap();
        let said = match parse_url(url) {
            Ok(pasted) => told(&pasted),
            Err(issue) => json!({"refused": issue.code.id()}),
        };
        assert_eq!(said, expected, "{url}");
        seen += 1;
    }
    assert!(seen >= 200, "{seen}");
}

/// Everything but letters and digits as percent escapes.
fn escape(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric();
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// The URL of what a URL said.
fn print(pasted: &Pasted) -> String {
    let text = |key: &str| pasted.properties.get(key).and_then(Value::as_str).map(escape);
    let secret = |slot: &str| pasted.secrets.get(slot).map(|secret| escape(secret.expose()));
    if pasted.type_id == "oss" {
        let user = text("accessId").unwrap_or_default()
            + &secret("accessKey").map(|key| format!(":{key}")).unwrap_or_default();
        let user = if user.is_empty() { user } else { user + "@" };
        let endpoint = pasted.properties["endpoint"].as_str().unwrap();
        let (scheme, host) = endpoint.split_once("://").unwrap();
        return format!("{scheme}://{user}{}.{host}", pasted.properties["bucket"].as_str().unwrap());
    }
    let user = text("username").unwrap_or_default()
        + &secret("password").map(|password| format!(":{password}")).unwrap_or_default();
    let user = if user.is_empty() { user } else { user + "@" };
    let rows = pasted.properties["address"].as_array().unwrap().iter().map(|row| {
        let host = row["host"].as_str().unwrap();
        let host = if host.contains(':') { format!("[{host}]") } else { escape(host) };
        format!("{host}:{}", row["port"])
    });
    let mut query = Vec::new();
    for (name, value) in pasted.properties.get("properties").and_then(Value::as_object).into_iter().flatten() {
        query.push(format!("{}={}", escape(name), escape(value.as_str().unwrap())));
    }
    for (slot, secret) in &pasted.secrets {
        if let Some(name) = slot.strip_prefix("properties.") {
            query.push(format!("{name}={}", escape(secret.expose())));
        }
    }
    if let Some(mode) = pasted.properties.get("tlsMode").and_then(Value::as_str) {
        let word = match mode {
            "off" => "DISABLED",
            "verify" => "VERIFY_IDENTITY",
            other => other,
        };
        query.push(format!("sslMode={word}"));
    }
    let query = if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) };
    format!("mysql://{user}{}/{}{query}", rows.collect::<Vec<_>>().join(","), text("database").unwrap_or_default())
}

fn host() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,5})?(\\.[a-z0-9]{1,8}){0,3}",
        any::<std::net::Ipv4Addr>().prop_map(|address| address.to_string()),
        any::<std::net::Ipv6Addr>().prop_map(|address| address.to_string()),
    ]
}

prop_compose! {
    fn mysql_parts()(
        hosts in prop::collection::vec((host(), 1_u16..), 1..4),
        user in prop::option::of(".{1,12}"),
        password in prop::option::of(".{1,24}"),
        database in prop::option::of(".{1,12}"),
        parameters in prop::collection::btree_map("[A-Za-z][A-Za-z0-9.]{2,10}", ".{0,12}", 0..4),
        secret in prop::option::of(".{1,12}"),
        tls in prop::option::of(prop::sample::select(vec!["off", "preferred", "required", "verify"])),
    ) -> Pasted {
        let mut properties = Map::new();
        let rows: Vec<Value> = hosts.into_iter().map(|(host, port)| json!({"host": host, "port": port})).collect();
        properties.insert("address".to_owned(), rows.into());
        for (key, value) in [("username", user), ("database", database), ("tlsMode", tls.map(str::to_owned))] {
            properties.extend(value.map(|value| (key.to_owned(), value.into())));
        }
        let own = ["user", "password", "sslmode", "password1", "password2", "password3"];
        let map: Map<String, Value> = parameters.into_iter().filter(|(name, _)| !own.contains(&name.to_lowercase().as_str()))
            .map(|(name, value)| (name, value.into())).collect();
        if !map.is_empty() {
            properties.insert("properties".to_owned(), map.into());
        }
        let slots = [("password", password), ("properties.password2", secret)];
        let secrets = slots.into_iter().filter_map(|(slot, value)| Some((slot.to_owned(), headwater_model::Secret::new(value?)))).collect();
        Pasted { type_id: "mysql", mode: "UrlMode", properties, secrets, ignored: Vec::new() }
    }
}

prop_compose! {
    fn oss_parts()(
        bucket in "[a-z0-9][a-z0-9-]{1,20}[a-z0-9]",
        region in "[a-z]{2}-[a-z]{3,10}(-[0-9])?",
        internal in any::<bool>(),
        https in any::<bool>(),
        id in prop::option::of(".{1,16}"),
        key in prop::option::of(".{1,24}"),
    ) -> Pasted {
        let host = format!("oss-{region}{}.aliyuncs.com", if internal { "-internal" } else { "" });
        let endpoint = format!("{}://{host}", if https { "https" } else { "http" });
        let mut properties = Map::new();
        for (name, value) in [("accessId", id), ("bucket", Some(bucket)), ("endpoint", Some(endpoint)), ("regionId", Some(region))] {
            properties.extend(value.map(|value| (name.to_owned(), value.into())));
        }
        let secrets = key.into_iter().map(|key| ("accessKey".to_owned(), headwater_model::Secret::new(key))).collect();
        Pasted { type_id: "oss", mode: "UrlMode", properties, secrets, ignored: Vec::new() }
    }
}

proptest! {
    #![proptest_config(crate::properties::config(256))]

    #[test]
    fn reading_a_printed_mysql_url_gives_what_was_printed(parts in mysql_parts()) {
        let url = print(&parts);
        let read = parse_url(&url).map_err(|issue| TestCaseError::fail(format!("{url}: {issue:?}")))?;
        prop_assert_eq!(told(&read), told(&parts), "{}", url);
        prop_assert_eq!(print(&read), url);
    }

    #[test]
    fn reading_a_printed_oss_url_gives_what_was_printed(parts in oss_parts()) {
        let url = print(&parts);
        let read = parse_url(&url).map_err(|issue| TestCaseError::fail(format!("{url}: {issue:?}")))?;
        prop_assert_eq!(told(&read), told(&parts), "{}", url);
    }

    /// Whatever is pasted: an answer, properties that the judge can judge, and a refusal that is not as long as the text.
    #[test]
    fn any_text_is_read_or_refused(text in prop_oneof![
        ".{0,80}",
        "(mysql|jdbc:mysql|oss|https|http|jdbc:mysql:replication)://[a-z0-9@:/?#%&=\\[\\].,\"' -]{0,60}",
        "(mysql|oss)://(.{0,8}:)?(.{0,8}@)?[a-z.\\[\\]:]{0,12}(:[0-9]{0,6})?(/.{0,8})?(\\?.{0,20})?",
    ]) {
        match parse_url(&text) {
            Ok(pasted) => {
                let mode = find(pasted.type_id).and_then(|def| def.mode(pasted.mode)).unwrap();
                check(mode, &pasted.properties, &|_| true);
                prop_assert!(pasted.secrets.keys().all(|slot| headwater_catalog::is_secret_slot(mode, slot)));
            }
            Err(issue) => prop_assert!(issue.line(headwater_model::Lang::ZhCn).len() < 600),
        }
    }
}
