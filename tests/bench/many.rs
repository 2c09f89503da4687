//! Rows `many_tests` and `many_tests_memory`: 1,000 tests asked for at once, of a server 30 ms away. In time against one
//! test after the other in as many lanes as the application has; in memory against 100 at once. Each run is a process of
//! its own, whose peak the system tells.

use std::sync::Arc;
use std::time::{Duration, Instant};

use headwater_tests::mariadb::Mariadb;
use serde_json::{Value, json};

use crate::mysql::{save, test};
use crate::row::Pair;
use crate::row::{Row, in_turns};
use crate::stats::median;
use crate::{Outcome, Plan, delay, seed};

pub const ROWS: &[&str] = &["many_tests", "many_tests_memory"];

/// First argument of such a process.
pub const CHILD: &str = "--many-tests";

const ROUND_TRIP: Duration = Duration::from_millis(30);
const MANY: usize = 1_000;
const FEW: usize = 100;
/// Sources that the tests are spread over.
const SOURCES: usize = 20;
/// Runs of a single test.
const SINGLE: usize = 7;

/// # Errors
/// MariaDB's or the application's.
pub async fn measure(plan: &Plan) -> Outcome<Vec<Row>> {
    let server = Mariadb::plain();
    let port = delay::in_front_of(server.port, ROUND_TRIP)?;
    let runs = in_turns(plan.pairs, async || run(port, MANY), async || run(port, FEW)).await?;
    let number = |run: &Value, key: &str| run[key].as_f64().unwrap_or(f64::NAN);
    let lanes = headwater_app::TESTS_AT_ONCE as f64;
    let ideal = |run: &Value| number(run, "one") * MANY as f64 / lanes;
    let time: Vec<Pair> = runs.iter().map(|(many, _)| Pair { ours: number(many, "all"), base: ideal(many) }).collect();
    let memory = |(many, few): &(Value, Value)| Pair { ours: number(many, "peak"), base: number(few, "peak") };
    let memory: Vec<Pair> = runs.iter().map(memory).collect();
    Ok(vec![Row::of_pairs("many_tests", "ms", 1.2, &time), Row::of_pairs("many_tests_memory", "MB", 1.1, &memory)])
}

/// Runs a child and reads its answer.
fn run(port: u16, count: usize) -> Outcome<Value> {
    let mut command = std::process::Command::new(std::env::current_exe()?);
    let output = command.args([CHILD, &port.to_string(), &count.to_string()]).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// The child: milliseconds of one test and of all, peak of memory in MB.
///
/// # Errors
/// A test did not pass.
pub async fn child(arguments: Vec<String>) -> Outcome<bool> {
    let [port, count] = &arguments[..] else { return Err("PORT COUNT".into()) };
    let home = tempfile::tempdir()?;
    let app = seed::open(home.path()).await?;
    let mut sources = Vec::new();
    for number in 0..SOURCES {
        sources.push(save(&app, &format!("s{number}"), port.parse()?).await?);
    }
    let mut single = Vec::new();
    for run in 0..=SINGLE {
        let took = test(&app, &sources[run % SOURCES]).await?;
        // The first one warms up.
        if run > 0 {
            single.push(took);
        }
    }
    let began = Instant::now();
    let mut running = tokio::task::JoinSet::new();
    for number in 0..count.parse()? {
        let (app, id) = (Arc::clone(&app), sources[number % SOURCES].clone());
        running.spawn(async move { test(&app, &id).await });
    }
    while let Some(ended) = running.join_next().await {
        ended??;
    }
    let all = began.elapsed().as_secs_f64() * 1e3;
    println!("{}", json!({"one": median(single), "all": all, "peak": peak()?}));
    app.close().await;
    Ok(true)
}

/// Most memory that this process ever had, in MB.
fn peak() -> Outcome<f64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM")?;
    let kibibytes: f64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kibibytes * 1024.0 / 1e6)
}
