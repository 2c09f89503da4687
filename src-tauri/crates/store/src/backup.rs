//! Copies of the database: made whole by SQLite itself, and brought back in one transaction.

use std::path::Path;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, SqliteConnection};

use crate::{Store, StoreError};

/// Tables in an order that keeps references whole while they are filled.
const TABLES: [&str; 8] =
    ["setting", "workspace", "vault_item", "data_source", "configuration", "list_entry", "test_report", "form_draft"];

impl Store {
    /// Writes a copy of the database as it is now; the file must not exist.
    ///
    /// # Errors
    /// SQLite's: no space, no right, the file exists.
    pub async fn copy_to(&self, path: &Path) -> Result<(), StoreError> {
        sqlx::query("VACUUM INTO ?").bind(path.to_string_lossy().into_owned()).execute(&self.reader).await?;
        Ok(())
    }

    /// Replaces everything by what a copy of this schema holds, in one transaction. References are not resurrected: what a
    /// restored side pointed to and is not live now is forgotten (the names of those sources are returned), and what is
    /// live now and unknown to the copy becomes `dead`.
    ///
    /// # Errors
    /// [`StoreError::Newer`] or [`StoreError::Corrupt`] when the copy cannot be used: nothing has changed then.
    pub async fn restore_from(&self, copy: &Path) -> Result<Vec<String>, StoreError> {
        let found = check_copy(copy).await?;
        if found != crate::open::SCHEMA {
            return Err(if found > crate::open::SCHEMA {
                StoreError::Newer { found, known: crate::open::SCHEMA }
            } else {
                StoreError::Corrupt("a copy of another schema")
            });
        }
        let mut connection = self.writer.acquire().await?;
        sqlx::query("ATTACH ? AS copy").bind(copy.to_string_lossy().into_owned()).execute(&mut *connection).await?;
        let outcome = replace_all(&mut connection).await;
        let _ = sqlx::query("DETACH copy").execute(&mut *connection).await;
        outcome
    }
}

/// The schema of a copy that is sound.
async fn check_copy(copy: &Path) -> Result<i64, StoreError> {
    let options = SqliteConnectOptions::new().filename(copy).read_only(true).create_if_missing(false);
    let mut connection = options.connect().await?;
    let sound: String = sqlx::query_scalar("PRAGMA quick_check(1)").fetch_one(&mut connection).await?;
    let schema: i64 = sqlx::query_scalar("PRAGMA user_version").fetch_one(&mut connection).await?;
    let ours: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN ('configuration', 'vault_item')",
    )
    .fetch_one(&mut connection)
    .await?;
    connection.close().await?;
    if sound == "ok" && ours == 2 && schema > 0 { Ok(schema) } else { Err(StoreError::Corrupt("the copy")) }
}

async fn replace_all(connection: &mut SqliteConnection) -> Result<Vec<String>, StoreError> {
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    let run = |sql: String| sqlx::query(sqlx::AssertSqlSafe(sql));
    // What the journal knows now decides which items exist; the copy only says who points to them.
    run("CREATE TEMP TABLE journal AS SELECT * FROM main.vault_item".to_owned()).execute(&mut *transaction).await?;
    // Revisions go on from here, so that a form that was opened before is told.
    run("CREATE TEMP TABLE newest AS SELECT coalesce(max(revision), 0) AS revision FROM main.data_source".to_owned())
        .execute(&mut *transaction)
        .await?;
    for table in TABLES.iter().rev() {
        run(format!("DELETE FROM main.{table}")).execute(&mut *transaction).await?;
    }
    run("INSERT INTO main.vault_item SELECT * FROM temp.journal".to_owned()).execute(&mut *transaction).await?;
    for table in TABLES.iter().filter(|table| **table != "vault_item") {
        let columns = if *table == "configuration" {
            "data_source_id, env, mode, properties, CASE WHEN secret_ref IN (SELECT ref FROM main.vault_item WHERE \
             state = 'live') THEN secret_ref END, CASE WHEN secret_ref IS NULL OR secret_ref IN (SELECT ref FROM \
             main.vault_item WHERE state = 'live') THEN secret_slots ELSE '[]' END, ask_slots, unconfirmed, missing, \
             summary, state, last_test, changed_at, deleted_at"
        } else {
            "*"
        };
        run(format!("INSERT INTO main.{table} SELECT {columns} FROM copy.{table}")).execute(&mut *transaction).await?;
    }
    run("UPDATE main.vault_item SET state = 'dead', sealed = NULL WHERE state = 'live' AND ref NOT IN \
         (SELECT secret_ref FROM main.configuration WHERE secret_ref IS NOT NULL)"
        .to_owned())
    .execute(&mut *transaction)
    .await?;
    let lost: Vec<String> = sqlx::query_scalar(
        "SELECT DISTINCT s.name FROM copy.configuration c JOIN main.configuration m USING (data_source_id, env) \
         JOIN main.data_source s ON s.id = c.data_source_id WHERE c.secret_ref IS NOT NULL AND m.secret_ref IS NULL \
         ORDER BY s.name",
    )
    .fetch_all(&mut *transaction)
    .await?;
    crate::list::entry::begin_epoch(&mut transaction).await?;
    run("UPDATE main.data_source SET revision = revision + (SELECT revision FROM temp.newest)".to_owned())
        .execute(&mut *transaction)
        .await?;
    run("DROP TABLE temp.newest".to_owned()).execute(&mut *transaction).await?;
    run("DROP TABLE temp.journal".to_owned()).execute(&mut *transaction).await?;
    transaction.commit().await?;
    Ok(lost)
}
