//! What stands between the driver and a server: every packet is seen before the driver does, with TLS as without.
//!
//! The driver believes what it is told: it makes room for as many columns as a server announces (and the process ends
//! when there is no such room), panics on packets that are empty or keys that are none, and computes with an RSA key of
//! any size while everything waits. So what no MySQL server says is not passed on: the relay hangs up and notes why.
//!
//! TLS is ours and ends here. The driver therefore sees plain text, and what it would do differently through TLS is done
//! for it: the packets of a login are numbered after the request for TLS, and where `caching_sha2_password` asks for the
//! password itself, the relay gives it, to a server that is talked to through TLS, and only after the driver has proved
//! that it knows the password.
//!
//! Facts: MySQL's source documentation, "Connection Phase", "Caching_sha2 information", `COM_QUERY Response`.

use std::sync::{Arc, Mutex, PoisonError};

use headwater_net::splice::{Cut, Onward, Relay};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::codes;
use super::packets::{Packets, length_encoded, packet};
use super::rsa_key;

/// Largest packet of a login, in bytes; a real one has hundreds.
const MOST_LOGIN: usize = 64 * 1024;
/// Largest packet of an answer, in bytes: more than any grant, variable or name that a test asks for.
const MOST_PACKET: usize = 1024 * 1024;
/// Most columns of a result: MySQL's own limit for a table.
const MOST_COLUMNS: u64 = 4096;
/// Largest sum of a result's column definitions, in bytes. The driver keeps all of them.
const MOST_DEFINITIONS: usize = 512 * 1024;
/// Bytes that the salt of both common plug-ins has.
const SALT: usize = 20;
/// Bytes that the challenge of ed25519 has.
const ED25519_SALT: usize = 32;

/// CLIENT_SSL, in the second byte of the capabilities.
const CLIENT_SSL: u8 = 0x08;
/// CLIENT_DEPRECATE_EOF, in the fourth.
const CLIENT_DEPRECATE_EOF: u8 = 0x01;
/// Where a request for TLS ends and the name of the user begins.
pub const SSL_REQUEST: usize = 32;

const COM_QUERY: u8 = 3;
const SHA2_PLUGIN: &[u8] = b"caching_sha2_password";
const SERVER_OK: u8 = 0x00;
const MORE_DATA: u8 = 0x01;
const LOCAL_INFILE: u8 = 0xfb;
const SWITCH_OR_EOF: u8 = 0xfe;
const SERVER_ERROR: u8 = 0xff;

/// What `caching_sha2_password` did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sha2 {
    /// Nothing that was seen.
    #[default]
    Unseen,
    /// The server knew a hash of the password.
    Fast,
    /// It asked for the password, and got it: under its RSA key, or through TLS.
    Full,
}

/// Why the relay hung up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Broken {
    /// The password would have gone out under a key that nobody vouched for, on prod.
    RsaRefused,
    /// The driver does not speak this plug-in.
    Plugin(String),
    /// No MySQL server says this: the code of the finding.
    Protocol(&'static str),
}

/// What a relay saw; shared with those who explain.
#[derive(Debug, Clone, Default)]
pub struct Watch(Arc<Mutex<Watched>>);

#[derive(Debug, Default)]
struct Watched {
    sha2: Sha2,
    broken: Option<Broken>,
}

impl Watch {
    /// What `caching_sha2_password` did.
    pub fn sha2(&self) -> Sha2 {
        self.with(|watched| watched.sha2)
    }

    /// Why the relay hung up, if it did.
    pub fn broken(&self) -> Option<Broken> {
        self.with(|watched| watched.broken.clone())
    }

    fn with<T>(&self, look: impl FnOnce(&mut Watched) -> T) -> T {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn cut(&self, why: Broken) -> Cut {
        self.with(|watched| watched.broken = Some(why));
        Cut
    }
}

/// What is special about one login.
#[derive(Debug)]
pub struct Terms {
    /// The connection is encrypted.
    pub encrypted: bool,
    /// Without TLS, the password is not sent under an RSA key.
    pub refuse_rsa: bool,
    /// The password; empty for an account without one.
    pub password: Zeroizing<String>,
    /// The plug-in that the greeting names.
    pub plugin: Vec<u8>,
    /// The greeting's salt.
    pub salt: Vec<u8>,
}

/// See the module.
pub struct SqlRelay {
    terms: Terms,
    watch: Watch,
    phase: Phase,
    /// How far the server's numbers are ahead of the driver's.
    ahead: u8,
    /// The driver has shown the right scramble for the salt in force.
    proved: bool,
    /// Result sets end without a packet of the old kind after the columns.
    short: bool,
    driver: Packets,
    server: Packets,
}

/// What the server is to say next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// An answer to the login.
    Login,
    /// Its RSA key.
    Key,
    /// OK or an error.
    Settled,
    /// The first packet of an answer to a command.
    First,
    /// So many definitions of columns; bytes of them so far.
    Columns(u64, usize),
    /// The end of the columns.
    ColumnsEnd,
    /// Rows, or their end.
    Rows,
    /// An answer to a command that is no query: prepared statements come with tasks.
    Other,
}

impl SqlRelay {
    /// A relay for a login that has not begun.
    pub fn new(terms: Terms, watch: Watch) -> Self {
        Self {
            ahead: u8::from(terms.encrypted),
            terms,
            watch,
            phase: Phase::Login,
            proved: false,
            short: false,
            driver: Packets::default(),
            server: Packets::default(),
        }
    }

    /// The payload of a request for TLS, from the beginning of the driver's login.
    pub fn tls_request(login: &[u8]) -> Vec<u8> {
        let mut request = login.to_vec();
        mark_encrypted(&mut request);
        request
    }

    fn in_login(&self) -> bool {
        matches!(self.phase, Phase::Login | Phase::Key | Phase::Settled)
    }

    fn protocol(&self, code: &'static str) -> Cut {
        self.watch.cut(Broken::Protocol(code))
    }

    /// The driver's packets pass; in a login they are looked at.
    fn of_driver(&mut self, number: u8, mut payload: Zeroizing<Vec<u8>>, onward: &mut Onward) {
        if !self.in_login() {
            if number == 0 {
                self.phase = if payload.first() == Some(&COM_QUERY) { Phase::First } else { Phase::Other };
            }
            return onward.to_server.extend(packet(number, &payload));
        }
        if number == 1 {
            self.short = payload.get(3).is_some_and(|fourth| fourth & CLIENT_DEPRECATE_EOF != 0);
            if self.terms.encrypted {
                mark_encrypted(&mut payload);
            }
        }
        self.proved |= self.is_proof(&payload);
        onward.to_server.extend(packet(number.wrapping_add(self.ahead), &payload));
    }

    /// Whether the scramble of `caching_sha2_password` is in it: SHA256(p) XOR SHA256(SHA256(SHA256(p)) + salt). A
    /// program that is not our driver and reached the loopback port first cannot make it.
    fn is_proof(&self, payload: &[u8]) -> bool {
        let once = Sha256::digest(self.terms.password.as_bytes());
        let mixed = Sha256::digest([Sha256::digest(once).as_slice(), &self.terms.salt].concat());
        let scramble: Vec<u8> = once.iter().zip(mixed).map(|(a, b)| a ^ b).collect();
        payload.windows(scramble.len()).any(|window| window == scramble)
    }

    fn of_server(&mut self, number: u8, payload: Vec<u8>, onward: &mut Onward) -> Result<(), Cut> {
        let Some(first) = payload.first().copied() else { return Err(self.protocol(codes::PROTOCOL_EMPTY)) };
        if self.in_login() {
            return self.of_login(number, first, payload, onward);
        }
        self.phase = match self.phase {
            Phase::Other => Phase::Other,
            // An error ends any answer. So does a report of progress, which nobody asked for.
            _ if first == SERVER_ERROR => Phase::First,
            Phase::Columns(left, bytes) => self.definition(left, bytes + payload.len())?,
            Phase::ColumnsEnd => Phase::Rows,
            Phase::Rows if self.is_end(&payload) => Phase::First,
            Phase::Rows => Phase::Rows,
            _ if first == SERVER_OK || first == LOCAL_INFILE => Phase::First,
            _ => self.columns(&payload)?,
        };
        onward.to_driver.extend(packet(number, &payload));
        Ok(())
    }

    fn columns(&self, payload: &[u8]) -> Result<Phase, Cut> {
        match length_encoded(payload) {
            Some(count @ 1..=MOST_COLUMNS) => Ok(Phase::Columns(count, 0)),
            Some(_) => Err(self.protocol(codes::PROTOCOL_COLUMNS)),
            None => Err(self.protocol(codes::PROTOCOL_MALFORMED)),
        }
    }

    fn definition(&self, left: u64, bytes: usize) -> Result<Phase, Cut> {
        match left {
            _ if bytes > MOST_DEFINITIONS => Err(self.protocol(codes::PROTOCOL_COLUMNS)),
            1 if self.short => Ok(Phase::Rows),
            1 => Ok(Phase::ColumnsEnd),
            _ => Ok(Phase::Columns(left - 1, bytes)),
        }
    }

    /// As the driver tells an end from a row.
    fn is_end(&self, payload: &[u8]) -> bool {
        payload.first() == Some(&SWITCH_OR_EOF) && (self.short || payload.len() < 8)
    }

    fn of_login(&mut self, number: u8, first: u8, mut payload: Vec<u8>, onward: &mut Onward) -> Result<(), Cut> {
        match (self.phase, first) {
            (_, SERVER_ERROR) => {}
            (Phase::Login | Phase::Settled, SERVER_OK) => {
                self.phase = Phase::First;
            }
            (Phase::Login, SWITCH_OR_EOF) => self.switch(&payload)?,
            (Phase::Login, MORE_DATA) if self.terms.plugin == SHA2_PLUGIN => {
                if self.sha2(&payload)? {
                    let answer = Zeroizing::new([self.terms.password.as_bytes(), b"\0"].concat());
                    onward.to_server.extend(packet(number.wrapping_add(1), &answer));
                    // The driver knows of neither the question nor the answer.
                    self.ahead = self.ahead.wrapping_add(2);
                    return Ok(());
                }
            }
            (Phase::Key, MORE_DATA) => {
                let key = rsa_key::checked(&payload[1..], self.terms.password.len() + 1);
                payload = [&[MORE_DATA], key.map_err(|code| self.protocol(code))?.as_bytes()].concat();
                self.phase = Phase::Settled;
                self.watch.with(|watched| watched.sha2 = Sha2::Full);
            }
            (Phase::Key | Phase::Settled, _) => return Err(self.protocol(codes::PROTOCOL_LOGIN)),
            (Phase::Login, _) => {}
            _ => return Err(self.protocol(codes::PROTOCOL_MALFORMED)),
        }
        onward.to_driver.extend(packet(number.wrapping_sub(self.ahead), &payload));
        if self.phase == Phase::First {
            // From here on every command begins at 0 on both sides, and nobody asks for the password.
            self.ahead = 0;
            self.terms.password = Zeroizing::default();
        }
        Ok(())
    }

    /// A question of `caching_sha2_password`. Whether the relay is to answer it.
    fn sha2(&mut self, payload: &[u8]) -> Result<bool, Cut> {
        const FAST: &[u8] = &[MORE_DATA, 3];
        const FULL: &[u8] = &[MORE_DATA, 4];
        let saw = |sha2| self.watch.with(|watched| watched.sha2 = sha2);
        match payload {
            FAST => saw(Sha2::Fast),
            FULL if self.terms.encrypted && self.proved => saw(Sha2::Full),
            FULL if self.terms.encrypted => return Err(self.protocol(codes::PROTOCOL_UNPROVED)),
            FULL if self.terms.refuse_rsa => return Err(self.watch.cut(Broken::RsaRefused)),
            FULL => {}
            _ => return Err(self.protocol(codes::PROTOCOL_LOGIN)),
        }
        self.phase = if payload == FULL && !self.terms.encrypted { Phase::Key } else { Phase::Settled };
        Ok(payload == FULL && self.terms.encrypted)
    }

    /// Another plug-in. A salt that is too short makes the driver divide by its length, or prove little.
    fn switch(&mut self, payload: &[u8]) -> Result<(), Cut> {
        let rest = &payload[1..];
        // Before MySQL 4.1 there were no names.
        if rest.is_empty() {
            return Ok(());
        }
        let end = rest.iter().position(|byte| *byte == 0);
        let (name, data) = end.map_or((rest, &[][..]), |end| (&rest[..end], &rest[end + 1..]));
        let salt = data.strip_suffix(b"\0").unwrap_or(data);
        let (least, most) = match name {
            SHA2_PLUGIN | b"mysql_native_password" => (SALT, SALT),
            b"client_ed25519" => (ED25519_SALT, ED25519_SALT),
            // It was left out of the driver, which panics on it.
            b"parsec" => return Err(self.watch.cut(Broken::Plugin("parsec".to_owned()))),
            _ => (0, MOST_LOGIN),
        };
        // A salt that ends with 0 has lost it above.
        if salt.len() > most || data.len() < least {
            return Err(self.protocol(codes::PROTOCOL_SALT));
        }
        (self.terms.plugin, self.terms.salt, self.proved) = (name.to_vec(), salt.to_vec(), false);
        Ok(())
    }
}

/// What a client of TLS says of itself, in its request and again in its login.
fn mark_encrypted(login: &mut [u8]) {
    if let Some(second) = login.get_mut(1) {
        *second |= CLIENT_SSL;
    }
}

impl Relay for SqlRelay {
    fn driver_said(&mut self, bytes: &[u8], onward: &mut Onward) -> Result<(), Cut> {
        self.driver.add(bytes);
        // The driver's own limit is on what it takes, and it sends little.
        while let Some((number, payload)) = self.driver.next(usize::MAX).map_err(|_| Cut)? {
            self.of_driver(number, Zeroizing::new(payload), onward);
        }
        Ok(())
    }

    fn server_said(&mut self, bytes: &[u8], onward: &mut Onward) -> Result<(), Cut> {
        self.server.add(bytes);
        loop {
            let most = if self.in_login() { MOST_LOGIN } else { MOST_PACKET };
            match self.server.next(most) {
                Ok(Some((number, payload))) => self.of_server(number, payload, onward)?,
                Ok(None) => return Ok(()),
                Err(_too_large) => return Err(self.protocol(codes::PROTOCOL_LARGE)),
            }
        }
    }
}

#[cfg(test)]
#[path = "relay_tests.rs"]
mod tests;
