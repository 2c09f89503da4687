//! Table `auth_file`: what is known of the authentication files. Their content is in the vault; a row and its item come and
//! go together, as a configuration and its secrets do.

use headwater_model::{Environment, FileFacts, FileId, FileKind, SourceId, WorkspaceId};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use crate::activity::{self, ActivityRecord};
use crate::configuration::json;
use crate::list::entry;
use crate::vault_item::{self, FreshItem};
use crate::{Store, StoreError};

const SELECT: &str = "SELECT f.*, v.owner AS item_owner, v.session AS item_session \
     FROM auth_file f LEFT JOIN vault_item v ON v.ref = f.secret_ref";

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRecord {
    /// Its id; random.
    pub id: FileId,
    /// Where it is.
    pub workspace: WorkspaceId,
    /// Its name; unique there.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// What it holds.
    pub content: FileContent,
    /// When it was uploaded first, in milliseconds.
    pub created_at: i64,
    /// When its content was replaced last, in milliseconds.
    pub replaced_at: Option<i64>,
    /// Its vault item; `None`: the content was lost when a copy came back.
    pub reference: Option<String>,
    /// The process whose memory holds the item; `None`: the keychain does.
    pub session_owner: Option<String>,
}

/// What changes when a file is replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileContent {
    /// What it is.
    pub kind: FileKind,
    /// How many bytes.
    pub size: u64,
    /// What may be shown of it.
    pub facts: FileFacts,
    /// Who brought it.
    pub uploader: String,
}

/// A property of a side that names a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileReference {
    /// The file.
    pub file: FileId,
    /// The data source.
    pub source: SourceId,
    /// Its name.
    pub name: String,
    /// Its type id.
    pub type_id: String,
    /// Which side.
    pub env: Environment,
    /// That side's mode.
    pub mode: String,
    /// The property.
    pub key: String,
}

impl Store {
    /// The files of a workspace, by name.
    ///
    /// # Errors
    /// SQLite's, or a row that this program did not write.
    pub async fn auth_files(&self, workspace: WorkspaceId) -> Result<Vec<FileRecord>, StoreError> {
        let sql = format!("{SELECT} WHERE f.workspace_id = ? ORDER BY f.name COLLATE NOCASE, f.name");
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(workspace.0).fetch_all(&self.reader).await?;
        rows.iter().map(read).collect()
    }

    /// A file.
    ///
    /// # Errors
    /// SQLite's, or a row that this program did not write.
    pub async fn auth_file(&self, id: FileId) -> Result<Option<FileRecord>, StoreError> {
        let sql = format!("{SELECT} WHERE f.id = ?");
        let row = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(id.0).fetch_optional(&self.reader).await?;
        row.as_ref().map(read).transpose()
    }

    /// Which sides of a workspace name its files, by one of these properties. What was deleted does not count.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn file_references(
        &self,
        workspace: WorkspaceId,
        keys: &[&str],
    ) -> Result<Vec<FileReference>, StoreError> {
        let mut connection = self.reader.acquire().await?;
        references(&mut connection, workspace, keys).await
    }

    /// Adds a file, whose item becomes live.
    ///
    /// # Errors
    /// [`StoreError::NameTaken`], [`StoreError::Conflict`], or SQLite's.
    pub async fn create_auth_file(
        &self,
        record: &FileRecord,
        fresh: &[FreshItem],
        by: &ActivityRecord,
    ) -> Result<(), StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        vault_item::make_live(&mut transaction, fresh).await?;
        sqlx::query(
            "INSERT INTO auth_file (id, workspace_id, name, description, kind, size, facts, uploader, created_at, secret_ref) \
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(record.id.0)
        .bind(record.workspace.0)
        .bind(&record.name)
        .bind(&record.description)
        .bind(record.content.kind.id())
        .bind(i64::try_from(record.content.size).unwrap_or(i64::MAX))
        .bind(serde_json::to_string(&record.content.facts).unwrap_or_default())
        .bind(&record.content.uploader)
        .bind(record.created_at)
        .bind(record.reference.as_deref())
        .execute(&mut *transaction)
        .await
        .map_err(StoreError::on_name)?;
        activity::write(&mut transaction, by, Some(record.id.0)).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Gives a file another content: `before` as it was read, its new item `fresh`. Sides that name it by one of `keys`
    /// have not been tested with that content.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when it is not as it was read, or SQLite's.
    pub async fn replace_auth_file(
        &self,
        before: &FileRecord,
        content: &FileContent,
        fresh: &FreshItem,
        keys: &[&str],
        by: &ActivityRecord,
    ) -> Result<(), StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        vault_item::make_live(&mut transaction, std::slice::from_ref(fresh)).await?;
        let done = sqlx::query(
            "UPDATE auth_file SET kind = ?, size = ?, facts = ?, uploader = ?, replaced_at = ?, secret_ref = ? \
             WHERE id = ? AND secret_ref IS ?",
        )
        .bind(content.kind.id())
        .bind(i64::try_from(content.size).unwrap_or(i64::MAX))
        .bind(serde_json::to_string(&content.facts).unwrap_or_default())
        .bind(&content.uploader)
        .bind(by.at)
        .bind(&fresh.reference)
        .bind(before.id.0)
        .bind(before.reference.as_deref())
        .execute(&mut *transaction)
        .await?;
        if done.rows_affected() != 1 {
            return Err(StoreError::Conflict);
        }
        if let Some(old) = &before.reference {
            vault_item::retire(&mut transaction, old).await?;
        }
        let users = references(&mut transaction, before.workspace, keys).await?;
        for user in users.iter().filter(|user| user.file == before.id) {
            sqlx::query(
                "UPDATE configuration SET changed_at = ?, last_test = NULL, \
                 state = iif(state = 'incomplete', state, 'untested') WHERE data_source_id = ? AND env = ?",
            )
            .bind(by.at)
            .bind(user.source.0)
            .bind(user.env.as_str())
            .execute(&mut *transaction)
            .await?;
            entry::refresh(&mut transaction, user.source).await?;
        }
        activity::write(&mut transaction, by, Some(before.id.0)).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Changes what a file is for.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or SQLite's.
    pub async fn describe_auth_file(
        &self,
        id: FileId,
        description: &str,
        by: &ActivityRecord,
    ) -> Result<(), StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let done = sqlx::query("UPDATE auth_file SET description = ? WHERE id = ?")
            .bind(description)
            .bind(id.0)
            .execute(&mut *transaction)
            .await?;
        if done.rows_affected() != 1 {
            return Err(StoreError::NotFound);
        }
        activity::write(&mut transaction, by, Some(id.0)).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Removes a file that nobody names by one of `keys`; its item becomes `dead`.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when somebody does, or it is not as it was read; or SQLite's.
    pub async fn delete_auth_file(
        &self,
        record: &FileRecord,
        keys: &[&str],
        by: &ActivityRecord,
    ) -> Result<(), StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let users = references(&mut transaction, record.workspace, keys).await?;
        if users.iter().any(|user| user.file == record.id) {
            return Err(StoreError::Conflict);
        }
        let done = sqlx::query("DELETE FROM auth_file WHERE id = ? AND secret_ref IS ?")
            .bind(record.id.0)
            .bind(record.reference.as_deref())
            .execute(&mut *transaction)
            .await?;
        if done.rows_affected() != 1 {
            return Err(StoreError::Conflict);
        }
        if let Some(old) = &record.reference {
            vault_item::retire(&mut transaction, old).await?;
        }
        activity::write(&mut transaction, by, Some(record.id.0)).await?;
        transaction.commit().await?;
        Ok(())
    }
}

async fn references(
    connection: &mut SqliteConnection,
    workspace: WorkspaceId,
    keys: &[&str],
) -> Result<Vec<FileReference>, StoreError> {
    let rows = sqlx::query(
        "SELECT f.id AS file, s.id, s.name, s.type, c.env, c.mode, p.key FROM data_source s \
         JOIN configuration c ON c.data_source_id = s.id AND c.deleted_at IS NULL \
         JOIN json_each(c.properties) p ON p.key IN (SELECT value FROM json_each(?2)) \
         JOIN auth_file f ON f.id = CAST(p.atom AS INTEGER) AND CAST(f.id AS TEXT) = CAST(p.atom AS TEXT) \
         WHERE s.workspace_id = ?1 AND f.workspace_id = ?1 AND s.deleted_at IS NULL AND EXISTS \
         (SELECT 1 FROM auth_file WHERE workspace_id = ?1) ORDER BY s.name, c.env, p.key",
    )
    .bind(workspace.0)
    .bind(serde_json::to_string(keys).unwrap_or_default())
    .fetch_all(connection)
    .await?;
    let reference = |row: &SqliteRow| {
        Ok(FileReference {
            file: FileId(row.try_get("file")?),
            source: SourceId(row.try_get("id")?),
            name: row.try_get("name")?,
            type_id: row.try_get("type")?,
            env: Environment::parse(row.try_get("env")?).ok_or(StoreError::Corrupt("configuration.env"))?,
            mode: row.try_get("mode")?,
            key: row.try_get("key")?,
        })
    };
    rows.iter().map(reference).collect()
}

fn read(row: &SqliteRow) -> Result<FileRecord, StoreError> {
    let session: Option<i64> = row.try_get("item_session")?;
    let owner: Option<String> = row.try_get("item_owner")?;
    let kind: &str = row.try_get("kind")?;
    let kind = FileKind::ALL.iter().find(|known| known.id() == kind).ok_or(StoreError::Corrupt("auth_file.kind"))?;
    Ok(FileRecord {
        id: FileId(row.try_get("id")?),
        workspace: WorkspaceId(row.try_get("workspace_id")?),
        name: row.try_get("name")?,
        description: row.try_get("description")?,
        content: FileContent {
            kind: *kind,
            size: u64::try_from(row.try_get::<i64, _>("size")?).unwrap_or_default(),
            facts: json(row, "facts")?,
            uploader: row.try_get("uploader")?,
        },
        created_at: row.try_get("created_at")?,
        replaced_at: row.try_get("replaced_at")?,
        reference: row.try_get("secret_ref")?,
        session_owner: owner.filter(|_| session == Some(1)),
    })
}
