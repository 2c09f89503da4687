//! Signed requests, by `reqsign-aliyun-oss`: Signature V4, or V1 for servers that know no other.
//!
//! The signer is called with a credential made from the configuration, never through a provider chain: those read the
//! environment, files and the metadata service of a cloud host.

use headwater_model::Finding;
use http::header::{AUTHORIZATION, HOST};
use http::{HeaderValue, Request};
use reqsign_aliyun_oss::{Credential, RequestSigner, SigningVersion};
use reqsign_core::{Context, SignRequest};

use super::place::Place;
use crate::Target;
use crate::aliyun::{self, Keys};

/// The version that `signatureVersion` names. V4 unless V1 was chosen: OSS refuses V1 to new accounts and for new buckets.
pub(super) fn version(target: &Target) -> SigningVersion {
    if target.text("signatureVersion").eq_ignore_ascii_case("v1") { SigningVersion::V1 } else { SigningVersion::V4 }
}

/// A signed `GET` of the bucket with this query, which must be percent-encoded.
///
/// In V4 `Host` is among the signed headers: so the signature is worth nothing elsewhere, and the signer's list of additional
/// headers is not empty, which OSS refuses (EC 0002-00000209).
///
/// # Errors
/// `aliyun.keys_unsendable` when no request can be made of the configuration.
pub(super) async fn get(
    place: &Place,
    keys: &Keys,
    version: SigningVersion,
    query: &str,
) -> Result<Request<()>, Finding> {
    let path = if place.in_path { format!("/{}/", place.bucket) } else { "/".to_owned() };
    let uri = format!("{}://{}{path}?{query}", place.url.scheme(), place.url.authority());
    let unsendable = || Finding::failure(aliyun::codes::KEYS_UNSENDABLE);
    let request = Request::get(uri).header(HOST, place.url.authority()).body(()).map_err(|_| unsendable())?;
    let (mut head, body) = request.into_parts();
    // Told a bucket, the signer looks for it at the start of the host name; in a path it is there already, and a host
    // of digits could be mistaken for it.
    let signer = RequestSigner::new(if place.in_path { "" } else { &place.bucket })
        .with_region(place.region.clone())
        .with_signing_version(version);
    let credential = Credential {
        access_key_id: keys.id.clone(),
        access_key_secret: keys.secret.expose().clone(),
        security_token: keys.token.as_ref().map(|token| token.expose().clone()),
        expires_in: None,
    };
    let signed = signer.sign_request(&Context::new(), &mut head, Some(&credential), None).await;
    signed.map_err(|_| unsendable())?;
    for name in [AUTHORIZATION.as_str(), "x-oss-security-token"] {
        if let Some(value) = head.headers.get_mut(name) {
            HeaderValue::set_sensitive(value, true);
        }
    }
    Ok(Request::from_parts(head, body))
}
