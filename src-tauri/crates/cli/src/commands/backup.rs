//! `backup …`: copies of the database. They hold no secret.

use std::path::Path;

use headwater_model::{AppError, ErrorCode, params};
use serde_json::{Value, json};

use super::text;
use crate::failure::refused;
use crate::output::{Paint, Style};
use crate::session::{Answer, Session};

/// Makes a backup: a dated one in the data folder, or the file that is named.
pub async fn create(session: &Session, file: Option<&Path>) -> Result<Answer, AppError> {
    let path = file.map(|file| readable(session, file)).transpose()?;
    let made = session.call("backup.create", json!({"path": path})).await?;
    let values = params([("path", text(&made["path"])), ("bytes", made["bytes"].to_string())]);
    let words = session.fill("{path}, {bytes} bytes\n", "{path}，{bytes} 字节\n", &values);
    Ok(Answer::done(made, words))
}

/// Replaces everything by a backup; what was there becomes a backup first. Of a damaged database no backup can be made: its
/// file is moved away.
pub async fn restore(session: &Session, file: &Path) -> Result<Answer, AppError> {
    let path = readable(session, file)?;
    let request = json!({"path": path});
    let done = match session.call("backup.restore", request.clone()).await {
        Err(why) if why.code == ErrorCode::DatabaseDamaged => session.rescue(why, "backup.restore", request).await?,
        outcome => outcome?,
    };
    let values = params([("before", text(&done["before"]))]);
    let mut words =
        session.fill("Restored. What was there before: {before}\n", "已恢复。此前的内容：{before}\n", &values);
    let bare: Vec<String> = done["without_secrets"].as_array().into_iter().flatten().map(text).collect();
    if !bare.is_empty() {
        let line = session.fill(
            "The keychain no longer has the secrets of: {names}",
            "密钥链中已没有以下数据源的密钥：{names}",
            &params([("names", bare.join(", "))]),
        );
        words += &format!("{}\n", Paint::stdout().text(Style::Caution, &line));
    }
    Ok(Answer::done(done, words))
}

/// A path crosses the border as text.
pub(super) fn readable(session: &Session, path: &Path) -> Result<Value, AppError> {
    path.to_str().map(Value::from).ok_or_else(|| {
        let reason = session.say("the path is not UTF-8", "路径不是 UTF-8");
        refused(reason).on("path")
    })
}
