//! The catalogue and all words of the Rust side, as one document for the UI.

use std::collections::BTreeMap;

use headwater_model::{ErrorCode, IssueCode, Stage, Text};
use serde::Serialize;
use ts_rs::TS;

use crate::advice::Entry;
use crate::{Category, TypeDef, all};

/// Everything the UI knows without asking.
#[derive(Debug, Serialize, TS)]
pub struct Bundle {
    /// The types, in the picker's order.
    pub types: Vec<&'static TypeDef>,
    /// Headings of the picker, in order.
    pub categories: Vec<(Category, Text)>,
    /// Names of the stages.
    #[ts(as = "BTreeMap<String, Text>")]
    pub stages: BTreeMap<Stage, Text>,
    /// Words of every finding.
    pub findings: BTreeMap<&'static str, &'static Entry>,
    /// Words of every error.
    pub errors: BTreeMap<&'static str, Words>,
    /// Words of every field issue.
    pub issues: BTreeMap<&'static str, Words>,
    /// Suggestions for regions: id and name.
    pub regions: Vec<(&'static str, Text)>,
}

/// What happened and what to do.
#[derive(Debug, Serialize, TS)]
pub struct Words {
    /// What happened.
    pub message: Text,
    /// What to do; may be empty.
    pub hint: Text,
}

/// Builds the bundle.
pub fn bundle() -> Bundle {
    Bundle {
        types: all().collect(),
        categories: Category::ALL.iter().map(|category| (*category, category.name())).collect(),
        stages: Stage::ALL.iter().map(|stage| (*stage, crate::advice::stage_name(*stage))).collect(),
        findings: crate::advice::entries().map(|entry| (entry.code, entry)).collect(),
        errors: ErrorCode::ALL.iter().map(|c| (c.id(), Words { message: c.message(), hint: c.hint() })).collect(),
        issues: IssueCode::ALL.iter().map(|c| (c.id(), Words { message: c.message(), hint: c.hint() })).collect(),
        regions: crate::regions::REGIONS.to_vec(),
    }
}

/// The bundle as indented JSON with a final newline.
pub fn bundle_json() -> String {
    // Constants of this crate always serialize.
    serde_json::to_string_pretty(&bundle()).unwrap_or_default() + "\n"
}
