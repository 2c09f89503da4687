//! HTTP over TLS: the client of `net` over a verified handshake, and what the connectors say about certificates. The
//! connectors trust the public authorities only, so here they can only refuse.

use headwater_model::{Stage, Verdict};
use headwater_net::http::{Dial, HttpClient};
use headwater_net::tls::{Trust, handshake};
use headwater_tests::ca::{Certificates, Kind, issue};
use headwater_tests::probing::Form;
use headwater_tests::standins::{Standin, Told};
use http::Request;
use tokio::net::TcpStream;

async fn standin(certificates: &Certificates, close: bool) -> Standin {
    let answer = move |_: &_| {
        let told = Told::text(200, "hello");
        if close { told.with("connection", "close") } else { told }
    };
    Standin::start_tls(&certificates.certificate, &certificates.key, answer).await.expect("a port")
}

#[tokio::test]
async fn requests_travel_over_tls_and_a_closed_connection_is_dialled_again() {
    let certificates = issue(Kind::Good);
    for (close, connections) in [(false, 1), (true, 2)] {
        let server = standin(&certificates, close).await;
        let (port, ca) = (server.port(), certificates.ca.clone());
        let dial: Dial = Box::new(move || {
            let trust = Trust::Ca(ca.clone());
            Box::pin(async move {
                let stream = TcpStream::connect(("127.0.0.1", port)).await.expect("a connection");
                Ok(Box::new(handshake(stream, "127.0.0.1", &trust).await?.value) as _)
            })
        });
        let mut client = HttpClient::new(dial().await.expect("a handshake"), dial);
        for _ in 0..2 {
            let request = Request::get(format!("https://127.0.0.1:{port}/a?b")).body(()).expect("a request");
            assert_eq!(&client.send(&request).await.expect("an answer").body[..], b"hello");
        }
        assert_eq!(server.connections(), connections);
        assert!(server.asked().iter().all(|asked| asked.target == "/a?b"));
    }
}

#[tokio::test]
async fn a_certificate_of_nobody_known_ends_the_test_before_any_key_is_sent() {
    let server = standin(&issue(Kind::Good), false).await;
    let endpoint = format!("https://127.0.0.1:{}", server.port());
    let oss = Form::of("oss").set("endpoint", &endpoint).set("bucket", "logs").set("authType", "Ak");
    let maxcompute =
        Form::of("maxcompute").set("endpoint", &endpoint).set("endpointMode", "Custom").set("project", "shop");
    for form in [oss, maxcompute] {
        let form =
            form.set("regionId", "cn-hangzhou").set("accessId", "LTAIstandin").secret("accessKey", "standin-secret");
        let probed = form.run().await;
        probed.assert_failed(Stage::HandshakeTls, "tls_unknown_ca");
        assert_eq!(probed.verdict(), Verdict::Unreachable);
    }
    assert!(server.asked().is_empty());
}
