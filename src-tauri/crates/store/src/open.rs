//! Opening the file: version check, copy before migrating, migrations, pragmas.
//!
//! A small file beside the database says that there was one: see [`mark`].

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sqlx::Connection as _;
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};

use crate::StoreError;
use crate::backup::{BACKUPS, private_folder, write_copy};
use crate::list::Known;
use crate::mark;

static MIGRATIONS: Migrator = sqlx::migrate!();

/// Schema that this version writes: the number of the last migration, which sets `user_version`.
pub(crate) const SCHEMA: i64 = 1;
/// How long a statement waits for another process's write.
const BUSY: Duration = Duration::from_secs(10);
/// Pages are read by several connections, written by one.
const READERS: u32 = 4;

/// The database of one data folder. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    pub(crate) reader: SqlitePool,
    pub(crate) writer: SqlitePool,
    /// Writes what a power cut may take back: it does not wait for the disk.
    pub(crate) notes: SqlitePool,
    path: PathBuf,
    folder_id: String,
    pub(crate) known: Arc<Known>,
}

/// What a file is brought to when it is opened.
#[derive(Clone, Copy)]
struct Schema {
    number: i64,
    migrations: &'static Migrator,
    /// A copy is made before.
    copied: bool,
}

impl Store {
    /// Opens the file, creating or migrating it. `folder_id` and `now` (milliseconds) are used only for a new file.
    ///
    /// # Errors
    /// [`StoreError::Newer`], [`StoreError::Damaged`] and [`StoreError::Gone`] leave the file untouched; the others say what
    /// SQLite said.
    pub async fn open(path: &Path, folder_id: &str, now: i64) -> Result<Self, StoreError> {
        Self::open_as(path, folder_id, now, Schema { number: SCHEMA, migrations: &MIGRATIONS, copied: true }).await
    }

    /// Brings a file that is a copy itself to this version's schema.
    pub(crate) async fn migrate_copy(path: &Path) -> Result<(), StoreError> {
        let schema = Schema { number: SCHEMA, migrations: &MIGRATIONS, copied: false };
        Self::open_as(path, "", 0, schema).await?.close().await;
        Ok(())
    }

    async fn open_as(path: &Path, folder_id: &str, now: i64, schema: Schema) -> Result<Self, StoreError> {
        // SQLite takes an empty file for a new one; where there was a database before, everything would seem to be gone.
        if mark::is_set(path) && std::fs::metadata(path).map_or(true, |meta| meta.len() == 0) {
            return Err(StoreError::Gone);
        }
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .foreign_keys(true)
            .busy_timeout(BUSY);
        // One writer with synchronous=FULL: a save that was reported survives a power cut, as its keychain items do.
        let writer = pool(1).connect_with(options.clone().synchronous(SqliteSynchronous::Full)).await?;
        let folder_id = match prepare(&writer, path, folder_id, now, schema).await {
            Ok(folder_id) => folder_id,
            Err(error) => {
                writer.close().await;
                return Err(error);
            }
        };
        mark::set(path, &folder_id);
        let options = options.create_if_missing(false).synchronous(SqliteSynchronous::Normal);
        // What a list of ten thousand is made of fits in; SQLite's own 2 MB would be read many times over.
        let options = options.pragma("cache_size", "-16000");
        let lazy = |most| pool(most).connect_lazy_with(options.clone());
        let (reader, notes) = (lazy(READERS), lazy(1));
        Ok(Self { reader, writer, notes, path: path.to_owned(), folder_id, known: Arc::default() })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Names this data folder in the keychain.
    pub fn folder_id(&self) -> &str {
        &self.folder_id
    }

    /// SQLite's own check of the file; the first complaint, or `None` when all is well.
    ///
    /// # Errors
    /// The check could not run.
    pub async fn quick_check(&self) -> Result<Option<String>, StoreError> {
        let answer: String = sqlx::query_scalar("PRAGMA quick_check(1)").fetch_one(&self.reader).await?;
        Ok((answer != "ok").then_some(answer))
    }

    /// Finishes what is under way and closes the file.
    pub async fn close(&self) {
        self.reader.close().await;
        self.notes.close().await;
        self.writer.close().await;
    }
}

/// Connections to a file do not break and do not age, so none is asked before its use whether it is still there. One that
/// takes itself for inside a transaction is not used again: where a full disk made SQLite end the transaction, the driver's
/// own end of it fails, and every later one on that connection would be refused.
fn pool(most: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(most)
        .acquire_timeout(BUSY)
        .test_before_acquire(false)
        .idle_timeout(None)
        .max_lifetime(None)
        .after_release(|connection, _| {
            Box::pin(async move {
                // Behind whatever the connection was still told to end.
                connection.ping().await?;
                Ok(!connection.is_in_transaction())
            })
        })
}

/// Brings the file to the schema, and returns the folder's id.
async fn prepare(
    writer: &SqlitePool,
    path: &Path,
    folder_id: &str,
    now: i64,
    schema: Schema,
) -> Result<String, StoreError> {
    let found: i64 = sqlx::query_scalar("PRAGMA user_version").fetch_one(writer).await?;
    if found > schema.number {
        return Err(StoreError::Newer { found, known: schema.number });
    }
    if found < schema.number {
        if found > 0 && schema.copied {
            copy_before_migrating(writer, path, found, now).await?;
        }
        schema.migrations.run(writer).await?;
        first_rows(writer, folder_id, now).await?;
    }
    let folder_id: Option<String> =
        sqlx::query_scalar("SELECT value FROM meta WHERE key = 'folder_id'").fetch_optional(writer).await?;
    folder_id.ok_or(StoreError::Corrupt("meta.folder_id"))
}

/// Among the backups, where a person and the doctor look for it: `schema-3-1763800000007.db`. It replaces the one that an
/// earlier try has left.
async fn copy_before_migrating(writer: &SqlitePool, path: &Path, schema: i64, now: i64) -> Result<(), StoreError> {
    let folder = path.with_file_name(BACKUPS);
    private_folder(&folder)?;
    let copy = folder.join(format!("schema-{schema}-{now}.db"));
    write_copy(writer, &copy).await?;
    let earlier = format!("schema-{schema}-");
    for entry in std::fs::read_dir(&folder)?.flatten() {
        if entry.path() != copy && entry.file_name().to_string_lossy().starts_with(&earlier) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
    Ok(())
}

/// What every data folder has: an id and the workspace `default`.
async fn first_rows(writer: &SqlitePool, folder_id: &str, now: i64) -> Result<(), StoreError> {
    let mut transaction = writer.begin().await?;
    sqlx::query("INSERT OR IGNORE INTO meta (key, value) VALUES ('folder_id', ?)")
        .bind(folder_id)
        .execute(&mut *transaction)
        .await?;
    sqlx::query("INSERT OR IGNORE INTO workspace (id, name, mode, created_at) VALUES (1, 'default', 'standard', ?)")
        .bind(now)
        .execute(&mut *transaction)
        .await?;
    transaction.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use sqlx::SqlSafeStr as _;

    use super::*;

    /// This version's migrations and one more, as a later version would have them.
    fn later(last: &'static str) -> Schema {
        let more = sqlx::migrate::Migration::new(
            SCHEMA + 1,
            "later".into(),
            sqlx::migrate::MigrationType::Simple,
            sqlx::AssertSqlSafe(format!("{last}; PRAGMA user_version = {};", SCHEMA + 1)).into_sql_str(),
            false,
        );
        let all = MIGRATIONS.iter().cloned().chain([more]).collect();
        Schema { number: SCHEMA + 1, migrations: Box::leak(Box::new(Migrator::with_migrations(all))), copied: true }
    }

    fn copies(folder: &Path) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder.join(BACKUPS)).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).collect()
    }

    #[tokio::test]
    async fn a_copy_is_made_before_a_migration_and_can_be_restored() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("headwater.db");
        let old = Store::open(&path, "folder", 7).await.expect("opens");
        old.set_setting("theme", "dark").await.expect("kept");
        old.close().await;

        let schema = later("DELETE FROM setting");
        let new = Store::open_as(&path, "", 8, schema).await.expect("migrates");
        assert_eq!(new.setting("theme").await.expect("reads"), None);
        new.close().await;
        let copies = copies(folder.path());
        assert_eq!(copies.len(), 1, "{copies:?}");

        // The version before cannot open the file any more, and comes back by the copy.
        assert!(matches!(Store::open(&path, "", 9).await, Err(StoreError::Newer { .. })));
        let aside = folder.path().join("aside.db");
        Store::replace_file(&path, &copies[0], &aside).await.expect("replaced");
        let old = Store::open(&path, "", 9).await.expect("opens again");
        assert_eq!(old.setting("theme").await.expect("reads").as_deref(), Some("dark"));
        assert_eq!(old.folder_id(), "folder");
        assert!(aside.is_file(), "what was there is kept");
    }

    #[tokio::test]
    async fn a_migration_that_fails_leaves_the_file_as_it_was() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("headwater.db");
        Store::open(&path, "folder", 7).await.expect("opens").close().await;
        let before = std::fs::read(&path).expect("a file");
        let schema = later("DELETE FROM setting; DELETE FROM no_such_table");
        for round in 0..2 {
            assert!(matches!(Store::open_as(&path, "", 8 + round, schema).await, Err(StoreError::Migration(_))));
        }
        assert_eq!(std::fs::read(&path).expect("a file"), before);
        assert_eq!(Store::open(&path, "", 9).await.expect("opens").folder_id(), "folder");
        assert_eq!(copies(folder.path()).len(), 1);
    }
}
