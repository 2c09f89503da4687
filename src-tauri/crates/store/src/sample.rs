//! Writing a small SQLite file: the sample workspace's databases.

use std::path::Path;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};

use crate::StoreError;

/// Creates the database `path` by a script of our own; one that exists is left alone.
///
/// # Errors
/// SQLite's.
pub async fn create_database(path: &Path, script: &'static str) -> Result<(), StoreError> {
    if path.exists() {
        return Ok(());
    }
    let options =
        SqliteConnectOptions::new().filename(path).create_if_missing(true).journal_mode(SqliteJournalMode::Delete);
    let mut connection = options.connect().await?;
    sqlx::raw_sql(AssertSqlSafe(script)).execute(&mut connection).await?;
    connection.close().await?;
    Ok(())
}
