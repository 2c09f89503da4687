//! Private keys: what is shown of them, and opening encrypted ones.

use headwater_model::{FileKind, KeyFacts};
use pkcs8::EncryptedPrivateKeyInfoRef;
use pkcs8::pkcs5::EncryptionScheme;
use pkcs8::pkcs5::pbes2::Kdf;
use rustls::crypto::aws_lc_rs::default_provider;
use rustls::pki_types::PrivateKeyDer;
use zeroize::Zeroizing;

use super::{Fault, shown, x509};

/// Most rounds of a passphrase's derivation, and most memory of scrypt in bytes: a file must not keep the computer busy.
const MOST_ROUNDS: u32 = 1_000_000;
const MOST_MEMORY: u64 = 256 << 20;

/// How a private key is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// PKCS#8.
    Pkcs8,
    /// RSA's own, PKCS#1.
    Pkcs1,
    /// Of elliptic curves, SEC 1.
    Sec1,
}

/// The key for TLS.
pub fn tls_key(format: Format, der: Vec<u8>) -> PrivateKeyDer<'static> {
    match format {
        Format::Pkcs8 => PrivateKeyDer::Pkcs8(der.into()),
        Format::Pkcs1 => PrivateKeyDer::Pkcs1(der.into()),
        Format::Sec1 => PrivateKeyDer::Sec1(der.into()),
    }
}

/// What is shown of a key in the clear.
///
/// # Errors
/// `Damaged` when it is none.
pub fn facts(kind: FileKind, format: Format, der: &[u8]) -> Result<KeyFacts, Fault> {
    let loaded = default_provider().key_provider.load_private_key(tls_key(format, der.to_vec()));
    let half = loaded.ok().and_then(|key| key.public_key().and_then(|spki| x509::public_half(&spki)));
    match half {
        Some(facts) => Ok(facts),
        // DSA and others that TLS has no use for.
        None if looks_whole(format, der) => {
            Ok(KeyFacts { algorithm: String::new(), bits: None, fingerprint: None, passphrase: false })
        }
        None => Err(Fault::Damaged(kind, "ASN.1".to_owned())),
    }
}

fn looks_whole(format: Format, der: &[u8]) -> bool {
    format == Format::Pkcs8 && pkcs8::PrivateKeyInfoRef::try_from(der).is_ok()
}

/// What is shown of a key that stays closed.
pub fn hidden() -> KeyFacts {
    KeyFacts { algorithm: String::new(), bits: None, fingerprint: None, passphrase: true }
}

/// Opens an encrypted PKCS#8 key; gives the key in PKCS#8.
///
/// # Errors
/// `Passphrase`, `Unsupported`, or `Damaged`.
pub fn decrypt(kind: FileKind, der: &[u8], passphrase: &str) -> Result<Zeroizing<Vec<u8>>, Fault> {
    let info = whole(kind, der)?;
    let EncryptionScheme::Pbes2(scheme) = &info.encryption_algorithm else {
        return Err(Fault::Unsupported(kind, "PBES1".to_owned()));
    };
    let bounded = match &scheme.kdf {
        Kdf::Pbkdf2(kdf) => kdf.iteration_count <= MOST_ROUNDS,
        Kdf::Scrypt(kdf) => {
            let memory = 128_u64.checked_mul(kdf.cost_parameter).and_then(|n| n.checked_mul(kdf.block_size.into()));
            memory.is_some_and(|memory| memory <= MOST_MEMORY) && kdf.parallelization <= 4
        }
        _ => false,
    };
    if !bounded {
        return Err(Fault::Unsupported(kind, "KDF".to_owned()));
    }
    let opened = info.decrypt(passphrase).map_err(|_| Fault::Passphrase(kind))?;
    Ok(Zeroizing::new(opened.as_bytes().to_vec()))
}

/// Checks that an encrypted key is a whole one.
///
/// # Errors
/// `Damaged`.
pub fn whole(kind: FileKind, der: &[u8]) -> Result<EncryptedPrivateKeyInfoRef<'_>, Fault> {
    EncryptedPrivateKeyInfoRef::try_from(der).map_err(|error| Fault::Damaged(kind, shown(&error.to_string())))
}
