//! Running a connectivity test: input and secrets are judged here, the network by a connector; the report is kept.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use headwater_catalog::advice;
use headwater_connectors::{Keys, Target, planned, probe, unsupported};
use headwater_model::{
    AppError, ErrorCode, Finding, Issue, IssueCode, Lang, Level, Stage, StageStatus, TestReport, Timestamp, Verdict,
};
use headwater_net::{Halt, Seen, Sink, Trace, TraceEvent};
use headwater_store::{ConfigurationRecord, SideState, SourceRecord};
use tokio_util::sync::CancellationToken;

use crate::errors::store_error;
use crate::secrets::{Saved, values};
use crate::side::Side;
use crate::wire::{
    HistoryEntry, HistoryRequest, HistoryResponse, LastTest, ReportTextRequest, ReportTextResponse, Right, SecretInput,
    TestEvent, TestRequest,
};
use crate::{Cx, auth_file_use, sharing, source, types};

/// Longest test, when the request does not say; and the most that it may say.
const TOTAL: (Duration, Duration) = (Duration::from_secs(30), Duration::from_secs(600));
/// Longest wait for the vault, beyond its own.
const SECRETS: Duration = Duration::from_secs(35);

/// Tests that run at the same time; more wait for their turn. Each holds a few sockets for every address, and a process
/// has about a thousand.
pub const TESTS_AT_ONCE: usize = 32;

/// Tests one side, saved or not.
pub(crate) async fn run(cx: &Cx, request: TestRequest) -> Result<TestReport, AppError> {
    let running = cx.calls.enter(&cx.caller.call);
    run_until(cx, request, &running.token).await
}

/// Tests one side, saved or not, unless `cancel` says otherwise.
pub(crate) async fn run_until(
    cx: &Cx,
    request: TestRequest,
    cancel: &CancellationToken,
) -> Result<TestReport, AppError> {
    // Who is cancelled while waiting goes on without a turn: the trace ends at its first stage.
    let _turn = tokio::select! {
        turn = cx.lanes.acquire() => turn.ok(),
        () = cancel.cancelled() => None,
    };
    // On the heap from now on, so that who waits is small.
    Box::pin(run_now(cx, request, cancel)).await
}

async fn run_now(cx: &Cx, request: TestRequest, cancel: &CancellationToken) -> Result<TestReport, AppError> {
    cx.permit(Right::Use).await?;
    let record = match request.id {
        Some(id) => Some(source::record(cx, id).await?),
        None => None,
    };
    let type_id = record.as_ref().map(|record| record.type_id.clone()).or(request.type_id);
    let type_id = type_id.ok_or_else(|| AppError::invalid(vec![Issue::new("type", IssueCode::Missing)]))?;
    let def = types::find(&type_id)?;
    let row = record.as_ref().and_then(|record| record.side(request.env));
    let mut side = match (request.side, &record, row) {
        (Some(input), ..) => Side::read(def, request.env, input)?,
        (None, _, Some(row)) => Side::saved(def, row)?,
        (None, Some(record), None) => {
            let error = AppError::new(ErrorCode::SideAbsent).with("name", &record.name);
            return Err(error.with("env", request.env.as_str()).on("env"));
        }
        (None, None, None) => return Err(AppError::invalid(vec![Issue::new("side", IssueCode::Missing)])),
    };
    side.confirm = request.confirm.or(side.confirm);
    side.follow_references(record.as_ref().map_or(&[], |record| &record.sides));
    if let Some(record) = &record {
        sharing::may_test(record, row, &side)?;
    }
    let total = request.timeout_ms.map_or(TOTAL.0, Duration::from_millis).clamp(Duration::from_millis(1), TOTAL.1);

    let started_at = Timestamp::now();
    let began = Instant::now();
    // A person at the keychain's prompt does not use up the time of the network, unless the whole was limited.
    let limit = if request.timeout_ms.is_some() { total } else { total + SECRETS };
    let mut trace = Trace::new(cancel.clone(), limit, sink(cx));
    let target = Target {
        type_def: def,
        mode: side.mode,
        env: request.env,
        properties: side.properties.clone(),
        secrets: BTreeMap::new(),
        keys: Keys::default(),
    };
    let plan = plan(&target);
    (cx.caller.events)(event(&TestEvent::Planned { stages: plan.clone() }));
    // The outcome is in the trace, whether the test went through or not.
    let network = request.timeout_ms.is_none().then_some(total);
    let _ = take_stages(cx, &mut trace, target, &side, record.as_ref(), network).await;
    let outcome = trace.finish(&plan);
    let mut report = TestReport {
        source: record.as_ref().map(|record| record.name.clone()).unwrap_or_default(),
        type_id: def.id.to_owned(),
        env: request.env,
        route: "direct".to_owned(),
        verdict: outcome.verdict,
        depth: def.depth,
        started_at,
        ms: u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX),
        stages: outcome.stages,
        consent: side.is_unconfirmed(row).then(|| side.consent(row)),
    };
    // A form that differs from what is saved touches no stored record; nor does a test that was stopped.
    if let (Some(record), Some(row)) = (&record, row)
        && report.verdict != Verdict::Cancelled
        && is_saved_state(&side, row)
    {
        if keep(cx, record, row, &report).await.is_err()
            && let Some(last) = report.stages.iter_mut().rev().find(|stage| stage.status != StageStatus::Skipped)
        {
            last.findings.push(Finding::info("report.not_kept"));
        }
        if side.is_confirmed(Some(row)) && row.secret.unconfirmed {
            cx.store.confirm_target(sharing::original(record), row.env, row.changed_at).await.map_err(store_error)?;
        }
    }
    Ok(report)
}

/// The secrets that a form passes for slots in state `ask`, and references that it repeats, do not make it differ from what is
/// saved.
pub(crate) fn is_saved_state(side: &Side, row: &ConfigurationRecord) -> bool {
    let as_saved = side.secrets.iter().all(|(slot, secret)| match secret {
        SecretInput::Set(_) | SecretInput::Ask { .. } => row.secret.ask.contains(slot),
        SecretInput::Fetch(source) => row.secret.fetched.get(slot) == Some(source),
        _ => false,
    });
    side.mode.id == row.mode && side.properties == row.properties && as_saved
}

fn plan(target: &Target) -> Vec<Stage> {
    let mut stages = vec![Stage::ValidateInput];
    if unsupported(target).is_none() {
        if headwater_catalog::secret_slots(target.mode).next().is_some() {
            stages.push(Stage::ReadSecrets);
        }
        stages.extend(planned(target));
    }
    stages
}

async fn take_stages(
    cx: &Cx,
    trace: &mut Trace,
    mut target: Target,
    side: &Side,
    record: Option<&SourceRecord>,
    network: Option<Duration>,
) -> Result<(), Halt> {
    let saved = record.map(sharing::for_test);
    let row = saved.and_then(|saved| saved.side(side.env));
    let workspace = match record {
        Some(record) => record.workspace,
        // A folder without one is told about by whatever is asked next.
        None => cx.current_workspace().await.unwrap_or_default(),
    };
    let validated = async {
        let seen = validate(side, row)?;
        auth_file_use::judge(cx, workspace, side).await?;
        Ok(seen)
    };
    trace.stage(Stage::ValidateInput, TOTAL.0, validated).await?;
    if let Some(finding) = unsupported(&target) {
        return Err(trace.unsupported(Stage::OpenTarget, finding));
    }
    if headwater_catalog::secret_slots(target.mode).next().is_some() {
        let read = async {
            let Seen { value: secrets, mut findings } = read_secrets(cx, side, saved).await?;
            let (keys, told) = auth_file_use::opened(cx, workspace, side, &secrets).await?;
            findings.extend(told);
            Ok(Seen::new((secrets, keys), findings))
        };
        (target.secrets, target.keys) = trace.stage(Stage::ReadSecrets, SECRETS, read).await?;
    }
    if let Some(limit) = network {
        trace.limit_from_now(limit);
    }
    probe(&target, trace).await
}

fn validate(side: &Side, row: Option<&ConfigurationRecord>) -> Result<Seen<()>, Vec<Finding>> {
    let checked = side.check(row);
    if !checked.wrong.is_empty() {
        let fields: Vec<&str> = checked.wrong.iter().map(|issue| issue.field.as_str()).collect();
        return Err(vec![Finding::failure("input.invalid").with("fields", fields.join(", "))]);
    }
    if !checked.missing.is_empty() {
        return Err(vec![Finding::failure("input.missing").with("fields", checked.missing.join(", "))]);
    }
    let (properties, secrets) = side.given(row);
    let finding = Finding::info("input.ok").with("properties", properties).with("secrets", secrets);
    Ok(Seen::new((), vec![finding]))
}

async fn read_secrets(
    cx: &Cx,
    side: &Side,
    saved: Option<Saved<'_>>,
) -> Result<Seen<headwater_vault::Slots>, Vec<Finding>> {
    let row = saved.and_then(|saved| saved.side(side.env));
    if side.is_unconfirmed(row) {
        if !side.fetched(row).is_empty() {
            return Err(vec![Finding::failure("secrets.fetch").with("consent", side.consent(row))]);
        }
        let target = headwater_catalog::destination(side.mode, &side.properties);
        return Err(vec![Finding::failure("secrets.confirm").with("target", target)]);
    }
    let slots = values(cx, side, saved).await.map_err(|error| {
        let finding = match error.code {
            ErrorCode::KeychainLocked => Finding::failure("secrets.locked"),
            ErrorCode::KeychainAbsent => Finding::failure("secrets.absent"),
            ErrorCode::SecretMissing => {
                let slots = headwater_catalog::secret_slots(side.mode).collect::<Vec<_>>().join(", ");
                Finding::failure("secrets.missing").with("slots", slots)
            }
            ErrorCode::KeychainFailed => Finding::failure("secrets.failed")
                .with("words", error.params.get("reason").cloned().unwrap_or_default()),
            // One that was not fetched says why by itself.
            code if advice::find(code.id()).is_some() => {
                error.params.iter().fold(Finding::failure(code.id()), |found, (key, value)| found.with(key, value))
            }
            _ => Finding::failure("secrets.unreadable").with("words", error.message(Lang::En)),
        };
        vec![finding]
    })?;
    let asked = row.iter().flat_map(|row| &row.secret.ask);
    let in_form = side.secrets.iter().filter(|(_, secret)| matches!(secret, SecretInput::Ask { .. }));
    let open: Vec<&str> = asked
        .chain(in_form.map(|(slot, _)| slot))
        .map(String::as_str)
        .filter(|slot| !slots.contains_key(*slot) && !matches!(side.secrets.get(*slot), Some(SecretInput::Clear(()))))
        .collect();
    if !open.is_empty() {
        return Err(vec![Finding::failure("secrets.ask").with("slots", open.join(", "))]);
    }
    let names: Vec<&str> = slots.keys().map(String::as_str).collect();
    let finding = Finding::info("secrets.read").with("slots", names.join(", "));
    Ok(Seen::new(slots, vec![finding]))
}

fn sink(cx: &Cx) -> Sink {
    let events = Arc::clone(&cx.caller.events);
    Arc::new(move |progress| {
        let told = match progress {
            TraceEvent::Started(stage) => TestEvent::Started { stage },
            TraceEvent::Ended(report) => TestEvent::Ended { report },
        };
        events(event(&told));
    })
}

fn event(told: &TestEvent) -> serde_json::Value {
    serde_json::to_value(told).unwrap_or_default()
}

async fn keep(cx: &Cx, record: &SourceRecord, row: &ConfigurationRecord, report: &TestReport) -> Result<(), AppError> {
    let deciding = report.stages.iter().find(|stage| stage.status == StageStatus::Failed);
    let deciding = deciding.or_else(|| report.stages.iter().find(|stage| stage.status == StageStatus::Warning));
    let findings = deciding.into_iter().flat_map(|stage| &stage.findings);
    let last = LastTest {
        verdict: report.verdict,
        stage: deciding.map(|stage| stage.stage),
        warning: report.stages.iter().any(|stage| stage.status == StageStatus::Warning),
        finding: findings.max_by_key(|finding| (finding.level != Level::Info, finding.level)).cloned(),
        at: report.started_at,
    };
    let state = if report.verdict == Verdict::Connectable { SideState::Connectable } else { SideState::Failing };
    let last = serde_json::to_string(&last).unwrap_or_default();
    cx.store.keep_report(record.id, row.changed_at, report, &last, state).await.map_err(store_error)
}

/// Earlier tests of a side.
pub(crate) async fn history(cx: &Cx, request: HistoryRequest) -> Result<HistoryResponse, AppError> {
    let record = source::record(cx, request.id).await?;
    let changed_at = record.side(request.env).map(|side| side.changed_at);
    let reports = cx.store.reports(request.id, request.env).await.map_err(store_error)?;
    let entries = reports
        .into_iter()
        .map(|kept| HistoryEntry { outdated: Some(kept.changed_at) != changed_at, report: kept.report })
        .collect();
    Ok(HistoryResponse { entries })
}

/// A report to paste into a message.
pub(crate) async fn report_text(_cx: &Cx, request: ReportTextRequest) -> Result<ReportTextResponse, AppError> {
    Ok(ReportTextResponse { text: crate::plain::report_text(&request.report, request.language) })
}
