//! Servers that no MariaDB will be: silent, foreign, hostile, or with authentication that only MySQL 8 has. Each plays a
//! script over one connection at a time and records what it was sent.
//!
//! Packets are those of MySQL's source documentation, "Client/Server Protocol": `Protocol::HandshakeV10`, `OK_Packet`,
//! `ERR_Packet`, `AuthSwitchRequest`, `AuthMoreData`, `LOCAL INFILE Request`.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Capabilities of MySQL 8 without CLIENT_SSL.
const CAPABILITIES: u32 = 0x81ff_f7ff;
/// The capability that offers TLS.
const CLIENT_SSL: u32 = 0x0000_0800;

/// One move of a stand-in.
#[derive(Debug, Clone)]
pub enum Step {
    /// Sends these bytes as they are.
    Raw(Vec<u8>),
    /// Sends a packet with this payload, numbered after the last one seen.
    Packet(Vec<u8>),
    /// Waits for a packet of the client.
    Read,
    /// Waits for bytes that are no packets.
    ReadRaw,
    /// Hangs up.
    Close,
    /// Says nothing more until the client hangs up.
    Wait,
}

/// A stand-in that listens.
#[derive(Debug)]
pub struct Peer {
    /// Its port on 127.0.0.1.
    pub port: u16,
    heard: Arc<Mutex<Vec<u8>>>,
}

impl Peer {
    /// Plays `script` to every connection.
    ///
    /// # Panics
    /// When no port can be opened.
    pub async fn start(script: Vec<Step>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let record = Arc::clone(&heard);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (script, record) = (script.clone(), Arc::clone(&record));
                tokio::spawn(async move { play(stream, &script, &record).await });
            }
        });
        Self { port, heard }
    }

    /// Everything that clients sent.
    ///
    /// # Panics
    /// When the stand-in panicked.
    pub fn heard(&self) -> Vec<u8> {
        self.heard.lock().unwrap().clone()
    }

    /// Whether clients sent these bytes somewhere.
    pub fn heard_bytes(&self, bytes: &[u8]) -> bool {
        self.heard().windows(bytes.len()).any(|window| window == bytes)
    }
}

async fn play(mut stream: TcpStream, script: &[Step], heard: &Mutex<Vec<u8>>) -> Option<()> {
    let mut number = 0_u8;
    for step in script {
        match step {
            Step::Raw(bytes) => stream.write_all(bytes).await.ok()?,
            Step::Packet(payload) => {
                stream.write_all(&packet(number, payload)).await.ok()?;
                number = number.wrapping_add(1);
            }
            Step::Read => {
                let mut header = [0; 4];
                stream.read_exact(&mut header).await.ok()?;
                let length = u32::from_le_bytes([header[0], header[1], header[2], 0]);
                let mut payload = vec![0; usize::try_from(length).ok()?];
                stream.read_exact(&mut payload).await.ok()?;
                heard.lock().ok()?.extend(payload);
                number = header[3].wrapping_add(1);
            }
            Step::ReadRaw => {
                let mut bytes = [0; 4096];
                let count = stream.read(&mut bytes).await.ok()?;
                heard.lock().ok()?.extend(&bytes[..count]);
            }
            Step::Close => return Some(()),
            Step::Wait => {}
        }
    }
    // Records what comes after the script, until the client hangs up.
    let mut bytes = [0; 4096];
    loop {
        let count = stream.read(&mut bytes).await.ok()?;
        if count == 0 {
            return Some(());
        }
        heard.lock().ok()?.extend(&bytes[..count]);
    }
}

/// A packet with its header.
pub fn packet(number: u8, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap_or(u32::MAX).to_le_bytes();
    let mut packet = vec![length[0], length[1], length[2], number];
    packet.extend(payload);
    packet
}

/// A greeting that names this authentication plugin.
pub fn greeting(plugin: &str, offers_tls: bool) -> Step {
    let [a, b, c, d] = (if offers_tls { CAPABILITIES | CLIENT_SSL } else { CAPABILITIES }).to_le_bytes();
    let mut payload = b"\x0a8.0.36\0\x07\0\0\0abcdefgh\0".to_vec();
    payload.extend([a, b, 45, 2, 0, c, d, 21]);
    payload.extend([0; 10]);
    payload.extend(b"ijklmnopqrst\0");
    payload.extend(plugin.as_bytes());
    payload.push(0);
    Step::Packet(payload)
}

/// OK.
pub fn ok() -> Step {
    Step::Packet(vec![0, 0, 0, 2, 0, 0, 0])
}

/// An error, with an SQL state when there is one.
pub fn error(number: u16, state: &str, message: &str) -> Step {
    let [low, high] = number.to_le_bytes();
    let mut payload = vec![0xff, low, high];
    if !state.is_empty() {
        payload.push(b'#');
        payload.extend(state.as_bytes());
    }
    payload.extend(message.as_bytes());
    Step::Packet(payload)
}
