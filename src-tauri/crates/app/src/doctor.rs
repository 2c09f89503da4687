//! The doctor: looks at data folder, database, keychain and journal; mends what needs no decision.

use std::collections::HashSet;
use std::io::ErrorKind;
use std::path::Path;

use headwater_model::{AppError, ErrorCode, KeychainState, Lang, Params, Text, Timestamp, params};
use headwater_vault::KeychainError;

use crate::errors::store_error;
use crate::keychains::Keychains;
use crate::wire::{DoctorFixRequest, DoctorItem, DoctorReport, DoctorStatus, Empty};
use crate::{Cx, backup, rescue};

/// Looks; changes nothing but a file and a keychain item that it writes and removes.
pub(crate) async fn run(cx: &Cx, _request: Empty) -> Result<DoctorReport, AppError> {
    look(cx, Timestamp::now()).await
}

/// `due`: what the journal holds for longer than until then is not unfinished.
async fn look(cx: &Cx, due: Timestamp) -> Result<DoctorReport, AppError> {
    let keychain = cx.keychains.examine().await;
    // Items first: one that is written meanwhile is then known.
    let there = cx.keychains.references().await.ok();
    let mut items =
        vec![data_folder(cx.home()), database(cx).await, backups(cx.home()).await, keychain_item(&cx.keychains)];
    items.push(journal(cx, due).await.unwrap_or_else(|error| unreadable("journal", &error)));
    items.push(secrets(cx, there.as_deref()).await.unwrap_or_else(|error| unreadable("secrets", &error)));
    items.push(orphans(cx, there).await.unwrap_or_else(|error| unreadable("orphans", &error)));
    let fixable = items.iter().any(|item| item.fixable);
    Ok(DoctorReport { items, keychain, fixable })
}

/// Finishes what the journal says is unfinished; deletes unknown items only when told to.
pub(crate) async fn fix(cx: &Cx, request: DoctorFixRequest) -> Result<DoctorReport, AppError> {
    // A hold that ends while this works is for the next time.
    let due = Timestamp::now();
    // One that was locked and is not any more has to be noticed before it is asked to delete anything.
    cx.keychains.examine().await;
    cx.recover().await;
    cx.back_up_daily().await;
    if request.delete_orphans {
        for reference in cx.orphans().await?.unwrap_or_default() {
            let _ = cx.keychains.delete(&reference, false).await;
        }
    }
    look(cx, due).await
}

/// What can be said about a data folder that could not be opened, and `why`.
pub(crate) async fn of_closed(home: &Path, why: &AppError, keychains: &Keychains) -> DoctorReport {
    let keychain = keychains.examine().await;
    let mut items = vec![data_folder(home)];
    if why.code != ErrorCode::DataFolder {
        let restorable = backup::newest(home).await.filter(|_| rescue::is_replaceable(why.code));
        let mut values = why.params.clone();
        values.insert("words".to_owned(), why.detail.clone().unwrap_or_default());
        let remedy = restorable.map_or_else(|| why.code.hint(), |copy| restoring(&copy, &mut values));
        let remedy = Some(remedy);
        items.push(DoctorItem { remedy, ..item("database", DoctorStatus::Failed, why.code.message(), values) });
    }
    items.extend([backups(home).await, keychain_item(keychains)]);
    DoctorReport { items, keychain, fixable: false }
}

/// How the newest backup is brought back; its path goes to `values`.
fn restoring(copy: &Path, values: &mut Params) -> Text {
    values.insert("copy".to_owned(), copy.display().to_string());
    Text::new(
        "Close Headwater and bring the newest copy back: headwater backup restore {copy}",
        "请关闭 Headwater 并恢复最新的副本：headwater backup restore {copy}",
    )
}

fn item(id: &'static str, status: DoctorStatus, text: Text, params: Params) -> DoctorItem {
    DoctorItem { id, status, text, remedy: None, params, fixable: false }
}

/// More than a file system keeps beside a file's name: on a full disk only that can be written.
const TRIAL: [u8; 4_096] = [0; 4_096];

fn data_folder(home: &Path) -> DoctorItem {
    let trial = home.join(".doctor");
    let written = std::fs::write(&trial, TRIAL);
    let removed = std::fs::remove_file(&trial);
    let values = params([("path", home.display().to_string())]);
    let (text, remedy) = match written.and(removed) {
        Ok(()) => {
            return item("data_folder", DoctorStatus::Ok, Text::new("{path} is writable", "{path} 可写"), values);
        }
        Err(error) if matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded) => (
            Text::new("No space is left for {path}", "{path} 所在磁盘空间不足"),
            Text::new("Free some space: until then nothing can be saved.", "请释放空间：在此之前无法保存任何内容。"),
        ),
        Err(_) => (
            Text::new("{path} cannot be written", "{path} 不可写"),
            Text::new(
                "Make the folder writable for you, or set HEADWATER_HOME to another one.",
                "请使该文件夹可写，或将 HEADWATER_HOME 设为其他文件夹。",
            ),
        ),
    };
    DoctorItem { remedy: Some(remedy), ..item("data_folder", DoctorStatus::Failed, text, values) }
}

async fn database(cx: &Cx) -> DoctorItem {
    let size = std::fs::metadata(cx.store.path()).map(|meta| meta.len()).unwrap_or_default();
    let mut values = params([("path", cx.store.path().display().to_string()), ("bytes", size.to_string())]);
    match cx.store.quick_check().await {
        Ok(None) => {
            let text = Text::new("{path} is sound, {bytes} bytes", "{path} 完好，{bytes} 字节");
            item("database", DoctorStatus::Ok, text, values)
        }
        complaint => {
            let words = complaint.map_or_else(|error| error.to_string(), Option::unwrap_or_default);
            values.insert("words".to_owned(), words.chars().take(200).collect());
            let remedy = match backup::newest(cx.home()).await {
                Some(copy) => restoring(&copy, &mut values),
                None => Text::new(
                    "There is no copy to bring back. Copy the folder before anything else is tried.",
                    "没有可恢复的副本。请先复制整个文件夹，再做其他尝试。",
                ),
            };
            let text = Text::new("{path}: {words}", "{path}：{words}");
            DoctorItem { remedy: Some(remedy), ..item("database", DoctorStatus::Failed, text, values) }
        }
    }
}

/// Age in milliseconds at which a daily copy is overdue, while Headwater is used.
const OVERDUE: i64 = 3 * 24 * 3_600_000;

async fn backups(home: &Path) -> DoctorItem {
    let now = Timestamp::now();
    let copies = backup::daily(home, now);
    let newest = backup::newest(home).await;
    let mut values = params([("count", copies.len().to_string())]);
    let Some(newest) = newest else {
        let text = Text::new("No copy of the database yet; one is made every day", "尚无数据库副本；每天自动创建一份");
        return item("backups", DoctorStatus::Ok, text, values);
    };
    values.insert("copy".to_owned(), newest.display().to_string());
    let text = Text::new("{count} daily copies; the newest copy is {copy}", "{count} 份每日副本；最新的副本为 {copy}");
    if copies.is_empty() || backup::has_recent(home, now, OVERDUE) {
        return item("backups", DoctorStatus::Ok, text, values);
    }
    DoctorItem {
        remedy: Some(Text::new(
            "The last daily copy is days old; mending makes one now.",
            "最近的每日副本已过去数天；点击修复可立即创建。",
        )),
        fixable: true,
        ..item("backups", DoctorStatus::Warning, text, values)
    }
}

fn keychain_item(keychains: &Keychains) -> DoctorItem {
    let (refusal, mut values) = (keychains.refusal(), Params::new());
    let (status, text, remedy) = match keychains.known() {
        KeychainState::Ready => (DoctorStatus::Ok, Text::new("The keychain answers", "密钥链可用"), None),
        KeychainState::Absent => (
            DoctorStatus::Failed,
            Text::new("This machine has no keychain that answers", "本机没有可用的密钥链"),
            Some(Text::new(
                "Start one (on Linux a Secret Service such as gnome-keyring). Until then the window keeps secrets for this session only.",
                "请启动密钥链（Linux 上为 gnome-keyring 等 Secret Service）。在此之前，窗口仅在本次会话中保留密钥。",
            )),
        ),
        KeychainState::Locked | KeychainState::Unknown if refusal != KeychainError::Locked => {
            values.insert("words".to_owned(), refusal.to_string());
            (
                DoctorStatus::Failed,
                Text::new("The keychain takes no items: {words}", "密钥链无法写入：{words}"),
                Some(Text::new(
                    "Look at it in its own manager; until it takes items, no secret can be saved.",
                    "请在密钥链管理器中检查；在其可写入之前无法保存密钥。",
                )),
            )
        }
        KeychainState::Locked | KeychainState::Unknown => (
            DoctorStatus::Failed,
            Text::new("The keychain is locked", "密钥链已锁定"),
            Some(Text::new(
                "Unlock it: sign in to the desktop, or open its manager.",
                "请解锁：登录桌面，或打开密钥链管理器。",
            )),
        ),
    };
    DoctorItem { remedy, ..item("keychain", status, text, values) }
}

async fn journal(cx: &Cx, due: Timestamp) -> Result<DoctorItem, AppError> {
    let (writing, dead) = cx.store.unfinished_items(due.0).await.map_err(store_error)?;
    let values = params([("writing", writing.to_string()), ("dead", dead.to_string())]);
    if writing + dead == 0 {
        let text = Text::new("Every keychain item is accounted for", "所有密钥链条目均有记录");
        return Ok(item("journal", DoctorStatus::Ok, text, values));
    }
    let text = Text::new(
        "{writing} items being written, {dead} waiting to be deleted",
        "{writing} 个条目正在写入，{dead} 个等待删除",
    );
    Ok(DoctorItem {
        remedy: Some(Text::new(
            "They are finished in the background; mending does it now.",
            "会在后台自动处理；点击修复可立即处理。",
        )),
        fixable: true,
        ..item("journal", DoctorStatus::Warning, text, values)
    })
}

/// What cannot be looked at, because the database cannot be read.
fn unreadable(id: &'static str, error: &AppError) -> DoctorItem {
    let text = Text::new("Cannot be looked at: {words}", "无法检查：{words}");
    DoctorItem {
        remedy: Some(error.code.hint()),
        ..item(id, DoctorStatus::Failed, text, params([("words", error.message(Lang::En))]))
    }
}

/// Names in a line.
const NAMED: usize = 5;

/// Sides whose secrets the keychain does not hold any more: it was emptied, or an older one was brought back.
async fn secrets(cx: &Cx, there: Option<&[String]>) -> Result<DoctorItem, AppError> {
    let Some(there) = there else {
        let text = Text::new("The keychain cannot list its items now", "当前无法列出密钥链条目");
        return Ok(item("secrets", DoctorStatus::Warning, text, Params::new()));
    };
    let there: HashSet<&str> = there.iter().map(String::as_str).collect();
    let mut lost = Vec::new();
    let pointed = cx.store.pointed_items().await.map_err(store_error)?;
    for (name, env, reference) in pointed {
        let absent = !there.contains(reference.as_str());
        cx.keychains.note_absent(&reference, absent);
        if absent {
            lost.push(format!("{name} ({env})"));
        }
    }
    let mut values = params([("count", lost.len().to_string())]);
    if lost.is_empty() {
        let text = Text::new("The keychain holds every secret that is stored", "密钥链中保存着所有已存入的密钥");
        return Ok(item("secrets", DoctorStatus::Ok, text, values));
    }
    let more = if lost.len() > NAMED { ", …" } else { "" };
    lost.truncate(NAMED);
    values.insert("names".to_owned(), lost.join(", ") + more);
    let text = Text::new(
        "The keychain no longer holds the secrets of {count} configurations: {names}",
        "密钥链中已没有 {count} 个配置的密钥：{names}",
    );
    Ok(DoctorItem {
        remedy: Some(Text::new(
            "Enter them again; an older value is never used in their place.",
            "请重新输入；绝不会用旧值代替。",
        )),
        ..item("secrets", DoctorStatus::Warning, text, values)
    })
}

async fn orphans(cx: &Cx, there: Option<Vec<String>>) -> Result<DoctorItem, AppError> {
    let Some(there) = there else {
        let text = Text::new("The keychain cannot list its items now", "当前无法列出密钥链条目");
        return Ok(item("orphans", DoctorStatus::Warning, text, Params::new()));
    };
    let orphans = cx.unknown(there).await?;
    let values = params([("count", orphans.len().to_string())]);
    if orphans.is_empty() {
        let text = Text::new("No keychain item without an owner", "没有无主的密钥链条目");
        return Ok(item("orphans", DoctorStatus::Ok, text, values));
    }
    let text = Text::new("{count} keychain items that no data source knows", "{count} 个密钥链条目不属于任何数据源");
    Ok(DoctorItem {
        remedy: Some(Text::new(
            "They may belong to a data folder restored from an older copy. Delete them only if not.",
            "可能属于从旧副本恢复的数据文件夹；确认不是后再删除。",
        )),
        fixable: true,
        ..item("orphans", DoctorStatus::Warning, text, values)
    })
}
