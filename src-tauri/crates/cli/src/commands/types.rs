//! `type …`

use headwater_model::{AppError, Lang};
use serde_json::{Value, json};

use super::text;
use crate::output::{Cell, Paint, Style};
use crate::session::{Answer, Session};

/// Every type, in the catalogue's order.
pub async fn list(session: &Session) -> Result<Answer, AppError> {
    let document = session.call("type.list", json!({})).await?;
    let heads = [("TYPE", "类型"), ("NAME", "名称"), ("TEST", "测试深度"), ("MODES", "连接模式")];
    let mut rows = vec![heads.map(|(en, zh)| Cell::styled(Style::Dim, session.say(en, zh))).to_vec()];
    for kind in document.as_array().into_iter().flatten() {
        rows.push(vec![
            Cell::styled(Style::Bold, text(&kind["id"])),
            Cell::new(worded(session, &kind["name"])),
            Cell::new(depth(session, &kind["depth"])),
            Cell::new(joined(&kind["modes"])),
        ]);
    }
    let words = Paint::stdout().columns(0, &rows);
    Ok(Answer::done(document, words))
}

/// One type: its catalogue entry, or its JSON Schema.
pub async fn show(session: &Session, id: &str, json_schema: bool) -> Result<Answer, AppError> {
    let mut whole = session.call("type.show", json!({"type": id})).await?;
    if json_schema {
        let schema = whole["json_schema"].take();
        let words = serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n";
        return Ok(Answer::done(schema, words));
    }
    let definition = whole["definition"].take();
    let words = describe(session, &definition);
    Ok(Answer::done(definition, words))
}

fn describe(session: &Session, definition: &Value) -> String {
    let paint = Paint::stdout();
    let title = paint.text(Style::Bold, &text(&definition["id"]));
    let mut out = format!("{title}  {}\n", worded(session, &definition["about"]));
    for mode in definition["modes"].as_array().into_iter().flatten() {
        out += &format!("\n{}  {}\n", paint.text(Style::Bold, &text(&mode["id"])), worded(session, &mode["label"]));
        let groups = mode["groups"].as_array().into_iter().flatten();
        let rows: Vec<Vec<Cell>> = groups
            .flat_map(|group| group["fields"].as_array().into_iter().flatten())
            .map(|field| {
                vec![
                    Cell::new(text(&field["key"])),
                    Cell::styled(Style::Dim, text(&field["kind"]["kind"])),
                    Cell::styled(Style::Caution, notes(session, field)),
                    Cell::new(worded(session, &field["label"])),
                ]
            })
            .collect();
        out += &paint.columns(2, &rows);
    }
    out
}

fn notes(session: &Session, field: &Value) -> String {
    let mut notes = Vec::new();
    let conditional = field["shown_when"].as_array().is_some_and(|conditions| !conditions.is_empty());
    match (field["required"] == "yes", conditional) {
        (true, false) => notes.push(session.say("required", "必填")),
        (true, true) => notes.push(session.say("required where it applies", "适用时必填")),
        _ => {}
    }
    if field["secret"] == true {
        notes.push(session.say("secret", "密钥"));
    }
    if let Some(default) = field["default"].as_str() {
        notes.push(format!("= {default}"));
    }
    notes.join(" ")
}

fn depth(session: &Session, depth: &Value) -> String {
    match depth.as_str() {
        Some("login") => session.say("login", "登录"),
        Some("protocol") => session.say("protocol", "协议"),
        _ => session.say("reach", "端口"),
    }
}

/// A text of the catalogue in the session's language.
fn worded(session: &Session, both: &Value) -> String {
    text(
        &both[match session.lang {
            Lang::En => "en",
            Lang::ZhCn => "zh-CN",
        }],
    )
}

fn joined(list: &Value) -> String {
    list.as_array().into_iter().flatten().map(text).collect::<Vec<_>>().join(", ")
}
