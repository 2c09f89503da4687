//! `source export` and `source import`.

use serde_json::{Value, json};

use crate::bench::{Bench, text};

fn orders(password: &str) -> Value {
    let side = |database: &str| {
        json!({"mode": "UrlMode", "secrets": {"password": password}, "properties": {
        "address": [{"host": "10.20.0.14", "port": 3306}], "database": database, "username": "etl", "tlsMode": "required"}})
    };
    json!({"name": "orders", "type": "mysql", "description": "订单", "dev": side("shop_dev"), "prod": side("shop")})
}

#[test]
fn an_export_is_an_array_of_dataworks_objects_and_comes_back_elsewhere() {
    let bench = Bench::with_keychain();
    bench.create(&orders("pw-for-export"));
    let path = bench.database("local.db");
    bench
        .create(&json!({"name": "local", "type": "sqlite", "prod": {"mode": "UrlMode", "properties": {"path": path}}}));
    let run = bench.run(&["source", "export"]);
    let told = run.err.clone();
    let document: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(document.as_array().unwrap().len(), 2);
    let expected = json!({"Name": "orders", "Type": "mysql", "Description": "订单", "ConnectionPropertiesMode": "UrlMode",
        "ConnectionProperties": {"address": [{"host": "10.20.0.14", "port": 3306}], "database": "shop_dev",
        "username": "etl", "envType": "Dev"}});
    assert_eq!(document[0], expected);
    for words in ["local", "tlsMode", "password"] {
        assert!(told.contains(words), "{told}");
    }
    assert!(!run.out.contains("pw-for-export") && !told.contains("pw-for-export"));
    assert_eq!(bench.ok(&["source", "export", "orders"]), document, "the same with --json");

    let other = Bench::with_keychain();
    let file = other.file("drafts.json", &run.out);
    let preview = other.ok(&["source", "import", &file, "--preview"]);
    assert_eq!((text(&preview["rows"][0]["status"]), text(&preview["rows"][0]["name"])), ("new", "orders"));
    assert_eq!(other.ok(&["source", "list"]), json!([]), "a preview changes nothing");
    let done = other.ok(&["source", "import", &file]);
    assert_eq!((&done["created"], text(&done["rows"][0]["saved_as"])), (&json!(1), "orders"));
    assert_eq!(other.ok(&["source", "export"]), document);
    assert_eq!(other.feed(&["source", "import", "-", "--json"], &run.out).ok()["same"], 1);
}

#[test]
fn a_sealed_export_takes_the_secrets_along() {
    let bench = Bench::with_keychain();
    bench.create(&orders("pw-for-export"));
    let path = bench.home().join("sealed.age").display().to_string();
    bench.feed(&["source", "export", "--format", "sealed", "--output", &path, "--json"], "open sesame\n").ok();
    assert!(!std::fs::read_to_string(&path).unwrap().contains("pw-for-export"));

    let other = Bench::with_keychain();
    let error = other.feed(&["source", "import", &path, "--json"], "wrong").error(2);
    assert_eq!(text(&error["code"]), "passphrase_wrong");
    other.feed(&["source", "import", &path, "--json"], "open sesame").ok();
    let shown = other.ok(&["source", "show", "orders"]);
    assert_eq!(
        (text(&shown["prod"]["secret_states"]["password"]), text(&shown["prod"]["state"])),
        ("stored", "complete")
    );
    assert_eq!(shown["prod"]["properties"]["tlsMode"], "required");
}

#[test]
fn choices_and_refusals_of_an_import() {
    let bench = Bench::with_keychain();
    bench.create(&orders("pw"));
    let mut document = bench.ok(&["source", "export"]);
    document[1]["ConnectionProperties"]["database"] = json!("other");
    document[1]["ConnectionProperties"]["password"] = json!("***");
    document[1]["ConnectionProperties"]["newKey"] = json!([1]);
    let file = bench.file("drafts.json", &document.to_string());
    let preview = bench.ok(&["source", "import", &file, "--preview"]);
    let prod = &preview["rows"][0]["sides"][1];
    assert_eq!((&prod["fields"][0]["before"], &prod["fields"][0]["after"]), (&json!("\"shop\""), &json!("\"other\"")));
    assert_eq!(bench.ok(&["source", "import", &file, "--choose", "skip"])["skipped"], 1);
    assert_eq!(
        bench.ok(&["source", "import", &file, "--choose", "orders=keep-both"])["rows"][0]["saved_as"],
        "orders_2"
    );
    assert_eq!(bench.ok(&["source", "import", &file])["replaced"], 1);
    let shown = bench.ok(&["source", "show", "orders"]);
    assert_eq!(
        (&shown["prod"]["extra"], text(&shown["prod"]["secret_states"]["password"])),
        (&json!({"newKey": [1]}), "stored")
    );

    let odd = bench.run(&["source", "import", &file, "--choose", "nonsense", "--json"]).error(2);
    assert_eq!(text(&odd["field"]), "--choose");
    let twice = bench.feed(&["source", "import", "-", "--json"], "{\"Name\": \"a\", \"Name\": \"b\"}").error(2);
    assert!(text(&twice["hint"]).contains("line 1"), "{twice}");
    let gone = bench.run(&["source", "import", "/nowhere/at/all.json", "--json"]).error(2);
    assert_eq!(text(&gone["code"]), "file_failed");
    bench.ok(&["workspace", "change", "default", "--lock-prod"]);
    document[1]["ConnectionProperties"]["database"] = json!("third");
    let file = bench.file("again.json", &document.to_string());
    assert_eq!(text(&bench.run(&["source", "import", &file, "--json"]).error(2)["code"]), "prod_locked");
    assert_eq!(bench.ok(&["source", "import", &file, "--confirm", "orders"])["replaced"], 1);
}
