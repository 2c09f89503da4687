//! `apply`, killed: each data source is as the file of before said or as the killed one says, both sides alike, and applying once
//! more completes it.

use std::fmt::Write as _;
use std::process::{Command, Stdio};
use std::sync::Arc;

use headwater_app::{App, Caller, OpenOptions, call};
use headwater_tests::random::Random;
use serde_json::{Value, json};

use crate::play::command_line;

const SOURCES: usize = 24;
const ROUNDS: u64 = 6;

fn file(version: u64) -> String {
    let mut file = String::from("[[workspace]]\nname = \"team\"\n");
    for number in 0..SOURCES {
        let _ = write!(
            file,
            "[[source]]\nworkspace = \"team\"\nname = \"s{number}\"\ntype = \"sqlite\"\ndescription = \"version{version}x\"\n"
        );
        for env in ["dev", "prod"] {
            let _ = write!(
                file,
                "[source.{env}]\nmode = \"UrlMode\"\nproperties = {{ path = \"/nowhere/{version}.db\" }}\n"
            );
        }
    }
    file
}

async fn ok(app: &Arc<App>, name: &str, request: Value) -> Value {
    call(app, name, request, Caller::silent()).await.unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

/// The workspace of the file, once it is there.
async fn team(app: &Arc<App>) -> Option<Value> {
    let state = ok(app, "app.state", json!({})).await;
    let all = state["workspaces"].as_array().unwrap();
    all.iter().find(|workspace| workspace["name"] == "team").map(|workspace| workspace["id"].clone())
}

/// How many data sources are as the file of this version says, wholly; a mixed one fails the test.
async fn applied(app: &Arc<App>, version: u64) -> usize {
    let Some(workspace) = team(app).await else { return 0 };
    let list = ok(app, "source.list", json!({"workspace": workspace, "limit": 100})).await;
    let mut count = 0;
    for row in list["rows"].as_array().unwrap() {
        let view = ok(app, "source.get", json!({"id": row["id"]})).await;
        let told = [&view["description"], &view["dev"]["properties"]["path"], &view["prod"]["properties"]["path"]];
        let is = |version: u64| {
            let path = json!(format!("/nowhere/{version}.db"));
            told == [&json!(format!("version{version}x")), &path, &path]
        };
        assert!(is(version) || is(version - 1), "neither {version} nor the one before: {view}");
        count += usize::from(is(version));
    }
    count
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_apply_is_whole_per_source_and_completed_by_the_next() {
    let home = tempfile::tempdir().unwrap();
    let app = App::open(OpenOptions { home: Some(home.path().to_owned()), ..OpenOptions::default() }).await.unwrap();
    let seed = u64::from(std::process::id()) ^ 0xa991;
    let mut random = Random::new(seed);
    let path = home.path().join("team.toml");
    let mut reached = Vec::new();
    for version in 1..=ROUNDS {
        std::fs::write(&path, file(version)).unwrap();
        let mut command = Command::new(command_line());
        command.arg("apply").arg(&path).env("HEADWATER_HOME", home.path());
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let enough = usize::try_from(random.below(SOURCES as u64)).unwrap();
        while child.try_wait().unwrap().is_none() && applied(&app, version).await < enough {}
        let _ = child.kill();
        child.wait().unwrap();
        reached.push(applied(&app, version).await);
        assert!(command.status().unwrap().success(), "seed {seed}, round {version}");
        assert_eq!(applied(&app, version).await, SOURCES, "seed {seed}, round {version}");
    }
    println!("of {SOURCES} were applied when killed: {reached:?}");
}
