//! What was deleted and not purged: listed, and purged when its time is over.

use headwater_model::{Environment, SourceId, WorkspaceId};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::{Store, StoreError};

/// A deleted data source, or a deleted side of one that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeletedRecord {
    /// The data source.
    pub id: SourceId,
    /// Its workspace.
    pub workspace: WorkspaceId,
    /// Its name.
    pub name: String,
    /// Type id.
    pub type_id: String,
    /// What it is for.
    pub description: String,
    /// The side; `None`: the data source itself is deleted.
    pub env: Option<Environment>,
    /// Address line; of a whole source the production side's, else the development side's.
    pub summary: String,
    /// When, in milliseconds.
    pub deleted_at: i64,
    /// Who deleted it last, as far as activity knows.
    pub actor: String,
    /// Sides that come back with it.
    pub envs: Vec<Environment>,
}

/// Sources that are deleted, then deleted sides of sources that are not.
const DELETED: &str = "SELECT s.id, s.workspace_id, s.name, s.type, s.description, NULL AS env, s.deleted_at, \
     coalesce((SELECT c.summary FROM configuration c WHERE c.data_source_id = s.id ORDER BY c.env DESC LIMIT 1), '') AS summary, \
     coalesce((SELECT group_concat(c.env) FROM configuration c WHERE c.data_source_id = s.id), '') AS envs, \
     coalesce((SELECT a.actor FROM activity a WHERE a.subject_id = s.id AND a.at = s.deleted_at \
     AND a.workspace_id = s.workspace_id ORDER BY a.id DESC LIMIT 1), '') AS actor \
     FROM data_source s WHERE s.deleted_at IS NOT NULL UNION ALL \
     SELECT s.id, s.workspace_id, s.name, s.type, s.description, c.env, c.deleted_at, c.summary, c.env, \
     coalesce((SELECT a.actor FROM activity a WHERE a.subject_id = s.id AND a.at = c.deleted_at \
     AND a.workspace_id = s.workspace_id ORDER BY a.id DESC LIMIT 1), '') \
     FROM configuration c JOIN data_source s ON s.id = c.data_source_id \
     WHERE s.deleted_at IS NULL AND c.deleted_at IS NOT NULL";

impl Store {
    /// What was deleted in a workspace, latest first.
    ///
    /// # Errors
    /// SQLite's, or a row that this program did not write.
    pub async fn deleted_of(&self, workspace: WorkspaceId) -> Result<Vec<DeletedRecord>, StoreError> {
        let sql = format!("SELECT * FROM ({DELETED}) WHERE workspace_id = ? ORDER BY deleted_at DESC, id");
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(workspace.0).fetch_all(&self.reader).await?;
        rows.iter().map(read).collect()
    }

    /// What was deleted before a time (milliseconds), anywhere.
    ///
    /// # Errors
    /// SQLite's, or a row that this program did not write.
    pub async fn deleted_before(&self, time: i64) -> Result<Vec<DeletedRecord>, StoreError> {
        let sql = format!("SELECT * FROM ({DELETED}) WHERE deleted_at < ? ORDER BY deleted_at, id");
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(time).fetch_all(&self.reader).await?;
        rows.iter().map(read).collect()
    }
}

fn read(row: &SqliteRow) -> Result<DeletedRecord, StoreError> {
    let env: Option<&str> = row.try_get("env")?;
    let envs: &str = row.try_get("envs")?;
    Ok(DeletedRecord {
        id: SourceId(row.try_get("id")?),
        workspace: WorkspaceId(row.try_get("workspace_id")?),
        name: row.try_get("name")?,
        type_id: row.try_get("type")?,
        description: row.try_get("description")?,
        env: env.and_then(Environment::parse),
        summary: row.try_get("summary")?,
        deleted_at: row.try_get("deleted_at")?,
        actor: row.try_get("actor")?,
        envs: Environment::ALL.into_iter().filter(|env| envs.split(',').any(|one| one == env.as_str())).collect(),
    })
}
