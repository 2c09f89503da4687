//! What people already own: settings of other programs, read only where somebody points at them. Each file here reads one
//! of them into [`Found`] sources.

mod aliyun;
mod dbeaver;
mod ini;
mod mysql;
mod urls;

use std::path::{Path, PathBuf};

use headwater_model::{AppError, Environment, Issue, IssueCode, Object};

use super::document::Grouped;
use super::{Coverage, Found, FoundSide};
use crate::wire::{ImportFrom, ImportNote};

/// What one file had.
pub(super) type Taken = (Vec<Found>, Vec<ImportNote>);

/// Where the other program keeps it, below the home folder.
pub(super) fn usual_place(from: ImportFrom) -> Option<PathBuf> {
    let name = match from {
        ImportFrom::MyCnf => ".my.cnf",
        ImportFrom::LoginPath => ".mylogin.cnf",
        ImportFrom::Ossutil => ".ossutilconfig",
        ImportFrom::Odps => "odps_config.ini",
        ImportFrom::Dbeaver => ".local/share/DBeaverData/workspace6/General/.dbeaver/data-sources.json",
        ImportFrom::Document | ImportFrom::Urls => return None,
    };
    Some(directories::BaseDirs::new()?.home_dir().join(name))
}

/// Reads settings of another program. `beside` is the file itself, when what lies beside it may be read too.
///
/// # Errors
/// `invalid_input` when it is not such a file.
pub(super) fn read(from: ImportFrom, bytes: &[u8], beside: Option<&Path>, env: Environment) -> Result<Taken, AppError> {
    let text = String::from_utf8_lossy(bytes);
    let (found, notes) = match from {
        ImportFrom::MyCnf => mysql::option_file(&text, env),
        ImportFrom::LoginPath => mysql::login_paths(bytes, env).ok_or_else(no_draft)?,
        ImportFrom::Ossutil => aliyun::ossutil(&text, env),
        ImportFrom::Odps => aliyun::odps(&text, env),
        ImportFrom::Dbeaver => dbeaver::read(bytes, beside, env)?,
        ImportFrom::Urls | ImportFrom::Document => urls::read(&text, env),
    };
    if found.is_empty() && notes.is_empty() {
        return Err(no_draft());
    }
    let mut grouped = Grouped::default();
    for one in found {
        grouped.add(one)?;
    }
    Ok((grouped.all, notes))
}

fn no_draft() -> AppError {
    AppError::invalid(vec![Issue::new("file", IssueCode::NoDraft)])
}

/// A source with one side, of which the file tells a part. Secrets stand among the values.
fn draft(name: &str, type_id: &str, env: Environment, values: Object) -> Found {
    Found {
        name: name.to_owned(),
        type_id: type_id.to_owned(),
        sides: vec![FoundSide::new(env, "UrlMode", values, Coverage::Partial)],
        ..Found::default()
    }
}

/// Values that are there, under their keys.
fn values<const N: usize>(pairs: [(&str, Option<&str>); N]) -> Object {
    let given =
        pairs.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value.filter(|v| !v.is_empty())?.into())));
    given.collect()
}
