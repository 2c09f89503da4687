//! A configuration as this family understands it.

use std::borrow::Cow;

use headwater_model::{Environment, FOREIGN_WORDS, Finding, Secret, cut};
use headwater_net::Endpoint;
use headwater_net::tls::Identity;
use serde_json::Value;

use super::codes;
use crate::Target;

/// How much the connection must be encrypted (`tlsMode`), after `securityProtocol` had its say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tls {
    /// Not at all.
    Off,
    /// If the server can.
    Preferred,
    /// Always, to whoever answers.
    Required,
    /// Always, to the right server only.
    Verify,
}

/// A configuration in connection string mode.
#[derive(Debug)]
pub struct Settings {
    /// At least one.
    pub endpoints: Vec<Endpoint>,
    /// Account name.
    pub user: String,
    /// Absent for an account without one.
    pub password: Option<Secret<String>>,
    /// Database to open.
    pub database: String,
    /// Encryption.
    pub tls: Tls,
    /// Authorities in PEM form; absent: the public ones.
    pub ca: Option<String>,
    /// The certificate to show to a server that asks for one.
    pub identity: Option<Identity>,
    /// `securityProtocol` asks for certificates.
    pub strict: bool,
    /// Doubts that are warnings on dev are refusals on prod.
    pub prod: bool,
}

impl Settings {
    /// Reads a validated configuration.
    ///
    /// # Errors
    /// `input.invalid` when `address` is not what validation lets through.
    pub fn read(target: &Target) -> Result<Self, Finding> {
        let endpoints = endpoints(target.properties.get("address"));
        if endpoints.is_empty() {
            return Err(Finding::failure(codes::INPUT_INVALID).with("fields", "address"));
        }
        let strict = is_strict(target);
        let given = Some(target.text("caCertificate")).filter(|pem| !pem.is_empty());
        let stored = target.keys.trust.as_deref().filter(|_| strict);
        let ca = given.into_iter().chain(stored).fold(None, |all: Option<String>, pem| {
            let before = all.map(|all| all + "\n").unwrap_or_default();
            Some(before + pem)
        });
        Ok(Self {
            endpoints,
            user: target.text("username").to_owned(),
            password: target.secret("password").cloned(),
            database: target.text("database").to_owned(),
            tls: tls(target.text("tlsMode"), strict, ca.is_some()),
            ca,
            identity: target.keys.identity.clone().filter(|_| strict),
            strict,
            prod: target.env == Environment::Prod,
        })
    }

    /// The account as a statement writes it, for the host that the server sees us come from. A backslash is doubled, as
    /// every SQL mode but `NO_BACKSLASH_ESCAPES` wants.
    pub fn account(&self, from: &str) -> String {
        let text = |text: &str| text.replace('\\', r"\\").replace('\'', "''");
        format!("'{}'@'{}'", text(&self.user), text(from))
    }

    /// The database as a statement writes it.
    pub fn schema(&self) -> String {
        quote(&self.database)
    }

    /// Somebody else's words for a finding: without the password and control characters, at most 512 bytes.
    pub fn words<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let mut text = Cow::Borrowed(text);
        if let Some(password) = self.password.as_ref().map(Secret::expose)
            // A shorter one is found in any sentence by chance; masking it there would point it out.
            && password.len() >= SHORTEST_MASKED
            && text.contains(password.as_str())
        {
            text = Cow::Owned(text.replace(password.as_str(), "***"));
        }
        if text.contains(char::is_control) {
            text = Cow::Owned(text.replace(char::is_control, " "));
        }
        match text {
            Cow::Borrowed(text) => Cow::Borrowed(cut(text, FOREIGN_WORDS)),
            Cow::Owned(text) => Cow::Owned(cut(&text, FOREIGN_WORDS).to_owned()),
        }
    }
}

const SHORTEST_MASKED: usize = 3;

/// An identifier in backticks.
pub fn quote(name: &str) -> String {
    format!("`{}`", name.replace('`', "``"))
}

fn tls(mode: &str, strict: bool, has_ca: bool) -> Tls {
    let asked = match mode {
        "off" => Tls::Off,
        "required" => Tls::Required,
        "verify" => Tls::Verify,
        _ => Tls::Preferred,
    };
    let least = match (strict, has_ca) {
        (false, _) => Tls::Off,
        (true, false) => Tls::Required,
        (true, true) => Tls::Verify,
    };
    asked.max(least)
}

/// `securityProtocol` is `authTypeSsl`; other types of DataWorks write it with a capital.
fn is_strict(target: &Target) -> bool {
    target.text("securityProtocol").eq_ignore_ascii_case("authTypeSsl")
}

/// The stage `handshake_tls` may run for this configuration.
pub fn may_encrypt(target: &Target) -> bool {
    tls(target.text("tlsMode"), is_strict(target), false) != Tls::Off
}

/// `[{"host": …, "port": 3306}]`; DataWorks writes ports as numbers and as strings.
fn endpoints(address: Option<&Value>) -> Vec<Endpoint> {
    let rows = address.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let endpoint = |row: &Value| {
        let port = row.get("port")?;
        let port = port.as_u64().or_else(|| port.as_str()?.trim().parse().ok())?;
        Some(Endpoint::new(row.get("host")?.as_str()?, u16::try_from(port).ok()?))
    };
    rows.iter().filter_map(endpoint).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authtypessl_raises_the_mode_and_never_lowers_it() {
        assert_eq!(tls("off", false, true), Tls::Off);
        assert_eq!(tls("preferred", false, true), Tls::Preferred);
        assert_eq!(tls("off", true, false), Tls::Required);
        assert_eq!(tls("verify", true, false), Tls::Verify);
        assert_eq!(tls("preferred", true, true), Tls::Verify);
    }

    #[test]
    fn ports_come_as_numbers_and_as_strings() {
        let address = serde_json::json!([{"host": "a", "port": 3306}, {"host": "[::1]", "port": "3307"}]);
        assert_eq!(endpoints(Some(&address)), [Endpoint::new("a", 3306), Endpoint::new("::1", 3307)]);
    }

    #[test]
    fn words_are_bounded_and_hold_no_password() {
        let settings = Settings {
            endpoints: vec![],
            user: "o'hara".into(),
            password: Some(Secret::new("s3cret".into())),
            database: "a`b".into(),
            tls: Tls::Off,
            ca: None,
            identity: None,
            strict: false,
            prod: false,
        };
        assert_eq!(settings.words("no s3cret\nhere"), "no *** here");
        assert_eq!(settings.words(&"密".repeat(400)).len(), 510);
        assert_eq!(settings.account("%"), "'o''hara'@'%'");
        assert_eq!(settings.account(r"\'; DROP"), r"'o''hara'@'\\''; DROP'");
        assert_eq!(settings.schema(), "`a``b`");
    }
}
