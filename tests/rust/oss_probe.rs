//! The OSS connector against the stand-in: what passes, where each documented error lands, and what a hostile or broken
//! server cannot do.

use std::time::{Duration, Instant};

use headwater_connectors::{planned, unsupported};
use headwater_model::{Level, Stage, StageStatus, Verdict};
use headwater_tests::probing::{Form, check_words, run_until};
use headwater_tests::standins::oss::{Bucket, OssStandin, OssWorld, error};
use headwater_tests::standins::raw::{Manner, Raw};
use headwater_tests::standins::{Scripted, Standin, Told, UserState};
use tokio_util::sync::CancellationToken;

const SECRET: &str = "standin-secret";
const TOKEN: &str = "standin-security-token";

fn form(endpoint: &str) -> Form {
    let form = Form::of("oss").set("regionId", "cn-hangzhou").set("endpoint", endpoint).set("bucket", "logs");
    form.set("authType", "Ak").set("accessId", "LTAIstandin").secret("accessKey", SECRET)
}

fn temporary(endpoint: &str) -> Form {
    let form = form(endpoint).set("accessId", "STS.standin");
    form.secret("accessKey", "standin-temporary-secret").secret("securityToken", TOKEN)
}

async fn standin() -> OssStandin {
    OssStandin::start(OssWorld::default()).await.expect("a port")
}

#[tokio::test]
async fn a_right_configuration_passes_with_its_facts() {
    let oss = standin().await;
    let probed = form(&oss.server.url()).run().await;
    assert_eq!(probed.verdict(), Verdict::Connectable, "{}", probed.text());
    assert!(probed.outcome.stages.iter().all(|report| report.status == StageStatus::Ok), "{}", probed.text());
    assert_eq!(probed.finding("oss.bucket_facts").params["location"], "oss-cn-hangzhou");
    assert_eq!(probed.finding("oss.intranet").params["endpoint"], "oss-cn-hangzhou-internal.aliyuncs.com");
    assert!(probed.has("oss.list_allowed") && probed.has("oss.info_allowed") && probed.has("aliyun.clock_agrees"));
    // Two requests over one connection, and both with a signature that binds the host.
    let asked = oss.server.asked();
    assert_eq!(
        asked.iter().map(|asked| asked.target.as_str()).collect::<Vec<_>>(),
        ["/logs/?bucketInfo", "/logs/?list-type=2&max-keys=1"]
    );
    assert_eq!(oss.server.connections(), 1);
    assert!(asked.iter().all(|asked| asked.header("authorization").contains("AdditionalHeaders=host,")));
}

#[tokio::test]
async fn the_stages_are_those_that_were_planned() {
    let oss = standin().await;
    let right = form(&oss.server.url());
    let ran: Vec<Stage> = right.run().await.outcome.stages.iter().map(|report| report.stage).collect();
    assert_eq!(ran, planned(&right.target()));
    assert!(!ran.contains(&Stage::HandshakeTls));
    assert!(planned(&form("https://oss-cn-hangzhou.aliyuncs.com").target()).contains(&Stage::HandshakeTls));
}

#[tokio::test]
async fn a_temporary_key_passes_with_its_token() {
    let oss = standin().await;
    assert_eq!(temporary(&oss.server.url()).run().await.verdict(), Verdict::Connectable);
}

#[tokio::test]
async fn the_older_signature_is_made_only_where_it_was_chosen() {
    let oss = OssStandin::start(OssWorld { v1: true, ..OssWorld::default() }).await.expect("a port");
    let url = oss.server.url();
    for form in [form(&url), temporary(&url)] {
        assert_eq!(form.set("signatureVersion", "v1").run().await.verdict(), Verdict::Connectable);
    }
    let wrong = form(&url).set("signatureVersion", "v1").secret("accessKey", "wrong-secret");
    wrong.run().await.assert_failed(Stage::Authenticate, "oss.secret_wrong");
    let is_v1 = |signed: &str| signed.starts_with("OSS LTAIstandin:") || signed.starts_with("OSS STS.standin:");
    assert!(oss.server.asked().iter().all(|asked| is_v1(asked.header("authorization"))));
    oss.world(|world| world.v1 = false);
    assert_eq!(form(&url).run().await.verdict(), Verdict::Connectable);
    let refused = form(&url).set("signatureVersion", "v1").run().await;
    refused.assert_failed(Stage::Authenticate, "oss.v1_refused");
    assert_eq!(refused.finding("oss.v1_refused").params["version"], "v4");
}

#[tokio::test]
async fn refused_keys_fail_at_authenticate() {
    let oss = standin().await;
    let url = oss.server.url();
    let cases = [
        (form(&url).secret("accessKey", "wrong-secret"), "oss.secret_wrong"),
        (form(&url).set("accessId", "LTAInobody"), "oss.access_key_unknown"),
        (temporary(&url).secret("securityToken", "another-token"), "oss.token_wrong"),
        (temporary(&url).secret("securityToken", ""), "oss.token_missing"),
        (form(&url).secret("securityToken", TOKEN), "oss.token_wrong"),
    ];
    for (form, code) in cases {
        form.run().await.assert_failed(Stage::Authenticate, code);
    }
    for (state, code) in [
        (UserState::Disabled, "oss.access_key_disabled"),
        (UserState::Expired, "oss.token_expired"),
        (UserState::Indebted, "oss.account_disabled"),
    ] {
        oss.world(|world| world.users[1].state = state);
        temporary(&url).run().await.assert_failed(Stage::Authenticate, code);
    }
}

#[tokio::test]
async fn a_clock_that_is_off_fails_with_both_clocks() {
    let oss = standin().await;
    for ahead in [1200, -1200] {
        oss.world(|world| world.clock_ahead = ahead);
        let probed = form(&oss.server.url()).run().await;
        probed.assert_failed(Stage::Authenticate, "oss.clock_skewed");
        let told: i64 = probed.finding("oss.clock_skewed").params["minutes"].parse().expect("minutes");
        assert!((told - 20).abs() <= 1, "{told} minutes");
    }
    oss.world(|world| world.clock_ahead = 600);
    let probed = form(&oss.server.url()).run().await;
    assert_eq!(probed.verdict(), Verdict::Connectable);
    assert_eq!(probed.finding("aliyun.clock_off").level, Level::Warning);
}

#[tokio::test]
async fn a_wrong_region_in_the_signature_is_told_from_a_wrong_key() {
    let oss = standin().await;
    let probed = form(&oss.server.url()).set("regionId", "cn-beijing").run().await;
    assert_eq!(probed.status(Stage::Authenticate), StageStatus::Warning);
    assert!(probed.has("oss.identity_unjudged"));
    probed.assert_failed(Stage::OpenTarget, "oss.region_wrong");
}

#[tokio::test]
async fn wrong_places_fail_at_open_target() {
    let oss = standin().await;
    let url = oss.server.url();
    for bucket_first in [false, true] {
        oss.world(|world| world.bucket_first = bucket_first);
        let missing = form(&url).set("bucket", "nowhere").run().await;
        missing.assert_failed(Stage::OpenTarget, "oss.bucket_missing");
        assert_eq!(missing.status(Stage::Authenticate), StageStatus::Warning);
        // The bucket's facts can be had anywhere, so here the key has been judged.
        let elsewhere = form(&url).set("bucket", "logs-shanghai").run().await;
        elsewhere.assert_failed(Stage::OpenTarget, "oss.endpoint_wrong");
        assert_eq!(elsewhere.status(Stage::Authenticate), StageStatus::Ok);
        let finding = elsewhere.finding("oss.endpoint_wrong");
        assert_eq!(finding.params["suggestion"], "http://oss-cn-shanghai.aliyuncs.com");
    }
}

#[tokio::test]
async fn an_endpoint_is_offered_only_if_it_is_the_vendors() {
    let oss = standin().await;
    let message = "The bucket you are attempting to access must be addressed using the specified endpoint.";
    for suggested in
        ["evil.example", "oss-cn-shanghai.aliyuncs.com.evil.example", "oss-cn-shanghai.aliyuncs.com@evil.example", ""]
    {
        let answer = error(403, "AccessDenied", message, "0003-00001403", &[("Endpoint", suggested)]);
        oss.world(|world| world.script = vec![Scripted { when: "list-type".to_owned(), answer }]);
        let probed = form(&oss.server.url()).run().await;
        probed.assert_failed(Stage::OpenTarget, "oss.endpoint_elsewhere");
        assert!(!probed.finding("oss.endpoint_elsewhere").params.contains_key("suggestion"), "{suggested}");
        assert!(!probed.text().contains("evil"));
    }
}

#[tokio::test]
async fn a_bucket_in_the_endpoint_fails_even_though_it_opens() {
    // Only a host name can contain a bucket: `localhost` stands for one here.
    let oss = standin().await;
    let endpoint = format!("http://logs.localhost:{}", oss.server.port());
    let probed = form(&endpoint).run().await;
    probed.assert_failed(Stage::OpenTarget, "oss.endpoint_has_bucket");
    let suggestion = &probed.finding("oss.endpoint_has_bucket").params["suggestion"];
    assert_eq!(*suggestion, format!("http://localhost:{}", oss.server.port()));
}

#[tokio::test]
async fn rights_that_are_missing_are_told_apart() {
    let oss = standin().await;
    oss.world(|world| world.buckets[0].info_denied = true);
    let probed = form(&oss.server.url()).run().await;
    assert_eq!(probed.verdict(), Verdict::Connectable);
    assert_eq!(probed.status(Stage::Authenticate), StageStatus::Ok);
    assert!(probed.has("oss.info_denied") && !probed.has("oss.bucket_facts"));
    oss.world(|world| world.buckets[0].list_denied = true);
    let probed = form(&oss.server.url()).run().await;
    probed.assert_failed(Stage::OpenTarget, "oss.access_denied");
    assert!(probed.finding("oss.access_denied").params["words"].contains("bucket acl"));
}

#[tokio::test]
async fn what_a_bucket_is_decides_warnings() {
    let oss = standin().await;
    oss.world(|world| {
        world.buckets[0] = Bucket {
            storage_class: "ColdArchive".into(),
            acl: "public-read".into(),
            ..Bucket::new("logs", "cn-hangzhou")
        };
    });
    let probed = form(&oss.server.url()).run().await;
    assert_eq!(probed.verdict(), Verdict::Connectable);
    assert_eq!(probed.status(Stage::Inspect), StageStatus::Warning);
    assert!(probed.has("oss.archive") && probed.has("oss.public"));
}

#[tokio::test]
async fn documented_errors_that_the_world_cannot_make_have_their_place() {
    let oss = standin().await;
    for (status, code, stage, expected) in [
        (403, "SecondLevelDomainForbidden", Stage::OpenTarget, "oss.bucket_host"),
        (400, "InvalidBucketName", Stage::OpenTarget, "oss.bucket_name"),
        (403, "BucketDisable", Stage::OpenTarget, "oss.bucket_disabled"),
        (403, "PermanentRedirect", Stage::OpenTarget, "oss.endpoint_elsewhere"),
        (403, "UserDisable", Stage::Authenticate, "oss.account_disabled"),
        (403, "InDebt", Stage::Authenticate, "oss.account_disabled"),
        (403, "SecurityTokenExpired", Stage::Authenticate, "oss.token_expired"),
        (503, "ServiceUnavailable", Stage::Authenticate, "oss.busy"),
        (409, "SomethingNew", Stage::Authenticate, "oss.refused"),
    ] {
        let answer = error(status, code, "Words of the server.", "", &[]);
        oss.world(|world| world.script = vec![Scripted { when: "bucketInfo".to_owned(), answer }]);
        form(&oss.server.url()).run().await.assert_failed(stage, expected);
    }
}

#[tokio::test]
async fn a_servers_words_never_repeat_what_it_was_sent() {
    // A server that copies every header and the string to sign into its message.
    let echo = Standin::start(|asked| {
        let all: String =
            asked.headers.iter().map(|(name, value)| format!("{name}={} ", value.to_str().unwrap_or("?"))).collect();
        let said = format!("{} StringToSign {SECRET} {all}", "x".repeat(600));
        error(409, &all, &all, "", &[("StringToSign", &said), ("Endpoint", &all)])
    });
    let echo = echo.await.expect("a port");
    let probed = temporary(&echo.url()).run().await;
    probed.assert_failed(Stage::Authenticate, "oss.refused");
    let signature = echo.asked()[0].header("authorization").rsplit('=').next().expect("a signature").to_owned();
    assert!(!probed.text().contains(&signature) && !probed.text().contains("StringToSign"), "{}", probed.text());
    assert!(probed.finding("oss.refused").params.values().all(|value| value.len() <= 512));
}

#[tokio::test]
async fn a_redirect_is_not_followed_and_no_key_arrives_elsewhere() {
    let elsewhere = Standin::start(|_| Told::text(200, "<BucketInfo/>")).await.expect("a port");
    for status in [301, 302, 307, 308] {
        let location = format!("{}/logs/?bucketInfo", elsewhere.url());
        let there = Standin::start(move |_| Told::text(status, "").with("location", &location)).await.expect("a port");
        let probed = temporary(&there.url()).run().await;
        probed.assert_failed(Stage::Authenticate, "http.redirect");
        assert_eq!(probed.finding("http.redirect").params["location"], "http://127.0.0.1");
    }
    assert_eq!(elsewhere.connections(), 0);
}

#[tokio::test]
async fn broken_and_hostile_servers_end_the_stage() {
    let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><Error><Code>&b;</Code></Error>";
    let ok = |body: &str| format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len()).into_bytes();
    let chunk = [b"8000\r\n".as_slice(), &[b'x'; 0x8000], b"\r\n"].concat();
    let endless = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
    for (manner, code) in [
        (Manner::Say(Vec::new()), "http.closed"),
        (Manner::Say(b"SSH-2.0-OpenSSH_9.2\r\n".to_vec()), "http.not_http"),
        (Manner::Say(b"\x15\x03\x01\x00\x02\x02\x28".to_vec()), "http.tls_expected"),
        (Manner::Say(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<BucketInfo>".to_vec()), "http.cut"),
        (Manner::Say(b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n".to_vec()), "http.not_http"),
        (Manner::Repeat(endless, chunk), "http.too_large"),
        (Manner::Repeat(b"HTTP/1.1 200 OK\r\n".to_vec(), b"X-Long: yes\r\n".to_vec()), "http.too_large"),
        (Manner::Say(ok("<html>Please sign in</html>")), "oss.not_oss"),
        (Manner::Say(ok(bomb)), "oss.not_oss"),
        (
            Manner::Say(ok("<BucketInfo><Bucket><Name>other</Name><Location>l</Location></Bucket></BucketInfo>")),
            "oss.not_oss",
        ),
        (Manner::Say(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n".to_vec()), "oss.busy"),
    ] {
        let raw = Raw::start(manner).await.expect("a port");
        form(&raw.url()).run().await.assert_failed(Stage::Authenticate, code);
    }
}

#[tokio::test]
async fn https_is_offered_where_it_is_wanted() {
    let raw = Raw::start(Manner::Say(b"\x15\x03\x01\x00\x02\x02\x28".to_vec())).await.expect("a port");
    let probed = form(&raw.url()).run().await;
    assert_eq!(probed.finding("http.tls_expected").params["suggestion"], raw.url().replace("http:", "https:"));
    // And the other way round: TLS spoken to a port that speaks plain HTTP.
    let oss = standin().await;
    let probed = form(&oss.server.url().replace("http:", "https:")).run().await;
    assert_eq!(probed.verdict(), Verdict::Unreachable);
    assert_eq!(probed.stage(Stage::HandshakeTls).findings[0].code, "tls_not_tls");
}

#[tokio::test]
async fn cancelling_ends_a_silent_server_at_once() {
    let raw = Raw::start(Manner::Stall(b"HTTP/1.1 200 OK\r\n".to_vec())).await.expect("a port");
    let cancel = CancellationToken::new();
    let target = form(&raw.url()).target();
    let running = run_until(&target, cancel.clone());
    let stop = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        cancel.cancel();
        Instant::now()
    };
    let (probed, stopped) = tokio::join!(running, stop);
    assert_eq!(probed.verdict(), Verdict::Cancelled);
    assert!(stopped.elapsed() < Duration::from_millis(200));
}

#[tokio::test]
async fn nothing_is_taken_from_the_environment() {
    // Set for the child only: this process runs other tests at the same time.
    if std::env::var_os("OSS_ACCESS_KEY_ID").is_none() {
        let this = std::env::current_exe().expect("this test");
        let mut child = tokio::process::Command::new(this);
        child.args(["--exact", "nothing_is_taken_from_the_environment", "--nocapture"]);
        // Nor is a proxy of the environment asked: nothing listens there.
        child
            .env("HTTP_PROXY", "http://127.0.0.1:1")
            .env("http_proxy", "http://127.0.0.1:1")
            .env("ALL_PROXY", "http://127.0.0.1:1");
        for prefix in ["OSS_", "ALIBABA_CLOUD_"] {
            child
                .env(format!("{prefix}ACCESS_KEY_ID"), "LTAIstandin")
                .env(format!("{prefix}ACCESS_KEY_SECRET"), SECRET);
        }
        // Its own count of tests is not to be mistaken for ours.
        let output = child.output().await.expect("a child");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
        return;
    }
    let oss = standin().await;
    for form in [form(&oss.server.url()).set("accessId", ""), form(&oss.server.url()).secret("accessKey", "")] {
        form.run().await.assert_failed(Stage::ValidateInput, "aliyun.keys_missing");
    }
    // A wrong key stays wrong, too.
    let wrong = form(&oss.server.url()).secret("accessKey", "wrong-secret");
    wrong.run().await.assert_failed(Stage::Authenticate, "oss.secret_wrong");
    assert_eq!(oss.server.asked().len(), 1);
}

#[tokio::test]
async fn input_that_cannot_be_sent_is_refused_before_the_network() {
    let oss = standin().await;
    let url = oss.server.url();
    for (form, code) in [
        (form(&url).set("regionId", "cn-hangzhou/../evil"), "aliyun.region_malformed"),
        (form(&url).set("bucket", "../evil"), "oss.bucket_name"),
        (form(&url).set("accessId", "LTAI\r\nX-Evil: 1"), "aliyun.keys_unsendable"),
        (form(&url).secret("securityToken", "token\n"), "aliyun.keys_unsendable"),
        (form("http://user:pass@127.0.0.1"), "aliyun.endpoint_malformed"),
    ] {
        let probed = form.run().await;
        probed.assert_failed(Stage::ValidateInput, code);
    }
    assert_eq!(oss.server.connections(), 0);
}

#[tokio::test]
async fn an_endpoint_that_does_not_answer_says_why() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port");
    let probed = form(&format!("http://{free}")).run().await;
    probed.assert_failed(Stage::ConnectPort, "refused");
    // Needs no network: without one the name has no address, with one the address does not answer from here.
    let internal = form("http://oss-cn-hangzhou-internal.aliyuncs.com").run().await;
    assert_eq!(internal.verdict(), Verdict::Unreachable);
    let finding = internal.finding("oss.internal_endpoint");
    assert_eq!(finding.params["suggestion"], "http://oss-cn-hangzhou.aliyuncs.com");
}

#[test]
fn a_ram_role_is_not_pretended_to_be_tested() {
    let finding = unsupported(&form("http://oss-cn-hangzhou.aliyuncs.com").set("authType", "RamRole").target());
    let finding = finding.expect("a finding");
    assert_eq!(finding.code, "oss.ram_role");
    check_words(&finding);
    assert_eq!(unsupported(&form("http://oss-cn-hangzhou.aliyuncs.com").target()), None);
}
