//! MySQL's option file, and the login paths of `mysql_config_editor`.

use aes::Aes128;
use aes::cipher::{Block, BlockCipherDecrypt as _, KeyInit as _};
use headwater_model::{Environment, Secret, Text};
use serde_json::json;

use super::super::note;
use super::ini::{Section, sections};
use super::{Taken, draft, values};
use crate::wire::ImportNote;

/// Sections of one's own client: those that `mysql` reads, the later over the earlier.
const CLIENT: [&str; 2] = ["client", "mysql"];

/// `[client]` and `[mysql]` together are one source; each `[client_suffix]` over them another.
pub(super) fn option_file(text: &str, env: Environment) -> Taken {
    let all = sections(text);
    let mut base = Section { name: "my_cnf".to_owned(), ..Section::default() };
    for name in CLIENT {
        for section in all.iter().filter(|section| section.name == name) {
            base.values.extend(section.values.clone());
        }
    }
    let mut found = Vec::new();
    let mut notes = Vec::new();
    found.extend(source(&base, env, &mut notes));
    for section in &all {
        let suffix = CLIENT.iter().find_map(|name| section.name.strip_prefix(name)).filter(|suffix| !suffix.is_empty());
        if let Some(suffix) = suffix {
            let mut whole =
                Section { name: format!("my_cnf{suffix}"), values: base.values.clone(), ..Section::default() };
            whole.values.extend(section.values.clone());
            found.extend(source(&whole, env, &mut notes));
        }
    }
    if text.lines().any(|line| line.trim_start().starts_with("!include")) {
        notes.push(note(Text::new("files that it includes are not read", "未读取其中包含的其他文件"), ["!include"]));
    }
    (found, notes)
}

/// One login as a source; `None` for a section that names neither server nor user.
fn source(section: &Section, env: Environment, notes: &mut Vec<ImportNote>) -> Option<super::Found> {
    let get = |key: &str| section.get(key).filter(|value| !value.is_empty());
    if get("host").is_none() && get("user").is_none() {
        return None;
    }
    let tls = get("ssl_mode").and_then(|mode| match mode.to_ascii_uppercase().as_str() {
        "DISABLED" => Some("off"),
        "PREFERRED" => Some("preferred"),
        "REQUIRED" => Some("required"),
        "VERIFY_CA" | "VERIFY_IDENTITY" => Some("verify"),
        _ => None,
    });
    let mut properties = values([
        ("database", get("database")),
        ("username", get("user")),
        ("password", get("password")),
        ("tlsMode", tls),
    ]);
    let port = get("port").and_then(|port| port.parse::<u16>().ok()).unwrap_or(3306);
    properties.insert("address".to_owned(), json!([{"host": get("host").unwrap_or("localhost"), "port": port}]));
    let left: Vec<&str> =
        ["ssl_ca", "ssl_cert", "ssl_key", "socket"].into_iter().filter(|key| get(key).is_some()).collect();
    if !left.is_empty() {
        notes.push(note(
            Text::new("files that it names are not read", "未读取其中指定的文件"),
            [format!("{}: {}", section.name, left.join(", "))],
        ));
    }
    Some(draft(&section.name, "mysql", env, properties))
}

/// The login-path file: four bytes, a key of 20 bytes, then lines, each with its length and enciphered with AES-128-ECB
/// under the key folded to 16 bytes. It hides the lines from a glance, from nothing else.
pub(super) fn login_paths(bytes: &[u8], env: Environment) -> Option<Taken> {
    let key = bytes.get(4..24)?;
    let mut folded = [0_u8; 16];
    for (index, byte) in key.iter().enumerate() {
        folded[index % 16] ^= byte;
    }
    let cipher = Aes128::new_from_slice(&folded).ok()?;
    let mut text = Secret::new(String::new());
    let mut rest = bytes.get(24..)?;
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
        let (line, after) = after.split_at_checked(length)?;
        rest = after;
        let mut plain = Vec::with_capacity(length);
        for block in line.chunks_exact(16) {
            let mut block = Block::<Aes128>::try_from(block).ok()?;
            cipher.decrypt_block(&mut block);
            plain.extend_from_slice(&block);
        }
        let padding = usize::from(*plain.last()?);
        plain.truncate(plain.len().checked_sub(padding)?);
        text = Secret::new(format!("{}{}", text.expose(), std::str::from_utf8(&plain).ok()?));
    }
    let mut notes = Vec::new();
    let found = sections(text.expose()).iter().filter_map(|section| source(section, env, &mut notes)).collect();
    Some((found, notes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use aes::cipher::BlockCipherEncrypt as _;

    /// A file as `mysql_config_editor` writes it.
    fn sealed(lines: &[&str]) -> Vec<u8> {
        let key: Vec<u8> = (1..=20).collect();
        let mut folded = [0_u8; 16];
        for (index, byte) in key.iter().enumerate() {
            folded[index % 16] ^= byte;
        }
        let cipher = Aes128::new_from_slice(&folded).unwrap();
        let mut file = [&[0; 4][..], &key].concat();
        for line in lines {
            let mut plain = line.as_bytes().to_vec();
            let padding = 16 - plain.len() % 16;
            plain.extend(std::iter::repeat_n(u8::try_from(padding).unwrap(), padding));
            file.extend(u32::try_from(plain.len()).unwrap().to_le_bytes());
            for block in plain.chunks_exact(16) {
                let mut block = Block::<Aes128>::try_from(block).unwrap();
                cipher.encrypt_block(&mut block);
                file.extend_from_slice(&block);
            }
        }
        file
    }

    #[test]
    fn login_paths_are_read_and_damage_is_refused() {
        let file = sealed(&[
            "[client]\n",
            "user = \"etl\"\n",
            "password = \"p#1\"\n",
            "host = \"db.example.com\"\n",
            "port = \"3307\"\n",
        ]);
        let (found, _) = login_paths(&file, Environment::Dev).unwrap();
        let values = &found[0].sides[0].values;
        assert_eq!((found[0].name.as_str(), &values["password"]), ("client", &json!("p#1")));
        assert_eq!(values["address"], json!([{"host": "db.example.com", "port": 3307}]));
        for cut in [3, 20, 30, file.len() - 1] {
            assert!(login_paths(&file[..cut], Environment::Dev).is_none_or(|(found, _)| found.is_empty()), "{cut}");
        }
    }
}
