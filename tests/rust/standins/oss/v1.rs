//! Signature V1 in the `Authorization` header: HMAC-SHA1 over method, a few headers and the resource (the service's page
//! "Include a V1 signature in the Authorization header").

use super::super::wire::{hmac_sha1, parse_http_date};
use super::{Asked, OssWorld, Target, Told, User, check_clock, mismatch, user};

/// Parameters that are part of the resource (the same page); others are not signed.
const SUB_RESOURCES: [&str; 9] =
    ["acl", "bucketInfo", "continuation-token", "location", "partNumber", "stat", "uploadId", "uploads", "versions"];

/// Whose request this is. `signed` is `ID:signature`.
pub(super) fn authenticate<'a>(
    world: &'a OssWorld,
    asked: &Asked,
    target: &Target<'_>,
    signed: &str,
) -> Result<&'a User, Told> {
    let (id, signature) = signed.split_once(':').unwrap_or((signed, ""));
    let user = user(world, id, asked.header("x-oss-security-token"))?;
    check_clock(world, parse_http_date(asked.header("date")))?;
    let text = string_to_sign(asked, target);
    if hmac_sha1(user.secret.as_bytes(), text.as_bytes()) != signature {
        return Err(mismatch(id, signature, &[("StringToSign", text.as_str())]));
    }
    Ok(user)
}

fn string_to_sign(asked: &Asked, target: &Target<'_>) -> String {
    let mut headers: Vec<String> = asked
        .headers
        .iter()
        .filter(|(name, _)| name.as_str().starts_with("x-oss-"))
        .map(|(name, value)| format!("{name}:{}\n", value.to_str().unwrap_or_default().trim()))
        .collect();
    headers.sort();
    let mut query: Vec<String> = target
        .query
        .iter()
        .filter(|(name, _)| SUB_RESOURCES.contains(&name.as_str()))
        .map(|(name, value)| if value.is_empty() { name.clone() } else { format!("{name}={value}") })
        .collect();
    query.sort();
    let query = if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) };
    let [md5, kind, date] = ["content-md5", "content-type", "date"].map(|name| asked.header(name));
    let resource = format!("/{}/{}{query}", target.bucket, target.key);
    format!("{}\n{md5}\n{kind}\n{date}\n{}{resource}", asked.method, headers.concat())
}
