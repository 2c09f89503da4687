//! Escaping a value for the place where it stands. Every function here takes any text, except that no shell can pass on the
//! character NUL.

use std::fmt::Write as _;

/// What stands around a value, and what it may not hold.
#[derive(Debug, Clone, Copy)]
pub(super) enum Quote {
    /// Nothing: the value was escaped before, or is a number.
    Raw,
    /// A part of a URL.
    Url,
    /// The path of a URL: its slashes stay.
    Path,
    /// A word of a shell.
    Shell(Shell),
    /// A string between double quotes; the function writes a character by its number.
    Literal(fn(u32) -> String),
}

impl Quote {
    pub(super) fn apply(self, text: &str) -> String {
        match self {
            Self::Raw => text.to_owned(),
            Self::Url => percent_encode(text, b"-._~*"),
            Self::Path => percent_encode(text, b"-._~*/"),
            Self::Shell(shell) => shell.quote(text),
            Self::Literal(by_number) => literal(text, by_number),
        }
    }
}

/// A shell for which variables are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shell {
    /// POSIX.
    Sh,
    /// fish.
    Fish,
    /// PowerShell.
    Powershell,
}

impl Shell {
    /// The value as one word.
    pub fn quote(self, text: &str) -> String {
        let plain = |c: char| c.is_ascii_alphanumeric() || "_-./:@%+,".contains(c);
        match self {
            Self::Sh if !text.is_empty() && text.chars().all(plain) => text.to_owned(),
            Self::Sh => format!("'{}'", text.replace('\'', r"'\''")),
            // Between single quotes fish knows two escapes.
            Self::Fish => format!("'{}'", text.replace('\\', r"\\").replace('\'', r"\'")),
            // PowerShell takes typographic quotes for single quotes too.
            Self::Powershell => {
                let doubled = |c: char| if "'‘’‚‛".contains(c) { format!("{c}{c}") } else { c.to_string() };
                format!("'{}'", text.chars().map(doubled).collect::<String>())
            }
        }
    }
}

/// Leaves RFC 3986's unreserved characters as they are, and the asterisk, which is allowed wherever these values stand and is
/// the mask.
fn percent_encode(text: &str, plain: &[u8]) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || plain.contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing into a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

fn literal(text: &str, by_number: fn(u32) -> String) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out += "\\\"",
            '\\' => out += "\\\\",
            '\n' => out += "\\n",
            '\r' => out += "\\r",
            '\t' => out += "\\t",
            c if c.is_control() || is_unseen(c) => out += &by_number(u32::from(c)),
            c => out.push(c),
        }
    }
    out + "\""
}

/// Marks of byte order and of direction, and separators of lines: compilers refuse them, or people are fooled by them.
const fn is_unseen(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// JSON, Python, Java and Go: `\ufeff`. Java's compiler reads these before it looks for strings, but none that is written here
/// ends one. All of them are of four digits.
pub(super) fn four_digits(number: u32) -> String {
    format!("\\u{number:04x}")
}

/// Rust: `\u{feff}`.
pub(super) fn braces(number: u32) -> String {
    format!("\\u{{{number:x}}}")
}
