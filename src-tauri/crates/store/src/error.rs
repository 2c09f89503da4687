use sqlx::migrate::MigrateError;

/// Why the database did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file was written by a newer version: schema `found`, of which this version knows `known`.
    #[error("the database has schema {found}, this version knows {known}")]
    Newer {
        /// Of the file.
        found: i64,
        /// Of this program.
        known: i64,
    },
    /// The file is not a sound database, in SQLite's words.
    #[error("{0}")]
    Damaged(String),
    /// There was a database here, and the file is empty or gone.
    #[error("the file is empty or gone")]
    Gone,
    /// No space is left for what was to be written; nothing of it was kept.
    #[error("no space is left")]
    Full,
    /// The file or its folder takes no writes.
    #[error("the file cannot be written")]
    ReadOnly,
    /// Somebody else changed the row since it was read.
    #[error("changed since it was read")]
    Conflict,
    /// Another row has the name.
    #[error("the name is taken")]
    NameTaken,
    /// No such row.
    #[error("no such row")]
    NotFound,
    /// A value in the file is not what this program writes.
    #[error("the database holds a value that cannot be read: {0}")]
    Corrupt(&'static str),
    /// A copy could not be made.
    #[error("no copy could be made: {0}")]
    Backup(std::io::Error),
    /// SQLite's own words.
    #[error(transparent)]
    Sqlite(sqlx::Error),
    /// A migration failed; the file is as it was.
    #[error(transparent)]
    Migration(MigrateError),
}

impl StoreError {
    /// Turns a broken unique index on names into [`Self::NameTaken`].
    pub(crate) fn on_name(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(cause) if cause.is_unique_violation() => Self::NameTaken,
            _ => error.into(),
        }
    }
}

/// Primary result codes of SQLite (`sqlite.org/rescode.html`); an extended code holds its primary one in the low byte.
const READONLY: u32 = 8;
const CORRUPT: u32 = 11;
const FULL: u32 = 13;
const NOT_A_DATABASE: u32 = 26;
/// Extended: the index of the log, which connections share, could not grow.
const SHARED_INDEX_SIZE: u32 = 4_874;
/// Extended: a page that the header promises is not in the file. It was cut.
const SHORT_READ: u32 = 522;

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let (code, words) = match &error {
            sqlx::Error::Database(cause) => {
                (cause.code().and_then(|code| code.parse::<u32>().ok()), cause.message().to_owned())
            }
            _ => (None, String::new()),
        };
        match code {
            Some(SHARED_INDEX_SIZE) => Self::Full,
            Some(SHORT_READ) => Self::Damaged(words),
            Some(code) => match code & 0xff {
                FULL => Self::Full,
                READONLY => Self::ReadOnly,
                CORRUPT | NOT_A_DATABASE => Self::Damaged(words),
                _ => Self::Sqlite(error),
            },
            None => Self::Sqlite(error),
        }
    }
}

impl From<MigrateError> for StoreError {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::Execute(cause) | MigrateError::ExecuteMigration(cause, _) => match Self::from(cause) {
                Self::Sqlite(cause) => Self::Migration(MigrateError::Execute(cause)),
                known => known,
            },
            other => Self::Migration(other),
        }
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::Full,
            std::io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            _ => Self::Backup(error),
        }
    }
}
