//! Where a secret comes from that nobody keeps.

use std::fmt;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::IssueCode;

/// Longest reference, in characters: a person reads it to the end before agreeing.
const LONGEST: usize = 4_096;

/// A reference to a secret: no secret itself. The value is fetched at each use and forgotten after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SecretSource {
    /// An environment variable, by its name.
    Env(String),
    /// A file, by its absolute path; `~/` stands for the home folder.
    File(String),
    /// A program by its absolute path, and its arguments. No shell reads them.
    Command(Vec<String>),
}

impl SecretSource {
    /// What is wrong with the reference itself, whether or not it would yield anything.
    pub fn issue(&self) -> Option<IssueCode> {
        let odd = |text: &String| text.chars().count() > LONGEST || text.chars().any(is_hidden);
        let absolute = |path: &str| std::path::Path::new(path).is_absolute();
        match self {
            Self::Env(name) if name.is_empty() => Some(IssueCode::Missing),
            Self::Env(name) => {
                let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
                (!plain || odd(name) || name.starts_with(|c: char| c.is_ascii_digit()))
                    .then_some(IssueCode::VariableName)
            }
            Self::File(path) if path.is_empty() => Some(IssueCode::Missing),
            Self::File(path) if odd(path) => Some(IssueCode::HiddenCharacter),
            Self::File(path) => (!absolute(path) && !path.starts_with("~/")).then_some(IssueCode::PathRelative),
            Self::Command(argv) => match argv.first() {
                None => Some(IssueCode::Missing),
                Some(program) if program.is_empty() => Some(IssueCode::Missing),
                Some(_) if argv.iter().any(odd) || self.to_string().chars().count() > LONGEST => {
                    Some(IssueCode::HiddenCharacter)
                }
                Some(program) => (!absolute(program)).then_some(IssueCode::PathRelative),
            },
        }
    }
}

/// What a person who reads the reference would not see as it is: control characters, and those that turn text around.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// As a person reads it before agreeing: exact, in the notation of the documents.
impl fmt::Display for SecretSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Env(name) => write!(f, "env {name}"),
            Self::File(path) => write!(f, "file {path}"),
            Self::Command(argv) => write!(f, "command {}", serde_json::to_string(argv).unwrap_or_default()),
        }
    }
}
