//! What the window needs to begin: workspaces, settings, keychain.

use headwater_model::{KeychainState, Lang, Timestamp, WorkspaceId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A request without fields.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Empty {}

/// The first answer that a window asks for. Touches neither keychain nor network.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AppState {
    /// Version of the program.
    pub version: String,
    /// Absolute path of the data folder.
    pub data_folder: String,
    /// What is known about the keychain; `unknown` until something asked it.
    pub keychain: KeychainState,
    /// Every workspace, by name.
    pub workspaces: Vec<WorkspaceView>,
    /// The current one.
    pub workspace: WorkspaceId,
    /// Language and theme.
    pub settings: Settings,
}

/// A workspace.
#[derive(Debug, Clone, Serialize, TS)]
pub struct WorkspaceView {
    /// Its id.
    pub id: WorkspaceId,
    /// Its name.
    pub name: String,
    /// One environment or two.
    pub mode: WorkspaceMode,
    /// How many data sources it has.
    #[ts(type = "number")]
    pub sources: u64,
    /// The current one.
    pub current: bool,
    /// When it was made.
    pub created_at: Timestamp,
}

/// One environment (`prod`) or two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WorkspaceMode {
    /// Production only.
    Basic,
    /// Development and production.
    Standard,
}

/// Makes a workspace the current one.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WorkspaceSelectRequest {
    /// Which.
    pub workspace: WorkspaceId,
}

/// The sample workspace that was made, or was there already.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SampleResponse {
    /// The sample workspace; now the current one.
    pub workspace: WorkspaceView,
}

/// Settings of the person, not of a workspace.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Settings {
    /// `null`: the system's language.
    pub language: Option<Lang>,
    /// Light, dark, or as the system.
    pub theme: Theme,
}

/// Light, dark, or as the system.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Replaces the settings.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SettingsRequest {
    /// All of them.
    pub settings: Settings,
}
