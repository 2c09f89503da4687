//! One side of a request, judged: its mode, its properties, and what is to happen to each secret.

use std::collections::{BTreeMap, BTreeSet};

use headwater_catalog::{Checked, Mode, TypeDef, check, destination, is_secret_slot, sends_elsewhere, split_secrets};
use headwater_model::{AppError, Environment, ErrorCode, Issue, IssueCode, Object, SecretSource};
use headwater_store::ConfigurationRecord;

use crate::wire::{SecretInput, SideInput};

/// Longest secret, in characters.
pub(crate) const SECRET: usize = 65_536;

/// A side whose shape is understood.
#[derive(Debug)]
pub(crate) struct Side {
    pub(crate) def: &'static TypeDef,
    pub(crate) env: Environment,
    pub(crate) mode: &'static Mode,
    pub(crate) properties: Object,
    pub(crate) secrets: BTreeMap<String, SecretInput>,
    pub(crate) confirm: Option<String>,
    /// Slots whose references nobody here has agreed to yet.
    pub(crate) doubted: BTreeSet<String>,
    /// What an import brought besides: kept, never judged.
    pub(crate) extra: Object,
}

impl Side {
    /// Understands a side of a request: secrets leave the properties, whichever way they came.
    pub(crate) fn read(def: &'static TypeDef, env: Environment, input: SideInput) -> Result<Self, AppError> {
        let mode = def.mode(&input.mode).ok_or_else(|| {
            let modes: Vec<&str> = def.modes.iter().map(|mode| mode.id).collect();
            let error = AppError::new(ErrorCode::UnknownMode).with("type", def.id).with("mode", &input.mode);
            error.with("modes", modes.join(", ")).on(&format!("{}.mode", env.as_str()))
        })?;
        let mut properties = input.properties;
        let prefixed = |issues| AppError::invalid(prefix(env, issues));
        let found = split_secrets(mode, &mut properties).map_err(prefixed)?;
        let mut secrets = input.secrets;
        for (slot, value) in found {
            secrets.entry(slot).or_insert(SecretInput::Set(value));
        }
        let wrong: Vec<Issue> = secrets.iter().filter_map(|(slot, secret)| secret_issue(mode, slot, secret)).collect();
        if wrong.is_empty() {
            let doubted = BTreeSet::new();
            Ok(Self { def, env, mode, properties, secrets, confirm: input.confirm, doubted, extra: Object::new() })
        } else {
            Err(prefixed(wrong))
        }
    }

    /// The saved side, as if it had come as a request that changes nothing.
    pub(crate) fn saved(def: &'static TypeDef, record: &ConfigurationRecord) -> Result<Self, AppError> {
        let input =
            SideInput { mode: record.mode.clone(), properties: record.properties.clone(), ..SideInput::default() };
        Ok(Self { extra: record.extra.clone(), ..Self::read(def, record.env, input)? })
    }

    /// Adds an instruction for one more secret.
    pub(crate) fn give(&mut self, slot: String, secret: SecretInput) -> Result<(), AppError> {
        if let Some(issue) = secret_issue(self.mode, &slot, &secret) {
            return Err(AppError::invalid(prefix(self.env, vec![issue])));
        }
        self.secrets.insert(slot, secret);
        Ok(())
    }

    /// What a document says is not what a person agreed to, whatever it says about that.
    pub(crate) fn doubt(&mut self) {
        self.confirm = None;
        let fetched = self.secrets.iter().filter(|(_, secret)| matches!(secret, SecretInput::Fetch(_)));
        self.doubted.extend(fetched.map(|(slot, _)| slot.clone()));
    }

    /// Tickets of pasted secrets that this side uses.
    pub(crate) fn tickets(&self) -> impl Iterator<Item = String> {
        self.secrets.values().filter_map(|secret| match secret {
            SecretInput::Held { held } => Some(held.clone()),
            _ => None,
        })
    }

    /// What the catalogue says, given the side as it is saved now.
    pub(crate) fn check(&self, saved: Option<&ConfigurationRecord>) -> Checked {
        let slots = self.slots_after(saved);
        check(self.mode, &self.properties, &|slot| slots.contains(slot))
    }

    /// How many properties and secrets take part in a test.
    pub(crate) fn given(&self, saved: Option<&ConfigurationRecord>) -> (usize, usize) {
        let shown = |key: &str| self.mode.field(key).is_some_and(|field| field.is_shown(self.mode, &self.properties));
        let properties = self.properties.keys().filter(|key| shown(key)).count();
        (properties, self.slots_after(saved).len())
    }

    /// Slots that have, or are asked for, a value once the instructions are followed.
    fn slots_after(&self, saved: Option<&ConfigurationRecord>) -> BTreeSet<String> {
        let before = saved.into_iter().flat_map(|record| record.secret.set());
        let mut slots: BTreeSet<String> = before.cloned().collect();
        for (slot, secret) in &self.secrets {
            match secret {
                SecretInput::Clear(()) => slots.remove(slot),
                _ => slots.insert(slot.clone()),
            };
        }
        slots
    }

    /// Whether a stored secret stays unless the request says otherwise: one of this mode, or one that an import brought under a
    /// name that the saved mode does not know either. Those of a mode that was left go.
    pub(crate) fn keeps(&self, saved: &ConfigurationRecord, slot: &str) -> bool {
        let before = self.def.mode(&saved.mode);
        is_secret_slot(self.mode, slot) || !before.is_some_and(|mode| is_secret_slot(mode, slot))
    }

    /// A secret that is copied from the other side, where that one does not keep it either, becomes the same instruction, and
    /// is agreed to no more than there.
    pub(crate) fn follow_references(&mut self, sides: &[ConfigurationRecord]) {
        for (slot, secret) in &mut self.secrets {
            let SecretInput::From { from } = secret else { continue };
            let other = sides.iter().find(|side| side.env == *from && side.deleted_at.is_none());
            match other.map(|side| &side.secret) {
                Some(other) if other.fetched.contains_key(slot) => {
                    *secret = SecretInput::Fetch(other.fetched[slot].clone());
                    if other.unconfirmed {
                        self.doubted.insert(slot.clone());
                    }
                }
                Some(other) if other.ask.contains(slot) => *secret = SecretInput::Ask { ask: true },
                _ => {}
            }
        }
    }

    /// Slots that are fetched once the instructions are followed, and from where.
    pub(crate) fn fetched(&self, saved: Option<&ConfigurationRecord>) -> BTreeMap<String, SecretSource> {
        let kept = saved.into_iter().flat_map(|record| {
            record
                .secret
                .fetched
                .iter()
                .filter(|(slot, _)| self.keeps(record, slot) && !self.secrets.contains_key(*slot))
        });
        let given = self.secrets.iter().filter_map(|(slot, secret)| match secret {
            SecretInput::Fetch(source) => Some((slot, source)),
            _ => None,
        });
        kept.chain(given).map(|(slot, source)| (slot.clone(), source.clone())).collect()
    }

    /// What a person agrees to: the target and, below it, from where secrets are fetched for it. Exact, because consent
    /// is to what was seen.
    pub(crate) fn consent(&self, saved: Option<&ConfigurationRecord>) -> String {
        let mut consent = destination(self.mode, &self.properties);
        for (slot, source) in self.fetched(saved) {
            consent += &format!("\n{slot} ← {source}");
        }
        consent
    }

    /// Whether secrets would be used in a way that nobody agreed to: kept ones for another target, or a reference that is new
    /// and was not simply typed.
    pub(crate) fn is_unconfirmed(&self, saved: Option<&ConfigurationRecord>) -> bool {
        let stays = |saved: &ConfigurationRecord, slot: &String| {
            self.keeps(saved, slot)
                && match self.secrets.get(slot) {
                    None => true,
                    Some(SecretInput::Fetch(source)) => saved.secret.fetched.get(slot) == Some(source),
                    Some(_) => false,
                }
        };
        let kept = |saved: &ConfigurationRecord| {
            self.wants_consent(saved) && saved.secret.sent().any(|slot| stays(saved, slot))
        };
        !self.is_confirmed(saved) && (saved.is_some_and(kept) || self.fetches_anew(saved))
    }

    /// Whether a command is to be run, or a doubted reference followed, that the saved side does not have. Even a command that
    /// was typed may have been copied from anywhere.
    pub(crate) fn fetches_anew(&self, saved: Option<&ConfigurationRecord>) -> bool {
        let before = |slot: &String| saved.and_then(|saved| saved.secret.fetched.get(slot));
        let is_new = |slot: &String, source: &SecretSource| {
            (matches!(source, SecretSource::Command(_)) || self.doubted.contains(slot)) && before(slot) != Some(source)
        };
        self.secrets.iter().any(|(slot, secret)| matches!(secret, SecretInput::Fetch(source) if is_new(slot, source)))
    }

    /// Whether a person agreed to what stands here. Consent does not carry over to another target, or another command.
    pub(crate) fn is_confirmed(&self, saved: Option<&ConfigurationRecord>) -> bool {
        self.confirm.as_deref() == Some(self.consent(saved).as_str())
    }

    /// Whether the saved secrets were entered for another target than the one that stands here. Where some are fetched, for
    /// exactly this one: what was agreed to before there was a target was agreed to for none.
    pub(crate) fn wants_consent(&self, saved: &ConfigurationRecord) -> bool {
        let elsewhere = |mode| {
            if saved.secret.fetched.is_empty() {
                return sends_elsewhere((mode, &saved.properties), (self.mode, &self.properties));
            }
            destination(mode, &saved.properties) != destination(self.mode, &self.properties)
        };
        saved.secret.unconfirmed || self.def.mode(&saved.mode).is_some_and(elsewhere)
    }

    /// Whether following the request would leave the saved side as it is.
    pub(crate) fn is_unchanged(&self, saved: &ConfigurationRecord) -> bool {
        let same = self.mode.id == saved.mode && self.properties == saved.properties && self.secrets.is_empty();
        same && !(self.is_confirmed(Some(saved)) && saved.secret.unconfirmed)
    }
}

/// What is wrong with the instruction for a secret.
fn secret_issue(mode: &Mode, slot: &str, secret: &SecretInput) -> Option<Issue> {
    let path = format!("secrets.{slot}");
    if !is_secret_slot(mode, slot) {
        return Some(Issue::new(path, IssueCode::Unknown));
    }
    if let SecretInput::Fetch(source) = secret {
        return source.issue().map(|code| Issue::new(path, code));
    }
    let SecretInput::Set(value) = secret else { return None };
    let length = value.expose().chars().count();
    (length > SECRET).then(|| Issue::new(path, IssueCode::TooLong).with("length", length).with("max", SECRET))
}

/// Names the side in every issue.
pub(crate) fn prefix(env: Environment, issues: Vec<Issue>) -> Vec<Issue> {
    let name = |issue: Issue| Issue { field: format!("{}.{}", env.as_str(), issue.field), ..issue };
    issues.into_iter().map(name).collect()
}
