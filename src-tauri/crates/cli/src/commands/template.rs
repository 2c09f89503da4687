//! `template write` and `template load`: many data sources from a spreadsheet.

use std::path::Path;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use headwater_model::{AppError, ErrorCode, params};
use serde_json::{Value, json};

use super::backup::readable;
use super::exchange::error_of;
use super::text;
use crate::args::{TemplateCommand, TemplateLoadArgs};
use crate::failure::refused;
use crate::output::{Cell, Paint, Style, tell};
use crate::prompt;
use crate::session::{Answer, Session};

/// Carries a command out.
pub async fn run(session: &Session, command: TemplateCommand) -> Result<Answer, AppError> {
    match command {
        TemplateCommand::Write { id, output } => write(session, &id, output.as_deref()).await,
        TemplateCommand::Load(arguments) => load(session, arguments).await,
    }
}

/// Writes a template: as text to standard output, or into a file of either shape.
async fn write(session: &Session, type_id: &str, output: Option<&Path>) -> Result<Answer, AppError> {
    let workspace = session.workspace().await?;
    let format = output.map_or(Ok("csv"), |file| format_of(session, file))?;
    let path = output.map(|file| readable(session, file)).transpose()?;
    let request = json!({"workspace": workspace.id, "type": type_id, "format": format, "language": session.lang.id(),
        "to": to(path)});
    let made = session.call("template.write", request).await?;
    if let Some(path) = made["path"].as_str() {
        return Ok(Answer::done(json!({"path": path}), format!("{path}\n")));
    }
    let content = BASE64.decode(text(&made["content"])).unwrap_or_default();
    let content = String::from_utf8_lossy(&content).into_owned();
    Ok(Answer::done(json!({"template": content}), content))
}

/// Where a sheet goes, as the command table knows it.
fn to(path: Option<Value>) -> Value {
    path.map_or_else(|| "answer".into(), |path| json!({"file": path}))
}

/// The shape that a file's name asks for.
fn format_of(session: &Session, file: &Path) -> Result<&'static str, AppError> {
    let ending = file.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    match ending.as_deref() {
        Some("xlsx") => Ok("xlsx"),
        Some("csv") => Ok("csv"),
        _ => Err(refused(session.say("the file ends in .xlsx or .csv", "文件名须以 .xlsx 或 .csv 结尾"))),
    }
}

/// Loads a filled template, or says what that would do.
async fn load(session: &Session, arguments: TemplateLoadArgs) -> Result<Answer, AppError> {
    let workspace = session.workspace().await?;
    let result = match &arguments.result {
        Some(file) => Some((format_of(session, file)?, readable(session, file)?)),
        None => None,
    };
    let request = json!({"workspace": workspace.id, "type": arguments.type_id,
        "path": readable(session, &arguments.file)?});
    let mut seen = session.call("template.read", request).await?;
    let ticket = seen["ticket"].take();
    if arguments.preview {
        return Ok(preview(session, &seen));
    }
    let request = json!({"ticket": ticket, "replace": arguments.replace, "partial": arguments.partial,
        "typed_name": session.confirm});
    let show = !session.json && prompt::can_ask();
    let left = session.say("left", "剩余");
    let progress = move |event: Value| {
        if show && event["total"].as_u64() > Some(20) && event.get("done").is_some() {
            let rest = event["left_ms"].as_u64().map(|ms| format!(", {left} {} s", ms.div_ceil(1_000)));
            tell(&format!("\r{}/{}{}   ", event["done"], event["total"], rest.unwrap_or_default()));
        }
    };
    let done = session.watch("template.load", request, Arc::new(progress)).await?;
    let mut written = Value::Null;
    if let Some((format, path)) = result {
        let request = json!({"ticket": ticket, "format": format, "language": session.lang.id(), "to": to(Some(path))});
        written = session.call("template.result", request).await?["path"].take();
    }
    outcome(session, &done, written, &arguments.file)
}

/// What loading would do, as a document and in words: of the rows those that are wrong or would change something.
fn preview(session: &Session, seen: &Value) -> Answer {
    let paint = Paint::stdout();
    let mut document = seen.clone();
    if let Some(whole) = document.as_object_mut() {
        whole.remove("ticket");
    }
    let mut lines = Vec::new();
    for row in document["rows"].as_array_mut().into_iter().flatten() {
        let (number, name) = (row["row"].to_string(), text(&row["name"]));
        for issue in row["issues"].as_array_mut().into_iter().flatten() {
            let words = words_of(session, issue);
            let place = if issue["cell"] == "" { number.clone() } else { text(&issue["cell"]) };
            lines.push(vec![
                Cell::new(place),
                Cell::styled(Style::Bold, name.clone()),
                Cell::styled(Style::Bad, &*words),
            ]);
            issue["message"] = words.into();
        }
        for field in row["fields"].as_array().into_iter().flatten() {
            let value = |key: &str| field[key].as_str().unwrap_or("–").to_owned();
            let change = format!("{}: {} → {}", text(&field["field"]), value("before"), value("after"));
            lines.push(vec![Cell::new(&*number), Cell::styled(Style::Bold, name.clone()), Cell::new(change)]);
        }
    }
    let count = |key: &str| seen["sources"][key].to_string();
    let values = params(["new", "changed", "same", "wrong"].map(|key| (key, count(key))));
    let sum = session.fill(
        "{new} new, {changed} exist with other values, {same} the same, {wrong} wrong\n",
        "新增 {new}，已存在且取值不同 {changed}，相同 {same}，有误 {wrong}\n",
        &values,
    );
    Answer::done(document, paint.columns(0, &lines) + &sum)
}

/// What is wrong, in words: the error that a refused load would be has them.
fn words_of(session: &Session, issue: &Value) -> String {
    let error = error_of(&json!({"code": "invalid_input", "issues": [issue]}));
    error.hint(session.lang)
}

/// What was done; the first refusal of a row that looked right is the program's.
fn outcome(session: &Session, done: &Value, result: Value, file: &Path) -> Result<Answer, AppError> {
    let rows: Vec<&Value> = done["rows"].as_array().into_iter().flatten().collect();
    let count = |outcome: &str| {
        let mut names: Vec<&Value> =
            rows.iter().filter(|row| row["outcome"] == outcome).map(|row| &row["name"]).collect();
        names.dedup();
        names.len()
    };
    let kinds = ["created", "replaced", "same", "skipped", "failed", "not_reached"];
    let values = params(kinds.map(|kind| (kind, count(kind).to_string())));
    let mut sum = session.fill(
        "{created} created, {replaced} changed, {same} the same, {skipped} skipped, {failed} failed\n",
        "新建 {created}，修改 {replaced}，相同 {same}，跳过 {skipped}，失败 {failed}\n",
        &values,
    );
    if done["secrets"] == true {
        let values = params([("file", file.display().to_string())]);
        sum += &session.fill(
            "{file} holds secrets in the clear; those of what was loaded are in the keychain: delete it when you are done\n",
            "{file} 中有明文密钥；已载入部分的密钥已存入密钥链：用完请删除该文件\n",
            &values,
        );
    }
    // Rows that were wrong before are no news: somebody asked for the others alone.
    let failed = rows.iter().find(|row| row["outcome"] == "failed" && row["error"]["code"] != "invalid_input");
    if failed.is_some() || count("not_reached") > 0 {
        tell(&sum);
        return Err(failed.map_or_else(|| AppError::new(ErrorCode::Cancelled), |row| error_of(&row["error"])));
    }
    let mut document = json!({"secrets": done["secrets"], "result": result});
    for kind in &kinds[..5] {
        document[*kind] = count(kind).into();
    }
    let told = |row: &&Value| {
        let error = (!row["error"].is_null()).then(|| error_of(&row["error"]));
        let reason = error
            .map(|error| if error.issues.is_empty() { error.message(session.lang) } else { error.hint(session.lang) });
        json!({"row": row["row"], "name": row["name"], "env": row["env"], "outcome": row["outcome"], "reason": reason})
    };
    document["rows"] = rows.iter().map(told).collect();
    Ok(Answer::done(document, sum))
}
