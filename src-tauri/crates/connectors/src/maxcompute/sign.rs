//! Signed requests. No signer for MaxCompute exists among the libraries we use, so it is written here from what the
//! vendor's Python client does (`odps/accounts.py`, `BaseAccount._build_canonical_str` and `CloudAccount`).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use headwater_model::{Finding, Timestamp};
use hmac::{Hmac, Mac};
use http::header::{AUTHORIZATION, DATE, HOST};
use http::{HeaderValue, Request};
use sha1::Sha1;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::aliyun::{self, Keys, ServiceUrl, percent_encode};

const AGENT_HEADER: &str = "x-odps-user-agent";
const AGENT: &str = concat!("headwater/", env!("CARGO_PKG_VERSION"));
const V4_PREFIX: &str = "aliyun_v4";
const V4_SUFFIX: &str = "aliyun_v4_request";

/// Which signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Version<'a> {
    /// With a key derived for this region.
    V4(&'a str),
    /// With the secret itself: for services that know no V4.
    V2,
}

/// A resource below the endpoint, in plain characters.
#[derive(Debug, Clone)]
pub(super) struct Resource<'a> {
    /// Segments of its path.
    pub path: Vec<&'a str>,
    /// Query parameters, each name once; an empty value is a bare name.
    pub query: Vec<(&'a str, &'a str)>,
}

impl Resource<'_> {
    /// As it stands in the request line.
    fn on_the_wire(&self) -> String {
        let path: String = self.path.iter().map(|segment| format!("/{}", percent_encode(segment))).collect();
        let query = self.query.iter().map(|(name, value)| join(&percent_encode(name), &percent_encode(value)));
        let query = query.collect::<Vec<_>>().join("&");
        if query.is_empty() { path } else { format!("{path}?{query}") }
    }

    /// As it is signed: decoded, and sorted by name.
    fn canonical(&self) -> String {
        let path: String = self.path.iter().map(|segment| format!("/{segment}")).collect();
        let mut query = self.query.clone();
        query.sort_unstable();
        let query = query.iter().map(|(name, value)| join(name, value)).collect::<Vec<_>>().join("&");
        if query.is_empty() { path } else { format!("{path}?{query}") }
    }
}

fn join(name: &str, value: &str) -> String {
    if value.is_empty() { name.to_owned() } else { format!("{name}={value}") }
}

/// A signed `GET` of a resource.
///
/// # Errors
/// `aliyun.keys_unsendable` when no request can be made of the configuration.
pub(super) fn get(
    url: &ServiceUrl,
    resource: &Resource<'_>,
    keys: &Keys,
    version: Version<'_>,
    now: Timestamp,
) -> Result<Request<()>, Finding> {
    let date = Date::of(now);
    let authorization = authorize(&canonical(&date.rfc1123, AGENT, resource), keys, version, &date.day);
    let uri = format!("{}://{}{}{}", url.scheme(), url.authority(), url.base, resource.on_the_wire());
    let mut request = Request::get(uri)
        .header(HOST, url.authority())
        .header(DATE, &date.rfc1123)
        .header(AGENT_HEADER, AGENT)
        .header(AUTHORIZATION, authorization);
    if let Some(token) = &keys.token {
        request = request.header("authorization-sts-token", token.expose());
    }
    let mut request = request.body(()).map_err(|_| Finding::failure(aliyun::codes::KEYS_UNSENDABLE))?;
    for name in [AUTHORIZATION.as_str(), "authorization-sts-token"] {
        if let Some(value) = request.headers_mut().get_mut(name) {
            HeaderValue::set_sensitive(value, true);
        }
    }
    Ok(request)
}

/// The signature in a request that [`get`] made.
pub(super) fn signature(request: &Request<()>) -> &str {
    let header = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    header.and_then(|header| header.rsplit(':').next()).unwrap_or_default()
}

/// Method; the signed headers in the order of their names, the `x-odps-` ones with their names; the resource. Content
/// headers always count, and are empty in a `GET`.
fn canonical(date: &str, agent: &str, resource: &Resource<'_>) -> String {
    let (md5, content_type) = ("", "");
    ["GET", md5, content_type, date, &format!("{AGENT_HEADER}:{agent}"), &resource.canonical()].join("\n")
}

fn authorize(canonical: &str, keys: &Keys, version: Version<'_>, day: &str) -> String {
    let Keys { id, secret, .. } = keys;
    match version {
        Version::V2 => format!("ODPS {id}:{}", sha1(secret.expose().as_bytes(), canonical)),
        Version::V4(region) => {
            let first = Zeroizing::new(format!("{V4_PREFIX}{}", secret.expose()));
            let steps = [day, region, "odps", V4_SUFFIX];
            let start = Zeroizing::new(first.as_bytes().to_vec());
            let key = steps.iter().fold(start, |key, step| Zeroizing::new(sha256(&key, step)));
            format!("ODPS {id}/{day}/{region}/odps/{V4_SUFFIX}:{}", sha1(&key, canonical))
        }
    }
}

fn sha256(key: &[u8], text: &str) -> Vec<u8> {
    hmac::<Hmac<Sha256>>(key, text)
}

fn sha1(key: &[u8], text: &str) -> String {
    STANDARD.encode(hmac::<Hmac<Sha1>>(key, text))
}

fn hmac<M: Mac + hmac::digest::KeyInit>(key: &[u8], text: &str) -> Vec<u8> {
    // HMAC takes keys of every length, so this cannot fail.
    <M as Mac>::new_from_slice(key)
        .map(|mac| mac.chain_update(text).finalize().into_bytes().to_vec())
        .unwrap_or_default()
}

/// One instant in the two forms that a request needs, so that they never disagree at midnight.
struct Date {
    /// `Sun, 06 Nov 1994 08:49:37 GMT`.
    rfc1123: String,
    /// `19941106`.
    day: String,
}

impl Date {
    fn of(now: Timestamp) -> Self {
        let at = jiff::Timestamp::from_millisecond(now.0).unwrap_or_default();
        let rfc1123 = at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
        Self { rfc1123, day: at.strftime("%Y%m%d").to_string() }
    }
}

#[cfg(test)]
#[path = "sign_tests.rs"]
mod tests;
