//! The rules of sharing. Each row names the fact that it holds: the section of DataWorks' documentation as it is known in the
//! catalogue of facts (1 data source management, 2 environments, 4 permission management).

use headwater_model::{AppError, ErrorCode};
use serde_json::{Value, json};

use crate::support::{Bench, mysql, resave};

/// Workspace `shop` with the source `orders`, and `lab`, another one.
struct House {
    bench: Bench,
    shop: Value,
    lab: Value,
    orders: Value,
}

impl House {
    async fn new() -> Self {
        let bench = Bench::new().await;
        let shop = workspace(&bench, "shop", "standard").await;
        let lab = workspace(&bench, "lab", "standard").await;
        let mut request = mysql("orders");
        request["workspace"] = shop.clone();
        let orders = bench.ok("source.save", request).await["id"].clone();
        Self { bench, shop, lab, orders }
    }

    /// The request for a rule, with `more` in it.
    fn rule(&self, env: &str, more: Value) -> Value {
        let mut request = json!({"id": self.orders, "to": self.lab, "env": env});
        for (key, value) in more.as_object().unwrap() {
            request[key] = value.clone();
        }
        request
    }

    async fn share(&self, env: &str, more: Value) -> Value {
        self.bench.ok("share.add", self.rule(env, more)).await
    }

    /// `shop.orders` in `lab`.
    async fn received(&self) -> Result<Value, AppError> {
        self.bench.call("source.named", json!({"workspace": self.lab, "name": "shop.orders"})).await
    }

    async fn names(&self, workspace: &Value) -> Vec<String> {
        let listed = self.bench.ok("source.list", json!({"workspace": workspace})).await;
        let rows = listed["rows"].as_array().unwrap();
        assert_eq!(listed["all"], rows.len());
        let current = self.bench.ok("workspace.select", json!({"workspace": workspace})).await;
        assert_eq!(current["current"], true);
        assert_eq!(self.bench.ok("app.state", json!({})).await["listed"], rows.len(), "as the side says");
        rows.iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect()
    }

    async fn work_as(&self, user: &str, role: &str) {
        self.bench.ok("identity.set", json!({"identity": {"user": user, "role": role}})).await;
    }
}

async fn workspace(bench: &Bench, name: &str, mode: &str) -> Value {
    bench.ok("workspace.create", json!({"name": name, "mode": mode})).await["id"].clone()
}

#[tokio::test]
async fn what_may_be_shared_with_whom() {
    use ErrorCode::{
        BasicProdOnly, InvalidInput, ShareAgain, ShareNotAlone, SharePrivate, ShareSameWorkspace, SideAbsent,
        SourceGone, WorkspaceNotFound,
    };
    let house = House::new().await;
    let basic = workspace(&house.bench, "plain", "basic").await;
    let mut half = mysql("half");
    half["workspace"] = house.shop.clone();
    half.as_object_mut().unwrap().remove("dev");
    let half = house.bench.ok("source.save", half).await["id"].clone();
    house.share("prod", json!({})).await;
    let received = house.bench.ok("share.list", json!({"workspace": house.lab})).await["received"][0]["source"].clone();
    assert!(received.as_str().unwrap().starts_with('-'), "{received}: an id of its own");
    let mut own = mysql("private");
    own["workspace"] = house.shop.clone();
    let own = house.bench.ok("source.save", own).await["id"].clone();
    house
        .bench
        .ok("share.add", json!({"id": own, "to": house.lab, "env": "prod", "user": "owner", "private": true}))
        .await;

    // (fact, request, refusal)
    let rows = [
        ("4 a workspace as a whole", json!({"env": "dev"}), None),
        ("4 a user of another workspace", json!({"env": "dev", "user": "li"}), None),
        ("4 several users", json!({"env": "dev", "user": "wang", "permission": "edit"}), None),
        ("4 each target environment is a rule of its own", json!({"env": "prod", "user": "li"}), None),
        (
            "4 the same rule again replaces its permission",
            json!({"env": "prod", "user": "li", "permission": "edit"}),
            None,
        ),
        ("4 not within the workspace", json!({"env": "prod", "to": house.shop}), Some(ShareSameWorkspace)),
        (
            "2.1 a basic workspace has no development environment",
            json!({"env": "dev", "to": basic}),
            Some(BasicProdOnly),
        ),
        ("2.1 and production it has", json!({"env": "prod", "to": basic}), None),
        ("4 what is not there cannot be shared", json!({"id": half, "env": "dev"}), Some(SideAbsent)),
        (
            "4 what was received is not shared again",
            json!({"id": received, "env": "prod", "to": basic}),
            Some(ShareAgain),
        ),
        ("4 private is for one user", json!({"env": "prod", "private": true}), Some(InvalidInput)),
        ("4 private is for the only user", json!({"env": "prod", "user": "li", "private": true}), Some(ShareNotAlone)),
        ("4 a private one has no second user", json!({"id": own, "env": "prod", "user": "li"}), Some(SharePrivate)),
        ("4 nor a workspace", json!({"id": own, "env": "prod", "to": basic}), Some(SharePrivate)),
        ("4 its user may have it elsewhere", json!({"id": own, "env": "dev", "user": "owner", "private": true}), None),
        ("4 a workspace that is not there", json!({"env": "prod", "to": "999"}), Some(WorkspaceNotFound)),
        ("4 a data source that is not there", json!({"id": "999", "env": "prod"}), Some(SourceGone)),
    ];
    for (fact, more, refusal) in rows {
        let done = house.bench.call("share.add", house.rule("prod", more)).await;
        assert_eq!(done.err().map(|error| error.code), refusal, "{fact}");
    }
}

#[tokio::test]
async fn what_was_received_appears_under_its_workspaces_name_with_the_sides_that_are_shared() {
    let house = House::new().await;
    house.share("prod", json!({})).await;
    assert_eq!(house.names(&house.lab).await, ["shop.orders"]);
    let listed = house.bench.ok("source.list", json!({"workspace": house.lab})).await;
    let row = &listed["rows"][0];
    assert_eq!(row["shared"], json!({"workspace": "shop", "dev": null, "prod": "read"}));
    assert_eq!((&row["prod"]["state"], &listed["attention"]), (&json!("untested"), &json!(0)));
    let view = house.received().await.unwrap();
    assert_eq!((&view["name"], &view["workspace"], &view["dev"]), (&json!("shop.orders"), &house.lab, &Value::Null));
    assert_eq!(view["prod"]["properties"]["database"], "shop");
    // Nothing of the other side is found either.
    for (search, total) in [("10.20.0.14:3306/shop", 1), ("shop_dev", 0), ("shop.ord", 1), ("订单", 1)] {
        let found = house.bench.ok("source.list", json!({"workspace": house.lab, "search": search})).await;
        assert_eq!(found["total"], total, "{search}");
    }
    house.share("dev", json!({"permission": "edit"})).await;
    let view = house.received().await.unwrap();
    assert_eq!(view["shared"], json!({"workspace": "shop", "dev": "edit", "prod": "read"}));
    assert_eq!(view["dev"]["properties"]["database"], "shop_dev");
    let own = house.bench.ok("source.list", json!({"workspace": house.shop})).await;
    assert_eq!((&own["rows"][0]["shares"], &own["rows"][0]["shared"]), (&json!(1), &Value::Null));

    // It follows its workspace's name, and its own edits.
    house.bench.ok("workspace.change", json!({"workspace": house.shop, "name": "store"})).await;
    assert_eq!(house.names(&house.lab).await, ["store.orders"]);
    let patch = json!({"id": house.orders, "patch": {"prod": {"properties": {"database": "elsewhere"}}}});
    house.bench.ok("source.patch", patch).await;
    let found = house.bench.ok("source.list", json!({"workspace": house.lab, "search": "elsewhere"})).await;
    assert_eq!(found["total"], 1);
}

#[tokio::test]
async fn another_process_sees_the_same() {
    let house = House::new().await;
    let other = house.bench.another().await;
    let list = json!({"workspace": house.lab});
    let names = async || {
        let listed = headwater_app::call(&other, "source.list", list.clone(), headwater_app::Caller::silent()).await;
        listed.unwrap()["total"].clone()
    };
    assert_eq!(names().await, 0);
    let rule = house.share("prod", json!({})).await;
    assert_eq!(names().await, 1);
    house.bench.ok("share.revoke", json!({"id": house.orders, "rules": [rule["id"]]})).await;
    assert_eq!(names().await, 0);
}

#[tokio::test]
async fn who_receives_may_do_what_the_permission_says() {
    use ErrorCode::{ShareAgain, ShareOwnerOnly, ShareReadOnly};
    // Production is shared to be read, development to be edited.
    let (read, owner) = (Some(ShareReadOnly), Some(ShareOwnerOnly));
    let house = House::new().await;
    house.share("prod", json!({"permission": "read"})).await;
    house.share("dev", json!({"permission": "edit"})).await;
    let view = house.received().await.unwrap();
    let id = view["id"].clone();
    let patch = |patch: Value| json!({"id": id, "patch": patch});
    let edit = |env: &str| patch(json!({env: {"properties": {"database": "other"}}}));
    let secret = |env: &str| json!({"id": id, "env": env, "slot": "password", "secret": "new"});
    let elsewhere = json!({"mode": "UrlMode", "properties": {"database": "shop", "username": "etl",
        "address": [{"host": "127.0.0.1", "port": 9}]}});
    // (fact, command, request, refusal)
    let rows = [
        ("4 read: see", "source.get", json!({"id": id}), None),
        ("4 read: use", "test.run", json!({"id": id, "env": "prod", "timeout_ms": 1}), None),
        ("4 read: where it can be used", "source.usable", json!({"id": id}), None),
        ("4 read: not edit", "source.patch", edit("prod"), read),
        ("4 read: no secrets", "secret.set", secret("prod"), read),
        (
            "4 read: secrets go nowhere else",
            "test.run",
            json!({"id": id, "env": "prod", "side": elsewhere, "confirm": "10.20.0.14:3306", "timeout_ms": 1}),
            read,
        ),
        (
            "4 read: nor by agreeing",
            "test.run",
            json!({"id": id, "env": "prod", "confirm": "10.20.0.14:3306", "timeout_ms": 1}),
            read,
        ),
        ("4 read: sent along unchanged it is no edit", "source.save", resave(&view), None),
        ("4 edit: edit", "source.patch", edit("dev"), None),
        ("4 edit: secrets", "secret.set", secret("dev"), None),
        (
            "4 edit: not by the secrets of the other side",
            "secret.set",
            json!({"id": id, "env": "dev", "slot": "password", "secret": {"from": "prod"}}),
            read,
        ),
        ("1.2 the description is its workspace's", "source.patch", patch(json!({"description": "mine"})), owner),
        ("1.2 so are the tags", "source.patch", patch(json!({"tags": []})), owner),
        ("4 a side is not taken away", "source.patch", patch(json!({"dev": null})), owner),
        ("4 nor the whole", "source.delete", json!({"id": id, "envs": []}), owner),
        ("4 nor for good", "source.purge", json!({"id": id}), owner),
        ("4 nor brought back", "source.restore", json!({"id": id, "envs": []}), owner),
        ("4 not cloned", "source.clone", json!({"id": id, "name": "mine", "envs": ["dev"], "secrets": "copy"}), owner),
        ("4 not shared again", "share.add", json!({"id": id, "to": house.shop, "env": "dev"}), Some(ShareAgain)),
    ];
    for (fact, command, request, refusal) in rows {
        let done = house.bench.call(command, request).await;
        assert_eq!(done.as_ref().err().map(|error| error.code), refusal, "{fact}: {done:?}");
    }
    // What was edited is the original's development side; production is as it was.
    let original = house.bench.ok("source.get", json!({"id": house.orders})).await;
    assert_eq!(original["dev"]["properties"]["database"], "other");
    assert_eq!(original["prod"], house_prod(&house, &view).await);
    assert_eq!(house.bench.items().len(), 2);
    house.bench.assert_sound().await;
}

/// Production of the original is what was received of it, but for the tests.
async fn house_prod(house: &House, received: &Value) -> Value {
    let mut prod = received["prod"].clone();
    prod["last_test"] = house.bench.ok("source.get", json!({"id": house.orders})).await["prod"]["last_test"].clone();
    prod
}

#[tokio::test]
async fn a_secret_that_was_shared_is_used_and_not_told() {
    let house = House::new().await;
    house.share("prod", json!({})).await;
    let view = house.received().await.unwrap();
    let report = house.bench.ok("test.run", json!({"id": view["id"], "env": "prod", "timeout_ms": 300})).await;
    let read = report["stages"].as_array().unwrap().iter().find(|stage| stage["stage"] == "read_secrets").unwrap();
    assert_eq!((&read["status"], &report["source"]), (&json!("ok"), &json!("shop.orders")));
    for command in ["source.get", "source.usable"] {
        let answer = house.bench.ok(command, json!({"id": view["id"]})).await.to_string();
        assert!(!answer.contains("prod-pw"), "{command}");
    }
}

#[tokio::test]
async fn test_results_are_not_shared() {
    let house = House::new().await;
    let path = house.bench.home.path().join("a.csv");
    std::fs::write(&path, "a\n1\n").unwrap();
    let side = json!({"mode": "UrlMode", "properties": {"path": path}});
    let file = json!({"name": "file", "type": "localfile", "workspace": house.shop, "dev": side, "prod": side});
    let file = house.bench.ok("source.save", file).await["id"].clone();
    house.bench.ok("share.add", json!({"id": file, "to": house.lab, "env": "prod", "permission": "edit"})).await;
    let list = async |place: &Value| house.bench.ok("source.list", json!({"workspace": place, "search": "file"})).await;
    let state = async |place: &Value| list(place).await["rows"][0]["prod"]["state"].clone();
    let received = list(&house.lab).await["rows"][0]["id"].clone();
    let history = async |id: &Value| {
        let history = house.bench.ok("test.history", json!({"id": id, "env": "prod"})).await;
        history["entries"].as_array().unwrap().len()
    };

    house.bench.ok("test.run", json!({"id": file, "env": "prod"})).await;
    assert_eq!((state(&house.shop).await, state(&house.lab).await), (json!("connectable"), json!("untested")));
    std::fs::remove_file(&path).unwrap();
    house.bench.ok("test.run", json!({"id": received, "env": "prod"})).await;
    house.bench.ok("test.run", json!({"id": received, "env": "prod"})).await;
    assert_eq!((state(&house.shop).await, state(&house.lab).await), (json!("connectable"), json!("failing")));
    assert_eq!((history(&file).await, history(&received).await), (1, 2));
    assert_eq!(list(&house.lab).await["attention"], 1);
    let failing = json!({"workspace": house.lab, "states": ["failing"], "env": "prod"});
    assert_eq!(house.bench.ok("source.list", failing).await["total"], 1);
    // An edit makes both untested; the rule back after a revoke finds what was known.
    let patch = json!({"id": received, "patch": {"prod": {"properties": {"format": "csv"}}}});
    house.bench.ok("source.patch", patch).await;
    assert_eq!((state(&house.shop).await, state(&house.lab).await), (json!("untested"), json!("untested")));
    assert_eq!(history(&received).await, 2);
}

#[tokio::test]
async fn what_is_shared_with_a_user_is_that_users() {
    let house = House::new().await;
    house.share("prod", json!({"user": "li"})).await;
    assert!(house.names(&house.lab).await.is_empty());
    assert_eq!(house.received().await.unwrap_err().code, ErrorCode::SourceNotFound);
    assert_eq!(house.names(&house.shop).await, ["orders"], "its own workspace keeps it");
    house.work_as("li", "developer").await;
    assert_eq!(house.names(&house.lab).await, ["shop.orders"]);
    let received = house.received().await.unwrap()["id"].clone();
    house.work_as("wang", "tenant_owner").await;
    let error = house.bench.refused("source.get", json!({"id": received})).await;
    assert_eq!(error.code, ErrorCode::SourceGone, "an id from elsewhere does not help");
    // Everyone has development, li production as well: each sees their own.
    house.share("dev", json!({})).await;
    let shown =
        async || house.bench.ok("source.list", json!({"workspace": house.lab})).await["rows"][0]["shared"].clone();
    assert_eq!(shown().await, json!({"workspace": "shop", "dev": "read", "prod": null}));
    house.work_as("li", "developer").await;
    assert_eq!(shown().await, json!({"workspace": "shop", "dev": "read", "prod": "read"}));
}

#[tokio::test]
async fn a_private_data_source_is_one_users_whatever_the_role() {
    let house = House::new().await;
    let rule = house.share("prod", json!({"user": "li", "private": true})).await;
    assert_eq!(rule["private"], true);
    for role in ["tenant_owner", "tenant_administrator", "workspace_administrator"] {
        house.work_as("owner", role).await;
        assert!(house.names(&house.shop).await.is_empty(), "4 not even with the right to control ({role})");
        assert!(house.names(&house.lab).await.is_empty());
    }
    let requests = [
        ("source.get", json!({"id": house.orders})),
        ("source.named", json!({"workspace": house.shop, "name": "orders"})),
        ("test.run", json!({"id": house.orders, "env": "prod"})),
        ("source.patch", json!({"id": house.orders, "patch": {"description": "x"}})),
        ("source.clone", json!({"id": house.orders, "name": "mine", "envs": ["prod"], "secrets": "copy"})),
        ("source.delete", json!({"id": house.orders, "envs": []})),
        ("source.purge", json!({"id": house.orders})),
        ("secret.set", json!({"id": house.orders, "env": "prod", "slot": "password", "secret": "x"})),
        ("test.history", json!({"id": house.orders, "env": "prod"})),
    ];
    house.work_as("owner", "tenant_owner").await;
    for (command, request) in requests {
        let error = house.bench.refused(command, request).await;
        let there = [ErrorCode::SourceGone, ErrorCode::SourceNotFound, ErrorCode::NotDeleted].contains(&error.code);
        assert!(there, "{command}: as if there were none, not {error:?}");
    }
    let all = json!({"workspace": house.shop, "format": "dataworks"});
    assert_eq!(house.bench.ok("source.export", all).await["sources"], 0);
    house.work_as("li", "developer").await;
    assert_eq!((house.names(&house.shop).await.len(), house.names(&house.lab).await.len()), (1, 1));
    assert_eq!(house.received().await.unwrap()["private_to"], "li");
    // That there is a rule is known to those who may share, or nobody could ever take it back.
    house.work_as("owner", "tenant_owner").await;
    let given = house.bench.ok("share.list", json!({"workspace": house.shop})).await["given"].clone();
    assert_eq!((&given[0]["name"], &given[0]["private"]), (&json!("orders"), &json!(true)));
    house.bench.ok("share.revoke", json!({"id": given[0]["source"], "rules": [given[0]["id"]]})).await;
    assert_eq!(house.names(&house.shop).await, ["orders"]);
}

#[tokio::test]
async fn who_may_share_and_who_may_take_back() {
    let house = House::new().await;
    // (fact, role, may share)
    let rows = [
        ("4 tenant owner", "tenant_owner", true),
        ("4 tenant administrator", "tenant_administrator", true),
        ("4 workspace administrator", "workspace_administrator", true),
        ("4 project owner", "workspace_owner", true),
        ("4 not O&M", "operation", false),
        ("4 not the security administrator", "security_administrator", false),
        ("4 nor developers, creators or not", "developer", false),
        ("4 nor visitors", "visitor", false),
    ];
    for (fact, role, may) in rows {
        house.work_as("owner", role).await;
        let made = house.bench.call("share.add", house.rule("prod", json!({}))).await;
        assert_eq!(made.as_ref().err().map(|error| error.code), (!may).then_some(ErrorCode::NotPermitted), "{fact}");
        let listed = house.bench.ok("share.list", json!({"workspace": house.shop})).await;
        assert_eq!(listed["given"].is_array(), may, "{fact}: lists");
        let Ok(made) = made else { continue };
        house.bench.ok("share.revoke", json!({"id": house.orders, "rules": [made["id"]]})).await;
    }
}

#[tokio::test]
async fn taking_back_is_the_owners_and_of_editors() {
    use ErrorCode::{NotPermitted, ShareReadOnly, SourceGone};
    let house = House::new().await;
    // (fact, permission, user of the rule, who tries as which role in the workspace that received it, refusal)
    let rows = [
        ("4 holders of the editable share cancel it", "edit", "li", "li", "developer", None),
        ("4 holders of read-only do not", "read", "li", "li", "tenant_owner", Some(ShareReadOnly)),
        ("4 of everyone's, those who may share", "edit", "", "li", "workspace_administrator", None),
        ("4 of everyone's, nobody else", "edit", "", "li", "developer", Some(NotPermitted)),
        ("4 read-only of everyone", "read", "", "li", "tenant_owner", Some(ShareReadOnly)),
        ("4 not another user's", "edit", "li", "wang", "tenant_owner", Some(SourceGone)),
    ];
    for (fact, permission, user, who, role, refusal) in rows {
        house.work_as("owner", "tenant_owner").await;
        let user = Some(user).filter(|user| !user.is_empty());
        let rule = house.share("prod", json!({"permission": permission, "user": user})).await;
        house.work_as("li", "developer").await;
        let received = house.received().await.unwrap()["id"].clone();
        house.work_as(who, role).await;
        let listed =
            house.bench.ok("share.list", json!({"workspace": house.lab, "id": received})).await["received"].clone();
        assert_eq!(listed[0]["revocable"] == true, refusal.is_none(), "{fact}: as the list says");
        let done = house.bench.call("share.revoke", json!({"id": received, "rules": [rule["id"]]})).await;
        assert_eq!(done.err().map(|error| error.code), refusal, "{fact}");
        house.work_as("owner", "tenant_owner").await;
        if refusal.is_some() {
            house.bench.ok("share.revoke", json!({"id": house.orders, "rules": [rule["id"]]})).await;
        }
        assert!(house.names(&house.lab).await.is_empty(), "{fact}");
    }
    let twice = house.bench.refused("share.revoke", json!({"id": house.orders, "rules": ["1"]})).await;
    assert_eq!(twice.code, ErrorCode::ShareNotFound);
}

#[tokio::test]
async fn a_permission_by_name_counts_whatever_the_role() {
    let house = House::new().await;
    house.share("dev", json!({"permission": "edit"})).await;
    let id = house.received().await.unwrap()["id"].clone();
    let patch = json!({"id": id, "patch": {"dev": {"properties": {"database": "other"}}}});
    house.work_as("li", "developer").await;
    assert_eq!(house.bench.refused("source.patch", patch.clone()).await.code, ErrorCode::NotPermitted);
    house.work_as("owner", "tenant_owner").await;
    house.share("dev", json!({"permission": "edit", "user": "li"})).await;
    house.work_as("li", "developer").await;
    house.bench.ok("source.patch", patch).await;
}

#[tokio::test]
async fn where_it_can_be_used_follows_the_workspace_that_received_it() {
    let house = House::new().await;
    let basic = workspace(&house.bench, "plain", "basic").await;
    house.bench.ok("share.add", json!({"id": house.orders, "to": basic, "env": "prod"})).await;
    house.share("prod", json!({})).await;
    let allowed = async |place: &Value| {
        let view = house.bench.ok("source.named", json!({"workspace": place, "name": "shop.orders"})).await;
        let uses = house.bench.ok("source.usable", json!({"id": view["id"]})).await;
        let batch = uses.as_array().unwrap().iter().filter(|found| found["consumer"] == "single_table_batch");
        batch
            .map(|found| (found["env"].clone(), found["allowed"] == true, found["reason"]["en"].to_string()))
            .collect::<Vec<_>>()
    };
    let lab = allowed(&house.lab).await;
    assert!(lab.iter().all(|(_, allowed, why)| !allowed && why.contains("not shared")), "2.3 no development: {lab:?}");
    let plain = allowed(&basic).await;
    assert_eq!(plain, [(json!("prod"), true, "null".to_owned())], "2.1 production is all that basic mode has");
    house.share("dev", json!({})).await;
    assert!(allowed(&house.lab).await.iter().all(|(_, allowed, _)| *allowed));
}

#[tokio::test]
async fn either_lock_guards_production() {
    let house = House::new().await;
    house.share("prod", json!({"permission": "edit"})).await;
    let id = house.received().await.unwrap()["id"].clone();
    for (index, place) in [&house.shop, &house.lab].into_iter().enumerate() {
        house.bench.ok("workspace.change", json!({"workspace": place, "locked": true})).await;
        let database = json!({"prod": {"properties": {"database": format!("other{index}")}}});
        let mut request = json!({"id": id, "patch": database});
        assert_eq!(house.bench.refused("source.patch", request.clone()).await.code, ErrorCode::ProdLocked);
        request["typed_name"] = json!("shop.orders");
        house.bench.ok("source.patch", request).await;
        let name = ["shop", "lab"][index];
        house.bench.ok("workspace.change", json!({"workspace": place, "locked": false, "typed_name": name})).await;
    }
}

#[tokio::test]
async fn deleting_the_original_says_which_workspaces_break() {
    let house = House::new().await;
    let plain = workspace(&house.bench, "plain", "basic").await;
    house.share("dev", json!({})).await;
    house.share("prod", json!({"user": "li"})).await;
    house.bench.ok("share.add", json!({"id": house.orders, "to": plain, "env": "prod"})).await;
    let breaks = json!([
        {"workspace": "lab", "envs": ["dev", "prod"], "users": ["li"]},
        {"workspace": "plain", "envs": ["prod"], "users": []},
    ]);
    assert_eq!(house.bench.ok("source.impact", json!({"id": house.orders})).await["shared_with"], breaks);
    assert_eq!(house.bench.ok("workspace.impact", json!({"workspace": house.shop})).await["shared_with"], breaks);
    house.bench.ok("source.delete", json!({"id": house.orders, "envs": []})).await;
    assert!(house.names(&plain).await.is_empty() && house.names(&house.lab).await.is_empty());
    house.bench.ok("source.restore", json!({"id": house.orders, "envs": []})).await;
    assert_eq!(house.names(&plain).await, ["shop.orders"], "its shares come back with it");
    // One side gone: the other workspace sees that it is incomplete.
    house.bench.ok("source.delete", json!({"id": house.orders, "envs": ["dev"]})).await;
    let listed = house.bench.ok("source.list", json!({"workspace": house.lab})).await;
    assert_eq!(listed["rows"][0]["dev"]["state"], "incomplete");
    house.bench.ok("source.purge", json!({"id": house.orders})).await;
    assert!(house.names(&plain).await.is_empty() && house.names(&house.lab).await.is_empty());
    house.bench.assert_sound().await;
}

#[tokio::test]
async fn shares_go_with_either_workspace() {
    let house = House::new().await;
    house.share("prod", json!({})).await;
    house.bench.ok("workspace.delete", json!({"workspace": house.lab, "typed_name": "lab"})).await;
    let given = house.bench.ok("share.list", json!({"workspace": house.shop})).await["given"].clone();
    assert_eq!(given, json!([]));
    let lab = workspace(&house.bench, "lab", "standard").await;
    house.bench.ok("share.add", json!({"id": house.orders, "to": lab, "env": "prod"})).await;
    house.bench.ok("workspace.delete", json!({"workspace": house.shop, "typed_name": "shop"})).await;
    assert!(house.names(&lab).await.is_empty());
    house.bench.assert_sound().await;
}

#[tokio::test]
async fn shares_are_in_a_backup() {
    let house = House::new().await;
    let rule = house.share("prod", json!({})).await;
    let copy = house.bench.home.path().join("copy.db");
    house.bench.ok("backup.create", json!({"path": copy})).await;
    house.bench.ok("share.revoke", json!({"id": house.orders, "rules": [rule["id"]]})).await;
    assert!(house.names(&house.lab).await.is_empty());
    house.bench.ok("backup.restore", json!({"path": copy})).await;
    assert_eq!(house.names(&house.lab).await, ["shop.orders"]);
}
