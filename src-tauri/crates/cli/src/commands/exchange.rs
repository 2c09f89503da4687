//! `source export` and `source import`: documents out and in. The document of an export is standard output; what it leaves
//! out is told on standard error.

use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;

use headwater_model::{AppError, ErrorCode, Issue, IssueCode, JSON_BYTES, Secret, params};
use serde_json::{Value, json};

use super::backup::readable;
use super::source::origin;
use super::text;
use crate::args::{FormatArg, ImportArgs};
use crate::failure::refused;
use crate::output::{Cell, Paint, Style, tell};
use crate::prompt;
use crate::session::{Answer, Session, Workspace};

/// Writes data sources to a document.
pub async fn export(
    session: &Session,
    names: &[String],
    format: FormatArg,
    output: Option<&Path>,
) -> Result<Answer, AppError> {
    let workspace = session.workspace().await?;
    let mut ids = Vec::new();
    for name in names {
        ids.push(session.named(&workspace, name).await?["id"].take());
    }
    let path = output.map(|file| readable(session, file)).transpose()?;
    let passphrase = match format {
        FormatArg::Sealed => Some(new_passphrase(session).await?),
        FormatArg::Dataworks => None,
    };
    let request = json!({"workspace": workspace.id, "ids": ids, "format": format.as_str(), "path": path,
        "passphrase": passphrase.as_ref().map(|passphrase| passphrase.expose().as_str())});
    let made = session.call("source.export", request).await?;
    let paint = Paint::stderr();
    for warning in made["warnings"].as_array().into_iter().flatten() {
        tell(&format!("{}\n", paint.text(Style::Caution, &warning_words(session, warning))));
    }
    if let Some(path) = made["path"].as_str() {
        let values = params([("path", path.to_owned()), ("count", made["sources"].to_string())]);
        let words = session.fill("{count} data sources in {path}\n", "已将 {count} 个数据源写入 {path}\n", &values);
        return Ok(Answer::done(json!({"path": path, "sources": made["sources"], "sides": made["sides"]}), words));
    }
    let content = text(&made["content"]);
    let document = match format {
        FormatArg::Dataworks => serde_json::from_str(&content).unwrap_or_default(),
        FormatArg::Sealed => json!({"sealed": content}),
    };
    Ok(Answer::done(document, content))
}

fn warning_words(session: &Session, warning: &Value) -> String {
    let place = [&warning["source"], &warning["env"]].map(text);
    let keys: Vec<String> = warning["keys"].as_array().into_iter().flatten().map(text).collect();
    let words = localized(session, &warning["text"]);
    let end = if keys.is_empty() { String::new() } else { format!(": {}", keys.join(", ")) };
    format!("{}: {words}{end}", place.join(" ").trim())
}

fn localized(session: &Session, words: &Value) -> String {
    text(&words[session.lang.id()])
}

/// From a pipe once, from a person twice.
async fn new_passphrase(session: &Session) -> Result<Secret<String>, AppError> {
    let lang = session.lang;
    let (first, again) = (
        session.say("Passphrase for the export", "导出文件的口令"),
        session.say("The same passphrase again", "再次输入口令"),
    );
    let differ = session.say("the two passphrases differ", "两次输入的口令不一致");
    session
        .wait(move || {
            let passphrase = prompt::secret(&first, lang)?;
            if prompt::can_ask() && prompt::ask(&again, lang)?.expose() != passphrase.expose() {
                return Err(refused(differ));
            }
            Ok(passphrase)
        })
        .await
}

/// Takes a document in, or says what that would change.
pub async fn import(session: &Session, arguments: ImportArgs) -> Result<Answer, AppError> {
    let workspace = session.workspace().await?;
    let mut seen = read(session, &workspace, &arguments).await?;
    if arguments.preview {
        return Ok(preview(session, &seen));
    }
    let choices = choices(session, &seen, &arguments.choose)?;
    let request = json!({"ticket": seen["ticket"].take(), "choices": choices, "typed_name": session.confirm});
    let paint = Paint::stderr();
    for told in seen["notes"].as_array().into_iter().flatten().chain(
        seen["rows"].as_array().into_iter().flatten().flat_map(|row| row["notes"].as_array().into_iter().flatten()),
    ) {
        tell(&format!("{}\n", paint.text(Style::Caution, &note_words(session, told))));
    }
    let show = !session.json && prompt::can_ask();
    let progress = move |event: Value| {
        if show && event["total"].as_u64() > Some(20) && event.get("done").is_some() {
            tell(&format!("\r{}/{}", event["done"], event["total"]));
        }
    };
    let done = session.watch("import.apply", request, Arc::new(progress)).await?;
    outcome(session, &done)
}

/// Reads the document; asks for the passphrase of a sealed one.
async fn read(session: &Session, workspace: &Workspace, arguments: &ImportArgs) -> Result<Value, AppError> {
    let from = arguments.from.map_or("document", crate::args::FromArg::as_str);
    let mut request = json!({"workspace": workspace.id, "from": from, "passwords": arguments.passwords,
        "env": arguments.env.map(headwater_model::Environment::from)});
    let piped = arguments.file.as_deref() == Some(Path::new("-"));
    if piped {
        let input = session.wait(|| Ok(piped_document())).await?;
        let content = input.map_err(|error| refused(error.to_string()))?;
        request["content"] = content.expose().as_str().into();
    } else if let Some(file) = &arguments.file {
        request["path"] = readable(session, file)?;
    }
    match session.call("import.read", request.clone()).await {
        Err(error) if error.code == ErrorCode::PassphraseNeeded && piped => {
            let reason = session.say(
                "a sealed export has to be a file, because the passphrase comes from standard input",
                "加密的导出文件须以文件给出，因为口令来自标准输入",
            );
            Err(refused(reason))
        }
        Err(error) if error.code == ErrorCode::PassphraseNeeded => {
            let question = session.say("Passphrase of the export", "导出文件的口令");
            let lang = session.lang;
            let passphrase = session.wait(move || prompt::secret(&question, lang)).await?;
            request["passphrase"] = passphrase.expose().as_str().into();
            session.call("import.read", request).await
        }
        other => other,
    }
}

fn piped_document() -> std::io::Result<Secret<String>> {
    let mut content = String::new();
    let limit = u64::try_from(JSON_BYTES).unwrap_or(u64::MAX) + 1;
    prompt::unbuffered()?.take(limit).read_to_string(&mut content)?;
    Ok(Secret::new(content))
}

/// `--choose`: a word for all that differ, or `NAME=WORD` for one.
fn choices(session: &Session, seen: &Value, given: &[String]) -> Result<Vec<Value>, AppError> {
    let mut choices = Vec::new();
    for one in given {
        let (name, word) = one.split_once('=').map_or((None, one.as_str()), |(name, word)| (Some(name), word));
        let choice = match word {
            "skip" => "skip",
            "replace" => "replace",
            "keep-both" => "keep_both",
            _ => {
                let reason = session.say("choose skip, replace or keep-both", "请选择 skip、replace 或 keep-both");
                return Err(refused(reason).on("--choose"));
            }
        };
        let mut met = false;
        for row in seen["rows"].as_array().into_iter().flatten() {
            let possible = row["choices"].as_array().is_some_and(|all| all.iter().any(|one| one == choice));
            let differs = row["status"] == "changed" || row["status"] == "conflict";
            let meant = name.map_or(differs && possible, |name| row["name"] == name);
            if meant {
                met = true;
                choices.push(json!({"index": row["index"], "choice": choice}));
            }
        }
        if let Some(name) = name.filter(|_| !met) {
            let values = params([("name", name.to_owned())]);
            let reason = session.fill("the document has no “{name}”", "文档中没有“{name}”", &values);
            return Err(refused(reason).on("--choose"));
        }
    }
    Ok(choices)
}

fn note_words(session: &Session, note: &Value) -> String {
    let about: Vec<String> = note["about"].as_array().into_iter().flatten().map(text).collect();
    let words = localized(session, &note["text"]);
    if about.is_empty() { words } else { format!("{}: {words}", about.join(", ")) }
}

/// What would change, as a document and in words.
fn preview(session: &Session, seen: &Value) -> Answer {
    let mut document = seen.clone();
    if let Some(whole) = document.as_object_mut() {
        whole.remove("ticket");
    }
    let worded = |notes: &Value| -> Value {
        notes.as_array().into_iter().flatten().map(|note| Value::from(note_words(session, note))).collect()
    };
    document["notes"] = worded(&seen["notes"]);
    for row in document["rows"].as_array_mut().into_iter().flatten() {
        row["notes"] = worded(&row["notes"]);
    }
    let paint = Paint::stdout();
    let mut out = String::new();
    for row in seen["rows"].as_array().into_iter().flatten() {
        out += &difference(session, &text(&row["name"]), row);
    }
    for note in seen["notes"].as_array().into_iter().flatten() {
        out += &format!("{}\n", paint.text(Style::Caution, &note_words(session, note)));
    }
    Answer::done(document, out)
}

/// What would change of one, value by value.
pub(super) fn difference(session: &Session, name: &str, row: &Value) -> String {
    let paint = Paint::stdout();
    let (style, word) = status(session, &row["status"]);
    let mut lines = field_lines("", &row["fields"]);
    for side in row["sides"].as_array().into_iter().flatten() {
        lines.extend(side_lines(session, side));
    }
    for note in row["notes"].as_array().into_iter().flatten() {
        lines.push(vec![Cell::new(""), Cell::styled(Style::Caution, note_words(session, note))]);
    }
    let kind = text(&row["type"]);
    let head = [paint.text(style, &word), paint.text(Style::Bold, name), paint.text(Style::Dim, &kind)].join("  ");
    format!("{}\n{}", head.trim_end(), paint.columns(4, &lines))
}

fn status(session: &Session, status: &Value) -> (Style, String) {
    match status.as_str() {
        Some("new") => (Style::Good, session.say("new", "新增")),
        Some("changed") => (Style::Caution, session.say("changed", "有变化")),
        Some("conflict") => (Style::Bad, session.say("conflict", "冲突")),
        _ => (Style::Dim, session.say("same", "相同")),
    }
}

fn field_lines(before: &str, fields: &Value) -> Vec<Vec<Cell>> {
    let line = |field: &Value| {
        let value = |key: &str| field[key].as_str().unwrap_or("–").to_owned();
        let change = format!("{} → {}", value("before"), value("after"));
        vec![Cell::new(format!("{before}{}", text(&field["field"]))), Cell::new(change)]
    };
    fields.as_array().into_iter().flatten().map(line).collect()
}

fn side_lines(session: &Session, side: &Value) -> Vec<Vec<Cell>> {
    let env = format!("{}.", text(&side["env"]));
    let mut lines = field_lines(&env, &side["fields"]);
    let facts = [
        ("secrets_set", Style::Good, session.say("secret from the document", "密钥来自文档")),
        ("secrets_kept", Style::Dim, session.say("stored secret is kept", "保留已存的密钥")),
        ("apart", Style::Caution, session.say("kept apart as it came", "按原样单独保留")),
        ("missing", Style::Caution, session.say("still missing", "尚未填写")),
    ];
    for (key, style, words) in facts {
        for item in side[key].as_array().into_iter().flatten() {
            let fetched = side["fetched"].get(text(item)).filter(|_| key == "secrets_set").map(origin);
            let words = fetched.unwrap_or_else(|| words.clone());
            lines.push(vec![Cell::new(format!("{env}{}", text(item))), Cell::styled(style, words)]);
        }
    }
    if side["confirm"] == true {
        let words = session.say(
            "target or origin of the secrets changes: confirmed before they are used next",
            "密钥的目标或来源改变：下次使用前需确认",
        );
        lines.push(vec![Cell::new(env.trim_end_matches('.').to_owned()), Cell::styled(Style::Caution, words)]);
    }
    lines
}

/// What was done; the first refusal is the program's.
pub(super) fn outcome(session: &Session, done: &Value) -> Result<Answer, AppError> {
    let rows: Vec<&Value> = done["rows"].as_array().into_iter().flatten().collect();
    let count = |outcome: &str| rows.iter().filter(|row| row["outcome"] == outcome).count();
    let values = params([
        ("created", count("created").to_string()),
        ("replaced", count("replaced").to_string()),
        ("same", count("same").to_string()),
        ("skipped", count("skipped").to_string()),
    ]);
    let sum = session.fill(
        "{created} created, {replaced} changed, {same} the same, {skipped} skipped\n",
        "新建 {created}，修改 {replaced}，相同 {same}，跳过 {skipped}\n",
        &values,
    );
    let failed: Vec<&&Value> = rows.iter().filter(|row| row["outcome"] == "failed").collect();
    if let Some(first) = failed.first() {
        tell(&sum);
        for row in &failed {
            let name = text(&row["name"]);
            tell(&format!("{}\n", Paint::stderr().text(Style::Bad, &name)));
        }
        return Err(error_of(&first["error"]));
    }
    if count("not_reached") > 0 {
        tell(&sum);
        return Err(AppError::new(ErrorCode::Cancelled));
    }
    let shown: Vec<Value> = rows
        .iter()
        .map(|row| json!({"name": row["name"], "outcome": row["outcome"], "saved_as": row["saved_as"]}))
        .collect();
    let document = json!({"created": count("created"), "replaced": count("replaced"), "same": count("same"),
        "skipped": count("skipped"), "rows": shown});
    Ok(Answer::done(document, sum))
}

/// The error of a row, back from the border.
pub(super) fn error_of(error: &Value) -> AppError {
    let code = ErrorCode::ALL.iter().find(|code| error["code"] == code.id()).copied();
    let mut found = AppError::new(code.unwrap_or(ErrorCode::Internal));
    for (key, value) in error["params"].as_object().into_iter().flatten() {
        found = found.with(key, text(value));
    }
    found.field = error["field"].as_str().map(str::to_owned);
    found.detail = error["detail"].as_str().map(str::to_owned);
    for one in error["issues"].as_array().into_iter().flatten() {
        let Some(code) = IssueCode::ALL.iter().find(|code| one["code"] == code.id()) else { continue };
        let mut issue = Issue::new(text(&one["field"]), *code);
        for (key, value) in one["params"].as_object().into_iter().flatten() {
            issue = issue.with(key, text(value));
        }
        found.issues.push(issue);
    }
    found
}
