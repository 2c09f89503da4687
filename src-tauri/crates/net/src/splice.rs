//! A connection of ours handed to a driver that insists on dialling for itself: the driver is told a loopback port, the
//! splice takes that one connection and joins it to the stream that is already open, TCP or TLS.
//!
//! In between stands a [`Relay`], which sees every byte in the clear, passes on what it finds right, may put its own
//! words in, and may hang up before something dangerous reaches either end. The protocol is its connector's business;
//! nothing here knows one.

use std::io;
use std::net::Ipv4Addr;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio::time::timeout;

/// Bytes read at a time.
const CHUNK: usize = 16 * 1024;
/// The driver dials at once.
const ACCEPT: Duration = Duration::from_secs(5);
/// For the good-bye of TLS.
const FAREWELL: Duration = Duration::from_secs(1);
/// Strangers turned away before giving up.
const STRANGERS: usize = 64;

/// A loopback port for one connection of this process.
#[derive(Debug)]
pub struct Loopback {
    listener: TcpListener,
    port: u16,
}

impl Loopback {
    /// Listens on a free port.
    ///
    /// # Errors
    /// When no loopback port can be opened.
    pub async fn open() -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let port = listener.local_addr()?.port();
        Ok(Self { listener, port })
    }

    /// The port that the driver must dial.
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// Takes the one connection that comes from this process and closes the port. Another program of this computer that
    /// dials it first is turned away; where the system does not tell whose a socket is, the first one is taken, and the
    /// driver, left outside, fails.
    ///
    /// # Errors
    /// When the driver does not come.
    pub async fn accept(self) -> io::Result<TcpStream> {
        timeout(ACCEPT, self.accept_own()).await?
    }

    async fn accept_own(self) -> io::Result<TcpStream> {
        let own = self.listener.local_addr()?;
        for _ in 0..STRANGERS {
            let (stream, peer) = self.listener.accept().await?;
            let known =
                tokio::task::spawn_blocking(move || crate::own_socket::is_ours(peer, own)).await.unwrap_or(None);
            if peer.ip().is_loopback() && known != Some(false) {
                stream.set_nodelay(true)?;
                return Ok(stream);
            }
        }
        Err(io::ErrorKind::ConnectionRefused.into())
    }
}

/// Hang up on both ends, and pass nothing more on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut;

/// What goes on to the two ends.
#[derive(Debug, Default)]
pub struct Onward {
    /// To the driver.
    pub to_driver: Vec<u8>,
    /// To the server.
    pub to_server: Vec<u8>,
}

/// Stands between a driver and its server.
pub trait Relay: Send + 'static {
    /// Takes what the driver sent.
    ///
    /// # Errors
    /// [`Cut`].
    fn driver_said(&mut self, bytes: &[u8], onward: &mut Onward) -> Result<(), Cut>;

    /// Takes what the server sent.
    ///
    /// # Errors
    /// [`Cut`].
    fn server_said(&mut self, bytes: &[u8], onward: &mut Onward) -> Result<(), Cut>;
}

/// A driver joined to its server. Dropping it hangs up on both.
#[derive(Debug)]
pub struct Splice {
    pump: JoinHandle<()>,
}

impl Splice {
    /// Joins them. `said` is what the driver has said already.
    pub fn join<S, R>(driver: TcpStream, server: S, relay: R, said: Vec<u8>) -> Self
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
        R: Relay,
    {
        let pump = tokio::spawn(async move {
            // Errors end the splice; each end sees its connection closed and tells why in its own words.
            let _ = pump(driver, server, relay, said).await;
        });
        Self { pump }
    }

    /// Waits until either end has closed, and everything has been passed on.
    pub async fn finish(mut self) {
        // It can only have been cancelled, which is an end too.
        let _ = (&mut self.pump).await;
    }
}

impl Drop for Splice {
    fn drop(&mut self) {
        self.pump.abort();
    }
}

/// One loop for both ways: the protocols that are spliced are question and answer, and an end that does not read holds
/// up nobody but itself.
async fn pump<S, R>(mut driver: TcpStream, mut server: S, mut relay: R, said: Vec<u8>) -> io::Result<()>
where
    S: AsyncRead + AsyncWrite + Unpin,
    R: Relay,
{
    let mut from_driver = vec![0; CHUNK];
    let mut from_server = vec![0; CHUNK];
    let mut onward = Onward::default();
    let mut judged = relay.driver_said(&said, &mut onward);
    while judged.is_ok() {
        pass(&mut driver, &mut onward.to_driver).await?;
        pass(&mut server, &mut onward.to_server).await?;
        judged = tokio::select! {
            read = driver.read(&mut from_driver) => match read? {
                0 => break,
                count => relay.driver_said(&from_driver[..count], &mut onward),
            },
            read = server.read(&mut from_server) => match read? {
                0 => break,
                count => relay.server_said(&from_server[..count], &mut onward),
            },
        };
    }
    // What was judged before the end still belongs to the driver: an error of the server, for example.
    pass(&mut driver, &mut onward.to_driver).await?;
    drop(driver);
    timeout(FAREWELL, server.shutdown()).await?
}

async fn pass(to: &mut (impl AsyncWrite + Unpin), bytes: &mut Vec<u8>) -> io::Result<()> {
    if !bytes.is_empty() {
        to.write_all(bytes).await?;
        to.flush().await?;
        bytes.clear();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn pair() -> (TcpStream, TcpStream) {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let near = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        (near, listener.accept().await.unwrap().0)
    }

    async fn reads(stream: &mut TcpStream, expected: &[u8]) {
        let mut buffer = vec![0; expected.len()];
        timeout(Duration::from_secs(5), stream.read_exact(&mut buffer)).await.unwrap().unwrap();
        assert_eq!(buffer, expected);
    }

    /// Shouts what goes out, answers `?` itself, and hangs up at `!`.
    struct Loud;

    impl Relay for Loud {
        fn driver_said(&mut self, bytes: &[u8], onward: &mut Onward) -> Result<(), Cut> {
            onward.to_server.extend(bytes.to_ascii_uppercase());
            Ok(())
        }

        fn server_said(&mut self, bytes: &[u8], onward: &mut Onward) -> Result<(), Cut> {
            match bytes {
                b"!" => return Err(Cut),
                b"?" => onward.to_server.extend(b"YES"),
                _ => onward.to_driver.extend(bytes),
            }
            Ok(())
        }
    }

    #[tokio::test]
    async fn a_relay_sees_both_ways_until_one_end_closes() {
        let ((near, mut server), (mut driver, far)) = (pair().await, pair().await);
        let splice = Splice::join(far, near, Loud, b"hello ".to_vec());
        driver.write_all(b"there").await.unwrap();
        reads(&mut server, b"HELLO THERE").await;
        server.write_all(b"?").await.unwrap();
        reads(&mut server, b"YES").await;
        server.write_all(b"and here").await.unwrap();
        reads(&mut driver, b"and here").await;
        driver.write_all(b"bye").await.unwrap();
        drop(driver);
        splice.finish().await;
        reads(&mut server, b"BYE").await;
        assert_eq!(server.read(&mut [0; 8]).await.unwrap(), 0);
    }

    #[tokio::test]
    async fn a_cut_reaches_neither_end() {
        let ((near, mut server), (mut driver, far)) = (pair().await, pair().await);
        let splice = Splice::join(far, near, Loud, Vec::new());
        server.write_all(b"!").await.unwrap();
        assert_eq!(driver.read(&mut [0; 8]).await.unwrap_or(0), 0);
        assert_eq!(server.read(&mut [0; 8]).await.unwrap_or(0), 0);
        splice.finish().await;
    }

    #[tokio::test]
    async fn dropping_a_splice_hangs_up_on_both() {
        let ((near, mut server), (mut driver, far)) = (pair().await, pair().await);
        drop(Splice::join(far, near, Loud, Vec::new()));
        assert_eq!(server.read(&mut [0; 8]).await.unwrap_or(0), 0);
        assert_eq!(driver.read(&mut [0; 8]).await.unwrap_or(0), 0);
    }

    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn another_process_is_turned_away() {
        let loopback = Loopback::open().await.unwrap();
        let port = loopback.port();
        let accepted = tokio::spawn(loopback.accept());
        let script = format!("exec 3<>/dev/tcp/127.0.0.1/{port}; cat <&3; echo turned away");
        let stranger = tokio::process::Command::new("bash").args(["-c", &script]).output().await.unwrap();
        assert_eq!(String::from_utf8_lossy(&stranger.stdout), "turned away\n");
        let mut driver = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.unwrap();
        let mut own = accepted.await.unwrap().unwrap();
        driver.write_all(b"ours").await.unwrap();
        reads(&mut own, b"ours").await;
    }
}
