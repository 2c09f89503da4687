//! HTTP/1.1 over the stream that a test's own stages opened, so that name, port and TLS stay observed facts.
//!
//! One connection; a new one is dialled only when the server has closed the last. Nothing is taken from the environment
//! (no proxies), nothing is followed (a redirect is an answer, so signed headers never travel on), nothing is unpacked,
//! and headers and body have fixed limits. Signing and the meaning of answers belong to the connectors.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use headwater_model::{Finding, Timestamp};
use http::header::{ACCEPT_ENCODING, CONNECTION, DATE, HOST, LOCATION, USER_AGENT};
use http::uri::PathAndQuery;
use http::{HeaderMap, HeaderValue, Request, StatusCode, Uri};
use http_body_util::{BodyExt, Empty};
use hyper::body::Incoming;
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::task::AbortHandle;

/// Longest status line and headers of an answer, in bytes.
pub const HEADER_LIMIT: usize = 64 * 1024;
/// Longest body of an answer, in bytes.
pub const BODY_LIMIT: usize = 1024 * 1024;
/// Most bytes that are read for one answer, with what carries headers and body: chunks, trailers, and the interim answers
/// (1xx) of which a server may send any number.
const ANSWER_LIMIT: usize = HEADER_LIMIT + 2 * BODY_LIMIT;
/// Most pieces of a body: a megabyte of single bytes would take a thousand times as long.
const MOST_PIECES: usize = 16 * 1024;
/// Bytes of an answer that are kept to tell what speaks when it is not HTTP.
const OPENING: usize = 48;
const AGENT: &str = concat!("headwater/", env!("CARGO_PKG_VERSION"));

/// Codes of the findings of this module.
pub mod codes {
    crate::codes! {
        /// The server closed the connection and sent no answer.
        CLOSED = "http.closed";
        /// The answer ended before its announced length.
        CUT = "http.cut";
        /// Headers or body are beyond the limit. `limit` in bytes.
        TOO_LARGE = "http.too_large";
        /// Something other than HTTP answered. `words`.
        NOT_HTTP = "http.not_http";
        /// The port wants TLS and was spoken to in plain HTTP. The connector may add `suggestion`.
        TLS_EXPECTED = "http.tls_expected";
        /// The server sent us elsewhere. `status`, `location`.
        REDIRECT = "http.redirect";
        /// The connection broke. `words`.
        BROKEN = "http.broken";
    }
}

/// A byte stream to the server: TCP, or TLS over it.
pub trait Duplex: AsyncRead + AsyncWrite + Send + Sync + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Sync + Unpin> Duplex for T {}

/// What [`Dial`] promises.
pub type Dialled = Pin<Box<dyn Future<Output = Result<Box<dyn Duplex>, Vec<Finding>>> + Send>>;

/// Opens another stream to the same address.
pub type Dial = Box<dyn Fn() -> Dialled + Send + Sync>;

/// A client of one server.
pub struct HttpClient {
    /// The stream that the stages opened, until the first request takes it.
    fresh: Option<Box<dyn Duplex>>,
    link: Option<Link>,
    dial: Dial,
}

/// One live connection and the task that drives it.
struct Link {
    sender: SendRequest<Empty<Bytes>>,
    opening: Opening,
    driver: AbortHandle,
    used: bool,
}

impl Drop for Link {
    fn drop(&mut self) {
        self.driver.abort();
    }
}

/// An answer, complete and within the limits.
pub struct HttpAnswer {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body, as it came.
    pub body: Bytes,
    /// The local clock half-way between question and answer.
    pub at: Timestamp,
}

impl HttpAnswer {
    /// The server's clock minus ours, in seconds; `None` without a readable `Date` header.
    pub fn clock_ahead(&self) -> Option<i64> {
        let date = self.headers.get(DATE)?.to_str().ok()?;
        let server = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(date).ok()?;
        Some(server.as_second() - self.at.0.div_euclid(1000))
    }

    /// A finding when the answer sends us elsewhere. It names the other scheme and host, and no more of the address.
    pub fn redirect(&self) -> Option<Finding> {
        if !self.status.is_redirection() || self.status == StatusCode::NOT_MODIFIED {
            return None;
        }
        let location = self.headers.get(LOCATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let place = location.parse::<Uri>().ok().and_then(|uri| {
            let host = uri.host()?.to_owned();
            Some(format!("{}://{host}", uri.scheme_str()?))
        });
        let finding = Finding::failure(codes::REDIRECT).with("status", self.status.as_u16());
        Some(finding.with("location", printable(place.as_deref().unwrap_or("?").as_bytes(), 256)))
    }
}

/// Why there is no answer.
#[derive(Debug)]
pub enum HttpFault {
    /// The server closed the connection without a word.
    Closed,
    /// The answer stopped in the middle.
    Cut,
    /// Headers or body are longer than this many bytes.
    TooLarge(usize),
    /// The server answered with a TLS record: it wants `https`.
    TlsExpected,
    /// The server speaks something else; its first printable characters.
    NotHttp(String),
    /// The connection failed; the operating system's words.
    Broken(String),
    /// A new connection was needed and could not be had.
    Redial(Vec<Finding>),
}

impl HttpFault {
    /// The fault as findings, at least one of them a failure.
    pub fn findings(self) -> Vec<Finding> {
        let finding = match self {
            Self::Closed => Finding::failure(codes::CLOSED),
            Self::Cut => Finding::failure(codes::CUT),
            Self::TooLarge(limit) => Finding::failure(codes::TOO_LARGE).with("limit", limit),
            Self::TlsExpected => Finding::failure(codes::TLS_EXPECTED),
            Self::NotHttp(words) => Finding::failure(codes::NOT_HTTP).with("words", words),
            Self::Broken(words) => Finding::failure(codes::BROKEN).with("words", words),
            Self::Redial(findings) => return findings,
        };
        vec![finding]
    }
}

impl HttpClient {
    /// A client over a stream that is already open. `dial` opens the next one, should the server close this.
    pub fn new(stream: Box<dyn Duplex>, dial: Dial) -> Self {
        Self { fresh: Some(stream), link: None, dial }
    }

    /// Sends a request with an absolute URI and no body to this client's server, and reads the whole answer. `Host` is
    /// the URI's authority unless given. A kept connection that the server dropped meanwhile is replaced once.
    ///
    /// # Errors
    /// [`HttpFault`] when there is no complete answer within the limits.
    pub async fn send(&mut self, request: &Request<()>) -> Result<HttpAnswer, HttpFault> {
        let mut link = match (self.link.take(), self.fresh.take()) {
            (Some(link), _) => link,
            (None, Some(stream)) => Link::open(stream).await?,
            (None, None) => self.redial().await?,
        };
        if link.sender.ready().await.is_err() {
            link = self.redial().await?;
        }
        let reused = link.used;
        let outcome = link.exchange(request).await;
        let outcome = match outcome {
            Err(HttpFault::Closed | HttpFault::Broken(_)) if reused => {
                link = self.redial().await?;
                link.exchange(request).await
            }
            outcome => outcome,
        };
        self.link = outcome.is_ok().then_some(link);
        outcome
    }

    async fn redial(&self) -> Result<Link, HttpFault> {
        Link::open((self.dial)().await.map_err(HttpFault::Redial)?).await
    }
}

impl Link {
    async fn open(stream: Box<dyn Duplex>) -> Result<Self, HttpFault> {
        let opening = Opening::default();
        let io = TokioIo::new(Listening { stream, opening: opening.clone() });
        let (sender, connection) = http1::Builder::new()
            .max_buf_size(HEADER_LIMIT)
            .handshake(io)
            .await
            .map_err(|error| HttpFault::Broken(error.to_string()))?;
        // The driver's own error reaches whoever waits for the answer.
        let driver = tokio::spawn(async move { drop(connection.await) }).abort_handle();
        Ok(Self { sender, opening, driver, used: false })
    }

    async fn exchange(&mut self, request: &Request<()>) -> Result<HttpAnswer, HttpFault> {
        self.used = true;
        self.opening.begin();
        let began = Instant::now();
        let asked = Timestamp::now();
        let response = self.sender.send_request(on_the_wire(request)).await;
        let response = response.map_err(|error| self.classify(&error))?;
        let at = half_way(asked, began.elapsed());
        let (head, body) = response.into_parts();
        let body = self.body(body).await?;
        Ok(HttpAnswer { status: head.status, headers: head.headers, body, at })
    }

    /// The body as one piece: a server may send it byte by byte, and each piece kept would take many times its size.
    async fn body(&self, mut body: Incoming) -> Result<Bytes, HttpFault> {
        let (mut whole, mut pieces) = (BytesMut::new(), 0);
        while let Some(frame) = body.frame().await {
            match frame {
                Ok(frame) => whole.extend_from_slice(frame.data_ref().map(Bytes::as_ref).unwrap_or_default()),
                Err(_) if self.opening.is_spent() => return Err(HttpFault::TooLarge(BODY_LIMIT)),
                Err(_) => return Err(HttpFault::Cut),
            }
            pieces += 1;
            if whole.len() > BODY_LIMIT || pieces > MOST_PIECES {
                return Err(HttpFault::TooLarge(BODY_LIMIT));
            }
        }
        Ok(whole.freeze())
    }

    fn classify(&self, error: &hyper::Error) -> HttpFault {
        let opening = self.opening.read();
        if error.is_parse_too_large() {
            HttpFault::TooLarge(HEADER_LIMIT)
        } else if self.opening.is_spent() {
            HttpFault::TooLarge(BODY_LIMIT)
        } else if looks_like_tls(&opening) {
            HttpFault::TlsExpected
        } else if error.is_parse() {
            HttpFault::NotHttp(printable(&opening, OPENING))
        } else if error.is_incomplete_message() || error.is_closed() || error.is_canceled() {
            if opening.is_empty() { HttpFault::Closed } else { HttpFault::Cut }
        } else {
            let cause = std::error::Error::source(error).map_or_else(|| error.to_string(), ToString::to_string);
            HttpFault::Broken(printable(cause.as_bytes(), 256))
        }
    }
}

/// The request as HTTP/1.1 sends it to an origin server: path and query only, and no invitation to compress.
fn on_the_wire(request: &Request<()>) -> Request<Empty<Bytes>> {
    let mut wire = Request::new(Empty::new());
    *wire.method_mut() = request.method().clone();
    *wire.headers_mut() = request.headers().clone();
    let root = PathAndQuery::from_static("/");
    *wire.uri_mut() = Uri::from(request.uri().path_and_query().cloned().unwrap_or(root));
    let headers = wire.headers_mut();
    if let Some(host) = request.uri().authority().and_then(|host| HeaderValue::from_str(host.as_str()).ok()) {
        headers.entry(HOST).or_insert(host);
    }
    headers.entry(USER_AGENT).or_insert(HeaderValue::from_static(AGENT));
    headers.entry(ACCEPT_ENCODING).or_insert(HeaderValue::from_static("identity"));
    headers.entry(CONNECTION).or_insert(HeaderValue::from_static("keep-alive"));
    wire
}

fn half_way(asked: Timestamp, took: Duration) -> Timestamp {
    let half = i64::try_from(took.as_millis() / 2).unwrap_or_default();
    Timestamp(asked.0.saturating_add(half))
}

/// A TLS alert or handshake record of any version (RFC 8446, section 5.1).
fn looks_like_tls(opening: &[u8]) -> bool {
    matches!(opening, [0x15 | 0x16, 0x03, 0..=4, ..])
}

/// At most `most` characters, with anything that cannot be shown replaced by a dot.
fn printable(bytes: &[u8], most: usize) -> String {
    let text = String::from_utf8_lossy(bytes);
    let shown = |c: char| if c.is_control() || c == char::REPLACEMENT_CHARACTER { '.' } else { c };
    text.trim().chars().take(most).map(shown).collect()
}

/// How the server's latest answer on a connection began, and how much more of it is read.
#[derive(Clone, Default)]
struct Opening(Arc<Mutex<Heard>>);

#[derive(Default)]
struct Heard {
    first: Vec<u8>,
    count: usize,
}

impl Opening {
    fn with<T>(&self, look: impl FnOnce(&mut Heard) -> T) -> T {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Another answer is to come.
    fn begin(&self) {
        self.with(|heard| *heard = Heard::default());
    }

    fn read(&self) -> Vec<u8> {
        self.with(|heard| heard.first.clone())
    }

    fn note(&self, bytes: &[u8]) {
        self.with(|heard| {
            let room = OPENING.saturating_sub(heard.first.len());
            heard.first.extend(bytes.iter().take(room));
            heard.count += bytes.len();
        });
    }

    /// The answer is longer than any may be.
    fn is_spent(&self) -> bool {
        self.with(|heard| heard.count > ANSWER_LIMIT)
    }
}

/// A stream that remembers how the server's side began.
struct Listening {
    stream: Box<dyn Duplex>,
    opening: Opening,
}

impl AsyncRead for Listening {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<std::io::Result<()>> {
        let before = buf.filled().len();
        let polled = Pin::new(&mut *self.stream).poll_read(cx, buf);
        self.opening.note(buf.filled().get(before..).unwrap_or_default());
        if self.opening.is_spent() { Poll::Ready(Err(std::io::ErrorKind::FileTooLarge.into())) } else { polled }
    }
}

impl AsyncWrite for Listening {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<std::io::Result<usize>> {
        Pin::new(&mut *self.stream).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut *self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut *self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests;
