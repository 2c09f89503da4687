//! A data folder of its own per test, and shorthand for calls.

use std::sync::Arc;

use headwater_app::{App, Caller, KeychainChoice, OpenOptions, call};
use headwater_model::{AppError, ErrorCode};
use headwater_vault::{FaultyKeychain, Keychain as _};
use serde_json::{Value, json};

pub struct Bench {
    pub app: Arc<App>,
    pub keychain: Arc<FaultyKeychain>,
    pub home: tempfile::TempDir,
}

impl Bench {
    pub async fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let keychain = Arc::new(FaultyKeychain::default());
        let app = open(&home, &keychain).await.unwrap();
        Self { app, keychain, home }
    }

    /// A second process on the same data folder and keychain, as far as locks and memory go.
    pub async fn another(&self) -> Arc<App> {
        open(&self.home, &self.keychain).await.unwrap()
    }

    pub async fn call(&self, name: &str, request: Value) -> Result<Value, AppError> {
        call(&self.app, name, request, Caller::silent()).await
    }

    pub async fn ok(&self, name: &str, request: Value) -> Value {
        self.call(name, request).await.unwrap_or_else(|error| panic!("{name}: {error:?}"))
    }

    pub async fn refused(&self, name: &str, request: Value) -> AppError {
        self.call(name, request).await.expect_err(name)
    }

    pub async fn create(&self, name: &str) -> Value {
        self.ok("source.save", mysql(name)).await
    }

    /// Everything in the keychain, as text.
    pub fn items(&self) -> Vec<String> {
        let accounts = self.keychain.accounts("").unwrap();
        let read = |account: &String| self.keychain.get(account).unwrap().map(|bytes| bytes.to_vec());
        let mut items: Vec<_> = accounts.iter().filter_map(read).map(|b| String::from_utf8(b).unwrap()).collect();
        items.sort();
        items
    }

    /// No item is unknown, nothing is unfinished.
    pub async fn assert_sound(&self) {
        let report = self.ok("doctor.run", json!({})).await;
        for item in report["items"].as_array().unwrap() {
            if ["journal", "orphans", "database"].contains(&item["id"].as_str().unwrap()) {
                assert_eq!(item["status"], "ok", "{item}");
            }
        }
    }
}

async fn open(home: &tempfile::TempDir, keychain: &Arc<FaultyKeychain>) -> Result<Arc<App>, AppError> {
    let keychain = KeychainChoice::Given(keychain.clone());
    let home = Some(home.path().to_owned());
    App::open(OpenOptions { home, keychain, allow_commands: true, ..OpenOptions::default() }).await
}

/// A MySQL source with two complete sides.
pub fn mysql(name: &str) -> Value {
    let side = |database: &str, password: &str| {
        json!({"mode": "UrlMode", "secrets": {"password": password}, "properties": {
            "address": [{"host": "10.20.0.14", "port": 3306}], "database": database, "username": "etl"}})
    };
    json!({"name": name, "type": "mysql", "description": "订单 orders", "tags": ["core"],
        "dev": side("shop_dev", "dev-pw"), "prod": side("shop", "prod-pw")})
}

/// A save request that keeps everything of a view.
pub fn resave(view: &Value) -> Value {
    let side = |env: &str| match &view[env] {
        Value::Null => Value::Null,
        side => json!({"mode": side["mode"], "properties": side["properties"]}),
    };
    json!({"id": view["id"], "revision": view["revision"], "name": view["name"], "type": view["type"],
        "description": view["description"], "tags": view["tags"], "dev": side("dev"), "prod": side("prod")})
}

pub fn code(error: &AppError) -> ErrorCode {
    error.code
}
