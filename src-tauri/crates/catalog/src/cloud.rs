//! Configurations as DataWorks takes and gives them: `ConnectionProperties` (CreateDataSource, 2024-05-18).

use headwater_model::{Environment, Object};
use serde_json::Value;

use crate::schema::is_blank;
use crate::{Field, Mode, Required};

/// The property that names the environment; required in every type.
pub const ENV_TYPE: &str = "envType";

/// Properties for the cloud, and what it does not take.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct CloudSide {
    /// `ConnectionProperties`, without secrets.
    pub properties: Object,
    /// JSON keys of values that exist only on a desktop.
    pub left_out: Vec<String>,
}

/// The word of DataWorks for an environment.
pub const fn env_type(env: Environment) -> &'static str {
    match env {
        Environment::Dev => "Dev",
        Environment::Prod => "Prod",
    }
}

/// The environment that a word means; any case is right.
pub fn parse_env_type(word: &str) -> Option<Environment> {
    Environment::ALL.into_iter().find(|env| env_type(*env).eq_ignore_ascii_case(word))
}

/// What the cloud gets of a side: the fields that take part, with the defaults of those that it requires. Secrets have left
/// the properties before.
pub fn cloud_side(mode: &Mode, properties: &Object, env: Environment) -> CloudSide {
    let mut side = CloudSide::default();
    for field in mode.fields().filter(|field| !field.secret && field.is_shown(mode, properties)) {
        let given = properties.get(field.key).filter(|value| !is_blank(value));
        if field.local_only {
            side.left_out.extend(given.map(|_| field.key.to_owned()));
        } else if let Some(value) = given.cloned().or_else(|| implied(field)) {
            side.properties.insert(field.key.to_owned(), value);
        }
    }
    side.properties.insert(ENV_TYPE.to_owned(), env_type(env).into());
    side
}

fn implied(field: &Field) -> Option<Value> {
    field.default.filter(|default| field.required == Required::Yes && !default.is_empty()).map(Value::from)
}

/// Whether the cloud's answer or export leaves this value out: it says nothing about what is kept here.
pub fn is_left_out(mode: &Mode, properties: &Object, key: &str) -> bool {
    mode.field(key).is_some_and(|field| field.secret || field.local_only || !field.is_shown(mode, properties))
}

/// A property in the one form that is compared: blank and default values are absent, ports are numbers.
pub fn normal(mode: &Mode, key: &str, value: Option<&Value>) -> Option<Value> {
    let value = value.filter(|value| !is_blank(value))?;
    let default = mode.field(key).and_then(|field| field.default);
    if value.as_str().is_some_and(|text| default.is_some_and(|default| default.eq_ignore_ascii_case(text))) {
        return None;
    }
    let mut value = value.clone();
    for row in value.as_array_mut().into_iter().flatten() {
        let number = row.get("port").and_then(Value::as_str).and_then(|port| port.parse::<u16>().ok());
        if let (Some(number), Some(row)) = (number, row.as_object_mut()) {
            row.insert("port".to_owned(), number.into());
        }
    }
    Some(value)
}

/// Whether a text stands for a value that is not told: `***`.
pub fn is_mask(text: &str) -> bool {
    text.len() >= 3 && text.bytes().all(|byte| byte == b'*')
}
