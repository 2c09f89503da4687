//! Rows `export_10k` and `import_10k`: 10,000 data sources out to DataWorks' objects, and the same document read and compared
//! with what is there, each against bare `serde_json` writing and reading the same bytes.

use std::time::Instant;

use serde_json::{Value, json};

use crate::list::ask;
use crate::row::{Pair, Row, in_turns};
use crate::{Outcome, Plan, seed};

pub const ROWS: &[&str] = &["export_10k", "import_10k"];

const SOURCES: usize = 10_000;
/// As often as the bare work.
const GOAL: f64 = 3.0;

/// # Errors
/// The application's.
pub async fn measure(plan: &Plan) -> Outcome<Vec<Row>> {
    let home = tempfile::tempdir_in(plan.target())?;
    seed::fill(home.path(), SOURCES).await?;
    let app = seed::open(home.path()).await?;
    let request = json!({"format": "dataworks"});
    let made = ask(&app, "source.export", request.clone()).await?;
    let document = made["content"].as_str().ok_or("no document")?.to_owned();
    let values: Value = serde_json::from_str(&document)?;
    let since = |began: Instant| began.elapsed().as_secs_f64() * 1e3;
    let mut rows = Vec::new();
    for id in ROWS.iter().copied().filter(|id| plan.wants(id)) {
        let ours = async || {
            let began = Instant::now();
            if id == "export_10k" {
                ask(&app, "source.export", request.clone()).await?;
            } else {
                ask(&app, "import.read", json!({"content": document})).await?;
            }
            Ok(since(began))
        };
        let bare = async || {
            let began = Instant::now();
            let length = if id == "export_10k" {
                serde_json::to_string(&values)?.len()
            } else {
                usize::from(serde_json::from_str::<Value>(&document)?.is_array())
            };
            if length == 0 { Err("nothing".into()) } else { Ok(since(began)) }
        };
        let runs = in_turns(plan.pairs, ours, bare).await?;
        let pairs: Vec<Pair> = runs.into_iter().map(|(ours, base)| Pair { ours, base }).collect();
        rows.push(Row::of_pairs(id, "ms", GOAL, &pairs));
    }
    app.close().await;
    Ok(rows)
}
