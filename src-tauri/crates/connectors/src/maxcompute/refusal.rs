//! What a refusal is about: the key, the project, or neither. One arm for each documented error.
//!
//! The numbered code stands in `Code` or at the start of `Message`, depending on the service's age; the document is XML,
//! or JSON with the same names.

use headwater_model::Finding;
use headwater_net::http::HttpAnswer;
use http::StatusCode;

use super::codes;
use super::place::Place;
use crate::aliyun::{self, Keys, Refusal, Words, Xml};

/// The two texts of an error document.
struct Told {
    code: String,
    message: String,
}

impl Told {
    fn read(answer: &HttpAnswer) -> Option<Self> {
        if let Some(xml) = Xml::parse(&answer.body).filter(|xml| xml.root == "Error") {
            let text = |path: &str| xml.text(path).unwrap_or_default().to_owned();
            return Some(Self { code: text("Code"), message: text("Message") });
        }
        let json: serde_json::Value = serde_json::from_slice(&answer.body).ok()?;
        let text = |key: &str| json.get(key).and_then(|value| value.as_str()).map(str::to_owned);
        Some(Self { code: text("Code")?, message: text("Message")? })
    }

    /// `ODPS-0410042`, wherever it stands.
    fn number(&self) -> &str {
        let found = |text: &'_ str| text.find("ODPS-").and_then(|at| text.get(at..at + 12).map(|_| at));
        [&self.code, &self.message]
            .into_iter()
            .find_map(|text| found(text).map(|at| &text[at..at + 12]))
            .unwrap_or_default()
    }
}

/// Whether the vendor's own client would sign again in the older way (`odps/rest.py`): services that know no V4 say so
/// in one of these ways.
pub(super) fn wants_v2(answer: &HttpAnswer) -> bool {
    let Some(told) = Told::read(answer) else {
        return false;
    };
    let said = format!("{} {}", told.code, told.message).to_lowercase();
    ["need ak v3 support", "accesskey acl denied", "odps-0410051", "invalid or missing"]
        .iter()
        .any(|sign| said.contains(sign))
}

/// Reads a refusal.
pub(super) fn judge(answer: &HttpAnswer, place: &Place, keys: &Keys, words: &Words) -> Refusal {
    let Some(told) = Told::read(answer) else {
        return unknown_answer(answer, place);
    };
    let said = told.message.to_lowercase();
    let failure = Finding::failure;
    let told_words = || words.clean(&told.message);
    match (told.number(), told.code.as_str()) {
        ("ODPS-0410051", _) if keys.lacks_token() => Refusal::Identity(failure(codes::TOKEN_MISSING)),
        ("ODPS-0410051", _) => Refusal::Identity(failure(codes::ACCESS_KEY_UNKNOWN).with("access_id", &keys.id)),
        ("ODPS-0410042", _) | (_, "SignatureNotMatch") => {
            Refusal::Identity(failure(codes::SECRET_WRONG).with("region", &place.region))
        }
        // The service misspells its own code.
        ("ODPS-0410031" | "ODPS-0420061", _) | (_, "AuthenticationRequestExpired" | "RequestTimeTooSkewd") => {
            Refusal::Identity(aliyun::clocks(failure(codes::CLOCK_SKEWED), answer))
        }
        _ if said.contains("accesskey acl denied") => {
            Refusal::Identity(failure(codes::ACCESS_KEY_BARRED).with("access_id", &keys.id))
        }
        _ if said.contains("sts token") || said.contains("security token") => {
            Refusal::Identity(failure(codes::TOKEN_WRONG).with("words", told_words()))
        }
        ("ODPS-0420111", _) | (_, "NoSuchProject") => Refusal::Place(
            failure(codes::PROJECT_MISSING).with("project", &place.project).with("host", &place.url.host),
        ),
        ("ODPS-0130131", _) | (_, "NoSuchTable") => {
            Refusal::Other(failure(codes::TABLE_MISSING).with("words", told_words()))
        }
        ("ODPS-0420095" | "ODPS-0130013", _) | (_, "NoPermission") => Refusal::Denied(denied(&told, place, words)),
        _ if said.contains("no privilege 'odps:") => Refusal::Denied(denied(&told, place, words)),
        (_, "AuthorizationRequired" | "Unauthorized") => {
            Refusal::Identity(failure(codes::UNAUTHORIZED).with("words", told_words()))
        }
        _ => unknown_words(answer, &told, words),
    }
}

/// Three denials look alike by number and differ in words.
fn denied(told: &Told, place: &Place, words: &Words) -> Finding {
    let said = told.message.to_lowercase();
    let denied = |code: &str| Finding::failure(code).with("words", words.clean(&told.message));
    let project = |code: &str| denied(code).with("project", &place.project);
    if said.contains("exist in project") {
        return project(codes::NOT_A_MEMBER);
    }
    let action = said.split_once("privilege 'odps:").and_then(|(_, rest)| rest.split_once('\''));
    match action {
        Some(("read", _)) => project(codes::UNREADABLE),
        Some((action, _)) => denied(codes::NO_PERMISSION).with("action", words.id(action)),
        None => denied(codes::NO_PERMISSION).with("action", "?"),
    }
}

fn unknown_words(answer: &HttpAnswer, told: &Told, words: &Words) -> Refusal {
    let status = answer.status.as_u16();
    let code = words.id(&told.code);
    Refusal::Other(if answer.status.is_server_error() {
        Finding::failure(codes::BUSY).with("status", status).with("code", code)
    } else {
        let finding = Finding::failure(codes::REFUSED).with("status", status).with("code", code);
        finding.with("words", words.clean(&told.message))
    })
}

/// An answer that is neither what was asked for nor an error document.
fn unknown_answer(answer: &HttpAnswer, place: &Place) -> Refusal {
    let status = answer.status.as_u16();
    if let Some(redirect) = answer.redirect() {
        return Refusal::Other(redirect);
    }
    if answer.status == StatusCode::UNAUTHORIZED {
        return Refusal::Identity(Finding::failure(codes::UNAUTHORIZED).with("words", "401"));
    }
    if answer.status.is_server_error() {
        return Refusal::Other(Finding::failure(codes::BUSY).with("status", status).with("code", "?"));
    }
    let finding = Finding::failure(codes::NOT_MAXCOMPUTE).with("status", status);
    Refusal::Place(match place.with_api_path() {
        Some(suggestion) => finding.with("suggestion", suggestion),
        None => finding,
    })
}
