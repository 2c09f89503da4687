//! `headwater apply`: what a committed file says becomes so, and nothing else happens.

use headwater_model::{ErrorCode, IssueCode};
use serde_json::{Value, json};

use crate::support::Bench;

const TEAM: &str = r#"
[[workspace]]
name = "shop"
mode = "standard"
description = "The shop's data"

[[source]]
workspace = "shop"
name = "orders"
type = "mysql"
description = "Order facts"
tags = ["core"]

[source.dev]
mode = "UrlMode"
properties = { address = [{ host = "127.0.0.1", port = 9 }], database = "shop", username = "etl", tlsMode = "off" }
secrets = { password = { env = "PATH" } }

[source.prod]
mode = "UrlMode"
properties = { address = [{ host = "10.20.0.14", port = 3306 }], database = "shop", username = "etl" }
secrets = { password = { ask = true } }

[[source]]
name = "lake"
type = "oss"

[source.prod]
mode = "UrlMode"
properties = { bucket = "lake", endpoint = "https://oss-cn-hangzhou.aliyuncs.com" }
secrets = { accessKey = { command = ["/usr/bin/pass", "show", "lake"] } }
"#;

async fn apply(bench: &Bench, content: &str) -> Value {
    bench.ok("apply.run", json!({"content": content})).await
}

/// Status and outcome of every data source.
fn told(answer: &Value) -> Vec<(String, String)> {
    let word = |value: &Value| value.as_str().unwrap_or("–").to_owned();
    let sources = answer["sources"].as_array().unwrap().iter();
    sources.map(|source| (word(&source["row"]["status"]), word(&source["done"]["outcome"]))).collect()
}

fn words(told: &[(String, String)]) -> Vec<(&str, &str)> {
    told.iter().map(|(status, outcome)| (status.as_str(), outcome.as_str())).collect()
}

async fn shop(bench: &Bench) -> Value {
    let state = bench.ok("app.state", json!({})).await;
    let found = state["workspaces"].as_array().unwrap().iter().find(|workspace| workspace["name"] == "shop").cloned();
    found.unwrap_or_default()
}

async fn orders(bench: &Bench) -> Value {
    let workspace = shop(bench).await["id"].clone();
    bench.ok("source.named", json!({"name": "orders", "workspace": workspace})).await
}

async fn found(bench: &Bench, id: &Value, confirm: Option<&Value>) -> Value {
    let report = bench.ok("test.run", json!({"id": id, "env": "dev", "confirm": confirm})).await;
    report["stages"][1]["findings"][0]["code"].clone()
}

#[tokio::test]
async fn a_second_time_everything_is_the_same() {
    let bench = Bench::new().await;
    let preview = bench.ok("apply.run", json!({"content": TEAM, "preview": true})).await;
    assert_eq!(words(&told(&preview)), [("new", "–"), ("new", "–")]);
    assert_eq!(preview["workspaces"][0]["status"], "new");
    let side = &preview["sources"][1]["row"]["sides"][0];
    assert_eq!(side["fetched"]["accessKey"], json!({"command": ["/usr/bin/pass", "show", "lake"]}));
    assert_eq!(side["confirm"], true);
    assert!(shop(&bench).await.is_null(), "a preview changes nothing");

    assert_eq!(words(&told(&apply(&bench, TEAM).await)), [("new", "created"), ("new", "created")]);
    let first = orders(&bench).await;
    assert_eq!((&first["description"], &first["tags"]), (&json!("Order facts"), &json!(["core"])));
    let states = |env: &str| first[env]["secret_states"]["password"].clone();
    assert_eq!((states("dev"), states("prod")), (json!("env"), json!("ask")));
    let again = apply(&bench, TEAM).await;
    assert_eq!(words(&told(&again)), [("same", "same"), ("same", "same")]);
    assert_eq!(again["workspaces"][0]["status"], "same");
    assert_eq!(orders(&bench).await["revision"], first["revision"]);
    let activity = bench.ok("activity.list", json!({"workspace": first["workspace"], "subject": first["id"]})).await;
    let entries = activity["rows"].as_array().unwrap_or_else(|| panic!("{activity}"));
    assert_eq!(entries.iter().map(|entry| &entry["action"]["id"]).collect::<Vec<_>>(), ["source_applied"]);
    assert!(bench.items().is_empty());
    bench.assert_sound().await;
}

#[tokio::test]
async fn what_arrives_is_agreed_to_and_stays_so_until_it_changes() {
    let bench = Bench::new().await;
    apply(&bench, TEAM).await;
    let view = orders(&bench).await;
    let id = &view["id"];
    assert_eq!(found(&bench, id, None).await, "secrets.fetch");
    assert_eq!(found(&bench, id, Some(&view["dev"]["consent"])).await, "secrets.read");
    apply(&bench, TEAM).await;
    assert_eq!(found(&bench, id, None).await, "secrets.read");
    apply(&bench, &TEAM.replace("Order facts", "Orders")).await;
    assert_eq!(found(&bench, id, None).await, "secrets.read", "a description is nobody's consent");
    let changed = apply(&bench, &TEAM.replace("\"PATH\"", "\"HOME\"")).await;
    assert_eq!(words(&told(&changed))[0], ("changed", "replaced"));
    assert_eq!(found(&bench, id, None).await, "secrets.fetch");
}

#[tokio::test]
async fn what_the_file_does_not_say_stays() {
    let bench = Bench::new().await;
    bench.create("mine").await;
    apply(&bench, TEAM).await;
    let id = orders(&bench).await["id"].clone();
    let patch = json!({"dev": {"properties": {"properties": {"connectTimeout": "5000"}}}});
    let patched = bench.ok("source.patch", json!({"id": id, "patch": patch})).await;
    let set = json!({"id": id, "env": "prod", "slot": "password", "secret": "typed here"});
    bench.ok("secret.set", set).await;

    let quiet =
        TEAM.replace("secrets = { password = { ask = true } }", "").replace("description = \"Order facts\"", "");
    assert_eq!(words(&told(&apply(&bench, &quiet).await))[0], ("same", "same"));
    let after = orders(&bench).await;
    assert_eq!(after["dev"]["properties"], patched["dev"]["properties"]);
    assert_eq!(
        (&after["description"], &after["prod"]["secret_states"]["password"]),
        (&json!("Order facts"), &json!("stored"))
    );
    bench.ok("source.named", json!({"name": "mine"})).await;
    // Said again, it is asked for again: the one value of the vault goes with it.
    assert_eq!(words(&told(&apply(&bench, TEAM).await))[0], ("changed", "replaced"));
    assert_eq!(orders(&bench).await["prod"]["secret_states"]["password"], "ask");
}

#[tokio::test]
async fn each_data_source_is_refused_for_itself() {
    let bench = Bench::new().await;
    let other =
        json!({"name": "lake", "type": "sqlite", "dev": {"mode": "UrlMode", "properties": {"path": "/nowhere/x.db"}}});
    bench.ok("source.save", other).await;
    let answer = apply(&bench, TEAM).await;
    assert_eq!(words(&told(&answer)), [("new", "created"), ("conflict", "failed")]);
    let error = &answer["sources"][1]["done"]["error"];
    assert_eq!((&error["code"], &error["field"]), (&json!("field_fixed"), &json!("source[1].type")));

    let workspace = shop(&bench).await["id"].clone();
    bench.ok("workspace.change", json!({"workspace": workspace, "locked": true})).await;
    let moved = TEAM.replace("10.20.0.14", "10.20.0.15");
    let locked = bench.refused("apply.run", json!({"content": moved})).await;
    assert_eq!((locked.code, locked.params["name"].as_str()), (ErrorCode::ProdLocked, "orders"));
    assert_eq!(orders(&bench).await["prod"]["summary"], "10.20.0.14:3306/shop");
    bench.ok("apply.run", json!({"content": moved, "typed_name": "orders"})).await;
    assert_eq!(orders(&bench).await["prod"]["summary"], "10.20.0.15:3306/shop");

    let basic = TEAM.replace("mode = \"standard\"", "mode = \"basic\"");
    let error = bench.refused("apply.run", json!({"content": basic})).await;
    assert_eq!((error.code, error.field.as_deref()), (ErrorCode::WorkspaceModeDiffers, Some("workspace[0].mode")));
}

#[tokio::test]
async fn a_file_that_is_wrong_is_refused_whole_and_says_where() {
    let bench = Bench::new().await;
    let deep = format!("a = {}1{}", "[".repeat(2_000), "]".repeat(2_000));
    let long = format!("# {}", "x".repeat(1_048_576));
    let with = |from: &str, to: &str| {
        let changed = TEAM.replacen(from, to, 1);
        assert_ne!(changed, TEAM, "{from}");
        changed
    };
    let twice = format!("{TEAM}\n[[source]]\nname = \"lake\"\ntype = \"oss\"\n");
    let rows = [
        (with("{ env = \"PATH\" }", "\"hunter2\""), "source[0].dev.secrets.password", IssueCode::SecretLiteral),
        (with("{ ask = true }", "{ from = \"dev\" }"), "source[0].prod.secrets.password", IssueCode::SecretLiteral),
        (
            with("username = \"etl\", tls", "username = \"etl\", password = \"hunter2\", tls"),
            "source[0].dev.properties.password",
            IssueCode::SecretLiteral,
        ),
        (with("{ env = \"PATH\" }", "{ env = \"A B\" }"), "source[0].dev.secrets.password", IssueCode::VariableName),
        (with("\"/usr/bin/pass\"", "\"pass\""), "source[1].prod.secrets.accessKey", IssueCode::PathRelative),
        (with("password = { env", "passwd = { env"), "source[0].dev.secrets.passwd", IssueCode::Unknown),
        (with("username = \"etl\", tls", "user = \"etl\", tls"), "source[0].dev.user", IssueCode::Unknown),
        (with("port = 9 ", "port = 99999 "), "source[0].dev.address[0].port", IssueCode::OutOfRange),
        (with("name = \"orders\"", "name = \"or ders\""), "source[0].name", IssueCode::NameCharacter),
        (with("name = \"shop\"", "name = \"1shop\""), "workspace[0].name", IssueCode::NameFirst),
        (with("tags =", "labels ="), "source[0].labels", IssueCode::UnknownField),
        (with("tags = [\"core\"]", "tags = \"core\""), "source[0].tags", IssueCode::WrongType),
        (with("mode = \"standard\"", "mode = \"both\""), "workspace[0].mode", IssueCode::NotAChoice),
        (with("type = \"oss\"", ""), "source[1].type", IssueCode::Missing),
        (twice, "source[2].name", IssueCode::NamedTwice),
        (with("tags = [\"core\"]", "tags = hunter2"), "file", IssueCode::TomlSyntax),
        (with("tags = [\"core\"]", "name = \"again\""), "file", IssueCode::TomlSyntax),
        (deep, "file", IssueCode::TomlSyntax),
        (long, "file", IssueCode::DocumentLong),
        ("[[source]".to_owned(), "file", IssueCode::TomlSyntax),
    ];
    for (content, field, code) in rows {
        let error = bench.refused("apply.run", json!({"content": content})).await;
        assert!(!format!("{error:?}").contains("hunter2"), "{error:?}");
        let issue = error.issues.first().unwrap_or_else(|| panic!("{field}: {error:?}"));
        assert_eq!((issue.field.as_str(), issue.code), (field, code), "{error:?}");
        if code == IssueCode::TomlSyntax && content.contains("Order facts") {
            assert_eq!(issue.params["line"], "12", "{issue:?}");
        }
    }
    let error =
        bench.refused("apply.run", json!({"content": with("workspace = \"shop\"", "workspace = \"nowhere\"")})).await;
    assert_eq!((error.code, error.field.as_deref()), (ErrorCode::WorkspaceNotFound, Some("source[0].workspace")));
    assert!(shop(&bench).await.is_null(), "nothing was made");
}
