//! A running devhost, spoken to over one connection that stays open, as a browser does it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use serde_json::{Value, json};

use crate::program;

/// A devhost and everything that it ever said.
pub struct Server {
    process: Child,
    port: u16,
    cookie: String,
    said: Arc<Mutex<Vec<u8>>>,
    readers: Vec<JoinHandle<()>>,
    connection: Option<BufReader<TcpStream>>,
    _home: tempfile::TempDir,
    data: PathBuf,
}

/// An answer.
pub struct Answer {
    pub status: u16,
    /// Status line and headers, in lower case.
    #[allow(dead_code)] // not every suite looks at them
    pub head: String,
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The JSON of the body.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_default()
    }
}

impl Server {
    pub fn start() -> Self {
        let home = tempfile::tempdir().unwrap();
        let (ui, data) = (home.path().join("ui"), home.path().join("data"));
        std::fs::create_dir(&ui).unwrap();
        std::fs::write(ui.join("index.html"), "the page").unwrap();
        let mut process = Command::new(program("headwater-devhost"))
            .args(["--print-json", "--follow-stdin", "--home"])
            .arg(&data)
            .arg("--ui")
            .arg(&ui)
            .env("RUST_BACKTRACE", "full")
            .env("RUST_LOG", "trace")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(process.stdout.take().unwrap());
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        let url = serde_json::from_str::<Value>(&line).unwrap()["url"].as_str().unwrap().to_owned();
        let (origin, token) = url.split_once("/?token=").unwrap();
        let port = origin.strip_prefix("http://127.0.0.1:").unwrap().parse().unwrap();
        let said = Arc::new(Mutex::new(Vec::new()));
        let keep = |mut from: Box<dyn std::io::Read + Send>, said: &Arc<Mutex<Vec<u8>>>| {
            let said = Arc::clone(said);
            std::thread::spawn(move || {
                let mut bytes = [0; 4096];
                while let Ok(count @ 1..) = from.read(&mut bytes) {
                    said.lock().unwrap().extend(&bytes[..count]);
                }
            })
        };
        let mut readers = vec![keep(Box::new(out), &said), keep(Box::new(process.stderr.take().unwrap()), &said)];
        let cookie = sign_in(port, token);
        readers.push(keep(Box::new(events(port, &cookie)), &said));
        Self { process, port, cookie, said, readers, connection: None, _home: home, data }
    }

    pub fn pid(&self) -> u32 {
        self.process.id()
    }

    pub fn data(&self) -> &Path {
        &self.data
    }

    /// Everything on standard output, standard error and the event stream until now.
    pub fn said(&self) -> Vec<u8> {
        self.said.lock().unwrap().clone()
    }

    /// Calls a command.
    pub fn call(&mut self, name: &str, request: &Value) -> Answer {
        let body = json!({"call": headwater_model::random_hex(), "request": request}).to_string();
        self.send(&format!("POST /api/call/{name} HTTP/1.1"), body.as_bytes())
    }

    /// As [`Self::call`], for one that must succeed.
    #[track_caller]
    pub fn ok(&mut self, name: &str, request: &Value) -> Value {
        let answer = self.call(name, request).json();
        assert!(answer["ok"] != Value::Null || answer.get("ok").is_some(), "{name}: {answer}");
        answer["ok"].clone()
    }

    /// Sends a request with every right header, over the connection that is open.
    pub fn send(&mut self, line: &str, body: &[u8]) -> Answer {
        let head = format!(
            "{line}\r\nHost: 127.0.0.1:{0}\r\nOrigin: http://127.0.0.1:{0}\r\nCookie: {1}\r\n\
             Content-Type: application/json\r\nContent-Length: {2}\r\n\r\n",
            self.port,
            self.cookie,
            body.len()
        );
        let mut connection = self.connection.take().unwrap_or_else(|| BufReader::new(connect(self.port)));
        // A server that refuses early closes while the rest is still on its way.
        let _ = connection.get_mut().write_all(&[head.as_bytes(), body].concat());
        let (answer, open) = read_answer(&mut connection);
        if open {
            self.connection = Some(connection);
        }
        answer
    }

    /// Leaves the connection in the middle of a request.
    pub fn send_half(&self, body: &[u8]) -> TcpStream {
        let mut stream = connect(self.port);
        let head = format!(
            "POST /api/call/source.save HTTP/1.1\r\nHost: 127.0.0.1:{0}\r\nOrigin: http://127.0.0.1:{0}\r\n\
             Cookie: {1}\r\nContent-Type: application/json\r\nContent-Length: {2}\r\n\r\n",
            self.port,
            self.cookie,
            body.len() + 1
        );
        stream.write_all(&[head.as_bytes(), body].concat()).unwrap();
        stream
    }

    /// Ends it, and returns everything that it said.
    pub fn end(mut self) -> Vec<u8> {
        drop(self.process.stdin.take());
        assert!(self.process.wait().unwrap().success());
        for reader in std::mem::take(&mut self.readers) {
            let _ = reader.join();
        }
        self.said()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}

fn connect(port: u16) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    stream
}

fn sign_in(port: u16, token: &str) -> String {
    let mut stream = connect(port);
    write!(stream, "GET /?token={token} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n").unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    let cookie = text.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
    cookie.split(';').next().unwrap().to_owned()
}

fn events(port: u16, cookie: &str) -> TcpStream {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let head = format!(
        "GET /api/events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\nSec-Fetch-Site: same-origin\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream
}

/// One answer with a length, and whether the connection stays open.
fn read_answer(from: &mut BufReader<TcpStream>) -> (Answer, bool) {
    let mut head = String::new();
    let (mut status, mut length, mut open) = (0, 0, true);
    loop {
        let mut line = String::new();
        if from.read_line(&mut line).unwrap_or_default() <= 2 {
            break;
        }
        head += &line.to_ascii_lowercase();
        let lower = line.to_ascii_lowercase();
        if status == 0 {
            status = line.split(' ').nth(1).and_then(|word| word.parse().ok()).unwrap_or_default();
        } else if let Some(value) = lower.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        } else if lower.starts_with("connection: close") {
            open = false;
        }
    }
    let mut bytes = vec![0; length];
    let read = from.read_exact(&mut bytes);
    let open = open && read.is_ok() && !head.is_empty();
    (Answer { status, head, bytes }, open)
}
