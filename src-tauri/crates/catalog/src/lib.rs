//! The catalogue: every type of data source as data, and what is derived from it.
//!
//! A type is one file in `types/`. Forms, validation, secret slots, summaries, previews, the JSON Schema and the command
//! line's output all come from here. `advice/` has the words of every finding of a test. No I/O.

pub mod advice;
mod bundle;
mod check;
mod cloud;
mod destination;
mod files;
mod host;
mod json_schema;
mod legacy;
pub mod outside;
mod regions;
mod schema;
mod secrets;
mod summary;
mod types;
mod unknown;
mod url_paste;

pub use bundle::{Bundle, bundle, bundle_json};
pub use check::{Checked, check, check_label};
pub use cloud::{CloudSide, ENV_TYPE, cloud_side, env_type, is_left_out, is_mask, normal, parse_env_type};
pub use destination::{destination, sends_elsewhere};
pub use files::{FileField, file_fields, file_keys};
pub use host::holds_secret;
pub use json_schema::json_schema;
pub use legacy::{Modern, modernize, region_of};
pub use schema::{Category, Choice, Family, Field, Group, Kind, Mode, Required, Rule, SyncRow, TypeDef, When, Width};
pub use secrets::{Slots, is_secret_slot, secret_slots, split_secrets};
pub use summary::{preview, summary};
pub use types::{all, find};
pub use unknown::{put_unknown_secret, take_unknown_secrets};
pub use url_paste::{Pasted, parse_url};
