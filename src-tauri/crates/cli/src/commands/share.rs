//! `share add`, `list`, `revoke`: data sources in other workspaces.

use headwater_model::{AppError, Environment, ErrorCode, Permission, params};
use serde_json::{Value, json};

use super::text;
use crate::output::{Cell, Paint, Style};
use crate::session::{Answer, Session};

/// Whom a rule is for, as it is given on the command line.
#[derive(Debug, Default)]
pub struct Whom {
    /// The workspace that receives.
    pub to: Option<String>,
    /// Which environment of it.
    pub env: Option<Environment>,
    /// The one user there.
    pub user: Option<String>,
}

/// Shares a data source.
pub async fn add(
    session: &Session,
    name: &str,
    whom: Whom,
    permission: Permission,
    private: bool,
) -> Result<Answer, AppError> {
    let workspace = session.workspace().await?;
    let view = session.named(&workspace, name).await?;
    let to = session.workspace_named(whom.to.as_deref().unwrap_or_default()).await?;
    let request = json!({"id": view["id"], "to": to.id, "env": whom.env, "user": whom.user,
        "permission": permission, "private": private});
    let rule = session.call("share.add", request).await?;
    let words = session.fill(
        "“{to}” has it as {shared}. To take it back: headwater share revoke {name} --to {to}\n",
        "“{to}”中的名称为 {shared}。如需撤销：headwater share revoke {name} --to {to}\n",
        &params([("to", to.name), ("shared", text(&rule["shared_name"])), ("name", name.to_owned())]),
    );
    Ok(Answer::done(document(&rule, "given"), words))
}

/// Every rule of the workspace, given and received.
pub async fn list(session: &Session) -> Result<Answer, AppError> {
    let workspace = session.workspace().await?;
    let all = session.call("share.list", json!({"workspace": workspace.id})).await?;
    let rules = |direction: &'static str| {
        all[direction].as_array().into_iter().flatten().map(move |rule| document(rule, direction))
    };
    let rules: Vec<Value> = rules("given").chain(rules("received")).collect();
    let words = if rules.is_empty() {
        session.fill(
            "“{name}” shares nothing and receives nothing.\n",
            "“{name}”没有共享给他人，也没有收到共享。\n",
            &params([("name", workspace.name)]),
        )
    } else {
        table(session, &rules)
    };
    Ok(Answer::done(Value::Array(rules), words))
}

/// Takes back every rule of a data source that fits.
pub async fn revoke(session: &Session, name: &str, whom: Whom) -> Result<Answer, AppError> {
    let workspace = session.workspace().await?;
    let all = session.call("share.list", json!({"workspace": workspace.id})).await?;
    let rules = ["given", "received"].into_iter().flat_map(|direction| {
        let rules = all[direction].as_array().into_iter().flatten();
        let called = if direction == "given" { "name" } else { "shared_name" };
        rules.filter(move |rule| rule[called] == name).map(move |rule| (direction, rule))
    });
    let fits = |rule: &Value| {
        whom.to.as_ref().is_none_or(|to| rule["to"] == **to)
            && whom.env.is_none_or(|env| rule["env"] == env.as_str())
            && whom.user.as_ref().is_none_or(|user| rule["user"] == **user)
    };
    let found: Vec<(&str, &Value)> = rules.filter(|(_, rule)| fits(rule)).collect();
    let Some((_, first)) = found.first() else {
        // A name that is not there, or a right that is missing, is the better reason.
        let view = session.named(&workspace, name).await?;
        session.call("share.revoke", json!({"id": view["id"], "rules": []})).await?;
        return Err(AppError::new(ErrorCode::ShareNotFound).with("name", name));
    };
    let ids: Vec<&Value> = found.iter().map(|(_, rule)| &rule["id"]).collect();
    session.call("share.revoke", json!({"id": first["source"], "rules": ids})).await?;
    let documents: Vec<Value> = found.iter().map(|(direction, rule)| document(rule, direction)).collect();
    let words = session.fill(
        "Revoked {count} of “{name}”.\n",
        "已撤销“{name}”的 {count} 项共享。\n",
        &params([("count", documents.len().to_string()), ("name", name.to_owned())]),
    );
    Ok(Answer::done(Value::Array(documents), words))
}

/// One rule for scripts.
fn document(rule: &Value, direction: &str) -> Value {
    let mut document = json!({"direction": direction});
    for key in [
        "id",
        "name",
        "shared_name",
        "type",
        "from",
        "to",
        "env",
        "user",
        "permission",
        "private",
        "created_by",
        "created_at",
    ] {
        document[key] = rule[key].clone();
    }
    document
}

fn table(session: &Session, rules: &[Value]) -> String {
    let heads = [
        ("", ""),
        ("DATA SOURCE", "数据源"),
        ("TO", "共享给"),
        ("ENV", "环境"),
        ("FOR", "对象"),
        ("PERMISSION", "权限"),
    ];
    let mut rows = vec![heads.map(|(en, zh)| Cell::styled(Style::Dim, session.say(en, zh))).to_vec()];
    for rule in rules {
        let given = rule["direction"] == "given";
        let user = match (rule["user"].as_str(), rule["private"] == true) {
            (None, _) => session.say("everyone", "所有人"),
            (Some(user), false) => user.to_owned(),
            (Some(user), true) => {
                session.fill("{user} alone (private)", "仅 {user}（私有）", &params([("user", user.to_owned())]))
            }
        };
        let edit = rule["permission"] == "edit";
        rows.push(vec![
            Cell::styled(Style::Dim, if given { "→" } else { "←" }),
            Cell::styled(Style::Bold, text(&rule[if given { "name" } else { "shared_name" }])),
            Cell::new(text(&rule["to"])),
            Cell::new(text(&rule["env"])),
            Cell::new(user),
            Cell::new(if edit { session.say("edit", "可编辑") } else { session.say("read", "可使用") }),
        ]);
    }
    Paint::stdout().columns(0, &rows)
}
