//! The catalogue: every type of data source as data, and what is derived from it.
//!
//! A type is one file in `types/`. Forms, validation, secret slots, summaries, previews, the JSON Schema and the command
//! line's output all come from here. `advice/` has the words of every finding of a test. No I/O.

pub mod advice;
mod bundle;
mod regions;
mod schema;
mod types;

pub use bundle::{Bundle, bundle, bundle_json};
pub use schema::{
    Category, Choice, Family, Field, Group, Kind, Mode, Required, Rule, SyncRow, TypeDef, When, Width,
};
pub use types::{all, find};
