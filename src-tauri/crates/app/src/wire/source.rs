//! One data source: view, save, check, paste; its secrets, and its form before it is saved.

use std::collections::BTreeMap;

use headwater_model::{
    Door, Environment, Finding, Issue, KnownByName, Object, Secret, SecretSource, SourceId, Timestamp, WorkspaceId,
};
use serde::{Deserialize, Deserializer, Serialize};
use ts_rs::TS;

use super::list::LastTest;
use super::sharing::SharedMark;

/// Names a data source.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SourceRequest {
    /// Which.
    pub id: SourceId,
}

/// Finds a data source by name, as people and scripts call it.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NamedRequest {
    /// Absent: the current workspace.
    #[serde(default)]
    pub workspace: Option<WorkspaceId>,
    /// Its name; case matters.
    pub name: String,
    /// Looks among the deleted ones.
    #[serde(default)]
    pub deleted: bool,
}

/// A whole data source, without its secrets.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SourceView {
    /// Its id.
    pub id: SourceId,
    /// Counts the saves; a save names the revision that it saw.
    #[ts(type = "number")]
    pub revision: i64,
    /// Its workspace.
    pub workspace: WorkspaceId,
    /// Its name.
    pub name: String,
    /// Type id.
    #[serde(rename = "type")]
    pub type_id: String,
    /// What it is for.
    pub description: String,
    /// Labels.
    pub tags: Vec<String>,
    /// Through which page it was made.
    pub origin: Door,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub modified_at: Timestamp,
    /// Development side; absent when there is none.
    pub dev: Option<SideView>,
    /// Production side; absent when there is none.
    pub prod: Option<SideView>,
    /// From where, when it was received by sharing; the name is then that of this workspace, with the owner's in front.
    pub shared: Option<SharedMark>,
    /// The one user who sees it, when it is private.
    pub private_to: Option<String>,
    /// Who else knows it by its name, which therefore cannot be changed.
    pub known_by_name: Option<KnownByName>,
}

/// One side, without its secrets.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SideView {
    /// Mode id.
    pub mode: String,
    /// Properties under DataWorks' keys.
    #[ts(type = "Record<string, unknown>")]
    pub properties: Object,
    /// What an import brought that this version does not know; read-only.
    #[ts(type = "Record<string, unknown>")]
    pub extra: Object,
    /// State of every secret slot of the mode, also of those that are not set.
    pub secret_states: BTreeMap<String, SecretState>,
    /// Nothing required is missing.
    pub complete: bool,
    /// JSON keys of what is missing.
    pub missing: Vec<String>,
    /// Address line.
    pub summary: String,
    /// Where secrets go, in one line.
    pub destination: String,
    /// Slots that are fetched at each use, and from where.
    pub fetched: BTreeMap<String, SecretSource>,
    /// Somebody agrees to [`Self::consent`] before the secrets are used again.
    pub unconfirmed: bool,
    /// What a person agrees to: the destination and, a line each, from where secrets are fetched for it.
    pub consent: String,
    /// Last test since the last change.
    pub last_test: Option<LastTest>,
}

/// What is known about one secret. The value itself never crosses the border.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SecretState {
    /// The vault holds it.
    Stored,
    /// There is no keychain: this process holds it, in memory, until it ends.
    Session,
    /// Nobody gave it.
    Missing,
    /// The vault should hold it and cannot be asked.
    Locked,
    /// Asked for at each test, never kept.
    Ask,
    /// Read from an environment variable at each use; see [`SideView::fetched`].
    Env,
    /// Read from a file at each use.
    File,
    /// Printed by a command at each use.
    Command,
    /// The vault holds it, but the target changed since it was entered: a person confirms before it is used again.
    Confirm,
}

/// What a save does with one secret slot. A slot that is not named is kept.
#[derive(Debug, Clone, PartialEq, Eq, TS)]
#[ts(untagged)]
pub enum SecretInput {
    /// Replace it (JSON: the string).
    Set(#[ts(type = "string")] Secret<String>),
    /// Remove it (JSON: `null`).
    Clear(#[ts(type = "null")] ()),
    /// Keep nothing; ask at each test (JSON: `{"ask": true}`).
    Ask {
        /// Always true.
        ask: bool,
    },
    /// Keep nothing; fetch it at each use (JSON: `{"env": "NAME"}`, `{"file": "/path"}`, `{"command": ["/program", "argument"]}`).
    Fetch(SecretSource),
    /// Take the one that a pasted URL contained (JSON: `{"held": ticket}`).
    Held {
        /// From [`PasteResponse::held`].
        held: String,
    },
    /// Copy the other side's (JSON: `{"from": "dev"}`).
    From {
        /// The side to copy from.
        from: Environment,
    },
}

impl<'de> Deserialize<'de> for SecretInput {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Instruction {
            ask: Option<bool>,
            held: Option<String>,
            from: Option<Environment>,
            env: Option<String>,
            file: Option<String>,
            command: Option<Vec<String>>,
        }
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "a string, null, {\"ask\": true}, {\"held\": …} or {\"from\": \"dev\"|\"prod\"}")]
        enum Shape {
            Set(Secret<String>),
            Clear(()),
            Other(Instruction),
        }
        let one = match Shape::deserialize(deserializer)? {
            Shape::Set(value) => return Ok(Self::Set(value)),
            Shape::Clear(()) => return Ok(Self::Clear(())),
            Shape::Other(one) => one,
        };
        let asked = one.ask;
        let all = [
            asked.map(|ask| Self::Ask { ask }),
            one.held.map(|held| Self::Held { held }),
            one.from.map(|from| Self::From { from }),
            one.env.map(|name| Self::Fetch(SecretSource::Env(name))),
            one.file.map(|path| Self::Fetch(SecretSource::File(path))),
            one.command.map(|argv| Self::Fetch(SecretSource::Command(argv))),
        ];
        let mut given = all.into_iter().flatten();
        match (given.next(), given.next()) {
            (Some(only), None) if asked != Some(false) => Ok(only),
            _ => Err(serde::de::Error::custom("a secret is a string, null or {\"ask\": true}")),
        }
    }
}

/// One side as a form gives it.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SideInput {
    /// Mode id.
    pub mode: String,
    /// Properties under DataWorks' keys.
    #[ts(type = "Record<string, unknown>")]
    #[serde(default)]
    pub properties: Object,
    /// What to do with the secrets.
    #[ts(type = "Record<string, SecretInput>")]
    #[serde(default)]
    pub secrets: BTreeMap<String, SecretInput>,
    /// A person has seen that kept secrets go to another host, endpoint, or over weaker TLS than before, and agrees to this
    /// target: [`SideView::consent`] or [`CheckResponse::consent`]. It counts only while the properties lead there.
    #[serde(default)]
    pub confirm: Option<String>,
}

/// Creates (no `id`) or replaces a data source. Everything but secrets is the whole new state.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SaveRequest {
    /// The source to replace; absent: create.
    #[serde(default)]
    pub id: Option<SourceId>,
    /// The revision that the form was opened with; a newer one is a conflict.
    #[serde(default)]
    #[ts(type = "number | null")]
    pub revision: Option<i64>,
    /// Absent: the current workspace.
    #[serde(default)]
    pub workspace: Option<WorkspaceId>,
    /// Name; fixed once created.
    pub name: String,
    /// Type id; fixed once created.
    #[serde(rename = "type")]
    pub type_id: String,
    /// What it is for, at most 3,000 characters.
    #[serde(default)]
    pub description: String,
    /// Labels.
    #[serde(default)]
    pub tags: Vec<String>,
    /// Development side; absent: none.
    #[serde(default)]
    pub dev: Option<SideInput>,
    /// Production side; absent: none.
    #[serde(default)]
    pub prod: Option<SideInput>,
    /// Through which page. Data Integration takes no development side, and leaves the one that is there.
    #[serde(default)]
    #[ts(as = "Option<Door>", optional)]
    pub door: Door,
    /// The source's name as the person typed it: to change a locked production side.
    #[serde(default)]
    #[ts(optional)]
    pub typed_name: Option<String>,
    /// It came as a document that somebody else may have written: where it says secrets are fetched is agreed to before use.
    #[serde(default)]
    #[ts(as = "Option<bool>", optional)]
    pub from_file: bool,
}

/// Changes a data source by a JSON merge patch (RFC 7396) on the document that `source show` prints.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PatchRequest {
    /// Which.
    pub id: SourceId,
    /// The revision that the caller saw; absent: the current one.
    #[serde(default)]
    #[ts(type = "number | null")]
    pub revision: Option<i64>,
    /// The patch. `secrets` in it follow [`SecretInput`]; those that are absent are kept.
    #[ts(type = "Record<string, unknown>")]
    pub patch: Object,
    /// The source's name as the person typed it: to change a locked production side.
    #[serde(default)]
    #[ts(optional)]
    pub typed_name: Option<String>,
    /// It came as a document that somebody else may have written: where it says secrets are fetched is agreed to before use.
    #[serde(default)]
    #[ts(as = "Option<bool>", optional)]
    pub from_file: bool,
}

/// Looks at one side while it is being typed.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CheckRequest {
    /// Type id.
    #[serde(rename = "type")]
    pub type_id: String,
    /// Mode id.
    pub mode: String,
    /// Properties.
    #[ts(type = "Record<string, unknown>")]
    pub properties: Object,
    /// Slots that have or will have a secret (stored, typed, asked, held).
    pub secrets: Vec<String>,
    /// Slots among them that are fetched at each use, and from where.
    #[serde(default)]
    #[ts(optional, as = "Option<BTreeMap<String, SecretSource>>")]
    pub fetched: BTreeMap<String, SecretSource>,
    /// The saved source that the side belongs to; absent: not saved yet.
    #[serde(default)]
    pub id: Option<SourceId>,
    /// Which of its sides.
    #[serde(default)]
    pub env: Option<Environment>,
}

/// What the catalogue says about one side.
#[derive(Debug, Clone, Default, Serialize, TS)]
pub struct CheckResponse {
    /// What is wrong: blocks a save.
    pub wrong: Vec<Issue>,
    /// JSON keys of what is missing: never blocks a save.
    pub missing: Vec<String>,
    /// What is the matter with the authentication files that it names: never blocks a save; their keys are in `missing` too.
    pub files: Vec<Issue>,
    /// Address line.
    pub summary: String,
    /// Where secrets go, in one line.
    pub destination: String,
    /// What a person agrees to: the destination and, a line each, from where secrets are fetched for it.
    pub consent: String,
    /// The saved secrets were entered for another target, or a command is new: they are not used without consent.
    pub wants_consent: bool,
    /// Why this version cannot test what stands here, however it is filled in; absent: it can.
    pub untestable: Option<Finding>,
    /// Connection string as a task would use it, secrets masked; absent where the type has none.
    pub preview: Option<String>,
}

/// Takes a pasted URL apart.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PasteRequest {
    /// What was pasted. May hold a password.
    #[ts(type = "string")]
    pub text: Secret<String>,
    /// The form's type; another type is refused. Absent: any.
    #[serde(rename = "type")]
    pub type_id: Option<String>,
}

/// What the URL said. Its secrets stay on the Rust side and are named by tickets.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PasteResponse {
    /// Type id.
    #[serde(rename = "type")]
    pub type_id: String,
    /// Mode id.
    pub mode: String,
    /// Properties to set.
    #[ts(type = "Record<string, unknown>")]
    pub properties: Object,
    /// Slot → ticket, for [`SecretInput::Held`].
    pub held: BTreeMap<String, String>,
    /// Parts of the URL that have no property, by name.
    pub ignored: Vec<String>,
}

/// Sets one secret of a saved side.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SecretSetRequest {
    /// Which.
    pub id: SourceId,
    /// Which side.
    pub env: Environment,
    /// Which slot.
    pub slot: String,
    /// What to do with it.
    #[ts(type = "SecretInput")]
    pub secret: SecretInput,
    /// What a person agreed to; see [`SideInput::confirm`].
    #[serde(default)]
    #[ts(optional)]
    pub confirm: Option<String>,
    /// The source's name as the person typed it: to change a locked production side.
    #[serde(default)]
    #[ts(optional)]
    pub typed_name: Option<String>,
}

/// A form that was not saved: survives closing and a kill. Holds no secret.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FormDraft {
    /// Whatever the form needs to come back; at most 256 KiB as JSON.
    #[ts(type = "Record<string, unknown>")]
    pub form: Object,
    /// When it was kept.
    pub at: Timestamp,
}

/// Names a form: `new` or a source's id.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FormDraftRequest {
    /// `new`, or the id of the source being edited.
    pub key: String,
}

/// Keeps a form, or with `form: null` forgets it.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FormDraftSaveRequest {
    /// `new`, or the id of the source being edited.
    pub key: String,
    /// The form without its secrets. Values under keys that the catalogue calls secret are dropped.
    #[ts(type = "Record<string, unknown> | null")]
    pub form: Option<Object>,
}
