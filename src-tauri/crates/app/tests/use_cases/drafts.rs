//! Drafts out and in: what leaves, in whose shape, and what an import does to what is there. The facts are those of
//! DataWorks' reference: 9.0 the envelope, 9.4 and 9.7 the older form, 13.2 what users of such exports ran into.

use headwater_catalog::all;
use headwater_model::ErrorCode;
use headwater_vault::{KeychainError, Operation};
use serde_json::{Value, json};

use crate::filled::filled;
use crate::support::{Bench, code, mysql};

async fn exported(bench: &Bench) -> Value {
    let answer = bench.ok("source.export", json!({"format": "dataworks"})).await;
    serde_json::from_str(answer["content"].as_str().unwrap()).unwrap()
}

async fn sealed(bench: &Bench) -> String {
    let answer = bench.ok("source.export", json!({"format": "sealed", "passphrase": "open sesame"})).await;
    answer["content"].as_str().unwrap().to_owned()
}

async fn read(bench: &Bench, document: &Value) -> Value {
    bench.ok("import.read", json!({"content": document.to_string()})).await
}

async fn import(bench: &Bench, document: &Value, choices: Value) -> Value {
    let read = read(bench, document).await;
    let done = bench.ok("import.apply", json!({"ticket": read["ticket"], "choices": choices})).await;
    for row in done["rows"].as_array().unwrap() {
        assert_eq!(row["error"], Value::Null, "{row}");
    }
    done
}

async fn named(bench: &Bench, name: &str) -> Value {
    bench.ok("source.named", json!({"name": name})).await
}

fn envelope(name: &str, env: &str, properties: Value) -> Value {
    let mut properties = properties;
    properties["envType"] = json!(env);
    json!({"Name": name, "Type": "mysql", "Description": "", "ConnectionPropertiesMode": "UrlMode",
        "ConnectionProperties": properties})
}

fn shop(host: &str) -> Value {
    json!({"address": [{"host": host, "port": 3306}], "database": "shop", "username": "etl"})
}

/// Every type and mode, filled, and once with nothing in it.
async fn catalogue(bench: &Bench) {
    for (number, (def, mode)) in all().flat_map(|def| def.modes.iter().map(move |mode| (def, mode))).enumerate() {
        let full = json!({"name": format!("full{number}"), "type": def.id, "description": "描述", "tags": ["标签"],
            "dev": filled(mode), "prod": filled(mode)});
        bench.ok("source.save", full).await;
        let bare =
            json!({"name": format!("bare{number}"), "type": def.id, "prod": {"mode": mode.id, "properties": {}}});
        bench.ok("source.save", bare).await;
    }
}

#[tokio::test]
async fn every_type_and_mode_goes_out_and_comes_back() {
    let (first, second, third) = (Bench::new().await, Bench::new().await, Bench::new().await);
    catalogue(&first).await;
    let out = exported(&first).await;
    import(&second, &out, json!([])).await;
    assert_eq!(exported(&second).await, out);
    for row in read(&first, &out).await["rows"].as_array().unwrap() {
        assert_eq!(row["status"], "same", "{row}");
    }

    let document = sealed(&first).await;
    let ask = json!({"content": document, "passphrase": "open sesame"});
    let read = third.ok("import.read", ask.clone()).await;
    third.ok("import.apply", json!({"ticket": read["ticket"]})).await;
    assert_eq!(exported(&third).await, out);
    let list = first.ok("source.list", json!({"limit": 500})).await;
    for row in list["rows"].as_array().unwrap() {
        let (mut was, mut is) =
            (named(&first, row["name"].as_str().unwrap()).await, named(&third, row["name"].as_str().unwrap()).await);
        for view in [&mut was, &mut is] {
            // Only the first was exported whatever its type; see `renames`.
            for key in ["id", "created_at", "modified_at", "workspace", "known_by_name"] {
                view[key] = Value::Null;
            }
        }
        assert_eq!(is, was);
    }
    assert_eq!(first.items(), third.items(), "the very same secrets");
    for row in first.ok("import.read", ask).await["rows"].as_array().unwrap() {
        assert_eq!(row["status"], "same", "{row}");
    }
    third.assert_sound().await;
}

#[tokio::test]
async fn the_envelope_has_no_secret_and_nothing_local() {
    let bench = Bench::new().await;
    catalogue(&bench).await;
    let answer = bench.ok("source.export", json!({"format": "dataworks"})).await;
    let objects: Value = serde_json::from_str(answer["content"].as_str().unwrap()).unwrap();
    for object in objects.as_array().unwrap() {
        let keys: Vec<&String> = object.as_object().unwrap().keys().collect();
        let expected = ["ConnectionProperties", "ConnectionPropertiesMode", "Description", "Name", "Type"];
        assert_eq!(keys, expected, "9.0 the members of the envelope");
        let def = headwater_catalog::find(object["Type"].as_str().unwrap()).unwrap();
        assert!(!def.local_only);
        let mode = def.mode(object["ConnectionPropertiesMode"].as_str().unwrap()).unwrap();
        let properties = object["ConnectionProperties"].as_object().expect("9.0 an object");
        assert!(["Dev", "Prod"].contains(&properties["envType"].as_str().unwrap()), "9.0 envType");
        for key in properties.keys().filter(|key| *key != "envType") {
            let field = mode.field(key).unwrap();
            assert!(!field.secret && !field.local_only, "{key}");
        }
    }
    assert!(!answer["content"].as_str().unwrap().contains("-secret"));
    let warned = |source: &str, about: &str| {
        let all = answer["warnings"].as_array().unwrap();
        all.iter().find(|one| one["source"] == source && one["about"] == about).cloned()
    };
    let number = |type_id: &str| {
        let modes = all().flat_map(|def| def.modes.iter().map(move |_| def.id));
        modes.enumerate().find(|(_, id)| *id == type_id).unwrap().0
    };
    assert!(warned(&format!("full{}", number("sqlite")), "local_type").is_some());
    let local = warned(&format!("full{}", number("maxcompute")), "local_only").unwrap();
    assert!(local["keys"].as_array().unwrap().contains(&json!("accessId")));
    let open = warned(&format!("bare{}", number("mysql")), "incomplete").unwrap();
    assert_eq!(open["keys"], json!(["address", "database", "username", "password"]));
    assert!(warned(&format!("full{}", number("mysql")), "secrets").is_some());
}

#[tokio::test]
async fn masked_and_absent_secrets_keep_what_is_stored() {
    let bench = Bench::new().await;
    let side = json!({"mode": "UrlMode", "secrets": {"password": "kept-pw", "properties.password": "kept-map"},
        "properties": {"address": [{"host": "10.20.0.14", "port": 3306}], "database": "shop", "username": "etl",
        "properties": {"connectTimeout": "1"}}});
    bench.ok("source.save", json!({"name": "orders", "type": "mysql", "prod": side})).await;
    let items = bench.items();
    // 13.2 masked values return differently: they keep the old secret. Also inside maps.
    for properties in [
        json!({"password": "***", "properties": {"connectTimeout": "2", "password": "******"}}),
        json!({"properties": {"connectTimeout": "3"}}),
    ] {
        let mut whole = shop("10.20.0.14");
        whole.as_object_mut().unwrap().extend(properties.as_object().cloned().unwrap());
        let document = json!([envelope("orders", "Prod", whole)]);
        let row = read(&bench, &document).await["rows"][0].clone();
        assert_eq!(
            (&row["status"], &row["sides"][0]["fields"][0]["field"]),
            (&json!("changed"), &json!("properties.connectTimeout"))
        );
        assert_eq!(row["sides"][0]["secrets_kept"], json!(["password", "properties.password"]));
        import(&bench, &document, json!([])).await;
        assert_eq!(bench.items(), items);
        let view = named(&bench, "orders").await;
        assert_eq!(view["prod"]["secret_states"]["password"], "stored");
        assert!(!view.to_string().contains("**"), "{view}");
    }
    // A mask for a property keeps the property; for a new source it says nothing.
    let mut whole = shop("10.20.0.14");
    whole["username"] = json!("***");
    import(&bench, &json!([envelope("orders", "Prod", whole.clone()), envelope("fresh", "Prod", whole)]), json!([]))
        .await;
    assert_eq!(named(&bench, "orders").await["prod"]["properties"]["username"], "etl");
    assert_eq!(named(&bench, "fresh").await["prod"]["missing"], json!(["username", "password"]));
}

#[tokio::test]
async fn a_changed_host_under_a_kept_secret_is_confirmed_before_it_is_used() {
    let bench = Bench::new().await;
    bench.create("orders").await;
    let document = json!([envelope("orders", "Prod", shop("db.elsewhere.example"))]);
    let row = read(&bench, &document).await["rows"][0].clone();
    assert_eq!(row["sides"][0]["confirm"], true);
    import(&bench, &document, json!([])).await;
    let view = named(&bench, "orders").await;
    assert_eq!(view["prod"]["secret_states"]["password"], "confirm");
    assert_eq!(view["dev"]["secret_states"]["password"], "stored", "the other side is as it was");
    assert_eq!(view["dev"]["properties"]["database"], "shop_dev");
}

#[tokio::test]
async fn each_row_is_skipped_replaced_or_kept_beside() {
    let bench = Bench::new().await;
    for name in ["skipped", "replaced", "both"] {
        bench.create(name).await;
    }
    let changed = |name: &str| {
        envelope(
            name,
            "Prod",
            json!({"address": [{"host": "10.20.0.14", "port": 3307}], "database": "shop", "username": "etl"}),
        )
    };
    let document = json!([changed("skipped"), changed("replaced"), changed("both"), changed("fresh")]);
    let choices = json!([{"index": 0, "choice": "skip"}, {"index": 2, "choice": "keep_both"}]);
    let done = import(&bench, &document, choices).await;
    let outcomes: Vec<(&str, &Value)> = done["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["outcome"].as_str().unwrap(), &row["saved_as"]))
        .collect();
    let name = |name: &str| json!(name);
    assert_eq!(
        outcomes,
        [
            ("skipped", &Value::Null),
            ("replaced", &name("replaced")),
            ("created", &name("both_2")),
            ("created", &name("fresh"))
        ]
    );
    for (name, port) in [("skipped", 3306), ("replaced", 3307), ("both", 3306), ("both_2", 3307), ("fresh", 3307)] {
        assert_eq!(named(&bench, name).await["prod"]["properties"]["address"][0]["port"], port, "{name}");
    }
    assert_eq!(named(&bench, "replaced").await["dev"]["complete"], true, "a side that is not in the document stays");
}

#[tokio::test]
async fn another_type_under_the_name_is_a_conflict_that_somebody_decides() {
    let bench = Bench::new().await;
    bench.create("orders").await;
    let mut other = envelope("orders", "Prod", json!({"bucket": "b-1-x"}));
    other["Type"] = json!("oss");
    let document = json!([other]);
    let seen = read(&bench, &document).await;
    assert_eq!((&seen["rows"][0]["status"], &seen["rows"][0]["choice"]), (&json!("conflict"), &Value::Null));
    let refused = bench.refused("import.apply", json!({"ticket": seen["ticket"]})).await;
    assert_eq!(code(&refused), ErrorCode::ImportConflict);
    import(&bench, &document, json!([{"index": 0, "choice": "keep_both"}])).await;
    assert_eq!(named(&bench, "orders").await["type"], "mysql");
    assert_eq!(named(&bench, "orders_2").await["type"], "oss");
}

#[tokio::test]
async fn what_this_version_does_not_know_is_kept_told_and_exported_again() {
    let bench = Bench::new().await;
    let mut foreign = envelope(
        "graph",
        "Dev",
        json!({"host": "gdb.example.com", "port": "8182", "username": "u",
        "password": "graph-pw", "deep": {"apiToken": "deep-pw", "x": [1, {"y": null}]}}),
    );
    foreign["Type"] = json!("graph_database_9");
    let mut odd = shop("10.20.0.14");
    for (key, value) in
        [("warehouse", json!({"a": [1, 2]})), ("tlsPassword", json!("extra-pw")), ("database", json!(" spaces "))]
    {
        odd[key] = value;
    }
    let mut known = envelope("orders", "Prod", odd);
    known["Owner"] = json!({"team": 7});
    let mut mode = envelope("cdh", "Prod", json!({"clusterIdentifier": "c"}));
    mode["ConnectionPropertiesMode"] = json!("CdhMode");
    let document = json!([mode, foreign, known]);
    let seen = read(&bench, &document).await;
    for row in seen["rows"].as_array().unwrap() {
        assert!(!row["notes"].as_array().unwrap().is_empty(), "{row}");
    }
    assert_eq!(seen["rows"][2]["sides"][0]["apart"], json!(["$envelope", "database", "warehouse"]));
    import(&bench, &document, json!([])).await;

    let view = named(&bench, "orders").await;
    assert_eq!(view["prod"]["extra"]["warehouse"], json!({"a": [1, 2]}));
    assert_eq!(view["prod"]["missing"], json!(["database", "password"]));
    let graph = named(&bench, "graph").await;
    assert_eq!(
        (&graph["dev"]["complete"], &graph["dev"]["secret_states"]["password"]),
        (&json!(false), &json!("stored"))
    );

    // Out again as it came, but for the secrets.
    let mut expected = document.clone();
    expected[1]["ConnectionProperties"].as_object_mut().unwrap().remove("password");
    expected[1]["ConnectionProperties"]["deep"].as_object_mut().unwrap().remove("apiToken");
    expected[2]["ConnectionProperties"].as_object_mut().unwrap().remove("tlsPassword");
    assert_eq!(exported(&bench).await, expected);
    assert_eq!(read(&bench, &expected).await["rows"][1]["status"], "same");

    // Neither the answers nor the file of the database has a secret; the sealed export has them all.
    let database = std::fs::read(bench.home.path().join("headwater.db-wal")).unwrap();
    for secret in ["graph-pw", "deep-pw", "extra-pw"] {
        assert!(!database.windows(secret.len()).any(|window| window == secret.as_bytes()), "{secret}");
        assert!(bench.items().concat().contains(secret));
    }
    let other = Bench::new().await;
    let read = other.ok("import.read", json!({"content": sealed(&bench).await, "passphrase": "open sesame"})).await;
    other.ok("import.apply", json!({"ticket": read["ticket"]})).await;
    assert_eq!((exported(&other).await, other.items()), (expected, bench.items()));

    // It can be listed, shown and deleted; not edited, tested or cloned.
    for (command, request) in [
        ("source.clone", json!({"id": graph["id"], "name": "copy", "envs": ["dev"], "secrets": "copy"})),
        ("source.save", json!({"id": graph["id"], "name": "graph", "type": graph["type"]})),
        ("test.run", json!({"id": graph["id"], "env": "dev"})),
    ] {
        assert_eq!(code(&bench.refused(command, request).await), ErrorCode::UnknownType, "{command}");
    }
    // An edit of what is known keeps what is not; a right value takes the place of the one that was kept apart.
    let patch = json!({"prod": {"properties": {"database": "shop"}}});
    let view = bench.ok("source.patch", json!({"id": view["id"], "patch": patch})).await;
    assert_eq!(
        (&view["prod"]["extra"]["warehouse"], &view["prod"]["extra"]["database"]),
        (&json!({"a": [1, 2]}), &Value::Null)
    );
    assert_eq!(view["prod"]["secret_states"]["tlsPassword"], "stored");
    bench.ok("source.delete", json!({"id": graph["id"], "envs": []})).await;
    bench.assert_sound().await;
}

#[tokio::test]
async fn every_form_of_the_api_is_read() {
    let properties =
        json!({"envType": "prod", "address": [{"host": "h", "port": "3306"}], "database": "d", "username": "u"});
    let plain = json!({"Name": "orders", "Type": "mysql", "ConnectionPropertiesMode": "UrlMode", "ConnectionProperties": properties});
    let text = |value: &Value| json!(value.to_string());
    let old = json!({"jdbcUrl": "jdbc:mysql://h:3306/d", "username": "u", "password": "***", "tag": "public"});
    // (fact, document)
    let rows = [
        ("9.0 a list of objects", json!([plain])),
        ("9.0 one object", plain.clone()),
        (
            "9.0 ConnectionProperties as a JSON text",
            json!({"Name": "orders", "Type": "mysql",
            "ConnectionPropertiesMode": "UrlMode", "ConnectionProperties": text(&properties)}),
        ),
        (
            "10.3 GetDataSource",
            json!({"RequestId": "r", "DataSource": {"Id": 1, "QualifiedName": "q", "Name": "orders",
            "Type": "mysql", "ConnectionPropertiesMode": "UrlMode", "ConnectionProperties": properties}}),
        ),
        (
            "10.3 ListDataSources groups by name",
            json!({"PagingInfo": {"TotalCount": 1, "DataSources": [{"Name": "orders",
            "Type": "mysql", "DataSource": [{"Id": 1, "ConnectionPropertiesMode": "UrlMode", "ConnectionProperties": properties}]}]}}),
        ),
        ("9.4 Content, EnvType 1", json!({"Name": "orders", "ConnectionType": "mysql", "EnvType": 1, "Content": old})),
        (
            "10.3 ImportDataSources: Content as a JSON text",
            json!([{"Name": "orders", "DataSourceType": "mysql", "SubType": "",
            "Description": "", "EnvType": "1", "Content": text(&old)}]),
        ),
        (
            "13.2 Terraform's words",
            json!({"name": "orders", "connection_type": "mysql", "env_type": 1, "content": text(&old)}),
        ),
    ];
    for (fact, document) in rows {
        let bench = Bench::new().await;
        import(&bench, &document, json!([])).await;
        let view = named(&bench, "orders").await;
        let prod = &view["prod"]["properties"];
        assert_eq!(
            (&prod["database"], &prod["username"], &prod["address"][0]["host"]),
            (&json!("d"), &json!("u"), &json!("h")),
            "{fact}"
        );
        assert_eq!((&view["dev"], &view["prod"]["missing"]), (&Value::Null, &json!(["password"])), "{fact}");
        assert_eq!(view["prod"]["extra"], json!({}), "{fact}");
    }
    let bench = Bench::new().await;
    let dev = json!({"Name": "orders", "ConnectionType": "oss", "EnvType": 0, "Content": {"accessId": "i", "accessKey": "new-key",
        "bucket": "b-b", "endpoint": "http://oss-cn-shanghai.aliyuncs.com", "tag": "public"}});
    import(&bench, &dev, json!([])).await;
    assert_eq!(named(&bench, "orders").await["dev"]["complete"], true, "9.4 EnvType 0 is development");
    assert!(bench.items().concat().contains("new-key"));
}

#[tokio::test]
async fn wrong_documents_are_refused_with_their_place() {
    let bench = Bench::new().await;
    let deep = format!("{}{}", "[".repeat(65), "]".repeat(65));
    let long = " ".repeat(10 * 1024 * 1024 + 1);
    let twice = r#"[{"Name": "a", "Type": "mysql", "ConnectionProperties": {"password": "hunter2", "password": "x"}}]"#;
    let inner =
        r#"[{"Name": "a", "Type": "mysql", "ConnectionProperties": "{\"password\": \"hunter2\", \"password\": 1}"}]"#;
    // (document, field, issue)
    for (document, field, issue) in [
        ("{", "file", "json_syntax"),
        ("[1]", "[0]", "no_draft"),
        ("{\"Name\": \"a\"}", "file", "no_draft"),
        (&deep, "file", "json_too_deep"),
        (&long, "file", "document_too_long"),
        (twice, "file", "json_key_twice"),
        (inner, "[0].ConnectionProperties", "json_key_twice"),
        (r#"[{"Type": "mysql", "ConnectionProperties": {}}]"#, "[0].Name", "missing"),
        (r#"[{"Name": "a", "ConnectionProperties": {}}]"#, "[0].Type", "missing"),
        (r#"{"Name": "a", "Type": "mysql", "ConnectionProperties": {"envType": "Test"}}"#, "envType", "not_a_choice"),
        (r#"{"Name": "a", "Type": "mysql", "ConnectionProperties": [1]}"#, "ConnectionProperties", "wrong_type"),
    ] {
        let error = bench.refused("import.read", json!({"content": document})).await;
        assert_eq!((error.issues[0].field.as_str(), error.issues[0].code.id()), (field, issue));
        assert!(!format!("{error:?}").contains("hunter2"));
    }
    let many: Vec<Value> = (0..10_001)
        .map(|number| json!({"Name": format!("s{number}"), "Type": "mysql", "ConnectionProperties": {}}))
        .collect();
    let error = bench.refused("import.read", json!({"content": json!(many).to_string()})).await;
    assert_eq!(error.issues[0].code.id(), "out_of_range");
}

#[tokio::test]
async fn a_seal_opens_with_its_passphrase_only() {
    let bench = Bench::new().await;
    bench.create("orders").await;
    let refused = bench.refused("source.export", json!({"format": "sealed"})).await;
    assert_eq!(code(&refused), ErrorCode::PassphraseNeeded);
    let document = sealed(&bench).await;
    assert!(document.starts_with("-----BEGIN AGE ENCRYPTED FILE-----") && !document.contains("prod-pw"));
    let refused = bench.refused("import.read", json!({"content": document})).await;
    assert_eq!(code(&refused), ErrorCode::PassphraseNeeded);
    let refused = bench.refused("import.read", json!({"content": document, "passphrase": "wrong"})).await;
    assert_eq!(code(&refused), ErrorCode::PassphraseWrong);
    // A file that asks for 2^60 rounds is not worked for.
    let greedy = "age-encryption.org/v1\n-> scrypt bBjlhJVYZeE4aqUdmtRHfw 60\n\
        gV/AhotwSGqaPCU43cepl4WYUouAa17a3xpu4G2yi5k\n--- fgMiVLJHMlg9fW7CVG/hPS5EAU4Zeg19LyCP7SoH5nA\n\
        0123456789abcdef0123456789abcdef";
    let refused = bench.refused("import.read", json!({"content": greedy, "passphrase": "x"})).await;
    assert_eq!(refused.issues[0].code.id(), "seal_too_strong");
}

#[tokio::test]
async fn an_import_follows_the_rules_of_the_place() {
    let bench = Bench::new().await;
    bench.create("orders").await;
    bench.create("lake").await;
    let place = bench.ok("app.state", json!({})).await["workspace"].clone();
    bench.ok("workspace.change", json!({"workspace": place, "locked": true})).await;
    let changed = |name: &str| envelope(name, "Prod", shop("10.9.9.9"));
    let apply = |seen: &Value, typed: Value| json!({"ticket": seen["ticket"], "typed_name": typed});

    // A locked production side wants its name; a new source does not touch one, and neither does another's development side.
    let seen = read(&bench, &json!([changed("orders")])).await;
    assert_eq!(seen["rows"][0]["locked"], true);
    assert_eq!(code(&bench.refused("import.apply", apply(&seen, Value::Null)).await), ErrorCode::ProdLocked);
    bench.ok("import.apply", apply(&seen, json!("orders"))).await;
    let seen = read(&bench, &json!([changed("fresh"), envelope("lake", "Dev", shop("10.9.9.9"))])).await;
    let done = bench.ok("import.apply", apply(&seen, Value::Null)).await;
    assert_eq!(done["rows"][1]["outcome"], "replaced", "{done}");
    // Several at once want the workspace's.
    let again = |name: &str| envelope(name, "Prod", shop("10.8.8.8"));
    let seen = read(&bench, &json!([again("orders"), again("lake")])).await;
    assert_eq!(code(&bench.refused("import.apply", apply(&seen, json!("orders"))).await), ErrorCode::ProdLocked);
    let done = bench.ok("import.apply", apply(&seen, json!("default"))).await;
    assert_eq!(done["rows"][1]["outcome"], "replaced", "{done}");

    // A lock that came between reading and carrying out counts.
    bench.ok("workspace.change", json!({"workspace": place, "locked": false, "typed_name": "default"})).await;
    let seen = read(&bench, &json!([changed("orders")])).await;
    assert_eq!(seen["rows"][0]["locked"], false);
    bench.ok("workspace.change", json!({"workspace": place, "locked": true})).await;
    assert_eq!(code(&bench.refused("import.apply", apply(&seen, Value::Null)).await), ErrorCode::ProdLocked);

    // 2.1 a basic workspace has no development side.
    let basic = bench.ok("workspace.create", json!({"name": "basic", "mode": "basic"})).await;
    let document =
        json!([envelope("a", "Dev", shop("h")), envelope("b", "Dev", shop("h")), envelope("b", "Prod", shop("h"))]);
    let request = json!({"workspace": basic["id"], "content": document.to_string()});
    let seen = bench.ok("import.read", request).await;
    assert_eq!((&seen["rows"][0]["status"], &seen["rows"][1]["status"]), (&json!("conflict"), &json!("new")));
    let done = bench.ok("import.apply", apply(&seen, Value::Null)).await;
    assert_eq!((&done["rows"][0]["outcome"], &done["rows"][1]["outcome"]), (&json!("skipped"), &json!("created")));

    // Changed in between: what was shown is not what is there.
    let seen = read(&bench, &json!([changed("fresh")])).await;
    let fresh = named(&bench, "fresh").await;
    bench.ok("source.patch", json!({"id": fresh["id"], "patch": {"description": "new"}, "typed_name": "fresh"})).await;
    let seen = if seen["rows"][0]["status"] == "same" { read(&bench, &json!([again("fresh")])).await } else { seen };
    bench
        .ok("source.patch", json!({"id": fresh["id"], "patch": {"description": "newer"}, "typed_name": "fresh"}))
        .await;
    let done = bench.ok("import.apply", apply(&seen, json!("fresh"))).await;
    assert_eq!(done["rows"][0]["error"]["code"], "conflict", "{done}");
    // A role that may not change sources imports nothing.
    bench.ok("identity.set", json!({"identity": {"user": "v", "role": "visitor"}})).await;
    let seen = read(&bench, &json!([changed("other")])).await;
    let done = bench.ok("import.apply", apply(&seen, Value::Null)).await;
    assert_eq!(done["rows"][0]["error"]["code"], "not_permitted", "{done}");
}

#[tokio::test]
async fn a_keychain_that_fails_ends_the_import_with_whole_sources() {
    let bench = Bench::new().await;
    let with = |name: &str, env: &str| {
        let mut whole = shop("h");
        whole["password"] = json!(format!("{name}-{env}"));
        envelope(name, env, whole)
    };
    let document = json!([with("a", "Dev"), with("a", "Prod"), with("b", "Dev"), with("b", "Prod"), with("c", "Prod")]);
    let seen = read(&bench, &document).await;
    bench.keychain.fail(Operation::Set, 3, KeychainError::Locked);
    let done = bench.ok("import.apply", json!({"ticket": seen["ticket"]})).await;
    let outcomes: Vec<&str> =
        done["rows"].as_array().unwrap().iter().map(|row| row["outcome"].as_str().unwrap()).collect();
    assert_eq!(outcomes, ["created", "failed", "not_reached"]);
    bench.keychain.heal();
    assert_eq!(bench.ok("source.list", json!({})).await["total"], 1);
    // Reading it again goes on where it ended.
    import(&bench, &document, json!([])).await;
    assert_eq!(named(&bench, "b").await["dev"]["complete"], true);
    bench.assert_sound().await;
}

#[tokio::test]
async fn a_file_goes_to_its_owner_only_and_over_nothing() {
    let bench = Bench::new().await;
    bench.ok("source.save", mysql("orders")).await;
    let path = bench.home.path().join("out.json");
    let request = json!({"format": "dataworks", "path": path});
    let answer = bench.ok("source.export", request.clone()).await;
    assert_eq!((&answer["content"], &answer["sources"], &answer["sides"]), (&Value::Null, &json!(1), &json!(2)));
    #[cfg(unix)]
    assert_eq!(
        std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&path).unwrap().permissions()) & 0o777,
        0o600
    );
    assert_eq!(bench.refused("source.export", request).await.issues[0].code.id(), "file_exists");
    let seen = bench.ok("import.read", json!({"path": path})).await;
    assert_eq!(seen["rows"][0]["status"], "same");
}

/// What a file of another program becomes, without saving it.
async fn foreign(bench: &Bench, from: &str, content: &str) -> Value {
    let seen = bench.ok("import.read", json!({"from": from, "content": content})).await;
    assert!(!seen.to_string().contains("s3cret"), "{seen}");
    let done = bench.ok("import.apply", json!({"ticket": seen["ticket"]})).await;
    for row in done["rows"].as_array().unwrap() {
        assert_eq!(row["outcome"], "created", "{row}");
    }
    seen
}

#[tokio::test]
async fn settings_of_other_programs_become_drafts() {
    let bench = Bench::new().await;
    let cnf = "[client]\nuser = etl\npassword = \"s3cret#1\"\nssl-mode=REQUIRED # as asked\n[mysqld]\nport=1\n\
        [client_prod]\nhost=db.example.com\nport=3307\ndatabase = shop\n!include /etc/x\n";
    let seen = foreign(&bench, "my_cnf", cnf).await;
    assert_eq!(seen["notes"][0]["about"], json!(["!include"]));
    let base = named(&bench, "my_cnf").await["dev"].clone();
    assert_eq!(
        (&base["properties"]["address"][0]["host"], &base["missing"]),
        (&json!("localhost"), &json!(["database"]))
    );
    let prod = named(&bench, "my_cnf_prod").await["dev"].clone();
    let expected = json!({"address": [{"host": "db.example.com", "port": 3307}], "database": "shop", "tlsMode": "required",
        "username": "etl"});
    assert_eq!((&prod["properties"], &prod["complete"]), (&expected, &json!(true)));

    foreign(
        &bench,
        "ossutil",
        "[Credentials]\nlanguage=CH\nendpoint = oss-cn-hangzhou.aliyuncs.com\naccessKeyID = LTAI1\naccessKeySecret=s3cret2\n\
        [Bucket-Endpoint]\nlogs-a = oss-cn-shanghai.aliyuncs.com\n[profile work]\naccessKeyID=LTAI2\naccessKeySecret=s3cret3\n\
        region=cn-beijing\n",
    )
    .await;
    let bucket = named(&bench, "oss_logs_a").await["dev"].clone();
    assert_eq!((&bucket["properties"]["bucket"], &bucket["complete"]), (&json!("logs-a"), &json!(true)));
    assert_eq!(named(&bench, "ossutil").await["dev"]["missing"], json!(["bucket"]));
    let work = named(&bench, "ossutil_work").await["dev"]["properties"].clone();
    assert_eq!(work["endpoint"], "https://oss-cn-beijing.aliyuncs.com");

    foreign(
        &bench,
        "odps",
        "project_name=shop_mc\naccess_id=LTAI\naccess_key=s3cret4\nend_point=https://service.cn-shanghai.maxcompute.aliyun.com/api\n",
    )
    .await;
    let odps = named(&bench, "shop_mc").await["dev"].clone();
    assert_eq!((&odps["properties"]["regionId"], &odps["complete"]), (&json!("cn-shanghai"), &json!(true)));

    let seen = foreign(
        &bench,
        "urls",
        "# mine\norders_url = jdbc:mysql://etl:s3cret5@db:3307/shop\nnot a url s3cret\noss://LTAI:s3cret6@pics.oss-cn-hangzhou.aliyuncs.com\n",
    )
    .await;
    assert_eq!(seen["notes"][0]["about"], json!(["3"]), "named by its line, not repeated");
    assert_eq!(named(&bench, "orders_url").await["dev"]["complete"], true);
    assert_eq!(named(&bench, "pics").await["dev"]["complete"], true);

    let dbeaver = json!({"folders": {}, "connections": {
        "mysql8-1": {"provider": "mysql", "driver": "mysql8", "name": "Shop prod", "configuration":
            {"host": "db.example.com", "port": "3306", "database": "shop", "type": "prod", "user": "etl"}},
        "pg-1": {"provider": "postgresql", "name": "pg", "configuration": {"host": "pg", "port": "5432", "database": "d"}}}});
    foreign(&bench, "dbeaver", &dbeaver.to_string()).await;
    assert_eq!(named(&bench, "Shop_prod").await["prod"]["missing"], json!(["password"]));
    assert_eq!(named(&bench, "pg").await["type"], "postgresql", "a type that is not known yet is a draft all the same");

    for number in 1..=6 {
        assert!(
            bench
                .items()
                .concat()
                .contains(&format!("s3cret{}", if number == 1 { "#1".to_owned() } else { number.to_string() }))
        );
    }
    let nothing = bench.refused("import.read", json!({"from": "my_cnf", "content": "[mysqld]\nport=1\n"})).await;
    assert_eq!(nothing.issues[0].code.id(), "no_draft");
}
