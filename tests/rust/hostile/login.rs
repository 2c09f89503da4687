//! Our client and MySQL 8's logins, which MariaDB does not have. That the stand-in behaves as MySQL does is proved by
//! MySQL's own client (`vendor_clients.rs`).

use std::sync::atomic::Ordering;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use headwater_model::{Secret, Stage, StageStatus, Verdict};
use headwater_tests::ca::{self, Certificates, Kind};
use headwater_tests::mariadb::PASSWORD;
use headwater_tests::mysql_login::{Account, Plugin};
use headwater_tests::mysql_peer::{Answer, Peer, Step, greeting, ok, tls_config};
use rustls::ServerConfig;

use crate::{mysql, on_prod, trial, trial_within};

/// A certificate for 127.0.0.1, and the settings of a server that has it.
pub static TLS: LazyLock<(Certificates, Arc<ServerConfig>)> = LazyLock::new(|| of(Kind::Good));

fn of(kind: Kind) -> (Certificates, Arc<ServerConfig>) {
    let certificates = ca::issue(kind);
    let config = tls_config(&certificates);
    (certificates, config)
}

/// What a server says whose account may do everything.
pub fn answers() -> Vec<(&'static str, Answer)> {
    let row = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    vec![
        ("SHOW GRANTS", Answer::Rows(vec!["Grants"], vec![row(&["GRANT ALL PRIVILEGES ON *.* TO `app`@`%`"])])),
        (
            "SHOW VARIABLES",
            Answer::Rows(
                vec!["Variable_name", "Value"],
                vec![
                    row(&["version", "8.0.36"]),
                    row(&["version_comment", "MySQL Community Server - GPL"]),
                    row(&["character_set_database", "utf8mb4"]),
                    row(&["time_zone", "+08:00"]),
                    row(&["log_bin", "ON"]),
                    row(&["binlog_format", "ROW"]),
                    row(&["binlog_row_image", "FULL"]),
                ],
            ),
        ),
    ]
}

/// A server with one account.
pub async fn server(account: Account) -> Peer {
    Peer::start(vec![Step::Login(account), Step::Serve(answers())]).await
}

/// Every way that MySQL's client is let in (`vendor_clients.rs`) lets ours in.
#[tokio::test]
async fn every_login_over_tls_connects() {
    let tls = &TLS.1;
    for (account, means) in [
        (Account::new(Plugin::Native).over(tls), "native"),
        (Account::new(Plugin::Sha2).over(tls), "sha2, full"),
        (Account::new(Plugin::Sha2).over(tls).remembered(), "sha2, fast"),
        (Account::new(Plugin::Sha2).over(tls).greeted_as(Plugin::Native), "a switch to sha2, full"),
        (Account::new(Plugin::Sha2).over(tls).remembered().greeted_as(Plugin::Native), "a switch to sha2, fast"),
        (Account::new(Plugin::Native).over(tls).greeted_as(Plugin::Sha2), "a switch to native"),
    ] {
        let peer = server(account.clone()).await;
        let verified = mysql(peer.port, &[("tlsMode", "verify"), ("caCertificate", &TLS.0.ca)]);
        let probed = trial_within(&on_prod(verified), Duration::from_secs(10)).await;
        assert_eq!(probed.verdict(), Verdict::Connectable, "{means}: {}", probed.text());
        assert_eq!(probed.status(Stage::Authenticate), StageStatus::Ok, "{means}");
        // The full path leaves a hash behind: the next one is fast.
        assert!(account.plugin == Plugin::Native || account.cached.load(Ordering::SeqCst));
        let wrong = trial_within(&wrong_password(mysql(peer.port, &[])), Duration::from_secs(10)).await;
        wrong.assert_failed(Stage::Authenticate, "mysql.access_denied");
    }
}

fn wrong_password(mut target: headwater_connectors::Target) -> headwater_connectors::Target {
    target.secrets.insert("password".into(), Secret::new("battery staple".to_owned()));
    target
}

#[tokio::test]
async fn without_tls_dev_is_warned_and_prod_sends_nothing() {
    let plain = [("tlsMode", "off")];
    let full = server(Account::new(Plugin::Sha2)).await;
    let probed = trial_within(&on_prod(mysql(full.port, &plain)), Duration::from_secs(10)).await;
    probed.assert_failed(Stage::Authenticate, "mysql.rsa_refused");
    // The login is the last that was heard: no request for a key, no password under it.
    assert!(full.heard().ends_with(b"caching_sha2_password\0"), "{:?}", full.heard());

    let probed = trial_within(&mysql(full.port, &plain), Duration::from_secs(10)).await;
    assert_eq!(probed.verdict(), Verdict::Connectable, "{}", probed.text());
    assert_eq!(probed.status(Stage::Authenticate), StageStatus::Warning);
    assert!(probed.has("mysql.rsa_unverified"));
    assert!(!full.heard_bytes(PASSWORD.as_bytes()));
    // Remembered now.
    let probed = trial_within(&mysql(full.port, &plain), Duration::from_secs(10)).await;
    assert!(probed.has("mysql.sha2_plain") && !probed.has("mysql.rsa_unverified"), "{}", probed.text());

    let wrong = trial_within(&wrong_password(mysql(full.port, &plain)), Duration::from_secs(10)).await;
    wrong.assert_failed(Stage::Authenticate, "mysql.access_denied");
}

/// As with the RSA key: whoever answered now knows the password.
#[tokio::test]
async fn the_full_path_to_a_server_that_was_not_checked_is_a_warning() {
    let account = Account::new(Plugin::Sha2).over(&TLS.1);
    let peer = server(account.clone()).await;
    for target in [mysql(peer.port, &[]), on_prod(mysql(peer.port, &[("tlsMode", "required")]))] {
        account.cached.store(false, Ordering::SeqCst);
        for warned in [true, false] {
            let probed = trial_within(&target, Duration::from_secs(10)).await;
            assert_eq!(probed.verdict(), Verdict::Connectable, "{}", probed.text());
            assert_eq!(probed.has("mysql.sha2_unverified"), warned);
        }
    }
}

/// The plug-in that sends the password as it is.
fn clear_text(before: Vec<Step>) -> Vec<Step> {
    let switch = Step::Packet(b"\xfemysql_clear_password\0".to_vec());
    [before, vec![Step::Read, switch, Step::Read, ok(), Step::Serve(answers())]].concat()
}

#[tokio::test]
async fn the_password_goes_out_in_clear_text_only_to_a_server_that_was_checked() {
    let tls = || vec![greeting("mysql_native_password", true), Step::Tls(Arc::clone(&TLS.1))];
    let ca = TLS.0.ca.as_str();
    for (script, properties) in [
        (vec![greeting("mysql_native_password", false)], vec![]),
        (tls(), vec![]),
        (tls(), vec![("tlsMode", "required")]),
        (tls(), vec![("tlsMode", "required"), ("caCertificate", ca)]),
    ] {
        let peer = Peer::start(clear_text(script)).await;
        for target in [mysql(peer.port, &properties), on_prod(mysql(peer.port, &properties))] {
            let probed = trial(&target).await;
            probed.assert_failed(Stage::Authenticate, "mysql.cleartext_plugin");
            assert!(!peer.heard_bytes(PASSWORD.as_bytes()), "{properties:?}");
        }
    }
    let peer = Peer::start(clear_text(tls())).await;
    let verified = mysql(peer.port, &[("tlsMode", "verify"), ("caCertificate", ca)]);
    let probed = trial_within(&verified, Duration::from_secs(10)).await;
    assert_eq!(probed.verdict(), Verdict::Connectable, "{}", probed.text());
    assert!(peer.heard_bytes(PASSWORD.as_bytes()));
}

#[tokio::test]
async fn a_certificate_that_is_not_good_ends_the_test_before_the_login() {
    for (kind, code) in [
        (Kind::Expired, "tls_expired"),
        (Kind::OtherName, "tls_wrong_name"),
        (Kind::SelfSigned, "tls_unknown_ca"),
        (Kind::Good, "tls_unknown_ca"),
    ] {
        let (certificates, config) = of(kind);
        let peer = server(Account::new(Plugin::Sha2).over(&config)).await;
        // The last is good and of another authority.
        let ca = if kind == Kind::Good || kind == Kind::SelfSigned { &TLS.0.ca } else { &certificates.ca };
        let verified = mysql(peer.port, &[("tlsMode", "verify"), ("caCertificate", ca)]);
        let probed = trial_within(&verified, Duration::from_secs(10)).await;
        probed.assert_failed(Stage::HandshakeTls, code);
        assert!(!peer.heard_bytes(b"app\0"), "{kind:?}: the login was sent");

        // Encrypted to whoever answers is what was asked for here.
        let required = trial_within(&mysql(peer.port, &[("tlsMode", "required")]), Duration::from_secs(10)).await;
        assert_eq!(required.verdict(), Verdict::Connectable, "{kind:?}: {}", required.text());
        assert!(required.has("mysql.tls_unverified"));
    }
}
