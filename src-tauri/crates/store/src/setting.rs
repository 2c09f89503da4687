//! Table `setting`: small values of the person, by name.

use crate::{Store, StoreError};

impl Store {
    /// The value of a setting.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn setting(&self, key: &str) -> Result<Option<String>, StoreError> {
        Ok(sqlx::query_scalar("SELECT value FROM setting WHERE key = ?").bind(key).fetch_optional(&self.reader).await?)
    }

    /// Sets a setting.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn set_setting(&self, key: &str, value: &str) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        )
        .bind(key)
        .bind(value)
        .execute(&self.writer)
        .await?;
        Ok(())
    }
}
