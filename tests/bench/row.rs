//! A line of the result: what was measured, against what, and whether the goal is met.

use serde_json::{Value, json};

use crate::stats::{Estimate, median, quantile};

/// One measured thing.
#[derive(Debug, Clone)]
pub struct Row {
    pub id: &'static str,
    /// In `unit`; the middle one of all runs.
    pub value: f64,
    pub unit: &'static str,
    /// To what it is measured against.
    pub ratio: Estimate,
    /// The ratio must not be above this.
    pub goal: f64,
    pub runs: usize,
}

/// The same thing done by us and in the cheapest way there is, one right after the other.
#[derive(Debug, Clone, Copy)]
pub struct Pair {
    pub ours: f64,
    pub base: f64,
}

impl Row {
    /// The median of our runs to the median of the others.
    pub fn of_pairs(id: &'static str, unit: &'static str, goal: f64, pairs: &[Pair]) -> Self {
        let middle = |pairs: &[Pair]| median(pairs.iter().map(|pair| pair.ours));
        let ratio = |pairs: &[Pair]| middle(pairs) / median(pairs.iter().map(|pair| pair.base));
        Self { id, unit, goal, value: middle(pairs), ratio: Estimate::of(pairs, ratio), runs: pairs.len() }
    }

    /// The slowest one in a hundred, to a limit in the same unit.
    pub fn of_slowest(id: &'static str, unit: &'static str, limit: f64, samples: &[f64]) -> Self {
        let slowest = Estimate::of(samples, |samples| quantile(&mut samples.to_vec(), 0.99));
        Self { id, unit, goal: 1.0, value: slowest.value, ratio: slowest.scaled(1.0 / limit), runs: samples.len() }
    }

    /// The middle run, to the least that is possible, which may be exceeded by `slack`.
    pub fn of_least(id: &'static str, unit: &'static str, least: f64, slack: f64, samples: &[f64]) -> Self {
        let middle = Estimate::of(samples, |samples| median(samples.iter().copied()));
        let goal = (least + slack) / least;
        Self { id, unit, goal, value: middle.value, ratio: middle.scaled(1.0 / least), runs: samples.len() }
    }

    /// A size, to a limit in the same unit.
    pub fn of_size(id: &'static str, unit: &'static str, limit: f64, value: f64) -> Self {
        Self { id, unit, goal: 1.0, value, ratio: Estimate::exact(value / limit), runs: 1 }
    }

    /// Missed only when the whole interval lies past the goal.
    pub fn ok(&self) -> bool {
        self.ratio.low <= self.goal
    }

    /// As in `target/bench.json`.
    pub fn json(&self) -> Value {
        json!({
            "id": self.id, "value": self.value, "unit": self.unit, "ratio": self.ratio.value, "goal": self.goal,
            "ok": self.ok(), "interval": [self.ratio.low, self.ratio.high], "runs": self.runs,
        })
    }

    /// As a line of the table.
    pub fn line(&self) -> String {
        let Estimate { value: ratio, low, high } = self.ratio;
        let value = format!("{:.*} {}", if self.value < 100.0 { 2 } else { 0 }, self.value, self.unit);
        let interval = if low == high { String::new() } else { format!("{low:.2}–{high:.2}") };
        let verdict = match (self.ok(), ratio <= self.goal) {
            (false, _) => "MISSED",
            (true, true) => "ok",
            (true, false) => "ok, within error",
        };
        format!("{:<20}{value:>18}{ratio:>8.2}  {interval:<12}{:>6.2}{:>7}  {verdict}", self.id, self.goal, self.runs)
    }
}

/// The heads of the columns of [`Row::line`].
pub fn heads() -> String {
    format!("{:<20}{:>18}{:>8}  {:<12}{:>6}{:>7}", "row", "measured", "ratio", "95 %", "goal", "runs")
}

/// Runs both in turns, so that whatever else the machine does meets both alike. The first round of each does not count.
///
/// # Errors
/// The first of either.
pub async fn in_turns<T>(
    count: usize,
    mut ours: impl AsyncFnMut() -> crate::Outcome<T>,
    mut base: impl AsyncFnMut() -> crate::Outcome<T>,
) -> crate::Outcome<Vec<(T, T)>> {
    let mut pairs = Vec::with_capacity(count);
    for round in 0..=count {
        let pair = if round % 2 == 0 {
            let first = ours().await?;
            (first, base().await?)
        } else {
            let first = base().await?;
            (ours().await?, first)
        };
        if round > 0 {
            pairs.push(pair);
        }
    }
    Ok(pairs)
}

/// Pairs of plain numbers.
pub fn plain(pairs: Vec<(f64, f64)>) -> Vec<Pair> {
    pairs.into_iter().map(|(ours, base)| Pair { ours, base }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_goal_is_missed_only_when_the_whole_interval_is_past_it() {
        let row = |ratio| Row { id: "a", value: 1.0, unit: "ms", ratio, goal: 1.3, runs: 30 };
        assert!(row(Estimate { value: 1.4, low: 1.29, high: 1.5 }).ok());
        assert!(!row(Estimate { value: 1.4, low: 1.31, high: 1.5 }).ok());
    }

    #[test]
    fn noise_that_meets_both_sides_cancels_out() {
        let pairs: Vec<Pair> =
            (1..=30).map(|load| f64::from(load)).map(|load| Pair { ours: 1.2 * load, base: load }).collect();
        let row = Row::of_pairs("a", "ms", 1.3, &pairs);
        assert!((row.ratio.value - 1.2).abs() < 1e-9 && row.ratio.high < 1.21, "{row:?}");
    }
}
