//! Copies of the database: made whole by SQLite itself, and brought back in one transaction, or as the file where there is
//! none that can be opened.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use headwater_model::random_hex;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, SqliteConnection, SqlitePool};

use crate::{Store, StoreError, mark};

/// Folder of the copies, beside the database.
pub const BACKUPS: &str = "backups";

/// Tables that a restore leaves as they are: what names this folder, the journal of the keychain, what was done when.
const STAYING: [&str; 3] = ["meta", "vault_item", "activity"];

/// What a copy is, as far as it can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyFacts {
    /// Its schema.
    pub schema: i64,
    /// Whether this version can restore it.
    pub usable: bool,
    /// The data folder that it was made of.
    pub folder_id: String,
}

impl Store {
    /// Writes a copy of the database as it is now; the file must not exist. It is there whole or not at all.
    ///
    /// # Errors
    /// SQLite's: no space, no right, the file exists.
    pub async fn copy_to(&self, path: &Path) -> Result<(), StoreError> {
        write_copy(&self.reader, path).await
    }

    /// Replaces everything by what a copy holds, in one transaction; a copy of an older schema is migrated on the way.
    /// References are not resurrected: what a restored side pointed to and is not live now is forgotten (the names of those
    /// sources are returned), and what is live now and unknown to the copy becomes `dead`.
    ///
    /// # Errors
    /// [`StoreError::Newer`] or [`StoreError::Damaged`] when the copy cannot be used: nothing has changed then.
    pub async fn restore_from(&self, copy: &Path) -> Result<Vec<String>, StoreError> {
        let taken = Taken::from(copy, self.path()).await?;
        let mut connection = self.writer.acquire().await?;
        sqlx::query("ATTACH ? AS copy").bind(taken.text()).execute(&mut *connection).await?;
        let outcome = replace_all(&mut connection).await;
        let _ = sqlx::query("DETACH copy").execute(&mut *connection).await;
        outcome
    }

    /// For a database that came back from a copy while its journal was lost: forgets every reference whose item the keychain
    /// does not hold, and returns the names of the sources that had one.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn forget_absent_items(&self, there: &HashSet<String>) -> Result<Vec<String>, StoreError> {
        let there = serde_json::to_string(there).unwrap_or_default();
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let lost: Vec<String> = sqlx::query_scalar(
            "SELECT s.name FROM configuration c JOIN data_source s ON s.id = c.data_source_id \
             WHERE c.secret_ref NOT IN (SELECT value FROM json_each(?1)) UNION \
             SELECT name FROM auth_file WHERE secret_ref NOT IN (SELECT value FROM json_each(?1)) ORDER BY 1",
        )
        .bind(&there)
        .fetch_all(&mut *transaction)
        .await?;
        for statement in [
            "UPDATE configuration SET secret_ref = NULL, secret_slots = '[]' \
             WHERE secret_ref NOT IN (SELECT value FROM json_each(?))",
            "UPDATE auth_file SET secret_ref = NULL WHERE secret_ref NOT IN (SELECT value FROM json_each(?))",
            "DELETE FROM vault_item WHERE state = 'live' AND ref NOT IN (SELECT value FROM json_each(?))",
        ] {
            sqlx::query(statement).bind(&there).execute(&mut *transaction).await?;
        }
        transaction.commit().await?;
        Ok(lost)
    }

    /// Puts a copy in the place of a database that cannot be opened; what is there is moved to `aside` first. Nobody else may
    /// have it open. A copy of another data folder gets this folder's id and loses its references: its items are not ours.
    ///
    /// # Errors
    /// The copy cannot be used, or a file could not be written: what was there is there still.
    pub async fn replace_file(database: &Path, copy: &Path, aside: &Path) -> Result<(), StoreError> {
        let taken = Taken::from(copy, database).await?;
        if let Some(folder_id) = mark::read(database) {
            taken.adopt(&folder_id).await?;
        }
        std::fs::File::open(&taken.path)?.sync_all()?;
        for extension in ["", "-wal", "-shm"] {
            match std::fs::rename(beside(database, extension), beside(aside, extension)) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
        }
        std::fs::rename(&taken.path, database)?;
        Ok(())
    }

    /// Looks at a copy without opening it as ours.
    ///
    /// # Errors
    /// It cannot be read, or it is no sound database of this program.
    pub async fn look_at_copy(copy: &Path) -> Result<CopyFacts, StoreError> {
        let options = SqliteConnectOptions::new().filename(copy).immutable(true).create_if_missing(false);
        let mut connection = options.connect().await?;
        let schema: i64 = sqlx::query_scalar("PRAGMA user_version").fetch_one(&mut connection).await?;
        let folder_id: Option<String> = sqlx::query_scalar("SELECT value FROM meta WHERE key = 'folder_id'")
            .fetch_optional(&mut connection)
            .await?;
        connection.close().await?;
        let folder_id = folder_id.ok_or(StoreError::Corrupt("meta.folder_id"))?;
        Ok(CopyFacts { schema, usable: (1..=crate::open::SCHEMA).contains(&schema), folder_id })
    }
}

/// A working copy of a copy, beside the database and of its schema; gone when dropped. The copy itself may lie where nothing
/// can be written, and is not touched.
struct Taken {
    path: PathBuf,
}

impl Taken {
    async fn from(copy: &Path, database: &Path) -> Result<Self, StoreError> {
        let taken = Self { path: beside(database, &format!(".{}.restoring", random_hex())) };
        private_file(&taken.path)?;
        std::fs::copy(copy, &taken.path)?;
        let wal = beside(copy, "-wal");
        if wal.is_file() {
            std::fs::copy(wal, beside(&taken.path, "-wal"))?;
        }
        check(&taken.path).await?;
        // Brings an older schema to this one, and refuses a newer one.
        Store::migrate_copy(&taken.path).await?;
        Ok(taken)
    }

    fn text(&self) -> String {
        self.path.to_string_lossy().into_owned()
    }

    async fn adopt(&self, folder_id: &str) -> Result<(), StoreError> {
        let mut connection = SqliteConnectOptions::new().filename(&self.path).connect().await?;
        let mut transaction = connection.begin().await?;
        let own: bool = sqlx::query_scalar("SELECT value = ? FROM meta WHERE key = 'folder_id'")
            .bind(folder_id)
            .fetch_one(&mut *transaction)
            .await?;
        if !own {
            for statement in [
                "UPDATE configuration SET secret_ref = NULL, secret_slots = '[]'",
                "UPDATE auth_file SET secret_ref = NULL",
                "DELETE FROM vault_item",
            ] {
                sqlx::query(statement).execute(&mut *transaction).await?;
            }
            sqlx::query("UPDATE meta SET value = ? WHERE key = 'folder_id'")
                .bind(folder_id)
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        connection.close().await?;
        Ok(())
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        for extension in ["", "-wal", "-shm", "-journal"] {
            let _ = std::fs::remove_file(beside(&self.path, extension));
        }
        let _ = std::fs::remove_file(self.path.with_extension("id"));
    }
}

/// Writes a copy under another name, looks at it, and only then gives it its own: a copy that a full disk cut, or that was
/// made of a broken file, never stands among the good ones.
pub(crate) async fn write_copy(from: &SqlitePool, path: &Path) -> Result<(), StoreError> {
    if path.exists() {
        return Err(StoreError::Backup(std::io::ErrorKind::AlreadyExists.into()));
    }
    let part = beside(path, &format!(".{}.part", random_hex()));
    let made = async {
        // SQLite fills an empty file as it fills a new one; this one only its owner can read.
        private_file(&part)?;
        sqlx::query("VACUUM INTO ?").bind(part.to_string_lossy().into_owned()).execute(from).await?;
        check(&part).await?;
        std::fs::File::open(&part)?.sync_all()?;
        std::fs::rename(&part, path)?;
        Ok(())
    };
    let outcome = made.await;
    if outcome.is_err() {
        let _ = std::fs::remove_file(&part);
    }
    outcome
}

/// Whether a file is a sound database of ours.
async fn check(path: &Path) -> Result<(), StoreError> {
    let options = SqliteConnectOptions::new().filename(path).create_if_missing(false);
    let mut connection = options.connect().await?;
    let sound: String = sqlx::query_scalar("PRAGMA quick_check(1)").fetch_one(&mut connection).await?;
    let ours: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN ('configuration', 'vault_item')",
    )
    .fetch_one(&mut connection)
    .await?;
    connection.close().await?;
    match sound.as_str() {
        "ok" if ours == 2 => Ok(()),
        "ok" => Err(StoreError::Damaged("not a database of this program".to_owned())),
        _ => Err(StoreError::Damaged(sound)),
    }
}

/// `headwater.db` and `-wal` are `headwater.db-wal`.
fn beside(path: &Path, extension: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(extension);
    PathBuf::from(name)
}

/// Makes an empty file that only its owner may read.
fn private_file(path: &Path) -> Result<(), StoreError> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?;
    Ok(())
}

/// Makes a folder that only its owner may enter, unless there is one.
pub(crate) fn private_folder(path: &Path) -> Result<(), StoreError> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)?;
    Ok(())
}

async fn replace_all(connection: &mut SqliteConnection) -> Result<Vec<String>, StoreError> {
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    let run = |sql: String| sqlx::query(AssertSqlSafe(sql));
    // References are judged at the end, so tables can be filled in any order.
    run("PRAGMA defer_foreign_keys = ON".to_owned()).execute(&mut *transaction).await?;
    // Revisions go on from here, so that a form that was opened before is told.
    run("CREATE TEMP TABLE newest AS SELECT coalesce(max(revision), 0) AS revision FROM main.data_source".to_owned())
        .execute(&mut *transaction)
        .await?;
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' \
         AND name NOT LIKE '_sqlx_%'",
    )
    .fetch_all(&mut *transaction)
    .await?;
    let replaced: Vec<&String> = tables.iter().filter(|table| !STAYING.contains(&table.as_str())).collect();
    for table in &replaced {
        run(format!("DELETE FROM main.{table}")).execute(&mut *transaction).await?;
    }
    for table in &replaced {
        let columns: Vec<String> = sqlx::query_scalar("SELECT name FROM pragma_table_info(?)")
            .bind(table.as_str())
            .fetch_all(&mut *transaction)
            .await?;
        // What the journal knows now decides which items exist; the copy only says who points to them.
        let values = columns.iter().map(|column| match (table.as_str(), column.as_str()) {
            ("configuration" | "auth_file", "secret_ref") => format!("CASE WHEN {STILL_LIVE} THEN secret_ref END"),
            ("configuration", "secret_slots") => format!("CASE WHEN {STILL_LIVE} THEN secret_slots ELSE '[]' END"),
            _ => column.clone(),
        });
        let values = values.collect::<Vec<_>>().join(", ");
        let sql = format!("INSERT INTO main.{table} ({}) SELECT {values} FROM copy.{table}", columns.join(", "));
        run(sql).execute(&mut *transaction).await?;
    }
    run("UPDATE main.vault_item SET state = 'dead', sealed = NULL WHERE state = 'live' AND ref NOT IN \
         (SELECT secret_ref FROM main.configuration WHERE secret_ref IS NOT NULL \
         UNION ALL SELECT secret_ref FROM main.auth_file WHERE secret_ref IS NOT NULL)"
        .to_owned())
    .execute(&mut *transaction)
    .await?;
    let lost: Vec<String> = sqlx::query_scalar(
        "SELECT s.name FROM copy.configuration c JOIN main.configuration m USING (data_source_id, env) \
         JOIN main.data_source s ON s.id = c.data_source_id WHERE c.secret_ref IS NOT NULL AND m.secret_ref IS NULL \
         UNION SELECT m.name FROM copy.auth_file c JOIN main.auth_file m USING (id) \
         WHERE c.secret_ref IS NOT NULL AND m.secret_ref IS NULL ORDER BY 1",
    )
    .fetch_all(&mut *transaction)
    .await?;
    crate::list::entry::begin_epoch(&mut transaction).await?;
    run("UPDATE main.data_source SET revision = revision + (SELECT revision FROM temp.newest)".to_owned())
        .execute(&mut *transaction)
        .await?;
    run("DROP TABLE temp.newest".to_owned()).execute(&mut *transaction).await?;
    transaction.commit().await?;
    Ok(lost)
}

/// Of a row of the copy: nothing to point to, or an item that the journal knows as live.
const STILL_LIVE: &str = "(secret_ref IS NULL OR secret_ref IN (SELECT ref FROM main.vault_item WHERE state = 'live'))";
