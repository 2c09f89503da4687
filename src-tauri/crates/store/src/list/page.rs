//! The rows of a page. SQLite writes them into one JSON text: value by value, the driver would take several times as long
//! as SQLite and the page together.

use std::collections::HashMap;

use headwater_model::{Permission, SourceId};
use serde::Deserialize;
use sqlx::SqlitePool;

use super::{ListRow, Received, RowSideRecord, SideState};
use crate::StoreError;

const ROWS: &str = "SELECT json_group_array(json_array(\
     s.id, s.name, s.type, s.description, json(s.tags), s.modified_at, \
     json_array(d.state, d.summary, json_array_length(d.missing), d.last_test), \
     json_array(p.state, p.summary, json_array_length(p.missing), p.last_test), NULL, \
     (SELECT count(DISTINCT r.share_id) FROM share h JOIN share_rule r ON r.share_id = h.id WHERE h.data_source_id = s.id), \
     (SELECT r.user FROM share h JOIN share_rule r ON r.share_id = h.id WHERE h.data_source_id = s.id AND r.private = 1), \
     EXISTS (SELECT 1 FROM favourite f WHERE f.entry = s.id))) FROM data_source s \
     LEFT JOIN configuration d ON d.data_source_id = s.id AND d.env = 'dev' AND d.deleted_at IS NULL \
     LEFT JOIN configuration p ON p.data_source_id = s.id AND p.env = 'prod' AND p.deleted_at IS NULL \
     WHERE s.id IN (SELECT value FROM json_each(?)) AND s.deleted_at IS NULL";

/// The same of what was received: only sides that are shared with the user, each with the user's own last test.
const RECEIVED: &str = "SELECT json_group_array(json_array(\
     -h.id, w.name || '.' || s.name, s.type, s.description, json(s.tags), s.modified_at, \
     json_array(iif(d.state = 'incomplete', d.state, iif(td.changed_at = d.changed_at, td.state, iif(d.state IS NULL, NULL, \
     'untested'))), d.summary, json_array_length(d.missing), iif(td.changed_at = d.changed_at, td.last_test, NULL)), \
     json_array(iif(p.state = 'incomplete', p.state, iif(tp.changed_at = p.changed_at, tp.state, iif(p.state IS NULL, NULL, \
     'untested'))), p.summary, json_array_length(p.missing), iif(tp.changed_at = p.changed_at, tp.last_test, NULL)), \
     json_array(w.name, h.dev, h.prod), 0, h.only, \
     EXISTS (SELECT 1 FROM favourite f WHERE f.entry = -h.id))) FROM (SELECT share.*, \
     (SELECT min(permission) FROM share_rule WHERE share_id = share.id AND env = 'dev' AND user IN ('', ?2)) AS dev, \
     (SELECT min(permission) FROM share_rule WHERE share_id = share.id AND env = 'prod' AND user IN ('', ?2)) AS prod, \
     (SELECT user FROM share_rule WHERE share_id = share.id AND private = 1 LIMIT 1) AS only \
     FROM share WHERE -share.id IN (SELECT value FROM json_each(?1))) h \
     JOIN data_source s ON s.id = h.data_source_id AND s.deleted_at IS NULL JOIN workspace w ON w.id = s.workspace_id \
     LEFT JOIN configuration d ON d.data_source_id = s.id AND d.env = 'dev' AND d.deleted_at IS NULL AND h.dev IS NOT NULL \
     LEFT JOIN configuration p ON p.data_source_id = s.id AND p.env = 'prod' AND p.deleted_at IS NULL AND h.prod IS NOT NULL \
     LEFT JOIN share_test td ON td.share_id = h.id AND td.env = 'dev' \
     LEFT JOIN share_test tp ON tp.share_id = h.id AND tp.env = 'prod' WHERE h.dev IS NOT NULL OR h.prod IS NOT NULL";

/// In the order of [`ROWS`] and [`RECEIVED`].
#[derive(Deserialize)]
struct Row(
    i64,
    String,
    String,
    String,
    Vec<String>,
    i64,
    Side,
    Side,
    Option<(String, Option<Permission>, Option<Permission>)>,
    u32,
    Option<String>,
    u8,
);

/// All empty when there is no such side.
#[derive(Deserialize)]
struct Side(Option<SideState>, Option<String>, Option<u32>, Option<String>);

/// Rows in the order of `ids`, as `user` sees them; one that was deleted meanwhile is left out.
pub(super) async fn rows(reader: &SqlitePool, ids: &[i64], user: &str) -> Result<Vec<ListRow>, StoreError> {
    let asked = serde_json::to_string(ids).unwrap_or_default();
    let parse = |json: String| serde_json::from_str::<Vec<Row>>(&json).map_err(|_| StoreError::Corrupt("data_source"));
    let mut rows = parse(sqlx::query_scalar(ROWS).bind(&asked).fetch_one(reader).await?)?;
    if ids.iter().any(|id| SourceId(*id).share().is_some()) {
        rows.append(&mut parse(sqlx::query_scalar(RECEIVED).bind(&asked).bind(user).fetch_one(reader).await?)?);
    }
    let mut rows: HashMap<i64, Row> = rows.into_iter().map(|row| (row.0, row)).collect();
    Ok(ids.iter().filter_map(|id| rows.remove(id)).map(Row::finish).collect())
}

impl Row {
    fn finish(self) -> ListRow {
        let Self(id, name, type_id, description, tags, modified_at, dev, prod, received, shares, private_to, star) =
            self;
        let (dev, prod) = (dev.finish(), prod.finish());
        let received = received.map(|(workspace, dev, prod)| Received { workspace, dev, prod });
        ListRow {
            id: SourceId(id),
            name,
            type_id,
            description,
            tags,
            favourite: star == 1,
            modified_at,
            dev,
            prod,
            received,
            shares,
            private_to,
        }
    }
}

impl Side {
    fn finish(self) -> Option<RowSideRecord> {
        let Self(state, summary, missing, last_test) = self;
        let (summary, missing) = (summary.unwrap_or_default(), missing.unwrap_or_default());
        state.map(|state| RowSideRecord { state, summary, missing, last_test })
    }
}
