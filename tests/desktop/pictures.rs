//! Pictures of the window for `README.md`: list, form and test, light and dark, in `results/`. What they show is real:
//! each verdict is of a test that ran.

use std::path::Path;

use headwater_app::{App, Caller, OpenOptions, call};
use headwater_tests::mariadb::{DATABASE, Mariadb, PASSWORD, users};
use serde_json::{Value, json};
use tempfile::tempdir;

use crate::driver::Window;

/// A side with its secrets.
fn side(properties: Value, secrets: Value) -> Value {
    json!({"mode": "UrlMode", "properties": properties, "secrets": secrets, "confirm": null})
}

/// Sources as a person might have them.
async fn furnish(home: &Path, database: &Mariadb) {
    let app = App::open(OpenOptions { home: Some(home.to_owned()), ..OpenOptions::default() }).await.unwrap();
    let ask = |name: &'static str, request: Value| {
        let app = app.clone();
        async move { call(&app, name, request, Caller::silent()).await.unwrap() }
    };
    let save = |name: &str, kind: &str, description: &str, tags: &[&str], dev: Value, prod: Value| {
        let request = json!({
            "id": null, "revision": null, "workspace": null, "name": name, "type": kind,
            "description": description, "tags": tags, "dev": dev, "prod": prod,
        });
        ask("source.save", request)
    };
    let mysql = |user: &str, password: &str| {
        let address = json!([{"host": "127.0.0.1", "port": database.port}]);
        let properties = json!({"address": address, "database": DATABASE, "username": user});
        side(properties, json!({"password": password}))
    };
    let (dev, prod) = (mysql(users::APP, PASSWORD), mysql(users::APP, PASSWORD));
    let orders = save("orders", "mysql", "订单事实表 · order facts", &["core", "pii"], dev, prod).await;
    let (wrong, ready) = (mysql(users::APP, "not the password"), mysql(users::READER, PASSWORD));
    let crm = save("crm_replica", "mysql", "Customers, read only", &["pii"], wrong, ready).await;
    let logs = json!({
        "regionId": "cn-hangzhou", "bucket": "raw-logs", "endpoint": "https://oss-cn-hangzhou.aliyuncs.com",
        "authType": "Ak", "accessId": "LTAIexample",
    });
    save("raw_logs", "oss", "访问日志 · access logs", &[], side(logs, json!({"accessKey": "example"})), Value::Null)
        .await;
    let warehouse = json!({"project": "retail", "regionId": "cn-hangzhou", "accessId": "LTAIexample"});
    let dev = side(json!({"project": "retail_dev", "regionId": "cn-hangzhou"}), json!({}));
    save("warehouse", "maxcompute", "数据仓库", &["core"], dev, side(warehouse, json!({"accessKey": "example"}))).await;
    let file = |path: &str| side(json!({"path": path}), json!({}));
    save("inventory", "sqlite", "Stock counts", &[], file("/srv/dev/stock.db"), file("/srv/stock.db")).await;
    for (source, env) in [(&orders, "dev"), (&orders, "prod"), (&crm, "dev"), (&crm, "prod")] {
        let request = json!({
            "id": source["id"], "env": env, "type": null, "side": null, "timeout_ms": null, "confirm": null,
        });
        ask("test.run", request).await;
    }
    app.close().await;
}

#[tokio::test]
#[ignore = "needs a display: tests/desktop/run"]
async fn pictures_for_people() {
    let database = Mariadb::tls();
    let home = tempdir().unwrap();
    furnish(home.path(), &database).await;
    let window = Window::open(home.path()).await;
    for theme in ["light", "dark"] {
        window.press("Settings").await;
        let name = if theme == "light" { "Light" } else { "Dark" };
        window.click(&format!("//label[normalize-space()='{name}']")).await;
        window.find(&format!("//html[@data-theme='{theme}']")).await;
        window.click("//nav//a[starts-with(normalize-space(), 'Data sources')]").await;
        window.find("//a[normalize-space()='raw_logs']").await;
        window.picture(&format!("list-{theme}")).await;
        window.press("orders").await;
        window.see("No unsaved changes").await;
        window.picture(&format!("form-{theme}")).await;
        window.press("Test both").await;
        window.find("//section//h2[contains(., 'Connectable')]").await;
        window.see("Run again").await;
        window.picture(&format!("test-{theme}")).await;
        window.press("Close the test").await;
    }
    window.close().await;
}
