//! The stages from a host name to an HTTP connection.

use headwater_model::{Finding, Stage};
use headwater_net::http::{Dial, Dialled, Duplex, HttpClient, HttpFault, codes};
use headwater_net::tls::{Trust, handshake};
use headwater_net::{Endpoint, Halt, Link, Resolved, Seen, Trace, connect, limits, resolve};
use tokio::net::TcpStream;

use super::ServiceUrl;

/// Runs `resolve_host`, `connect_port` and, for `https`, `handshake_tls`. `unreachable` is put before the findings of a
/// name or port that fails: what the connector knows about such a host.
///
/// # Errors
/// [`Halt`] when a stage failed or the test was cancelled.
pub(crate) async fn open(
    url: &ServiceUrl,
    unreachable: Option<Finding>,
    trace: &mut Trace,
) -> Result<HttpClient, Halt> {
    let explain = |findings: Vec<Finding>| unreachable.clone().into_iter().chain(findings).collect::<Vec<_>>();
    let endpoint = [url.endpoint()];
    let limit = limits::RESOLVE + limits::GRACE;
    let resolved = trace.stage(Stage::ResolveHost, limit, async { resolve(&endpoint).await.map_err(explain) }).await?;
    let limit = limits::CONNECT + limits::GRACE;
    let link = trace.stage(Stage::ConnectPort, limit, async { first(&resolved).await.map_err(explain) }).await?;
    let (address, again) = (link.address, url.clone());
    let stream: Box<dyn Duplex> = if url.tls {
        let limit = limits::TLS + limits::GRACE;
        trace.stage(Stage::HandshakeTls, limit, secure(link.stream, &url.host)).await?
    } else {
        Box::new(link.stream)
    };
    let dial: Dial = Box::new(move || -> Dialled {
        let url = again.clone();
        let endpoint = Endpoint::new(&url.host, url.port);
        Box::pin(async move {
            let link = first(&[Resolved { endpoint, addresses: vec![address] }]).await?.value;
            if url.tls { Ok(secure(link.stream, &url.host).await?.value) } else { Ok(Box::new(link.stream) as _) }
        })
    });
    Ok(HttpClient::new(stream, dial))
}

/// The first address that answered. HTTP servers do not mind the others being dropped.
async fn first(resolved: &[Resolved]) -> Result<Seen<Link>, Vec<Finding>> {
    let Seen { value, findings } = connect(resolved).await?;
    match value.into_iter().next() {
        Some(link) => Ok(Seen::new(link, findings)),
        None => Err(findings),
    }
}

async fn secure(stream: TcpStream, host: &str) -> Result<Seen<Box<dyn Duplex>>, Vec<Finding>> {
    let Seen { value, findings } = handshake(stream, host, &Trust::Public).await?;
    Ok(Seen::new(Box::new(value) as Box<dyn Duplex>, findings))
}

/// A fault as findings; one that `https` would mend offers that for `endpoint`, the one that the configuration names.
pub(crate) fn tls_suggestion(fault: HttpFault, endpoint: &ServiceUrl) -> Vec<Finding> {
    let https = endpoint.secured();
    let offer = |finding: Finding| {
        if finding.code == codes::TLS_EXPECTED { finding.with("suggestion", https.text()) } else { finding }
    };
    fault.findings().into_iter().map(offer).collect()
}
