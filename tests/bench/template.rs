//! Rows `template_10k` and `template_secrets`: a sheet of 10,000 data sources read and loaded, against a minute; and one with
//! secrets, against the system's keychain writing as many items of that size and reading them back, as every save does.

use std::sync::Arc;
use std::time::Instant;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use headwater_app::{App, KeychainChoice, OpenOptions};
use headwater_vault::{Keychain, OsKeychain};
use serde_json::json;

use crate::row::{Row, in_turns, plain};
use crate::{Outcome, Plan, seed};

pub const ROWS: &[&str] = &["template_10k", "template_secrets"];

const MANY: usize = 10_000;
/// Seconds that they may take.
const LIMIT: f64 = 60.0;
/// Data sources with a secret in a run.
const FEW: usize = 20;
/// As often as the bare keychain.
const GOAL: f64 = 1.2;

/// # Errors
/// The application's or the keychain's.
pub async fn measure(plan: &Plan) -> Outcome<Vec<Row>> {
    let mut rows = Vec::new();
    if plan.wants("template_10k") {
        let home = tempfile::tempdir_in(plan.target())?;
        let app = seed::open(home.path()).await?;
        let seconds = load(&app, MANY, "s", "").await? / 1e3;
        app.close().await;
        rows.push(Row::of_size("template_10k", "s", LIMIT, seconds));
    }
    if plan.wants("template_secrets") {
        rows.push(secrets(plan).await?);
    }
    Ok(rows)
}

async fn secrets(plan: &Plan) -> Outcome<Row> {
    let home = tempfile::tempdir_in(plan.target())?;
    let keychain = KeychainChoice::SystemOnly;
    let options = OpenOptions { home: Some(home.path().to_owned()), keychain, ..OpenOptions::default() };
    let app = App::open(options).await.map_err(|error| format!("{error:?}"))?;
    let bare = Arc::new(OsKeychain::new());
    let (mut run, mut item) = (0, 0);
    let ours = async || {
        run += 1;
        load(&app, FEW, &format!("r{run}_"), "a-password-of-16").await
    };
    let base = async || {
        item += 1;
        let (keychain, name) = (Arc::clone(&bare), format!("bench-{item}"));
        tokio::task::spawn_blocking(move || alone(keychain.as_ref(), &name)).await?
    };
    let pairs = plain(in_turns(plan.pairs, ours, base).await?);
    app.close().await;
    Ok(Row::of_pairs("template_secrets", "ms", GOAL, &pairs))
}

/// Reads and loads a sheet; milliseconds.
async fn load(app: &Arc<App>, count: usize, begin: &str, password: &str) -> Outcome<f64> {
    let line = |number| format!("{begin}{number},Prod,db{number}.example.com:3306,shop,etl,{password}\n");
    let lines: String = (0..count).map(line).collect();
    let sheet = format!("# type: mysql\nName,envType,address,database,username,password\n{lines}");
    let began = Instant::now();
    let mut seen = seed::ask(app, "template.read", json!({"content": BASE64.encode(sheet)})).await?;
    let done = seed::ask(app, "template.load", json!({"ticket": seen["ticket"].take()})).await?;
    let took = began.elapsed().as_secs_f64() * 1e3;
    let created = |row: &&serde_json::Value| row["outcome"] == "created";
    let through = done["rows"].as_array().map_or(0, |rows| rows.iter().filter(created).count());
    if through == count { Ok(took) } else { Err(format!("{through} of {count} were created").into()) }
}

/// As many items, written and read back; milliseconds.
fn alone(keychain: &dyn Keychain, name: &str) -> Outcome<f64> {
    let began = Instant::now();
    for number in 0..FEW {
        let account = format!("{name}-{number}");
        keychain.set(&account, br#"{"password":"a-password-of-16"}"#)?;
        if keychain.get(&account)?.is_none() {
            return Err("the keychain has lost an item".into());
        }
    }
    Ok(began.elapsed().as_secs_f64() * 1e3)
}
