//! Changing a data source by a merge patch (RFC 7396) on what `source show` prints: the command line's edit.

use headwater_model::{AppError, Door, Environment, ErrorCode, Issue, IssueCode, Object};
use serde_json::Value;

use crate::wire::{PatchRequest, SaveRequest, SideInput, SourceView};
use crate::{Cx, save, source};

/// Changes a data source by a merge patch on what `source show` prints.
pub(crate) async fn patch(cx: &Cx, request: PatchRequest) -> Result<SourceView, AppError> {
    let before = source::record(cx, request.id).await?;
    let mut document = source::document(&before);
    let mut patch = request.patch;
    // What a shown document has and a save does not take.
    for key in ["id", "revision", "workspace", "created_at", "modified_at", "shared", "private_to", "known_by_name"] {
        patch.remove(key);
    }
    merge(&mut document, Value::Object(patch));
    let side = |document: &mut Value, env: Environment| match document.get_mut(env.as_str()) {
        None | Some(Value::Null) => Ok(None),
        Some(side) => {
            if let Some(side) = side.as_object_mut() {
                source::strip_read_only(side);
            }
            read_part::<SideInput>(side.take(), env.as_str()).map(Some)
        }
    };
    let (dev, prod) = (side(&mut document, Environment::Dev)?, side(&mut document, Environment::Prod)?);
    let Value::Object(mut rest) = document else { return Err(AppError::new(ErrorCode::InvalidRequest)) };
    let mut text = |key: &str| read_part::<String>(rest.remove(key).unwrap_or_default(), key);
    let (name, type_id) = (text("name")?, text("type")?);
    let description = match rest.remove("description") {
        None => String::new(),
        Some(words) => read_part(words, "description")?,
    };
    let tags = read_part::<Vec<String>>(rest.remove("tags").unwrap_or_else(|| Value::Array(Vec::new())), "tags")?;
    if let Some(unknown) = rest.keys().find(|key| !Environment::ALL.iter().any(|env| env.as_str() == *key)) {
        return Err(AppError::invalid(vec![Issue::new(unknown, IssueCode::Unknown)]));
    }
    let revision = Some(request.revision.unwrap_or(before.revision));
    let request = SaveRequest {
        id: Some(request.id),
        revision,
        workspace: None,
        name,
        type_id,
        description,
        tags,
        dev,
        prod,
        door: Door::ManagementCenter,
        typed_name: request.typed_name,
        from_file: request.from_file,
    };
    save::save(cx, request).await
}

/// Reads one member of a patched document; a refusal names the path from the document's top.
fn read_part<T: serde::de::DeserializeOwned>(value: Value, field: &str) -> Result<T, AppError> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let path = match error.path().to_string() {
            whole if whole == "." => field.to_owned(),
            below if below.starts_with('[') => format!("{field}{below}"),
            below => format!("{field}.{below}"),
        };
        crate::request::refusal(&path, &error.into_inner().to_string())
    })
}

/// RFC 7396, except that a `null` below `secrets` is an instruction and stays.
fn merge(target: &mut Value, patch: Value) {
    let Value::Object(patch) = patch else {
        *target = patch;
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Object::new());
    }
    let Some(entries) = target.as_object_mut() else { return };
    for (key, value) in patch {
        if value.is_null() {
            entries.remove(&key);
        } else if key == "secrets" {
            entries.insert(key, value);
        } else {
            merge(entries.entry(key).or_insert(Value::Null), value);
        }
    }
}
