//! `source show`.

use headwater_model::{AppError, Environment, SecretSource, params};
use serde_json::Value;

use super::list::environments;
use super::text;
use crate::document::shown;
use crate::output::{Cell, Paint, Style};
use crate::session::{Answer, Session, Workspace};

/// One data source, without its secrets.
pub async fn show(session: &Session, name: &str) -> Result<Answer, AppError> {
    let workspace = session.workspace().await?;
    let view = session.named(&workspace, name).await?;
    let words = describe(session, &workspace, &view);
    Ok(Answer::done(shown(&view, &workspace.name, workspace.standard), words))
}

/// Of one that was received, only what is shared is there.
fn is_shown(row: &Value, env: Environment) -> bool {
    !row["shared"].is_object() || row["shared"][env.as_str()].is_string()
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
    for env in environments(workspace).iter().copied().filter(|env| is_shown(view, *env)) {
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
