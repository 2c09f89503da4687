//! Carrying a change of many out: one data source after the other, tests side by side.

use std::collections::HashSet;

use futures_util::StreamExt as _;
use headwater_model::{AppError, ErrorCode, SourceId, Verdict};
use headwater_store::{ActivityRecord, SaveTarget, SourceRecord, WorkspaceRecord};
use tokio_util::sync::CancellationToken;

use super::step::{self, Step, Work as Kind};
use super::tell;
use crate::errors::store_error;
use crate::save::{Draft, commit, draft_side, saved};
use crate::secrets::plan;
use crate::wire::{BulkChange, BulkOutcome, BulkRow, BulkTest, Identity, TestRequest};
use crate::{Cx, source, test};

/// Tests of one change that run at the same time; those of everybody are bounded as well.
const TESTS: usize = 8;
/// How often a data source is looked at again that somebody else changed meanwhile.
const TRIES: usize = 3;

/// What every data source of a run has in common.
pub(super) struct Work<'a> {
    pub(super) change: &'a BulkChange,
    pub(super) by: &'a Identity,
    pub(super) place: &'a WorkspaceRecord,
    pub(super) batch: &'a str,
    pub(super) stop: &'a CancellationToken,
}

/// Changes one data source after the other. What `before` names was done by an earlier run of the same batch.
pub(super) async fn change_all(
    cx: &Cx,
    work: &Work<'_>,
    chosen: Vec<(SourceId, String)>,
    before: &HashSet<SourceId>,
) -> (Vec<BulkRow>, Option<AppError>) {
    let total = chosen.len();
    let mut stopped = None;
    let mut rows = Vec::with_capacity(total);
    for (id, name) in chosen {
        let mut row = BulkRow { id, name, outcome: BulkOutcome::Left, error: None, tests: Vec::new() };
        if stopped.is_none() && !work.stop.is_cancelled() {
            if before.contains(&id) {
                row.outcome = BulkOutcome::Same;
            } else {
                match change_one(cx, work, id).await {
                    Ok(outcome) => row.outcome = outcome,
                    Err(error) if ends_all(error.code) => stopped = Some(error),
                    Err(error) => (row.outcome, row.error) = (BulkOutcome::Refused, Some(error)),
                }
            }
            if stopped.is_none() {
                tell(cx, rows.len() + 1, total, &row);
            }
        }
        rows.push(row);
    }
    (rows, stopped)
}

/// What would go wrong with every other data source as well.
const fn ends_all(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::KeychainLocked
            | ErrorCode::KeychainAbsent
            | ErrorCode::KeychainFailed
            | ErrorCode::DatabaseFailed
            | ErrorCode::DatabaseDamaged
            | ErrorCode::DatabaseReadOnly
            | ErrorCode::DatabaseGone
            | ErrorCode::DiskFull
    )
}

/// One data source, wholly or not at all.
async fn change_one(cx: &Cx, work: &Work<'_>, id: SourceId) -> Result<BulkOutcome, AppError> {
    let mut tries = 1;
    loop {
        let record = source::seen(cx, id, &work.by.user).await?;
        let record = record.filter(|record| record.workspace == work.place.id);
        let record = record.ok_or_else(|| AppError::new(ErrorCode::SourceGone))?;
        let step = step::step(&record, work.change)?;
        if step.is_nothing() {
            return Ok(BulkOutcome::Same);
        }
        match carry_out(cx, work, &record, step).await {
            Err(error) if error.code == ErrorCode::Conflict && tries < TRIES => tries += 1,
            done => return done.map(|()| BulkOutcome::Done),
        }
    }
}

/// Saves, deletes or restores one data source.
pub(super) async fn carry_out(cx: &Cx, work: &Work<'_>, record: &SourceRecord, step: Step) -> Result<(), AppError> {
    let action = match (&step.work, work.change) {
        (Kind::Save { .. }, BulkChange::Secret { .. }) => "secret_set",
        (Kind::Save { .. } | Kind::Test(_), _) => "source_changed",
        (Kind::Delete(_), _) => "source_deleted",
        (Kind::Restore(_), _) => "source_restored",
    };
    let note = ActivityRecord {
        changes: step.changes,
        subject_id: Some(record.id.0),
        batch: Some(work.batch.to_owned()),
        ..cx.note(work.by.clone(), record.workspace, action, &record.name)
    };
    let named = |error| store_error(error).with("name", &record.name).with("proposal", format!("{}_old", record.name));
    match step.work {
        Kind::Test(_) => Ok(()),
        Kind::Delete(envs) => cx.store.delete_sides(record.id, &envs, &note).await.map_err(named),
        Kind::Restore(envs) => cx.store.restore_sides(record.id, &envs, &note).await.map_err(named),
        Kind::Save { tags, side } => {
            let saved = saved(record);
            let mut sides = Vec::new();
            if let Some((side, missing)) = side {
                let secrets = cx.with_keychain(plan(cx, &side, Some(saved))).await?;
                sides.push(draft_side(side, missing, secrets, Some(saved), note.at));
            }
            let draft = Draft {
                target: SaveTarget::Existing { id: record.id, revision: record.revision },
                name: record.name.clone(),
                workspace: record.workspace,
                description: record.description.clone(),
                tags,
                sides,
                removed: Vec::new(),
                note,
                one_of_many: false,
            };
            commit(cx, draft).await.map(drop)
        }
    }
}

/// Tests every side that is there, some at a time; rows come in the order in which they were chosen.
pub(super) async fn test_all(
    cx: &Cx,
    work: &Work<'_>,
    chosen: Vec<(SourceId, String)>,
) -> (Vec<BulkRow>, Option<AppError>) {
    let total = chosen.len();
    let running = chosen.into_iter().map(|(id, name)| test_one(cx, work, id, name));
    let mut running = futures_util::stream::iter(running).buffered(TESTS);
    let mut rows = Vec::with_capacity(total);
    while let Some(row) = running.next().await {
        if row.outcome != BulkOutcome::Left {
            tell(cx, rows.len() + 1, total, &row);
        }
        rows.push(row);
    }
    (rows, None)
}

async fn test_one(cx: &Cx, work: &Work<'_>, id: SourceId, name: String) -> BulkRow {
    let mut row = BulkRow { id, name, outcome: BulkOutcome::Left, error: None, tests: Vec::new() };
    if work.stop.is_cancelled() {
        return row;
    }
    let tested = async {
        let record = source::record(cx, id).await?;
        let Kind::Test(envs) = step::step(&record, work.change)?.work else { return Ok(()) };
        for env in envs {
            // Its stages are told to nobody: what counts here is how it ends.
            let request = TestRequest { id: Some(id), env, type_id: None, side: None, confirm: None, timeout_ms: None };
            let report = test::run_until(&cx.quiet(), request, work.stop).await?;
            if report.verdict != Verdict::Cancelled {
                row.tests.push(BulkTest { env, verdict: report.verdict });
            }
        }
        Ok(())
    };
    match tested.await {
        Err(error) => (row.outcome, row.error) = (BulkOutcome::Refused, Some(error)),
        Ok(()) if row.tests.is_empty() => {}
        Ok(()) => row.outcome = BulkOutcome::Done,
    }
    row
}
