//! The list: one page by key, with search, filters and order in SQL.

use headwater_model::{Environment, SourceId, WorkspaceId};
use sqlx::sqlite::{Sqlite, SqliteRow};
use sqlx::{QueryBuilder, Row};

use crate::configuration::json;
use crate::{Store, StoreError};

/// What the list shows and filters of a side. An absent side of a standard workspace counts as incomplete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SideState {
    /// Something required is missing.
    Incomplete,
    /// Complete, never tested since the last change.
    Untested,
    /// The last test passed.
    Connectable,
    /// The last test did not pass.
    Failing,
}

impl SideState {
    /// As in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Incomplete => "incomplete",
            Self::Untested => "untested",
            Self::Connectable => "connectable",
            Self::Failing => "failing",
        }
    }

    /// The inverse of [`Self::as_str`].
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Incomplete, Self::Untested, Self::Connectable, Self::Failing].into_iter().find(|s| s.as_str() == word)
    }
}

/// What to list.
#[derive(Debug, Clone, Default)]
pub struct ListQuery {
    /// Words to find, lower case; empty: everything.
    pub search: String,
    /// Type ids; empty: all.
    pub types: Vec<String>,
    /// States of a side; empty: all.
    pub states: Vec<SideState>,
    /// The side that `states` looks at; `None`: either.
    pub env: Option<Environment>,
    /// Column to sort by.
    pub sort: Sort,
    /// Reverses the order.
    pub descending: bool,
    /// Rows after this one.
    pub after: Option<Cursor>,
    /// Rows at most.
    pub limit: u32,
}

/// Column to sort by; ties by id.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// Name.
    #[default]
    Name,
    /// Type.
    Type,
    /// Time of the last change.
    Modified,
}

/// The last row of a page: its sort key and id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// The sort column's value, as text.
    pub key: String,
    /// The row.
    pub id: i64,
}

/// A row of the list.
#[derive(Debug, Clone)]
pub struct ListRow {
    /// Its id.
    pub id: SourceId,
    /// Its name.
    pub name: String,
    /// Type id.
    pub type_id: String,
    /// What it is for.
    pub description: String,
    /// Labels.
    pub tags: Vec<String>,
    /// When it last changed, in milliseconds.
    pub modified_at: i64,
    /// Development side.
    pub dev: Option<RowSideRecord>,
    /// Production side.
    pub prod: Option<RowSideRecord>,
}

/// One side in a row.
#[derive(Debug, Clone)]
pub struct RowSideRecord {
    /// Its state.
    pub state: SideState,
    /// Address line.
    pub summary: String,
    /// How many required values are missing.
    pub missing: u32,
    /// JSON of the last test since the last change.
    pub last_test: Option<String>,
}

const FROM: &str = " FROM data_source s \
     LEFT JOIN configuration d ON d.data_source_id = s.id AND d.env = 'dev' AND d.deleted_at IS NULL \
     LEFT JOIN configuration p ON p.data_source_id = s.id AND p.env = 'prod' AND p.deleted_at IS NULL \
     WHERE s.deleted_at IS NULL AND s.workspace_id = ";

impl Sort {
    const fn column(self) -> &'static str {
        match self {
            Self::Name => "s.name",
            Self::Type => "s.type",
            Self::Modified => "s.modified_at",
        }
    }

    fn key(self, row: &ListRow) -> String {
        match self {
            Self::Name => row.name.clone(),
            Self::Type => row.type_id.clone(),
            Self::Modified => row.modified_at.to_string(),
        }
    }
}

impl Store {
    /// One page, and the cursor of the next when there is one.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn page(
        &self,
        workspace: WorkspaceId,
        query: &ListQuery,
    ) -> Result<(Vec<ListRow>, Option<Cursor>), StoreError> {
        let mut sql = QueryBuilder::<Sqlite>::new(
            "SELECT s.id, s.name, s.type, s.description, s.tags, s.modified_at, \
             d.state AS dev_state, d.summary AS dev_summary, json_array_length(d.missing) AS dev_missing, \
             d.last_test AS dev_last_test, p.state AS prod_state, p.summary AS prod_summary, \
             json_array_length(p.missing) AS prod_missing, p.last_test AS prod_last_test",
        );
        sql.push(FROM).push_bind(workspace.0);
        filter(&mut sql, query);
        let column = query.sort.column();
        if let Some(after) = &query.after {
            let than = if query.descending { " < (" } else { " > (" };
            sql.push(format!(" AND ({column}, s.id){than}"));
            match query.sort {
                Sort::Modified => sql.push_bind(after.key.parse::<i64>().unwrap_or_default()),
                _ => sql.push_bind(after.key.clone()),
            };
            sql.push(", ").push_bind(after.id).push(")");
        }
        let way = if query.descending { "DESC" } else { "ASC" };
        sql.push(format!(" ORDER BY {column} {way}, s.id {way} LIMIT ")).push_bind(i64::from(query.limit) + 1);
        let found = sql.build().fetch_all(&self.reader).await?;
        let mut rows = found.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        let more = rows.len() > query.limit as usize;
        rows.truncate(query.limit as usize);
        let next = rows.last().filter(|_| more).map(|row| Cursor { key: query.sort.key(row), id: row.id.0 });
        Ok((rows, next))
    }

    /// How many match, how many there are, and how many of those need attention (a side incomplete or failing).
    ///
    /// # Errors
    /// SQLite's.
    pub async fn counts(&self, workspace: WorkspaceId, query: &ListQuery) -> Result<(u64, u64, u64), StoreError> {
        let mut all = QueryBuilder::<Sqlite>::new(
            "SELECT count(*) AS every, coalesce(sum(ifnull(d.state, 'incomplete') IN ('incomplete', 'failing') \
             OR ifnull(p.state, 'incomplete') IN ('incomplete', 'failing')), 0) AS attention",
        );
        all.push(FROM).push_bind(workspace.0);
        let row = all.build().fetch_one(&self.reader).await?;
        let count =
            |row: &SqliteRow, name| row.try_get::<i64, _>(name).map(|count| u64::try_from(count).unwrap_or_default());
        let (every, attention) = (count(&row, "every")?, count(&row, "attention")?);
        if query.search.is_empty() && query.types.is_empty() && query.states.is_empty() {
            return Ok((every, every, attention));
        }
        let mut matching = QueryBuilder::<Sqlite>::new("SELECT count(*) AS matching");
        matching.push(FROM).push_bind(workspace.0);
        filter(&mut matching, query);
        let row = matching.build().fetch_one(&self.reader).await?;
        Ok((count(&row, "matching")?, every, attention))
    }
}

fn filter(sql: &mut QueryBuilder<Sqlite>, query: &ListQuery) {
    if !query.search.is_empty() {
        // instr, not LIKE: what people type is not a pattern.
        sql.push(" AND instr(s.search, ").push_bind(query.search.clone()).push(") > 0");
    }
    if !query.types.is_empty() {
        sql.push(" AND s.type IN (");
        let mut list = sql.separated(", ");
        for type_id in &query.types {
            list.push_bind(type_id.clone());
        }
        sql.push(")");
    }
    if !query.states.is_empty() {
        let words: Vec<String> = query.states.iter().map(|state| format!("'{}'", state.as_str())).collect();
        let side = |alias: &str| format!("ifnull({alias}.state, 'incomplete') IN ({})", words.join(", "));
        sql.push(match query.env {
            Some(Environment::Dev) => format!(" AND {}", side("d")),
            Some(Environment::Prod) => format!(" AND {}", side("p")),
            None => format!(" AND ({} OR {})", side("d"), side("p")),
        });
    }
}

fn read(row: &SqliteRow) -> Result<ListRow, StoreError> {
    let side = |prefix: &str| -> Result<Option<RowSideRecord>, StoreError> {
        let column = |name: &str| format!("{prefix}_{name}");
        let Some(state) = row.try_get::<Option<&str>, _>(column("state").as_str())? else { return Ok(None) };
        Ok(Some(RowSideRecord {
            state: SideState::parse(state).ok_or(StoreError::Corrupt("configuration.state"))?,
            summary: row.try_get(column("summary").as_str())?,
            missing: row.try_get(column("missing").as_str())?,
            last_test: row.try_get(column("last_test").as_str())?,
        }))
    };
    Ok(ListRow {
        id: SourceId(row.try_get("id")?),
        name: row.try_get("name")?,
        type_id: row.try_get("type")?,
        description: row.try_get("description")?,
        tags: json(row, "tags")?,
        modified_at: row.try_get("modified_at")?,
        dev: side("dev")?,
        prod: side("prod")?,
    })
}
