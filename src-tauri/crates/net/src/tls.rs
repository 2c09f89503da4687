//! TLS: one provider (aws-lc-rs), certificates checked against the public authorities or a given one, failures told apart.

use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock, Once};
use std::task::{Context, Poll};
use std::time::Duration;

use headwater_model::{Finding, Timestamp};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{ResolvesClientCert, Resumption, WantsClientCert};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use rustls::sign::CertifiedKey;
use rustls::{
    AlertDescription, CertificateError, ClientConfig, ConfigBuilder, DigitallySignedStruct, RootCertStore,
    SignatureScheme, WantsVerifier,
};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use crate::dial::limits;
use crate::{Seen, codes};

/// Whose signature on a server's certificate is believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trust {
    /// The public authorities (Mozilla's list).
    Public,
    /// Only these certificates, in PEM form.
    Ca(String),
    /// Nobody's: encrypted to whoever answers.
    Unchecked,
}

/// A certificate and its key, by which this end shows who it is.
#[derive(Clone)]
pub struct Identity(Arc<Shown>);

struct Shown {
    key: Arc<CertifiedKey>,
    asked: AtomicBool,
}

impl Identity {
    /// A chain whose first certificate is the key's.
    ///
    /// # Errors
    /// rustls's, when the key cannot be used or is another certificate's.
    pub fn new(chain: Vec<CertificateDer<'static>>, key: PrivateKeyDer<'static>) -> Result<Self, rustls::Error> {
        let key = CertifiedKey::from_der(chain, key, &rustls::crypto::aws_lc_rs::default_provider())?;
        Ok(Self(Arc::new(Shown { key: Arc::new(key), asked: AtomicBool::new(false) })))
    }

    /// Some server asked for it.
    pub fn was_shown(&self) -> bool {
        self.0.asked.load(Ordering::Relaxed)
    }
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("***")
    }
}

impl ResolvesClientCert for Identity {
    fn resolve(&self, _authorities: &[&[u8]], _schemes: &[SignatureScheme]) -> Option<Arc<CertifiedKey>> {
        self.0.asked.store(true, Ordering::Relaxed);
        Some(Arc::clone(&self.0.key))
    }

    fn has_certs(&self) -> bool {
        true
    }
}

/// Makes aws-lc-rs the process's TLS provider for drivers that ask for a default. Idempotent; a provider that was set
/// before stays.
pub fn install_provider() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let _already_set = rustls::crypto::aws_lc_rs::default_provider().install_default();
    });
}

/// Client settings for `trust`, TLS 1.2 and 1.3.
///
/// # Errors
/// `tls_no_ca` when the given PEM has no certificate, `tls_bad_ca` when one of them is not usable.
pub fn client_config(trust: &Trust) -> Result<Arc<ClientConfig>, Finding> {
    static PUBLIC: LazyLock<Result<Arc<ClientConfig>, Finding>> =
        LazyLock::new(|| build(webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect()));
    static UNCHECKED: LazyLock<Result<Arc<ClientConfig>, Finding>> = LazyLock::new(|| {
        let mut config = anyone()?.with_no_client_auth();
        // Every test shakes hands in full.
        config.resumption = Resumption::disabled();
        Ok(Arc::new(config))
    });
    match trust {
        Trust::Public => PUBLIC.clone(),
        Trust::Ca(pem) => build(roots(pem)?),
        Trust::Unchecked => UNCHECKED.clone(),
    }
}

fn build(roots: RootCertStore) -> Result<Arc<ClientConfig>, Finding> {
    let config = versions(rustls::crypto::aws_lc_rs::default_provider())?;
    Ok(Arc::new(config.with_root_certificates(roots).with_no_client_auth()))
}

/// As [`client_config`], for a client that shows a certificate.
fn config_with(trust: &Trust, identity: &Identity) -> Result<Arc<ClientConfig>, Finding> {
    let builder = match trust {
        Trust::Public => {
            let public: RootCertStore = webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect();
            versions(rustls::crypto::aws_lc_rs::default_provider())?.with_root_certificates(public)
        }
        Trust::Ca(pem) => versions(rustls::crypto::aws_lc_rs::default_provider())?.with_root_certificates(roots(pem)?),
        Trust::Unchecked => anyone()?,
    };
    let mut config = builder.with_client_cert_resolver(Arc::new(identity.clone()));
    config.resumption = Resumption::disabled();
    Ok(Arc::new(config))
}

fn anyone() -> Result<ConfigBuilder<ClientConfig, WantsClientCert>, Finding> {
    let provider = rustls::crypto::aws_lc_rs::default_provider();
    let anyone = Arc::new(Anyone(provider.signature_verification_algorithms.supported_schemes()));
    Ok(versions(provider)?.dangerous().with_custom_certificate_verifier(anyone))
}

fn versions(provider: CryptoProvider) -> Result<ConfigBuilder<ClientConfig, WantsVerifier>, Finding> {
    ClientConfig::builder_with_provider(Arc::new(provider))
        .with_safe_default_protocol_versions()
        .map_err(|error| Finding::failure(codes::TLS_FAILED).with("host", "").with("words", error))
}

/// Believes every certificate. Nor is it looked whether the server has its key: who takes anybody's certificate learns
/// nothing from that, and certificates that servers make for themselves cannot always be read (X.509 version 1).
#[derive(Debug)]
struct Anyone(Vec<SignatureScheme>);

impl ServerCertVerifier for Anyone {
    fn verify_server_cert(
        &self,
        _end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _message: &[u8],
        _cert: &CertificateDer<'_>,
        _dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        _message: &[u8],
        _cert: &CertificateDer<'_>,
        _dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.clone()
    }
}

/// The certificates of a PEM text.
///
/// # Errors
/// `tls_no_ca` when there is none, `tls_bad_ca` when one of them cannot be used as an authority.
pub fn roots(pem: &str) -> Result<RootCertStore, Finding> {
    let bad = |words: String| Finding::failure(codes::TLS_BAD_CA).with("words", words);
    let mut store = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(pem.as_bytes()) {
        let certificate = certificate.map_err(|error| bad(error.to_string()))?;
        store.add(certificate).map_err(|error| bad(error.to_string()))?;
    }
    if store.is_empty() { Err(Finding::failure(codes::TLS_NO_CA)) } else { Ok(store) }
}

/// Agrees TLS with the other end of `stream`, which must be `host` (a name or an address literal). The work of the stage
/// `handshake_tls`; takes at most [`limits::TLS`].
///
/// # Errors
/// One finding that says why: a code that begins with `tls_`.
pub async fn handshake<S>(stream: S, host: &str, trust: &Trust) -> Result<Seen<TlsStream<S>>, Vec<Finding>>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    handshake_as(stream, host, trust, None).await
}

/// As [`handshake`], showing a certificate to a server that asks for one. A server that does not take it says so here, and
/// not only when something is read.
///
/// # Errors
/// As [`handshake`]; `tls_client_refused` for a certificate that is not taken.
pub async fn handshake_as<S>(
    stream: S,
    host: &str,
    trust: &Trust,
    identity: Option<&Identity>,
) -> Result<Seen<TlsStream<S>>, Vec<Finding>>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let config = identity.map_or_else(|| client_config(trust), |identity| config_with(trust, identity));
    let config = config.map_err(|finding| vec![finding])?;
    let name = ServerName::try_from(host.to_owned())
        .map_err(|error| vec![Finding::failure(codes::TLS_FAILED).with("host", host).with("words", error)])?;
    let connect = async {
        let mut stream = TlsConnector::from(config).connect(name, stream).await?;
        if identity.is_some_and(Identity::was_shown) {
            taken(&mut stream).await?;
        }
        Ok::<_, io::Error>(stream)
    };
    match timeout(limits::TLS, connect).await {
        Ok(Ok(stream)) => {
            let finding = agreed(stream.get_ref().1, host);
            Ok(Seen::new(stream, vec![finding]))
        }
        Ok(Err(error)) => Err(vec![explain_client(&error, host, identity)]),
        Err(_elapsed) => Err(vec![no_answer(host)]),
    }
}

/// In TLS 1.3 a server judges our certificate after its own last word of the handshake (RFC 8446, section 4.4.2.4): either
/// an alert follows, or a session ticket. A server that sends neither is believed after [`VERDICT`]; none of those that are
/// asked here speaks of itself before that.
async fn taken<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut TlsStream<S>) -> io::Result<()> {
    let settled = |stream: &TlsStream<S>| {
        let connection = stream.get_ref().1;
        connection.tls13_tickets_received() > 0
            || connection.protocol_version() != Some(rustls::ProtocolVersion::TLSv1_3)
    };
    let wait = poll_fn(|cx: &mut Context<'_>| {
        if settled(stream) {
            return Poll::Ready(Ok(()));
        }
        let mut nothing = [0_u8; 1];
        let mut buffer = ReadBuf::new(&mut nothing);
        match Pin::new(&mut *stream).poll_read(cx, &mut buffer) {
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            Poll::Ready(Ok(())) if buffer.filled().is_empty() => Poll::Ready(Err(io::ErrorKind::UnexpectedEof.into())),
            Poll::Ready(Ok(())) => Poll::Ready(Err(io::ErrorKind::InvalidData.into())),
            Poll::Pending if settled(stream) => Poll::Ready(Ok(())),
            Poll::Pending => Poll::Pending,
        }
    });
    timeout(VERDICT, wait).await.unwrap_or(Ok(()))
}

/// Longest wait for what a server says of our certificate.
const VERDICT: Duration = Duration::from_millis(700);

/// An alert after our certificate was shown is about that certificate, unless it is about the handshake as a whole.
fn explain_client(error: &io::Error, host: &str, identity: Option<&Identity>) -> Finding {
    use AlertDescription as Alert;
    let alert = match error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
        Some(rustls::Error::AlertReceived(alert)) => Some(*alert),
        _ => None,
    };
    let about_whole = [Alert::ProtocolVersion, Alert::InsufficientSecurity, Alert::InternalError];
    match (identity, alert) {
        (Some(identity), Some(alert)) if identity.was_shown() && !about_whole.contains(&alert) => {
            Finding::failure(codes::TLS_CLIENT_REFUSED).with("host", host).with("alert", format!("{alert:?}"))
        }
        _ => explain_io(error, host),
    }
}

fn agreed(connection: &rustls::ClientConnection, host: &str) -> Finding {
    let version = match connection.protocol_version() {
        Some(rustls::ProtocolVersion::TLSv1_3) => "TLS 1.3",
        Some(rustls::ProtocolVersion::TLSv1_2) => "TLS 1.2",
        _ => "TLS",
    };
    let cipher = connection.negotiated_cipher_suite().and_then(|suite| suite.suite().as_str()).unwrap_or_default();
    Finding::info(codes::TLS_AGREED).with("host", host).with("version", version).with("cipher", cipher)
}

/// Nothing came within [`limits::TLS`].
pub fn no_answer(host: &str) -> Finding {
    Finding::failure(codes::TLS_NO_ANSWER).with("host", host).with("seconds", limits::TLS.as_secs())
}

/// Why a handshake failed, from the error of the stream it ran over.
pub fn explain_io(error: &io::Error, host: &str) -> Finding {
    if let Some(error) = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
        return explain(error, host);
    }
    let finding = match error.kind() {
        io::ErrorKind::UnexpectedEof | io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe => {
            Finding::failure(codes::TLS_CLOSED)
        }
        _ => Finding::failure(codes::TLS_FAILED).with("words", error),
    };
    finding.with("host", host)
}

/// Why a handshake failed.
pub fn explain(error: &rustls::Error, host: &str) -> Finding {
    use rustls::Error;
    let finding = match error {
        Error::InvalidCertificate(error) => explain_certificate(error),
        Error::InvalidMessage(_) => Finding::failure(codes::TLS_NOT_TLS),
        Error::AlertReceived(alert) => Finding::failure(codes::TLS_REFUSED).with("alert", format!("{alert:?}")),
        Error::PeerIncompatible(why) => Finding::failure(codes::TLS_REFUSED).with("alert", format!("{why:?}")),
        other => Finding::failure(codes::TLS_FAILED).with("words", other),
    };
    finding.with("host", host)
}

fn explain_certificate(error: &CertificateError) -> Finding {
    use CertificateError as Error;
    let date = |seconds: u64| {
        let at = Timestamp(i64::try_from(seconds).unwrap_or_default().saturating_mul(1000)).to_string();
        at.split('T').next().unwrap_or_default().to_owned()
    };
    match error {
        // The second: an authority of the same name with another key, as servers make for themselves again and again.
        Error::UnknownIssuer | Error::BadSignature => Finding::failure(codes::TLS_UNKNOWN_CA),
        Error::Expired => Finding::failure(codes::TLS_EXPIRED).with("when", "?"),
        Error::ExpiredContext { not_after, .. } => {
            Finding::failure(codes::TLS_EXPIRED).with("when", date(not_after.as_secs()))
        }
        Error::NotValidYet => Finding::failure(codes::TLS_NOT_YET_VALID).with("when", "?"),
        Error::NotValidYetContext { not_before, .. } => {
            Finding::failure(codes::TLS_NOT_YET_VALID).with("when", date(not_before.as_secs()))
        }
        Error::NotValidForName => Finding::failure(codes::TLS_WRONG_NAME).with("names", "?"),
        Error::NotValidForNameContext { presented, .. } => {
            Finding::failure(codes::TLS_WRONG_NAME).with("names", names(presented))
        }
        other => Finding::failure(codes::TLS_BAD_CERTIFICATE).with("words", other),
    }
}

/// rustls writes `DnsName("db.example.com")` and `IpAddress(127.0.0.1)`; people want the names. At most eight.
fn names(presented: &[String]) -> String {
    let bare = |name: &String| {
        let inner = name.split_once('(').map_or(name.as_str(), |(_, rest)| rest.trim_end_matches(')'));
        inner.trim_matches('"').to_owned()
    };
    if presented.is_empty() {
        "-".to_owned()
    } else {
        presented.iter().take(8).map(bare).collect::<Vec<_>>().join(", ")
    }
}
