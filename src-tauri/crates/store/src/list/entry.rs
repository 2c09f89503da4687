//! Table `list_entry`: what the list searches, filters and sorts by, one narrow row per data source and one more for every
//! workspace that received it. Derived; every change to a source, its sides, their states or its shares ends with [`refresh`]
//! in the same transaction.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

use headwater_model::{Environment, SourceId};
use serde::Deserialize;
use sqlx::{AssertSqlSafe, SqliteConnection, SqlitePool};

use super::SideState;
use super::memory::{Audience, Change, Entry};
use crate::StoreError;

/// Longest property value that is searched, in characters: names and addresses, no certificates.
const SEARCHED: i64 = 200;

/// Derives the entries of a data source, deleted or not, from the rows that they are made of.
pub(crate) async fn refresh(connection: &mut SqliteConnection, id: SourceId) -> Result<(), StoreError> {
    let texts: Vec<String> = sqlx::query_scalar(
        "SELECT name || char(10) || description || char(10) || tags FROM data_source WHERE id = ?1 UNION ALL \
         SELECT summary FROM configuration WHERE data_source_id = ?1 AND deleted_at IS NULL",
    )
    .bind(id.0)
    .fetch_all(&mut *connection)
    .await?;
    let search = searched(texts, &values(connection, "c.data_source_id = ?1", id.0).await?);
    sqlx::query(
        "INSERT OR REPLACE INTO list_entry (id, data_source_id, seq, workspace_id, name, type, modified_at, dev_state, \
         prod_state, audience, dev_tested, prod_tested, tags, favourite, search) \
         SELECT s.id, s.id, (SELECT coalesce(max(seq), 0) + 1 FROM list_entry), \
         iif(s.deleted_at IS NULL, s.workspace_id, NULL), \
         s.name, s.type, s.modified_at, coalesce(d.state, iif(w.mode = 'basic', 'absent', 'incomplete')), \
         coalesce(p.state, 'incomplete'), (SELECT json_object('only', r.user) FROM share_rule r \
         JOIN share h ON h.id = r.share_id WHERE h.data_source_id = s.id AND r.private = 1 LIMIT 1), \
         coalesce(CAST(unixepoch(d.last_test ->> '$.at', 'subsec') * 1000 AS INTEGER), 0), \
         coalesce(CAST(unixepoch(p.last_test ->> '$.at', 'subsec') * 1000 AS INTEGER), 0), \
         s.tags, EXISTS (SELECT 1 FROM favourite f WHERE f.entry = s.id), ? \
         FROM data_source s JOIN workspace w ON w.id = s.workspace_id \
         LEFT JOIN configuration d ON d.data_source_id = s.id AND d.env = 'dev' AND d.deleted_at IS NULL \
         LEFT JOIN configuration p ON p.data_source_id = s.id AND p.env = 'prod' AND p.deleted_at IS NULL \
         WHERE s.id = ?",
    )
    .bind(search)
    .bind(id.0)
    .execute(&mut *connection)
    .await?;
    let shares: Vec<i64> = sqlx::query_scalar("SELECT id FROM share WHERE data_source_id = ?")
        .bind(id.0)
        .fetch_all(&mut *connection)
        .await?;
    for share in shares {
        refresh_received(connection, share).await?;
    }
    Ok(())
}

/// Short texts among the properties of the configurations `c` that `of` describes.
async fn values(connection: &mut SqliteConnection, of: &str, id: i64) -> Result<Vec<String>, StoreError> {
    let sql = format!(
        "SELECT DISTINCT t.atom FROM configuration c, json_tree(c.properties) t \
         WHERE {of} AND c.deleted_at IS NULL AND t.type = 'text' AND length(t.atom) BETWEEN 1 AND {SEARCHED}"
    );
    Ok(sqlx::query_scalar(AssertSqlSafe(sql)).bind(id).fetch_all(connection).await?)
}

/// What is searched: these texts, and what they leave out, a database or bucket for example. Lower-cased here: SQLite's
/// lower() knows ASCII only.
fn searched(texts: Vec<String>, values: &[String]) -> String {
    let mut search = texts.join("\n").to_lowercase();
    for value in values.iter().map(|value| value.to_lowercase()) {
        if !search.contains(&value) {
            search.push('\n');
            search.push_str(&value);
        }
    }
    search
}

/// The state of a side for who received it: complete or not as it is, tested by themselves.
const RECEIVED_STATE: &str = "CASE WHEN coalesce({c}.state, 'incomplete') = 'incomplete' THEN 'incomplete' \
     WHEN t{c}.changed_at = {c}.changed_at THEN t{c}.state ELSE 'untested' END";

/// Derives the entry of a data source in a workspace that received it. Nothing of a side that is not shared is found there.
pub(crate) async fn refresh_received(connection: &mut SqliteConnection, share: i64) -> Result<(), StoreError> {
    let texts: Vec<String> = sqlx::query_scalar(
        "SELECT w.name || '.' || s.name || char(10) || s.description || char(10) || s.tags FROM share h \
         JOIN data_source s ON s.id = h.data_source_id JOIN workspace w ON w.id = s.workspace_id WHERE h.id = ?1 UNION ALL \
         SELECT c.summary FROM share h JOIN configuration c ON c.data_source_id = h.data_source_id AND c.deleted_at IS NULL \
         WHERE h.id = ?1 AND c.env IN (SELECT env FROM share_rule WHERE share_id = h.id)",
    )
    .bind(share)
    .fetch_all(&mut *connection)
    .await?;
    let shared = "c.data_source_id = (SELECT data_source_id FROM share WHERE id = ?1) \
         AND c.env IN (SELECT env FROM share_rule WHERE share_id = ?1)";
    let search = searched(texts, &values(connection, shared, share).await?);
    let state = |side: &str| RECEIVED_STATE.replace("{c}", side);
    let tested = |side: &str| {
        format!(
            "iif(t{side}.changed_at = {side}.changed_at, \
             coalesce(CAST(unixepoch(t{side}.last_test ->> '$.at', 'subsec') * 1000 AS INTEGER), 0), 0)"
        )
    };
    let users = |env: &str| {
        format!("json((SELECT json_group_array(user) FROM share_rule WHERE share_id = h.id AND env = '{env}'))")
    };
    let sql = format!(
        "INSERT OR REPLACE INTO list_entry (id, data_source_id, share_id, seq, workspace_id, name, type, modified_at, \
         dev_state, prod_state, audience, dev_tested, prod_tested, tags, favourite, search) \
         SELECT -h.id, s.id, h.id, (SELECT coalesce(max(seq), 0) + 1 FROM list_entry), \
         iif(s.deleted_at IS NULL AND EXISTS (SELECT 1 FROM share_rule WHERE share_id = h.id), h.workspace_id, NULL), \
         w.name || '.' || s.name, s.type, s.modified_at, {dev}, {prod}, json_object('dev', {dev_users}, 'prod', {prod_users}), \
         {dev_tested}, {prod_tested}, s.tags, EXISTS (SELECT 1 FROM favourite f WHERE f.entry = -h.id), ? FROM share h JOIN data_source s ON s.id = h.data_source_id JOIN workspace w ON w.id = s.workspace_id \
         LEFT JOIN configuration d ON d.data_source_id = s.id AND d.env = 'dev' AND d.deleted_at IS NULL \
         LEFT JOIN configuration p ON p.data_source_id = s.id AND p.env = 'prod' AND p.deleted_at IS NULL \
         LEFT JOIN share_test td ON td.share_id = h.id AND td.env = 'dev' \
         LEFT JOIN share_test tp ON tp.share_id = h.id AND tp.env = 'prod' WHERE h.id = ?",
        dev_tested = tested("d"),
        prod_tested = tested("p"),
        dev = state("d"),
        prod = state("p"),
        dev_users = users("dev"),
        prod_users = users("prod"),
    );
    sqlx::query(AssertSqlSafe(sql)).bind(search).bind(share).execute(connection).await?;
    Ok(())
}

/// As [`refresh`], when nothing but the state and the last test of one side can have changed.
pub(crate) async fn refresh_state(
    connection: &mut SqliteConnection,
    id: SourceId,
    env: Environment,
) -> Result<(), StoreError> {
    let sql = format!(
        "UPDATE list_entry SET seq = (SELECT max(seq) + 1 FROM list_entry), {env}_state = c.state, \
         {env}_tested = coalesce(CAST(unixepoch(c.last_test ->> '$.at', 'subsec') * 1000 AS INTEGER), 0) \
         FROM configuration c \
         WHERE list_entry.id = ?1 AND c.data_source_id = ?1 AND c.env = '{env}' AND c.deleted_at IS NULL",
        env = env.as_str()
    );
    sqlx::query(AssertSqlSafe(sql)).bind(id.0).execute(connection).await?;
    Ok(())
}

/// To be called when entries have gone, or come from another file: who has read the table before reads it anew.
pub(crate) async fn begin_epoch(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    sqlx::query("INSERT OR REPLACE INTO meta (key, value) VALUES ('list_epoch', hex(randomblob(8)))")
        .execute(connection)
        .await?;
    Ok(())
}

/// As one JSON array, for the reason that [`super::page`] gives; in the order of [`Row`].
const ENTRIES: &str = "SELECT json_group_array(json_array(\
     id, seq, workspace_id, name, type, modified_at, dev_state, prod_state, json(audience), dev_tested, prod_tested, \
     json(tags), favourite, search)) FROM";
/// Entries read at a time when all are.
const SOME: i64 = 2_000;

#[derive(Deserialize)]
struct Row<'a>(
    i64,
    i64,
    Option<i64>,
    #[serde(borrow)] Cow<'a, str>,
    #[serde(borrow)] Cow<'a, str>,
    i64,
    SideState,
    SideState,
    Option<Audience>,
    i64,
    i64,
    #[serde(borrow)] Vec<Cow<'a, str>>,
    u8,
    #[serde(borrow)] Cow<'a, str>,
);

/// What changed after `seen`, the epoch and the `seq` that were read last.
pub(super) async fn changed(reader: &SqlitePool, seen: &(String, i64)) -> Result<Change, StoreError> {
    // One transaction: an epoch and the entries that belong to it.
    let mut snapshot = reader.begin().await?;
    let epoch: Option<String> =
        sqlx::query_scalar("SELECT value FROM meta WHERE key = 'list_epoch'").fetch_optional(&mut *snapshot).await?;
    let epoch = epoch.unwrap_or_default();
    let anew = epoch != seen.0 || seen.1 == 0;
    let mut change = Change { anew, seen: (epoch, if anew { 0 } else { seen.1 }), ..Change::default() };
    let mut types = HashSet::new();
    if anew {
        let some = format!("{ENTRIES} (SELECT * FROM list_entry WHERE id > ? ORDER BY id LIMIT {SOME})");
        let mut last = Some(i64::MIN);
        while let Some(after) = last {
            let json: String =
                sqlx::query_scalar(AssertSqlSafe(some.as_str())).bind(after).fetch_one(&mut *snapshot).await?;
            last = change.add(&json, &mut types)?;
        }
    } else {
        let newer = format!("{ENTRIES} list_entry WHERE seq > ?");
        let json: String = sqlx::query_scalar(AssertSqlSafe(newer)).bind(seen.1).fetch_one(&mut *snapshot).await?;
        change.add(&json, &mut types)?;
    }
    snapshot.commit().await?;
    Ok(change)
}

impl Change {
    /// Takes entries over and gives the id of the last.
    fn add(&mut self, json: &str, types: &mut HashSet<Arc<str>>) -> Result<Option<i64>, StoreError> {
        let rows: Vec<Row<'_>> = serde_json::from_str(json).map_err(|_| StoreError::Corrupt("list_entry"))?;
        let last = rows.last().map(|row| row.0);
        for row in rows {
            let Row(
                id,
                seq,
                workspace,
                name,
                type_id,
                modified_at,
                dev,
                prod,
                audience,
                tested_dev,
                tested_prod,
                tags,
                star,
                search,
            ) = row;
            self.seen.1 = self.seen.1.max(seq);
            let begin = self.texts.len();
            self.texts.push_str(&search);
            let text = (begin, self.texts.len());
            let (name, type_id) = (name.into(), one_text(types, &type_id));
            let audience = audience.map(Box::new);
            let tags = tags.iter().map(|tag| one_text(types, tag)).collect();
            let (tested, favourite) = ([tested_dev, tested_prod], star == 1);
            self.entries.push(Entry {
                id,
                workspace,
                name,
                type_id,
                modified_at,
                dev,
                prod,
                audience,
                tested,
                tags,
                favourite,
                text,
            });
        }
        Ok(last)
    }
}

fn one_text(types: &mut HashSet<Arc<str>>, type_id: &str) -> Arc<str> {
    if let Some(known) = types.get(type_id) {
        return Arc::clone(known);
    }
    let new: Arc<str> = type_id.into();
    types.insert(Arc::clone(&new));
    new
}
