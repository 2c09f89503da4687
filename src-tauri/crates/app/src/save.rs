//! Saving: one unit for both sides, secrets included. The steps are those of the journal: read what is kept, announce
//! (T1), write and read back, commit (T2), sweep.

use std::collections::{BTreeMap, BTreeSet};

use headwater_catalog::{check_label, summary};
use headwater_model::{
    AppError, Door, Environment, ErrorCode, Issue, IssueCode, NameFault, Object, SourceId, Timestamp, WorkspaceId,
    check_name, random_hex,
};
use headwater_store::{
    ActivityRecord, ConfigurationRecord, FieldChange, FreshItem, SaveTarget, SaveUnit, SecretPointer, SideState,
    SideUnit, SourceRecord,
};
use serde_json::{Value, json};

use crate::Cx;
use crate::auth_file_use::{add_missing, doubts};
use crate::errors::store_error;
use crate::rights::field_change;
use crate::secrets::{Saved, SecretPlan, Wanted, follow, plan};
use crate::side::{Side, prefix};
use crate::wire::{PatchRequest, Right, SaveRequest, SecretInput, SecretSetRequest, SideInput, SourceView};
use crate::{clone, guard, sharing, source, types};

/// Longest description, in characters (CreateDataSource, 2024-05-18).
pub(crate) const DESCRIPTION: u32 = 3_000;
/// Longest tag, in characters, and most tags of a source.
pub(crate) const TAG: (u32, usize) = (60, 50);

/// Everything of a save but its secrets' values, which are in the plans.
pub(crate) struct Draft {
    pub(crate) target: SaveTarget,
    pub(crate) name: String,
    pub(crate) workspace: WorkspaceId,
    pub(crate) description: String,
    pub(crate) tags: Vec<String>,
    pub(crate) sides: Vec<DraftSide>,
    pub(crate) removed: Vec<Environment>,
    /// What is told about it.
    pub(crate) note: ActivityRecord,
    /// One of many; see [`SaveUnit::one_of_many`].
    pub(crate) one_of_many: bool,
}

/// A side that is to be written.
pub(crate) struct DraftSide {
    pub(crate) row: ConfigurationRecord,
    pub(crate) secrets: SecretPlan,
}

/// What the save of an import has besides that of a form.
#[derive(Debug, Default)]
pub(crate) struct Arrival {
    /// Sides that the request does not name stay.
    pub(crate) partial: bool,
    /// By side what this version does not know; of a side that is not here, what is kept stays.
    pub(crate) extra: BTreeMap<Environment, Object>,
    /// Sides whose secrets nobody has confirmed for their target yet.
    pub(crate) unconfirmed: BTreeSet<Environment>,
    /// Told as an import.
    pub(crate) action: Option<&'static str>,
    /// By side the secrets among `extra`.
    pub(crate) hidden: BTreeMap<Environment, BTreeMap<String, SecretInput>>,
    /// Sides of a type or mode that this version does not know.
    pub(crate) raw: Vec<RawSide>,
    /// One of many; see [`SaveUnit::one_of_many`].
    pub(crate) one_of_many: bool,
}

/// A side that is kept as it came: nobody here can judge it.
#[derive(Debug)]
pub(crate) struct RawSide {
    pub(crate) env: Environment,
    pub(crate) mode: String,
    pub(crate) properties: Object,
    pub(crate) extra: Object,
    pub(crate) secrets: BTreeMap<String, SecretInput>,
}

/// Creates a data source or replaces its state.
pub(crate) async fn save(cx: &Cx, request: SaveRequest) -> Result<SourceView, AppError> {
    let seen = request.id;
    let id = save_arrived(cx, request, Arrival::default()).await?;
    source::view(cx, seen.unwrap_or(id)).await
}

/// Saves what a form or an import says.
///
/// # Errors
/// Whatever the rules refuse; the keychain's; `conflict`.
pub(crate) async fn save_arrived(cx: &Cx, request: SaveRequest, mut arrival: Arrival) -> Result<SourceId, AppError> {
    let (before, by) = match request.id {
        Some(id) => {
            let before = source::record(cx, id).await?;
            let by = sharing::permit(cx, &before, Right::Edit).await?;
            (Some(before), by)
        }
        None => (None, cx.permit(Right::Manage).await?),
    };
    let def = match types::find(&request.type_id) {
        Ok(def) => Some(def),
        Err(_) if !arrival.raw.is_empty() && request.dev.is_none() && request.prod.is_none() => None,
        Err(error) => return Err(error),
    };
    let workspace = match (&before, request.workspace) {
        (Some(before), _) => before.workspace,
        (None, Some(workspace)) => workspace,
        (None, None) => cx.current_workspace().await?,
    };
    let place = cx.workspace_record(workspace).await.map_err(|error| error.on("workspace"))?;
    if let Some(before) = &before {
        for (field, old, new) in [("name", &before.name, &request.name), ("type", &before.type_id, &request.type_id)] {
            if old != new {
                return Err(AppError::new(ErrorCode::Fixed).with("field", field).on(field));
            }
        }
        if let Some(seen) = request.revision.filter(|seen| *seen != before.revision) {
            return Err(match before.received {
                // What changed may be a side that is not shared.
                Some(_) => AppError::new(ErrorCode::Conflict).with("name", &before.name),
                None => cx.conflict(before.id, &before.name, seen).await,
            });
        }
    }
    if let Some(before) = &before
        && (request.description != before.description || request.tags != before.tags)
    {
        sharing::own(before)?;
    }
    let mut wrong = labels(&request);
    let saved = before.as_ref().map(saved);
    let mut sides = Vec::new();
    let mut removed = Vec::new();
    for (env, input) in [(Environment::Dev, request.dev), (Environment::Prod, request.prod)] {
        match (input, def) {
            (Some(input), Some(def)) => {
                guard::side(&place, request.door, env)?;
                let mut side = Side::read(def, env, input)?;
                if request.from_file {
                    side.doubt();
                }
                side.follow_references(before.as_ref().map_or(&[], |before| &before.sides));
                side.secrets.extend(arrival.hidden.remove(&env).unwrap_or_default());
                side.extra = arrival.extra.remove(&env).unwrap_or_else(|| {
                    saved.and_then(|saved| saved.side(env)).map(|side| side.extra.clone()).unwrap_or_default()
                });
                side.extra.retain(|key, _| !side.properties.contains_key(key));
                if let Some(before) = &before
                    && !sharing::writes(before, &side)?
                {
                    continue;
                }
                let mut checked = side.check(saved.and_then(|saved| saved.side(env)));
                add_missing(&mut checked.missing, &doubts(cx, workspace, &side).await?);
                wrong.extend(prefix(env, checked.wrong));
                sides.push((side, checked.missing));
            }
            _ if arrival.partial => {}
            // A side that is not asked for here stays.
            _ if guard::side(&place, request.door, env).is_err() => {}
            _ => match &before {
                Some(before) if before.received.is_some() => {
                    if before.side(env).is_some() {
                        sharing::own(before)?;
                    }
                }
                _ => removed.push(env),
            },
        }
    }
    if !wrong.is_empty() {
        return Err(AppError::invalid(wrong));
    }
    let at = Timestamp::now().0;
    if let Some(before) = &before {
        let prod = before.side(Environment::Prod);
        let stays = |(side, _): &(Side, Vec<String>)| {
            side.env != Environment::Prod || prod.is_none_or(|prod| side.is_unchanged(prod))
        };
        let raw = arrival.raw.iter().any(|side| side.env == Environment::Prod);
        if prod.is_some() && (raw || removed.contains(&Environment::Prod) || !sides.iter().all(stays)) {
            sharing::unlocked(cx, before, request.typed_name.as_deref()).await?;
        }
    }
    let action = arrival.action.unwrap_or(if before.is_some() { "source_changed" } else { "source_created" });
    let told_in = before.as_ref().and_then(|before| before.received.as_ref()).map_or(workspace, |from| from.owner);
    let mut note = cx.note(by, told_in, action, &request.name);
    note.changes = changes(before.as_ref(), &request.description, &request.tags, &sides, &removed);
    let mut drafts = Vec::new();
    for raw in arrival.raw {
        guard::side(&place, request.door, raw.env)?;
        note.changes.extend(raw_changes(&raw, saved));
        let mut draft = cx.with_keychain(raw_side(cx, raw, saved, at)).await?;
        if arrival.unconfirmed.contains(&draft.row.env) {
            draft.secrets.doubt();
        }
        drafts.push(draft);
    }
    let tickets: Vec<String> = sides.iter().flat_map(|(side, _)| side.tickets()).collect();
    for (side, missing) in sides {
        let mut secrets = cx.with_keychain(plan(cx, &side, saved)).await?;
        if arrival.unconfirmed.contains(&side.env) {
            secrets.doubt();
        }
        drafts.push(draft_side(side, missing, secrets, saved, at));
    }
    let target = match &before {
        Some(before) => SaveTarget::Existing {
            id: sharing::original(before),
            revision: request.revision.unwrap_or(before.revision),
        },
        None => SaveTarget::New {
            workspace,
            name: request.name.clone(),
            type_id: request.type_id,
            origin: request.door.as_str(),
        },
    };
    let draft = Draft {
        target,
        name: request.name,
        workspace,
        description: request.description,
        tags: request.tags,
        sides: drafts,
        removed,
        note,
        one_of_many: arrival.one_of_many,
    };
    let id = commit(cx, draft).await?;
    tickets.iter().for_each(|ticket| cx.held.forget(ticket));
    Ok(id)
}

/// Sets one secret of a saved side; everything else stays.
pub(crate) async fn set_secret(cx: &Cx, request: SecretSetRequest) -> Result<SourceView, AppError> {
    let before = source::record(cx, request.id).await?;
    let by = sharing::permit(cx, &before, Right::Edit).await?;
    sharing::may_edit(&before, request.env)?;
    if request.env == Environment::Prod {
        sharing::unlocked(cx, &before, request.typed_name.as_deref()).await?;
    }
    let def = types::find(&before.type_id)?;
    let record = before.side(request.env).ok_or_else(|| {
        let error = AppError::new(ErrorCode::SideAbsent).with("name", &before.name);
        error.with("env", request.env.as_str()).on("env")
    })?;
    let mut side = Side::saved(def, record)?;
    if !headwater_catalog::is_secret_slot(side.mode, &request.slot) {
        let slots: Vec<&str> = headwater_catalog::secret_slots(side.mode).collect();
        let error = AppError::new(ErrorCode::SecretUnknown).with("slot", &request.slot);
        return Err(error.with("slots", slots.join(", ")).on("slot"));
    }
    side.give(request.slot, request.secret)?;
    side.confirm = request.confirm;
    side.follow_references(&before.sides);
    let tickets: Vec<String> = side.tickets().collect();
    let mut missing = side.check(Some(record)).missing;
    add_missing(&mut missing, &doubts(cx, before.workspace, &side).await?);
    let saved = saved(&before);
    let secrets = cx.with_keychain(plan(cx, &side, Some(saved))).await?;
    let told_in = before.received.as_ref().map_or(before.workspace, |from| from.owner);
    let mut note = cx.note(by, told_in, "secret_set", &before.name);
    note.changes = secret_changes(&side).collect();
    let row = draft_side(side, missing, secrets, Some(saved), note.at);
    let draft = Draft {
        target: SaveTarget::Existing { id: sharing::original(&before), revision: before.revision },
        name: before.name.clone(),
        workspace: before.workspace,
        description: before.description.clone(),
        tags: before.tags.clone(),
        sides: vec![row],
        removed: Vec::new(),
        note,
        one_of_many: false,
    };
    commit(cx, draft).await?;
    tickets.iter().for_each(|ticket| cx.held.forget(ticket));
    source::view(cx, request.id).await
}

/// What a save changes, field by field; of a secret only that it changes.
fn changes(
    before: Option<&SourceRecord>,
    description: &str,
    tags: &[String],
    sides: &[(Side, Vec<String>)],
    removed: &[Environment],
) -> Vec<FieldChange> {
    let of = |value: Value| Some(value).filter(|value| *value != json!("") && *value != json!([]));
    let (old_description, old_tags) =
        before.map_or((None, None), |before| (of(json!(before.description)), of(json!(before.tags))));
    let mut found: Vec<FieldChange> =
        field_change("description", old_description.as_ref(), of(json!(description)).as_ref())
            .into_iter()
            .chain(field_change("tags", old_tags.as_ref(), of(json!(tags)).as_ref()))
            .collect();
    for (side, _) in sides {
        let env = side.env.as_str();
        let old = before.and_then(|before| before.side(side.env));
        let mode = old.map(|old| json!(old.mode));
        found.extend(field_change(format!("{env}.mode"), mode.as_ref(), Some(&json!(side.mode.id))));
        let none = headwater_model::Object::new();
        let old = old.map_or(&none, |old| &old.properties);
        let keys: BTreeSet<&String> = old.keys().chain(side.properties.keys()).collect();
        found.extend(
            keys.into_iter()
                .filter_map(|key| field_change(format!("{env}.{key}"), old.get(key), side.properties.get(key))),
        );
        let old = before.and_then(|before| before.side(side.env)).map_or(&none, |old| &old.extra);
        let keys: BTreeSet<&String> = old.keys().chain(side.extra.keys()).collect();
        found.extend(
            keys.into_iter()
                .filter_map(|key| field_change(format!("{env}.extra.{key}"), old.get(key), side.extra.get(key))),
        );
        found.extend(secret_changes(side));
    }
    let gone = removed.iter().filter(|env| before.is_some_and(|before| before.side(**env).is_some()));
    found.extend(gone.map(|env| FieldChange {
        field: env.as_str().to_owned(),
        before: Some("true".to_owned()),
        after: None,
    }));
    found
}

fn secret_changes(side: &Side) -> impl Iterator<Item = FieldChange> {
    let env = side.env.as_str();
    side.secrets.keys().map(move |slot| FieldChange {
        field: format!("{env}.secrets.{slot}"),
        before: None,
        after: None,
    })
}

/// What changes in a side that is kept as it came.
fn raw_changes(raw: &RawSide, saved: Option<Saved<'_>>) -> Vec<FieldChange> {
    let env = raw.env.as_str();
    let none = Object::new();
    let old = saved.and_then(|saved| saved.side(raw.env)).map_or(&none, |old| &old.properties);
    let keys: BTreeSet<&String> = old.keys().chain(raw.properties.keys()).collect();
    let properties =
        keys.into_iter().filter_map(|key| field_change(format!("{env}.{key}"), old.get(key), raw.properties.get(key)));
    let secret = |slot: &String| FieldChange { field: format!("{env}.secrets.{slot}"), before: None, after: None };
    properties.chain(raw.secrets.keys().map(secret)).collect()
}

/// The row of a side that is kept as it came. Any change of it may be one of its target.
async fn raw_side(cx: &Cx, raw: RawSide, saved: Option<Saved<'_>>, at: i64) -> Result<DraftSide, AppError> {
    let before = saved.and_then(|saved| saved.side(raw.env));
    let kept = |before: &&ConfigurationRecord| before.secret.sent().any(|slot| !raw.secrets.contains_key(slot));
    let unconfirmed = before.filter(kept).is_some_and(|before| {
        before.secret.unconfirmed || before.mode != raw.mode || before.properties != raw.properties
    });
    let wanted = Wanted { env: raw.env, secrets: &raw.secrets, stays: &|_| true, unconfirmed };
    let secrets = follow(cx, wanted, saved).await?;
    let words = ["jdbcUrl", "endpoint", "host", "instanceId", "clusterId", "accountUrl", "url", "project", "database"];
    let shown = words.into_iter().filter_map(|key| raw.properties.get(key)?.as_str());
    let row = ConfigurationRecord {
        env: raw.env,
        summary: shown.filter(|text| !text.is_empty() && text.len() < 200).take(2).collect::<Vec<_>>().join(" · "),
        mode: raw.mode,
        properties: raw.properties,
        extra: raw.extra,
        secret: SecretPointer::default(),
        missing: Vec::new(),
        state: SideState::Incomplete,
        last_test: None,
        changed_at: at,
        deleted_at: None,
    };
    Ok(DraftSide { row, secrets })
}

/// The journal's steps 1 to 4.
pub(crate) async fn commit(cx: &Cx, draft: Draft) -> Result<SourceId, AppError> {
    let mut ahead = if draft.one_of_many { ahead(cx, &draft).await? } else { None };
    let announced = ahead.is_some();
    let mut rows = Vec::new();
    let mut items = Vec::new();
    for side in draft.sides {
        let mut row = side.row;
        row.secret = match side.secrets {
            SecretPlan::Keep(pointer) => pointer,
            SecretPlan::Replace { slots, ask, fetched, unconfirmed } if slots.is_empty() => {
                let unconfirmed = unconfirmed && !fetched.is_empty();
                SecretPointer { ask, fetched, unconfirmed, ..SecretPointer::default() }
            }
            SecretPlan::Replace { slots, ask, fetched, unconfirmed } => {
                let reference = ahead.as_mut().and_then(Vec::pop).unwrap_or_else(random_hex);
                let names = slots.keys().cloned().collect();
                items.push((reference.clone(), slots));
                let reference = Some(reference);
                SecretPointer { reference, slots: names, ask, fetched, unconfirmed, session_owner: None }
            }
        };
        rows.push(SideUnit::Write(Box::new(row)));
    }
    rows.extend(draft.removed.into_iter().map(SideUnit::Delete));

    let references: Vec<String> = items.iter().map(|(reference, _)| reference.clone()).collect();
    let mut unit = SaveUnit {
        target: draft.target,
        description: draft.description,
        tags: draft.tags,
        sides: rows,
        fresh: Vec::new(),
        note: draft.note,
        one_of_many: draft.one_of_many,
    };
    let writing = async { if announced { put_items(cx, &items, false).await } else { write_items(cx, &items).await } };
    let outcome = match cx.with_keychain(writing).await {
        Ok(fresh) => {
            unit.fresh = fresh;
            cx.store.commit_save(&unit).await.map_err(store_error)
        }
        Err(error) => Err(error),
    };
    if outcome.is_err() {
        cx.abandon(references).await;
    }
    // Of many, whoever saves them sweeps once, at the end.
    if !unit.one_of_many {
        cx.sweep().await;
    }
    match outcome {
        Err(error) if error.code == ErrorCode::NameTaken => {
            let proposal = clone::unused_name(cx, draft.workspace, &draft.name).await?;
            Err(error.with("name", draft.name).with("proposal", proposal).on("name"))
        }
        Err(error) => match unit.target {
            SaveTarget::Existing { id, revision } if error.code == ErrorCode::Conflict => {
                Err(cx.conflict(id, &draft.name, revision).await)
            }
            _ => Err(error.with("name", draft.name)),
        },
        Ok(id) => Ok(id),
    }
}

/// Announced references for the items of one save of many.
async fn ahead(cx: &Cx, draft: &Draft) -> Result<Option<Vec<String>>, AppError> {
    let has_item = |side: &&DraftSide| matches!(&side.secrets, SecretPlan::Replace { slots, .. } if !slots.is_empty());
    let wanted = draft.sides.iter().filter(has_item).count();
    cx.announced_ahead(wanted).await.map_err(|error| error.with("name", &draft.name))
}

/// Announces items (T1), writes each and reads it back.
pub(crate) async fn write_items(
    cx: &Cx,
    items: &[(String, headwater_vault::Slots)],
) -> Result<Vec<FreshItem>, AppError> {
    if items.is_empty() {
        return Ok(Vec::new());
    }
    let in_session = cx.keychains.for_writing().await?;
    let owner = cx.owner.claim()?;
    let references: Vec<String> = items.iter().map(|(reference, _)| reference.clone()).collect();
    cx.store.announce_items(&references, owner, in_session, Timestamp::now().0).await.map_err(store_error)?;
    put_items(cx, items, in_session).await
}

/// Writes announced items and reads each back.
async fn put_items(
    cx: &Cx,
    items: &[(String, headwater_vault::Slots)],
    in_session: bool,
) -> Result<Vec<FreshItem>, AppError> {
    let mut fresh = Vec::new();
    for (reference, slots) in items {
        let stored = cx.keychains.put(reference, slots, in_session).await?;
        fresh.push(FreshItem { reference: reference.clone(), sealed: stored.sealed });
    }
    Ok(fresh)
}

/// The row of a side. What did not change keeps its last test.
pub(crate) fn draft_side(
    side: Side,
    missing: Vec<String>,
    secrets: SecretPlan,
    saved: Option<Saved<'_>>,
    at: i64,
) -> DraftSide {
    let before = saved.and_then(|saved| saved.side(side.env)).filter(|before| side.is_unchanged(before));
    let state = if missing.is_empty() { SideState::Untested } else { SideState::Incomplete };
    let row = ConfigurationRecord {
        env: side.env,
        mode: side.mode.id.to_owned(),
        summary: summary(side.mode, &side.properties),
        properties: side.properties,
        extra: side.extra,
        secret: SecretPointer::default(),
        state: before.map_or(state, |before| if missing.is_empty() { before.state } else { state }),
        missing,
        last_test: before.and_then(|before| before.last_test.clone()),
        changed_at: before.map_or(at, |before| before.changed_at),
        deleted_at: None,
    };
    DraftSide { row, secrets }
}

pub(crate) fn saved(record: &SourceRecord) -> Saved<'_> {
    Saved { id: record.id, name: &record.name, sides: &record.sides }
}

/// Name, description and tags.
fn labels(request: &SaveRequest) -> Vec<Issue> {
    // The name of one that is there has been compared; of one that was received it has its workspace's in front.
    let mut wrong: Vec<Issue> = name_issue(&request.name).into_iter().filter(|_| request.id.is_none()).collect();
    wrong.extend(check_label("description", &request.description, DESCRIPTION, true));
    wrong.extend(tag_issues(&request.tags));
    wrong
}

/// What is wrong with tags.
pub(crate) fn tag_issues(tags: &[String]) -> Vec<Issue> {
    let many = || Issue::new("tags", IssueCode::OutOfRange).with("min", 0).with("max", TAG.1);
    let each =
        tags.iter().enumerate().filter_map(|(index, tag)| check_label(&format!("tags[{index}]"), tag, TAG.0, false));
    (tags.len() > TAG.1).then(many).into_iter().chain(each).collect()
}

/// What is wrong with a name.
pub(crate) fn name_issue(name: &str) -> Option<Issue> {
    let issue = |code| Issue::new("name", code);
    Some(match check_name(name).err()? {
        NameFault::Empty => issue(IssueCode::Missing),
        NameFault::TooLong => issue(IssueCode::TooLong).with("length", name.chars().count()).with("max", 255),
        NameFault::FirstNotLetter => issue(IssueCode::NameFirst),
        NameFault::Character(c) if c.is_whitespace() && name.trim() != name && check_name(name.trim()).is_ok() => {
            issue(IssueCode::Spaces).with("suggestion", name.trim())
        }
        NameFault::Character(c) => issue(IssueCode::NameCharacter).with("character", c),
    })
}
