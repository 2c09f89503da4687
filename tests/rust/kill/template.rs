//! The load of a template is killed while it replaces what an earlier sheet made. Each data source has all of the one or all
//! of the other; loading the same sheet again goes on where it ended, and says so.

use std::path::Path;
use std::process::{Command, Stdio};

use headwater_tests::house::House;
use headwater_tests::random::Random;
use serde_json::Value;

use crate::play::command_line;

/// Data sources of a sheet, each with both sides.
const SOURCES: u64 = 8;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_template_that_is_killed_while_it_loads_goes_on_where_it_ended() {
    let rounds =
        std::env::var("HEADWATER_KILL_ROUNDS").ok().and_then(|text| text.parse::<u64>().ok()).unwrap_or(200) / 40;
    let mut random = Random::new(u64::from(std::process::id()));
    let house = House::new().await;
    let mut reached = Vec::new();
    for version in 1..=rounds.max(2) {
        let sheet = house.home().join(format!("{version}.csv"));
        std::fs::write(&sheet, lines(version)).unwrap();
        let through = 1 + random.below(SOURCES - 2);
        kill_after(&house, &sheet, version, through).await;
        if let Err(fault) = house.check().await {
            panic!("round {version}, {through} through: {fault}");
        }
        let before = of_version(&house, version).await;
        reached.push(before);
        let done = load(&sheet, house.home());
        assert_eq!(done["same"], before, "what was there by then is told as such: {done}");
        assert_eq!(of_version(&house, version).await, SOURCES);
        house.check().await.unwrap();
    }
    println!("of {SOURCES} were loaded when killed: {reached:?}");
    house.check_after_hold().await;
}

/// A sheet of which every value says which version it is, as in [`headwater_tests::house::document`].
fn lines(version: u64) -> String {
    let word = format!("v{version}-");
    let side = |source: u64, env: &str| format!("t{source},{env},127.0.0.1:9,{word},etl,{word},{word}\n");
    let both = (0..SOURCES).map(|source| side(source, "Dev") + &side(source, "Prod"));
    format!("# type: mysql\nName,envType,address,database,username,password,Description\n{}", both.collect::<String>())
}

async fn of_version(house: &House, version: u64) -> u64 {
    let found = house.rows("SELECT description FROM data_source").await;
    found.iter().filter(|words| **words == format!("v{version}-")).count() as u64
}

fn command(sheet: &Path, home: &Path) -> Command {
    let mut command = Command::new(command_line());
    command.args(["template", "load", "--replace", "--json"]).arg(sheet).env("HEADWATER_HOME", home);
    command.stdin(Stdio::null()).stderr(Stdio::null());
    command
}

/// Kills a load once so many data sources are through: some, and not all.
async fn kill_after(house: &House, sheet: &Path, version: u64, through: u64) {
    let mut child = command(sheet, house.home()).stdout(Stdio::null()).spawn().unwrap();
    while child.try_wait().unwrap().is_none() && of_version(house, version).await < through {}
    let _ = child.kill();
    child.wait().unwrap();
}

fn load(sheet: &Path, home: &Path) -> Value {
    let output = command(sheet, home).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    serde_json::from_slice(&output.stdout).unwrap()
}
