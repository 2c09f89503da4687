//! The lines of a sheet in the words of the catalogue: which type it is of, which columns it has, and what each row says.

use std::collections::{BTreeMap, BTreeSet};

use headwater_catalog::{Kind, Mode, TypeDef, check_label, holds_secret, parse_env_type};
use headwater_model::{AppError, Door, Environment, Issue, IssueCode, Object, Secret, parse_json};
use headwater_store::{FileRecord, WorkspaceRecord};
use serde_json::{Value, json};

use super::super::{Coverage, FoundSide};
use super::columns::{Column, Role, columns};
use super::sheet::{Cell, Line, place, refused};
use super::wrong::Wrong;
use crate::activity::unguarded;
use crate::save::{DESCRIPTION, name_issue, tag_issues};
use crate::side::SECRET;
use crate::{guard, types};

/// How the line begins that says the type.
pub(super) const TYPE_MARK: &str = "type:";

/// What the columns of a sheet are.
pub(super) struct Heads {
    pub(super) def: &'static TypeDef,
    /// By place, from 0.
    by_place: BTreeMap<u32, Head>,
    /// Places of the columns that are a remark, as a result has them.
    remarks: BTreeSet<u32>,
}

struct Head {
    name: String,
    /// `None`: the type has no such column.
    column: Option<Column>,
}

impl Heads {
    /// Takes the line of names off the beginning, and the remarks. `type_id`: what the sheet is of when it does not say so.
    ///
    /// # Errors
    /// `invalid_input` when the type or the names are missing; `unknown_type`.
    pub(super) fn take(lines: &mut Vec<Line>, type_id: Option<&str>) -> Result<Self, AppError> {
        let above = lines.iter().position(|line| line.remark(0).is_none()).unwrap_or(lines.len());
        let above: Vec<Line> = lines.drain(..above).collect();
        let mut told =
            above.iter().filter_map(|line| line.remark(0)?.strip_prefix(TYPE_MARK)?.split_whitespace().next());
        let type_id = told.next().or(type_id).ok_or_else(|| refused(Issue::new("file", IssueCode::SheetType)))?;
        let def = types::find(type_id)?;
        if lines.is_empty() {
            return Err(refused(Issue::new("file", IssueCode::SheetHeads).with("missing", "Name")));
        }
        let known = columns(def);
        let mut by_place: BTreeMap<u32, Head> = BTreeMap::new();
        let mut remarks = BTreeSet::new();
        let first = lines.remove(0);
        for (at, cell) in first.cells {
            let name: String = cell.text.expose().trim().chars().take(255).collect();
            if name.starts_with('#') {
                remarks.insert(at);
                continue;
            }
            let column = known.iter().find(|column| column.key == name).copied();
            by_place.insert(at, Head { name, column });
        }
        for key in ["Name", "envType"] {
            if !by_place.values().any(|head| head.name == key) {
                return Err(refused(Issue::new("file", IssueCode::SheetHeads).with("missing", key)));
            }
        }
        // Told by their places: what stands there need not be names.
        for (at, head) in &by_place {
            if let Some((other, _)) = by_place.range(..at).find(|(_, other)| other.name == head.name) {
                let issue = Issue::new("file", IssueCode::SheetHeadTwice);
                let [one, two] = [other, at].map(|at| place(*at, first.number));
                return Err(refused(issue.with("first", one).with("second", two)));
            }
        }
        // Here the first cell may be a value, wherever its column was put.
        let name = by_place.iter().find(|(_, head)| head.name == "Name").map_or(0, |(at, _)| *at);
        lines.retain(|line| line.remark(name).is_none());
        Ok(Self { def, by_place, remarks })
    }

    /// The names of the columns that are known, in the order of the sheet.
    pub(super) fn names(&self) -> Vec<String> {
        self.by_place.values().filter(|head| head.column.is_some()).map(|head| head.name.clone()).collect()
    }

    /// Where a column's value stands in a line; empty when the sheet has no such column.
    pub(super) fn cell(&self, key: &str, line: u32) -> String {
        let at = self.by_place.iter().find(|(_, head)| head.name == key).map(|(at, _)| *at);
        at.map_or(String::new(), |at| place(at, line))
    }
}

/// What a row is read against.
pub(super) struct Ground<'a> {
    pub(super) heads: &'a Heads,
    pub(super) place: &'a WorkspaceRecord,
    pub(super) files: &'a [FileRecord],
}

/// One row: one side of a data source, as far as it can be understood.
pub(super) struct Row {
    pub(super) number: u32,
    pub(super) name: String,
    pub(super) env: Option<Environment>,
    pub(super) description: Option<String>,
    pub(super) tags: Option<Vec<String>>,
    /// `None`: its mode is not known.
    pub(super) side: Option<FoundSide>,
    pub(super) wrong: Wrong,
    /// Its cells again, as [`Heads::names`] has them, without what is or may be secret.
    pub(super) texts: Vec<String>,
}

impl Ground<'_> {
    pub(super) fn row(&self, line: Line) -> Row {
        let mut row = Row {
            number: line.number,
            name: String::new(),
            env: None,
            description: None,
            tags: None,
            side: None,
            wrong: Wrong::default(),
            texts: Vec::new(),
        };
        let cells = self.sound(line, &mut row);
        let text = |key: &str| cells.get(key).map(|cell| cell.text.expose().trim()).filter(|text| !text.is_empty());
        row.name = cells.get("Name").map(|cell| cell.text.expose().clone()).unwrap_or_default();
        if let Some(issue) = name_issue(&row.name) {
            self.tell(&mut row, "Name", Issue { field: "Name".to_owned(), ..issue });
        }
        match self.env(text("envType")) {
            Ok(env) => row.env = Some(env),
            Err(issue) => self.tell(&mut row, "envType", issue),
        }
        if let Some(words) = text("Description") {
            if let Some(issue) = check_label("Description", words, DESCRIPTION, true) {
                self.tell(&mut row, "Description", issue);
            }
            row.description = Some(words.to_owned());
        }
        if let Some(words) = text("Tags") {
            let tags = words.split([',', '，']).map(str::trim).filter(|tag| !tag.is_empty());
            let tags: Vec<String> = tags.map(str::to_owned).collect();
            for issue in tag_issues(&tags) {
                self.tell(&mut row, "Tags", Issue { field: "Tags".to_owned(), ..issue });
            }
            row.tags = Some(tags);
        }
        match self.mode(text("ConnectionPropertiesMode")) {
            Ok(mode) => row.side = Some(self.side(mode, &cells, &mut row)),
            Err(issue) => self.tell(&mut row, "ConnectionPropertiesMode", issue),
        }
        let shown = |head: &Head| {
            let column = head.column.filter(|column| !column.is_secret())?;
            let cell = cells.get(column.key)?;
            (!may_be_secret(&column, cell.text.expose())).then(|| cell.text.expose().clone())
        };
        let known = self.heads.by_place.values().filter(|head| head.column.is_some());
        row.texts = known.map(|head| shown(head).unwrap_or_default()).collect();
        row
    }

    fn tell(&self, row: &mut Row, key: &str, issue: Issue) {
        row.wrong.tell(self.heads.cell(key, row.number), issue);
    }

    /// The cells by column, those that can be taken as they are; none is longer than the longest secret.
    fn sound(&self, line: Line, row: &mut Row) -> BTreeMap<&'static str, Cell> {
        let mut cells = BTreeMap::new();
        for (at, cell) in line.cells.into_iter().filter(|(at, _)| !self.heads.remarks.contains(at)) {
            let head = self.heads.by_place.get(&at);
            let name = head.map_or("", |head| &head.name);
            let Some(column) = head.and_then(|head| head.column) else {
                row.wrong.tell(place(at, row.number), Issue::new(name, IssueCode::Unknown));
                continue;
            };
            let number = cell.number && column.is_secret();
            let length = cell.text.expose().chars().count();
            if let Some(fault) = cell.fault.or(number.then_some(IssueCode::CellNumber)) {
                row.wrong.tell(place(at, row.number), Issue::new(name, fault));
            } else if length > SECRET {
                let issue = Issue::new(name, IssueCode::TooLong).with("length", length).with("max", SECRET);
                row.wrong.tell(place(at, row.number), issue);
            } else {
                let cell = if column.is_secret() { cell } else { Cell::text(unguarded(cell.text.expose())) };
                cells.insert(column.key, cell);
            }
        }
        cells
    }

    fn env(&self, word: Option<&str>) -> Result<Environment, Issue> {
        let env = match word {
            None if self.place.standard => return Err(Issue::new("envType", IssueCode::Missing)),
            None => Environment::Prod,
            Some(word) => parse_env_type(word).ok_or_else(|| not_a_choice("envType", word, "Dev, Prod"))?,
        };
        let allowed = guard::side(self.place, Door::ManagementCenter, env);
        allowed.map(|()| env).map_err(|_| Issue::new("envType", IssueCode::NoDevHere))
    }

    fn mode(&self, word: Option<&str>) -> Result<&'static Mode, Issue> {
        let modes = self.heads.def.modes;
        let found = match word {
            None => modes.first(),
            Some(word) => modes.iter().find(|mode| mode.id.eq_ignore_ascii_case(word)),
        };
        let all: Vec<&str> = modes.iter().map(|mode| mode.id).collect();
        found.ok_or_else(|| not_a_choice("ConnectionPropertiesMode", word.unwrap_or_default(), &all.join(", ")))
    }

    /// The properties and secrets of a side. Whether they are right is for the catalogue to say.
    fn side(&self, mode: &'static Mode, cells: &BTreeMap<&'static str, Cell>, row: &mut Row) -> FoundSide {
        // What a sheet leaves empty stays as it is.
        let env = row.env.unwrap_or(Environment::Prod);
        let mut side = FoundSide::new(env, mode.id, Object::new(), Coverage::Partial);
        for (key, cell) in cells {
            let column = self.heads.by_place.values().find_map(|head| head.column.filter(|column| column.key == *key));
            let Some(Role::Field(_)) = column.map(|column| column.role) else { continue };
            let text = cell.text.expose();
            let Some(field) = mode.field(key) else {
                self.tell(row, key, Issue::new(*key, IssueCode::Unknown));
                continue;
            };
            if field.secret {
                side.secrets.insert((*key).to_owned(), Secret::new(text.clone()));
                continue;
            }
            match self.value(field.kind, key, text) {
                Ok(value) => drop(side.values.insert((*key).to_owned(), value)),
                Err(issue) => self.tell(row, key, issue),
            }
        }
        side
    }

    fn value(&self, kind: Kind, key: &str, text: &str) -> Result<Value, Issue> {
        Ok(match kind {
            Kind::Addresses { default_port, .. } => addresses(text, default_port),
            Kind::Map { .. } => map(key, text)?,
            Kind::Switch => Value::String(text.trim().to_ascii_lowercase()),
            Kind::File { takes, .. } => {
                let file = self.files.iter().find(|file| file.name == text || file.id.to_string() == text);
                let id = file.map_or_else(|| text.to_owned(), |file| file.id.to_string());
                match crate::auth_file_use::doubt(key, takes, &id, file) {
                    Some(issue) => return Err(issue),
                    None => Value::String(id),
                }
            }
            _ => Value::String(text.to_owned()),
        })
    }
}

fn not_a_choice(key: &str, word: &str, choices: &str) -> Issue {
    let word: String = word.chars().take(60).collect();
    Issue::new(key, IssueCode::NotAChoice).with("value", word).with("choices", choices)
}

/// `a:3306, [::1]:3307`, or DataWorks' own JSON.
fn addresses(text: &str, default_port: u16) -> Value {
    if let Ok(Value::Array(rows)) = parse_json(text.as_bytes()) {
        return Value::Array(rows);
    }
    let rows = text.split([',', ';', '，', '；', '\n']).map(str::trim).filter(|row| !row.is_empty());
    rows.map(|row| {
        let bracket = row.strip_prefix('[').and_then(|rest| rest.split_once(']'));
        let (host, port) = match bracket {
            Some((host, rest)) => (host, rest.strip_prefix(':')),
            None if row.matches(':').count() == 1 && !row.contains("://") => {
                row.split_once(':').map_or((row, None), |(h, p)| (h, Some(p)))
            }
            // An IPv6 address without a port, a host alone, or something else, about which the catalogue has words.
            None => (row, None),
        };
        let port = match port {
            None => json!(default_port),
            Some(port) => port.trim().parse::<u16>().map_or_else(|_| json!(port), |port| json!(port)),
        };
        json!({"host": host, "port": port})
    })
    .collect()
}

/// `a=1&b=2`, a line each, or JSON.
fn map(key: &str, text: &str) -> Result<Value, Issue> {
    if text.trim_start().starts_with('{') {
        return Ok(Value::String(text.to_owned()));
    }
    let entries = text.split(['&', '\n']).map(str::trim).filter(|entry| !entry.is_empty());
    let pair = |entry: &str| {
        let (name, value) = entry.split_once('=')?;
        Some((name.trim().to_owned(), Value::String(value.trim().to_owned())))
    };
    let found: Option<Object> = entries.map(pair).collect();
    let wrong = || Issue::new(key, IssueCode::WrongType).with("expected", "name=value&name=value");
    found.map(Value::Object).ok_or_else(wrong)
}

/// Whether the text of a column that is no secret has one inside.
fn may_be_secret(column: &Column, text: &str) -> bool {
    let Role::Field(field) = column.role else { return false };
    let Kind::Map { secret_keys, .. } = field.kind else { return holds_secret(text) };
    let text = text.to_ascii_lowercase();
    secret_keys.iter().any(|name| text.contains(&name.to_ascii_lowercase()))
}
