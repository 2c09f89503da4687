//! Data sources: list, view, save, check, paste, clone, delete.

use std::collections::BTreeMap;

use headwater_model::{
    Door, Environment, Finding, Issue, KnownByName, Object, Secret, SecretSource, SourceId, Stage, Timestamp, Verdict,
    WorkspaceId,
};
use serde::{Deserialize, Deserializer, Serialize};
use ts_rs::TS;

use super::sharing::{SharedMark, SharedWith};

/// One page of the list.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct ListRequest {
    /// Absent: the current workspace.
    pub workspace: Option<WorkspaceId>,
    /// Part of name, description, tag, address or another short property value; case does not matter.
    pub search: String,
    /// Type ids; empty: all.
    pub types: Vec<String>,
    /// Tags that all have to be there; empty: any.
    pub tags: Vec<String>,
    /// Only those with a star.
    pub favourites: bool,
    /// Keeps sources of which a side is in one of these states; empty: all.
    pub states: Vec<EnvState>,
    /// Which side `states` looks at; absent: either.
    pub env: Option<Environment>,
    /// Order.
    pub sort: SortKey,
    /// Reverses the order.
    pub descending: bool,
    /// `next` of the page before; absent: the first page.
    pub cursor: Option<String>,
    /// Rows a page, 1 to 500; 0: 100.
    pub limit: u32,
}

/// Order of the list; ties by name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SortKey {
    /// By name.
    #[default]
    Name,
    /// By type, then name.
    Type,
    /// By the time of the last change.
    Modified,
    /// By the state of the development side, what needs attention first.
    DevState,
    /// By the state of the production side.
    ProdState,
    /// By the time of the development side's last test.
    DevTested,
    /// By the time of the production side's last test.
    ProdTested,
    /// Those with a star first.
    Favourite,
}

/// One side's state, as the list filters it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EnvState {
    /// Something required is missing, or the side is absent.
    Incomplete,
    /// Complete, never tested since the last change.
    Untested,
    /// Last test passed.
    Connectable,
    /// Last test failed or was not possible.
    Failing,
}

/// Rows of a page.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ListResponse {
    /// The workspace whose rows they are.
    pub workspace: WorkspaceId,
    /// The rows.
    pub rows: Vec<SourceRow>,
    /// Cursor of the next page; absent on the last.
    pub next: Option<String>,
    /// Sources that match, on all pages.
    #[ts(type = "number")]
    pub total: u64,
    /// Sources of the workspace, whatever matches.
    #[ts(type = "number")]
    pub all: u64,
    /// Of `all`: sources with a side that is incomplete or failing.
    #[ts(type = "number")]
    pub attention: u64,
}

/// A row of the list.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SourceRow {
    /// Its id.
    pub id: SourceId,
    /// Its name.
    pub name: String,
    /// Type id.
    #[serde(rename = "type")]
    pub type_id: String,
    /// What it is for.
    pub description: String,
    /// Labels.
    pub tags: Vec<String>,
    /// Has a star.
    pub favourite: bool,
    /// When it last changed.
    pub modified_at: Timestamp,
    /// Development side; `null` in a basic workspace.
    pub dev: Option<RowSide>,
    /// Production side.
    pub prod: RowSide,
    /// From where, when it was received by sharing; sides that are not shared are to be left out then.
    pub shared: Option<SharedMark>,
    /// How many other workspaces have it.
    pub shares: u32,
    /// The one user who sees it, when it is private.
    pub private_to: Option<String>,
}

/// One side in a row.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RowSide {
    /// Its state.
    pub state: EnvState,
    /// Address line; empty for an absent side.
    pub summary: String,
    /// How many required values are missing.
    pub missing: u32,
    /// Last test since the last change.
    pub last_test: Option<LastTest>,
}

/// The last test of a side.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LastTest {
    /// Its outcome.
    pub verdict: Verdict,
    /// The stage that decided a verdict other than `Connectable`.
    pub stage: Option<Stage>,
    /// Passed, with a warning.
    pub warning: bool,
    /// The finding that matters most, for the second line of the row.
    pub finding: Option<Finding>,
    /// When it began.
    pub at: Timestamp,
}

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

/// Gives a data source another name, which works while nobody else knows it by this one.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RenameRequest {
    /// Which.
    pub id: SourceId,
    /// The new name: as for a new one.
    pub name: String,
    /// The revision that the caller saw; absent: whatever is there.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub revision: Option<i64>,
    /// The source's name of before as the person typed it: where production is locked.
    #[serde(default)]
    #[ts(optional)]
    pub typed_name: Option<String>,
}

/// Asks what a clone would be called.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ClonePreviewRequest {
    /// The original.
    pub id: SourceId,
}

/// A valid unused name.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ClonePreviewResponse {
    /// The name.
    pub name: String,
}

/// Copies a data source: everything but id, name and times.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CloneRequest {
    /// The original.
    pub id: SourceId,
    /// Name of the copy, at most 60 characters.
    pub name: String,
    /// Which sides.
    pub envs: Vec<Environment>,
    /// What happens to the secrets.
    pub secrets: CloneSecrets,
}

/// What a clone does with secrets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CloneSecrets {
    /// Copied inside the vault.
    Copy,
    /// Every slot that is set becomes `ask`.
    Ask,
    /// Left behind; the copy is incomplete.
    Leave,
}

/// Deletes a data source or some of its sides.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DeleteRequest {
    /// Which.
    pub id: SourceId,
    /// Which sides; both: the whole source.
    pub envs: Vec<Environment>,
    /// The source's name as the person typed it: to change a locked production side.
    #[serde(default)]
    #[ts(optional)]
    pub typed_name: Option<String>,
}

/// What was deleted; `restore` with the same words undoes it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DeleteResponse {
    /// Which.
    pub id: SourceId,
    /// Its name.
    pub name: String,
    /// Which sides.
    pub envs: Vec<Environment>,
}

/// Undoes a delete. Secrets come back with it.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RestoreRequest {
    /// Which.
    pub id: SourceId,
    /// Which sides; empty: all that were deleted.
    pub envs: Vec<Environment>,
    /// The source's name as the person typed it: to change a locked production side.
    #[serde(default)]
    #[ts(optional)]
    pub typed_name: Option<String>,
}

/// Removes a data source, or sides of it that were deleted, for good.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PurgeRequest {
    /// Which.
    pub id: SourceId,
    /// Which sides; empty: the whole source, deleted or not.
    #[serde(default)]
    pub envs: Vec<Environment>,
    /// The source's name as the person typed it: to change a locked production side.
    #[serde(default)]
    #[ts(optional)]
    pub typed_name: Option<String>,
}

/// What a delete affects.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DeleteImpact {
    /// Sides that exist.
    pub envs: Vec<Environment>,
    /// What stops working, by choice of sides.
    pub lines: Vec<ImpactLine>,
    /// Other workspaces that have it, in which tasks fail as well.
    pub shared_with: Vec<SharedWith>,
    /// What other modules notice once production is gone, the worst first.
    pub modules: Vec<ModuleImpact>,
}

/// What one module of DataWorks notices.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct ModuleImpact {
    /// Its name.
    pub name: headwater_model::Text,
    /// How bad.
    pub severity: Severity,
    /// What happens there.
    pub text: headwater_model::Text,
}

/// How bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Production stops.
    High,
    /// Work is disturbed.
    Medium,
}

/// What stops working when exactly these sides are deleted.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ImpactLine {
    /// The sides.
    pub envs: Vec<Environment>,
    /// The words, English and Chinese.
    pub text: headwater_model::Text,
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
