//! `secret set`: from standard input or a prompt, never from an argument; or a reference to where it is fetched.

use headwater_model::{AppError, Environment, ErrorCode, Issue, IssueCode, Secret, SecretSource, params};
use serde_json::{Value, json};

use super::source_write::told;
use crate::args::{SecretArgs, SecretFrom};
use crate::prompt;
use crate::session::{Answer, Session};

/// Sets one secret of a saved side, or says where it comes from.
pub async fn set(session: &Session, arguments: SecretArgs) -> Result<Answer, AppError> {
    let (name, env, slot) = (&arguments.name, Environment::from(arguments.env), &arguments.slot);
    let workspace = session.workspace().await?;
    let view = session.named(&workspace, name).await?;
    // Before anything is typed: what would be refused anyway.
    let states = &view[env.as_str()]["secret_states"];
    if view[env.as_str()].is_null() {
        return Err(AppError::new(ErrorCode::SideAbsent).with("name", name).with("env", env.as_str()).on("--env"));
    }
    if states.get(slot).is_none() {
        let slots: Vec<&str> = states.as_object().into_iter().flatten().map(|(slot, _)| slot.as_str()).collect();
        let error = AppError::new(ErrorCode::SecretUnknown).with("slot", slot).with("slots", slots.join(", "));
        return Err(error.on("--slot"));
    }
    // Until the request is sent, it is zeroed when it goes.
    let typed;
    let secret = match reference(arguments.from) {
        Some(reference) => reference,
        None => {
            typed = ask(session, name, env, slot).await?;
            typed.expose().as_str().into()
        }
    };
    let request = json!({"id": view["id"], "env": env, "slot": slot, "secret": secret, "typed_name": session.confirm});
    let view = session.call("secret.set", request).await?;
    Ok(told(session, &workspace, &view, ("Secret set in “{name}”", "已设置“{name}”的密钥")))
}

/// Where it comes from, if it is not typed.
fn reference(from: SecretFrom) -> Option<Value> {
    // The shell's folder means nothing to whoever uses the side later.
    let absolute = |path: std::path::PathBuf| std::path::absolute(&path).unwrap_or(path).display().to_string();
    let source = from.env_var.map(SecretSource::Env);
    let source = source.or_else(|| from.file.map(|path| SecretSource::File(absolute(path))));
    let command = Some(from.command).filter(|argv| !argv.is_empty());
    let source = source.or(command.map(SecretSource::Command));
    source.map(|source| json!(source)).or_else(|| from.ask.then(|| json!({"ask": true})))
}

async fn ask(session: &Session, name: &str, env: Environment, slot: &str) -> Result<Secret<String>, AppError> {
    let question = session.fill(
        "{slot} of “{name}” ({env})",
        "“{name}”（{env}）的 {slot}",
        &params([("slot", slot.to_owned()), ("name", name.to_owned()), ("env", env.as_str().to_owned())]),
    );
    let lang = session.lang;
    let secret = session.wait(move || prompt::secret(&question, lang)).await?;
    if secret.expose().is_empty() {
        let issue = Issue::new(format!("{}.secrets.{slot}", env.as_str()), IssueCode::Missing);
        return Err(AppError::invalid(vec![issue]));
    }
    Ok(secret)
}
