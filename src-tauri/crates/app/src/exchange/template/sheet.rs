//! A spreadsheet as it is read, whatever program wrote it: lines of cells. Bounded before anything is unpacked.

use std::collections::BTreeMap;

use headwater_model::{AppError, Issue, IssueCode, Secret};

use super::{csv, xlsx};

/// Longest file, in bytes.
pub(super) const FILE: usize = 8 * 1024 * 1024;
/// Most lines: both sides of as many data sources as an import has.
pub(super) const LINES: usize = 2 * super::super::SOURCES + 1_000;
/// Most columns; what stands further to the right is refused with its row.
pub(super) const COLUMNS: u32 = 256;
/// What the cells may take, in bytes: in a workbook one text may stand in any number of cells.
const ROOM: usize = 64 * 1024 * 1024;

/// How workbooks begin: they are zip archives.
const ZIP: &[u8] = b"PK\x03\x04";
/// How the older workbooks begin, which nobody reads here.
const OLD_WORKBOOK: &[u8] = b"\xd0\xcf\x11\xe0";

/// A cell that is not empty.
pub(super) struct Cell {
    /// What stands in it; it may be a secret.
    pub(super) text: Secret<String>,
    /// Why it cannot be taken as it is.
    pub(super) fault: Option<IssueCode>,
    /// The spreadsheet holds a number, not a text.
    pub(super) number: bool,
}

impl Cell {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self { text: Secret::new(text.into()), fault: None, number: false }
    }

    pub(super) fn faulty(fault: IssueCode) -> Self {
        Self { fault: Some(fault), ..Self::text("") }
    }
}

/// What is left for further cells, in bytes.
pub(super) struct Room(usize);

impl Room {
    pub(super) const fn new() -> Self {
        Self(ROOM)
    }

    /// # Errors
    /// `invalid_input` when the cell is one too many.
    pub(super) fn take(&mut self, cell: &Cell) -> Result<(), AppError> {
        let left = self.0.checked_sub(size_of::<Cell>() + cell.text.expose().len());
        self.0 = left.ok_or_else(|| too_long("64 MB"))?;
        Ok(())
    }
}

/// A line that is not blank.
pub(super) struct Line {
    /// Its number, from 1.
    pub(super) number: u32,
    /// By column, from 0.
    pub(super) cells: BTreeMap<u32, Cell>,
}

impl Line {
    /// What the cell in this column says after `#`, which makes the line a remark.
    pub(super) fn remark(&self, column: u32) -> Option<&str> {
        self.cells.get(&column)?.text.expose().trim_start().strip_prefix('#').map(str::trim)
    }
}

/// Reads a workbook or a text.
///
/// # Errors
/// `invalid_input` when it is neither, or too large.
pub(super) fn lines(bytes: &Secret<Vec<u8>>) -> Result<Vec<Line>, AppError> {
    let bytes = bytes.expose();
    if bytes.len() > FILE {
        return Err(too_long("8 MB"));
    }
    if bytes.starts_with(ZIP) {
        xlsx::lines(bytes)
    } else if bytes.starts_with(OLD_WORKBOOK) {
        Err(unknown())
    } else {
        csv::lines(bytes)
    }
}

pub(super) fn refused(issue: Issue) -> AppError {
    AppError::invalid(vec![issue])
}

pub(super) fn unknown() -> AppError {
    refused(Issue::new("file", IssueCode::SheetUnknown))
}

pub(super) fn too_long(max: &str) -> AppError {
    refused(Issue::new("file", IssueCode::DocumentLong).with("max", max))
}

pub(super) fn too_many() -> AppError {
    refused(Issue::new("file", IssueCode::SheetRows).with("max", LINES))
}

/// `C7`.
pub(super) fn place(column: u32, line: u32) -> String {
    let mut letters = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.insert(0, char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    format!("{letters}{line}")
}

#[cfg(test)]
mod tests {
    #[test]
    fn columns_have_letters() {
        let names: Vec<String> = [0, 25, 26, 27, 51, 52, 701, 702].map(|column| super::place(column, 7)).into();
        assert_eq!(names, ["A7", "Z7", "AA7", "AB7", "AZ7", "BA7", "ZZ7", "AAA7"]);
    }
}
