//! Table `bulk_run`: changes of many data sources, so that one that was interrupted can be gone on with, and one that was
//! not wanted undone. Each data source is a transaction of its own; what was done is in table `activity`.

use std::collections::HashSet;

use headwater_model::{SourceId, WorkspaceId};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::configuration::json;
use crate::{Store, StoreError};

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulkRecord {
    /// Its name; that of its changes in activity.
    pub batch: String,
    /// Where.
    pub workspace: WorkspaceId,
    /// JSON of the change, without the value of a secret.
    pub change: String,
    /// Which data sources.
    pub sources: Vec<i64>,
    /// The process that runs it.
    pub owner: String,
    /// When it began, in milliseconds.
    pub started_at: i64,
    /// When it was through with all of them.
    pub ended_at: Option<i64>,
    /// When it was undone.
    pub undone_at: Option<i64>,
}

impl Store {
    /// Begins a change of many, or begins it again.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn begin_bulk(&self, record: &BulkRecord) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO bulk_run (batch, workspace_id, change, sources, owner, started_at) VALUES (?, ?, ?, ?, ?, ?) \
             ON CONFLICT (batch) DO UPDATE SET owner = excluded.owner, ended_at = NULL",
        )
        .bind(&record.batch)
        .bind(record.workspace.0)
        .bind(&record.change)
        .bind(serde_json::to_string(&record.sources).unwrap_or_default())
        .bind(&record.owner)
        .bind(record.started_at)
        .execute(&self.writer)
        .await?;
        Ok(())
    }

    /// A change of many is over, at `at` (milliseconds).
    ///
    /// # Errors
    /// SQLite's.
    pub async fn end_bulk(&self, batch: &str, at: i64, undone: bool) -> Result<(), StoreError> {
        let sql = if undone {
            "UPDATE bulk_run SET ended_at = coalesce(ended_at, ?1), undone_at = ?1 WHERE batch = ?2"
        } else {
            "UPDATE bulk_run SET ended_at = ?1 WHERE batch = ?2"
        };
        sqlx::query(sql).bind(at).bind(batch).execute(&self.writer).await?;
        Ok(())
    }

    /// One change of many.
    ///
    /// # Errors
    /// SQLite's, or a row that this program did not write.
    pub async fn bulk(&self, batch: &str) -> Result<Option<BulkRecord>, StoreError> {
        let row =
            sqlx::query("SELECT * FROM bulk_run WHERE batch = ?").bind(batch).fetch_optional(&self.reader).await?;
        row.as_ref().map(read).transpose()
    }

    /// Changes of many in a workspace that are not over, latest first. One that runs now is among them.
    ///
    /// # Errors
    /// SQLite's, or a row that this program did not write.
    pub async fn open_bulks(&self, workspace: WorkspaceId) -> Result<Vec<BulkRecord>, StoreError> {
        let rows =
            sqlx::query("SELECT * FROM bulk_run WHERE workspace_id = ? AND ended_at IS NULL ORDER BY started_at DESC")
                .bind(workspace.0)
                .fetch_all(&self.reader)
                .await?;
        rows.iter().map(read).collect()
    }

    /// Data sources that a change of many has changed.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn bulk_done(&self, batch: &str) -> Result<HashSet<SourceId>, StoreError> {
        let ids: Vec<i64> =
            sqlx::query_scalar("SELECT DISTINCT subject_id FROM activity WHERE batch = ? AND subject_id IS NOT NULL")
                .bind(batch)
                .fetch_all(&self.reader)
                .await?;
        Ok(ids.into_iter().map(SourceId).collect())
    }
}

fn read(row: &SqliteRow) -> Result<BulkRecord, StoreError> {
    Ok(BulkRecord {
        batch: row.try_get("batch")?,
        workspace: WorkspaceId(row.try_get("workspace_id")?),
        change: row.try_get("change")?,
        sources: json(row, "sources")?,
        owner: row.try_get("owner")?,
        started_at: row.try_get("started_at")?,
        ended_at: row.try_get("ended_at")?,
        undone_at: row.try_get("undone_at")?,
    })
}
