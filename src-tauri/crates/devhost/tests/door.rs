//! Who comes in, and who does not: the real program, spoken to byte by byte, because browsers and HTTP clients would not
//! send the requests that an attacker makes them send.

// A test ends where something is not as it must be.
#![allow(clippy::expect_used)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

/// A running devhost with a page of one line.
struct Devhost {
    process: Child,
    port: u16,
    token: String,
    _home: tempfile::TempDir,
}

impl Devhost {
    fn start() -> Self {
        let home = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(home.path().join("ui")).expect("made");
        std::fs::write(home.path().join("ui/index.html"), "the page").expect("written");
        std::fs::write(home.path().join("outside.txt"), "not yours").expect("written");
        let mut process = Command::new(env!("CARGO_BIN_EXE_headwater-devhost"))
            .args(["--print-json", "--follow-stdin", "--home"])
            .arg(home.path().join("data"))
            .arg("--ui")
            .arg(home.path().join("ui"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("starts");
        let mut line = String::new();
        BufReader::new(process.stdout.take().expect("piped")).read_line(&mut line).expect("speaks");
        let url = serde_json::from_str::<Value>(&line).expect("JSON")["url"].as_str().expect("a URL").to_owned();
        let (origin, token) = url.split_once("/?token=").expect("a token");
        let port = origin.strip_prefix("http://127.0.0.1:").expect("loopback").parse().expect("a port");
        Self { process, port, token: token.to_owned(), _home: home }
    }

    fn host(&self) -> String {
        format!("Host: 127.0.0.1:{}", self.port)
    }

    fn origin(&self) -> String {
        format!("Origin: http://127.0.0.1:{}", self.port)
    }

    /// Sends one request as it stands; the first kilobytes of the answer.
    fn ask(&self, line: &str, headers: &[&str], body: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("listens");
        stream.set_read_timeout(Some(Duration::from_secs(5))).expect("set");
        let length = format!("Content-Length: {}", body.len());
        let lines = [&[line], headers, &[&length, "Connection: close", "", body]].concat().join("\r\n");
        stream.write_all(lines.as_bytes()).expect("sent");
        let mut bytes = Vec::new();
        if line.contains("/api/events") {
            // A stream that was let in never ends by itself.
            let mut start = [0; 4096];
            let read = stream.read(&mut start).expect("answers");
            bytes.extend_from_slice(&start[..read]);
        } else {
            stream.read_to_end(&mut bytes).expect("answers");
        }
        Answer(String::from_utf8(bytes).expect("text"))
    }

    fn sign_in(&self) -> String {
        let answer = self.ask(&format!("GET /?token={} HTTP/1.1", self.token), &[&self.host()], "");
        assert_eq!(answer.status(), 303);
        assert_eq!(answer.header("location"), Some("/"));
        let cookie = answer.header("set-cookie").expect("a session");
        for rule in ["HttpOnly", "SameSite=Strict"] {
            assert!(cookie.contains(rule), "{cookie}");
        }
        format!("Cookie: other=1; {}", cookie.split(';').next().expect("a pair"))
    }

    fn call(&self, headers: &[&str], body: &str) -> u16 {
        let json = ["Content-Type: application/json"];
        self.ask("POST /api/call/app.state HTTP/1.1", &[headers, &json].concat(), body).status()
    }
}

impl Drop for Devhost {
    fn drop(&mut self) {
        // Its input ends, so it ends.
        drop(self.process.stdin.take());
        let status = self.process.wait().expect("ends");
        assert!(status.success() || std::thread::panicking());
    }
}

struct Answer(String);

impl Answer {
    fn status(&self) -> u16 {
        self.0.split(' ').nth(1).expect("a status line").parse().expect("a number")
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.0.lines().filter_map(|line| line.split_once(": ")).find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    fn body(&self) -> &str {
        self.0.split_once("\r\n\r\n").expect("a body").1
    }
}

const CALL: &str = r#"{"call": "1", "request": {}}"#;

#[test]
fn the_printed_address_opens_one_session_once() {
    let devhost = Devhost::start();
    let host = devhost.host();
    assert_eq!(devhost.ask("GET / HTTP/1.1", &[&host], "").status(), 401);
    assert_eq!(devhost.ask("GET /?token=00000000000000000000000000000000 HTTP/1.1", &[&host], "").status(), 401);
    let session = devhost.sign_in();
    let again = devhost.ask(&format!("GET /?token={} HTTP/1.1", devhost.token), &[&host], "");
    assert_eq!((again.status(), again.header("set-cookie")), (401, None));

    let page = devhost.ask("GET / HTTP/1.1", &[&host, &session], "");
    assert_eq!((page.status(), page.body()), (200, "the page"));
    let policy = page.header("content-security-policy").expect("a policy");
    for rule in ["default-src 'self'", "script-src 'self'", "frame-ancestors 'none'"] {
        assert!(policy.contains(rule), "{policy}");
    }
    assert!(!policy.contains("unsafe"));
    assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
}

#[test]
fn commands_need_our_host_our_origin_json_and_the_session() {
    let devhost = Devhost::start();
    let (session, host, origin) = (devhost.sign_in(), devhost.host(), devhost.origin());
    assert_eq!(devhost.call(&[&host, &origin, &session], CALL), 200);
    assert_eq!(devhost.call(&[&host, &origin], CALL), 401);
    assert_eq!(devhost.call(&[&host, &session], CALL), 403);
    let port = devhost.port;
    for foreign in ["http://evil.example", "null", &format!("http://localhost:{port}"), "http://127.0.0.1"] {
        assert_eq!(devhost.call(&[&host, &format!("Origin: {foreign}"), &session], CALL), 403, "{foreign}");
    }
    // DNS rebinding: the browser believes that the attacker's name is this server.
    for foreign in [format!("evil.example:{port}"), format!("localhost:{port}"), "127.0.0.1".to_owned()] {
        let rebound = format!("Origin: http://{foreign}");
        assert_eq!(devhost.call(&[&format!("Host: {foreign}"), &rebound, &session], CALL), 403, "{foreign}");
    }
    assert_eq!(devhost.call(&[&host, &origin, &origin, &session], CALL), 403);

    let form = ["Content-Type: text/plain", &host, &origin, &session];
    assert_eq!(devhost.ask("POST /api/call/app.state HTTP/1.1", &form, CALL).status(), 400);
    assert_eq!(devhost.call(&[&host, &origin, &session], r#"{"call": "1"}"#), 400);
    assert_eq!(devhost.ask("GET /api/call/app.state HTTP/1.1", &[&host, &session], "").status(), 405);

    let unknown = devhost.ask(
        "POST /api/call/no.such HTTP/1.1",
        &["Content-Type: application/json", &host, &origin, &session],
        CALL,
    );
    let answer: Value = serde_json::from_str(unknown.body()).expect("JSON");
    assert_eq!((unknown.status(), answer["error"]["code"].as_str()), (200, Some("invalid_request")));
}

#[test]
fn the_event_stream_is_for_our_own_page() {
    let devhost = Devhost::start();
    let (session, host) = (devhost.sign_in(), devhost.host());
    let events = |headers: &[&str]| devhost.ask("GET /api/events HTTP/1.1", headers, "").status();
    let own = "Sec-Fetch-Site: same-origin";
    assert_eq!(events(&[&host, &session, own]), 200);
    assert_eq!(events(&[&host, own]), 401);
    assert_eq!(events(&[&host, &session]), 403);
    assert_eq!(events(&[&host, &session, "Sec-Fetch-Site: cross-site"]), 403);
    assert_eq!(events(&[&host, &session, "Sec-Fetch-Site: same-site"]), 403);
}

#[test]
fn nothing_outside_the_page_is_served() {
    let devhost = Devhost::start();
    let (session, host) = (devhost.sign_in(), devhost.host());
    for path in ["/../outside.txt", "/%2e%2e/outside.txt", "/assets/../../outside.txt", "//outside.txt", "/.hidden"] {
        let answer = devhost.ask(&format!("GET {path} HTTP/1.1"), &[&host, &session], "");
        assert_eq!(answer.status(), 404, "{path}");
    }
    let big = "x".repeat(11 * 1024 * 1024 + 1);
    let (origin, json) = (devhost.origin(), "Content-Type: application/json");
    let mut stream = TcpStream::connect(("127.0.0.1", devhost.port)).expect("listens");
    let head = ["POST /api/call/app.state HTTP/1.1", &host, &origin, &session, json].join("\r\n");
    let _ = write!(stream, "{head}\r\nContent-Length: {}\r\n\r\n", big.len())
        .and_then(|()| stream.write_all(big.as_bytes()));
    let mut start = [0; 64];
    let read = stream.read(&mut start).expect("answers before it has read everything");
    assert!(start[..read].starts_with(b"HTTP/1.1 413"), "{:?}", String::from_utf8_lossy(&start[..read]));
}
