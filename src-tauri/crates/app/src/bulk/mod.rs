//! One change of many data sources. What it does to each is decided in [`step`], the same way for the preview and the run;
//! a run saves one data source after the other, each wholly or not at all, and is named by a batch, under which activity
//! tells what it did. So an interrupted run is gone on with, and one without secrets is undone.

mod carry;
mod step;
mod undo;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use headwater_model::{AppError, ErrorCode, SourceId, Timestamp, WorkspaceId, random_hex};
use headwater_store::{BulkRecord, ListQuery, SourceRecord, WorkspaceRecord};
use serde_json::{Value, json};

use crate::errors::store_error;
use crate::wire::{
    BulkChange, BulkForgetRequest, BulkOutcome, BulkPlanRow, BulkPreview, BulkProgress, BulkReport, BulkRequest,
    BulkRow, BulkSelection, BulkUnfinished, Empty, Right, SecretInput, WorkspaceRequest,
};
use crate::{Cx, activity, list, source};

pub(crate) use undo::undo;

/// Rows of a preview; the counts are of all.
const SHOWN: usize = 500;

/// What a change would do to each, and whether it would be let.
pub(crate) async fn preview(cx: &Cx, request: BulkRequest) -> Result<BulkPreview, AppError> {
    let place = place(cx, request.workspace).await?;
    let by = cx.permit(right(&request.change)).await?;
    step::check(&request.change)?;
    let before = match &request.batch {
        Some(batch) => cx.store.bulk_done(batch).await.map_err(store_error)?,
        None => HashSet::new(),
    };
    let (_, ids) = chosen(cx, place.id, &request, &by.user).await?;
    let records = records(cx, place.id, &ids, &by.user).await?;
    let mut rows: Vec<BulkPlanRow> = Vec::new();
    let mut production = false;
    for id in &ids {
        let Some(record) = records.get(id) else { continue };
        let row = |outcome, error| BulkPlanRow {
            id: *id,
            name: record.name.clone(),
            outcome,
            changes: Vec::new(),
            confirm: Vec::new(),
            error,
        };
        rows.push(match step::step(record, &request.change) {
            Err(error) => row(BulkOutcome::Refused, Some(error)),
            Ok(step) if step.is_nothing() || before.contains(id) => row(BulkOutcome::Same, None),
            Ok(step) => {
                production |= step.production;
                let confirm = step.unconfirmed(record);
                let changes = step.changes.into_iter().map(activity::change).collect();
                BulkPlanRow { changes, confirm, ..row(BulkOutcome::Done, None) }
            }
        });
    }
    let count = |outcome| rows.iter().filter(|row| row.outcome == outcome).count().try_into().unwrap_or(u32::MAX);
    let (changed, same, refused) = (count(BulkOutcome::Done), count(BulkOutcome::Same), count(BulkOutcome::Refused));
    // Stable: within each, by name.
    rows.sort_by_key(|row| match row.outcome {
        BulkOutcome::Refused => 0,
        BulkOutcome::Done => 1,
        BulkOutcome::Same | BulkOutcome::Left => 2,
    });
    rows.truncate(SHOWN);
    Ok(BulkPreview {
        total: changed + same + refused,
        changed,
        same,
        refused,
        rows,
        typed_name: (place.locked && production).then_some(place.name),
        undoable: undoable(&request.change),
    })
}

/// Carries a change out.
pub(crate) async fn run(cx: &Cx, request: BulkRequest) -> Result<BulkReport, AppError> {
    let running = cx.calls.enter(&cx.caller.call);
    let place = place(cx, request.workspace).await?;
    let by = cx.permit(right(&request.change)).await?;
    step::check(&request.change)?;
    let (batch, ids) = chosen(cx, place.id, &request, &by.user).await?;
    let records = records(cx, place.id, &ids, &by.user).await?;
    let touches = |record: &SourceRecord| step::step(record, &request.change).is_ok_and(|step| step.production);
    unlocked(&place, || records.values().any(touches), request.typed_name.as_deref())?;
    let begun = BulkRecord {
        batch: batch.clone(),
        workspace: place.id,
        change: without_secret(&request.change).to_string(),
        sources: ids.iter().map(|id| id.0).collect(),
        owner: cx.owner.claim()?.to_owned(),
        started_at: Timestamp::now().0,
        ended_at: None,
        undone_at: None,
    };
    let tests = matches!(request.change, BulkChange::Test { .. });
    if !tests {
        cx.store.begin_bulk(&begun).await.map_err(store_error)?;
    }
    let before = cx.store.bulk_done(&batch).await.map_err(store_error)?;
    let work = carry::Work { change: &request.change, by: &by, place: &place, batch: &batch, stop: &running.token };
    let names = |id: &SourceId| records.get(id).map(|record| (*id, record.name.clone()));
    let chosen: Vec<(SourceId, String)> = ids.iter().filter_map(names).collect();
    let (rows, stopped) = if tests {
        carry::test_all(cx, &work, chosen).await
    } else {
        carry::change_all(cx, &work, chosen, &before).await
    };
    if !tests {
        cx.store.end_bulk(&batch, Timestamp::now().0, false).await.map_err(store_error)?;
    }
    Ok(report(batch, rows, stopped, undoable(&request.change)))
}

/// What a run is called and which data sources it is for: those of the interrupted run that it goes on with, else the
/// selection's.
async fn chosen(
    cx: &Cx,
    place: WorkspaceId,
    request: &BulkRequest,
    user: &str,
) -> Result<(String, Vec<SourceId>), AppError> {
    let Some(batch) = &request.batch else {
        return Ok((random_hex(), selected(cx, place, request.selection.clone(), user).await?));
    };
    let begun = cx.store.bulk(batch).await.map_err(store_error)?;
    let same = |begun: &BulkRecord| {
        serde_json::from_str::<Value>(&begun.change).is_ok_and(|change| change == without_secret(&request.change))
    };
    let begun = begun.filter(|begun| begun.workspace == place && begun.undone_at.is_none() && same(begun));
    let begun = begun.ok_or_else(|| AppError::new(ErrorCode::BatchGone))?;
    Ok((batch.clone(), begun.sources.into_iter().map(SourceId).collect()))
}

/// Changes of many that a process did not live to end.
pub(crate) async fn unfinished(cx: &Cx, request: WorkspaceRequest) -> Result<Vec<BulkUnfinished>, AppError> {
    let place = place(cx, request.workspace).await?;
    let mut found = Vec::new();
    for record in cx.store.open_bulks(place.id).await.map_err(store_error)? {
        if !cx.owner.is_gone(&record.owner) {
            continue;
        }
        let done = cx.store.bulk_done(&record.batch).await.map_err(store_error)?;
        found.push(BulkUnfinished {
            change: serde_json::from_str(&record.change).unwrap_or_default(),
            total: record.sources.len().try_into().unwrap_or(u32::MAX),
            done: done.len().try_into().unwrap_or(u32::MAX),
            started_at: Timestamp(record.started_at),
            batch: record.batch,
        });
    }
    Ok(found)
}

/// Leaves an interrupted change as it is.
pub(crate) async fn forget(cx: &Cx, request: BulkForgetRequest) -> Result<Empty, AppError> {
    cx.store.end_bulk(&request.batch, Timestamp::now().0, false).await.map_err(store_error)?;
    Ok(Empty {})
}

async fn place(cx: &Cx, workspace: Option<WorkspaceId>) -> Result<WorkspaceRecord, AppError> {
    let workspace = match workspace {
        Some(workspace) => workspace,
        None => cx.current_workspace().await?,
    };
    cx.workspace_record(workspace).await
}

/// Locked production wants the workspace's name typed: nobody types a thousand names.
fn unlocked(place: &WorkspaceRecord, production: impl FnOnce() -> bool, typed: Option<&str>) -> Result<(), AppError> {
    if place.locked && typed != Some(&place.name) && production() {
        return Err(AppError::new(ErrorCode::ProdLocked).with("name", &place.name).on("typed_name"));
    }
    Ok(())
}

/// Who may do this.
const fn right(change: &BulkChange) -> Right {
    match change {
        BulkChange::Tags { .. } | BulkChange::Property { .. } | BulkChange::Secret { .. } => Right::Edit,
        BulkChange::Delete { .. } | BulkChange::Restore {} => Right::Manage,
        BulkChange::Test { .. } => Right::Use,
    }
}

/// A value that a secret replaced is nowhere any more, and a test changes nothing.
const fn undoable(change: &BulkChange) -> bool {
    !matches!(change, BulkChange::Secret { .. } | BulkChange::Test { .. })
}

/// The data sources of a selection, in the order of its filter; whatever is gone among them.
pub(crate) async fn selected(
    cx: &Cx,
    workspace: WorkspaceId,
    selection: BulkSelection,
    user: &str,
) -> Result<Vec<SourceId>, AppError> {
    let mut ids = match selection.matching {
        Some(filter) => {
            let query = ListQuery { user: user.to_owned(), ..list::query(filter) };
            cx.store.matching(workspace, &query).await.map_err(store_error)?
        }
        None => Vec::new(),
    };
    let known: HashSet<SourceId> = ids.iter().copied().collect();
    ids.extend(selection.ids.into_iter().filter(|id| !known.contains(id)));
    ids.retain(|id| !selection.except.contains(id));
    Ok(ids)
}

/// Data sources of the workspace that this user sees, by id, deleted ones included; what is gone is left out.
async fn records(
    cx: &Cx,
    workspace: WorkspaceId,
    ids: &[SourceId],
    user: &str,
) -> Result<HashMap<SourceId, SourceRecord>, AppError> {
    let mut found = HashMap::new();
    for id in ids {
        if let Some(record) = source::seen(cx, *id, user).await?.filter(|record| record.workspace == workspace) {
            found.insert(*id, record);
        }
    }
    Ok(found)
}

/// What may be kept about a change: everything but the value of a secret, in whose place `{"typed": true}` says that one has
/// to be typed again.
fn without_secret(change: &BulkChange) -> Value {
    match change {
        BulkChange::Tags { add, remove } => json!({"what": "tags", "add": add, "remove": remove}),
        BulkChange::Property { type_id, mode, env, key, value } => {
            json!({"what": "property", "type": type_id, "mode": mode, "env": env.as_str(), "key": key, "value": value})
        }
        BulkChange::Secret { env, slot, secret } => {
            let secret = match secret {
                SecretInput::From { from } => json!({"from": from.as_str()}),
                SecretInput::Ask { .. } => json!({"ask": true}),
                SecretInput::Fetch(source) => json!(source),
                SecretInput::Set(_) | SecretInput::Held { .. } => json!({"typed": true}),
                SecretInput::Clear(()) => Value::Null,
            };
            json!({"what": "secret", "env": env.as_str(), "slot": slot, "secret": secret})
        }
        BulkChange::Test { envs } => json!({"what": "test", "envs": envs}),
        BulkChange::Delete { envs } => json!({"what": "delete", "envs": envs}),
        BulkChange::Restore {} => json!({"what": "restore"}),
    }
}

fn report(batch: String, rows: Vec<BulkRow>, stopped: Option<AppError>, undoable: bool) -> BulkReport {
    let count = |outcome| rows.iter().filter(|row| row.outcome == outcome).count().try_into().unwrap_or(u32::MAX);
    let done = count(BulkOutcome::Done);
    BulkReport {
        batch,
        done,
        same: count(BulkOutcome::Same),
        refused: count(BulkOutcome::Refused),
        left: count(BulkOutcome::Left),
        undoable: undoable && done > 0,
        stopped,
        rows,
    }
}

/// Tells the caller that one more is through.
fn tell(cx: &Cx, done: usize, total: usize, row: &BulkRow) {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let progress = BulkProgress { done: count(done), total: count(total), row: row.clone() };
    Arc::clone(&cx.caller.events)(serde_json::to_value(progress).unwrap_or_default());
}
