//! A text with a URL a line, as [`headwater_catalog::parse_url`] takes them apart. A name may stand before it: `orders =
//! jdbc:mysql://…`. What cannot be read is named by its line, never repeated: it may hold a password.

use headwater_catalog::parse_url;
use headwater_model::{Environment, Text};

use super::super::note;
use super::{Taken, draft};

/// Every line that is a URL.
pub(super) fn read(text: &str, env: Environment) -> Taken {
    let mut found = Vec::new();
    let mut odd = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (name, url) = named(line);
        let Ok(pasted) = parse_url(url) else {
            odd.push(number);
            continue;
        };
        let mut values = pasted.properties;
        let word = |key: &str| values.get(key).and_then(|value| value.as_str()).map(str::to_owned);
        let name = name.map(str::to_owned).or_else(|| word("database")).or_else(|| word("bucket"));
        let name = name.unwrap_or_else(|| format!("{}_{number}", pasted.type_id));
        let mut one = draft(&name, pasted.type_id, env, headwater_model::Object::new());
        for side in &mut one.sides {
            side.values.append(&mut values);
            side.secrets.extend(pasted.secrets.iter().map(|(slot, value)| (slot.clone(), value.clone())));
            side.mode = pasted.mode.to_owned();
        }
        if !pasted.ignored.is_empty() {
            one.notes.push(note(Text::new("no property for these parts", "以下部分没有对应的属性"), &pasted.ignored));
        }
        found.push(one);
    }
    let notes = if odd.is_empty() {
        Vec::new()
    } else {
        vec![note(Text::new("lines that are no URL known here", "以下各行不是可识别的 URL"), odd)]
    };
    (found, notes)
}

/// A name before the URL, with `=` or a space between.
fn named(line: &str) -> (Option<&str>, &str) {
    let scheme = line.find("://").unwrap_or(line.len());
    let head = &line[..scheme];
    match head.find(['=', ' ', '\t']) {
        Some(end) => (Some(line[..end].trim()), line[end + 1..].trim_start_matches([' ', '=', '\t'])),
        None => (None, line),
    }
}
