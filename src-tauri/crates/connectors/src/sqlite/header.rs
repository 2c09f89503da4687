//! The first 100 bytes of a SQLite file (<https://www.sqlite.org/fileformat2.html#the_database_header>): enough to tell a
//! database from any other file, and to know before opening it whether opening would create files beside it.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use headwater_model::Finding;

use crate::localfile::place;

const MAGIC: &[u8; 16] = b"SQLite format 3\0";
/// Bytes of the header.
const LENGTH: usize = 100;
/// Bytes read: the header, and enough to judge whether a file that has none looks random.
const READ: u64 = 4096;
/// First bytes of formats that look random too: archives, pictures, documents.
const OTHERS: [&[u8]; 8] =
    [b"PK", b"\x1f\x8b", b"7z\xbc\xaf", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"\x89PNG", b"%PDF"];

/// What the header says.
#[derive(Debug)]
pub(super) struct Header {
    /// Bytes in the file.
    pub bytes: u64,
    /// The file is in write-ahead mode.
    pub wal: bool,
    /// A `-wal` file with content stands beside it.
    pub has_log: bool,
    /// A `-shm` file stands beside it.
    pub has_index: bool,
    version: u32,
}

impl Header {
    /// The version of SQLite that changed the file last.
    pub fn written_by(&self) -> Option<String> {
        let version = self.version;
        (version > 0).then(|| format!("{}.{}.{}", version / 1_000_000, version / 1_000 % 1_000, version % 1_000))
    }
}

/// Reads the header; `None` where this program has the file open already: on Unix, closing any handle of a file drops
/// every lock that the process holds on it, SQLite's among them.
pub(super) fn read(path: &Path) -> Result<Option<Header>, Finding> {
    if is_open_here(path) {
        return Ok(None);
    }
    let mut start = Vec::new();
    let file = File::open(path).map_err(|error| place::failure(path, &error))?;
    let bytes = file.metadata().map_err(|error| place::failure(path, &error))?.len();
    file.take(READ).read_to_end(&mut start).map_err(|error| place::failure(path, &error))?;
    let beside = |ending: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        std::fs::metadata(PathBuf::from(name)).ok()
    };
    let has_log = beside("-wal").is_some_and(|log| log.len() > 0);
    let has_index = beside("-shm").is_some();
    if bytes == 0 {
        return Ok(Some(Header { bytes, wal: false, has_log, has_index, version: 0 }));
    }
    let writing = has_log || beside("-journal").is_some();
    judge(&start, bytes, writing).map_err(|finding| finding.with("path", path.display()))?;
    Ok(Some(Header { bytes, wal: start[18] == 2 && start[19] == 2, has_log, has_index, version: number(&start, 96) }))
}

/// Refuses what is no database, or one that lost its end. While somebody is `writing`, sizes may disagree.
fn judge(start: &[u8], bytes: u64, writing: bool) -> Result<(), Finding> {
    if start.len() < LENGTH || !start.starts_with(MAGIC) {
        let code = if looks_random(start) { "sqlite.encrypted" } else { "sqlite.not_sqlite" };
        return Err(Finding::failure(code));
    }
    let page_size = match u16::from_be_bytes([start[16], start[17]]) {
        1 => 65_536,
        size => u64::from(size),
    };
    let fractions = &start[21..24];
    if !page_size.is_power_of_two() || page_size < 512 || fractions != [64, 32, 32] {
        return Err(Finding::failure("sqlite.header_damaged"));
    }
    // The page count holds only where both counters agree; old versions of SQLite did not write it.
    let counted = number(start, 24) == number(start, 92);
    let expected = u64::from(number(start, 28)) * page_size;
    if counted && !writing && expected > bytes {
        return Err(Finding::failure("sqlite.cut").with("bytes", bytes).with("expected", expected));
    }
    Ok(())
}

fn number(start: &[u8], at: usize) -> u32 {
    u32::from_be_bytes([start[at], start[at + 1], start[at + 2], start[at + 3]])
}

/// Encrypted pages use nearly every byte value; text and most other formats do not.
fn looks_random(start: &[u8]) -> bool {
    let mut seen = [false; 256];
    start.iter().for_each(|byte| seen[usize::from(*byte)] = true);
    let distinct = seen.iter().filter(|seen| **seen).count();
    start.len() >= 1024 && distinct > 240 && !OTHERS.iter().any(|magic| start.starts_with(magic))
}

#[cfg(target_os = "linux")]
fn is_open_here(path: &Path) -> bool {
    let Ok(end) = std::fs::canonicalize(path) else { return false };
    let Ok(handles) = std::fs::read_dir("/proc/self/fd") else { return false };
    handles.flatten().any(|handle| std::fs::read_link(handle.path()).is_ok_and(|open| open == end))
}

/// Where the system does not tell, the file is taken as not open.
#[cfg(not(target_os = "linux"))]
fn is_open_here(_path: &Path) -> bool {
    false
}
