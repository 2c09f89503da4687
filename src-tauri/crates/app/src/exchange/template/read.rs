//! Reading a filled template: every row against the catalogue, every data source against what is there.

use std::collections::HashMap;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use headwater_model::{AppError, Environment, ErrorCode, Issue, IssueCode, Secret};
use headwater_store::WorkspaceRecord;

use super::super::arrive::arrive;
use super::super::import::{Compared, compare_all, file_bytes};
use super::super::{Found, SOURCES};
use super::rows::{Ground, Heads, Row};
use super::sheet::{FILE, lines, refused};
use super::wrong::OF_SHEET;
use super::{KeptRow, Sheet};
use crate::Cx;
use crate::errors::store_error;
use crate::wire::{
    ImportStatus, Right, TemplateCounts, TemplateReadRequest, TemplateReadResponse, TemplateRow, TemplateStatus,
};

/// Reads a sheet and says what loading it would do.
pub(crate) async fn read(cx: &Cx, request: TemplateReadRequest) -> Result<TemplateReadResponse, AppError> {
    cx.permit(Right::Edit).await?;
    let workspace = match request.workspace {
        Some(workspace) => workspace,
        None => cx.current_workspace().await?,
    };
    let place = cx.workspace_record(workspace).await.map_err(|error| error.on("workspace"))?;
    let bytes = bytes(request.content, request.path.as_deref()).await?;
    let unpacking = tokio::task::spawn_blocking(move || lines(&bytes));
    let mut lines = unpacking.await.map_err(|error| AppError::new(ErrorCode::Internal).because(error))??;
    let heads = Heads::take(&mut lines, request.type_id.as_deref())?;
    let files = cx.store.auth_files(workspace).await.map_err(store_error)?;
    let ground = Ground { heads: &heads, place: &place, files: &files };
    let rows: Vec<Row> = lines.into_iter().map(|line| ground.row(line)).collect();
    let secrets = rows.iter().filter_map(|row| row.side.as_ref()).any(|side| !side.secrets.is_empty());
    let mut judging = Judging::new(cx, &place, &heads, rows);
    judging.group()?;
    judging.compare().await?;
    let (kept, sources, counts) = judging.end();
    let locked = place.locked && sources.iter().any(|source| source.prod_changes);
    let shown = kept.iter().map(|row| row.judged.clone()).collect();
    let names = heads.names();
    let sheet = Sheet { def: heads.def, workspace, heads: names, rows: kept, sources, secrets, done: Vec::new() };
    let ticket = cx.sheets.keep(sheet);
    Ok(TemplateReadResponse { ticket, type_id: heads.def.id.to_owned(), rows: shown, sources: counts, secrets, locked })
}

async fn bytes(content: Option<Secret<String>>, path: Option<&str>) -> Result<Secret<Vec<u8>>, AppError> {
    match (content, path) {
        (Some(content), _) => {
            let bytes = BASE64.decode(content.expose()).map(Secret::new);
            bytes.map_err(|_| AppError::new(ErrorCode::InvalidRequest).with("reason", "content is not base64"))
        }
        (None, Some(path)) => file_bytes(Path::new(path), FILE).await,
        (None, None) => Err(refused(Issue::new("path", IssueCode::Missing))),
    }
}

/// Rows on their way to data sources.
struct Judging<'a> {
    cx: &'a Cx,
    place: &'a WorkspaceRecord,
    heads: &'a Heads,
    rows: Vec<Row>,
    /// What is told of each row beside its issues.
    judged: Vec<TemplateRow>,
    /// Rows by data source, in the order of the sheet.
    groups: Vec<Vec<usize>>,
    compared: HashMap<usize, Compared>,
}

impl<'a> Judging<'a> {
    fn new(cx: &'a Cx, place: &'a WorkspaceRecord, heads: &'a Heads, rows: Vec<Row>) -> Self {
        let judged = rows.iter().map(told).collect();
        Self { cx, place, heads, rows, judged, groups: Vec::new(), compared: HashMap::new() }
    }

    /// Puts the rows of one name together.
    fn group(&mut self) -> Result<(), AppError> {
        let mut by_name: HashMap<String, usize> = HashMap::new();
        for index in 0..self.rows.len() {
            let name = self.rows[index].name.clone();
            let Some(group) = by_name.get(&name).copied().filter(|_| !name.is_empty()) else {
                by_name.insert(name, self.groups.len());
                self.groups.push(vec![index]);
                continue;
            };
            let env = self.rows[index].env;
            let twice = self.groups[group].iter().find(|other| env.is_some() && self.rows[**other].env == env);
            if let Some(other) = twice {
                let issue = Issue::new("Name", IssueCode::RowTwice).with("row", self.rows[*other].number);
                self.tell(index, issue);
            }
            self.groups[group].push(index);
        }
        if self.groups.len() > SOURCES {
            return Err(super::sheet::too_many());
        }
        Ok(())
    }

    fn tell(&mut self, index: usize, issue: Issue) {
        let row = &mut self.rows[index];
        let key = issue.field.split(['.', '[']).next().unwrap_or_default();
        row.wrong.tell(self.heads.cell(key, row.number), issue);
    }

    /// Asks the catalogue about every row, and looks at what is there for data sources of which every row can be read.
    async fn compare(&mut self) -> Result<(), AppError> {
        let mut readable = Vec::new();
        let mut all = Vec::new();
        for group in 0..self.groups.len() {
            let members = self.groups[group].clone();
            if members.iter().all(|index| self.rows[*index].wrong.is_empty()) {
                readable.push(group);
                all.push(self.found(&members));
                continue;
            }
            for index in members {
                let side = self.rows[index].side.take();
                let refused = side.map(|side| arrive(Some(self.heads.def), side, None).refused).unwrap_or_default();
                refused.into_iter().for_each(|issue| self.tell(index, issue));
            }
        }
        let compared = compare_all(self.cx, self.place, all).await?;
        for (group, one) in readable.into_iter().zip(compared) {
            self.take(group, one);
        }
        Ok(())
    }

    fn found(&mut self, members: &[usize]) -> Found {
        let first = |index: &usize| &self.rows[*index];
        let mut found = Found {
            name: first(&members[0]).name.clone(),
            type_id: self.heads.def.id.to_owned(),
            description: members.iter().find_map(|index| first(index).description.clone()),
            tags: members.iter().find_map(|index| first(index).tags.clone()),
            ..Found::default()
        };
        found.sides = members.iter().filter_map(|index| self.rows[*index].side.take()).collect();
        found.sides.sort_by_key(|side| side.env);
        found
    }

    fn take(&mut self, group: usize, one: Compared) {
        let members = self.groups[group].clone();
        let of = |rows: &[Row], env: Environment| members.iter().copied().find(|index| rows[*index].env == Some(env));
        for (env, issue) in &one.refused {
            if let Some(index) = of(&self.rows, *env) {
                self.tell(index, issue.clone());
            }
        }
        if one.row.status == ImportStatus::Conflict {
            let there = one.row.notes.iter().flat_map(|note| &note.about).next().cloned().unwrap_or_default();
            self.tell(members[0], Issue::new("Name", IssueCode::OtherTypeThere).with("type", there));
        }
        for side in &one.row.sides {
            let Some(index) = of(&self.rows, side.env) else { continue };
            let judged = &mut self.judged[index];
            judged.status = match one.row.status {
                ImportStatus::Same => TemplateStatus::Same,
                ImportStatus::Changed => TemplateStatus::Changed,
                ImportStatus::New | ImportStatus::Conflict => TemplateStatus::New,
            };
            if judged.status == TemplateStatus::Changed {
                judged.fields.clone_from(&side.fields);
            }
            judged.secrets.clone_from(&side.secrets_set);
            judged.missing.clone_from(&side.missing);
        }
        self.compared.insert(group, one);
    }

    /// What is kept: the rows, and the data sources of which no row is wrong.
    fn end(mut self) -> (Vec<KeptRow>, Vec<super::ReadSource>, TemplateCounts) {
        let mut sources = Vec::new();
        let mut counts = TemplateCounts::default();
        let mut source_of = vec![None; self.rows.len()];
        for group in 0..self.groups.len() {
            let members = self.groups[group].clone();
            let wrong = members.iter().copied().find(|index| !self.rows[*index].wrong.is_empty());
            if let Some(wrong) = wrong {
                counts.wrong += 1;
                let number = self.rows[wrong].number;
                for index in members {
                    if self.rows[index].wrong.is_empty() {
                        self.tell(index, Issue::new("Name", IssueCode::RowOther).with("row", number));
                    }
                    self.judged[index].status = TemplateStatus::Wrong;
                }
                continue;
            }
            let Some(one) = self.compared.remove(&group) else { continue };
            *match one.row.status {
                ImportStatus::Same => &mut counts.same,
                ImportStatus::Changed => &mut counts.changed,
                ImportStatus::New | ImportStatus::Conflict => &mut counts.new,
            } += 1;
            for index in members {
                source_of[index] = Some(sources.len());
            }
            sources.push(one.source);
        }
        let rows = self.rows.into_iter().zip(self.judged).zip(source_of);
        let mut left = OF_SHEET;
        let kept = rows.map(|((row, judged), source)| KeptRow {
            judged: TemplateRow { issues: row.wrong.told(&mut left), ..judged },
            texts: row.texts,
            source,
        });
        (kept.collect(), sources, counts)
    }
}

/// A row before it is compared.
fn told(row: &Row) -> TemplateRow {
    TemplateRow {
        row: row.number,
        name: row.name.chars().take(255).collect(),
        env: row.env,
        status: TemplateStatus::Wrong,
        issues: Vec::new(),
        fields: Vec::new(),
        secrets: Vec::new(),
        missing: Vec::new(),
    }
}
