//! The upgrade of a workspace, killed: it is basic without a development side, or standard with all of them.

use std::process::{Command, Stdio};
use std::time::Duration;

use headwater_app::{Caller, call};
use headwater_tests::house::House;
use headwater_tests::random::Random;
use serde_json::{Value, json};

use crate::play::command_line;

const SOURCES: usize = 12;
/// Longest time until the kill: somewhat more than an upgrade takes.
const SPAN_MS: u64 = 40;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_upgrade_is_whole_or_not_begun() {
    let mut random = Random::new(u64::from(std::process::id()) ^ 0x0b65);
    let house = House::new().await;
    let ask = async |name: &str, request: Value| call(house.app(), name, request, Caller::silent()).await.unwrap();
    let mut upgraded = 0;
    for round in 0..12 {
        let name = format!("w{round}");
        let place = ask("workspace.create", json!({"name": name, "mode": "basic"})).await["id"].clone();
        for number in 0..SOURCES {
            let side = json!({"mode": "UrlMode", "properties": {"path": "/nowhere/a.db"}});
            let source = json!({"workspace": place, "name": format!("s{number}"), "type": "sqlite", "prod": side});
            ask("source.save", source).await;
        }
        let mut command = Command::new(command_line());
        command.args(["workspace", "upgrade", &name, "--prefill"]).env("HEADWATER_HOME", house.home());
        let mut run = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        tokio::time::sleep(Duration::from_micros(random.below(SPAN_MS * 1_000))).await;
        let _ = run.kill();
        run.wait().unwrap();

        let state = ask("app.state", json!({})).await;
        let mode =
            state["workspaces"].as_array().unwrap().iter().find(|view| view["id"] == place).unwrap()["mode"].clone();
        let list = ask("source.list", json!({"workspace": place, "limit": 100})).await;
        let rows = list["rows"].as_array().unwrap();
        let filled =
            rows.iter().filter(|row| row["dev"]["summary"].as_str().is_some_and(|line| !line.is_empty())).count();
        assert_eq!(
            (rows.len(), filled),
            (SOURCES, if mode == "standard" { SOURCES } else { 0 }),
            "round {round}: {mode}"
        );
        upgraded += usize::from(mode == "standard");
    }
    println!("{upgraded} of 12 were upgraded before the kill");
}
