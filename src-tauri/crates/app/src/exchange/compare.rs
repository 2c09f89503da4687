//! What an import would change: each data source of it against the one that has its name. No value of a secret is told.

use std::collections::{BTreeMap, BTreeSet};

use headwater_catalog::{is_secret_slot, normal};
use headwater_model::{AppError, Environment, Object, Text, check_name};
use headwater_store::{ConfigurationRecord, SourceRecord, WorkspaceRecord};
use serde_json::{Value, json};

use super::arrive::{Arrived, arrive};
use super::{Found, note};
use crate::side::Side;
use crate::wire::{ImportChoice, ImportField, ImportNote, ImportRow, ImportSide, ImportStatus, SecretInput};
use crate::{Cx, guard, secrets};

/// Longest value that is shown, in characters.
const SHOWN: usize = 200;

/// A data source of an import, ready to be saved.
#[derive(Debug)]
pub(super) struct Judged {
    pub(super) row: ImportRow,
    pub(super) sides: Vec<Arrived>,
    pub(super) description: String,
    pub(super) tags: Vec<String>,
}

/// A name that the rules allow, made of one that they may not.
pub(super) fn valid_name(given: &str) -> String {
    if check_name(given).is_ok() {
        return given.to_owned();
    }
    let plain: String =
        given.trim().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).take(200).collect();
    let plain = plain.trim_end_matches('_');
    if plain.starts_with(|c: char| c.is_ascii_alphabetic()) {
        plain.to_owned()
    } else {
        format!("source_{}", plain.trim_start_matches('_')).trim_end_matches('_').to_owned()
    }
}

/// Compares. `there` is the source that has the name; `None` also when the import creates one beside it.
///
/// # Errors
/// None of the keychain: what it does not tell counts as changed.
pub(super) async fn judge(
    cx: &Cx,
    place: &WorkspaceRecord,
    index: usize,
    found: &Found,
    there: Option<&SourceRecord>,
) -> Result<Judged, AppError> {
    let def = headwater_catalog::find(&found.type_id);
    let name = valid_name(&found.name);
    let mut notes = found.notes.clone();
    let other_type = there.is_some_and(|there| there.type_id != found.type_id);
    if let Some(there) = there.filter(|_| other_type) {
        notes.push(note(
            Text::new("another data source of this name has another type", "已有同名但类型不同的数据源"),
            [&there.type_id],
        ));
    }
    if def.is_none() {
        notes.push(note(
            Text::new(
                "this version does not know the type: kept as it came, to be shown and exported, not edited or tested",
                "本版本不认识该类型：按原样保留，可查看和导出，不可编辑或测试",
            ),
            [&found.type_id],
        ));
    }
    let there = there.filter(|_| !other_type);
    let mut sides = Vec::new();
    let mut shown = Vec::new();
    for side in &found.sides {
        if guard::side(place, headwater_model::Door::ManagementCenter, side.env).is_err() {
            notes.push(note(
                Text::new("left out: a basic workspace has no development side", "未导入：简单模式没有开发环境"),
                [side.env.as_str()],
            ));
            continue;
        }
        let stored = there.and_then(|there| there.side(side.env));
        let mut arrived = arrive(def, side.clone(), stored);
        if let (Some(there), Some(stored)) = (there, stored) {
            forget_same(cx, there, stored, &mut arrived).await;
        }
        // Where secrets are fetched from is agreed to here; what stays as it is stays agreed to.
        arrived.unconfirmed |= arrived.secrets.values().any(|secret| matches!(secret, SecretInput::Fetch(_)));
        tell(&arrived, def.is_some(), &mut notes);
        shown.push(shown_side(&arrived, def, stored));
        sides.push(arrived);
    }
    let (description, tags, fields) = labels(found, there);
    let status = if other_type || found.again || sides.is_empty() && !found.sides.is_empty() {
        ImportStatus::Conflict
    } else if there.is_none() {
        ImportStatus::New
    } else if fields.is_empty() && shown.iter().all(|side| side.status == ImportStatus::Same) {
        ImportStatus::Same
    } else {
        ImportStatus::Changed
    };
    let prod_changes = prod_changes(there, &shown);
    let choices = match status {
        ImportStatus::Conflict if sides.is_empty() => vec![ImportChoice::Skip],
        ImportStatus::Conflict => vec![ImportChoice::Skip, ImportChoice::KeepBoth],
        ImportStatus::New => vec![ImportChoice::Skip, ImportChoice::Replace],
        ImportStatus::Same => vec![ImportChoice::Skip, ImportChoice::KeepBoth],
        ImportStatus::Changed => vec![ImportChoice::Skip, ImportChoice::Replace, ImportChoice::KeepBoth],
    };
    let choice = match status {
        ImportStatus::Conflict if sides.is_empty() => Some(ImportChoice::Skip),
        ImportStatus::Conflict => None,
        ImportStatus::Same => Some(ImportChoice::Skip),
        ImportStatus::New | ImportStatus::Changed => Some(ImportChoice::Replace),
    };
    let row = ImportRow {
        index: u32::try_from(index).unwrap_or(u32::MAX),
        given_name: (name != found.name).then(|| cut(&found.name)),
        free_name: name.clone(),
        name,
        type_id: cut(&found.type_id),
        status,
        fields,
        sides: shown,
        notes,
        choices,
        choice,
        locked: place.locked && prod_changes,
    };
    Ok(Judged { row, sides, description, tags })
}

/// Whether a production side that exists would become another one.
pub(super) fn prod_changes(there: Option<&SourceRecord>, sides: &[ImportSide]) -> bool {
    there.is_some_and(|there| there.side(Environment::Prod).is_some())
        && sides.iter().any(|side| side.env == Environment::Prod && side.status != ImportStatus::Same)
}

/// Secrets that are stored already are not news. What the keychain does not tell counts as changed.
async fn forget_same(cx: &Cx, there: &SourceRecord, stored: &ConfigurationRecord, arrived: &mut Arrived) {
    let set = |secret: &SecretInput| matches!(secret, SecretInput::Set(_));
    if stored.secret.reference.is_some()
        && arrived.secrets.values().any(set)
        && let Ok(slots) = secrets::read(cx, there.id, &there.name, stored).await
    {
        arrived.secrets.retain(|slot, secret| match secret {
            SecretInput::Set(value) => slots.get(slot).is_none_or(|old| old.expose() != value.expose()),
            _ => true,
        });
    }
    arrived.secrets.retain(|slot, secret| match secret {
        SecretInput::Ask { .. } => !stored.secret.ask.contains(slot),
        SecretInput::Fetch(source) => stored.secret.fetched.get(slot) != Some(source),
        _ => true,
    });
}

fn tell(arrived: &Arrived, type_known: bool, notes: &mut Vec<ImportNote>) {
    if type_known && arrived.known.is_none() {
        notes.push(note(
            Text::new("this version does not know the mode: kept as it came", "本版本不认识该连接模式：按原样保留"),
            [format!("{}: {}", arrived.env.as_str(), cut(&arrived.mode))],
        ));
    }
    if !arrived.refused.is_empty() {
        let fields = arrived.refused.iter().map(|issue| format!("{}.{}", arrived.env.as_str(), issue.field));
        notes.push(note(
            Text::new(
                "not valid here: kept apart, to be exported as it came",
                "取值在此无效：单独保留，导出时原样写出",
            ),
            fields,
        ));
    }
}

/// Description and tags as they will be, and what of them changes.
fn labels(found: &Found, there: Option<&SourceRecord>) -> (String, Vec<String>, Vec<ImportField>) {
    let (old_words, old_tags) =
        there.map_or((String::new(), Vec::new()), |there| (there.description.clone(), there.tags.clone()));
    let words: String = found.description.clone().unwrap_or_else(|| old_words.clone());
    let tags = found.tags.clone().unwrap_or_else(|| old_tags.clone());
    let fields = [("description", json!(old_words), json!(words)), ("tags", json!(old_tags), json!(tags))];
    let changed = fields.into_iter().filter(|(_, before, after)| there.is_some() && before != after);
    let changed = changed.map(|(field, before, after)| field_of(field.to_owned(), Some(&before), Some(&after)));
    (words, tags, changed.collect())
}

fn shown_side(
    arrived: &Arrived,
    def: Option<&'static headwater_catalog::TypeDef>,
    stored: Option<&ConfigurationRecord>,
) -> ImportSide {
    let fields = changes(arrived, stored);
    let set: Vec<String> = arrived.secrets.keys().cloned().collect();
    let side = def.zip(arrived.known).map(|(def, mode)| Side {
        def,
        env: arrived.env,
        mode,
        properties: arrived.properties.clone(),
        secrets: arrived.secrets.clone(),
        confirm: None,
        doubted: BTreeSet::new(),
        extra: Object::new(),
    });
    let fits = |slot: &&String| match (&side, stored) {
        (Some(side), Some(stored)) => side.keeps(stored, slot),
        _ => true,
    };
    let kept = stored.into_iter().flat_map(|stored| stored.secret.set());
    let kept: Vec<String> = kept.filter(fits).filter(|slot| !set.contains(slot)).cloned().collect();
    let confirm = arrived.unconfirmed
        || match (&side, stored) {
            (Some(side), stored) => side.is_unconfirmed(stored),
            (None, Some(stored)) => !kept.is_empty() && !fields.is_empty() && stored.secret.sent().next().is_some(),
            _ => false,
        };
    ImportSide {
        env: arrived.env,
        status: match stored {
            None => ImportStatus::New,
            Some(_) if fields.is_empty() && set.is_empty() => ImportStatus::Same,
            Some(_) => ImportStatus::Changed,
        },
        missing: side.as_ref().map(|side| side.check(stored).missing).unwrap_or_default(),
        secrets_set: set,
        fetched: side.as_ref().map(|side| side.fetched(None)).unwrap_or_default(),
        secrets_kept: kept,
        apart: arrived.extra.keys().map(|key| cut(key)).collect(),
        confirm,
        fields,
    }
}

/// Every value that changes, entries of maps one by one.
fn changes(arrived: &Arrived, stored: Option<&ConfigurationRecord>) -> Vec<ImportField> {
    let none = Object::new();
    let (old, old_extra) = stored.map_or((&none, &none), |stored| (&stored.properties, &stored.extra));
    let mut found = Vec::new();
    let mode = stored.map(|stored| json!(stored.mode)).filter(|mode| *mode != json!(arrived.mode));
    if let Some(mode) = mode {
        found.push(field_of("mode".to_owned(), Some(&mode), Some(&json!(arrived.mode))));
    }
    let same = |key: &str, value: Option<&Value>| match arrived.known {
        Some(mode) => normal(mode, key, value),
        None => value.cloned(),
    };
    let keys: BTreeSet<&String> = old.keys().chain(arrived.properties.keys()).collect();
    for key in keys {
        let (before, after) = (same(key, old.get(key)), same(key, arrived.properties.get(key)));
        differ(key, before.as_ref(), after.as_ref(), &mut found);
    }
    let keys: BTreeSet<&String> = old_extra.keys().chain(arrived.extra.keys()).collect();
    for key in keys {
        differ(key, old_extra.get(key), arrived.extra.get(key), &mut found);
    }
    found
}

fn differ(path: &str, before: Option<&Value>, after: Option<&Value>, found: &mut Vec<ImportField>) {
    if before == after {
        return;
    }
    match (before, after) {
        (Some(Value::Object(old)), Some(Value::Object(new))) => {
            let keys: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
            for key in keys {
                differ(&format!("{path}.{key}"), old.get(key), new.get(key), found);
            }
        }
        _ => found.push(field_of(path.to_owned(), before, after)),
    }
}

pub(super) fn field_of(field: String, before: Option<&Value>, after: Option<&Value>) -> ImportField {
    let text = |value: Option<&Value>| value.map(|value| cut(&value.to_string()));
    ImportField { field: cut(&field), before: text(before), after: text(after) }
}

fn cut(text: &str) -> String {
    if text.chars().count() <= SHOWN {
        return text.to_owned();
    }
    text.chars().take(SHOWN).chain(['…']).collect()
}

/// Secrets of the modes that this version knows, and the others, of one side.
pub(super) fn parted(arrived: &mut Arrived) -> (BTreeMap<String, SecretInput>, BTreeMap<String, SecretInput>) {
    let secrets = std::mem::take(&mut arrived.secrets);
    secrets.into_iter().partition(|(slot, _)| arrived.known.is_some_and(|mode| is_secret_slot(mode, slot)))
}
