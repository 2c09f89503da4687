//! What an authentication file is and what can be shown of it. Recognised from its content by `connectors`; the content
//! itself is never here.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Timestamp;

/// What a file turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// One certificate or several (X.509, PEM or DER).
    Certificate,
    /// A private key (PEM or DER; PKCS#8, PKCS#1, SEC 1).
    PrivateKey,
    /// Certificates and a private key in one PEM file.
    CertificateAndKey,
    /// A PKCS#12 store.
    Pkcs12,
    /// A key store in Java's own format.
    Jks,
    /// A key store in Java's own format with stronger encryption of keys.
    Jceks,
    /// Keys of Kerberos principals.
    Keytab,
    /// The configuration of Kerberos.
    Krb5Conf,
    /// A login configuration of Java.
    Jaas,
    /// A Google service account key (JSON).
    ServiceAccount,
    /// A private key in OpenSSH's format.
    SshPrivateKey,
    /// A public key as `authorized_keys` has it.
    SshPublicKey,
}

impl FileKind {
    /// Every kind.
    pub const ALL: &[Self] = &[
        Self::Certificate,
        Self::PrivateKey,
        Self::CertificateAndKey,
        Self::Pkcs12,
        Self::Jks,
        Self::Jceks,
        Self::Keytab,
        Self::Krb5Conf,
        Self::Jaas,
        Self::ServiceAccount,
        Self::SshPrivateKey,
        Self::SshPublicKey,
    ];

    /// The word at every border.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Certificate => "certificate",
            Self::PrivateKey => "private_key",
            Self::CertificateAndKey => "certificate_and_key",
            Self::Pkcs12 => "pkcs12",
            Self::Jks => "jks",
            Self::Jceks => "jceks",
            Self::Keytab => "keytab",
            Self::Krb5Conf => "krb5_conf",
            Self::Jaas => "jaas",
            Self::ServiceAccount => "service_account",
            Self::SshPrivateKey => "ssh_private_key",
            Self::SshPublicKey => "ssh_public_key",
        }
    }

    /// Its technical name, the same in every language.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Certificate => "X.509",
            Self::PrivateKey => "PKCS#8 / PEM key",
            Self::CertificateAndKey => "X.509 + key",
            Self::Pkcs12 => "PKCS#12",
            Self::Jks => "JKS",
            Self::Jceks => "JCEKS",
            Self::Keytab => "keytab",
            Self::Krb5Conf => "krb5.conf",
            Self::Jaas => "JAAS",
            Self::ServiceAccount => "service account JSON",
            Self::SshPrivateKey => "OpenSSH private key",
            Self::SshPublicKey => "OpenSSH public key",
        }
    }
}

/// What can be shown of a file. Lists are cut; the counts are whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct FileFacts {
    /// How it is written: `PEM`, `DER`; empty where the kind says it.
    pub encoding: String,
    /// Using it takes a passphrase.
    pub passphrase: bool,
    /// What is inside could be looked at; a PKCS#12 store without its passphrase stays closed.
    pub opened: bool,
    /// Certificates inside.
    pub certificate_count: u32,
    /// The first of them.
    pub certificates: Vec<CertificateFacts>,
    /// Private or public keys inside.
    pub keys: Vec<KeyFacts>,
    /// Names of entries of a key store, of login contexts of JAAS.
    pub entries: Vec<String>,
    /// Principals of a keytab.
    pub principals: Vec<PrincipalFacts>,
    /// Realms of a krb5.conf; the default one first.
    pub realms: Vec<String>,
    /// Address of a service account.
    pub client_email: Option<String>,
    /// Its project.
    pub project_id: Option<String>,
    /// When the first certificate inside ends.
    pub expires_at: Option<Timestamp>,
}

/// A certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CertificateFacts {
    /// Whose it is.
    pub subject: String,
    /// Who signed it.
    pub issuer: String,
    /// Hexadecimal, in pairs.
    pub serial: String,
    /// From when on it is valid.
    pub not_before: Timestamp,
    /// Until when.
    pub not_after: Timestamp,
    /// `RSA`, `EC`, `Ed25519` or the OID of its key.
    pub algorithm: String,
    /// Size of its key, where the algorithm has several.
    pub bits: Option<u32>,
    /// SHA-256 of the whole certificate, in pairs.
    pub fingerprint: String,
    /// It may sign other certificates.
    pub authority: bool,
}

/// A private or public key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct KeyFacts {
    /// `RSA`, `EC`, `Ed25519`, `ssh-ed25519` …; empty while a passphrase hides it.
    pub algorithm: String,
    /// Its size, where the algorithm has several and it is known.
    pub bits: Option<u32>,
    /// SHA-256 of its public half: `SHA256:…` for SSH, pairs for others; absent while a passphrase hides it.
    pub fingerprint: Option<String>,
    /// It is encrypted.
    pub passphrase: bool,
}

/// A principal of a keytab.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PrincipalFacts {
    /// `user/host@REALM`.
    pub principal: String,
    /// Its encryption types, as Kerberos names them.
    pub encryption: Vec<String>,
    /// Its latest key version.
    pub version: u32,
}

/// Where a file stands before the end of its first certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Expiry {
    /// Nothing inside ends, as far as can be seen.
    None,
    /// More than 30 days are left.
    Valid,
    /// At most 30 days are left.
    Soon,
    /// It is over.
    Expired,
}

impl Expiry {
    /// A warning is due this long before the end, in milliseconds.
    pub const WARNING: i64 = 30 * 24 * 60 * 60 * 1000;

    /// Where `end` stands at `now`.
    pub fn of(end: Option<Timestamp>, now: Timestamp) -> Self {
        match end {
            None => Self::None,
            Some(end) if end <= now => Self::Expired,
            Some(end) if end.0 <= now.0.saturating_add(Self::WARNING) => Self::Soon,
            Some(_) => Self::Valid,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_warning_begins_thirty_days_before_the_end() {
        let now = Timestamp(1_800_000_000_000);
        let at = |offset: i64| Expiry::of(Some(Timestamp(now.0 + offset)), now);
        assert_eq!(at(0), Expiry::Expired);
        assert_eq!(at(1), Expiry::Soon);
        assert_eq!(at(Expiry::WARNING), Expiry::Soon);
        assert_eq!(at(Expiry::WARNING + 1), Expiry::Valid);
        assert_eq!(Expiry::of(None, now), Expiry::None);
    }

    #[test]
    fn a_kind_has_the_word_that_json_has() {
        for kind in FileKind::ALL {
            assert_eq!(serde_json::to_value(kind).expect("a word"), kind.id());
        }
    }
}
