//! Table `activity`: who changed what, when, through which program. Written in the transaction of the change itself, so
//! that nothing is told that did not happen and nothing happens untold.

use headwater_model::WorkspaceId;
use serde::{Deserialize, Serialize};
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Row, SqliteConnection};

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
    /// Names the changes that were made together.
    pub batch: Option<String>,
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
    /// Only changes that were made together under this name.
    pub batch: Option<String>,
    /// Only by this person; empty: all.
    pub actor: String,
    /// Only with this in the subject's or the actor's name, lower case; empty: all.
    pub search: String,
    /// Only what came before this one.
    pub before: Option<i64>,
    /// Who looks: nothing is told about a data source that is somebody else's alone.
    pub user: String,
    /// At most so many.
    pub limit: u32,
}

/// What activity can be filtered by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ActivityWords {
    /// Names of people.
    pub actors: Vec<String>,
    /// What was done.
    pub actions: Vec<String>,
}

/// Writes one change; part of the change's own transaction. `subject_id` names what was created in it.
pub(crate) async fn write(
    connection: &mut SqliteConnection,
    record: &ActivityRecord,
    subject_id: Option<i64>,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO activity (at, actor, shell, workspace_id, action, subject_id, subject, changes, batch) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(record.at)
    .bind(&record.actor)
    .bind(&record.shell)
    .bind(record.workspace.0)
    .bind(&record.action)
    .bind(subject_id.or(record.subject_id))
    .bind(&record.subject)
    .bind(serde_json::to_string(&record.changes).unwrap_or_default())
    .bind(&record.batch)
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
             AND (?5 IS NULL OR id < ?5) AND (?7 IS NULL OR batch = ?7) AND (?8 = '' OR actor = ?8) \
             AND NOT (substr(action, 1, instr(action, '_')) IN ('source_', 'secret_', 'share_') AND EXISTS (SELECT 1 \
             FROM share h JOIN share_rule r ON r.share_id = h.id \
             WHERE h.data_source_id = subject_id AND r.private = 1 AND r.user <> ?9)) \
             ORDER BY id DESC LIMIT ?6",
        )
        .bind(query.workspace.map(|workspace| workspace.0))
        .bind(query.subject_id)
        .bind(serde_json::to_string(&query.actions).unwrap_or_default())
        .bind(&query.search)
        .bind(query.before)
        .bind(query.limit)
        .bind(&query.batch)
        .bind(&query.actor)
        .bind(&query.user)
        .fetch_all(&self.reader)
        .await?;
        rows.iter().map(read).collect()
    }

    /// Everybody who changed something, and every action that was done, anywhere or in one workspace.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn activity_words(&self, workspace: Option<WorkspaceId>) -> Result<ActivityWords, StoreError> {
        let mut words = [Vec::new(), Vec::new()];
        for (column, found) in ["actor", "action"].into_iter().zip(&mut words) {
            let sql = format!(
                "SELECT DISTINCT {column} FROM activity WHERE ?1 IS NULL OR workspace_id = ?1 ORDER BY {column}"
            );
            *found = sqlx::query_scalar(AssertSqlSafe(sql))
                .bind(workspace.map(|workspace| workspace.0))
                .fetch_all(&self.reader)
                .await?;
        }
        let [actors, actions] = words;
        Ok(ActivityWords { actors, actions })
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
        batch: row.try_get("batch")?,
    })
}
