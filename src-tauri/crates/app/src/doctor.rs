//! The doctor: looks at data folder, database, keychain and journal; mends what needs no decision.

use headwater_model::{AppError, KeychainState, Params, Text, Timestamp, params};

use crate::Cx;
use crate::errors::store_error;
use crate::wire::{DoctorFixRequest, DoctorItem, DoctorReport, DoctorStatus, Empty};

/// Looks; changes nothing but a file and a keychain item that it writes and removes.
pub(crate) async fn run(cx: &Cx, _request: Empty) -> Result<DoctorReport, AppError> {
    let keychain = cx.keychains.examine().await;
    let items =
        vec![data_folder(cx), database(cx).await, keychain_item(keychain), journal(cx).await?, orphans(cx).await?];
    let fixable = items.iter().any(|item| item.fixable);
    Ok(DoctorReport { items, keychain, fixable })
}

/// Finishes what the journal says is unfinished; deletes unknown items only when told to.
pub(crate) async fn fix(cx: &Cx, request: DoctorFixRequest) -> Result<DoctorReport, AppError> {
    cx.recover().await;
    if request.delete_orphans {
        for reference in cx.orphans().await?.unwrap_or_default() {
            let _ = cx.keychains.delete(&reference, false).await;
        }
    }
    run(cx, Empty {}).await
}

fn item(id: &'static str, status: DoctorStatus, text: Text, params: Params) -> DoctorItem {
    DoctorItem { id, status, text, remedy: None, params, fixable: false }
}

fn data_folder(cx: &Cx) -> DoctorItem {
    let path = cx.home().display().to_string();
    let trial = cx.home().join(".doctor");
    let written = std::fs::write(&trial, b"").and_then(|()| std::fs::remove_file(&trial));
    let values = params([("path", path)]);
    match written {
        Ok(()) => item("data_folder", DoctorStatus::Ok, Text::new("{path} is writable", "{path} 可写"), values),
        Err(_) => DoctorItem {
            remedy: Some(Text::new(
                "Make the folder writable for you, or set HEADWATER_HOME to another one.",
                "请使该文件夹可写，或将 HEADWATER_HOME 设为其他文件夹。",
            )),
            ..item("data_folder", DoctorStatus::Failed, Text::new("{path} cannot be written", "{path} 不可写"), values)
        },
    }
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
            DoctorItem {
                remedy: Some(Text::new(
                    "Restore one of the daily copies in the folder `backups`: headwater backup restore FILE.",
                    "请恢复 backups 文件夹中的每日副本：headwater backup restore FILE。",
                )),
                ..item("database", DoctorStatus::Failed, Text::new("{path}: {words}", "{path}：{words}"), values)
            }
        }
    }
}

fn keychain_item(state: KeychainState) -> DoctorItem {
    let (status, text, remedy) = match state {
        KeychainState::Ready => (DoctorStatus::Ok, Text::new("The keychain answers", "密钥链可用"), None),
        KeychainState::Absent => (
            DoctorStatus::Failed,
            Text::new("This machine has no keychain that answers", "本机没有可用的密钥链"),
            Some(Text::new(
                "Start one (on Linux a Secret Service such as gnome-keyring). Until then the window keeps secrets for this session only.",
                "请启动密钥链（Linux 上为 gnome-keyring 等 Secret Service）。在此之前，窗口仅在本次会话中保留密钥。",
            )),
        ),
        KeychainState::Locked | KeychainState::Unknown => (
            DoctorStatus::Failed,
            Text::new("The keychain is locked", "密钥链已锁定"),
            Some(Text::new(
                "Unlock it: sign in to the desktop, or open its manager.",
                "请解锁：登录桌面，或打开密钥链管理器。",
            )),
        ),
    };
    DoctorItem { remedy, ..item("keychain", status, text, Params::new()) }
}

async fn journal(cx: &Cx) -> Result<DoctorItem, AppError> {
    let (writing, dead) = cx.store.unfinished_items(Timestamp::now().0).await.map_err(store_error)?;
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

async fn orphans(cx: &Cx) -> Result<DoctorItem, AppError> {
    let Some(orphans) = cx.orphans().await? else {
        let text = Text::new("The keychain cannot list its items now", "当前无法列出密钥链条目");
        return Ok(item("orphans", DoctorStatus::Warning, text, Params::new()));
    };
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
