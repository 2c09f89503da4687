//! A connection of ours handed to a driver that insists on dialling for itself: the driver is told a loopback port, the
//! splice takes that one connection and joins it to the socket that is already open.
//!
//! In between, the bytes are watched. A watcher may hold what the driver sends until the caller lets it go, so that one
//! call of the driver is seen as the stages it is made of; and it may hang up before something dangerous is answered.
//! The splice knows TLS records; other protocols come as closures from their connector.

use std::io;
use std::net::Ipv4Addr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::timeout;

/// Bytes read at a time.
const CHUNK: usize = 64 * 1024;
/// Most bytes held back; a handshake needs a few hundred.
const MOST_HELD: usize = 64 * 1024;
/// The driver dials at once.
const ACCEPT: Duration = Duration::from_secs(5);
/// Strangers turned away before giving up.
const STRANGERS: usize = 64;

/// What to do with bytes that arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    /// Send them on.
    Pass,
    /// Send the first so many on; keep the rest, and whatever follows, until [`Splice::release`].
    HoldAfter(usize),
    /// Send nothing more and hang up on both ends.
    Cut,
}

/// A splice that waits for its driver, or holds what the driver sent. Dropping it hangs up; [`Splice::release`] lets it
/// run until either end closes.
#[derive(Debug)]
pub struct Splice {
    port: u16,
    held: watch::Receiver<bool>,
    gate: watch::Sender<bool>,
    pump: Option<JoinHandle<()>>,
}

impl Splice {
    /// Listens on a loopback port for the driver. The driver first gets `greeting`; then bytes flow both ways, `outbound`
    /// judging what the driver sends and `inbound` what the server sends.
    ///
    /// # Errors
    /// When no loopback port can be opened.
    pub async fn open<O, I>(server: TcpStream, greeting: Vec<u8>, outbound: O, inbound: I) -> io::Result<Self>
    where
        O: FnMut(&[u8]) -> Flow + Send + 'static,
        I: FnMut(&[u8]) -> Flow + Send + 'static,
    {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let port = listener.local_addr()?.port();
        let (tell_held, held) = watch::channel(false);
        let (gate, opened) = watch::channel(false);
        let pump = tokio::spawn(async move {
            // Errors end the splice; each end sees its connection closed and tells why in its own words.
            let _ = run(listener, server, greeting, outbound, inbound, tell_held, opened).await;
        });
        Ok(Self { port, held, gate, pump: Some(pump) })
    }

    /// The loopback port that the driver must dial.
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// Ends when something of the driver's is held. Never ends when the splice is over before that.
    pub async fn held(&mut self) {
        if self.held.wait_for(|held| *held).await.is_err() {
            std::future::pending::<()>().await;
        }
    }

    /// Lets go what is held, and everything after it.
    pub fn release(mut self) {
        let _ = self.gate.send(true);
        self.pump = None;
    }
}

impl Drop for Splice {
    fn drop(&mut self) {
        if let Some(pump) = &self.pump {
            pump.abort();
        }
    }
}

async fn run<O, I>(
    listener: TcpListener,
    server: TcpStream,
    greeting: Vec<u8>,
    outbound: O,
    inbound: I,
    tell_held: watch::Sender<bool>,
    mut opened: watch::Receiver<bool>,
) -> io::Result<()>
where
    O: FnMut(&[u8]) -> Flow + Send + 'static,
    I: FnMut(&[u8]) -> Flow + Send + 'static,
{
    let driver = timeout(ACCEPT, accept_own(listener)).await??;
    driver.set_nodelay(true)?;
    let (from_driver, mut to_driver) = driver.into_split();
    let (from_server, to_server) = server.into_split();
    to_driver.write_all(&greeting).await?;
    let hold = async move |held: &mut Vec<u8>, from: &mut OwnedReadHalf| {
        let _ = tell_held.send(true);
        hold_back(held, from, &mut opened).await
    };
    // Nothing is ever held on the way in: what a driver waits for is not ours to delay.
    let never = async |_: &mut Vec<u8>, _: &mut OwnedReadHalf| Err(io::ErrorKind::Unsupported.into());
    // Whichever way ends first ends the other: a driver that hung up must not keep the server's side open.
    tokio::select! {
        ended = pump(from_driver, to_server, outbound, hold) => ended,
        ended = pump(from_server, to_driver, inbound, never) => ended,
    }
}

/// Takes the one connection that comes from this process and closes the listener. Another program of this computer that
/// dials the port first is turned away; where the system does not tell whose a socket is, the first one is taken, and the
/// driver, left outside, fails.
async fn accept_own(listener: TcpListener) -> io::Result<TcpStream> {
    let own = listener.local_addr()?;
    for _ in 0..STRANGERS {
        let (stream, peer) = listener.accept().await?;
        let known = tokio::task::spawn_blocking(move || crate::own_socket::is_ours(peer, own)).await.unwrap_or(None);
        if peer.ip().is_loopback() && known != Some(false) {
            return Ok(stream);
        }
    }
    Err(io::ErrorKind::ConnectionRefused.into())
}

async fn pump<J, H>(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, mut judge: J, mut hold: H) -> io::Result<()>
where
    J: FnMut(&[u8]) -> Flow,
    H: AsyncFnMut(&mut Vec<u8>, &mut OwnedReadHalf) -> io::Result<()>,
{
    let mut buffer = vec![0; CHUNK];
    loop {
        let count = from.read(&mut buffer).await?;
        if count == 0 {
            return Ok(());
        }
        let bytes = &buffer[..count];
        match judge(bytes) {
            Flow::Pass => to.write_all(bytes).await?,
            Flow::Cut => return Ok(()),
            Flow::HoldAfter(at) => {
                let (now, later) = bytes.split_at(at.min(count));
                to.write_all(now).await?;
                let mut held = later.to_vec();
                hold(&mut held, &mut from).await?;
                to.write_all(&held).await?;
            }
        }
    }
}

/// Reads on, so that a driver that hangs up is noticed, until the gate opens.
async fn hold_back(held: &mut Vec<u8>, from: &mut OwnedReadHalf, opened: &mut watch::Receiver<bool>) -> io::Result<()> {
    loop {
        tokio::select! {
            biased;
            gate = opened.wait_for(|open| *open) => {
                return gate.map(|_| ()).map_err(|_| io::ErrorKind::BrokenPipe.into());
            }
            read = from.read_buf(held) => {
                if read? == 0 {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
                if held.len() > MOST_HELD {
                    return Err(io::ErrorKind::InvalidData.into());
                }
            }
        }
    }
}

/// Finds the end of a client's TLS handshake in what the client sends: the first record of application data that is no
/// alert. In TLS 1.3 it is the client's second flight, in TLS 1.2 the first data after it; both are sent only once the
/// server's certificate was accepted.
#[derive(Debug, Default)]
pub struct TlsEnd {
    header: Vec<u8>,
    left: usize,
}

impl TlsEnd {
    /// Outer type of encrypted records (RFC 8446, section 5.1).
    const APPLICATION_DATA: u8 = 23;
    /// An encrypted alert in TLS 1.3: level, description, inner type, and a tag of 16 bytes.
    const ALERT: usize = 19;

    /// Where in `bytes` the record begins, if it does.
    pub fn find(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut at = 0;
        while at < bytes.len() {
            if self.left > 0 {
                let step = self.left.min(bytes.len() - at);
                self.left -= step;
                at += step;
                continue;
            }
            let begins = at.saturating_sub(self.header.len());
            self.header.push(bytes[at]);
            at += 1;
            if let [kind, _, _, high, low] = self.header[..] {
                self.left = usize::from(u16::from_be_bytes([high, low]));
                self.header.clear();
                if kind == Self::APPLICATION_DATA && self.left > Self::ALERT {
                    return Some(begins);
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn pair() -> (TcpStream, TcpStream) {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let near = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        (near, listener.accept().await.unwrap().0)
    }

    async fn dial(splice: &Splice) -> TcpStream {
        TcpStream::connect((Ipv4Addr::LOCALHOST, splice.port())).await.unwrap()
    }

    async fn reads(stream: &mut TcpStream, expected: &[u8]) {
        let mut buffer = vec![0; expected.len()];
        stream.read_exact(&mut buffer).await.unwrap();
        assert_eq!(buffer, expected);
    }

    fn pass(_: &[u8]) -> Flow {
        Flow::Pass
    }

    #[tokio::test]
    async fn greeting_comes_first_and_bytes_flow_until_one_end_closes() {
        let (near, mut server) = pair().await;
        let splice = Splice::open(near, b"hello".to_vec(), pass, pass).await.unwrap();
        let mut driver = dial(&splice).await;
        splice.release();
        reads(&mut driver, b"hello").await;
        driver.write_all(b"ping").await.unwrap();
        reads(&mut server, b"ping").await;
        server.write_all(b"pong").await.unwrap();
        reads(&mut driver, b"pong").await;
        drop(driver);
        assert_eq!(server.read(&mut [0; 8]).await.unwrap(), 0);
    }

    #[tokio::test]
    async fn what_is_held_reaches_the_server_only_after_release() {
        let (near, mut server) = pair().await;
        let mut splice = Splice::open(near, Vec::new(), |_| Flow::HoldAfter(2), pass).await.unwrap();
        let mut driver = dial(&splice).await;
        driver.write_all(b"abSECRET").await.unwrap();
        splice.held().await;
        reads(&mut server, b"ab").await;
        let early = timeout(Duration::from_millis(50), server.read(&mut [0; 8])).await;
        assert!(early.is_err(), "nothing may pass while it is held");
        splice.release();
        reads(&mut server, b"SECRET").await;
    }

    #[tokio::test]
    async fn dropping_an_unreleased_splice_hangs_up_on_both() {
        let (near, mut server) = pair().await;
        let mut splice = Splice::open(near, Vec::new(), |_| Flow::HoldAfter(0), pass).await.unwrap();
        let mut driver = dial(&splice).await;
        driver.write_all(b"SECRET").await.unwrap();
        splice.held().await;
        drop(splice);
        assert_eq!(server.read(&mut [0; 8]).await.unwrap_or(0), 0);
        assert_eq!(driver.read(&mut [0; 8]).await.unwrap_or(0), 0);
    }

    #[tokio::test]
    async fn a_cut_reaches_neither_end() {
        let (near, mut server) = pair().await;
        let splice = Splice::open(near, Vec::new(), pass, |_| Flow::Cut).await.unwrap();
        let mut driver = dial(&splice).await;
        splice.release();
        server.write_all(b"give me the password").await.unwrap();
        assert_eq!(driver.read(&mut [0; 8]).await.unwrap_or(0), 0);
    }

    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn another_process_is_turned_away() {
        let (near, mut server) = pair().await;
        let splice = Splice::open(near, Vec::new(), pass, pass).await.unwrap();
        let script = format!("exec 3<>/dev/tcp/127.0.0.1/{}; cat <&3; echo turned away", splice.port());
        let stranger = tokio::process::Command::new("bash").args(["-c", &script]).output().await.unwrap();
        assert_eq!(String::from_utf8_lossy(&stranger.stdout), "turned away\n");
        let mut driver = dial(&splice).await;
        splice.release();
        driver.write_all(b"ours").await.unwrap();
        reads(&mut server, b"ours").await;
    }

    #[test]
    fn the_end_of_a_handshake_is_found_across_chunks_and_alerts_are_not_it() {
        let record = |kind: u8, length: u16| {
            let mut bytes = vec![kind, 3, 3];
            bytes.extend(length.to_be_bytes());
            bytes.resize(bytes.len() + usize::from(length), 0);
            bytes
        };
        let hello = record(22, 200);
        let flight = [record(20, 1), record(23, 53)].concat();
        let mut end = TlsEnd::default();
        assert_eq!(end.find(&hello[..3]), None);
        assert_eq!(end.find(&hello[3..]), None);
        assert_eq!(end.find(&flight), Some(6));

        let mut alerted = TlsEnd::default();
        assert_eq!(alerted.find(&[hello, record(20, 1), record(23, 19)].concat()), None);
    }
}
