//! Servers that lie, stall and flood. Whatever one sends, a test ends within its deadline with a verdict and a stage,
//! without a panic, without a secret in its record, and with little memory: [`trial`] checks all of it after each.
//!
//! What a single connector makes of a refusal is tested in `mysql_probe`, `oss_probe` and `maxcompute_probe`.

mod generated;
mod http;
mod login;
mod memory;
mod mysql;
mod words;

use std::panic::PanicHookInfo;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use headwater_connectors::{Target, planned, probe};
use headwater_model::{Environment, Level, Secret, Stage, StageReport, StageStatus, Verdict};
use headwater_net::Trace;
use headwater_tests::mariadb::{PASSWORD, users};
use headwater_tests::probing::{self, Probed, check_words, is_code};
use serde_json::json;
use tokio_util::sync::CancellationToken;

/// The deadline of most trials: long enough for a busy machine, short enough to try many.
const DEADLINE: Duration = Duration::from_millis(1500);
/// What a busy machine may add.
const SLACK: Duration = Duration::from_millis(1000);
/// Memory above idle that a trial may take, in bytes.
const MOST_MEMORY: usize = 64 * 1024 * 1024;
/// Trials under way, and the most that ever were at once.
static RUNNING: AtomicUsize = AtomicUsize::new(0);
static MOST_AT_ONCE: AtomicUsize = AtomicUsize::new(0);
/// Longest text of a server in a finding, in bytes.
const MOST_WORDS: usize = 512;

#[global_allocator]
static MEMORY: memory::Counting = memory::Counting;

tokio::task_local! {
    /// Panics under one trial.
    static OWN_PANICS: Mutex<Vec<String>>;
}

/// Panics outside of trials: in tasks that a trial started. Both are a driver's or ours, and a line on people's stderr;
/// those that begin in a test are left out.
static PANICS: LazyLock<Mutex<Vec<String>>> = LazyLock::new(|| {
    let next = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info: &PanicHookInfo<'_>| {
        if let Some(at) = info.location().filter(|at| !at.file().contains("rust/hostile")) {
            let note = |list: &Mutex<Vec<String>>| lock(list).push(at.to_string());
            OWN_PANICS.try_with(note).unwrap_or_else(|_outside| note(&PANICS));
        }
        next(info);
    }));
    Mutex::default()
});

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Tests a target with the usual deadline.
async fn trial(target: &Target) -> Probed {
    trial_within(target, DEADLINE).await
}

/// Tests a target, and checks what must hold whatever the server does.
async fn trial_within(target: &Target, limit: Duration) -> Probed {
    LazyLock::force(&PANICS);
    // Tests run side by side, and the memory is that of all of them.
    let running = RUNNING.fetch_add(1, Ordering::SeqCst) + 1;
    let at_once = MOST_AT_ONCE.fetch_max(running, Ordering::SeqCst).max(running);
    let mut trace = Trace::new(CancellationToken::new(), limit, Arc::new(|_| ()));
    let began = Instant::now();
    let (took, mut panics) = OWN_PANICS
        .scope(Mutex::default(), async {
            // The trace knows how it ended.
            let _ = probe(target, &mut trace).await;
            (began.elapsed(), OWN_PANICS.with(|own| std::mem::take(&mut *lock(own))))
        })
        .await;
    panics.append(&mut lock(&PANICS));
    let probed = Probed { outcome: trace.finish(&planned(target)) };
    assert!(took < limit + SLACK, "{took:?} of {limit:?}: {}", probed.text());
    check_outcome(&probed);
    check_findings(&probed, target);
    assert!(panics.is_empty(), "{panics:?}: {}", probed.text());
    let peak = memory::peak();
    let at_once = at_once.max(MOST_AT_ONCE.load(Ordering::SeqCst));
    assert!(peak < MOST_MEMORY * at_once, "{peak} bytes in {at_once} trials at once: {}", probed.text());
    RUNNING.fetch_sub(1, Ordering::SeqCst);
    probed
}

/// Where a test failed, and the first thing that it said. What fails at `inspect` is a warning: all that decides has
/// passed by then.
fn failure(probed: &Probed) -> Option<(Stage, &str)> {
    let failed = |report: &&StageReport| match report.stage {
        Stage::Inspect => report.status == StageStatus::Warning,
        _ => report.status == StageStatus::Failed,
    };
    let failed = probed.outcome.stages.iter().find(failed)?;
    Some((failed.stage, failed.findings.first()?.code.as_str()))
}

/// Checks that each of several trials failed at its stage with its code.
fn assert_all<'a>(failures: impl IntoIterator<Item = (Probed, (Stage, &'a str))>) {
    let fails = |probed: &Probed, (stage, code): (Stage, &str)| {
        failure(probed).is_some_and(|(at, said)| at == stage && is_code(said, code))
    };
    let wrong = failures.into_iter().enumerate().filter(|(_, (probed, expected))| !fails(probed, *expected));
    let wrong: Vec<_> = wrong
        .map(|(at, (probed, expected))| format!("{at}: {expected:?} and not {:?}: {}", failure(&probed), probed.text()))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A verdict, and the stage that it comes from.
fn check_outcome(probed: &Probed) {
    let failed: Vec<_> = probed.outcome.stages.iter().filter(|report| report.status == StageStatus::Failed).collect();
    match (probed.verdict(), failed.as_slice()) {
        (Verdict::Connectable, []) => {}
        (verdict, [failed]) => {
            assert_eq!(verdict, failed.stage.verdict_on_failure(), "{}", probed.text());
            assert_eq!(failed.findings.first().map(|finding| finding.level), Some(Level::Failure), "{}", probed.text());
        }
        (verdict, _) => panic!("{verdict:?}: {}", probed.text()),
    }
}

/// Complete words in both languages; nothing too long, nothing that hides or turns text, no secret.
fn check_findings(probed: &Probed, target: &Target) {
    for finding in probed.outcome.stages.iter().flat_map(|report| &report.findings) {
        check_words(finding);
        for (name, value) in &finding.params {
            assert!(value.len() <= MOST_WORDS, "{} {name}: {} bytes", finding.code, value.len());
            assert!(!value.contains(is_hidden), "{} {name}: {value:?}", finding.code);
        }
    }
    for secret in target.secrets.values().map(Secret::expose).filter(|secret| secret.len() > 3) {
        assert!(!probed.text().contains(secret.as_str()), "a secret in {}", probed.text());
    }
}

/// Controls, line and paragraph separators, and Unicode's marks of direction (UAX #9).
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The account of the stand-ins at 127.0.0.1.
fn mysql(port: u16, properties: &[(&str, &str)]) -> Target {
    let all: Vec<_> = [("username", users::APP), ("database", "shop")].iter().chain(properties).copied().collect();
    let mut target = probing::target("mysql", &all, &[("password", PASSWORD)]);
    target.properties.insert("address".into(), json!([{"host": "127.0.0.1", "port": port.to_string()}]));
    target
}

/// The same on prod.
fn on_prod(target: Target) -> Target {
    Target { env: Environment::Prod, ..target }
}
