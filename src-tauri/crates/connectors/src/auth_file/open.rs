//! What a test uses of the authentication files that a configuration names: authorities to trust, and the certificate and
//! key by which it shows who it is. Whatever does not fit is said before anything is sent.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use headwater_model::{Expiry, FileKind, Finding, Secret, Timestamp};
use headwater_net::tls::Identity;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use zeroize::Zeroizing;

use super::key::{self, Format};
use super::{Fault, examine, pem, pkcs12, x509};

headwater_net::codes! {
    /// Files were opened. `names`.
    OPENED = "files.opened";
    /// A file's passphrase is wrong or missing. `name`, `field`.
    PASSPHRASE = "files.passphrase";
    /// A file is a Java key store. `name`.
    JAVA = "files.java";
    /// A file cannot be used for its field. `name`, `kind`.
    UNFIT = "files.unfit";
    /// A key store has no private key. `name`.
    NO_KEY = "files.no_key";
    /// A store has no certificate. `name`.
    NO_CERTIFICATE = "files.no_certificate";
    /// Key and certificate do not belong together, or TLS cannot use them. `name`, `words`.
    MISMATCH = "files.mismatch";
    /// The certificate that would be shown has run out. `name`, `subject`, `when`.
    EXPIRED = "files.expired";
    /// It is not valid yet. `name`, `subject`, `when`.
    NOT_YET_VALID = "files.not_yet_valid";
    /// It runs out within 30 days. `name`, `subject`, `when`.
    EXPIRES_SOON = "files.expires_soon";
    /// A file is written in a way that is not read here. `name`, `words`.
    UNSUPPORTED = "files.unsupported";
    /// A file is not what it was. `name`.
    DAMAGED = "files.damaged";
}

/// An authentication file with its content and its passphrase.
#[derive(Debug)]
pub struct AuthFile {
    /// Its name in the workspace.
    pub name: String,
    /// Its bytes.
    pub content: Secret<Vec<u8>>,
    /// The slot of its passphrase.
    pub slot: &'static str,
}

/// What the files of a configuration hold.
#[derive(Debug, Clone, Default)]
pub struct Keys {
    /// Authorities of the truststore, in PEM form.
    pub trust: Option<String>,
    /// Certificate and key of the keystore.
    pub identity: Option<Identity>,
}

/// What is to be said about files that could be opened.
pub type Opened = (Keys, Vec<Finding>);

/// Opens the files of a configuration, by the property that names each. May take a while: passphrases are made slow.
///
/// # Errors
/// One finding for each file that cannot be used.
pub fn open_files(
    files: &BTreeMap<String, AuthFile>,
    secrets: &BTreeMap<String, Secret<String>>,
    now: Timestamp,
) -> Result<Opened, Vec<Finding>> {
    let (mut keys, mut findings, mut failures) = (Keys::default(), Vec::new(), Vec::new());
    for (field, file) in files {
        let passphrase = secrets.get(file.slot).map(|secret| secret.expose().as_str()).unwrap_or_default();
        let store = Store { file, field, passphrase };
        let outcome = match field.as_str() {
            "truststoreFile" => store.trust().map(|pem| keys.trust = Some(pem)),
            "keystoreFile" => store.identity(now).map(|(identity, doubt)| {
                keys.identity = Some(identity);
                findings.extend(doubt);
            }),
            _ => Ok(()),
        };
        failures.extend(outcome.err());
    }
    if !failures.is_empty() {
        return Err(failures);
    }
    if !files.is_empty() {
        let names: Vec<&str> = files.values().map(|file| file.name.as_str()).collect();
        findings.push(Finding::info(OPENED).with("names", names.join(", ")));
    }
    Ok((keys, findings))
}

/// One file under way.
struct Store<'a> {
    file: &'a AuthFile,
    field: &'a str,
    passphrase: &'a str,
}

/// Everything that TLS can use of a file.
#[derive(Default)]
struct Parts {
    certificates: Vec<Vec<u8>>,
    keys: Vec<(Format, Zeroizing<Vec<u8>>)>,
}

impl Store<'_> {
    fn failure(&self, code: &str) -> Finding {
        Finding::failure(code).with("name", &self.file.name)
    }

    fn fault(&self, fault: Fault) -> Finding {
        match fault {
            Fault::Passphrase(_) => self.failure(PASSPHRASE).with("field", self.file.slot),
            Fault::Unsupported(_, words) => self.failure(UNSUPPORTED).with("words", words),
            _ => self.failure(DAMAGED),
        }
    }

    fn trust(&self) -> Result<String, Finding> {
        let parts = self.parts(false)?;
        if parts.certificates.is_empty() {
            return Err(self.failure(NO_CERTIFICATE));
        }
        Ok(parts.certificates.iter().map(|der| armoured(der)).collect())
    }

    fn identity(&self, now: Timestamp) -> Result<(Identity, Option<Finding>), Finding> {
        let Parts { certificates, keys } = self.parts(true)?;
        let Some((format, key)) = keys.into_iter().next() else { return Err(self.failure(NO_KEY)) };
        if certificates.is_empty() {
            return Err(self.failure(NO_CERTIFICATE));
        }
        let (chain, identity) = self.pair(&certificates, format, &key)?;
        let facts =
            x509::certificate(FileKind::Certificate, &certificates[chain]).map_err(|fault| self.fault(fault))?;
        let about = |finding: Finding, when: Timestamp| {
            let day = when.to_string().split('T').next().unwrap_or_default().to_owned();
            finding.with("name", &self.file.name).with("subject", &facts.subject).with("when", day)
        };
        if facts.not_before > now {
            return Err(about(Finding::failure(NOT_YET_VALID), facts.not_before));
        }
        let doubt = match Expiry::of(Some(facts.not_after), now) {
            Expiry::Expired => return Err(about(Finding::failure(EXPIRED), facts.not_after)),
            Expiry::Soon => Some(about(Finding::warning(EXPIRES_SOON), facts.not_after)),
            Expiry::Valid | Expiry::None => None,
        };
        Ok((identity, doubt))
    }

    /// The certificate that belongs to the key goes first, the others follow in their order: stores have them in any.
    fn pair(&self, certificates: &[Vec<u8>], format: Format, key: &[u8]) -> Result<(usize, Identity), Finding> {
        let mut words = String::new();
        for first in 0..certificates.len() {
            let mut chain: Vec<CertificateDer<'static>> = vec![certificates[first].clone().into()];
            let others = certificates.iter().enumerate().filter(|(index, _)| *index != first);
            chain.extend(others.map(|(_, der)| CertificateDer::from(der.clone())));
            let key: PrivateKeyDer<'static> = key::tls_key(format, key.to_vec());
            match Identity::new(chain, key) {
                Ok(identity) => return Ok((first, identity)),
                Err(error) => words = error.to_string(),
            }
        }
        Err(self.failure(MISMATCH).with("words", words))
    }

    fn parts(&self, with_keys: bool) -> Result<Parts, Finding> {
        let content = self.file.content.expose().as_slice();
        let kind = match examine(content, "") {
            Ok((kind, _)) => kind,
            Err(fault) => return Err(self.fault(fault)),
        };
        match kind {
            FileKind::Pkcs12 => self.pkcs12(content),
            FileKind::Jks | FileKind::Jceks => Err(self.failure(JAVA)),
            FileKind::Certificate | FileKind::CertificateAndKey | FileKind::PrivateKey => {
                match std::str::from_utf8(content).ok().filter(|text| text.contains("-----BEGIN ")) {
                    Some(text) => self.pem(text, with_keys),
                    None if kind == FileKind::Certificate => {
                        Ok(Parts { certificates: vec![content.to_vec()], ..Parts::default() })
                    }
                    None => Err(self.failure(NO_CERTIFICATE)),
                }
            }
            _ => Err(self.failure(UNFIT).with("kind", kind.name()).with("field", self.field)),
        }
    }

    fn pkcs12(&self, content: &[u8]) -> Result<Parts, Finding> {
        let archive = pkcs12::open(content, self.passphrase).map_err(|fault| self.fault(fault))?;
        let mut parts = Parts::default();
        for bag in &archive.certs {
            let der = bag.cert.as_der();
            if !parts.certificates.iter().any(|known| known == der) {
                parts.certificates.push(der.to_vec());
            }
        }
        let keys = archive.keys.iter().map(|bag| (Format::Pkcs8, Zeroizing::new(bag.key.as_der().to_vec())));
        parts.keys.extend(keys);
        Ok(parts)
    }

    fn pem(&self, text: &str, with_keys: bool) -> Result<Parts, Finding> {
        let mut parts = Parts::default();
        for section in pem::sections(text).map_err(|fault| self.fault(fault))? {
            match section.kind() {
                pem::Label::Certificate => parts.certificates.push(section.bytes.to_vec()),
                pem::Label::Key(_) if with_keys && section.old_encryption => {
                    return Err(self.failure(UNSUPPORTED).with("words", "Proc-Type: 4,ENCRYPTED"));
                }
                pem::Label::Key(format) if with_keys => parts.keys.push((format, section.bytes)),
                pem::Label::EncryptedKey if with_keys => {
                    let opened = key::decrypt(FileKind::PrivateKey, &section.bytes, self.passphrase);
                    parts.keys.push((Format::Pkcs8, opened.map_err(|fault| self.fault(fault))?));
                }
                _ => {}
            }
        }
        Ok(parts)
    }
}

fn armoured(der: &[u8]) -> String {
    format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", STANDARD.encode(der))
}
