//! Cloning: the whole record is copied and then the few things that differ are changed, so that nothing is forgotten.

use std::collections::BTreeMap;

use headwater_model::{AppError, Door, Issue, IssueCode, Timestamp, WorkspaceId};
use headwater_store::{ActivityRecord, ConfigurationRecord, SaveTarget, SecretPointer, SideState};

use serde_json::json;

use crate::auth_file_use::still_missing;
use crate::errors::store_error;
use crate::rights::field_change;
use crate::save::{Draft, DraftSide, commit, name_issue};
use crate::secrets::{SecretPlan, read};
use crate::side::Side;
use crate::wire::{ClonePreviewRequest, ClonePreviewResponse, CloneRequest, CloneSecrets, Right, SourceView};
use crate::{Cx, sharing, source, types};

/// Longest name of a clone, in characters (CloneDataSource, 2024-05-18).
const LONGEST: usize = 60;

/// A valid unused name for a copy.
pub(crate) async fn propose(cx: &Cx, request: ClonePreviewRequest) -> Result<ClonePreviewResponse, AppError> {
    let original = source::record(cx, request.id).await?;
    sharing::own(&original)?;
    Ok(ClonePreviewResponse { name: unused_name(cx, original.workspace, &original.name).await? })
}

/// Copies a data source.
pub(crate) async fn clone(cx: &Cx, request: CloneRequest) -> Result<SourceView, AppError> {
    let by = cx.permit(Right::Manage).await?;
    let original = source::record(cx, request.id).await?;
    sharing::own(&original)?;
    let length = request.name.chars().count();
    let too_long = || Issue::new("name", IssueCode::TooLong).with("length", length).with("max", LONGEST);
    if let Some(issue) = name_issue(&request.name).or_else(|| (length > LONGEST).then(too_long)) {
        return Err(AppError::invalid(vec![issue]));
    }
    let wanted = |side: &&ConfigurationRecord| side.deleted_at.is_none() && request.envs.contains(&side.env);
    let mut sides = Vec::new();
    for side in original.sides.iter().filter(wanted) {
        let secrets = match request.secrets {
            CloneSecrets::Copy => {
                let slots = cx.with_keychain(read(cx, original.id, &original.name, side)).await?;
                // Where secrets are fetched from is agreed to once more for the copy.
                let fetched = side.secret.fetched.clone();
                let unconfirmed = side.secret.unconfirmed || !fetched.is_empty();
                SecretPlan::Replace { slots, ask: side.secret.ask.clone(), fetched, unconfirmed }
            }
            CloneSecrets::Ask => {
                let ask = side.secret.set().cloned().collect();
                SecretPlan::Keep(SecretPointer { ask, ..SecretPointer::default() })
            }
            CloneSecrets::Leave => {
                let (ask, fetched) = (side.secret.ask.clone(), side.secret.fetched.clone());
                let unconfirmed = !fetched.is_empty();
                SecretPlan::Keep(SecretPointer { ask, fetched, unconfirmed, ..SecretPointer::default() })
            }
        };
        sides.push(DraftSide { row: copy_of(&original.type_id, side, &secrets)?, secrets });
    }
    if sides.is_empty() {
        return Err(AppError::invalid(vec![Issue::new("envs", IssueCode::Missing)]));
    }
    let draft = Draft {
        target: SaveTarget::New {
            workspace: original.workspace,
            name: request.name.clone(),
            type_id: original.type_id.clone(),
            origin: Door::ManagementCenter.as_str(),
        },
        note: ActivityRecord {
            changes: field_change("name", Some(&json!(original.name)), Some(&json!(request.name)))
                .into_iter()
                .collect(),
            ..cx.note(by, original.workspace, "source_cloned", &request.name)
        },
        name: request.name,
        workspace: original.workspace,
        description: original.description.clone(),
        tags: original.tags.clone(),
        sides,
        removed: Vec::new(),
        one_of_many: false,
    };
    let id = commit(cx, draft).await?;
    source::view(cx, id).await
}

/// The row of the copy: completeness follows from the secrets that came along, and nobody has tested it yet.
fn copy_of(type_id: &str, side: &ConfigurationRecord, secrets: &SecretPlan) -> Result<ConfigurationRecord, AppError> {
    let mut row = side.clone();
    row.secret = match secrets {
        SecretPlan::Keep(pointer) => pointer.clone(),
        SecretPlan::Replace { slots, ask, fetched, .. } => SecretPointer {
            slots: slots.keys().cloned().collect(),
            ask: ask.clone(),
            fetched: fetched.clone(),
            ..SecretPointer::default()
        },
    };
    let def = types::find(type_id)?;
    let judged = Side { secrets: BTreeMap::new(), ..Side::saved(def, side)? };
    row.missing = judged.check(Some(&row)).missing;
    still_missing(judged.mode, &judged.properties, &side.missing, &mut row.missing);
    row.state = if row.missing.is_empty() { SideState::Untested } else { SideState::Incomplete };
    row.last_test = None;
    row.changed_at = Timestamp::now().0;
    Ok(row)
}

/// `orders` → `orders_copy`, `orders_copy2` …; at most 60 characters.
pub(crate) async fn unused_name(cx: &Cx, workspace: WorkspaceId, name: &str) -> Result<String, AppError> {
    // A copy of `orders_copy2` is `orders_copy3`; a name such as `orders2024` keeps its digits.
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit()).strip_suffix("_copy").unwrap_or(name);
    let stem: String = stem.chars().take(LONGEST - "_copy9999".len()).collect();
    let taken = cx.store.names_like(workspace, &format!("{stem}_copy")).await.map_err(store_error)?;
    let candidates = std::iter::once(format!("{stem}_copy")).chain((2..).map(|number| format!("{stem}_copy{number}")));
    Ok(candidates.into_iter().find(|candidate| !taken.contains(candidate)).unwrap_or_default())
}
