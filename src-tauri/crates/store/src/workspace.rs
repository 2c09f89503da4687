//! Table `workspace`.

use headwater_model::WorkspaceId;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::{Store, StoreError};

const SELECT: &str = "SELECT w.id, w.name, w.mode, w.created_at, \
     (SELECT count(*) FROM data_source s WHERE s.workspace_id = w.id AND s.deleted_at IS NULL) AS sources \
     FROM workspace w ORDER BY w.id";

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkspaceRecord {
    /// Its id.
    pub id: WorkspaceId,
    /// Its name; unique.
    pub name: String,
    /// Development and production, or production only.
    pub standard: bool,
    /// When it was made, in milliseconds.
    pub created_at: i64,
    /// Data sources that are not deleted.
    pub sources: u64,
}

impl Store {
    /// Every workspace, oldest first.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn workspaces(&self) -> Result<Vec<WorkspaceRecord>, StoreError> {
        let rows = sqlx::query(SELECT).fetch_all(&self.reader).await?;
        rows.iter().map(read).collect()
    }

    /// Ids of every workspace, oldest first. Counts nothing.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn workspace_ids(&self) -> Result<Vec<WorkspaceId>, StoreError> {
        let ids = sqlx::query_scalar("SELECT id FROM workspace ORDER BY id").fetch_all(&self.reader).await?;
        Ok(ids.into_iter().map(WorkspaceId).collect())
    }

    /// Makes a workspace.
    ///
    /// # Errors
    /// [`StoreError::NameTaken`], or SQLite's.
    pub async fn create_workspace(&self, name: &str, standard: bool, now: i64) -> Result<WorkspaceId, StoreError> {
        sqlx::query("INSERT INTO workspace (name, mode, created_at) VALUES (?, ?, ?)")
            .bind(name)
            .bind(if standard { "standard" } else { "basic" })
            .bind(now)
            .execute(&self.writer)
            .await
            .map(|done| WorkspaceId(done.last_insert_rowid()))
            .map_err(StoreError::on_name)
    }
}

fn read(row: &SqliteRow) -> Result<WorkspaceRecord, StoreError> {
    Ok(WorkspaceRecord {
        id: WorkspaceId(row.try_get("id")?),
        name: row.try_get("name")?,
        standard: row.try_get::<&str, _>("mode")? == "standard",
        created_at: row.try_get("created_at")?,
        sources: u64::try_from(row.try_get::<i64, _>("sources")?).unwrap_or_default(),
    })
}
