//! The rules of workspaces, environments and doors. Each row names the fact that it holds: the section of DataWorks'
//! documentation as it is known in the catalogue of facts (1 data source management, 2 environments, 3 two doors, 4 sharing,
//! 6 identities).

use headwater_model::ErrorCode;
use serde_json::{Value, json};

use crate::support::{Bench, mysql};

async fn workspace(bench: &Bench, name: &str, mode: &str) -> String {
    let made = bench.ok("workspace.create", json!({"name": name, "mode": mode})).await;
    made["id"].as_str().unwrap().to_owned()
}

/// A save request for some sides only.
fn sides(name: &str, workspace: &str, envs: &[&str]) -> Value {
    let mut request = mysql(name);
    request["workspace"] = json!(workspace);
    for env in ["dev", "prod"] {
        if !envs.contains(&env) {
            request.as_object_mut().unwrap().remove(env);
        }
    }
    request
}

/// `consumer/env` of what is allowed.
async fn allowed(bench: &Bench, id: &Value) -> Vec<String> {
    let uses = bench.ok("source.usable", json!({"id": id})).await;
    let allowed = uses.as_array().unwrap().iter().filter(|found| found["allowed"] == true);
    allowed.map(|found| format!("{}/{}", found["consumer"].as_str().unwrap(), found["env"].as_str().unwrap())).collect()
}

#[tokio::test]
async fn where_a_source_may_be_used_follows_its_sides_and_the_mode() {
    let batch = ["single_table_batch/dev", "single_table_batch/prod", "data_studio/dev", "data_studio/prod"];
    let prod = [
        "single_table_realtime/prod",
        "full_db_batch/prod",
        "full_db_realtime/prod",
        "full_db_incremental/prod",
        "data_service/prod",
        "data_analysis/prod",
        "data_quality/prod",
    ];
    // (fact, mode, sides, allowed)
    let rows: &[(&str, &str, &[&str], Vec<&str>)] = &[
        (
            "2.2 single-table batch follows both sides, the rest production",
            "standard",
            &["dev", "prod"],
            [&batch[..], &prod].concat(),
        ),
        (
            "2.3 with production alone neither nodes nor single-table batch can choose it",
            "standard",
            &["prod"],
            prod.to_vec(),
        ),
        ("2.3 with development alone tasks cannot be published", "standard", &["dev"], vec![batch[0], batch[2]]),
        ("2.1 a basic workspace has production only", "basic", &["prod"], [&[batch[1], batch[3]], &prod[..]].concat()),
    ];
    let bench = Bench::new().await;
    for (index, (fact, mode, envs, expected)) in rows.iter().enumerate() {
        let place = workspace(&bench, &format!("space{index}"), mode).await;
        let view = bench.ok("source.save", sides("orders", &place, envs)).await;
        let mut found = allowed(&bench, &view["id"]).await;
        let mut expected: Vec<String> = expected.iter().map(ToString::to_string).collect();
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{fact}");
    }
}

#[tokio::test]
async fn what_is_forbidden_says_why_and_what_to_do() {
    let bench = Bench::new().await;
    let place = workspace(&bench, "space", "standard").await;
    let oss = json!({"name": "lake", "type": "oss", "workspace": place, "prod": {"mode": "UrlMode", "properties": {}}});
    let view = bench.ok("source.save", oss).await;
    for found in bench.ok("source.usable", json!({"id": view["id"]})).await.as_array().unwrap() {
        assert_eq!(found["allowed"], false);
        for words in ["reason", "remedy"] {
            for lang in ["en", "zh-CN"] {
                assert!(!found[words][lang].as_str().unwrap().is_empty(), "{found}");
            }
        }
    }
}

#[tokio::test]
async fn the_doors_and_the_mode_decide_which_sides_can_be_written() {
    use ErrorCode::{BasicProdOnly, DoorProdOnly};
    // (fact, mode, door, sides, refusal)
    let rows: &[(&str, &str, &str, &[&str], Option<ErrorCode>)] = &[
        ("3 Management Center creates both sides", "standard", "management_center", &["dev", "prod"], None),
        ("3 Data Integration creates production only", "standard", "data_integration", &["prod"], None),
        (
            "3 Data Integration has no development side",
            "standard",
            "data_integration",
            &["dev", "prod"],
            Some(DoorProdOnly),
        ),
        ("2.1 basic mode has production only", "basic", "management_center", &["dev", "prod"], Some(BasicProdOnly)),
        ("3 in basic mode both doors are the same", "basic", "data_integration", &["prod"], None),
        (
            "2.1 no development side through any door of a basic workspace",
            "basic",
            "data_integration",
            &["dev"],
            Some(BasicProdOnly),
        ),
    ];
    let bench = Bench::new().await;
    for (index, (fact, mode, door, envs, refusal)) in rows.iter().enumerate() {
        let place = workspace(&bench, &format!("space{index}"), mode).await;
        let mut request = sides("orders", &place, envs);
        request["door"] = json!(door);
        match refusal {
            Some(code) => assert_eq!(bench.refused("source.save", request).await.code, *code, "{fact}"),
            None => assert_eq!(bench.ok("source.save", request).await["origin"], *door, "{fact}"),
        }
    }
}

#[tokio::test]
async fn what_one_door_makes_appears_behind_the_other_and_is_completed_there() {
    let bench = Bench::new().await;
    let place = workspace(&bench, "space", "standard").await;
    let mut request = sides("orders", &place, &["prod"]);
    request["door"] = json!("data_integration");
    let made = bench.ok("source.save", request).await;
    let listed = bench.ok("source.list", json!({"workspace": place})).await;
    assert_eq!(listed["rows"][0]["dev"]["state"], "incomplete");
    // Completed in Management Center, then edited again in Data Integration: the development side stays.
    let mut whole = mysql("orders");
    whole["id"] = made["id"].clone();
    bench.ok("source.save", whole).await;
    let mut prod_only = sides("orders", &place, &["prod"]);
    (prod_only["id"], prod_only["door"]) = (made["id"].clone(), json!("data_integration"));
    prod_only["prod"]["properties"]["database"] = json!("shop_2");
    let view = bench.ok("source.save", prod_only).await;
    assert_eq!(view["prod"]["properties"]["database"], "shop_2");
    assert_eq!(view["dev"]["properties"]["database"], "shop_dev");
}

#[tokio::test]
async fn nobody_misses_the_development_side_of_a_basic_workspace() {
    let bench = Bench::new().await;
    let place = workspace(&bench, "space", "basic").await;
    bench.ok("source.save", sides("orders", &place, &["prod"])).await;
    let listed = bench.ok("source.list", json!({"workspace": place})).await;
    assert_eq!((&listed["rows"][0]["dev"], &listed["attention"]), (&Value::Null, &json!(0)));
    let incomplete = bench.ok("source.list", json!({"workspace": place, "states": ["incomplete"]})).await;
    assert_eq!(incomplete["total"], 0);
}

#[tokio::test]
async fn an_upgrade_keeps_production_and_leaves_development_incomplete() {
    let bench = Bench::new().await;
    let place = workspace(&bench, "space", "basic").await;
    for name in ["orders", "users"] {
        bench.ok("source.save", sides(name, &place, &["prod"])).await;
    }
    let before = bench.ok("source.list", json!({"workspace": place})).await;
    let preview = bench.ok("workspace.upgrade", json!({"workspace": place, "preview": true, "prefill": true})).await;
    assert_eq!((&preview["done"], &preview["workspace"]["mode"]), (&json!(false), &json!("basic")));
    assert_eq!(preview["sources"][0]["missing"], json!(["password"]), "secrets stay behind");
    assert_eq!(bench.ok("source.list", json!({"workspace": place})).await, before, "a preview changes nothing");

    let done = bench.ok("workspace.upgrade", json!({"workspace": place})).await;
    assert_eq!(done["workspace"]["mode"], "standard");
    let listed = bench.ok("source.list", json!({"workspace": place, "env": "dev", "states": ["incomplete"]})).await;
    assert_eq!(listed["total"], 2);
    let view = bench.ok("source.named", json!({"workspace": place, "name": "orders"})).await;
    assert_eq!((&view["dev"], &view["prod"]["secret_states"]["password"]), (&Value::Null, &json!("stored")));
    let again = bench.refused("workspace.upgrade", json!({"workspace": place})).await;
    assert_eq!(again.code, ErrorCode::WorkspaceStandard, "there is no second time and no way back");
}

#[tokio::test]
async fn an_upgrade_prefills_development_without_secrets() {
    let bench = Bench::new().await;
    let place = workspace(&bench, "space", "basic").await;
    bench.ok("source.save", sides("orders", &place, &["prod"])).await;
    let items = bench.items();
    bench.ok("workspace.upgrade", json!({"workspace": place, "prefill": true})).await;
    let view = bench.ok("source.named", json!({"workspace": place, "name": "orders"})).await;
    assert_eq!(view["dev"]["properties"], view["prod"]["properties"]);
    assert_eq!(view["dev"]["missing"], json!(["password"]));
    assert_eq!(bench.items(), items);
    bench.assert_sound().await;
}

#[tokio::test]
async fn locked_production_wants_the_name_typed() {
    let bench = Bench::new().await;
    let place = workspace(&bench, "space", "standard").await;
    let view = bench.ok("source.save", sides("orders", &place, &["dev", "prod"])).await;
    let id = view["id"].clone();
    bench.ok("workspace.change", json!({"workspace": place, "locked": true})).await;
    let edit = |env: &str| {
        let mut patch = json!({});
        patch[env] = json!({"properties": {"database": "other"}});
        json!({"id": id, "patch": patch})
    };
    let secret = |env: &str| json!({"id": id, "env": env, "slot": "password", "secret": "new"});
    // (what, command, request, wants the name)
    let rows = [
        ("an edit of production", "source.patch", edit("prod"), true),
        ("an edit of development", "source.patch", edit("dev"), false),
        ("a description", "source.patch", json!({"id": id, "patch": {"description": "words"}}), false),
        ("a secret of production", "secret.set", secret("prod"), true),
        ("a secret of development", "secret.set", secret("dev"), false),
        ("a delete of development", "source.delete", json!({"id": id, "envs": ["dev"]}), false),
        ("a delete of production", "source.delete", json!({"id": id, "envs": ["prod"]}), true),
        ("a purge", "source.purge", json!({"id": id}), true),
    ];
    for (what, command, mut request, wants) in rows {
        if wants {
            let before = bench.call("source.get", json!({"id": id})).await.ok();
            assert_eq!(bench.refused(command, request.clone()).await.code, ErrorCode::ProdLocked, "{what}");
            request["typed_name"] = json!("Orders");
            assert_eq!(
                bench.refused(command, request.clone()).await.code,
                ErrorCode::ProdLocked,
                "{what}, typed wrong"
            );
            assert_eq!(bench.call("source.get", json!({"id": id})).await.ok(), before, "{what}");
            request["typed_name"] = json!("orders");
        }
        bench.ok(command, request).await;
    }
    let unlock = json!({"workspace": place, "locked": false});
    assert_eq!(bench.refused("workspace.change", unlock).await.code, ErrorCode::ProdLocked);
    bench.ok("workspace.change", json!({"workspace": place, "locked": false, "typed_name": "space"})).await;
}

#[tokio::test]
async fn the_role_decides_what_may_be_done() {
    let bench = Bench::new().await;
    let view = bench.create("orders").await;
    let id = view["id"].clone();
    // (fact, role, may create, may edit, may make workspaces)
    let rows = [
        ("1.6 the tenant owner manages", "tenant_owner", true, true, true),
        ("1.6 the workspace owner manages", "workspace_owner", true, true, true),
        ("1.6 the workspace administrator manages", "workspace_administrator", true, true, true),
        ("1.6 O&M manages data sources", "operation", true, true, false),
        ("4 the security administrator modifies", "security_administrator", false, true, false),
        ("4 the tenant administrator only shares", "tenant_administrator", false, false, true),
        ("1.6 developers only use", "developer", false, false, false),
        ("1.6 visitors look", "visitor", false, false, false),
    ];
    for (index, (fact, role, create, edit, spaces)) in rows.into_iter().enumerate() {
        bench.ok("identity.set", json!({"identity": {"user": "li", "role": role}})).await;
        let made = bench.call("source.save", mysql(&format!("copy{index}"))).await;
        assert_eq!(made.is_ok(), create, "{fact}");
        let patch = json!({"id": id, "patch": {"description": format!("by {role}")}});
        assert_eq!(bench.call("source.patch", patch).await.is_ok(), edit, "{fact}");
        let space = json!({"name": format!("space{index}"), "mode": "basic"});
        assert_eq!(bench.call("workspace.create", space).await.is_ok(), spaces, "{fact}");
        let tested = bench.call("test.run", json!({"id": id, "env": "dev", "timeout_ms": 1})).await;
        assert_eq!(tested.is_ok(), role != "visitor", "{fact}");
    }
    let error = bench.refused("source.delete", json!({"id": id, "envs": []})).await;
    assert_eq!(error.code, ErrorCode::NotPermitted);
    assert!(error.params["roles"].contains("Workspace administrator"));
}

#[tokio::test]
async fn a_workspace_goes_with_everything_in_it_once_its_name_is_typed() {
    let bench = Bench::new().await;
    let place = workspace(&bench, "space", "standard").await;
    bench.ok("source.save", sides("orders", &place, &["dev", "prod"])).await;
    let impact = bench.ok("workspace.impact", json!({"workspace": place})).await;
    assert_eq!(impact, json!({"sources": 1, "deleted_sources": 0, "with_secrets": 2, "shared_with": []}));
    let slip = bench.refused("workspace.delete", json!({"workspace": place, "typed_name": "spce"})).await;
    assert_eq!(slip.code, ErrorCode::NameNotTyped);
    bench.ok("workspace.delete", json!({"workspace": place, "typed_name": "space"})).await;
    assert!(bench.items().is_empty());
    bench.assert_sound().await;
    let state = bench.ok("app.state", json!({})).await;
    let last = state["workspaces"][0].clone();
    let request = json!({"workspace": last["id"], "typed_name": last["name"]});
    assert_eq!(bench.refused("workspace.delete", request).await.code, ErrorCode::WorkspaceLast);
}
