//! MySQL's login as the server plays it: `mysql_native_password` and `caching_sha2_password` with both of its paths.
//!
//! Copied from MySQL's source documentation: "Native Authentication", "Caching_sha2 information", `Protocol::SSLRequest`,
//! `Protocol::HandshakeResponse41`, `AuthSwitchRequest`, `AuthMoreData`. Over plain TCP the full path gives out an RSA key
//! and takes the password, mixed with the salt, under OAEP with SHA-1. A hash that is remembered and does not fit leads
//! to the full path, as in the server.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};

use aws_lc_rs::encoding::{AsDer, PublicKeyX509Der};
use aws_lc_rs::rsa::{KeySize, OAEP_SHA1_MGF1SHA1, OaepPrivateDecryptingKey, PrivateDecryptingKey};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rustls::ServerConfig;
use sha1::Sha1;
use sha2::{Digest, Sha256};

use crate::mysql_peer::{CLIENT_SSL, Conversation, OK, SALT, error_payload, greeting_payload};

const CLIENT_CONNECT_WITH_DB: u32 = 0x0000_0008;
const CLIENT_PLUGIN_AUTH: u32 = 0x0008_0000;
const CLIENT_PLUGIN_AUTH_LENENC: u32 = 0x0020_0000;
/// Sent with an `AuthSwitchRequest`.
const SECOND_SALT: &[u8; 20] = b"ABCDEFGHIJKLMNOPQRST";

/// How a password is proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plugin {
    /// `mysql_native_password`.
    Native,
    /// `caching_sha2_password`.
    Sha2,
}

impl Plugin {
    /// Its name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Native => "mysql_native_password",
            Self::Sha2 => "caching_sha2_password",
        }
    }
}

/// An account, and how the server greets it.
#[derive(Debug, Clone)]
pub struct Account {
    /// Its name.
    pub user: &'static str,
    /// Its password.
    pub password: &'static str,
    /// How it is proved.
    pub plugin: Plugin,
    /// What the greeting names; another one than the account's leads to a switch.
    pub greets: Plugin,
    /// The server remembers a hash: the fast path.
    pub cached: Arc<AtomicBool>,
    /// TLS is on offer.
    pub tls: Option<Arc<ServerConfig>>,
}

impl Account {
    /// `app` with the password of all test accounts, over plain TCP, not remembered yet.
    pub fn new(plugin: Plugin) -> Self {
        let (user, password) = (crate::mariadb::users::APP, crate::mariadb::PASSWORD);
        Self { user, password, plugin, greets: plugin, cached: Arc::default(), tls: None }
    }

    /// Offers TLS.
    #[must_use]
    pub fn over(mut self, tls: &Arc<ServerConfig>) -> Self {
        self.tls = Some(Arc::clone(tls));
        self
    }

    /// Is remembered.
    #[must_use]
    pub fn remembered(self) -> Self {
        self.cached.store(true, Ordering::SeqCst);
        self
    }

    /// Greets with another plugin.
    #[must_use]
    pub const fn greeted_as(mut self, plugin: Plugin) -> Self {
        self.greets = plugin;
        self
    }
}

/// What a client says of itself.
struct Response {
    capabilities: u32,
    user: String,
    proof: Vec<u8>,
    plugin: String,
}

/// Greets, and ends with OK; `None` when the account was refused or the client hung up.
pub async fn login(with: &mut Conversation, account: &Account) -> Option<()> {
    with.send(&greeting_payload("8.0.36", account.greets.name(), account.tls.is_some())).await?;
    let mut payload = with.receive().await?;
    if u32::from_le_bytes(payload.first_chunk().copied()?) & CLIENT_SSL != 0 {
        with.encrypt(account.tls.as_ref()?).await?;
        payload = with.receive().await?;
    }
    let response = Response::read(&payload)?;
    with.capabilities = response.capabilities;
    let mut salt = SALT;
    let mut proof = response.proof;
    if response.plugin != account.plugin.name() {
        salt = SECOND_SALT;
        let name = account.plugin.name().as_bytes();
        with.send(&[b"\xfe", name, b"\0", salt.as_slice(), b"\0"].concat()).await?;
        proof = with.receive().await?;
    }
    let known = response.user == account.user;
    let right = match account.plugin {
        Plugin::Native => proof == native(account.password, salt),
        Plugin::Sha2 => sha2(with, account, salt, &proof).await?,
    };
    if known && right {
        return with.send(&OK).await;
    }
    let (user, with_password) = (response.user, if proof.is_empty() { "NO" } else { "YES" });
    let words = format!("Access denied for user '{user}'@'127.0.0.1' (using password: {with_password})");
    with.send(&error_payload(1045, "28000", &words)).await?;
    None
}

/// Whether the password was proved. Says "fast authentication" itself; OK is left to the caller.
async fn sha2(with: &mut Conversation, account: &Account, salt: &[u8], proof: &[u8]) -> Option<bool> {
    const FAST: [u8; 2] = [1, 3];
    const FULL: [u8; 2] = [1, 4];
    const KEY_REQUEST: [u8; 1] = [2];
    if proof.is_empty() {
        return Some(account.password.is_empty());
    }
    if account.cached.load(Ordering::SeqCst) && proof == scrambled(account.password, salt) {
        with.send(&FAST).await?;
        return Some(true);
    }
    with.send(&FULL).await?;
    let mut answer = with.receive().await?;
    if !with.encrypted {
        let (key, key_pem) = &*KEYS;
        if answer == KEY_REQUEST {
            with.send(&[b"\x01", key_pem.as_bytes()].concat()).await?;
            answer = with.receive().await?;
        }
        let mut plain = vec![0; key.min_output_size()];
        // Without the key's protection nothing is taken, whatever it says.
        let plain = key.decrypt(&OAEP_SHA1_MGF1SHA1, &answer, &mut plain, None).ok()?;
        answer = plain.iter().zip(salt.iter().cycle()).map(|(byte, salt)| byte ^ salt).collect();
    }
    let right = answer.strip_suffix(b"\0") == Some(account.password.as_bytes());
    if right {
        account.cached.store(true, Ordering::SeqCst);
    }
    Some(right)
}

impl Response {
    fn read(payload: &[u8]) -> Option<Self> {
        let capabilities = u32::from_le_bytes(payload.first_chunk().copied()?);
        let mut rest = payload.get(32..)?;
        let user = until_zero(&mut rest)?;
        // Both forms of the length are one byte here: no proof is longer than 250.
        let (length, after) = rest.split_first()?;
        assert!(capabilities & CLIENT_PLUGIN_AUTH_LENENC == 0 || *length < 251);
        let (proof, mut rest) = after.split_at_checked(usize::from(*length))?;
        if capabilities & CLIENT_CONNECT_WITH_DB != 0 {
            until_zero(&mut rest)?;
        }
        let plugin = if capabilities & CLIENT_PLUGIN_AUTH == 0 { String::new() } else { until_zero(&mut rest)? };
        Some(Self { capabilities, user, proof: proof.to_vec(), plugin })
    }
}

fn until_zero(rest: &mut &[u8]) -> Option<String> {
    let end = rest.iter().position(|byte| *byte == 0)?;
    let text = String::from_utf8_lossy(&rest[..end]).into_owned();
    *rest = &rest[end + 1..];
    Some(text)
}

/// SHA1(password) XOR SHA1(salt + SHA1(SHA1(password))).
fn native(password: &str, salt: &[u8]) -> Vec<u8> {
    if password.is_empty() {
        return Vec::new();
    }
    let once = Sha1::digest(password);
    let mixed = Sha1::digest([salt, Sha1::digest(once).as_slice()].concat());
    once.iter().zip(mixed).map(|(a, b)| a ^ b).collect()
}

/// SHA256(password) XOR SHA256(SHA256(SHA256(password)) + salt).
fn scrambled(password: &str, salt: &[u8]) -> Vec<u8> {
    let once = Sha256::digest(password);
    let mixed = Sha256::digest([Sha256::digest(once).as_slice(), salt].concat());
    once.iter().zip(mixed).map(|(a, b)| a ^ b).collect()
}

/// The key that the stand-in keeps, and what it gives out of it.
static KEYS: LazyLock<(OaepPrivateDecryptingKey, String)> = LazyLock::new(|| {
    let private = PrivateDecryptingKey::generate(KeySize::Rsa2048).unwrap();
    let public = private.public_key();
    let der: PublicKeyX509Der<'_> = public.as_der().unwrap();
    (OaepPrivateDecryptingKey::new(private).unwrap(), public_key_pem(der.as_ref()))
});

/// A public key in PEM form, with its lines as OpenSSL breaks them.
pub fn public_key_pem(der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    let lines: Vec<&str> = text.as_bytes().chunks(64).filter_map(|line| std::str::from_utf8(line).ok()).collect();
    format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", lines.join("\n"))
}
