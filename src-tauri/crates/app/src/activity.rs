//! Activity as people read it: pages, the words of every action, and a file for a spreadsheet.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use headwater_model::{AppError, Lang, SourceId, Text, Timestamp};
use headwater_store::{ActivityQuery, ActivityRecord, FieldChange};

use crate::app::make_private_folder;
use crate::errors::store_error;
use crate::exchange::write_new;
use crate::wire::{
    ActivityChange, ActivityExportRequest, ActivityFile, ActivityPage, ActivityRequest, ActivityRow, Word,
};
use crate::{Cx, Shell};

/// Rows a page, when the request does not say; and at most.
const PAGE: (u32, u32) = (100, 500);
/// Rows read at a time for a file.
const CHUNK: u32 = 2_000;

/// What is done, in words. An action that is not here is shown by its id.
const ACTIONS: &[(&str, Text)] = &[
    ("source_created", Text::new("Created", "创建")),
    ("source_changed", Text::new("Changed", "修改")),
    ("source_cloned", Text::new("Cloned", "克隆")),
    ("source_renamed", Text::new("Renamed", "重命名")),
    ("source_imported", Text::new("Imported", "导入")),
    ("source_applied", Text::new("Applied from a file", "按文件应用")),
    ("source_exported", Text::new("Exported", "导出")),
    ("source_deleted", Text::new("Deleted", "删除")),
    ("source_restored", Text::new("Restored", "恢复")),
    ("source_purged", Text::new("Deleted for good", "彻底删除")),
    ("source_expired", Text::new("Removed for good after 30 days", "满 30 天后彻底清除")),
    ("source_run", Text::new("Given to a program", "交给程序使用")),
    ("secret_copied", Text::new("Copied with secrets", "连同密钥复制")),
    ("secret_set", Text::new("Secret set", "设置密钥")),
    ("source_shared", Text::new("Shared", "共享")),
    ("share_added", Text::new("Shared", "共享")),
    ("share_changed", Text::new("Share changed", "修改共享")),
    ("share_revoked", Text::new("Share revoked", "撤销共享")),
    ("file_uploaded", Text::new("File uploaded", "上传文件")),
    ("file_changed", Text::new("File described", "修改文件说明")),
    ("file_replaced", Text::new("File replaced", "替换文件")),
    ("file_deleted", Text::new("File deleted", "删除文件")),
    ("workspace_created", Text::new("Workspace created", "创建工作空间")),
    ("workspace_changed", Text::new("Workspace changed", "修改工作空间")),
    ("workspace_upgraded", Text::new("Workspace upgraded", "升级工作空间")),
    ("workspace_deleted", Text::new("Workspace deleted", "删除工作空间")),
];

const PROGRAMS: &[(Shell, Text)] = &[
    (Shell::Window, Text::new("Window", "桌面窗口")),
    (Shell::Browser, Text::new("Browser", "浏览器")),
    (Shell::CommandLine, Text::new("Command line", "命令行")),
];

/// Actions that are done to data sources, by the beginning of their ids.
const OF_SOURCES: [&str; 3] = ["source_", "secret_", "share_"];

/// Heads of the file's columns.
const COLUMNS: [Text; 9] = [
    Text::new("time", "时间"),
    Text::new("person", "操作人"),
    Text::new("program", "程序"),
    Text::new("workspace", "工作空间"),
    Text::new("action", "操作"),
    Text::new("name", "对象"),
    Text::new("field", "字段"),
    Text::new("before", "修改前"),
    Text::new("after", "修改后"),
];
/// Stands where a secret's value would.
const MASKED: &str = "***";

/// One page.
pub(crate) async fn list(cx: &Cx, request: ActivityRequest) -> Result<ActivityPage, AppError> {
    let limit = if request.limit == 0 { PAGE.0 } else { request.limit.min(PAGE.1) };
    let query = query(cx, request, limit + 1).await?;
    let mut records = cx.store.activity(&query).await.map_err(store_error)?;
    let more = records.len() > limit as usize;
    records.truncate(limit as usize);
    let next = records.last().map(|record| record.id).filter(|_| more);
    let known = cx.store.activity_words(query.workspace).await.map_err(store_error)?;
    let words = Words::of(cx, &records).await?;
    Ok(ActivityPage {
        rows: records.into_iter().map(|record| words.row(record)).collect(),
        next,
        actions: known.actions.iter().map(|id| action(id)).collect(),
        actors: known.actors,
    })
}

/// Writes everything that the request asks for, paging aside, into a file for a spreadsheet; only its owner can read it.
pub(crate) async fn export(cx: &Cx, request: ActivityExportRequest) -> Result<ActivityFile, AppError> {
    let lang = request.language;
    let path = match request.path {
        Some(path) => path,
        None => {
            let name = format!("headwater-activity-{}", &Timestamp::now().to_string()[..10]);
            new_download(cx, &name, "csv")?.display().to_string()
        }
    };
    let mut query = query(cx, ActivityRequest { before: None, ..request.filter }, CHUNK).await?;
    // The mark at the beginning tells spreadsheets that it is UTF-8.
    let mut lines = format!("\u{feff}{}\r\n", COLUMNS.map(|head| cell(head.template(lang))).join(","));
    let mut rows = 0;
    loop {
        let records = cx.store.activity(&query).await.map_err(store_error)?;
        let words = Words::of(cx, &records).await?;
        query.before = records.last().map(|record| record.id);
        rows += u32::try_from(records.len()).unwrap_or(u32::MAX);
        let through = records.len() < CHUNK as usize;
        records.into_iter().for_each(|record| lines += &csv(&words.row(record), lang));
        if through {
            break;
        }
    }
    Ok(ActivityFile { path: write_new(&path, lines.as_bytes()).await?, rows })
}

async fn query(cx: &Cx, request: ActivityRequest, limit: u32) -> Result<ActivityQuery, AppError> {
    let workspace = match (request.all_workspaces, request.workspace) {
        (true, _) => None,
        (false, Some(workspace)) => Some(workspace),
        (false, None) => Some(cx.current_workspace().await?),
    };
    Ok(ActivityQuery {
        workspace,
        subject_id: request.subject.map(|id| id.0),
        batch: request.batch,
        actions: request.actions,
        actor: request.actor,
        search: request.search.trim().to_lowercase(),
        before: request.before,
        user: cx.identity().await?.user,
        limit,
    })
}

/// What rows are worded with.
struct Words {
    workspaces: BTreeMap<i64, String>,
    sources: HashSet<i64>,
}

impl Words {
    async fn of(cx: &Cx, records: &[ActivityRecord]) -> Result<Self, AppError> {
        let all = cx.store.workspaces().await.map_err(store_error)?;
        let ids: Vec<SourceId> = records.iter().filter(|one| is_of_source(one)).filter_map(subject).collect();
        let there = cx.store.there(&ids).await.map_err(store_error)?;
        Ok(Self { workspaces: all.into_iter().map(|one| (one.id.0, one.name)).collect(), sources: there })
    }

    fn row(&self, record: ActivityRecord) -> ActivityRow {
        let subject_id = subject(&record);
        let subject_is_source =
            is_of_source(&record) && subject_id.is_some_and(|subject| self.sources.contains(&subject.0));
        ActivityRow {
            id: record.id,
            at: Timestamp(record.at),
            program: program(&record.shell),
            workspace_name: self.workspaces.get(&record.workspace.0).cloned().unwrap_or_default(),
            workspace: record.workspace,
            action: action(&record.action),
            subject_id,
            subject_is_source,
            actor: record.actor,
            subject: record.subject,
            changes: record.changes.into_iter().map(change).collect(),
            batch: record.batch,
        }
    }
}

fn subject(record: &ActivityRecord) -> Option<SourceId> {
    record.subject_id.map(SourceId)
}

fn is_of_source(record: &ActivityRecord) -> bool {
    OF_SOURCES.iter().any(|begin| record.action.starts_with(begin))
}

fn action(id: &str) -> Word {
    let known = ACTIONS.iter().find(|(known, _)| *known == id).map(|(_, words)| *words);
    Word { id: id.to_owned(), words: known }
}

/// Whether people can be told what was done.
pub(crate) fn has_words(action: &str) -> bool {
    ACTIONS.iter().any(|(known, _)| *known == action)
}

fn program(id: &str) -> Word {
    let known = PROGRAMS.iter().find(|(shell, _)| shell.as_str() == id).map(|(_, words)| *words);
    Word { id: id.to_owned(), words: known }
}

/// A change as it crosses the border.
pub(crate) fn change(change: FieldChange) -> ActivityChange {
    let value = |json: Option<String>| json.and_then(|json| serde_json::from_str(&json).ok());
    ActivityChange {
        secret: change.field.split('.').nth(1) == Some("secrets"),
        field: change.field,
        before: value(change.before),
        after: value(change.after),
    }
}

fn said(word: &Word, lang: Lang) -> String {
    word.words.map_or_else(|| word.id.clone(), |words| words.template(lang).to_owned())
}

/// A line for each field that changed, or one for a change without fields.
fn csv(row: &ActivityRow, lang: Lang) -> String {
    let whole = [
        row.at.to_string(),
        row.actor.clone(),
        said(&row.program, lang),
        row.workspace_name.clone(),
        said(&row.action, lang),
        row.subject.clone(),
    ];
    let begin = whole.map(|text| cell(&text)).join(",");
    if row.changes.is_empty() {
        return format!("{begin},,,\r\n");
    }
    let text = |change: &ActivityChange, value: &Option<serde_json::Value>| match value {
        _ if change.secret => MASKED.to_owned(),
        None => String::new(),
        Some(serde_json::Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    let line = |change: &ActivityChange| {
        let values = [change.field.clone(), text(change, &change.before), text(change, &change.after)];
        format!("{begin},{}\r\n", values.map(|text| cell(&text)).join(","))
    };
    row.changes.iter().map(line).collect()
}

/// What makes a formula of a text that begins with it (OWASP: CSV injection).
const RISKY: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Whether it begins so, whatever number of apostrophes stands before: each of them may be one that keeps it from being one.
fn risky(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(RISKY)
}

/// A cell that no spreadsheet takes for a formula, quoted where CSV wants it (RFC 4180).
pub(crate) fn cell(text: &str) -> String {
    let text = if risky(text) { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

/// A cell's text without the apostrophe of [`cell`].
pub(crate) fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| risky(rest)).unwrap_or(text)
}

/// A file that does not exist yet where files for people go: their folder for downloads, else one in the data folder.
pub(crate) fn new_download(cx: &Cx, name: &str, ending: &str) -> Result<PathBuf, AppError> {
    let downloads = directories::UserDirs::new().and_then(|dirs| dirs.download_dir().map(Path::to_owned));
    let folder = match downloads.filter(|folder| folder.is_dir()) {
        Some(folder) => folder,
        None => {
            let folder = cx.home().join("exports");
            make_private_folder(&folder)?;
            folder
        }
    };
    let numbered = (2..).map(|number| format!("{name}-{number}.{ending}"));
    let mut names = std::iter::once(format!("{name}.{ending}")).chain(numbered).map(|name| folder.join(name));
    Ok(names.find(|path| !path.exists()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula_and_every_cell_is_one_cell() {
        for (text, expected) in [
            ("orders", "orders"),
            ("=1+1", "'=1+1"),
            ("+86", "'+86"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r=1", "\"'\r=1\""),
            ("'-1", "''-1"),
            ("'quoted'", "'quoted'"),
            ("a,b", "\"a,b\""),
            ("say \"a\"", "\"say \"\"a\"\"\""),
            ("=\"a\",b", "\"'=\"\"a\"\",b\""),
            ("two\nlines", "\"two\nlines\""),
        ] {
            assert_eq!(cell(text), expected);
            let quoted = expected.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
            let read = quoted.unwrap_or(expected).replace("\"\"", "\"");
            assert_eq!(unguarded(&read), text, "a spreadsheet that is read again");
        }
    }
}
