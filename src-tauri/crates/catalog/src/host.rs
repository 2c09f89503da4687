//! Rules for hosts, ports and endpoints.

use std::net::{Ipv4Addr, Ipv6Addr};

use headwater_model::{Issue, IssueCode};
use serde_json::Value;
use url::Url;

/// A host name or an IP address: no scheme, no port, no empty label.
pub(crate) fn check_host(path: &str, host: &str) -> Option<Issue> {
    if host.parse::<Ipv6Addr>().is_ok() || host.parse::<Ipv4Addr>().is_ok() {
        return None;
    }
    // Whatever is said about it would repeat the password.
    if holds_secret(host) {
        return Some(Issue::new(path, IssueCode::SecretInUrl));
    }
    if let Some((_, rest)) = host.split_once("://") {
        let rest = rest.split(['/', '?']).next().unwrap_or_default();
        return Some(Issue::new(path, IssueCode::HostScheme).with("suggestion", rest));
    }
    let bare = host.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let (name, port) = match bare {
        Some((address, rest)) => (address, rest.strip_prefix(':')),
        None => host.split_once(':').map_or((host, None), |(name, port)| (name, Some(port))),
    };
    match port {
        Some(port) if port.parse::<u16>().is_ok_and(|port| port > 0) && (is_host(name) || bare.is_some()) => {
            return Some(Issue::new(path, IssueCode::HostPort).with("suggestion", name).with("port", port));
        }
        _ if bare.is_none() && port.is_none() && is_name(host) => return None,
        _ => {}
    }
    Some(Issue::new(path, IssueCode::HostCharacter).with("value", host.chars().take(60).collect::<String>()))
}

/// Whether a text that is no URL where one does not belong, or a URL, carries a password: `user:password@`, or a parameter
/// that is called so. People paste whole connection strings into the field of the host.
pub fn holds_secret(text: &str) -> bool {
    let before_at = text.rsplit_once('@').map_or("", |(before, _)| before);
    let user = before_at.split_once("://").map_or(before_at, |(_, user)| user);
    let in_user = user.split_once(':').is_some_and(|(_, password)| !password.is_empty());
    let lower = text.to_ascii_lowercase();
    in_user || SECRET_PARAMETERS.iter().any(|name| lower.contains(name))
}

/// Beginnings of parameters that hold a secret, in lower case: of JDBC and ODBC strings and of signed URLs.
const SECRET_PARAMETERS: [&str; 7] =
    ["password=", "passwd=", "pwd=", "accesskeysecret=", "security-token=", "signature=", "secret="];

/// What can stand before a colon and a port.
fn is_host(host: &str) -> bool {
    is_name(host) || host.parse::<Ipv4Addr>().is_ok()
}

/// Labels of 1 to 63 letters, digits, hyphens and underscores; 253 characters in all; a final dot is allowed.
fn is_name(host: &str) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host);
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let numeric = host.chars().all(|c| c.is_ascii_digit() || c == '.');
    (1..=253).contains(&host.len()) && host.split('.').all(label) && !numeric
}

/// A port as a number or, as in some official samples, a string of digits.
pub(crate) fn check_port(path: &str, port: &Value) -> Option<Issue> {
    let number = match port {
        Value::Null => return None,
        Value::Number(number) => number.as_u64(),
        Value::String(text) if text.is_empty() => return None,
        Value::String(text) if text.trim() != text => {
            return Some(Issue::new(path, IssueCode::Spaces).with("suggestion", text.trim()));
        }
        Value::String(text) if text.chars().all(|c| c.is_ascii_digit()) => text.parse().ok(),
        _ => return Some(Issue::new(path, IssueCode::WrongType).with("expected", "1 … 65535")),
    };
    match number {
        Some(1..=65_535) => None,
        _ => Some(Issue::new(path, IssueCode::OutOfRange).with("min", 1).with("max", 65_535)),
    }
}

/// `http(s)://host[:port][/path]`.
pub(crate) fn check_endpoint(key: &str, text: &str) -> Option<Issue> {
    const EXAMPLE: &str = "https://oss-cn-hangzhou.aliyuncs.com";
    let invalid = || {
        let value: String = text.chars().take(80).collect();
        Some(Issue::new(key, IssueCode::UrlInvalid).with("value", value).with("example", EXAMPLE))
    };
    if holds_secret(text) {
        return Some(Issue::new(key, IssueCode::SecretInUrl));
    }
    if !text.contains("://") {
        return Some(Issue::new(key, IssueCode::UrlScheme).with("suggestion", format!("https://{text}")));
    }
    let Ok(url) = Url::parse(text) else { return invalid() };
    if !matches!(url.scheme(), "http" | "https") {
        let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
        return Some(Issue::new(key, IssueCode::UrlScheme).with("suggestion", format!("https://{rest}")));
    }
    if !url.username().is_empty() || url.query().is_some() || url.fragment().is_some() {
        let mut clean = url.clone();
        clean.set_query(None);
        clean.set_fragment(None);
        // Neither fails: the URL has a host.
        let _ = clean.set_username("");
        return Some(Issue::new(key, IssueCode::UrlParts).with("suggestion", clean.as_str().trim_end_matches('/')));
    }
    match url.host_str() {
        Some(host) if text.chars().all(|c| !c.is_whitespace()) && !host.is_empty() => None,
        _ => invalid(),
    }
}

/// An OSS endpoint names the region's service, not the bucket: `<bucket>.oss-<region>.aliyuncs.com` is refused.
pub(crate) fn check_oss_endpoint(key: &str, text: &str, bucket: &str) -> Option<Issue> {
    let url = Url::parse(text).ok()?;
    let host = url.host_str()?;
    let (first, rest) = host.split_once('.')?;
    let by_name = !bucket.is_empty() && first == bucket && rest.contains('.');
    let by_shape = !first.starts_with("oss-") && rest.starts_with("oss-") && rest.ends_with(".aliyuncs.com");
    if !(by_name || by_shape) {
        return None;
    }
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    Some(Issue::new(key, IssueCode::EndpointBucket).with("suggestion", format!("{}://{rest}{port}", url.scheme())))
}
