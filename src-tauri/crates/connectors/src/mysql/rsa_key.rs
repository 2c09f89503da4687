//! The RSA key under which `caching_sha2_password` sends the password without TLS, checked before the driver computes
//! with it: the driver panics on what is no key or too small a one, and a huge one would keep a processor busy for hours.
//!
//! Form: PEM of a `SubjectPublicKeyInfo` (RFC 5280) with `rsaEncryption` (RFC 8017, appendix A).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rustls::pki_types::SubjectPublicKeyInfoDer;
use rustls::pki_types::pem::PemObject;

use super::codes;

/// Bytes of a modulus: from 1024 to 16,384 bits. MySQL makes keys of 2048.
const MODULUS: std::ops::RangeInclusive<usize> = 128..=2048;
/// Most bytes of a public exponent; the usual one has three.
const MOST_EXPONENT: usize = 4;
/// Bytes that OAEP with SHA-1 adds.
const PADDING: usize = 42;

const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const SEQUENCE: u8 = 0x30;
/// `rsaEncryption` with its NULL.
const RSA: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00";

/// The same key, written anew, so that the driver reads what was checked here. `secret` is the length in bytes of what
/// it must have room for.
///
/// # Errors
/// The code of the finding that says why it is not a key to use.
pub fn checked(pem: &[u8], secret: usize) -> Result<String, &'static str> {
    let info = SubjectPublicKeyInfoDer::from_pem_slice(pem).map_err(|_| codes::PROTOCOL_KEY)?;
    let (modulus, exponent) = numbers(&info).ok_or(codes::PROTOCOL_KEY)?;
    if !MODULUS.contains(&modulus.len()) {
        return Err(codes::PROTOCOL_KEY);
    }
    // An even modulus or exponent belongs to no key.
    let odd = |number: &[u8]| number.last().is_some_and(|byte| byte % 2 == 1);
    if exponent.len() > MOST_EXPONENT || exponent == [1] || !odd(exponent) || !odd(modulus) {
        return Err(codes::PROTOCOL_KEY);
    }
    // As the driver counts: it leaves out a first byte that is 1.
    let room = modulus.len() - usize::from(modulus.first() == Some(&1));
    if room < secret + PADDING {
        return Err(codes::PROTOCOL_KEY_SMALL);
    }
    Ok(pem_of(modulus, exponent))
}

/// Modulus and exponent, without leading zeros.
fn numbers(info: &[u8]) -> Option<(&[u8], &[u8])> {
    let (info, _) = element(info, SEQUENCE)?;
    let (algorithm, key) = element(info, SEQUENCE)?;
    let (key, _) = element(key, BIT_STRING)?;
    let (key, _) = element(key.strip_prefix(&[0])?, SEQUENCE)?;
    let (modulus, rest) = element(key, INTEGER)?;
    let (exponent, _) = element(rest, INTEGER)?;
    (algorithm == RSA).then(|| (bare(modulus), bare(exponent)))
}

fn bare(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    &number[zeros..]
}

/// The content of an element in DER, and what follows it.
fn element(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (first, rest) = der.split_first()?;
    let (length, rest) = rest.split_first()?;
    let (length, rest) = match length {
        0..=0x7f => (usize::from(*length), rest),
        0x81 => (usize::from(*rest.first()?), &rest[1..]),
        0x82 => (usize::from(u16::from_be_bytes(*rest.first_chunk()?)), &rest[2..]),
        _ => return None,
    };
    (*first == tag).then(|| rest.split_at_checked(length)).flatten()
}

fn pem_of(modulus: &[u8], exponent: &[u8]) -> String {
    let integer = |number: &[u8]| {
        // A first bit that is set would make it negative.
        let sign: &[u8] = if number.first().is_some_and(|byte| *byte >= 0x80) { &[0] } else { &[] };
        written(INTEGER, &[sign, number].concat())
    };
    let key = written(SEQUENCE, &[integer(modulus), integer(exponent)].concat());
    let bits = written(BIT_STRING, &[&[0], key.as_slice()].concat());
    let info = written(SEQUENCE, &[written(SEQUENCE, RSA), bits].concat());
    format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", STANDARD.encode(info))
}

/// Content is never longer than two bytes of length can say.
fn written(tag: u8, content: &[u8]) -> Vec<u8> {
    let [.., high, low] = content.len().to_be_bytes();
    let header: &[u8] = match content.len() {
        0..=0x7f => &[tag, low],
        0x80..=0xff => &[tag, 0x81, low],
        _ => &[tag, 0x82, high, low],
    };
    [header, content].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_written_as_it_was_read() {
        let modulus = [0xc5; 256];
        let pem = pem_of(&modulus, &[1, 0, 1]);
        assert_eq!(checked(pem.as_bytes(), 9), Ok(pem.clone()));
        assert_eq!(checked(pem.as_bytes(), 214), Ok(pem.clone()));
        assert_eq!(checked(pem.as_bytes(), 215), Err(codes::PROTOCOL_KEY_SMALL));
        for (modulus, exponent) in
            [(&[0xc5; 64][..], &[1, 0, 1][..]), (&[0xc5; 3000], &[3]), (&modulus, &[]), (&modulus, &[2])]
        {
            assert!(checked(pem_of(modulus, exponent).as_bytes(), 9).is_err());
        }
        for text in ["", "no key", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"] {
            assert_eq!(checked(text.as_bytes(), 9), Err(codes::PROTOCOL_KEY));
        }
    }
}
