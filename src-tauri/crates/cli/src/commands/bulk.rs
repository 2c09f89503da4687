//! `source bulk`: one change of many data sources, previewed or carried out, told row by row, taken back or gone on with.

use std::sync::Arc;

use headwater_model::{AppError, Environment, ErrorCode, params};
use serde_json::{Value, json};

use super::exchange::error_of;
use super::text;
use crate::args::{BulkCommand, TestEnv, WhichArgs};
use crate::failure::{self, Exit, refused};
use crate::output::{Cell, Paint, Style, tell};
use crate::prompt;
use crate::session::{Answer, Session, Workspace};

/// Longer runs tell how far they are.
const MANY: u64 = 20;

/// Carries a command of many out.
pub async fn run(session: &Session, command: BulkCommand) -> Result<Answer, AppError> {
    let workspace = session.workspace().await?;
    let (which, change) = match command {
        BulkCommand::Undo { batch } => return undo(session, &batch).await,
        BulkCommand::Unfinished => return unfinished(session, &workspace).await,
        BulkCommand::Forget { batch } => {
            session.call("bulk.forget", json!({"batch": batch})).await?;
            return Ok(Answer::done(json!({"batch": batch}), String::new()));
        }
        BulkCommand::Resume { batch } => return resume(session, &workspace, &batch).await,
        BulkCommand::Tag { which, add, remove } => (which, json!({"what": "tags", "add": add, "remove": remove})),
        BulkCommand::Set { which, env, key, value, value_json, mode, .. } => {
            let env = Environment::from(env);
            let (type_id, mode) = shape(session, &workspace, &which, env.as_str(), mode).await?;
            let value = match (value, value_json) {
                (Some(text), _) => Value::String(text),
                (None, Some(json)) => serde_json::from_str(&json).map_err(|error| refused(error).on("--value-json"))?,
                (None, None) => Value::Null,
            };
            let change = json!({"what": "property", "type": type_id, "mode": mode, "env": env.as_str(), "key": key,
                "value": value});
            (which, change)
        }
        BulkCommand::Secret { which, env, slot, from, ask, clear } => {
            let env = Environment::from(env);
            let secret = match (from, ask, clear) {
                (Some(from), ..) => json!({"from": Environment::from(from).as_str()}),
                (None, true, _) => json!({"ask": true}),
                (None, false, true) => Value::Null,
                // A preview needs no value, and says the same for each.
                (None, false, false) if which.preview => json!("…"),
                (None, false, false) => new_secret(session, &slot).await?,
            };
            (which, json!({"what": "secret", "env": env.as_str(), "slot": slot, "secret": secret}))
        }
        BulkCommand::Test { which, env } => (which, json!({"what": "test", "envs": envs(&workspace, env)})),
        BulkCommand::Delete { which, env } => (which, json!({"what": "delete", "envs": envs(&workspace, env)})),
        BulkCommand::Restore { names, all, preview } => {
            let which = WhichArgs { names, all, preview, ..WhichArgs::default() };
            let ids = deleted(session, &workspace, &which).await?;
            let request = request(session, &workspace, json!({"ids": ids}), json!({"what": "restore"}));
            return carry_out(session, request, preview).await;
        }
    };
    let selection = selection(session, &workspace, &which).await?;
    carry_out(session, request(session, &workspace, selection, change), which.preview).await
}

fn request(session: &Session, workspace: &Workspace, selection: Value, change: Value) -> Value {
    json!({"workspace": workspace.id, "selection": selection, "change": change, "typed_name": session.confirm})
}

fn envs(workspace: &Workspace, env: TestEnv) -> Value {
    match env {
        TestEnv::Dev => json!(["dev"]),
        TestEnv::Prod => json!(["prod"]),
        TestEnv::All if workspace.standard => json!(["dev", "prod"]),
        TestEnv::All => json!(["prod"]),
    }
}

async fn selection(session: &Session, workspace: &Workspace, which: &WhichArgs) -> Result<Value, AppError> {
    if which.names.is_empty() {
        let search = which.search.clone().unwrap_or_default();
        return Ok(json!({"matching": {"search": search, "types": which.types, "tags": which.tags}}));
    }
    let mut ids = Vec::new();
    for name in &which.names {
        ids.push(session.named(workspace, name).await?["id"].take());
    }
    Ok(json!({"ids": ids}))
}

/// Of the same name the one that was deleted last.
async fn deleted(session: &Session, workspace: &Workspace, which: &WhichArgs) -> Result<Vec<Value>, AppError> {
    let rows = session.call("source.deleted", json!({"workspace": workspace.id})).await?;
    let rows: Vec<&Value> = rows.as_array().into_iter().flatten().collect();
    if which.all {
        return Ok(rows.iter().map(|row| row["id"].clone()).collect());
    }
    let find = |name: &String| {
        let row = rows.iter().find(|row| row["name"] == name.as_str());
        row.map(|row| row["id"].clone()).ok_or_else(|| AppError::new(ErrorCode::NotDeleted).with("name", name))
    };
    which.names.iter().map(find).collect()
}

/// Type and mode that a property is of: those of the first data source that is named, else what the arguments say.
async fn shape(
    session: &Session,
    workspace: &Workspace,
    which: &WhichArgs,
    env: &str,
    mode: Option<String>,
) -> Result<(String, String), AppError> {
    if let Some(name) = which.names.first() {
        let view = session.named(workspace, name).await?;
        let own = view[env]["mode"].as_str().map(str::to_owned);
        let mode =
            mode.or(own).ok_or_else(|| AppError::new(ErrorCode::SideAbsent).with("name", name).with("env", env))?;
        return Ok((text(&view["type"]), mode));
    }
    let [type_id] = which.types.as_slice() else {
        let one = session.say("a property is of one type: name it", "属性属于某一类型：请指定");
        return Err(refused(one).on("--type"));
    };
    let types = session.call("type.list", json!({})).await?;
    let first = types.as_array().into_iter().flatten().find(|one| one["id"] == type_id.as_str());
    let first = first.map(|one| text(&one["modes"][0])).unwrap_or_default();
    Ok((type_id.clone(), mode.unwrap_or(first)))
}

async fn new_secret(session: &Session, slot: &str) -> Result<Value, AppError> {
    let values = params([("slot", slot.to_owned())]);
    let question = session.fill("{slot} for all of them", "全部使用的 {slot}", &values);
    let lang = session.lang;
    let secret = session.wait(move || prompt::secret(&question, lang)).await?;
    if secret.expose().is_empty() {
        return Err(refused(session.say("nothing was typed", "未输入任何内容")).on("--slot"));
    }
    Ok(secret.expose().as_str().into())
}

async fn carry_out(session: &Session, request: Value, preview: bool) -> Result<Answer, AppError> {
    if preview {
        let seen = session.call("bulk.preview", request).await?;
        return Ok(previewed(session, &seen));
    }
    let show = !session.json && prompt::can_ask();
    let progress = move |event: Value| {
        if show && event["total"].as_u64() > Some(MANY) && event.get("done").is_some() {
            tell(&format!("\r{}/{}", event["done"], event["total"]));
        }
    };
    let report = session.watch("bulk.run", request, Arc::new(progress)).await?;
    reported(session, &report)
}

async fn undo(session: &Session, batch: &str) -> Result<Answer, AppError> {
    let request = json!({"batch": batch, "typed_name": session.confirm});
    let report = session.call("bulk.undo", request).await?;
    reported(session, &report)
}

/// Goes on with what a killed run has left.
async fn resume(session: &Session, workspace: &Workspace, batch: &str) -> Result<Answer, AppError> {
    let open = session.call("bulk.unfinished", json!({"workspace": workspace.id})).await?;
    let found = open.as_array().into_iter().flatten().find(|one| one["batch"] == batch);
    let mut change = found.ok_or_else(|| AppError::new(ErrorCode::BatchGone))?["change"].clone();
    // The value of a secret is kept nowhere.
    if change["what"] == "secret" && change["secret"]["typed"] == true {
        change["secret"] = new_secret(session, &text(&change["slot"])).await?;
    }
    let mut request = request(session, workspace, json!({}), change);
    request["batch"] = batch.into();
    carry_out(session, request, false).await
}

async fn unfinished(session: &Session, workspace: &Workspace) -> Result<Answer, AppError> {
    let open = session.call("bulk.unfinished", json!({"workspace": workspace.id})).await?;
    let line = |one: &Value| {
        let progress = format!("{}/{}", one["done"], one["total"]);
        vec![
            Cell::new(text(&one["batch"])),
            Cell::new(text(&one["change"]["what"])),
            Cell::new(progress).right(),
            Cell::styled(Style::Dim, text(&one["started_at"])),
        ]
    };
    let lines: Vec<Vec<Cell>> = open.as_array().into_iter().flatten().map(line).collect();
    let words = Paint::stdout().columns(0, &lines);
    Ok(Answer::done(open, words))
}

/// What would change, as a document and in words.
fn previewed(session: &Session, seen: &Value) -> Answer {
    let rows: Vec<&Value> = seen["rows"].as_array().into_iter().flatten().collect();
    let document = json!({
        "total": seen["total"],
        "changed": seen["changed"],
        "same": seen["same"],
        "refused": seen["refused"],
        "undoable": seen["undoable"],
        "confirm": seen["typed_name"],
        "rows": rows.iter().map(|row| row_document(session, row, "changes")).collect::<Vec<_>>(),
    });
    let mut out: String =
        rows.iter().filter(|row| row["outcome"] != "same").map(|row| described(session, row)).collect();
    let values = counts(seen, "changed");
    out += &session.fill(
        "{done} would change, {same} are so already, {refused} cannot be changed\n",
        "将更改 {done} 个，{same} 个已是如此，{refused} 个无法更改\n",
        &values,
    );
    Answer::done(document, out)
}

/// What became of each. What ended the whole run is the program's own failure; the rest is told, and ends with 1.
fn reported(session: &Session, report: &Value) -> Result<Answer, AppError> {
    let rows: Vec<&Value> = report["rows"].as_array().into_iter().flatten().collect();
    let mut values = counts(report, "done");
    values.insert("left".to_owned(), report["left"].to_string());
    values.insert("batch".to_owned(), text(&report["batch"]));
    let sum = session.fill(
        "{done} done, {same} so already, {refused} refused, {left} not reached · {batch}\n",
        "完成 {done}，已是如此 {same}，被拒绝 {refused}，未处理 {left} · {batch}\n",
        &values,
    );
    if report["stopped"].is_object() || report["left"] != 0 {
        tell(&sum);
        let stopped = report["stopped"].is_object().then(|| error_of(&report["stopped"]));
        return Err(stopped.unwrap_or_else(|| AppError::new(ErrorCode::Cancelled)));
    }
    let document = json!({
        "batch": report["batch"],
        "done": report["done"],
        "same": report["same"],
        "refused": report["refused"],
        "undoable": report["undoable"],
        "rows": rows.iter().map(|row| row_document(session, row, "tests")).collect::<Vec<_>>(),
    });
    let told = rows.iter().filter(|row| row["error"].is_object() || row["tests"][0].is_object());
    let words = told.map(|row| described(session, row)).collect::<String>() + &sum;
    let fails = |row: &&Value| {
        let tests = row["tests"].as_array().into_iter().flatten();
        row["error"].is_object() || tests.into_iter().any(|test| test["verdict"] != "Connectable")
    };
    let exit = if rows.iter().any(|row| fails(row)) { Exit::NotConnectable } else { Exit::Done };
    Ok(Answer { exit, ..Answer::done(document, words) })
}

fn counts(of: &Value, done: &str) -> headwater_model::Params {
    params([("done", of[done].to_string()), ("same", of["same"].to_string()), ("refused", of["refused"].to_string())])
}

/// One row for scripts; `also` is what it has beside.
fn row_document(session: &Session, row: &Value, also: &str) -> Value {
    let error = row["error"].is_object().then(|| failure::document(&error_of(&row["error"]), session.lang));
    json!({"name": row["name"], "outcome": row["outcome"], "error": error, also: row[also]})
}

/// One row in words: what changes or how the tests went, or why not.
fn described(session: &Session, row: &Value) -> String {
    let paint = Paint::stdout();
    let mut out = format!("{}\n", paint.text(Style::Bold, &text(&row["name"])));
    if row["error"].is_object() {
        let error = error_of(&row["error"]);
        let issues = error.issues.iter().map(|issue| issue.line(session.lang));
        let lines = std::iter::once(error.message(session.lang)).chain(issues);
        return lines.fold(out, |out, line| out + &format!("    {}\n", paint.text(Style::Bad, &line)));
    }
    let changes = row["changes"].as_array().into_iter().flatten().map(|change| super::activity::line(session, change));
    let tests = row["tests"].as_array().into_iter().flatten().map(|test| {
        let good = test["verdict"] == "Connectable";
        let style = if good { Style::Good } else { Style::Bad };
        vec![Cell::styled(Style::Dim, text(&test["env"])), Cell::styled(style, text(&test["verdict"]))]
    });
    let lines: Vec<Vec<Cell>> = changes.chain(tests).collect();
    out += &paint.columns(4, &lines);
    out
}
