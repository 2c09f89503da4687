//! `apply`: a file that a team commits becomes what is there.

use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;

use headwater_model::{AppError, Secret, params};
use serde_json::{Value, json};

use super::exchange::{difference, outcome};
use super::text;
use crate::failure::refused;
use crate::prompt::unbuffered;
use crate::session::{Answer, Document, Session};

/// A little more than is accepted, in bytes: the command table refuses what is too long.
const LONGEST: u64 = 2 * 1024 * 1024;

/// Applies the file, or says what that would change.
pub async fn run(session: &Session, file: &Path, preview: bool) -> Result<Answer, AppError> {
    let workspace = session.workspace().await?;
    let content = session
        .wait({
            let file = file.to_owned();
            move || Ok(read(&file))
        })
        .await?;
    let content = content.map_err(|error| {
        let values = params([("file", file.display().to_string()), ("error", error.to_string())]);
        refused(session.fill("{file} cannot be read: {error}", "无法读取 {file}：{error}", &values))
    })?;
    let request = json!({"content": content.expose(), "workspace": workspace.id, "preview": preview,
        "typed_name": session.confirm});
    let told = session.watch("apply.run", request, Arc::new(|_| ())).await?;
    if preview {
        return Ok(differences(session, told));
    }
    let rows: Vec<&Value> = told["sources"].as_array().into_iter().flatten().map(|source| &source["done"]).collect();
    let mut answer = outcome(session, &json!({"rows": rows}))?;
    if let Document::Value(document) = &mut answer.document {
        document["workspaces"] = told["workspaces"].clone();
    }
    Ok(answer)
}

fn read(file: &Path) -> std::io::Result<Secret<String>> {
    let input = if file == Path::new("-") { unbuffered()? } else { std::fs::File::open(file)? };
    let mut content = String::new();
    input.take(LONGEST).read_to_string(&mut content)?;
    Ok(Secret::new(content))
}

fn differences(session: &Session, told: Value) -> Answer {
    let list = |key: &str| told[key].as_array().into_iter().flatten();
    let mut out = String::new();
    for place in list("workspaces") {
        let kind = session.say("workspace", "工作空间");
        let mut row = place.clone();
        row["type"] = kind.into();
        out += &difference(session, &text(&place["name"]), &row);
    }
    for source in list("sources") {
        let name = format!("{} / {}", text(&source["workspace"]), text(&source["row"]["name"]));
        out += &difference(session, &name, &source["row"]);
    }
    Answer::done(told, out)
}
