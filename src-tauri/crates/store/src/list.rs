//! The list: one page by key. Which rows, in which order and how many is decided in [`memory`]; the rows themselves are
//! read from SQLite.

pub(crate) mod entry;
mod memory;
mod page;

use headwater_model::{Environment, Permission, SourceId, WorkspaceId};
use serde::Deserialize;

use crate::{Store, StoreError};

/// What the list shows and filters of a side. An absent side of a standard workspace counts as incomplete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SideState {
    /// Something required is missing.
    Incomplete,
    /// Complete, never tested since the last change.
    Untested,
    /// The last test passed.
    Connectable,
    /// The last test did not pass.
    Failing,
    /// Not there and not wanted: the development side of a basic workspace.
    Absent,
}

impl SideState {
    /// As in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Incomplete => "incomplete",
            Self::Untested => "untested",
            Self::Connectable => "connectable",
            Self::Failing => "failing",
            Self::Absent => "absent",
        }
    }

    /// Its place when sorted: what needs attention first.
    const fn rank(self) -> i64 {
        match self {
            Self::Failing => 0,
            Self::Incomplete => 1,
            Self::Untested => 2,
            Self::Connectable => 3,
            Self::Absent => 4,
        }
    }

    /// The inverse of [`Self::as_str`].
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Incomplete, Self::Untested, Self::Connectable, Self::Failing, Self::Absent]
            .into_iter()
            .find(|state| state.as_str() == word)
    }
}

/// What to list.
#[derive(Debug, Clone, Default)]
pub struct ListQuery {
    /// Who looks: some data sources are one user's only.
    pub user: String,
    /// Words to find, lower case; empty: everything.
    pub search: String,
    /// Type ids; empty: all.
    pub types: Vec<String>,
    /// States of a side; empty: all.
    pub states: Vec<SideState>,
    /// The side that `states` looks at; `None`: either.
    pub env: Option<Environment>,
    /// Tags that all have to be there; empty: any.
    pub tags: Vec<String>,
    /// Only those with a star.
    pub favourites: bool,
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
    /// State of the development side: what needs attention first.
    DevState,
    /// State of the production side.
    ProdState,
    /// When the development side was tested last; never first.
    DevTested,
    /// When the production side was tested last.
    ProdTested,
    /// Those with a star first.
    Favourite,
}

impl Sort {
    /// Every column, in the order of their numbers.
    pub const ALL: [Self; 8] = [
        Self::Name,
        Self::Type,
        Self::Modified,
        Self::DevState,
        Self::ProdState,
        Self::DevTested,
        Self::ProdTested,
        Self::Favourite,
    ];
}

/// The last row of a page: its sort key and id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// The sort column's value, as text.
    pub key: String,
    /// The row.
    pub id: i64,
}

/// A page of the list.
#[derive(Debug, Clone)]
pub struct ListPage {
    /// Its rows.
    pub rows: Vec<ListRow>,
    /// The last row, when there are more.
    pub next: Option<Cursor>,
    /// How many match.
    pub total: u64,
    /// How many there are in the workspace.
    pub all: u64,
    /// How many of those need attention: a side incomplete or failing.
    pub attention: u64,
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
    /// Has a star.
    pub favourite: bool,
    /// When it last changed, in milliseconds.
    pub modified_at: i64,
    /// Development side.
    pub dev: Option<RowSideRecord>,
    /// Production side.
    pub prod: Option<RowSideRecord>,
    /// From where, when it was received by sharing.
    pub received: Option<Received>,
    /// Other workspaces that have it.
    pub shares: u32,
    /// The one user who sees it, when it is private.
    pub private_to: Option<String>,
}

/// What a user was given by sharing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// Name of the workspace that owns it.
    pub workspace: String,
    /// What is allowed with the development side; `None`: it is not shared.
    pub dev: Option<Permission>,
    /// What is allowed with the production side.
    pub prod: Option<Permission>,
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

/// The list as it was read last; shared by all copies of a [`Store`].
#[derive(Debug, Default)]
pub(crate) struct Known(tokio::sync::Mutex<memory::Memory>);

impl Store {
    /// Reads ahead what [`Self::list`] looks through, so that the first page need not wait for it.
    ///
    /// # Errors
    /// SQLite's, or a row that this program did not write.
    pub async fn read_list_ahead(&self) -> Result<(), StoreError> {
        let mut memory = self.known.0.lock().await;
        self.catch_up(&mut memory).await
    }

    /// One page, with the changes of every process up to now.
    ///
    /// # Errors
    /// SQLite's, or a row that this program did not write.
    pub async fn list(&self, workspace: WorkspaceId, query: &ListQuery) -> Result<ListPage, StoreError> {
        let found = {
            let mut memory = self.known.0.lock().await;
            self.catch_up(&mut memory).await?;
            memory.find(workspace, query)
        };
        let rows = page::rows(&self.reader, &found.ids, &query.user).await?;
        Ok(ListPage { rows, next: found.next, total: found.total, all: found.all, attention: found.attention })
    }

    /// Every data source that matches, by name; paging and order of the query do not count.
    ///
    /// # Errors
    /// SQLite's, or a row that this program did not write.
    pub async fn matching(&self, workspace: WorkspaceId, query: &ListQuery) -> Result<Vec<SourceId>, StoreError> {
        let mut memory = self.known.0.lock().await;
        self.catch_up(&mut memory).await?;
        Ok(memory.matching(workspace, query).into_iter().map(SourceId).collect())
    }

    /// Every tag of a workspace, with how many data sources that this user sees have it; by tag.
    ///
    /// # Errors
    /// SQLite's, or a row that this program did not write.
    pub async fn tags(&self, workspace: WorkspaceId, user: &str) -> Result<Vec<(String, u64)>, StoreError> {
        let mut memory = self.known.0.lock().await;
        self.catch_up(&mut memory).await?;
        Ok(memory.tags(workspace, user).into_iter().map(|(tag, count)| (tag.to_string(), count)).collect())
    }

    /// Gives data sources a star, or takes it away.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn set_favourite(&self, ids: &[SourceId], on: bool) -> Result<(), StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        for id in ids {
            let sql = if on {
                "INSERT OR IGNORE INTO favourite (entry) SELECT id FROM list_entry WHERE id = ?"
            } else {
                "DELETE FROM favourite WHERE entry = ?"
            };
            sqlx::query(sql).bind(id.0).execute(&mut *transaction).await?;
            match id.share() {
                Some(share) => entry::refresh_received(&mut transaction, share).await?,
                None => entry::refresh(&mut transaction, *id).await?,
            }
        }
        transaction.commit().await?;
        Ok(())
    }

    async fn catch_up(&self, memory: &mut memory::Memory) -> Result<(), StoreError> {
        let change = entry::changed(&self.reader, &memory.seen).await?;
        memory.take(change);
        Ok(())
    }
}
