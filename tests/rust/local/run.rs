//! Runs the probe of a local type through its public door.

use std::sync::Arc;
use std::time::Duration;

use headwater_connectors::{Target, planned, probe};
use headwater_model::{Environment, Object};
use headwater_net::{Outcome, Trace};

/// Tests a configuration as the app does.
pub async fn run(type_id: &str, properties: Object) -> Outcome {
    let type_def = headwater_catalog::find(type_id).expect("a type of the catalogue");
    let mode = type_def.mode("UrlMode").expect("its mode");
    let target = Target {
        type_def,
        mode,
        env: Environment::Dev,
        properties,
        secrets: Default::default(),
        keys: Default::default(),
    };
    let mut trace = Trace::new(Default::default(), Duration::from_secs(20), Arc::new(|_| ()));
    let _ = probe(&target, &mut trace).await;
    trace.finish(&planned(&target))
}

/// One line a stage: `open_target ok code code`.
pub fn lines(outcome: &Outcome) -> Vec<String> {
    let line = |report: &headwater_model::StageReport| {
        let status = format!("{:?}", report.status).to_lowercase();
        let codes = report.findings.iter().map(|finding| format!(" {}", finding.code)).collect::<String>();
        let stage = serde_json::to_value(report.stage).unwrap_or_default();
        format!("{} {status}{codes}", stage.as_str().unwrap_or_default())
    };
    outcome.stages.iter().map(line).collect()
}
