//! Table `workspace`.

use std::collections::HashMap;

use headwater_model::{SourceId, WorkspaceId};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::activity::{self, ActivityRecord};
use crate::list::{SideState, entry};
use crate::{Store, StoreError};

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkspaceRecord {
    /// Its id.
    pub id: WorkspaceId,
    /// Its name; unique.
    pub name: String,
    /// Development and production, or production only.
    pub standard: bool,
    /// What it is for.
    pub description: String,
    /// Changes to production want the name typed.
    pub locked: bool,
    /// When it was made, in milliseconds.
    pub created_at: i64,
}

/// What a workspace can be given or can change; its mode has a way of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WorkspaceValues {
    /// Its name; unique.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Changes to production want the name typed.
    pub locked: bool,
}

/// The development side that an upgrade makes from a production side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prefill {
    /// Its data source.
    pub id: SourceId,
    /// What it lacks: secrets stay behind.
    pub missing: Vec<String>,
}

impl Store {
    /// Every workspace, oldest first.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn workspaces(&self) -> Result<Vec<WorkspaceRecord>, StoreError> {
        let rows = sqlx::query("SELECT * FROM workspace ORDER BY id").fetch_all(&self.reader).await?;
        rows.iter().map(read).collect()
    }

    /// One workspace.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn workspace(&self, id: WorkspaceId) -> Result<Option<WorkspaceRecord>, StoreError> {
        let row = sqlx::query("SELECT * FROM workspace WHERE id = ?").bind(id.0).fetch_optional(&self.reader).await?;
        row.as_ref().map(read).transpose()
    }

    /// How many data sources that are not deleted each workspace has; absent: none.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn source_counts(&self) -> Result<HashMap<WorkspaceId, u64>, StoreError> {
        let rows: Vec<(i64, i64)> = sqlx::query_as(
            "SELECT workspace_id, count(*) FROM data_source WHERE deleted_at IS NULL GROUP BY workspace_id",
        )
        .fetch_all(&self.reader)
        .await?;
        Ok(rows.into_iter().map(|(id, count)| (WorkspaceId(id), u64::try_from(count).unwrap_or_default())).collect())
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
    pub async fn create_workspace(
        &self,
        values: &WorkspaceValues,
        standard: bool,
        by: &ActivityRecord,
    ) -> Result<WorkspaceId, StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let done =
            sqlx::query("INSERT INTO workspace (name, mode, description, locked, created_at) VALUES (?, ?, ?, ?, ?)")
                .bind(&values.name)
                .bind(if standard { "standard" } else { "basic" })
                .bind(&values.description)
                .bind(values.locked)
                .bind(by.at)
                .execute(&mut *transaction)
                .await
                .map_err(StoreError::on_name)?;
        let id = WorkspaceId(done.last_insert_rowid());
        activity::write(&mut transaction, &ActivityRecord { workspace: id, ..by.clone() }, Some(id.0)).await?;
        transaction.commit().await?;
        Ok(id)
    }

    /// Changes name, description and lock.
    ///
    /// # Errors
    /// [`StoreError::NameTaken`], [`StoreError::NotFound`], or SQLite's.
    pub async fn change_workspace(
        &self,
        id: WorkspaceId,
        values: &WorkspaceValues,
        by: &ActivityRecord,
    ) -> Result<(), StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let done = sqlx::query("UPDATE workspace SET name = ?, description = ?, locked = ? WHERE id = ?")
            .bind(&values.name)
            .bind(&values.description)
            .bind(values.locked)
            .bind(id.0)
            .execute(&mut *transaction)
            .await
            .map_err(StoreError::on_name)?;
        if done.rows_affected() != 1 {
            return Err(StoreError::NotFound);
        }
        // What it shares has its name in front.
        let shares: Vec<i64> = sqlx::query_scalar(
            "SELECT h.id FROM share h JOIN data_source s ON s.id = h.data_source_id WHERE s.workspace_id = ?",
        )
        .bind(id.0)
        .fetch_all(&mut *transaction)
        .await?;
        for share in shares {
            entry::refresh_received(&mut transaction, share).await?;
        }
        activity::write(&mut transaction, by, None).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Makes a basic workspace a standard one: every source keeps its production side; those of `prefill` get a development
    /// side like it, without secrets and untested.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when it is not basic any more or a source of `prefill` has no production side to copy, or
    /// SQLite's. Nothing has changed then.
    pub async fn upgrade_workspace(
        &self,
        id: WorkspaceId,
        prefill: &[Prefill],
        by: &ActivityRecord,
    ) -> Result<(), StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let done = sqlx::query("UPDATE workspace SET mode = 'standard' WHERE id = ? AND mode = 'basic'")
            .bind(id.0)
            .execute(&mut *transaction)
            .await?;
        if done.rows_affected() != 1 {
            return Err(StoreError::Conflict);
        }
        sqlx::query(
            "UPDATE data_source SET revision = revision + 1, modified_at = ? WHERE workspace_id = ? AND deleted_at IS NULL",
        )
        .bind(by.at)
        .bind(id.0)
        .execute(&mut *transaction)
        .await?;
        for side in prefill {
            let state = if side.missing.is_empty() { SideState::Untested } else { SideState::Incomplete };
            let done = sqlx::query(
                "INSERT INTO configuration (data_source_id, env, mode, properties, extra, secret_slots, ask_slots, unconfirmed, \
                 missing, summary, state, changed_at) SELECT data_source_id, 'dev', mode, properties, extra, '[]', ask_slots, 0, \
                 ?, summary, ?, ? FROM configuration WHERE data_source_id = ? AND env = 'prod' AND deleted_at IS NULL",
            )
            .bind(serde_json::to_string(&side.missing).unwrap_or_default())
            .bind(state.as_str())
            .bind(by.at)
            .bind(side.id.0)
            .execute(&mut *transaction)
            .await?;
            if done.rows_affected() != 1 {
                return Err(StoreError::Conflict);
            }
        }
        let sources: Vec<i64> = sqlx::query_scalar("SELECT id FROM data_source WHERE workspace_id = ?")
            .bind(id.0)
            .fetch_all(&mut *transaction)
            .await?;
        for source in sources {
            entry::refresh(&mut transaction, SourceId(source)).await?;
        }
        activity::write(&mut transaction, by, None).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Removes a workspace with everything in it, for good; its vault items become `dead`.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it is gone or the last one, or SQLite's.
    pub async fn delete_workspace(&self, id: WorkspaceId, by: &ActivityRecord) -> Result<(), StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let references: Vec<String> = sqlx::query_scalar(
            "SELECT secret_ref FROM configuration WHERE secret_ref IS NOT NULL \
             AND data_source_id IN (SELECT id FROM data_source WHERE workspace_id = ?1) \
             UNION ALL SELECT secret_ref FROM auth_file WHERE secret_ref IS NOT NULL AND workspace_id = ?1",
        )
        .bind(id.0)
        .fetch_all(&mut *transaction)
        .await?;
        for sql in ["DELETE FROM form_draft WHERE workspace_id = ?", "DELETE FROM data_source WHERE workspace_id = ?"] {
            sqlx::query(sql).bind(id.0).execute(&mut *transaction).await?;
        }
        let done = sqlx::query("DELETE FROM workspace WHERE id = ? AND (SELECT count(*) FROM workspace) > 1")
            .bind(id.0)
            .execute(&mut *transaction)
            .await?;
        if done.rows_affected() != 1 {
            return Err(StoreError::NotFound);
        }
        for reference in references {
            sqlx::query("UPDATE vault_item SET state = 'dead', sealed = NULL WHERE ref = ?")
                .bind(reference)
                .execute(&mut *transaction)
                .await?;
        }
        entry::begin_epoch(&mut transaction).await?;
        activity::write(&mut transaction, by, None).await?;
        transaction.commit().await?;
        Ok(())
    }
}

/// What else is in a workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkspaceContent {
    /// Data sources that were deleted and not purged.
    pub deleted_sources: u64,
    /// Configurations with secrets, of any of its data sources.
    pub with_secrets: u64,
}

impl Store {
    /// Counts what would go with a workspace.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn workspace_content(&self, id: WorkspaceId) -> Result<WorkspaceContent, StoreError> {
        let row = sqlx::query(
            "SELECT (SELECT count(*) FROM data_source WHERE workspace_id = ?1 AND deleted_at IS NOT NULL) AS deleted, \
             (SELECT count(*) FROM configuration c JOIN data_source s ON s.id = c.data_source_id \
              WHERE s.workspace_id = ?1 AND c.secret_ref IS NOT NULL) AS secrets",
        )
        .bind(id.0)
        .fetch_one(&self.reader)
        .await?;
        let count = |column| Ok::<_, StoreError>(u64::try_from(row.try_get::<i64, _>(column)?).unwrap_or_default());
        Ok(WorkspaceContent { deleted_sources: count("deleted")?, with_secrets: count("secrets")? })
    }
}

fn read(row: &SqliteRow) -> Result<WorkspaceRecord, StoreError> {
    Ok(WorkspaceRecord {
        id: WorkspaceId(row.try_get("id")?),
        name: row.try_get("name")?,
        standard: row.try_get::<&str, _>("mode")? == "standard",
        description: row.try_get("description")?,
        locked: row.try_get("locked")?,
        created_at: row.try_get("created_at")?,
    })
}
