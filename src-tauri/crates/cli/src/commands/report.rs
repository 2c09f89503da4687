//! A test for people: the stages with their marks, the advice below, the verdict last; and while it runs, one line that
//! says what is being waited for.

use std::io::IsTerminal;
use std::sync::{Arc, Mutex, PoisonError};

use headwater_app::{plain_report, plain_stage, stage_name, verdict_words};
use headwater_model::{Lang, Params, Stage, StageReport, TestReport, Text, Verdict, params};
use serde_json::Value;

use super::text;
use crate::output::{Cell, Paint, Style, tell};

/// Back to the first column, and nothing in the line.
const CLEAR: &str = "\r\u{1b}[2K";

/// The whole report.
pub fn describe(report: &TestReport, plain: &Value, lang: Lang, paint: Paint) -> String {
    let facts = [report.env.as_str(), &report.type_id, &report.route].join(" · ");
    let mut out = format!("{}  {}\n", paint.text(Style::Bold, &report.source), paint.text(Style::Dim, &facts));
    out += &stages(report, plain, lang, paint);
    out + &conclusion(report, lang, paint)
}

/// The stages in aligned columns: a line for each finding, then the advice.
fn stages(report: &TestReport, plain: &Value, lang: Lang, paint: Paint) -> String {
    let plain: Vec<&Value> = plain["stages"].as_array().into_iter().flatten().collect();
    let each: Vec<Vec<Vec<Cell>>> =
        report.stages.iter().zip(&plain).map(|(stage, plain)| rows(stage.stage, plain, lang)).collect();
    let table = paint.columns(2, &each.concat());
    let mut lines = table.lines();
    let mut out = String::new();
    for (rows, plain) in each.iter().zip(plain) {
        lines.by_ref().take(rows.len()).for_each(|line| out += &format!("{line}\n"));
        out += &advice(&plain["advice"], lang, paint);
    }
    out
}

fn rows(stage: Stage, plain: &Value, lang: Lang) -> Vec<Vec<Cell>> {
    let (style, mark) = match plain["status"].as_str() {
        Some("ok") => (Style::Good, "✓"),
        Some("warning") => (Style::Caution, "!"),
        Some("failed") => (Style::Bad, "✗"),
        _ => (Style::Dim, "-"),
    };
    let name = stage_name(stage).render(lang, &Params::new());
    if plain["status"] == "skipped" {
        let skipped = Text::new("not reached", "未执行").render(lang, &Params::new());
        let cells = [(style, mark), (style, &name), (style, ""), (style, &skipped)];
        return vec![cells.map(|(style, text)| Cell::styled(style, text)).to_vec()];
    }
    let ms = Cell::styled(Style::Dim, format!("{} ms", plain["ms"])).right();
    let detail = text(&plain["detail"]).replace('\n', " ");
    let mut findings = detail.split(" · ");
    let first = Cell::new(findings.next().unwrap_or_default());
    let more =
        findings.map(|line| vec![Cell::default(), Cell::default(), Cell::default(), Cell::styled(Style::Dim, line)]);
    std::iter::once(vec![Cell::styled(style, mark), Cell::new(name), ms, first]).chain(more).collect()
}

fn advice(advice: &Value, lang: Lang, paint: Paint) -> String {
    if advice.is_null() {
        return String::new();
    }
    let line = |word: Text, key: &str| {
        let word = paint.text(Style::Hint, &word.render(lang, &Params::new()));
        format!("      {word} {}\n", paint.text(Style::Plain, &text(&advice[key])))
    };
    line(Text::new("cause:", "原因："), "cause") + &line(Text::new("remedy:", "处理："), "remedy")
}

fn conclusion(report: &TestReport, lang: Lang, paint: Paint) -> String {
    let verdict = verdict_words(report.verdict).render(lang, &Params::new());
    let style = match report.verdict {
        Verdict::Connectable => Style::Good,
        Verdict::ConfigError | Verdict::Unreachable => Style::Bad,
        Verdict::Unsupported | Verdict::Cancelled => Style::Caution,
    };
    let took = Text::new("in {ms} ms", "用时 {ms} ms").render(lang, &params([("ms", report.ms.to_string())]));
    format!("{} {}\n", paint.text(style, &verdict), paint.text(Style::Dim, &took))
}

/// Many reports of one kind: a line each, and the whole of the first that did not connect.
pub fn summarise(reports: &[TestReport], lang: Lang, paint: Paint) -> String {
    let rows: Vec<Vec<Cell>> = reports
        .iter()
        .enumerate()
        .map(|(index, report)| {
            let good = report.verdict == Verdict::Connectable;
            vec![
                Cell::styled(Style::Dim, format!("#{}", index + 1)).right(),
                Cell::new(report.env.as_str()),
                Cell::styled(
                    if good { Style::Good } else { Style::Bad },
                    verdict_words(report.verdict).render(lang, &Params::new()),
                ),
                Cell::new(format!("{} ms", report.ms)).right(),
            ]
        })
        .collect();
    let good = reports.iter().filter(|report| report.verdict == Verdict::Connectable).count();
    let values = params([("good", good.to_string()), ("all", reports.len().to_string())]);
    let count = Text::new("{good} of {all} connectable", "{all} 次中有 {good} 次可连通").render(lang, &values);
    let mut out = paint.columns(0, &rows) + &paint.text(Style::Bold, &count) + "\n";
    if let Some(bad) = reports.iter().find(|report| report.verdict != Verdict::Connectable) {
        out += &format!("\n{}", describe(bad, &plain_report(bad, lang), lang, paint));
    }
    out
}

/// Shows on a terminal what a test is doing. `keep` leaves a line for each stage that ended.
pub fn progress(lang: Lang, keep: bool) -> Arc<dyn Fn(Value) + Send + Sync> {
    if !std::io::stderr().is_terminal() {
        return Arc::new(|_| ());
    }
    let paint = Paint::stderr();
    // Stages planned and ended: they make the count.
    let counts = Mutex::new((0, 0));
    Arc::new(move |event| {
        let mut counts = counts.lock().unwrap_or_else(PoisonError::into_inner);
        match event["event"].as_str() {
            Some("planned") => *counts = (event["stages"].as_array().map_or(0, Vec::len), 0),
            Some("started") => {
                let stage = serde_json::from_value::<Stage>(event["stage"].clone());
                let name = stage.map(|stage| stage_name(stage).render(lang, &Params::new())).unwrap_or_default();
                tell(&format!(
                    "{CLEAR}  {} {name} …",
                    paint.text(Style::Dim, &format!("{}/{}", counts.1 + 1, counts.0))
                ));
            }
            Some("ended") => {
                counts.1 += 1;
                tell(CLEAR);
                if let (true, Ok(report)) = (keep, serde_json::from_value::<StageReport>(event["report"].clone())) {
                    let plain = plain_stage(&report, lang);
                    tell(&paint.columns(2, &rows(report.stage, &plain, lang)));
                }
            }
            _ => {}
        }
    })
}
