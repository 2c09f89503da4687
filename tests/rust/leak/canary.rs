//! Planted secrets, and every form in which one could turn up somewhere.

use std::fmt::Write as _;

use aho_corasick::AhoCorasick;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use headwater_tests::mariadb::ODD_PASSWORD;

/// A secret that is searched for.
#[derive(Debug, Clone)]
pub struct Canary {
    /// What it is, in the message of a failure.
    pub name: &'static str,
    /// What is planted.
    pub value: String,
    /// The part that is looked for: short enough to survive cutting, long enough to be nowhere by chance.
    core: String,
}

impl Canary {
    /// Letters and digits between characters that are escaped in shells, URLs, SQL and JSON: any escaping leaves the core.
    pub fn ascii() -> Self {
        let core = format!("cnryA{}", headwater_model::random_hex());
        Self { name: "ascii", value: format!(r#"p@:/?#%&"'\ {core} \"'&%#?/:@"#), core }
    }

    /// Chinese characters only.
    pub fn cjk() -> Self {
        // Random among 4,096 common ideographs.
        let hex = headwater_model::random_hex();
        let numbers = hex.as_bytes().chunks(2).map(|pair| u32::from(pair[0]) * 31 + u32::from(pair[1]));
        let core: String = numbers.filter_map(|number| char::from_u32(0x4e00 + number % 4096)).collect();
        Self { name: "cjk", value: core.clone(), core }
    }

    /// 8 kB of one unit, so that any part of it that is left somewhere is found. Too large for a keychain item.
    pub fn large() -> Self {
        let core = format!("cnryL{}", &headwater_model::random_hex()[..26]);
        Self { name: "8 kB", value: core.repeat(8_192 / core.len()), core }
    }

    /// A text that is no secret, for controls: it is looked for as it is.
    pub fn of_text(text: &str) -> Self {
        Self { name: "control", value: text.to_owned(), core: text.to_owned() }
    }

    /// The password of an account of the private MariaDB, with which a login succeeds.
    pub fn of_odd_account() -> Self {
        Self { name: "odd account", value: ODD_PASSWORD.to_owned(), core: ODD_PASSWORD.to_owned() }
    }

    /// Every form of the core: as it is, escaped, encoded.
    fn forms(&self) -> Vec<(&'static str, Vec<u8>)> {
        let core = self.core.as_str();
        let hex = |upper: bool, before: &str| {
            core.bytes().fold(String::new(), |mut out, byte| {
                let _ = if upper { write!(out, "{before}{byte:02X}") } else { write!(out, "{before}{byte:02x}") };
                out
            })
        };
        let json = |upper: bool| {
            core.encode_utf16().fold(String::new(), |mut out, unit| {
                let _ = if upper { write!(out, "\\u{unit:04X}") } else { write!(out, "\\u{unit:04x}") };
                out
            })
        };
        let mut forms = vec![
            ("as it is", core.as_bytes().to_vec()),
            ("UTF-16, little end first", core.encode_utf16().flat_map(u16::to_le_bytes).collect()),
            ("UTF-16, big end first", core.encode_utf16().flat_map(u16::to_be_bytes).collect()),
            ("percent-encoded", hex(true, "%").into_bytes()),
            ("percent-encoded", hex(false, "%").into_bytes()),
            ("hexadecimal", hex(true, "").into_bytes()),
            ("hexadecimal", hex(false, "").into_bytes()),
            ("JSON escapes", json(true).into_bytes()),
            ("JSON escapes", json(false).into_bytes()),
            ("a JSON string", serde_json::to_string(core).unwrap().trim_matches('"').as_bytes().to_vec()),
        ];
        for before in 0..3 {
            let encoded = STANDARD_NO_PAD.encode([vec![0; before], core.as_bytes().to_vec()].concat());
            // The first and last characters also carry bits of the neighbours.
            let inner = &encoded[[0, 2, 3][before]..encoded.len() - 2];
            forms.push(("base64", inner.as_bytes().to_vec()));
            forms.push(("base64 for URLs", inner.replace('+', "-").replace('/', "_").into_bytes()));
        }
        forms
    }
}

/// Looks for several canaries at once.
pub struct Search {
    names: Vec<String>,
    engine: AhoCorasick,
    /// Bytes of the longest form, by which pieces of a large place overlap.
    pub overlap: usize,
}

impl Search {
    pub fn new(canaries: &[&Canary]) -> Self {
        let mut names = Vec::new();
        let mut patterns: Vec<Vec<u8>> = Vec::new();
        for canary in canaries {
            for (form, bytes) in canary.forms() {
                names.push(format!("the {} canary, {form}", canary.name));
                patterns.push(bytes);
            }
        }
        let overlap = patterns.iter().map(Vec::len).max().unwrap_or_default();
        Self { names, engine: AhoCorasick::new(&patterns).unwrap(), overlap }
    }

    /// The first canary in these bytes.
    pub fn find(&self, bytes: &[u8]) -> Option<&str> {
        self.engine.find(bytes).map(|found| self.names[found.pattern().as_usize()].as_str())
    }

    /// Every place in these bytes where one begins.
    pub fn count(&self, bytes: &[u8]) -> Vec<(usize, &str)> {
        self.engine
            .find_iter(bytes)
            .map(|found| (found.start(), self.names[found.pattern().as_usize()].as_str()))
            .collect()
    }

    /// Fails when a canary is in these bytes.
    #[track_caller]
    pub fn assert_absent(&self, place: &str, bytes: impl AsRef<[u8]>) {
        let bytes = bytes.as_ref();
        if let Some(found) = self.find(bytes) {
            panic!("{place} holds {found}: {}", String::from_utf8_lossy(&bytes[..bytes.len().min(2_000)]));
        }
    }
}

#[test]
fn every_form_of_a_canary_is_found() {
    use base64::engine::general_purpose::{STANDARD, URL_SAFE};
    for canary in [Canary::ascii(), Canary::cjk(), Canary::large(), Canary::of_odd_account()] {
        let search = Search::new(&[&canary]);
        let value = canary.value.as_str();
        let percent: String = value.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let mixed = url_encoded(value);
        let forms: Vec<Vec<u8>> = vec![
            value.as_bytes().to_vec(),
            value.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            STANDARD.encode(value).into_bytes(),
            STANDARD.encode(format!("x{value}")).into_bytes(),
            URL_SAFE.encode(format!("xy{value}")).into_bytes(),
            percent.into_bytes(),
            mixed.into_bytes(),
            serde_json::to_vec(value).unwrap(),
            value.bytes().map(|byte| format!("{byte:02x}")).collect::<String>().into_bytes(),
        ];
        for (index, form) in forms.iter().enumerate() {
            let hidden = [b"before ".as_slice(), form, b" after"].concat();
            // The account's password is not alphanumeric at its core: what mixes escapes and letters is for the others.
            if !(canary.name == "odd account" && index == 6) {
                assert!(search.find(&hidden).is_some(), "{}, form {index}", canary.name);
            }
        }
        assert!(search.find(b"nothing of the kind").is_none());
    }
}

/// As browsers and form encoders do it: letters and digits stay.
#[cfg(test)]
fn url_encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        let _ =
            if byte.is_ascii_alphanumeric() { write!(out, "{}", char::from(byte)) } else { write!(out, "%{byte:02X}") };
        out
    })
}
