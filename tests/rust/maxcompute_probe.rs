//! The MaxCompute connector against the stand-in: what passes, where each documented error lands, both signatures, and
//! what a hostile or broken server cannot do.

use std::time::{Duration, Instant};

use headwater_connectors::{planned, unsupported};
use headwater_model::{Level, Stage, StageStatus, Verdict};
use headwater_tests::probing::{Form, run_until};
use headwater_tests::standins::maxcompute::{MaxcomputeStandin, MaxcomputeWorld, V4, error};
use headwater_tests::standins::raw::{Manner, Raw};
use headwater_tests::standins::{Scripted, Standin, Told, UserState};
use tokio_util::sync::CancellationToken;

const SECRET: &str = "standin-secret";
const TOKEN: &str = "standin-security-token";

fn form(endpoint: &str) -> Form {
    let form =
        Form::of("maxcompute").set("regionId", "cn-hangzhou").set("project", "shop").set("authType", "PrimaryAccount");
    let form = form.set("endpointMode", "Custom").set("endpoint", endpoint);
    form.set("accessId", "LTAIstandin").secret("accessKey", SECRET)
}

fn temporary(endpoint: &str) -> Form {
    let form = form(endpoint).set("accessId", "STS.standin");
    form.secret("accessKey", "standin-temporary-secret").secret("securityToken", TOKEN)
}

async fn standin() -> MaxcomputeStandin {
    MaxcomputeStandin::start(MaxcomputeWorld::default()).await.expect("a port")
}

#[tokio::test]
async fn a_right_configuration_passes_with_its_facts() {
    let service = standin().await;
    let probed = form(&service.endpoint()).run().await;
    assert_eq!(probed.verdict(), Verdict::Connectable, "{}", probed.text());
    assert!(probed.outcome.stages.iter().all(|report| report.status == StageStatus::Ok), "{}", probed.text());
    assert_eq!(probed.finding("maxcompute.facts").params["owner"], "ALIYUN$owner@example.com");
    let tunnel = format!("127.0.0.1:{}", service.server.port());
    assert_eq!(probed.finding("maxcompute.tunnel_open").params["host"], tunnel);
    assert!(probed.has("maxcompute.list_allowed") && probed.has("aliyun.clock_agrees"));
    assert!(!probed.has("maxcompute.signed_v2") && !probed.has("maxcompute.three_layers"));
    let asked: Vec<String> = service.server.asked().into_iter().map(|asked| asked.target).collect();
    assert_eq!(
        asked,
        [
            "/api/projects/shop?curr_project=shop",
            "/api/projects/shop/tables?expectmarker=true&maxitems=1&curr_project=shop",
            "/api/projects/shop/tunnel?service&curr_project=shop",
        ]
    );
    // One for the requests, one to see the tunnel's port; the server may still be about to accept that one.
    for _ in 0..100 {
        if service.server.connections() == 2 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("{} connections", service.server.connections());
}

#[tokio::test]
async fn the_stages_are_those_that_were_planned() {
    let service = standin().await;
    let right = form(&service.endpoint());
    let ran: Vec<Stage> = right.run().await.outcome.stages.iter().map(|report| report.stage).collect();
    assert_eq!(ran, planned(&right.target()));
    assert!(!ran.contains(&Stage::HandshakeTls));
    // By region the endpoint is always https, whatever is left in the other field.
    assert!(planned(&right.set("endpointMode", "SelfAdaption").target()).contains(&Stage::HandshakeTls));
}

#[tokio::test]
async fn a_temporary_key_passes_with_its_token_under_both_signatures() {
    let service = standin().await;
    for v4 in [V4::Known, V4::NoKey] {
        service.world(|world| world.v4 = v4);
        assert_eq!(temporary(&service.endpoint()).run().await.verdict(), Verdict::Connectable);
    }
}

#[tokio::test]
async fn a_service_without_v4_gets_the_older_signature_after_one_refusal() {
    let service = standin().await;
    for v4 in [V4::NoKey, V4::UnknownKey, V4::BadHeader] {
        service.world(|world| world.v4 = v4);
        let before = service.server.asked().len();
        let probed = form(&service.endpoint()).run().await;
        assert_eq!(probed.verdict(), Verdict::Connectable, "{v4:?}: {}", probed.text());
        assert!(probed.has("maxcompute.signed_v2"));
        assert_eq!(service.server.asked().len() - before, 4, "{v4:?}: one refusal, then three answers");
        // A wrong secret is wrong in both.
        let wrong = form(&service.endpoint()).secret("accessKey", "wrong-secret").run().await;
        wrong.assert_failed(Stage::Authenticate, "maxcompute.secret_wrong");
    }
}

#[tokio::test]
async fn refused_keys_fail_at_authenticate() {
    let service = standin().await;
    let url = service.endpoint();
    for (form, code) in [
        (form(&url).secret("accessKey", "wrong-secret"), "maxcompute.secret_wrong"),
        (form(&url).set("regionId", "cn-beijing"), "maxcompute.secret_wrong"),
        (form(&url).set("accessId", "LTAInobody"), "maxcompute.access_key_unknown"),
        (temporary(&url).secret("securityToken", "another-token"), "maxcompute.token_wrong"),
        (temporary(&url).secret("securityToken", ""), "maxcompute.token_missing"),
        (form(&url).secret("securityToken", TOKEN), "maxcompute.token_wrong"),
    ] {
        form.run().await.assert_failed(Stage::Authenticate, code);
    }
    service.world(|world| world.users[1].state = UserState::Expired);
    temporary(&url).run().await.assert_failed(Stage::Authenticate, "maxcompute.token_wrong");
}

#[tokio::test]
async fn a_clock_that_is_off_fails_with_both_clocks() {
    let service = standin().await;
    for ahead in [1200, -1200] {
        service.world(|world| world.clock_ahead = ahead);
        let probed = form(&service.endpoint()).run().await;
        probed.assert_failed(Stage::Authenticate, "maxcompute.clock_skewed");
        let told: i64 = probed.finding("maxcompute.clock_skewed").params["minutes"].parse().expect("minutes");
        assert!((told - 20).abs() <= 1, "{told} minutes");
    }
}

#[tokio::test]
async fn a_missing_project_fails_at_open_target_and_leaves_the_key_unjudged() {
    let service = standin().await;
    let probed = form(&service.endpoint()).set("project", "nowhere").run().await;
    probed.assert_failed(Stage::OpenTarget, "maxcompute.project_missing");
    assert_eq!(probed.status(Stage::Authenticate), StageStatus::Warning);
    assert!(probed.has("maxcompute.identity_unjudged"));
}

#[tokio::test]
async fn rights_that_are_missing_are_told_apart() {
    let service = standin().await;
    let stranger = form(&service.endpoint()).set("accessId", "LTAIstranger").secret("accessKey", "stranger-secret");
    let probed = stranger.run().await;
    probed.assert_failed(Stage::OpenTarget, "maxcompute.not_a_member");
    assert_eq!(probed.status(Stage::Authenticate), StageStatus::Ok);
    service.world(|world| world.projects[0].list_denied = true);
    let probed = form(&service.endpoint()).run().await;
    assert_eq!(probed.verdict(), Verdict::Connectable);
    assert_eq!(probed.status(Stage::CheckPrivileges), StageStatus::Warning);
    assert!(probed.finding("maxcompute.list_denied").params["words"].contains("odps:List"));
    service.world(|world| world.projects[0].read_denied = true);
    let probed = form(&service.endpoint()).run().await;
    probed.assert_failed(Stage::OpenTarget, "maxcompute.unreadable");
}

#[tokio::test]
async fn what_a_project_is_decides_facts_and_warnings() {
    let service = standin().await;
    service.world(|world| {
        let project = &mut world.projects[0];
        project.state = "READONLY".into();
        project.region = "cn-shanghai".into();
        project.properties.insert("odps.sql.type.system.odps2".into(), "true".into());
        project.properties.insert("odps.schema.model.enabled".into(), "true".into());
        project.tables.clear();
    });
    let probed = form(&service.endpoint()).run().await;
    assert_eq!(probed.verdict(), Verdict::Connectable);
    assert_eq!(probed.finding("maxcompute.state").params["state"], "READONLY");
    assert_eq!(probed.finding("maxcompute.region_differs").params["suggestion"], "cn-shanghai");
    assert!(probed.has("maxcompute.three_layers") && probed.has("maxcompute.list_allowed"));
}

#[tokio::test]
async fn a_tunnel_that_cannot_be_reached_is_a_warning() {
    let service = standin().await;
    let free = std::net::TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port");
    service.world(|world| world.tunnel = Some(free.to_string()));
    let probed = form(&service.endpoint()).run().await;
    assert_eq!(probed.verdict(), Verdict::Connectable);
    assert_eq!(probed.status(Stage::Inspect), StageStatus::Warning);
    assert_eq!(probed.finding("maxcompute.tunnel_closed").params["host"], free.to_string());
    // One that the configuration names is tried instead of what the service says.
    let named = form(&service.endpoint()).set("tunnelServer", &service.server.url()).run().await;
    assert!(named.has("maxcompute.tunnel_open"));
}

#[tokio::test]
async fn a_service_cannot_send_us_to_other_hosts() {
    let (service, elsewhere) = (standin().await, Standin::start(|_| Told::text(200, "")).await.expect("a port"));
    service.world(|world| world.tunnel = Some(format!("localhost:{}", elsewhere.port())));
    let probed = form(&service.endpoint()).run().await;
    assert_eq!(probed.finding("maxcompute.tunnel_foreign").level, Level::Warning);
    assert_eq!(elsewhere.connections(), 0);
}

#[tokio::test]
async fn a_path_that_is_missing_is_offered() {
    let service = standin().await;
    let probed = form(&service.server.url()).run().await;
    probed.assert_failed(Stage::OpenTarget, "maxcompute.not_maxcompute");
    assert_eq!(probed.finding("maxcompute.not_maxcompute").params["suggestion"], service.endpoint());
    let probed = form(&format!("{}/wrong", service.server.url())).run().await;
    assert!(!probed.finding("maxcompute.not_maxcompute").params.contains_key("suggestion"));
}

#[tokio::test]
async fn documented_errors_in_all_their_forms_have_their_place() {
    let service = standin().await;
    let json = |status, code: &str, message: &str| {
        Told::text(status, &format!(r#"{{"Code": "{code}", "Message": "{message}"}}"#))
    };
    let denied = "ODPS-0420095: Access Denied - Authorization Failed [4002], You doesn't exist in project shop.";
    let frozen = "You have NO privilege 'odps:Read' on {acs:odps:*:projects/shop}. Check project status.";
    let describe =
        "ODPS-0130013:Authorization exception - You have NO privilege 'odps:Describe' on {acs:odps:*:projects/shop}";
    for (answer, stage, code) in [
        (json(400, "ODPS-0410051", "Invalid credentials"), Stage::Authenticate, "maxcompute.access_key_unknown"),
        (json(403, "ODPS-0410042: Invalid signature value", "x"), Stage::Authenticate, "maxcompute.secret_wrong"),
        (
            error(400, "InvalidParameter", "ODPS-0420061: request expired"),
            Stage::Authenticate,
            "maxcompute.clock_skewed",
        ),
        (error(403, "AuthenticationRequestExpired", "x"), Stage::Authenticate, "maxcompute.clock_skewed"),
        (
            error(500, "InternalServerError", "AccessKey ACL denied"),
            Stage::Authenticate,
            "maxcompute.access_key_barred",
        ),
        (error(401, "AuthorizationRequired", "x"), Stage::Authenticate, "maxcompute.unauthorized"),
        (Told::text(401, ""), Stage::Authenticate, "maxcompute.unauthorized"),
        (error(403, "NoPermission", denied), Stage::OpenTarget, "maxcompute.not_a_member"),
        (error(403, "NoPermission", frozen), Stage::OpenTarget, "maxcompute.unreadable"),
        (error(403, "NoPermission", describe), Stage::OpenTarget, "maxcompute.no_permission"),
        (error(404, "NoSuchProject", "x"), Stage::OpenTarget, "maxcompute.project_missing"),
        (error(503, "ServiceUnavailable", "x"), Stage::Authenticate, "maxcompute.busy"),
        (Told::text(502, "<html>"), Stage::Authenticate, "maxcompute.busy"),
        (error(400, "InvalidArgument", "ODPS-0420411: something new"), Stage::Authenticate, "maxcompute.refused"),
    ] {
        service.world(|world| world.script = vec![Scripted { when: "/shop?".to_owned(), answer }]);
        form(&service.endpoint()).run().await.assert_failed(stage, code);
    }
    // The table of the table: it can only be said once the project is open.
    let answer = error(404, "NoSuchObject", "ODPS-0130131:Table not found - shop.x");
    service.world(|world| world.script = vec![Scripted { when: "/tables?".to_owned(), answer }]);
    let probed = form(&service.endpoint()).run().await;
    assert_eq!(probed.finding("maxcompute.table_missing").level, Level::Warning);
    assert_eq!(probed.verdict(), Verdict::Connectable);
}

#[tokio::test]
async fn broken_and_hostile_servers_end_the_stage() {
    let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><Project><Name>&b;</Name></Project>";
    let ok = |body: &str| format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len()).into_bytes();
    let chunk = [b"8000\r\n".as_slice(), &[b'x'; 0x8000], b"\r\n"].concat();
    let endless = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
    for (manner, stage, code) in [
        (Manner::Say(Vec::new()), Stage::Authenticate, "http.closed"),
        (Manner::Say(b"\x00\x01\x02garbage\r\n\r\n".to_vec()), Stage::Authenticate, "http.not_http"),
        (Manner::Say(b"\x16\x03\x03\x00\x02\x02\x28".to_vec()), Stage::Authenticate, "http.tls_expected"),
        (
            Manner::Say(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n<Project>".to_vec()),
            Stage::Authenticate,
            "http.cut",
        ),
        (Manner::Repeat(endless, chunk), Stage::Authenticate, "http.too_large"),
        (Manner::Say(ok(bomb)), Stage::OpenTarget, "maxcompute.not_maxcompute"),
        (Manner::Say(ok("<Project><Name>other</Name></Project>")), Stage::OpenTarget, "maxcompute.not_maxcompute"),
        (Manner::Say(ok("<html>Please sign in</html>")), Stage::OpenTarget, "maxcompute.not_maxcompute"),
    ] {
        let raw = Raw::start(manner).await.expect("a port");
        form(&format!("{}/api", raw.url())).run().await.assert_failed(stage, code);
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed_and_no_key_arrives_elsewhere() {
    let elsewhere = Standin::start(|_| Told::text(200, "")).await.expect("a port");
    let location = format!("{}/api/projects/shop", elsewhere.url());
    let there = Standin::start(move |_| Told::text(307, "").with("location", &location)).await.expect("a port");
    let probed = temporary(&format!("{}/api", there.url())).run().await;
    probed.assert_failed(Stage::Authenticate, "http.redirect");
    assert_eq!(elsewhere.connections(), 0);
}

#[tokio::test]
async fn a_servers_words_never_repeat_what_it_was_sent() {
    let echo = Standin::start(|asked| {
        let all: String =
            asked.headers.iter().map(|(name, value)| format!("{name}={} ", value.to_str().unwrap_or("?"))).collect();
        error(409, &all, &format!("{all} {SECRET}"))
    });
    let echo = echo.await.expect("a port");
    let probed = temporary(&format!("{}/api", echo.url())).secret("accessKey", SECRET).run().await;
    probed.assert_failed(Stage::Authenticate, "maxcompute.refused");
    let signature = echo.asked()[0].header("authorization").rsplit(':').next().expect("a signature").to_owned();
    assert!(!probed.text().contains(&signature), "{}", probed.text());
}

#[tokio::test]
async fn a_server_that_closes_after_each_answer_is_dialled_again() {
    let service = standin().await;
    let inner = service.server.url();
    // A proxy of one line would do; closing is all that is wanted, so the answers are made once and replayed.
    let body = "<Project><Name>shop</Name></Project>";
    let closing = Standin::start(move |asked| match asked.target.split('?').next() {
        Some(path) if path.ends_with("/tables") => Told::xml(200, "<Tables/>").with("connection", "close"),
        Some(path) if path.ends_with("/tunnel") => {
            Told::text(200, inner.trim_start_matches("http://")).with("connection", "close")
        }
        _ => Told::xml(200, body).with("connection", "close"),
    });
    let closing = closing.await.expect("a port");
    let probed = form(&format!("{}/api", closing.url())).run().await;
    assert_eq!(probed.verdict(), Verdict::Connectable, "{}", probed.text());
    assert_eq!(closing.connections(), 3);
}

#[tokio::test]
async fn a_service_that_breaks_off_after_the_project_leaves_warnings() {
    let breaking = Standin::start(|asked| match asked.target.split('?').next() {
        Some(path) if path.ends_with("/shop") => Told::xml(200, "<Project><Name>shop</Name></Project>"),
        _ => Told::text(307, "").with("location", "http://portal.example/"),
    });
    let breaking = breaking.await.expect("a port");
    let probed = form(&format!("{}/api", breaking.url())).run().await;
    assert_eq!(probed.verdict(), Verdict::Connectable);
    assert_eq!(probed.finding("http.redirect").level, Level::Warning);
    assert!(probed.has("maxcompute.tunnel_unknown"));
}

#[tokio::test]
async fn cancelling_ends_a_silent_server_at_once() {
    let raw = Raw::start(Manner::Stall(Vec::new())).await.expect("a port");
    let cancel = CancellationToken::new();
    let target = form(&format!("{}/api", raw.url())).target();
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
async fn the_test_says_whose_key_it_used() {
    let service = standin().await;
    for (auth_type, role, identity) in
        [("SubAccount", "", "SubAccount"), ("RamRole", "", "RamRole"), ("RamRole", "reader", "RamRole reader")]
    {
        let configured = form(&service.endpoint()).set("authType", auth_type).set("crossAccountRoleName", role);
        assert_eq!(unsupported(&configured.target()), None);
        let probed = configured.run().await;
        assert_eq!(probed.verdict(), Verdict::Connectable);
        assert_eq!(probed.finding("maxcompute.own_key").params["identity"], identity);
    }
}

#[tokio::test]
async fn an_internal_endpoint_that_does_not_answer_says_so() {
    // Needs no network: without one the name has no address, with one the address does not answer from here.
    let probed = form("http://service.cn-hangzhou.maxcompute.aliyun-inc.com/api").run().await;
    assert_eq!(probed.verdict(), Verdict::Unreachable);
    let suggestion = &probed.finding("maxcompute.internal_endpoint").params["suggestion"];
    assert_eq!(suggestion, "https://service.cn-hangzhou.maxcompute.aliyun.com/api");
}
