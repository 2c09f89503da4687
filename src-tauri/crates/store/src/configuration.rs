//! Table `configuration`: one side of a data source.

use std::collections::BTreeMap;

use headwater_model::{Environment, Object, SecretSource};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::StoreError;
use crate::list::SideState;

/// Where the secrets of a side are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SecretPointer {
    /// The vault item; `None` when the side has no secret.
    pub reference: Option<String>,
    /// Slots that the item holds.
    pub slots: Vec<String>,
    /// Slots that are asked for at each test.
    pub ask: Vec<String>,
    /// Slots whose value is fetched at each use, and from where.
    pub fetched: BTreeMap<String, SecretSource>,
    /// Nobody has agreed to use the secrets for this target: it changed while they were kept, or where they come from did
    /// not come from a person here.
    pub unconfirmed: bool,
    /// The process in whose memory the item lives, when there was no keychain. Read-only: the save takes it from the item.
    pub session_owner: Option<String>,
}

impl SecretPointer {
    /// Every slot that has a value at a use, wherever it comes from.
    pub fn set(&self) -> impl Iterator<Item = &String> {
        self.slots.iter().chain(&self.ask).chain(self.fetched.keys())
    }

    /// Slots whose value goes to the target without anybody typing it.
    pub fn sent(&self) -> impl Iterator<Item = &String> {
        self.slots.iter().chain(self.fetched.keys())
    }
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub struct ConfigurationRecord {
    /// Which side.
    pub env: Environment,
    /// Mode id.
    pub mode: String,
    /// Properties, without secrets.
    pub properties: Object,
    /// What an import brought that this version does not know, under its own keys. Never judged, tested or edited.
    pub extra: Object,
    /// Its secrets.
    pub secret: SecretPointer,
    /// JSON keys of what is missing.
    pub missing: Vec<String>,
    /// Address line.
    pub summary: String,
    /// What the list shows and filters.
    pub state: SideState,
    /// JSON of the last test since the last change.
    pub last_test: Option<String>,
    /// When it last changed, in milliseconds.
    pub changed_at: i64,
    /// When it was deleted, in milliseconds.
    pub deleted_at: Option<i64>,
}

/// Columns for [`read`], of a configuration `c` and its vault item `v`.
pub(crate) const COLUMNS: &str = "c.env, c.mode, c.properties, c.extra, c.secret_ref, c.secret_slots, c.ask_slots, c.fetched_slots, c.unconfirmed, c.missing, \
     c.summary, c.state, c.last_test, c.changed_at, c.deleted_at, v.owner AS item_owner, v.session AS item_session";

pub(crate) fn read(row: &SqliteRow) -> Result<ConfigurationRecord, StoreError> {
    let session: Option<i64> = row.try_get("item_session")?;
    let owner: Option<String> = row.try_get("item_owner")?;
    Ok(ConfigurationRecord {
        env: Environment::parse(row.try_get("env")?).ok_or(StoreError::Corrupt("configuration.env"))?,
        mode: row.try_get("mode")?,
        properties: json(row, "properties")?,
        extra: json(row, "extra")?,
        secret: SecretPointer {
            reference: row.try_get("secret_ref")?,
            slots: json(row, "secret_slots")?,
            ask: json(row, "ask_slots")?,
            fetched: json(row, "fetched_slots")?,
            unconfirmed: row.try_get("unconfirmed")?,
            session_owner: owner.filter(|_| session == Some(1)),
        },
        missing: json(row, "missing")?,
        summary: row.try_get("summary")?,
        state: SideState::parse(row.try_get("state")?).ok_or(StoreError::Corrupt("configuration.state"))?,
        last_test: row.try_get("last_test")?,
        changed_at: row.try_get("changed_at")?,
        deleted_at: row.try_get("deleted_at")?,
    })
}

pub(crate) fn json<T: serde::de::DeserializeOwned>(row: &SqliteRow, column: &'static str) -> Result<T, StoreError> {
    serde_json::from_str(row.try_get(column)?).map_err(|_| StoreError::Corrupt(column))
}

impl crate::Store {
    /// Remembers that a person confirmed the side's secrets for its target as it was at `changed_at` (milliseconds).
    ///
    /// # Errors
    /// SQLite's.
    pub async fn confirm_target(
        &self,
        id: headwater_model::SourceId,
        env: Environment,
        changed_at: i64,
    ) -> Result<(), StoreError> {
        sqlx::query("UPDATE configuration SET unconfirmed = 0 WHERE data_source_id = ? AND env = ? AND changed_at = ?")
            .bind(id.0)
            .bind(env.as_str())
            .bind(changed_at)
            .execute(&self.writer)
            .await?;
        Ok(())
    }
}

/// A configuration with the type of its source: what derived columns are computed from.
#[derive(Debug, Clone)]
pub struct TypedConfiguration {
    /// Its source.
    pub id: headwater_model::SourceId,
    /// The source's type id.
    pub type_id: String,
    /// The row.
    pub row: ConfigurationRecord,
}

impl crate::Store {
    /// Configurations of sources after `after`, at most `limit` sources' worth of rows; deleted ones included.
    ///
    /// # Errors
    /// SQLite's, or a row that this program did not write.
    pub async fn configurations(
        &self,
        after: headwater_model::SourceId,
        limit: u32,
    ) -> Result<Vec<TypedConfiguration>, StoreError> {
        let sql = format!(
            "SELECT s.id, s.type, {COLUMNS} FROM configuration c JOIN data_source s ON s.id = c.data_source_id \
             LEFT JOIN vault_item v ON v.ref = c.secret_ref WHERE c.data_source_id IN \
             (SELECT id FROM data_source WHERE id > ? ORDER BY id LIMIT ?) ORDER BY s.id, c.env"
        );
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(after.0).bind(limit).fetch_all(&self.reader).await?;
        let typed = |row: &SqliteRow| {
            let id = headwater_model::SourceId(row.try_get("id")?);
            Ok(TypedConfiguration { id, type_id: row.try_get("type")?, row: read(row)? })
        };
        rows.iter().map(typed).collect()
    }

    /// Writes derived columns that were computed anew; a row that changed meanwhile is left to its own save.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn update_derived(&self, changed: &[TypedConfiguration]) -> Result<(), StoreError> {
        let mut transaction = self.writer.begin().await?;
        for TypedConfiguration { id, row, .. } in changed {
            sqlx::query(
                "UPDATE configuration SET missing = ?1, summary = ?2, \
                 state = CASE WHEN 'incomplete' IN (state, ?3) THEN ?3 ELSE state END \
                 WHERE data_source_id = ?4 AND env = ?5 AND changed_at = ?6",
            )
            .bind(serde_json::to_string(&row.missing).unwrap_or_default())
            .bind(&row.summary)
            .bind(row.state.as_str())
            .bind(id.0)
            .bind(row.env.as_str())
            .bind(row.changed_at)
            .execute(&mut *transaction)
            .await?;
            crate::list::entry::refresh(&mut transaction, *id).await?;
        }
        transaction.commit().await?;
        Ok(())
    }
}
