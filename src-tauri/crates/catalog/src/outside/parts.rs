//! The values of a configuration by name: properties with their defaults, secrets masked or not, and what the type's table
//! makes of them. Fields that take no part in the configuration are not here, nor are ids of files, which mean nothing outside.

use std::collections::BTreeSet;

use headwater_model::{Object, Secret};
use serde_json::Value;

use super::{Derived, Made, template};
use crate::schema::is_blank;
use crate::{Field, Kind, Mode, Required, Slots, TypeDef};

/// Stands for a secret. What imports and the cloud write, so that it is never taken for a value.
pub const MASK: &str = "***";

/// Which secrets there are.
#[derive(Debug, Clone, Copy)]
pub enum Secrets<'a> {
    /// These slots have a value, which stays where it is.
    Masked(&'a BTreeSet<String>),
    /// The values themselves.
    Values(&'a Slots),
}

/// A value.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) text: Secret<String>,
    /// It is a secret, or holds one.
    pub(super) secret: bool,
}

/// Values by name, in the order of the form.
#[derive(Debug, Clone, Default)]
pub struct Parts(Vec<(String, Part)>);

impl Parts {
    /// The values of a configuration. A secret that the configuration requires is there when masked, stored or not: it has a
    /// place in what is copied.
    pub fn of(def: &TypeDef, mode: &Mode, properties: &Object, secrets: Secrets<'_>) -> Self {
        let mut parts = Self::default();
        for field in mode.fields().filter(|field| field.is_shown(mode, properties)) {
            if field.secret {
                parts.put_secret(field.key, secrets, field.required == Required::Yes);
            } else {
                parts.put_property(field, properties, secrets);
            }
        }
        for Derived { name, made } in def.outside.derived {
            let part = match made {
                Made::Else(..) if parts.get(name).is_some() => None,
                Made::From(text, quote) | Made::Else(text, quote) => template::fill(text, &parts, *quote),
                Made::Bare(key) => parts.get(key).map(|part| {
                    let text = part.text.expose();
                    let bare = text.split_once("://").map_or(text.as_str(), |(_, rest)| rest).trim_end_matches('/');
                    Part { text: Secret::new(bare.to_owned()), secret: part.secret }
                }),
                Made::Words(key, words) => parts.get(key).and_then(|part| {
                    let word = words.iter().find(|(word, _)| word == part.text.expose())?.1;
                    Some(Part { text: Secret::new(word.to_owned()), secret: false })
                }),
            };
            if let Some(part) = part {
                parts.0.retain(|(known, _)| known != name);
                parts.0.push(((*name).to_owned(), part));
            }
        }
        parts
    }

    pub(super) fn get(&self, name: &str) -> Option<&Part> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, part)| part)
    }

    /// Names of the values.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str()).filter(|name| !name.starts_with('_'))
    }

    /// Name of a value that holds a NUL, which neither variables nor shells can.
    pub fn with_nul(&self) -> Option<&str> {
        self.0.iter().find(|(_, part)| part.text.expose().contains('\0')).map(|(name, _)| name.as_str())
    }

    fn put(&mut self, name: &str, text: String, secret: bool) {
        if !text.is_empty() {
            self.0.push((name.to_owned(), Part { text: Secret::new(text), secret }));
        }
    }

    fn put_secret(&mut self, slot: &str, secrets: Secrets<'_>, required: bool) {
        match secrets {
            Secrets::Masked(slots) if required || slots.contains(slot) => self.put(slot, MASK.to_owned(), true),
            Secrets::Masked(_) => {}
            Secrets::Values(slots) => {
                let value = slots.get(slot).map(|value| value.expose().clone());
                self.put(slot, value.unwrap_or_default(), true);
            }
        }
    }

    fn put_property(&mut self, field: &Field, properties: &Object, secrets: Secrets<'_>) {
        let value = properties.get(field.key).filter(|value| !is_blank(value));
        match (field.kind, value) {
            (Kind::File { .. }, _) => {}
            (Kind::Map { secret_keys, .. }, _) => self.put_map(field.key, secret_keys, value, secrets),
            (Kind::Addresses { .. }, Some(Value::Array(rows))) => self.put_addresses(field.key, rows),
            (_, Some(Value::String(text))) => self.put(field.key, text.clone(), false),
            (_, Some(Value::Bool(on))) => self.put(field.key, on.to_string(), false),
            (_, Some(Value::Number(number))) => self.put(field.key, number.to_string(), false),
            _ => self.put(field.key, field.default.unwrap_or_default().to_owned(), false),
        }
    }

    /// The first address is the one that tasks take; all of them stand under the field's own name.
    fn put_addresses(&mut self, key: &str, rows: &[Value]) {
        let text = |row: &Value| crate::summary::address(row);
        if let Some(first) = rows.first() {
            let port = first.get("port").map(|port| port.as_str().map_or_else(|| port.to_string(), str::to_owned));
            let port = port.and_then(|port| port.parse::<u16>().ok());
            self.put("host", first.get("host").and_then(Value::as_str).unwrap_or_default().to_owned(), false);
            self.put("port", port.map(|port| port.to_string()).unwrap_or_default(), false);
            self.put("_server", text(first), false);
        }
        let all: Vec<String> = rows.iter().map(text).filter(|row| !row.is_empty()).collect();
        self.put(key, all.join(","), false);
    }

    /// As a query, the secret ones among its entries included; those also stand alone.
    fn put_map(&mut self, key: &str, secret_keys: &[&str], value: Option<&Value>, secrets: Secrets<'_>) {
        let hidden = Self::hidden(key, secret_keys, secrets);
        let mut query = Vec::new();
        for (name, value) in value.and_then(Value::as_object).into_iter().flatten() {
            query.push(encoded(name, value.as_str().unwrap_or_default()));
        }
        for (slot, part) in &hidden.0 {
            query.push(encoded(slot.split_once('.').map_or("", |(_, name)| name), part.text.expose()));
        }
        self.put(key, query.join("&"), !hidden.0.is_empty());
        self.0.extend(hidden.0);
    }

    fn hidden(key: &str, secret_keys: &[&str], secrets: Secrets<'_>) -> Self {
        let mut hidden = Self::default();
        for name in secret_keys {
            hidden.put_secret(&format!("{key}.{name}"), secrets, false);
        }
        hidden
    }
}

fn encoded(name: &str, value: &str) -> String {
    let mut pair = url::form_urlencoded::Serializer::new(String::new());
    pair.append_pair(name, value);
    pair.finish()
}
