//! What the services of Alibaba Cloud share on the wire: an endpoint URL, the stages up to a usable HTTP connection,
//! error documents, clocks. Signatures and the meaning of an error differ per service and stay with it.

mod endpoint;
mod keys;
mod open;
mod refusal;
mod words;
mod xml;

use headwater_model::{Finding, Stage, Timestamp};
use headwater_net::http::HttpAnswer;
use headwater_net::{Halt, Seen, Trace, limits};

pub(crate) use endpoint::{ServiceUrl, is_region, percent_encode};
pub(crate) use keys::Keys;
pub(crate) use open::{open, tls_suggestion};
pub(crate) use refusal::Refusal;
pub(crate) use words::Words;
pub(crate) use xml::Xml;

/// Codes of the findings of this module.
pub(crate) mod codes {
    headwater_net::codes! {
        /// AccessKey ID or Secret is empty: nothing is looked for in the environment instead.
        KEYS_MISSING = "aliyun.keys_missing";
        /// AccessKey ID or token has characters that no header can carry.
        KEYS_UNSENDABLE = "aliyun.keys_unsendable";
        /// The endpoint is not a URL of a host. `value`.
        ENDPOINT_MALFORMED = "aliyun.endpoint_malformed";
        /// The region id has characters that no region has. `value`.
        REGION_MALFORMED = "aliyun.region_malformed";
        /// The clocks agree. `seconds`.
        CLOCK_AGREES = "aliyun.clock_agrees";
        /// The clocks differ so much that signatures will soon be refused. `minutes`, `here`, `there`.
        CLOCK_OFF = "aliyun.clock_off";
        /// Requests travel unencrypted.
        PLAIN_HTTP = "aliyun.plain_http";
        /// A security token travels unencrypted.
        PLAIN_TOKEN = "aliyun.plain_token";
    }
}

/// Difference of clocks that is worth a warning, in seconds: a third of the 15 minutes that the services allow.
const CLOCK_WARNING: i64 = 300;

/// What an answer tells about the two clocks; `None` without a `Date` header.
pub(crate) fn clock(answer: &HttpAnswer) -> Option<Finding> {
    let ahead = answer.clock_ahead()?;
    if ahead.abs() < CLOCK_WARNING {
        return Some(Finding::info(codes::CLOCK_AGREES).with("seconds", ahead.abs()));
    }
    Some(clocks(Finding::warning(codes::CLOCK_OFF), answer))
}

/// Adds both clocks (`here`, `there`, UTC) and their difference (`minutes`) as far as the answer tells.
pub(crate) fn clocks(finding: Finding, answer: &HttpAnswer) -> Finding {
    let ahead = answer.clock_ahead();
    let there = ahead.map(|ahead| Timestamp(answer.at.0.saturating_add(ahead.saturating_mul(1000))));
    let told = |value: Option<String>| value.unwrap_or_else(|| "?".to_owned());
    finding
        .with("here", seconds(answer.at))
        .with("there", told(there.map(seconds)))
        .with("minutes", told(ahead.map(|ahead| (ahead.abs() / 60).to_string())))
}

/// `2025-11-22 08:26:40`.
fn seconds(at: Timestamp) -> String {
    let text = at.to_string().replace('T', " ");
    text.split('.').next().unwrap_or_default().to_owned()
}

/// Ends a test whose input cannot be sent. The catalogue judges it before; this keeps a host that forgot to from
/// signing nonsense.
pub(crate) async fn refuse(finding: Finding, trace: &mut Trace) -> Halt {
    let refused = async { Err::<Seen<()>, _>(vec![finding]) };
    match trace.stage(Stage::ValidateInput, limits::GRACE, refused).await {
        Ok(()) | Err(Halt) => Halt,
    }
}

/// What is to be said about an endpoint that is not encrypted. Loopback needs no encryption.
pub(crate) fn plain(url: &ServiceUrl, token: bool) -> Option<Finding> {
    if url.tls || url.is_loopback() {
        return None;
    }
    Some(if token { Finding::warning(codes::PLAIN_TOKEN) } else { Finding::info(codes::PLAIN_HTTP) })
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_code_has_words() {
        let ours =
            [super::codes::ALL, headwater_net::http::codes::ALL, crate::oss::codes::ALL, crate::maxcompute::codes::ALL];
        for code in ours.into_iter().flatten() {
            assert!(headwater_catalog::advice::find(code).is_some(), "{code}");
        }
    }
}
