//! A file or a folder of files on this computer, through OpenDAL's `fs` service. Reads at most [`HEAD`] bytes of one file
//! and looks at no more than [`ENTRIES`] entries of a folder; writes, creates and changes nothing.

mod content;
pub(crate) mod place;

use std::path::{Path, PathBuf};
use std::time::Duration;

use futures_util::StreamExt;
use headwater_model::{Finding, Stage};
use headwater_net::{Halt, Seen, Trace};
use opendal::{EntryMode, Metadata, Operator, services};

use crate::Target;
use content::{Format, Sample};

/// The stages, in order.
pub(crate) const PLANNED: &[Stage] = &[Stage::OpenTarget, Stage::CheckPrivileges, Stage::Inspect];

/// Bytes of a file that are looked at.
const HEAD: u64 = 64 * 1024;
/// Bytes at the end of a Parquet file that prove it whole: length of the footer and magic.
const TAIL: u64 = 8;
/// Entries of a folder that are looked at.
const ENTRIES: usize = 1000;

/// A folder on a network drive may answer slowly.
const OPEN: Duration = Duration::from_secs(10);
const SHORT: Duration = Duration::from_secs(5);

pub(crate) async fn probe(target: &Target, trace: &mut Trace) -> Result<(), Halt> {
    let path = PathBuf::from(target.text("path"));
    let opened = trace.stage(Stage::OpenTarget, OPEN, open(target, &path)).await?;
    trace.stage(Stage::CheckPrivileges, SHORT, check_privileges(&path)).await?;
    trace.stage(Stage::Inspect, SHORT, async { Ok(Seen::new((), opened.facts())) }).await
}

/// What the path holds.
struct Opened {
    /// Of a folder, how many entries matched; `None` for one file.
    folder: Option<Folder>,
    /// Bytes in the file, or in all files that match.
    bytes: u64,
    /// The newest change of those.
    changed: Option<String>,
}

struct Folder {
    files: usize,
    matching: usize,
    /// There are more entries than were looked at.
    more: bool,
}

impl Opened {
    fn facts(&self) -> Vec<Finding> {
        let mut facts = Vec::new();
        if let Some(folder) = &self.folder {
            let fact = Finding::info("localfile.files").with("files", folder.files).with("matching", folder.matching);
            facts.push(fact);
            if folder.more {
                facts.push(Finding::info("localfile.more").with("limit", ENTRIES));
            }
        }
        facts.push(Finding::info("localfile.size").with("bytes", self.bytes));
        facts.extend(self.changed.as_ref().map(|time| Finding::info("localfile.changed").with("time", time)));
        facts
    }
}

async fn open(target: &Target, path: &Path) -> Result<Seen<Opened>, Vec<Finding>> {
    let found = place::look(target.text("path")).await?;
    let format = Format::from_id(target.text("format"));
    let shown = path.display();
    let kind = found.metadata.file_type();
    let folder = target.text("kind").eq_ignore_ascii_case("folder");
    if !kind.is_file() && !kind.is_dir() {
        return Err(vec![Finding::failure("file.special").with("path", shown)]);
    }
    if kind.is_dir() && !folder {
        return Err(vec![Finding::failure("localfile.is_folder").with("path", shown).with("kind", "folder")]);
    }
    if kind.is_file() && folder {
        return Err(vec![Finding::failure("localfile.is_file").with("path", shown).with("kind", "file")]);
    }
    let mut findings = found.findings;
    let opened = if folder {
        open_folder(path, format, target.text("encoding"), &mut findings).await
    } else {
        open_file(path, format, target.text("encoding"), &mut findings).await
    };
    match opened {
        Ok(opened) => Ok(Seen::new(opened, findings)),
        Err(finding) => {
            findings.push(finding);
            Err(findings)
        }
    }
}

async fn open_file(
    path: &Path,
    format: Option<Format>,
    encoding: &str,
    findings: &mut Vec<Finding>,
) -> Result<Opened, Finding> {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name().and_then(|name| name.to_str())) else {
        return Err(Finding::failure("file.special").with("path", path.display()));
    };
    let operator = operator(folder)?;
    let metadata = operator.stat(&key(name)).await.map_err(|error| failure(path, &error))?;
    findings.extend(look_inside(&operator, name, &metadata, path, format, encoding).await?);
    Ok(Opened { folder: None, bytes: metadata.content_length(), changed: changed(&metadata) })
}

async fn open_folder(
    path: &Path,
    format: Option<Format>,
    encoding: &str,
    findings: &mut Vec<Finding>,
) -> Result<Opened, Finding> {
    let operator = operator(path)?;
    let (files, more) = list(&operator, path).await?;
    let matching: Vec<_> =
        files.iter().filter(|(name, _)| format.is_none_or(|format| format.owns_name(name))).collect();
    match (matching.is_empty(), format) {
        (false, _) => findings.extend(look_at_first(&operator, &matching, path, format, encoding).await?),
        (true, Some(format)) if !files.is_empty() => {
            return Err(Finding::failure("localfile.no_match")
                .with("path", path.display())
                .with("files", files.len())
                .with("wanted", format.name()));
        }
        // A task may still write here, so an empty folder is no failure.
        _ => findings.push(Finding::warning("localfile.folder_empty").with("path", path.display())),
    }
    Ok(Opened {
        folder: Some(Folder { files: files.len(), matching: matching.len(), more }),
        bytes: matching.iter().map(|(_, metadata)| metadata.content_length()).sum(),
        changed: matching.iter().filter_map(|(_, metadata)| changed(metadata)).max(),
    })
}

/// Looks into the first file that can be found again: one may be gone since it was listed, and OpenDAL lists names without
/// white space around them.
async fn look_at_first(
    operator: &Operator,
    matching: &[&(String, Metadata)],
    path: &Path,
    format: Option<Format>,
    encoding: &str,
) -> Result<Vec<Finding>, Finding> {
    for (name, metadata) in matching {
        match look_inside(operator, name, metadata, &path.join(name), format, encoding).await {
            Err(finding) if finding.code == "file.absent" => continue,
            looked => {
                let mut findings = vec![Finding::info("localfile.sample").with("name", name)];
                findings.extend(looked?);
                return Ok(findings);
            }
        }
    }
    Ok(Vec::new())
}

/// The files directly in a folder, by name, hidden ones left out; and whether there are more entries than were looked at.
async fn list(operator: &Operator, path: &Path) -> Result<(Vec<(String, Metadata)>, bool), Finding> {
    let mut lister = operator.lister("/").await.map_err(|error| failure(path, &error))?;
    let mut files = Vec::new();
    for _ in 0..ENTRIES {
        let Some(entry) = lister.next().await else {
            files.sort_by(|(a, _): &(String, _), (b, _)| a.cmp(b));
            return Ok((files, false));
        };
        let (name, mut metadata) = entry.map_err(|error| failure(path, &error))?.into_parts();
        if name.starts_with('.') {
            continue;
        }
        // A link is listed as neither file nor folder; its far end decides. One that leads nowhere is left out.
        if metadata.mode() == EntryMode::Unknown
            && let Ok(followed) = operator.stat(&key(&name)).await
        {
            metadata = followed;
        }
        if metadata.mode() == EntryMode::FILE {
            files.push((name, metadata));
        }
    }
    files.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok((files, lister.next().await.is_some()))
}

async fn look_inside(
    operator: &Operator,
    name: &str,
    metadata: &Metadata,
    path: &Path,
    format: Option<Format>,
    encoding: &str,
) -> Result<Vec<Finding>, Finding> {
    let size = metadata.content_length();
    let read = async |from: u64, to: u64| {
        let bytes = operator.read_with(&key(name)).range(from..to).await.map_err(|error| failure(path, &error))?;
        Ok::<_, Finding>(bytes.to_vec())
    };
    let head = if size == 0 { Vec::new() } else { read(0, size.min(HEAD)).await? };
    let mut sample = Sample { name: name.to_owned(), head, tail: Vec::new(), size };
    if sample.begins_like_parquet() {
        sample.tail = read(size.saturating_sub(TAIL), size).await?;
    }
    content::recognise(&sample, format, encoding)
}

async fn check_privileges(path: &Path) -> Result<Seen<()>, Vec<Finding>> {
    let finding = match place::may_write(path).await {
        true => Finding::info("file.writable"),
        false => Finding::warning("file.read_only").with("path", path.display()),
    };
    Ok(Seen::new((), vec![finding]))
}

/// The folder must exist: the service would create a missing root.
fn operator(folder: &Path) -> Result<Operator, Finding> {
    let shown = || Finding::failure("file.failed").with("path", folder.display());
    let root = folder.to_str().ok_or_else(|| shown().with("reason", "the path is not Unicode"))?;
    Operator::new(services::Fs::default().root(root))
        .map_err(|error| shown().with("reason", place::cut(&words(&error))))
}

/// A file name as OpenDAL takes it; without the dot it would trim white space at its beginning.
fn key(name: &str) -> String {
    format!("./{name}")
}

fn changed(metadata: &Metadata) -> Option<String> {
    metadata.last_modified().map(|time| time.to_string())
}

fn failure(path: &Path, error: &opendal::Error) -> Finding {
    match error.kind() {
        opendal::ErrorKind::NotFound => place::failure(path, &std::io::ErrorKind::NotFound.into()),
        opendal::ErrorKind::PermissionDenied => place::failure(path, &std::io::ErrorKind::PermissionDenied.into()),
        _ => Finding::failure("file.failed").with("path", path.display()).with("reason", place::cut(&words(error))),
    }
}

/// The operating system's words where there are some.
fn words(error: &opendal::Error) -> String {
    std::error::Error::source(error).map_or_else(|| error.message().to_owned(), ToString::to_string)
}
