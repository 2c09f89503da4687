//! Undoing a change of many, data source by data source: where nothing else changed the same field since.

use headwater_model::{AppError, Environment, ErrorCode, SourceId, Timestamp, random_hex};
use headwater_store::{ActivityQuery, ActivityRecord, BulkRecord, FieldChange, SourceRecord};
use serde_json::Value;

use super::carry::{Work, carry_out};
use super::step::{Step, Work as Kind, named};
use super::{report, right, tell, undoable, unlocked};
use crate::errors::store_error;
use crate::side::Side;
use crate::wire::{BulkChange, BulkOutcome, BulkReport, BulkRow, BulkUndoRequest};
use crate::{Cx, source, types};

/// Undoes a change of many.
pub(crate) async fn undo(cx: &Cx, request: BulkUndoRequest) -> Result<BulkReport, AppError> {
    let running = cx.calls.enter(&cx.caller.call);
    let (begun, change) = begun(cx, &request.batch).await?;
    let by = cx.permit(right(&change)).await?;
    let place = cx.workspace_record(begun.workspace).await?;
    let (batch, user) = (Some(begun.batch.clone()), by.user.clone());
    let query = ActivityQuery { batch, user, limit: u32::MAX, ..ActivityQuery::default() };
    let told = cx.store.activity(&query).await.map_err(store_error)?;
    let production = || told.iter().flat_map(|record| &record.changes).any(|change| change.field.starts_with("prod"));
    unlocked(&place, production, request.typed_name.as_deref())?;
    let batch = random_hex();
    let work = Work { change: &change, by: &by, place: &place, batch: &batch, stop: &running.token };
    let mut rows: Vec<BulkRow> = Vec::with_capacity(told.len());
    let total = told.len();
    for record in told {
        let Some(id) = record.subject_id.map(SourceId) else { continue };
        let name = record.subject.clone();
        let mut row = BulkRow { id, name, outcome: BulkOutcome::Left, error: None, tests: Vec::new() };
        if !running.token.is_cancelled() {
            match undo_one(cx, &work, id, record).await {
                Ok(()) => row.outcome = BulkOutcome::Done,
                Err(error) => (row.outcome, row.error) = (BulkOutcome::Refused, Some(error)),
            }
            tell(cx, rows.len() + 1, total, &row);
        }
        rows.push(row);
    }
    if rows.iter().all(|row| row.outcome != BulkOutcome::Left) {
        cx.store.end_bulk(&begun.batch, Timestamp::now().0, true).await.map_err(store_error)?;
    }
    Ok(report(batch, rows, None, false))
}

/// The run and what it did, if it can be undone.
async fn begun(cx: &Cx, batch: &str) -> Result<(BulkRecord, BulkChange), AppError> {
    let begun = cx.store.bulk(batch).await.map_err(store_error)?.filter(|begun| begun.undone_at.is_none());
    let begun = begun.ok_or_else(|| AppError::new(ErrorCode::BatchGone))?;
    let change = serde_json::from_str::<BulkChange>(&begun.change).ok().filter(undoable);
    let change = change.ok_or_else(|| AppError::new(ErrorCode::BatchGone))?;
    Ok((begun, change))
}

async fn undo_one(cx: &Cx, work: &Work<'_>, id: SourceId, told: ActivityRecord) -> Result<(), AppError> {
    let record = source::seen(cx, id, &work.by.user).await?;
    let record = record.ok_or_else(|| AppError::new(ErrorCode::SourceGone))?;
    let step = back(&record, work.change, told.changes)?;
    carry_out(cx, work, &record, step).await
}

/// The step that takes these changes back.
fn back(record: &SourceRecord, change: &BulkChange, changes: Vec<FieldChange>) -> Result<Step, AppError> {
    let since = || AppError::new(ErrorCode::ChangedSince).with("name", &record.name);
    let envs =
        || -> Vec<Environment> { changes.iter().filter_map(|change| Environment::parse(&change.field)).collect() };
    match change {
        BulkChange::Delete { .. } => {
            let envs = envs();
            Ok(Step { changes: named(&envs), production: false, work: Kind::Restore(envs) })
        }
        BulkChange::Restore {} => {
            let envs = envs();
            Ok(Step { changes: named(&envs), production: envs.contains(&Environment::Prod), work: Kind::Delete(envs) })
        }
        BulkChange::Tags { .. } => {
            let change = changes.into_iter().next().ok_or_else(since)?;
            if record.deleted_at.is_some() || value(change.after.as_ref()) != Some(Value::from(record.tags.clone())) {
                return Err(since());
            }
            let tags = value(change.before.as_ref()).and_then(|tags| serde_json::from_value(tags).ok());
            let work = Kind::Save { tags: tags.unwrap_or_default(), side: None };
            Ok(Step { changes: vec![turned(change)], production: false, work })
        }
        BulkChange::Property { env, key, .. } => {
            let change = changes.into_iter().next().ok_or_else(since)?;
            let saved = record.side(*env).filter(|_| record.deleted_at.is_none()).ok_or_else(since)?;
            if value(change.after.as_ref()).as_ref() != saved.properties.get(key) {
                return Err(since());
            }
            let mut side = Side::saved(types::find(&record.type_id)?, saved)?;
            match value(change.before.as_ref()) {
                Some(before) => drop(side.properties.insert(key.clone(), before)),
                None => drop(side.properties.remove(key)),
            }
            let missing = side.check(Some(saved)).missing;
            let work = Kind::Save { tags: record.tags.clone(), side: Some((side, missing)) };
            Ok(Step { changes: vec![turned(change)], production: *env == Environment::Prod, work })
        }
        BulkChange::Secret { .. } | BulkChange::Test { .. } => Err(AppError::new(ErrorCode::BatchGone)),
    }
}

fn value(json: Option<&String>) -> Option<Value> {
    json.and_then(|json| serde_json::from_str(json).ok())
}

fn turned(change: FieldChange) -> FieldChange {
    FieldChange { field: change.field, before: change.after, after: change.before }
}
