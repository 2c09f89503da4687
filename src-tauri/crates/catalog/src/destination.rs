//! Where a configuration sends its secrets, and whether an edit sends them elsewhere.

use std::collections::BTreeSet;

use headwater_model::Object;
use serde_json::Value;
use url::Url;

use crate::{Kind, Mode, Rule};

/// Protections from none to verified, as `tlsMode` calls them.
const PROTECTION: [&str; 4] = ["off", "preferred", "required", "verify"];

/// Whether secrets that were entered for `before` would go to a host or endpoint that it did not name, or over weaker TLS.
/// A change of port is not a change of host; a side that named no host yet sent nothing anywhere.
pub fn sends_elsewhere(before: (&Mode, &Object), after: (&Mode, &Object)) -> bool {
    let (old, new) = (Destination::of(before), Destination::of(after));
    !old.places.is_empty() && (!new.places.is_subset(&old.places) || new.protection < old.protection)
}

/// The destination in one line, as a person confirms it: every host or endpoint, and the least protection on the way where
/// the type has a choice of it. Two sides with the same line send their secrets to the same places, equally protected.
pub fn destination(mode: &Mode, properties: &Object) -> String {
    let Destination { places, protection } = Destination::of((mode, properties));
    let places = places.into_iter().collect::<Vec<_>>().join(", ");
    PROTECTION.get(protection).map_or_else(|| places.clone(), |word| format!("{places} · TLS {word}"))
}

struct Destination {
    places: BTreeSet<String>,
    protection: usize,
}

impl Destination {
    fn of((mode, properties): (&Mode, &Object)) -> Self {
        let mut places = BTreeSet::new();
        let mut protection = PROTECTION.len();
        for field in mode.fields().filter(|field| field.destination && field.is_shown(mode, properties)) {
            let text = properties.get(field.key).and_then(Value::as_str).filter(|text| !text.is_empty());
            match (field.kind, text.or(field.default)) {
                (Kind::Addresses { .. }, _) => {
                    let rows = properties.get(field.key).and_then(Value::as_array).into_iter().flatten();
                    let hosts = rows.filter_map(|row| row.get("host")?.as_str()).filter(|host| !host.is_empty());
                    places.extend(hosts.map(str::to_ascii_lowercase));
                }
                (Kind::Choice { .. }, Some(word)) => {
                    let rank = PROTECTION.iter().position(|mode| mode.eq_ignore_ascii_case(word));
                    protection = protection.min(rank.unwrap_or_default());
                }
                (Kind::Text { rule: Rule::Endpoint | Rule::OssEndpoint, .. }, Some(text)) => {
                    let url = Url::parse(text).ok();
                    if url.as_ref().is_none_or(|url| url.scheme() != "https") {
                        protection = 0;
                    }
                    let host = url.and_then(|url| url.host_str().map(str::to_owned));
                    places.insert(host.unwrap_or_else(|| text.to_ascii_lowercase()));
                }
                (_, Some(text)) => drop(places.insert(text.to_ascii_lowercase())),
                (_, None) => {}
            }
        }
        // `authTypeSsl` raises a weaker mode: at least required, and verified where a CA is given.
        let text = |key: &str| properties.get(key).and_then(Value::as_str).unwrap_or_default();
        if text("securityProtocol").eq_ignore_ascii_case("authTypeSsl") && protection < PROTECTION.len() {
            protection = protection.max(if text("caCertificate").is_empty() { 2 } else { 3 });
        }
        Self { places, protection }
    }
}
