//! Reading a workbook: its first sheet, cell by cell, so that a cell far away costs nothing.

use std::collections::{BTreeMap, HashSet};
use std::io::{Cursor, Read as _};

use calamine::{DataRef, Reader as _, Xlsx, XlsxError};
use headwater_model::{AppError, IssueCode};

use super::sheet::{COLUMNS, Cell, LINES, Line, Room, too_long, too_many, unknown};

/// What all parts of a workbook may have when they are unpacked, in bytes.
const UNPACKED: u64 = 128 * 1024 * 1024;

/// Whole numbers up to this are what somebody typed.
const EXACT: f64 = 9_007_199_254_740_992.0;

pub(super) fn lines(bytes: &[u8]) -> Result<Vec<Line>, AppError> {
    bounded(bytes)?;
    read(bytes).map_err(|_| unknown())?
}

/// Unpacks everything once into nothing: what an archive says about its sizes need not be true.
fn bounded(bytes: &[u8]) -> Result<(), AppError> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| unknown())?;
    let mut left = UNPACKED;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| unknown())?;
        let unpacked = std::io::copy(&mut part.take(left + 1), &mut std::io::sink()).map_err(|_| unknown())?;
        left = left.checked_sub(unpacked).ok_or_else(|| too_long("128 MB (xlsx)"))?;
    }
    Ok(())
}

fn read(bytes: &[u8]) -> Result<Result<Vec<Line>, AppError>, XlsxError> {
    let mut book = Xlsx::new(Cursor::new(bytes))?;
    let Some(name) = book.sheet_names().into_iter().next() else { return Ok(Err(unknown())) };
    // Of cells that are merged only the first holds a value.
    let merged: HashSet<(u32, u32)> =
        book.merge_cells_by_sheet_name(&name)?.into_iter().map(|region| region.start).collect();
    let mut lines: BTreeMap<u32, Line> = BTreeMap::new();
    let mut room = Room::new();
    let mut cells = book.worksheet_cells_reader(&name)?;
    while let Some(found) = cells.next_cell_with_formula_metadata()? {
        let (row, column) = found.pos;
        let Some(mut cell) = cell(&found.value) else { continue };
        if found.formula.is_some() {
            cell = Cell::faulty(IssueCode::CellFormula);
        } else if merged.contains(&found.pos) {
            cell.fault = Some(IssueCode::CellMerged);
        }
        if let Err(refused) = room.take(&cell) {
            return Ok(Err(refused));
        }
        let line = lines.entry(row).or_insert_with(|| Line { number: row + 1, cells: BTreeMap::new() });
        // One is enough to tell that the row reaches too far.
        line.cells.insert(column.min(COLUMNS), cell);
        if lines.len() > LINES {
            return Ok(Err(too_many()));
        }
    }
    Ok(Ok(lines.into_values().collect()))
}

/// A cell; `None` when it is empty.
fn cell(value: &DataRef<'_>) -> Option<Cell> {
    let number = |text: String| Cell { number: true, ..Cell::text(text) };
    Some(match value {
        DataRef::Empty => return None,
        DataRef::String(text) if text.is_empty() => return None,
        DataRef::SharedString("") => return None,
        DataRef::String(text) => Cell::text(text.as_str()),
        DataRef::SharedString(text) => Cell::text(*text),
        DataRef::Int(whole) => number(whole.to_string()),
        // Excel keeps every number as a fraction: 3306.0.
        #[expect(clippy::cast_possible_truncation, reason = "a whole number within bounds")]
        DataRef::Float(fraction) if fraction.fract() == 0.0 && fraction.abs() < EXACT => {
            number((*fraction as i64).to_string())
        }
        DataRef::Float(fraction) => number(fraction.to_string()),
        DataRef::Bool(flag) => Cell::text(flag.to_string()),
        DataRef::DateTime(_) | DataRef::DateTimeIso(_) | DataRef::DurationIso(_) => Cell::faulty(IssueCode::CellDate),
        DataRef::Error(_) => Cell::faulty(IssueCode::CellError),
    })
}
