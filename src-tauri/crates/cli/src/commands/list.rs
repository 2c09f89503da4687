//! `source list`. Typed all the way: trees of JSON values would take longer than the reading, the sorting and the writing of
//! ten thousand rows together.

use headwater_app::wire::{EnvState, ListResponse, RowSide, SourceRow};
use headwater_model::{AppError, Environment, ErrorCode, Stage, Timestamp, Verdict, params};
use serde::Serialize;
use serde_json::{Value, json};

use crate::output::{Cell, Paint, Style};
use crate::session::{Answer, Document, Session, Workspace};

/// Rows per call of the command table.
const PAGE: u32 = 500;

/// Every data source of the workspace, by name.
pub async fn list(session: &Session, search: Option<String>, types: Vec<String>) -> Result<Answer, AppError> {
    let workspace = session.workspace().await?;
    let search = search.unwrap_or_default();
    let mut rows: Vec<SourceRow> = Vec::new();
    let mut cursor = None;
    loop {
        let request =
            json!({"workspace": workspace.id, "search": search, "types": types, "cursor": cursor, "limit": PAGE});
        let mut page: ListResponse = session.typed("source.list", request).await?;
        rows.append(&mut page.rows);
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    if session.json {
        let document: Vec<RowDocument<'_>> = rows.iter().map(|row| RowDocument::of(row, &workspace)).collect();
        let text = serde_json::to_string_pretty(&document)
            .map_err(|error| AppError::new(ErrorCode::Internal).because(error))?;
        let document = Document::Text(text + "\n");
        return Ok(Answer { document, ..Answer::done(Value::Null, String::new()) });
    }
    let words = if rows.is_empty() {
        session.fill(
            "No data sources here in “{name}”. `headwater workspace sample` makes a few to try.\n",
            "“{name}”中没有符合的数据源。`headwater workspace sample` 可创建示例。\n",
            &params([("name", workspace.name.clone())]),
        )
    } else {
        table(session, &workspace, &rows)
    };
    Ok(Answer::done(Value::Null, words))
}

/// One row for scripts.
#[derive(Serialize)]
struct RowDocument<'a> {
    id: String,
    name: &'a str,
    #[serde(rename = "type")]
    type_id: &'a str,
    workspace: &'a str,
    description: &'a str,
    tags: &'a [String],
    modified_at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    shared: Option<&'a headwater_app::wire::SharedMark>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dev: Option<SideDocument<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    prod: Option<SideDocument<'a>>,
}

/// `state` means what it means in `source show`; how the last test went is `last_test`.
#[derive(Serialize)]
struct SideDocument<'a> {
    state: &'static str,
    summary: &'a str,
    last_test: Option<LastTestDocument<'a>>,
}

#[derive(Serialize)]
struct LastTestDocument<'a> {
    verdict: Verdict,
    stage: Option<Stage>,
    code: Option<&'a str>,
    warning: bool,
    at: Timestamp,
}

impl<'a> RowDocument<'a> {
    fn of(row: &'a SourceRow, workspace: &'a Workspace) -> Self {
        let side = |env| side_of(row, workspace, env).map(SideDocument::of);
        Self {
            id: row.id.to_string(),
            name: &row.name,
            type_id: &row.type_id,
            workspace: &workspace.name,
            description: &row.description,
            tags: &row.tags,
            modified_at: row.modified_at,
            shared: row.shared.as_ref(),
            dev: side(Environment::Dev),
            prod: side(Environment::Prod),
        }
    }
}

impl<'a> SideDocument<'a> {
    fn of(side: &'a RowSide) -> Self {
        Self {
            state: if side.state == EnvState::Incomplete { "incomplete" } else { "complete" },
            summary: &side.summary,
            last_test: side.last_test.as_ref().map(|test| LastTestDocument {
                verdict: test.verdict,
                stage: test.stage,
                code: test.finding.as_ref().map(|finding| finding.code.as_ref()),
                warning: test.warning,
                at: test.at,
            }),
        }
    }
}

/// A side that the workspace has; of a data source that was received, only what is shared is there.
fn side_of<'a>(row: &'a SourceRow, workspace: &Workspace, env: Environment) -> Option<&'a RowSide> {
    let shared = row.shared.as_ref();
    let (side, permission) = match env {
        Environment::Dev => (row.dev.as_ref(), shared.map(|mark| mark.dev)),
        Environment::Prod => (Some(&row.prod), shared.map(|mark| mark.prod)),
    };
    let there = environments(workspace).contains(&env) && permission.is_none_or(|permission| permission.is_some());
    side.filter(|_| there)
}

/// Sides of a workspace.
pub(super) fn environments(workspace: &Workspace) -> &'static [Environment] {
    if workspace.standard { &Environment::ALL } else { &[Environment::Prod] }
}

fn table(session: &Session, workspace: &Workspace, rows: &[SourceRow]) -> String {
    let head = |en, zh| Cell::styled(Style::Dim, session.say(en, zh));
    let envs = environments(workspace);
    let mut heads = vec![head("NAME", "名称"), head("TYPE", "类型")];
    heads.extend(envs.iter().map(|env| Cell::styled(Style::Dim, env.as_str().to_uppercase())));
    heads.push(head("ADDRESS", "地址"));
    let mut cells = vec![heads];
    for row in rows {
        let sides = envs.iter().map(|env| side_of(row, workspace, *env));
        let mut line = vec![Cell::styled(Style::Bold, row.name.clone()), Cell::new(row.type_id.clone())];
        line.extend(
            sides.clone().map(|side| side.map_or_else(|| Cell::styled(Style::Dim, "–"), |side| state(session, side))),
        );
        let address = sides.rev().flatten().map(|side| &side.summary).find(|summary| !summary.is_empty());
        line.push(Cell::styled(Style::Dim, address.cloned().unwrap_or_default()));
        cells.push(line);
    }
    Paint::stdout().columns(0, &cells)
}

fn state(session: &Session, side: &RowSide) -> Cell {
    match side.state {
        EnvState::Untested => Cell::new(session.say("untested", "未测试")),
        EnvState::Connectable => Cell::styled(Style::Good, session.say("connectable", "可连通")),
        EnvState::Failing => Cell::styled(Style::Bad, session.say("failing", "未通过")),
        EnvState::Incomplete if side.summary.is_empty() => Cell::styled(Style::Dim, "–"),
        EnvState::Incomplete => Cell::styled(Style::Caution, session.say("incomplete", "未完成")),
    }
}
