//! Takes a pasted URL apart into properties and secrets.
//!
//! Understands `mysql://`, `jdbc:mysql:` (with `replication:` and `loadbalance:`), `oss://bucket.endpoint` and the
//! `https://` form of the latter. The text is hostile input: nothing here panics, and no error repeats the password.

use headwater_model::{Issue, IssueCode, Object, Secret};
use serde_json::{Value, json};

use crate::secrets::Slots;
use crate::types;

/// Longest text looked at, in bytes.
const LONGEST: usize = 16_384;

/// Stands for a fragment, whatever it says.
const FRAGMENT: &str = "#…";

/// What a URL said.
#[derive(Debug)]
pub struct Pasted {
    /// Type id.
    pub type_id: &'static str,
    /// Mode id.
    pub mode: &'static str,
    /// Properties to set; validated like any others later.
    pub properties: Object,
    /// Secrets by slot.
    pub secrets: Slots,
    /// Parts that have no property: folders as they are; of parameters the name, of a fragment that there is one, because
    /// their values may be secrets.
    pub ignored: Vec<String>,
}

/// Takes `text` apart.
///
/// # Errors
/// An issue of the field `url`: not a URL that is known here, or a part that it needs is missing.
pub fn parse_url(text: &str) -> Result<Pasted, Issue> {
    let text = unwrapped(text);
    let scheme = |name: &str| {
        let head = text.get(..name.len())?;
        head.eq_ignore_ascii_case(name).then(|| &text[name.len()..])
    };
    if text.len() > LONGEST {
        return Err(Issue::new("url", IssueCode::TooLong).with("length", text.len()).with("max", LONGEST));
    }
    for (prefix, note) in [
        ("jdbc:mysql://", None),
        ("jdbc:mysql:replication://", Some("replication")),
        ("jdbc:mysql:loadbalance://", Some("loadbalance")),
        ("mysql://", None),
    ] {
        if let Some(rest) = scheme(prefix) {
            return mysql(rest, note);
        }
    }
    for (prefix, protocol) in [("oss://", "https"), ("https://", "https"), ("http://", "http")] {
        if let Some(rest) = scheme(prefix) {
            return oss(rest, protocol)
                .ok_or_else(|| lacking(IssueCode::PasteBucket, "oss://bucket.oss-cn-hangzhou.aliyuncs.com"));
        }
    }
    Err(Issue::new("url", IssueCode::PasteScheme))
}

/// Without what stood around it where it was copied: quotes, or the brackets of a list. A bracket at the end alone belongs
/// to an address.
fn unwrapped(text: &str) -> &str {
    let text = text.trim().trim_matches(['"', '\'', '`', ' ']);
    let inner = text.strip_prefix('[').map(|inner| inner.strip_suffix(']').unwrap_or(inner));
    inner.map_or(text, |inner| inner.trim_matches(['"', '\'', '`', ' ']))
}

fn lacking(code: IssueCode, example: &str) -> Issue {
    Issue::new("url", code).with("example", example)
}

fn mysql(rest: &str, note: Option<&str>) -> Result<Pasted, Issue> {
    const EXAMPLE: &str = "jdbc:mysql://host:3306/database";
    let (user, rest) = split_user(rest);
    let (rest, fragment) = cut(rest, '#');
    let (place, query) = cut(rest, '?');
    let (hosts, path) = cut(place, '/');
    let addresses: Option<Vec<Value>> = hosts.split(',').map(address).collect();
    let addresses = addresses.filter(|rows| !rows.is_empty()).ok_or_else(|| lacking(IssueCode::PasteHost, EXAMPLE))?;

    let mut pasted = Pasted {
        type_id: types::MYSQL,
        mode: "UrlMode",
        properties: Object::from_iter([("address".to_owned(), Value::Array(addresses))]),
        secrets: Slots::new(),
        ignored: note.map(str::to_owned).into_iter().collect(),
    };
    let (name, password) = cut(user, ':');
    set(&mut pasted.properties, "username", &decode(name));
    keep(&mut pasted.secrets, "password", decode(password));
    let (database, deeper) = cut(path, '/');
    set(&mut pasted.properties, "database", &decode(database));
    pasted.ignored.extend((!deeper.is_empty()).then(|| deeper.to_owned()));
    pasted.ignored.extend((!fragment.is_empty()).then(|| FRAGMENT.to_owned()));
    for (key, value) in url::form_urlencoded::parse(query.as_bytes()) {
        mysql_parameter(&mut pasted, &key, value.into_owned());
    }
    Ok(pasted)
}

/// A parameter that has a field of its own goes there; the others are driver parameters.
fn mysql_parameter(pasted: &mut Pasted, key: &str, value: String) {
    match key {
        "user" => set(&mut pasted.properties, "username", &value),
        "password" => keep(&mut pasted.secrets, "password", value),
        "sslMode" | "ssl-mode" | "sslmode" | "ssl_mode" => match value.to_ascii_uppercase().as_str() {
            "DISABLED" => set(&mut pasted.properties, "tlsMode", "off"),
            "PREFERRED" => set(&mut pasted.properties, "tlsMode", "preferred"),
            "REQUIRED" => set(&mut pasted.properties, "tlsMode", "required"),
            "VERIFY_CA" | "VERIFY_IDENTITY" => set(&mut pasted.properties, "tlsMode", "verify"),
            _ => pasted.ignored.push(key.to_owned()),
        },
        "" => {}
        _ => {
            let mode = types::find(pasted.type_id).and_then(|def| def.mode(pasted.mode));
            let slot = format!("properties.{key}");
            if let Some(slot) = mode.and_then(|mode| crate::secrets::secret_slot(mode, &slot)) {
                keep(&mut pasted.secrets, &slot, value);
            } else if let Value::Object(map) =
                pasted.properties.entry("properties").or_insert_with(|| Value::Object(Object::new()))
            {
                map.insert(key.to_owned(), Value::String(value));
            }
        }
    }
}

/// `host`, `host:port`, `[v6]:port`, `address=(host=…)` is not understood; port 3306 where none is given.
fn address(text: &str) -> Option<Value> {
    let text = text.trim();
    let (host, port) = if let Some(rest) = text.strip_prefix('[') {
        let (host, rest) = rest.split_once(']')?;
        (host, rest.strip_prefix(':').unwrap_or_default())
    } else {
        cut(text, ':')
    };
    let port: u16 = if port.is_empty() { 3306 } else { port.parse().ok()? };
    (!host.is_empty()).then(|| json!({"host": decode(host), "port": port}))
}

fn oss(rest: &str, protocol: &str) -> Option<Pasted> {
    let (user, rest) = split_user(rest);
    let (rest, fragment) = cut(rest, '#');
    let (place, query) = cut(rest, '?');
    let (host, path) = cut(place, '/');
    let (bucket, endpoint) = host.split_once('.')?;
    let region = endpoint.strip_prefix("oss-")?.split_once('.')?.0;
    let region = region.strip_suffix("-internal").unwrap_or(region);

    let mut pasted = Pasted {
        type_id: types::OSS,
        mode: "UrlMode",
        properties: Object::new(),
        secrets: Slots::new(),
        ignored: (!path.is_empty()).then(|| path.to_owned()).into_iter().collect(),
    };
    // A signed URL: its parameters are a key to the object.
    pasted.ignored.extend(url::form_urlencoded::parse(query.as_bytes()).map(|(name, _)| name.into_owned()));
    pasted.ignored.extend((!fragment.is_empty()).then(|| FRAGMENT.to_owned()));
    let (id, key) = cut(user, ':');
    set(&mut pasted.properties, "accessId", &decode(id));
    keep(&mut pasted.secrets, "accessKey", decode(key));
    set(&mut pasted.properties, "bucket", bucket);
    set(&mut pasted.properties, "endpoint", &format!("{protocol}://{endpoint}"));
    set(&mut pasted.properties, "regionId", region);
    Some(pasted)
}

/// User and password, and what follows them. The last @ ends them, so that a password may hold an unescaped `@/?#`; but an @
/// in a parameter's value does not.
fn split_user(rest: &str) -> (&str, &str) {
    let head = rest.find(['?', '#']).map_or(rest, |end| &rest[..end]);
    let in_parameter = |at: usize| at > head.len() && rest[head.len()..at].contains('=');
    let end = rest.rfind('@').filter(|at| !in_parameter(*at)).or_else(|| head.rfind('@'));
    end.map_or(("", rest), |at| (&rest[..at], &rest[at + 1..]))
}

fn cut(text: &str, at: char) -> (&str, &str) {
    text.split_once(at).unwrap_or((text, ""))
}

fn set(properties: &mut Object, key: &str, value: &str) {
    if !value.is_empty() {
        properties.insert(key.to_owned(), Value::String(value.to_owned()));
    }
}

fn keep(secrets: &mut Slots, slot: &str, value: String) {
    if !value.is_empty() {
        secrets.insert(slot.to_owned(), Secret::new(value));
    }
}

/// Percent-decoding that leaves what is not an escape as it is; `+` is a plus here.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let escape = tail.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        match escape.filter(|_| byte == b'%').and_then(|two| u8::from_str_radix(two, 16).ok()) {
            Some(decoded) => {
                bytes.push(decoded);
                rest = &tail[2..];
            }
            None => {
                bytes.push(byte);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
