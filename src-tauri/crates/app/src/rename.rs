//! Renaming. DataWorks never does it; a draft may have another name for as long as only its workspace knows it.

use headwater_model::{AppError, Environment, ErrorCode, KnownByName};
use headwater_store::StoreError;
use serde_json::json;

use crate::errors::store_error;
use crate::rights::field_change;
use crate::save::name_issue;
use crate::wire::{RenameRequest, Right, SourceView};
use crate::{Cx, clone, sharing, source};

/// Gives a data source another name.
///
/// # Errors
/// `name_shared`, `name_exported`: somebody else knows it by this one. `name_taken`, `conflict`, `prod_locked`, and for what was
/// received `share_owner_only`.
pub(crate) async fn rename(cx: &Cx, request: RenameRequest) -> Result<SourceView, AppError> {
    let before = source::record(cx, request.id).await?;
    sharing::own(&before)?;
    let by = cx.permit(Right::Edit).await?;
    if let Some(issue) = name_issue(&request.name) {
        return Err(AppError::invalid(vec![issue]));
    }
    if request.name == before.name {
        return source::view(cx, before.id).await;
    }
    let code = before.known_by_name.map(|known| match known {
        KnownByName::Shared => ErrorCode::NameShared,
        KnownByName::Exported => ErrorCode::NameExported,
    });
    if let Some(code) = code {
        return Err(AppError::new(code).with("name", &before.name).on("name"));
    }
    if before.side(Environment::Prod).is_some() {
        sharing::unlocked(cx, &before, request.typed_name.as_deref()).await?;
    }
    let mut note = cx.note(by, before.workspace, "source_renamed", &request.name);
    note.changes = field_change("name", Some(&json!(before.name)), Some(&json!(request.name))).into_iter().collect();
    let revision = request.revision.unwrap_or(before.revision);
    match cx.store.rename(before.id, revision, &request.name, &note).await {
        Ok(()) => source::view(cx, before.id).await,
        Err(StoreError::Conflict) => Err(cx.conflict(before.id, &before.name, revision).await),
        Err(StoreError::NameTaken) => {
            let proposal = clone::unused_name(cx, before.workspace, &request.name).await?;
            let error = AppError::new(ErrorCode::NameTaken).with("name", request.name);
            Err(error.with("proposal", proposal).on("name"))
        }
        Err(other) => Err(store_error(other)),
    }
}
