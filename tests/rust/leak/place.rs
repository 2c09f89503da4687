//! Places that are searched: folders, processes, memory.

use std::fs;
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{JoinHandle, sleep};
use std::time::Duration;

use crate::canary::Search;

/// Bytes of memory that are looked at together.
const PIECE: usize = 1 << 20;

/// Every file below a folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    found
}

/// Which files of a folder hold a canary, in their content or their name.
pub fn hits_in_folder(folder: &Path, search: &Search) -> Vec<String> {
    let mut hits = Vec::new();
    for path in files(folder) {
        let name = path.as_os_str().as_encoded_bytes();
        // A file may vanish between listing and reading: SQLite's do.
        let content = fs::read(&path).unwrap_or_default();
        if let Some(found) = search.find(name).or_else(|| search.find(&content)) {
            hits.push(format!("{} holds {found}", path.display()));
        }
    }
    hits
}

/// What of a process's memory that it can write holds a canary: heap, stacks, statics.
pub fn hits_in_memory(pid: u32, search: &Search) -> Vec<String> {
    let maps = fs::read_to_string(format!("/proc/{pid}/maps")).expect("a running process");
    let memory = fs::File::open(format!("/proc/{pid}/mem")).expect("the right to look at our own child");
    let mut hits = Vec::new();
    for line in maps.lines() {
        let mut words = line.split_whitespace();
        let (Some(range), Some(rights)) = (words.next(), words.next()) else { continue };
        let name = line.split_whitespace().nth(5).unwrap_or("anonymous");
        if !rights.starts_with("rw") || name.starts_with("/dev") {
            continue;
        }
        let ends = range.split_once('-').map(|(a, b)| (u64::from_str_radix(a, 16), u64::from_str_radix(b, 16)));
        let Some((Ok(mut at), Ok(end))) = ends else { continue };
        while at < end {
            let size = usize::try_from(end - at).unwrap_or(PIECE).min(PIECE);
            let mut bytes = vec![0; size + search.overlap];
            // The mapping may have shrunk since: what cannot be read is not there.
            let read = memory.read_at(&mut bytes, at).unwrap_or_default();
            for (offset, found) in search.count(&bytes[..read]) {
                let near = &bytes[offset.saturating_sub(48)..(offset + 96).min(read)];
                let place = at + offset as u64;
                hits.push(format!("{place:x} in {name} holds {found}: {}", near.escape_ascii()));
            }
            at += size as u64;
        }
    }
    hits.dedup();
    hits
}

/// Waits until the memory is clean: what another thread has still in its hands takes a moment to be dropped.
#[track_caller]
pub fn assert_clean_memory(pid: u32, search: &Search) {
    let mut hits = Vec::new();
    for _ in 0..30 {
        hits = hits_in_memory(pid, search);
        if hits.is_empty() {
            return;
        }
        sleep(Duration::from_millis(100));
    }
    panic!("{} places in memory:\n{}", hits.len(), hits.join("\n"));
}

/// Looks at the arguments and the environment of every process that this one started, for as long as it lives.
pub struct Watch {
    stop: Arc<AtomicBool>,
    seen: Arc<Mutex<Vec<String>>>,
    thread: Option<JoinHandle<()>>,
}

impl Watch {
    pub fn start(search: Search) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (stopped, record) = (Arc::clone(&stop), Arc::clone(&seen));
        let thread = std::thread::spawn(move || {
            while !stopped.load(Ordering::Relaxed) {
                look_at_processes(&search, &record);
                sleep(Duration::from_millis(1));
            }
        });
        Self { stop, seen, thread: Some(thread) }
    }

    /// What was seen until now.
    pub fn end(mut self) -> Vec<String> {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
        std::mem::take(&mut *self.seen.lock().unwrap())
    }
}

fn look_at_processes(search: &Search, seen: &Mutex<Vec<String>>) {
    for pid in descendants(std::process::id()) {
        for part in ["cmdline", "environ"] {
            let bytes = fs::read(format!("/proc/{pid}/{part}")).unwrap_or_default();
            if let Some(found) = search.find(&bytes) {
                seen.lock().unwrap().push(format!("{part} of process {pid} holds {found}"));
            }
        }
    }
}

fn descendants(root: u32) -> Vec<u32> {
    let mut found = vec![root];
    let mut next = 0;
    while next < found.len() {
        let tasks = fs::read_dir(format!("/proc/{}/task", found[next])).into_iter().flatten().flatten();
        let children = tasks.flat_map(|task| fs::read_to_string(task.path().join("children")));
        let children: Vec<u32> =
            children.flat_map(|list| list.split(' ').filter_map(|id| id.parse().ok()).collect::<Vec<_>>()).collect();
        found.extend(children);
        next += 1;
    }
    found.remove(0);
    found
}
