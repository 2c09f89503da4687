//! The doctor: state of data folder, database, keychain, journal.

use headwater_model::{KeychainState, Params, Text};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The doctor's findings.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DoctorReport {
    /// Every check, in order.
    pub items: Vec<DoctorItem>,
    /// The keychain, asked just now.
    pub keychain: KeychainState,
    /// Something can be mended by `doctor.fix`.
    pub fixable: bool,
}

/// One check.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DoctorItem {
    /// `data_folder`, `database`, `backups`, `keychain`, `journal`, `secrets`, `orphans`.
    pub id: &'static str,
    /// How it is.
    pub status: DoctorStatus,
    /// What was found; `params` fill its places.
    pub text: Text,
    /// What to do; absent when all is well.
    pub remedy: Option<Text>,
    /// Values for the words.
    pub params: Params,
    /// `doctor.fix` mends it.
    pub fixable: bool,
}

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DoctorStatus {
    /// As it should be.
    Ok,
    /// Works, with something to know.
    Warning,
    /// Does not work.
    Failed,
}

/// Mends what can be mended without asking more.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DoctorFixRequest {
    /// Also delete keychain items that no row knows.
    pub delete_orphans: bool,
}
