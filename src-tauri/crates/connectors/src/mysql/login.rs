//! One login: the driver behind a splice over a socket that has greeted us.
//!
//! The driver does TLS and login in one call. The splice shows where one ends and the other begins: it holds the first
//! encrypted record that follows the handshake until the stage `authenticate` lets it go. Without TLS it watches for the
//! moment in which caching_sha2_password asks for the password under an RSA key that nobody vouched for.

use std::any::Any;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use futures_util::FutureExt;
use headwater_model::{Finding, Secret};
use headwater_net::splice::{Flow, Splice, TlsEnd};
use headwater_net::{limits, tls};
use mysql_async::{Conn, OptsBuilder, SslOpts};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::codes;
use super::explain::Explain;
use super::greeting::Hello;
use super::settings::{Settings, Tls};

/// Largest packet that the driver takes, in bytes; MySQL's own default for clients.
const MOST_PACKET: usize = 16 * 1024 * 1024;
/// Seconds that an idle connection is kept; MySQL's default. Given so that the driver does not ask.
const WAIT_TIMEOUT: usize = 28_800;

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
}

/// What went wrong in the driver.
#[derive(Debug)]
pub enum Fault {
    /// It said so.
    Error(mysql_async::Error),
    /// It panicked: on bytes that no server sends, or on an authentication plugin that was not compiled in.
    Panic(String),
}

impl Fault {
    fn of(panic: &(dyn Any + Send)) -> Self {
        let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
        Self::Panic(text.unwrap_or("panic").to_owned())
    }
}

/// Runs driver code, which panics on some malformed packets.
///
/// # Errors
/// Both kinds of [`Fault`].
pub async fn guarded<T>(work: impl Future<Output = Result<T, mysql_async::Error>>) -> Result<T, Fault> {
    match AssertUnwindSafe(work).catch_unwind().await {
        Ok(done) => done.map_err(Fault::Error),
        Err(panic) => Err(Fault::of(panic.as_ref())),
    }
}

/// A login under way.
pub struct Knock {
    /// Where.
    pub peer: Peer,
    driver: Pin<Box<dyn Future<Output = Result<Conn, Fault>> + Send>>,
    splice: Splice,
    sha2: Arc<Sha2>,
}

impl Knock {
    /// Sets the driver up to go on from the greeting. Nothing is sent before [`Self::agree_tls`] or [`Self::sign_in`].
    ///
    /// # Errors
    /// `mysql.closed` when no loopback port can be had.
    pub async fn new(
        mut peer: Peer,
        hello: &Hello,
        stream: TcpStream,
        encrypt: bool,
        settings: &Settings,
    ) -> Result<Self, Finding> {
        tls::install_provider();
        peer.encrypted = encrypt;
        let sha2 = Arc::new(Sha2::default());
        let mut gate = TlsGate::default();
        let mut auth = AuthWatch::new(Arc::clone(&sha2), settings.prod);
        let outbound = move |bytes: &[u8]| if encrypt { gate.judge(bytes) } else { Flow::Pass };
        let inbound = move |bytes: &[u8]| if encrypt { Flow::Pass } else { auth.judge(bytes) };
        let splice = Splice::open(stream, hello.packet.clone(), outbound, inbound)
            .await
            .map_err(|error| Finding::failure(codes::CLOSED).with("address", peer.address).with("words", error))?;
        let driver = Box::pin(guarded(Conn::new(options(settings, &peer, splice.port()))));
        Ok(Self { peer, driver, splice, sha2 })
    }

    /// Runs the driver until TLS is agreed, and stops it there. Only for a login that encrypts.
    ///
    /// # Errors
    /// Why there is no TLS.
    pub async fn agree_tls(&mut self, settings: &Settings) -> Result<(), Finding> {
        let explain = Explain { settings, peer: &self.peer };
        let agreed = async {
            tokio::select! {
                biased;
                () = self.splice.held() => Ok(()),
                ended = &mut self.driver => Err(match ended {
                    Err(fault) => explain.handshake(&fault),
                    Ok(_) => explain.protocol("the login ended without TLS"),
                }),
            }
        };
        timeout(limits::TLS, agreed).await.unwrap_or_else(|_elapsed| Err(tls::no_answer(&self.peer.host)))
    }

    /// Lets the driver log in.
    ///
    /// # Errors
    /// Why it was not let in.
    pub async fn sign_in(self, settings: &Settings) -> Result<(Session, Vec<Finding>), Finding> {
        let Self { peer, driver, splice, sha2 } = self;
        splice.release();
        let explain = Explain { settings, peer: &peer };
        let outcome = timeout(limits::AUTHENTICATE, driver).await;
        let seen = |finding: Finding| finding.with("address", peer.address).with("mode", "required");
        match (outcome, sha2.get()) {
            (Ok(Ok(conn)), saw) => {
                let mut findings =
                    vec![Finding::info(codes::SIGNED_IN).with("user", &settings.user).with("address", peer.address)];
                match saw {
                    Sha2::FAST => findings.push(seen(Finding::warning(codes::SHA2_PLAIN))),
                    Sha2::FULL => findings.push(seen(Finding::warning(codes::RSA_UNVERIFIED))),
                    _ => {}
                }
                Ok((Session { conn, peer }, findings))
            }
            (_, Sha2::REFUSED) => Err(seen(Finding::failure(codes::RSA_REFUSED))),
            (Ok(Err(fault)), _) => Err(explain.fault(&fault)),
            (Err(_elapsed), _) => Err(Finding::failure(codes::LOGIN_SILENT)
                .with("address", peer.address)
                .with("seconds", limits::AUTHENTICATE.as_secs())),
        }
    }
}

/// A connection that is logged in.
pub struct Session {
    /// The driver's connection.
    pub conn: Conn,
    /// To whom.
    pub peer: Peer,
}

fn options(settings: &Settings, peer: &Peer, port: u16) -> OptsBuilder {
    let verify = settings.tls == Tls::Verify;
    let ssl = peer.encrypted.then(|| {
        let roots =
            settings.ca.iter().filter(|_| verify).map(|pem| pem.clone().into_bytes().into()).collect::<Vec<_>>();
        SslOpts::default()
            .with_disable_built_in_roots(!roots.is_empty())
            .with_root_certs(roots)
            .with_danger_accept_invalid_certs(!verify)
    });
    OptsBuilder::default()
        .ip_or_hostname(&peer.host)
        .resolved_ips(Some([IpAddr::V4(Ipv4Addr::LOCALHOST)]))
        .tcp_port(port)
        .user(Some(&settings.user))
        .pass(settings.password.as_ref().map(Secret::expose))
        .ssl_opts(ssl)
        // It would ask the server for the path of a local socket and open that path on this computer.
        .prefer_socket(false)
        .enable_cleartext_plugin(peer.encrypted && verify)
        .max_allowed_packet(Some(MOST_PACKET))
        .wait_timeout(Some(WAIT_TIMEOUT))
}

/// Finds the end of TLS in what the driver sends: one packet of MySQL that asks for TLS, then records.
#[derive(Default)]
struct TlsGate {
    request: Vec<u8>,
    end: TlsEnd,
    passed: bool,
}

impl TlsGate {
    fn judge(&mut self, bytes: &[u8]) -> Flow {
        if self.passed {
            return Flow::Pass;
        }
        let mut at = 0;
        while at < bytes.len() && !self.asked() {
            self.request.push(bytes[at]);
            at += 1;
        }
        let Some(found) = self.end.find(&bytes[at..]) else { return Flow::Pass };
        self.passed = true;
        Flow::HoldAfter(at + found)
    }

    /// The request is complete: a header with its length, and so many bytes.
    fn asked(&self) -> bool {
        matches!(self.request[..], [low, middle, high, _, ..] if self.request.len() - 4 >= usize::from(low) | usize::from(middle) << 8 | usize::from(high) << 16)
    }
}

/// What caching_sha2_password did over plain text.
#[derive(Default)]
struct Sha2(AtomicU8);

impl Sha2 {
    /// The server knew a hash of the password.
    const FAST: u8 = 1;
    /// It asked for the password, and got it under its RSA key.
    const FULL: u8 = 2;
    /// It asked, and we hung up.
    const REFUSED: u8 = 3;

    fn set(&self, saw: u8) {
        self.0.store(saw, Ordering::Relaxed);
    }

    fn get(&self) -> u8 {
        self.0.load(Ordering::Relaxed)
    }
}

/// Reads the server's packets of a login in plain text up to its answer. Facts: MySQL's source documentation, "Caching_sha2
/// information": `01 03` is "fast authentication", `01 04` asks for the password.
struct AuthWatch {
    sha2: Arc<Sha2>,
    refuse: bool,
    header: Vec<u8>,
    length: usize,
    read: usize,
    head: [u8; 2],
    over: bool,
}

impl AuthWatch {
    fn new(sha2: Arc<Sha2>, refuse: bool) -> Self {
        Self { sha2, refuse, header: Vec::new(), length: 0, read: 0, head: [0; 2], over: false }
    }

    fn judge(&mut self, bytes: &[u8]) -> Flow {
        for byte in bytes {
            if self.over {
                break;
            }
            if self.take(*byte) && self.packet() == Flow::Cut {
                return Flow::Cut;
            }
        }
        Flow::Pass
    }

    /// Whether the byte ends a packet.
    fn take(&mut self, byte: u8) -> bool {
        if self.header.len() < 4 {
            self.header.push(byte);
            if let [low, middle, high, _] = self.header[..] {
                self.length = usize::from(low) | usize::from(middle) << 8 | usize::from(high) << 16;
                (self.read, self.head) = (0, [0; 2]);
            } else {
                return false;
            }
        } else {
            if let Some(place) = self.head.get_mut(self.read) {
                *place = byte;
            }
            self.read += 1;
        }
        let ends = self.read == self.length;
        if ends {
            self.header.clear();
        }
        ends
    }

    fn packet(&mut self) -> Flow {
        match (self.head, self.length) {
            ([1, 3], 2) => self.sha2.set(Sha2::FAST),
            ([1, 4], 2) if self.refuse => {
                self.sha2.set(Sha2::REFUSED);
                return Flow::Cut;
            }
            ([1, 4], 2) => self.sha2.set(Sha2::FULL),
            // OK and ERR end a login.
            ([0x00 | 0xff, _], 1..) => self.over = true,
            _ => {}
        }
        Flow::Pass
    }
}
