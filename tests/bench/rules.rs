//! Row `rules_100k`: every use of 100,000 data sources judged, as a picker that looks at all of them would.

use std::hint::black_box;
use std::time::Instant;

use headwater_app::{Facts, judge};

use crate::row::Row;
use crate::{Outcome, Plan};

pub const ROWS: &[&str] = &["rules_100k"];

const SOURCES: usize = 100_000;
/// Milliseconds.
const LIMIT: f64 = 100.0;

/// # Errors
/// None; as its neighbours.
pub fn measure(plan: &Plan) -> Outcome<Vec<Row>> {
    let types: Vec<_> = headwater_catalog::all().collect();
    let sides = [None, Some(false), Some(true)];
    let facts: Vec<Facts> = (0..SOURCES)
        .map(|index| Facts {
            standard: index % 5 != 0,
            def: types.get(index % (types.len() + 1)).copied(),
            dev: sides[index % 3],
            prod: sides[index / 3 % 3],
            foreign: index % 7 == 0,
            shared: [None, Some((true, true)), Some((false, true))][index % 3],
        })
        .collect();
    let mut times = Vec::new();
    for _ in 0..plan.pairs {
        let began = Instant::now();
        for facts in &facts {
            black_box(judge(black_box(facts)));
        }
        times.push(began.elapsed().as_secs_f64() * 1e3);
    }
    Ok(vec![Row::of_slowest("rules_100k", "ms", LIMIT, &times)])
}
