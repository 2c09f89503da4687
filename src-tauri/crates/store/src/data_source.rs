//! Table `data_source`, read with its configurations; delete, restore, purge.

use std::collections::{HashMap, HashSet};

use headwater_model::{Environment, KnownByName, Permission, SourceId, WorkspaceId};
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Row};

use crate::activity::{self, ActivityRecord};
use crate::configuration::{self, COLUMNS, json};
use crate::list::entry;
use crate::{ConfigurationRecord, Store, StoreError};

/// A data source with its sides, deleted ones included.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceRecord {
    /// Its id.
    pub id: SourceId,
    /// Its workspace.
    pub workspace: WorkspaceId,
    /// Its name.
    pub name: String,
    /// Type id.
    pub type_id: String,
    /// What it is for.
    pub description: String,
    /// Labels.
    pub tags: Vec<String>,
    /// `management_center` or `data_integration`: where it was made.
    pub origin: String,
    /// Counts the saves.
    pub revision: i64,
    /// When it was made, in milliseconds.
    pub created_at: i64,
    /// When it last changed, in milliseconds.
    pub modified_at: i64,
    /// When it was deleted, in milliseconds.
    pub deleted_at: Option<i64>,
    /// At most one per environment, `dev` first.
    pub sides: Vec<ConfigurationRecord>,
    /// Why its name cannot be changed any more.
    pub known_by_name: Option<KnownByName>,
    /// The one user who sees it, when it is private.
    pub private_to: Option<String>,
    /// Where it came from, when it was received by sharing; see [`Store::received`].
    pub received: Option<ReceivedRecord>,
}

/// A data source as a workspace received it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedRecord {
    /// The original.
    pub original: SourceId,
    /// Its workspace.
    pub owner: WorkspaceId,
    /// That workspace's name.
    pub owner_name: String,
    /// The original's name.
    pub name: String,
    /// The sides that are shared with the user, and what is allowed with each.
    pub sides: Vec<ReceivedSide>,
}

/// One side of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReceivedSide {
    /// Which.
    pub env: Environment,
    /// What is allowed.
    pub permission: Permission,
    /// That permission was given to the user by name, not to everyone of the workspace.
    pub by_name: bool,
}

/// Columns for [`read`].
const SELECT: &str = "SELECT s.*, EXISTS (SELECT 1 FROM share h WHERE h.data_source_id = s.id) AS shared, (SELECT r.user FROM share h JOIN share_rule r ON r.share_id = h.id \
     WHERE h.data_source_id = s.id AND r.private = 1 LIMIT 1) AS private_to FROM data_source s";

impl SourceRecord {
    /// The side that is there (not deleted).
    pub fn side(&self, env: Environment) -> Option<&ConfigurationRecord> {
        self.sides.iter().find(|side| side.env == env && side.deleted_at.is_none())
    }
}

impl Store {
    /// A data source by id, deleted or not.
    ///
    /// # Errors
    /// SQLite's, or a row that this program did not write.
    pub async fn source(&self, id: SourceId) -> Result<Option<SourceRecord>, StoreError> {
        // One transaction, so that source and sides are of the same moment.
        let mut one = self.reader.begin().await?;
        let sql = format!("{SELECT} WHERE s.id = ?");
        let row = sqlx::query(AssertSqlSafe(sql)).bind(id.0).fetch_optional(&mut *one).await?;
        let Some(row) = row else { return Ok(None) };
        let sql = format!(
            "SELECT {COLUMNS} FROM configuration c LEFT JOIN vault_item v ON v.ref = c.secret_ref \
             WHERE c.data_source_id = ? ORDER BY c.env"
        );
        let sides = sqlx::query(AssertSqlSafe(sql)).bind(id.0).fetch_all(&mut *one).await?;
        let sides = sides.iter().map(configuration::read).collect::<Result<_, _>>()?;
        read(&row, sides).map(Some)
    }

    /// Every data source of a workspace that is not deleted, by name.
    ///
    /// # Errors
    /// SQLite's, or a row that this program did not write.
    pub async fn sources_of(&self, workspace: WorkspaceId) -> Result<Vec<SourceRecord>, StoreError> {
        let mut one = self.reader.begin().await?;
        let sql = format!("{SELECT} WHERE s.workspace_id = ? AND s.deleted_at IS NULL ORDER BY s.name");
        let rows = sqlx::query(AssertSqlSafe(sql)).bind(workspace.0).fetch_all(&mut *one).await?;
        let sql = format!(
            "SELECT c.data_source_id, {COLUMNS} FROM configuration c JOIN data_source s ON s.id = c.data_source_id \
             LEFT JOIN vault_item v ON v.ref = c.secret_ref \
             WHERE s.workspace_id = ? AND s.deleted_at IS NULL ORDER BY c.env"
        );
        let mut sides: HashMap<i64, Vec<ConfigurationRecord>> = HashMap::new();
        for row in sqlx::query(AssertSqlSafe(sql)).bind(workspace.0).fetch_all(&mut *one).await? {
            sides.entry(row.try_get("data_source_id")?).or_default().push(configuration::read(&row)?);
        }
        rows.iter().map(|row| read(row, sides.remove(&row.try_get("id")?).unwrap_or_default())).collect()
    }

    /// Which of these are there and not deleted.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn there(&self, ids: &[SourceId]) -> Result<HashSet<i64>, StoreError> {
        let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
        let there: Vec<i64> = sqlx::query_scalar(
            "SELECT id FROM data_source WHERE deleted_at IS NULL AND id IN (SELECT value FROM json_each(?))",
        )
        .bind(serde_json::to_string(&ids).unwrap_or_default())
        .fetch_all(&self.reader)
        .await?;
        Ok(there.into_iter().collect())
    }

    /// The id of a name that is not deleted.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn source_named(&self, workspace: WorkspaceId, name: &str) -> Result<Option<SourceId>, StoreError> {
        let id: Option<i64> =
            sqlx::query_scalar("SELECT id FROM data_source WHERE workspace_id = ? AND name = ? AND deleted_at IS NULL")
                .bind(workspace.0)
                .bind(name)
                .fetch_optional(&self.reader)
                .await?;
        Ok(id.map(SourceId))
    }

    /// The id of a name that was deleted last.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn deleted_named(&self, workspace: WorkspaceId, name: &str) -> Result<Option<SourceId>, StoreError> {
        let id: Option<i64> = sqlx::query_scalar(
            "SELECT id FROM data_source WHERE workspace_id = ? AND name = ? AND deleted_at IS NOT NULL \
             ORDER BY deleted_at DESC LIMIT 1",
        )
        .bind(workspace.0)
        .bind(name)
        .fetch_optional(&self.reader)
        .await?;
        Ok(id.map(SourceId))
    }

    /// Names in use that begin with `stem`.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn names_like(&self, workspace: WorkspaceId, stem: &str) -> Result<Vec<String>, StoreError> {
        Ok(sqlx::query_scalar(
            "SELECT name FROM data_source WHERE workspace_id = ?1 AND deleted_at IS NULL \
             AND name >= ?2 AND name < ?2 || char(0x10ffff)",
        )
        .bind(workspace.0)
        .bind(stem)
        .fetch_all(&self.reader)
        .await?)
    }

    /// Gives a data source another name, unless somebody else knows it by this one.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the revision is not the current one, or it was shared or exported meanwhile;
    /// [`StoreError::NameTaken`]; or SQLite's.
    pub async fn rename(&self, id: SourceId, revision: i64, name: &str, by: &ActivityRecord) -> Result<(), StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let done = sqlx::query(
            "UPDATE data_source SET name = ?1, revision = revision + 1, modified_at = ?2 \
             WHERE id = ?3 AND revision = ?4 AND deleted_at IS NULL AND exported_at IS NULL \
             AND NOT EXISTS (SELECT 1 FROM share h WHERE h.data_source_id = ?3)",
        )
        .bind(name)
        .bind(by.at)
        .bind(id.0)
        .bind(revision)
        .execute(&mut *transaction)
        .await
        .map_err(StoreError::on_name)?;
        if done.rows_affected() != 1 {
            return Err(StoreError::Conflict);
        }
        entry::refresh(&mut transaction, id).await?;
        activity::write(&mut transaction, by, Some(id.0)).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Remembers that these were exported. Writes nothing where that is known.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn mark_exported(&self, ids: &[SourceId], at: i64) -> Result<(), StoreError> {
        let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
        sqlx::query(
            "UPDATE data_source SET exported_at = ? \
             WHERE exported_at IS NULL AND id IN (SELECT value FROM json_each(?))",
        )
        .bind(at)
        .bind(serde_json::to_string(&ids).unwrap_or_default())
        .execute(&self.writer)
        .await?;
        Ok(())
    }

    /// Marks sides, or with every side that is there the whole source, as deleted. Vault items stay live, for undo.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the source is gone already, or SQLite's.
    pub async fn delete_sides(
        &self,
        id: SourceId,
        envs: &[Environment],
        by: &ActivityRecord,
    ) -> Result<(), StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        for env in envs {
            sqlx::query(
                "UPDATE configuration SET deleted_at = ? WHERE data_source_id = ? AND env = ? AND deleted_at IS NULL",
            )
            .bind(by.at)
            .bind(id.0)
            .bind(env.as_str())
            .execute(&mut *transaction)
            .await?;
        }
        let done = sqlx::query(
            "UPDATE data_source SET revision = revision + 1, modified_at = ?1, deleted_at = CASE WHEN EXISTS \
             (SELECT 1 FROM configuration c WHERE c.data_source_id = ?2 AND c.deleted_at IS NULL) THEN NULL ELSE ?1 END \
             WHERE id = ?2 AND deleted_at IS NULL",
        )
        .bind(by.at)
        .bind(id.0)
        .execute(&mut *transaction)
        .await?;
        if done.rows_affected() != 1 {
            return Err(StoreError::NotFound);
        }
        entry::refresh(&mut transaction, id).await?;
        activity::write(&mut transaction, by, None).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Undoes [`Self::delete_sides`] for these sides.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when nothing was deleted, [`StoreError::NameTaken`], or SQLite's.
    pub async fn restore_sides(
        &self,
        id: SourceId,
        envs: &[Environment],
        by: &ActivityRecord,
    ) -> Result<(), StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let mut restored = 0;
        for env in envs {
            restored += sqlx::query(
                "UPDATE configuration SET deleted_at = NULL \
                 WHERE data_source_id = ? AND env = ? AND deleted_at IS NOT NULL",
            )
            .bind(id.0)
            .bind(env.as_str())
            .execute(&mut *transaction)
            .await?
            .rows_affected();
        }
        // A source that never had a side comes back without one.
        let done = sqlx::query(
            "UPDATE data_source SET deleted_at = NULL, revision = revision + 1, modified_at = ?1 WHERE id = ?2 AND (?3 \
             OR deleted_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM configuration c WHERE c.data_source_id = ?2))",
        )
        .bind(by.at)
        .bind(id.0)
        .bind(restored > 0)
        .execute(&mut *transaction)
        .await
        .map_err(StoreError::on_name)?;
        if done.rows_affected() != 1 {
            return Err(StoreError::NotFound);
        }
        entry::refresh(&mut transaction, id).await?;
        activity::write(&mut transaction, by, None).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Removes a source for good: its rows go, its vault items become `dead`.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn purge(&self, id: SourceId, by: &ActivityRecord) -> Result<(), StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let references: Vec<String> = sqlx::query_scalar(
            "SELECT secret_ref FROM configuration WHERE data_source_id = ? AND secret_ref IS NOT NULL",
        )
        .bind(id.0)
        .fetch_all(&mut *transaction)
        .await?;
        sqlx::query("DELETE FROM data_source WHERE id = ?").bind(id.0).execute(&mut *transaction).await?;
        entry::begin_epoch(&mut transaction).await?;
        for reference in references {
            sqlx::query("UPDATE vault_item SET state = 'dead', sealed = NULL WHERE ref = ?")
                .bind(reference)
                .execute(&mut *transaction)
                .await?;
        }
        activity::write(&mut transaction, by, None).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Removes one deleted side for good: its row and its reports go, its vault item becomes `dead`.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when that side is not deleted, or SQLite's.
    pub async fn purge_side(&self, id: SourceId, env: Environment, by: &ActivityRecord) -> Result<(), StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let reference: Option<Option<String>> = sqlx::query_scalar(
            "DELETE FROM configuration WHERE data_source_id = ? AND env = ? AND deleted_at IS NOT NULL RETURNING secret_ref",
        )
        .bind(id.0)
        .bind(env.as_str())
        .fetch_optional(&mut *transaction)
        .await?;
        let reference = reference.ok_or(StoreError::NotFound)?;
        sqlx::query("DELETE FROM test_report WHERE data_source_id = ? AND env = ?")
            .bind(id.0)
            .bind(env.as_str())
            .execute(&mut *transaction)
            .await?;
        sqlx::query("UPDATE vault_item SET state = 'dead', sealed = NULL WHERE ref = ?")
            .bind(reference)
            .execute(&mut *transaction)
            .await?;
        activity::write(&mut transaction, by, None).await?;
        transaction.commit().await?;
        Ok(())
    }
}

fn read(row: &SqliteRow, sides: Vec<ConfigurationRecord>) -> Result<SourceRecord, StoreError> {
    let exported: Option<i64> = row.try_get("exported_at")?;
    let known = if row.try_get("shared")? { Some(KnownByName::Shared) } else { None };
    Ok(SourceRecord {
        id: SourceId(row.try_get("id")?),
        workspace: WorkspaceId(row.try_get("workspace_id")?),
        name: row.try_get("name")?,
        type_id: row.try_get("type")?,
        description: row.try_get("description")?,
        tags: json(row, "tags")?,
        origin: row.try_get("origin")?,
        revision: row.try_get("revision")?,
        created_at: row.try_get("created_at")?,
        modified_at: row.try_get("modified_at")?,
        deleted_at: row.try_get("deleted_at")?,
        sides,
        known_by_name: known.or(exported.map(|_| KnownByName::Exported)),
        private_to: row.try_get("private_to")?,
        received: None,
    })
}
