//! T2 of a save: the one transaction that makes new secrets live together with everything else.

use headwater_model::{SourceId, WorkspaceId};
use sqlx::SqliteConnection;

use crate::activity::{self, ActivityRecord};
use crate::list::entry;
use crate::vault_item::{self, FreshItem};
use crate::{ConfigurationRecord, Store, StoreError};

/// What is saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveTarget {
    /// A new source.
    New {
        /// Its workspace.
        workspace: WorkspaceId,
        /// Its name.
        name: String,
        /// Type id.
        type_id: String,
        /// `management_center` or `data_integration`: where it was made.
        origin: &'static str,
    },
    /// A new state of an existing source.
    Existing {
        /// Which.
        id: SourceId,
        /// The revision that the caller saw.
        revision: i64,
    },
}

/// What happens to one side.
#[derive(Debug, Clone, PartialEq)]
pub enum SideUnit {
    /// Becomes this row.
    Write(Box<ConfigurationRecord>),
    /// Is marked as deleted, if it is there.
    Delete(headwater_model::Environment),
}

/// Everything that a save changes.
#[derive(Debug, Clone, PartialEq)]
pub struct SaveUnit {
    /// New or existing.
    pub target: SaveTarget,
    /// What it is for.
    pub description: String,
    /// Labels.
    pub tags: Vec<String>,
    /// The sides.
    pub sides: Vec<SideUnit>,
    /// Items that become live.
    pub fresh: Vec<FreshItem>,
    /// What is told about it; its time is that of the save.
    pub note: ActivityRecord,
    /// One of many, for which the disk is not waited for: whoever saves them ends with [`Store::settle`].
    pub one_of_many: bool,
}

impl Store {
    /// Commits a save: all of it or nothing.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the revision is not the current one or a fresh item is not `writing` any more,
    /// [`StoreError::NameTaken`], or SQLite's.
    pub async fn commit_save(&self, unit: &SaveUnit) -> Result<SourceId, StoreError> {
        let writer = if unit.one_of_many { &self.notes } else { &self.writer };
        let mut transaction = writer.begin_with("BEGIN IMMEDIATE").await?;
        let id = write_source(&mut transaction, unit).await?;
        vault_item::make_live(&mut transaction, &unit.fresh).await?;
        for side in &unit.sides {
            match side {
                SideUnit::Write(row) => write_side(&mut transaction, id, row).await?,
                SideUnit::Delete(env) => {
                    sqlx::query(
                        "UPDATE configuration SET deleted_at = ? \
                         WHERE data_source_id = ? AND env = ? AND deleted_at IS NULL",
                    )
                    .bind(unit.note.at)
                    .bind(id.0)
                    .bind(env.as_str())
                    .execute(&mut *transaction)
                    .await?;
                }
            }
        }
        entry::refresh(&mut transaction, id).await?;
        activity::write(&mut transaction, &unit.note, Some(id.0)).await?;
        transaction.commit().await?;
        Ok(id)
    }
}

impl Store {
    /// Waits until the disk has everything that was committed, by any process: from here on it survives a power cut. The row
    /// stands behind all of it in the log, and the writer's commit waits for the log.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn settle(&self) -> Result<(), StoreError> {
        sqlx::query("INSERT OR REPLACE INTO meta (key, value) VALUES ('settled', hex(randomblob(8)))")
            .execute(&self.writer)
            .await?;
        Ok(())
    }
}

async fn write_source(connection: &mut SqliteConnection, unit: &SaveUnit) -> Result<SourceId, StoreError> {
    let tags = serde_json::to_string(&unit.tags).unwrap_or_default();
    match &unit.target {
        SaveTarget::New { workspace, name, type_id, origin } => {
            let done = sqlx::query(
                "INSERT INTO data_source (workspace_id, name, type, description, tags, origin, revision, \
                 created_at, modified_at) VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?)",
            )
            .bind(workspace.0)
            .bind(name)
            .bind(type_id)
            .bind(&unit.description)
            .bind(tags)
            .bind(origin)
            .bind(unit.note.at)
            .bind(unit.note.at)
            .execute(connection)
            .await
            .map_err(StoreError::on_name)?;
            Ok(SourceId(done.last_insert_rowid()))
        }
        SaveTarget::Existing { id, revision } => {
            let done = sqlx::query(
                "UPDATE data_source SET description = ?, tags = ?, revision = revision + 1, modified_at = ? \
                 WHERE id = ? AND revision = ? AND deleted_at IS NULL",
            )
            .bind(&unit.description)
            .bind(tags)
            .bind(unit.note.at)
            .bind(id.0)
            .bind(revision)
            .execute(connection)
            .await?;
            if done.rows_affected() == 1 { Ok(*id) } else { Err(StoreError::Conflict) }
        }
    }
}

/// Writes a side and retires the item that it pointed to before. A test that ended meanwhile keeps its result when the side
/// did not change.
async fn write_side(
    connection: &mut SqliteConnection,
    id: SourceId,
    row: &ConfigurationRecord,
) -> Result<(), StoreError> {
    let before: Option<Option<String>> =
        sqlx::query_scalar("SELECT secret_ref FROM configuration WHERE data_source_id = ? AND env = ?")
            .bind(id.0)
            .bind(row.env.as_str())
            .fetch_optional(&mut *connection)
            .await?;
    let list = |items: &[String]| serde_json::to_string(items).unwrap_or_default();
    sqlx::query(
        "INSERT INTO configuration (data_source_id, env, mode, properties, extra, secret_ref, secret_slots, ask_slots, fetched_slots, \
         unconfirmed, missing, summary, state, last_test, changed_at, deleted_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL) \
         ON CONFLICT (data_source_id, env) DO UPDATE SET mode = excluded.mode, properties = excluded.properties, \
         extra = excluded.extra, \
         secret_ref = excluded.secret_ref, secret_slots = excluded.secret_slots, ask_slots = excluded.ask_slots, \
         fetched_slots = excluded.fetched_slots, unconfirmed = excluded.unconfirmed, \
         missing = excluded.missing, summary = excluded.summary, changed_at = excluded.changed_at, deleted_at = NULL, \
         last_test = CASE changed_at WHEN excluded.changed_at THEN last_test ELSE excluded.last_test END, \
         state = CASE WHEN changed_at = excluded.changed_at AND 'incomplete' NOT IN (state, excluded.state) \
         THEN state ELSE excluded.state END",
    )
    .bind(id.0)
    .bind(row.env.as_str())
    .bind(&row.mode)
    .bind(serde_json::to_string(&row.properties).unwrap_or_default())
    .bind(serde_json::to_string(&row.extra).unwrap_or_default())
    .bind(row.secret.reference.as_deref())
    .bind(list(&row.secret.slots))
    .bind(list(&row.secret.ask))
    .bind(serde_json::to_string(&row.secret.fetched).unwrap_or_default())
    .bind(row.secret.unconfirmed)
    .bind(list(&row.missing))
    .bind(&row.summary)
    .bind(row.state.as_str())
    .bind(row.last_test.as_deref())
    .bind(row.changed_at)
    .execute(&mut *connection)
    .await?;
    if let Some(old) = before.flatten().filter(|old| row.secret.reference.as_ref() != Some(old)) {
        vault_item::retire(connection, &old).await?;
    }
    Ok(())
}
