//! The bricks of both signature schemes, and clocks.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac};
use sha1::Sha1;
use sha2::{Digest, Sha256};

/// HMAC-SHA256.
pub fn hmac_sha256(key: &[u8], text: &[u8]) -> Vec<u8> {
    Hmac::<Sha256>::new_from_slice(key)
        .map(|mac| mac.chain_update(text).finalize().into_bytes().to_vec())
        .unwrap_or_default()
}

/// HMAC-SHA1 in base64.
pub fn hmac_sha1(key: &[u8], text: &[u8]) -> String {
    let code = Hmac::<Sha1>::new_from_slice(key).map(|mac| mac.chain_update(text).finalize().into_bytes().to_vec());
    STANDARD.encode(code.unwrap_or_default())
}

/// The key that Signature V4 of both services derives: date, region, service.
pub fn v4_key(secret: &str, day: &str, region: &str, service: &str) -> Vec<u8> {
    let first = hmac_sha256(format!("aliyun_v4{secret}").as_bytes(), day.as_bytes());
    let second = hmac_sha256(&first, region.as_bytes());
    let third = hmac_sha256(&second, service.as_bytes());
    hmac_sha256(&third, b"aliyun_v4_request")
}

/// SHA-256 in hexadecimal.
pub fn sha256_hex(text: &[u8]) -> String {
    hex(&Sha256::digest(text))
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Decodes percent-encoding; what is not valid stays as it is.
pub fn percent_decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after
            .get(..2)
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (first, code) {
            (b'%', Some(code)) => {
                bytes.push(code);
                rest = &after[2..];
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Percent-encodes everything but unreserved characters and those of `keep`.
pub fn percent_encode(text: &str, keep: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || keep.as_bytes().contains(&byte);
    let encode = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(encode).collect()
}

/// Text for XML.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The clock of a stand-in: seconds since 1970, this many ahead of the real one.
pub fn now(ahead: i64) -> i64 {
    jiff::Timestamp::now().as_second() + ahead
}

/// An instant in one of strftime's forms, UTC.
pub fn format(seconds: i64, form: &str) -> String {
    jiff::Timestamp::from_second(seconds).unwrap_or_default().strftime(form).to_string()
}

/// `Sun, 06 Nov 1994 08:49:37 GMT`.
pub fn http_date(seconds: i64) -> String {
    format(seconds, "%a, %d %b %Y %H:%M:%S GMT")
}

/// Reads [`http_date`].
pub fn parse_http_date(text: &str) -> Option<i64> {
    jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(text).ok().map(jiff::Timestamp::as_second)
}

/// Reads `20250421T010203Z`.
pub fn parse_compact_date(text: &str) -> Option<i64> {
    let civil = jiff::civil::DateTime::strptime("%Y%m%dT%H%M%SZ", text).ok()?;
    civil.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|zoned| zoned.timestamp().as_second())
}
