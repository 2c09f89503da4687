//! `apply`: a team's file on a new laptop.

use headwater_tests::mariadb::{DATABASE, PASSWORD, users};
use serde_json::{Value, json};

use crate::bench::{Bench, Run, SERVER};

fn file(host: &str) -> String {
    format!(
        r#"
[[workspace]]
name = "team"

[[source]]
workspace = "team"
name = "orders"
type = "mysql"

[source.dev]
mode = "UrlMode"
properties = {{ address = [{{ host = "{host}", port = {} }}], database = "{DATABASE}", username = "{}", tlsMode = "off" }}
secrets = {{ password = {{ env = "TEAM_PASSWORD" }} }}
"#,
        SERVER.port,
        users::APP
    )
}

#[test]
fn one_command_sets_a_laptop_up() {
    let bench = Bench::new();
    let path = bench.file("team.toml", &file("127.0.0.1"));
    let preview = bench.ok(&["apply", &path, "--preview"]);
    assert_eq!(preview["sources"][0]["row"]["sides"][0]["fetched"], json!({"password": {"env": "TEAM_PASSWORD"}}));
    assert_eq!(bench.ok(&["workspace", "list"]).as_array().map(Vec::len), Some(1), "a preview changes nothing");

    let counts = |done: &Value| ["created", "replaced", "same"].map(|key| done[key].clone());
    let done = bench.ok(&["apply", &path]);
    assert_eq!((counts(&done), &done["workspaces"][0]["status"]), ([json!(1), json!(0), json!(0)], &json!("new")));
    assert_eq!(counts(&bench.feed(&["apply", "-", "--json"], file("127.0.0.1")).ok()), [json!(0), json!(0), json!(1)]);

    let test = |more: &[&str]| {
        let arguments = [&["test", "orders", "--workspace", "team", "--env", "dev", "--json"], more].concat();
        Run::of(bench.command(&arguments).env("TEAM_PASSWORD", PASSWORD).output().expect("the program starts"))
    };
    let stages = test(&[]).not_connectable()["stages"].clone();
    assert!(stages.to_string().contains("secrets.fetch"), "nobody has agreed yet: {stages}");
    assert_eq!(test(&["--confirm-target"]).ok()["verdict"], "Connectable");
    assert_eq!(test(&[]).ok()["verdict"], "Connectable");
}

#[test]
fn refusals_name_the_place_and_locked_production_wants_the_name() {
    let bench = Bench::new();
    let path = bench.file("team.toml", &file("127.0.0.1").replace("{ env = \"TEAM_PASSWORD\" }", "\"hunter2\""));
    let run = bench.run(&["apply", &path, "--json"]);
    assert!(!run.err.contains("hunter2"));
    let error = run.error(2);
    assert_eq!((&error["code"], &error["field"]), (&json!("invalid_input"), &json!("source[0].dev.secrets.password")));
    assert_eq!(bench.run(&["apply", "/nowhere.toml", "--json"]).error(2)["code"], "invalid_request");

    let prod = |host: &str| bench.file("prod.toml", &file(host).replace("source.dev", "source.prod"));
    bench.ok(&["apply", &prod("127.0.0.1")]);
    bench.ok(&["workspace", "change", "team", "--lock-prod"]);
    assert_eq!(bench.ok(&["apply", &prod("127.0.0.1")])["same"], 1, "nothing changes, so nothing is asked");
    assert_eq!(bench.run(&["apply", &prod("127.0.0.2"), "--json"]).error(2)["code"], "prod_locked");
    assert_eq!(bench.ok(&["apply", &prod("127.0.0.2"), "--confirm", "orders"])["replaced"], 1);
}
