//! Values under keys that the catalogue does not know. Some of them are secrets all the same: told by their names, as far as
//! names tell, and taken out before anything else sees them.

use headwater_model::{Object, Secret};
use serde_json::Value;

use crate::host::holds_secret;
use crate::secrets::Slots;

/// Parts of names (lower case, letters and digits only) whose values are secrets.
const SECRET: &[&str] = &[
    "password",
    "passwd",
    "pwd",
    "secret",
    "token",
    "accesskey",
    "privatekey",
    "credential",
    "apikey",
    "authorization",
    "passphrase",
];

/// Ends of such names whose values are none: ids and files.
const PUBLIC: &[&str] = &["id", "fileid", "file", "name", "type", "url"];

/// Properties that hold free JSON as a text, in which anything may be a secret (restapi, httpfile).
const FREE_TEXT: &[&str] = &["defaultheader", "defaultheaders"];

/// Takes what looks like a secret out of `object`, at any depth. A slot is the key, or `key.rest`, where the rest is a
/// JSON pointer without its first stroke.
pub fn take_unknown_secrets(object: &mut Object) -> Slots {
    let mut slots = Slots::new();
    let keys: Vec<String> = object.keys().cloned().collect();
    for key in keys {
        let slot = escaped(&key).replace('.', "~2");
        if let Some(value) = object.get_mut(&key)
            && take(value, &slot, ".", is_secret_name(&key), &mut slots)
        {
            object.remove(&key);
        }
    }
    slots
}

/// Puts one back where it was.
pub fn put_unknown_secret(object: &mut Object, slot: &str, value: &str) {
    let (head, rest) = slot.split_once('.').map_or((slot, None), |(head, rest)| (head, Some(rest)));
    let head = unescaped(&head.replace("~2", "."));
    let Some(rest) = rest else {
        object.insert(head, value.into());
        return;
    };
    let mut place = object.entry(head).or_insert_with(|| Value::Object(Object::new()));
    for part in rest.split('/').map(unescaped) {
        place = match place {
            Value::Array(items) => match part.parse::<usize>().ok().and_then(|index| items.get_mut(index)) {
                Some(item) => item,
                None => return,
            },
            Value::Object(entries) => entries.entry(part).or_insert_with(|| Value::Object(Object::new())),
            other => {
                *other = Value::Object(Object::from_iter([(part.clone(), Value::Object(Object::new()))]));
                match other.get_mut(&part) {
                    Some(inner) => inner,
                    None => return,
                }
            }
        };
    }
    *place = value.into();
}

/// Whether the value itself is to be removed; what is below is removed here.
fn take(value: &mut Value, slot: &str, stroke: &str, secret: bool, slots: &mut Slots) -> bool {
    let below = |part: &str| format!("{slot}{stroke}{}", escaped(part));
    match value {
        Value::Null | Value::Bool(_) => false,
        Value::String(text) if text.is_empty() => false,
        Value::String(text) if secret || holds_secret(text) => {
            slots.insert(slot.to_owned(), Secret::new(std::mem::take(text)));
            true
        }
        Value::String(_) => false,
        Value::Number(number) if secret => {
            slots.insert(slot.to_owned(), Secret::new(number.to_string()));
            true
        }
        Value::Number(_) => false,
        Value::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                if take(item, &below(&index.to_string()), "/", secret, slots) {
                    *item = Value::Null;
                }
            }
            false
        }
        Value::Object(entries) => {
            let keys: Vec<String> = entries.keys().cloned().collect();
            for key in keys {
                let secret = secret || is_secret_name(&key);
                if entries.get_mut(&key).is_some_and(|value| take(value, &below(&key), "/", secret, slots)) {
                    entries.remove(&key);
                }
            }
            false
        }
    }
}

fn is_secret_name(key: &str) -> bool {
    let plain: String = key.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    FREE_TEXT.contains(&plain.as_str())
        || SECRET.iter().any(|part| plain.contains(part)) && !PUBLIC.iter().any(|end| plain.ends_with(end))
}

fn escaped(part: &str) -> String {
    part.replace('~', "~0").replace('/', "~1")
}

fn unescaped(part: &str) -> String {
    part.replace("~1", "/").replace("~0", "~")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn secrets_are_found_by_name_at_any_depth_and_go_back_where_they_were() {
        let whole = json!({
            "username": "etl", "password": "p1", "accessKeyId": "LTAI", "accessKeySecret": "p2", "a.token": "p3",
            "sshKeyFile": "7", "defaultHeader": "{\"X-Key\": \"p4\"}", "version": 2,
            "hiveConfig": {"fs.oss.accessKeySecret": "p5", "depth": {"saslPassword": "p6", "plain": true}},
            "list": [{"token": "p7"}, "x"], "jdbcUrl": "jdbc:dm://u:p8@h:1/x",
        });
        let mut rest = whole.as_object().cloned().unwrap();
        let slots = take_unknown_secrets(&mut rest);
        let left = Value::Object(rest.clone()).to_string();
        for number in 1..=8 {
            assert!(!left.contains(&format!("p{number}")), "p{number} in {left}");
        }
        assert_eq!((slots.len(), &rest["username"], &rest["accessKeyId"]), (8, &json!("etl"), &json!("LTAI")));
        for (slot, value) in &slots {
            put_unknown_secret(&mut rest, slot, value.expose());
        }
        assert_eq!(Value::Object(rest), whole);
    }
}
