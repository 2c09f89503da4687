//! One file per wire family: open it, test it. Resolved secrets come in by value; this crate never sees the vault.
//!
//! A probe runs its stages through a [`Trace`], in the order of [`planned`], and emits findings by code; their words are
//! in `headwater_catalog::advice`. To add a family: write its file, add its arm to the three matches here.

mod aliyun;
mod auth_file;
mod localfile;
mod maxcompute;
mod mysql;
mod oss;
mod sqlite;
#[cfg(test)]
mod testing;

use std::collections::BTreeMap;

use headwater_catalog::{Family, Mode, TypeDef};
use headwater_model::{Environment, Finding, Object, Secret, Stage};
use headwater_net::{Halt, Trace};

pub use auth_file::open::{AuthFile, Keys, Opened, open_files};
pub use auth_file::{Fault, LARGEST, examine};

/// A configuration ready to be opened: validated, with its secrets.
#[derive(Debug)]
pub struct Target {
    /// Its type.
    pub type_def: &'static TypeDef,
    /// Its mode.
    pub mode: &'static Mode,
    /// Which side; some doubts are refused on `prod` and warned about on `dev`.
    pub env: Environment,
    /// Properties, complete and well formed.
    pub properties: Object,
    /// Secrets by slot.
    pub secrets: BTreeMap<String, Secret<String>>,
    /// What its authentication files hold; see [`open_files`].
    pub keys: Keys,
}

impl Target {
    /// A text property; an absent one stands for the catalogue's default, else for "".
    pub fn text(&self, key: &str) -> &str {
        let default = || self.mode.field(key).and_then(|field| field.default).unwrap_or_default();
        self.properties
            .get(key)
            .and_then(|value| value.as_str())
            .filter(|text| !text.is_empty())
            .unwrap_or_else(default)
    }

    /// A switch; absent is off.
    pub fn is_on(&self, key: &str) -> bool {
        self.properties.get(key).and_then(serde_json::Value::as_bool).unwrap_or(false)
    }

    /// A secret that is set and not empty.
    pub fn secret(&self, slot: &str) -> Option<&Secret<String>> {
        self.secrets.get(slot).filter(|secret| !secret.expose().is_empty())
    }
}

/// Why nothing beyond the input of this configuration can be tried by this version; `None` when it can.
pub fn unsupported(target: &Target) -> Option<Finding> {
    match target.type_def.family {
        Family::Mysql => mysql::unsupported(target),
        Family::Oss => oss::unsupported(target),
        Family::Maxcompute => maxcompute::unsupported(target),
        Family::Sqlite | Family::Localfile => None,
    }
}

/// The stages that [`probe`] will take, in order.
pub fn planned(target: &Target) -> Vec<Stage> {
    match target.type_def.family {
        Family::Mysql => mysql::planned(target),
        Family::Oss => oss::planned(target),
        Family::Maxcompute => maxcompute::planned(target),
        Family::Sqlite => sqlite::PLANNED.to_vec(),
        Family::Localfile => localfile::PLANNED.to_vec(),
    }
}

/// Opens the target and looks at it, stage by stage.
///
/// # Errors
/// [`Halt`] when a stage failed or the test was cancelled; the trace knows which and why.
pub async fn probe(target: &Target, trace: &mut Trace) -> Result<(), Halt> {
    match target.type_def.family {
        Family::Mysql => mysql::probe(target, trace).await,
        Family::Oss => oss::probe(target, trace).await,
        Family::Maxcompute => maxcompute::probe(target, trace).await,
        Family::Sqlite => sqlite::probe(target, trace).await,
        Family::Localfile => localfile::probe(target, trace).await,
    }
}
