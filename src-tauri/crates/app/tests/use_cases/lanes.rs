//! Many tests at once: all of them end, a limited number at a time.

use std::net::TcpListener;
use std::sync::Arc;
use std::time::{Duration, Instant};

use headwater_app::{Caller, TESTS_AT_ONCE, call};
use serde_json::json;
use tokio::task::JoinSet;

use crate::support::Bench;

#[tokio::test]
async fn a_test_that_waits_for_its_turn_can_be_cancelled_at_once() {
    let bench = Bench::new().await;
    // Takes connections and says nothing: each test waits for a greeting.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let side = json!({"mode": "UrlMode", "secrets": {"password": "p"}, "properties": {"database": "d", "username": "u",
        "address": [{"host": "127.0.0.1", "port": silent.local_addr().unwrap().port()}]}});
    let request = json!({"env": "dev", "type": "mysql", "side": side});
    let test = |id: String| {
        let (app, request) = (Arc::clone(&bench.app), request.clone());
        async move { call(&app, "test.run", request, Caller { call: id, events: Arc::new(|_| ()) }).await.unwrap() }
    };
    let mut running = JoinSet::new();
    for number in 0..TESTS_AT_ONCE {
        running.spawn(test(format!("running {number}")));
    }
    tokio::time::sleep(Duration::from_millis(100)).await;
    let waiting = tokio::spawn(test("waiting".to_owned()));
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(!waiting.is_finished());

    let began = Instant::now();
    bench.ok("call.cancel", json!({"call": "waiting"})).await;
    let report = waiting.await.unwrap();
    assert_eq!(report["verdict"], "Cancelled");
    assert!(report["stages"].as_array().unwrap().iter().all(|stage| stage["status"] == "skipped"), "{report:#}");
    assert!(began.elapsed() < Duration::from_secs(1));

    for number in 0..TESTS_AT_ONCE {
        bench.ok("call.cancel", json!({"call": format!("running {number}")})).await;
    }
    while let Some(report) = running.join_next().await {
        assert_eq!(report.unwrap()["verdict"], "Cancelled");
    }
}
