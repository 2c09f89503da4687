//! The rows of a page. SQLite writes them into one JSON text: value by value, the driver would take several times as long
//! as SQLite and the page together.

use std::collections::HashMap;

use headwater_model::SourceId;
use serde::Deserialize;
use sqlx::SqlitePool;

use super::{ListRow, RowSideRecord, SideState};
use crate::StoreError;

const ROWS: &str = "SELECT json_group_array(json_array(\
     s.id, s.name, s.type, s.description, json(s.tags), s.modified_at, \
     json_array(d.state, d.summary, json_array_length(d.missing), d.last_test), \
     json_array(p.state, p.summary, json_array_length(p.missing), p.last_test))) FROM data_source s \
     LEFT JOIN configuration d ON d.data_source_id = s.id AND d.env = 'dev' AND d.deleted_at IS NULL \
     LEFT JOIN configuration p ON p.data_source_id = s.id AND p.env = 'prod' AND p.deleted_at IS NULL \
     WHERE s.id IN (SELECT value FROM json_each(?)) AND s.deleted_at IS NULL";

/// In the order of [`ROWS`].
#[derive(Deserialize)]
struct Row(i64, String, String, String, Vec<String>, i64, Side, Side);

/// All empty when there is no such side.
#[derive(Deserialize)]
struct Side(Option<SideState>, Option<String>, Option<u32>, Option<String>);

/// Rows in the order of `ids`; one that was deleted meanwhile is left out.
pub(super) async fn rows(reader: &SqlitePool, ids: &[i64]) -> Result<Vec<ListRow>, StoreError> {
    let json: String =
        sqlx::query_scalar(ROWS).bind(serde_json::to_string(ids).unwrap_or_default()).fetch_one(reader).await?;
    let rows: Vec<Row> = serde_json::from_str(&json).map_err(|_| StoreError::Corrupt("data_source"))?;
    let mut rows: HashMap<i64, Row> = rows.into_iter().map(|row| (row.0, row)).collect();
    Ok(ids.iter().filter_map(|id| rows.remove(id)).map(Row::finish).collect())
}

impl Row {
    fn finish(self) -> ListRow {
        let Self(id, name, type_id, description, tags, modified_at, dev, prod) = self;
        let (dev, prod) = (dev.finish(), prod.finish());
        ListRow { id: SourceId(id), name, type_id, description, tags, modified_at, dev, prod }
    }
}

impl Side {
    fn finish(self) -> Option<RowSideRecord> {
        let Self(state, summary, missing, last_test) = self;
        let (summary, missing) = (summary.unwrap_or_default(), missing.unwrap_or_default());
        state.map(|state| RowSideRecord { state, summary, missing, last_test })
    }
}
