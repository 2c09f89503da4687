//! Writing spreadsheets: a table with remarks before it, as a workbook or as a text.

use headwater_model::{AppError, ErrorCode};
use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use crate::activity::cell;
use crate::wire::TemplateFormat;

/// Longest text of a workbook's cell, in characters (Excel's limit).
const CELL: usize = 32_767;
/// Longest list of choices of a workbook's cell, in characters (Excel's limit).
const LIST: usize = 255;
/// Lines below the names in which a list is offered.
const OFFERED: u32 = 10_000;

/// What a spreadsheet has.
#[derive(Default)]
pub(super) struct Table {
    /// Lines before the names of the columns; each becomes a remark.
    pub(super) remarks: Vec<String>,
    /// Names of the columns.
    pub(super) heads: Vec<String>,
    /// Words to choose from, by column; empty: none.
    pub(super) choices: Vec<Vec<&'static str>>,
    pub(super) rows: Vec<Vec<String>>,
    /// Rows at the beginning that only explain.
    pub(super) explaining: usize,
    /// Name and rows of a second sheet; in a text these are remarks.
    pub(super) notes: Option<(String, Vec<Vec<String>>)>,
}

impl Table {
    pub(super) fn bytes(&self, format: TemplateFormat) -> Result<Vec<u8>, AppError> {
        match format {
            TemplateFormat::Csv => Ok(self.text().into_bytes()),
            TemplateFormat::Xlsx => self.workbook().map_err(|error| AppError::new(ErrorCode::Internal).because(error)),
        }
    }

    /// With the mark at the beginning that tells spreadsheets that it is UTF-8.
    fn text(&self) -> String {
        let line = |cells: &[String]| cells.iter().map(|text| cell(text)).collect::<Vec<_>>().join(",") + "\r\n";
        let remark = |text: &str| line(&[format!("# {text}")]);
        let notes = self.notes.iter().flat_map(|(_, rows)| rows).map(|row| remark(&row.join("  ")));
        let mut text = "\u{feff}".to_owned();
        text.extend(self.remarks.iter().map(|words| remark(words)).chain(notes));
        text += &line(&self.heads);
        text.extend(self.rows.iter().map(|row| line(row)));
        text
    }

    fn workbook(&self) -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        // Everything is a text: a spreadsheet must not make numbers of passwords.
        let text = Format::new().set_num_format("@");
        let name = text.clone().set_bold().set_background_color(0x00E8_EDF5);
        let quiet = text.clone().set_font_color(0x0080_8080).set_italic();
        let sheet = book.add_worksheet();
        let first = number(self.remarks.len());
        for (row, words) in (0..).zip(&self.remarks) {
            put(sheet, row, 0, &format!("# {words}"), &quiet)?;
        }
        for (column, head) in (0..).zip(&self.heads) {
            sheet.set_column_format(column, &text)?;
            sheet.set_column_width(column, (head.len() as f64 + 4.0).clamp(14.0, 40.0))?;
            put(sheet, first, column, head, &name)?;
        }
        for (index, row) in self.rows.iter().enumerate() {
            let format = if index < self.explaining { &quiet } else { &text };
            for (column, words) in (0..).zip(row) {
                put(sheet, first + 1 + number(index), column, words, format)?;
            }
        }
        for (column, choices) in (0..).zip(&self.choices) {
            let length: usize = choices.iter().map(|choice| choice.len() + 1).sum();
            if !choices.is_empty() && length <= LIST {
                let list = DataValidation::new()
                    .allow_list_strings(choices)?
                    .set_error_style(DataValidationErrorStyle::Warning);
                sheet.add_data_validation(first + 1, column, first + OFFERED, column, &list)?;
            }
        }
        sheet.set_freeze_panes(first + 1, 1)?;
        if let Some((title, rows)) = &self.notes {
            let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
            let sheet = book.add_worksheet();
            sheet.set_name(title)?;
            for (column, width) in [(0, 26.0), (1, 26.0), (2, 90.0)] {
                sheet.set_column_width(column, width)?;
            }
            for (row, cells) in (0..).zip(rows) {
                for (column, words) in (0..).zip(cells) {
                    put(sheet, row, column, words, &wrapped)?;
                }
            }
        }
        book.save_to_buffer()
    }
}

fn put(sheet: &mut Worksheet, row: u32, column: u16, words: &str, format: &Format) -> Result<(), XlsxError> {
    if !words.is_empty() {
        let words: String = words.chars().take(CELL).collect();
        sheet.write_string_with_format(row, column, words, format)?;
    }
    Ok(())
}

fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
