//! Plays a round with the command line, and kills it.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use crate::schedule::{Round, Run};

/// Starts every run of the round at once; returns how many were killed before they ended.
pub fn play(round: &Round, home: &Path) -> u64 {
    let mut running: Vec<(Child, &Run, Instant)> =
        round.0.iter().map(|run| (start(run, home), run, Instant::now())).collect();
    let mut killed = 0;
    running.sort_by_key(|(_, run, _)| run.kill_after);
    for (child, run, began) in &mut running {
        if let Some(after) = run.kill_after {
            std::thread::sleep(after.saturating_sub(began.elapsed()));
            if child.try_wait().unwrap().is_none() {
                child.kill().unwrap();
                killed += 1;
            }
        }
    }
    for (mut child, ..) in running {
        child.wait().unwrap();
    }
    killed
}

fn start(run: &Run, home: &Path) -> Child {
    let mut child = Command::new(command_line())
        .args(&run.arguments)
        .env("HEADWATER_HOME", home)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    if let Some(mut stdin) = child.stdin.take() {
        // A killed reader closes the pipe.
        let _ = stdin.write_all(run.input.as_deref().unwrap_or_default().as_bytes());
    }
    child
}

/// The binary that was built beside this test.
pub fn command_line() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let path = test.parent().and_then(|deps| deps.parent()).unwrap().join("headwater");
    assert!(path.is_file(), "{} is missing: build the workspace first", path.display());
    path
}
