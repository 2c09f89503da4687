//! Deleting with undo, restoring, purging; and what a delete affects.

use headwater_model::{AppError, Environment, ErrorCode, SourceId, Text};
use headwater_store::{ActivityRecord, FieldChange, RulesOf, SourceRecord, StoreError};

use crate::errors::store_error;
use crate::wire::{
    DeleteImpact, DeleteRequest, DeleteResponse, Empty, Identity, ImpactLine, ModuleImpact, PurgeRequest,
    RestoreRequest, Right, Severity, SourceRequest, SourceView,
};
use crate::{Cx, guard, sharing, source};

use Environment::{Dev, Prod};

/// Consequences for synchronization tasks, by the sides that go (Help Center, data source management).
const IMPACT: &[(&[Environment], Text)] = &[
    (
        &[Dev, Prod],
        Text::new(
            "In DataWorks, where a source of this name is deleted: production tasks that use it fail, and new tasks cannot choose it.",
            "在 DataWorks 中删除同名数据源时：使用它的生产任务会失败，新任务也无法再选择它。",
        ),
    ),
    (
        &[Dev],
        Text::new(
            "In DataWorks, where this side of a source of this name is deleted: production tasks keep running. Tasks under development can no longer read table structures, and new tasks cannot choose it.",
            "在 DataWorks 中删除同名数据源的这一侧时：生产任务继续运行。开发中的任务将无法获取表结构，新任务也无法在开发环境选择它。",
        ),
    ),
    (
        &[Prod],
        Text::new(
            "In DataWorks, where this side of a source of this name is deleted: production tasks that use it fail. Tasks that use it in development can no longer be committed or deployed.",
            "在 DataWorks 中删除同名数据源的这一侧时：使用它的生产任务会失败。开发环境中使用它的任务将无法提交和发布。",
        ),
    ),
];

/// What other modules notice once production is gone (same page).
const MODULES: &[ModuleImpact] = &[
    ModuleImpact {
        name: Text::new("Operation Center", "运维中心"),
        severity: Severity::High,
        text: Text::new("Scheduled tasks that depend on it fail.", "依赖它的调度任务会失败。"),
    },
    ModuleImpact {
        name: Text::new("DataService Studio", "数据服务"),
        severity: Severity::High,
        text: Text::new("APIs that read from it fail.", "基于它的 API 会调用失败。"),
    },
    ModuleImpact {
        name: Text::new("DataAnalysis", "数据分析"),
        severity: Severity::Medium,
        text: Text::new("Queries on it fail.", "对它的查询会失败。"),
    },
    ModuleImpact {
        name: Text::new("Data Quality", "数据质量"),
        severity: Severity::Medium,
        text: Text::new("Rules on it report exceptions.", "相关规则会报告异常。"),
    },
];

/// What a delete affects.
pub(crate) async fn impact(cx: &Cx, request: SourceRequest) -> Result<DeleteImpact, AppError> {
    let record = source::record(cx, request.id).await?;
    sharing::own(&record)?;
    let envs: Vec<Environment> = Environment::ALL.into_iter().filter(|env| record.side(*env).is_some()).collect();
    let whole = ImpactLine { envs: envs.clone(), text: IMPACT[0].1 };
    let parts =
        IMPACT.iter().filter(|(sides, _)| sides.len() < envs.len() && sides.iter().all(|env| envs.contains(env)));
    let lines = parts.map(|(sides, text)| ImpactLine { envs: sides.to_vec(), text: *text });
    let shared_with = sharing::shared_with(cx, RulesOf::Source(record.id)).await?;
    let lines = std::iter::once(whole).chain(lines).collect();
    Ok(DeleteImpact { lines, modules: MODULES.to_vec(), envs, shared_with })
}

/// Deletes sides. Their secrets stay in the vault until the source is purged, so that a restore is whole.
pub(crate) async fn delete(cx: &Cx, request: DeleteRequest) -> Result<DeleteResponse, AppError> {
    let by = cx.permit(Right::Manage).await?;
    let record = source::record(cx, request.id).await?;
    sharing::own(&record)?;
    let wanted = |env: &Environment| request.envs.is_empty() || request.envs.contains(env);
    let envs: Vec<Environment> =
        Environment::ALL.into_iter().filter(|env| wanted(env) && record.side(*env).is_some()).collect();
    if let Some(absent) = request.envs.iter().find(|env| !envs.contains(env)) {
        let error = AppError::new(ErrorCode::SideAbsent).with("name", &record.name).with("env", absent.as_str());
        return Err(error.on("envs"));
    }
    unlocked(cx, &record, &envs, request.typed_name.as_deref()).await?;
    cx.store
        .delete_sides(record.id, &envs, &note(cx, by, &record, "source_deleted", &envs))
        .await
        .map_err(|error| store_error(error).with("name", &record.name))?;
    Ok(DeleteResponse { id: record.id, name: record.name, envs })
}

/// Undoes a delete.
pub(crate) async fn restore(cx: &Cx, request: RestoreRequest) -> Result<SourceView, AppError> {
    let by = cx.permit(Right::Manage).await?;
    let record = deleted(cx, request.id).await?;
    let envs = if request.envs.is_empty() { Environment::ALL.to_vec() } else { request.envs };
    let note = note(cx, by, &record, "source_restored", &envs);
    cx.store.restore_sides(record.id, &envs, &note).await.map_err(|error| match error {
        StoreError::NotFound => AppError::new(ErrorCode::NotDeleted).with("name", &record.name),
        other => store_error(other).with("name", &record.name).with("proposal", format!("{}_old", record.name)),
    })?;
    source::view(cx, record.id).await
}

/// Removes a source, or sides of it that were deleted, for good; secrets included.
pub(crate) async fn purge(cx: &Cx, request: PurgeRequest) -> Result<Empty, AppError> {
    let by = cx.permit(Right::Manage).await?;
    let record = deleted(cx, request.id).await?;
    let envs: Vec<Environment> = record.sides.iter().map(|side| side.env).collect();
    let envs = if request.envs.is_empty() { envs } else { request.envs.clone() };
    unlocked(cx, &record, &envs, request.typed_name.as_deref()).await?;
    let note = note(cx, by, &record, "source_purged", &envs);
    for env in &request.envs {
        cx.store.purge_side(record.id, *env, &note).await.map_err(|error| match error {
            StoreError::NotFound => AppError::new(ErrorCode::NotDeleted).with("name", &record.name),
            other => store_error(other),
        })?;
    }
    let left = cx.store.source(record.id).await.map_err(store_error)?;
    let is_empty = left.is_some_and(|left| left.deleted_at.is_some() && left.sides.is_empty());
    if request.envs.is_empty() || is_empty {
        cx.store.purge(record.id, &note).await.map_err(store_error)?;
    }
    cx.sweep().await;
    Ok(Empty {})
}

/// A data source that may be deleted.
async fn deleted(cx: &Cx, id: SourceId) -> Result<SourceRecord, AppError> {
    let record = source::any_record(cx, id).await.map_err(|error| match error.code {
        ErrorCode::SourceGone => AppError::new(ErrorCode::NotDeleted).with("name", id),
        _ => error,
    })?;
    sharing::own(&record)?;
    Ok(record)
}

/// Whether these sides may go: a locked production side wants the name typed.
async fn unlocked(cx: &Cx, record: &SourceRecord, envs: &[Environment], typed: Option<&str>) -> Result<(), AppError> {
    if !envs.contains(&Prod) || !record.sides.iter().any(|side| side.env == Prod) {
        return Ok(());
    }
    guard::production(&cx.workspace_record(record.workspace).await?, &record.name, typed)
}

/// What is told about it: the sides.
fn note(cx: &Cx, by: Identity, record: &SourceRecord, action: &str, envs: &[Environment]) -> ActivityRecord {
    let change = |env: &Environment| FieldChange { field: env.as_str().to_owned(), before: None, after: None };
    let note = cx.note(by, record.workspace, action, &record.name);
    ActivityRecord { subject_id: Some(record.id.0), changes: envs.iter().map(change).collect(), ..note }
}
