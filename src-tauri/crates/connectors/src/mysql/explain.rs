//! Errors of the driver and the server as findings.

use std::io::ErrorKind;

use headwater_model::Finding;
use headwater_net::codes::{TLS_CLOSED, TLS_NOT_TLS, TLS_REFUSED};
use mysql_async::{DriverError, Error, IoError};

use super::codes::{self, server};
use super::greeting::Refusal;
use super::login::{Fault, Peer};
use super::relay::Broken;
use super::settings::Settings;

/// Whom an error is about.
#[derive(Clone, Copy)]
pub struct Explain<'a> {
    /// What was asked for.
    pub settings: &'a Settings,
    /// Of whom.
    pub peer: &'a Peer,
}

impl Explain<'_> {
    /// Why there is no TLS, where plain text would have done: the one who looks for the reason did not ask for TLS.
    pub fn broken_offer(&self, finding: &Finding) -> Option<Finding> {
        match (finding.code.as_str(), finding.params.get("alert")) {
            (TLS_REFUSED, Some(alert)) => Some(self.failure(codes::TLS_BROKEN).with("words", alert)),
            (TLS_REFUSED | TLS_CLOSED | TLS_NOT_TLS, _) => Some(self.failure(codes::TLS_DROPPED)),
            _ => None,
        }
    }

    /// A fault at any later time.
    pub fn fault(&self, fault: &Fault) -> Finding {
        match (fault, self.peer.watch.broken()) {
            // What the server said itself came first.
            (Fault::Error(Error::Server(error)), _) => self.server(error.code, &error.message),
            (_, Some(Broken::RsaRefused)) => self.failure(codes::RSA_REFUSED).with("mode", "required"),
            (_, Some(Broken::Plugin(name))) => self.plugin(&name),
            (_, Some(Broken::Protocol(code))) => self.failure(code),
            (Fault::Error(error), None) => self.error(error),
            (Fault::Panic, None) => self.failure(codes::PROTOCOL_MALFORMED),
        }
    }

    /// A server that does not take logins.
    pub fn refusal(&self, refusal: &Refusal) -> Finding {
        self.server(refusal.number, &refusal.message)
    }

    /// Something that is not MySQL's protocol, as the driver tells it.
    fn protocol(&self, words: &str) -> Finding {
        self.failure(codes::PROTOCOL).with("words", self.settings.words(words))
    }

    /// A failure at this address that needs no more words.
    pub fn failure(&self, code: &str) -> Finding {
        Finding::failure(code).with("address", self.peer.address)
    }

    fn plugin(&self, name: &str) -> Finding {
        let account = self.settings.account("%");
        self.failure(codes::AUTH_PLUGIN).with("plugin", self.settings.words(name)).with("account", account)
    }

    fn error(&self, error: &Error) -> Finding {
        match error {
            Error::Server(error) => self.server(error.code, &error.message),
            Error::Driver(error) => self.driver(error),
            Error::Io(IoError::Io(error)) if is_end(error) => {
                self.failure(codes::CLOSED).with("words", self.settings.words(&error.to_string()))
            }
            Error::Io(IoError::Io(error)) => self.protocol(&error.to_string()),
            other => self.protocol(&other.to_string()),
        }
    }

    fn driver(&self, error: &DriverError) -> Finding {
        match error {
            DriverError::ConnectionClosed => self.failure(codes::ENDED),
            DriverError::UnknownAuthPlugin { name } => self.plugin(name),
            DriverError::MysqlOldPasswordDisabled => {
                self.failure(codes::OLD_PASSWORD).with("account", self.settings.account("%"))
            }
            DriverError::CleartextPluginDisabled => self.failure(codes::CLEARTEXT_PLUGIN).with("mode", "verify"),
            DriverError::LocalInfile(_) => self.failure(codes::LOCAL_INFILE),
            other => self.protocol(&other.to_string()),
        }
    }

    /// An error of the server, by its number.
    pub fn server(&self, number: u16, message: &str) -> Finding {
        let settings = self.settings;
        let account = || settings.account(&settings.words(seen_from(message).unwrap_or("%")));
        let finding = match number {
            server::ACCESS_DENIED if message.contains("using password: NO") => {
                self.failure(codes::PASSWORD_MISSING).with("account", account())
            }
            // MySQL and MariaDB answer a `REQUIRE SSL` account that comes in plain text with 1045 as well.
            server::ACCESS_DENIED if self.peer.offers_tls && !self.peer.encrypted => {
                self.failure(codes::ACCESS_DENIED_PLAIN).with("account", account()).with("mode", "required")
            }
            // `REQUIRE X509` without a certificate is answered like a wrong password.
            server::ACCESS_DENIED if self.peer.encrypted && settings.strict && settings.identity.is_none() => {
                self.failure(codes::ACCESS_DENIED_NO_CERTIFICATE).with("account", account())
            }
            server::ACCESS_DENIED => self.failure(codes::ACCESS_DENIED).with("account", account()),
            server::ACCESS_DENIED_NO_PASSWORD => self.failure(codes::SOCKET_ONLY).with("account", account()),
            server::DB_ACCESS_DENIED => self
                .failure(codes::DATABASE_DENIED)
                .with("database", &settings.database)
                .with("schema", settings.schema())
                .with("account", account()),
            server::BAD_DB => self.failure(codes::DATABASE_UNKNOWN).with("database", &settings.database),
            server::CON_COUNT => self.failure(codes::TOO_MANY_CONNECTIONS),
            server::TOO_MANY_USER_CONNECTIONS | server::USER_LIMIT_REACHED => {
                self.failure(codes::USER_LIMIT).with("account", account())
            }
            server::HOST_IS_BLOCKED => self.failure(codes::HOST_BLOCKED),
            server::HOST_NOT_PRIVILEGED => self.failure(codes::HOST_NOT_ALLOWED).with("account", settings.account("%")),
            server::SECURE_TRANSPORT_REQUIRED => self.failure(codes::TLS_REQUIRED).with("mode", "required"),
            server::NOT_SUPPORTED_AUTH_MODE | server::AUTH_PLUGIN_CANNOT_LOAD | server::PLUGIN_IS_NOT_LOADED => {
                self.plugin(quoted(message).unwrap_or("?"))
            }
            server::SERVER_IS_IN_SECURE_AUTH_MODE => self.failure(codes::OLD_PASSWORD).with("account", account()),
            server::MUST_CHANGE_PASSWORD | server::MUST_CHANGE_PASSWORD_LOGIN => {
                self.failure(codes::PASSWORD_EXPIRED).with("account", account())
            }
            server::ACCOUNT_LOCKED | server::ACCOUNT_BLOCKED_BY_PASSWORD_LOCK | server::MARIADB_ACCOUNT_LOCKED => {
                self.failure(codes::ACCOUNT_LOCKED).with("account", account())
            }
            _ => self.failure(codes::SERVER_ERROR).with("number", number),
        };
        finding.with("words", settings.words(message))
    }
}

/// Whether a refusal is about the password: trying the next address with the same one could lock the account.
pub fn is_about_the_account(finding: &Finding) -> bool {
    matches!(
        finding.code.as_str(),
        codes::ACCESS_DENIED
            | codes::ACCESS_DENIED_PLAIN
            | codes::ACCESS_DENIED_NO_CERTIFICATE
            | codes::PASSWORD_MISSING
            | codes::SOCKET_ONLY
            | codes::PASSWORD_EXPIRED
            | codes::ACCOUNT_LOCKED
            | codes::RSA_REFUSED
            | codes::CLEARTEXT_PLUGIN
    )
}

/// A connection that is over. Everything else that the driver calls an error of reading is about what was read; a packet
/// that ends too early has the same kind as a connection that does.
fn is_end(error: &std::io::Error) -> bool {
    use ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, NotConnected, TimedOut, UnexpectedEof};
    let over = matches!(
        error.kind(),
        BrokenPipe | ConnectionAborted | ConnectionReset | NotConnected | TimedOut | UnexpectedEof
    );
    over && !error.to_string().starts_with("can't parse")
}

/// The host in `… for user 'name'@'host' …`: where the server sees us come from.
fn seen_from(message: &str) -> Option<&str> {
    let (_, rest) = message.split_once("'@'")?;
    rest.split_once('\'').map(|(host, _)| host).filter(|host| !host.is_empty() && host.len() <= 255)
}

/// The first `'quoted'` part.
fn quoted(message: &str) -> Option<&str> {
    message.split('\'').nth(1).filter(|name| !name.is_empty())
}
