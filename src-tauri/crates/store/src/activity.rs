//! Table `activity`: who changed what, when, through which program. Written in the transaction of the change itself, so
//! that nothing is told that did not happen and nothing happens untold.

use headwater_model::WorkspaceId;
use serde::{Deserialize, Serialize};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use crate::configuration::json;
use crate::{Store, StoreError};

/// One change that somebody made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ActivityRecord {
    /// Its place in the order of things; 0 while it is not written.
    pub id: i64,
    /// When, in milliseconds.
    pub at: i64,
    /// Who: the name of the identity that was chosen in the settings.
    pub actor: String,
    /// `window`, `browser` or `command_line`.
    pub shell: String,
    /// Where.
    pub workspace: WorkspaceId,
    /// What was done, such as `source_created`.
    pub action: String,
    /// Id of what it was done to, if it has one.
    pub subject_id: Option<i64>,
    /// Its name at the time.
    pub subject: String,
    /// Which fields changed, and how.
    pub changes: Vec<FieldChange>,
}

/// One field before and after. Of a secret only that it changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// Its path, such as `prod.database`.
    pub field: String,
    /// JSON of the value before; `None`: there was none, or it is a secret.
    pub before: Option<String>,
    /// JSON of the value after; `None`: there is none, or it is a secret.
    pub after: Option<String>,
}

/// Which changes to list, latest first.
#[derive(Debug, Clone, Default)]
pub struct ActivityQuery {
    /// Only of this workspace.
    pub workspace: Option<WorkspaceId>,
    /// Only of this data source, file or other thing of that id.
    pub subject_id: Option<i64>,
    /// Only these actions; empty: all.
    pub actions: Vec<String>,
    /// Only with this in the subject's or the actor's name; empty: all.
    pub search: String,
    /// Only what came before this one.
    pub before: Option<i64>,
    /// At most so many.
    pub limit: u32,
}

/// Writes one change; part of the change's own transaction. `subject_id` names what was created in it.
pub(crate) async fn write(
    connection: &mut SqliteConnection,
    record: &ActivityRecord,
    subject_id: Option<i64>,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO activity (at, actor, shell, workspace_id, action, subject_id, subject, changes) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(record.at)
    .bind(&record.actor)
    .bind(&record.shell)
    .bind(record.workspace.0)
    .bind(&record.action)
    .bind(subject_id.or(record.subject_id))
    .bind(&record.subject)
    .bind(serde_json::to_string(&record.changes).unwrap_or_default())
    .execute(connection)
    .await?;
    Ok(())
}

impl Store {
    /// Changes, latest first.
    ///
    /// # Errors
    /// SQLite's, or a row that this program did not write.
    pub async fn activity(&self, query: &ActivityQuery) -> Result<Vec<ActivityRecord>, StoreError> {
        let rows = sqlx::query(
            "SELECT * FROM activity WHERE (?1 IS NULL OR workspace_id = ?1) AND (?2 IS NULL OR subject_id = ?2) \
             AND (?3 = '[]' OR action IN (SELECT value FROM json_each(?3))) \
             AND (?4 = '' OR instr(lower(subject), ?4) > 0 OR instr(lower(actor), ?4) > 0) \
             AND (?5 IS NULL OR id < ?5) ORDER BY id DESC LIMIT ?6",
        )
        .bind(query.workspace.map(|workspace| workspace.0))
        .bind(query.subject_id)
        .bind(serde_json::to_string(&query.actions).unwrap_or_default())
        .bind(&query.search)
        .bind(query.before)
        .bind(query.limit)
        .fetch_all(&self.reader)
        .await?;
        rows.iter().map(read).collect()
    }

    /// Writes a change of which the database holds nothing else.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn note(&self, record: &ActivityRecord) -> Result<(), StoreError> {
        write(&mut *self.writer.acquire().await?, record, None).await
    }
}

fn read(row: &SqliteRow) -> Result<ActivityRecord, StoreError> {
    Ok(ActivityRecord {
        id: row.try_get("id")?,
        at: row.try_get("at")?,
        actor: row.try_get("actor")?,
        shell: row.try_get("shell")?,
        workspace: WorkspaceId(row.try_get("workspace_id")?),
        action: row.try_get("action")?,
        subject_id: row.try_get("subject_id")?,
        subject: row.try_get("subject")?,
        changes: json(row, "changes")?,
    })
}
