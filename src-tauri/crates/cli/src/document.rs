//! The JSON documents that people write and read: bounded and unambiguous on the way in, without read-only parts on the
//! way back, and in one shape on the way out.

use std::io::Read;
use std::path::Path;

use headwater_model::{AppError, Environment, JSON_BYTES, Lang, Object, Text, params, parse_json};
use serde_json::{Value, json};

use crate::failure::refused;
use crate::prompt::unbuffered;

/// Longest document, in bytes.
const LONGEST: u64 = JSON_BYTES as u64;

/// What a shown document has and a save does not take.
const READ_ONLY: (&[&str], &[&str]) =
    (&["id", "revision", "shared"], &["state", "missing", "secret_states", "fetched", "unconfirmed", "extra"]);

/// Reads an object from a file, or from standard input for `-`.
///
/// # Errors
/// `invalid_request` with the reason and, where there is one, the place.
pub fn read(file: &Path, lang: Lang) -> Result<Object, AppError> {
    let unreadable = |error: std::io::Error| {
        let text = Text::new("{file} cannot be read: {error}", "无法读取 {file}：{error}");
        refused(text.render(lang, &params([("file", file.display().to_string()), ("error", error.to_string())])))
    };
    let mut bytes = Vec::new();
    let taken = if file == Path::new("-") {
        unbuffered().and_then(|input| input.take(LONGEST + 1).read_to_end(&mut bytes))
    } else {
        std::fs::File::open(file).and_then(|file| file.take(LONGEST + 1).read_to_end(&mut bytes))
    };
    taken.map_err(unreadable)?;
    if bytes.len() as u64 > LONGEST {
        let text = Text::new("the document is longer than 10 MB", "文档超过 10 MB");
        return Err(refused(text.render(lang, &params([]))));
    }
    parse(&bytes, lang)
}

/// Parses an object; see [`parse_json`] for what is refused.
fn parse(bytes: &[u8], lang: Lang) -> Result<Object, AppError> {
    match parse_json(bytes) {
        Ok(Value::Object(document)) => Ok(document),
        Ok(_) => {
            let text = Text::new("a JSON object is expected", "应为 JSON 对象");
            Err(refused(text.render(lang, &params([]))))
        }
        Err(fault) => {
            let text = Text::new("not JSON as expected: {error}", "JSON 不符合要求：{error}");
            Err(refused(text.render(lang, &params([("error", fault.to_string())]))))
        }
    }
}

/// Removes what `source show` adds, so that a shown document can be read back. A side of which nothing else is there was
/// shown because it is absent: it goes as a whole.
pub fn without_read_only(document: &mut Object) {
    for key in READ_ONLY.0 {
        document.remove(*key);
    }
    for env in Environment::ALL {
        let Some(Value::Object(side)) = document.get_mut(env.as_str()) else { continue };
        let shown = side.len();
        side.retain(|key, _| !READ_ONLY.1.contains(&key.as_str()));
        if side.is_empty() && shown > 0 {
            document.remove(env.as_str());
        }
    }
}

/// The document of a data source: the shape that `source create` takes, without secrets, and what is known besides.
pub fn shown(view: &Value, workspace: &str, standard: bool) -> Value {
    let mut document = Object::new();
    for key in ["id", "revision", "name", "type", "description", "tags"] {
        document.insert(key.to_owned(), view[key].clone());
    }
    document.insert("workspace".to_owned(), workspace.into());
    if view["shared"].is_object() {
        document.insert("shared".to_owned(), view["shared"].clone());
    }
    for env in Environment::ALL {
        let side = &view[env.as_str()];
        let shown = match side {
            // A side that is not shared is not this workspace's to complete.
            Value::Null if view["shared"].is_object() && view["shared"][env.as_str()].is_null() => continue,
            Value::Object(_) => {
                let mut shown = json!({
                    "mode": side["mode"],
                    "properties": side["properties"],
                    "state": if side["complete"] == true { "complete" } else { "incomplete" },
                    "missing": side["missing"],
                    "secret_states": side["secret_states"],
                });
                // Only where a secret is fetched.
                if side["fetched"].as_object().is_some_and(|fetched| !fetched.is_empty()) {
                    shown["fetched"] = side["fetched"].clone();
                    shown["unconfirmed"] = side["unconfirmed"].clone();
                }
                // Only where an import has left something that the type does not know.
                if side["extra"].as_object().is_some_and(|extra| !extra.is_empty()) {
                    shown["extra"] = side["extra"].clone();
                }
                shown
            }
            _ if standard => json!({"state": "incomplete"}),
            _ => continue,
        };
        document.insert(env.as_str().to_owned(), shown);
    }
    Value::Object(document)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(text: &str) -> String {
        parse(text.as_bytes(), Lang::En).unwrap_err().params["reason"].clone()
    }

    #[test]
    fn a_key_given_twice_is_named_wherever_it_stands() {
        assert!(reason(r#"{"dev": {"secrets": {"password": "a", "password": "b"}}}"#).contains("“password”"));
        assert!(reason(r#"{"name": "a", "name": "b"}"#).contains("line 1"));
    }

    #[test]
    fn nesting_is_bounded_and_an_object_is_expected() {
        assert!(reason(&format!("{{\"a\": {}", "[".repeat(5_000))).contains("nested deeper"));
        assert!(reason("[]").contains("object"));
        assert!(parse("\u{feff}{\"a\": [1, -2, 3.5, null, true]}".as_bytes(), Lang::En).is_ok());
    }

    #[test]
    fn an_absent_side_that_was_shown_is_absent_again() {
        let view = json!({"id": "7", "revision": 2, "name": "a", "type": "sqlite", "description": "", "tags": [],
            "dev": null, "prod": {"mode": "UrlMode", "properties": {}, "complete": false, "missing": ["path"], "secret_states": {}}});
        let Value::Object(mut document) = shown(&view, "default", true) else { panic!("an object") };
        assert_eq!(document["dev"], json!({"state": "incomplete"}));
        without_read_only(&mut document);
        let back = json!({"name": "a", "type": "sqlite", "workspace": "default", "description": "", "tags": [],
            "prod": {"mode": "UrlMode", "properties": {}}});
        assert_eq!(Value::Object(document), back);
    }

    #[test]
    fn an_empty_side_that_nobody_showed_stays_to_be_refused() {
        let mut document = json!({"dev": {}}).as_object().cloned().unwrap();
        without_read_only(&mut document);
        assert!(document.contains_key("dev"));
    }
}
