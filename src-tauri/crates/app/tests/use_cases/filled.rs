//! Configurations made from the catalogue, so that a new type is covered by itself. The vendors' clients are asked about the
//! same ones (tests/rust/vendor_clients.rs).

use headwater_catalog::{Field, Kind, Mode, Rule};
use serde_json::{Map, Value, json};

/// A value that the field accepts.
fn value_of(field: &Field) -> Value {
    match field.kind {
        Kind::Text { rule: Rule::Endpoint | Rule::OssEndpoint, .. } => json!("https://oss-cn-hangzhou.aliyuncs.com"),
        Kind::Text { rule: Rule::Bucket, .. } => json!("a-bucket"),
        Kind::Multiline { .. } => json!("-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n"),
        Kind::Region => json!("cn-hangzhou"),
        Kind::Text { .. } | Kind::File { .. } => json!(format!("{}_值", field.key)),
        Kind::Path { .. } => json!("/data/订单.db"),
        Kind::Switch => json!(true),
        Kind::Addresses { .. } => json!([{"host": "db.example.com", "port": 3306}]),
        Kind::Map { suggestions, .. } => json!({suggestions[0]: "1"}),
        Kind::Choice { choices } => {
            // Conditions look at one another; a choice without conditions fits any of them.
            let free = choices.iter().rfind(|choice| choice.when.is_empty()).unwrap();
            json!(free.value)
        }
    }
}

/// A side of the mode with a value in every field.
pub fn filled(mode: &Mode) -> Value {
    let mut properties = Map::new();
    let mut secrets = Map::new();
    for field in mode.fields() {
        let target = if field.secret { &mut secrets } else { &mut properties };
        target.insert(
            field.key.to_owned(),
            if field.secret { json!(format!("{}-secret", field.key)) } else { value_of(field) },
        );
    }
    json!({"mode": mode.id, "properties": properties, "secrets": secrets})
}
