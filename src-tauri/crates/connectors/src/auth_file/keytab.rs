//! Keytabs, version 0x0502, as MIT Kerberos documents the file format: records of a signed length, big-endian; a negative
//! length is a hole.

use headwater_model::{FileFacts, FileKind, PrincipalFacts};

use super::cursor::Cursor;
use super::{Fault, Known, SHOWN, shown};

const KIND: FileKind = FileKind::Keytab;

/// Names of encryption types (IANA, Kerberos parameters).
const ENCRYPTION: &[(u16, &str)] = &[
    (1, "des-cbc-crc"),
    (2, "des-cbc-md4"),
    (3, "des-cbc-md5"),
    (16, "des3-cbc-sha1"),
    (17, "aes128-cts-hmac-sha1-96"),
    (18, "aes256-cts-hmac-sha1-96"),
    (19, "aes128-cts-hmac-sha256-128"),
    (20, "aes256-cts-hmac-sha384-192"),
    (23, "arcfour-hmac"),
    (24, "arcfour-hmac-exp"),
    (25, "camellia128-cts-cmac"),
    (26, "camellia256-cts-cmac"),
];

/// Reads a keytab.
///
/// # Errors
/// Why it is refused.
pub fn read(content: &[u8]) -> Result<Known, Fault> {
    let mut cursor = Cursor(content);
    if cursor.u16() != Some(0x0502) {
        return Err(Fault::Unsupported(KIND, "0x0501".to_owned()));
    }
    let mut facts = FileFacts { opened: true, ..FileFacts::default() };
    while !cursor.0.is_empty() {
        let length = cursor.u32().map(u32::cast_signed).ok_or(Fault::Truncated(KIND))?;
        if length == 0 {
            break;
        }
        let size = usize::try_from(length.unsigned_abs()).unwrap_or(usize::MAX);
        let record = cursor.take(size).ok_or(Fault::Truncated(KIND))?;
        if length < 0 {
            continue;
        }
        let entry = entry(Cursor(record)).ok_or_else(|| Fault::Damaged(KIND, format!("{size} B")))?;
        add(&mut facts, entry);
    }
    if facts.principals.is_empty() {
        return Err(Fault::Incomplete(KIND, "principal".to_owned()));
    }
    Ok((KIND, facts))
}

struct Entry {
    principal: String,
    encryption: String,
    version: u32,
}

fn entry(mut record: Cursor<'_>) -> Option<Entry> {
    let parts = record.u16()?;
    let realm = String::from_utf8_lossy(record.short()?).into_owned();
    let mut names = Vec::new();
    for _ in 0..parts {
        names.push(String::from_utf8_lossy(record.short()?).into_owned());
    }
    record.take(8)?; // type of the name, time
    let short_version = record.u8()?;
    let encryption = record.u16()?;
    record.short()?; // the key
    let version = record.u32().filter(|version| *version != 0).unwrap_or_else(|| short_version.into());
    let known = ENCRYPTION.iter().find(|(number, _)| *number == encryption);
    Some(Entry {
        principal: shown(&format!("{}@{realm}", names.join("/"))),
        encryption: known.map_or_else(|| format!("etype {encryption}"), |(_, name)| (*name).to_owned()),
        version,
    })
}

fn add(facts: &mut FileFacts, entry: Entry) {
    let room = facts.principals.len() < SHOWN;
    match facts.principals.iter_mut().find(|known| known.principal == entry.principal) {
        Some(known) => {
            known.version = known.version.max(entry.version);
            if !known.encryption.contains(&entry.encryption) && known.encryption.len() < SHOWN {
                known.encryption.push(entry.encryption);
            }
        }
        None if room => facts.principals.push(PrincipalFacts {
            principal: entry.principal,
            encryption: vec![entry.encryption],
            version: entry.version,
        }),
        None => {}
    }
}
