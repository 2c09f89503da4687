//! Table `test_report`: the history of tests, per side.

use headwater_model::{Environment, SourceId, TestReport};
use sqlx::Row;

use crate::list::{SideState, entry};
use crate::{Store, StoreError};

/// Reports kept per side.
const KEPT: i64 = 50;

/// A stored report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportRecord {
    /// As it ended.
    pub report: TestReport,
    /// `changed_at` of the configuration that was tested, in milliseconds.
    pub changed_at: i64,
}

impl Store {
    /// Keeps a report, and makes it the side's last test when the side has not changed meanwhile. `last_test` is what
    /// rows of the list show; `state` follows from it. The report of a data source that was received stays with who received
    /// it.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn keep_report(
        &self,
        id: SourceId,
        changed_at: i64,
        report: &TestReport,
        last_test: &str,
        state: SideState,
    ) -> Result<(), StoreError> {
        let json = serde_json::to_string(report).map_err(|_| StoreError::Corrupt("test_report.report"))?;
        let mut transaction = self.notes.begin_with("BEGIN IMMEDIATE").await?;
        sqlx::query(
            "INSERT INTO test_report (data_source_id, share_id, env, changed_at, started_at, report) \
             SELECT data_source_id, share_id, ?, ?, ?, ? FROM list_entry WHERE id = ?",
        )
        .bind(report.env.as_str())
        .bind(changed_at)
        .bind(report.started_at.0)
        .bind(json)
        .bind(id.0)
        .execute(&mut *transaction)
        .await?;
        let last = match id.share() {
            None => {
                "UPDATE configuration SET last_test = ?1, state = CASE state WHEN 'incomplete' THEN state ELSE ?2 END \
                 WHERE data_source_id = ?3 AND env = ?4 AND changed_at = ?5"
            }
            Some(_) => {
                "INSERT OR REPLACE INTO share_test (share_id, env, changed_at, state, last_test) \
                 SELECT id, ?4, ?5, ?2, ?1 FROM share WHERE -id = ?3"
            }
        };
        sqlx::query(last)
            .bind(last_test)
            .bind(state.as_str())
            .bind(id.0)
            .bind(report.env.as_str())
            .bind(changed_at)
            .execute(&mut *transaction)
            .await?;
        sqlx::query(
            "WITH mine AS (SELECT r.id FROM test_report r JOIN list_entry e ON e.data_source_id = r.data_source_id \
             AND e.share_id IS r.share_id WHERE e.id = ?1 AND r.env = ?2) DELETE FROM test_report WHERE id IN mine AND id <= \
             (SELECT id FROM mine ORDER BY id DESC LIMIT 1 OFFSET ?3)",
        )
        .bind(id.0)
        .bind(report.env.as_str())
        .bind(KEPT)
        .execute(&mut *transaction)
        .await?;
        match id.share() {
            None => entry::refresh_state(&mut transaction, id, report.env).await?,
            Some(share) => entry::refresh_received(&mut transaction, share).await?,
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Reports of a side, newest first.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn reports(&self, id: SourceId, env: Environment) -> Result<Vec<ReportRecord>, StoreError> {
        let rows = sqlx::query(
            "SELECT r.report, r.changed_at FROM test_report r JOIN list_entry e ON e.data_source_id = r.data_source_id \
             AND e.share_id IS r.share_id WHERE e.id = ? AND r.env = ? ORDER BY r.id DESC LIMIT ?",
        )
        .bind(id.0)
        .bind(env.as_str())
        .bind(KEPT)
        .fetch_all(&self.reader)
        .await?;
        // A report of an older version that cannot be read any more is left out, not fatal.
        Ok(rows
            .iter()
            .filter_map(|row| {
                let report = serde_json::from_str(row.try_get("report").ok()?).ok()?;
                Some(ReportRecord { report, changed_at: row.try_get("changed_at").ok()? })
            })
            .collect())
    }
}
