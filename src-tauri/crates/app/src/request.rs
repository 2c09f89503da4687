//! What is said about a request of another shape: which field, what is wrong with it, in both languages, and never a value,
//! because any value may be a secret in the wrong place.

use headwater_model::{AppError, ErrorCode, Issue, IssueCode};

/// Stands for the request itself.
const WHOLE: &str = "request";

/// The refusal of a request, from the path and the words of serde. Of the words only what serde takes from our own types
/// is used: names of fields, choices, and what was expected.
pub(crate) fn refusal(path: &str, words: &str) -> AppError {
    // serde writes "." for the request itself, and "?" where it lost its way.
    let place = if [".", "?"].contains(&path) { "" } else { path.trim_end_matches(".?") };
    let below = |name: &str| match place {
        "" => name.to_owned(),
        // The path to an unknown field ends with it already.
        place if place == name || place.ends_with(&format!(".{name}")) => place.to_owned(),
        place => format!("{place}.{name}"),
    };
    let here = || if place.is_empty() { WHOLE.to_owned() } else { place.to_owned() };
    let expected = words.rsplit_once(", expected ").map(|(_, expected)| expected);
    let issue = if let Some(name) = words.strip_prefix("missing field ") {
        Issue::new(below(name.trim_matches('`')), IssueCode::Missing)
    } else if words.starts_with("unknown field ") {
        Issue::new(here(), IssueCode::UnknownField).with("known", choices(expected))
    } else if words.starts_with("unknown variant ") {
        Issue::new(here(), IssueCode::NotAChoice).with("value", "…").with("choices", choices(expected))
    } else {
        Issue::new(here(), IssueCode::WrongType).with("expected", shape(expected.unwrap_or(words)))
    };
    let mut error = AppError::new(ErrorCode::InvalidRequest).with("reason", &issue.field).on(&issue.field);
    error.issues = vec![issue];
    error
}

/// `dev, prod` of "`dev` or `prod`" and of "one of `dev`, `prod`".
fn choices(expected: Option<&str>) -> String {
    let parts = expected.unwrap_or_default().split('`');
    parts.skip(1).step_by(2).collect::<Vec<_>>().join(", ")
}

/// What can be done with a secret.
const SECRET: &str = "\"…\" / null / {\"ask\": true} / {\"env\": \"…\"} / {\"file\": \"…\"} / {\"command\": [\"…\"]}";

/// What serde expected, in signs that need no language.
fn shape(expected: &str) -> &'static str {
    const SHAPES: [(&str, &str); 14] = [
        ("a string, null", SECRET),
        ("a secret is", SECRET),
        ("an id is", "\"123\""),
        ("a string", "\"…\""),
        ("string or map", "\"…\""),
        ("a boolean", "true / false"),
        ("a map", "{…}"),
        ("struct ", "{…}"),
        ("a sequence", "[…]"),
        ("u32", "0, 1, 2 …"),
        ("u64", "0, 1, 2 …"),
        ("i64", "0, 1, 2 …"),
        ("f64", "0.5"),
        ("unit", "null"),
    ];
    SHAPES.iter().find(|(words, _)| expected.starts_with(words)).map_or("…", |(_, shape)| shape)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::parse;
    use crate::wire::{SaveRequest, SecretSetRequest, SourceRequest};
    use headwater_model::Lang;
    use serde::de::DeserializeOwned;
    use serde_json::{Value, json};

    fn said<T: DeserializeOwned>(request: Value) -> (String, IssueCode, String) {
        let error = parse::<T>(request).err().expect("refused");
        let issue = &error.issues[0];
        assert_eq!(error.field.as_ref(), Some(&issue.field));
        (
            issue.field.clone(),
            issue.code,
            issue.params.get("expected").or(issue.params.get("known")).cloned().unwrap_or_default(),
        )
    }

    #[test]
    fn the_field_is_named_wherever_it_stands() {
        let set = |change: Value| {
            let mut request = json!({"id": "7", "env": "dev", "slot": "password", "secret": "x"});
            request.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
            request
        };
        let text = |field: &str, code, rest: &str| (field.to_owned(), code, rest.to_owned());
        assert_eq!(said::<SourceRequest>(json!({})), text("id", IssueCode::Missing, ""));
        assert_eq!(said::<SourceRequest>(json!({"idd": "7"})), text("idd", IssueCode::UnknownField, "id"));
        assert_eq!(said::<SourceRequest>(json!({"id": 7})), text("id", IssueCode::WrongType, "\"…\""));
        assert_eq!(said::<SourceRequest>(json!({"id": "x"})), text("id", IssueCode::WrongType, "\"123\""));
        assert_eq!(said::<SourceRequest>(json!("7")), text("request", IssueCode::WrongType, "{…}"));
        assert_eq!(said::<SecretSetRequest>(set(json!({"env": "test"}))), text("env", IssueCode::NotAChoice, ""));
        let slot = SECRET;
        assert_eq!(said::<SecretSetRequest>(set(json!({"secret": [1]}))), text("secret", IssueCode::WrongType, slot));
        let save =
            json!({"name": "a", "type": "mysql", "dev": {"mode": "UrlMode", "secrets": {"password": {"ask": "x"}}}});
        assert_eq!(said::<SaveRequest>(save), text("dev.secrets.password", IssueCode::WrongType, slot));
        let save = json!({"name": "a", "type": "mysql", "dev": {"propertys": {}}});
        let known = "mode, properties, secrets, confirm";
        assert_eq!(said::<SaveRequest>(save), text("dev.propertys", IssueCode::UnknownField, known));
        let save = json!({"name": "a", "type": "mysql", "dev": {}});
        assert_eq!(said::<SaveRequest>(save), text("dev.mode", IssueCode::Missing, ""));
        let save = json!({"name": "a", "type": "mysql", "tags": ["a", 2]});
        assert_eq!(said::<SaveRequest>(save), text("tags[1]", IssueCode::WrongType, "\"…\""));
    }

    #[test]
    fn no_value_is_repeated_whatever_it_looks_like() {
        for canary in [
            "hunter2",
            "a\"hunter2\"b",
            "`hunter2`, expected `hunter2`",
            "x, expected hunter2",
            "missing field `hunter2`",
        ] {
            for request in [
                json!(canary),
                json!([canary]),
                json!({"id": canary}),
                json!({"id": "7", "env": canary}),
                json!({"id": "7", "env": "dev", "slot": "s", "secret": [canary]}),
                json!({"id": "7", "env": "dev", "slot": "s", "secret": {"ask": canary}}),
                json!({"id": "7", "env": "dev", "slot": [canary], "secret": "x"}),
            ] {
                let error = parse::<SecretSetRequest>(request).err().expect("refused");
                let told = format!("{error:?}{}{}", error.message(Lang::En), error.hint(Lang::ZhCn));
                assert!(!told.contains("hunter2"), "{told}");
            }
        }
    }
}
