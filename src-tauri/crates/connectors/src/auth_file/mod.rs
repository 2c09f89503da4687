//! Authentication files: which kind a file is, what can be shown of it, and what is wrong with one that is none.
//!
//! The kind is recognised from the content, never from the name. Nothing here touches a disk or the vault; `app` brings the
//! bytes. Every reader is bounded by the file itself, and lists in the facts are cut; [`open`] takes out what a test uses.

mod cursor;
mod der;
mod jks;
mod key;
mod keytab;
pub(crate) mod open;
mod pem;
mod pkcs12;
mod ssh;
mod text;
mod x509;

use headwater_model::{FileFacts, FileKind, Timestamp};

/// Most bytes of an authentication file.
pub const LARGEST: usize = 1_048_576;
/// Most entries of a list in the facts.
const SHOWN: usize = 50;

/// Why a file is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It has no bytes.
    Empty,
    /// It has more than [`LARGEST`] bytes; so many.
    TooLarge(usize),
    /// It looks like nothing that is known.
    Unknown,
    /// Its end is missing.
    Truncated(FileKind),
    /// It breaks the rules of its kind; a parser's own words.
    Damaged(FileKind, String),
    /// A part is not there; its name in the file's own words.
    Incomplete(FileKind, String),
    /// A variant of the kind that is not read here; its name.
    Unsupported(FileKind, String),
    /// The passphrase that was given does not open it.
    Passphrase(FileKind),
}

/// What a file is, and what can be shown of it.
type Known = (FileKind, FileFacts);

/// Looks at a file. The passphrase is only used to look inside; an empty one is none.
///
/// # Errors
/// Why it is no authentication file, or not a whole one.
pub fn examine(content: &[u8], passphrase: &str) -> Result<Known, Fault> {
    if content.is_empty() {
        return Err(Fault::Empty);
    }
    if content.len() > LARGEST {
        return Err(Fault::TooLarge(content.len()));
    }
    let (kind, mut facts) = match recognise(content) {
        Form::Jks(kind) => jks::read(kind, content, passphrase)?,
        Form::Keytab => keytab::read(content)?,
        Form::Der => der::read(content, passphrase)?,
        Form::Text(text) => read_text(text, passphrase)?,
        Form::Unknown => return Err(Fault::Unknown),
    };
    facts.expires_at = facts.certificates.iter().map(|certificate| certificate.not_after).min();
    facts.certificates.truncate(SHOWN);
    facts.entries.truncate(SHOWN);
    facts.principals.truncate(SHOWN);
    facts.realms.truncate(SHOWN);
    facts.keys.truncate(SHOWN);
    Ok((kind, facts))
}

/// How a file begins.
enum Form<'a> {
    Jks(FileKind),
    Keytab,
    Der,
    Text(&'a str),
    Unknown,
}

fn recognise(content: &[u8]) -> Form<'_> {
    match content {
        [0xfe, 0xed, 0xfe, 0xed, ..] => Form::Jks(FileKind::Jks),
        [0xce, 0xce, 0xce, 0xce, ..] => Form::Jks(FileKind::Jceks),
        // Version 0x0501 has the byte order of the machine that wrote it, and is told so.
        [5, 1 | 2, ..] => Form::Keytab,
        [0x30, 0x80..=0x84, ..] | [0x30] => Form::Der,
        // A short sequence; text that begins with the digit 0 is no kind that is known.
        [0x30, length, ..] if usize::from(*length) + 2 == content.len() => Form::Der,
        _ => match std::str::from_utf8(content) {
            Ok(text) if !text.contains('\0') => Form::Text(text.trim_start_matches('\u{feff}')),
            _ => Form::Unknown,
        },
    }
}

fn read_text(text: &str, passphrase: &str) -> Result<Known, Fault> {
    if text.contains("-----BEGIN ") {
        return pem::read(text, passphrase);
    }
    ssh::read_public(text).or_else(|| text::read(text)).unwrap_or(Err(Fault::Unknown))
}

/// Another program's text, fit to be shown: no control characters, at most 256 characters.
fn shown(text: &str) -> String {
    text.chars().take(256).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Bytes in hexadecimal pairs, as openssl prints them.
fn pairs(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(":")
}

/// Seconds since 1970 as an instant that can be printed.
fn instant(seconds: i64) -> Timestamp {
    /// The last day that RFC 3339 has, one day early for every time zone.
    const LAST: i64 = 253_402_200_000;
    Timestamp(seconds.clamp(-62_135_596_800, LAST) * 1000)
}

#[cfg(test)]
mod tests;
