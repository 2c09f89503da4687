//! Forms that were not saved: kept without their secrets, so that closing or a kill loses only those.

use std::collections::HashSet;
use std::sync::LazyLock;

use headwater_catalog::Kind;
use headwater_model::{AppError, Issue, IssueCode, Timestamp};
use serde_json::Value;

use crate::Cx;
use crate::errors::store_error;
use crate::wire::{Empty, FormDraft, FormDraftRequest, FormDraftSaveRequest};

/// Longest kept form, in bytes of JSON.
const LONGEST: usize = 262_144;

/// Keys of an instruction that hold the typed value.
const TYPED: [&str; 3] = ["value", "text", "secret"];

/// Every key under which some type keeps a secret, in lower case.
static SECRET_KEYS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let fields = headwater_catalog::all().flat_map(|def| def.modes).flat_map(headwater_catalog::Mode::fields);
    fields
        .flat_map(|field| match field.kind {
            Kind::Map { secret_keys, .. } => secret_keys.to_vec(),
            _ if field.secret => vec![field.key],
            _ => Vec::new(),
        })
        .map(str::to_ascii_lowercase)
        .collect()
});

/// The form kept under a key of the current workspace.
pub(crate) async fn load(cx: &Cx, request: FormDraftRequest) -> Result<Option<FormDraft>, AppError> {
    let workspace = cx.current_workspace().await?;
    let draft = cx.store.draft(workspace, &request.key).await.map_err(store_error)?;
    Ok(draft.map(|draft| FormDraft { form: draft.form, at: Timestamp(draft.at) }))
}

/// Keeps a form without its secrets, or forgets it.
pub(crate) async fn keep(cx: &Cx, request: FormDraftSaveRequest) -> Result<Empty, AppError> {
    let workspace = cx.current_workspace().await?;
    let form = request.form.map(|form| {
        let mut form = Value::Object(form);
        drop_secrets(&mut form);
        form
    });
    let form = form.as_ref().and_then(Value::as_object);
    let length = form.map_or(0, |form| serde_json::to_string(form).map_or(usize::MAX, |json| json.len()));
    if length > LONGEST || request.key.len() > 64 {
        let issue = Issue::new("form", IssueCode::TooLong).with("length", length).with("max", LONGEST);
        return Err(AppError::invalid(vec![issue]));
    }
    cx.store.keep_draft(workspace, &request.key, form, Timestamp::now().0).await.map_err(store_error)?;
    Ok(Empty {})
}

fn is_secret_key(key: &str) -> bool {
    SECRET_KEYS.contains(&key.to_ascii_lowercase())
}

/// The UI leaves secrets out itself; this is the wall behind it. Texts go; of an object under such a key, which says how the
/// secret is to be had, only what could be the secret itself.
fn drop_secrets(value: &mut Value) {
    match value {
        Value::Object(entries) => {
            // A row of a map names its key beside its value.
            let named = entries.get("name").and_then(Value::as_str).is_some_and(is_secret_key);
            entries.retain(|key, value| {
                let secret = is_secret_key(key) || named && key == "value";
                if secret && let Some(instruction) = value.as_object_mut() {
                    instruction.retain(|key, _| !TYPED.contains(&key.as_str()));
                }
                !(secret && value.is_string())
            });
            entries.values_mut().for_each(drop_secrets);
        }
        Value::Array(items) => items.iter_mut().for_each(drop_secrets),
        // A connection string in the wrong field.
        Value::String(text) if headwater_catalog::holds_secret(text) => text.clear(),
        _ => {}
    }
}
