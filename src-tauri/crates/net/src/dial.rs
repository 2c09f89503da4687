//! Names to addresses, addresses to sockets: every address is tried, and what each did is told.
//!
//! Nothing here reads or writes a byte. The sockets are kept: a server that counts dropped connects against us
//! (MySQL blocks a host after too many) must see each of them used.

use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::time::Instant;

use futures_util::future::join_all;
use headwater_model::{Finding, Level};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::{Seen, codes};

/// Deadlines of single steps. A stage that does several at once takes a little more ([`limits::GRACE`]), so that the
/// step's own finding comes before the stage's `timeout`.
pub mod limits {
    use std::time::Duration;

    /// One name.
    pub const RESOLVE: Duration = Duration::from_secs(5);
    /// One address.
    pub const CONNECT: Duration = Duration::from_secs(5);
    /// One TLS handshake.
    pub const TLS: Duration = Duration::from_secs(5);
    /// One login.
    pub const AUTHENTICATE: Duration = Duration::from_secs(10);
    /// Every other exchange.
    pub const EXCHANGE: Duration = Duration::from_secs(10);
    /// What a stage adds to the limit of its steps.
    pub const GRACE: Duration = Duration::from_millis(500);
}

/// Addresses of one name that are tried; a name with more is answered by its first ones.
const MOST_ADDRESSES: usize = 16;

/// A host and a port to dial: one entry of a property `address`, or what a URL names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// Name or address literal, without brackets.
    pub host: String,
    /// TCP port.
    pub port: u16,
}

impl Endpoint {
    /// Takes the brackets off an IPv6 literal.
    pub fn new(host: &str, port: u16) -> Self {
        let bare = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(host);
        Self { host: bare.to_owned(), port }
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.host.contains(':') {
            write!(f, "[{}]:{}", self.host, self.port)
        } else {
            write!(f, "{}:{}", self.host, self.port)
        }
    }
}

/// An endpoint with its addresses, in the resolver's order; never without one.
#[derive(Debug, Clone)]
pub struct Resolved {
    /// What was asked for.
    pub endpoint: Endpoint,
    /// What it stands for.
    pub addresses: Vec<SocketAddr>,
}

/// An open TCP connection that nothing was sent over yet.
#[derive(Debug)]
pub struct Link {
    /// Position of its endpoint among those resolved.
    pub entry: usize,
    /// The endpoint, whose host is the name for TLS.
    pub endpoint: Endpoint,
    /// The address that answered.
    pub address: SocketAddr,
    /// The connection.
    pub stream: TcpStream,
}

/// Looks every endpoint up. The work of the stage `resolve_host`; takes at most [`limits::RESOLVE`].
///
/// # Errors
/// Findings of which at least one is a failure: `host_unknown`, `resolver_failed`, `resolver_silent`.
pub async fn resolve(endpoints: &[Endpoint]) -> Result<Seen<Vec<Resolved>>, Vec<Finding>> {
    let lookups = join_all(endpoints.iter().map(lookup)).await;
    let mut all = Vec::new();
    let mut findings = Vec::new();
    for (addresses, found) in lookups {
        findings.extend(found);
        all.extend(addresses);
    }
    if all.len() < endpoints.len() { Err(findings) } else { Ok(Seen::new(all, findings)) }
}

async fn lookup(endpoint: &Endpoint) -> (Option<Resolved>, Vec<Finding>) {
    let host = endpoint.host.as_str();
    let resolved = |addresses| Some(Resolved { endpoint: endpoint.clone(), addresses });
    if let Ok(ip) = host.parse::<IpAddr>() {
        let finding = Finding::info(codes::LITERAL).with("host", host);
        return (resolved(vec![SocketAddr::new(ip, endpoint.port)]), vec![finding]);
    }
    let failure = match timeout(limits::RESOLVE, tokio::net::lookup_host((host, endpoint.port))).await {
        Ok(Ok(found)) => {
            let mut addresses: Vec<SocketAddr> = Vec::new();
            for address in found.take(MOST_ADDRESSES) {
                if !addresses.contains(&address) {
                    addresses.push(address);
                }
            }
            if addresses.is_empty() {
                Finding::failure(codes::HOST_UNKNOWN)
            } else {
                let list = join(addresses.iter().map(SocketAddr::ip));
                let finding = Finding::info(codes::RESOLVED).with("host", host).with("addresses", list);
                return (resolved(addresses), vec![finding]);
            }
        }
        Ok(Err(error)) => lookup_failure(&error),
        Err(_elapsed) => Finding::failure(codes::RESOLVER_SILENT).with("seconds", limits::RESOLVE.as_secs()),
    };
    let hint = is_private_name(host).then(|| Finding::warning(codes::PRIVATE_NAME).with("host", host));
    (None, std::iter::once(failure.with("host", host)).chain(hint).collect())
}

/// The standard library has no kinds for a resolver's errors: its words tell "try again" from "does not exist".
fn lookup_failure(error: &io::Error) -> Finding {
    let words = error.to_string();
    let words = words.strip_prefix("failed to lookup address information: ").unwrap_or(&words);
    if words.contains("Temporary failure") || words.contains("try again") {
        Finding::failure(codes::RESOLVER_FAILED).with("words", words)
    } else {
        Finding::failure(codes::HOST_UNKNOWN)
    }
}

/// Connects to every address of every endpoint, all at once. The work of the stage `connect_port`; takes at most
/// [`limits::CONNECT`]. Links come back in the order of endpoints, then of addresses, at least one for each endpoint.
///
/// # Errors
/// Findings of which at least one is a failure, when no address of some endpoint answered.
pub async fn connect(resolved: &[Resolved]) -> Result<Seen<Vec<Link>>, Vec<Finding>> {
    let dials = resolved.iter().enumerate().flat_map(|(entry, resolved)| {
        resolved.addresses.iter().map(move |address| dial(entry, &resolved.endpoint, *address))
    });
    let dialled = join_all(dials).await;
    let mut links = Vec::new();
    let mut findings = Vec::new();
    let mut silent = Vec::new();
    let answered: Vec<usize> =
        dialled.iter().filter_map(|dial| dial.as_ref().ok().map(|(link, _)| link.entry)).collect();
    for dial in dialled {
        match dial {
            Ok((link, finding)) => {
                links.push(link);
                findings.push(finding);
            }
            Err((entry, address, mut finding)) => {
                // One address of an endpoint is enough to use it.
                if answered.contains(&entry) {
                    finding = excuse(finding, address);
                }
                if finding.level != Level::Info {
                    silent.push(address);
                }
                findings.push(finding);
            }
        }
    }
    if !links.is_empty() && !silent.is_empty() {
        let disagree = Finding::warning(codes::ADDRESSES_DISAGREE);
        let answering = join(links.iter().map(|link| link.address));
        findings.push(disagree.with("answering", answering).with("silent", join(silent.iter())));
    }
    let unreached: Vec<_> = (0..resolved.len()).filter(|entry| !answered.contains(entry)).collect();
    for host in unreached.iter().map(|entry| &resolved[*entry].endpoint.host).filter(|host| is_private_name(host)) {
        findings.push(Finding::warning(codes::PRIVATE_NAME).with("host", host));
    }
    if unreached.is_empty() { Ok(Seen::new(links, findings)) } else { Err(findings) }
}

/// Another address of the same endpoint answered, so this failure is a warning; and on a computer without IPv6 that an
/// IPv6 address cannot be reached is no news at all.
fn excuse(finding: Finding, address: SocketAddr) -> Finding {
    if finding.code == codes::NO_PATH && address.is_ipv6() {
        return Finding::info(codes::NO_IPV6).with("address", address);
    }
    Finding { level: Level::Warning, ..finding }
}

type Dialled = Result<(Link, Finding), (usize, SocketAddr, Finding)>;

async fn dial(entry: usize, endpoint: &Endpoint, address: SocketAddr) -> Dialled {
    let began = Instant::now();
    let outcome = timeout(limits::CONNECT, TcpStream::connect(address)).await;
    let finding = match outcome {
        Ok(Ok(stream)) => {
            // A refusal costs latency only; every protocol here is request and answer.
            let _ = stream.set_nodelay(true);
            let ms = began.elapsed().as_millis();
            let finding = Finding::info(codes::CONNECTED).with("address", address).with("ms", ms);
            return Ok((Link { entry, endpoint: endpoint.clone(), address, stream }, finding));
        }
        Ok(Err(error)) => connect_failure(&error, address),
        Err(_elapsed) => no_answer(address),
    };
    Err((entry, address, finding))
}

fn connect_failure(error: &io::Error, address: SocketAddr) -> Finding {
    use io::ErrorKind as Kind;
    match error.kind() {
        Kind::ConnectionRefused => {
            Finding::failure(codes::REFUSED).with("address", address).with("port", address.port())
        }
        Kind::TimedOut => no_answer(address),
        Kind::NetworkUnreachable | Kind::HostUnreachable | Kind::AddrNotAvailable => {
            out_of_reach(codes::NO_PATH, address)
        }
        _ => Finding::failure(codes::CONNECT_FAILED).with("address", address).with("words", error),
    }
}

fn no_answer(address: SocketAddr) -> Finding {
    out_of_reach(codes::NO_ANSWER, address).with("seconds", limits::CONNECT.as_secs())
}

/// That an address belongs to a private network says more than how it failed.
fn out_of_reach(code: &str, address: SocketAddr) -> Finding {
    let code = if is_private_ip(address.ip()) { codes::PRIVATE_ADDRESS } else { code };
    Finding::failure(code).with("address", address)
}

/// Whether an address can only be reached from within a network: RFC 1918, RFC 6598 (100.64/10, which Alibaba Cloud
/// uses for its internal endpoints), link-local, and IPv6 unique local. Loopback is not meant.
pub fn is_private_ip(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => {
            let [a, b, ..] = ip.octets();
            ip.is_private() || ip.is_link_local() || (a == 100 && (64..128).contains(&b))
        }
        IpAddr::V6(ip) => match ip.to_ipv4_mapped() {
            Some(ip) => is_private_ip(IpAddr::V4(ip)),
            None => ip.is_unique_local() || ip.is_unicast_link_local(),
        },
    }
}

/// Whether a name looks like one that only a private network resolves or routes: Alibaba Cloud's `-internal` and `-vpc`
/// endpoints and its database instances' internal names. A public endpoint of an instance has the same suffix, so this
/// explains a failure and never causes one.
pub fn is_private_name(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    let labelled = host.split('.').any(|label| {
        matches!(label, "vpc" | "internal")
            || label.ends_with("-internal")
            || label.ends_with("-vpc")
            || label.contains("-vpc-")
    });
    labelled || host.ends_with(".rds.aliyuncs.com")
}

fn join(items: impl Iterator<Item = impl fmt::Display>) -> String {
    items.map(|item| item.to_string()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use std::net::{Ipv4Addr, Ipv6Addr};

    use tokio::net::TcpListener;

    use super::*;

    fn codes_of(findings: &[Finding]) -> Vec<(&str, Level)> {
        findings.iter().map(|finding| (finding.code.as_str(), finding.level)).collect()
    }

    fn resolved(addresses: &[SocketAddr]) -> Resolved {
        Resolved { endpoint: Endpoint::new("db.example.com", 3306), addresses: addresses.to_vec() }
    }

    async fn listening(ip: IpAddr) -> (TcpListener, SocketAddr) {
        let listener = TcpListener::bind((ip, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        (listener, address)
    }

    async fn refusing() -> SocketAddr {
        listening(Ipv4Addr::LOCALHOST.into()).await.1
    }

    #[tokio::test]
    async fn every_address_of_a_name_is_reported() {
        let seen = resolve(&[Endpoint::new("localhost", 3306), Endpoint::new("[::1]", 3307)]).await.unwrap();
        assert_eq!(codes_of(&seen.findings), [(codes::RESOLVED, Level::Info), (codes::LITERAL, Level::Info)]);
        assert!(seen.findings[0].params["addresses"].contains("127.0.0.1"));
        assert_eq!(seen.value[1].addresses, [SocketAddr::new(Ipv6Addr::LOCALHOST.into(), 3307)]);
        assert_eq!(seen.value[1].endpoint.to_string(), "[::1]:3307");
    }

    #[tokio::test]
    async fn one_unknown_name_fails_and_a_private_one_is_explained() {
        let findings = resolve(&[Endpoint::new("127.0.0.1", 1), Endpoint::new("rm-1.mysql.rds.aliyuncs.com", 1)])
            .await
            .unwrap_err();
        assert_eq!(findings[0].level, Level::Info);
        assert_eq!(findings[1].level, Level::Failure);
        assert_eq!(findings[2].code, codes::PRIVATE_NAME);
    }

    #[tokio::test]
    async fn one_answering_address_of_an_entry_is_enough_and_the_other_is_a_warning() {
        let (_open, answering) = listening(Ipv4Addr::LOCALHOST.into()).await;
        let silent = refusing().await;
        let seen = connect(&[resolved(&[silent, answering])]).await.unwrap();
        assert_eq!(seen.value.len(), 1);
        assert_eq!(seen.value[0].address, answering);
        let expected = [
            (codes::REFUSED, Level::Warning),
            (codes::CONNECTED, Level::Info),
            (codes::ADDRESSES_DISAGREE, Level::Warning),
        ];
        assert_eq!(codes_of(&seen.findings), expected);
    }

    #[tokio::test]
    async fn an_entry_without_an_answer_fails_whatever_the_others_do() {
        let (_open, answering) = listening(Ipv4Addr::LOCALHOST.into()).await;
        let findings = connect(&[resolved(&[answering]), resolved(&[refusing().await])]).await.unwrap_err();
        assert_eq!(findings.iter().find(|finding| finding.level == Level::Failure).unwrap().code, codes::REFUSED);
        assert!(findings.iter().any(|finding| finding.code == codes::ADDRESSES_DISAGREE));
    }

    #[test]
    fn failures_are_told_apart_and_a_private_address_is_named_as_such() {
        let told = |kind: io::ErrorKind, address: &str| connect_failure(&kind.into(), address.parse().unwrap()).code;
        assert_eq!(told(io::ErrorKind::ConnectionRefused, "10.0.0.1:3306"), codes::REFUSED);
        for (kind, outside) in [
            (io::ErrorKind::TimedOut, codes::NO_ANSWER),
            (io::ErrorKind::NetworkUnreachable, codes::NO_PATH),
            (io::ErrorKind::HostUnreachable, codes::NO_PATH),
        ] {
            assert_eq!(told(kind, "47.98.1.2:3306"), outside);
            assert_eq!(told(kind, "10.0.0.1:3306"), codes::PRIVATE_ADDRESS);
        }
        assert_eq!(told(io::ErrorKind::PermissionDenied, "47.98.1.2:3306"), codes::CONNECT_FAILED);
        let v6 = "[2400:3200::1]:3306".parse().unwrap();
        let no_path = connect_failure(&io::ErrorKind::NetworkUnreachable.into(), v6);
        assert_eq!(excuse(no_path, v6).code, codes::NO_IPV6);
    }

    #[test]
    fn private_means_not_reachable_from_elsewhere() {
        for inside in
            ["10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "100.127.255.255", "fd00::1", "::ffff:10.0.0.1"]
        {
            assert!(is_private_ip(inside.parse().unwrap()), "{inside}");
        }
        for outside in ["127.0.0.1", "::1", "172.32.0.1", "100.63.0.1", "100.128.0.1", "47.98.1.2", "2400:3200::1"] {
            assert!(!is_private_ip(outside.parse().unwrap()), "{outside}");
        }
        for inside in ["oss-cn-hangzhou-internal.aliyuncs.com", "rm-1.mysql.rds.aliyuncs.com", "es-1-vpc.example.com"] {
            assert!(is_private_name(inside), "{inside}");
        }
        assert!(!is_private_name("oss-cn-hangzhou.aliyuncs.com"));
    }
}
