//! A file or a folder of files on this computer, through OpenDAL's `fs` service. Reads at most [`HEAD`] bytes of one file
//! and looks at no more than [`ENTRIES`] entries of a folder; writes, creates and changes nothing.

mod content;
pub(crate) mod place;

use std::fs::FileType;
use std::path::{Path, PathBuf};
use std::time::Duration;

use futures_util::StreamExt;
use headwater_model::{FOREIGN_WORDS, Finding, Stage, cut};
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
    let files = trace.stage(Stage::OpenTarget, OPEN, open(target, &path)).await?;
    trace.stage(Stage::CheckPrivileges, SHORT, check_privileges(&path)).await?;
    trace.stage(Stage::Inspect, OPEN, inspect(&files)).await
}

/// Files of one folder, as a configuration means them.
struct Files<'a> {
    /// The file, or the folder of all of them.
    path: &'a Path,
    /// The file's name; `None` for a folder.
    name: Option<&'a str>,
    operator: Operator,
    /// `None` for any.
    format: Option<Format>,
    encoding: &'a str,
}

async fn open<'a>(target: &'a Target, path: &'a Path) -> Result<Seen<Files<'a>>, Vec<Finding>> {
    let found = place::look(target.text("path")).await?;
    let mut findings = found.findings;
    let opened = async {
        let name = check_kind(path, found.metadata.file_type(), target.text("kind"))?;
        let folder = if name.is_some() { path.parent().unwrap_or(path) } else { path };
        let files = Files {
            path,
            name,
            operator: operator(folder)?,
            format: Format::from_id(target.text("format")),
            encoding: target.text("encoding"),
        };
        let seen = match name {
            Some(name) => files.look_inside(name).await?,
            None => files.look_at_first().await?,
        };
        Ok((files, seen))
    };
    match opened.await {
        Ok((files, seen)) => {
            findings.extend(seen);
            Ok(Seen::new(files, findings))
        }
        Err(finding) => {
            findings.push(finding);
            Err(findings)
        }
    }
}

/// The file's name, or `None` for a folder; what the configuration says and what is there must agree.
fn check_kind<'a>(path: &'a Path, kind: FileType, wanted: &str) -> Result<Option<&'a str>, Finding> {
    let refuse = |code: &str| Finding::failure(code).with("path", path.display());
    let folder = wanted.eq_ignore_ascii_case("folder");
    match (kind.is_file(), kind.is_dir()) {
        (false, false) => Err(refuse("file.special")),
        (false, true) if !folder => Err(refuse("localfile.is_folder").with("kind", "folder")),
        (true, _) if folder => Err(refuse("localfile.is_file").with("kind", "file")),
        (false, true) => Ok(None),
        (true, _) => path.file_name().and_then(|name| name.to_str()).map(Some).ok_or_else(|| refuse("file.special")),
    }
}

impl Files<'_> {
    /// Looks into the first file that matches. One may be gone since it was listed, and OpenDAL lists names without white
    /// space around them: what cannot be found again is passed over.
    async fn look_at_first(&self) -> Result<Vec<Finding>, Finding> {
        let listed = self.list().await?;
        let names: Vec<&String> = listed.files.iter().map(|(name, _)| name).filter(|name| self.matches(name)).collect();
        if let (true, Some(format), false) = (names.is_empty(), self.format, listed.files.is_empty()) {
            return Err(Finding::failure("localfile.no_match")
                .with("path", self.path.display())
                .with("files", listed.files.len())
                .with("wanted", format.name()));
        }
        for name in names {
            match self.look_inside(name).await {
                Err(finding) if finding.code == "file.absent" => {}
                seen => return Ok([vec![Finding::info("localfile.sample").with("name", name)], seen?].concat()),
            }
        }
        // A task may still write here, so an empty folder is no failure.
        Ok(vec![Finding::warning("localfile.folder_empty").with("path", self.path.display())])
    }

    fn matches(&self, name: &str) -> bool {
        self.format.is_none_or(|format| format.owns_name(name))
    }

    /// Reads the ends of a file and says what they are.
    async fn look_inside(&self, name: &str) -> Result<Vec<Finding>, Finding> {
        let path = if self.name.is_some() { self.path.to_owned() } else { self.path.join(name) };
        let size = self.operator.stat(&key(name)).await.map_err(|error| failure(&path, &error))?.content_length();
        let read = async |from: u64, to: u64| {
            let bytes = self.operator.read_with(&key(name)).range(from..to).await;
            Ok::<_, Finding>(bytes.map_err(|error| failure(&path, &error))?.to_vec())
        };
        let head = if size == 0 { Vec::new() } else { read(0, size.min(HEAD)).await? };
        let mut sample = Sample { name: name.to_owned(), head, tail: Vec::new(), size };
        if sample.begins_like_parquet() {
            sample.tail = read(size.saturating_sub(TAIL), size).await?;
        }
        content::recognise(&sample, self.format, self.encoding)
    }

    /// The files directly in the folder, by name, hidden ones left out.
    async fn list(&self) -> Result<Listed, Finding> {
        let failed = |error: opendal::Error| failure(self.path, &error);
        let mut lister = self.operator.lister("/").await.map_err(failed)?;
        let mut files = Vec::new();
        let mut looked = 0;
        let mut more = false;
        while let Some(entry) = lister.next().await {
            if looked == ENTRIES {
                more = true;
                break;
            }
            looked += 1;
            let (name, mut metadata) = entry.map_err(failed)?.into_parts();
            // A link is listed as neither file nor folder; its far end decides. One that leads nowhere is left out.
            if metadata.mode() == EntryMode::Unknown
                && let Ok(followed) = self.operator.stat(&key(&name)).await
            {
                metadata = followed;
            }
            if metadata.mode() == EntryMode::FILE && !name.starts_with('.') {
                files.push((name, metadata));
            }
        }
        files.sort_by(|(a, _), (b, _)| a.cmp(b));
        Ok(Listed { files, more })
    }
}

/// What a folder holds.
struct Listed {
    files: Vec<(String, Metadata)>,
    /// There are more entries than were looked at.
    more: bool,
}

/// Size and newest change of the file, or of all files that match.
async fn inspect(files: &Files<'_>) -> Result<Seen<()>, Vec<Finding>> {
    let mut facts = Vec::new();
    let meant: Vec<Metadata> = match files.name {
        Some(name) => {
            let found = files.operator.stat(&key(name)).await;
            vec![found.map_err(|error| vec![failure(files.path, &error)])?]
        }
        None => {
            let listed = files.list().await.map_err(|finding| vec![finding])?;
            let all = listed.files.len();
            let matching: Vec<_> = listed.files.into_iter().filter(|(name, _)| files.matches(name)).collect();
            facts.push(Finding::info("localfile.files").with("files", all).with("matching", matching.len()));
            if listed.more {
                facts.push(Finding::info("localfile.more").with("limit", ENTRIES));
            }
            matching.into_iter().map(|(_, metadata)| metadata).collect()
        }
    };
    let bytes: u64 = meant.iter().map(Metadata::content_length).sum();
    facts.push(Finding::info("localfile.size").with("bytes", bytes));
    if let Some(newest) = meant.iter().filter_map(Metadata::last_modified).max() {
        // RFC 3339 to the second: what a file system says beyond that is nothing to a person.
        let time = newest.to_string();
        let seconds = time.split_once('.').map_or_else(|| time.clone(), |(seconds, _)| format!("{seconds}Z"));
        facts.push(Finding::info("localfile.changed").with("time", seconds));
    }
    Ok(Seen::new((), facts))
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
    let root = folder.to_str().ok_or_else(|| Finding::failure("file.not_unicode").with("path", folder.display()))?;
    Operator::new(services::Fs::default().root(root))
        .map_err(|error| shown().with("reason", cut(&words(&error), FOREIGN_WORDS)))
}

/// A file name as OpenDAL takes it; without the dot it would trim white space at its beginning.
fn key(name: &str) -> String {
    format!("./{name}")
}

fn failure(path: &Path, error: &opendal::Error) -> Finding {
    match error.kind() {
        opendal::ErrorKind::NotFound => place::failure(path, &std::io::ErrorKind::NotFound.into()),
        opendal::ErrorKind::PermissionDenied => place::failure(path, &std::io::ErrorKind::PermissionDenied.into()),
        _ => Finding::failure("file.failed")
            .with("path", path.display())
            .with("reason", cut(&words(error), FOREIGN_WORDS)),
    }
}

/// The operating system's words where there are some.
fn words(error: &opendal::Error) -> String {
    std::error::Error::source(error).map_or_else(|| error.message().to_owned(), ToString::to_string)
}
