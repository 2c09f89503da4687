//! The nouns of Headwater: environments, names, ids, secrets, stages, verdicts, errors.
//!
//! Pure data. No I/O, no async, no clock except [`Timestamp::now`]. Every other crate depends on this one and it
//! depends on none of them.

mod auth_file;
mod door;
mod environment;
mod error;
mod id;
mod json;
mod keychain;
mod name;
mod permission;
mod report;
mod secret;
mod secret_source;
mod text;
mod timestamp;

pub use auth_file::{CertificateFacts, Expiry, FileFacts, FileKind, KeyFacts, PrincipalFacts};
pub use door::Door;
pub use environment::Environment;
pub use error::{AppError, ErrorCode, Issue, IssueCode};
pub use id::{FileId, RuleId, SourceId, WorkspaceId, random_hex};
pub use json::{JSON_BYTES, JSON_DEPTH, JsonFault, JsonFaultKind, parse_json};
pub use keychain::KeychainState;
pub use name::{KnownByName, NameFault, check_name};
pub use permission::Permission;
pub use report::{Advice, Depth, Finding, Fix, Level, Stage, StageReport, StageStatus, TestReport, Verdict};
pub use secret::Secret;
pub use secret_source::SecretSource;
pub use text::{FOREIGN_WORDS, Lang, Params, Text, cut, fill, params};
pub use timestamp::Timestamp;

/// A JSON object: properties of a configuration, keyed by DataWorks' own names.
pub type Object = serde_json::Map<String, serde_json::Value>;
