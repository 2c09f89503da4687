//! What a configuration makes of authentication files: whether those that it names are there and fit, and their content for
//! a test.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use headwater_catalog::{Kind, Mode, file_fields};
use headwater_connectors::{AuthFile, Keys, open_files};
use headwater_model::{
    AppError, ErrorCode, FileKind, Finding, Issue, IssueCode, Object, Secret, Timestamp, WorkspaceId,
};
use headwater_store::FileRecord;
use headwater_vault::Slots;

use crate::Cx;
use crate::auth_file::CONTENT;
use crate::errors::store_error;
use crate::side::Side;

/// Kinds that the field `key` takes; `None` when it names no file.
pub(crate) fn takes(mode: &Mode, key: &str) -> Option<&'static [FileKind]> {
    match mode.field(key)?.kind {
        Kind::File { takes, .. } => Some(takes),
        _ => None,
    }
}

/// What is the matter with the files that a side names, one issue for each property. It may have come from elsewhere, so
/// this never blocks a save: the property counts as missing.
pub(crate) async fn doubts(cx: &Cx, workspace: WorkspaceId, side: &Side) -> Result<Vec<Issue>, AppError> {
    let named: Vec<_> = file_fields(side.mode, &side.properties).into_iter().filter(|field| field.shown).collect();
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let files = cx.store.auth_files(workspace).await.map_err(store_error)?;
    Ok(named.iter().filter_map(|field| doubt(field.key, field.takes, &field.id, find(&files, &field.id))).collect())
}

fn find<'a>(files: &'a [FileRecord], id: &str) -> Option<&'a FileRecord> {
    files.iter().find(|file| file.id.to_string() == id)
}

/// What is the matter with the file that a property names by its id.
pub(crate) fn doubt(key: &str, takes: &[FileKind], id: &str, file: Option<&FileRecord>) -> Option<Issue> {
    let Some(file) = file else {
        let id: String = id.chars().take(60).collect();
        return Some(Issue::new(key, IssueCode::FileAbsent).with("value", id));
    };
    let kind = file.content.kind;
    let names = || takes.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(", ");
    (!takes.contains(&kind)).then(|| {
        let issue = Issue::new(key, IssueCode::FileKindUnfit).with("name", &file.name);
        issue.with("kind", kind.name()).with("takes", names())
    })
}

/// Adds the properties that name files which are not there to what is missing.
pub(crate) fn add_missing(missing: &mut Vec<String>, doubts: &[Issue]) {
    for issue in doubts {
        if !missing.contains(&issue.field) {
            missing.push(issue.field.clone());
        }
    }
}

/// Of what was missing: properties that name files, and name them still. For columns that are derived without looking at
/// the workspace's files again.
pub(crate) fn still_missing(mode: &Mode, properties: &Object, before: &[String], missing: &mut Vec<String>) {
    let named = file_fields(mode, properties).into_iter().filter(|field| field.shown);
    for field in named.filter(|field| before.iter().any(|key| key == field.key)) {
        if !missing.iter().any(|key| key == field.key) {
            missing.push(field.key.to_owned());
        }
    }
}

/// The part of `validate_input` that is about files.
pub(crate) async fn judge(cx: &Cx, workspace: WorkspaceId, side: &Side) -> Result<(), Vec<Finding>> {
    let doubts = doubts(cx, workspace, side).await.map_err(|error| vec![unreadable(&error)])?;
    let findings: Vec<Finding> = doubts
        .into_iter()
        .map(|issue| match issue.code {
            IssueCode::FileKindUnfit => Finding::failure("files.unfit")
                .with("name", issue.params.get("name").cloned().unwrap_or_default())
                .with("kind", issue.params.get("kind").cloned().unwrap_or_default())
                .with("field", issue.field),
            _ => Finding::failure("files.absent")
                .with("id", issue.params.get("value").cloned().unwrap_or_default())
                .with("field", issue.field),
        })
        .collect();
    if findings.is_empty() { Ok(()) } else { Err(findings) }
}

/// Reads the files that a side names from the vault and opens them with its secrets.
pub(crate) async fn opened(
    cx: &Cx,
    workspace: WorkspaceId,
    side: &Side,
    secrets: &Slots,
) -> Result<(Keys, Vec<Finding>), Vec<Finding>> {
    let named: Vec<_> = file_fields(side.mode, &side.properties).into_iter().filter(|field| field.shown).collect();
    if named.is_empty() {
        return Ok((Keys::default(), Vec::new()));
    }
    let files = cx.store.auth_files(workspace).await.map_err(|error| vec![unreadable(&store_error(error))])?;
    let mut with_content = BTreeMap::new();
    for field in named {
        let Some(file) = find(&files, &field.id) else { continue };
        let content = content(cx, file).await.map_err(|finding| vec![finding])?;
        with_content
            .insert(field.key.to_owned(), AuthFile { name: file.name.clone(), content, slot: field.passphrase });
    }
    let secrets = secrets.clone();
    // Passphrases are slow on purpose.
    let opening = tokio::task::spawn_blocking(move || open_files(&with_content, &secrets, Timestamp::now()));
    match opening.await {
        Ok(opened) => opened,
        Err(stopped) => Err(vec![unreadable(&AppError::new(ErrorCode::Internal).because(stopped))]),
    }
}

/// The bytes of a file.
async fn content(cx: &Cx, file: &FileRecord) -> Result<Secret<Vec<u8>>, Finding> {
    let missing = || Finding::failure("files.content_missing").with("name", &file.name);
    let Some(reference) = &file.reference else { return Err(missing()) };
    let sealed = cx.store.sealed_body(reference).await.map_err(|error| unreadable(&store_error(error)))?;
    let Some(sealed) = sealed else { return Err(missing()) };
    let slots = cx.keychains.get(reference, sealed.as_deref(), file.session_owner.is_some()).await;
    let slots = slots.map_err(|error| match error.code {
        ErrorCode::KeychainLocked => Finding::failure("secrets.locked"),
        ErrorCode::KeychainAbsent => Finding::failure("secrets.absent"),
        _ => unreadable(&error),
    })?;
    let encoded = slots.as_ref().and_then(|slots| slots.get(CONTENT)).ok_or_else(missing)?;
    BASE64.decode(encoded.expose()).map(Secret::new).map_err(|_| missing())
}

fn unreadable(error: &AppError) -> Finding {
    Finding::failure("secrets.unreadable").with("words", error.message(headwater_model::Lang::En))
}
