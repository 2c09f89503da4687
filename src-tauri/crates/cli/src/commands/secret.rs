//! `secret set`: from standard input or a prompt, never from an argument.

use headwater_model::{AppError, Environment, ErrorCode, Issue, IssueCode, params};
use serde_json::json;

use super::source_write::told;
use crate::prompt;
use crate::session::{Answer, Session};

/// Sets one secret of a saved side.
pub async fn set(session: &Session, name: &str, env: Environment, slot: &str) -> Result<Answer, AppError> {
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
    let request =
        json!({"id": view["id"], "env": env, "slot": slot, "secret": secret.expose(), "typed_name": session.confirm});
    let view = session.call("secret.set", request).await?;
    Ok(told(session, &workspace, &view, ("Secret set in “{name}”", "已设置“{name}”的密钥")))
}
