//! A small HTTP server on loopback that remembers what it was asked.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::HeaderMap;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio::task::{AbortHandle, JoinSet};
use tokio_rustls::TlsAcceptor;

/// A request as it came.
#[derive(Debug, Clone)]
pub struct Asked {
    /// `GET`.
    pub method: String,
    /// Path and query, still percent-encoded.
    pub target: String,
    /// Headers.
    pub headers: HeaderMap,
    /// Body.
    pub body: Bytes,
}

impl Asked {
    /// A header's text; "" when absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Told {
    /// Status code.
    pub status: u16,
    /// Headers.
    pub headers: Vec<(String, String)>,
    /// Body.
    pub body: Vec<u8>,
}

impl Told {
    /// An answer with a body of XML.
    pub fn xml(status: u16, body: &str) -> Self {
        let body = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{body}");
        Self { status, headers: Vec::new(), body: body.into_bytes() }.with("content-type", "application/xml")
    }

    /// An answer with a body of plain text.
    pub fn text(status: u16, body: &str) -> Self {
        Self { status, headers: Vec::new(), body: body.as_bytes().to_vec() }.with("content-type", "text/plain")
    }

    /// Adds a header.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }
}

type Answering = dyn Fn(&Asked) -> Told + Send + Sync;

/// A running server; dropping it ends it with all its connections.
pub struct Standin {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<Asked>>>,
    connections: Arc<AtomicUsize>,
    accepting: AbortHandle,
}

impl Drop for Standin {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl Standin {
    /// Listens on a free port of 127.0.0.1.
    ///
    /// # Errors
    /// When no port can be had.
    pub async fn start(answer: impl Fn(&Asked) -> Told + Send + Sync + 'static) -> io::Result<Self> {
        Self::listen(None, answer).await
    }

    /// The same over TLS, with a certificate and its key in PEM form.
    ///
    /// # Errors
    /// When no port can be had, or certificate or key cannot be used.
    pub async fn start_tls(
        certificate: &str,
        key: &str,
        answer: impl Fn(&Asked) -> Told + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let chain = CertificateDer::pem_slice_iter(certificate.as_bytes()).collect::<Result<_, _>>();
        let key = PrivateKeyDer::from_pem_slice(key.as_bytes()).map_err(io::Error::other)?;
        let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(io::Error::other)?
            .with_no_client_auth()
            .with_single_cert(chain.map_err(io::Error::other)?, key)
            .map_err(io::Error::other)?;
        Self::listen(Some(TlsAcceptor::from(Arc::new(config))), answer).await
    }

    async fn listen(
        tls: Option<TlsAcceptor>,
        answer: impl Fn(&Asked) -> Told + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let asked = Arc::new(Mutex::new(Vec::new()));
        let connections = Arc::new(AtomicUsize::new(0));
        let (answer, log, count): (Arc<Answering>, _, _) =
            (Arc::new(answer), Arc::clone(&asked), Arc::clone(&connections));
        let accept = async move {
            let mut serving = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                count.fetch_add(1, Ordering::SeqCst);
                let (tls, answer, log) = (tls.clone(), Arc::clone(&answer), Arc::clone(&log));
                serving.spawn(async move {
                    match tls {
                        None => serve(stream, answer, log).await,
                        // Who does not like the certificate hangs up here.
                        Some(tls) => {
                            if let Ok(stream) = tls.accept(stream).await {
                                serve(stream, answer, log).await;
                            }
                        }
                    }
                });
            }
        };
        Ok(Self { address, asked, connections, accepting: tokio::spawn(accept).abort_handle() })
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// `http://127.0.0.1:<port>`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Every request so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How many connections were opened.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

async fn serve<S>(stream: S, answer: Arc<Answering>, log: Arc<Mutex<Vec<Asked>>>)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = service_fn(move |request| {
        let (answer, log) = (Arc::clone(&answer), Arc::clone(&log));
        async move { Ok::<_, Infallible>(respond(request, answer.as_ref(), &log).await) }
    });
    // A client that hangs up is no concern of the server.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
}

async fn respond(request: Request<Incoming>, answer: &Answering, log: &Mutex<Vec<Asked>>) -> Response<Full<Bytes>> {
    let (head, body) = request.into_parts();
    let body = body.collect().await.map(http_body_util::Collected::to_bytes).unwrap_or_default();
    let target = head.uri.path_and_query().map(ToString::to_string).unwrap_or_default();
    let asked = Asked { method: head.method.to_string(), target, headers: head.headers, body };
    let told = answer(&asked);
    log.lock().unwrap_or_else(PoisonError::into_inner).push(asked);
    let mut response = Response::builder().status(told.status);
    for (name, value) in told.headers {
        response = response.header(name, value);
    }
    response.body(Full::from(told.body)).unwrap_or_else(|_| {
        let mut broken = Response::new(Full::default());
        *broken.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        broken
    })
}
