//! Table `form_draft`: forms that were not saved. The caller has taken their secrets out.

use headwater_model::{Object, WorkspaceId};
use sqlx::Row;

use crate::{Store, StoreError};

/// A kept form.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftRecord {
    /// What the form needs to come back.
    pub form: Object,
    /// When it was kept, in milliseconds.
    pub at: i64,
}

impl Store {
    /// The form kept under `key`.
    ///
    /// # Errors
    /// SQLite's, or the row is not what this program writes.
    pub async fn draft(&self, workspace: WorkspaceId, key: &str) -> Result<Option<DraftRecord>, StoreError> {
        let row = sqlx::query("SELECT form, at FROM form_draft WHERE workspace_id = ? AND key = ?")
            .bind(workspace.0)
            .bind(key)
            .fetch_optional(&self.reader)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let form = serde_json::from_str(row.try_get("form")?).map_err(|_| StoreError::Corrupt("form_draft.form"))?;
        Ok(Some(DraftRecord { form, at: row.try_get("at")? }))
    }

    /// Keeps a form, or with `None` forgets it.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn keep_draft(
        &self,
        workspace: WorkspaceId,
        key: &str,
        form: Option<&Object>,
        at: i64,
    ) -> Result<(), StoreError> {
        let query = match form {
            None => {
                sqlx::query("DELETE FROM form_draft WHERE workspace_id = ? AND key = ?").bind(workspace.0).bind(key)
            }
            Some(form) => sqlx::query(
                "INSERT INTO form_draft (workspace_id, key, form, at) VALUES (?, ?, ?, ?) \
                 ON CONFLICT (workspace_id, key) DO UPDATE SET form = excluded.form, at = excluded.at",
            )
            .bind(workspace.0)
            .bind(key)
            .bind(serde_json::to_string(form).unwrap_or_default())
            .bind(at),
        };
        query.execute(&self.writer).await?;
        Ok(())
    }
}
