//! Several at once on the same source: whoever comes second is told, and sees what changed.

use headwater_app::Caller;
use headwater_app::call;
use headwater_model::{ErrorCode, Lang};
use serde_json::json;

use crate::bench::{House, headwater, resave};

#[tokio::test]
async fn the_second_window_is_told_what_the_first_has_changed() {
    let house = House::new().await;
    let view = house.create("orders").await;
    let other = house.another().await;
    let mut first = resave(&view);
    first["description"] = json!("orders and returns");
    first["prod"]["properties"]["address"] = json!([{"host": "127.0.0.2", "port": 3306}]);
    first["prod"]["secrets"] = json!({"password": "canary-of-the-first"});
    let won = other.ok("source.save", first).await;

    let mut second = resave(&view);
    second["dev"]["properties"]["database"] = json!("mine");
    second["dev"]["secrets"] = json!({"password": "of-the-second"});
    let error = house.refused("source.save", second).await;
    assert_eq!((error.code, error.retryable), (ErrorCode::Conflict, true));
    assert_eq!(error.params["changed"], "description, prod.address, prod.secrets.password");
    let lines: Vec<String> = error.issues.iter().map(|issue| issue.line(Lang::En)).collect();
    assert!(lines[0].contains("orders and returns") && lines[1].contains("127.0.0.2:3306"), "{lines:?}");
    assert!(lines[2].starts_with("prod.secrets.password"), "{lines:?}");
    assert!(!format!("{error:?}").contains("canary"), "never a secret");

    assert_eq!(house.ok("source.get", json!({"id": view["id"]})).await, won, "the first one's work is there");
    assert!(!house.items().values().any(|item| item.contains("of-the-second")));
    house.assert_sound().await;

    // Told, the second one repeats its change on top.
    let mut again = resave(&won);
    again["dev"]["properties"]["database"] = json!("mine");
    let both = house.ok("source.save", again).await;
    assert_eq!(
        (&both["dev"]["properties"]["database"], &both["description"]),
        (&json!("mine"), &json!("orders and returns"))
    );
}

#[tokio::test]
async fn the_command_line_is_told_what_a_window_has_changed() {
    let house = House::new().await;
    let view = house.create("orders").await;
    let mut edit = resave(&view);
    edit["dev"]["properties"]["database"] = json!("shop_dev_2");
    house.ok("source.save", edit).await;
    house.ok("secret.set", json!({"id": view["id"], "env": "dev", "slot": "password", "secret": "canary"})).await;

    let patch = json!({"description": "from a script"}).to_string();
    let arguments = ["source", "edit", "orders", "--if-revision", "1", "--file", "-"];
    let error = headwater(&house.home, &[&arguments[..], &["--json"]].concat(), &patch).error(2);
    assert_eq!(error["code"], "conflict");
    assert_eq!(error["params"]["changed"], "dev.secrets.password, dev.database");
    assert!(error["hint"].as_str().unwrap().contains("shop_dev_2"), "{error}");
    let words = headwater(&house.home, &arguments, &patch);
    assert!(words.code == 2 && words.err.contains("dev.database: Is now shop_dev_2"), "{words:#?}");
    assert!(words.err.contains("hint: ") && !words.err.contains("canary"), "{words:#?}");

    headwater(&house.home, &["source", "edit", "orders", "--if-revision", "3", "--file", "-", "--json"], &patch).ok();
    let mut late = resave(&view);
    late["tags"] = json!(["late"]);
    let error = house.refused("source.save", late).await;
    assert_eq!(error.params["changed"], "description, dev.secrets.password, dev.database");
}

/// Two windows and the command line write the same revision at the same moment: one of them is done, and whatever is there
/// afterwards is all of one and nothing of another.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_at_once_one_is_done_and_the_others_are_told() {
    let house = House::new().await;
    let mut view = house.create("orders").await;
    let other = house.another().await;
    for round in 0..5 {
        let mut running = Vec::new();
        for (index, app) in [&house.app, &other.app, &house.app, &other.app].into_iter().enumerate() {
            let words = format!("writer-{round}-{index}");
            let mut edit = resave(&view);
            edit["description"] = json!(words);
            for env in ["dev", "prod"] {
                edit[env]["properties"]["database"] = json!(words);
                edit[env]["secrets"] = json!({"password": words});
            }
            let app = app.clone();
            running.push(tokio::spawn(async move { call(&app, "source.save", edit, Caller::silent()).await }));
        }
        let (home, revision) = (house.home.clone(), view["revision"].to_string());
        let script = tokio::task::spawn_blocking(move || {
            let words = "writer-script";
            let patch = json!({"description": words, "dev": {"properties": {"database": words}},
                "prod": {"properties": {"database": words}}});
            let arguments = ["source", "edit", "orders", "--if-revision", &revision, "--file", "-", "--json"];
            headwater(&home, &arguments, &patch.to_string())
        });
        let mut done = Vec::new();
        for one in running {
            match one.await.unwrap() {
                Ok(view) => done.push(view["description"].as_str().unwrap().to_owned()),
                Err(error) => assert_eq!(error.code, ErrorCode::Conflict, "{error:?}"),
            }
        }
        let script = script.await.unwrap();
        match script.code {
            0 => done.push("writer-script".to_owned()),
            _ => assert_eq!(script.error(2)["code"], "conflict"),
        }
        assert_eq!(done.len(), 1, "{done:?}");
        view = house.ok("source.get", json!({"id": view["id"]})).await;
        let winner = json!(done[0]);
        assert_eq!((&view["description"], &view["revision"]), (&winner, &json!(round + 2)));
        assert_eq!(
            (&view["dev"]["properties"]["database"], &view["prod"]["properties"]["database"]),
            (&winner, &winner)
        );
        let items: Vec<String> = house.items().into_values().collect();
        if done[0] != "writer-script" {
            assert!(items.len() == 2 && items.iter().all(|item| item.contains(&done[0])), "{items:?}");
        }
    }
    house.assert_sound().await;
}
