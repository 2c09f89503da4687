//! A server's own words, made fit to be shown and stored.

use headwater_model::{FOREIGN_WORDS, Secret, cut};
use zeroize::Zeroizing;

/// Longest identifier of a server in a finding, in bytes.
const ID: usize = 64;
/// A run of this many characters of an encoding is a token or a signature, not language.
const RUN: usize = 40;

/// Knows what must never be repeated: the secrets of the configuration under test.
pub(crate) struct Words {
    hidden: Vec<Zeroizing<String>>,
}

impl Words {
    /// Hides these secrets, as they are and percent-encoded.
    pub fn hiding<'a>(secrets: impl Iterator<Item = &'a Secret<String>>) -> Self {
        let mut hidden = Vec::new();
        for secret in secrets.filter(|secret| !secret.expose().is_empty()) {
            hidden.push(Zeroizing::new(super::percent_encode(secret.expose())));
            hidden.push(Zeroizing::new(secret.expose().clone()));
        }
        Self { hidden }
    }

    /// Hides one more text: the signature of the request that was answered.
    pub fn and(mut self, text: &str) -> Self {
        self.hidden.extend((!text.is_empty()).then(|| Zeroizing::new(text.to_owned())));
        self
    }

    /// One line of at most 512 bytes without secrets, and without anything that looks like a signature.
    pub fn clean(&self, text: &str) -> String {
        // Secrets go before anything is cut or taken out, so that no half of one is left.
        let mut line = Zeroizing::new(text.to_owned());
        for secret in &self.hidden {
            *line = line.replace(secret.as_str(), "***");
        }
        let words = line.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
        let words: Vec<String> = words.map(mask_runs).collect();
        cut(&words.join(" "), FOREIGN_WORDS).to_owned()
    }

    /// An identifier: letters, digits and `-._:` only, at most 64 bytes; "?" when nothing is left.
    pub fn id(&self, text: &str) -> String {
        let kept: String =
            self.clean(text).chars().filter(|c| c.is_ascii_alphanumeric() || "-._:".contains(*c)).collect();
        if kept.is_empty() { "?".to_owned() } else { cut(&kept, ID).to_owned() }
    }
}

fn mask_runs(word: &str) -> String {
    let encoded = |c: char| c.is_ascii_alphanumeric() || "+/=_-%".contains(c);
    let mut out = String::new();
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let run = encoded(first);
        let end = rest.find(|c| encoded(c) != run).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        out.push_str(if run && piece.len() >= RUN { "***" } else { piece });
        rest = after;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Words {
        let secrets = [Secret::new("s3cr+t/".to_owned()), Secret::new(String::new())];
        Words::hiding(secrets.iter())
    }

    #[test]
    fn secrets_and_signatures_never_come_back() {
        let sha256 = "ab".repeat(32);
        let said = format!("key s3cr+t/ or s3cr%2Bt%2F,\r\n signed={sha256}; \u{7}done");
        assert_eq!(words().clean(&said), "key *** or ***, ***; done");
    }

    #[test]
    fn no_half_of_a_secret_is_left_at_a_cut() {
        let said = words().clean(&"s3cr+t/".repeat(5000));
        assert!(!said.contains("s3c"), "{said}");
        assert_eq!(words().id("s3cr+t/ Code"), "Code");
    }

    #[test]
    fn long_words_are_cut_at_a_character() {
        let said = words().clean(&"访问 ".repeat(500));
        assert!(said.len() <= 512 && said.ends_with(['访', '问', ' ']));
        assert_eq!(words().id("No<b>Such\nBucket"), "NobSuchBucket");
        assert_eq!(words().id("<>"), "?");
    }
}
