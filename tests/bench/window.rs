//! Rows `cold_start_1`, `cold_start_10k` and `idle_memory`: from the start of the program until the list can be used, and
//! the memory of all its processes some seconds later, against the same program with an empty page.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::row::{Pair, Row, in_turns};
use crate::{Outcome, Plan, seed};

pub const ROWS: &[&str] = &["cold_start_1", "cold_start_10k", "idle_memory"];

/// What the program says on standard output with one of its measuring flags; see its `bench.rs`.
const READY: &str = "headwater: ready";
/// After this time the program has come to rest.
const REST: Duration = Duration::from_secs(3);
const PATIENCE: Duration = Duration::from_secs(60);

/// # Errors
/// The program does not start.
pub async fn measure(plan: &Plan) -> Outcome<Vec<Row>> {
    let mut rows = Vec::new();
    if plan.wants("cold_start_1") {
        let time = starts(plan, 1, Duration::ZERO).await?.into_iter().map(|(ours, base)| pair(ours.ms, base.ms));
        rows.push(Row::of_pairs("cold_start_1", "ms", 1.3, &time.collect::<Vec<_>>()));
    }
    if plan.wants("cold_start_10k") || plan.wants("idle_memory") {
        let runs = starts(plan, 10_000, if plan.wants("idle_memory") { REST } else { Duration::ZERO }).await?;
        let time: Vec<Pair> = runs.iter().map(|(ours, base)| pair(ours.ms, base.ms)).collect();
        let memory: Vec<Pair> = runs.iter().map(|(ours, base)| pair(ours.megabytes, base.megabytes)).collect();
        rows.push(Row::of_pairs("cold_start_10k", "ms", 1.3, &time));
        rows.push(Row::of_pairs("idle_memory", "MB", 1.2, &memory));
    }
    Ok(rows)
}

const fn pair(ours: f64, base: f64) -> Pair {
    Pair { ours, base }
}

struct Start {
    ms: f64,
    megabytes: f64,
}

/// Starts the program with so many data sources and the empty one, in turns.
async fn starts(plan: &Plan, sources: usize, rest: Duration) -> Outcome<Vec<(Start, Start)>> {
    let program = plan.program("headwater-desktop")?;
    let (home, empty) = (tempfile::tempdir_in(plan.target())?, tempfile::tempdir_in(plan.target())?);
    seed::fill(home.path(), sources).await?;
    let ours = async || start(&program, "--bench", home.path(), rest);
    let base = async || start(&program, "--bench-empty", empty.path(), rest);
    in_turns(plan.pairs, ours, base).await
}

fn start(program: &Path, flag: &str, home: &Path, rest: Duration) -> Outcome<Start> {
    let began = Instant::now();
    let mut child = Command::new(program)
        .arg(flag)
        .env("HEADWATER_HOME", home)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let measured = wait_until_ready(&mut child).and_then(|()| {
        let ms = began.elapsed().as_secs_f64() * 1e3;
        std::thread::sleep(rest);
        Ok(Start { ms, megabytes: if rest.is_zero() { 0.0 } else { memory(child.id())? } })
    });
    end(child)?;
    measured
}

fn wait_until_ready(child: &mut Child) -> Outcome<()> {
    let output = child.stdout.take().ok_or("no output")?;
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        if BufReader::new(output).lines().map_while(Result::ok).any(|line| line == READY) {
            let _ = tell.send(());
        }
    });
    told.recv_timeout(PATIENCE).map_err(|_| "the window did not become ready".into())
}

/// Ends the program as its user would, and waits until none of its processes is left to disturb the next run.
fn end(mut child: Child) -> Outcome<()> {
    let processes = processes_of(child.id());
    Command::new("kill").args(["-TERM", &child.id().to_string()]).status()?;
    let deadline = Instant::now() + PATIENCE;
    while child.try_wait()?.is_none() || processes.iter().any(|process| is_there(*process)) {
        if Instant::now() > deadline {
            child.kill()?;
            return Err("the window did not end".into());
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    Ok(())
}

fn is_there(process: u32) -> bool {
    Path::new(&format!("/proc/{process}/exe")).read_link().is_ok()
}

/// Proportional set size of a process and all its children, in MB: pages that several share count once.
fn memory(parent: u32) -> Outcome<f64> {
    let mut kibibytes = 0.0;
    for process in processes_of(parent) {
        let rollup = std::fs::read_to_string(format!("/proc/{process}/smaps_rollup"))?;
        let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:")).ok_or("no Pss")?;
        kibibytes += line.trim().trim_end_matches("kB").trim().parse::<f64>()?;
    }
    Ok(kibibytes * 1024.0 / 1e6)
}

/// A process, its children, theirs, and so on.
fn processes_of(parent: u32) -> Vec<u32> {
    let parents: Vec<(u32, u32)> = std::fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let process = entry.ok()?.file_name().to_str()?.parse().ok()?;
            let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
            // The name stands in parentheses and may hold anything; then come the state and the parent.
            let parent = stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()?;
            Some((process, parent))
        })
        .collect();
    let mut family = vec![parent];
    let mut next = 0;
    while let Some(parent) = family.get(next).copied() {
        family.extend(parents.iter().filter(|(_, of)| *of == parent).map(|(process, _)| *process));
        next += 1;
    }
    family
}
