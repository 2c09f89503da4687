//! Bilingual text: the one shape of everything a person reads that comes from the Rust side.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Values for the `{name}` places of a [`Text`]. Never a secret.
pub type Params = BTreeMap<String, String>;

/// Builds [`Params`] from pairs.
pub fn params<const N: usize>(pairs: [(&str, String); N]) -> Params {
    pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

/// A language of the interface.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub enum Lang {
    /// English.
    #[default]
    #[serde(rename = "en")]
    En,
    /// Simplified Chinese.
    #[serde(rename = "zh-CN")]
    ZhCn,
}

impl Lang {
    /// Its tag, under which the border knows its words.
    pub const fn id(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::ZhCn => "zh-CN",
        }
    }
}

/// One sentence in both languages; `{name}` is replaced by a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct Text {
    /// English.
    pub en: &'static str,
    /// Simplified Chinese.
    #[serde(rename = "zh-CN")]
    pub zh: &'static str,
}

impl Text {
    /// A text from its two languages.
    pub const fn new(en: &'static str, zh: &'static str) -> Self {
        Self { en, zh }
    }

    /// The template in one language.
    pub const fn template(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::ZhCn => self.zh,
        }
    }

    /// The template with its `{name}` places filled; see [`fill`].
    pub fn render(&self, lang: Lang, params: &Params) -> String {
        fill(self.template(lang), params)
    }
}

/// A template with its `{name}` places filled. A place without a parameter stays as it is, so that a gap is seen.
pub fn fill(template: &str, params: &Params) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        let (before, from) = rest.split_at(open);
        out.push_str(before);
        let Some(close) = from.find('}') else {
            rest = from;
            break;
        };
        match params.get(&from[1..close]) {
            Some(value) => out.push_str(value),
            None => out.push_str(&from[..=close]),
        }
        rest = &from[close + 1..];
    }
    out.push_str(rest);
    out
}

/// Longest text of another program in a finding or in an error's detail, in bytes.
pub const FOREIGN_WORDS: usize = 512;

/// The beginning of a text: at most so many bytes, and no half of a character.
pub fn cut(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    &text[..end.unwrap_or_default()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_once_and_values_are_not_templates() {
        let text = Text::new("{a} and {b} and {gone}", "{b}和{a}");
        let values = params([("a", "{b}".into()), ("b", "2".into())]);
        assert_eq!(text.render(Lang::En, &values), "{b} and 2 and {gone}");
        assert_eq!(text.render(Lang::ZhCn, &values), "2和{b}");
    }

    #[test]
    fn a_text_is_cut_between_characters() {
        assert_eq!(
            [cut("访问", 6), cut("访问", 5), cut("访问", 2), cut("ab", 1), cut("", 9)],
            ["访问", "访", "", "a", ""]
        );
    }
}
