//! The judge of a configuration: what is wrong, and what is missing. Rust judges; the UI shows.

use headwater_model::{Issue, IssueCode, Object};
use serde_json::Value;

use crate::host;
use crate::schema::is_blank;
use crate::{Field, Kind, Mode, Required, Rule};

/// What the catalogue says about one side.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// What is wrong: blocks a save. Fields are paths below the side, for example `address[0].host`.
    pub wrong: Vec<Issue>,
    /// JSON keys of what is missing: never blocks a save.
    pub missing: Vec<String>,
}

/// Checks properties from which the secrets were split. `has_secret` tells whether a slot has, or will have, a value.
pub fn check(mode: &Mode, properties: &Object, has_secret: &dyn Fn(&str) -> bool) -> Checked {
    let mut checked = Checked::default();
    for (key, value) in properties {
        match mode.field(key) {
            Some(field) if !field.secret => check_value(mode, field, properties, value, &mut checked.wrong),
            _ => checked.wrong.push(Issue::new(shown(key), IssueCode::Unknown)),
        }
    }
    for field in mode.fields().filter(|field| field.required == Required::Yes && field.is_shown(mode, properties)) {
        let given = if field.secret { has_secret(field.key) } else { is_given(field, properties.get(field.key)) };
        if !given {
            checked.missing.push(field.key.to_owned());
        }
    }
    checked
}

fn is_given(field: &Field, value: Option<&Value>) -> bool {
    match (value, field.kind) {
        (Some(Value::Array(rows)), Kind::Addresses { .. }) => {
            let filled = |row: &Value, key: &str| row.get(key).is_some_and(|part| !is_blank(part));
            !rows.is_empty() && rows.iter().all(|row| filled(row, "host") && filled(row, "port"))
        }
        (Some(value), _) if !is_blank(value) => true,
        _ => field.default.is_some_and(|default| !default.is_empty()),
    }
}

fn check_value(mode: &Mode, field: &Field, properties: &Object, value: &Value, wrong: &mut Vec<Issue>) {
    if value.is_null() {
        return;
    }
    match field.kind {
        Kind::Text { max, rule } | Kind::Multiline { max, rule } => {
            let multiline = matches!(field.kind, Kind::Multiline { .. });
            if let Some(text) = text(field.key, value, max, multiline, wrong) {
                check_rule(field.key, rule, text, properties, wrong);
            }
        }
        Kind::Region => {
            // It becomes part of host names and of signatures. Which regions exist is not for us to say.
            if let Some(region) = text(field.key, value, 255, false, wrong)
                && !region.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
            {
                wrong.push(Issue::new(field.key, IssueCode::RegionId).with("value", brief(value)));
            }
        }
        Kind::File { .. } => {
            let _ = text(field.key, value, 255, false, wrong);
        }
        Kind::Path { .. } => {
            if let Some(path) = text(field.key, value, 4096, false, wrong)
                && !is_absolute(path)
            {
                wrong.push(Issue::new(field.key, IssueCode::PathRelative));
            }
        }
        Kind::Choice { choices } => {
            let offered = choices.iter().filter(|choice| choice.when.iter().all(|when| when.holds(mode, properties)));
            let offered: Vec<&str> = offered.map(|choice| choice.value).collect();
            match value.as_str() {
                Some(word) if word.is_empty() || offered.iter().any(|choice| choice.eq_ignore_ascii_case(word)) => {}
                _ => wrong.push(
                    Issue::new(field.key, IssueCode::NotAChoice)
                        .with("value", brief(value))
                        .with("choices", offered.join(", ")),
                ),
            }
        }
        Kind::Switch => {
            if !value.is_boolean() {
                wrong.push(Issue::new(field.key, IssueCode::WrongType).with("expected", "true / false"));
            }
        }
        Kind::Map { .. } => check_map(field.key, value, wrong),
        Kind::Addresses { many, .. } => check_addresses(field.key, value, many, wrong),
    }
}

fn check_map(key: &str, value: &Value, wrong: &mut Vec<Issue>) {
    let Some(entries) = value.as_object() else {
        wrong.push(Issue::new(key, IssueCode::WrongType).with("expected", "{\"name\": \"value\"}"));
        return;
    };
    for (name, value) in entries {
        let path = format!("{key}.{}", shown(name));
        if let Some(issue) = check_label(&path, name, 255, false) {
            wrong.push(issue);
        } else if name.trim() != name || name.is_empty() {
            wrong.push(Issue::new(&path, IssueCode::Spaces).with("suggestion", name.trim()));
        }
        let _ = text(&path, value, 4096, false, wrong);
    }
}

fn check_addresses(key: &str, value: &Value, many: bool, wrong: &mut Vec<Issue>) {
    let Some(rows) = value.as_array() else {
        wrong.push(Issue::new(key, IssueCode::WrongType).with("expected", "[{\"host\": …, \"port\": …}]"));
        return;
    };
    if rows.len() > 1 && !many {
        wrong.push(Issue::new(key, IssueCode::AddressCount));
    }
    if rows.len() > 64 {
        wrong.push(Issue::new(key, IssueCode::OutOfRange).with("min", 1).with("max", 64));
        return;
    }
    for (index, row) in rows.iter().enumerate() {
        let path = format!("{key}[{index}]");
        let Some(entry) = row.as_object() else {
            wrong.push(Issue::new(path, IssueCode::WrongType).with("expected", "{\"host\": …, \"port\": …}"));
            continue;
        };
        for (name, value) in entry {
            let path = format!("{path}.{name}");
            match name.as_str() {
                "host" => {
                    if let Some(text) = text(&path, value, 255, false, wrong)
                        && !text.is_empty()
                    {
                        wrong.extend(host::check_host(&path, text));
                    }
                }
                "port" => wrong.extend(host::check_port(&path, value)),
                _ => wrong.push(Issue::new(shown(&path), IssueCode::Unknown)),
            }
        }
    }
}

fn check_rule(key: &str, rule: Rule, text: &str, properties: &Object, wrong: &mut Vec<Issue>) {
    if text.is_empty() {
        return;
    }
    match rule {
        Rule::Any => {}
        Rule::Endpoint => wrong.extend(host::check_endpoint(key, text)),
        Rule::OssEndpoint => {
            let bucket = properties.get("bucket").and_then(Value::as_str).unwrap_or_default();
            wrong.extend(host::check_endpoint(key, text).or_else(|| host::check_oss_endpoint(key, text, bucket)));
        }
        Rule::Bucket => {
            let inner = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
            let fits = (3..=63).contains(&text.len())
                && text.chars().all(|c| inner(c) || c == '-')
                && text.starts_with(inner)
                && text.ends_with(inner);
            if !fits {
                wrong.push(Issue::new(key, IssueCode::BucketName));
            }
        }
        Rule::Pem => {
            if !(text.contains("-----BEGIN CERTIFICATE-----") && text.contains("-----END CERTIFICATE-----")) {
                wrong.push(Issue::new(key, IssueCode::Pem));
            }
        }
    }
}

/// A text within its bounds; `None` after an issue was pushed.
fn text<'v>(path: &str, value: &'v Value, max: u32, multiline: bool, wrong: &mut Vec<Issue>) -> Option<&'v str> {
    let Some(text) = value.as_str() else {
        wrong.push(Issue::new(path, IssueCode::WrongType).with("expected", "\"…\""));
        return None;
    };
    let length = text.chars().count();
    if length > max as usize {
        wrong.push(Issue::new(path, IssueCode::TooLong).with("length", length).with("max", max));
        return None;
    }
    if let Some(issue) = control_character(path, text, multiline) {
        wrong.push(issue);
        return None;
    }
    if !multiline && text.trim() != text {
        wrong.push(Issue::new(path, IssueCode::Spaces).with("suggestion", text.trim()));
        return None;
    }
    Some(text)
}

/// Checks a name, description or tag: a label that people give.
pub fn check_label(path: &str, label: &str, max: u32, multiline: bool) -> Option<Issue> {
    let length = label.chars().count();
    if length > max as usize {
        return Some(Issue::new(path, IssueCode::TooLong).with("length", length).with("max", max));
    }
    control_character(path, label, multiline)
}

/// A control or bidi-override character; line ends and tabs are allowed in several lines.
fn control_character(path: &str, text: &str, multiline: bool) -> Option<Issue> {
    let bidi = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let allowed = |c: char| multiline && matches!(c, '\n' | '\r' | '\t');
    let odd = text.chars().find(|c| (c.is_control() || bidi(*c)) && !allowed(*c))?;
    Some(Issue::new(path, IssueCode::ControlCharacter).with("hex", format!("{:04X}", odd as u32)))
}

/// A name that came with the request, fit to be shown: of any length, and without what moves a cursor.
fn shown(name: &str) -> String {
    if name.is_empty() {
        return "\"\"".to_owned();
    }
    name.chars()
        .take(255)
        .map(|c| if control_character("", c.encode_utf8(&mut [0; 4]), false).is_some() { ' ' } else { c })
        .collect()
}

fn is_absolute(path: &str) -> bool {
    let drive = |path: &str| {
        let mut chars = path.chars();
        chars.next().is_some_and(|c| c.is_ascii_alphabetic())
            && chars.next() == Some(':')
            && matches!(chars.next(), Some('\\' | '/'))
    };
    path.is_empty() || path.starts_with('/') || path.starts_with("\\\\") || drive(path)
}

fn brief(value: &Value) -> String {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    text.chars().take(60).collect()
}
