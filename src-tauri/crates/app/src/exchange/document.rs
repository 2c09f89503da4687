//! Reading what exports hold: DataWorks' objects of 2024-05-18 and of 2020-05-18, alone, in lists and in the answers of the
//! API, and what a sealed export has inside.

use std::collections::{BTreeMap, HashMap};

use headwater_catalog::{ENV_TYPE, modernize, parse_env_type};
use headwater_model::{
    AppError, Environment, ErrorCode, Issue, IssueCode, Object, Secret, SecretSource, Text, parse_json,
};
use serde::Deserialize;
use serde_json::Value;

use super::{Coverage, ENVELOPE, Found, FoundSide, SOURCES, note, seal};

/// Names of a member: DataWorks' own, and those of its SDKs, of Terraform's provider, and of older answers.
type Names = &'static [&'static str];

const NAME: Names = &["Name", "name", "DataSourceName", "data_source_name"];
const TYPE: Names = &["Type", "type"];
const DESCRIPTION: Names = &["Description", "description"];
const MODE: Names = &["ConnectionPropertiesMode", "connectionPropertiesMode", "connection_properties_mode"];
const PROPERTIES: Names = &["ConnectionProperties", "connectionProperties", "connection_properties"];
const CONTENT: Names = &["Content", "content"];
const OLD_TYPE: Names =
    &["ConnectionType", "DataSourceType", "connectionType", "dataSourceType", "connection_type", "data_source_type"];
const SUB_TYPE: Names = &["SubType", "subType", "sub_type"];
const ENV: Names = &["EnvType", "envType", "env_type"];

/// Members that hold the objects in answers of the API.
const WRAPPERS: Names = &["DataSource", "DataSources", "PagingInfo", "Data", "data", "body"];

/// What answers say besides: ids, times and people of the cloud, which nobody can take along.
const ANSWER: Names = &[
    "Id",
    "id",
    "DataSourceId",
    "ProjectId",
    "project_id",
    "ProjectName",
    "TenantId",
    "QualifiedName",
    "CreateUser",
    "CreateTime",
    "ModifyUser",
    "ModifyTime",
    "GmtCreate",
    "GmtModified",
    "Operator",
    "Status",
    "Sequence",
    "BindingCalcEngineId",
    "DefaultEngine",
    "ConnectStatus",
    "Shared",
    "RequestId",
];

/// Reads a document.
///
/// # Errors
/// `invalid_input` with the place; `passphrase_needed`, `passphrase_wrong`.
pub(super) async fn read(bytes: Secret<Vec<u8>>, passphrase: Option<Secret<String>>) -> Result<Vec<Found>, AppError> {
    if !seal::is_sealed(bytes.expose()) {
        return objects(parse(bytes.expose(), "file")?);
    }
    let Some(passphrase) = passphrase.filter(|passphrase| !passphrase.expose().is_empty()) else {
        return Err(AppError::new(ErrorCode::PassphraseNeeded).on("passphrase"));
    };
    let opened = seal::open(bytes, passphrase).await?;
    sealed(parse(opened.expose(), "file")?)
}

fn parse(bytes: &[u8], place: &str) -> Result<Value, AppError> {
    parse_json(bytes).map_err(|fault| AppError::invalid(vec![fault.issue(place)]))
}

fn no_draft(place: &str) -> AppError {
    AppError::invalid(vec![Issue::new(if place.is_empty() { "file" } else { place }, IssueCode::NoDraft)])
}

/// The objects of a document, those of one name together.
fn objects(document: Value) -> Result<Vec<Found>, AppError> {
    let mut flat = Vec::new();
    flatten(document, String::new(), &Object::new(), &mut flat)?;
    let mut grouped = Grouped::default();
    for (place, object) in flat {
        grouped.add(object_of(&place, object)?)?;
    }
    Ok(grouped.all)
}

/// Finds the objects in lists and answers. `above` holds name and type where an answer groups by them.
fn flatten(value: Value, place: String, above: &Object, flat: &mut Vec<(String, Object)>) -> Result<(), AppError> {
    match value {
        Value::Array(items) => {
            for (index, item) in items.into_iter().enumerate() {
                flatten(item, format!("{place}[{index}]"), above, flat)?;
            }
            Ok(())
        }
        Value::Object(mut object) => {
            if has(&object, PROPERTIES) || has(&object, CONTENT) {
                for (key, value) in above {
                    object.entry(key.clone()).or_insert_with(|| value.clone());
                }
                flat.push((place, object));
                return Ok(());
            }
            let Some(wrapper) = WRAPPERS.iter().find(|key| object.contains_key(**key)) else {
                return Err(no_draft(&place));
            };
            let inner = object.remove(*wrapper).unwrap_or_default();
            let mut above = above.clone();
            for names in [NAME, TYPE] {
                if let Some(value) = take(&mut object, names) {
                    above.insert(names[0].to_owned(), value);
                }
            }
            let dot = if place.is_empty() { "" } else { "." };
            flatten(inner, format!("{place}{dot}{wrapper}"), &above, flat)
        }
        _ => Err(no_draft(&place)),
    }
}

fn has(object: &Object, names: Names) -> bool {
    names.iter().any(|name| object.contains_key(*name))
}

fn take(object: &mut Object, names: Names) -> Option<Value> {
    names.iter().find_map(|name| object.remove(*name)).filter(|value| !value.is_null())
}

/// A text; numbers are taken for one.
fn take_text(object: &mut Object, names: Names) -> Option<String> {
    match take(object, names)? {
        Value::String(text) => Some(text),
        other => Some(other.to_string()),
    }
}

/// One object of either form.
fn object_of(place: &str, mut object: Object) -> Result<Found, AppError> {
    let at = |name: &str| if place.is_empty() { name.to_owned() } else { format!("{place}.{name}") };
    let lacks = |name: &str| AppError::invalid(vec![Issue::new(at(name), IssueCode::Missing)]);
    let name = take_text(&mut object, NAME).ok_or_else(|| lacks(NAME[0]))?;
    let description = take_text(&mut object, DESCRIPTION);
    let outer_env = take_text(&mut object, ENV);
    let (type_id, mode, mut values) = if has(&object, PROPERTIES) {
        let type_id = take_text(&mut object, TYPE).ok_or_else(|| lacks(TYPE[0]))?;
        let mode = take_text(&mut object, MODE).unwrap_or_else(|| "UrlMode".to_owned());
        (type_id, mode, inner(take(&mut object, PROPERTIES), &at(PROPERTIES[0]))?)
    } else {
        let old = take_text(&mut object, OLD_TYPE).or_else(|| take_text(&mut object, TYPE));
        let old = old.ok_or_else(|| lacks(OLD_TYPE[0]))?;
        let sub = take_text(&mut object, SUB_TYPE).unwrap_or_default();
        let read = modernize(&old, &sub, inner(take(&mut object, CONTENT), &at(CONTENT[0]))?);
        (read.type_id, read.mode.to_owned(), read.properties)
    };
    let word = match values.remove(ENV_TYPE) {
        Some(Value::String(word)) => Some(word),
        _ => outer_env,
    };
    let env = match word.as_deref() {
        None => Environment::Prod,
        Some("0") => Environment::Dev,
        Some("1") => Environment::Prod,
        Some(word) => parse_env_type(word).ok_or_else(|| {
            let issue = Issue::new(at(ENV_TYPE), IssueCode::NotAChoice).with("value", word);
            AppError::invalid(vec![issue.with("choices", "Dev, Prod, 0, 1")])
        })?,
    };
    object.retain(|key, _| !ANSWER.contains(&key.as_str()));
    let mut side = FoundSide::new(env, &mode, values, Coverage::Cloud);
    if !object.is_empty() {
        side.extra.insert(ENVELOPE.to_owned(), Value::Object(object));
    }
    Ok(Found { name, type_id, description, sides: vec![side], ..Found::default() })
}

/// `ConnectionProperties` or `Content`: an object, or a text with one, as the API takes it.
fn inner(value: Option<Value>, place: &str) -> Result<Object, AppError> {
    let value = match value {
        Some(Value::String(text)) => parse(Secret::new(text).expose().as_bytes(), place)?,
        Some(value) => value,
        None => Value::Null,
    };
    match value {
        Value::Object(object) => Ok(object),
        Value::Null => Ok(Object::new()),
        _ => Err(AppError::invalid(vec![Issue::new(place, IssueCode::WrongType).with("expected", "{…}")])),
    }
}

/// Puts the two sides of a data source together.
#[derive(Default)]
pub(super) struct Grouped {
    pub(super) all: Vec<Found>,
    by_name: HashMap<String, usize>,
}

impl Grouped {
    /// Adds a source, or its sides to the one of its name and type.
    ///
    /// # Errors
    /// `invalid_input` when there are too many.
    pub(super) fn add(&mut self, mut found: Found) -> Result<(), AppError> {
        let first = self.by_name.get(&found.name).map(|index| &mut self.all[*index]);
        if let Some(first) = first {
            let taken = |side: &FoundSide| first.sides.iter().any(|known| known.env == side.env);
            if first.type_id == found.type_id && !found.sides.iter().any(taken) {
                if first.description.as_deref().unwrap_or_default().is_empty() {
                    first.description = found.description;
                }
                first.sides.append(&mut found.sides);
                first.sides.sort_by_key(|side| side.env);
                return Ok(());
            }
            found.again = true;
            found.notes.push(note(
                Text::new("the document has another one of this name before it", "文档中之前已有同名数据源"),
                [&found.name],
            ));
        } else {
            self.by_name.insert(found.name.clone(), self.all.len());
        }
        self.all.push(found);
        if self.all.len() > SOURCES {
            let issue = Issue::new("file", IssueCode::OutOfRange).with("min", 1).with("max", SOURCES);
            return Err(AppError::invalid(vec![issue]));
        }
        Ok(())
    }
}

#[derive(Deserialize)]
struct Sealed {
    headwater: u32,
    sources: Vec<SealedSource>,
}

#[derive(Deserialize)]
struct SealedSource {
    name: String,
    #[serde(rename = "type")]
    type_id: String,
    #[serde(default)]
    description: String,
    #[serde(default)]
    tags: Vec<String>,
    dev: Option<SealedSide>,
    prod: Option<SealedSide>,
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct SealedSide {
    mode: String,
    properties: Object,
    extra: Object,
    secrets: BTreeMap<String, Secret<String>>,
    ask: Vec<String>,
    fetched: BTreeMap<String, SecretSource>,
    unconfirmed: bool,
}

/// What a sealed export has inside. Somebody else may have sealed DataWorks' objects: these are read as well.
fn sealed(document: Value) -> Result<Vec<Found>, AppError> {
    if document.get("headwater").is_none() {
        return objects(document);
    }
    let read: Sealed = serde_json::from_value(document).map_err(|_| no_draft("file"))?;
    if read.headwater != 1 {
        return Err(no_draft("file"));
    }
    let mut grouped = Grouped::default();
    for source in read.sources {
        let fetched = [(Environment::Dev, &source.dev), (Environment::Prod, &source.prod)];
        let fetched = fetched.iter().filter_map(|(env, side)| Some((env, &side.as_ref()?.fetched)));
        let wrong = fetched.flat_map(|(env, fetched)| {
            let place = move |slot: &String| format!("{}.secrets.{slot}", env.as_str());
            fetched.iter().filter_map(move |(slot, from)| Some(Issue::new(place(slot), from.issue()?)))
        });
        let wrong: Vec<Issue> = wrong.collect();
        if !wrong.is_empty() {
            return Err(AppError::invalid(wrong));
        }
        let sides = [(Environment::Dev, source.dev), (Environment::Prod, source.prod)];
        let sides = sides.into_iter().filter_map(|(env, side)| side.map(|side| (env, side)));
        grouped.add(Found {
            name: source.name,
            type_id: source.type_id,
            description: Some(source.description),
            tags: Some(source.tags),
            sides: sides.map(|(env, side)| sealed_side(env, side)).collect(),
            ..Found::default()
        })?;
    }
    Ok(grouped.all)
}

fn sealed_side(env: Environment, side: SealedSide) -> FoundSide {
    FoundSide {
        secrets: side.secrets,
        ask: side.ask,
        fetched: side.fetched,
        unconfirmed: side.unconfirmed,
        extra: side.extra,
        ..FoundSide::new(env, &side.mode, side.properties, Coverage::Whole)
    }
}
