//! One login: the driver behind a splice over a socket that has greeted us.
//!
//! The driver would do TLS and login in one call. So it is told that there is no TLS: it dials the splice, gets the
//! greeting, and says who it is; from that the request for TLS is made, TLS is agreed by ourselves, and only in the stage
//! `authenticate` does a [`SqlRelay`] pass on what the driver said.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::panic::AssertUnwindSafe;
use std::pin::Pin;

use futures_util::FutureExt;
use headwater_model::{Finding, Secret};
use headwater_net::http::Duplex;
use headwater_net::splice::{Loopback, Splice};
use headwater_net::tls::{Trust, handshake_as};
use headwater_net::{Seen, limits};
use mysql_async::{Conn, OptsBuilder};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use zeroize::Zeroizing;

use super::codes;
use super::explain::Explain;
use super::greeting::Hello;
use super::packets::{Packets, packet};
use super::relay::{SSL_REQUEST, Sha2, SqlRelay, Terms, Watch};
use super::settings::{Settings, Tls};

/// Largest packet that the driver takes, in bytes: what a test asks for is far smaller, and no relay lets more pass.
const MOST_PACKET: usize = 1024 * 1024;
/// Seconds that an idle connection is kept; MySQL's default. Given so that the driver does not ask.
const WAIT_TIMEOUT: usize = 28_800;
/// Longest packet with which the driver logs in, in bytes.
const MOST_LOGIN: usize = 64 * 1024;

/// The server at one address, as far as it is known.
#[derive(Debug, Clone)]
pub struct Peer {
    /// Position of its entry in `address`.
    pub entry: usize,
    /// The host that was asked for: the name for TLS.
    pub host: String,
    /// Where it answers.
    pub address: SocketAddr,
    /// It offers TLS.
    pub offers_tls: bool,
    /// The connection is encrypted.
    pub encrypted: bool,
    /// What the relay to it saw.
    pub watch: Watch,
}

/// What went wrong in the driver.
#[derive(Debug)]
pub enum Fault {
    /// It said so.
    Error(mysql_async::Error),
    /// It panicked: on bytes that no server sends, and that no relay thought of.
    Panic,
}

/// Runs driver code.
///
/// # Errors
/// Both kinds of [`Fault`].
pub async fn guarded<T>(work: impl Future<Output = Result<T, mysql_async::Error>>) -> Result<T, Fault> {
    match AssertUnwindSafe(work).catch_unwind().await {
        Ok(done) => done.map_err(Fault::Error),
        Err(_panic) => Err(Fault::Panic),
    }
}

/// The driver, dialling and logging in.
type Driver = Pin<Box<dyn Future<Output = Result<Conn, Fault>> + Send>>;

/// A login under way: the driver has said who it is, and the server has not heard it yet.
pub struct Knock {
    /// Where.
    pub peer: Peer,
    driver: Driver,
    /// The driver's side of the splice.
    own: TcpStream,
    server: Box<dyn Duplex>,
    /// The driver's packet.
    said: Vec<u8>,
    terms: Terms,
}

impl Knock {
    /// Lets the driver speak up to its login, and agrees on TLS where `encrypt` is set; of the driver's words only the
    /// request for TLS is sent.
    ///
    /// # Errors
    /// Why there is no TLS, or `mysql.closed` when no loopback port can be had.
    pub async fn new(
        mut peer: Peer,
        hello: &Hello,
        stream: TcpStream,
        encrypt: bool,
        settings: &Settings,
    ) -> Result<Self, Finding> {
        peer.encrypted = encrypt;
        let local = |error| Finding::failure(codes::CLOSED).with("address", peer.address).with("words", error);
        let loopback = Loopback::open().await.map_err(local)?;
        let mut driver: Driver = Box::pin(guarded(Conn::new(options(settings, &peer, loopback.port()))));
        let explain = Explain { settings, peer: &peer };
        let (own, said) = tokio::select! {
            biased;
            ended = &mut driver => return Err(match ended {
                Err(fault) => explain.fault(&fault),
                Ok(_) => explain.failure(codes::PROTOCOL_LOGIN),
            }),
            met = meet(loopback, &hello.packet) => met.map_err(local)?,
        };
        let server = if encrypt { agree_tls(stream, &said, &peer, settings).await? } else { Box::new(stream) as _ };
        let password = settings.password.as_ref().map(|secret| secret.expose().clone()).unwrap_or_default();
        let terms = Terms {
            encrypted: encrypt,
            refuse_rsa: settings.prod,
            password: Zeroizing::new(password),
            plugin: hello.plugin.clone(),
            salt: hello.salt.clone(),
        };
        Ok(Self { peer, driver, own, server, said, terms })
    }

    /// Lets the driver log in.
    ///
    /// # Errors
    /// Why it was not let in.
    pub async fn sign_in(self, settings: &Settings) -> Result<(Session, Vec<Finding>), Finding> {
        let Self { peer, driver, own, server, said, terms } = self;
        let splice = Splice::join(own, server, SqlRelay::new(terms, peer.watch.clone()), said);
        let explain = Explain { settings, peer: &peer };
        match timeout(limits::AUTHENTICATE, driver).await {
            Ok(Ok(conn)) => {
                let signed_in =
                    Finding::info(codes::SIGNED_IN).with("user", &settings.user).with("address", peer.address);
                let findings = std::iter::once(signed_in).chain(password_sent(&peer, settings)).collect();
                Ok((Session { conn, peer, splice }, findings))
            }
            Ok(Err(fault)) => Err(explain.fault(&fault)),
            Err(_elapsed) => Err(Finding::failure(codes::LOGIN_SILENT)
                .with("address", peer.address)
                .with("seconds", limits::AUTHENTICATE.as_secs())),
        }
    }
}

/// What is to be said about how `caching_sha2_password` proved the password.
fn password_sent(peer: &Peer, settings: &Settings) -> Option<Finding> {
    let (code, mode) = match (peer.watch.sha2(), peer.encrypted) {
        (Sha2::Fast, false) => (codes::SHA2_PLAIN, "required"),
        (Sha2::Full, false) => (codes::RSA_UNVERIFIED, "required"),
        (Sha2::Full, true) if settings.tls != Tls::Verify => (codes::SHA2_UNVERIFIED, "verify"),
        _ => return None,
    };
    Some(Finding::warning(code).with("address", peer.address).with("mode", mode))
}

/// Takes the driver's connection, greets it, and waits until it has said who it is: one packet.
async fn meet(loopback: Loopback, greeting: &[u8]) -> std::io::Result<(TcpStream, Vec<u8>)> {
    let mut own = loopback.accept().await?;
    own.write_all(greeting).await?;
    let (mut said, mut whole) = (Vec::new(), Packets::default());
    loop {
        let before = said.len();
        if own.read_buf(&mut said).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        whole.add(&said[before..]);
        match whole.next(MOST_LOGIN) {
            Ok(Some(_)) => return Ok((own, said)),
            Ok(None) => {}
            Err(_too_large) => return Err(std::io::ErrorKind::InvalidData.into()),
        }
    }
}

/// Asks for TLS with the driver's own capabilities, and agrees on it.
async fn agree_tls(
    mut stream: TcpStream,
    said: &[u8],
    peer: &Peer,
    settings: &Settings,
) -> Result<Box<dyn Duplex>, Finding> {
    let trust = match (settings.tls, &settings.ca) {
        (Tls::Verify, Some(pem)) => Trust::Ca(pem.clone()),
        (Tls::Verify, None) => Trust::Public,
        _ => Trust::Unchecked,
    };
    let request = SqlRelay::tls_request(said.get(4..4 + SSL_REQUEST).unwrap_or_default());
    let asked = stream.write_all(&packet(1, &request)).await;
    asked.map_err(|error| headwater_net::tls::explain_io(&error, &peer.host))?;
    match handshake_as(stream, &peer.host, &trust, settings.identity.as_ref()).await {
        Ok(Seen { value, .. }) => Ok(Box::new(value)),
        Err(findings) => {
            let first = findings.into_iter().next();
            Err(first.unwrap_or_else(|| headwater_net::tls::no_answer(&peer.host)))
        }
    }
}

/// A connection that is logged in.
pub struct Session {
    /// The driver's connection.
    pub conn: Conn,
    /// To whom.
    pub peer: Peer,
    splice: Splice,
}

impl Session {
    /// Says good-bye, and sees that the server hears it.
    pub async fn close(self) {
        // Whatever it answers, it is over.
        let _ = guarded(self.conn.disconnect()).await;
        self.splice.finish().await;
    }
}

fn options(settings: &Settings, peer: &Peer, port: u16) -> OptsBuilder {
    let verified = peer.encrypted && settings.tls == Tls::Verify;
    OptsBuilder::default()
        .ip_or_hostname(&peer.host)
        .resolved_ips(Some([IpAddr::V4(Ipv4Addr::LOCALHOST)]))
        .tcp_port(port)
        .user(Some(&settings.user))
        .pass(settings.password.as_ref().map(Secret::expose))
        // It would ask the server for the path of a local socket and open that path on this computer.
        .prefer_socket(false)
        .enable_cleartext_plugin(verified)
        .max_allowed_packet(Some(MOST_PACKET))
        .wait_timeout(Some(WAIT_TIMEOUT))
}
