//! The MySQL connector's test against real MariaDB servers, and against stand-ins for what MariaDB cannot be.

#[path = "mysql_probe/certificates.rs"]
mod certificates;
#[path = "mysql_probe/encryption.rs"]
mod encryption;
#[path = "mysql_probe/login.rs"]
mod login;
#[path = "mysql_probe/network.rs"]
mod network;

use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use headwater_catalog::advice;
use headwater_connectors::{Target, planned, probe, unsupported};
use headwater_model::{Environment, Stage, StageStatus, Verdict};
use headwater_net::Trace;
use headwater_tests::ca::Kind;
use headwater_tests::mariadb::{DATABASE, Mariadb, ODD_PASSWORD, PASSWORD, Setup, users};
use headwater_tests::mysql_peer::{Peer, Step, error, greeting, ok, packet};
use headwater_tests::probing::{self, Probed, check_words};
use mysql_async::prelude::Queryable;
use serde_json::json;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

static PLAIN: LazyLock<Mariadb> = LazyLock::new(Mariadb::plain);
static TLS: LazyLock<Mariadb> = LazyLock::new(Mariadb::tls);

/// A configuration of one account on 127.0.0.1, with further properties.
fn account(port: u16, user: &str, properties: &[(&str, &str)]) -> Target {
    let all: Vec<_> =
        [("username", user), ("database", DATABASE)].into_iter().chain(properties.iter().copied()).collect();
    let target = probing::target("mysql", &all, &[("password", PASSWORD)]);
    at(target, &[("127.0.0.1", port)])
}

fn at(mut target: Target, addresses: &[(&str, u16)]) -> Target {
    let rows: Vec<_> = addresses.iter().map(|(host, port)| json!({"host": host, "port": port.to_string()})).collect();
    target.properties.insert("address".into(), rows.into());
    target
}

fn with_password(mut target: Target, password: &str) -> Target {
    target.secrets.insert("password".into(), headwater_model::Secret::new(password.to_owned()));
    target
}

fn on_prod(target: Target) -> Target {
    Target { env: Environment::Prod, ..target }
}

/// Tests, and checks what must hold for every report: complete words, and no password.
async fn run(target: &Target) -> Probed {
    run_within(target, Duration::from_secs(30), CancellationToken::new()).await
}

async fn run_within(target: &Target, limit: Duration, cancel: CancellationToken) -> Probed {
    let mut trace = Trace::new(cancel, limit, Arc::new(|_| ()));
    // The trace knows how it ended.
    let _ = probe(target, &mut trace).await;
    let probed = Probed { outcome: trace.finish(&planned(target)) };
    for finding in probed.outcome.stages.iter().flat_map(|stage| &stage.findings) {
        check_words(finding);
        let fix = advice::find(&finding.code).and_then(|entry| entry.fix);
        assert!(fix.is_none_or(|(_, param)| finding.params.contains_key(param)), "{finding:?} lacks its mend");
    }
    if let Some(password) = target.secret("password") {
        assert!(!probed.text().contains(password.expose().as_str()), "the password is in {}", probed.text());
    }
    probed
}

/// Fails unless every stage but those named passed without a warning.
fn assert_passed_but(probed: &Probed, others: &[(Stage, StageStatus)]) {
    assert_eq!(probed.verdict(), Verdict::Connectable, "{:#?}", probed.outcome.stages);
    for report in &probed.outcome.stages {
        let expected =
            others.iter().find(|(stage, _)| *stage == report.stage).map_or(StageStatus::Ok, |(_, status)| *status);
        assert_eq!(report.status, expected, "{report:#?}");
    }
}

// What passes.

#[tokio::test]
async fn an_account_with_all_rights_passes_every_stage() {
    let probed = run(&account(TLS.port, users::APP, &[])).await;
    assert_passed_but(&probed, &[]);
    let stages: Vec<Stage> = probed.outcome.stages.iter().map(|report| report.stage).collect();
    assert_eq!(stages, planned(&account(1, "u", &[])));
    assert!(probed.finding("mysql.hello").params["version"].contains("MariaDB"));
    for code in ["mysql.tls_unverified", "mysql.signed_in", "mysql.grants_full", "mysql.cdc_ready", "mysql.clock"] {
        assert!(probed.has(code), "{code}");
    }
}

#[tokio::test]
async fn ed25519_signs_in() {
    let probed = run(&account(PLAIN.port, users::ED25519, &[("tlsMode", "off")])).await;
    assert_eq!(probed.status(Stage::Authenticate), StageStatus::Ok);
    assert_eq!(probed.verdict(), Verdict::Connectable);
    let wrong = with_password(account(PLAIN.port, users::ED25519, &[("tlsMode", "off")]), "no");
    run(&wrong).await.assert_failed(Stage::Authenticate, "mysql.access_denied");
}

#[tokio::test]
async fn any_character_may_stand_in_a_password_a_name_and_a_database() {
    for tls in ["off", "required"] {
        let target = with_password(account(TLS.port, users::ODD, &[("tlsMode", tls)]), ODD_PASSWORD);
        let probed = run(&target).await;
        assert_eq!(probed.verdict(), Verdict::Connectable);
        // The statement to paste quotes them.
        let grant = &probed.finding("mysql.cdc_grants").params["account"];
        assert_eq!(grant, "'o''dd 用户'@'%'");
    }
}

#[tokio::test]
async fn the_server_is_verified_against_a_private_authority() {
    let ca = &TLS.certificates.as_ref().unwrap().ca;
    for host in ["127.0.0.1", "localhost"] {
        let target = at(account(0, users::APP, &[("tlsMode", "verify"), ("caCertificate", ca)]), &[(host, TLS.port)]);
        let probed = run(&target).await;
        assert_eq!(probed.verdict(), Verdict::Connectable, "{host}");
        assert_eq!(probed.finding("mysql.tls_verified").params["host"], host);
    }
    // The same by the words of DataWorks.
    let target = account(TLS.port, users::APP, &[("securityProtocol", "authTypeSsl"), ("caCertificate", ca)]);
    let probed = run(&target).await;
    assert!(probed.has("mysql.tls_verified"));
    assert_eq!(probed.status(Stage::HandshakeTls), StageStatus::Ok);
}

#[tokio::test]
async fn every_address_is_tried_and_signed_in_to() {
    let v6 = std::net::TcpListener::bind("[::1]:0").is_ok();
    let hosts: &[&str] = if v6 { &["127.0.0.1", "::1"] } else { &["127.0.0.1", "localhost"] };
    let addresses: Vec<_> = hosts.iter().map(|host| (*host, TLS.port)).collect();
    let probed = run(&at(account(0, users::APP, &[]), &addresses)).await;
    assert_passed_but(&probed, &[]);
    let signed_in =
        |stage| probed.stage(stage).findings.iter().filter(|finding| finding.code == "mysql.signed_in").count();
    assert_eq!(signed_in(Stage::Authenticate), 2);
}

#[tokio::test]
async fn a_test_leaves_no_failed_connect_behind() {
    let server = Mariadb::tls();
    let target = at(account(0, users::APP, &[]), &[("127.0.0.1", server.port), ("localhost", server.port)]);
    assert_eq!(run(&target).await.verdict(), Verdict::Connectable);
    let mut admin = connect(server.port).await;
    let aborted: Vec<(String, u64)> = admin.query("SHOW GLOBAL STATUS LIKE 'Aborted%'").await.unwrap();
    for (name, count) in aborted {
        assert_eq!(count, 0, "{name}");
    }
}

#[tokio::test]
async fn each_entry_has_its_own_finding() {
    let refuses = Peer::start(vec![error(1130, "", "Host '10.9.8.7' is not allowed to connect"), Step::Close]).await;
    let target = at(account(0, users::APP, &[]), &[("127.0.0.1", TLS.port), ("127.0.0.1", refuses.port)]);
    let probed = run(&target).await;
    probed.assert_failed(Stage::Authenticate, "mysql.host_not_allowed");
    assert_eq!(probed.finding("mysql.host_not_allowed").params["address"], format!("127.0.0.1:{}", refuses.port));
    assert_eq!(probed.finding("mysql.signed_in").params["address"], format!("127.0.0.1:{}", TLS.port));

    // The database is missing on the second only.
    let script = vec![
        greeting("mysql_native_password", false),
        Step::Read,
        ok(),
        Step::Read,
        error(1049, "42000", "Unknown database"),
    ];
    let lacks = Peer::start(script).await;
    let target = at(account(0, users::APP, &[]), &[("127.0.0.1", TLS.port), ("127.0.0.1", lacks.port)]);
    let probed = run(&target).await;
    probed.assert_failed(Stage::OpenTarget, "mysql.database_unknown");
    assert_eq!(probed.finding("mysql.database_unknown").params["address"], format!("127.0.0.1:{}", lacks.port));
}

async fn connect(port: u16) -> mysql_async::Conn {
    let options = mysql_async::OptsBuilder::default()
        .ip_or_hostname("127.0.0.1")
        .tcp_port(port)
        .user(Some(users::ADMIN))
        .pass(Some(PASSWORD))
        .prefer_socket(false);
    mysql_async::Conn::new(options).await.unwrap()
}

// The database and its rights.

#[tokio::test]
async fn a_database_that_is_not_there_or_not_ours_fails_its_own_stage() {
    let unknown = run(&account(TLS.port, users::ADMIN, &[("database", "nowhere")])).await;
    unknown.assert_failed(Stage::OpenTarget, "mysql.database_unknown");
    assert_eq!(unknown.finding("mysql.visible").params["visible"], "app`db, narrow");
    assert_eq!(unknown.status(Stage::Authenticate), StageStatus::Ok);

    // Servers say "denied" of an unknown database to accounts without global rights.
    for (user, database) in [(users::NOBODY, DATABASE), (users::APP, "nowhere")] {
        let denied = run(&account(TLS.port, user, &[("database", database)])).await;
        denied.assert_failed(Stage::OpenTarget, "mysql.database_denied");
    }
    let schema = run(&account(TLS.port, users::NOBODY, &[])).await;
    assert_eq!(schema.finding("mysql.database_denied").params["schema"], "`app``db`");
}

#[tokio::test]
async fn rights_are_judged_for_reading_and_for_writing() {
    let warns = [(Stage::CheckPrivileges, StageStatus::Warning), (Stage::Inspect, StageStatus::Warning)];
    let reader = run(&account(TLS.port, users::READER, &[])).await;
    assert_passed_but(&reader, &warns);
    assert_eq!(reader.finding("mysql.no_write").params["missing"], "INSERT, UPDATE, DELETE");
    assert_eq!(reader.finding("mysql.cdc_grants").params["missing"], "REPLICATION SLAVE, BINLOG MONITOR");

    let one = run(&account(TLS.port, users::ONE_TABLE, &[])).await;
    assert_passed_but(&one, &warns);
    assert_eq!(one.finding("mysql.read_some").params["tables"], "orders");

    let mut admin = connect(TLS.port).await;
    for sql in [
        "CREATE ROLE readers",
        "GRANT SELECT ON `app``db`.* TO readers",
        "GRANT readers TO by_role",
        "SET DEFAULT ROLE readers FOR by_role",
    ] {
        admin.query_drop(sql).await.unwrap();
    }
    let by_role = run(&account(TLS.port, users::BY_ROLE, &[])).await;
    assert_passed_but(&by_role, &warns);
    assert!(by_role.has("mysql.grants_read"));

    let writer = run(&account(TLS.port, users::WRITER, &[])).await;
    writer.assert_failed(Stage::CheckPrivileges, "mysql.no_read");
    assert_eq!(writer.finding("mysql.no_read").params["account"], "'writer'@'%'");
}

#[tokio::test]
async fn the_server_s_shortcomings_are_warnings() {
    let options = ["--skip-log-bin", "--default-time-zone=+05:30"];
    let server = Mariadb::start(&Setup { options: options.map(str::to_owned).into(), ..Setup::default() });
    let off = run(&account(server.port, users::READER, &[("database", "narrow"), ("tlsMode", "off")])).await;
    assert_eq!(off.status(Stage::Inspect), StageStatus::Warning);
    assert_eq!(off.verdict(), Verdict::Connectable);
    assert!(off.has("mysql.binlog_off"));
    assert_eq!(off.finding("mysql.charset_three_bytes").params["charset"], "utf8mb3");
    assert_eq!(off.finding("mysql.time_zone").params["zone"], "+05:30");

    let options = ["--binlog-format=STATEMENT", "--binlog-row-image=MINIMAL", "--binlog-expire-logs-seconds=7200"];
    let server = Mariadb::start(&Setup { options: options.map(str::to_owned).into(), ..Setup::default() });
    let poor = run(&account(server.port, users::APP, &[])).await;
    assert_eq!(poor.finding("mysql.binlog_format").params["format"], "STATEMENT");
    assert_eq!(poor.finding("mysql.binlog_image").params["image"], "MINIMAL");
    assert_eq!(poor.finding("mysql.binlog_retention").params["hours"], "2");
    assert!(!poor.has("mysql.cdc_ready"));
}
