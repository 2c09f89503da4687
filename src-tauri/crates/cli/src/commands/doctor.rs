//! `doctor`

use headwater_model::{AppError, Lang, Params, fill};
use serde_json::{Value, json};

use super::text;
use crate::args::DoctorArgs;
use crate::output::{Cell, Paint, Style};
use crate::session::{Answer, Session};

/// Looks, and mends when told to. The exit code says that it looked; `status` says what it saw.
pub async fn run(session: &Session, arguments: DoctorArgs) -> Result<Answer, AppError> {
    let fix = arguments.fix || arguments.delete_orphans;
    let report = if fix {
        session.call("doctor.fix", json!({"delete_orphans": arguments.delete_orphans})).await?
    } else {
        session.call("doctor.run", json!({})).await?
    };
    let items: Vec<Value> =
        report["items"].as_array().into_iter().flatten().map(|item| worded(session, item)).collect();
    let words = describe(session, &items);
    let document = json!({"items": items, "keychain": report["keychain"], "fixable": report["fixable"], "fixed": fix});
    Ok(Answer::done(document, words))
}

/// The item with its words in the session's language.
fn worded(session: &Session, item: &Value) -> Value {
    let values: Params = serde_json::from_value(item["params"].clone()).unwrap_or_default();
    let lang = match session.lang {
        Lang::En => "en",
        Lang::ZhCn => "zh-CN",
    };
    let words = |both: &Value| both[lang].as_str().map(|template| fill(template, &values));
    json!({
        "id": item["id"],
        "status": item["status"],
        "text": words(&item["text"]),
        "remedy": words(&item["remedy"]),
        "params": values,
        "fixable": item["fixable"],
    })
}

fn describe(session: &Session, items: &[Value]) -> String {
    let paint = Paint::stdout();
    let rows: Vec<Vec<Cell>> = items.iter().map(|item| row(session, item)).collect();
    let mut out = String::new();
    for (line, item) in paint.columns(0, &rows).lines().zip(items) {
        out += &format!("{line}\n");
        if let Some(remedy) = item["remedy"].as_str() {
            out += &format!("    {}\n", paint.text(Style::Plain, remedy));
        }
        if item["fixable"] == true {
            let orphans = item["id"] == "orphans";
            let command = if orphans { "headwater doctor --delete-orphans" } else { "headwater doctor --fix" };
            out += &format!("    {}\n", paint.text(Style::Hint, command));
        }
    }
    out
}

fn row(session: &Session, item: &Value) -> Vec<Cell> {
    let (style, mark) = match item["status"].as_str() {
        Some("ok") => (Style::Good, "✓"),
        Some("warning") => (Style::Caution, "!"),
        _ => (Style::Bad, "✗"),
    };
    let name = match item["id"].as_str().unwrap_or_default() {
        "data_folder" => session.say("Data folder", "数据文件夹"),
        "database" => session.say("Database", "数据库"),
        "backups" => session.say("Backups", "备份"),
        "keychain" => session.say("Keychain", "密钥链"),
        "journal" => session.say("Unfinished saves", "未完成的保存"),
        "secrets" => session.say("Secrets", "密钥"),
        "orphans" => session.say("Unused keychain items", "未使用的密钥链条目"),
        other => other.to_owned(),
    };
    vec![Cell::styled(style, mark), Cell::styled(Style::Bold, name), Cell::new(text(&item["text"]).replace('\n', " "))]
}
