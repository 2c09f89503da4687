//! Rows `list_100k_*`: what a person does in a list of 100,000 data sources, against the time of one frame on the screen.
//! Each is the whole way of a command, from the request's JSON to the text of the answer.

use std::sync::Arc;
use std::time::Instant;

use headwater_app::App;
use serde_json::{Value, json};

use crate::row::Row;
use crate::stats::Random;
use crate::{Outcome, Plan, seed};

pub const ROWS: &[&str] =
    &["list_100k_first", "list_100k_search", "list_100k_filter", "list_100k_open", "list_100k_save"];

const SOURCES: usize = 100_000;
/// Milliseconds of a frame.
const FRAME: f64 = 16.0;
/// Runs for each pair that other rows take: one in a hundred of them counts.
const RUNS: usize = 30;

/// From one letter to a whole name, found everywhere, somewhere, or nowhere.
const SEARCHES: [&str; 8] = ["o", "订单", "支付流", "mysql", "orders_0", "10.7.", "shop", "no such source"];

/// # Errors
/// The application's.
pub async fn measure(plan: &Plan) -> Outcome<Vec<Row>> {
    let home = tempfile::tempdir_in(plan.target())?;
    seed::fill(home.path(), SOURCES).await?;
    let app = seed::open(home.path()).await?;
    let page = ask(&app, "source.list", json!({})).await?;
    if page["all"] != SOURCES {
        return Err(format!("{} sources instead of {SOURCES}", page["all"]).into());
    }
    let runs = plan.pairs * RUNS;
    let mut rows = Vec::new();
    for id in ROWS.iter().copied().filter(|id| plan.wants(id)) {
        let mut random = Random(42);
        let mut samples = Vec::with_capacity(runs);
        for run in 0..runs {
            let some = 1 + random.below(SOURCES);
            let (name, request) = match id {
                "list_100k_first" => {
                    // Also after a change, which the list has to follow.
                    if run % 10 == 9 {
                        ask(&app, "source.patch", patch(some, run)).await?;
                    }
                    ("source.list", json!({"limit": 100}))
                }
                "list_100k_search" => ("source.list", json!({"search": SEARCHES[run % SEARCHES.len()], "limit": 100})),
                "list_100k_filter" => ("source.list", filtered(run)),
                "list_100k_open" => ("source.get", json!({"id": some.to_string()})),
                _ => ("source.patch", patch(some, run)),
            };
            let began = Instant::now();
            ask(&app, name, request).await?;
            samples.push(began.elapsed().as_secs_f64() * 1e3);
        }
        rows.push(Row::of_slowest(id, "ms", FRAME, &samples));
    }
    app.close().await;
    Ok(rows)
}

pub async fn ask(app: &Arc<App>, name: &str, request: Value) -> Outcome<Value> {
    let answer = seed::ask(app, name, request).await?;
    std::hint::black_box(answer.to_string());
    Ok(answer)
}

fn filtered(run: usize) -> Value {
    let types = [json!([]), json!(["mysql"]), json!(["sqlite", "localfile"])];
    let states = [json!([]), json!(["failing"]), json!(["connectable", "untested"]), json!(["incomplete", "failing"])];
    let env = [Value::Null, "dev".into(), "prod".into()][run / 4 % 3].clone();
    let sort = ["name", "type", "modified"][run / 3 % 3];
    json!({
        "types": types[run % 3], "states": states[run % 4], "env": env,
        "sort": sort, "descending": run.is_multiple_of(2), "limit": 100,
    })
}

fn patch(id: usize, run: usize) -> Value {
    json!({"id": id.to_string(), "patch": {"description": format!("changed in run {run}")}})
}
