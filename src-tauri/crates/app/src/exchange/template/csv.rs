//! Reading a text of cells: UTF-8, UTF-16 with its mark, or GB18030; comma, semicolon or tab.

use std::borrow::Cow;
use std::collections::BTreeMap;

use csv::{ByteRecord, ReaderBuilder};
use encoding_rs::{Encoding, GB18030};
use headwater_model::AppError;

use super::sheet::{COLUMNS, Cell, LINES, Line, Room, too_many, unknown};

pub(super) fn lines(bytes: &[u8]) -> Result<Vec<Line>, AppError> {
    let text = decode(bytes).ok_or_else(unknown)?;
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter(&text)).from_reader(text.as_bytes());
    let mut lines = Vec::new();
    let mut room = Room::new();
    let mut record = ByteRecord::new();
    loop {
        // Where the record begins: the reader is behind the one before.
        match reader.read_byte_record(&mut record) {
            Ok(false) => return Ok(lines),
            Err(_) => return Err(unknown()),
            Ok(true) => {}
        }
        let number = record.position().map_or(0, csv::Position::line);
        let cells: BTreeMap<u32, Cell> = (0..)
            .zip(&record)
            .filter(|(_, cell)| !cell.is_empty())
            .map(|(column, cell)| (COLUMNS.min(column), Cell::text(String::from_utf8_lossy(cell))))
            .collect();
        cells.values().try_for_each(|cell| room.take(cell))?;
        if !cells.is_empty() {
            lines.push(Line { number: u32::try_from(number).unwrap_or(u32::MAX), cells });
        }
        if lines.len() > LINES {
            return Err(too_many());
        }
    }
}

/// The text, without its mark; `None` when it is none.
fn decode(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let (text, broken) = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => encoding.decode_without_bom_handling(bytes.get(mark..)?),
        None => match std::str::from_utf8(bytes) {
            Ok(text) => (Cow::Borrowed(text), false),
            // What Excel writes in China.
            Err(_) => GB18030.decode_without_bom_handling(bytes),
        },
    };
    (!broken && !text.contains('\0')).then_some(text)
}

/// What separates the cells of the first line that names columns.
fn delimiter(text: &str) -> u8 {
    let heads =
        text.lines().find(|line| !line.trim_start_matches(['"', ' ']).starts_with('#') && !line.trim().is_empty());
    let count = |mark: char| heads.unwrap_or_default().matches(mark).count();
    [',', ';', '\t'].into_iter().rev().max_by_key(|mark| count(*mark)).map_or(b',', |mark| mark as u8)
}
