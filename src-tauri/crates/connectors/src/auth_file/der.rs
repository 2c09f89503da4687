//! Files in DER: which of the things that begin with a sequence one is.

use headwater_model::{FileFacts, FileKind};

use super::cursor::Cursor;
use super::key::{self, Format};
use super::{Fault, Known, pkcs12, x509};

const SEQUENCE: u8 = 0x30;
const INTEGER: u8 = 0x02;
const OCTETS: u8 = 0x04;
const OID: u8 = 0x06;
const CONTEXT_0: u8 = 0xa0;

/// What a DER file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A PKCS#12 store.
    Pkcs12,
    /// A certificate.
    Certificate,
    /// A private key.
    Key(Format),
    /// An encrypted PKCS#8 key.
    EncryptedKey,
    /// A PKCS#7 bundle of certificates, which nothing here takes.
    Pkcs7,
}

/// Reads a DER file.
///
/// # Errors
/// Why it is refused.
pub fn read(content: &[u8], passphrase: &str) -> Result<Known, Fault> {
    let Some(shape) = shape(content) else { return Err(Fault::Unknown) };
    let kind = match shape {
        Shape::Pkcs12 => FileKind::Pkcs12,
        Shape::Certificate | Shape::Pkcs7 => FileKind::Certificate,
        Shape::Key(_) | Shape::EncryptedKey => FileKind::PrivateKey,
    };
    if let Some(length) = whole_length(content) {
        match length.cmp(&content.len()) {
            std::cmp::Ordering::Greater => return Err(Fault::Truncated(kind)),
            std::cmp::Ordering::Less => return Err(Fault::Damaged(kind, format!("+{} B", content.len() - length))),
            std::cmp::Ordering::Equal => {}
        }
    }
    let mut facts = FileFacts { encoding: "DER".to_owned(), opened: true, ..FileFacts::default() };
    match shape {
        Shape::Pkcs12 => return pkcs12::read(content, passphrase),
        Shape::Pkcs7 => return Err(Fault::Unsupported(kind, "PKCS#7".to_owned())),
        Shape::Certificate => x509::add(kind, &mut facts, [content])?,
        Shape::Key(format) => facts.keys.push(key::facts(kind, format, content)?),
        Shape::EncryptedKey => {
            facts.passphrase = true;
            let mut shown = key::hidden();
            if passphrase.is_empty() {
                key::whole(kind, content)?;
            } else {
                shown = key::facts(kind, Format::Pkcs8, &key::decrypt(kind, content, passphrase)?)?;
                shown.passphrase = true;
            }
            facts.keys.push(shown);
        }
    }
    Ok((kind, facts))
}

/// What a file's first elements say that it is; the rest may be missing.
pub fn shape(content: &[u8]) -> Option<Shape> {
    let mut outer = Cursor(content);
    enter(&mut outer, SEQUENCE)?;
    match *outer.0.first()? {
        // The parts of a certificate, or the algorithm of an encrypted key.
        SEQUENCE => {
            let mut inner = Cursor(outer.0);
            let length = enter(&mut inner, SEQUENCE)?;
            match *inner.0.first()? {
                // [0] version, or of version 1 the serial number.
                CONTEXT_0 | INTEGER => Some(Shape::Certificate),
                OID => {
                    let after = outer.0.get(outer.0.len() - inner.0.len() + length..);
                    (after.is_none_or(|after| after.first().is_none_or(|tag| *tag == OCTETS)))
                        .then_some(Shape::EncryptedKey)
                }
                _ => None,
            }
        }
        // A version.
        INTEGER => {
            let length = enter(&mut outer, INTEGER)?;
            let version = outer.take(length)?;
            match (version, outer.0.first()?) {
                ([3], &SEQUENCE) => Some(Shape::Pkcs12),
                ([0 | 1], &SEQUENCE) => Some(Shape::Key(Format::Pkcs8)),
                ([0], &INTEGER) => Some(Shape::Key(Format::Pkcs1)),
                ([1], &OCTETS) => Some(Shape::Key(Format::Sec1)),
                _ => None,
            }
        }
        OID => {
            // 1.2.840.113549.1.7.2, signed data.
            let signed = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
            let length = enter(&mut outer, OID)?;
            (outer.take(length)? == signed).then_some(Shape::Pkcs7)
        }
        _ => None,
    }
}

/// Steps into an element with this tag; gives the length that it claims. An indefinite length (BER) counts as all.
fn enter(cursor: &mut Cursor<'_>, tag: u8) -> Option<usize> {
    if cursor.u8()? != tag {
        return None;
    }
    match cursor.u8()? {
        length @ 0..0x80 => Some(length.into()),
        0x80 => Some(cursor.0.len()),
        length @ 0x81..=0x84 => {
            let bytes = cursor.take(usize::from(length - 0x80))?;
            Some(bytes.iter().fold(0, |length, byte| length << 8 | usize::from(*byte)))
        }
        _ => None,
    }
}

/// How long the file says that it is; `None` where it does not say.
fn whole_length(content: &[u8]) -> Option<usize> {
    let mut cursor = Cursor(content);
    let length = enter(&mut cursor, SEQUENCE)?;
    (content.get(1) != Some(&0x80)).then(|| content.len() - cursor.0.len() + length)
}
