//! The first packet of a server, read by ourselves: it tells MySQL from everything else, an overloaded or forbidding
//! server from one that takes logins, and whether TLS is on offer, before a driver is asked to do anything.
//!
//! Wire facts: MySQL Internals, "Connection Phase", `Protocol::HandshakeV10` and `ERR_Packet`.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt};

use super::packets::packet;

/// Longest greeting; a real one has about 100 bytes.
const MOST: usize = 64 * 1024;
/// Bytes of an answer that is not MySQL that are shown.
const SHOWN: usize = 32;

const CLIENT_LOCAL_FILES: u32 = 1 << 7;
const CLIENT_PROTOCOL_41: u32 = 1 << 9;
const CLIENT_SSL: u32 = 1 << 11;
const CLIENT_SECURE_CONNECTION: u32 = 1 << 15;
const CLIENT_PLUGIN_AUTH: u32 = 1 << 19;
/// Longest version and name of a plug-in, in bytes; MySQL's own limit is 60.
const MOST_NAME: usize = 255;
/// Bytes of the salt's second part that are used.
const SECOND_SALT: usize = 12;

/// What a server says first.
#[derive(Debug)]
pub enum Greeting {
    /// It takes logins.
    Hello(Hello),
    /// It does not, and says why.
    Refusal(Refusal),
}

/// A greeting of protocol version 10.
#[derive(Debug, Clone)]
pub struct Hello {
    /// Its version, without the `5.5.5-` that MariaDB puts before it for old replicas.
    pub version: String,
    /// TLS is on offer.
    pub offers_tls: bool,
    /// The plug-in that it begins with; empty when it names none.
    pub plugin: Vec<u8>,
    /// What a login is scrambled with: 20 bytes.
    pub salt: Vec<u8>,
    /// The packet for the driver, with its header, written anew from what was read. LOCAL INFILE is taken out of what the
    /// server offers, so the driver does not offer it in return.
    pub packet: Vec<u8>,
}

/// An error packet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The server's number.
    pub number: u16,
    /// The server's words.
    pub message: String,
}

/// Why there is no greeting.
#[derive(Debug, PartialEq, Eq)]
pub enum NoGreeting {
    /// Closed before anything came, or in the middle.
    HungUp,
    /// Something else: its beginning, printable.
    NotMysql(String),
    /// A protocol before MySQL 4.1: its version.
    TooOld(String),
}

/// Reads one packet and looks at it. Has no time limit of its own.
///
/// # Errors
/// Why it is not a greeting. A length beyond 64 KiB and a sequence number other than 0 are not MySQL.
pub async fn read(stream: &mut (impl AsyncRead + Unpin)) -> Result<Greeting, NoGreeting> {
    let mut packet = vec![0; 4];
    fill(stream, &mut packet).await?;
    let length = usize::from(packet[0]) | usize::from(packet[1]) << 8 | usize::from(packet[2]) << 16;
    if packet[3] != 0 || length == 0 || length > MOST {
        let mut more = [0; SHOWN];
        // What came with the header is here already; nothing is waited for.
        if let Some(Ok(count)) = futures_util::FutureExt::now_or_never(stream.read(&mut more)) {
            packet.extend(&more[..count]);
        }
        return Err(NoGreeting::NotMysql(printable(&packet)));
    }
    packet.resize(4 + length, 0);
    fill(stream, &mut packet[4..]).await?;
    look(packet)
}

async fn fill(stream: &mut (impl AsyncRead + Unpin), buffer: &mut [u8]) -> Result<(), NoGreeting> {
    let mut filled = 0;
    while filled < buffer.len() {
        match stream.read(&mut buffer[filled..]).await {
            Ok(0) if filled > 0 => return Err(NoGreeting::NotMysql(printable(&buffer[..filled]))),
            Ok(0) => return Err(NoGreeting::HungUp),
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => return Err(NoGreeting::HungUp),
        }
    }
    Ok(())
}

fn look(packet: Vec<u8>) -> Result<Greeting, NoGreeting> {
    let payload = &packet[4..];
    match payload.first() {
        Some(0x0a) => hello(packet),
        Some(0xff) => refusal(payload).map(Greeting::Refusal).ok_or_else(|| NoGreeting::NotMysql(printable(payload))),
        Some(9) => Err(NoGreeting::TooOld(text(payload.get(1..).unwrap_or_default()))),
        _ => Err(NoGreeting::NotMysql(printable(&packet))),
    }
}

fn hello(packet: Vec<u8>) -> Result<Greeting, NoGreeting> {
    Fields::read(&packet[5..]).ok_or_else(|| NoGreeting::NotMysql(printable(&packet)))?.hello().map(Greeting::Hello)
}

/// The fields of a greeting, in their order.
struct Fields<'a> {
    version: &'a [u8],
    thread: [u8; 4],
    first_salt: [u8; 8],
    capabilities: u32,
    charset: u8,
    status: [u8; 2],
    /// Reserved; MariaDB has its further capabilities here.
    reserved: [u8; 10],
    second_salt: &'a [u8],
    plugin: &'a [u8],
}

impl<'a> Fields<'a> {
    /// `None` for what is cut off, or has names beyond all measure.
    fn read(mut rest: &'a [u8]) -> Option<Self> {
        let end = rest.iter().take(MOST_NAME + 1).position(|byte| *byte == 0)?;
        let version = &rest[..end];
        rest = &rest[end + 1..];
        let thread = take(&mut rest)?;
        let first_salt = take(&mut rest)?;
        let [_filler] = take(&mut rest)?;
        let [a, b]: [u8; 2] = take(&mut rest)?;
        // Before MySQL 4.1 it ends here.
        let [charset] = take(&mut rest).unwrap_or_default();
        let status = take(&mut rest).unwrap_or_default();
        let [c, d]: [u8; 2] = take(&mut rest).unwrap_or_default();
        let [salts] = take(&mut rest).unwrap_or_default();
        let reserved = take(&mut rest).unwrap_or_default();
        let capabilities = u32::from_le_bytes([a, b, c, d]);
        let modern = CLIENT_PROTOCOL_41 | CLIENT_SECURE_CONNECTION;
        let mut second_salt: &[u8] = &[];
        if capabilities & modern == modern {
            // At least 12 bytes and a zero.
            let length = usize::from(salts).saturating_sub(first_salt.len()).max(SECOND_SALT + 1);
            (second_salt, rest) = rest.split_at_checked(length)?;
        }
        let plugin =
            if capabilities & CLIENT_PLUGIN_AUTH == 0 { &[] } else { rest.strip_suffix(b"\0").unwrap_or(rest) };
        (plugin.len() <= MOST_NAME).then_some(Self {
            version,
            thread,
            first_salt,
            capabilities,
            charset,
            status,
            reserved,
            second_salt,
            plugin,
        })
    }

    fn hello(&self) -> Result<Hello, NoGreeting> {
        let version = text(self.version);
        let modern = CLIENT_PROTOCOL_41 | CLIENT_SECURE_CONNECTION;
        if self.capabilities & modern != modern {
            return Err(NoGreeting::TooOld(version));
        }
        let second_salt = &self.second_salt[..SECOND_SALT];
        let [a, b, c, d] = (self.capabilities & !CLIENT_LOCAL_FILES).to_le_bytes();
        let salts = u8::try_from(self.first_salt.len() + SECOND_SALT + 1).unwrap_or_default();
        let payload = [
            &[0x0a],
            self.version,
            &[0],
            &self.thread,
            &self.first_salt,
            &[0, a, b, self.charset],
            &self.status,
            &[c, d, salts],
            &self.reserved,
            second_salt,
            &[0],
            self.plugin,
            &[0],
        ]
        .concat();
        Ok(Hello {
            version: version.strip_prefix("5.5.5-").unwrap_or(&version).to_owned(),
            offers_tls: self.capabilities & CLIENT_SSL != 0,
            plugin: self.plugin.to_vec(),
            salt: [&self.first_salt, second_salt].concat(),
            packet: packet(0, &payload),
        })
    }
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (taken, after) = rest.split_first_chunk()?;
    *rest = after;
    Some(*taken)
}

/// Before a login the error packet has no SQL state; some servers send one all the same (`#08004`).
fn refusal(payload: &[u8]) -> Option<Refusal> {
    let number = u16::from_le_bytes([*payload.get(1)?, *payload.get(2)?]);
    let message = payload.get(3..)?;
    let message = if message.first() == Some(&b'#') { message.get(6..).unwrap_or_default() } else { message };
    Some(Refusal { number, message: text(message) })
}

fn text(bytes: &[u8]) -> String {
    let bytes = bytes.split(|byte| *byte == 0).next().unwrap_or_default();
    String::from_utf8_lossy(&bytes[..bytes.len().min(512)]).into_owned()
}

fn printable(bytes: &[u8]) -> String {
    let shown = bytes.iter().take(SHOWN);
    shown.map(|byte| if byte.is_ascii_graphic() || *byte == b' ' { char::from(*byte) } else { '.' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packet(payload: &[u8]) -> Vec<u8> {
        super::packet(0, payload)
    }

    fn hello_payload(version: &str, capabilities: u32) -> Vec<u8> {
        let [a, b, c, d] = capabilities.to_le_bytes();
        let mut payload = vec![0x0a];
        payload.extend(version.as_bytes());
        payload.extend([0, 1, 0, 0, 0]);
        payload.extend(b"12345678\0");
        payload.extend([a, b, 45, 2, 0, c, d, 21]);
        payload.extend([0; 10]);
        payload.extend(b"123456789012\0mysql_native_password\0");
        payload
    }

    async fn of(bytes: &[u8]) -> Result<Greeting, NoGreeting> {
        read(&mut &bytes[..]).await
    }

    #[tokio::test]
    async fn a_greeting_tells_version_and_tls_and_offers_no_local_infile() {
        let all = u32::MAX;
        let Ok(Greeting::Hello(hello)) = of(&packet(&hello_payload("5.5.5-10.11.6-MariaDB", all))).await else {
            panic!()
        };
        assert_eq!(hello.version, "10.11.6-MariaDB");
        assert!(hello.offers_tls);
        assert_eq!(hello.packet, packet(&hello_payload("5.5.5-10.11.6-MariaDB", all & !CLIENT_LOCAL_FILES)));
        assert_eq!((&hello.plugin[..], &hello.salt[..]), (&b"mysql_native_password"[..], &b"12345678123456789012"[..]));
        let Ok(Greeting::Hello(plain)) = of(&packet(&hello_payload("8.0.36", all & !CLIENT_SSL))).await else {
            panic!()
        };
        assert!(!plain.offers_tls);
    }

    #[tokio::test]
    async fn a_refusal_is_read_with_and_without_state() {
        for message in ["Too many connections", "#08004Too many connections"] {
            let mut payload = vec![0xff, 0x10, 0x04];
            payload.extend(message.as_bytes());
            let Ok(Greeting::Refusal(refusal)) = of(&packet(&payload)).await else { panic!() };
            assert_eq!(refusal, Refusal { number: 1040, message: "Too many connections".into() });
        }
    }

    #[tokio::test]
    async fn other_things_are_not_mysql() {
        assert_eq!(of(b"").await.unwrap_err(), NoGreeting::HungUp);
        let ssh = of(b"SSH-2.0-OpenSSH_9.2\r\n").await.unwrap_err();
        assert_eq!(ssh, NoGreeting::NotMysql("SSH-2.0-OpenSSH_9.2..".into()));
        // A sequence number other than 0, a length of 16 MB, a version without end, a body that is cut off.
        for bytes in
            [&[5, 0, 0, 1, 0x0a][..], &[255, 255, 255, 0, 0x0a], &packet(b"\x0a8.0"), &[80, 0, 0, 0, 0x0a, b'8']]
        {
            assert!(matches!(of(bytes).await, Err(NoGreeting::NotMysql(_))), "{bytes:?}");
        }
        assert!(matches!(of(&packet(&hello_payload("3.23", 0))).await, Err(NoGreeting::TooOld(_))));
    }
}
