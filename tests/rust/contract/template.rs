//! `template write` and `template load`.

use serde_json::json;

use crate::bench::{Bench, text};

const HEADS: &str = "Name,envType,address,database,username,password";

#[test]
fn a_template_is_written_filled_previewed_and_loaded() {
    let bench = Bench::with_keychain();
    let run = bench.run(&["template", "write", "mysql"]);
    assert!(run.out.contains("# type: mysql") && run.out.contains("ConnectionPropertiesMode"), "{}", run.out);
    assert_eq!(text(&bench.ok(&["template", "write", "mysql"])["template"]), run.out, "the same with --json");
    let book = bench.home().join("t.xlsx").display().to_string();
    assert_eq!(text(&bench.ok(&["template", "write", "mysql", "--output", &book])["path"]), book);
    assert_eq!(bench.ok(&["template", "load", &book, "--preview"])["rows"], json!([]));

    let filled = run.out.clone() + "fresh,,,Prod,,db.example.com:3307,shop,etl,geheim-1\n";
    let sheet = bench.file("filled.csv", &filled);
    let seen = bench.ok(&["template", "load", &sheet, "--preview"]);
    assert_eq!(seen["sources"], json!({"new": 1, "changed": 0, "same": 0, "wrong": 0}));
    assert_eq!((text(&seen["type"]), &seen["rows"][0]["secrets"]), ("mysql", &json!(["password"])));
    assert_eq!(bench.ok(&["source", "list"]), json!([]), "a preview changes nothing");

    let run = bench.run(&["template", "load", &sheet]);
    assert!(run.out.contains("1 created") && run.out.contains("delete it"), "{}", run.out);
    assert!(!run.out.contains("geheim") && !seen.to_string().contains("geheim"));
    let shown = bench.ok(&["source", "show", "fresh"]);
    assert_eq!(shown["prod"]["properties"]["address"], json!([{"host": "db.example.com", "port": 3307}]));
    assert_eq!(text(&shown["prod"]["secret_states"]["password"]), "stored");
    let again = bench.ok(&["template", "load", &sheet]);
    assert_eq!((&again["same"], &again["created"]), (&json!(1), &json!(0)), "loading it again goes on where it ended");
}

#[test]
fn wrong_rows_refuse_the_whole_sheet_unless_asked_otherwise() {
    let bench = Bench::with_keychain();
    let sheet = format!("# type: mysql\n{HEADS}\ngood,Prod,h:1,shop,etl,pw\nbad,Prod,h:x,shop,etl,pw\n");
    let sheet = bench.file("sheet.csv", &sheet);
    let refused = bench.run(&["template", "load", &sheet, "--json"]).error(2);
    assert_eq!((text(&refused["code"]), text(&refused["params"]["count"])), ("template_rows", "1"));
    assert!(text(&refused["hint"]).contains("C4 address[0].port"), "{refused}");
    assert_eq!(bench.ok(&["source", "list"]), json!([]));

    let result = bench.home().join("result.csv").display().to_string();
    let done = bench.ok(&["template", "load", &sheet, "--partial", "--result", &result]);
    assert_eq!((&done["created"], &done["failed"]), (&json!(1), &json!(1)));
    let rows: Vec<&str> = done["rows"].as_array().unwrap().iter().map(|row| text(&row["outcome"])).collect();
    assert_eq!(rows, ["created", "failed"]);
    let told = std::fs::read_to_string(&result).unwrap();
    assert!(told.contains("good,Prod,h:1,shop,etl,,3,created,"), "{told}");

    let changed = bench.file("changed.csv", &format!("# type: mysql\n{HEADS}\ngood,Prod,h:1,other,etl,\n"));
    assert_eq!(bench.ok(&["template", "load", &changed])["skipped"], 1);
    bench.ok(&["workspace", "change", "default", "--lock-prod"]);
    let locked = bench.run(&["template", "load", &changed, "--replace", "--json"]).error(2);
    assert_eq!(text(&locked["code"]), "prod_locked");
    assert_eq!(bench.ok(&["template", "load", &changed, "--replace", "--confirm", "good"])["replaced"], 1);

    let no_sheet = bench.home().join("a.txt").display().to_string();
    for arguments in [
        &["template", "load", "/nowhere/at/all.csv", "--json"][..],
        &["template", "write", "db2", "--json"],
        &["template", "write", "mysql", "--output", &no_sheet, "--json"],
    ] {
        bench.run(arguments).error(2);
    }
}
