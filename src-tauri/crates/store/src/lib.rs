//! SQLite: one module per table, the save that spans tables, and how the file is opened.
//!
//! Holds configurations and the vault's journal; never a secret. Called by `app` alone. Every method is one statement or
//! one transaction.

mod activity;
mod auth_file;
mod backup;
mod bulk_run;
mod configuration;
mod data_source;
mod deleted;
mod error;
mod form_draft;
mod list;
mod mark;
mod open;
mod sample;
mod save;
mod saved_filter;
mod setting;
mod share;
mod test_report;
mod vault_item;
mod workspace;

pub use activity::{ActivityQuery, ActivityRecord, ActivityWords, FieldChange};
pub use auth_file::{FileContent, FileRecord, FileReference};
pub use backup::{BACKUPS, CopyFacts};
pub use bulk_run::BulkRecord;
pub use configuration::{ConfigurationRecord, SecretPointer, TypedConfiguration};
pub use data_source::{ReceivedRecord, ReceivedSide, SourceRecord};
pub use deleted::DeletedRecord;
pub use error::StoreError;
pub use form_draft::DraftRecord;
pub use list::{Cursor, ListPage, ListQuery, ListRow, Received, RowSideRecord, SideState, Sort};
pub use open::Store;
pub use sample::create_database;
pub use save::{SaveTarget, SaveUnit, SideUnit};
pub use saved_filter::FilterRecord;
pub use share::{NewShareRule, RulesOf, ShareRuleRecord};
pub use test_report::ReportRecord;
pub use vault_item::FreshItem;
pub use workspace::{Prefill, WorkspaceContent, WorkspaceRecord, WorkspaceValues};
