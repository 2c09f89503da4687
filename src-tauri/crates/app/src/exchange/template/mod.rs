//! Many data sources from a spreadsheet: `write` makes the template of a type from the catalogue, `read` judges every row of a
//! filled one, `load` saves them by the steps of an import, `result` writes what became of each row. One rule for every
//! sheet: a line whose first cell begins with `#` is a remark, the first other line names the columns, and below it a row
//! whose name begins with `#` is a remark.

mod columns;
mod csv;
mod load;
mod read;
mod rows;
mod sheet;
mod write;
mod wrong;
mod xlsx;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use headwater_catalog::TypeDef;
use headwater_model::{AppError, Environment, Lang, Text, WorkspaceId};

pub(crate) use load::{load, result};
pub(crate) use read::read;

use self::columns::{Column, columns};
use self::rows::TYPE_MARK;
use self::write::Table;
use super::Tickets;
use super::export;
use super::import::ReadSource;
use crate::activity::new_download;
use crate::wire::{SheetTo, TemplateDone, TemplateFile, TemplateFormat, TemplateRow, TemplateWriteRequest};
use crate::{Cx, types};

/// Sheets by ticket.
pub(crate) type Sheets = Tickets<Sheet>;

/// A sheet that was read, and later what became of it.
pub(crate) struct Sheet {
    def: &'static TypeDef,
    workspace: WorkspaceId,
    heads: Vec<String>,
    rows: Vec<KeptRow>,
    /// Data sources without a wrong row; none any more once they were loaded.
    sources: Vec<ReadSource>,
    secrets: bool,
    /// By row; empty until it was loaded.
    done: Vec<TemplateDone>,
}

/// A row of a sheet, without its secrets.
#[derive(Clone)]
struct KeptRow {
    judged: TemplateRow,
    /// Its cells, as the sheet's `heads` have them.
    texts: Vec<String>,
    /// Which of the sheet's `sources` it belongs to.
    source: Option<usize>,
}

/// Writes the template of a type.
pub(crate) async fn write(cx: &Cx, request: TemplateWriteRequest) -> Result<TemplateFile, AppError> {
    let def = types::find(&request.type_id)?;
    let workspace = match request.workspace {
        Some(workspace) => workspace,
        None => cx.current_workspace().await?,
    };
    let standard = cx.workspace_record(workspace).await?.standard;
    let table = template(def, standard, request.language);
    hand_over(cx, &table, request.format, &format!("{}-template", def.id), request.to).await
}

fn template(def: &'static TypeDef, standard: bool, lang: Lang) -> Table {
    let all = columns(def);
    let labels = all.iter().enumerate().map(|(index, column)| {
        let mark = if index == 0 { "# " } else { "" };
        format!("{mark}{}", column.label.template(lang))
    });
    let mut rows = vec![labels.collect()];
    rows.extend(def.modes.iter().map(|mode| all.iter().map(|column| column.example(mode)).collect()));
    Table {
        remarks: remarks(def, lang),
        heads: all.iter().map(|column| column.key.to_owned()).collect(),
        choices: all.iter().map(|column| column.choices(def, standard)).collect(),
        explaining: rows.len(),
        rows,
        notes: Some((
            Text::new("Notes", "说明").template(lang).to_owned(),
            all.iter().map(|column| notes(column, def, lang)).collect(),
        )),
    }
}

/// What stands above the names of the columns.
fn remarks(def: &TypeDef, lang: Lang) -> Vec<String> {
    let words = Text::new(
        "One row per data source and environment. Rows whose name begins with # are skipped; the names of the columns stay.",
        "每个数据源的每个环境一行。名称以 # 开头的行会被跳过；请保留列名。",
    );
    vec![format!("{TYPE_MARK} {}", def.id), words.template(lang).to_owned()]
}

/// A column's name, label, and everything that helps to fill it.
fn notes(column: &Column, def: &TypeDef, lang: Lang) -> Vec<String> {
    let choices: Vec<&str> = column.choices(def, true);
    let words = [column.help.template(lang), column.shape().template(lang), &choices.join(" / ")];
    let words: Vec<&str> = words.into_iter().filter(|words| !words.is_empty()).collect();
    vec![column.key.to_owned(), column.label.template(lang).to_owned(), words.join(" ")]
}

/// Puts the table where it is wanted; `name` is that of a new file.
async fn hand_over(
    cx: &Cx,
    table: &Table,
    format: TemplateFormat,
    name: &str,
    to: SheetTo,
) -> Result<TemplateFile, AppError> {
    let bytes = table.bytes(format)?;
    let ending = match format {
        TemplateFormat::Xlsx => "xlsx",
        TemplateFormat::Csv => "csv",
    };
    let path = match to {
        SheetTo::Answer => return Ok(TemplateFile { content: Some(BASE64.encode(bytes)), path: None }),
        SheetTo::Downloads => new_download(cx, name, ending)?.display().to_string(),
        SheetTo::File(path) => path,
    };
    Ok(TemplateFile { content: None, path: Some(export::write_new(&path, &bytes).await?) })
}

/// DataWorks' word for a side, as it stands in sheets.
fn env_word(env: Option<Environment>) -> &'static str {
    env.map_or("", headwater_catalog::env_type)
}
