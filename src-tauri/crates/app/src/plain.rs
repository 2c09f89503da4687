//! Reports in words: for the command line's JSON, and as Markdown to paste into a message.

use headwater_catalog::advice;
use headwater_model::{Advice, Finding, Fix, Lang, Level, Params, StageReport, StageStatus, TestReport, Text, Verdict};
use serde_json::{Value, json};

/// The report as the command line prints it: `detail`, `code` and `advice` per stage, in one language.
pub fn plain_report(report: &TestReport, lang: Lang) -> Value {
    let stages: Vec<Value> = report.stages.iter().map(|stage| plain_stage(stage, lang)).collect();
    json!({
        "source": report.source,
        "type": report.type_id,
        "env": report.env,
        "route": report.route,
        "verdict": report.verdict,
        "depth": report.depth,
        "started_at": report.started_at,
        "ms": report.ms,
        "stages": stages,
    })
}

/// One stage of [`plain_report`].
pub fn plain_stage(stage: &StageReport, lang: Lang) -> Value {
    let deciding = stage.findings.iter().find(|finding| finding.level != Level::Info);
    json!({
        "stage": stage.stage,
        "status": stage.status,
        "started_at": stage.started_at,
        "ms": stage.ms,
        "detail": detail(stage, lang),
        "code": deciding.map(|finding| &finding.code),
        "advice": deciding.and_then(|finding| advice_of(finding, lang)),
    })
}

/// Every finding's line, the deciding one first.
fn detail(stage: &StageReport, lang: Lang) -> String {
    stage.findings.iter().map(|finding| line(finding, lang)).collect::<Vec<_>>().join(" · ")
}

/// The finding in a few words; an unknown code shows the server's own.
fn line(finding: &Finding, lang: Lang) -> String {
    match advice::find(&finding.code) {
        Some(entry) => entry.line.render(lang, &finding.params),
        None => finding.params.get("words").cloned().unwrap_or_else(|| finding.code.clone()),
    }
}

fn advice_of(finding: &Finding, lang: Lang) -> Option<Advice> {
    let entry = advice::find(&finding.code)?;
    let words = entry.advice?;
    let fix = entry.fix.and_then(|(property, param)| {
        let value = finding.params.get(param)?;
        Some(Fix { property: property.to_owned(), value: value.clone() })
    });
    Some(Advice {
        id: finding.code.clone(),
        cause: words.cause.render(lang, &finding.params),
        remedy: words.remedy.render(lang, &finding.params),
        field: entry.field.map(str::to_owned),
        fix,
    })
}

/// The verdict for people.
pub const fn verdict_words(verdict: Verdict) -> Text {
    match verdict {
        Verdict::Connectable => Text::new("Connectable", "可连通"),
        Verdict::ConfigError => Text::new("Configuration error", "配置错误"),
        Verdict::Unreachable => Text::new("Unreachable", "网络不通"),
        Verdict::Unsupported => Text::new("Not supported", "不支持"),
        Verdict::Cancelled => Text::new("Cancelled", "已取消"),
    }
}

/// The finding with values that Markdown takes as they are: a server's words must not become a picture, a link or a row.
fn without_markup(finding: &Finding) -> Finding {
    let hidden = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let escape = |text: &String| {
        let mut out = String::new();
        for c in text.chars().filter(|c| !hidden(*c)) {
            match c {
                '\\' | '<' | '[' | ']' | '`' | '*' | '|' => out.extend(['\\', c]),
                c if c.is_control() => out.push(' '),
                c => out.push(c),
            }
        }
        out
    };
    let params = finding.params.iter().map(|(key, value)| (key.clone(), escape(value))).collect();
    Finding { params, ..finding.clone() }
}

/// The report as Markdown, in one language. Holds no secret, because a report holds none.
pub fn report_text(report: &TestReport, lang: Lang) -> String {
    let none = Params::new();
    let word = |en, zh| Text::new(en, zh).render(lang, &none);
    let verdict = verdict_words(report.verdict).render(lang, &none);
    let name = if report.source.is_empty() { &report.type_id } else { &report.source };
    let mut text = format!(
        "**{name}** ({}, {}): {verdict}\n\n{} · {} ms · {}: {}\n\n| {} | {} | ms | {} |\n|---|---|---:|---|\n",
        report.type_id,
        report.env.as_str(),
        report.started_at,
        report.ms,
        word("route", "路由"),
        report.route,
        word("Stage", "阶段"),
        word("Status", "状态"),
        word("Detail", "详情"),
    );
    for stage in &report.stages {
        let status = match stage.status {
            StageStatus::Ok => word("ok", "通过"),
            StageStatus::Warning => word("warning", "警告"),
            StageStatus::Failed => word("failed", "失败"),
            StageStatus::Skipped => word("not reached", "未执行"),
        };
        let name = advice::stage_name(stage.stage).render(lang, &none);
        let findings = stage.findings.iter().map(without_markup).collect();
        let detail = detail(&StageReport { findings, ..stage.clone() }, lang);
        text += &format!("| {name} | {status} | {} | {detail} |\n", stage.ms);
    }
    let deciding =
        report.stages.iter().flat_map(|stage| &stage.findings).filter(|finding| finding.level != Level::Info);
    for advice in deciding.filter_map(|finding| advice_of(&without_markup(finding), lang)) {
        text += &format!("\n- {} {}\n", advice.cause, advice.remedy);
    }
    text
}
