//! `source create`, `edit`, `clone`, `delete`, `restore`: each answers with the data source as `source show` would.

use std::path::PathBuf;

use headwater_model::{AppError, Door, Environment, ErrorCode, Params, params};
use serde_json::{Value, json};

use super::text;
use crate::args::CloneSecrets;
use crate::document::{read, shown, without_read_only};
use crate::failure::refused;
use crate::output::{Paint, Style};
use crate::session::{Answer, Session, Workspace};

/// Creates a data source from a document.
pub async fn create(session: &Session, file: PathBuf, door: Door) -> Result<Answer, AppError> {
    let mut request = read_document(session, file).await?;
    without_read_only(&mut request);
    let workspace = match request.remove("workspace") {
        Some(Value::String(name)) if !session.chose_workspace() => session.workspace_named(&name).await?,
        None | Some(Value::Null | Value::String(_)) => session.workspace().await?,
        Some(_) => {
            let reason = session.say("`workspace` is a name", "`workspace` 应为名称");
            return Err(refused(reason).on("workspace"));
        }
    };
    request.insert("workspace".to_owned(), workspace.id.clone());
    request.insert("door".to_owned(), json!(door));
    request.insert("from_file".to_owned(), true.into());
    let view = session.call("source.save", Value::Object(request)).await?;
    Ok(told(session, &workspace, &view, ("Created “{name}”", "已创建“{name}”")))
}

/// Changes a data source by a merge patch.
pub async fn edit(session: &Session, name: &str, file: PathBuf, if_revision: Option<i64>) -> Result<Answer, AppError> {
    let mut patch = read_document(session, file).await?;
    without_read_only(&mut patch);
    let workspace = session.workspace().await?;
    let before = session.named(&workspace, name).await?;
    let request = json!({"id": before["id"], "revision": if_revision, "patch": patch, "typed_name": session.confirm,
        "from_file": true});
    let view = session.call("source.patch", request).await?;
    Ok(told(session, &workspace, &view, ("Changed “{name}”", "已修改“{name}”")))
}

async fn read_document(session: &Session, file: PathBuf) -> Result<headwater_model::Object, AppError> {
    let lang = session.lang;
    session.wait(move || read(&file, lang)).await
}

/// Gives a data source another name.
pub async fn rename(session: &Session, name: &str, new: &str) -> Result<Answer, AppError> {
    let workspace = session.workspace().await?;
    let id = session.named(&workspace, name).await?["id"].take();
    let request = json!({"id": id, "name": new, "typed_name": session.confirm});
    let view = session.call("source.rename", request).await?;
    Ok(told(session, &workspace, &view, ("Renamed to “{name}”", "已重命名为“{name}”")))
}

/// Copies a data source.
pub async fn clone(
    session: &Session,
    name: &str,
    new: &str,
    env: Option<Environment>,
    secrets: CloneSecrets,
) -> Result<Answer, AppError> {
    let workspace = session.workspace().await?;
    let original = session.named(&workspace, name).await?;
    let envs = match env {
        Some(env) if original[env.as_str()].is_null() => {
            let error = AppError::new(ErrorCode::SideAbsent).with("name", name).with("env", env.as_str());
            return Err(error.on("--env"));
        }
        Some(env) => vec![env],
        None => Environment::ALL.to_vec(),
    };
    let request = json!({"id": original["id"], "name": new, "envs": envs, "secrets": secrets.as_str()});
    let view = session.call("source.clone", request).await?;
    Ok(told(session, &workspace, &view, ("Cloned to “{name}”", "已克隆为“{name}”")))
}

/// Deletes a data source or one side of it; with `purge` for good, also what was deleted before.
pub async fn delete(session: &Session, name: &str, env: Option<Environment>, purge: bool) -> Result<Answer, AppError> {
    let workspace = session.workspace().await?;
    let envs: Vec<Environment> = env.into_iter().collect();
    let mut breaks = Vec::new();
    let (id, deleted) = match session.named(&workspace, name).await {
        Ok(view) if !(purge && env.is_some_and(|env| view[env.as_str()].is_null())) => {
            let impact = session.call("source.impact", json!({"id": view["id"]})).await?;
            breaks = broken(&impact, &envs);
            let request = json!({"id": view["id"], "envs": envs, "typed_name": session.confirm});
            let done = session.call("source.delete", request).await?;
            (view["id"].clone(), done["envs"].clone())
        }
        // The side is gone already; what is left of it can still be purged.
        Ok(view) => (view["id"].clone(), json!(envs)),
        Err(error) if purge && error.code == ErrorCode::SourceNotFound => {
            let gone = deleted_named(session, &workspace, name).await.map_err(|_| error)?;
            (gone["id"].clone(), json!(if envs.is_empty() { present(&gone) } else { envs.clone() }))
        }
        Err(error) => return Err(error),
    };
    if purge {
        session.call("source.purge", json!({"id": id, "envs": envs, "typed_name": session.confirm})).await?;
    }
    let document = json!({"id": id, "name": name, "workspace": workspace.name, "envs": deleted, "purged": purge,
        "shared_with": breaks});
    let mut words = farewell(session, name, &deleted, purge);
    if !breaks.is_empty() {
        words += &session.fill(
            "Tasks that use it fail in these workspaces too: {workspaces}\n",
            "以下工作空间中使用它的任务也会失败：{workspaces}\n",
            &params([("workspaces", breaks.join(", "))]),
        );
    }
    Ok(Answer::done(document, words))
}

/// Other workspaces that have one of these sides; no sides: any.
fn broken(impact: &Value, envs: &[Environment]) -> Vec<String> {
    let shared = impact["shared_with"].as_array().into_iter().flatten();
    let loses = |with: &&Value| {
        let has =
            |env: &Environment| with["envs"].as_array().is_some_and(|all| all.iter().any(|one| one == env.as_str()));
        envs.is_empty() || envs.iter().any(has)
    };
    shared.filter(loses).map(|with| text(&with["workspace"])).collect()
}

fn farewell(session: &Session, name: &str, envs: &Value, purge: bool) -> String {
    let envs: Vec<String> = envs.as_array().into_iter().flatten().map(text).collect();
    let values = params([("name", name.to_owned()), ("envs", envs.join(", "))]);
    let mut out = done(
        session,
        if purge {
            ("Deleted “{name}” ({envs}) for good", "已彻底删除“{name}”（{envs}）")
        } else {
            ("Deleted “{name}” ({envs})", "已删除“{name}”（{envs}）")
        },
        &values,
    );
    if !purge {
        out += &session.fill(
            "To undo: headwater source restore {name}\n",
            "如需撤销：headwater source restore {name}\n",
            &values,
        );
    }
    out
}

/// Brings back the deleted sides of a data source that is there, else a deleted data source.
pub async fn restore(session: &Session, name: &str) -> Result<Answer, AppError> {
    let workspace = session.workspace().await?;
    let there = match session.named(&workspace, name).await {
        Ok(view) => bring_back(session, &view).await,
        Err(error) => Err(error),
    };
    let view = match there {
        // One that is there and whole may hide one that was deleted: then its name is taken.
        Err(error) if matches!(error.code, ErrorCode::SourceNotFound | ErrorCode::NotDeleted) => {
            bring_back(session, &deleted_named(session, &workspace, name).await?).await?
        }
        other => other?,
    };
    Ok(told(session, &workspace, &view, ("Restored “{name}”", "已恢复“{name}”")))
}

async fn bring_back(session: &Session, view: &Value) -> Result<Value, AppError> {
    session.call("source.restore", json!({"id": view["id"], "envs": []})).await
}

async fn deleted_named(session: &Session, workspace: &Workspace, name: &str) -> Result<Value, AppError> {
    session.call("source.named", json!({"workspace": workspace.id, "name": name, "deleted": true})).await
}

fn present(view: &Value) -> Vec<Environment> {
    Environment::ALL.into_iter().filter(|env| !view[env.as_str()].is_null()).collect()
}

/// The data source as it is now, and for people what is still missing and what to do next.
pub fn told(session: &Session, workspace: &Workspace, view: &Value, words: (&'static str, &'static str)) -> Answer {
    let name = text(&view["name"]);
    let mut out = done(session, words, &params([("name", name.clone())]));
    let mut complete = Vec::new();
    for env in present(view) {
        let side = &view[env.as_str()];
        let missing: Vec<String> = side["missing"].as_array().into_iter().flatten().map(text).collect();
        if missing.is_empty() {
            complete.push(env.as_str());
            continue;
        }
        out += &session.fill(
            "{env} is a draft; still missing: {missing}\n",
            "{env} 为草稿；尚未填写：{missing}\n",
            &params([("env", env.as_str().to_owned()), ("missing", missing.join(", "))]),
        );
        for slot in missing.iter().filter(|key| side["secret_states"].get(key.as_str()).is_some()) {
            out += &format!("    headwater secret set {name} --env {} --slot {slot}\n", env.as_str());
        }
    }
    if let Some(first) = complete.first() {
        let env = if complete.len() > 1 { "all" } else { first };
        out += &session.fill(
            "Try: headwater test {name} --env {env}\n",
            "可测试：headwater test {name} --env {env}\n",
            &params([("name", name), ("env", env.to_owned())]),
        );
    }
    Answer::done(shown(view, &workspace.name, workspace.standard), out)
}

/// A line with a mark.
fn done(session: &Session, (en, zh): (&'static str, &'static str), values: &Params) -> String {
    let paint = Paint::stdout();
    format!("{} {}\n", paint.text(Style::Good, "✓"), paint.text(Style::Plain, &session.fill(en, zh, values)))
}
