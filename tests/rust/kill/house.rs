//! A data folder over the real keychain: plays rounds, and looks at what they left.

use std::collections::HashSet;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Instant;

use headwater_app::{App, Caller, KeychainChoice, OpenOptions, call};
use headwater_model::SourceId;
use headwater_store::{ConfigurationRecord, Store};
use headwater_vault::{OsKeychain, Vault};
use serde_json::{Value, json};

use crate::schedule::{Round, Run};

pub struct House {
    home: tempfile::TempDir,
    app: Arc<App>,
    store: Store,
    vault: Vault,
}

impl House {
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

    /// Starts every run of the round at once; returns how many were killed before they ended.
    pub fn play(&self, round: &Round) -> u64 {
        let mut running: Vec<(Child, &Run, Instant)> =
            round.0.iter().map(|run| (self.start(run), run, Instant::now())).collect();
        let mut killed = 0;
        running.sort_by_key(|(_, run, _)| run.kill_after);
        for (child, run, began) in &mut running {
            if let Some(after) = run.kill_after {
                std::thread::sleep(after.saturating_sub(began.elapsed()));
                if child.try_wait().unwrap().is_none() {
                    child.kill().unwrap();
                    killed += 1;
                }
            }
        }
        for (mut child, ..) in running {
            child.wait().unwrap();
        }
        killed
    }

    fn start(&self, run: &Run) -> Child {
        let mut child = Command::new(command_line())
            .args(&run.arguments)
            .env("HEADWATER_HOME", self.home.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        if let Some(mut stdin) = child.stdin.take() {
            // A killed reader closes the pipe.
            let _ = stdin.write_all(run.input.as_deref().unwrap_or_default().as_bytes());
        }
        child
    }

    /// What must hold after each round, once a next start has mended what a kill left.
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
        let live: Vec<String> = self.rows("SELECT ref FROM vault_item WHERE state = 'live'").await;
        match live.iter().find(|reference| !named.contains(*reference)) {
            Some(reference) => Err(format!("{reference} is live and nobody points to it")),
            None => Ok(()),
        }
    }

    async fn check_secrets(&self, side: &ConfigurationRecord, name: &str, version: &str) -> Result<(), String> {
        let reference = side.secret.reference.as_deref().ok_or(format!("{name}: no secrets"))?;
        let sealed = self.store.sealed_body(reference).await.map_err(|error| error.to_string())?;
        let sealed = sealed.ok_or(format!("{name}: its row of the journal is not live"))?;
        let slots = self.vault.get(reference, sealed.as_deref()).await.map_err(|error| error.to_string())?;
        let slots = slots.ok_or(format!("{name}: the keychain has lost its item"))?;
        let password = slots.get("password").ok_or(format!("{name}: no password"))?;
        if !password.expose().starts_with(version) || slots.len() != side.secret.slots.len() {
            return Err(format!("{name}: secrets of another version than {version}"));
        }
        Ok(())
    }

    /// As if the time had passed for which rows of given-up writes are held: then nothing but live rows is left.
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

    async fn rows(&self, sql: &'static str) -> Vec<String> {
        let path = self.home.path().join("headwater.db");
        let pool = sqlx::SqlitePool::connect(&format!("sqlite://{}", path.display())).await.unwrap();
        let rows = sqlx::query_scalar(sql).fetch_all(&pool).await.unwrap();
        pool.close().await;
        rows
    }
}

/// The binary that was built beside this test.
fn command_line() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let path = test.parent().and_then(|deps| deps.parent()).unwrap().join("headwater");
    assert!(path.is_file(), "{} is missing: build the workspace first", path.display());
    path
}
