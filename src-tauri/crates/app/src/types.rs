//! The catalogue for scripts.

use headwater_model::{AppError, ErrorCode};

use crate::Cx;
use crate::wire::{Empty, TypeDocument, TypeRequest, TypeSummary};

/// Every type, in the picker's order.
pub(crate) async fn list(_cx: &Cx, _request: Empty) -> Result<Vec<TypeSummary>, AppError> {
    Ok(headwater_catalog::all()
        .map(|def| TypeSummary {
            id: def.id,
            name: def.name,
            category: def.category,
            modes: def.modes.iter().map(|mode| mode.id).collect(),
            depth: def.depth,
        })
        .collect())
}

/// One type, whole.
pub(crate) async fn show(_cx: &Cx, request: TypeRequest) -> Result<TypeDocument, AppError> {
    let definition = find(&request.type_id)?;
    Ok(TypeDocument { definition, json_schema: headwater_catalog::json_schema(definition) })
}

/// The type with this id, or the error that names it.
pub(crate) fn find(id: &str) -> Result<&'static headwater_catalog::TypeDef, AppError> {
    headwater_catalog::find(id).ok_or_else(|| AppError::new(ErrorCode::UnknownType).with("type", id).on("type"))
}
