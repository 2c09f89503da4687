//! A secret is seen nowhere: not in what the program says, however it fails, and in no file of the data folder.

use headwater_tests::mariadb::users;
use serde_json::{Value, json};

use crate::bench::{Bench, Run, mysql_side};

const CANARY: &str = "c4n4ry-in-the-mine";

fn assert_silent(bench: &Bench, what: &str, run: &Run) {
    assert!(!run.out.contains(CANARY), "{what}: {}", run.out);
    assert!(!run.err.contains(CANARY), "{what}: {}", run.err);
    for file in bench.files() {
        let bytes = std::fs::read(&file).expect("a file");
        let found = bytes.windows(CANARY.len()).any(|part| part == CANARY.as_bytes());
        assert!(!found, "{what}: {}", file.display());
    }
}

fn document(side: &Value) -> String {
    json!({"name": "orders", "type": "mysql", "dev": side}).to_string()
}

#[test]
fn what_succeeds_tells_nothing() {
    let bench = Bench::with_keychain();
    let mut side = mysql_side(1, users::APP, &json!({"password": CANARY}));
    side["properties"]["properties"] = json!({"password1": CANARY});
    let create = ["source", "create", "--file", "-"];
    assert_silent(&bench, "create", &bench.feed(&create, document(&side)));
    // Too large for one item of a keychain: sealed in the database.
    let large = format!("{CANARY}{}", "x".repeat(4_000));
    let patch = json!({"dev": {"secrets": {"keystorePassword": large}}}).to_string();
    assert_silent(&bench, "edit", &bench.feed(&["source", "edit", "orders", "--file", "-", "--json"], patch));
    let set = ["secret", "set", "orders", "--env", "dev", "--slot", "truststorePassword", "--json"];
    assert_silent(&bench, "set", &bench.feed(&set, CANARY));
    for arguments in [
        &["source", "show", "orders", "--json"][..],
        &["source", "show", "orders"],
        &["source", "list", "--json"],
        &["test", "orders", "--env", "dev", "--json"],
        &["test", "orders", "--env", "dev"],
        &["doctor", "--json"],
        &["backup", "create", "--json"],
        &["source", "clone", "orders", "copy", "--json"],
        &["source", "delete", "orders", "--purge", "--json"],
    ] {
        let run = bench.run(arguments);
        assert!(matches!(run.code, Some(0 | 1)), "{run:#?}");
        assert_silent(&bench, &arguments.join(" "), &run);
    }
    assert_eq!(bench.ok(&["source", "show", "copy"])["dev"]["secret_states"]["password"], "stored");
}

#[test]
fn what_fails_tells_nothing() {
    let bench = Bench::with_keychain();
    let secrets = |secrets: Value| document(&mysql_side(1, users::APP, &secrets));
    let mut misplaced = mysql_side(1, users::APP, &json!({}));
    misplaced["properties"]["passwd"] = CANARY.into();
    let mut in_map = mysql_side(1, users::APP, &json!({}));
    in_map["properties"]["properties"] = json!({"password": [CANARY]});
    let good = secrets(json!({"password": CANARY}));
    let failing = [
        ("an unknown slot", secrets(json!({"passwort": CANARY}))),
        ("an unknown property", document(&misplaced)),
        ("a map of lists", document(&in_map)),
        ("a list", secrets(json!({"password": [CANARY]}))),
        ("an object", secrets(json!({"password": {"ask": CANARY}}))),
        ("no map at all", document(&json!({"mode": "UrlMode", "secrets": CANARY}))),
        ("a whole side", document(&Value::from(CANARY))),
        ("a secret twice", good.replace("\"password\":", &format!("\"password\":\"{CANARY}\",\"password\":"))),
        ("cut off", good.trim_end_matches('}').to_owned()),
        ("an odd escape", good.replace(CANARY, &format!("{CANARY}\\q"))),
        ("a wrong name", good.replace("\"orders\"", "\"1 orders\"")),
    ];
    for (what, input) in failing {
        for arguments in [&["source", "create", "--file", "-", "--json"][..], &["source", "create", "--file", "-"]] {
            let run = bench.feed(arguments, &input);
            assert_eq!(run.code, Some(2), "{what}: {run:#?}");
            assert_silent(&bench, what, &run);
        }
    }
    let absent = bench.without_keychain(&["source", "create", "--file", "-", "--json"], &good);
    assert_eq!(absent.code, Some(3), "{absent:#?}");
    assert_silent(&bench, "no keychain", &absent);
    assert_eq!(bench.ok(&["source", "list"]), json!([]));
    bench.feed(&["source", "create", "--file", "-", "--json"], &good).ok();
    let taken = bench.feed(&["source", "create", "--file", "-", "--json"], &good);
    assert_eq!(taken.error(2)["code"], "name_taken");
    assert_silent(&bench, "name taken", &taken);
    let shape = format!(r#"{{"dev": {{"secrets": "{CANARY}"}}}}"#);
    let edit = bench.feed(&["source", "edit", "orders", "--file", "-", "--json"], shape);
    assert_eq!(edit.code, Some(2));
    assert_silent(&bench, "a failing edit", &edit);
}
