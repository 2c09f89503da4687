//! Whether and how the connection is encrypted.

use super::*;

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
async fn preferred_that_ends_in_plain_text_on_this_computer_is_no_warning() {
    let preferred = run(&account(PLAIN.port, users::APP, &[])).await;
    let skipped = (Stage::HandshakeTls, StageStatus::Skipped);
    assert_passed_but(&preferred, &[skipped]);
    assert!(preferred.has("mysql.plain_loopback"));
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
    let required: &[_] = &[("tlsMode", "required")];
    let not_tls = Peer::start(vec![
        greeting("mysql_native_password", true),
        Step::Read,
        Step::ReadRaw,
        Step::Raw(b"HTTP/1.1 400 Bad\r\n\r\n".into()),
    ])
    .await;
    run(&account(not_tls.port, "u", required)).await.assert_failed(Stage::HandshakeTls, "tls_not_tls");
    let closes =
        Peer::start(vec![greeting("mysql_native_password", true), Step::Read, Step::ReadRaw, Step::Close]).await;
    run(&account(closes.port, "u", required)).await.assert_failed(Stage::HandshakeTls, "tls_closed");
    // handshake_failure, fatal (RFC 8446, section 6).
    let alert = Step::Raw(vec![21, 3, 3, 0, 2, 2, 40]);
    let refuses = Peer::start(vec![greeting("mysql_native_password", true), Step::Read, Step::ReadRaw, alert]).await;
    run(&account(refuses.port, "u", required)).await.assert_failed(Stage::HandshakeTls, "tls_refused");
    // Preferred: people who asked for nothing learn what plain text would have spared them.
    let preferred = run(&account(refuses.port, "u", &[])).await;
    preferred.assert_failed(Stage::HandshakeTls, "mysql.tls_broken");
    assert_eq!(preferred.finding("mysql.tls_broken").params["words"], "HandshakeFailure");
}
