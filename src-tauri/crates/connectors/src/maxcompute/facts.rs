//! What a project tells about itself.

use headwater_model::Finding;
use headwater_net::http::HttpAnswer;
use http::StatusCode;

use super::codes;
use super::place::Place;
use crate::aliyun::{Words, Xml};

/// Facts of a project.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Project {
    kind: String,
    owner: String,
    state: Option<String>,
    region: Option<String>,
    three_layers: bool,
}

impl Project {
    /// Reads an answer to `/projects/<name>`; `None` when it is something else. Names are compared without case, as the
    /// service does.
    pub fn read(answer: &HttpAnswer, place: &Place, words: &Words) -> Option<Self> {
        let xml = document(answer, "Project")?;
        if !xml.text("Name")?.eq_ignore_ascii_case(&place.project) {
            return None;
        }
        let text = |path: &str| xml.text(path).map(|text| words.clean(text));
        // The owner stands in a header of the real service, in the document of older ones.
        let header = answer.headers.get("x-odps-owner").and_then(|value| value.to_str().ok());
        let on = |key: &str| property(&xml, key).is_some_and(|value| value.eq_ignore_ascii_case("true"));
        Some(Self {
            kind: text("Type").unwrap_or_else(|| "managed".to_owned()),
            owner: header.map(|owner| words.clean(owner)).or_else(|| text("Owner")).unwrap_or_else(|| "?".to_owned()),
            state: text("State"),
            region: text("Region"),
            three_layers: on("odps.schema.model.enabled") || on("odps.namespace.schema"),
        })
    }

    /// A warning when the project is not in normal service.
    pub fn state(&self, place: &Place) -> Option<Finding> {
        let state = self.state.as_ref().filter(|state| !state.eq_ignore_ascii_case("AVAILABLE"))?;
        Some(Finding::warning(codes::STATE).with("project", &place.project).with("state", state))
    }

    /// The facts as findings.
    pub fn findings(&self, place: &Place) -> Vec<Finding> {
        let mut findings = vec![Finding::info(codes::FACTS).with("kind", &self.kind).with("owner", &self.owner)];
        if self.three_layers {
            findings.push(Finding::info(codes::THREE_LAYERS));
        }
        if let Some(region) = self.region.as_ref().filter(|region| **region != place.region) {
            let differs = Finding::warning(codes::REGION_DIFFERS).with("actual", region);
            findings.push(differs.with("region", &place.region).with("suggestion", region));
        }
        findings
    }
}

/// Properties are pairs of elements, `Name` and then `Value`.
fn property<'a>(xml: &'a Xml, key: &str) -> Option<&'a str> {
    let mut leaves = xml.leaves.iter();
    leaves.find(|(path, text)| path == "Properties/Property/Name" && text == key)?;
    leaves.next().filter(|(path, _)| path == "Properties/Property/Value").map(|(_, text)| text.as_str())
}

/// Whether an answer is a list of tables.
pub(super) fn is_table_list(answer: &HttpAnswer) -> bool {
    // The list of an empty project has no text at all, so the root is all there is to see.
    answer.status == StatusCode::OK && Xml::parse(&answer.body).is_some_and(|xml| xml.root == "Tables")
}

fn document(answer: &HttpAnswer, root: &str) -> Option<Xml> {
    if answer.status != StatusCode::OK {
        return None;
    }
    Xml::parse(&answer.body).filter(|xml| xml.root == root)
}
