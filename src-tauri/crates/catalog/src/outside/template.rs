//! Templates: `«name»` stands for a value, escaped for the form; `«=name»` for one as it is. What stands between `⟦` and `⟧` is
//! left out, with everything around the value, when the value is not given. These marks occur in no programming language.

use headwater_model::Secret;

use super::parts::{Part, Parts};
use super::quote::Quote;

/// The template with its values; `None` when one that it cannot do without is not given.
pub(super) fn fill(template: &str, parts: &Parts, quote: Quote) -> Option<Part> {
    let mut text = String::new();
    let mut secret = false;
    let mut rest = template;
    while let Some((before, from)) = rest.split_once('⟦') {
        let (optional, after) = from.split_once('⟧')?;
        secret |= put(before, parts, quote, &mut text)?;
        let mut piece = String::new();
        if let Some(hidden) = put(optional, parts, quote, &mut piece) {
            secret |= hidden;
            text += &piece;
        }
        rest = after;
    }
    secret |= put(rest, parts, quote, &mut text)?;
    Some(Part { text: Secret::new(text), secret })
}

/// Appends a piece without optional ones; says whether a secret is in it.
fn put(piece: &str, parts: &Parts, quote: Quote, text: &mut String) -> Option<bool> {
    let mut secret = false;
    let mut rest = piece;
    while let Some((before, from)) = rest.split_once('«') {
        let (name, after) = from.split_once('»')?;
        let (name, quote) = name.strip_prefix('=').map_or((name, quote), |name| (name, Quote::Raw));
        let part = parts.get(name)?;
        *text += before;
        *text += &quote.apply(part.text.expose());
        secret |= part.secret;
        rest = after;
    }
    *text += rest;
    Some(secret)
}
