//! Authentication files: uploading, listing, replacing, deleting. A file's row and its vault item come and go by the steps of
//! a save (see `save`), so a kill at any instant leaves all of a file or nothing.

use std::collections::BTreeMap;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use headwater_catalog::{check_label, file_keys};
use headwater_connectors::{Fault, LARGEST, examine};
use headwater_model::{
    AppError, Environment, ErrorCode, Expiry, FileFacts, FileId, FileKind, Issue, IssueCode, Secret, Timestamp,
    random_hex,
};
use headwater_store::{FileContent, FileRecord, FileReference, FreshItem, StoreError};
use serde_json::json;
use zeroize::Zeroizing;

use crate::Cx;
use crate::errors::store_error;
use crate::rights::field_change;
use crate::save::{DESCRIPTION, write_items};
use crate::wire::{
    Empty, FileDescribeRequest, FileKept, FileListRequest, FileReplaceRequest, FileRequest, FileUploadRequest, FileUse,
    FileView, Right,
};
use crate::{auth_file_use, guard, types};

/// Slot of the one secret of a file's item: its bytes in base64.
pub(crate) const CONTENT: &str = "content";
/// Longest name, in characters.
const NAME: u32 = 255;
/// Longest look into a file. A store's passphrase may be made slow, but not that slow.
const LOOK: Duration = Duration::from_secs(20);
/// Most names in a refusal.
const NAMED: usize = 10;

/// The files of a workspace, by name.
pub(crate) async fn list(cx: &Cx, request: FileListRequest) -> Result<Vec<FileView>, AppError> {
    let workspace = match request.workspace {
        Some(workspace) => workspace,
        None => cx.current_workspace().await?,
    };
    let files = cx.store.auth_files(workspace).await.map_err(store_error)?;
    if files.is_empty() {
        return Ok(Vec::new());
    }
    let mut users: BTreeMap<FileId, Vec<FileReference>> = BTreeMap::new();
    for user in cx.store.file_references(workspace, file_keys()).await.map_err(store_error)? {
        users.entry(user.file).or_default().push(user);
    }
    Ok(files
        .into_iter()
        .map(|file| {
            let users = users.remove(&file.id).unwrap_or_default();
            view(cx, file, users)
        })
        .collect())
}

/// A file.
pub(crate) async fn get(cx: &Cx, request: FileRequest) -> Result<FileView, AppError> {
    let file = record(cx, request.id).await?;
    let users = users(cx, &file).await?;
    Ok(view(cx, file, users))
}

/// Adds a file.
pub(crate) async fn upload(cx: &Cx, request: FileUploadRequest) -> Result<FileView, AppError> {
    let by = cx.permit(Right::Manage).await?;
    let workspace = match request.workspace {
        Some(workspace) => workspace,
        None => cx.current_workspace().await?,
    };
    cx.workspace_record(workspace).await.map_err(|error| error.on("workspace"))?;
    let mut wrong: Vec<Issue> = name_issue(&request.name).into_iter().collect();
    wrong.extend(check_label("description", &request.description, DESCRIPTION, true));
    if !wrong.is_empty() {
        return Err(AppError::invalid(wrong));
    }
    let mut note = cx.note(by.clone(), workspace, "file_uploaded", &request.name);
    let (content, size, kind, facts) = looked_at(&request.content, request.passphrase).await?;
    note.changes = [("kind", json!(kind.id())), ("size", json!(size))]
        .into_iter()
        .filter_map(|(field, value)| field_change(field, None, Some(&value)))
        .collect();
    let reference = random_hex();
    let record = FileRecord {
        id: fresh_id(),
        workspace,
        name: request.name,
        description: request.description,
        content: FileContent { kind, size, facts, uploader: by.user },
        created_at: note.at,
        replaced_at: None,
        reference: Some(reference.clone()),
        session_owner: None,
    };
    let outcome = match written(cx, &reference, content).await {
        Ok(fresh) => cx.store.create_auth_file(&record, &fresh, &note).await.map_err(|error| told(error, &record.name)),
        Err(error) => Err(error),
    };
    finish(cx, reference, outcome).await?;
    get(cx, FileRequest { id: record.id }).await
}

/// Gives a file another content. Refused when a field that names it does not take what it would become.
pub(crate) async fn replace(cx: &Cx, request: FileReplaceRequest) -> Result<FileView, AppError> {
    let by = cx.permit(Right::Edit).await?;
    let before = record(cx, request.id).await?;
    let users = users(cx, &before).await?;
    if users.iter().any(|user| user.env == Environment::Prod) {
        let place = cx.workspace_record(before.workspace).await?;
        guard::production(&place, &before.name, request.typed_name.as_deref())?;
    }
    let (content, size, kind, facts) = looked_at(&request.content, request.passphrase).await?;
    if let Some(user) = users.iter().find(|user| !takes(user, kind)) {
        let error = AppError::new(ErrorCode::FileUnfit).with("kind", kind.name()).with("field", &user.key);
        return Err(error.with("source", &user.name).on("content"));
    }
    let mut note = cx.note(by.clone(), before.workspace, "file_replaced", &before.name);
    note.changes = [
        ("kind", json!(before.content.kind.id()), json!(kind.id())),
        ("size", json!(before.content.size), json!(size)),
        ("expires_at", json!(before.content.facts.expires_at), json!(facts.expires_at)),
    ]
    .into_iter()
    .filter_map(|(field, old, new)| field_change(field, Some(&old), Some(&new)))
    .collect();
    let after = FileContent { kind, size, facts, uploader: by.user };
    let reference = random_hex();
    let outcome = match written(cx, &reference, content).await.map(|fresh| fresh.into_iter().next()) {
        Ok(Some(fresh)) => {
            let replaced = cx.store.replace_auth_file(&before, &after, &fresh, file_keys(), &note).await;
            replaced.map_err(|error| told(error, &before.name))
        }
        Ok(None) => Err(AppError::new(ErrorCode::Internal)),
        Err(error) => Err(error),
    };
    finish(cx, reference, outcome).await?;
    get(cx, FileRequest { id: before.id }).await
}

/// Changes what a file is for.
pub(crate) async fn describe(cx: &Cx, request: FileDescribeRequest) -> Result<FileView, AppError> {
    let by = cx.permit(Right::Edit).await?;
    if let Some(issue) = check_label("description", &request.description, DESCRIPTION, true) {
        return Err(AppError::invalid(vec![issue]));
    }
    let before = record(cx, request.id).await?;
    let mut note = cx.note(by, before.workspace, "file_changed", &before.name);
    let (old, new) = (json!(before.description), json!(request.description));
    note.changes = field_change("description", Some(&old), Some(&new)).into_iter().collect();
    if !note.changes.is_empty() {
        let described = cx.store.describe_auth_file(before.id, &request.description, &note).await;
        described.map_err(|error| told(error, &before.name))?;
    }
    get(cx, FileRequest { id: before.id }).await
}

/// Removes a file and its content, unless something names it.
pub(crate) async fn delete(cx: &Cx, request: FileRequest) -> Result<Empty, AppError> {
    let by = cx.permit(Right::Manage).await?;
    let before = record(cx, request.id).await?;
    let users = users(cx, &before).await?;
    if !users.is_empty() {
        let mut names: Vec<String> =
            users.iter().map(|user| format!("{} ({})", user.name, user.env.as_str())).collect();
        names.dedup();
        let more = names.len().saturating_sub(NAMED);
        names.truncate(NAMED);
        if more > 0 {
            names.push(format!("… +{more}"));
        }
        let error = AppError::new(ErrorCode::FileInUse).with("name", &before.name);
        return Err(error.with("sources", names.join(", ")).on("id"));
    }
    let note = cx.note(by, before.workspace, "file_deleted", &before.name);
    cx.store.delete_auth_file(&before, file_keys(), &note).await.map_err(|error| told(error, &before.name))?;
    cx.sweep().await;
    Ok(Empty {})
}

/// Steps 1 to 3 of a save for one content.
async fn written(cx: &Cx, reference: &str, content: Secret<String>) -> Result<Vec<FreshItem>, AppError> {
    let slots = BTreeMap::from([(CONTENT.to_owned(), content)]);
    cx.with_keychain(write_items(cx, &[(reference.to_owned(), slots)])).await
}

/// What follows the commit, or its failure.
async fn finish(cx: &Cx, reference: String, outcome: Result<(), AppError>) -> Result<(), AppError> {
    if outcome.is_err() {
        cx.abandon(vec![reference]).await;
    }
    cx.sweep().await;
    outcome
}

/// A file's row.
///
/// # Errors
/// `file_not_found`.
pub(crate) async fn record(cx: &Cx, id: FileId) -> Result<FileRecord, AppError> {
    let found = cx.store.auth_file(id).await.map_err(store_error)?;
    found.ok_or_else(|| AppError::new(ErrorCode::FileNotFound).with("name", id).on("id"))
}

async fn users(cx: &Cx, file: &FileRecord) -> Result<Vec<FileReference>, AppError> {
    let mut users = cx.store.file_references(file.workspace, file_keys()).await.map_err(store_error)?;
    users.retain(|user| user.file == file.id);
    Ok(users)
}

/// Whether the field by which `user` names a file takes this kind. A type that is not known takes anything.
fn takes(user: &FileReference, kind: FileKind) -> bool {
    let mode = types::find(&user.type_id).ok().and_then(|def| def.mode(&user.mode));
    mode.and_then(|mode| auth_file_use::takes(mode, &user.key)).is_none_or(|takes| takes.contains(&kind))
}

fn told(error: StoreError, name: &str) -> AppError {
    match error {
        StoreError::NameTaken => {
            let (stem, extension) = name
                .rsplit_once('.')
                .map_or((name, String::new()), |(stem, extension)| (stem, format!(".{extension}")));
            let error = AppError::new(ErrorCode::NameTaken).with("proposal", format!("{stem}_2{extension}"));
            error.with("name", name).on("name")
        }
        StoreError::NotFound => AppError::new(ErrorCode::FileNotFound).with("name", name),
        other => store_error(other).with("name", name),
    }
}

fn name_issue(name: &str) -> Option<Issue> {
    if name.trim().is_empty() {
        return Some(Issue::new("name", IssueCode::Missing));
    }
    if name.trim() != name {
        return Some(Issue::new("name", IssueCode::Spaces).with("suggestion", name.trim()));
    }
    check_label("name", name, NAME, false)
}

/// Twelve digits that nobody has used.
fn fresh_id() -> FileId {
    let random = u64::from_str_radix(&random_hex()[..15], 16).unwrap_or_default();
    FileId(i64::try_from(100_000_000_000 + random % 900_000_000_000).unwrap_or(i64::MAX))
}

type Looked = (Secret<String>, u64, FileKind, FileFacts);

/// What the bytes of a request are.
///
/// # Errors
/// A code that begins with `file_`, or `invalid_request` when they are not base64.
async fn looked_at(content: &Secret<String>, passphrase: Option<Secret<String>>) -> Result<Looked, AppError> {
    let encoded = content.expose();
    if encoded.len() / 4 * 3 > LARGEST + 2 {
        return Err(fault(Fault::TooLarge(encoded.len() / 4 * 3)).on("content"));
    }
    let bytes = BASE64
        .decode(encoded)
        .map(Zeroizing::new)
        .map_err(|_| AppError::new(ErrorCode::InvalidRequest).with("reason", "base64").on("content"))?;
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let look = tokio::task::spawn_blocking(move || {
        let passphrase = passphrase.as_ref().map(|secret| secret.expose().as_str()).unwrap_or_default();
        examine(&bytes, passphrase)
    });
    let seen = match tokio::time::timeout(LOOK, look).await {
        Ok(Ok(seen)) => seen,
        Ok(Err(stopped)) => return Err(AppError::new(ErrorCode::Internal).because(stopped)),
        Err(_elapsed) => Err(Fault::Unsupported(FileKind::Pkcs12, format!("> {} s", LOOK.as_secs()))),
    };
    let (kind, facts) = seen.map_err(|found| {
        let field = if matches!(found, Fault::Passphrase(_)) { "passphrase" } else { "content" };
        fault(found).on(field)
    })?;
    Ok((content.clone(), size, kind, facts))
}

fn fault(fault: Fault) -> AppError {
    let about = |code, kind: FileKind| AppError::new(code).with("kind", kind.name());
    match fault {
        Fault::Empty => AppError::new(ErrorCode::FileEmpty),
        Fault::TooLarge(size) => AppError::new(ErrorCode::FileTooLarge).with("size", size).with("max", LARGEST),
        Fault::Unknown => AppError::new(ErrorCode::FileUnknown),
        Fault::Truncated(kind) => about(ErrorCode::FileTruncated, kind),
        Fault::Damaged(kind, words) => about(ErrorCode::FileDamaged, kind).with("words", words),
        Fault::Incomplete(kind, missing) => about(ErrorCode::FileIncomplete, kind).with("missing", missing),
        Fault::Unsupported(kind, words) => about(ErrorCode::FileUnsupported, kind).with("words", words),
        Fault::Passphrase(kind) => about(ErrorCode::FilePassphrase, kind),
    }
}

fn view(cx: &Cx, file: FileRecord, users: Vec<FileReference>) -> FileView {
    let kept = match (&file.reference, &file.session_owner) {
        (None, _) => FileKept::Missing,
        (Some(_), None) => FileKept::Stored,
        (Some(_), Some(owner)) if cx.owner.is_me(owner) => FileKept::Session,
        (Some(_), Some(_)) => FileKept::Missing,
    };
    FileView {
        id: file.id,
        workspace: file.workspace,
        name: file.name,
        description: file.description,
        kind: file.content.kind,
        size: file.content.size,
        expiry: Expiry::of(file.content.facts.expires_at, Timestamp::now()),
        facts: file.content.facts,
        kept,
        uploader: file.content.uploader,
        created_at: Timestamp(file.created_at),
        replaced_at: file.replaced_at.map(Timestamp),
        references: users
            .into_iter()
            .map(|user| FileUse { source: user.source, name: user.name, env: user.env, field: user.key })
            .collect(),
    }
}
