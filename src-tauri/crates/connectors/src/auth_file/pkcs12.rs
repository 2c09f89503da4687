//! PKCS#12 stores (RFC 7292). The reading itself, its bounds on rounds and memory included, is `p12_keystore`'s.

use headwater_model::{FileFacts, FileKind};
use p12_keystore::{Pkcs12Archive, error::Error};

use super::key::{self, Format};
use super::{Fault, Known, shown, x509};

const KIND: FileKind = FileKind::Pkcs12;

/// What is shown of a store. Without its passphrase it stays closed.
///
/// # Errors
/// Why it is refused.
pub fn read(content: &[u8], passphrase: &str) -> Result<Known, Fault> {
    let mut facts = FileFacts { passphrase: true, ..FileFacts::default() };
    let archive = match open(content, passphrase) {
        Ok(archive) => archive,
        // Nothing in it can be seen, but it is a whole store.
        Err(Fault::Passphrase(_)) if passphrase.is_empty() => return Ok((KIND, facts)),
        Err(fault) => return Err(fault),
    };
    facts.opened = true;
    facts.passphrase = !passphrase.is_empty() && open(content, "").is_err();
    for name in
        archive.certs.iter().map(|bag| &bag.friendly_name).chain(archive.keys.iter().map(|bag| &bag.friendly_name))
    {
        let name = name.as_deref().map(shown).unwrap_or_default();
        if !name.is_empty() && !facts.entries.contains(&name) {
            facts.entries.push(name);
        }
    }
    x509::add(KIND, &mut facts, archive.certs.iter().map(|bag| bag.cert.as_der()))?;
    for bag in &archive.keys {
        facts.keys.push(key::facts(KIND, Format::Pkcs8, bag.key.as_der())?);
    }
    Ok((KIND, facts))
}

/// Opens a store.
///
/// # Errors
/// `Passphrase`, `Unsupported`, `Damaged`, or `Truncated`.
pub fn open(content: &[u8], passphrase: &str) -> Result<Pkcs12Archive, Fault> {
    Pkcs12Archive::from_pkcs12(content, passphrase).map_err(|error| match error {
        // The digest of the whole, or of one part, does not come out.
        Error::MacError(_) | Error::Pkcs5Error(_) | Error::UnpadError => Fault::Passphrase(KIND),
        Error::UnsupportedEncryptionScheme
        | Error::UnsupportedMacAlgorithm
        | Error::UnsupportedContentType
        | Error::UnsupportedCertificateType
        | Error::InvalidParameters => Fault::Unsupported(KIND, shown(&error.to_string())),
        other => Fault::Damaged(KIND, shown(&other.to_string())),
    })
}
