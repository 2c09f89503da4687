//! One side of an import in the words of the catalogue: what it knows, what is kept apart, what is secret, and what stays as
//! it is because the document does not say.

use std::collections::{BTreeMap, BTreeSet};

use headwater_catalog::{Kind, Mode, TypeDef, check, is_left_out, is_mask, split_secrets, take_unknown_secrets};
use headwater_model::{Environment, Issue, Object, Secret};
use headwater_store::ConfigurationRecord;
use serde_json::Value;

use super::{Coverage, FoundSide};
use crate::wire::SecretInput;

/// A side as it would be saved.
#[derive(Debug)]
pub(super) struct Arrived {
    pub(super) env: Environment,
    pub(super) mode: String,
    /// The mode, when this version knows it.
    pub(super) known: Option<&'static Mode>,
    pub(super) properties: Object,
    pub(super) extra: Object,
    pub(super) secrets: BTreeMap<String, SecretInput>,
    pub(super) unconfirmed: bool,
    /// Values that this version knows the key of and cannot use; they are in `extra`.
    pub(super) refused: Vec<Issue>,
}

/// Understands a side. `stored` is what it would take the place of.
pub(super) fn arrive(def: Option<&'static TypeDef>, found: FoundSide, stored: Option<&ConfigurationRecord>) -> Arrived {
    let known = def.and_then(|def| def.modes.iter().find(|mode| mode.id.eq_ignore_ascii_case(&found.mode)));
    let mut values = found.values;
    let mut masked = BTreeSet::new();
    values.retain(|key, value| !unmask(value, key, &mut masked));
    let mut arrived = Arrived {
        env: found.env,
        mode: known.map_or(found.mode, |mode| mode.id.to_owned()),
        known,
        properties: Object::new(),
        extra: found.extra,
        secrets: BTreeMap::new(),
        unconfirmed: found.unconfirmed,
        refused: Vec::new(),
    };
    match known {
        Some(mode) => arrived.sort(mode, values),
        None => arrived.properties = values,
    }
    arrived.keep(stored, &masked, found.coverage);
    match known {
        Some(mode) => arrived.set_apart(mode),
        None => arrived.hide(false),
    }
    arrived.hide(true);
    for (slot, value) in found.secrets {
        arrived.give(slot, value);
    }
    arrived.secrets.extend(found.fetched.into_iter().map(|(slot, source)| (slot, SecretInput::Fetch(source))));
    arrived.secrets.extend(found.ask.into_iter().map(|slot| (slot, SecretInput::Ask { ask: true })));
    arrived
}

impl Arrived {
    fn give(&mut self, slot: String, value: Secret<String>) {
        // An empty one says nothing, and neither does a mask.
        if !value.expose().is_empty() && !is_mask(value.expose()) {
            self.secrets.entry(slot).or_insert(SecretInput::Set(value));
        }
    }

    /// Known keys become properties and secrets in their shapes; the others are kept apart.
    fn sort(&mut self, mode: &'static Mode, values: Object) {
        for (key, value) in values {
            match mode.field(&key) {
                Some(field) => drop(self.properties.insert(key, shaped(field.kind, field.secret, value))),
                None => drop(self.extra.insert(key, value)),
            }
        }
        // Every secret is a text by now.
        for (slot, value) in split_secrets(mode, &mut self.properties).unwrap_or_default() {
            self.give(slot, value);
        }
    }

    /// What the document does not say stays.
    fn keep(&mut self, stored: Option<&ConfigurationRecord>, masked: &BTreeSet<String>, coverage: Coverage) {
        let Some(stored) = stored else { return };
        for (key, value) in &stored.properties {
            let fits = self.known.is_none_or(|mode| mode.field(key).is_some());
            let silent = masked.contains(key)
                || match coverage {
                    Coverage::Whole => false,
                    Coverage::Partial => true,
                    Coverage::Cloud => self.known.is_some_and(|mode| is_left_out(mode, &self.properties, key)),
                };
            if fits && silent && !self.properties.contains_key(key) {
                self.properties.insert(key.clone(), value.clone());
            }
            // A mask inside a map keeps that entry.
            if let (Value::Object(old), Some(Value::Object(new))) = (value, self.properties.get_mut(key)) {
                for (name, value) in old {
                    if masked.contains(&format!("{key}.{name}")) {
                        new.entry(name.clone()).or_insert_with(|| value.clone());
                    }
                }
            }
        }
        for (key, value) in &stored.extra {
            let silent = coverage == Coverage::Partial || masked.contains(key);
            if silent && !self.properties.contains_key(key) {
                self.extra.entry(key.clone()).or_insert_with(|| value.clone());
            }
        }
    }

    /// Values that the catalogue refuses do not block an import: they are kept apart, and told.
    fn set_apart(&mut self, mode: &'static Mode) {
        // Conditions look at one another: what is right may be wrong once its neighbour is gone.
        for _ in 0..4 {
            let wrong = check(mode, &self.properties, &|_| true).wrong;
            if wrong.is_empty() {
                return;
            }
            for issue in wrong {
                let key = issue.field.split(['.', '[']).next().unwrap_or_default().to_owned();
                if let Some(value) = self.properties.remove(&key) {
                    self.extra.insert(key, value);
                }
                self.refused.push(issue);
            }
        }
        self.extra.append(&mut self.properties);
    }

    /// What looks like a secret among unknown values goes to the vault, under a slot that is its place.
    fn hide(&mut self, extra: bool) {
        for (slot, value) in take_unknown_secrets(if extra { &mut self.extra } else { &mut self.properties }) {
            self.give(slot, value);
        }
    }
}

/// Removes masks, and says whether the value is one. `masked` gets the places.
fn unmask(value: &mut Value, place: &str, masked: &mut BTreeSet<String>) -> bool {
    match value {
        Value::String(text) if is_mask(text) => {
            masked.insert(place.to_owned());
            true
        }
        Value::Object(entries) => {
            entries.retain(|name, value| !unmask(value, &format!("{place}.{name}"), masked));
            false
        }
        // Rows of a list are one value: one that holds a mask is not told.
        Value::Array(items) => {
            let told = items.iter_mut().all(|item| {
                let mut inside = BTreeSet::new();
                !unmask(item, place, &mut inside) && inside.is_empty()
            });
            if !told {
                masked.insert(place.to_owned());
            }
            !told
        }
        _ => false,
    }
}

/// A value in the shape that the catalogue has for it, where another one means the same: numbers as texts, JSON in a text.
fn shaped(kind: Kind, secret: bool, value: Value) -> Value {
    let worded = |value: Value| match value {
        Value::Number(number) => Value::String(number.to_string()),
        Value::Bool(flag) => Value::String(flag.to_string()),
        other => other,
    };
    let unpacked = |value: Value| match value {
        Value::String(text) if text.trim_start().starts_with(['[', '{']) => {
            headwater_model::parse_json(text.as_bytes()).unwrap_or(Value::String(text))
        }
        other => other,
    };
    match kind {
        _ if secret => match value {
            Value::Array(_) | Value::Object(_) => Value::String(value.to_string()),
            other => worded(other),
        },
        Kind::Addresses { .. } => unpacked(value),
        Kind::Map { .. } => match unpacked(value) {
            Value::Object(entries) => {
                Value::Object(entries.into_iter().map(|(key, value)| (key, worded(value))).collect())
            }
            other => other,
        },
        Kind::Switch => match value.as_str() {
            Some("true") => Value::Bool(true),
            Some("false") => Value::Bool(false),
            _ => value,
        },
        _ => worded(value),
    }
}
