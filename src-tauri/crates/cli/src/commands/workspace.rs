//! `workspace …`

use headwater_model::{AppError, params};
use serde_json::{Value, json};

use super::text;
use crate::args::ModeArg;
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

/// Makes a workspace.
pub async fn create(session: &Session, name: &str, mode: ModeArg, description: &str) -> Result<Answer, AppError> {
    let request = json!({"name": name, "mode": mode.as_str(), "description": description});
    let view = session.call("workspace.create", request).await?;
    let words = session.fill(
        "Created the workspace “{name}”. To work in it: headwater workspace select {name}\n",
        "已创建工作空间“{name}”。切换到它：headwater workspace select {name}\n",
        &params([("name", name.to_owned())]),
    );
    Ok(Answer::done(view, words))
}

/// Renames or describes a workspace, locks or unlocks its production.
pub async fn change(session: &Session, name: &str, mut change: Value) -> Result<Answer, AppError> {
    change["workspace"] = session.workspace_named(name).await?.id;
    change["typed_name"] = json!(session.confirm);
    let view = session.call("workspace.change", change).await?;
    let values = params([("name", text(&view["name"]))]);
    let words = match view["locked"] == true {
        true => session.fill(
            "Changed “{name}”; its production is locked.\n",
            "已修改“{name}”；其生产环境已锁定。\n",
            &values,
        ),
        false => session.fill("Changed “{name}”.\n", "已修改“{name}”。\n", &values),
    };
    Ok(Answer::done(view, words))
}

/// Turns a basic workspace into a standard one, or says what that would do.
pub async fn upgrade(session: &Session, name: &str, preview: bool, prefill: bool) -> Result<Answer, AppError> {
    let workspace = session.workspace_named(name).await?;
    let request = json!({"workspace": workspace.id, "preview": preview, "prefill": prefill});
    let done = session.call("workspace.upgrade", request).await?;
    let mut words = String::new();
    for source in done["sources"].as_array().into_iter().flatten() {
        let missing: Vec<String> = source["missing"].as_array().into_iter().flatten().map(text).collect();
        let values = params([("name", text(&source["name"])), ("missing", missing.join(", "))]);
        let (en, zh) = match (source["prefilled"] == true, missing.is_empty()) {
            (false, _) => ("  {name}: dev incomplete\n", "  {name}：dev 待补全\n"),
            (true, true) => ("  {name}: dev like prod\n", "  {name}：dev 与 prod 相同\n"),
            (true, false) => {
                ("  {name}: dev like prod, without {missing}\n", "  {name}：dev 与 prod 相同，但缺少 {missing}\n")
            }
        };
        words += &session.fill(en, zh, &values);
    }
    let (en, zh) = if preview {
        (
            "“{name}” would become a standard workspace; nothing was changed.\n",
            "“{name}”将变为标准模式；未做任何更改。\n",
        )
    } else {
        ("“{name}” is a standard workspace now.\n", "“{name}”已升级为标准模式。\n")
    };
    words += &session.fill(en, zh, &params([("name", name.to_owned())]));
    Ok(Answer::done(done, words))
}

/// Deletes a workspace with everything in it.
pub async fn delete(session: &Session, name: &str) -> Result<Answer, AppError> {
    let workspace = session.workspace_named(name).await?;
    let typed = session.confirm.clone().unwrap_or_default();
    session.call("workspace.delete", json!({"workspace": workspace.id, "typed_name": typed})).await?;
    let words = session.fill(
        "Deleted the workspace “{name}”.\n",
        "已删除工作空间“{name}”。\n",
        &params([("name", name.to_owned())]),
    );
    Ok(Answer::done(json!({"id": workspace.id, "name": name}), words))
}
