//! What people already own: settings of other programs, read only where somebody points at them. Each file here reads one
//! of them into [`Found`] sources.

use std::path::{Path, PathBuf};

use headwater_model::{AppError, Environment, Issue, IssueCode};

use super::Found;
use crate::wire::{ImportFrom, ImportNote};

/// What one file had.
pub(super) type Taken = (Vec<Found>, Vec<ImportNote>);

/// Where the other program keeps it.
pub(super) fn usual_place(_from: ImportFrom) -> Option<PathBuf> {
    None
}

/// Reads settings of another program.
pub(super) fn read(
    _from: ImportFrom,
    _bytes: &[u8],
    _beside: Option<&Path>,
    _env: Environment,
) -> Result<Taken, AppError> {
    Err(AppError::invalid(vec![Issue::new("file", IssueCode::NoDraft)]))
}
