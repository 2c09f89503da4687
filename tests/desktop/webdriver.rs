//! As much of W3C WebDriver as the tests need: JSON over HTTP. A client from a registry would turn on features in crates
//! that the program shares with it, so that the tests would see another program than people do.
//!
//! <https://www.w3.org/TR/webdriver2/>

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::header::{CONTENT_TYPE, HOST};
use hyper::{Method, Request};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::TcpStream;

/// The name under which an answer holds the id of an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Keys as [`Session::write`] takes them.
pub mod keys {
    pub const ENTER: &str = "\u{E007}";
    /// Ctrl and A; the driver lets go at the end of the text.
    pub const SELECT_ALL: &str = "\u{E009}a";
}

/// Why the driver refused, in its words.
#[derive(Debug)]
pub struct Refused(pub String);

/// An element of the page, until the page changes.
pub struct Element(String);

/// One window under a driver.
pub struct Session {
    port: u16,
    path: String,
}

impl Session {
    /// Starts the program through the driver on this port.
    pub async fn start(port: u16, application: &str, arguments: &[&str]) -> Result<Self, Refused> {
        // No browserName: WebKit's driver refuses it.
        let options = json!({"application": application, "args": arguments});
        let wanted = json!({"capabilities": {"alwaysMatch": {"tauri:options": options}}});
        let answer = send(port, Method::POST, "/session", &wanted).await?;
        match answer["sessionId"].as_str() {
            Some(id) => Ok(Self { port, path: format!("/session/{id}") }),
            None => Err(Refused(answer.to_string())),
        }
    }

    /// Ends the program.
    pub async fn quit(&self) -> Result<(), Refused> {
        send(self.port, Method::DELETE, &self.path, &Value::Null).await.map(drop)
    }

    async fn post(&self, what: &str, body: &Value) -> Result<Value, Refused> {
        send(self.port, Method::POST, &format!("{}/{what}", self.path), body).await
    }

    /// The first element that an XPath finds.
    pub async fn find(&self, xpath: &str) -> Result<Element, Refused> {
        let found = self.post("element", &json!({"using": "xpath", "value": xpath})).await?;
        found[ELEMENT].as_str().map(|id| Element(id.to_owned())).ok_or_else(|| Refused(found.to_string()))
    }

    /// Presses the middle of an element; refused when something lies over it.
    pub async fn click(&self, element: &Element) -> Result<(), Refused> {
        self.post(&format!("element/{}/click", element.0), &json!({})).await.map(drop)
    }

    /// Types into an element.
    pub async fn write(&self, element: &Element, text: &str) -> Result<(), Refused> {
        self.post(&format!("element/{}/value", element.0), &json!({"text": text})).await.map(drop)
    }

    /// What a script returns; one that returns a promise is waited for.
    pub async fn run(&self, script: &str) -> Result<Value, Refused> {
        self.post("execute/sync", &json!({"script": script, "args": []})).await
    }

    /// Goes to an address and waits until its page is there.
    pub async fn go(&self, address: &str) -> Result<(), Refused> {
        self.post("url", &json!({"url": address})).await.map(drop)
    }

    /// The page as a PNG.
    pub async fn picture(&self) -> Result<Vec<u8>, Refused> {
        let answer = send(self.port, Method::GET, &format!("{}/screenshot", self.path), &Value::Null).await?;
        STANDARD.decode(answer.as_str().unwrap_or_default()).map_err(|error| Refused(error.to_string()))
    }
}

/// Longest wait for an answer: a driver whose window has gone gives none at all.
const PATIENCE: Duration = Duration::from_secs(60);

/// As [`exchange`], but not for ever.
async fn send(port: u16, method: Method, path: &str, body: &Value) -> Result<Value, Refused> {
    let answer = tokio::time::timeout(PATIENCE, exchange(port, method, path, body)).await;
    answer.unwrap_or_else(|_| Err(Refused(format!("no answer to {path} within {PATIENCE:?}"))))
}

/// One request on a connection of its own; the answer's `value`.
async fn exchange(port: u16, method: Method, path: &str, body: &Value) -> Result<Value, Refused> {
    let said = |error: &dyn std::fmt::Display| Refused(error.to_string());
    let stream = TcpStream::connect(("127.0.0.1", port)).await.map_err(|error| said(&error))?;
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.map_err(|error| said(&error))?;
    tokio::spawn(connection);
    let body = if body.is_null() { Bytes::new() } else { body.to_string().into() };
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(HOST, format!("127.0.0.1:{port}"))
        .header(CONTENT_TYPE, "application/json")
        .body(Full::new(body))
        .map_err(|error| said(&error))?;
    let answer = sender.send_request(request).await.map_err(|error| said(&error))?;
    let good = answer.status().is_success();
    let bytes = answer.into_body().collect().await.map_err(|error| said(&error))?.to_bytes();
    let mut answer: Value = serde_json::from_slice(&bytes).map_err(|error| said(&error))?;
    let value = answer["value"].take();
    if good { Ok(value) } else { Err(Refused(format!("{}: {}", value["error"], value["message"]))) }
}
