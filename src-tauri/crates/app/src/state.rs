//! What a window needs to begin, and the person's settings.

use headwater_model::AppError;

use crate::Cx;
use crate::errors::store_error;
use crate::wire::{AppState, Empty, Settings, SettingsRequest};

const SETTINGS: &str = "settings";

/// The first answer. Touches neither keychain nor network.
pub(crate) async fn get(cx: &Cx, _request: Empty) -> Result<AppState, AppError> {
    let workspace = cx.current_workspace().await?;
    let identity = cx.identity().await?;
    let workspaces = cx.workspaces(workspace).await?;
    let own = workspaces.iter().find(|view| view.id == workspace).map_or(0, |view| view.sources);
    let (received, hidden) = cx.store.received_and_hidden(workspace, &identity.user).await.map_err(store_error)?;
    Ok(AppState {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        data_folder: cx.home().display().to_string(),
        keychain: cx.keychains.known(),
        listed: (own + received).saturating_sub(hidden),
        workspaces,
        workspace,
        settings: settings(cx).await?,
        identity: crate::rights::view(identity),
    })
}

/// Replaces the settings.
pub(crate) async fn set_settings(cx: &Cx, request: SettingsRequest) -> Result<Settings, AppError> {
    let json = serde_json::to_string(&request.settings).unwrap_or_default();
    cx.store.set_setting(SETTINGS, &json).await.map_err(store_error)?;
    Ok(request.settings)
}

async fn settings(cx: &Cx) -> Result<Settings, AppError> {
    let json = cx.store.setting(SETTINGS).await.map_err(store_error)?;
    Ok(json.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default())
}
