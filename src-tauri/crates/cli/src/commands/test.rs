//! `test`: one side or both, once or many times.

use headwater_app::plain_report;
use headwater_model::{
    AppError, Depth, Environment, ErrorCode, Finding, Lang, Stage, StageReport, StageStatus, TestReport, Timestamp,
    Verdict, params,
};
use serde_json::{Map, Value, json};

use super::outside::ask;
use super::report::{describe, progress, summarise};
use super::text;
use crate::args::{TestArgs, TestEnv};
use crate::failure::Exit;
use crate::output::Paint;
use crate::prompt;
use crate::session::{Answer, Session};

/// Code of the report on a side that is not there.
const SIDE_ABSENT: &str = "side_absent";

/// Tests, and ends as the worst of the tests.
pub async fn run(session: &Session, arguments: TestArgs) -> Result<Answer, AppError> {
    let workspace = session.workspace().await?;
    let view = session.named(&workspace, &arguments.name).await?;
    let envs = match arguments.env {
        TestEnv::Dev => vec![Environment::Dev],
        TestEnv::Prod => vec![Environment::Prod],
        TestEnv::All if workspace.standard => Environment::ALL.to_vec(),
        TestEnv::All => vec![Environment::Prod],
    };
    let mut reports = Vec::new();
    for env in envs {
        if view[env.as_str()].is_null() {
            reports.push(absent(session, &view, env).await?);
            continue;
        }
        let request = prepare(session, &view, env, &arguments).await?;
        for _ in 0..arguments.repeat.unwrap_or(1) {
            reports.push(once(session, &request).await?);
            if reports.last().is_some_and(ends_repetition) {
                break;
            }
        }
        if reports.last().is_some_and(|report| report.verdict == Verdict::Cancelled) {
            break;
        }
    }
    Ok(answer(session, &arguments, &reports))
}

/// The request for one side; a person is asked for what is not kept, and for leave where the target changed.
async fn prepare(session: &Session, view: &Value, env: Environment, arguments: &TestArgs) -> Result<Value, AppError> {
    let side = &view[env.as_str()];
    let name = text(&view["name"]);
    let mut request = json!({"id": view["id"], "env": env, "timeout_ms": arguments.timeout});
    let mut confirm = arguments.confirm_target;
    if !confirm && side["unconfirmed"] == true && prompt::can_ask() {
        let question = question(session, &name, env, side);
        confirm = session.wait(move || prompt::agree(&question)).await?;
    }
    // Consent is to what was shown: whoever changes it meanwhile has none.
    if confirm {
        request["confirm"] = side["consent"].clone();
    }
    let entered = ask(session, view, env).await?;
    if !entered.is_empty() {
        let secrets: Map<String, Value> =
            entered.iter().map(|(slot, secret)| (slot.clone(), secret.expose().as_str().into())).collect();
        request["side"] = json!({"mode": side["mode"], "properties": side["properties"], "secrets": secrets});
    }
    Ok(request)
}

/// What a person is to agree to. Where secrets are fetched for it, that stands below the target, a line each.
fn question(session: &Session, name: &str, env: Environment, side: &Value) -> String {
    let values =
        params([("name", name.to_owned()), ("env", env.as_str().to_owned()), ("target", text(&side["consent"]))]);
    if side["fetched"].as_object().is_some_and(|fetched| !fetched.is_empty()) {
        return session.fill(
            "The secrets of “{name}” ({env}) are fetched on this computer and sent to:\n{target}\nDo that?",
            "“{name}”（{env}）的密钥将在本机获取并发送到：\n{target}\n是否继续？",
            &values,
        );
    }
    session.fill(
        "The target of “{name}” ({env}) changed to {target}. Send the kept secrets there?",
        "“{name}”（{env}）的目标已变为 {target}。是否将已保存的密钥发送到该目标？",
        &values,
    )
}

/// One test. That the keychain does not answer is no fact about the data source: it is a failure of its own.
async fn once(session: &Session, request: &Value) -> Result<TestReport, AppError> {
    let report = session.watch("test.run", request.clone(), progress(session.lang, session.json)).await?;
    let report: TestReport =
        serde_json::from_value(report).map_err(|error| AppError::new(ErrorCode::Internal).because(error))?;
    match report.stages.iter().find(|stage| stage.status == StageStatus::Failed).map(keychain_failure) {
        Some(Some(error)) => Err(error),
        _ => Ok(report),
    }
}

fn keychain_failure(stage: &StageReport) -> Option<AppError> {
    let finding = stage.findings.first()?;
    match finding.code.as_str() {
        "secrets.locked" => Some(AppError::new(ErrorCode::KeychainLocked)),
        "secrets.absent" => Some(AppError::new(ErrorCode::KeychainAbsent)),
        "secrets.failed" => {
            let words = finding.params.get("words").cloned().unwrap_or_default();
            Some(AppError::new(ErrorCode::KeychainFailed).with("reason", words))
        }
        _ => None,
    }
}

/// More tries would not help: a refused password, which a server may answer by locking the account; or a person who
/// stopped it.
fn ends_repetition(report: &TestReport) -> bool {
    let refused = report.verdict == Verdict::ConfigError
        && report.stages.iter().any(|s| s.stage == Stage::Authenticate && s.status == StageStatus::Failed);
    refused || report.verdict == Verdict::Cancelled
}

/// The report on a side that is not there: its first stage fails, as it would for a side in which everything is missing.
async fn absent(session: &Session, view: &Value, env: Environment) -> Result<TestReport, AppError> {
    let types = session.call("type.list", json!({})).await?;
    let kind = types.as_array().into_iter().flatten().find(|kind| kind["id"] == view["type"]);
    let depth = kind.and_then(|kind| serde_json::from_value(kind["depth"].clone()).ok()).unwrap_or(Depth::Reach);
    let name = text(&view["name"]);
    let error = absent_error(&name, env);
    let finding = Finding::failure(SIDE_ABSENT).with("words", error.message(session.lang));
    let at = Timestamp::now();
    let stage = StageReport {
        stage: Stage::ValidateInput,
        status: StageStatus::Failed,
        started_at: Some(at),
        ms: 0,
        findings: vec![finding],
    };
    Ok(TestReport {
        source: name,
        type_id: text(&view["type"]),
        env,
        route: "direct".to_owned(),
        verdict: Verdict::ConfigError,
        depth,
        started_at: at,
        ms: 0,
        stages: vec![stage],
        consent: None,
    })
}

fn absent_error(name: &str, env: Environment) -> AppError {
    AppError::new(ErrorCode::SideAbsent).with("name", name).with("env", env.as_str())
}

fn answer(session: &Session, arguments: &TestArgs, reports: &[TestReport]) -> Answer {
    let lang = session.lang;
    let plain: Vec<Value> = reports.iter().map(|report| plainly(report, lang)).collect();
    let paint = Paint::stdout();
    let words = if arguments.repeat.is_some_and(|times| times > 1) {
        summarise(reports, lang, paint)
    } else {
        let each = reports.iter().zip(&plain).map(|(report, plain)| describe(report, plain, lang, paint));
        each.collect::<Vec<_>>().join("\n")
    };
    let exit = reports.iter().map(exit_of).max().unwrap_or(Exit::NotConnectable);
    let many = arguments.env == TestEnv::All || arguments.repeat.is_some();
    let document = if many { json!({"reports": plain}) } else { plain.into_iter().next().unwrap_or_default() };
    Answer { exit, ..Answer::done(document, words) }
}

/// The contract's report; a side that is not there has its advice from the error of that name.
fn plainly(report: &TestReport, lang: Lang) -> Value {
    let mut plain = plain_report(report, lang);
    if plain["stages"][0]["code"] == SIDE_ABSENT {
        let error = absent_error(&report.source, report.env);
        let (cause, remedy) = (error.message(lang), error.hint(lang));
        plain["stages"][0]["advice"] = json!({"id": SIDE_ABSENT, "cause": cause, "remedy": remedy});
    }
    plain
}

fn exit_of(report: &TestReport) -> Exit {
    match report.verdict {
        Verdict::Connectable => Exit::Done,
        Verdict::Cancelled => Exit::Interrupted,
        Verdict::ConfigError | Verdict::Unreachable | Verdict::Unsupported => Exit::NotConnectable,
    }
}
