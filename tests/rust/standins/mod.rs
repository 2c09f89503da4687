//! Stand-ins for services that no package can run: OSS and MaxCompute on loopback.
//!
//! Each verifies signatures by its own reading of the published algorithm (never with the code under test), keeps a
//! clock that a test can set off, and answers with the documented errors. The vendor's own clients work against them
//! (`vendor_clients.rs`): that is what makes a green probe mean something.

pub mod maxcompute;
pub mod oss;
pub mod raw;
mod server;
mod wire;

pub use self::server::{Asked, Standin, Told};

/// Somebody with an AccessKey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// AccessKey ID.
    pub id: String,
    /// AccessKey Secret.
    pub secret: String,
    /// Security token, for a temporary key.
    pub token: Option<String>,
    /// Whether the key may be used.
    pub state: UserState,
}

/// Whether a key may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UserState {
    /// It may.
    Active,
    /// The key is disabled.
    Disabled,
    /// Its account has unpaid bills.
    Indebted,
    /// Its token has run out.
    Expired,
}

impl User {
    /// A permanent key.
    pub fn new(id: &str, secret: &str) -> Self {
        Self { id: id.to_owned(), secret: secret.to_owned(), token: None, state: UserState::Active }
    }

    /// Makes it a temporary key.
    #[must_use]
    pub fn with_token(mut self, token: &str) -> Self {
        self.token = Some(token.to_owned());
        self
    }
}

/// A fixed answer to every request whose target contains a text, before anything is verified.
#[derive(Debug, Clone)]
pub struct Scripted {
    /// The text.
    pub when: String,
    /// The answer.
    pub answer: Told,
}

fn scripted(script: &[Scripted], asked: &Asked) -> Option<Told> {
    script.iter().find(|scripted| asked.target.contains(&scripted.when)).map(|scripted| scripted.answer.clone())
}
