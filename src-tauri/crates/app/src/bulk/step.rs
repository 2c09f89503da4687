//! What a change of many does to one data source: decided from its record alone, nothing read or written.

use headwater_catalog::{check_label, is_secret_slot};
use headwater_model::{AppError, Environment, ErrorCode, Issue, IssueCode};
use headwater_store::{FieldChange, SourceRecord};
use serde_json::json;

use crate::rights::field_change;
use crate::save::TAG;
use crate::side::{Side, prefix};
use crate::types;
use crate::wire::{BulkChange, SecretInput};

/// What happens to one data source.
pub(super) struct Step {
    /// What is told about it; empty: nothing happens.
    pub(super) changes: Vec<FieldChange>,
    /// A production side changes: a lock wants the name typed.
    pub(super) production: bool,
    pub(super) work: Work,
}

/// How it is carried out.
pub(super) enum Work {
    /// A save with these tags and, where there is one, this side and what it then lacks.
    Save { tags: Vec<String>, side: Option<(Side, Vec<String>)> },
    /// Sides go.
    Delete(Vec<Environment>),
    /// Sides come back.
    Restore(Vec<Environment>),
    /// Sides are tested.
    Test(Vec<Environment>),
}

impl Step {
    /// The data source is so already.
    pub(super) fn is_nothing(&self) -> bool {
        self.changes.is_empty()
    }

    /// Sides whose kept secrets would go elsewhere.
    pub(super) fn unconfirmed(&self, record: &SourceRecord) -> Vec<Environment> {
        let Work::Save { side: Some((side, _)), .. } = &self.work else { return Vec::new() };
        side.is_unconfirmed(record.side(side.env)).then_some(side.env).into_iter().collect()
    }
}

/// Refuses what is wrong with the change itself, whatever it is done to.
pub(super) fn check(change: &BulkChange) -> Result<(), AppError> {
    let mut wrong = Vec::new();
    match change {
        BulkChange::Tags { add, remove } => {
            let labels = add.iter().enumerate().map(|(index, tag)| (format!("add[{index}]"), tag));
            let empty = |path: &str, tag: &String| tag.trim().is_empty().then(|| Issue::new(path, IssueCode::Missing));
            wrong.extend(
                labels.filter_map(|(path, tag)| empty(&path, tag).or_else(|| check_label(&path, tag, TAG.0, false))),
            );
            if add.is_empty() && remove.is_empty() {
                wrong.push(Issue::new("add", IssueCode::Missing));
            }
        }
        BulkChange::Property { type_id, mode, key, .. } => {
            let def = types::find(type_id)?;
            let found = def.mode(mode).ok_or_else(|| {
                let modes: Vec<&str> = def.modes.iter().map(|mode| mode.id).collect();
                let error = AppError::new(ErrorCode::UnknownMode).with("type", def.id).with("mode", mode);
                error.with("modes", modes.join(", ")).on("mode")
            })?;
            // A secret has a change of its own, which keeps it out of activity.
            if is_secret_slot(found, key) || found.field(key).is_none() {
                wrong.push(Issue::new("key", IssueCode::Unknown));
            }
        }
        BulkChange::Test { envs } | BulkChange::Delete { envs } if envs.is_empty() => {
            wrong.push(Issue::new("envs", IssueCode::Missing));
        }
        BulkChange::Secret { env, secret: SecretInput::From { from }, .. } if env == from => {
            wrong.push(Issue::new("secret", IssueCode::Missing));
        }
        _ => {}
    }
    if wrong.is_empty() { Ok(()) } else { Err(AppError::invalid(wrong)) }
}

/// What the change does to this data source.
///
/// # Errors
/// Why it cannot be done here.
pub(super) fn step(record: &SourceRecord, change: &BulkChange) -> Result<Step, AppError> {
    // What was received is tested here, and changed one by one by whoever may.
    if let Some(received) = record.received.as_ref().filter(|_| !matches!(change, BulkChange::Test { .. })) {
        let error = AppError::new(ErrorCode::ShareOwnerOnly).with("workspace", &received.owner_name);
        return Err(error.with("name", &record.name));
    }
    if let BulkChange::Restore {} = change {
        return Ok(restore(record));
    }
    if record.deleted_at.is_some() {
        return Err(AppError::new(ErrorCode::SourceGone));
    }
    match change {
        BulkChange::Tags { add, remove } => tags(record, add, remove),
        BulkChange::Property { type_id, mode, env, key, value } => {
            let mut side = side(record, *env)?;
            if record.type_id != *type_id || side.mode.id != mode {
                let error = AppError::new(ErrorCode::OtherType).with("name", &record.name);
                return Err(error.with("type", &record.type_id).with("mode", side.mode.id));
            }
            match value {
                Some(value) => drop(side.properties.insert(key.clone(), value.clone())),
                None => drop(side.properties.remove(key)),
            }
            let before = record.side(*env).and_then(|saved| saved.properties.get(key));
            let change = field_change(format!("{}.{key}", env.as_str()), before, value.as_ref());
            save(record, side, change)
        }
        BulkChange::Secret { env, slot, secret } => {
            let mut side = side(record, *env)?;
            if !is_secret_slot(side.mode, slot) {
                let slots: Vec<&str> = headwater_catalog::secret_slots(side.mode).collect();
                let error = AppError::new(ErrorCode::SecretUnknown).with("slot", slot);
                return Err(error.with("slots", slots.join(", ")));
            }
            let has = |env: Environment| record.side(env).is_some_and(|side| side.secret.set().any(|s| s == slot));
            if let SecretInput::From { from } = secret
                && !record.side(*from).is_some_and(|side| side.secret.sent().any(|sent| sent == slot))
            {
                let error = AppError::new(ErrorCode::SecretMissing).with("name", &record.name);
                return Err(error.with("env", from.as_str()));
            }
            let nothing = matches!(secret, SecretInput::Clear(())) && !has(*env);
            side.give(slot.clone(), secret.clone())?;
            side.follow_references(&record.sides);
            let field = format!("{}.secrets.{slot}", env.as_str());
            save(record, side, (!nothing).then_some(FieldChange { field, before: None, after: None }))
        }
        BulkChange::Delete { envs } => {
            let there = there(record, envs)?;
            let production = there.contains(&Environment::Prod);
            Ok(Step { changes: named(&there), production, work: Work::Delete(there) })
        }
        BulkChange::Test { envs } => {
            let there = there(record, envs)?;
            Ok(Step { changes: named(&there), production: false, work: Work::Test(there) })
        }
        BulkChange::Restore {} => Ok(restore(record)),
    }
}

fn tags(record: &SourceRecord, add: &[String], remove: &[String]) -> Result<Step, AppError> {
    let mut tags: Vec<String> = record.tags.iter().filter(|tag| !remove.contains(tag)).cloned().collect();
    for tag in add.iter().map(|tag| tag.trim()) {
        if !tags.iter().any(|there| there == tag) {
            tags.push(tag.to_owned());
        }
    }
    if tags.len() > TAG.1 {
        return Err(AppError::invalid(vec![
            Issue::new("tags", IssueCode::OutOfRange).with("min", 0).with("max", TAG.1),
        ]));
    }
    let change = field_change("tags", Some(&json!(record.tags)), Some(&json!(tags)));
    Ok(Step { changes: change.into_iter().collect(), production: false, work: Work::Save { tags, side: None } })
}

/// A side that is there, as it is saved.
fn side(record: &SourceRecord, env: Environment) -> Result<Side, AppError> {
    let saved = record.side(env).ok_or_else(|| absent(record, env))?;
    Side::saved(types::find(&record.type_id)?, saved)
}

fn absent(record: &SourceRecord, env: Environment) -> AppError {
    AppError::new(ErrorCode::SideAbsent).with("name", &record.name).with("env", env.as_str())
}

fn save(record: &SourceRecord, side: Side, change: Option<FieldChange>) -> Result<Step, AppError> {
    let checked = side.check(record.side(side.env));
    if change.is_some() && !checked.wrong.is_empty() {
        return Err(AppError::invalid(prefix(side.env, checked.wrong)));
    }
    let production = side.env == Environment::Prod && change.is_some();
    let work = Work::Save { tags: record.tags.clone(), side: Some((side, checked.missing)) };
    Ok(Step { changes: change.into_iter().collect(), production, work })
}

fn there(record: &SourceRecord, envs: &[Environment]) -> Result<Vec<Environment>, AppError> {
    let there: Vec<Environment> = envs.iter().copied().filter(|env| record.side(*env).is_some()).collect();
    match envs.first() {
        Some(env) if there.is_empty() => Err(absent(record, *env)),
        _ => Ok(there),
    }
}

fn restore(record: &SourceRecord) -> Step {
    let gone = record.sides.iter().filter(|side| side.deleted_at.is_some()).map(|side| side.env);
    let mut envs: Vec<Environment> = gone.collect();
    let mut changes = named(&envs);
    if envs.is_empty() && record.deleted_at.is_some() {
        envs = Environment::ALL.to_vec();
        changes = named(&envs);
    }
    Step { changes, production: false, work: Work::Restore(envs) }
}

pub(super) fn named(envs: &[Environment]) -> Vec<FieldChange> {
    let named = |env: &Environment| FieldChange { field: env.as_str().to_owned(), before: None, after: None };
    envs.iter().map(named).collect()
}
