//! The `Content` form of the API of 2020-05-18 (CreateConnection, ListDataSources, ImportDataSources), rewritten in the
//! words of 2024-05-18. What has no counterpart keeps its key, for whoever reads it to set it apart.

use headwater_model::Object;
use serde_json::{Value, json};

use crate::parse_url;

/// How one `ConnectionType` is read.
struct Legacy {
    /// `ConnectionType` or `DataSourceType`; then `SubType`, empty: any.
    names: (&'static str, &'static str),
    /// Type id of 2024-05-18.
    type_id: &'static str,
    /// Old key, new key.
    renames: &'static [(&'static str, &'static str)],
}

const INSTANCE: &[(&str, &str)] = &[("instanceName", "instanceId"), ("region", "regionId")];

const TABLE: &[Legacy] = &[
    Legacy { names: ("odps", ""), type_id: "maxcompute", renames: &[("name", "project"), ("region", "regionId")] },
    Legacy { names: ("rds", "mysql"), type_id: "mysql", renames: INSTANCE },
    Legacy { names: ("rds", "sqlserver"), type_id: "sqlserver", renames: INSTANCE },
    Legacy { names: ("rds", "postgresql"), type_id: "postgresql", renames: INSTANCE },
    Legacy { names: ("rds", ""), type_id: "mysql", renames: INSTANCE },
    Legacy { names: ("holo", ""), type_id: "hologres", renames: &[("region", "regionId")] },
    Legacy { names: ("hybriddb_for_postgresql", ""), type_id: "analyticdb_for_postgresql", renames: &[] },
    Legacy { names: ("polardb", ""), type_id: "polardb", renames: &[("region", "regionId")] },
    Legacy { names: ("emr", ""), type_id: "hive", renames: &[] },
];

/// A side in today's words.
#[derive(Debug)]
pub struct Modern {
    /// Type id.
    pub type_id: String,
    /// Mode id.
    pub mode: &'static str,
    /// `ConnectionProperties`, secrets in them.
    pub properties: Object,
}

/// Reads `Content`.
pub fn modernize(connection_type: &str, sub_type: &str, mut content: Object) -> Modern {
    let same = |known: &str, given: &str| known.eq_ignore_ascii_case(given);
    let found = TABLE.iter().find(|entry| {
        same(entry.names.0, connection_type) && (entry.names.1.is_empty() || same(entry.names.1, sub_type))
    });
    let type_id = found.map_or_else(|| connection_type.to_ascii_lowercase(), |entry| entry.type_id.to_owned());
    for (old, new) in found.map_or(&[][..], |entry| entry.renames) {
        if !content.contains_key(*new)
            && let Some(value) = content.remove(*old)
        {
            content.insert((*new).to_owned(), value);
        }
    }
    // `public` is an address that everybody can use; `rds`, `polardb`, `aliyun` name an instance.
    let mode = match content.remove("tag").as_ref().and_then(Value::as_str) {
        Some("rds" | "polardb" | "aliyun") => "InstanceMode",
        _ if content.contains_key("instanceId") && !content.contains_key("endpoint") => "InstanceMode",
        _ => "UrlMode",
    };
    addresses(&mut content);
    url(&type_id, &mut content);
    implied(&type_id, &mut content);
    Modern { type_id, mode, properties: content }
}

/// `address` was a text with a JSON list of `host:port`.
fn addresses(content: &mut Object) {
    let Some(list) = content.get("address").and_then(Value::as_str).and_then(|text| serde_json::from_str(text).ok())
    else {
        return;
    };
    let Value::Array(items) = list else { return };
    let row = |item: &Value| match item.as_str() {
        Some(text) => {
            let (host, port) = text.rsplit_once(':').unwrap_or((text, ""));
            json!({"host": host, "port": port})
        }
        None => item.clone(),
    };
    content.insert("address".to_owned(), items.iter().map(row).collect());
}

/// A `jdbcUrl` of a type that has addresses today is taken apart.
fn url(type_id: &str, content: &mut Object) {
    let parsed = content.get("jdbcUrl").and_then(Value::as_str).and_then(|text| parse_url(text).ok());
    let Some(parsed) = parsed.filter(|parsed| parsed.type_id == type_id && parsed.ignored.is_empty()) else { return };
    content.remove("jdbcUrl");
    for (key, value) in parsed.properties {
        content.entry(key).or_insert(value);
    }
    for (slot, secret) in parsed.secrets {
        content.entry(slot).or_insert_with(|| secret.expose().as_str().into());
    }
}

/// What the old form left unsaid.
fn implied(type_id: &str, content: &mut Object) {
    let text = |content: &Object, key: &str| content.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let endpoint = text(content, "endpoint");
    match type_id {
        "oss" => {
            let keyed = content.contains_key("accessId") || content.contains_key("accessKey");
            if keyed && !content.contains_key("authType") {
                content.insert("authType".to_owned(), "Ak".into());
            }
            if let Some(region) = region_of(&endpoint, "oss-").filter(|_| !content.contains_key("regionId")) {
                content.insert("regionId".to_owned(), region.into());
            }
        }
        "maxcompute" => {
            if !endpoint.is_empty() && !content.contains_key("endpointMode") {
                content.insert("endpointMode".to_owned(), "Custom".into());
            }
            if let Some(region) = region_of(&endpoint, "service.").filter(|_| !content.contains_key("regionId")) {
                content.insert("regionId".to_owned(), region.into());
            }
        }
        _ => {}
    }
}

/// The region in a host name: what follows `prefix`, up to the next dot and without the marks of private networks.
pub fn region_of(endpoint: &str, prefix: &str) -> Option<String> {
    let host = endpoint.split_once("://").map_or(endpoint, |(_, rest)| rest);
    let host = host.split(['/', ':']).next().unwrap_or_default();
    let region = host[host.find(prefix)? + prefix.len()..].split('.').next()?;
    let region =
        ["-internal", "-vpc", "-intranet"].iter().fold(region, |rest, end| rest.strip_suffix(end).unwrap_or(rest));
    region.contains('-').then(|| region.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn modern(connection_type: &str, sub_type: &str, content: Value) -> (String, &'static str, Value) {
        let read = modernize(connection_type, sub_type, content.as_object().cloned().unwrap());
        (read.type_id, read.mode, Value::Object(read.properties))
    }

    #[test]
    fn the_samples_of_the_old_reference_become_todays_properties() {
        // Old `Content` samples per type (9.4, 9.7 of the facts).
        let rds = modern(
            "rds",
            "mysql",
            json!({"configType": 1, "tag": "rds", "database": "d", "username": "u",
            "password": "***", "instanceName": "rm-1", "rdsOwnerId": "12"}),
        );
        let expected = json!({"configType": 1, "database": "d", "username": "u", "password": "***", "instanceId": "rm-1",
            "rdsOwnerId": "12"});
        assert_eq!(rds, ("mysql".into(), "InstanceMode", expected));

        let odps = modern(
            "odps",
            "",
            json!({"accessId": "i", "accessKey": "k", "authType": 2, "tag": "public",
            "endpoint": "http://service.cn-shanghai.maxcompute.aliyun.com/api", "project": "p"}),
        );
        assert_eq!((odps.0.as_str(), odps.1), ("maxcompute", "UrlMode"));
        assert_eq!((&odps.2["regionId"], &odps.2["endpointMode"]), (&json!("cn-shanghai"), &json!("Custom")));

        let oss = modern(
            "oss",
            "",
            json!({"accessId": "i", "accessKey": "k", "bucket": "b", "tag": "public",
            "endpoint": "http://oss-cn-shanghai-internal.aliyuncs.com"}),
        );
        assert_eq!((&oss.2["authType"], &oss.2["regionId"]), (&json!("Ak"), &json!("cn-shanghai")));

        let url = modern(
            "mysql",
            "",
            json!({"jdbcUrl": "jdbc:mysql://h:3307/shop?useSSL=false", "username": "u",
            "password": "p", "tag": "public"}),
        );
        let expected = json!({"address": [{"host": "h", "port": 3307}], "database": "shop", "username": "u",
            "password": "p", "properties": {"useSSL": "false"}});
        assert_eq!(url, ("mysql".into(), "UrlMode", expected));

        let mongo = modern("mongodb", "", json!({"address": "[\"h:3717\"]", "database": "d", "tag": "public"}));
        assert_eq!(mongo.2["address"], json!([{"host": "h", "port": "3717"}]));
    }
}
