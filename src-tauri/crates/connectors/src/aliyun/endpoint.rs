//! The URL of a service, taken apart.

use std::net::IpAddr;

use headwater_model::Finding;
use headwater_net::Endpoint;
use url::{Host, Url};

use super::codes;

/// An endpoint: `http(s)://host[:port][/base]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ServiceUrl {
    /// `https`.
    pub tls: bool,
    /// Name or address literal, without brackets, in lower case.
    pub host: String,
    /// TCP port; that of the scheme unless given.
    pub port: u16,
    /// Path before every resource, without a slash at its end: "" or "/api".
    pub base: String,
}

impl ServiceUrl {
    /// Takes a URL apart. The catalogue has judged its form; this stays strict all the same.
    ///
    /// # Errors
    /// `aliyun.endpoint_malformed` for anything but `http(s)`, a host, perhaps a port and a path.
    pub fn parse(text: &str) -> Result<Self, Finding> {
        let malformed = || Finding::failure(codes::ENDPOINT_MALFORMED).with("value", text);
        let url = Url::parse(text).map_err(|_| malformed())?;
        let tls = match url.scheme() {
            "https" => true,
            "http" => false,
            _ => return Err(malformed()),
        };
        let bare = url.username().is_empty() && url.password().is_none();
        if !bare || url.query().is_some() || url.fragment().is_some() {
            return Err(malformed());
        }
        let host = match url.host().ok_or_else(malformed)? {
            Host::Domain(name) => name.trim_end_matches('.').to_owned(),
            Host::Ipv4(ip) => ip.to_string(),
            Host::Ipv6(ip) => ip.to_string(),
        };
        let port = url.port_or_known_default().ok_or_else(malformed)?;
        Ok(Self { tls, host, port, base: url.path().trim_end_matches('/').to_owned() })
    }

    /// The same service under another host name.
    pub fn on(&self, host: &str) -> Self {
        Self { host: host.to_owned(), ..self.clone() }
    }

    /// The same service over `https`, on the usual port where it was on the usual one.
    pub fn secured(&self) -> Self {
        let secured = Self { tls: true, ..self.clone() };
        Self { port: if self.port == self.usual_port() { secured.usual_port() } else { self.port }, ..secured }
    }

    /// Where to dial.
    pub fn endpoint(&self) -> Endpoint {
        Endpoint::new(&self.host, self.port)
    }

    /// The address literal, when the host is one.
    pub fn ip(&self) -> Option<IpAddr> {
        self.host.parse().ok()
    }

    /// This computer itself.
    pub fn is_loopback(&self) -> bool {
        self.host == "localhost" || self.ip().is_some_and(|ip| ip.to_canonical().is_loopback())
    }

    /// Host and, unless it is the scheme's own, port: what `Host` carries.
    pub fn authority(&self) -> String {
        let host = if self.host.contains(':') { format!("[{}]", self.host) } else { self.host.clone() };
        if self.port == self.usual_port() { host } else { format!("{host}:{}", self.port) }
    }

    /// The URL as people write it, without a slash at its end.
    pub fn text(&self) -> String {
        format!("{}://{}{}", self.scheme(), self.authority(), self.base)
    }

    /// `http` or `https`.
    pub const fn scheme(&self) -> &'static str {
        if self.tls { "https" } else { "http" }
    }

    const fn usual_port(&self) -> u16 {
        if self.tls { 443 } else { 80 }
    }
}

/// Whether a region id has only what region ids have: it becomes part of host names and of signatures.
pub(crate) fn is_region(text: &str) -> bool {
    let inner = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-';
    !text.is_empty() && text.len() <= 64 && text.bytes().all(inner) && !text.starts_with('-') && !text.ends_with('-')
}

/// Percent-encodes everything but RFC 3986's unreserved characters.
pub(crate) fn percent_encode(text: &str) -> String {
    use std::fmt::Write;
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing into a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_keeps_port_and_path_and_says_itself_again() {
        for text in ["https://a.example", "http://127.0.0.1:8080/api", "http://[::1]:90", "https://a.example:8443/x/y"]
        {
            assert_eq!(ServiceUrl::parse(text).expect(text).text(), text);
        }
        let url = ServiceUrl::parse("http://Service.CN.example/api/").expect("a url");
        assert_eq!((url.host.as_str(), url.port, url.base.as_str()), ("service.cn.example", 80, "/api"));
    }

    #[test]
    fn what_is_not_an_endpoint_is_refused() {
        for text in
            ["ftp://a.example", "a.example", "http://u:p@a.example", "http://a.example?x=1", "http://", "http://a#b"]
        {
            assert_eq!(ServiceUrl::parse(text).expect_err(text).code, codes::ENDPOINT_MALFORMED);
        }
    }

    #[test]
    fn a_region_cannot_lead_to_another_host() {
        assert!(is_region("cn-hangzhou") && is_region("odps-cn-shanghai-finance-1f"));
        for text in ["", "cn.evil.example/", "cn-hangzhou/x", "CN", "-cn", "cn hangzhou", "cn\n"] {
            assert!(!is_region(text), "{text}");
        }
    }
}
