//! What stands at a path, looked at without opening it: opening a pipe or a device can block for ever or have effects.
//! Shared by every family that lives on this computer.

use std::fs::Metadata;
use std::io;
use std::path::{Path, PathBuf};

use headwater_model::{FOREIGN_WORDS, Finding, cut};

/// What a path leads to, links followed.
#[derive(Debug)]
pub(crate) struct Place {
    /// Of the far end of all links.
    pub metadata: Metadata,
    /// Says where a link leads.
    pub findings: Vec<Finding>,
}

/// Looks at a path.
pub(crate) async fn look(path: &str) -> Result<Place, Vec<Finding>> {
    let owned = PathBuf::from(path);
    blocking(path, move || look_now(&owned)).await.map_err(|finding| vec![finding])
}

/// Whether this program may write to a file, or create files in a folder. Opens and changes nothing.
pub(crate) async fn may_write(path: &Path) -> bool {
    let owned = path.to_owned();
    tokio::task::spawn_blocking(move || may_write_now(&owned)).await.unwrap_or(false)
}

/// The far end of all links; the path itself where that cannot be told.
pub(crate) async fn end(path: &Path) -> PathBuf {
    let owned = path.to_owned();
    let end = tokio::task::spawn_blocking(move || std::fs::canonicalize(owned)).await;
    end.ok().and_then(Result::ok).unwrap_or_else(|| path.to_owned())
}

/// Runs file work where it may block.
pub(crate) async fn blocking<T: Send + 'static>(
    path: &str,
    work: impl FnOnce() -> Result<T, Finding> + Send + 'static,
) -> Result<T, Finding> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(ended) => Err(Finding::failure("file.failed").with("path", path).with("reason", ended)),
    }
}

/// The finding of a failed file operation.
pub(crate) fn failure(path: &Path, error: &io::Error) -> Finding {
    let shown = path.display();
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => absent(path),
        io::ErrorKind::PermissionDenied => Finding::failure("file.denied").with("path", shown),
        _ if is_loop(error) => Finding::failure("file.loop").with("path", shown),
        _ => Finding::failure("file.failed").with("path", shown).with("reason", cut(&error.to_string(), FOREIGN_WORDS)),
    }
}

fn look_now(path: &Path) -> Result<Place, Finding> {
    // A link is named with its far end: the person sees the file that is really meant.
    let link = std::fs::read_link(path).ok();
    let metadata = match std::fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(link.map_or_else(
                || absent(path),
                |target| {
                    Finding::failure("file.dangling").with("path", path.display()).with("target", target.display())
                },
            ));
        }
        Err(error) => return Err(failure(path, &error)),
    };
    let findings = match link.and_then(|_| std::fs::canonicalize(path).ok()) {
        Some(end) => vec![Finding::info("file.link").with("path", path.display()).with("target", end.display())],
        None => Vec::new(),
    };
    Ok(Place { metadata, findings })
}

/// Nothing is there; names the last folder of the path that is, where the spelling went wrong.
fn absent(path: &Path) -> Finding {
    let nearest = path.ancestors().skip(1).find(|ancestor| ancestor.exists()).unwrap_or(path);
    Finding::failure("file.absent").with("path", path.display()).with("nearest", nearest.display())
}

#[cfg(unix)]
fn is_loop(error: &io::Error) -> bool {
    error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error())
}

#[cfg(not(unix))]
fn is_loop(_error: &io::Error) -> bool {
    false
}

#[cfg(unix)]
fn may_write_now(path: &Path) -> bool {
    use rustix::fs::Access;
    // Creating a file needs the right to pass through the folder too.
    let wanted = if path.is_dir() { Access::WRITE_OK | Access::EXEC_OK } else { Access::WRITE_OK };
    rustix::fs::access(path, wanted).is_ok()
}

#[cfg(not(unix))]
fn may_write_now(path: &Path) -> bool {
    // The read-only flag of a Windows folder says nothing about what may be created in it.
    std::fs::metadata(path).is_ok_and(|metadata| metadata.is_dir() || !metadata.permissions().readonly())
}
