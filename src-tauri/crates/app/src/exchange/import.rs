//! Importing: reading a document and saying what it would change, then carrying that out, each data source all or nothing.
//! Templates are loaded by the same steps.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use headwater_model::{
    AppError, Door, Environment, ErrorCode, Issue, JSON_BYTES, JsonFault, JsonFaultKind, Secret, SourceId, WorkspaceId,
};
use headwater_store::{SourceRecord, WorkspaceRecord};

use super::compare::{Judged, judge, parted, prod_changes, valid_name};
use super::{Found, document, foreign};
use crate::errors::store_error;
use crate::save::{Arrival, RawSide, save_arrived};
use crate::wire::{
    ImportApplyRequest, ImportApplyResponse, ImportChoice, ImportDone, ImportEvent, ImportFrom, ImportOutcome,
    ImportReadRequest, ImportReadResponse, ImportRow, ImportStatus, SaveRequest, SideInput,
};
use crate::{Cx, guard, source};

/// How often progress is told.
const TOLD: Duration = Duration::from_millis(100);

/// How many have to be saved before anything is said about the others.
const FORECAST: u32 = 20;

/// A document that was read.
pub(crate) struct Read {
    workspace: WorkspaceId,
    sources: Vec<ReadSource>,
}

/// One data source of it: what was found, and against what it was compared.
pub(super) struct ReadSource {
    pub(super) found: Found,
    pub(super) seen: Option<(SourceId, i64)>,
    pub(super) status: ImportStatus,
    pub(super) choices: Vec<ImportChoice>,
    pub(super) choice: Option<ImportChoice>,
    /// Whether the lock counts is asked when it is carried out.
    pub(super) prod_changes: bool,
    pub(super) name: String,
}

impl ReadSource {
    /// What was found, as it was judged against `there`.
    pub(super) fn new(found: Found, there: Option<&SourceRecord>, row: &ImportRow) -> Self {
        Self {
            found,
            seen: there.map(|there| (there.id, there.revision)),
            status: row.status,
            choices: row.choices.clone(),
            choice: row.choice,
            prod_changes: prod_changes(there, &row.sides),
            name: row.name.clone(),
        }
    }
}

/// One data source, to be carried out.
pub(super) struct Job<'a> {
    pub(super) place: &'a WorkspaceRecord,
    pub(super) source: &'a ReadSource,
    pub(super) choice: ImportChoice,
}

/// A data source beside what is there.
pub(super) struct Compared {
    pub(super) source: ReadSource,
    pub(super) row: ImportRow,
    /// Values that the catalogue refuses.
    pub(super) refused: Vec<(Environment, Issue)>,
}

/// Reads a document and compares it with what is there.
pub(crate) async fn read(cx: &Cx, request: ImportReadRequest) -> Result<ImportReadResponse, AppError> {
    let workspace = match request.workspace {
        Some(workspace) => workspace,
        None => cx.current_workspace().await?,
    };
    let place = cx.workspace_record(workspace).await.map_err(|error| error.on("workspace"))?;
    let env = request.env.unwrap_or(if place.standard { Environment::Dev } else { Environment::Prod });
    let (bytes, path) = bytes(request.from, request.content, request.path).await?;
    let (all, notes) = match request.from {
        ImportFrom::Document => (document::read(bytes, request.passphrase).await?, Vec::new()),
        from => foreign::read(from, bytes.expose(), path.as_deref().filter(|_| request.passwords), env)?,
    };
    let compared = compare_all(cx, &place, all).await?;
    let (sources, rows) = compared.into_iter().map(|one| (one.source, one.row)).unzip();
    let ticket = cx.imports.keep(Read { workspace, sources });
    Ok(ImportReadResponse { ticket, path: path.map(|path| path.display().to_string()), rows, notes })
}

/// Compares what was found with what is there.
pub(super) async fn compare_all(cx: &Cx, place: &WorkspaceRecord, all: Vec<Found>) -> Result<Vec<Compared>, AppError> {
    let mut records = source::records_of(cx, place.id).await?;
    let by_name: HashMap<String, SourceRecord> =
        records.drain(..).map(|record| (record.name.clone(), record)).collect();
    let mut taken: HashSet<String> =
        by_name.keys().cloned().chain(all.iter().map(|found| valid_name(&found.name))).collect();
    let mut compared = Vec::with_capacity(all.len());
    let mut names = HashSet::new();
    for (index, mut found) in all.into_iter().enumerate() {
        // Two names may become one valid name.
        found.again |= !names.insert(valid_name(&found.name));
        let there = by_name.get(&valid_name(&found.name));
        let Judged { mut row, sides, .. } = judge(cx, place, index, &found, there).await?;
        if row.status != ImportStatus::New {
            row.free_name = free_name(&row.name, &taken);
            taken.insert(row.free_name.clone());
        }
        let source = ReadSource::new(found, there, &row);
        let refused = sides.into_iter().flat_map(|side| side.refused.into_iter().map(move |issue| (side.env, issue)));
        compared.push(Compared { source, row, refused: refused.collect() });
    }
    Ok(compared)
}

/// The document, and the file that it came from.
async fn bytes(
    from: ImportFrom,
    content: Option<Secret<String>>,
    path: Option<String>,
) -> Result<(Secret<Vec<u8>>, Option<PathBuf>), AppError> {
    let long = || {
        let fault = JsonFault { kind: JsonFaultKind::Long, line: 0, column: 0 };
        AppError::invalid(vec![fault.issue("file")])
    };
    if let Some(content) = content {
        if content.expose().len() > JSON_BYTES {
            return Err(long());
        }
        return Ok((Secret::new(content.expose().as_bytes().to_vec()), None));
    }
    let path = path.map(PathBuf::from).or_else(|| foreign::usual_place(from));
    let Some(path) = path else { return Err(AppError::new(ErrorCode::FileFailed).with("path", "").on("path")) };
    let bytes = file_bytes(&path, JSON_BYTES).await?;
    if bytes.expose().len() > JSON_BYTES {
        return Err(long());
    }
    Ok((bytes, Some(path)))
}

/// A file's content; of one that is longer than `most` bytes, one byte more than these.
pub(super) async fn file_bytes(path: &Path, most: usize) -> Result<Secret<Vec<u8>>, AppError> {
    let file = path.to_owned();
    let read = move || {
        use std::io::Read as _;
        let mut bytes = Vec::new();
        std::fs::File::open(file)?.take(most as u64 + 1).read_to_end(&mut bytes)?;
        Ok::<_, std::io::Error>(Secret::new(bytes))
    };
    let failed = |error: std::io::Error| {
        AppError::new(ErrorCode::FileFailed).with("path", path.display()).because(error).on("path")
    };
    let done =
        tokio::task::spawn_blocking(read).await.map_err(|error| AppError::new(ErrorCode::Internal).because(error))?;
    done.map_err(failed)
}

/// `orders` → `orders_2`, `orders_3` …
fn free_name(name: &str, taken: &HashSet<String>) -> String {
    let stem: String = name.chars().take(240).collect();
    (2..).map(|number| format!("{stem}_{number}")).find(|name| !taken.contains(name)).unwrap_or_default()
}

/// Carries an import out.
pub(crate) async fn apply(cx: &Cx, request: ImportApplyRequest) -> Result<ImportApplyResponse, AppError> {
    let read = cx.imports.get(&request.ticket)?;
    let place = cx.workspace_record(read.workspace).await?;
    let chosen = choices(&read, &request)?;
    let jobs: Vec<Job<'_>> =
        read.sources.iter().zip(chosen).map(|(source, choice)| Job { place: &place, source, choice }).collect();
    unlocked(&place, &jobs, request.typed_name.as_deref())?;
    let rows = carry_out(cx, &jobs, "source_imported").await;
    let through = |row: &ImportDone| row.error.is_none() && row.outcome != ImportOutcome::NotReached;
    if rows.iter().all(through) {
        cx.imports.forget(&request.ticket);
    }
    Ok(ImportApplyResponse { rows })
}

/// One after the other, each all or nothing, until one meets what the others would meet as well. Progress is told.
pub(super) async fn carry_out(cx: &Cx, jobs: &[Job<'_>], action: &'static str) -> Vec<ImportDone> {
    let running = cx.calls.enter(&cx.caller.call);
    let mut pace = Pace::new(jobs);
    let mut rows = Vec::with_capacity(jobs.len());
    let mut ended = false;
    for (index, job) in (0..).zip(jobs) {
        ended |= running.token.is_cancelled();
        let done = if ended { Ok((ImportOutcome::NotReached, None)) } else { one(cx, job, action).await };
        let (outcome, saved_as, error) = match done {
            Ok((outcome, name)) => (outcome, name, None),
            Err(error) => (ImportOutcome::Failed, None, Some(error)),
        };
        ended |= error.as_ref().is_some_and(|error| ends_it(error.code));
        rows.push(ImportDone { index, name: job.source.name.clone(), saved_as, outcome, error });
        pace.step(cx, job.choice);
    }
    // What is reported as done is on the disk.
    if let Err(error) = cx.settle().await {
        let done = |row: &&mut ImportDone| matches!(row.outcome, ImportOutcome::Created | ImportOutcome::Replaced);
        for row in rows.iter_mut().filter(done) {
            (row.outcome, row.error) = (ImportOutcome::Failed, Some(error.clone()));
        }
    }
    pace.tell(cx);
    rows
}

/// How far a run is, and how long the rest will take as far as the part that is done tells.
struct Pace {
    event: ImportEvent,
    began: Instant,
    told: Instant,
    /// Data sources that are saved, and those that are still to be: skipped ones take no time.
    saved: u32,
    left: u32,
}

impl Pace {
    fn new(jobs: &[Job<'_>]) -> Self {
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let left = count(jobs.iter().filter(|job| job.choice != ImportChoice::Skip).count());
        let event = ImportEvent { done: 0, total: count(jobs.len()), left_ms: None };
        Self { event, began: Instant::now(), told: Instant::now(), saved: 0, left }
    }

    fn step(&mut self, cx: &Cx, choice: ImportChoice) {
        self.event.done += 1;
        if choice != ImportChoice::Skip {
            (self.saved, self.left) = (self.saved + 1, self.left - 1);
        }
        if self.told.elapsed() >= TOLD {
            self.told = Instant::now();
            self.tell(cx);
        }
    }

    fn tell(&mut self, cx: &Cx) {
        let each = self.began.elapsed().checked_div(self.saved).filter(|_| self.saved >= FORECAST);
        self.event.left_ms = each.map(|each| u64::try_from((each * self.left).as_millis()).unwrap_or(u64::MAX));
        (cx.caller.events)(serde_json::to_value(self.event).unwrap_or_default());
    }
}

/// Failures that the next data source would meet as well.
const fn ends_it(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::KeychainAbsent
            | ErrorCode::KeychainLocked
            | ErrorCode::KeychainFailed
            | ErrorCode::DatabaseFailed
            | ErrorCode::DatabaseDamaged
            | ErrorCode::DatabaseReadOnly
            | ErrorCode::DatabaseGone
            | ErrorCode::DiskFull
            | ErrorCode::DataFolder
            | ErrorCode::NotPermitted
    )
}

/// What is done with each, as chosen or as proposed.
fn choices(read: &Read, request: &ImportApplyRequest) -> Result<Vec<ImportChoice>, AppError> {
    let given: HashMap<u32, ImportChoice> = request.choices.iter().map(|one| (one.index, one.choice)).collect();
    let mut chosen = Vec::with_capacity(read.sources.len());
    let mut open = Vec::new();
    for (index, source) in (0..).zip(&read.sources) {
        let choice = given.get(&index).copied().or(source.choice);
        match choice.filter(|choice| source.choices.contains(choice)) {
            Some(choice) => chosen.push(choice),
            None => open.push(source.name.clone()),
        }
    }
    if open.is_empty() {
        return Ok(chosen);
    }
    Err(AppError::new(ErrorCode::ImportConflict).with("names", open.join(", ")).on("choices"))
}

/// Whether the production sides among what is replaced in a workspace may change; no lock, no question.
pub(super) fn unlocked(place: &WorkspaceRecord, jobs: &[Job<'_>], typed: Option<&str>) -> Result<(), AppError> {
    let wanting =
        |job: &&Job<'_>| job.place.id == place.id && job.source.prod_changes && job.choice == ImportChoice::Replace;
    let names: Vec<&str> = jobs.iter().filter(wanting).map(|job| job.source.name.as_str()).collect();
    match names[..] {
        [] => Ok(()),
        [one] if typed != Some(&place.name) => guard::production(place, one, typed),
        [_] => Ok(()),
        _ => guard::production(place, &place.name, typed),
    }
}

/// What loading a template does with a data source.
pub(super) fn choice_of(source: &ReadSource, replace: bool) -> ImportChoice {
    match source.status {
        ImportStatus::New => ImportChoice::Replace,
        ImportStatus::Changed if replace => ImportChoice::Replace,
        ImportStatus::Changed | ImportStatus::Same | ImportStatus::Conflict => ImportChoice::Skip,
    }
}

async fn one(cx: &Cx, job: &Job<'_>, action: &'static str) -> Result<(ImportOutcome, Option<String>), AppError> {
    let Job { place, source: read, choice } = *job;
    match (choice, read.status) {
        (ImportChoice::Skip, ImportStatus::Same) => return Ok((ImportOutcome::Same, None)),
        (ImportChoice::Skip, _) => return Ok((ImportOutcome::Skipped, None)),
        _ => {}
    }
    if choice == ImportChoice::KeepBoth {
        let taken = cx.store.names_like(place.id, &read.name).await.map_err(store_error)?;
        let name = free_name(&read.name, &taken.into_iter().collect());
        let judged = judge(cx, place, 0, &read.found, None).await?;
        save(cx, place, judged, None, name.clone(), action).await?;
        return Ok((ImportOutcome::Created, Some(name)));
    }
    let there = match cx.store.source_named(place.id, &read.name).await.map_err(store_error)? {
        Some(id) => Some(source::record(cx, id).await?),
        None => None,
    };
    // What is there now is what somebody was shown.
    if there.as_ref().map(|there| (there.id, there.revision)) != read.seen {
        return Err(AppError::new(ErrorCode::Conflict).with("name", &read.name));
    }
    let judged = judge(cx, place, 0, &read.found, there.as_ref()).await?;
    save(cx, place, judged, there.as_ref(), read.name.clone(), action).await?;
    let outcome = if there.is_some() { ImportOutcome::Replaced } else { ImportOutcome::Created };
    Ok((outcome, Some(read.name.clone())))
}

/// Through the one save, so that rules, journal and activity are those of a form.
async fn save(
    cx: &Cx,
    place: &WorkspaceRecord,
    judged: Judged,
    there: Option<&SourceRecord>,
    name: String,
    action: &'static str,
) -> Result<SourceId, AppError> {
    let mut arrival = Arrival { partial: true, action: Some(action), one_of_many: true, ..Arrival::default() };
    let (mut dev, mut prod) = (None, None);
    for mut side in judged.sides {
        let env = side.env;
        let (known, hidden) = parted(&mut side);
        if side.unconfirmed {
            arrival.unconfirmed.insert(env);
        }
        if side.known.is_none() {
            let secrets = known.into_iter().chain(hidden).collect();
            arrival.raw.push(RawSide { env, mode: side.mode, properties: side.properties, extra: side.extra, secrets });
            continue;
        }
        arrival.extra.insert(env, side.extra);
        arrival.hidden.insert(env, hidden);
        let input = SideInput { mode: side.mode, properties: side.properties, secrets: known, confirm: None };
        *(if env == Environment::Dev { &mut dev } else { &mut prod }) = Some(input);
    }
    let request = SaveRequest {
        id: there.map(|there| there.id),
        revision: there.map(|there| there.revision),
        workspace: Some(place.id),
        typed_name: Some(name.clone()),
        from_file: false,
        name,
        type_id: judged.row.type_id,
        description: judged.description,
        tags: judged.tags,
        dev,
        prod,
        door: Door::ManagementCenter,
    };
    save_arrived(cx, request, arrival).await
}
