use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the machine's keychain can do now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum KeychainState {
    /// Secrets can be read and written.
    Ready,
    /// It exists and refuses: it is locked, or nobody answered its prompt.
    Locked,
    /// There is none; the window keeps secrets for the session only.
    Absent,
    /// Not asked yet: start-up never touches the keychain.
    Unknown,
}
