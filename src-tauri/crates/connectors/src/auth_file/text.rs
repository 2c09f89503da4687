//! Text files of Kerberos, Java and Google. Of each only what identifies it is read; nothing is interpreted.

use headwater_model::{FileFacts, FileKind};
use serde_json::Value;

use super::pem;
use super::{Fault, Known, SHOWN, shown};

/// A text file; `None` when it looks like none of these.
pub fn read(text: &str) -> Option<Result<Known, Fault>> {
    let start = text.trim_start();
    if start.starts_with('{') {
        return Some(service_account(start));
    }
    let section = |line: &str| ["[libdefaults]", "[realms]", "[domain_realm]"].contains(&line.trim());
    if text.lines().any(section) {
        return Some(krb5_conf(text));
    }
    text.contains("LoginModule").then(|| jaas(text))
}

/// Opening less closing braces; `None` when one closes that was not opened.
fn open_braces(text: &str) -> Option<usize> {
    text.chars().try_fold(0_usize, |depth, c| match c {
        '{' => Some(depth + 1),
        '}' => depth.checked_sub(1),
        _ => Some(depth),
    })
}

fn balanced(kind: FileKind, text: &str) -> Result<(), Fault> {
    match open_braces(text) {
        Some(0) => Ok(()),
        Some(_) => Err(Fault::Truncated(kind)),
        None => Err(Fault::Damaged(kind, "}".to_owned())),
    }
}

fn krb5_conf(text: &str) -> Result<Known, Fault> {
    const KIND: FileKind = FileKind::Krb5Conf;
    let bare: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.starts_with(['#', ';'])).collect();
    balanced(KIND, &bare.join("\n"))?;
    let mut facts = FileFacts { opened: true, ..FileFacts::default() };
    let (mut section, mut depth) = ("", 0_usize);
    for line in bare {
        if depth == 0 && line.starts_with('[') {
            section = line.trim_end_matches('*');
        } else if let Some((name, value)) = line.split_once('=') {
            let (name, value) = (name.trim(), value.trim());
            match section {
                "[libdefaults]" if depth == 0 && name == "default_realm" => {
                    facts.realms.retain(|known| known != value);
                    facts.realms.insert(0, shown(value));
                }
                "[realms]" if depth == 0 && !facts.realms.contains(&shown(name)) && facts.realms.len() < SHOWN => {
                    facts.realms.push(shown(name));
                }
                _ => {}
            }
        }
        depth = (depth + line.matches('{').count()).saturating_sub(line.matches('}').count());
    }
    if facts.realms.is_empty() {
        return Err(Fault::Incomplete(KIND, "default_realm".to_owned()));
    }
    Ok((KIND, facts))
}

/// `Name { module flag option=value; };`, any number of times.
fn jaas(text: &str) -> Result<Known, Fault> {
    const KIND: FileKind = FileKind::Jaas;
    let bare = without_comments(text);
    balanced(KIND, &bare)?;
    let mut facts = FileFacts { opened: true, ..FileFacts::default() };
    let mut rest = bare.as_str();
    while let Some((name, after)) = rest.split_once('{') {
        let (body, after) = after.split_once('}').ok_or(Fault::Truncated(KIND))?;
        if !["required", "requisite", "sufficient", "optional"].iter().any(|flag| has_word(body, flag)) {
            return Err(Fault::Incomplete(KIND, "required".to_owned()));
        }
        if facts.entries.len() < SHOWN {
            facts.entries.push(shown(name.trim_matches(|c: char| c.is_whitespace() || c == ';' || c == '"')));
        }
        rest = after;
    }
    if facts.entries.is_empty() {
        return Err(Fault::Truncated(KIND));
    }
    Ok((KIND, facts))
}

fn has_word(text: &str, word: &str) -> bool {
    text.split(|c: char| c.is_whitespace() || c == ';').any(|found| found.eq_ignore_ascii_case(word))
}

/// Without `//`, `#` and `/* */`; what stands in quotes stays.
fn without_comments(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars().peekable();
    let mut quoted = false;
    while let Some(c) = chars.next() {
        match (quoted, c, chars.peek()) {
            (_, '"', _) => {
                quoted = !quoted;
                out.push(c);
            }
            (true, '{' | '}', _) => {}
            (false, '#', _) | (false, '/', Some('/')) => {
                for skipped in chars.by_ref() {
                    if skipped == '\n' {
                        out.push('\n');
                        break;
                    }
                }
            }
            (false, '/', Some('*')) => {
                let mut last = ' ';
                for skipped in chars.by_ref().skip(1) {
                    if (last, skipped) == ('*', '/') {
                        break;
                    }
                    last = skipped;
                }
            }
            _ => out.push(c),
        }
    }
    out
}

fn service_account(text: &str) -> Result<Known, Fault> {
    const KIND: FileKind = FileKind::ServiceAccount;
    let object: Value = serde_json::from_str(text).map_err(|error| match error.classify() {
        serde_json::error::Category::Eof => Fault::Truncated(KIND),
        _ => Fault::Damaged(KIND, format!("JSON {}:{}", error.line(), error.column())),
    })?;
    let field = |name: &str| object.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
    // Other JSON is not a service account with something missing.
    if field("type").is_none() && field("private_key").is_none() && field("client_email").is_none() {
        return Err(Fault::Unknown);
    }
    if field("type").is_some_and(|word| word != "service_account") {
        return Err(Fault::Unsupported(KIND, shown(field("type").unwrap_or_default())));
    }
    let missing: Vec<&str> = ["type", "project_id", "private_key", "client_email"]
        .into_iter()
        .filter(|name| field(name).is_none())
        .collect();
    if !missing.is_empty() {
        return Err(Fault::Incomplete(KIND, missing.join(", ")));
    }
    let (_, inner) = pem::read(field("private_key").unwrap_or_default(), "")
        .map_err(|_| Fault::Damaged(KIND, "private_key".to_owned()))?;
    Ok((
        KIND,
        FileFacts {
            opened: true,
            keys: inner.keys,
            client_email: field("client_email").map(shown),
            project_id: field("project_id").map(shown),
            ..FileFacts::default()
        },
    ))
}
