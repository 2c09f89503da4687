//! What may be changed where: the two doors, basic mode, locked production. One place for every shell.

use headwater_model::{AppError, Door, Environment, ErrorCode, WorkspaceId};
use headwater_store::WorkspaceRecord;

use crate::App;
use crate::errors::store_error;

impl App {
    /// A workspace.
    ///
    /// # Errors
    /// `workspace_not_found`.
    pub(crate) async fn workspace_record(&self, id: WorkspaceId) -> Result<WorkspaceRecord, AppError> {
        let found = self.store.workspace(id).await.map_err(store_error)?;
        found.ok_or_else(|| AppError::new(ErrorCode::WorkspaceNotFound).with("name", id))
    }
}

/// Whether a side can be written there through this door.
///
/// # Errors
/// `basic_prod_only`, `door_prod_only`.
pub(crate) fn side(workspace: &WorkspaceRecord, door: Door, env: Environment) -> Result<(), AppError> {
    match (env, door, workspace.standard) {
        (Environment::Prod, ..) | (Environment::Dev, Door::ManagementCenter, true) => Ok(()),
        (Environment::Dev, _, false) => Err(AppError::new(ErrorCode::BasicProdOnly).on("dev")),
        (Environment::Dev, Door::DataIntegration, true) => Err(AppError::new(ErrorCode::DoorProdOnly).on("dev")),
    }
}

/// Whether the production side of `name` may be changed.
///
/// # Errors
/// `prod_locked` when the workspace locks it and the name was not typed.
pub(crate) fn production(workspace: &WorkspaceRecord, name: &str, typed: Option<&str>) -> Result<(), AppError> {
    if workspace.locked && typed != Some(name) {
        return Err(AppError::new(ErrorCode::ProdLocked).with("name", name).on("typed_name"));
    }
    Ok(())
}
