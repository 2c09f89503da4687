//! Table `vault_item`: the journal of the keychain. A row stands for an item from before it is written until after its
//! deletion is confirmed.

use sqlx::{Row, SqliteConnection};

use crate::{Store, StoreError};

/// A keychain item that was written and read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FreshItem {
    /// Its reference; its row is in `writing`.
    pub reference: String,
    /// The sealed body, when the item holds only the key.
    pub sealed: Option<Vec<u8>>,
}

/// Makes written items live; part of the transaction that points to them.
///
/// # Errors
/// [`StoreError::Conflict`] when one is not `writing` any more, or SQLite's.
pub(crate) async fn make_live(connection: &mut SqliteConnection, fresh: &[FreshItem]) -> Result<(), StoreError> {
    for item in fresh {
        let done = sqlx::query("UPDATE vault_item SET state = 'live', sealed = ? WHERE ref = ? AND state = 'writing'")
            .bind(item.sealed.as_deref())
            .bind(&item.reference)
            .execute(&mut *connection)
            .await?;
        if done.rows_affected() != 1 {
            return Err(StoreError::Conflict);
        }
    }
    Ok(())
}

/// Marks an item that nothing points to any more; part of the transaction that let it go.
///
/// # Errors
/// [`StoreError::Conflict`] when it is not `live`, or SQLite's.
pub(crate) async fn retire(connection: &mut SqliteConnection, reference: &str) -> Result<(), StoreError> {
    let done = sqlx::query("UPDATE vault_item SET state = 'dead', sealed = NULL WHERE ref = ? AND state = 'live'")
        .bind(reference)
        .execute(connection)
        .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}

impl Store {
    /// T1 of a save: announces the items that are about to be written.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn announce_items(
        &self,
        references: &[String],
        owner: &str,
        session: bool,
        now: i64,
    ) -> Result<(), StoreError> {
        let mut transaction = self.writer.begin().await?;
        for reference in references {
            sqlx::query(
                "INSERT INTO vault_item (ref, owner, session, state, created_at) VALUES (?, ?, ?, 'writing', ?)",
            )
            .bind(reference)
            .bind(owner)
            .bind(session)
            .bind(now)
            .execute(&mut *transaction)
            .await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Gives items up that never became live. Their rows stay until `hold_until` (milliseconds): the write that was given up
    /// may still be on its way inside the keychain.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn abandon_items(&self, references: &[String], hold_until: i64) -> Result<(), StoreError> {
        let mut transaction = self.writer.begin().await?;
        for reference in references {
            sqlx::query("UPDATE vault_item SET state = 'dead', hold_until = ? WHERE ref = ? AND state = 'writing'")
                .bind(hold_until)
                .bind(reference)
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Takes back announcements of items that nobody began to write.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn withdraw_items(&self, references: &[String]) -> Result<(), StoreError> {
        let mut transaction = self.writer.begin().await?;
        for reference in references {
            sqlx::query("DELETE FROM vault_item WHERE ref = ? AND state = 'writing'")
                .bind(reference)
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Owners of items that are being written.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn writing_owners(&self) -> Result<Vec<String>, StoreError> {
        Ok(sqlx::query_scalar("SELECT DISTINCT owner FROM vault_item WHERE state = 'writing'")
            .fetch_all(&self.reader)
            .await?)
    }

    /// Gives up everything that a gone owner was writing; `hold_until` as in [`Self::abandon_items`].
    ///
    /// # Errors
    /// SQLite's.
    pub async fn abandon_owner(&self, owner: &str, hold_until: i64) -> Result<u64, StoreError> {
        let done =
            sqlx::query("UPDATE vault_item SET state = 'dead', hold_until = ? WHERE owner = ? AND state = 'writing'")
                .bind(hold_until)
                .bind(owner)
                .execute(&self.writer)
                .await?;
        Ok(done.rows_affected())
    }

    /// References whose items are to be deleted, and whether each lives in the memory of a process only.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn dead_items(&self) -> Result<Vec<(String, bool)>, StoreError> {
        Ok(sqlx::query_as("SELECT ref, session FROM vault_item WHERE state = 'dead'").fetch_all(&self.reader).await?)
    }

    /// Forgets an item whose deletion is confirmed, unless it is held; `now` in milliseconds.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn forget_item(&self, reference: &str, now: i64) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM vault_item WHERE ref = ? AND state = 'dead' AND hold_until <= ?")
            .bind(reference)
            .bind(now)
            .execute(&self.writer)
            .await?;
        Ok(())
    }

    /// The sealed body of a live item; the outer `None` when there is no such live row.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn sealed_body(&self, reference: &str) -> Result<Option<Option<Vec<u8>>>, StoreError> {
        let row = sqlx::query("SELECT sealed FROM vault_item WHERE ref = ? AND state = 'live'")
            .bind(reference)
            .fetch_optional(&self.reader)
            .await?;
        row.map(|row| Ok(row.try_get("sealed")?)).transpose()
    }

    /// Brings holds that end later than `latest` (milliseconds) back to it: they were begun before the clock was set back, and
    /// would never end.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn shorten_holds(&self, latest: i64) -> Result<(), StoreError> {
        let odd: bool =
            sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM vault_item WHERE state = 'dead' AND hold_until > ?)")
                .bind(latest)
                .fetch_one(&self.reader)
                .await?;
        if odd {
            sqlx::query("UPDATE vault_item SET hold_until = ?1 WHERE state = 'dead' AND hold_until > ?1")
                .bind(latest)
                .execute(&self.writer)
                .await?;
        }
        Ok(())
    }

    /// Sides that are there and whose secrets an item of the system's keychain holds: name of the source, side, reference.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn pointed_items(&self) -> Result<Vec<(String, String, String)>, StoreError> {
        Ok(sqlx::query_as(
            "SELECT s.name, c.env, c.secret_ref FROM configuration c JOIN data_source s ON s.id = c.data_source_id \
             JOIN vault_item v ON v.ref = c.secret_ref WHERE c.deleted_at IS NULL AND s.deleted_at IS NULL \
             AND v.state = 'live' AND v.session = 0 ORDER BY s.name, c.env",
        )
        .fetch_all(&self.reader)
        .await?)
    }

    /// Every reference that a row knows, whatever its state.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn known_items(&self) -> Result<Vec<String>, StoreError> {
        Ok(sqlx::query_scalar("SELECT ref FROM vault_item").fetch_all(&self.reader).await?)
    }

    /// Rows in `writing` and in `dead`: what a crash or a refusing keychain left behind. Rows that are only held do not
    /// count; `now` in milliseconds.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn unfinished_items(&self, now: i64) -> Result<(u64, u64), StoreError> {
        let row = sqlx::query(
            "SELECT count(*) FILTER (WHERE state = 'writing') AS writing, count(*) FILTER (WHERE state = 'dead' AND hold_until <= ?) AS dead \
             FROM vault_item WHERE state <> 'live'",
        )
        .bind(now)
        .fetch_one(&self.reader)
        .await?;
        let count = |name| row.try_get::<i64, _>(name).map(|count| u64::try_from(count).unwrap_or_default());
        Ok((count("writing")?, count("dead")?))
    }
}
