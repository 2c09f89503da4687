//! PEM (RFC 7468): its sections, and what a file of them is.

use base64::Engine as _;
use base64::alphabet::STANDARD as ALPHABET;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use headwater_model::{FileFacts, FileKind};
use zeroize::Zeroizing;

use super::key::{self, Format};
use super::{Fault, Known, ssh, x509};

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &ALPHABET,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// One `-----BEGIN …-----` block.
pub struct Section<'a> {
    /// What follows `BEGIN`.
    pub label: &'a str,
    /// Its bytes.
    pub bytes: Zeroizing<Vec<u8>>,
    /// It has the header `Proc-Type: 4,ENCRYPTED` (RFC 1421): its bytes are encrypted in a way of old.
    pub old_encryption: bool,
}

/// What a label says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// X.509.
    Certificate,
    /// A private key.
    Key(Format),
    /// An encrypted PKCS#8 key.
    EncryptedKey,
    /// OpenSSH's own.
    Ssh,
    /// What comes along with keys: parameters, a public key.
    Aside,
    /// Nothing that is known.
    Other,
}

impl Section<'_> {
    /// What its label says.
    pub fn kind(&self) -> Label {
        match self.label {
            "CERTIFICATE" | "X509 CERTIFICATE" | "TRUSTED CERTIFICATE" => Label::Certificate,
            "PRIVATE KEY" => Label::Key(Format::Pkcs8),
            "RSA PRIVATE KEY" => Label::Key(Format::Pkcs1),
            "EC PRIVATE KEY" => Label::Key(Format::Sec1),
            "ENCRYPTED PRIVATE KEY" => Label::EncryptedKey,
            "OPENSSH PRIVATE KEY" => Label::Ssh,
            "EC PARAMETERS" | "PUBLIC KEY" | "DH PARAMETERS" => Label::Aside,
            _ => Label::Other,
        }
    }
}

/// The sections of a text; what stands between them is commentary.
///
/// # Errors
/// `Truncated` when one has no end, `Damaged` with its label when one is not base64.
pub fn sections(text: &str) -> Result<Vec<Section<'_>>, Fault> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("-----BEGIN ") {
        let Some((label, body)) = after.split_once("-----").filter(|(label, _)| !label.contains('\n')) else {
            return Err(Fault::Truncated(kind_of(after)));
        };
        let end = format!("-----END {label}-----");
        let Some((inner, after)) = body.split_once(&end) else { return Err(Fault::Truncated(kind_of(label))) };
        let old_encryption = inner.contains("Proc-Type: 4,ENCRYPTED");
        let kept: Zeroizing<String> = Zeroizing::new(
            inner
                .lines()
                .filter(|line| !line.contains(':'))
                .flat_map(str::chars)
                .filter(|c| !c.is_whitespace())
                .collect(),
        );
        let bytes = BASE64.decode(kept.as_bytes()).map_err(|_| Fault::Damaged(kind_of(label), "base64".to_owned()))?;
        found.push(Section { label, bytes: Zeroizing::new(bytes), old_encryption });
        rest = after;
    }
    Ok(found)
}

fn kind_of(label: &str) -> FileKind {
    match label {
        label if label.starts_with("OPENSSH") => FileKind::SshPrivateKey,
        label if label.contains("PRIVATE KEY") => FileKind::PrivateKey,
        _ => FileKind::Certificate,
    }
}

/// What a PEM file is.
///
/// # Errors
/// Why it is refused.
pub fn read(text: &str, passphrase: &str) -> Result<Known, Fault> {
    let sections = sections(text)?;
    let certificates: Vec<&[u8]> = sections
        .iter()
        .filter(|section| section.kind() == Label::Certificate)
        .map(|section| &section.bytes[..])
        .collect();
    let keys: Vec<&Section<'_>> = sections
        .iter()
        .filter(|section| matches!(section.kind(), Label::Key(_) | Label::EncryptedKey | Label::Ssh))
        .collect();
    let kind = match (certificates.is_empty(), keys.as_slice()) {
        (true, []) => return Err(Fault::Unknown),
        (true, [only]) if only.kind() == Label::Ssh => return ssh::read_private(&only.bytes),
        (true, _) => FileKind::PrivateKey,
        (false, []) => FileKind::Certificate,
        (false, _) => FileKind::CertificateAndKey,
    };
    let mut facts = FileFacts { encoding: "PEM".to_owned(), opened: true, ..FileFacts::default() };
    x509::add(kind, &mut facts, certificates)?;
    for section in keys {
        let (shown, passphrase_needed) = one_key(kind, section, passphrase)?;
        facts.passphrase |= passphrase_needed;
        facts.keys.push(shown);
    }
    Ok((kind, facts))
}

fn one_key(
    kind: FileKind,
    section: &Section<'_>,
    passphrase: &str,
) -> Result<(headwater_model::KeyFacts, bool), Fault> {
    match section.kind() {
        _ if section.old_encryption => Ok((key::hidden(), true)),
        Label::Key(format) => Ok((key::facts(kind, format, &section.bytes)?, false)),
        Label::Ssh => {
            let (_, facts) = ssh::read_private(&section.bytes)?;
            let hidden = facts.passphrase;
            Ok((facts.keys.into_iter().next().unwrap_or_else(key::hidden), hidden))
        }
        _ if passphrase.is_empty() => {
            key::whole(kind, &section.bytes)?;
            Ok((key::hidden(), true))
        }
        _ => {
            let opened = key::decrypt(kind, &section.bytes, passphrase)?;
            let mut facts = key::facts(kind, Format::Pkcs8, &opened)?;
            facts.passphrase = true;
            Ok((facts, true))
        }
    }
}
