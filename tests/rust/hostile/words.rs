//! What servers say, shown as text: whole sentences of markup, marks that turn the line round, megabytes, and the
//! password itself, in every place where a server may put words. [`crate::trial`] looks at every finding.

use std::sync::Arc;
use std::time::Duration;

use headwater_model::Stage;
use headwater_tests::mariadb::PASSWORD;
use headwater_tests::mysql_login::{Account, Plugin};
use headwater_tests::mysql_peer::{Answer, Peer, Step, error, error_payload, greeting, greeting_payload, ok};
use headwater_tests::probing::Form;
use headwater_tests::standins::{Standin, Told};

use crate::login::answers;
use crate::{mysql, trial, trial_within};

const PLAIN: &[(&str, &str)] = &[("tlsMode", "off")];

/// Markup, controls, marks of direction, the password.
fn nasty() -> String {
    format!("<script>alert(1)</script>\u{1b}[31m\u{202e}txt.exe\u{2066}\u{200f}\u{2028}\r\n{PASSWORD} & \u{9b}done\0")
}

#[tokio::test]
async fn an_error_is_text_wherever_it_comes() {
    let words = nasty();
    let denied = format!("Access denied for user 'app'@'{}' (using password: YES)", nasty().replace('\'', ""));
    let greeted = vec![greeting("mysql_native_password", false), Step::Read];
    for (number, words) in [(9999, &words), (1045, &denied), (1044, &denied), (1698, &denied), (1251, &denied)] {
        let error = || vec![error(number, "HY000", words)];
        for (script, stage) in [
            (error(), Stage::Authenticate),
            ([greeted.clone(), error()].concat(), Stage::Authenticate),
            ([greeted.clone(), vec![ok(), Step::Read], error()].concat(), Stage::OpenTarget),
            ([greeted.clone(), vec![ok(), Step::Read, ok(), Step::Read], error()].concat(), Stage::CheckPrivileges),
        ] {
            let peer = Peer::start(script).await;
            let probed = trial(&mysql(peer.port, PLAIN)).await;
            let report = probed.stage(stage);
            let shown = &report.findings[0].params["words"];
            // As text: the markup is there, to be read.
            if number == 9999 {
                assert!(shown.contains("<script>alert(1)</script>") && shown.contains("***"), "{shown}");
            }
        }
    }
}

#[tokio::test]
async fn an_error_of_any_size_is_shown_in_512_bytes() {
    for size in [513, 60_000, 1_000_000, 17_000_000] {
        let words = "错".repeat(size / 3);
        let peer = Peer::start(vec![
            greeting("mysql_native_password", false),
            Step::Read,
            Step::Packet(error_payload(9999, "HY000", &words)),
        ])
        .await;
        let probed = trial_within(&mysql(peer.port, PLAIN), Duration::from_secs(5)).await;
        assert_eq!(probed.stage(Stage::Authenticate).status, headwater_model::StageStatus::Failed);
    }
}

#[tokio::test]
async fn facts_of_a_server_are_text_too() {
    let words = nasty();
    let version = words.replace('\0', "");
    let row = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let table = words.replace('`', "");
    let lines = [
        row(&[&format!("GRANT USAGE ON *.* TO `app`@`{table}`")]),
        row(&[&format!("GRANT SELECT ON `shop`.`{table}` TO `app`@`{table}`")]),
        row(&[&format!("GRANT SELECT ON `shop`.`{}` TO `app`@`%`", "x".repeat(100_000))]),
    ];
    let names = ["version", "version_comment", "character_set_database", "time_zone", "log_bin", "binlog_format"];
    let variables = names.map(|name| row(&[name, &words])).to_vec();
    let replies = vec![
        ("SHOW GRANTS", Answer::Rows(vec!["Grants"], lines.to_vec())),
        ("SHOW VARIABLES", Answer::Rows(vec!["Variable_name", "Value"], variables)),
    ];
    let script = vec![
        Step::Packet(greeting_payload(&version, "mysql_native_password", false)),
        Step::Read,
        ok(),
        Step::Serve(replies.clone()),
    ];
    let peer = Peer::start(script).await;
    let probed = trial_within(&mysql(peer.port, PLAIN), Duration::from_secs(5)).await;
    assert!(probed.finding("mysql.hello").params["version"].contains("<script>"));
    assert!(probed.finding("mysql.read_some").params["tables"].contains("<script>"), "{}", probed.text());

    let unknown = ("USE", Answer::Play(vec![error(1049, "42000", &words), Step::Serve(vec![databases(&words)])]));
    let peer = Peer::start(vec![Step::Login(Account::new(Plugin::Native)), Step::Serve(vec![unknown])]).await;
    let probed = trial_within(&mysql(peer.port, PLAIN), Duration::from_secs(5)).await;
    assert!(probed.finding("mysql.visible").params["visible"].contains("<script>"), "{}", probed.text());
}

fn databases(words: &str) -> (&'static str, Answer) {
    let names = [words.to_owned(), "x".repeat(100_000)];
    ("SHOW DATABASES", Answer::Rows(vec!["Database"], names.map(|name| vec![name]).to_vec()))
}

#[tokio::test]
async fn a_server_that_is_right_passes_the_same_trials() {
    let login = Step::Login(Account::new(Plugin::Native));
    let peer = Peer::start(vec![login, Step::Serve(answers())]).await;
    let probed = trial_within(&mysql(peer.port, PLAIN), Duration::from_secs(5)).await;
    assert_eq!(probed.verdict(), headwater_model::Verdict::Connectable, "{}", probed.text());
}

#[tokio::test]
async fn what_http_services_say_is_text() {
    let said = Arc::new(nasty().replace(['\0', '\u{1b}', '\u{9b}'], "").replace('<', "&lt;").replace('&', "&amp;"));
    let oss = Form::of("oss").set("regionId", "cn-hangzhou").set("bucket", "logs").set("authType", "Ak");
    let maxcompute = Form::of("maxcompute").set("regionId", "cn-hangzhou").set("project", "shop");
    let maxcompute = maxcompute.set("authType", "PrimaryAccount").set("endpointMode", "Custom");
    for (status, code) in [(403, "AccessDenied"), (409, "Other"), (500, "Inner"), (403, "NoPermission")] {
        let words = Arc::clone(&said);
        let standin = Standin::start(move |_| {
            let long = words.repeat(40);
            let body = format!("<Error><Code>{code}{words}</Code><Message>{words}{long}</Message></Error>");
            Told::xml(status, &body).with("x-odps-owner", "ALIYUN$\u{e9}<script>")
        });
        let standin = standin.await.expect("a port");
        let keys = |form: Form| form.set("accessId", "LTAIstandin").secret("accessKey", PASSWORD);
        for form in [oss.clone().set("endpoint", &standin.url()), maxcompute.clone().set("endpoint", &standin.url())] {
            trial(&keys(form).target()).await;
        }
    }
}
