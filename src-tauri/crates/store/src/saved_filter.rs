//! Table `saved_filter`: filters of the list that somebody gave a name.

use headwater_model::WorkspaceId;
use sqlx::Row;

use crate::{Store, StoreError};

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilterRecord {
    /// Its id.
    pub id: i64,
    /// Its name; unique in the workspace.
    pub name: String,
    /// JSON of the filter.
    pub filter: String,
}

impl Store {
    /// Filters of a workspace, by name.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn filters(&self, workspace: WorkspaceId) -> Result<Vec<FilterRecord>, StoreError> {
        let rows = sqlx::query("SELECT id, name, filter FROM saved_filter WHERE workspace_id = ? ORDER BY name")
            .bind(workspace.0)
            .fetch_all(&self.reader)
            .await?;
        let record = |row: &sqlx::sqlite::SqliteRow| {
            let (id, name, filter) = (row.try_get("id")?, row.try_get("name")?, row.try_get("filter")?);
            Ok(FilterRecord { id, name, filter })
        };
        rows.iter().map(record).collect()
    }

    /// Keeps a filter under a new name, or with an id changes that one.
    ///
    /// # Errors
    /// [`StoreError::NameTaken`], [`StoreError::NotFound`], or SQLite's.
    pub async fn save_filter(
        &self,
        workspace: WorkspaceId,
        id: Option<i64>,
        name: &str,
        filter: &str,
    ) -> Result<i64, StoreError> {
        let done = match id {
            None => sqlx::query("INSERT INTO saved_filter (name, filter, workspace_id) VALUES (?, ?, ?)"),
            Some(_) => sqlx::query("UPDATE saved_filter SET name = ?, filter = ? WHERE workspace_id = ? AND id = ?"),
        };
        let done = done.bind(name).bind(filter).bind(workspace.0).bind(id);
        let done = done.execute(&self.writer).await.map_err(StoreError::on_name)?;
        match id {
            None => Ok(done.last_insert_rowid()),
            Some(id) if done.rows_affected() == 1 => Ok(id),
            Some(_) => Err(StoreError::NotFound),
        }
    }

    /// Forgets a filter; one that is gone is no error.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn delete_filter(&self, id: i64) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM saved_filter WHERE id = ?").bind(id).execute(&self.writer).await?;
        Ok(())
    }
}
