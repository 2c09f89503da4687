//! Row `cli_list_10k`: the command line lists 10,000 data sources as JSON, against SQLite's own program reading the rows.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::row::{Row, in_turns, plain};
use crate::{Outcome, Plan, seed};

pub const ROWS: &[&str] = &["cli_list_10k"];

const SOURCES: usize = 10_000;
const SQL: &str = "SELECT s.id, s.name, s.type, s.description, s.tags, s.modified_at, d.state, d.summary, d.last_test, \
     p.state AS prod_state, p.summary AS prod_summary, p.last_test AS prod_last_test FROM data_source s \
     LEFT JOIN configuration d ON d.data_source_id = s.id AND d.env = 'dev' AND d.deleted_at IS NULL \
     LEFT JOIN configuration p ON p.data_source_id = s.id AND p.env = 'prod' AND p.deleted_at IS NULL \
     WHERE s.workspace_id = 1 AND s.deleted_at IS NULL ORDER BY s.name";

/// # Errors
/// A program is not there, or fails.
pub async fn measure(plan: &Plan) -> Outcome<Vec<Row>> {
    let headwater = plan.program("headwater")?;
    let home = tempfile::tempdir_in(plan.target())?;
    seed::fill(home.path(), SOURCES).await?;
    let database = home.path().join("headwater.db");
    let ours =
        async || run(Command::new(&headwater).args(["source", "list", "--json"]).env("HEADWATER_HOME", home.path()));
    let base = async || run(Command::new("sqlite3").args(["-readonly", "-json"]).arg(Path::new(&database)).arg(SQL));
    let pairs = plain(in_turns(plan.pairs, ours, base).await?);
    Ok(vec![Row::of_pairs("cli_list_10k", "ms", 2.0, &pairs)])
}

/// Milliseconds until everything that the program says is read.
fn run(command: &mut Command) -> Outcome<f64> {
    let program = command.get_program().to_string_lossy().into_owned();
    let began = Instant::now();
    let output = command.stdin(Stdio::null()).output().map_err(|error| format!("{program}: {error}"))?;
    let elapsed = began.elapsed();
    let rows = String::from_utf8_lossy(&output.stdout).matches("\"name\":").count();
    if !output.status.success() || rows < SOURCES {
        return Err(format!("{program}: {rows} rows; {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    Ok(elapsed.as_secs_f64() * 1e3)
}
