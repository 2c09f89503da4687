//! `activity`: who changed what, when, through which program.

use std::path::Path;

use headwater_model::{AppError, ErrorCode, params};
use serde_json::{Value, json};

use super::backup::readable;
use super::text;
use crate::args::ActivityArgs;
use crate::output::{Cell, Paint, Style};
use crate::session::{Answer, Session};

/// Rows per call of the command table.
const PAGE: usize = 500;
/// Longest value in words, in characters; `--json` and `--csv` have all of it.
const VALUE: usize = 60;

/// Lists changes, latest first, or writes them into a file.
pub async fn run(session: &Session, arguments: ActivityArgs) -> Result<Answer, AppError> {
    let workspace = session.workspace().await?;
    let subject = match &arguments.name {
        Some(name) => subject(session, &workspace.id, name).await?,
        None => Value::Null,
    };
    let mut filter = json!({
        "workspace": workspace.id,
        "all_workspaces": arguments.all_workspaces,
        "subject": subject,
    });
    if let Some(file) = &arguments.csv {
        return export(session, filter, file).await;
    }
    let mut rows = Vec::new();
    loop {
        filter["limit"] = json!((arguments.limit as usize - rows.len()).min(PAGE));
        let mut page = session.call("activity.list", filter.clone()).await?;
        rows.append(page["rows"].as_array_mut().unwrap_or(&mut Vec::new()));
        filter["before"] = page["next"].take();
        if filter["before"].is_null() || rows.len() >= arguments.limit as usize {
            break;
        }
    }
    let words = match (session.json, rows.is_empty()) {
        (true, _) => String::new(),
        (false, true) => session.say("Nothing was changed yet.\n", "尚无更改。\n"),
        (false, false) => rows.iter().map(|row| described(session, row, arguments.all_workspaces)).collect(),
    };
    Ok(Answer::done(rows.iter().map(document).collect(), words))
}

/// The id of a data source, deleted or not.
async fn subject(session: &Session, workspace: &Value, name: &str) -> Result<Value, AppError> {
    let named = |deleted: bool| json!({"workspace": workspace, "name": name, "deleted": deleted});
    match session.call("source.named", named(false)).await {
        Ok(view) => Ok(view["id"].clone()),
        Err(error) if error.code == ErrorCode::SourceNotFound => {
            Ok(session.call("source.named", named(true)).await.map_err(|_| error)?["id"].clone())
        }
        Err(error) => Err(error),
    }
}

async fn export(session: &Session, filter: Value, file: &Path) -> Result<Answer, AppError> {
    let path = readable(session, file)?;
    let request = json!({"filter": filter, "language": session.lang.id(), "path": path});
    let done = session.call("activity.export", request).await?;
    let values = params([("path", text(&done["path"])), ("rows", done["rows"].to_string())]);
    let words = session.fill("{path}: {rows} changes\n", "{path}：{rows} 条更改\n", &values);
    Ok(Answer::done(done, words))
}

/// One change for scripts.
fn document(row: &Value) -> Value {
    json!({
        "at": row["at"],
        "actor": row["actor"],
        "program": row["program"]["id"],
        "workspace": row["workspace_name"],
        "action": row["action"]["id"],
        "name": row["subject"],
        "changes": row["changes"],
        "batch": row["batch"],
    })
}

fn described(session: &Session, row: &Value, with_workspace: bool) -> String {
    let paint = Paint::stdout();
    let word = |word: &Value| match &word["words"] {
        Value::Null => text(&word["id"]),
        words => text(&words[session.lang.id()]),
    };
    let place = if with_workspace { format!("{} · ", text(&row["workspace_name"])) } else { String::new() };
    let who = format!("{place}{} · {}", text(&row["actor"]), word(&row["program"]));
    let mut out = format!(
        "{}  {} {}  {}\n",
        paint.text(Style::Dim, &text(&row["at"])),
        paint.text(Style::Plain, &word(&row["action"])),
        paint.text(Style::Bold, &text(&row["subject"])),
        paint.text(Style::Dim, &who),
    );
    let changes: Vec<Vec<Cell>> =
        row["changes"].as_array().into_iter().flatten().map(|change| line(session, change)).collect();
    out += &paint.columns(4, &changes);
    out
}

/// One field before and after.
pub(super) fn line(session: &Session, change: &Value) -> Vec<Cell> {
    let how = if change["secret"] == true {
        Cell::styled(Style::Dim, session.say("changed", "已更改"))
    } else if change["before"].is_null() && change["after"].is_null() {
        Cell::new("")
    } else {
        Cell::new(format!("{} → {}", value(&change["before"]), value(&change["after"])))
    };
    vec![Cell::styled(Style::Dim, text(&change["field"])), how]
}

fn value(value: &Value) -> String {
    let whole = match value {
        Value::Null => "–".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    if whole.chars().count() <= VALUE { whole } else { whole.chars().take(VALUE).chain(['…']).collect() }
}
