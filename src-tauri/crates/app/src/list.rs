//! The list of data sources.

use headwater_model::{AppError, ErrorCode, Timestamp};
use headwater_store::{Cursor, ListQuery, ListRow, RowSideRecord, SideState, Sort};

use crate::Cx;
use crate::errors::store_error;
use crate::wire::{EnvState, ListFilter, ListRequest, ListResponse, RowSide, SharedMark, SortKey, SourceRow};

/// Rows a page, when the request does not say; and at most.
const PAGE: (u32, u32) = (100, 500);

/// One page.
pub(crate) async fn list(cx: &Cx, request: ListRequest) -> Result<ListResponse, AppError> {
    let workspace = match request.workspace {
        Some(workspace) => workspace,
        None => cx.current_workspace().await?,
    };
    let filter = ListFilter {
        search: request.search,
        types: request.types,
        states: request.states,
        env: request.env,
        tags: request.tags,
        favourites: request.favourites,
        sort: request.sort,
        descending: request.descending,
    };
    let query = ListQuery {
        after: request.cursor.as_deref().map(read_cursor).transpose()?,
        limit: if request.limit == 0 { PAGE.0 } else { request.limit.min(PAGE.1) },
        user: cx.identity().await?.user,
        ..query(filter)
    };
    let standard = cx.workspace_record(workspace).await?.standard;
    let page = cx.store.list(workspace, &query).await.map_err(store_error)?;
    let next = page.next.map(|cursor| format!("{}:{}", cursor.id, cursor.key));
    let rows = page.rows.into_iter().map(|listed| row(listed, standard)).collect();
    Ok(ListResponse { workspace, rows, next, total: page.total, all: page.all, attention: page.attention })
}

/// What a filter asks the list for.
pub(crate) fn query(filter: ListFilter) -> ListQuery {
    ListQuery {
        search: filter.search.trim().to_lowercase(),
        types: filter.types,
        states: filter.states.into_iter().map(side_state).collect(),
        env: filter.env,
        tags: filter.tags,
        favourites: filter.favourites,
        sort: match filter.sort {
            SortKey::Name => Sort::Name,
            SortKey::Type => Sort::Type,
            SortKey::Modified => Sort::Modified,
            SortKey::DevState => Sort::DevState,
            SortKey::ProdState => Sort::ProdState,
            SortKey::DevTested => Sort::DevTested,
            SortKey::ProdTested => Sort::ProdTested,
            SortKey::Favourite => Sort::Favourite,
        },
        descending: filter.descending,
        ..ListQuery::default()
    }
}

/// `<id>:<key>`; the key may hold anything.
fn read_cursor(text: &str) -> Result<Cursor, AppError> {
    let parts = text.split_once(':').and_then(|(id, key)| Some(Cursor { id: id.parse().ok()?, key: key.to_owned() }));
    parts.ok_or_else(|| AppError::new(ErrorCode::InvalidRequest).with("reason", "cursor"))
}

fn row(row: ListRow, standard: bool) -> SourceRow {
    SourceRow {
        id: row.id,
        name: row.name,
        type_id: row.type_id,
        description: row.description,
        tags: row.tags,
        favourite: row.favourite,
        modified_at: Timestamp(row.modified_at),
        // In a basic workspace nobody misses it.
        dev: (standard || row.dev.is_some()).then(|| side(row.dev)),
        prod: side(row.prod),
        shared: row.received.map(|received| SharedMark {
            workspace: received.workspace,
            dev: received.dev,
            prod: received.prod,
        }),
        shares: row.shares,
        private_to: row.private_to,
    }
}

/// An absent side of a standard workspace is shown as incomplete.
fn side(record: Option<RowSideRecord>) -> RowSide {
    let Some(record) = record else {
        return RowSide { state: EnvState::Incomplete, summary: String::new(), missing: 0, last_test: None };
    };
    RowSide {
        state: env_state(record.state),
        summary: record.summary,
        missing: record.missing,
        last_test: record.last_test.as_deref().and_then(|json| serde_json::from_str(json).ok()),
    }
}

const fn env_state(state: SideState) -> EnvState {
    match state {
        SideState::Incomplete | SideState::Absent => EnvState::Incomplete,
        SideState::Untested => EnvState::Untested,
        SideState::Connectable => EnvState::Connectable,
        SideState::Failing => EnvState::Failing,
    }
}

const fn side_state(state: EnvState) -> SideState {
    match state {
        EnvState::Incomplete => SideState::Incomplete,
        EnvState::Untested => SideState::Untested,
        EnvState::Connectable => SideState::Connectable,
        EnvState::Failing => SideState::Failing,
    }
}
