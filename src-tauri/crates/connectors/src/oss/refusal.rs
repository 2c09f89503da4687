//! What a refusal is about: the key, the bucket, or neither. One arm for each documented error.

use headwater_model::Finding;
use headwater_net::http::HttpAnswer;

use super::codes;
use super::place::{Place, VendorHost};
use crate::aliyun::{self, Keys, Refusal, Xml};

/// Reads a refusal. Of the document only `Code`, `Message`, `EC` and `Endpoint` are looked at: `StringToSign` and its
/// like stay where they are.
pub(super) fn judge(answer: &HttpAnswer, place: &Place, keys: &Keys) -> Refusal {
    let status = answer.status.as_u16();
    let told = Xml::parse(&answer.body).filter(|xml| xml.root == "Error");
    let Some(told) = told else {
        return Refusal::Other(unknown_answer(answer));
    };
    let text = |path: &str| told.text(path).unwrap_or_default();
    let (code, ec, message) = (text("Code"), text("EC"), text("Message"));
    let failure = Finding::failure;
    let bucket = |code: &str| failure(code).with("bucket", &place.bucket);
    match code {
        // Its page tells status and EC, and no code.
        _ if ec == "0002-00000080" => Refusal::Identity(failure(codes::V1_REFUSED).with("version", "v4")),
        "InvalidAccessKeyId" if keys.lacks_token() => Refusal::Identity(failure(codes::TOKEN_MISSING)),
        // EC …0903 is a disabled key, …0904 one that may only be used from other addresses.
        "InvalidAccessKeyId" if matches!(ec, "0002-00000903" | "0002-00000904") => {
            Refusal::Identity(failure(codes::ACCESS_KEY_DISABLED).with("access_id", &keys.id))
        }
        "InvalidAccessKeyId" => Refusal::Identity(failure(codes::ACCESS_KEY_UNKNOWN).with("access_id", &keys.id)),
        "SignatureDoesNotMatch" => Refusal::Identity(failure(codes::SECRET_WRONG)),
        "RequestTimeTooSkewed" => Refusal::Identity(aliyun::clocks(failure(codes::CLOCK_SKEWED), answer)),
        "SecurityTokenExpired" => Refusal::Identity(failure(codes::TOKEN_EXPIRED)),
        "InvalidSecurityToken" | "AccessKeyIdAndSecurityTokenNotMatch" => {
            Refusal::Identity(failure(codes::TOKEN_WRONG))
        }
        "UserDisable" | "InDebt" | "InDebtOverdue" | "AbnormalBucketOwnerStatus" => {
            Refusal::Identity(failure(codes::ACCOUNT_DISABLED).with("code", code))
        }
        "InvalidArgument" if ec == "0002-00000226" || message.contains("Invalid signing region") => {
            Refusal::Place(region_wrong(place))
        }
        "NoSuchBucket" => Refusal::Place(bucket(codes::BUCKET_MISSING)),
        "InvalidBucketName" => Refusal::Place(bucket(codes::BUCKET_NAME)),
        "BucketDisable" => Refusal::Place(bucket(codes::BUCKET_DISABLED)),
        "SecondLevelDomainForbidden" => Refusal::Place(failure(codes::BUCKET_HOST).with("host", place.service_host())),
        "PermanentRedirect" => Refusal::Place(endpoint_wrong(place, text("Endpoint"))),
        "AccessDenied" if ec == "0003-00001403" || message.contains("using the specified endpoint") => {
            Refusal::Place(endpoint_wrong(place, text("Endpoint")))
        }
        "AccessDenied" => Refusal::Denied(bucket(codes::ACCESS_DENIED).with("words", keys.words().clean(message))),
        _ if status >= 500 => {
            let finding = failure(codes::BUSY).with("status", status);
            Refusal::Other(finding.with("code", keys.words().id(code)))
        }
        _ => {
            let words = keys.words();
            let finding = failure(codes::REFUSED).with("status", status).with("code", words.id(code));
            Refusal::Other(finding.with("words", words.clean(message)))
        }
    }
}

/// An answer that is neither what was asked for nor an error document of OSS.
fn unknown_answer(answer: &HttpAnswer) -> Finding {
    if let Some(redirect) = answer.redirect() {
        return redirect;
    }
    if answer.status.is_server_error() {
        return Finding::failure(codes::BUSY).with("status", answer.status.as_u16()).with("code", "?");
    }
    Finding::failure(codes::NOT_OSS).with("status", answer.status.as_u16())
}

/// The endpoint itself may name the region that the signature should.
fn region_wrong(place: &Place) -> Finding {
    let finding = Finding::failure(codes::REGION_WRONG).with("region", &place.region);
    match place.other_region() {
        Some(region) => finding.with("suggestion", region),
        None => finding,
    }
}

/// The server names the right endpoint; it is offered only when it is one of the vendor's own hosts.
fn endpoint_wrong(place: &Place, suggested: &str) -> Finding {
    let finding = match VendorHost::parse(suggested) {
        Some(_) => Finding::failure(codes::ENDPOINT_WRONG).with("suggestion", place.endpoint_on(suggested)),
        None => Finding::failure(codes::ENDPOINT_ELSEWHERE),
    };
    finding.with("bucket", &place.bucket).with("host", place.service_host())
}
