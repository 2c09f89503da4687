//! Rows `mysql_test`, `mysql_test_local` and `mysql_test_50ms`: one connectivity test of a saved MariaDB source, from the
//! call of the command to its answer, report kept.
//!
//! The first two are measured against the bare driver taking the same steps, 10 ms away and on this computer. We let the
//! driver talk through a splice on loopback, judge the input, keep a report: about a millisecond, which is next to nothing
//! where servers are, and more than the whole of a login where no network is in between; the second row watches that it
//! stays a millisecond. The third counts round trips, against the least number that the protocol allows.
//!
//! The keychain is in memory: what the desktop's own daemon takes is not ours to measure here.

use std::sync::Arc;
use std::time::{Duration, Instant};

use headwater_app::App;
use headwater_tests::mariadb::{DATABASE, Mariadb, PASSWORD, users};
use mysql_async::prelude::Queryable as _;
use mysql_async::{Conn, OptsBuilder, Row as DbRow};
use serde_json::{Value, json};

use crate::row::{Row, in_turns, plain};
use crate::{Outcome, Plan, delay, seed};

pub const ROWS: &[&str] = &["mysql_test", "mysql_test_local", "mysql_test_50ms"];

const NEAR: Duration = Duration::from_millis(10);
const FAR: Duration = Duration::from_millis(50);
/// To connect, to be greeted, to log in, to open the database, to ask for rights, to ask for variables.
const LEAST_ROUND_TRIPS: f64 = 6.0;
/// A pair takes a few milliseconds only.
const LOCAL_PAIRS: usize = 10;

/// # Errors
/// MariaDB's or the application's.
pub async fn measure(plan: &Plan) -> Outcome<Vec<Row>> {
    let server = Mariadb::plain();
    let home = tempfile::tempdir_in(plan.target())?;
    let app = seed::open(home.path()).await?;
    let mut rows = Vec::new();
    if plan.wants(ROWS[0]) {
        let port = delay::in_front_of(server.port, NEAR)?;
        let id = save(&app, "near", port).await?;
        let pairs = in_turns(plan.pairs, async || test(&app, &id).await, async || bare(port).await).await?;
        rows.push(Row::of_pairs(ROWS[0], "ms", 1.05, &plain(pairs)));
    }
    if plan.wants(ROWS[1]) {
        let id = save(&app, "here", server.port).await?;
        let (ours, base) = (async || test(&app, &id).await, async || bare(server.port).await);
        let pairs = in_turns(plan.pairs * LOCAL_PAIRS, ours, base).await?;
        rows.push(Row::of_pairs(ROWS[1], "ms", 3.0, &plain(pairs)));
    }
    if plan.wants(ROWS[2]) {
        let id = save(&app, "far", delay::in_front_of(server.port, FAR)?).await?;
        let mut round_trips = Vec::new();
        for _ in 0..plan.pairs {
            round_trips.push(test(&app, &id).await? / (FAR.as_secs_f64() * 1e3));
        }
        rows.push(Row::of_least(ROWS[2], "round trips", LEAST_ROUND_TRIPS, 1.0, &round_trips));
    }
    app.close().await;
    Ok(rows)
}

/// Saves a source and gives its id.
///
/// # Errors
/// What the save refuses.
pub async fn save(app: &Arc<App>, name: &str, port: u16) -> Outcome<Value> {
    let properties = json!({"address": [{"host": "127.0.0.1", "port": port}], "database": DATABASE,
        "username": users::APP, "tlsMode": "off"});
    let side = json!({"mode": "UrlMode", "properties": properties, "secrets": {"password": PASSWORD}});
    let view = seed::ask(app, "source.save", json!({"name": name, "type": "mysql", "dev": side})).await?;
    Ok(view["id"].clone())
}

/// Milliseconds of a test, which must pass.
///
/// # Errors
/// The report, when it did not.
pub async fn test(app: &Arc<App>, id: &Value) -> Outcome<f64> {
    let began = Instant::now();
    let report = seed::ask(app, "test.run", json!({"id": id, "env": "dev"})).await?;
    let elapsed = began.elapsed();
    if report["verdict"] != "Connectable" {
        return Err(format!("{report:#}").into());
    }
    Ok(elapsed.as_secs_f64() * 1e3)
}

/// The same steps by the driver alone, in milliseconds.
async fn bare(port: u16) -> Outcome<f64> {
    let options = OptsBuilder::default()
        .ip_or_hostname("127.0.0.1")
        .tcp_port(port)
        .user(Some(users::APP))
        .pass(Some(PASSWORD))
        .prefer_socket(false)
        .max_allowed_packet(Some(16 * 1024 * 1024))
        .wait_timeout(Some(28_800));
    let began = Instant::now();
    let mut conn = Conn::new(options).await?;
    conn.query_drop(format!("USE `{}`", DATABASE.replace('`', "``"))).await?;
    let grants: Vec<DbRow> = conn.query("SHOW GRANTS").await?;
    let variables: Vec<DbRow> = conn
        .query(
            "SHOW VARIABLES WHERE Variable_name IN ('version','version_comment','character_set_database','time_zone',\
             'system_time_zone','timestamp','log_bin','binlog_format','binlog_row_image','expire_logs_days',\
             'binlog_expire_logs_seconds')",
        )
        .await?;
    conn.disconnect().await?;
    let elapsed = began.elapsed();
    if grants.is_empty() || variables.is_empty() {
        return Err("the bare driver saw nothing".into());
    }
    Ok(elapsed.as_secs_f64() * 1e3)
}
