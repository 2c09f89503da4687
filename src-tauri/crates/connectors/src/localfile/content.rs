//! What the first bytes of a file say about it: its format, and for text whether the encoding holds. Pure; reads nothing.

use encoding_rs::{DecoderResult, Encoding, GB18030};
use headwater_model::{FOREIGN_WORDS, Finding, cut};
use serde::de::IgnoredAny;

/// How the bytes of a Parquet file begin and end (Parquet format, "File format").
const PARQUET: &[u8] = b"PAR1";
/// Magic, footer length and magic: the shortest possible Parquet file has more.
const PARQUET_LEAST: u64 = 12;
/// Separators that a CSV file may use, likeliest first.
const SEPARATORS: [u8; 4] = [b',', b'\t', b';', b'|'];
/// Column names shown at most.
const NAMES: usize = 12;

/// A format of the catalogue's `format`, without `any`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Csv,
    Json,
    Parquet,
}

impl Format {
    pub(super) fn from_id(id: &str) -> Option<Self> {
        [Self::Csv, Self::Json, Self::Parquet].into_iter().find(|format| format.id().eq_ignore_ascii_case(id))
    }

    pub(super) const fn id(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Parquet => "parquet",
        }
    }

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Json => "JSON",
            Self::Parquet => "Parquet",
        }
    }

    /// Whether a file of this name is likely to have this format.
    pub(super) fn owns_name(self, name: &str) -> bool {
        let endings: &[&str] = match self {
            Self::Csv => &["csv", "tsv", "txt"],
            Self::Json => &["json", "jsonl", "ndjson"],
            Self::Parquet => &["parquet", "parq"],
        };
        let ending = name.rsplit_once('.').map(|(_, ending)| ending).unwrap_or_default();
        endings.iter().any(|known| known.eq_ignore_ascii_case(ending))
    }
}

/// The part of a file that was read.
#[derive(Debug)]
pub(super) struct Sample {
    /// Name for findings.
    pub name: String,
    /// Its first bytes.
    pub head: Vec<u8>,
    /// Its last bytes, at most eight; read only where `head` begins like Parquet.
    pub tail: Vec<u8>,
    /// Bytes in the whole file.
    pub size: u64,
}

impl Sample {
    pub(super) fn begins_like_parquet(&self) -> bool {
        self.head.starts_with(PARQUET)
    }

    fn is_whole(&self) -> bool {
        self.head.len() as u64 >= self.size
    }
}

/// Recognises a sample. `wanted` is the format that the configuration names, `None` for any.
pub(super) fn recognise(sample: &Sample, wanted: Option<Format>, encoding: &str) -> Result<Vec<Finding>, Finding> {
    let named = |finding: Finding| finding.with("name", &sample.name);
    let encoding = Encoding::for_label(encoding.trim().as_bytes())
        .ok_or_else(|| Finding::failure("localfile.encoding_unknown").with("encoding", encoding))?;
    if sample.size == 0 {
        return Ok(vec![named(Finding::warning("localfile.empty"))]);
    }
    if sample.begins_like_parquet() {
        check_parquet(sample).map_err(named)?;
        return agree(Format::Parquet, wanted).map(|fact| vec![fact]).map_err(named);
    }
    if wanted == Some(Format::Parquet) {
        return Err(named(Finding::failure("localfile.not_parquet")));
    }
    let text = decode(sample, encoding).map_err(named)?;
    match (wanted, json_shape(&text, sample.is_whole())) {
        (None | Some(Format::Json), Ok(shape)) => Ok(vec![Finding::info(shape)]),
        (Some(Format::Json), Err(finding)) => Err(named(finding)),
        (Some(_), Ok(_)) => agree(Format::Json, wanted).map(|fact| vec![fact]).map_err(named),
        _ => Ok(columns(&text)),
    }
}

fn agree(found: Format, wanted: Option<Format>) -> Result<Finding, Finding> {
    match wanted {
        Some(wanted) if wanted != found => Err(Finding::failure("localfile.other_format")
            .with("wanted", wanted.name())
            .with("found", found.name())
            .with("format", found.id())),
        _ => Ok(Finding::info("localfile.format").with("found", found.name())),
    }
}

/// A Parquet file ends with the length of its footer and the magic; one that was cut off while it was copied does not.
fn check_parquet(sample: &Sample) -> Result<(), Finding> {
    let footer = match sample.tail.as_slice() {
        [a, b, c, d, magic @ ..] if magic == PARQUET => Some(u64::from(u32::from_le_bytes([*a, *b, *c, *d]))),
        _ => None,
    };
    match footer {
        Some(footer) if footer + PARQUET_LEAST <= sample.size => Ok(()),
        _ => Err(Finding::failure("localfile.parquet_cut").with("bytes", sample.size)),
    }
}

/// The sample as text. A mark at its beginning that names another encoding, or bytes that the encoding does not have, are
/// failures; where another encoding fits, it is offered.
fn decode(sample: &Sample, encoding: &'static Encoding) -> Result<String, Finding> {
    let wrong = |fits: &'static Encoding| {
        Finding::failure("localfile.encoding_wrong").with("encoding", encoding.name()).with("fits", fits.name())
    };
    if let Some((marked, _)) = Encoding::for_bom(&sample.head)
        && marked != encoding
    {
        return Err(wrong(marked));
    }
    match decode_strictly(sample, encoding) {
        Some(text) if is_text(&text) => Ok(text),
        // UTF-8 is hardly ever valid by chance; of the legacy encodings GB 18030 covers all that Chinese systems write.
        _ => Err([encoding_rs::UTF_8, GB18030]
            .into_iter()
            .filter(|other| *other != encoding)
            .find(|other| decode_strictly(sample, other).is_some_and(|text| is_text(&text)))
            .map_or_else(|| Finding::failure("localfile.not_text").with("encoding", encoding.name()), wrong)),
    }
}

fn decode_strictly(sample: &Sample, encoding: &'static Encoding) -> Option<String> {
    let mut decoder = encoding.new_decoder_with_bom_removal();
    let room = decoder.max_utf8_buffer_length_without_replacement(sample.head.len())?;
    let mut text = String::with_capacity(room);
    // A sample may end inside a character; only the end of the file may not.
    let last = sample.is_whole();
    match decoder.decode_to_string_without_replacement(&sample.head, &mut text, last) {
        (DecoderResult::InputEmpty, _) => Some(text),
        _ => None,
    }
}

/// Control characters other than white space do not occur in data that people keep as text.
fn is_text(text: &str) -> bool {
    !text.chars().any(|c| c.is_control() && !c.is_whitespace())
}

fn looks_like_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
}

/// One document, or one value a line; the failure says what JSON does not allow.
fn json_shape(text: &str, whole: bool) -> Result<&'static str, Finding> {
    if !looks_like_json(text) {
        return Err(Finding::failure("localfile.not_json_start"));
    }
    let mut values = 0_usize;
    for value in serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>() {
        match value {
            Ok(_) => values += 1,
            Err(error) if error.is_eof() && !whole => break,
            Err(error) => {
                let reason = error.to_string();
                return Err(Finding::failure("localfile.not_json").with("reason", cut(&reason, FOREIGN_WORDS)));
            }
        }
    }
    Ok(if values > 1 { "localfile.json_lines" } else { "localfile.json_document" })
}

/// The columns of the first record, by the separator that splits it best. Names are shown only where they look like names:
/// without a header the first record is somebody's data, which a report must not keep.
fn columns(text: &str) -> Vec<Finding> {
    let first = SEPARATORS
        .into_iter()
        .filter_map(|separator| first_record(text, separator))
        // `max_by_key` takes the last of equals; the likeliest separator comes first.
        .rev()
        .max_by_key(csv::StringRecord::len);
    let Some(record) = first else { return Vec::new() };
    let names: Vec<&str> = record.iter().map(str::trim).collect();
    let is_name = |field: &&str| {
        field.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_')
            && field.chars().count() <= 64
            && !field.contains('@')
    };
    let fact = if names.iter().all(is_name) {
        let more = if names.len() > NAMES { ", …" } else { "" };
        let shown = names[..names.len().min(NAMES)].join(", ");
        Finding::info("localfile.columns").with("names", format!("{}{more}", cut(&shown, FOREIGN_WORDS)))
    } else {
        Finding::info("localfile.columns_unnamed")
    };
    vec![fact.with("count", names.len())]
}

fn first_record(text: &str, separator: u8) -> Option<csv::StringRecord> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
    reader.records().next().and_then(Result::ok)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(bytes: &[u8]) -> Sample {
        let tail = bytes[bytes.len().saturating_sub(8)..].to_vec();
        Sample { name: "sample".into(), head: bytes.to_vec(), tail, size: bytes.len() as u64 }
    }

    fn code(result: Result<Vec<Finding>, Finding>) -> String {
        result.map_or_else(|failure| failure.code, |findings| findings[0].code.clone())
    }

    #[test]
    fn a_sample_may_end_inside_a_character_or_a_json_value_but_a_file_may_not() {
        let chinese = "列,值\n一,".as_bytes();
        let mut cut_short = sample(&chinese[..chinese.len() - 2]);
        assert_eq!(code(recognise(&cut_short, None, "UTF-8")), "localfile.not_text");
        cut_short.size += 1000;
        assert_eq!(code(recognise(&cut_short, None, "UTF-8")), "localfile.columns");

        let mut open = sample(br#"[{"a": 1}, {"#);
        assert_eq!(code(recognise(&open, Some(Format::Json), "UTF-8")), "localfile.not_json");
        open.size += 1000;
        assert_eq!(code(recognise(&open, Some(Format::Json), "UTF-8")), "localfile.json_document");
    }

    #[test]
    fn the_separator_that_splits_most_is_taken_and_quotes_hold() {
        let semicolons = recognise(&sample(b"id;\"name, full\";age\n1;a;2\n"), Some(Format::Csv), "UTF-8").unwrap();
        assert_eq!(semicolons[0].params["count"], "3");
        assert_eq!(semicolons[0].params["names"], "id, name, full, age");
    }

    #[test]
    fn records_without_a_header_are_not_shown() {
        let data = recognise(&sample(b"Li Wei,13800000000,li@example.com\n"), Some(Format::Csv), "UTF-8").unwrap();
        assert_eq!(data[0].code, "localfile.columns_unnamed");
        assert!(!format!("{data:?}").contains("Wei"));
    }

    #[test]
    fn an_encoding_that_fits_is_offered() {
        let (gbk, _, _) = encoding_rs::GBK.encode("城市,人口\n北京,2189\n");
        let failure = recognise(&sample(&gbk), Some(Format::Csv), "UTF-8").unwrap_err();
        assert_eq!((failure.code.as_str(), failure.params["fits"].as_str()), ("localfile.encoding_wrong", "gb18030"));
        assert_eq!(code(recognise(&sample(&gbk), Some(Format::Csv), "GBK")), "localfile.columns");
        let utf16 =
            [&[0xFF, 0xFE][..], &"a,b\n".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()].concat();
        let failure = recognise(&sample(&utf16), None, "UTF-8").unwrap_err();
        assert_eq!(failure.params["fits"], "UTF-16LE");
        assert_eq!(code(recognise(&sample(&utf16), None, "UTF-16LE")), "localfile.columns");
    }
}
