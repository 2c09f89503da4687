//! Tables `share`, `share_rule` and `share_test`: which other workspaces have a data source, who there and with which
//! permission, and what they found when they tested it. Who may give and take is decided in `app`.

use headwater_model::{Environment, Permission, RuleId, SourceId, WorkspaceId};
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Row};

use crate::activity::{self, ActivityRecord};
use crate::data_source::{ReceivedRecord, ReceivedSide, SourceRecord};
use crate::list::{SideState, entry};
use crate::{Store, StoreError};

/// A rule with the names of all that it speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareRuleRecord {
    /// Its id.
    pub id: RuleId,
    /// The data source as the other workspace has it.
    pub received: SourceId,
    /// The original.
    pub source: SourceId,
    /// The original's name.
    pub name: String,
    /// The original's type id.
    pub type_id: String,
    /// The workspace that gives, and its name.
    pub owner: (WorkspaceId, String),
    /// The workspace that receives, and its name.
    pub target: (WorkspaceId, String),
    /// Which environment of the workspace that receives.
    pub env: Environment,
    /// The one user there; empty: everyone.
    pub user: String,
    /// What is allowed.
    pub permission: Permission,
    /// Nobody else sees the data source anywhere.
    pub private: bool,
    /// Who made the rule.
    pub created_by: String,
    /// When, in milliseconds.
    pub created_at: i64,
}

/// A rule to be made, or an existing one of the same workspace, environment and user to be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewShareRule {
    /// The original.
    pub source: SourceId,
    /// The workspace that receives.
    pub target: WorkspaceId,
    /// Which environment of it.
    pub env: Environment,
    /// The one user there; empty: everyone.
    pub user: String,
    /// What is allowed.
    pub permission: Permission,
    /// Nobody else sees the data source anywhere.
    pub private: bool,
}

/// Which rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RulesOf {
    /// Of one data source.
    Source(SourceId),
    /// Of everything that a workspace gives.
    From(WorkspaceId),
    /// Of everything that a workspace receives.
    To(WorkspaceId),
}

const RULES: &str = "SELECT r.*, h.data_source_id, s.name, s.type, s.workspace_id AS owner_id, o.name AS owner, \
     h.workspace_id AS target_id, t.name AS target FROM share_rule r JOIN share h ON h.id = r.share_id \
     JOIN data_source s ON s.id = h.data_source_id JOIN workspace o ON o.id = s.workspace_id \
     JOIN workspace t ON t.id = h.workspace_id";

impl Store {
    /// Rules, by data source, workspace, environment and user; those of deleted data sources only when one is asked for by id.
    ///
    /// # Errors
    /// SQLite's, or a row that this program did not write.
    pub async fn share_rules(&self, of: RulesOf) -> Result<Vec<ShareRuleRecord>, StoreError> {
        let (condition, id) = match of {
            RulesOf::Source(id) => ("h.data_source_id = ?", id.0),
            RulesOf::From(id) => ("s.workspace_id = ? AND s.deleted_at IS NULL", id.0),
            RulesOf::To(id) => ("h.workspace_id = ? AND s.deleted_at IS NULL", id.0),
        };
        let sql = format!("{RULES} WHERE {condition} ORDER BY o.name, s.name, t.name, r.env, r.user");
        let rows = sqlx::query(AssertSqlSafe(sql)).bind(id).fetch_all(&self.reader).await?;
        rows.iter().map(read).collect()
    }

    /// Makes a rule. The data source appears in the other workspace at once.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the data source is gone, [`StoreError::Conflict`] when it is private to somebody else, or
    /// is to become private while others have it, or SQLite's.
    pub async fn share(&self, rule: &NewShareRule, by: &ActivityRecord) -> Result<RuleId, StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let stands_against: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM share h JOIN share_rule r ON r.share_id = h.id WHERE h.data_source_id = ?1 \
             AND (r.private = 1 OR ?2) AND (r.user <> ?3 OR r.private <> ?2) \
             AND NOT (h.workspace_id = ?4 AND r.env = ?5 AND r.user = ?3)",
        )
        .bind(rule.source.0)
        .bind(rule.private)
        .bind(&rule.user)
        .bind(rule.target.0)
        .bind(rule.env.as_str())
        .fetch_one(&mut *transaction)
        .await?;
        if stands_against > 0 {
            return Err(StoreError::Conflict);
        }
        sqlx::query(
            "INSERT OR IGNORE INTO share (data_source_id, workspace_id) \
             SELECT id, ? FROM data_source WHERE id = ? AND deleted_at IS NULL",
        )
        .bind(rule.target.0)
        .bind(rule.source.0)
        .execute(&mut *transaction)
        .await?;
        let id: Option<i64> = sqlx::query_scalar(
            "INSERT INTO share_rule (share_id, env, user, permission, private, created_by, created_at) \
             SELECT h.id, ?, ?, ?, ?, ?, ? FROM share h JOIN data_source s ON s.id = h.data_source_id \
             WHERE h.data_source_id = ? AND h.workspace_id = ? AND s.deleted_at IS NULL \
             ON CONFLICT (share_id, env, user) DO UPDATE SET permission = excluded.permission, \
             private = excluded.private, created_by = excluded.created_by, created_at = excluded.created_at RETURNING id",
        )
        .bind(rule.env.as_str())
        .bind(&rule.user)
        .bind(rule.permission.as_str())
        .bind(rule.private)
        .bind(&by.actor)
        .bind(by.at)
        .bind(rule.source.0)
        .bind(rule.target.0)
        .fetch_optional(&mut *transaction)
        .await?;
        let id = id.ok_or(StoreError::NotFound)?;
        entry::refresh(&mut transaction, rule.source).await?;
        activity::write(&mut transaction, by, None).await?;
        transaction.commit().await?;
        Ok(RuleId(id))
    }

    /// Takes rules of one data source back: all of them or none.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when one of them is gone, or SQLite's.
    pub async fn revoke(&self, source: SourceId, rules: &[RuleId], told: &[ActivityRecord]) -> Result<(), StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        for rule in rules {
            let done = sqlx::query(
                "DELETE FROM share_rule WHERE id = ? AND share_id IN (SELECT id FROM share WHERE data_source_id = ?)",
            )
            .bind(rule.0)
            .bind(source.0)
            .execute(&mut *transaction)
            .await?;
            if done.rows_affected() != 1 {
                return Err(StoreError::NotFound);
            }
        }
        entry::refresh(&mut transaction, source).await?;
        for record in told {
            activity::write(&mut transaction, record, None).await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// How many data sources a workspace received that `user` sees, and how many of its own that are private to somebody else.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn received_and_hidden(&self, workspace: WorkspaceId, user: &str) -> Result<(u64, u64), StoreError> {
        let row = sqlx::query(
            "SELECT (SELECT count(*) FROM share h JOIN data_source s ON s.id = h.data_source_id WHERE h.workspace_id = ?1 \
             AND s.deleted_at IS NULL \
             AND EXISTS (SELECT 1 FROM share_rule r WHERE r.share_id = h.id AND r.user IN ('', ?2))) AS received, \
             (SELECT count(DISTINCT s.id) FROM share_rule r JOIN share h ON h.id = r.share_id \
             JOIN data_source s ON s.id = h.data_source_id WHERE s.workspace_id = ?1 AND s.deleted_at IS NULL \
             AND r.private = 1 AND r.user <> ?2) AS hidden",
        )
        .bind(workspace.0)
        .bind(user)
        .fetch_one(&self.reader)
        .await?;
        let count = |column| Ok::<_, StoreError>(u64::try_from(row.try_get::<i64, _>(column)?).unwrap_or_default());
        Ok((count("received")?, count("hidden")?))
    }

    /// The id under which a workspace has the data source `name` of the workspace `owner`, if `user` sees it there.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn received_named(
        &self,
        workspace: WorkspaceId,
        (owner, name): (&str, &str),
        user: &str,
    ) -> Result<Option<SourceId>, StoreError> {
        let id: Option<i64> = sqlx::query_scalar(
            "SELECT h.id FROM share h JOIN data_source s ON s.id = h.data_source_id JOIN workspace o ON o.id = s.workspace_id \
             WHERE h.workspace_id = ? AND o.name = ? AND s.name = ? AND s.deleted_at IS NULL \
             AND EXISTS (SELECT 1 FROM share_rule r WHERE r.share_id = h.id AND r.user IN ('', ?))",
        )
        .bind(workspace.0)
        .bind(owner)
        .bind(name)
        .bind(user)
        .fetch_optional(&self.reader)
        .await?;
        Ok(id.map(SourceId::received))
    }

    /// A data source as `user` has it by sharing: under its name there, in the workspace that received it, with the sides that
    /// are shared and the tests that were made there. `None` when nothing of it is shared with that user, or the original is
    /// deleted.
    ///
    /// # Errors
    /// SQLite's, or a row that this program did not write.
    pub async fn received(&self, id: SourceId, user: &str) -> Result<Option<SourceRecord>, StoreError> {
        let Some(share) = id.share() else { return Ok(None) };
        let sql = format!("{RULES} WHERE r.share_id = ? AND r.user IN ('', ?) ORDER BY r.env");
        let rules = sqlx::query(AssertSqlSafe(sql)).bind(share).bind(user).fetch_all(&self.reader).await?;
        let rules: Vec<ShareRuleRecord> = rules.iter().map(read).collect::<Result<_, _>>()?;
        let Some(first) = rules.first() else { return Ok(None) };
        let sides = Environment::ALL.into_iter().filter_map(|env| best(&rules, env)).collect::<Vec<_>>();
        let Some(mut record) = self.source(first.source).await? else { return Ok(None) };
        if record.deleted_at.is_some() {
            return Ok(None);
        }
        let tests =
            sqlx::query("SELECT * FROM share_test WHERE share_id = ?").bind(share).fetch_all(&self.reader).await?;
        record.sides.retain(|side| side.deleted_at.is_none() && sides.iter().any(|shared| shared.env == side.env));
        for side in &mut record.sides {
            side.last_test = None;
            if side.state != SideState::Incomplete {
                side.state = SideState::Untested;
            }
            for test in &tests {
                let same = test.try_get::<&str, _>("env")? == side.env.as_str();
                if same && test.try_get::<i64, _>("changed_at")? == side.changed_at {
                    side.last_test = test.try_get("last_test")?;
                    let state =
                        SideState::parse(test.try_get("state")?).ok_or(StoreError::Corrupt("share_test.state"))?;
                    side.state = if side.missing.is_empty() { state } else { side.state };
                }
            }
        }
        record.id = id;
        record.workspace = first.target.0;
        record.received = Some(ReceivedRecord {
            original: first.source,
            owner: first.owner.0,
            owner_name: first.owner.1.clone(),
            name: first.name.clone(),
            sides,
        });
        record.name = format!("{}.{}", first.owner.1, first.name);
        Ok(Some(record))
    }
}

/// What several rules allow with one side: as much as the most generous one.
fn best(rules: &[ShareRuleRecord], env: Environment) -> Option<ReceivedSide> {
    let of_env = || rules.iter().filter(|rule| rule.env == env);
    let permission = of_env().map(|rule| rule.permission).max()?;
    let by_name = of_env().any(|rule| rule.permission == permission && !rule.user.is_empty());
    Some(ReceivedSide { env, permission, by_name })
}

fn read(row: &SqliteRow) -> Result<ShareRuleRecord, StoreError> {
    Ok(ShareRuleRecord {
        id: RuleId(row.try_get("id")?),
        received: SourceId::received(row.try_get("share_id")?),
        source: SourceId(row.try_get("data_source_id")?),
        name: row.try_get("name")?,
        type_id: row.try_get("type")?,
        owner: (WorkspaceId(row.try_get("owner_id")?), row.try_get("owner")?),
        target: (WorkspaceId(row.try_get("target_id")?), row.try_get("target")?),
        env: Environment::parse(row.try_get("env")?).ok_or(StoreError::Corrupt("share_rule.env"))?,
        user: row.try_get("user")?,
        permission: Permission::parse(row.try_get("permission")?)
            .ok_or(StoreError::Corrupt("share_rule.permission"))?,
        private: row.try_get("private")?,
        created_by: row.try_get("created_by")?,
        created_at: row.try_get("created_at")?,
    })
}
