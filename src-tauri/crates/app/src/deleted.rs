//! What was deleted: listed for 30 days, then removed for good, secrets with it.

use headwater_model::{AppError, Environment, Timestamp};
use headwater_store::{ActivityRecord, DeletedRecord, FieldChange};

use crate::errors::store_error;
use crate::wire::{DeletedRequest, DeletedRow, Identity};
use crate::{App, Cx, source};

/// How long what was deleted can be brought back, in milliseconds.
pub(crate) const KEPT: i64 = 30 * 24 * 3_600_000;
/// Who removes what nobody brought back.
const NOBODY: &str = "headwater";

/// What was deleted in a workspace, latest first; sides of one source that went together are one row.
pub(crate) async fn list(cx: &Cx, request: DeletedRequest) -> Result<Vec<DeletedRow>, AppError> {
    let workspace = match request.workspace {
        Some(workspace) => workspace,
        None => cx.current_workspace().await?,
    };
    let records = cx.store.deleted_of(workspace).await.map_err(store_error)?;
    let user = cx.identity().await?.user;
    let mut rows = Vec::new();
    for record in records {
        if source::seen(cx, record.id, &user).await?.is_some() {
            rows.push(row(record));
        }
    }
    Ok(rows)
}

fn row(record: DeletedRecord) -> DeletedRow {
    DeletedRow {
        id: record.id,
        name: record.name,
        type_id: record.type_id,
        description: record.description,
        whole: record.env.is_none(),
        envs: record.envs,
        summary: record.summary,
        deleted_at: Timestamp(record.deleted_at),
        purged_at: Timestamp(record.deleted_at + KEPT),
        actor: record.actor,
    }
}

impl App {
    /// Removes for good what was deleted more than 30 days before `now` (milliseconds). The vault's items become dead and
    /// are swept like any others; a failure waits for the next time.
    pub(crate) async fn expire(&self, now: i64) {
        let expired = self.store.deleted_before(now - KEPT).await.unwrap_or_default();
        for record in expired {
            let by = Identity { user: NOBODY.to_owned(), ..Identity::default() };
            let note = self.note(by, record.workspace, "source_expired", &record.name);
            let gone = |env: &Environment| FieldChange { field: env.as_str().to_owned(), before: None, after: None };
            let changes = record.envs.iter().map(gone).collect();
            let note = ActivityRecord { subject_id: Some(record.id.0), changes, ..note };
            let _ = match record.env {
                None => self.store.purge(record.id, &note).await,
                Some(env) => self.store.purge_side(record.id, env, &note).await,
            };
        }
    }
}
