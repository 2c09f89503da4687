//! Certificates and public keys, as far as they are shown.

use headwater_model::{CertificateFacts, FileFacts, FileKind, KeyFacts};
use sha2::{Digest, Sha256};
use x509_parser::prelude::{FromDer, X509Certificate};
use x509_parser::public_key::PublicKey;
use x509_parser::x509::SubjectPublicKeyInfo;

use super::{Fault, SHOWN, instant, pairs, shown};

/// What is shown of one certificate in DER.
///
/// # Errors
/// `Damaged` or `Truncated`, for a file of `kind`.
pub fn certificate(kind: FileKind, der: &[u8]) -> Result<CertificateFacts, Fault> {
    let (rest, certificate) = X509Certificate::from_der(der).map_err(|error| match error {
        x509_parser::nom::Err::Incomplete(_) => Fault::Truncated(kind),
        // The parser's own words are its debug output.
        _ => Fault::Damaged(kind, "ASN.1".to_owned()),
    })?;
    if !rest.is_empty() {
        return Err(Fault::Damaged(kind, format!("+{} B", rest.len())));
    }
    let (algorithm, bits) = public_key(certificate.public_key());
    let validity = certificate.validity();
    Ok(CertificateFacts {
        subject: shown(&certificate.subject().to_string()),
        issuer: shown(&certificate.issuer().to_string()),
        serial: shown(&certificate.raw_serial_as_string().to_ascii_uppercase()),
        not_before: instant(validity.not_before.timestamp()),
        not_after: instant(validity.not_after.timestamp()),
        algorithm,
        bits,
        fingerprint: pairs(&Sha256::digest(der)),
        authority: certificate.is_ca(),
    })
}

/// Adds certificates in DER to the facts. Beyond [`SHOWN`] they are only counted.
///
/// # Errors
/// As [`certificate`].
pub fn add<'a>(
    kind: FileKind,
    facts: &mut FileFacts,
    certificates: impl IntoIterator<Item = &'a [u8]>,
) -> Result<(), Fault> {
    for der in certificates {
        facts.certificate_count = facts.certificate_count.saturating_add(1);
        if facts.certificates.len() < SHOWN {
            facts.certificates.push(certificate(kind, der)?);
        }
    }
    Ok(())
}

/// What is shown of a key whose public half is this SubjectPublicKeyInfo.
pub fn public_half(spki: &[u8]) -> Option<KeyFacts> {
    let (_, info) = SubjectPublicKeyInfo::from_der(spki).ok()?;
    let (algorithm, bits) = public_key(&info);
    Some(KeyFacts { algorithm, bits, fingerprint: Some(pairs(&Sha256::digest(spki))), passphrase: false })
}

fn public_key(info: &SubjectPublicKeyInfo<'_>) -> (String, Option<u32>) {
    let oid = info.algorithm.algorithm.to_id_string();
    let bits = |key: &PublicKey<'_>| u32::try_from(key.key_size()).ok().filter(|bits| *bits > 0);
    match (oid.as_str(), info.parsed()) {
        ("1.3.101.112", _) => ("Ed25519".to_owned(), None),
        ("1.3.101.113", _) => ("Ed448".to_owned(), None),
        (_, Ok(key @ PublicKey::RSA(_))) => ("RSA".to_owned(), bits(&key)),
        // 521 bits take 66 bytes, of which the parser makes 528.
        (_, Ok(key @ PublicKey::EC(_))) => {
            ("EC".to_owned(), bits(&key).map(|bits| if bits == 528 { 521 } else { bits }))
        }
        (_, Ok(key @ PublicKey::DSA(_))) => ("DSA".to_owned(), bits(&key)),
        _ => (oid, None),
    }
}
