//! Use-cases, and the one table of commands that every shell calls.
//!
//! A shell opens an [`App`], passes requests to [`call`] by name and shows what comes back. The only place where store,
//! vault and connectors meet.

mod activity;
mod app;
mod auth_file;
mod auth_file_use;
mod backup;
mod bindings;
mod bulk;
mod call;
mod calls;
mod clipboard;
mod clone;
mod conflict;
mod core_dump;
mod delete;
mod deleted;
mod derive;
mod doctor;
mod errors;
mod exchange;
mod fetch;
mod filter;
mod form;
mod guard;
mod held;
mod journal;
mod keychains;
mod list;
mod outside;
mod owner;
mod patch;
mod plain;
mod rename;
mod request;
mod rescue;
mod rights;
mod sample;
mod save;
mod secrets;
mod sharing;
mod side;
mod source;
mod state;
mod table;
mod test;
mod types;
mod usable;
pub mod wire;
mod workspace;

pub use app::{App, KeychainChoice, OpenOptions, Shell, data_folder};
pub use bindings::bindings;
pub use call::{COMMANDS, Caller, Cx, answer, call};
pub use clipboard::CLEARED_AFTER;
pub use core_dump::forbid_core_dumps;
pub use headwater_catalog::advice::stage_name;
pub use headwater_catalog::outside::{Form, Names, Shell as ShellSyntax, assignment};
pub use outside::{environment, revealed};
pub use plain::{plain_report, plain_stage, report_text, verdict_words};
pub use rescue::rescue;
pub use test::TESTS_AT_ONCE;
pub use usable::{Facts, judge};
