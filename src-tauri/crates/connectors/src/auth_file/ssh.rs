//! SSH keys: OpenSSH's private format (its `PROTOCOL.key`) and the one line of a public key (RFC 4253, section 6.6).

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use headwater_model::{FileFacts, FileKind, KeyFacts};
use sha2::{Digest, Sha256};

use super::cursor::Cursor;
use super::{Fault, Known, shown};

const MAGIC: &[u8] = b"openssh-key-v1\0";
/// How a public key line begins.
const TYPES: &[&str] = &["ssh-", "ecdsa-sha2-", "sk-ssh-", "sk-ecdsa-"];

/// A private key, from the bytes of its PEM section. Its public half is in the clear.
///
/// # Errors
/// Why it is refused.
pub fn read_private(bytes: &[u8]) -> Result<Known, Fault> {
    const KIND: FileKind = FileKind::SshPrivateKey;
    let mut cursor = Cursor(bytes);
    if cursor.take(MAGIC.len()) != Some(MAGIC) {
        return Err(Fault::Damaged(KIND, "openssh-key-v1".to_owned()));
    }
    let parts = (|| {
        let cipher = cursor.long()?;
        cursor.long()?; // name of the derivation
        cursor.long()?; // its options
        let count = cursor.u32()?;
        let public = cursor.long()?;
        cursor.long()?; // the private half
        Some((cipher, count, public))
    })();
    let (cipher, _, public) = parts.filter(|(_, count, _)| *count == 1).ok_or(Fault::Truncated(KIND))?;
    let passphrase = cipher != b"none";
    let mut key = public_key(public).ok_or_else(|| Fault::Damaged(KIND, "public key".to_owned()))?;
    key.passphrase = passphrase;
    Ok((KIND, FileFacts { passphrase, opened: true, keys: vec![key], ..FileFacts::default() }))
}

/// A public key file: one line; `None` when it does not begin like one.
pub fn read_public(text: &str) -> Option<Result<Known, Fault>> {
    const KIND: FileKind = FileKind::SshPublicKey;
    let line = text.trim();
    let mut words = line.split_ascii_whitespace();
    let name = words.next().filter(|word| TYPES.iter().any(|known| word.starts_with(known)))?;
    let read = || {
        let encoded = words.next().ok_or(Fault::Truncated(KIND))?;
        let damaged = |words: &str| Fault::Damaged(KIND, words.to_owned());
        let blob = STANDARD.decode(encoded).map_err(|_| damaged("base64"))?;
        let key = public_key(&blob).ok_or(Fault::Truncated(KIND))?;
        if key.algorithm != shown(name) {
            return Err(damaged(&key.algorithm));
        }
        let comment = words.collect::<Vec<_>>().join(" ");
        let entries = if comment.is_empty() { Vec::new() } else { vec![shown(&comment)] };
        Ok((KIND, FileFacts { opened: true, keys: vec![key], entries, ..FileFacts::default() }))
    };
    Some(read())
}

fn public_key(blob: &[u8]) -> Option<KeyFacts> {
    let mut cursor = Cursor(blob);
    let name = std::str::from_utf8(cursor.long()?).ok()?;
    let first = cursor.long()?;
    let bits = match name {
        "ssh-rsa" => {
            let modulus = cursor.long()?;
            let zeros = modulus.iter().take_while(|byte| **byte == 0).count();
            let leading = modulus.get(zeros).map_or(0, |byte| byte.leading_zeros());
            u32::try_from(modulus.len() - zeros).ok().and_then(|bytes| (bytes * 8).checked_sub(leading))
        }
        _ => match first {
            b"nistp256" => Some(256),
            b"nistp384" => Some(384),
            b"nistp521" => Some(521),
            _ => None,
        },
    };
    let fingerprint = format!("SHA256:{}", STANDARD_NO_PAD.encode(Sha256::digest(blob)));
    Some(KeyFacts { algorithm: shown(name), bits, fingerprint: Some(fingerprint), passphrase: false })
}
