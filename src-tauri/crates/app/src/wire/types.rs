//! The catalogue for scripts.

use headwater_catalog::{Category, TypeDef};
use headwater_model::{Depth, Text};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A type in the list.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TypeSummary {
    /// Its id.
    pub id: &'static str,
    /// Its name.
    pub name: Text,
    /// Its shelf.
    pub category: Category,
    /// Ids of its modes.
    pub modes: Vec<&'static str>,
    /// How far its test goes.
    pub depth: Depth,
}

/// Asks for one type.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TypeRequest {
    /// Its id.
    #[serde(rename = "type")]
    pub type_id: String,
}

/// One type, whole.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TypeDocument {
    /// The catalogue's entry.
    pub definition: &'static TypeDef,
    /// JSON Schema of `properties` and `secrets` per mode.
    #[ts(type = "Record<string, unknown>")]
    pub json_schema: serde_json::Value,
}
