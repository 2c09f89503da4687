//! Sealing of a body too large for a keychain item: XChaCha20-Poly1305 under a key of its own, which the item holds.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

/// Bytes of a key.
pub(crate) const KEY: usize = 32;
/// Bytes of the nonce that stands before the ciphertext.
const NONCE: usize = 24;

/// A fresh key, or `None` when the system has no randomness.
pub(crate) fn fresh_key() -> Option<Zeroizing<[u8; KEY]>> {
    let mut key = Zeroizing::new([0; KEY]);
    getrandom::fill(key.as_mut()).ok()?;
    Some(key)
}

/// `nonce ‖ ciphertext`; `context` (folder and reference) is authenticated, so that bodies cannot be swapped.
pub(crate) fn seal(key: &[u8; KEY], context: &str, body: &[u8]) -> Option<Vec<u8>> {
    let mut nonce = [0; NONCE];
    getrandom::fill(&mut nonce).ok()?;
    let payload = Payload { msg: body, aad: context.as_bytes() };
    let sealed = XChaCha20Poly1305::new(key.into()).encrypt(XNonce::from_slice(&nonce), payload).ok()?;
    Some([nonce.as_slice(), &sealed].concat())
}

/// The inverse of [`seal`]; `None` when key, context or body are not those of the sealing.
pub(crate) fn open(key: &[u8], context: &str, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    if key.len() != KEY || sealed.len() < NONCE {
        return None;
    }
    let (nonce, body) = sealed.split_at(NONCE);
    let cipher = XChaCha20Poly1305::new_from_slice(key).ok()?;
    let payload = Payload { msg: body, aad: context.as_bytes() };
    cipher.decrypt(XNonce::from_slice(nonce), payload).ok().map(Zeroizing::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_body_opens_only_in_its_own_context() {
        let key = fresh_key().unwrap();
        let sealed = seal(&key, "folder/one", b"body").unwrap();
        assert_eq!(open(key.as_slice(), "folder/one", &sealed).unwrap().as_slice(), b"body");
        assert!(open(key.as_slice(), "folder/two", &sealed).is_none());
        assert!(open(&[0; KEY], "folder/one", &sealed).is_none());
        assert!(open(key.as_slice(), "folder/one", &sealed[..20]).is_none());
    }
}
