//! `file …`: authentication files. What one holds goes in and never comes out.

use std::io::Read as _;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use headwater_model::{AppError, ErrorCode, Secret, Text, params};
use serde_json::{Value, json};

use super::text;
use crate::args::FileCommand;
use crate::failure::refused;
use crate::output::{Cell, Paint, Style};
use crate::prompt;
use crate::session::{Answer, Session};

/// Most bytes that are read of a file: one more than the command table takes, so that it says so.
const MOST: u64 = 1_048_577;

/// Carries a command out.
///
/// # Errors
/// What the command table refuses.
pub async fn run(session: &Session, command: FileCommand) -> Result<Answer, AppError> {
    match command {
        FileCommand::Upload { path, name, description, ask_passphrase } => {
            upload(session, &path, name, description, ask_passphrase).await
        }
        FileCommand::List => list(session).await,
        FileCommand::Show { name } => {
            let view = named(session, &name).await?;
            let words = describe(session, &view);
            Ok(Answer::done(view, words))
        }
        FileCommand::Replace { name, path, ask_passphrase } => {
            let id = named(session, &name).await?["id"].clone();
            let (content, passphrase) = (content(session, &path)?, passphrase(session, ask_passphrase).await?);
            let mut request = json!({"id": id, "content": content.expose(), "typed_name": session.confirm});
            put_passphrase(&mut request, passphrase);
            let view = session.call("file.replace", request).await?;
            told(session, view, ("Replaced “{name}”: {kind}", "已替换“{name}”：{kind}"))
        }
        FileCommand::Describe { name, text } => {
            let id = named(session, &name).await?["id"].clone();
            let view = session.call("file.describe", json!({"id": id, "description": text})).await?;
            told(session, view, ("Changed “{name}”", "已修改“{name}”"))
        }
        FileCommand::Delete { name } => {
            let id = named(session, &name).await?["id"].clone();
            session.call("file.delete", json!({"id": id})).await?;
            let words = session.fill("Deleted “{name}”.\n", "已删除“{name}”。\n", &params([("name", name.clone())]));
            Ok(Answer::done(json!({"id": id, "name": name}), words))
        }
    }
}

async fn upload(
    session: &Session,
    path: &Path,
    name: Option<String>,
    description: String,
    ask: bool,
) -> Result<Answer, AppError> {
    let own = path.file_name().filter(|_| path != Path::new("-")).map(|name| name.to_string_lossy().into_owned());
    let Some(name) = name.or(own) else {
        let text = Text::new("standard input has no name: add --name", "标准输入没有名称：请加上 --name");
        return Err(refused(text.template(session.lang)).on("--name"));
    };
    let workspace = session.workspace().await?;
    let (content, passphrase) = (content(session, path)?, passphrase(session, ask).await?);
    let mut request = json!({
        "workspace": workspace.id, "name": name, "description": description, "content": content.expose(),
    });
    put_passphrase(&mut request, passphrase);
    let view = session.call("file.upload", request).await?;
    told(session, view, ("Uploaded “{name}”: {kind}, id {id}", "已上传“{name}”：{kind}，ID {id}"))
}

async fn list(session: &Session) -> Result<Answer, AppError> {
    let all = files(session).await?;
    let heads =
        [("NAME", "名称"), ("KIND", "类型"), ("SIZE", "大小"), ("EXPIRES", "到期"), ("USED BY", "引用"), ("ID", "ID")];
    let mut rows = vec![heads.map(|(en, zh)| Cell::styled(Style::Dim, session.say(en, zh))).to_vec()];
    for file in &all {
        rows.push(vec![
            Cell::styled(Style::Bold, text(&file["name"])),
            Cell::new(kind(session, file)),
            Cell::new(file["size"].to_string()).right(),
            expiry(session, file),
            Cell::new(file["references"].as_array().map_or(0, Vec::len).to_string()).right(),
            Cell::styled(Style::Dim, text(&file["id"])),
        ]);
    }
    let words = if all.is_empty() {
        session.say("No authentication files here yet.\n", "此处还没有认证文件。\n")
    } else {
        Paint::stdout().columns(0, &rows)
    };
    Ok(Answer::done(Value::Array(all), words))
}

async fn files(session: &Session) -> Result<Vec<Value>, AppError> {
    let workspace = session.workspace().await?;
    let mut all = session.call("file.list", json!({"workspace": workspace.id})).await?;
    Ok(all.as_array_mut().map(std::mem::take).unwrap_or_default())
}

async fn named(session: &Session, name: &str) -> Result<Value, AppError> {
    let found = files(session).await?.into_iter().find(|file| file["name"] == name);
    found.ok_or_else(|| AppError::new(ErrorCode::FileNotFound).with("name", name).on("name"))
}

/// The bytes of a file in base64.
fn content(session: &Session, path: &Path) -> Result<Secret<String>, AppError> {
    let mut bytes = Secret::new(Vec::new());
    let read = if path == Path::new("-") { prompt::unbuffered() } else { std::fs::File::open(path) };
    let taken = read.and_then(|file| {
        let mut taken = Vec::new();
        file.take(MOST).read_to_end(&mut taken)?;
        bytes = Secret::new(taken);
        Ok(())
    });
    taken.map_err(|error| {
        let text = Text::new("{file} cannot be read: {error}", "无法读取 {file}：{error}");
        let values = params([("file", path.display().to_string()), ("error", error.to_string())]);
        refused(text.render(session.lang, &values))
    })?;
    Ok(Secret::new(BASE64.encode(bytes.expose())))
}

async fn passphrase(session: &Session, ask: bool) -> Result<Option<Secret<String>>, AppError> {
    if !ask {
        return Ok(None);
    }
    let (question, lang) = (session.say("Passphrase of the file", "文件口令"), session.lang);
    session.wait(move || prompt::secret(&question, lang)).await.map(Some)
}

fn put_passphrase(request: &mut Value, passphrase: Option<Secret<String>>) {
    if let Some(passphrase) = passphrase {
        request["passphrase"] = json!(passphrase.expose());
    }
}

fn told(session: &Session, view: Value, (en, zh): (&'static str, &'static str)) -> Result<Answer, AppError> {
    let values = params([("name", text(&view["name"])), ("kind", kind(session, &view)), ("id", text(&view["id"]))]);
    let words = session.fill(en, zh, &values) + "\n" + &describe(session, &view);
    Ok(Answer::done(view, words))
}

fn kind(session: &Session, file: &Value) -> String {
    let (en, zh) = match file["kind"].as_str().unwrap_or_default() {
        "certificate" => ("certificate", "证书"),
        "private_key" => ("private key", "私钥"),
        "certificate_and_key" => ("certificate and key", "证书和私钥"),
        "pkcs12" => ("PKCS#12", "PKCS#12"),
        "jks" => ("JKS", "JKS"),
        "jceks" => ("JCEKS", "JCEKS"),
        "keytab" => ("keytab", "keytab"),
        "krb5_conf" => ("krb5.conf", "krb5.conf"),
        "jaas" => ("JAAS", "JAAS"),
        "service_account" => ("service account", "服务账号"),
        "ssh_private_key" => ("SSH private key", "SSH 私钥"),
        "ssh_public_key" => ("SSH public key", "SSH 公钥"),
        other => return other.to_owned(),
    };
    session.say(en, zh)
}

fn expiry(session: &Session, file: &Value) -> Cell {
    let at = text(&file["facts"]["expires_at"]);
    let day = at.split('T').next().unwrap_or_default().to_owned();
    match file["expiry"].as_str() {
        Some("expired") => Cell::styled(Style::Bad, format!("{day} {}", session.say("expired", "已过期"))),
        Some("soon") => Cell::styled(Style::Caution, format!("{day} {}", session.say("soon", "即将到期"))),
        Some("valid") => Cell::new(day),
        _ => Cell::new(""),
    }
}

/// What is inside, line by line.
fn describe(session: &Session, file: &Value) -> String {
    let facts = &file["facts"];
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut row = |en: &'static str, zh: &'static str, value: String| {
        if !value.is_empty() {
            rows.push(vec![Cell::styled(Style::Dim, session.say(en, zh)), Cell::new(value)]);
        }
    };
    let list = |value: &Value| value.as_array().into_iter().flatten().map(text).collect::<Vec<_>>().join(", ");
    row("description", "说明", text(&file["description"]));
    for certificate in facts["certificates"].as_array().into_iter().flatten() {
        row("subject", "使用者", text(&certificate["subject"]));
        row("issuer", "签发者", text(&certificate["issuer"]));
        let until = format!("{} … {}", text(&certificate["not_before"]), text(&certificate["not_after"]));
        row("valid", "有效期", until);
        row("SHA-256", "SHA-256", text(&certificate["fingerprint"]));
    }
    for key in facts["keys"].as_array().into_iter().flatten() {
        let bits = key["bits"].as_u64().map(|bits| format!(" {bits}")).unwrap_or_default();
        row(
            "key",
            "密钥",
            format!("{}{bits} {}", text(&key["algorithm"]), text(&key["fingerprint"])).trim().to_owned(),
        );
    }
    for principal in facts["principals"].as_array().into_iter().flatten() {
        row("principal", "主体", format!("{}  {}", text(&principal["principal"]), list(&principal["encryption"])));
    }
    row("entries", "条目", list(&facts["entries"]));
    row("realms", "域", list(&facts["realms"]));
    row("account", "账号", text(&facts["client_email"]));
    row("project", "项目", text(&facts["project_id"]));
    if facts["passphrase"] == true {
        row("passphrase", "口令", session.say("needed", "需要"));
    }
    match file["expiry"].as_str() {
        Some("expired") => row("warning", "警告", session.say("a certificate has expired", "有证书已过期")),
        Some("soon") => {
            row("warning", "警告", session.say("a certificate expires within 30 days", "有证书将在 30 天内到期"))
        }
        _ => {}
    }
    if file["kept"] == "missing" {
        row("warning", "警告", session.say("its content is gone: replace it", "内容已丢失：请替换该文件"));
    }
    for user in file["references"].as_array().into_iter().flatten() {
        row("used by", "引用", format!("{} ({}, {})", text(&user["name"]), text(&user["env"]), text(&user["field"])));
    }
    Paint::stdout().columns(2, &rows)
}
