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
    /// The file could not be written before a migration.
    #[error("no copy could be made before migrating: {0}")]
    Backup(std::io::Error),
    /// SQLite's own words.
    #[error(transparent)]
    Sqlite(#[from] sqlx::Error),
    /// A migration failed; the file is as it was.
    #[error(transparent)]
    Migration(#[from] sqlx::migrate::MigrateError),
}

impl StoreError {
    /// Turns a broken unique index on names into [`Self::NameTaken`].
    pub(crate) fn on_name(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(cause) if cause.is_unique_violation() => Self::NameTaken,
            _ => Self::Sqlite(error),
        }
    }
}
