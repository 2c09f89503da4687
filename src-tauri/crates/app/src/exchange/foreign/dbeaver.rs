//! DBeaver's `data-sources.json`, and, only when asked, the credentials that it keeps beside it.

use std::collections::BTreeMap;
use std::path::Path;

use aes::Aes128;
use aes::cipher::{Block, BlockCipherDecrypt as _, KeyInit as _};
use headwater_model::{AppError, Environment, Secret, Text, parse_json};
use serde_json::{Value, json};

use super::super::note;
use super::{Taken, draft, no_draft, values};

/// DBeaver's provider, our type, its usual port.
const PROVIDERS: &[(&str, &str, u16)] = &[
    ("mysql", "mysql", 3306),
    ("postgresql", "postgresql", 5432),
    ("sqlserver", "sqlserver", 1433),
    ("mssql", "sqlserver", 1433),
    ("clickhouse", "clickhouse", 8123),
    ("vertica", "vertica", 5433),
];

/// The key under which every DBeaver keeps credentials (its open source: `DefaultValueEncryptor`). It hides nothing from
/// anybody who can read the file.
const KEY: [u8; 16] = [0xba, 0xbb, 0x4a, 0x9f, 0x77, 0x4a, 0xb8, 0x53, 0xc9, 0x6c, 0x2d, 0x65, 0x3d, 0xfe, 0x54, 0x4a];

/// Longest credentials file, in bytes.
const LONGEST: u64 = 1024 * 1024;

/// Every connection. `beside` is the file, when the passwords beside it are wanted.
pub(super) fn read(bytes: &[u8], beside: Option<&Path>, env: Environment) -> Result<Taken, AppError> {
    let document = parse_json(bytes).map_err(|fault| AppError::invalid(vec![fault.issue("file")]))?;
    let connections = document.get("connections").and_then(Value::as_object).ok_or_else(no_draft)?;
    let mut notes = Vec::new();
    let mut kept = BTreeMap::new();
    if let Some(file) = beside {
        match credentials(&file.with_file_name("credentials-config.json")) {
            Some(read) => kept = read,
            None => notes.push(note(
                Text::new("no credentials could be read from it", "无法从中读取凭据"),
                ["credentials-config.json"],
            )),
        }
    }
    let mut found = Vec::new();
    for (id, connection) in connections {
        let word = |value: &Value| value.as_str().map(str::to_owned);
        let settings = &connection["configuration"];
        let provider = word(&connection["provider"]).unwrap_or_default();
        let known = PROVIDERS.iter().find(|(name, ..)| *name == provider);
        let name = word(&connection["name"]).unwrap_or_else(|| id.clone());
        let login = kept.get(id);
        let user = word(&settings["user"]).or_else(|| login.and_then(|(user, _)| user.clone()));
        let env = match settings["type"].as_str() {
            Some("prod") => Environment::Prod,
            _ => env,
        };
        let (database, host) = (word(&settings["database"]), word(&settings["host"]));
        if provider == "sqlite" {
            found.push(draft(&name, "sqlite", env, values([("path", database.as_deref())])));
            continue;
        }
        let mut properties = values([("database", database.as_deref()), ("username", user.as_deref())]);
        if let Some((_, Some(password))) = login {
            properties.insert("password".to_owned(), password.expose().as_str().into());
        }
        if let Some(host) = host {
            let port = settings["port"].as_str().and_then(|port| port.parse().ok()).or(known.map(|(.., port)| *port));
            properties.insert("address".to_owned(), json!([{"host": host, "port": port.unwrap_or_default()}]));
        } else if let Some(url) = word(&settings["url"]) {
            properties.insert("jdbcUrl".to_owned(), url.into());
        }
        let type_id = known.map_or(provider.as_str(), |(_, type_id, _)| type_id);
        found.push(draft(&name, type_id, env, properties));
    }
    Ok((found, notes))
}

/// User and password of a connection.
type Login = (Option<String>, Option<Secret<String>>);

/// Logins by connection: JSON under AES-128-CBC, the first block being the initialization vector.
fn credentials(file: &Path) -> Option<BTreeMap<String, Login>> {
    use std::io::Read as _;
    let mut bytes = Vec::new();
    std::fs::File::open(file).ok()?.take(LONGEST).read_to_end(&mut bytes).ok()?;
    let text = decipher(&bytes)?;
    let document = parse_json(text.expose()).ok()?;
    let login = |value: &Value| {
        let word = |key: &str| value["#connection"][key].as_str().map(str::to_owned);
        (word("user"), word("password").map(Secret::new))
    };
    Some(document.as_object()?.iter().map(|(id, value)| (id.clone(), login(value))).collect())
}

fn decipher(bytes: &[u8]) -> Option<Secret<Vec<u8>>> {
    let cipher = Aes128::new_from_slice(&KEY).ok()?;
    let (mut before, body) = bytes.split_at_checked(16)?;
    let mut plain = Vec::with_capacity(body.len());
    for chunk in body.chunks_exact(16) {
        let mut block = Block::<Aes128>::try_from(chunk).ok()?;
        cipher.decrypt_block(&mut block);
        plain.extend(block.iter().zip(before).map(|(one, other)| one ^ other));
        before = chunk;
    }
    let padding = usize::from(*plain.last()?);
    plain.truncate(plain.len().checked_sub(padding)?);
    Some(Secret::new(plain))
}
