//! What helps to find: filters that have a name, tags, stars.

use headwater_catalog::check_label;
use headwater_model::{AppError, ErrorCode, Issue, IssueCode, WorkspaceId};
use headwater_store::StoreError;

use crate::Cx;
use crate::errors::store_error;
use crate::wire::{
    Empty, FavouriteRequest, FilterDeleteRequest, FilterSaveRequest, SavedFilter, TagCount, WorkspaceRequest,
};

/// Longest name of a filter, in characters.
const NAME: u32 = 60;

/// Filters of a workspace, by name. One that this version cannot read is left out.
pub(crate) async fn list(cx: &Cx, request: WorkspaceRequest) -> Result<Vec<SavedFilter>, AppError> {
    let workspace = place(cx, request.workspace).await?;
    let records = cx.store.filters(workspace).await.map_err(store_error)?;
    let readable = records.into_iter().filter_map(|record| {
        let filter = serde_json::from_str(&record.filter).ok()?;
        Some(SavedFilter { id: record.id, name: record.name, filter })
    });
    Ok(readable.collect())
}

/// Keeps a filter under a name, renames or replaces it.
pub(crate) async fn save(cx: &Cx, request: FilterSaveRequest) -> Result<SavedFilter, AppError> {
    let workspace = place(cx, request.workspace).await?;
    let name = request.name.trim().to_owned();
    let empty = name.is_empty().then(|| Issue::new("name", IssueCode::Missing));
    if let Some(issue) = empty.or_else(|| check_label("name", &name, NAME, false)) {
        return Err(AppError::invalid(vec![issue]));
    }
    let json = serde_json::to_string(&request.filter).unwrap_or_default();
    let id = cx.store.save_filter(workspace, request.id, &name, &json).await.map_err(|error| match error {
        StoreError::NotFound => AppError::new(ErrorCode::FilterGone),
        other => store_error(other).with("name", &name).with("proposal", format!("{name} 2")).on("name"),
    })?;
    Ok(SavedFilter { id, name, filter: request.filter })
}

/// Forgets a filter.
pub(crate) async fn delete(cx: &Cx, request: FilterDeleteRequest) -> Result<Empty, AppError> {
    cx.store.delete_filter(request.id).await.map_err(store_error)?;
    Ok(Empty {})
}

/// Every tag of a workspace.
pub(crate) async fn tags(cx: &Cx, request: WorkspaceRequest) -> Result<Vec<TagCount>, AppError> {
    let workspace = place(cx, request.workspace).await?;
    let tags = cx.store.tags(workspace, &cx.identity().await?.user).await.map_err(store_error)?;
    Ok(tags.into_iter().map(|(tag, count)| TagCount { tag, count }).collect())
}

/// Stars come and go. Nobody else sees them, so no role is asked and no activity written.
pub(crate) async fn favourite(cx: &Cx, request: FavouriteRequest) -> Result<Empty, AppError> {
    cx.store.set_favourite(&request.ids, request.on).await.map_err(store_error)?;
    Ok(Empty {})
}

async fn place(cx: &Cx, workspace: Option<WorkspaceId>) -> Result<WorkspaceId, AppError> {
    match workspace {
        Some(workspace) => Ok(workspace),
        None => cx.current_workspace().await,
    }
}
