//! The MySQL connector's test against real MariaDB servers, and against stand-ins for what MariaDB cannot be.

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
    let target = account(
        TLS.port,
        users::APP,
        &[("securityProtocol", "authTypeSsl"), ("caCertificate", ca), ("truststoreFile", "7")],
    );
    let probed = run(&target).await;
    assert!(probed.has("mysql.tls_verified"));
    assert_eq!(probed.status(Stage::HandshakeTls), StageStatus::Warning);
    assert_eq!(probed.finding("mysql.files_unread").params["files"], "truststoreFile");
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

// Encryption.

#[tokio::test]
async fn a_certificate_is_refused_for_its_issuer_its_name_and_its_age() {
    let public = run(&account(TLS.port, users::APP, &[("tlsMode", "verify")])).await;
    public.assert_failed(Stage::HandshakeTls, "tls_unknown_ca");
    assert_eq!(public.status(Stage::Authenticate), StageStatus::Skipped);

    for (kind, code) in [(Kind::OtherName, "tls_wrong_name"), (Kind::Expired, "tls_expired")] {
        let server = Mariadb::start(&Setup { tls: Some(kind), ..Setup::default() });
        let ca = &server.certificates.as_ref().unwrap().ca;
        let target = account(server.port, users::APP, &[("tlsMode", "verify"), ("caCertificate", ca)]);
        run(&target).await.assert_failed(Stage::HandshakeTls, code);
    }
}

#[tokio::test]
async fn an_authority_that_is_none_is_named() {
    let pem = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    let probed = run(&account(TLS.port, users::APP, &[("tlsMode", "verify"), ("caCertificate", pem)])).await;
    probed.assert_failed(Stage::HandshakeTls, "tls_bad_ca");
}

#[tokio::test]
async fn an_authority_that_is_not_used_is_a_warning() {
    let ca = &TLS.certificates.as_ref().unwrap().ca;
    let probed = run(&account(TLS.port, users::APP, &[("tlsMode", "required"), ("caCertificate", ca)])).await;
    assert_passed_but(&probed, &[(Stage::HandshakeTls, StageStatus::Warning)]);
    assert_eq!(probed.finding("mysql.ca_unused").params["mode"], "verify");
}

#[tokio::test]
async fn required_is_refused_by_a_server_without_tls_before_anything_is_sent() {
    for mode in ["required", "verify"] {
        run(&account(PLAIN.port, users::APP, &[("tlsMode", mode)]))
            .await
            .assert_failed(Stage::HandshakeTls, "mysql.tls_unavailable");
    }
    let ssl = run(&account(PLAIN.port, users::APP, &[("tlsMode", "off"), ("securityProtocol", "authTypeSsl")])).await;
    ssl.assert_failed(Stage::HandshakeTls, "mysql.tls_unavailable");
}

#[tokio::test]
async fn preferred_that_ends_in_plain_text_is_a_warning_and_off_is_not() {
    let preferred = run(&account(PLAIN.port, users::APP, &[])).await;
    let skipped = (Stage::HandshakeTls, StageStatus::Skipped);
    assert_passed_but(&preferred, &[skipped, (Stage::Authenticate, StageStatus::Warning)]);
    assert!(preferred.has("mysql.plain_text"));
    let off = run(&account(PLAIN.port, users::APP, &[("tlsMode", "off")])).await;
    assert_passed_but(&off, &[]);
    assert!(off.has("mysql.not_encrypted"));
    assert!(!off.outcome.stages.iter().any(|report| report.stage == Stage::HandshakeTls));
}

#[tokio::test]
async fn an_account_that_requires_ssl_says_so_in_plain_text() {
    let plain = run(&account(TLS.port, users::SSL_ONLY, &[("tlsMode", "off")])).await;
    plain.assert_failed(Stage::Authenticate, "mysql.access_denied_plain");
    assert_eq!(plain.finding("mysql.access_denied_plain").params["mode"], "required");
    let mended = run(&account(TLS.port, users::SSL_ONLY, &[("tlsMode", "required")])).await;
    assert_eq!(mended.verdict(), Verdict::Connectable);
}

#[tokio::test]
async fn a_server_that_requires_tls_says_so() {
    // With TLS 1.2, whose handshake has another shape.
    let options = ["--require-secure-transport=ON", "--tls-version=TLSv1.2"].map(str::to_owned);
    let server = Mariadb::start(&Setup { tls: Some(Kind::Good), options: options.into() });
    let plain = run(&account(server.port, users::APP, &[("tlsMode", "off")])).await;
    // MariaDB says 1045, MySQL 3159 with these words.
    plain.assert_failed(Stage::Authenticate, "mysql.access_denied_plain");
    assert_eq!(run(&account(server.port, users::APP, &[])).await.verdict(), Verdict::Connectable);
    let words = "Connections using insecure transport are prohibited while --require_secure_transport=ON.";
    let script = vec![greeting("caching_sha2_password", true), Step::Read, error(3159, "HY000", words)];
    let mysql = Peer::start(script).await;
    let plain = run(&account(mysql.port, "u", &[("tlsMode", "off")])).await;
    plain.assert_failed(Stage::Authenticate, "mysql.tls_required");
    assert_eq!(plain.finding("mysql.tls_required").params["mode"], "required");
}

#[tokio::test]
async fn an_offer_of_tls_that_is_none_is_told_apart() {
    let not_tls = Peer::start(vec![
        greeting("mysql_native_password", true),
        Step::Read,
        Step::ReadRaw,
        Step::Raw(b"HTTP/1.1 400 Bad\r\n\r\n".into()),
    ])
    .await;
    run(&account(not_tls.port, "u", &[])).await.assert_failed(Stage::HandshakeTls, "tls_not_tls");
    let closes =
        Peer::start(vec![greeting("mysql_native_password", true), Step::Read, Step::ReadRaw, Step::Close]).await;
    run(&account(closes.port, "u", &[])).await.assert_failed(Stage::HandshakeTls, "tls_closed");
    // handshake_failure, fatal (RFC 8446, section 6).
    let alert = Step::Raw(vec![21, 3, 3, 0, 2, 2, 40]);
    let refuses = Peer::start(vec![greeting("mysql_native_password", true), Step::Read, Step::ReadRaw, alert]).await;
    run(&account(refuses.port, "u", &[])).await.assert_failed(Stage::HandshakeTls, "tls_refused");
}

// The login.

#[tokio::test]
async fn a_refused_login_says_what_is_wrong_with_it() {
    let wrong = run(&with_password(account(TLS.port, users::APP, &[]), "battery staple")).await;
    wrong.assert_failed(Stage::Authenticate, "mysql.access_denied");
    assert_eq!(wrong.status(Stage::HandshakeTls), StageStatus::Ok);
    assert_eq!(wrong.finding("mysql.access_denied").params["account"], "'app'@'127.0.0.1'");

    let none = run(&with_password(account(TLS.port, users::APP, &[]), "")).await;
    none.assert_failed(Stage::Authenticate, "mysql.password_missing");

    for (user, code) in [
        ("stranger", "mysql.access_denied"),
        (users::LOCKED, "mysql.account_locked"),
        (users::EXPIRED, "mysql.password_expired"),
        (users::SOCKET, "mysql.socket_only"),
    ] {
        let probed = run(&account(TLS.port, user, &[])).await;
        let failed = probed.outcome.stages.iter().find(|report| report.status == StageStatus::Failed);
        assert_eq!(
            failed.map(|report| report.findings[0].code.as_str()),
            Some(code),
            "{user}: {:#?}",
            probed.outcome.stages
        );
    }
    let open = run(&with_password(account(TLS.port, users::OPEN, &[]), "")).await;
    assert_eq!(open.verdict(), Verdict::Connectable);
}

#[tokio::test]
async fn one_refused_password_is_one_login_however_many_addresses() {
    let target = with_password(account(0, users::APP, &[]), "battery staple");
    let server = Mariadb::tls();
    let target = at(target, &[("127.0.0.1", server.port), ("localhost", server.port)]);
    run(&target).await.assert_failed(Stage::Authenticate, "mysql.access_denied");
    let mut admin = connect(server.port).await;
    let denied: Option<(String, u64)> =
        admin.query_first("SHOW GLOBAL STATUS LIKE 'Access_denied_errors'").await.unwrap();
    assert_eq!(denied.unwrap().1, 1);
}

#[tokio::test]
async fn a_full_server_is_told_from_a_closed_one() {
    let server = Mariadb::start(&Setup { options: vec!["--max-connections=10".into()], ..Setup::default() });
    let mut held = Vec::new();
    for _ in 0..11 {
        held.push(tokio::net::TcpStream::connect(("127.0.0.1", server.port)).await.unwrap());
    }
    let probed = run(&account(server.port, users::APP, &[])).await;
    probed.assert_failed(Stage::Authenticate, "mysql.too_many_connections");
    assert_eq!(probed.status(Stage::ConnectPort), StageStatus::Ok);
}

/// MariaDB never blocks 127.0.0.1, so the packet is played: number and words as in its errmsg-utf8.txt.
#[tokio::test]
async fn a_server_that_blocks_or_does_not_know_this_computer_is_a_refusal() {
    let blocked =
        "Host '10.9.8.7' is blocked because of many connection errors; unblock with 'mariadb-admin flush-hosts'";
    let peer = Peer::start(vec![error(1129, "", blocked), Step::Close]).await;
    let probed = run(&account(peer.port, "u", &[])).await;
    probed.assert_failed(Stage::Authenticate, "mysql.host_blocked");
    assert_eq!(probed.finding("mysql.host_blocked").params["words"], blocked);

    let unknown = Peer::start(vec![
        error(1130, "", "Host '10.9.8.7' is not allowed to connect to this MySQL server"),
        Step::Close,
    ])
    .await;
    run(&account(unknown.port, "u", &[])).await.assert_failed(Stage::Authenticate, "mysql.host_not_allowed");
}

/// caching_sha2_password as in MySQL's source documentation: `01 04` asks for the password, `02` for the RSA key.
#[tokio::test]
async fn the_password_is_not_sent_under_an_unverified_key_on_prod() {
    let script = vec![greeting("caching_sha2_password", false), Step::Read, Step::Packet(vec![1, 4]), Step::Wait];
    let peer = Peer::start(script).await;
    let probed = run(&on_prod(account(peer.port, "u", &[]))).await;
    probed.assert_failed(Stage::Authenticate, "mysql.rsa_refused");
    let after_login = peer.heard();
    assert!(after_login.windows(2).any(|window| window == b"u\0"), "the login itself was sent");
    assert_ne!(after_login.last(), Some(&2), "the key was asked for");

    let cached = vec![
        greeting("caching_sha2_password", false),
        Step::Read,
        Step::Raw([packet(2, &[1, 3]), packet(3, &[0, 0, 0, 2, 0, 0, 0])].concat()),
        Step::Read,
        error(1049, "42000", "Unknown database 'x'"),
    ];
    let peer = Peer::start(cached).await;
    let probed = run(&on_prod(account(peer.port, "u", &[]))).await;
    assert_eq!(probed.status(Stage::Authenticate), StageStatus::Warning);
    assert!(probed.has("mysql.sha2_plain"));
}

#[tokio::test]
async fn the_password_is_never_sent_in_clear_text() {
    let switch = b"\xfemysql_clear_password\0".to_vec();
    let peer =
        Peer::start(vec![greeting("mysql_native_password", false), Step::Read, Step::Packet(switch), Step::Wait]).await;
    run(&account(peer.port, "u", &[])).await.assert_failed(Stage::Authenticate, "mysql.cleartext_plugin");
    assert!(!peer.heard_bytes(PASSWORD.as_bytes()));
}

#[tokio::test]
async fn a_plugin_that_is_not_spoken_is_named() {
    for plugin in ["auth_gssapi_client", "parsec"] {
        let mut switch = vec![0xfe];
        switch.extend(plugin.as_bytes());
        switch.extend(b"\0abcdefghijklmnopqrstuvwxyz012345");
        // parsec: the salt that follows (MariaDB's plugin documentation): 'P', iterations, salt.
        let script = vec![
            greeting("mysql_native_password", false),
            Step::Read,
            Step::Packet(switch),
            Step::Read,
            Step::Packet(b"\x01P\0abcdefghijklmnopqr".to_vec()),
            Step::Wait,
        ];
        let peer = Peer::start(script).await;
        let probed = run(&account(peer.port, "u", &[])).await;
        probed.assert_failed(Stage::Authenticate, "mysql.auth_plugin");
        assert_eq!(probed.finding("mysql.auth_plugin").params["plugin"], plugin);
    }
}

#[tokio::test]
async fn malformed_answers_end_the_test_and_not_the_program() {
    // An RSA key of no bytes makes the driver slice beyond its end.
    let script = vec![
        greeting("caching_sha2_password", false),
        Step::Read,
        Step::Packet(vec![1, 4]),
        Step::Read,
        Step::Packet(vec![]),
        Step::Wait,
    ];
    let peer = Peer::start(script).await;
    run(&account(peer.port, "u", &[])).await.assert_failed(Stage::Authenticate, "mysql.protocol");
    // An OK that is none.
    let peer = Peer::start(vec![
        greeting("mysql_native_password", false),
        Step::Read,
        Step::Packet(b"?".to_vec()),
        Step::Wait,
    ])
    .await;
    run(&account(peer.port, "u", &[])).await.assert_failed(Stage::Authenticate, "mysql.protocol");
    let peer = Peer::start(vec![greeting("mysql_native_password", false), Step::Read, Step::Close]).await;
    run(&account(peer.port, "u", &[])).await.assert_failed(Stage::Authenticate, "mysql.closed");
}

#[tokio::test]
async fn an_unknown_error_shows_the_server_s_words_without_the_password() {
    let words = format!("the frobnicator does not like {PASSWORD}\u{7}{}", "x".repeat(600));
    let peer =
        Peer::start(vec![greeting("mysql_native_password", false), Step::Read, error(9999, "HY000", &words)]).await;
    let probed = run(&account(peer.port, "u", &[])).await;
    probed.assert_failed(Stage::Authenticate, "mysql.server_error");
    let shown = &probed.finding("mysql.server_error").params["words"];
    assert!(shown.starts_with("the frobnicator does not like ***"), "{shown}");
    assert!(shown.len() <= 512);
}

#[tokio::test]
async fn a_server_that_asks_for_a_local_file_gets_none() {
    let request = b"\xfb/etc/passwd".to_vec();
    let peer = Peer::start(vec![
        greeting("mysql_native_password", false),
        Step::Read,
        ok(),
        Step::Read,
        Step::Packet(request),
        Step::Wait,
    ])
    .await;
    let probed = run(&account(peer.port, "u", &[])).await;
    probed.assert_failed(Stage::OpenTarget, "mysql.local_infile");
    assert!(!peer.heard_bytes(b"root:"));
    // The client did not offer to send files: capability 0x80 of the login's first four bytes is not set.
    assert_eq!(peer.heard()[0] & 0x80, 0);
}

// The database and its rights.

#[tokio::test]
async fn a_database_that_is_not_there_or_not_ours_fails_its_own_stage() {
    let unknown = run(&account(TLS.port, users::ADMIN, &[("database", "nowhere")])).await;
    unknown.assert_failed(Stage::OpenTarget, "mysql.database_unknown");
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

// The network.

#[tokio::test]
async fn a_refused_port_is_unreachable() {
    let port = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    run(&account(port, "u", &[])).await.assert_failed(Stage::ConnectPort, "refused");
}

#[tokio::test]
async fn an_unknown_name_fails_before_any_connection() {
    let probed = run(&at(account(0, "u", &[]), &[("db.invalid", 3306)])).await;
    assert_eq!(probed.status(Stage::ResolveHost), StageStatus::Failed);
    assert_eq!(probed.verdict(), Verdict::Unreachable);
}

#[tokio::test]
async fn of_two_addresses_each_must_answer() {
    let dead = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    let target = at(account(0, users::APP, &[]), &[("127.0.0.1", TLS.port), ("127.0.0.1", dead)]);
    let probed = run(&target).await;
    probed.assert_failed(Stage::ConnectPort, "refused");
    assert_eq!(probed.finding("addresses_disagree").params["silent"], format!("127.0.0.1:{dead}"));
}

#[tokio::test]
async fn a_silent_server_ends_at_a_deadline_and_is_told_from_a_slow_one() {
    let peer = Peer::start(vec![Step::Wait]).await;
    let began = Instant::now();
    let probed = run_within(&account(peer.port, "u", &[]), Duration::from_secs(2), CancellationToken::new()).await;
    probed.assert_failed(Stage::ConnectPort, "mysql.silent");
    assert!(began.elapsed() < Duration::from_secs(10));
}

#[tokio::test]
async fn cancelling_answers_at_once() {
    let peer = Peer::start(vec![greeting("mysql_native_password", false), Step::Read, Step::Wait]).await;
    let cancel = CancellationToken::new();
    let target = account(peer.port, "u", &[]);
    let test = tokio::spawn({
        let cancel = cancel.clone();
        async move { run_within(&target, Duration::from_secs(30), cancel).await }
    });
    while peer.heard().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let cancelled = Instant::now();
    cancel.cancel();
    let probed = test.await.unwrap();
    assert!(cancelled.elapsed() < Duration::from_secs(1), "{:?}", cancelled.elapsed());
    assert_eq!(probed.verdict(), Verdict::Cancelled);
    assert_eq!(probed.status(Stage::Inspect), StageStatus::Skipped);
}

#[tokio::test]
async fn what_is_not_mysql_is_shown() {
    let ssh = Peer::start(vec![Step::Raw(b"SSH-2.0-OpenSSH_9.2p1 Debian\r\n".into()), Step::Wait]).await;
    let probed = run(&account(ssh.port, "u", &[])).await;
    probed.assert_failed(Stage::ConnectPort, "mysql.not_mysql");
    assert!(probed.finding("mysql.not_mysql").params["words"].starts_with("SSH-2.0-"));

    for bytes in [&b"\xff\xff\xff\0\x0a8.0"[..], b"\x05\0\0\x03\x0a8.0\0", b"\x04\0\0\0\x0a8.0", b"\0\0\0\0"] {
        let peer = Peer::start(vec![Step::Raw(bytes.into()), Step::Wait]).await;
        run(&account(peer.port, "u", &[])).await.assert_failed(Stage::ConnectPort, "mysql.not_mysql");
    }
    let closes = Peer::start(vec![Step::Close]).await;
    run(&account(closes.port, "u", &[])).await.assert_failed(Stage::ConnectPort, "mysql.hung_up");
}

#[test]
fn instance_mode_is_left_to_dataworks() {
    let mut target = probing::target("mysql", &[("instanceId", "rm-bp1")], &[]);
    assert!(unsupported(&target).is_none());
    target.mode = target.type_def.mode("InstanceMode").unwrap();
    let finding = unsupported(&target).unwrap();
    assert_eq!(finding.code, "mysql.instance_mode");
    check_words(&finding);
}
