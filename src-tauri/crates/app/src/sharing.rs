//! Sharing with other workspaces: rules given and taken back, and what who received a data source may do with it (Help
//! Center: permission management; CreateDataSourceSharedRule, 2024-05-18).
//!
//! A data source that was received has an id of its own ([`SourceId::share`]), so every request says from where it comes. A
//! command that knows nothing of sharing finds no original behind that id; those that do ask here.

use std::collections::BTreeMap;

use headwater_catalog::check_label;
use headwater_model::{
    AppError, Environment, ErrorCode, Issue, IssueCode, Permission, SourceId, Timestamp, WorkspaceId,
};
use headwater_store::{
    ActivityRecord, ConfigurationRecord, FieldChange, NewShareRule, ReceivedRecord, RulesOf, ShareRuleRecord,
    SourceRecord, StoreError, WorkspaceRecord,
};
use serde_json::json;

use crate::errors::store_error;
use crate::rights::{USER, field_change};
use crate::secrets::Saved;
use crate::side::Side;
use crate::wire::{
    Empty, Identity, Right, ShareListRequest, ShareListResponse, ShareRequest, ShareRevokeRequest, ShareRule,
    SharedMark, SharedWith,
};
use crate::{Cx, guard, source};

/// Shares a data source. One person works here, so the right to share, which it takes in both workspaces, is asked for once.
pub(crate) async fn add(cx: &Cx, request: ShareRequest) -> Result<ShareRule, AppError> {
    let by = cx.permit(Right::Share).await?;
    let record = source::record(cx, request.id).await?;
    if record.received.is_some() {
        return Err(named(ErrorCode::ShareAgain, &record).on("id"));
    }
    let target = cx.workspace_record(request.to).await.map_err(|error| error.on("to"))?;
    let user = request.user.unwrap_or_default();
    let rule = NewShareRule {
        source: record.id,
        target: target.id,
        env: request.env,
        user,
        permission: request.permission,
        private: request.private,
    };
    may_share(&record, &target, &rule)?;
    let rules = cx.store.share_rules(RulesOf::Source(record.id)).await.map_err(store_error)?;
    privacy(&record, &rules, &rule)?;
    let same = |old: &&ShareRuleRecord| old.target.0 == target.id && old.env == rule.env && old.user == rule.user;
    let note = ActivityRecord {
        changes: changes(&rule, &target.name, rules.iter().find(same)),
        subject_id: Some(record.id.0),
        ..cx.note(by.clone(), record.workspace, "share_added", &record.name)
    };
    let id = cx.store.share(&rule, &note).await.map_err(|error| match error {
        // Somebody else shared it in between.
        StoreError::Conflict => AppError::new(ErrorCode::Conflict).with("name", &record.name),
        other => store_error(other),
    })?;
    let rules = cx.store.share_rules(RulesOf::Source(record.id)).await.map_err(store_error)?;
    let made = rules.iter().find(|rule| rule.id == id).ok_or_else(|| AppError::new(ErrorCode::SourceGone))?;
    Ok(view(made, record.workspace, true))
}

/// What stands against a rule, whatever other rules there are.
fn may_share(record: &SourceRecord, target: &WorkspaceRecord, rule: &NewShareRule) -> Result<(), AppError> {
    if target.id == record.workspace {
        return Err(AppError::new(ErrorCode::ShareSameWorkspace).with("name", &target.name).on("to"));
    }
    if rule.env == Environment::Dev && !target.standard {
        return Err(AppError::new(ErrorCode::BasicProdOnly).on("env"));
    }
    if record.side(rule.env).is_none() {
        let error = AppError::new(ErrorCode::SideAbsent).with("name", &record.name);
        return Err(error.with("env", rule.env.as_str()).on("env"));
    }
    let mut wrong: Vec<Issue> = check_label("user", &rule.user, USER, false).into_iter().collect();
    if rule.private && rule.user.is_empty() {
        wrong.push(Issue::new("user", IssueCode::Missing));
    }
    if wrong.is_empty() { Ok(()) } else { Err(AppError::invalid(wrong)) }
}

/// A private data source has exactly one user, so all its rules are private and for that one.
fn privacy(record: &SourceRecord, rules: &[ShareRuleRecord], new: &NewShareRule) -> Result<(), AppError> {
    let replaced = |old: &&ShareRuleRecord| old.target.0 == new.target && old.env == new.env && old.user == new.user;
    let others = rules.iter().filter(|old| !replaced(old));
    let against = others.filter(|old| old.private || new.private);
    match against.into_iter().find(|old| old.user != new.user || old.private != new.private) {
        None => Ok(()),
        Some(old) if old.private => Err(named(ErrorCode::SharePrivate, record).with("user", &old.user).on("private")),
        Some(_) => Err(named(ErrorCode::ShareNotAlone, record).on("private")),
    }
}

/// Rules given and received.
pub(crate) async fn list(cx: &Cx, request: ShareListRequest) -> Result<ShareListResponse, AppError> {
    let workspace = match request.workspace {
        Some(workspace) => workspace,
        None => cx.current_workspace().await?,
    };
    let identity = cx.identity().await?;
    let may_share = crate::rights::has(&identity, Right::Share);
    let wanted = |rule: &ShareRule| request.id.is_none_or(|id| id == rule.source);
    let given = match may_share {
        false => None,
        true => {
            let rules = cx.store.share_rules(RulesOf::From(workspace)).await.map_err(store_error)?;
            Some(rules.iter().map(|rule| view(rule, workspace, true)).filter(wanted).collect())
        }
    };
    let rules = cx.store.share_rules(RulesOf::To(workspace)).await.map_err(store_error)?;
    let mine = rules.iter().filter(|rule| rule.user.is_empty() || rule.user == identity.user);
    let received = mine.map(|rule| view(rule, workspace, gives_back(rule, &identity).is_ok())).filter(wanted);
    Ok(ShareListResponse { given, received: received.collect() })
}

/// Takes rules back. The owner's workspace may at any time; one that received the data source only with the permission to
/// edit, and when nothing there depends on it.
pub(crate) async fn revoke(cx: &Cx, request: ShareRevokeRequest) -> Result<Empty, AppError> {
    let identity = cx.identity().await?;
    let from_owner = request.id.share().is_none();
    // The original of a private data source is not shown to its owner either, and its rules can still be taken back.
    let (original, name) = if from_owner {
        cx.permit(Right::Share).await?;
        let record = cx.store.source(request.id).await.map_err(store_error)?;
        let record = record.ok_or_else(|| AppError::new(ErrorCode::SourceGone).on("id"))?;
        (record.id, record.name)
    } else {
        let record = source::record(cx, request.id).await?;
        let original = record.received.as_ref().map(|received| received.original);
        (original.ok_or_else(|| AppError::new(ErrorCode::SourceGone))?, record.name)
    };
    let all = cx.store.share_rules(RulesOf::Source(original)).await.map_err(store_error)?;
    let mut told = Vec::new();
    for id in &request.rules {
        let reachable = |rule: &&ShareRuleRecord| from_owner || rule.received == request.id;
        let rule = all.iter().filter(reachable).find(|rule| rule.id == *id).ok_or_else(|| gone(&name))?;
        if !from_owner {
            gives_back(rule, &identity)?;
            let tasks = dependents(rule);
            if !tasks.is_empty() {
                let error = AppError::new(ErrorCode::ShareInUse).with("name", &name);
                return Err(error.with("tasks", tasks.join(", ")).on("rules"));
            }
        }
        let note = |workspace, subject: &str, id: i64| ActivityRecord {
            changes: gone_changes(rule),
            subject_id: Some(id),
            ..cx.note(identity.clone(), workspace, "share_revoked", subject)
        };
        told.push(note(rule.owner.0, &rule.name, rule.source.0));
        if !from_owner {
            told.push(note(rule.target.0, &shared_name(rule), rule.received.0));
        }
    }
    if told.is_empty() {
        return Err(gone(&name));
    }
    cx.store.revoke(original, &request.rules, &told).await.map_err(|error| match error {
        StoreError::NotFound => gone(&name),
        other => store_error(other),
    })?;
    Ok(Empty {})
}

/// Whether who received it may take this rule back: holders of the permission to edit; of what everyone there has, those who
/// may share.
fn gives_back(rule: &ShareRuleRecord, identity: &Identity) -> Result<(), AppError> {
    if rule.permission != Permission::Edit || !(rule.user.is_empty() || rule.user == identity.user) {
        return Err(read_only(&shared_name(rule)).on("rules"));
    }
    if rule.user.is_empty() { crate::rights::check(identity, Right::Share) } else { Ok(()) }
}

/// Names of what uses the data source in the workspace that received it, in the environment of this rule. There are no tasks
/// yet; they answer here once there are.
fn dependents(_rule: &ShareRuleRecord) -> Vec<String> {
    Vec::new()
}

fn gone(name: &str) -> AppError {
    AppError::new(ErrorCode::ShareNotFound).with("name", name).on("rules")
}

fn read_only(name: &str) -> AppError {
    AppError::new(ErrorCode::ShareReadOnly).with("name", name)
}

/// An error about a data source that was received.
fn named(code: ErrorCode, record: &SourceRecord) -> AppError {
    let owner = record.received.as_ref().map_or("", |received| &received.owner_name);
    AppError::new(code).with("name", &record.name).with("workspace", owner)
}

fn shared_name(rule: &ShareRuleRecord) -> String {
    format!("{}.{}", rule.owner.1, rule.name)
}

fn view(rule: &ShareRuleRecord, seen_from: WorkspaceId, revocable: bool) -> ShareRule {
    ShareRule {
        id: rule.id,
        source: if rule.owner.0 == seen_from { rule.source } else { rule.received },
        name: rule.name.clone(),
        shared_name: shared_name(rule),
        type_id: rule.type_id.clone(),
        from: rule.owner.1.clone(),
        to: rule.target.1.clone(),
        to_id: rule.target.0,
        env: rule.env,
        user: Some(rule.user.clone()).filter(|user| !user.is_empty()),
        permission: rule.permission,
        private: rule.private,
        created_by: rule.created_by.clone(),
        created_at: Timestamp(rule.created_at),
        revocable,
    }
}

/// What is told about a rule: to whom, and what changed if there was one.
fn changes(new: &NewShareRule, target: &str, old: Option<&ShareRuleRecord>) -> Vec<FieldChange> {
    let user = Some(json!(new.user)).filter(|_| !new.user.is_empty());
    [
        field_change("to", None, Some(&json!(target))),
        field_change("env", None, Some(&json!(new.env))),
        field_change("user", None, user.as_ref()),
        field_change("permission", old.map(|old| json!(old.permission)).as_ref(), Some(&json!(new.permission))),
        field_change("private", Some(&json!(old.is_some_and(|old| old.private))), Some(&json!(new.private))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn gone_changes(rule: &ShareRuleRecord) -> Vec<FieldChange> {
    let user = Some(json!(rule.user)).filter(|_| !rule.user.is_empty());
    [
        field_change("to", Some(&json!(rule.target.1)), None),
        field_change("env", Some(&json!(rule.env)), None),
        field_change("user", user.as_ref(), None),
        field_change("permission", Some(&json!(rule.permission)), None),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// From where a data source was received.
pub(crate) fn mark(record: &SourceRecord) -> Option<SharedMark> {
    let received = record.received.as_ref()?;
    let permission = |env| permission(received, env);
    Some(SharedMark {
        workspace: received.owner_name.clone(),
        dev: permission(Environment::Dev),
        prod: permission(Environment::Prod),
    })
}

fn permission(received: &ReceivedRecord, env: Environment) -> Option<Permission> {
    received.sides.iter().find(|side| side.env == env).map(|side| side.permission)
}

/// Who has a data source besides its own workspace.
pub(crate) async fn shared_with(cx: &Cx, of: RulesOf) -> Result<Vec<SharedWith>, AppError> {
    let mut found: BTreeMap<String, SharedWith> = BTreeMap::new();
    for rule in cx.store.share_rules(of).await.map_err(store_error)? {
        let (_, workspace) = rule.target;
        let with = found.entry(workspace.clone()).or_insert(SharedWith { workspace, envs: vec![], users: vec![] });
        if !with.envs.contains(&rule.env) {
            with.envs.push(rule.env);
        }
        if !rule.user.is_empty() && !with.users.contains(&rule.user) {
            with.users.push(rule.user);
        }
    }
    Ok(found.into_values().collect())
}

/// Whether the person may do this with the data source. A permission to edit that was given by name counts whatever the role.
pub(crate) async fn permit(cx: &Cx, record: &SourceRecord, right: Right) -> Result<Identity, AppError> {
    let by_name = record.received.iter().flat_map(|received| &received.sides);
    if by_name.clone().any(|side| side.by_name && side.permission == Permission::Edit) {
        return cx.identity().await;
    }
    cx.permit(right).await
}

/// Whether it is the workspace's own, which cloning, deleting and sharing take.
///
/// # Errors
/// `share_owner_only`, naming whose it is.
pub(crate) fn own(record: &SourceRecord) -> Result<(), AppError> {
    if record.received.is_some() { Err(named(ErrorCode::ShareOwnerOnly, record).on("id")) } else { Ok(()) }
}

/// Whether this side of a save is to be written. One that was received to be read may be sent along as it is.
///
/// # Errors
/// `share_read_only`, or `share_owner_only` for a side that is not shared or not there.
pub(crate) fn writes(before: &SourceRecord, side: &Side) -> Result<bool, AppError> {
    let Some(received) = &before.received else { return Ok(true) };
    let row = before.side(side.env);
    match (permission(received, side.env), row) {
        (Some(Permission::Edit), Some(_)) => Ok(true),
        (Some(Permission::Read), Some(row)) if side.is_unchanged(row) => Ok(false),
        (Some(Permission::Read), Some(_)) => Err(read_only(&before.name).on(side.env.as_str())),
        _ => Err(named(ErrorCode::ShareOwnerOnly, before).on(side.env.as_str())),
    }
}

/// Whether this side may be edited, secrets included.
///
/// # Errors
/// As [`writes`].
pub(crate) fn may_edit(record: &SourceRecord, env: Environment) -> Result<(), AppError> {
    let Some(received) = &record.received else { return Ok(()) };
    match permission(received, env) {
        Some(Permission::Edit) => Ok(()),
        Some(Permission::Read) => Err(read_only(&record.name).on(env.as_str())),
        None => Err(named(ErrorCode::ShareOwnerOnly, record).on(env.as_str())),
    }
}

/// Whether the values of a side's secrets may leave the core: by copying, exporting, or into the environment of a program. Who
/// received it to be read uses the secrets in tests and tasks and never learns them.
///
/// # Errors
/// `share_read_only`.
pub(crate) fn may_yield_secrets(record: &SourceRecord, env: Environment) -> Result<(), AppError> {
    may_edit(record, env)
}

/// Whether a test of a side may take these values instead of the saved ones. Who may only read tests what is saved: other
/// values could send the secrets elsewhere.
///
/// # Errors
/// `share_read_only`.
pub(crate) fn may_test(record: &SourceRecord, row: Option<&ConfigurationRecord>, side: &Side) -> Result<(), AppError> {
    let as_saved = side.confirm.is_none() && row.is_some_and(|row| crate::test::is_saved_state(side, row));
    if as_saved { Ok(()) } else { may_edit(record, side.env) }
}

/// The original's id: what is written when a side that was received is edited.
pub(crate) fn original(record: &SourceRecord) -> SourceId {
    record.received.as_ref().map_or(record.id, |received| received.original)
}

/// The saved data source whose secrets a test uses: of one that was received the original's, which nothing else may read.
pub(crate) fn for_test(record: &SourceRecord) -> Saved<'_> {
    Saved { id: original(record), name: &record.name, sides: &record.sides }
}

/// Whether production of a data source may be changed: neither its own workspace nor the one that received it locks it, or the
/// name was typed.
///
/// # Errors
/// `prod_locked`.
pub(crate) async fn unlocked(cx: &Cx, record: &SourceRecord, typed: Option<&str>) -> Result<(), AppError> {
    let owner = record.received.as_ref().map(|received| received.owner);
    for workspace in std::iter::once(record.workspace).chain(owner) {
        guard::production(&cx.workspace_record(workspace).await?, &record.name, typed)?;
    }
    Ok(())
}
