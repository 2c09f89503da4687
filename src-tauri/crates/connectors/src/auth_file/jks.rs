//! Key stores in Java's own formats, JKS and JCEKS: their certificates, which are in the clear, and their names. Keys stay
//! closed: a store that is to be used is converted to PKCS#12.
//!
//! Layout as OpenJDK's `JavaKeyStore` writes it, big-endian: magic, version, count; per entry a tag, an alias, a time and a
//! key with its chain (1) or a certificate (2); at the end a SHA-1 over passphrase, a fixed phrase, and everything before.

use headwater_model::{FileFacts, FileKind};
use sha1::{Digest, Sha1};

use super::cursor::Cursor;
use super::{Fault, Known, SHOWN, key, shown, x509};

const DIGEST: usize = 20;

/// What is shown of a store.
///
/// # Errors
/// Why it is refused.
pub fn read(kind: FileKind, content: &[u8], passphrase: &str) -> Result<Known, Fault> {
    let mut facts = FileFacts { passphrase: true, opened: true, ..FileFacts::default() };
    let mut cursor = Cursor(content);
    let truncated = || Fault::Truncated(kind);
    cursor.take(4).ok_or_else(truncated)?;
    let version = cursor.u32().ok_or_else(truncated)?;
    if !(1..=2).contains(&version) {
        return Err(Fault::Unsupported(kind, format!("version {version}")));
    }
    let count = cursor.u32().ok_or_else(truncated)?;
    let mut certificates = Vec::new();
    for _ in 0..count {
        let tag = cursor.u32().ok_or_else(truncated)?;
        let alias = cursor.short().ok_or_else(truncated)?;
        if facts.entries.len() < SHOWN {
            facts.entries.push(shown(&String::from_utf8_lossy(alias)));
        }
        cursor.take(8).ok_or_else(truncated)?;
        match tag {
            1 => {
                cursor.long().ok_or_else(truncated)?;
                facts.keys.push(key::hidden());
                facts.keys.truncate(SHOWN);
                for _ in 0..cursor.u32().ok_or_else(truncated)? {
                    certificates.push(certificate(&mut cursor, version).ok_or_else(truncated)?);
                }
            }
            2 => certificates.push(certificate(&mut cursor, version).ok_or_else(truncated)?),
            // A secret key (JCEKS) is a Java object, whose end only Java finds: the rest stays unseen.
            3 if kind == FileKind::Jceks => {
                facts.opened = false;
                break;
            }
            _ => return Err(Fault::Damaged(kind, format!("entry type {tag}"))),
        }
    }
    x509::add(kind, &mut facts, certificates)?;
    if facts.opened {
        match cursor.0.len() {
            DIGEST => {}
            less if less < DIGEST => return Err(truncated()),
            more => return Err(Fault::Damaged(kind, format!("+{} B", more - DIGEST))),
        }
    }
    if !passphrase.is_empty() && !is_sealed_by(content, passphrase) {
        return Err(Fault::Passphrase(kind));
    }
    Ok((kind, facts))
}

fn certificate<'a>(cursor: &mut Cursor<'a>, version: u32) -> Option<&'a [u8]> {
    if version == 2 {
        cursor.short()?; // its type, X.509
    }
    cursor.long()
}

fn is_sealed_by(content: &[u8], passphrase: &str) -> bool {
    let Some((body, digest)) = content.split_last_chunk::<DIGEST>() else { return false };
    let mut sha = Sha1::new();
    for unit in passphrase.encode_utf16() {
        sha.update(unit.to_be_bytes());
    }
    sha.update(b"Mighty Aphrodite");
    sha.update(body);
    sha.finalize().as_slice() == digest
}
