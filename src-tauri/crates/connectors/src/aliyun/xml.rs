//! The small XML documents that OSS and MaxCompute answer with, as a list of texts.
//!
//! Bounded, and without any entity of the document's own: a document type is refused, so nothing expands.

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

const MOST_DEPTH: usize = 16;
const MOST_ELEMENTS: usize = 20_000;

/// A document: its root, and every element that has text, in order.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Xml {
    /// Name of the root element.
    pub root: String,
    /// Path below the root (`Owner/ID`) and text.
    pub leaves: Vec<(String, String)>,
}

impl Xml {
    /// Reads a document; `None` for anything that is not a complete, plain one.
    pub fn parse(body: &[u8]) -> Option<Self> {
        let mut reader = Reader::from_reader(body);
        let mut xml = Self { root: String::new(), leaves: Vec::new() };
        let mut open: Vec<(String, String)> = Vec::new();
        let mut elements = 0;
        loop {
            match reader.read_event().ok()? {
                Event::Start(start) => {
                    elements += 1;
                    // A second root is no document.
                    if open.len() >= MOST_DEPTH || elements > MOST_ELEMENTS || (open.is_empty() && !xml.root.is_empty())
                    {
                        return None;
                    }
                    let name = name(&start)?;
                    if open.is_empty() {
                        xml.root.clone_from(&name);
                    }
                    open.push((name, String::new()));
                }
                Event::End(_) => {
                    let (_, text) = open.last()?;
                    let text = text.trim().to_owned();
                    if !text.is_empty() {
                        xml.leaves.push((path(&open), text));
                    }
                    open.pop();
                }
                Event::Text(text) => add(&mut open, &text.decode().ok()?)?,
                Event::CData(text) => add(&mut open, &text.decode().ok()?)?,
                Event::GeneralRef(reference) => add(&mut open, &resolve(&reference)?)?,
                Event::DocType(_) => return None,
                Event::Eof => break,
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
        (open.is_empty() && !xml.root.is_empty()).then_some(xml)
    }

    /// Text of the first element at this path below the root.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.leaves.iter().find(|(at, _)| at == path).map(|(_, text)| text.as_str())
    }
}

fn name(start: &BytesStart<'_>) -> Option<String> {
    std::str::from_utf8(start.local_name().into_inner()).ok().map(str::to_owned)
}

fn path(open: &[(String, String)]) -> String {
    open.iter().skip(1).map(|(name, _)| name.as_str()).collect::<Vec<_>>().join("/")
}

/// Text outside the root may only be white space.
fn add(open: &mut [(String, String)], text: &str) -> Option<()> {
    match open.last_mut() {
        Some((_, sum)) => sum.push_str(text),
        None if text.trim_start_matches('\u{feff}').trim().is_empty() => {}
        None => return None,
    }
    Some(())
}

/// The five names of XML itself, and characters by number. Everything else would be an entity of the document.
fn resolve(reference: &BytesRef<'_>) -> Option<String> {
    if let Some(character) = reference.resolve_char_ref().ok()? {
        return Some(character.to_string());
    }
    resolve_xml_entity(&reference.decode().ok()?).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_by_path_with_references_resolved() {
        let xml = br#"<?xml version="1.0" encoding="UTF-8"?>
            <Project><Name>p</Name><Comment>a &lt;b&gt; &#x4E2D;<![CDATA[ & c]]></Comment>
            <Properties><Property><Name>k</Name><Value>1</Value></Property><Empty/></Properties></Project>"#;
        let xml = Xml::parse(xml).expect("a document");
        assert_eq!(xml.root, "Project");
        assert_eq!(xml.text("Name"), Some("p"));
        assert_eq!(xml.text("Comment"), Some("a <b> 中 & c"));
        assert_eq!(xml.text("Properties/Property/Value"), Some("1"));
        assert_eq!(xml.text("Properties/Empty"), None);
    }

    #[test]
    fn bombs_and_broken_documents_are_refused() {
        let bomb =
            r#"<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><Error><Code>&b;</Code></Error>"#;
        let deep = "<a>".repeat(40) + &"</a>".repeat(40);
        let wide = format!("<a>{}</a>", "<b>x</b>".repeat(MOST_ELEMENTS));
        let external = r#"<!DOCTYPE x SYSTEM "file:///etc/passwd"><Error/>"#;
        for text in [bomb, &deep, &wide, external, "<Error><Code>&unknown;</Code></Error>"] {
            assert_eq!(Xml::parse(text.as_bytes()), None);
        }
        for text in ["", "plain", "<a>", "<a></b>", "<a/><b/>", "<a></a><b></b>", "{\"Code\":1}", "<html>\u{0}"] {
            assert_eq!(Xml::parse(text.as_bytes()), None, "{text}");
        }
        assert_eq!(Xml::parse(b"<Error><Code>\xff</Code></Error>"), None);
    }
}
