//! Exports: one object per environment, as DataWorks takes them, without secrets; or everything, sealed.

use std::io::Write as _;
use std::path::Path;

use headwater_catalog::{ENV_TYPE, cloud_side, env_type};
use headwater_model::{
    AppError, Environment, ErrorCode, Issue, IssueCode, JSON_BYTES, Object, Secret, SourceId, Text, Timestamp,
};
use headwater_store::{ConfigurationRecord, SourceRecord};
use serde_json::{Value, json};

use super::{ENVELOPE, seal};
use crate::errors::store_error;
use crate::secrets;
use crate::wire::{ExportAbout, ExportFormat, ExportRequest, ExportResponse, ExportWarning, Right};
use crate::{Cx, bulk, sharing, source, types};

/// Writes data sources to a document.
pub(crate) async fn export(cx: &Cx, request: ExportRequest) -> Result<ExportResponse, AppError> {
    let records = wanted(cx, &request).await?;
    let mut warnings = Vec::new();
    let (content, sources, sides) = match request.format {
        ExportFormat::Dataworks => {
            let objects: Vec<Value> = records.iter().flat_map(|record| objects(record, &mut warnings)).collect();
            let sources = records.iter().filter(|record| leaves(record)).count();
            (text(&objects), sources, objects.len())
        }
        ExportFormat::Sealed => {
            cx.permit(Right::Edit).await?;
            let empty = |passphrase: &Secret<String>| passphrase.expose().is_empty();
            let Some(passphrase) = request.passphrase.filter(|passphrase| !empty(passphrase)) else {
                return Err(AppError::new(ErrorCode::PassphraseNeeded).on("passphrase"));
            };
            let mut all = Vec::new();
            for record in &records {
                // What was received is not passed on.
                sharing::own(record)?;
                all.push(whole(cx, record).await?);
            }
            let sides = records.iter().flat_map(present).count();
            let document = json!({"headwater": 1, "sources": all});
            let document = Secret::new(serde_json::to_string(&document).unwrap_or_default());
            (seal::seal(document, passphrase).await?, records.len(), sides)
        }
    };
    let path = match request.path {
        Some(path) => Some(write_new(&path, content.as_bytes()).await?),
        None => None,
    };
    // From now on others may know them by their names.
    let out = |record: &&SourceRecord| request.format == ExportFormat::Sealed || leaves(record);
    let known: Vec<SourceId> = records.iter().filter(out).map(|record| record.id).collect();
    cx.store.mark_exported(&known, Timestamp::now().0).await.map_err(store_error)?;
    Ok(ExportResponse {
        content: path.is_none().then_some(content),
        path,
        sources: u32::try_from(sources).unwrap_or(u32::MAX),
        sides: u32::try_from(sides).unwrap_or(u32::MAX),
        warnings,
    })
}

/// For people to read, unless that would make it too long to be imported again.
fn text(objects: &[Value]) -> String {
    let pretty = serde_json::to_string_pretty(objects).unwrap_or_default();
    let whole = if pretty.len() > JSON_BYTES / 2 { serde_json::to_string(objects).unwrap_or_default() } else { pretty };
    whole + "\n"
}

async fn wanted(cx: &Cx, request: &ExportRequest) -> Result<Vec<SourceRecord>, AppError> {
    let workspace = match request.workspace {
        Some(workspace) => cx.workspace_record(workspace).await?.id,
        None => cx.current_workspace().await?,
    };
    let ids = match &request.selection {
        Some(selection) => &bulk::selected(cx, workspace, selection.clone(), &cx.identity().await?.user).await?,
        None if request.ids.is_empty() => return source::records_of(cx, workspace).await,
        None => &request.ids,
    };
    let mut records = Vec::new();
    for id in ids {
        records.push(source::record(cx, *id).await?);
    }
    Ok(records)
}

fn present(record: &SourceRecord) -> impl Iterator<Item = &ConfigurationRecord> {
    Environment::ALL.into_iter().filter_map(|env| record.side(env))
}

/// Whether the cloud gets anything of it.
fn leaves(record: &SourceRecord) -> bool {
    !headwater_catalog::find(&record.type_id).is_some_and(|def| def.local_only) && present(record).next().is_some()
}

/// The objects of a data source, one per environment.
fn objects(record: &SourceRecord, warnings: &mut Vec<ExportWarning>) -> Vec<Value> {
    let mut warn = |env: Option<Environment>, about: ExportAbout, keys: Vec<String>| {
        let text = words(about);
        warnings.push(ExportWarning { source: record.name.clone(), env, about, text, keys });
    };
    let def = types::find(&record.type_id).ok();
    if def.is_some_and(|def| def.local_only) {
        warn(None, ExportAbout::LocalType, Vec::new());
        return Vec::new();
    }
    if present(record).next().is_none() {
        warn(None, ExportAbout::Empty, Vec::new());
    }
    let object = |side: &ConfigurationRecord| {
        let env = Some(side.env);
        let mode = def.and_then(|def| def.mode(&side.mode));
        let mut properties = side.extra.clone();
        let envelope = properties.remove(ENVELOPE);
        let apart: Vec<String> = properties.keys().cloned().collect();
        match mode {
            Some(mode) => {
                let cloud = cloud_side(mode, &side.properties, side.env);
                let local = |slot: &String| mode.field(slot).is_some_and(|field| field.local_only);
                let stored: Vec<&String> = side.secret.set().collect();
                let left: Vec<String> = cloud
                    .left_out
                    .into_iter()
                    .chain(stored.iter().filter(|slot| local(slot)).map(ToString::to_string))
                    .collect();
                if !left.is_empty() {
                    warn(env, ExportAbout::LocalOnly, left);
                }
                let missing: Vec<String> = side.missing.iter().filter(|key| !local(key)).cloned().collect();
                if !missing.is_empty() {
                    warn(env, ExportAbout::Incomplete, missing);
                }
                let secret: Vec<String> = stored.into_iter().filter(|slot| !local(slot)).cloned().collect();
                if !secret.is_empty() {
                    warn(env, ExportAbout::Secrets, secret);
                }
                properties.extend(cloud.properties);
                if !apart.is_empty() {
                    warn(env, ExportAbout::Unknown, apart);
                }
            }
            None => {
                properties.extend(side.properties.clone());
                properties.insert(ENV_TYPE.to_owned(), env_type(side.env).into());
                warn(env, ExportAbout::Unknown, apart);
                if !side.secret.slots.is_empty() {
                    warn(env, ExportAbout::Secrets, side.secret.slots.clone());
                }
            }
        }
        let mut whole = match envelope {
            Some(Value::Object(beside)) => beside,
            _ => Object::new(),
        };
        whole.insert("Name".to_owned(), record.name.clone().into());
        whole.insert("Type".to_owned(), record.type_id.clone().into());
        whole.insert("Description".to_owned(), record.description.clone().into());
        whole.insert("ConnectionPropertiesMode".to_owned(), side.mode.clone().into());
        whole.insert("ConnectionProperties".to_owned(), Value::Object(properties));
        Value::Object(whole)
    };
    present(record).map(object).collect()
}

/// A data source with everything, secrets included. Only for a sealed document.
async fn whole(cx: &Cx, record: &SourceRecord) -> Result<Value, AppError> {
    let mut document = json!({
        "name": record.name,
        "type": record.type_id,
        "description": record.description,
        "tags": record.tags,
    });
    for side in present(record) {
        let slots = secrets::read(cx, record.id, &record.name, side).await?;
        let values: Object = slots.iter().map(|(slot, value)| (slot.clone(), value.expose().as_str().into())).collect();
        document[side.env.as_str()] = json!({
            "mode": side.mode,
            "properties": side.properties,
            "extra": side.extra,
            "secrets": values,
            "ask": side.secret.ask,
            "fetched": side.secret.fetched,
            "unconfirmed": side.secret.unconfirmed,
        });
    }
    Ok(document)
}

/// A new file that only its owner may read.
pub(crate) async fn write_new(path: &str, content: &[u8]) -> Result<String, AppError> {
    let failed = |error: std::io::Error| {
        if error.kind() == std::io::ErrorKind::AlreadyExists {
            return AppError::invalid(vec![Issue::new("path", IssueCode::FileExists)]);
        }
        AppError::new(ErrorCode::FileFailed).with("path", path).because(error).on("path")
    };
    let whole = std::path::absolute(Path::new(path)).map_err(failed)?;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&whole).map_err(failed)?;
    file.write_all(content).and_then(|()| file.sync_all()).map_err(failed)?;
    Ok(whole.display().to_string())
}

const fn words(about: ExportAbout) -> Text {
    match about {
        ExportAbout::LocalType => {
            Text::new("left out: the type exists on this computer only", "未导出：该类型仅存在于本机")
        }
        ExportAbout::Empty => Text::new("left out: it has no configuration", "未导出：没有任何配置"),
        ExportAbout::LocalOnly => {
            Text::new("left out, because DataWorks does not have them", "以下属性 DataWorks 没有，未导出")
        }
        ExportAbout::Incomplete => Text::new(
            "incomplete: DataWorks refuses it until these are filled in",
            "不完整：补全以下内容之前 DataWorks 会拒绝",
        ),
        ExportAbout::Secrets => {
            Text::new("secrets are not exported: enter these in DataWorks", "不导出密钥：请在 DataWorks 中填写")
        }
        ExportAbout::Unknown => {
            Text::new("not known to this version: exported as it came", "本版本不认识：按导入时的原样导出")
        }
    }
}
