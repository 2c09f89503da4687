//! Workspaces: which there are and which is current.

use headwater_model::{AppError, ErrorCode, Timestamp, WorkspaceId};
use headwater_store::WorkspaceRecord;

use crate::errors::store_error;
use crate::wire::{WorkspaceMode, WorkspaceSelectRequest, WorkspaceView};
use crate::{App, Cx};

const CURRENT: &str = "workspace";

/// Makes a workspace the current one.
pub(crate) async fn select(cx: &Cx, request: WorkspaceSelectRequest) -> Result<WorkspaceView, AppError> {
    let all = cx.workspaces(request.workspace).await?;
    let chosen = all.into_iter().find(|workspace| workspace.id == request.workspace);
    let chosen = chosen.ok_or_else(|| AppError::new(ErrorCode::WorkspaceNotFound).with("name", request.workspace))?;
    cx.store.set_setting(CURRENT, &chosen.id.to_string()).await.map_err(store_error)?;
    Ok(chosen)
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
        Ok(all.into_iter().map(|record| view(record, current)).collect())
    }

    /// The name of a workspace.
    pub(crate) async fn workspace_name(&self, id: WorkspaceId) -> Result<String, AppError> {
        let all = self.store.workspaces().await.map_err(store_error)?;
        let found = all.into_iter().find(|workspace| workspace.id == id);
        found
            .map(|workspace| workspace.name)
            .ok_or_else(|| AppError::new(ErrorCode::WorkspaceNotFound).with("name", id))
    }
}

pub(crate) fn view(record: WorkspaceRecord, current: WorkspaceId) -> WorkspaceView {
    WorkspaceView {
        current: record.id == current,
        id: record.id,
        name: record.name,
        mode: if record.standard { WorkspaceMode::Standard } else { WorkspaceMode::Basic },
        sources: record.sources,
        created_at: Timestamp(record.created_at),
    }
}
