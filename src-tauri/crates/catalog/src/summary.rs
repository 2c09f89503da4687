//! The address line of a configuration, and the connection string that a task would use. Neither holds a secret.

use headwater_model::Object;
use serde_json::Value;

use crate::schema::is_blank;
use crate::{Kind, Mode, Rule};

/// Longest address line, in characters: it is a column that is shown and searched.
const LONGEST: usize = 300;

/// The address line, for example `10.20.0.14:3306/shop_dev`.
pub fn summary(mode: &Mode, properties: &Object) -> String {
    fill(mode, properties, mode.summary).chars().take(LONGEST).collect()
}

/// The connection string, for example `jdbc:mysql://10.20.0.14:3306/shop_dev`; `None` where the mode has none, and as
/// long as the place that it begins with is not given: the rest alone says nothing.
pub fn preview(mode: &Mode, properties: &Object) -> Option<String> {
    let (begin, _) = mode.preview.split_at_checked(1)?;
    let begun = !fill(mode, properties, begin).is_empty();
    begun.then(|| fill(mode, properties, mode.preview))
}

/// A segment whose property is blank is left out with everything around it.
fn fill(mode: &Mode, properties: &Object, segments: &[&str]) -> String {
    let mut line = String::new();
    for segment in segments {
        let Some((before, rest)) = segment.split_once('{') else { continue };
        let Some((key, after)) = rest.split_once('}') else { continue };
        let Some(value) = properties.get(key).filter(|value| !is_blank(value)) else { continue };
        let text = words(mode, key, value);
        if !text.is_empty() {
            line += before;
            line += &text;
            line += after;
        }
    }
    line
}

fn words(mode: &Mode, key: &str, value: &Value) -> String {
    let kind = mode.field(key).map(|field| field.kind);
    match (kind, value) {
        (Some(Kind::Addresses { .. }), Value::Array(rows)) => {
            let rows: Vec<String> = rows.iter().map(address).filter(|row| !row.is_empty()).collect();
            rows.join(",")
        }
        (Some(Kind::Map { .. }), Value::Object(entries)) => {
            let mut query = url::form_urlencoded::Serializer::new(String::new());
            for (name, value) in entries {
                query.append_pair(name, value.as_str().unwrap_or_default());
            }
            query.finish()
        }
        (Some(Kind::Text { rule: Rule::Endpoint | Rule::OssEndpoint, .. }), Value::String(text)) => {
            let bare = text.split_once("://").map_or(text.as_str(), |(_, rest)| rest);
            bare.trim_end_matches('/').to_owned()
        }
        (_, Value::String(text)) => text.clone(),
        _ => String::new(),
    }
}

pub(crate) fn address(row: &Value) -> String {
    let host = row.get("host").and_then(Value::as_str).unwrap_or_default();
    if host.is_empty() {
        return String::new();
    }
    let host = if host.contains(':') { format!("[{host}]") } else { host.to_owned() };
    match row.get("port") {
        Some(Value::Number(port)) => format!("{host}:{port}"),
        Some(Value::String(port)) if !port.is_empty() => format!("{host}:{port}"),
        _ => host,
    }
}
