//! Files with sections and `key = value` lines.

use std::collections::BTreeMap;

/// A section: its name, and its values by key. Of a key given twice the last one counts.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Section {
    pub(super) name: String,
    pub(super) values: BTreeMap<String, String>,
    /// Keys as they are written, and their values.
    pub(super) lines: Vec<(String, String)>,
}

impl Section {
    /// The value of a key in any case; `-` and `_` are the same.
    pub(super) fn get(&self, key: &str) -> Option<&str> {
        self.values.get(&plain(key)).map(String::as_str)
    }
}

fn plain(key: &str) -> String {
    key.trim().to_ascii_lowercase().replace('-', "_")
}

/// Every section; lines before the first are one without a name.
pub(super) fn sections(text: &str) -> Vec<Section> {
    let mut all = vec![Section::default()];
    for line in text.trim_start_matches('\u{feff}').lines().map(str::trim) {
        if line.is_empty() || line.starts_with(['#', ';', '!']) {
            continue;
        }
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.split_once(']')) {
            all.push(Section { name: name.0.trim().to_owned(), ..Section::default() });
            continue;
        }
        let (key, value) = line.split_once('=').unwrap_or((line, ""));
        if let Some(section) = all.last_mut() {
            section.values.insert(plain(key), unquoted(value.trim()));
            section.lines.push((key.trim().to_owned(), unquoted(value.trim())));
        }
    }
    all.retain(|section| !section.values.is_empty());
    all
}

/// Without the quotes around it, which keep a `#`; else up to a comment.
fn unquoted(value: &str) -> String {
    for quote in ['"', '\''] {
        if let Some(inner) = value.strip_prefix(quote)
            && let Some((inner, _)) = inner.rsplit_once(quote)
        {
            return inner.to_owned();
        }
    }
    value.split(" #").next().unwrap_or_default().trim_end().to_owned()
}
