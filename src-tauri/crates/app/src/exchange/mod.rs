//! Drafts out and in. `export` writes documents; `document` and `foreign` read what other programs and people have into
//! [`Found`] sources; `arrive` puts one of their sides into the words of the catalogue; `compare` says what an import would
//! change; `import` is the use-case, from reading to saving. `apply_file` does the same with a file that people commit, and
//! `template` with spreadsheets that it writes to be filled in.

mod apply_file;
mod arrive;
mod compare;
mod document;
mod export;
mod foreign;
mod import;
mod seal;
mod template;
mod tickets;

pub(crate) use apply_file::apply_file;
pub(crate) use export::{export, write_new};
pub(crate) use import::{Read, apply, read};
pub(crate) use template::{
    Sheets, load as template_load, read as template_read, result as template_result, write as template_write,
};
pub(crate) use tickets::Tickets;

use std::collections::BTreeMap;

use headwater_model::{Environment, Object, Secret, SecretSource, Text};

use crate::wire::ImportNote;

/// Most data sources of an import.
const SOURCES: usize = 10_000;

/// Under which key `extra` keeps what stood beside `ConnectionProperties`.
const ENVELOPE: &str = "$envelope";

/// A data source as a document tells it.
#[derive(Debug, Clone, Default)]
struct Found {
    name: String,
    type_id: String,
    /// `None`: the document does not say.
    description: Option<String>,
    tags: Option<Vec<String>>,
    sides: Vec<FoundSide>,
    notes: Vec<ImportNote>,
    /// The same name stood in the document before.
    again: bool,
}

/// A side as a document tells it.
#[derive(Debug, Clone)]
struct FoundSide {
    env: Environment,
    mode: String,
    /// Under DataWorks' keys; secrets may be among them.
    values: Object,
    /// Secrets that the document keeps apart, by slot.
    secrets: BTreeMap<String, Secret<String>>,
    /// Slots that are asked for.
    ask: Vec<String>,
    /// Slots that are fetched at each use: somebody agrees to it here before the first.
    fetched: BTreeMap<String, SecretSource>,
    /// Nobody has confirmed the secrets for their target.
    unconfirmed: bool,
    /// What the writer of the document did not know either.
    extra: Object,
    coverage: Coverage,
}

impl FoundSide {
    fn new(env: Environment, mode: &str, values: Object, coverage: Coverage) -> Self {
        Self {
            env,
            mode: mode.to_owned(),
            values,
            secrets: BTreeMap::new(),
            ask: Vec::new(),
            fetched: BTreeMap::new(),
            unconfirmed: false,
            extra: Object::new(),
            coverage,
        }
    }
}

/// What it means that a document does not name a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Coverage {
    /// It has none.
    Whole,
    /// It has none, as far as DataWorks knows such a property.
    Cloud,
    /// Nothing.
    Partial,
}

fn note(text: Text, about: impl IntoIterator<Item = impl ToString>) -> ImportNote {
    ImportNote { text, about: about.into_iter().map(|item| item.to_string()).collect() }
}
