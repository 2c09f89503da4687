//! Reading secrets, and following a side's instructions about them. Whatever uses a side's secrets gets them here.

use std::collections::BTreeMap;

use headwater_catalog::is_secret_slot;
use headwater_model::{AppError, Environment, ErrorCode, SecretSource, SourceId};
use headwater_store::{ConfigurationRecord, SecretPointer};
use headwater_vault::Slots;

use crate::errors::store_error;
use crate::side::Side;
use crate::wire::SecretInput;
use crate::{Cx, fetch, sharing, source};

/// What a save does with the secrets of a side.
pub(crate) enum SecretPlan {
    /// The item stays as it is; so do the slots that are asked for.
    Keep(SecretPointer),
    /// A new item with these values (none when empty), and these slots asked for.
    Replace {
        /// Values by slot.
        slots: Slots,
        /// Slots that are asked for at each test.
        ask: Vec<String>,
        /// Slots that are fetched at each use.
        fetched: BTreeMap<String, SecretSource>,
        /// Among them are some that nobody confirmed for this target.
        unconfirmed: bool,
    },
}

impl SecretPlan {
    /// Whoever uses the secrets next confirms first.
    pub(crate) fn doubt(&mut self) {
        match self {
            Self::Keep(pointer) => pointer.unconfirmed = true,
            Self::Replace { unconfirmed, .. } => *unconfirmed = true,
        }
    }
}

/// The saved source that instructions refer to.
#[derive(Clone, Copy)]
pub(crate) struct Saved<'a> {
    pub(crate) id: SourceId,
    pub(crate) name: &'a str,
    pub(crate) sides: &'a [ConfigurationRecord],
}

impl<'a> Saved<'a> {
    pub(crate) fn side(self, env: Environment) -> Option<&'a ConfigurationRecord> {
        self.sides.iter().find(|side| side.env == env && side.deleted_at.is_none())
    }
}

/// Follows the instructions of `side`. Reads the vault only when a value that stays has to move.
///
/// # Errors
/// The keychain refused, or no longer holds a value that was to be kept: nothing has changed then.
pub(crate) async fn plan(cx: &Cx, side: &Side, saved: Option<Saved<'_>>) -> Result<SecretPlan, AppError> {
    let before = saved.and_then(|saved| saved.side(side.env));
    let unconfirmed = side.is_unconfirmed(before);
    let stays = |slot: &str| before.is_some_and(|record| side.keeps(record, slot));
    follow(cx, Wanted { env: side.env, secrets: &side.secrets, stays: &stays, unconfirmed }, saved).await
}

/// Instructions for the secrets of a side, whether or not this version knows its type.
pub(crate) struct Wanted<'a> {
    pub(crate) env: Environment,
    pub(crate) secrets: &'a BTreeMap<String, SecretInput>,
    /// Stored slots that stay when there is no instruction.
    pub(crate) stays: &'a (dyn Fn(&str) -> bool + Sync),
    pub(crate) unconfirmed: bool,
}

/// Follows instructions; see [`plan`].
///
/// # Errors
/// As [`plan`].
pub(crate) async fn follow(cx: &Cx, wanted: Wanted<'_>, saved: Option<Saved<'_>>) -> Result<SecretPlan, AppError> {
    let Wanted { env, secrets, stays, unconfirmed } = wanted;
    let before = saved.and_then(|saved| saved.side(env));
    let asked = before.iter().flat_map(|record| &record.secret.ask);
    let mut ask: Vec<String> = asked.filter(|slot| stays(slot)).cloned().collect();
    let mut fetched = before.map(|record| record.secret.fetched.clone()).unwrap_or_default();
    fetched.retain(|slot, _| stays(slot));
    let stored = before.map(|record| record.secret.slots.clone()).unwrap_or_default();
    let kept: Vec<&String> = stored.iter().filter(|slot| stays(slot) && !secrets.contains_key(*slot)).collect();
    let changes_item = kept.len() != stored.len()
        || secrets
            .values()
            .any(|secret| !matches!(secret, SecretInput::Clear(()) | SecretInput::Ask { .. } | SecretInput::Fetch(_)));

    for (slot, secret) in secrets {
        ask.retain(|asked| asked != slot);
        fetched.remove(slot);
        match secret {
            SecretInput::Ask { .. } => ask.push(slot.clone()),
            SecretInput::Fetch(source) => drop(fetched.insert(slot.clone(), source.clone())),
            _ => {}
        }
    }
    if !changes_item {
        let pointer = before.map(|record| record.secret.clone()).unwrap_or_default();
        return Ok(SecretPlan::Keep(SecretPointer { ask, fetched, unconfirmed, ..pointer }));
    }
    let mut slots = Slots::new();
    if let (Some(saved), Some(before), false) = (saved, before, kept.is_empty()) {
        let mut old = read(cx, saved.id, saved.name, before).await?;
        for slot in kept {
            slots.insert(slot.clone(), old.remove(slot).ok_or_else(|| missing(saved.name, env))?);
        }
    }
    slots.append(&mut given(cx, env, secrets, saved).await?);
    Ok(SecretPlan::Replace { slots, ask, fetched, unconfirmed })
}

/// Every value that a use of the saved side `record` takes: what the vault holds, and what is fetched. Slots that are asked
/// for (`record.secret.ask`) are not among them: whoever uses the side asks.
///
/// # Errors
/// `secret_unconfirmed` when nobody agreed to the use; those of [`read`]; those of [`fetch::all`].
pub(crate) async fn for_use(
    cx: &Cx,
    id: SourceId,
    name: &str,
    record: &ConfigurationRecord,
) -> Result<Slots, AppError> {
    confirmed(cx, id, name, record).await?;
    if !record.secret.fetched.is_empty() {
        may_yield(cx, id, record.env).await?;
    }
    let mut slots = read(cx, id, name, record).await?;
    slots.append(&mut fetch::all(cx, &record.secret.fetched).await?);
    Ok(slots)
}

/// Whether somebody agreed to use the secrets of a side as it stands.
///
/// # Errors
/// `secret_unconfirmed`.
pub(crate) async fn confirmed(cx: &Cx, id: SourceId, name: &str, record: &ConfigurationRecord) -> Result<(), AppError> {
    if !record.secret.unconfirmed || record.secret.sent().next().is_none() {
        return Ok(());
    }
    let consent = source::consent(cx, id, record).await?;
    let error = AppError::new(ErrorCode::SecretUnconfirmed).with("name", name).with("consent", consent);
    Err(error.with("env", record.env.as_str()))
}

/// Whether this workspace may come to know the secrets: those of a side that it received to be read it may only use.
async fn may_yield(cx: &Cx, id: SourceId, env: Environment) -> Result<(), AppError> {
    match id.share() {
        Some(_) => sharing::may_yield_secrets(&source::record(cx, id).await?, env),
        None => Ok(()),
    }
}

/// Every value that a test of `side` would use: kept, fetched, typed, held, or copied from the other side.
pub(crate) async fn values(cx: &Cx, side: &Side, saved: Option<Saved<'_>>) -> Result<Slots, AppError> {
    let before = saved.and_then(|saved| saved.side(side.env));
    let mut slots = Slots::new();
    if let (Some(saved), Some(before)) = (saved, before) {
        let kept = |slot: &String| is_secret_slot(side.mode, slot) && !side.secrets.contains_key(slot);
        if before.secret.slots.iter().any(kept) {
            slots = read(cx, saved.id, saved.name, before).await?;
            slots.retain(|slot, _| kept(slot));
        }
    }
    slots.append(&mut given(cx, side.env, &side.secrets, saved).await?);
    slots.append(&mut fetch::all(cx, &side.fetched(before)).await?);
    Ok(slots)
}

/// Values that the request itself brings.
async fn given(
    cx: &Cx,
    env: Environment,
    secrets: &BTreeMap<String, SecretInput>,
    saved: Option<Saved<'_>>,
) -> Result<Slots, AppError> {
    let mut slots = Slots::new();
    let mut others: BTreeMap<Environment, Slots> = BTreeMap::new();
    for (slot, secret) in secrets {
        match secret {
            SecretInput::Set(value) => drop(slots.insert(slot.clone(), value.clone())),
            SecretInput::Clear(()) | SecretInput::Ask { .. } | SecretInput::Fetch(_) => {}
            SecretInput::Held { held } => {
                let value = cx.held.get(held).ok_or_else(|| missing(slot, env))?;
                slots.insert(slot.clone(), value);
            }
            SecretInput::From { from } => {
                let saved = saved.ok_or_else(|| missing(slot, *from))?;
                let record = saved.side(*from).ok_or_else(|| missing(saved.name, *from))?;
                if !others.contains_key(from) {
                    others.insert(*from, read(cx, saved.id, saved.name, record).await?);
                }
                if let Some(value) = others.get(from).and_then(|other| other.get(slot)) {
                    slots.insert(slot.clone(), value.clone());
                }
            }
        }
    }
    Ok(slots)
}

/// The secrets of a saved side. When the item is absent the row is read once more: another process may have replaced the
/// side in between.
///
/// # Errors
/// `share_read_only` for a side that was received to be read: what may use it, and not learn it, asks for the original.
/// The keychain refused (never taken for "absent"), `secret_missing` when it has no such item, or `conflict` when the side
/// is not what `record` says any more.
pub(crate) async fn read(cx: &Cx, id: SourceId, name: &str, record: &ConfigurationRecord) -> Result<Slots, AppError> {
    let Some(reference) = &record.secret.reference else { return Ok(Slots::new()) };
    let received = id.share().is_some();
    may_yield(cx, id, record.env).await?;
    if let Some(slots) = item(cx, reference, &record.secret).await? {
        cx.keychains.note_absent(reference, false);
        return Ok(slots);
    }
    let now =
        if received { Some(source::record(cx, id).await?) } else { cx.store.source(id).await.map_err(store_error)? };
    let unchanged = now
        .as_ref()
        .and_then(|source| source.side(record.env))
        .is_some_and(|side| side.changed_at == record.changed_at && side.secret.reference == record.secret.reference);
    // Of a side that was replaced meanwhile, secrets and properties belong together: the caller starts again.
    if !unchanged {
        return Err(AppError::new(ErrorCode::Conflict).with("name", name));
    }
    cx.keychains.note_absent(reference, true);
    Err(missing(name, record.env))
}

async fn item(cx: &Cx, reference: &str, pointer: &SecretPointer) -> Result<Option<Slots>, AppError> {
    let Some(sealed) = cx.store.sealed_body(reference).await.map_err(store_error)? else { return Ok(None) };
    cx.keychains.get(reference, sealed.as_deref(), pointer.session_owner.is_some()).await
}

fn missing(name: &str, env: Environment) -> AppError {
    AppError::new(ErrorCode::SecretMissing).with("name", name).with("env", env.as_str())
}
