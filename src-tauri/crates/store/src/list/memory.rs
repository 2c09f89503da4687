//! The list in memory: every entry, and the orders that a list can have.
//!
//! A text of any length is found in any part of any entry within milliseconds at 100,000 entries, counts included. SQLite
//! needs 40 ms and more to look through as much text, and its index of trigrams finds no word of two Chinese characters.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

use headwater_model::{Environment, WorkspaceId};
use memchr::memmem::Finder;
use serde::Deserialize;

use super::{Cursor, ListQuery, SideState, Sort};

/// One data source, as far as the list searches, filters and sorts it.
#[derive(Debug)]
pub(super) struct Entry {
    pub id: i64,
    /// `None` when the source is deleted.
    pub workspace: Option<i64>,
    pub name: Box<str>,
    /// One text for all entries of a type: it is looked at a hundred thousand times.
    pub type_id: Arc<str>,
    pub modified_at: i64,
    pub dev: SideState,
    pub prod: SideState,
    /// Who sees it; `None`, as of nearly all: everyone.
    pub audience: Option<Box<Audience>>,
    /// When the last test of each side began, in milliseconds, `dev` first; 0: never.
    pub tested: [i64; 2],
    pub tags: Box<[Arc<str>]>,
    pub favourite: bool,
    /// Where its text begins and ends among all texts.
    pub text: (usize, usize),
}

/// Who sees an entry: the one user of a private data source, or of one that was received who sees which side. An empty name
/// is everyone's.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Audience {
    only: Option<Box<str>>,
    dev: Vec<Box<str>>,
    prod: Vec<Box<str>>,
}

/// Entries to take over.
#[derive(Debug, Default)]
pub(super) struct Change {
    /// They are all there are.
    pub anew: bool,
    /// Epoch and highest `seq` of what was read.
    pub seen: (String, i64),
    pub entries: Vec<Entry>,
    /// Searched texts, lower case, one after the other: memory is read fastest from one end to the other.
    pub texts: String,
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
    texts: String,
    /// Bytes of `texts` that no entry has any more.
    stale: usize,
    places: HashMap<i64, u32>,
    /// By [`Sort::ALL`]. Those beyond the first [`KEPT`] are made when they are first asked for, and kept up from then on.
    orders: [Option<Vec<u32>>; Sort::ALL.len()],
}

/// Orders that are there before anybody asks.
const KEPT: usize = 3;

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
            _ => Key::Time(self.number(sort), self.id),
        }
    }

    /// The value of a column that is no text: a time in milliseconds, or a rank.
    fn number(&self, sort: Sort) -> i64 {
        match sort {
            Sort::Name | Sort::Type => 0,
            Sort::Modified => self.modified_at,
            Sort::DevState => self.dev.rank(),
            Sort::ProdState => self.prod.rank(),
            Sort::DevTested => self.tested[0],
            Sort::ProdTested => self.tested[1],
            Sort::Favourite => i64::from(!self.favourite),
        }
    }

    fn cursor(&self, sort: Sort) -> Cursor {
        let key = match sort {
            Sort::Name => self.name.to_string(),
            Sort::Type => self.type_id.to_string(),
            _ => self.number(sort).to_string(),
        };
        Cursor { key, id: self.id }
    }

    /// The states of both sides as this user sees them; `None`: the user does not see the entry at all.
    fn states(&self, user: &str) -> Option<[SideState; 2]> {
        let Some(audience) = &self.audience else { return Some([self.dev, self.prod]) };
        if let Some(only) = &audience.only {
            return (**only == *user).then_some([self.dev, self.prod]);
        }
        let sees = |users: &[Box<str>]| users.iter().any(|one| one.is_empty() || **one == *user);
        let shown = |users, state| if sees(users) { state } else { SideState::Absent };
        (sees(&audience.dev) || sees(&audience.prod))
            .then(|| [shown(&audience.dev, self.dev), shown(&audience.prod, self.prod)])
    }

    fn matches(&self, query: &ListQuery, [dev, prod]: [SideState; 2]) -> bool {
        let side = |state: SideState| query.states.contains(&state);
        (!query.favourites || self.favourite)
            && query.tags.iter().all(|tag| self.tags.iter().any(|own| **own == **tag))
            && (query.types.is_empty() || query.types.iter().any(|type_id| **type_id == *self.type_id))
            && (query.states.is_empty()
                || match query.env {
                    Some(Environment::Dev) => side(dev),
                    Some(Environment::Prod) => side(prod),
                    None => side(dev) || side(prod),
                })
    }
}

fn need_attention(states: [SideState; 2]) -> bool {
    states.iter().any(|state| matches!(state, SideState::Incomplete | SideState::Failing))
}

impl Memory {
    /// Takes changes over.
    pub fn take(&mut self, change: Change) {
        let Change { anew, seen, entries, texts } = change;
        if anew {
            *self = Self::default();
        }
        self.seen = seen;
        // Sorting everything is cheaper than finding a place for a large part of it.
        let sort_all = entries.len() > self.entries.len() / 16;
        let offset = self.texts.len();
        self.texts.push_str(&texts);
        let mut changed = Vec::with_capacity(entries.len());
        for mut entry in entries {
            entry.text = (entry.text.0 + offset, entry.text.1 + offset);
            match self.places.get(&entry.id).copied() {
                Some(place) => {
                    changed.push(place);
                    if !sort_all {
                        self.forget_order(place);
                    }
                    let before = std::mem::replace(&mut self.entries[place as usize], entry);
                    self.stale += before.text.1 - before.text.0;
                }
                None => {
                    let place = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
                    changed.push(place);
                    self.places.insert(entry.id, place);
                    self.entries.push(entry);
                }
            }
        }
        if sort_all {
            self.sort()
        } else {
            changed.into_iter().for_each(|place| self.put_in_order(place))
        }
        if self.stale > self.texts.len() / 2 {
            self.gather_texts();
        }
    }

    fn gather_texts(&mut self) {
        let mut texts = String::with_capacity(self.texts.len() - self.stale);
        for entry in &mut self.entries {
            let begin = texts.len();
            texts.push_str(&self.texts[entry.text.0..entry.text.1]);
            entry.text = (begin, texts.len());
        }
        (self.texts, self.stale) = (texts, 0);
    }

    fn sort(&mut self) {
        self.orders = Default::default();
        for sort in &Sort::ALL[..KEPT] {
            self.make_order(*sort);
        }
    }

    fn make_order(&mut self, sort: Sort) {
        let (entries, count) = (&self.entries, u32::try_from(self.entries.len()).unwrap_or(u32::MAX));
        let mut order: Vec<u32> = (0..count).collect();
        order.sort_by(|a, b| entries[*a as usize].key(sort).cmp(&entries[*b as usize].key(sort)));
        self.orders[sort as usize] = Some(order);
    }

    /// Takes an entry out of the orders while its keys are still those by which it stands there.
    fn forget_order(&mut self, place: u32) {
        for (sort, order) in Sort::ALL.into_iter().zip(&mut self.orders) {
            let Some(order) = order else { continue };
            let key = self.entries[place as usize].key(sort);
            if let Ok(index) = order.binary_search_by(|other| self.entries[*other as usize].key(sort).cmp(&key)) {
                order.remove(index);
            }
        }
    }

    fn put_in_order(&mut self, place: u32) {
        for (sort, order) in Sort::ALL.into_iter().zip(&mut self.orders) {
            let Some(order) = order else { continue };
            let key = self.entries[place as usize].key(sort);
            if let Err(index) = order.binary_search_by(|other| self.entries[*other as usize].key(sort).cmp(&key)) {
                order.insert(index, place);
            }
        }
    }

    /// Every tag of a workspace, with how many data sources that this user sees have it; by tag.
    pub fn tags(&self, workspace: WorkspaceId, user: &str) -> Vec<(Arc<str>, u64)> {
        let mut counts: HashMap<&Arc<str>, u64> = HashMap::new();
        let here = |entry: &&Entry| entry.workspace == Some(workspace.0) && entry.states(user).is_some();
        let entries = self.entries.iter().filter(here);
        entries.flat_map(|entry| &entry.tags).for_each(|tag| *counts.entry(tag).or_default() += 1);
        let mut tags: Vec<(Arc<str>, u64)> = counts.into_iter().map(|(tag, count)| (Arc::clone(tag), count)).collect();
        tags.sort();
        tags
    }

    /// Every id that matches, by name.
    pub fn matching(&self, workspace: WorkspaceId, query: &ListQuery) -> Vec<i64> {
        let text = (!query.search.is_empty()).then(|| Finder::new(query.search.as_bytes()));
        let order = self.orders[Sort::Name as usize].iter().flatten();
        let entries = order.map(|place| &self.entries[*place as usize]);
        let said = |entry: &Entry| &self.texts.as_bytes()[entry.text.0..entry.text.1];
        entries
            .filter(|entry| entry.workspace == Some(workspace.0))
            .filter(|entry| entry.states(&query.user).is_some_and(|states| entry.matches(query, states)))
            .filter(|entry| text.as_ref().is_none_or(|text| text.find(said(entry)).is_some()))
            .map(|entry| entry.id)
            .collect()
    }

    /// The page that `query` asks for.
    pub fn find(&mut self, workspace: WorkspaceId, query: &ListQuery) -> Found {
        if self.orders[query.sort as usize].is_none() {
            self.make_order(query.sort);
        }
        let text = (!query.search.is_empty()).then(|| Finder::new(query.search.as_bytes()));
        let mut found = Found { ids: Vec::new(), next: None, total: 0, all: 0, attention: 0 };
        // In the order of memory first, in which texts lie one after the other.
        let mut matching = vec![false; self.entries.len()];
        for (entry, matching) in self.entries.iter().zip(&mut matching) {
            if entry.workspace == Some(workspace.0)
                && let Some(states) = entry.states(&query.user)
            {
                found.all += 1;
                found.attention += u64::from(need_attention(states));
                let said = &self.texts.as_bytes()[entry.text.0..entry.text.1];
                *matching = entry.matches(query, states) && text.as_ref().is_none_or(|text| text.find(said).is_some());
                found.total += u64::from(*matching);
            }
        }
        let order = self.orders[query.sort as usize].as_deref().unwrap_or_default();
        let order = match &query.after {
            None => order,
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
            Sort::Name | Sort::Type => Key::Text(&after.key, after.id),
            _ => Key::Time(after.key.parse().unwrap_or_default(), after.id),
        };
        let than = |place: &u32| self.entries[*place as usize].key(query.sort).cmp(&key);
        if query.descending {
            &order[..order.partition_point(|place| than(place) == Ordering::Less)]
        } else {
            &order[order.partition_point(|place| than(place) != Ordering::Greater)..]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATES: [SideState; 4] =
        [SideState::Incomplete, SideState::Untested, SideState::Connectable, SideState::Failing];

    /// A source as it is, for comparison.
    #[derive(Clone)]
    struct Plain {
        name: String,
        modified_at: i64,
        prod: SideState,
        deleted: bool,
        tested: i64,
    }

    fn change(seq: i64, sources: &[(i64, Plain)]) -> Change {
        let mut change = Change { seen: (String::new(), seq), ..Change::default() };
        for (id, plain) in sources {
            let begin = change.texts.len();
            change.texts.push_str(&plain.name);
            change.entries.push(Entry {
                id: *id,
                workspace: (!plain.deleted).then_some(1),
                name: plain.name.as_str().into(),
                type_id: if id % 2 == 0 { "oss" } else { "mysql" }.into(),
                modified_at: plain.modified_at,
                dev: SideState::Untested,
                prod: plain.prod,
                audience: None,
                tested: [0, plain.tested],
                tags: if plain.tested > 5 { ["core".into()].into() } else { [].into() },
                favourite: plain.tested % 3 == 0,
                text: (begin, change.texts.len()),
            });
        }
        change
    }

    /// Every id that matches, in order, page by page.
    fn listed(memory: &mut Memory, query: &ListQuery) -> Vec<i64> {
        let mut query = ListQuery { limit: 7, ..query.clone() };
        let mut ids = Vec::new();
        loop {
            let found = memory.find(WorkspaceId(1), &query);
            ids.extend(&found.ids);
            assert!(ids.len() as u64 <= found.total);
            query.after = found.next;
            if query.after.is_none() {
                assert_eq!(ids.len() as u64, found.total);
                return ids;
            }
        }
    }

    #[test]
    fn after_any_changes_it_lists_what_sorting_and_filtering_everything_anew_would() {
        let mut random = 88_172_645_463_325_252_u64;
        let mut below = |end: u64| {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            random % end
        };
        let mut sources: HashMap<i64, Plain> = HashMap::new();
        let mut memory = Memory::default();
        for round in 1..200 {
            // First many at once, then a few of them change, come or go.
            let count = if round == 1 { 80 } else { 1 + below(3) };
            let changed: Vec<(i64, Plain)> = (0..count)
                .map(|number| {
                    let id = if round == 1 { number } else { below(100) };
                    let name = format!("{}_{}", ["orders", "订单", "oss"][below(3) as usize], below(40));
                    let prod = STATES[below(4) as usize];
                    let modified_at = i64::try_from(below(20)).unwrap();
                    (
                        i64::try_from(id).unwrap(),
                        Plain { name, modified_at, prod, deleted: below(5) == 0, tested: modified_at / 2 },
                    )
                })
                .collect::<HashMap<_, _>>()
                .into_iter()
                .collect();
            sources.extend(changed.iter().cloned());
            memory.take(change(round, &changed));

            for (sort, descending) in Sort::ALL.into_iter().flat_map(|sort| [(sort, false), (sort, true)]) {
                let search = ["", "订", "ders_1", "nothing"][below(4) as usize].to_owned();
                let states = if below(2) == 0 { vec![] } else { vec![SideState::Failing] };
                let tags = if below(3) == 0 { vec!["core".to_owned()] } else { vec![] };
                let (env, favourites) = (Some(Environment::Prod), below(3) == 0);
                let query = ListQuery { search, states, env, sort, descending, tags, favourites, ..Default::default() };
                let mut expected: Vec<(&i64, &Plain)> = sources
                    .iter()
                    .filter(|(_, plain)| !plain.deleted && plain.name.contains(&query.search))
                    .filter(|(_, plain)| query.tags.is_empty() || plain.tested > 5)
                    .filter(|(_, plain)| !query.favourites || plain.tested % 3 == 0)
                    .filter(|(_, plain)| query.states.is_empty() || query.states.contains(&plain.prod))
                    .collect();
                expected.sort_by_key(|(id, plain)| match sort {
                    Sort::Name => (plain.name.clone(), 0, **id),
                    Sort::Type => (if **id % 2 == 0 { "oss" } else { "mysql" }.to_owned(), 0, **id),
                    Sort::Modified => (String::new(), plain.modified_at, **id),
                    Sort::DevState | Sort::DevTested => (String::new(), 0, **id),
                    Sort::ProdState => (String::new(), plain.prod.rank(), **id),
                    Sort::ProdTested => (String::new(), plain.tested, **id),
                    Sort::Favourite => (String::new(), i64::from(plain.tested % 3 != 0), **id),
                });
                if descending {
                    expected.reverse();
                }
                let expected: Vec<i64> = expected.into_iter().map(|(id, _)| *id).collect();
                let mut by_id = memory.matching(WorkspaceId(1), &query);
                by_id.sort_unstable();
                let mut all = expected.clone();
                all.sort_unstable();
                assert_eq!(by_id, all, "round {round}, {query:?}");
                assert_eq!(listed(&mut memory, &query), expected, "round {round}, {query:?}");
            }
        }
        assert!(memory.stale <= memory.texts.len() / 2);
    }
}
