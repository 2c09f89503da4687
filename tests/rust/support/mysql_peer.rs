//! Servers that no MariaDB will be: silent, foreign, hostile, or with authentication that only MySQL 8 has. Each plays a
//! script over every connection and records what it was sent.
//!
//! Packets are those of MySQL's source documentation, "Client/Server Protocol": `Protocol::HandshakeV10`, `OK_Packet`,
//! `ERR_Packet`, `AuthSwitchRequest`, `AuthMoreData`, `LOCAL INFILE Request`, `COM_QUERY Response`. Where a step decides
//! for itself (`Login`, `Serve`), MySQL's own client agrees with it: `vendor_clients.rs`.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use rustls::ServerConfig;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{AbortHandle, JoinSet};
use tokio_rustls::TlsAcceptor;

use crate::ca::Certificates;
use crate::mysql_login::{Account, login};

/// Capabilities of MySQL 8 without CLIENT_SSL.
const CAPABILITIES: u32 = 0x81ff_f7ff;
/// The capability that offers TLS.
pub const CLIENT_SSL: u32 = 0x0000_0800;
/// The capability that leaves EOF packets out of result sets.
const CLIENT_DEPRECATE_EOF: u32 = 0x0100_0000;
/// The 20 bytes that every greeting scrambles with.
pub const SALT: &[u8; 20] = b"abcdefghijklmnopqrst";
/// Most bytes of a conversation that are kept, and the longest packet that is taken.
const MOST_HEARD: usize = 1024 * 1024;

/// One move of a stand-in.
#[derive(Debug, Clone)]
pub enum Step {
    /// Sends these bytes as they are.
    Raw(Vec<u8>),
    /// Sends a packet with this payload, numbered after the last one seen.
    Packet(Vec<u8>),
    /// Sends these bytes one by one, so far apart.
    Slowly(Vec<u8>, Duration),
    /// Sends these bytes again and again until the client hangs up.
    Endless(Vec<u8>),
    /// Sends packets with this payload, numbered on, until the client hangs up.
    EndlessPackets(Vec<u8>),
    /// Waits for a packet of the client.
    Read,
    /// Waits for bytes that are no packets.
    ReadRaw,
    /// Waits for the client's request for TLS and agrees on it.
    Tls(Arc<ServerConfig>),
    /// Greets and lets this account in, or refuses it, as MySQL does.
    Login(Account),
    /// Answers commands until the client says good-bye: a query gets the first of these whose text it contains, anything
    /// else gets OK.
    Serve(Vec<(&'static str, Answer)>),
    /// Hangs up.
    Close,
    /// Says nothing more until the client hangs up.
    Wait,
}

/// An answer to a query.
#[derive(Debug, Clone)]
pub enum Answer {
    /// A result set: columns, then rows.
    Rows(Vec<&'static str>, Vec<Vec<String>>),
    /// These steps; the conversation ends with them.
    Play(Vec<Step>),
}

/// A stand-in that listens; dropping it ends it with all its connections.
#[derive(Debug)]
pub struct Peer {
    /// Its port on 127.0.0.1.
    pub port: u16,
    heard: Arc<Mutex<Vec<u8>>>,
    accepting: AbortHandle,
}

impl Drop for Peer {
    fn drop(&mut self) {
        self.accepting.abort();
    }
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
        let (record, script) = (Arc::clone(&heard), Arc::new(script));
        let accepting = tokio::spawn(async move {
            let mut conversations = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let (script, heard) = (Arc::clone(&script), Arc::clone(&record));
                conversations.spawn(async move { Conversation::new(stream, heard).run(&script).await });
            }
        });
        Self { port, heard, accepting: accepting.abort_handle() }
    }

    /// Everything that clients sent; within TLS, what they sent through it.
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

trait Duplex: AsyncRead + AsyncWrite + Unpin + Send {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send> Duplex for T {}

/// One connection, at some point of the script.
pub struct Conversation {
    stream: Option<Box<dyn Duplex>>,
    /// Number of the next packet.
    number: u8,
    /// What the client can do, once it has logged in.
    pub capabilities: u32,
    /// The connection is encrypted.
    pub encrypted: bool,
    heard: Arc<Mutex<Vec<u8>>>,
}

impl Conversation {
    fn new(stream: TcpStream, heard: Arc<Mutex<Vec<u8>>>) -> Self {
        let _ = stream.set_nodelay(true);
        Self { stream: Some(Box::new(stream)), number: 0, capabilities: 0, encrypted: false, heard }
    }

    /// `None` when the client hung up or was not let in.
    async fn run(mut self, script: &[Step]) -> Option<()> {
        for step in script {
            if matches!(step, Step::Close) {
                return Some(());
            }
            self.play(step).await?;
        }
        // Records what comes after the script, until the client hangs up.
        while self.read_some().await? > 0 {}
        Some(())
    }

    async fn play(&mut self, step: &Step) -> Option<()> {
        match step {
            Step::Raw(bytes) => self.write(bytes).await?,
            Step::Packet(payload) => self.send(payload).await?,
            Step::Slowly(bytes, pause) => {
                for byte in bytes {
                    self.write(&[*byte]).await?;
                    tokio::time::sleep(*pause).await;
                }
            }
            Step::Endless(bytes) => loop {
                self.write(bytes).await?;
            },
            Step::EndlessPackets(payload) => loop {
                self.send(payload).await?;
            },
            Step::Read => {
                let payload = self.receive().await?;
                // The first that is long enough is a login.
                if let Some(capabilities) =
                    payload.first_chunk().filter(|_| self.capabilities == 0 && payload.len() > 32)
                {
                    self.capabilities = u32::from_le_bytes(*capabilities);
                }
            }
            Step::ReadRaw => drop(self.read_some().await?),
            Step::Tls(config) => {
                self.receive().await?;
                self.encrypt(config).await?;
            }
            Step::Login(account) => login(self, account).await?,
            Step::Serve(answers) => self.serve(answers).await?,
            Step::Close | Step::Wait => {}
        }
        Some(())
    }

    /// Sends a packet.
    pub async fn send(&mut self, payload: &[u8]) -> Option<()> {
        self.write(&packet(self.number, payload)).await?;
        self.number = self.number.wrapping_add(1);
        Some(())
    }

    /// Waits for a packet; its payload.
    pub async fn receive(&mut self) -> Option<Vec<u8>> {
        let stream = self.stream.as_mut()?;
        let mut header = [0; 4];
        stream.read_exact(&mut header).await.ok()?;
        let length = u32::from_le_bytes([header[0], header[1], header[2], 0]);
        let mut payload = vec![0; usize::try_from(length).ok().filter(|length| *length < MOST_HEARD)?];
        stream.read_exact(&mut payload).await.ok()?;
        self.number = header[3].wrapping_add(1);
        self.note(&payload)?;
        Some(payload)
    }

    /// Becomes the server's side of TLS.
    pub async fn encrypt(&mut self, config: &Arc<ServerConfig>) -> Option<()> {
        let stream = TlsAcceptor::from(Arc::clone(config)).accept(self.stream.take()?).await.ok()?;
        self.stream = Some(Box::new(stream));
        self.encrypted = true;
        Some(())
    }

    async fn serve(&mut self, answers: &[(&'static str, Answer)]) -> Option<()> {
        const COM_QUIT: u8 = 1;
        const COM_QUERY: u8 = 3;
        loop {
            let command = self.receive().await?;
            let query = match command.split_first()? {
                (&COM_QUIT, _) => return None,
                (&COM_QUERY, query) => String::from_utf8_lossy(query).into_owned(),
                _ => String::new(),
            };
            match answers.iter().find(|(text, _)| query.contains(text)).map(|(_, answer)| answer) {
                None => self.send(&OK).await?,
                Some(Answer::Rows(columns, rows)) => {
                    for payload in result_set(columns, rows, self.capabilities & CLIENT_DEPRECATE_EOF != 0) {
                        self.send(&payload).await?;
                    }
                }
                Some(Answer::Play(steps)) => {
                    for step in steps {
                        if matches!(step, Step::Close) {
                            return None;
                        }
                        Box::pin(self.play(step)).await?;
                    }
                    return Some(());
                }
            }
        }
    }

    async fn write(&mut self, bytes: &[u8]) -> Option<()> {
        let stream = self.stream.as_mut()?;
        stream.write_all(bytes).await.ok()?;
        stream.flush().await.ok()
    }

    async fn read_some(&mut self) -> Option<usize> {
        let mut bytes = [0; 4096];
        let count = self.stream.as_mut()?.read(&mut bytes).await.ok()?;
        self.note(&bytes[..count])?;
        Some(count)
    }

    fn note(&self, bytes: &[u8]) -> Option<()> {
        let mut heard = self.heard.lock().ok()?;
        let room = MOST_HEARD.saturating_sub(heard.len()).min(bytes.len());
        heard.extend(&bytes[..room]);
        Some(())
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
    Step::Packet(greeting_payload("8.0.36", plugin, offers_tls))
}

/// The payload of a greeting.
pub fn greeting_payload(version: &str, plugin: &str, offers_tls: bool) -> Vec<u8> {
    let [a, b, c, d] = (if offers_tls { CAPABILITIES | CLIENT_SSL } else { CAPABILITIES }).to_le_bytes();
    let mut payload = [b"\x0a", version.as_bytes(), b"\0\x07\0\0\0", &SALT[..8], b"\0"].concat();
    payload.extend([a, b, 45, 2, 0, c, d, 21]);
    payload.extend([0; 10]);
    payload.extend(&SALT[8..]);
    payload.push(0);
    payload.extend(plugin.as_bytes());
    payload.push(0);
    payload
}

/// The payload of OK.
pub const OK: [u8; 7] = [0, 0, 0, 2, 0, 0, 0];

/// OK.
pub fn ok() -> Step {
    Step::Packet(OK.to_vec())
}

/// An error, with an SQL state when there is one.
pub fn error(number: u16, state: &str, message: &str) -> Step {
    Step::Packet(error_payload(number, state, message))
}

/// The payload of an error.
pub fn error_payload(number: u16, state: &str, message: &str) -> Vec<u8> {
    let [low, high] = number.to_le_bytes();
    let mut payload = vec![0xff, low, high];
    if !state.is_empty() {
        payload.push(b'#');
        payload.extend(state.as_bytes());
    }
    payload.extend(message.as_bytes());
    payload
}

/// The payloads of a result set of texts; with `short`, as CLIENT_DEPRECATE_EOF has it.
pub fn result_set(columns: &[&str], rows: &[Vec<String>], short: bool) -> Vec<Vec<u8>> {
    const EOF: [u8; 5] = [0xfe, 0, 0, 2, 0];
    let mut payloads = vec![counted(columns.len())];
    payloads.extend(columns.iter().map(|name| column(name)));
    if !short {
        payloads.push(EOF.to_vec());
    }
    payloads.extend(rows.iter().map(|row| row.iter().flat_map(|text| text_field(text)).collect()));
    payloads.push(if short { [0xfe, 0, 0, 2, 0, 0, 0].to_vec() } else { EOF.to_vec() });
    payloads
}

/// The payload of a column definition: a text of utf8mb4.
pub fn column(name: &str) -> Vec<u8> {
    let mut payload: Vec<u8> = ["def", "", "", "", name, ""].into_iter().flat_map(text_field).collect();
    payload.extend([12, 45, 0, 0, 4, 0, 0, 253, 0, 0, 31, 0, 0]);
    payload
}

fn text_field(text: &str) -> Vec<u8> {
    [counted(text.len()), text.as_bytes().to_vec()].concat()
}

/// A length-encoded integer.
pub fn counted(count: usize) -> Vec<u8> {
    let [a, b, c, d, e, f, g, h] = u64::try_from(count).unwrap_or(u64::MAX).to_le_bytes();
    match count {
        0..251 => vec![a],
        251..0x1_0000 => vec![0xfc, a, b],
        0x1_0000..0x100_0000 => vec![0xfd, a, b, c],
        _ => vec![0xfe, a, b, c, d, e, f, g, h],
    }
}

/// The server's settings for TLS, without client certificates.
///
/// # Panics
/// When certificate or key cannot be used.
pub fn tls_config(certificates: &Certificates) -> Arc<ServerConfig> {
    use rustls::pki_types::pem::PemObject;
    use rustls::pki_types::{CertificateDer, PrivateKeyDer};
    let chain = CertificateDer::pem_slice_iter(certificates.certificate.as_bytes()).map(Result::unwrap).collect();
    let key = PrivateKeyDer::from_pem_slice(certificates.key.as_bytes()).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let builder = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    Arc::new(builder.with_no_client_auth().with_single_cert(chain, key).unwrap())
}
