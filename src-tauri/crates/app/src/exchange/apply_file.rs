//! `headwater apply`: a file (TOML) of workspaces and data sources that people commit and share. It holds no secret, only where
//! secrets come from. What it says becomes so, through the one save; what it does not say stays; nothing is deleted. Unlike an
//! import it is strict: what this version does not know or cannot use is refused before anything is changed.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};

use headwater_catalog::TypeDef;
use headwater_model::{AppError, Door, Environment, ErrorCode, Issue, IssueCode, Object, Secret, WorkspaceId};
use headwater_store::{SourceRecord, WorkspaceRecord};
use serde::Deserialize;
use serde_json::json;

use super::compare::{field_of, judge};
use super::import::{Job, ReadSource, carry_out, unlocked};
use super::{Coverage, Found, FoundSide, SOURCES};
use crate::save::name_issue;
use crate::side::{Side, prefix};
use crate::wire::{
    AppliedSource, AppliedWorkspace, ApplyRequest, ApplyResponse, ImportChoice, ImportDone, ImportOutcome,
    ImportStatus, SecretInput, SideInput, WorkspaceChangeRequest, WorkspaceCreateRequest, WorkspaceMode,
};
use crate::{Cx, call, guard, source, types, workspace};

/// Longest file, in bytes.
const LONGEST: usize = 1_048_576;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    workspace: Vec<Place>,
    #[serde(default)]
    source: Vec<Source>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Place {
    name: String,
    mode: Option<WorkspaceMode>,
    description: Option<String>,
}

/// As `source create` takes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    name: String,
    #[serde(rename = "type")]
    type_id: String,
    workspace: Option<String>,
    description: Option<String>,
    tags: Option<Vec<String>>,
    dev: Option<Configuration>,
    prod: Option<Configuration>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Configuration {
    mode: String,
    #[serde(default)]
    properties: Object,
    #[serde(default)]
    secrets: BTreeMap<String, SecretInput>,
}

/// Applies a file, or says what it would change.
pub(crate) async fn apply_file(cx: &Cx, request: ApplyRequest) -> Result<ApplyResponse, AppError> {
    let file = read(&request.content)?;
    let current = match request.workspace {
        Some(workspace) => workspace,
        None => cx.current_workspace().await?,
    };
    let current = cx.workspace_name(current).await?;
    let (mut places, workspaces) = places(cx, &file.workspace).await?;
    let found = strict(&file.source, &current, &places)?;

    let mut sources = Vec::with_capacity(found.len());
    let mut read = Vec::with_capacity(found.len());
    let mut there: HashMap<WorkspaceId, HashMap<String, SourceRecord>> = HashMap::new();
    for (index, (found, name)) in found.into_iter().enumerate() {
        let Some(place) = places.get(&name) else { continue };
        let there = match there.entry(place.id) {
            Entry::Occupied(known) => known.into_mut(),
            // A workspace that is not made yet has none.
            Entry::Vacant(open) => {
                let records = source::records_of(cx, place.id).await?;
                open.insert(records.into_iter().map(|record| (record.name.clone(), record)).collect())
            }
        };
        let there = there.get(&found.name);
        let row = judge(cx, place, index, &found, there).await?.row;
        read.push((ReadSource::new(found, there, &row), name.clone()));
        sources.push(AppliedSource { workspace: name, row, done: None });
    }
    if request.preview {
        return Ok(ApplyResponse { workspaces, sources });
    }
    for name in places.keys() {
        unlocked(&places[name], &jobs(&read, &places), request.typed_name.as_deref())?;
    }
    make(cx, &file.workspace, &mut places).await?;
    let done = carry_out(cx, &jobs(&read, &places), "source_applied").await;
    for (told, done) in sources.iter_mut().zip(done) {
        told.done = Some(refused(&told.row.status, done));
    }
    Ok(ApplyResponse { workspaces, sources })
}

fn jobs<'a>(read: &'a [(ReadSource, String)], places: &'a HashMap<String, WorkspaceRecord>) -> Vec<Job<'a>> {
    let job = |(source, name): &'a (ReadSource, String)| {
        // What has no choice of its own is in conflict: it is left as it is, and told.
        let choice = source.choice.unwrap_or(ImportChoice::Skip);
        Some(Job { place: places.get(name)?, source, choice })
    };
    read.iter().filter_map(job).collect()
}

/// A conflict is a failure here: the name is there with another type.
fn refused(status: &ImportStatus, done: ImportDone) -> ImportDone {
    if *status != ImportStatus::Conflict || done.outcome != ImportOutcome::Skipped {
        return done;
    }
    let error = AppError::new(ErrorCode::Fixed).with("field", "type").on(&format!("source[{}].type", done.index));
    ImportDone { outcome: ImportOutcome::Failed, error: Some(error), ..done }
}

/// The file, understood; nothing of it is repeated in a refusal, because any of it may be a secret in the wrong place.
fn read(content: &Secret<String>) -> Result<File, AppError> {
    let text = content.expose();
    let refused = |issue: Issue| AppError::invalid(vec![issue]);
    if text.len() > LONGEST {
        return Err(refused(Issue::new("file", IssueCode::DocumentLong).with("max", "1 MiB")));
    }
    let table: toml::Table = toml::from_str(text).map_err(|error| {
        let before = &text[..error.span().map_or(0, |span| text.floor_char_boundary(span.start))];
        let line = before.rsplit('\n').next().unwrap_or_default();
        let issue = Issue::new("file", IssueCode::TomlSyntax).with("line", before.matches('\n').count() + 1);
        refused(issue.with("column", line.chars().count() + 1).with("detail", error.message()))
    })?;
    let document = serde_json::to_value(table).map_err(|_| refused(Issue::new("file", IssueCode::NoDraft)))?;
    let file: File = call::parse(document)?;
    if file.source.len() > SOURCES || file.workspace.len() > SOURCES {
        return Err(refused(Issue::new("file", IssueCode::OutOfRange).with("min", 0).with("max", SOURCES)));
    }
    Ok(file)
}

/// Every workspace by its name, those of the file that are not there yet as they will be; and what changes.
async fn places(
    cx: &Cx,
    wanted: &[Place],
) -> Result<(HashMap<String, WorkspaceRecord>, Vec<AppliedWorkspace>), AppError> {
    let all = cx.store.workspaces().await.map_err(crate::errors::store_error)?;
    let mut places: HashMap<String, WorkspaceRecord> = all.into_iter().map(|one| (one.name.clone(), one)).collect();
    let mut told = Vec::new();
    let mut names = HashSet::new();
    for (index, place) in wanted.iter().enumerate() {
        let at = |issue: Issue| Issue { field: format!("workspace[{index}].{}", issue.field), ..issue };
        let twice = (!names.insert(&place.name)).then(|| Issue::new("name", IssueCode::NamedTwice));
        if let Some(issue) = name_issue(&place.name).or(twice) {
            return Err(AppError::invalid(vec![at(issue.with("name", &place.name))]));
        }
        let mut fields = Vec::new();
        let status = match places.get(&place.name) {
            None => ImportStatus::New,
            Some(there) => {
                if place.mode.is_some_and(|mode| there.standard != (mode == WorkspaceMode::Standard)) {
                    let mode = if there.standard { "standard" } else { "basic" };
                    let error = AppError::new(ErrorCode::WorkspaceModeDiffers).with("name", &place.name);
                    return Err(error.with("mode", mode).on(&format!("workspace[{index}].mode")));
                }
                if let Some(words) = place.description.as_ref().filter(|words| **words != there.description) {
                    fields.push(field_of(
                        "description".to_owned(),
                        Some(&json!(there.description)),
                        Some(&json!(words)),
                    ));
                }
                if fields.is_empty() { ImportStatus::Same } else { ImportStatus::Changed }
            }
        };
        if status == ImportStatus::New {
            let planned = WorkspaceRecord {
                id: WorkspaceId::default(),
                name: place.name.clone(),
                standard: place.mode != Some(WorkspaceMode::Basic),
                description: place.description.clone().unwrap_or_default(),
                locked: false,
                created_at: 0,
            };
            places.insert(place.name.clone(), planned);
        }
        told.push(AppliedWorkspace { name: place.name.clone(), status, fields });
    }
    Ok((places, told))
}

/// Makes and describes the workspaces.
async fn make(cx: &Cx, wanted: &[Place], places: &mut HashMap<String, WorkspaceRecord>) -> Result<(), AppError> {
    for place in wanted {
        let there = places[&place.name].clone();
        let view = if there.id == WorkspaceId::default() {
            let mode = if there.standard { WorkspaceMode::Standard } else { WorkspaceMode::Basic };
            let (name, description) = (there.name, there.description);
            workspace::create(cx, WorkspaceCreateRequest { name, mode, description }).await?
        } else if place.description.as_ref().is_some_and(|words| *words != there.description) {
            let (workspace, description) = (there.id, place.description.clone());
            let unchanged =
                WorkspaceChangeRequest { workspace, name: None, description: None, locked: None, typed_name: None };
            workspace::change(cx, WorkspaceChangeRequest { description, ..unchanged }).await?
        } else {
            continue;
        };
        places.insert(place.name.clone(), cx.workspace_record(view.id).await?);
    }
    Ok(())
}

/// The data sources, each with the name of its workspace.
///
/// # Errors
/// `invalid_input` with every value that is wrong, wherever it stands.
fn strict(
    sources: &[Source],
    current: &str,
    places: &HashMap<String, WorkspaceRecord>,
) -> Result<Vec<(Found, String)>, AppError> {
    let mut all = Vec::with_capacity(sources.len());
    let mut wrong = Vec::new();
    let mut names = HashSet::new();
    for (index, source) in sources.iter().enumerate() {
        let at = |field: &str| format!("source[{index}].{field}");
        let name = source.workspace.as_deref().unwrap_or(current);
        let Some(place) = places.get(name) else {
            return Err(AppError::new(ErrorCode::WorkspaceNotFound).with("name", name).on(&at("workspace")));
        };
        let def = types::find(&source.type_id).map_err(|error| error.on(&at("type")))?;
        let mut issues: Vec<Issue> = name_issue(&source.name).into_iter().collect();
        if !names.insert((name, &source.name)) {
            issues.push(Issue::new("name", IssueCode::NamedTwice).with("name", &source.name));
        }
        let mut sides = Vec::new();
        for (env, side) in [(Environment::Dev, &source.dev), (Environment::Prod, &source.prod)] {
            let Some(side) = side else { continue };
            guard::side(place, Door::ManagementCenter, env).map_err(|error| error.on(&at(env.as_str())))?;
            match configuration(def, env, side) {
                Ok(side) => sides.push(side),
                Err(error) if error.issues.is_empty() => {
                    let field = error.field.clone().unwrap_or_default();
                    return Err(error.on(&at(&field)));
                }
                Err(error) => issues.extend(error.issues),
            }
        }
        wrong.extend(issues.into_iter().map(|issue| Issue { field: at(&issue.field), ..issue }));
        let found = Found {
            name: source.name.clone(),
            type_id: def.id.to_owned(),
            description: source.description.clone(),
            tags: source.tags.clone(),
            sides,
            ..Found::default()
        };
        all.push((found, name.to_owned()));
    }
    if wrong.is_empty() { Ok(all) } else { Err(AppError::invalid(wrong)) }
}

/// A side, judged as a form's would be.
fn configuration(def: &'static TypeDef, env: Environment, given: &Configuration) -> Result<FoundSide, AppError> {
    let (mode, properties) = (given.mode.clone(), given.properties.clone());
    let mut side = Side::read(def, env, SideInput { mode, properties, ..SideInput::default() })?;
    let literal =
        |place: &str, slot: &String| Issue::new(format!("{}.{place}.{slot}", env.as_str()), IssueCode::SecretLiteral);
    // Those that stood among the properties.
    let mut wrong: Vec<Issue> = side.secrets.keys().map(|slot| literal("properties", slot)).collect();
    wrong.extend(prefix(env, side.check(None).wrong));
    let mut found = FoundSide::new(env, side.mode.id, side.properties.clone(), Coverage::Partial);
    for (slot, secret) in &given.secrets {
        match secret {
            SecretInput::Fetch(source) => drop(found.fetched.insert(slot.clone(), source.clone())),
            SecretInput::Ask { .. } => found.ask.push(slot.clone()),
            _ => wrong.push(literal("secrets", slot)),
        }
        if let Err(error) = side.give(slot.clone(), secret.clone()) {
            wrong.extend(error.issues);
        }
    }
    if wrong.is_empty() { Ok(found) } else { Err(AppError::invalid(wrong)) }
}
