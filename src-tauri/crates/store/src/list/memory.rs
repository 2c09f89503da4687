//! The list in memory: every entry, and the orders that a list can have.
//!
//! A text of any length is found in any part of any entry within milliseconds at 100,000 entries, counts included. SQLite
//! needs 40 ms and more to look through as much text, and its index of trigrams finds no word of two Chinese characters.

use std::cmp::Ordering;
use std::collections::HashMap;

use headwater_model::{Environment, WorkspaceId};
use memchr::memmem::Finder;

use super::{Cursor, ListQuery, SideState, Sort};

/// One data source, as far as the list searches, filters and sorts it.
#[derive(Debug)]
pub(super) struct Entry {
    pub id: i64,
    /// `None` when the source is deleted.
    pub workspace: Option<i64>,
    pub name: Box<str>,
    pub type_id: Box<str>,
    pub modified_at: i64,
    pub dev: SideState,
    pub prod: SideState,
    /// Lower case.
    pub search: Box<str>,
}

/// Entries to take over.
#[derive(Debug)]
pub(super) struct Change {
    /// They are all there are.
    pub anew: bool,
    /// Epoch and highest `seq` of what was read.
    pub seen: (String, i64),
    pub entries: Vec<Entry>,
}

/// A page of ids, and counts.
#[derive(Debug)]
pub(super) struct Found {
    pub ids: Vec<i64>,
    pub next: Option<Cursor>,
    pub total: u64,
    pub all: u64,
    pub attention: u64,
}

/// Every entry of the database as of `seen`.
#[derive(Debug, Default)]
pub(super) struct Memory {
    pub seen: (String, i64),
    /// Deleted ones stay until they are purged.
    entries: Vec<Entry>,
    places: HashMap<i64, u32>,
    orders: [Vec<u32>; 3],
}

const SORTS: [Sort; 3] = [Sort::Name, Sort::Type, Sort::Modified];

/// The place of an entry among others: its value in the column, then its id.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key<'a> {
    Text(&'a str, i64),
    Time(i64, i64),
}

impl Entry {
    fn key(&self, sort: Sort) -> Key<'_> {
        match sort {
            Sort::Name => Key::Text(&self.name, self.id),
            Sort::Type => Key::Text(&self.type_id, self.id),
            Sort::Modified => Key::Time(self.modified_at, self.id),
        }
    }

    fn cursor(&self, sort: Sort) -> Cursor {
        let key = match sort {
            Sort::Name => self.name.to_string(),
            Sort::Type => self.type_id.to_string(),
            Sort::Modified => self.modified_at.to_string(),
        };
        Cursor { key, id: self.id }
    }

    fn matches(&self, query: &ListQuery, text: Option<&Finder<'_>>) -> bool {
        let side = |state: SideState| query.states.contains(&state);
        (query.types.is_empty() || query.types.iter().any(|type_id| **type_id == *self.type_id))
            && (query.states.is_empty()
                || match query.env {
                    Some(Environment::Dev) => side(self.dev),
                    Some(Environment::Prod) => side(self.prod),
                    None => side(self.dev) || side(self.prod),
                })
            && text.is_none_or(|text| text.find(self.search.as_bytes()).is_some())
    }

    fn needs_attention(&self) -> bool {
        [self.dev, self.prod].iter().any(|state| matches!(state, SideState::Incomplete | SideState::Failing))
    }
}

impl Memory {
    /// Takes changes over.
    pub fn take(&mut self, change: Change) {
        if change.anew {
            *self = Self::default();
        }
        self.seen = change.seen;
        // Sorting everything is cheaper than finding a place for a large part of it.
        let sort_all = change.entries.len() > self.entries.len() / 16;
        let mut changed = Vec::with_capacity(change.entries.len());
        for entry in change.entries {
            match self.places.get(&entry.id).copied() {
                Some(place) => {
                    changed.push(place);
                    if !sort_all {
                        self.forget_order(place);
                    }
                    self.entries[place as usize] = entry;
                }
                None => {
                    let place = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
                    changed.push(place);
                    self.places.insert(entry.id, place);
                    self.entries.push(entry);
                }
            }
        }
        if sort_all { self.sort() } else { changed.into_iter().for_each(|place| self.put_in_order(place)) }
    }

    fn sort(&mut self) {
        let (entries, count) = (&self.entries, u32::try_from(self.entries.len()).unwrap_or(u32::MAX));
        self.orders = SORTS.map(|sort| {
            let mut order: Vec<u32> = (0..count).collect();
            order.sort_by(|a, b| entries[*a as usize].key(sort).cmp(&entries[*b as usize].key(sort)));
            order
        });
    }

    /// Takes an entry out of the orders while its keys are still those by which it stands there.
    fn forget_order(&mut self, place: u32) {
        for (sort, order) in SORTS.into_iter().zip(&mut self.orders) {
            let key = self.entries[place as usize].key(sort);
            if let Ok(index) = order.binary_search_by(|other| self.entries[*other as usize].key(sort).cmp(&key)) {
                order.remove(index);
            }
        }
    }

    fn put_in_order(&mut self, place: u32) {
        for (sort, order) in SORTS.into_iter().zip(&mut self.orders) {
            let key = self.entries[place as usize].key(sort);
            if let Err(index) = order.binary_search_by(|other| self.entries[*other as usize].key(sort).cmp(&key)) {
                order.insert(index, place);
            }
        }
    }

    /// The page that `query` asks for.
    pub fn find(&self, workspace: WorkspaceId, query: &ListQuery) -> Found {
        let text = (!query.search.is_empty()).then(|| Finder::new(query.search.as_bytes()));
        let mut found = Found { ids: Vec::new(), next: None, total: 0, all: 0, attention: 0 };
        // In the order of memory first: texts lie there one after the other.
        let mut matching = vec![false; self.entries.len()];
        for (entry, matching) in self.entries.iter().zip(&mut matching) {
            if entry.workspace == Some(workspace.0) {
                found.all += 1;
                found.attention += u64::from(entry.needs_attention());
                *matching = entry.matches(query, text.as_ref());
                found.total += u64::from(*matching);
            }
        }
        let order = &self.orders[query.sort as usize];
        let order = match &query.after {
            None => &order[..],
            Some(after) => self.rest(order, query, after),
        };
        let mut places: Box<dyn Iterator<Item = &u32>> =
            if query.descending { Box::new(order.iter().rev()) } else { Box::new(order.iter()) };
        let limit = query.limit as usize;
        let mut last = None;
        for place in places.by_ref().filter(|place| matching[**place as usize]) {
            let entry = &self.entries[*place as usize];
            if found.ids.len() == limit {
                found.next = last.map(|last: &Entry| last.cursor(query.sort));
                break;
            }
            found.ids.push(entry.id);
            last = Some(entry);
        }
        found
    }

    /// What comes after the cursor, in ascending order still.
    fn rest<'a>(&self, order: &'a [u32], query: &ListQuery, after: &Cursor) -> &'a [u32] {
        let key = match query.sort {
            Sort::Modified => Key::Time(after.key.parse().unwrap_or_default(), after.id),
            Sort::Name | Sort::Type => Key::Text(&after.key, after.id),
        };
        let than = |place: &u32| self.entries[*place as usize].key(query.sort).cmp(&key);
        if query.descending {
            &order[..order.partition_point(|place| than(place) == Ordering::Less)]
        } else {
            &order[order.partition_point(|place| than(place) != Ordering::Greater)..]
        }
    }
}
