//! `source list` and `source show`.

use headwater_model::{AppError, Environment, SecretSource, params};
use serde_json::{Value, json};

use super::text;
use crate::document::shown;
use crate::output::{Cell, Paint, Style};
use crate::session::{Answer, Session, Workspace};

/// Rows per call of the command table.
const PAGE: u32 = 500;

/// Every data source of the workspace, by name.
pub async fn list(session: &Session, search: Option<String>, types: Vec<String>) -> Result<Answer, AppError> {
    let workspace = session.workspace().await?;
    let search = search.unwrap_or_default();
    let mut rows = Vec::new();
    let mut cursor = Value::Null;
    loop {
        let request =
            json!({"workspace": workspace.id, "search": search, "types": types, "cursor": cursor, "limit": PAGE});
        let mut page = session.call("source.list", request).await?;
        rows.append(page["rows"].as_array_mut().unwrap_or(&mut Vec::new()));
        cursor = page["next"].take();
        if cursor.is_null() {
            break;
        }
    }
    let words = match (session.json, rows.is_empty()) {
        (true, _) => String::new(),
        (false, true) => session.fill(
            "No data sources here in “{name}”. `headwater workspace sample` makes a few to try.\n",
            "“{name}”中没有符合的数据源。`headwater workspace sample` 可创建示例。\n",
            &params([("name", workspace.name.clone())]),
        ),
        (false, false) => table(session, &workspace, &rows),
    };
    let document = rows.iter().map(|row| row_document(row, &workspace)).collect();
    Ok(Answer::done(Value::Array(document), words))
}

/// One row for scripts. `state` means what it means in `source show`; how the last test went is `last_test`.
fn row_document(row: &Value, workspace: &Workspace) -> Value {
    let mut document = json!({
        "id": row["id"],
        "name": row["name"],
        "type": row["type"],
        "workspace": workspace.name,
        "description": row["description"],
        "tags": row["tags"],
        "modified_at": row["modified_at"],
    });
    if row["shared"].is_object() {
        document["shared"] = row["shared"].clone();
    }
    for env in environments(workspace).into_iter().filter(|env| is_shown(row, *env)) {
        let side = &row[env.as_str()];
        let test = &side["last_test"];
        let last_test = match test {
            Value::Null => Value::Null,
            test => json!({
                "verdict": test["verdict"],
                "stage": test["stage"],
                "code": test["finding"]["code"],
                "warning": test["warning"],
                "at": test["at"],
            }),
        };
        document[env.as_str()] = json!({
            "state": if side["state"] == "incomplete" { "incomplete" } else { "complete" },
            "summary": side["summary"],
            "last_test": last_test,
        });
    }
    document
}

/// Of one that was received, only what is shared is there.
fn is_shown(row: &Value, env: Environment) -> bool {
    !row["shared"].is_object() || row["shared"][env.as_str()].is_string()
}

fn environments(workspace: &Workspace) -> Vec<Environment> {
    if workspace.standard { Environment::ALL.to_vec() } else { vec![Environment::Prod] }
}

fn table(session: &Session, workspace: &Workspace, rows: &[Value]) -> String {
    let head = |en, zh| Cell::styled(Style::Dim, session.say(en, zh));
    let mut heads = vec![head("NAME", "名称"), head("TYPE", "类型")];
    heads.extend(environments(workspace).into_iter().map(|env| Cell::styled(Style::Dim, env.as_str().to_uppercase())));
    heads.push(head("ADDRESS", "地址"));
    let mut cells = vec![heads];
    for row in rows {
        let mut line = vec![Cell::styled(Style::Bold, text(&row["name"])), Cell::new(text(&row["type"]))];
        line.extend(environments(workspace).into_iter().map(|env| match is_shown(row, env) {
            true => state(session, &row[env.as_str()]),
            false => Cell::styled(Style::Dim, "–"),
        }));
        let summaries = ["prod", "dev"].map(|env| text(&row[env]["summary"]));
        line.push(Cell::styled(Style::Dim, summaries.into_iter().find(|line| !line.is_empty()).unwrap_or_default()));
        cells.push(line);
    }
    Paint::stdout().columns(0, &cells)
}

fn state(session: &Session, side: &Value) -> Cell {
    match side["state"].as_str() {
        Some("untested") => Cell::new(session.say("untested", "未测试")),
        Some("connectable") => Cell::styled(Style::Good, session.say("connectable", "可连通")),
        Some("failing") => Cell::styled(Style::Bad, session.say("failing", "未通过")),
        _ if side["summary"] == "" => Cell::styled(Style::Dim, "–"),
        _ => Cell::styled(Style::Caution, session.say("incomplete", "未完成")),
    }
}

/// One data source, without its secrets.
pub async fn show(session: &Session, name: &str) -> Result<Answer, AppError> {
    let workspace = session.workspace().await?;
    let view = session.named(&workspace, name).await?;
    let words = describe(session, &workspace, &view);
    Ok(Answer::done(shown(&view, &workspace.name, workspace.standard), words))
}

fn describe(session: &Session, workspace: &Workspace, view: &Value) -> String {
    let paint = Paint::stdout();
    let facts = session.fill(
        "workspace {workspace} · revision {revision} · changed {changed}",
        "工作空间 {workspace} · 修订 {revision} · 修改于 {changed}",
        &params([
            ("workspace", workspace.name.clone()),
            ("revision", view["revision"].to_string()),
            ("changed", text(&view["modified_at"])),
        ]),
    );
    let mut out = format!("{}  {}\n", paint.text(Style::Bold, &text(&view["name"])), text(&view["type"]));
    let tags: Vec<String> =
        view["tags"].as_array().into_iter().flatten().map(|tag| format!("#{}", text(tag))).collect();
    for line in [text(&view["description"]), tags.join(" ")].into_iter().filter(|line| !line.is_empty()) {
        out += &format!("{}\n", paint.text(Style::Plain, &line));
    }
    out += &format!("{}\n", paint.text(Style::Dim, &facts));
    if view["shared"].is_object() {
        let permission = |env: Environment| {
            view["shared"][env.as_str()].as_str().map(|permission| format!("{} {permission}", env.as_str()))
        };
        let shared = session.fill(
            "shared by {workspace}: {what}",
            "由 {workspace} 共享：{what}",
            &params([
                ("workspace", text(&view["shared"]["workspace"])),
                ("what", Environment::ALL.into_iter().filter_map(permission).collect::<Vec<_>>().join(", ")),
            ]),
        );
        out += &format!("{}\n", paint.text(Style::Dim, &shared));
    }
    for env in environments(workspace).into_iter().filter(|env| is_shown(view, *env)) {
        out += &format!("\n{}", side(session, env, &view[env.as_str()]));
    }
    out
}

/// One side: its state, its properties, its secrets by name.
fn side(session: &Session, env: Environment, side: &Value) -> String {
    let paint = Paint::stdout();
    let name = paint.text(Style::Bold, env.as_str());
    if side.is_null() {
        let absent = session.say("incomplete: not configured", "未完成：尚未配置");
        return format!("{name}  {}\n", paint.text(Style::Caution, &absent));
    }
    let state = if side["complete"] == true {
        paint.text(Style::Good, &session.say("complete", "完整"))
    } else {
        paint.text(Style::Caution, &session.say("incomplete", "未完成"))
    };
    let mut out = format!("{name}  {state}  {}\n", paint.text(Style::Dim, &text(&side["mode"])));
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for (key, value) in side["properties"].as_object().into_iter().flatten() {
        rows.push(vec![Cell::new(key), Cell::new(value_words(value))]);
    }
    let missing: Vec<String> = side["missing"].as_array().into_iter().flatten().map(text).collect();
    let states = side["secret_states"].as_object().into_iter().flatten();
    for (slot, state) in states.filter(|(slot, _)| !missing.contains(slot)) {
        let (style, words) = match state.as_str() {
            Some("stored") => (Style::Good, session.say("in the keychain", "已存入密钥链")),
            Some("locked") => (Style::Caution, session.say("keychain locked", "密钥链已锁定")),
            Some("confirm") => (
                Style::Caution,
                session.say("in the keychain; confirm the changed target", "已存入密钥链；目标已变，需确认"),
            ),
            Some("env" | "file" | "command") => {
                let waits = if side["unconfirmed"] == true {
                    session.say("; to be agreed to", "；尚待确认")
                } else {
                    String::new()
                };
                let style = if waits.is_empty() { Style::Plain } else { Style::Caution };
                (style, format!("{}{waits}", origin(&side["fetched"][slot])))
            }
            Some("ask") => (Style::Plain, session.say("asked at each test", "每次测试时询问")),
            _ => (Style::Dim, session.say("not set", "未设置")),
        };
        rows.push(vec![Cell::new(slot), Cell::styled(style, words)]);
    }
    for key in missing {
        rows.push(vec![Cell::new(key), Cell::styled(Style::Caution, session.say("still missing", "尚未填写"))]);
    }
    out += &paint.columns(2, &rows);
    out
}

/// Where a secret is fetched.
pub(super) fn origin(source: &Value) -> String {
    serde_json::from_value::<SecretSource>(source.clone()).map(|source| source.to_string()).unwrap_or_default()
}

/// A property in one line.
fn value_words(value: &Value) -> String {
    match value {
        Value::String(text) if text.contains('\n') => format!("{} …", text.lines().next().unwrap_or_default()),
        Value::String(text) => text.clone(),
        Value::Array(rows) => rows.iter().map(value_words).collect::<Vec<_>>().join(", "),
        Value::Object(row) if row.contains_key("host") => {
            let part = |key: &str| row.get(key).map(value_words).unwrap_or_default();
            let (host, port) = (part("host"), part("port"));
            if host.contains(':') { format!("[{host}]:{port}") } else { format!("{host}:{port}") }
        }
        other => other.to_string(),
    }
}
