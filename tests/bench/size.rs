//! Rows `deb_size` and `installed_size`: the package, when one was built (`make package`), against what was promised.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::row::Row;
use crate::{Outcome, Plan};

pub const ROWS: &[&str] = &["deb_size", "installed_size"];

/// Megabytes: of the package, and of what it installs.
const LIMITS: (f64, f64) = (12.0, 30.0);

/// No rows when there is no package.
///
/// # Errors
/// The package cannot be read.
pub fn measure(plan: &Plan) -> Outcome<Vec<Row>> {
    let Some(package) = newest(&plan.target().join("release/bundle/deb")) else { return Ok(Vec::new()) };
    let size = std::fs::metadata(&package)?.len() as f64 / 1e6;
    let said = Command::new("dpkg-deb").args(["--field"]).arg(&package).arg("Installed-Size").output()?;
    let kibibytes: f64 = String::from_utf8(said.stdout)?.trim().parse()?;
    Ok(vec![
        Row::of_size("deb_size", "MB", LIMITS.0, size),
        Row::of_size("installed_size", "MB", LIMITS.1, kibibytes * 1024.0 / 1e6),
    ])
}

fn newest(folder: &Path) -> Option<PathBuf> {
    let files = std::fs::read_dir(folder).ok()?.filter_map(|entry| Some(entry.ok()?.path()));
    let packages = files.filter(|path| path.extension().is_some_and(|extension| extension == "deb"));
    packages.max_by_key(|path| path.metadata().and_then(|metadata| metadata.modified()).ok())
}
