//! One new secret for many is killed on its way. Each data source has its old or its new one, the run is listed as
//! interrupted, and going on with it gives the rest theirs.

use std::io::Write as _;
use std::process::{Child, Command, Stdio};

use headwater_app::{Caller, call};
use headwater_tests::house::{House, document};
use headwater_tests::random::Random;
use serde_json::Value;

use crate::play::command_line;

const SOURCES: u64 = 8;

/// The command line with a value on its standard input.
fn start(house: &House, arguments: &[&str], value: &str) -> Child {
    let mut command = Command::new(command_line());
    command.args(["source", "bulk"]).args(arguments).arg("--json").env("HEADWATER_HOME", house.home());
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    // A killed reader closes the pipe.
    let _ = child.stdin.take().unwrap().write_all(value.as_bytes());
    child
}

fn answer(house: &House, arguments: &[&str], value: &str) -> Value {
    let output = start(house, arguments, value).wait_with_output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stdout));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// How often a data source was saved.
async fn saves(house: &House) -> u64 {
    house.rows("SELECT CAST(sum(revision) AS TEXT) FROM data_source").await[0].parse().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_rotation_is_whole_per_source_and_gone_on_with() {
    let rounds =
        std::env::var("HEADWATER_KILL_ROUNDS").ok().and_then(|text| text.parse::<u64>().ok()).unwrap_or(200) / 40;
    let mut random = Random::new(u64::from(std::process::id()) ^ 0xb01c);
    let house = House::new().await;
    for number in 0..SOURCES {
        call(house.app(), "source.save", document(&format!("s{number}"), 1), Caller::silent()).await.unwrap();
    }
    let mut reached = Vec::new();
    for round in 1..=rounds.max(2) {
        let value = format!("x-{round}");
        let before = saves(&house).await;
        let through = 1 + random.below(SOURCES - 2);
        let mut run = start(&house, &["secret", "--all", "--env", "dev", "--slot", "password"], &value);
        while run.try_wait().unwrap().is_none() && saves(&house).await < before + through {}
        let _ = run.kill();
        run.wait().unwrap();
        if let Err(fault) = house.check().await {
            panic!("round {round}, {through} through: {fault}");
        }
        reached.push(saves(&house).await - before);
        // One that came to its end before it was killed is not there.
        for open in answer(&house, &["unfinished"], "").as_array().unwrap() {
            answer(&house, &["resume", open["batch"].as_str().unwrap()], &value);
        }
        assert_eq!(saves(&house).await, before + SOURCES, "round {round}: {reached:?}");
        house.check().await.unwrap();
    }
    println!("of {SOURCES} had the new secret when killed: {reached:?}");
    house.check_after_hold().await;
}
