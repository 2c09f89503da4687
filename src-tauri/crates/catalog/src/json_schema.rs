//! The JSON Schema of a type: per mode one for `properties` (with `envType`, as in the cloud export) and one for `secrets`.

use headwater_model::{Lang, Params};
use serde_json::{Map, Value, json};

use crate::{Field, Kind, Mode, Required, Rule, TypeDef};

/// `{"UrlMode": {"properties": schema, "secrets": schema}, …}`.
pub fn json_schema(def: &TypeDef) -> Value {
    Value::Object(def.modes.iter().map(|mode| (mode.id.to_owned(), mode_schema(def, mode))).collect())
}

fn mode_schema(def: &TypeDef, mode: &Mode) -> Value {
    let mut properties = schema_of(mode, false);
    if let Some(entries) = properties["properties"].as_object_mut() {
        entries.insert("envType".to_owned(), json!({"enum": ["Dev", "Prod"]}));
    }
    if let Some(required) = properties["required"].as_array_mut() {
        required.push("envType".into());
    }
    properties["title"] = format!("{} {} properties", def.id, mode.id).into();
    let mut secrets = schema_of(mode, true);
    secrets["title"] = format!("{} {} secrets", def.id, mode.id).into();
    json!({"properties": properties, "secrets": secrets})
}

fn schema_of(mode: &Mode, secret: bool) -> Value {
    let fields = || mode.fields().filter(move |field| field.secret == secret);
    let entries: Map<String, Value> = fields().map(|field| (field.key.to_owned(), field_schema(field))).collect();
    let always =
        |field: &&Field| field.required == Required::Yes && field.shown_when.is_empty() && field.default.is_none();
    let required: Vec<&str> = fields().filter(always).map(|field| field.key).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": entries,
        "required": required,
        "additionalProperties": false,
    })
}

fn field_schema(field: &Field) -> Value {
    let mut schema = match field.kind {
        Kind::Text { max, rule } | Kind::Multiline { max, rule } => {
            let mut schema = json!({"type": "string", "maxLength": max});
            if matches!(rule, Rule::Endpoint | Rule::OssEndpoint) {
                schema["pattern"] = "^https?://".into();
            }
            schema
        }
        Kind::Region | Kind::File { .. } => json!({"type": "string", "maxLength": 255}),
        Kind::Path { .. } => json!({"type": "string", "maxLength": 4096}),
        Kind::Choice { choices } => json!({"enum": choices.iter().map(|choice| choice.value).collect::<Vec<_>>()}),
        Kind::Switch => json!({"type": "boolean"}),
        Kind::Map { .. } => json!({"type": "object", "additionalProperties": {"type": "string"}}),
        Kind::Addresses { many, .. } => {
            let port = json!({"anyOf": [
                {"type": "integer", "minimum": 1, "maximum": 65535},
                {"type": "string", "pattern": "^[0-9]{1,5}$"},
            ]});
            let row = json!({
                "type": "object",
                "properties": {"host": {"type": "string", "maxLength": 255}, "port": port},
                "required": ["host", "port"],
                "additionalProperties": false,
            });
            json!({"type": "array", "items": row, "minItems": 1, "maxItems": if many { 64 } else { 1 }})
        }
    };
    let none = Params::new();
    schema["title"] = field.label.render(Lang::En, &none).into();
    if let Some(help) = field.help {
        schema["description"] = help.render(Lang::En, &none).into();
    }
    if let Some(default) = field.default {
        schema["default"] = default.into();
    }
    if field.local_only {
        schema["x-local-only"] = true.into();
    }
    schema
}
