//! JSON that people and other programs wrote: bounded in depth, and unambiguous. Used for every document that comes in.

use std::cell::RefCell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use crate::{Issue, IssueCode, Object};

/// Deepest nesting of a document.
pub const JSON_DEPTH: usize = 64;

/// Longest document, in bytes.
pub const JSON_BYTES: usize = 10 * 1024 * 1024;

/// Why a text is no document. Its words name kinds, keys and places, never values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonFault {
    /// What is wrong.
    pub kind: JsonFaultKind,
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1.
    pub column: usize,
}

/// What is wrong with a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JsonFaultKind {
    /// Not JSON; the parser's words.
    Syntax(String),
    /// A key is given twice: of two values nobody knows which one was meant.
    Twice(String),
    /// Nested deeper than [`JSON_DEPTH`].
    Deep,
    /// Longer than [`JSON_BYTES`].
    Long,
}

impl fmt::Display for JsonFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, column, .. } = self;
        match &self.kind {
            JsonFaultKind::Syntax(words) => f.write_str(words),
            JsonFaultKind::Twice(key) => write!(f, "the key “{key}” is given twice at line {line} column {column}"),
            JsonFaultKind::Deep => write!(f, "nested deeper than {JSON_DEPTH} levels at line {line} column {column}"),
            JsonFaultKind::Long => f.write_str("longer than 10 MB"),
        }
    }
}

impl JsonFault {
    /// The fault as an issue of `field`.
    pub fn issue(&self, field: &str) -> Issue {
        let place = |issue: Issue| issue.with("line", self.line).with("column", self.column);
        match &self.kind {
            JsonFaultKind::Syntax(words) => place(Issue::new(field, IssueCode::JsonSyntax)).with("detail", words),
            JsonFaultKind::Twice(key) => place(Issue::new(field, IssueCode::JsonTwice)).with("key", key),
            JsonFaultKind::Deep => place(Issue::new(field, IssueCode::JsonDeep)).with("max", JSON_DEPTH),
            JsonFaultKind::Long => Issue::new(field, IssueCode::DocumentLong).with("max", "10 MB"),
        }
    }
}

/// Parses a document, a mark of byte order before it included.
///
/// # Errors
/// A [`JsonFault`] with its place.
pub fn parse_json(bytes: &[u8]) -> Result<Value, JsonFault> {
    if bytes.len() > JSON_BYTES {
        return Err(JsonFault { kind: JsonFaultKind::Long, line: 0, column: 0 });
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let fault = RefCell::new(None);
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let read = Once { depth: 0, fault: &fault }.deserialize(&mut reader).and_then(|value| reader.end().map(|()| value));
    read.map_err(|error| JsonFault {
        kind: fault.take().unwrap_or_else(|| JsonFaultKind::Syntax(error.to_string())),
        line: error.line(),
        column: error.column(),
    })
}

/// Builds a value, counts the levels, and refuses a key that is given twice.
#[derive(Clone, Copy)]
struct Once<'a> {
    depth: usize,
    fault: &'a RefCell<Option<JsonFaultKind>>,
}

impl Once<'_> {
    /// One level down.
    fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
        if self.depth < JSON_DEPTH {
            return Ok(Self { depth: self.depth + 1, ..self });
        }
        *self.fault.borrow_mut() = Some(JsonFaultKind::Deep);
        Err(E::custom("nested too deep"))
    }
}

impl<'de> DeserializeSeed<'de> for Once<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Once<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(inner)? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut object = Object::new();
        while let Some(key) = entries.next_key::<String>()? {
            if object.contains_key(&key) {
                *self.fault.borrow_mut() = Some(JsonFaultKind::Twice(key));
                return Err(A::Error::custom("a key is given twice"));
            }
            let value = entries.next_value_seed(inner)?;
            object.insert(key, value);
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> JsonFault {
        parse_json(text.as_bytes()).unwrap_err()
    }

    #[test]
    fn a_key_given_twice_is_named_with_its_place_wherever_it_stands() {
        let deep = fault("{\"dev\": {\"secrets\":\n {\"password\": \"a\", \"password\": \"b\"}}}");
        assert_eq!((deep.kind, deep.line), (JsonFaultKind::Twice("password".to_owned()), 2));
        assert_eq!(fault(r#"[{"Name": "a", "Name": "b"}]"#).line, 1);
    }

    #[test]
    fn nesting_is_bounded() {
        let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert!(parse_json(nested(JSON_DEPTH).as_bytes()).is_ok());
        assert_eq!(fault(&nested(JSON_DEPTH + 1)).kind, JsonFaultKind::Deep);
        assert_eq!(fault(&"[".repeat(100_000)).kind, JsonFaultKind::Deep);
    }

    #[test]
    fn values_come_as_they_are_and_words_repeat_none() {
        let parsed = parse_json("\u{feff}{\"a\": [1, -2, 3.5, null, true, \"x\"]}".as_bytes()).unwrap();
        assert_eq!(parsed, serde_json::json!({"a": [1, -2, 3.5, null, true, "x"]}));
        assert!(!fault(r#"{"password": "hunter2" "#).to_string().contains("hunter2"));
        assert!(matches!(fault("{} x").kind, JsonFaultKind::Syntax(_)));
    }
}
