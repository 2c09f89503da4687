//! Opening the file: version check, copy before migrating, migrations, pragmas.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};

use crate::StoreError;
use crate::list::Known;

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

impl Store {
    /// Opens the file, creating or migrating it. `folder_id` and `now` (milliseconds) are used only for a new file.
    ///
    /// # Errors
    /// [`StoreError::Newer`] leaves the file untouched; the others say what SQLite said.
    pub async fn open(path: &Path, folder_id: &str, now: i64) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .foreign_keys(true)
            .busy_timeout(BUSY);
        // One writer with synchronous=FULL: a save that was reported survives a power cut, as its keychain items do.
        let writer = pool(1).connect_with(options.clone().synchronous(SqliteSynchronous::Full)).await?;
        let found: i64 = sqlx::query_scalar("PRAGMA user_version").fetch_one(&writer).await?;
        if found > SCHEMA {
            return Err(StoreError::Newer { found, known: SCHEMA });
        }
        if found < SCHEMA {
            if found > 0 {
                copy_before_migrating(&writer, path, found).await?;
            }
            MIGRATIONS.run(&writer).await?;
            first_rows(&writer, folder_id, now).await?;
        }
        let folder_id: Option<String> =
            sqlx::query_scalar("SELECT value FROM meta WHERE key = 'folder_id'").fetch_optional(&writer).await?;
        let options = options.create_if_missing(false).synchronous(SqliteSynchronous::Normal);
        let lazy = |most| pool(most).connect_lazy_with(options.clone());
        let (reader, notes) = (lazy(READERS), lazy(1));
        let folder_id = folder_id.ok_or(StoreError::Corrupt("meta.folder_id"))?;
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

/// Connections to a file do not break and do not age, so none is asked before its use whether it is still there.
fn pool(most: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(most)
        .acquire_timeout(BUSY)
        .test_before_acquire(false)
        .idle_timeout(None)
        .max_lifetime(None)
}

/// `headwater.db` of schema 3 becomes `headwater.db.schema-3.bak`; an older copy of the same schema is replaced.
async fn copy_before_migrating(writer: &SqlitePool, path: &Path, schema: i64) -> Result<(), StoreError> {
    let mut copy = path.as_os_str().to_owned();
    copy.push(format!(".schema-{schema}.bak"));
    let copy = PathBuf::from(copy);
    match std::fs::remove_file(&copy) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(StoreError::Backup(error)),
        _ => {}
    }
    // SQLite fills an empty file as it fills a new one; this one only its owner can read.
    let mut empty = std::fs::OpenOptions::new();
    empty.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut empty, 0o600);
    empty.open(&copy).map_err(StoreError::Backup)?;
    sqlx::query("VACUUM INTO ?").bind(copy.to_string_lossy().into_owned()).execute(writer).await?;
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
