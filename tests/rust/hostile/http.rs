//! HTTP servers that break every rule, asked as OSS and as MaxCompute. The keys go to the endpoint and nowhere else.

use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use futures_util::future::join_all;
use headwater_connectors::Target;
use headwater_model::{Stage, Verdict};
use headwater_tests::ca::{Kind, issue};
use headwater_tests::mysql_peer::{Peer, Step};
use headwater_tests::probing::Form;
use headwater_tests::standins::{Standin, Told};

use crate::{DEADLINE, assert_all, trial, trial_within};

const SECRET: &str = "standin-secret";
const TOKEN: &str = "standin-security-token";

/// The bucket `logs` at an endpoint, with a temporary key.
pub fn oss(endpoint: &str) -> Target {
    let form = Form::of("oss").set("regionId", "cn-hangzhou").set("endpoint", endpoint).set("bucket", "logs");
    signed(form.set("authType", "Ak"))
}

/// The project `shop` at an endpoint, with a temporary key.
pub fn maxcompute(endpoint: &str) -> Target {
    let form = Form::of("maxcompute").set("regionId", "cn-hangzhou").set("project", "shop");
    signed(form.set("authType", "PrimaryAccount").set("endpointMode", "Custom").set("endpoint", endpoint))
}

fn signed(form: Form) -> Target {
    form.set("accessId", "STS.standin").secret("accessKey", SECRET).secret("securityToken", TOKEN).target()
}

/// Both types at a server that waits for a request and then does this.
fn targets(port: u16) -> [Target; 2] {
    let url = format!("http://127.0.0.1:{port}");
    [oss(&url), maxcompute(&format!("{url}/api"))]
}

/// A head, and what follows it.
fn head(lines: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\n{lines}\r\n").into_bytes()
}

/// An answer of known length.
pub fn whole(headers: &str, body: &[u8]) -> Vec<u8> {
    [head(&format!("{headers}Content-Length: {}\r\n", body.len())), body.to_vec()].concat()
}

/// Tries all at once: each must fail at `authenticate`, the first question, with this code.
async fn all_fail(limit: Duration, cases: Vec<(Vec<Step>, &str)>) {
    let trials = cases.into_iter().map(|(steps, code)| async move {
        let peer = Peer::start([vec![Step::ReadRaw], steps].concat()).await;
        let targets = targets(peer.port);
        let both = join_all(targets.iter().map(|target| trial_within(target, limit))).await;
        both.into_iter().map(|probed| (probed, (Stage::Authenticate, code))).collect::<Vec<_>>()
    });
    assert_all(join_all(trials).await.into_iter().flatten());
}

fn endless(first: Vec<u8>, again: &[u8]) -> Vec<Step> {
    // Enough at a time that the limit is met before the deadline.
    vec![Step::Raw(first), Step::Endless(again.repeat(1 + 8192 / again.len()))]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn floods_are_cut_off() {
    let chunked = || head("Transfer-Encoding: chunked\r\n");
    let patience = Duration::from_secs(20);
    all_fail(
        patience,
        vec![
            (endless(head("").split_last_chunk::<2>().unwrap().0.to_vec(), b"X-Long: yes\r\n"), "http.too_large"),
            (endless(b"HTTP/1.1 200 OK\r\nX-Long: ".to_vec(), b"a"), "http.too_large"),
            (endless(b"HTTP/1.1 200 ".to_vec(), b"OK"), "http.too_large"),
            (endless(head(""), b"endless "), "http.too_large"),
            (endless(head("Content-Length: 18446744073709551615\r\n"), b"x"), "http.too_large"),
            (endless(chunked(), b"1\r\nx\r\n"), "http.too_large"),
            (endless([chunked(), b"1;".to_vec()].concat(), b"a"), "http.cut"),
            (endless([chunked(), b"0\r\n".to_vec()].concat(), b"X-Long: yes\r\n"), "http.cut"),
            (endless(Vec::new(), b"HTTP/1.1 100 Continue\r\n\r\n"), "http.too_large"),
            (endless(Vec::new(), b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"), "http.too_large"),
        ],
    )
    .await;
}

#[tokio::test]
async fn nonsense_is_told_apart_from_an_answer() {
    let chunked = |body: &str| [head("Transfer-Encoding: chunked\r\n"), body.as_bytes().to_vec()].concat();
    let say = |bytes: Vec<u8>| vec![Step::Raw(bytes), Step::Close];
    let settings =
        b"\0\0\x12\x04\0\0\0\0\0\0\x03\0\0\0\x64\0\x04\0\x10\0\0\0\x06\0\x01\0\0\0\0\x04\x08\0\0\0\0\0\0\x0f\0\x01";
    all_fail(
        DEADLINE,
        vec![
            (say(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec()), "http.not_http"),
            (say(settings.to_vec()), "http.not_http"),
            (say(b"HTTP/2.0 200 OK\r\n\r\n".to_vec()), "http.not_http"),
            (say(b"<BucketInfo/>\r\n".to_vec()), "http.not_http"),
            (say(head("Content-Length: -1\r\n")), "http.not_http"),
            (say(head("Content-Length: 99999999999999999999999\r\n")), "http.not_http"),
            (say(head("Content-Length: 1\r\nContent-Length: 2\r\n")), "http.not_http"),
            (say(head("X: a\0b\r\n")), "http.not_http"),
            (say(head("X y: z\r\n")), "http.not_http"),
            (say(chunked("FFFFFFFFFFFFFFFFF\r\n")), "http.cut"),
            (say(chunked("-1\r\nx\r\n0\r\n\r\n")), "http.cut"),
            (say(chunked("zz\r\n")), "http.cut"),
            (say(chunked("5\r\nab")), "http.cut"),
            (say(chunked("2\r\nabcd\r\n0\r\n\r\n")), "http.cut"),
            (say(head("Content-Length: 1000\r\n")), "http.cut"),
            (say(b"HTTP/1.1 200 OK\r\nContent-Le".to_vec()), "http.cut"),
            (say(Vec::new()), "http.closed"),
        ],
    )
    .await;
}

#[tokio::test]
async fn slowness_ends_at_the_deadline() {
    let second = Duration::from_secs(1);
    all_fail(
        DEADLINE,
        vec![
            (vec![Step::Wait], "timeout"),
            (vec![Step::Slowly(head(""), second)], "timeout"),
            (vec![Step::Raw(head("Content-Length: 9\r\n")), Step::Slowly(b"<a></a>  ".to_vec(), second)], "timeout"),
            (vec![Step::Slowly(b"HTTP/1.1 100 Continue\r\n\r\n".repeat(9), second)], "timeout"),
        ],
    )
    .await;
}

/// `Accept-Encoding: identity` was sent; what comes packed all the same stays packed.
#[tokio::test]
async fn what_is_packed_is_not_unpacked() {
    let pack = |bytes: &[u8], times: usize| {
        let mut packer = GzEncoder::new(Vec::new(), Compression::best());
        for _ in 0..times {
            packer.write_all(bytes).unwrap();
        }
        packer.finish().unwrap()
    };
    // 128 MB.
    let bomb = pack(&[b'x'; 64 * 1024], 2048);
    assert!(bomb.len() < 1024 * 1024, "{}", bomb.len());
    let info = "<BucketInfo><Bucket><Name>logs</Name><Location>oss-cn-hangzhou</Location></Bucket></BucketInfo>";
    let project = "<Project><Name>shop</Name></Project>";
    for body in [bomb, pack(info.as_bytes(), 1), pack(project.as_bytes(), 1)] {
        for coding in ["gzip", "x-gzip", "deflate", "br"] {
            let answer = whole(&format!("Content-Encoding: {coding}\r\n"), &body);
            let peer = Peer::start(vec![Step::ReadRaw, Step::Raw(answer), Step::Close]).await;
            let [oss, maxcompute] = targets(peer.port);
            trial(&oss).await.assert_failed(Stage::Authenticate, "oss.not_oss");
            trial(&maxcompute).await.assert_failed(Stage::OpenTarget, "maxcompute.not_maxcompute");
        }
    }
}

#[tokio::test]
async fn documents_that_grow_are_not_read() {
    let laughs: String =
        (1..30).map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10))).collect();
    let billion = format!("<!DOCTYPE x [<!ENTITY l0 \"ha\">{laughs}]><Error><Code>&l29;</Code></Error>");
    let external = "<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><Error><Code>&f;</Code></Error>";
    let parameter = "<!DOCTYPE x [<!ENTITY % p SYSTEM \"http://127.0.0.1:1/\">%p;]><Error/>";
    let utf16: Vec<u8> = billion.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let deep = "<a>".repeat(300_000);
    let wide = format!("<Error>{}</Error>", "<a>1</a>".repeat(120_000));
    let attributes = format!("<Error {}></Error>", "a=\"1\" ".repeat(100_000));
    let open = format!("<Error><!-- {}", "-".repeat(900_000));
    let brackets = "[".repeat(900_000);
    let list = format!("{{\"Code\": [{}1]}}", "1,".repeat(400_000));
    let bodies =
        [billion.as_bytes(), external.as_bytes(), parameter.as_bytes(), &utf16, deep.as_bytes(), wide.as_bytes()];
    let more = [attributes.as_bytes(), open.as_bytes(), brackets.as_bytes(), list.as_bytes()];
    for body in bodies.into_iter().chain(more) {
        for status in ["200 OK", "403 Forbidden"] {
            let answer = String::from_utf8_lossy(&whole("", b"")[..]).replace("200 OK", status);
            let answer = answer.replace("Length: 0", &format!("Length: {}", body.len()));
            let peer =
                Peer::start(vec![Step::ReadRaw, Step::Raw([answer.as_bytes(), body].concat()), Step::Close]).await;
            for target in targets(peer.port) {
                assert_eq!(trial(&target).await.verdict(), Verdict::ConfigError);
            }
        }
    }
}

/// Every kind of redirect, at every question: nobody else ever hears from us.
#[tokio::test]
async fn keys_do_not_follow_a_redirect_at_any_question() {
    let elsewhere = Arc::new(Standin::start(|_| Told::text(200, "")).await.expect("a port"));
    let host = elsewhere.url();
    for question in 0..3 {
        for status in [300, 301, 302, 303, 305, 307, 308, 399] {
            let location = format!("{host}/logs/?bucketInfo");
            let served = std::sync::atomic::AtomicUsize::new(0);
            let there = Standin::start(move |asked| {
                let turn = served.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
                if turn % 3 != question {
                    return right(&asked.target);
                }
                let told = Told::text(status, "").with("location", &location);
                told.with("refresh", &format!("0; url={location}")).with("alt-svc", &format!("h2=\"{location}\""))
            });
            let there = there.await.expect("a port");
            trial(&maxcompute(&format!("{}/api", there.url()))).await;
        }
        for status in [301, 307] {
            let location = format!("{host}/logs/?bucketInfo");
            let there = Standin::start(move |asked| match (question, asked.target.contains("bucketInfo")) {
                (0, true) | (1, false) => Told::text(status, "").with("location", &location),
                _ => right(&asked.target),
            });
            let there = there.await.expect("a port");
            trial(&oss(&there.url())).await;
        }
    }
    // Nor where the tunnel is said to be.
    let told = elsewhere.url().replace("http://", "");
    for named in [
        format!("{told}/x"),
        format!("u:p@{told}"),
        format!("localhost:{}", elsewhere.port()),
        "[::1]:9\r\nX: y".into(),
    ] {
        let there = Standin::start(move |asked| match asked.target.contains("/tunnel") {
            true => Told::text(200, &named),
            false => right(&asked.target),
        });
        let there = there.await.expect("a port");
        let probed = trial(&maxcompute(&format!("{}/api", there.url()))).await;
        assert!(probed.has("maxcompute.tunnel_foreign"), "{}", probed.text());
    }
    assert_eq!(elsewhere.connections(), 0);
    assert!(elsewhere.asked().is_empty());
}

/// A right answer to each question.
fn right(target: &str) -> Told {
    let path = target.split('?').next().unwrap_or_default();
    match (path, target.contains("bucketInfo")) {
        (_, true) => {
            Told::xml(200, "<BucketInfo><Bucket><Name>logs</Name><Location>l</Location></Bucket></BucketInfo>")
        }
        (path, _) if path.ends_with("/shop") => Told::xml(200, "<Project><Name>shop</Name></Project>"),
        (path, _) if path.ends_with("/tables") => Told::xml(200, "<Tables></Tables>"),
        (path, _) if path.ends_with("/tunnel") => Told::text(200, "dt.cn-hangzhou.maxcompute.aliyun.com"),
        _ => Told::xml(200, "<ListBucketResult><Name>logs</Name></ListBucketResult>"),
    }
}

/// More than was announced belongs to nobody: not to the next question either.
#[tokio::test]
async fn bytes_after_an_answer_are_no_answer() {
    let info = "<BucketInfo><Bucket><Name>logs</Name><Location>l</Location></Bucket></BucketInfo>";
    let forged = whole("", b"<ListBucketResult><Name>logs</Name></ListBucketResult>");
    let both = [whole("", info.as_bytes()), forged].concat();
    let peer = Peer::start(vec![Step::ReadRaw, Step::Raw(both), Step::Wait]).await;
    let probed = trial(&oss(&format!("http://127.0.0.1:{}", peer.port))).await;
    assert_eq!(probed.verdict(), Verdict::ConfigError, "{}", probed.text());
}

#[tokio::test]
async fn a_port_that_speaks_the_other_way_is_told() {
    let record = Step::Raw(b"\x16\x03\x03\x00\x02\x02\x28".to_vec());
    all_fail(DEADLINE, vec![(vec![record, Step::Wait], "http.tls_expected")]).await;
    for steps in [
        vec![Step::ReadRaw, Step::Raw(b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec())],
        vec![Step::Wait],
        vec![Step::ReadRaw],
    ] {
        let peer = Peer::start([steps, vec![Step::Wait]].concat()).await;
        for target in targets(peer.port) {
            let mut target = target;
            let https = target.text("endpoint").replace("http:", "https:");
            target.properties.insert("endpoint".into(), https.into());
            let probed = trial(&target).await;
            assert_eq!(probed.verdict(), Verdict::Unreachable);
            assert_eq!(probed.stage(Stage::HandshakeTls).status, headwater_model::StageStatus::Failed);
            assert!(!peer.heard_bytes(b"STS.standin"));
        }
    }
    // A certificate that nobody vouches for: nothing is asked.
    for kind in [Kind::Good, Kind::Expired, Kind::OtherName, Kind::SelfSigned] {
        let certificates = issue(kind);
        let standin = Standin::start_tls(&certificates.certificate, &certificates.key, |_| Told::text(200, ""));
        let standin = standin.await.expect("a port");
        let url = standin.url().replace("http:", "https:");
        for target in [oss(&url), maxcompute(&format!("{url}/api"))] {
            let probed = trial(&target).await;
            assert_eq!(probed.verdict(), Verdict::Unreachable, "{}", probed.text());
        }
        assert!(standin.asked().is_empty());
    }
}
