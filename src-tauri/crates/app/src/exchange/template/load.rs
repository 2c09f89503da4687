//! Loading what was read, and the sheet that says what became of every row.

use headwater_model::{AppError, ErrorCode, Issue, Lang, Text};

use super::super::import::{Job, carry_out, choice_of, unlocked};
use super::write::Table;
use super::{KeptRow, Sheet, env_word, hand_over, remarks};
use crate::Cx;
use crate::wire::{
    ImportDone, ImportOutcome, Right, TemplateDone, TemplateFile, TemplateLoadRequest, TemplateLoadResponse,
    TemplateResultRequest, TemplateRow, TemplateStatus,
};

/// Issues that a refusal of the whole sheet names.
const NAMED: usize = 20;

/// Loads the data sources of a sheet that are not wrong.
pub(crate) async fn load(cx: &Cx, request: TemplateLoadRequest) -> Result<TemplateLoadResponse, AppError> {
    let sheet = cx.sheets.get(&request.ticket)?;
    if !sheet.done.is_empty() {
        return Err(AppError::new(ErrorCode::ImportGone).on("ticket"));
    }
    if !request.partial {
        all_right(&sheet)?;
    }
    let creates = sheet.rows.iter().any(|row| row.judged.status == TemplateStatus::New);
    cx.permit(if creates { Right::Manage } else { Right::Edit }).await?;
    let place = cx.workspace_record(sheet.workspace).await?;
    let job = |source| Job { place: &place, source, choice: choice_of(source, request.replace) };
    let jobs: Vec<Job<'_>> = sheet.sources.iter().map(job).collect();
    unlocked(&place, &jobs, request.typed_name.as_deref())?;
    let sources = carry_out(cx, &jobs, "source_imported").await;
    let done: Vec<TemplateDone> = sheet.rows.iter().map(|row| done(row, &sources)).collect();
    let answer = TemplateLoadResponse { rows: done.clone(), secrets: sheet.secrets };
    // From here on nobody needs what the rows brought: their secrets leave the memory.
    let (heads, rows) = (sheet.heads.clone(), sheet.rows.clone());
    cx.sheets.put(&request.ticket, Sheet { heads, rows, sources: Vec::new(), done, ..*sheet });
    Ok(answer)
}

/// # Errors
/// `template_rows` with the first that are wrong.
fn all_right(sheet: &Sheet) -> Result<(), AppError> {
    let wrong = sheet.rows.iter().filter(|row| row.judged.status == TemplateStatus::Wrong);
    let count = wrong.clone().count();
    if count == 0 {
        return Ok(());
    }
    let mut error = AppError::new(ErrorCode::TemplateRows).with("count", count);
    error.issues = wrong.flat_map(|row| issues(&row.judged)).take(NAMED).collect();
    Err(error)
}

/// What is wrong with a row, each with its place.
fn issues(row: &TemplateRow) -> impl Iterator<Item = Issue> {
    let place = |cell: &str| if cell.is_empty() { row.row.to_string() } else { cell.to_owned() };
    row.issues.iter().map(move |one| Issue {
        field: format!("{} {}", place(&one.cell), one.issue.field).trim_end().to_owned(),
        ..one.issue.clone()
    })
}

fn done(row: &KeptRow, sources: &[ImportDone]) -> TemplateDone {
    let judged = &row.judged;
    let source = row.source.and_then(|source| sources.get(source));
    let (outcome, error) = match source {
        Some(source) => (source.outcome, source.error.clone()),
        None => (ImportOutcome::Failed, Some(AppError::invalid(issues(judged).collect()))),
    };
    TemplateDone { row: judged.row, name: judged.name.clone(), env: judged.env, outcome, error }
}

/// Writes the rows again, each with what became of it.
pub(crate) async fn result(cx: &Cx, request: TemplateResultRequest) -> Result<TemplateFile, AppError> {
    let sheet = cx.sheets.get(&request.ticket)?;
    let lang = request.language;
    let words = |text: Text| text.template(lang).to_owned();
    let mut heads = sheet.heads.clone();
    heads.extend([words(Text::new("# row", "# 行")), words(Text::new("# status", "# 状态"))]);
    heads.push(words(Text::new("# reason", "# 原因")));
    let rows = sheet.rows.iter().enumerate().map(|(index, row)| {
        let (status, reason) = match sheet.done.get(index) {
            Some(done) => (outcome(done.outcome), reason(done, lang)),
            None => (status(row.judged.status), lines(&row.judged, lang)),
        };
        let mut cells = row.texts.clone();
        // Told as it was understood: an empty cell may mean production.
        if let Some(at) = sheet.heads.iter().position(|head| head == "envType") {
            if let Some(cell) = cells.get_mut(at).filter(|cell| cell.is_empty()) {
                *cell = env_word(row.judged.env).to_owned();
            }
        }
        cells.extend([row.judged.row.to_string(), words(status), reason]);
        cells
    });
    let mut above = remarks(sheet.def, lang);
    above.push(words(Text::new(
        "Secrets are left out: fill them in again before you load these rows once more.",
        "密钥已省略：再次载入这些行之前请重新填写。",
    )));
    let table = Table { remarks: above, heads, rows: rows.collect(), ..Table::default() };
    hand_over(cx, &table, request.format, &format!("{}-result", sheet.def.id), request.to).await
}

fn reason(done: &TemplateDone, lang: Lang) -> String {
    match (&done.error, done.outcome) {
        (Some(error), _) if error.issues.is_empty() => format!("{}. {}", error.message(lang), error.hint(lang)),
        (Some(error), _) => error.hint(lang),
        (None, ImportOutcome::Skipped) => {
            let words = Text::new("a data source of this name exists with other values", "已有同名数据源，且取值不同");
            words.template(lang).to_owned()
        }
        (None, _) => String::new(),
    }
}

fn lines(row: &TemplateRow, lang: Lang) -> String {
    issues(row).map(|issue| issue.line(lang)).collect::<Vec<_>>().join("\n")
}

const fn outcome(outcome: ImportOutcome) -> Text {
    match outcome {
        ImportOutcome::Created => Text::new("created", "已新建"),
        ImportOutcome::Replaced => Text::new("changed", "已修改"),
        ImportOutcome::Same => Text::new("same", "相同"),
        ImportOutcome::Skipped => Text::new("skipped", "已跳过"),
        ImportOutcome::Failed => Text::new("failed", "失败"),
        ImportOutcome::NotReached => Text::new("not reached", "未处理"),
    }
}

const fn status(status: TemplateStatus) -> Text {
    match status {
        TemplateStatus::New => Text::new("new", "新增"),
        TemplateStatus::Changed => Text::new("exists", "已存在"),
        TemplateStatus::Same => Text::new("same", "相同"),
        TemplateStatus::Wrong => Text::new("wrong", "有误"),
    }
}
