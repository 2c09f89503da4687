//! The first packet of a server, read by ourselves: it tells MySQL from everything else, an overloaded or forbidding
//! server from one that takes logins, and whether TLS is on offer, before a driver is asked to do anything.
//!
//! Wire facts: MySQL Internals, "Connection Phase", `Protocol::HandshakeV10` and `ERR_Packet`.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt};

/// Longest greeting; a real one has about 100 bytes.
const MOST: usize = 64 * 1024;
/// Bytes of an answer that is not MySQL that are shown.
const SHOWN: usize = 32;

const CLIENT_LOCAL_FILES: u32 = 1 << 7;
const CLIENT_PROTOCOL_41: u32 = 1 << 9;
const CLIENT_SSL: u32 = 1 << 11;

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
    /// The packet for the driver, with its header; LOCAL INFILE is taken out of what the server offers, so the driver
    /// does not offer it in return.
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

fn hello(mut packet: Vec<u8>) -> Result<Greeting, NoGreeting> {
    let not_mysql = |packet: &[u8]| NoGreeting::NotMysql(printable(packet));
    let rest = &packet[5..];
    let Some(end) = rest.iter().position(|byte| *byte == 0) else { return Err(not_mysql(&packet)) };
    let version = text(&rest[..end]);
    // After the version: thread id (4), scramble (8), filler (1), capabilities low (2), charset (1), status (2), high (2).
    let low_at = 5 + end + 1 + 13;
    let high_at = low_at + 5;
    let Some(low) = packet.get(low_at..low_at + 2) else { return Err(not_mysql(&packet)) };
    let high = packet.get(high_at..high_at + 2).unwrap_or(&[0, 0]);
    let capabilities = u32::from_le_bytes([low[0], low[1], high[0], high[1]]);
    if capabilities & CLIENT_PROTOCOL_41 == 0 {
        return Err(NoGreeting::TooOld(version));
    }
    let [byte, ..] = (capabilities & !CLIENT_LOCAL_FILES).to_le_bytes();
    packet[low_at] = byte;
    let version = version.strip_prefix("5.5.5-").unwrap_or(&version).to_owned();
    Ok(Greeting::Hello(Hello { version, offers_tls: capabilities & CLIENT_SSL != 0, packet }))
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
        let mut packet = u32::try_from(payload.len()).unwrap().to_le_bytes()[..3].to_vec();
        packet.push(0);
        packet.extend(payload);
        packet
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
