//! Who is writing items of the journal: a file that is locked as long as the process lives.
//!
//! The kernel releases the lock when the process is gone, however it went; so a second process can tell a live save from
//! the remains of a killed one.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use headwater_model::{AppError, random_hex};

use crate::app::{folder_error, make_private_file, make_private_folder};

/// This process's entry in the folder of locks. Made at the first save.
pub(crate) struct Owner {
    folder: PathBuf,
    name: String,
    file: Mutex<Option<File>>,
}

impl Owner {
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self { folder, name: random_hex(), file: Mutex::new(None) }
    }

    /// The name to write into the journal, locked from now on.
    pub(crate) fn claim(&self) -> Result<&str, AppError> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        if file.is_none() {
            let path = self.path(&self.name);
            make_private_folder(&self.folder)?;
            make_private_file(&path);
            let claimed = File::create(&path).and_then(|file| file.lock().map(|()| file));
            *file = Some(claimed.map_err(|error| folder_error(&path, &error))?);
        }
        Ok(&self.name)
    }

    /// Whether `owner` is this process.
    pub(crate) fn is_me(&self, owner: &str) -> bool {
        owner == self.name
    }

    /// Whether the process behind `owner` is gone.
    pub(crate) fn is_gone(&self, owner: &str) -> bool {
        if self.is_me(owner) {
            return false;
        }
        match File::open(self.path(owner)) {
            Ok(file) => file.try_lock().is_ok(),
            // Only a missing file proves it; an unreadable one might be held.
            Err(error) => error.kind() == std::io::ErrorKind::NotFound,
        }
    }

    /// Removes the file of an owner that is gone and has nothing left in the journal.
    pub(crate) fn forget(&self, owner: &str) {
        let _ = std::fs::remove_file(self.path(owner));
    }

    /// Gives the own entry up.
    pub(crate) fn release(&self) {
        if self.file.lock().unwrap_or_else(PoisonError::into_inner).take().is_some() {
            self.forget(&self.name);
        }
    }

    fn path(&self, owner: &str) -> PathBuf {
        // An owner is hex; anything else in the database must not name a file elsewhere.
        let name: String = owner.chars().filter(char::is_ascii_alphanumeric).collect();
        Path::new(&self.folder).join(format!("{name}.lock"))
    }
}
