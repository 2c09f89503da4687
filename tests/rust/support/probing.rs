//! Running a connector's test without the application around it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use headwater_catalog::advice;
use headwater_connectors::{Target, planned, probe};
use headwater_model::{Environment, Finding, Lang, Object, Secret, Stage, StageReport, StageStatus, Verdict};
use headwater_net::{Outcome, Trace};
use tokio_util::sync::CancellationToken;

/// A target of a catalogue type in its first mode, on `dev`.
///
/// # Panics
/// When the catalogue has no such type.
pub fn target<V: AsRef<str>>(type_id: &str, properties: &[(&str, V)], secrets: &[(&str, V)]) -> Target {
    let Some(type_def) = headwater_catalog::find(type_id) else { panic!("no type {type_id}") };
    let properties: Object = properties.iter().map(|(key, value)| ((*key).to_owned(), value.as_ref().into())).collect();
    let secrets: BTreeMap<_, _> =
        secrets.iter().map(|(slot, value)| ((*slot).to_owned(), Secret::new(value.as_ref().to_owned()))).collect();
    Target { type_def, mode: &type_def.modes[0], env: Environment::Dev, properties, secrets, keys: Default::default() }
}

/// Properties and secrets of a configuration, for a test to change.
#[derive(Clone)]
pub struct Form {
    type_id: &'static str,
    properties: BTreeMap<&'static str, String>,
    secrets: BTreeMap<&'static str, String>,
}

impl Form {
    /// An empty form of a type.
    pub const fn of(type_id: &'static str) -> Self {
        Self { type_id, properties: BTreeMap::new(), secrets: BTreeMap::new() }
    }

    /// Sets a property.
    #[must_use]
    pub fn set(mut self, key: &'static str, value: &str) -> Self {
        self.properties.insert(key, value.to_owned());
        self
    }

    /// Sets a secret.
    #[must_use]
    pub fn secret(mut self, slot: &'static str, value: &str) -> Self {
        self.secrets.insert(slot, value.to_owned());
        self
    }

    /// As a target.
    pub fn target(&self) -> Target {
        let pairs = |map: &BTreeMap<&'static str, String>| map.clone().into_iter().collect::<Vec<_>>();
        target(self.type_id, &pairs(&self.properties), &pairs(&self.secrets))
    }

    /// Tests it, and checks that no secret is in the record.
    ///
    /// # Panics
    /// When one is.
    pub async fn run(&self) -> Probed {
        let probed = run(&self.target()).await;
        for secret in self.secrets.values().filter(|secret| !secret.is_empty()) {
            assert!(!probed.text().contains(secret.as_str()), "a secret in {}", probed.text());
        }
        probed
    }
}

/// A finished test.
pub struct Probed {
    /// How it ended.
    pub outcome: Outcome,
}

/// Tests a target within 20 seconds.
pub async fn run(target: &Target) -> Probed {
    run_until(target, CancellationToken::new()).await
}

/// Tests a target within 20 seconds or until `cancel`. Every finding must have complete words in both languages.
pub async fn run_until(target: &Target, cancel: CancellationToken) -> Probed {
    let mut trace = Trace::new(cancel, Duration::from_secs(20), Arc::new(|_| ()));
    // The trace knows how it ended.
    let _ = probe(target, &mut trace).await;
    let outcome = trace.finish(&planned(target));
    for finding in outcome.stages.iter().flat_map(|stage| &stage.findings) {
        check_words(finding);
    }
    Probed { outcome }
}

/// Fails when a finding has no entry in the advice table, or does not fill every place of its words.
///
/// # Panics
/// As said.
pub fn check_words(finding: &Finding) {
    let Some(entry) = advice::find(&finding.code) else { panic!("no words for {}", finding.code) };
    let advice = entry.advice.iter().flat_map(|words| [words.cause, words.remedy]);
    for text in [entry.line].into_iter().chain(advice) {
        for lang in [Lang::En, Lang::ZhCn] {
            // Values may contain braces themselves: they are emptied, so only places without a value are left.
            let empty = finding.params.keys().map(|key| (key.clone(), String::new())).collect();
            let rendered = text.render(lang, &empty);
            assert!(!rendered.contains('{'), "{}: a place without a value in “{rendered}”", finding.code);
        }
    }
}

/// Whether a code is the one that was expected; `mysql.protocol` stands for its whole family, such as
/// `mysql.protocol.large`, as well.
pub fn is_code(said: &str, expected: &str) -> bool {
    said.strip_prefix(expected).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

impl Probed {
    /// The verdict.
    pub const fn verdict(&self) -> Verdict {
        self.outcome.verdict
    }

    /// The report of a stage.
    ///
    /// # Panics
    /// When the stage is not in the record.
    pub fn stage(&self, stage: Stage) -> &StageReport {
        let report = self.outcome.stages.iter().find(|report| report.stage == stage);
        report.unwrap_or_else(|| panic!("{stage:?} is not among {:#?}", self.outcome.stages))
    }

    /// How a stage ended.
    pub fn status(&self, stage: Stage) -> StageStatus {
        self.stage(stage).status
    }

    /// The finding with this code, wherever it is.
    ///
    /// # Panics
    /// When there is none.
    pub fn finding(&self, code: &str) -> &Finding {
        let mut findings = self.outcome.stages.iter().flat_map(|report| &report.findings);
        findings
            .find(|finding| finding.code == code)
            .unwrap_or_else(|| panic!("no {code} among {:#?}", self.outcome.stages))
    }

    /// Whether there is a finding with this code.
    pub fn has(&self, code: &str) -> bool {
        self.outcome.stages.iter().flat_map(|report| &report.findings).any(|finding| finding.code == code)
    }

    /// Checks that the test failed at this stage and that this is the first thing said; see [`is_code`].
    ///
    /// # Panics
    /// When it did not.
    pub fn assert_failed(&self, stage: Stage, code: &str) {
        let first = self.outcome.stages.iter().find(|report| report.status == StageStatus::Failed);
        let first = first.map(|report| (report.stage, report.findings[0].code.as_str()));
        let expected = first.is_some_and(|(at, said)| at == stage && is_code(said, code));
        assert!(expected, "{:?} and not {first:?}: {}", (stage, code), self.text());
        assert_eq!(self.verdict(), stage.verdict_on_failure());
    }

    /// The whole record as text: what must never hold a secret.
    pub fn text(&self) -> String {
        serde_json::to_string(&self.outcome.stages).unwrap_or_default()
    }
}
