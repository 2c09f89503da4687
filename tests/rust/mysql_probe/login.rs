//! Who is let in, and what is said to those who are not.

use super::*;

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
