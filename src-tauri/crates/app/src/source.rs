//! Looking at data sources: view, document, live check, pasted URLs.

use std::collections::BTreeMap;

use headwater_catalog::{destination, preview, secret_slots, summary};
use headwater_model::{
    AppError, Door, Environment, ErrorCode, Finding, IssueCode, KeychainState, Object, SecretSource, SourceId,
    Timestamp, WorkspaceId,
};
use headwater_store::{ConfigurationRecord, SecretPointer, SourceRecord};
use serde_json::{Value, json};

use crate::errors::store_error;
use crate::side::Side;
use crate::wire::{
    CheckRequest, CheckResponse, NamedRequest, PasteRequest, PasteResponse, SecretInput, SecretState, SideInput,
    SideView, SourceRequest, SourceView,
};
use crate::{Cx, auth_file_use, sharing, types};

/// A whole data source.
pub(crate) async fn get(cx: &Cx, request: SourceRequest) -> Result<SourceView, AppError> {
    view(cx, request.id).await
}

/// A whole data source by its name.
pub(crate) async fn named(cx: &Cx, request: NamedRequest) -> Result<SourceView, AppError> {
    let workspace = match request.workspace {
        Some(workspace) => workspace,
        None => cx.current_workspace().await?,
    };
    let user = cx.identity().await?.user;
    let found = match (request.deleted, request.name.split_once('.')) {
        (true, _) => cx.store.deleted_named(workspace, &request.name).await,
        (false, Some(received)) => cx.store.received_named(workspace, received, &user).await,
        (false, None) => cx.store.source_named(workspace, &request.name).await,
    };
    let record = match found.map_err(store_error)? {
        Some(id) => seen(cx, id, &user).await?,
        None => None,
    };
    let Some(record) = record else {
        if request.deleted {
            return Err(AppError::new(ErrorCode::NotDeleted).with("name", request.name).on("name"));
        }
        let name = cx.workspace_name(workspace).await?;
        let error = AppError::new(ErrorCode::SourceNotFound).with("name", request.name).with("workspace", name);
        return Err(error.on("name"));
    };
    Ok(view_of(cx, &record))
}

/// A row as the user sees it, deleted or not: with a private data source of somebody else it is as if there were none.
pub(crate) async fn seen(cx: &Cx, id: SourceId, user: &str) -> Result<Option<SourceRecord>, AppError> {
    let found = match id.share() {
        Some(_) => cx.store.received(id, user).await,
        None => cx.store.source(id).await,
    };
    Ok(found.map_err(store_error)?.filter(|record| record.private_to.as_deref().is_none_or(|only| only == user)))
}

/// What the catalogue says about a side while it is being typed.
pub(crate) async fn check(cx: &Cx, request: CheckRequest) -> Result<CheckResponse, AppError> {
    let def = types::find(&request.type_id)?;
    let mut secrets: BTreeMap<_, _> =
        request.secrets.into_iter().map(|slot| (slot, SecretInput::Ask { ask: true })).collect();
    secrets.extend(request.fetched.into_iter().map(|(slot, source)| (slot, SecretInput::Fetch(source))));
    let (mode, properties) = (request.mode, request.properties);
    let input = SideInput { mode, properties, secrets, confirm: None };
    // The environment only names issues, and these are shown below a side anyway.
    let side = match Side::read(def, Environment::Dev, input) {
        Ok(side) => side,
        Err(error) if !error.issues.is_empty() => {
            let mut wrong = error.issues;
            for issue in &mut wrong {
                issue.field = issue.field.trim_start_matches("dev.").to_owned();
            }
            return Ok(CheckResponse { wrong, ..CheckResponse::default() });
        }
        Err(error) => return Err(error),
    };
    let record = match request.id {
        Some(id) => cx.store.source(id).await.map_err(store_error)?,
        None => None,
    };
    let row = record.as_ref().zip(request.env).and_then(|(record, env)| record.side(env));
    let mut checked = side.check(None);
    let workspace = match &record {
        Some(record) => record.workspace,
        None => cx.current_workspace().await?,
    };
    let files = auth_file_use::doubts(cx, workspace, &side).await?;
    auth_file_use::add_missing(&mut checked.missing, &files);
    // Neither line may repeat a password that stands in the wrong field.
    let told = !checked.wrong.iter().any(|issue| issue.code == IssueCode::SecretInUrl);
    Ok(CheckResponse {
        wrong: checked.wrong,
        missing: checked.missing,
        untestable: untestable(&side),
        wants_consent: row.is_some_and(|row| side.wants_consent(row)) || side.fetches_anew(row),
        consent: if told { side.consent(None) } else { String::new() },
        destination: if told { destination(side.mode, &side.properties) } else { String::new() },
        files,
        summary: if told { summary(side.mode, &side.properties) } else { String::new() },
        preview: told.then(|| preview(side.mode, &side.properties)).flatten(),
    })
}

/// Why no test can be made of a side, whatever else is filled in.
fn untestable(side: &Side) -> Option<Finding> {
    headwater_connectors::unsupported(&headwater_connectors::Target {
        type_def: side.def,
        mode: side.mode,
        env: side.env,
        properties: side.properties.clone(),
        secrets: BTreeMap::new(),
        keys: Default::default(),
    })
}

/// Takes a pasted URL apart; what is secret in it stays here, under tickets.
pub(crate) async fn paste(cx: &Cx, request: PasteRequest) -> Result<PasteResponse, AppError> {
    let pasted = headwater_catalog::parse_url(request.text.expose()).map_err(|issue| AppError::invalid(vec![issue]))?;
    if let Some(expected) = request.type_id.filter(|expected| expected != pasted.type_id) {
        let issue = headwater_model::Issue::new("url", headwater_model::IssueCode::PasteType);
        let issue = issue.with("type", pasted.type_id).with("expected", expected);
        return Err(AppError::invalid(vec![issue]));
    }
    Ok(PasteResponse {
        type_id: pasted.type_id.to_owned(),
        mode: pasted.mode.to_owned(),
        properties: pasted.properties,
        held: pasted.secrets.into_iter().map(|(slot, value)| (slot, cx.held.keep(value))).collect(),
        ignored: pasted.ignored,
    })
}

/// A row that is there (not deleted) for the person, own or received, or the error that says it is not.
pub(crate) async fn record(cx: &Cx, id: SourceId) -> Result<SourceRecord, AppError> {
    let record = any_record(cx, id).await?;
    if record.deleted_at.is_none() { Ok(record) } else { Err(AppError::new(ErrorCode::SourceGone).on("id")) }
}

/// Every data source of a workspace that is its own and that the person may see, by name.
pub(crate) async fn records_of(cx: &Cx, workspace: WorkspaceId) -> Result<Vec<SourceRecord>, AppError> {
    let user = cx.identity().await?.user;
    let mut records = cx.store.sources_of(workspace).await.map_err(store_error)?;
    records.retain(|record| record.private_to.as_deref().is_none_or(|only| only == user));
    Ok(records)
}

/// As [`record`], deleted or not.
pub(crate) async fn any_record(cx: &Cx, id: SourceId) -> Result<SourceRecord, AppError> {
    let user = cx.identity().await?.user;
    seen(cx, id, &user).await?.ok_or_else(|| AppError::new(ErrorCode::SourceGone).on("id"))
}

pub(crate) async fn view(cx: &Cx, id: SourceId) -> Result<SourceView, AppError> {
    Ok(view_of(cx, &record(cx, id).await?))
}

/// A deleted source shows the sides that a restore would bring back.
pub(crate) fn view_of(cx: &Cx, record: &SourceRecord) -> SourceView {
    let side = |env: Environment| {
        let there = record.sides.iter().find(|side| side.env == env);
        let shown = there.filter(|side| side.deleted_at.is_none() || record.deleted_at.is_some());
        shown.map(|side| side_view(cx, &record.type_id, side))
    };
    SourceView {
        id: record.id,
        revision: record.revision,
        workspace: record.workspace,
        name: record.name.clone(),
        type_id: record.type_id.clone(),
        description: record.description.clone(),
        tags: record.tags.clone(),
        origin: if record.origin == Door::DataIntegration.as_str() {
            Door::DataIntegration
        } else {
            Door::ManagementCenter
        },
        created_at: Timestamp(record.created_at),
        modified_at: Timestamp(record.modified_at),
        dev: side(Environment::Dev),
        prod: side(Environment::Prod),
        shared: sharing::mark(record),
        private_to: record.private_to.clone(),
        known_by_name: record.known_by_name,
    }
}

fn side_view(cx: &Cx, type_id: &str, record: &ConfigurationRecord) -> SideView {
    SideView {
        mode: record.mode.clone(),
        properties: record.properties.clone(),
        extra: record.extra.clone(),
        secret_states: secret_states(cx, type_id, &record.mode, &record.secret),
        complete: record.missing.is_empty()
            && headwater_catalog::find(type_id).is_some_and(|def| def.mode(&record.mode).is_some()),
        missing: record.missing.clone(),
        summary: record.summary.clone(),
        destination: side_destination(type_id, record),
        fetched: record.secret.fetched.clone(),
        unconfirmed: record.secret.unconfirmed,
        consent: side_consent(type_id, record),
        last_test: record.last_test.as_deref().and_then(|json| serde_json::from_str(json).ok()),
    }
}

fn side_destination(type_id: &str, record: &ConfigurationRecord) -> String {
    let mode = headwater_catalog::find(type_id).and_then(|def| def.mode(&record.mode));
    mode.map(|mode| destination(mode, &record.properties)).unwrap_or_default()
}

/// See [`Side::consent`]; of a side that this version does not know there is nothing to agree to.
fn side_consent(type_id: &str, record: &ConfigurationRecord) -> String {
    let side = types::find(type_id).and_then(|def| Side::saved(def, record));
    side.map(|side| side.consent(Some(record))).unwrap_or_default()
}

/// As [`side_consent`], of a side of a saved source.
pub(crate) async fn consent(cx: &Cx, id: SourceId, side: &ConfigurationRecord) -> Result<String, AppError> {
    Ok(side_consent(&any_record(cx, id).await?.type_id, side))
}

/// What is known about every slot, without asking the keychain.
fn secret_states(cx: &Cx, type_id: &str, mode: &str, pointer: &SecretPointer) -> BTreeMap<String, SecretState> {
    let mode = headwater_catalog::find(type_id).and_then(|def| def.mode(mode));
    let slots = mode.into_iter().flat_map(secret_slots).map(str::to_owned);
    let mut states: BTreeMap<String, SecretState> = slots.map(|slot| (slot, SecretState::Missing)).collect();
    let stored = match &pointer.session_owner {
        Some(owner) if !cx.owner.is_me(owner) => SecretState::Missing,
        Some(_) if pointer.unconfirmed => SecretState::Confirm,
        Some(_) => SecretState::Session,
        None if pointer.reference.as_ref().is_some_and(|reference| cx.keychains.is_absent(reference)) => {
            SecretState::Missing
        }
        None => match cx.keychains.known() {
            KeychainState::Locked | KeychainState::Absent => SecretState::Locked,
            KeychainState::Ready | KeychainState::Unknown if pointer.unconfirmed => SecretState::Confirm,
            KeychainState::Ready | KeychainState::Unknown => SecretState::Stored,
        },
    };
    states.extend(pointer.slots.iter().map(|slot| (slot.clone(), stored)));
    states.extend(pointer.ask.iter().map(|slot| (slot.clone(), SecretState::Ask)));
    states.extend(pointer.fetched.iter().map(|(slot, source)| {
        let state = match source {
            SecretSource::Env(_) => SecretState::Env,
            SecretSource::File(_) => SecretState::File,
            SecretSource::Command(_) => SecretState::Command,
        };
        (slot.clone(), state)
    }));
    states
}

/// The document that `source show` prints, as far as it can be read back: what a merge patch applies to.
pub(crate) fn document(record: &SourceRecord) -> Value {
    let mut document = json!({
        "name": record.name,
        "type": record.type_id,
        "description": record.description,
        "tags": record.tags,
    });
    for env in Environment::ALL {
        if let Some(side) = record.side(env) {
            document[env.as_str()] = json!({"mode": side.mode, "properties": side.properties});
        }
    }
    document
}

const READ_ONLY: [&str; 12] = [
    "state",
    "missing",
    "secret_states",
    "fetched",
    "unconfirmed",
    "consent",
    "complete",
    "summary",
    "destination",
    "last_test",
    "confirm",
    "extra",
];

/// Removes what a shown side has and a save does not take.
pub(crate) fn strip_read_only(side: &mut Object) {
    for key in READ_ONLY {
        side.remove(key);
    }
}
