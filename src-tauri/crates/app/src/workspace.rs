//! Workspaces: which there are, which is current, their mode and lock.

use std::collections::HashMap;

use headwater_catalog::check_label;
use headwater_model::{AppError, Environment, ErrorCode, Issue, Timestamp, WorkspaceId};
use headwater_store::{Prefill, RulesOf, SecretPointer, SourceRecord, StoreError, WorkspaceRecord, WorkspaceValues};
use serde_json::json;

use crate::auth_file_use::still_missing;
use crate::errors::store_error;
use crate::rights::field_change;
use crate::save::{DESCRIPTION, name_issue};
use crate::side::Side;
use crate::wire::{
    Empty, Right, UpgradedSource, WorkspaceChangeRequest, WorkspaceCreateRequest, WorkspaceDeleteRequest,
    WorkspaceImpact, WorkspaceMode, WorkspaceSelectRequest, WorkspaceUpgradeRequest, WorkspaceUpgradeResponse,
    WorkspaceView,
};
use crate::{App, Cx, sharing, types};

const CURRENT: &str = "workspace";

/// Makes a workspace the current one.
pub(crate) async fn select(cx: &Cx, request: WorkspaceSelectRequest) -> Result<WorkspaceView, AppError> {
    let chosen = cx.workspace_record(request.workspace).await?;
    cx.store.set_setting(CURRENT, &chosen.id.to_string()).await.map_err(store_error)?;
    cx.workspace_view(chosen.id).await
}

/// Makes a workspace; the current one stays current.
pub(crate) async fn create(cx: &Cx, request: WorkspaceCreateRequest) -> Result<WorkspaceView, AppError> {
    let by = cx.permit(Right::Workspace).await?;
    let values = WorkspaceValues { name: request.name, description: request.description, locked: false };
    check(&values)?;
    let note = cx.note(by, WorkspaceId::default(), "workspace_created", &values.name);
    let id = cx
        .store
        .create_workspace(&values, request.mode == WorkspaceMode::Standard, &note)
        .await
        .map_err(|error| taken(error, &values.name))?;
    cx.workspace_view(id).await
}

/// Renames, describes, locks or unlocks a workspace.
pub(crate) async fn change(cx: &Cx, request: WorkspaceChangeRequest) -> Result<WorkspaceView, AppError> {
    let by = cx.permit(Right::Workspace).await?;
    let before = cx.workspace_record(request.workspace).await?;
    let values = WorkspaceValues {
        name: request.name.unwrap_or_else(|| before.name.clone()),
        description: request.description.unwrap_or_else(|| before.description.clone()),
        locked: request.locked.unwrap_or(before.locked),
    };
    check(&values)?;
    if before.locked && !values.locked && request.typed_name.as_deref() != Some(&before.name) {
        return Err(AppError::new(ErrorCode::ProdLocked).with("name", &before.name).on("typed_name"));
    }
    let mut note = cx.note(by, before.id, "workspace_changed", &values.name);
    note.changes = [
        ("name", json!(before.name), json!(values.name)),
        ("description", json!(before.description), json!(values.description)),
        ("locked", json!(before.locked), json!(values.locked)),
    ]
    .into_iter()
    .filter_map(|(field, before, after)| field_change(field, Some(&before), Some(&after)))
    .collect();
    if !note.changes.is_empty() {
        cx.store.change_workspace(before.id, &values, &note).await.map_err(|error| taken(error, &values.name))?;
    }
    cx.workspace_view(before.id).await
}

/// Upgrades a basic workspace, or says what that would do.
pub(crate) async fn upgrade(cx: &Cx, request: WorkspaceUpgradeRequest) -> Result<WorkspaceUpgradeResponse, AppError> {
    let by = cx.permit(Right::Workspace).await?;
    let before = cx.workspace_record(request.workspace).await?;
    if before.standard {
        return Err(AppError::new(ErrorCode::WorkspaceStandard).with("name", before.name));
    }
    let records = cx.store.sources_of(before.id).await.map_err(store_error)?;
    let sources: Vec<UpgradedSource> = records.iter().map(|record| upgraded(record, request.prefill)).collect();
    if !request.preview {
        let prefilled = sources.iter().filter(|source| source.prefilled);
        let prefill: Vec<Prefill> =
            prefilled.map(|source| Prefill { id: source.id, missing: source.missing.clone() }).collect();
        let note = cx.note(by, before.id, "workspace_upgraded", &before.name);
        cx.store
            .upgrade_workspace(before.id, &prefill, &note)
            .await
            .map_err(|error| store_error(error).with("name", &before.name))?;
    }
    let workspace = cx.workspace_view(before.id).await?;
    Ok(WorkspaceUpgradeResponse { workspace, done: !request.preview, sources })
}

/// What the development side of a source would be: that of production without its secrets, when it is wanted and known.
fn upgraded(record: &SourceRecord, prefill: bool) -> UpgradedSource {
    let missing = prefill.then(|| record.side(Environment::Prod)).flatten().and_then(|prod| {
        let mut bare = prod.clone();
        bare.secret = SecretPointer { ask: prod.secret.ask.clone(), ..SecretPointer::default() };
        let side = Side::saved(types::find(&record.type_id).ok()?, &bare).ok()?;
        let mut missing = side.check(Some(&bare)).missing;
        still_missing(side.mode, &side.properties, &prod.missing, &mut missing);
        Some(missing)
    });
    UpgradedSource {
        id: record.id,
        name: record.name.clone(),
        type_id: record.type_id.clone(),
        prefilled: missing.is_some(),
        missing: missing.unwrap_or_default(),
    }
}

/// What would go with a workspace.
pub(crate) async fn impact(cx: &Cx, request: WorkspaceSelectRequest) -> Result<WorkspaceImpact, AppError> {
    let workspace = cx.workspace_record(request.workspace).await?;
    let content = cx.store.workspace_content(workspace.id).await.map_err(store_error)?;
    Ok(WorkspaceImpact {
        sources: cx.store.source_counts().await.map_err(store_error)?.remove(&workspace.id).unwrap_or_default(),
        deleted_sources: content.deleted_sources,
        with_secrets: content.with_secrets,
        shared_with: sharing::shared_with(cx, RulesOf::From(workspace.id)).await?,
    })
}

/// Deletes a workspace with everything in it, for good.
pub(crate) async fn delete(cx: &Cx, request: WorkspaceDeleteRequest) -> Result<Empty, AppError> {
    let by = cx.permit(Right::Workspace).await?;
    let before = cx.workspace_record(request.workspace).await?;
    if request.typed_name != before.name {
        return Err(AppError::new(ErrorCode::NameNotTyped).with("name", before.name).on("typed_name"));
    }
    let note = cx.note(by, before.id, "workspace_deleted", &before.name);
    cx.store.delete_workspace(before.id, &note).await.map_err(|error| match error {
        StoreError::NotFound => AppError::new(ErrorCode::WorkspaceLast).with("name", &before.name),
        other => store_error(other),
    })?;
    cx.sweep().await;
    Ok(Empty {})
}

fn check(values: &WorkspaceValues) -> Result<(), AppError> {
    let mut wrong: Vec<Issue> = name_issue(&values.name).into_iter().collect();
    wrong.extend(check_label("description", &values.description, DESCRIPTION, true));
    if wrong.is_empty() { Ok(()) } else { Err(AppError::invalid(wrong)) }
}

fn taken(error: StoreError, name: &str) -> AppError {
    store_error(error).with("name", name).with("proposal", format!("{name}_2")).on("name")
}

impl App {
    /// The current workspace; the oldest when none was chosen or the chosen one is gone.
    pub(crate) async fn current_workspace(&self) -> Result<WorkspaceId, AppError> {
        let chosen = self.store.setting(CURRENT).await.map_err(store_error)?;
        let chosen = chosen.and_then(|id| id.parse().ok()).map(WorkspaceId);
        let all = self.store.workspace_ids().await.map_err(store_error)?;
        let known = all.iter().find(|id| Some(**id) == chosen).or_else(|| all.first());
        known.copied().ok_or_else(|| AppError::new(ErrorCode::DatabaseFailed))
    }

    /// Every workspace, `current` marked.
    pub(crate) async fn workspaces(&self, current: WorkspaceId) -> Result<Vec<WorkspaceView>, AppError> {
        let all = self.store.workspaces().await.map_err(store_error)?;
        let sources = self.store.source_counts().await.map_err(store_error)?;
        Ok(all.into_iter().map(|record| view(record, current, &sources)).collect())
    }

    /// A workspace, as it is shown.
    ///
    /// # Errors
    /// `workspace_not_found`.
    async fn workspace_view(&self, id: WorkspaceId) -> Result<WorkspaceView, AppError> {
        let all = self.workspaces(self.current_workspace().await?).await?;
        let found = all.into_iter().find(|view| view.id == id);
        found.ok_or_else(|| AppError::new(ErrorCode::WorkspaceNotFound).with("name", id))
    }

    /// The name of a workspace.
    pub(crate) async fn workspace_name(&self, id: WorkspaceId) -> Result<String, AppError> {
        Ok(self.workspace_record(id).await?.name)
    }
}

fn view(record: WorkspaceRecord, current: WorkspaceId, sources: &HashMap<WorkspaceId, u64>) -> WorkspaceView {
    WorkspaceView {
        sources: sources.get(&record.id).copied().unwrap_or_default(),
        current: record.id == current,
        id: record.id,
        name: record.name,
        mode: if record.standard { WorkspaceMode::Standard } else { WorkspaceMode::Basic },
        description: record.description,
        locked: record.locked,
        created_at: Timestamp(record.created_at),
    }
}
