//! `make bench`: what costs time, memory or space, each measured against the least that it could cost. Prints a table,
//! writes `bench.json` beside the programs' folder, and fails when a goal is missed beyond doubt.
//!
//!   bench [--pairs N] [ROW…]      ROW: the id of a row, or how several begin
//!
//! Ratios, never bare times: both sides of a row are measured in turns, in the same minute on the same machine.

mod cli;
mod delay;
mod exchange;
mod list;
mod many;
mod mysql;
mod row;
mod rules;
mod seed;
mod size;
mod stats;
mod template;
mod window;
mod zeroing;

use std::path::PathBuf;
use std::process::ExitCode;

use row::Row;
use serde_json::{Value, json};

/// As in the programs.
#[global_allocator]
static MEMORY: zeroing::Switch = zeroing::Switch::new();

/// Why something could not be measured.
pub type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// What is asked for, and where things are.
#[derive(Debug)]
pub struct Plan {
    /// Pairs of runs of a row.
    pairs: usize,
    rows: Vec<String>,
    /// The folder of the programs that are measured: that of this one.
    programs: PathBuf,
}

impl Plan {
    fn read() -> Outcome<Self> {
        let own = std::env::current_exe()?;
        let programs = own.parent().ok_or("a program is in a folder")?.to_owned();
        let mut plan = Self { pairs: 30, rows: Vec::new(), programs };
        let mut arguments = std::env::args().skip(1);
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--pairs" => plan.pairs = arguments.next().ok_or("--pairs N")?.parse()?,
                row => plan.rows.push(row.to_owned()),
            }
        }
        Ok(plan)
    }

    fn wants(&self, id: &str) -> bool {
        self.rows.is_empty() || self.rows.iter().any(|row| id.starts_with(row.as_str()))
    }

    /// A program beside this one.
    fn program(&self, name: &str) -> Outcome<PathBuf> {
        let path = self.programs.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
        if path.is_file() { Ok(path) } else { Err(format!("{} is not built", path.display()).into()) }
    }

    /// The folder of all builds.
    fn target(&self) -> PathBuf {
        self.programs.parent().unwrap_or(&self.programs).to_owned()
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    if std::env::args().nth(1).as_deref() == Some(many::CHILD) {
        return done(many::child(std::env::args().skip(2).collect()).await);
    }
    done(bench().await)
}

fn done(outcome: Outcome<bool>) -> ExitCode {
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn bench() -> Outcome<bool> {
    let plan = Plan::read()?;
    let mut results = Results::default();
    for (ids, measure) in GROUPS {
        let wanted: Vec<&str> = ids.iter().copied().filter(|id| plan.wants(id)).collect();
        if !wanted.is_empty() {
            eprintln!("measuring {} …", wanted.join(", "));
            let rows = match measure {
                Measure::Window => window::measure(&plan).await,
                Measure::Mysql => mysql::measure(&plan).await,
                Measure::Many => many::measure(&plan).await,
                Measure::List => list::measure(&plan).await,
                Measure::Exchange => exchange::measure(&plan).await,
                Measure::Cli => cli::measure(&plan).await,
                Measure::Template => template::measure(&plan).await,
                Measure::Zeroing => zeroing::measure(&plan, &MEMORY).await,
                Measure::Rules => rules::measure(&plan),
                Measure::Size => size::measure(&plan),
            };
            results.take(&plan, &wanted, rows);
        }
    }
    results.write(&plan)
}

/// What is measured together, and the rows that come of it.
const GROUPS: &[(&[&str], Measure)] = &[
    (window::ROWS, Measure::Window),
    (mysql::ROWS, Measure::Mysql),
    (many::ROWS, Measure::Many),
    (list::ROWS, Measure::List),
    (cli::ROWS, Measure::Cli),
    (exchange::ROWS, Measure::Exchange),
    (template::ROWS, Measure::Template),
    (zeroing::ROWS, Measure::Zeroing),
    (rules::ROWS, Measure::Rules),
    (size::ROWS, Measure::Size),
];

#[derive(Clone, Copy)]
enum Measure {
    Window,
    Mysql,
    Many,
    List,
    Exchange,
    Cli,
    Template,
    Zeroing,
    Rules,
    Size,
}

#[derive(Default)]
struct Results {
    rows: Vec<Row>,
    failures: Vec<String>,
}

impl Results {
    fn take(&mut self, plan: &Plan, wanted: &[&str], rows: Outcome<Vec<Row>>) {
        match rows {
            Ok(rows) => self.rows.extend(rows.into_iter().filter(|row| plan.wants(row.id))),
            Err(error) => self.failures.push(format!("{}: {error}", wanted.join(", "))),
        }
    }

    /// Prints the table and writes the file; whether every goal is met.
    fn write(self, plan: &Plan) -> Outcome<bool> {
        println!("{}", row::heads());
        for row in &self.rows {
            println!("{}", row.line());
        }
        for failure in &self.failures {
            println!("not measured: {failure}");
        }
        let rows: Vec<Value> = self.rows.iter().map(Row::json).collect();
        let file = plan.target().join("bench.json");
        std::fs::write(&file, serde_json::to_string_pretty(&json!({"rows": rows}))? + "\n")?;
        Ok(self.failures.is_empty() && self.rows.iter().all(Row::ok))
    }
}
