//! The file `headwater.id` beside the database: it says that there was a database, and of which data folder. Without it a
//! database that was cut to nothing could not be told from one that was never there.

use std::io::Write as _;
use std::path::{Path, PathBuf};

fn file(database: &Path) -> PathBuf {
    database.with_extension("id")
}

/// Whether a database was opened here before.
pub(crate) fn is_set(database: &Path) -> bool {
    file(database).is_file()
}

/// The id of the data folder, where a database was opened before.
pub(crate) fn read(database: &Path) -> Option<String> {
    std::fs::read_to_string(file(database)).ok().map(|text| text.trim().to_owned()).filter(|id| !id.is_empty())
}

/// Says that there is a database now. Best effort: without the mark everything else works.
pub(crate) fn set(database: &Path, folder_id: &str) {
    if read(database).as_deref() != Some(folder_id) {
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let _ = options.open(file(database)).and_then(|mut file| file.write_all(folder_id.as_bytes()));
    }
}
