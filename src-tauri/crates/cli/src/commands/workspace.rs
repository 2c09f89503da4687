//! `workspace …`

use headwater_model::{AppError, params};
use serde_json::{Value, json};

use super::text;
use crate::output::{Cell, Paint, Style};
use crate::session::{Answer, Session};

/// Every workspace.
pub async fn list(session: &Session) -> Result<Answer, AppError> {
    let all = session.workspaces().await?;
    let words = table(session, &all);
    Ok(Answer::done(Value::Array(all), words))
}

fn table(session: &Session, all: &[Value]) -> String {
    let heads = [("", ""), ("NAME", "名称"), ("MODE", "模式"), ("SOURCES", "数据源")];
    let mut rows = vec![heads.map(|(en, zh)| Cell::styled(Style::Dim, session.say(en, zh))).to_vec()];
    for workspace in all {
        let current = workspace["current"] == true;
        let mode = match workspace["mode"].as_str() {
            Some("basic") => session.say("basic", "简单模式"),
            _ => session.say("standard", "标准模式"),
        };
        rows.push(vec![
            Cell::styled(Style::Good, if current { "*" } else { "" }),
            Cell::styled(if current { Style::Bold } else { Style::Plain }, text(&workspace["name"])),
            Cell::new(mode),
            Cell::new(workspace["sources"].to_string()).right(),
        ]);
    }
    Paint::stdout().columns(0, &rows)
}

/// The sample workspace, made or found, now current.
pub async fn sample(session: &Session) -> Result<Answer, AppError> {
    let mut made = session.call("workspace.sample", json!({})).await?;
    let workspace = made["workspace"].take();
    let listed = session.fill(
        "The workspace “{name}” is ready and selected.\nTry: headwater test shop --env all\n",
        "工作空间“{name}”已就绪并设为当前。\n可尝试：headwater test shop --env all\n",
        &params([("name", text(&workspace["name"]))]),
    );
    Ok(Answer::done(workspace, listed))
}

/// Makes a workspace the current one.
pub async fn select(session: &Session, name: &str) -> Result<Answer, AppError> {
    let chosen = session.workspace_named(name).await?;
    let view = session.call("workspace.select", json!({"workspace": chosen.id})).await?;
    let words = session.fill(
        "“{name}” is the current workspace.\n",
        "“{name}”现为当前工作空间。\n",
        &params([("name", name.to_owned())]),
    );
    Ok(Answer::done(view, words))
}
