//! Which values are secrets, and how they are taken out of properties before anything else sees them.

use std::collections::BTreeMap;

use headwater_model::{Issue, IssueCode, Object, Secret};
use serde_json::Value;

use crate::{Field, Kind, Mode};

/// Secrets by slot.
pub type Slots = BTreeMap<String, Secret<String>>;

/// Slots that the mode always has: one per secret field, in the form's order.
pub fn secret_slots(mode: &Mode) -> impl Iterator<Item = &'static str> {
    mode.fields().filter(|field| field.secret).map(|field| field.key)
}

/// Whether `slot` is a secret of the mode: a secret field, or `<map>.<name>` of a name that the map calls secret.
pub fn is_secret_slot(mode: &Mode, slot: &str) -> bool {
    secret_slot(mode, slot).is_some_and(|known| known == slot)
}

/// The slot that `slot` means. Drivers take the names of their parameters in any case, so names in maps are known in any
/// case: `properties.PASSWORD` is `properties.password`.
pub(crate) fn secret_slot(mode: &Mode, slot: &str) -> Option<String> {
    if mode.field(slot).is_some_and(|field| field.secret) {
        return Some(slot.to_owned());
    }
    let (key, name) = slot.split_once('.')?;
    let known = secret_names(mode.field(key)?).find(|known| known.eq_ignore_ascii_case(name))?;
    Some(format!("{key}.{known}"))
}

/// Takes every value that the catalogue calls secret out of `properties`, wherever it stands.
///
/// # Errors
/// A secret that is not a text.
pub fn split_secrets(mode: &Mode, properties: &mut Object) -> Result<Slots, Vec<Issue>> {
    let mut slots = Slots::new();
    let mut wrong = Vec::new();
    let mut take = |slot: String, value: Option<Value>| match value {
        None | Some(Value::Null) => {}
        Some(Value::String(text)) => drop(slots.insert(slot, Secret::new(text))),
        Some(_) => wrong.push(Issue::new(slot, IssueCode::WrongType).with("expected", "\"…\"")),
    };
    for field in mode.fields() {
        if field.secret {
            take(field.key.to_owned(), properties.remove(field.key));
        }
        if let Some(Value::Object(entries)) = properties.get_mut(field.key) {
            for name in secret_names(field) {
                let given: Vec<String> = entries.keys().filter(|key| key.eq_ignore_ascii_case(name)).cloned().collect();
                for given in given {
                    take(format!("{}.{name}", field.key), entries.remove(&given));
                }
            }
        }
    }
    if wrong.is_empty() { Ok(slots) } else { Err(wrong) }
}

fn secret_names(field: &Field) -> impl Iterator<Item = &'static str> {
    let names = match field.kind {
        Kind::Map { secret_keys, .. } => secret_keys,
        _ => &[],
    };
    names.iter().copied()
}
