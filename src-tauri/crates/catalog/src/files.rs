//! Which properties of a configuration name authentication files.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use headwater_model::{FileKind, Object};
use serde_json::Value;

use crate::{Kind, Mode, all};

/// A property that names a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileField {
    /// JSON key.
    pub key: &'static str,
    /// Kinds that fit.
    pub takes: &'static [FileKind],
    /// Slot of the secret that opens it; empty: none does.
    pub passphrase: &'static str,
    /// The id that it has.
    pub id: String,
    /// The field takes part in the configuration.
    pub shown: bool,
}

/// The properties of a configuration that name files. DataWorks writes ids as strings and as numbers.
pub fn file_fields(mode: &Mode, properties: &Object) -> Vec<FileField> {
    mode.fields()
        .filter_map(|field| {
            let Kind::File { takes, passphrase } = field.kind else { return None };
            let id = match properties.get(field.key)? {
                Value::String(id) if !id.is_empty() => id.clone(),
                Value::Number(id) => id.to_string(),
                _ => return None,
            };
            Some(FileField { key: field.key, takes, passphrase, id, shown: field.is_shown(mode, properties) })
        })
        .collect()
}

/// Every key under which some type names a file.
pub fn file_keys() -> &'static [&'static str] {
    static KEYS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
        let fields = all().flat_map(|def| def.modes).flat_map(|mode| mode.fields());
        let files = fields.filter(|field| matches!(field.kind, Kind::File { .. }));
        files.map(|field| field.key).collect::<BTreeSet<_>>().into_iter().collect()
    });
    &KEYS
}
