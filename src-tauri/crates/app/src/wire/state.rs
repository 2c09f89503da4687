//! What the window needs to begin: workspaces, settings, keychain.

use headwater_model::{KeychainState, Lang, WorkspaceId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{IdentityView, WorkspaceView};

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
    /// How many data sources its list shows: its own and those it received, as far as the person may see them.
    #[ts(type = "number")]
    pub listed: u64,
    /// Language and theme.
    pub settings: Settings,
    /// As whom the person works.
    pub identity: IdentityView,
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
