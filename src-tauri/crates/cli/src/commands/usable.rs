//! `source usable`: where a data source can be used.

use headwater_model::AppError;
use serde_json::{Value, json};

use super::text;
use crate::output::{Cell, Paint, Style};
use crate::session::{Answer, Session};

/// Every use, allowed or not, with the reason and what to do.
pub async fn usable(session: &Session, name: &str) -> Result<Answer, AppError> {
    let workspace = session.workspace().await?;
    let view = session.named(&workspace, name).await?;
    let uses = session.call("source.usable", json!({"id": view["id"]})).await?;
    let uses: Vec<&Value> = uses.as_array().into_iter().flatten().collect();
    let mut rows = Vec::new();
    for found in &uses {
        let allowed = found["allowed"] == true;
        let why = [&found["reason"], &found["remedy"]].map(|words| localized(session, words)).join(" ");
        rows.push(vec![
            if allowed { Cell::styled(Style::Good, "✓") } else { Cell::styled(Style::Bad, "✗") },
            Cell::new(localized(session, &found["name"])),
            Cell::new(text(&found["env"])),
            Cell::styled(Style::Dim, why.trim().to_owned()),
        ]);
    }
    let document = uses
        .iter()
        .map(|found| {
            json!({
                "consumer": found["consumer"],
                "env": found["env"],
                "allowed": found["allowed"],
                "reason": one(session, &found["reason"]),
                "remedy": one(session, &found["remedy"]),
            })
        })
        .collect();
    Ok(Answer::done(Value::Array(document), Paint::stdout().columns(0, &rows)))
}

fn localized(session: &Session, words: &Value) -> String {
    text(&words[session.lang.id()])
}

/// The words in the language of the session, or `null`.
fn one(session: &Session, words: &Value) -> Value {
    words.get(session.lang.id()).cloned().unwrap_or_default()
}
