//! A data folder over the real keychain, and what must hold in it however its users were killed. The users are in `kill` (the
//! command line) and in `tests/desktop` (the window).

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use headwater_app::{App, Caller, KeychainChoice, OpenOptions, call};
use headwater_model::SourceId;
use headwater_store::{ConfigurationRecord, Store};
use headwater_vault::{OsKeychain, Vault};
use serde_json::{Value, json};

/// The data folder, and a program of its own that looks at it. Who plays in it saves only what [`document`] makes, and clones
/// of it.
pub struct House {
    home: tempfile::TempDir,
    app: Arc<App>,
    store: Store,
    vault: Vault,
}

impl House {
    /// An empty one.
    ///
    /// # Panics
    /// When the keychain is not ready.
    pub async fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let options = OpenOptions {
            home: Some(home.path().to_owned()),
            keychain: KeychainChoice::SystemOnly,
            ..OpenOptions::default()
        };
        let app = App::open(options).await.unwrap();
        let store = Store::open(&home.path().join("headwater.db"), "unused", 0).await.unwrap();
        let vault = Vault::new(Arc::new(OsKeychain::new()), store.folder_id().to_owned());
        let state = vault.state().await;
        assert_eq!(state, headwater_model::KeychainState::Ready, "run under tests/with-keychain");
        Self { home, app, store, vault }
    }

    /// The folder.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// The program that looks at it.
    pub const fn app(&self) -> &Arc<App> {
        &self.app
    }

    /// What must hold after each round, once a next start has mended what a kill left.
    ///
    /// # Errors
    /// What does not hold.
    ///
    /// # Panics
    /// When the folder cannot be read.
    pub async fn check(&self) -> Result<(), String> {
        let report = self.doctor().await;
        for item in report["items"].as_array().unwrap() {
            if item["status"] != "ok" {
                return Err(format!("the doctor says {item}"));
            }
        }
        let sources = self.sources().await;
        let mut named = HashSet::new();
        for id in sources {
            let source = self.store.source(id).await.map_err(|error| error.to_string())?;
            let Some(source) = source else { return Err(format!("{id} is in the list only")) };
            for side in &source.sides {
                let version = &source.description;
                if side.properties["database"] != json!(version) {
                    return Err(format!("{}: {version} and {}", source.name, side.properties["database"]));
                }
                self.check_secrets(side, &source.name, version).await?;
                named.extend(side.secret.reference.clone());
            }
        }
        named.extend(self.check_files().await?);
        let live: Vec<String> = self.rows("SELECT ref FROM vault_item WHERE state = 'live'").await;
        match live.iter().find(|reference| !named.contains(*reference)) {
            Some(reference) => Err(format!("{reference} is live and nobody points to it")),
            None => Ok(()),
        }
    }

    /// Every file holds what it says it is; the references of their contents.
    async fn check_files(&self) -> Result<Vec<String>, String> {
        let files = self.rows("SELECT secret_ref || ' ' || (facts ->> '$.realms[0]') FROM auth_file").await;
        let mut references = Vec::new();
        for file in files {
            let (reference, realm) = file.split_once(' ').ok_or("a file without facts")?;
            let sealed = self.store.sealed_body(reference).await.map_err(|error| error.to_string())?;
            let sealed = sealed.ok_or(format!("{realm}: its row of the journal is not live"))?;
            let slots = self.vault.get(reference, sealed.as_deref()).await.map_err(|error| error.to_string())?;
            let slots = slots.ok_or(format!("{realm}: the keychain has lost the file"))?;
            let content = slots.values().next().map(|content| BASE64.decode(content.expose()).unwrap_or_default());
            if content != Some(krb5_conf(realm).into_bytes()) {
                return Err(format!("{realm}: the content of another file"));
            }
            references.push(reference.to_owned());
        }
        Ok(references)
    }

    async fn check_secrets(&self, side: &ConfigurationRecord, name: &str, version: &str) -> Result<(), String> {
        let reference = side.secret.reference.as_deref().ok_or(format!("{name}: no secrets"))?;
        let sealed = self.store.sealed_body(reference).await.map_err(|error| error.to_string())?;
        let sealed = sealed.ok_or(format!("{name}: its row of the journal is not live"))?;
        let slots = self.vault.get(reference, sealed.as_deref()).await.map_err(|error| error.to_string())?;
        let slots = slots.ok_or(format!("{name}: the keychain has lost its item"))?;
        let password = slots.get("password").ok_or(format!("{name}: no password"))?;
        // One that was set alone begins with an x: it belongs to every version that keeps it.
        let fits = ["x-", version].iter().any(|start| password.expose().starts_with(start));
        if !fits || slots.len() != side.secret.slots.len() {
            return Err(format!("{name}: secrets of another version than {version}"));
        }
        Ok(())
    }

    /// As if the time had passed for which rows of given-up writes are held: then nothing but live rows is left.
    ///
    /// # Panics
    /// When something is left.
    pub async fn check_after_hold(&self) {
        self.rows("UPDATE vault_item SET hold_until = 0 RETURNING ref").await;
        self.doctor().await;
        let left = self.rows("SELECT ref FROM vault_item WHERE state <> 'live'").await;
        assert!(left.is_empty(), "{} rows are left", left.len());
        let items: HashSet<String> = self.vault.references().await.unwrap().into_iter().collect();
        let rows: HashSet<String> = self.rows("SELECT ref FROM vault_item").await.into_iter().collect();
        assert_eq!(items, rows, "items of the keychain and rows of the journal");
    }

    async fn doctor(&self) -> Value {
        call(&self.app, "doctor.fix", json!({"delete_orphans": false}), Caller::silent()).await.unwrap()
    }

    /// Every source, deleted ones included.
    async fn sources(&self) -> Vec<SourceId> {
        let ids = self.rows("SELECT CAST(id AS TEXT) FROM data_source").await;
        ids.iter().filter_map(|id| id.parse().ok()).map(SourceId).collect()
    }

    /// The first column of what a query finds.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn rows(&self, sql: &'static str) -> Vec<String> {
        let path = self.home.path().join("headwater.db");
        let pool = sqlx::SqlitePool::connect(&format!("sqlite://{}", path.display())).await.unwrap();
        let rows = sqlx::query_scalar(sql).fetch_all(&pool).await.unwrap();
        pool.close().await;
        rows
    }
}

/// A file to upload: its only realm says which version it is.
pub fn krb5_conf(realm: &str) -> String {
    format!("[libdefaults]\n default_realm = {realm}\n[realms]\n {realm} = {{\n  kdc = a:88\n }}\n")
}

/// The same as [`document`] for several sources, as DataWorks has them.
pub fn dataworks(names: &[&str], version: u64) -> Value {
    let envelope = |name: &str, env: &str| {
        let source = document(name, version);
        let mut properties = source["dev"]["properties"].clone();
        properties["password"] = source["dev"]["secrets"]["password"].clone();
        properties["envType"] = json!(env);
        json!({"Name": name, "Type": "mysql", "Description": source["description"], "ConnectionPropertiesMode": "UrlMode",
            "ConnectionProperties": properties})
    };
    names.iter().flat_map(|name| [envelope(name, "Dev"), envelope(name, "Prod")]).collect()
}

/// A source to save. Every value of a version says which version it is; every eighth is too large for a keychain item.
pub fn document(name: &str, version: u64) -> Value {
    let secret =
        if version.is_multiple_of(8) { format!("v{version}-{}", "长".repeat(2_000)) } else { format!("v{version}-") };
    let side = json!({"mode": "UrlMode", "secrets": {"password": secret}, "properties": {
        "address": [{"host": "127.0.0.1", "port": 9}], "database": format!("v{version}-"), "username": "etl"}});
    json!({"name": name, "type": "mysql", "description": format!("v{version}-"), "dev": side, "prod": side})
}
