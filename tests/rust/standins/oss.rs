//! A stand-in for OSS: Signature V4 (and V1, where it is still allowed), buckets, a few objects.
//!
//! Copied behaviour, and where it is documented:
//! - Signature V4 in the `Authorization` header: the service's page "Include a V4 signature in the Authorization header"
//!   and the Go and Python SDKs v2 (`v4.go`, `v4.py`). `AdditionalHeaders` may be left out and may not be empty (page of
//!   EC 0002-00000209).
//! - 15 minutes between the clocks (page of EC 0002-00000504).
//! - `GetBucketInfo` is answered at any region's endpoint (its page, "Usage notes"); other requests only at the bucket's
//!   own, else `AccessDenied` EC 0003-00001403 with the right `Endpoint`.
//! - Error documents, their codes and statuses: the service's page on HTTP 403 errors; a temporary key without its token
//!   is an unknown key.
//!
//! Our own choice, where the documents are silent: the key is judged before the bucket, unless
//! [`OssWorld::bucket_first`] says otherwise. Buckets are addressed in the path, which the real service allows for IP
//! addresses only. The code of a refused Signature V1, of whose page (EC 0002-00000080) only the status is told.

mod v1;

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use super::wire::{
    escape, format, hex, hmac_sha256, http_date, now, parse_compact_date, percent_decode, percent_encode, sha256_hex,
    v4_key,
};
use super::{Asked, Scripted, Standin, Told, User, UserState, scripted};

const SKEW: i64 = 900;

/// Everything that the stand-in knows. Tests change it while it runs.
#[derive(Debug, Clone)]
pub struct OssWorld {
    /// Region of this endpoint.
    pub region: String,
    /// Its clock minus the real one, in seconds.
    pub clock_ahead: i64,
    /// Who has a key.
    pub users: Vec<User>,
    /// Buckets of every region.
    pub buckets: Vec<Bucket>,
    /// Signature V1 is still accepted, as for accounts and buckets of before 2025.
    pub v1: bool,
    /// Bucket and region are judged before the key.
    pub bucket_first: bool,
    /// Fixed answers.
    pub script: Vec<Scripted>,
}

/// A bucket.
#[derive(Debug, Clone)]
pub struct Bucket {
    /// Its name.
    pub name: String,
    /// Its region.
    pub region: String,
    /// `Standard`, `IA`, `Archive` …
    pub storage_class: String,
    /// `private`, `public-read`, `public-read-write`.
    pub acl: String,
    /// `oss:GetBucketInfo` is not granted.
    pub info_denied: bool,
    /// `oss:ListObjects` is not granted.
    pub list_denied: bool,
    /// Objects by key.
    pub objects: BTreeMap<String, Vec<u8>>,
}

impl Bucket {
    /// A private bucket with one object.
    pub fn new(name: &str, region: &str) -> Self {
        Self {
            name: name.to_owned(),
            region: region.to_owned(),
            storage_class: "Standard".to_owned(),
            acl: "private".to_owned(),
            info_denied: false,
            list_denied: false,
            objects: BTreeMap::from([("hello.txt".to_owned(), b"hello".to_vec())]),
        }
    }
}

impl Default for OssWorld {
    /// Hangzhou with the bucket `logs`, one permanent and one temporary key; and a bucket in Shanghai.
    fn default() -> Self {
        let temporary = User::new("STS.standin", "standin-temporary-secret").with_token("standin-security-token");
        Self {
            region: "cn-hangzhou".to_owned(),
            clock_ahead: 0,
            users: vec![User::new("LTAIstandin", "standin-secret"), temporary],
            buckets: vec![Bucket::new("logs", "cn-hangzhou"), Bucket::new("logs-shanghai", "cn-shanghai")],
            v1: false,
            bucket_first: false,
            script: Vec::new(),
        }
    }
}

/// A running stand-in.
pub struct OssStandin {
    /// The server.
    pub server: Standin,
    world: Arc<Mutex<OssWorld>>,
}

impl OssStandin {
    /// Starts one.
    ///
    /// # Errors
    /// When no port can be had.
    pub async fn start(world: OssWorld) -> io::Result<Self> {
        let world = Arc::new(Mutex::new(world));
        let known = Arc::clone(&world);
        let server = Standin::start(move |asked| {
            let mut world = known.lock().unwrap_or_else(PoisonError::into_inner);
            let date = http_date(now(world.clock_ahead));
            answer(&mut world, asked).with("date", &date).with("x-oss-request-id", "5C3D9175B6FC201293AD4890")
        });
        Ok(Self { server: server.await?, world })
    }

    /// Looks at the world, or changes it.
    pub fn world<T>(&self, change: impl FnOnce(&mut OssWorld) -> T) -> T {
        change(&mut self.world.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// What a request is about.
struct Target<'a> {
    bucket: &'a str,
    key: String,
    query: Vec<(String, String)>,
}

impl Target<'_> {
    fn asks(&self, name: &str) -> bool {
        self.query.iter().any(|(query, _)| query == name)
    }
}

fn answer(world: &mut OssWorld, asked: &Asked) -> Told {
    if let Some(told) = scripted(&world.script, asked) {
        return told;
    }
    let (path, query) = asked.target.split_once('?').unwrap_or((&asked.target, ""));
    let (bucket, key) = path.trim_start_matches('/').split_once('/').unwrap_or((path.trim_start_matches('/'), ""));
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let query = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let query = query.map(|(name, value)| (percent_decode(name), percent_decode(value))).collect();
    let target = Target { bucket, key: percent_decode(key), query };
    let judged = if world.bucket_first {
        find(world, &target).and_then(|at| authenticate(world, asked, &target).map(|()| at))
    } else {
        authenticate(world, asked, &target).and_then(|()| find(world, &target))
    };
    match judged {
        Ok(at) => serve(&mut world.buckets[at], asked, &target),
        Err(told) => told,
    }
}

/// Which bucket is meant, if this endpoint serves it.
fn find(world: &OssWorld, target: &Target<'_>) -> Result<usize, Told> {
    if target.bucket.is_empty() {
        let message = "The bucket you are attempting to access must be addressed using OSS third level domain.";
        return Err(error(403, "SecondLevelDomainForbidden", message, "", &[]));
    }
    let Some(at) = world.buckets.iter().position(|bucket| bucket.name == target.bucket) else {
        let name = [("BucketName", target.bucket)];
        return Err(error(404, "NoSuchBucket", "The specified bucket does not exist.", "0015-00000101", &name));
    };
    let region = &world.buckets[at].region;
    if *region != world.region && !target.asks("bucketInfo") {
        let message = "The bucket you are attempting to access must be addressed using the specified endpoint. \
                       Please send all future requests to this endpoint.";
        let endpoint = format!("oss-{region}.aliyuncs.com");
        let more = [("Bucket", target.bucket), ("Endpoint", endpoint.as_str())];
        return Err(error(403, "AccessDenied", message, "0003-00001403", &more));
    }
    Ok(at)
}

fn serve(bucket: &mut Bucket, asked: &Asked, target: &Target<'_>) -> Told {
    let denied = |action: &str| {
        let message = "You have no right to access this object because of bucket acl.";
        error(403, "AccessDenied", message, "0003-00000001", &[("AuthAction", action)])
    };
    match (asked.method.as_str(), target.key.as_str()) {
        ("GET", "") if target.asks("bucketInfo") && bucket.info_denied => denied("oss:GetBucketInfo"),
        ("GET", "") if target.asks("bucketInfo") => bucket_info(bucket),
        ("GET", "") if bucket.list_denied => denied("oss:ListObjects"),
        ("GET", "") => list(bucket, target),
        ("PUT", key) if !key.is_empty() => {
            bucket.objects.insert(key.to_owned(), asked.body.to_vec());
            Told::text(200, "").with("etag", "\"5D41402ABC4B2A76B9719D911017C592\"")
        }
        ("GET", key) => match bucket.objects.get(key) {
            Some(body) => Told { status: 200, headers: Vec::new(), body: body.clone() },
            None => error(404, "NoSuchKey", "The specified key does not exist.", "0026-00000001", &[("Key", key)]),
        },
        _ => error(405, "MethodNotAllowed", "The specified method is not allowed against this resource.", "", &[]),
    }
}

fn bucket_info(bucket: &Bucket) -> Told {
    let Bucket { name, region, storage_class, acl, .. } = bucket;
    Told::xml(
        200,
        &format!(
            "<BucketInfo><Bucket><CreationDate>2024-02-01T08:00:00.000Z</CreationDate>\
             <ExtranetEndpoint>oss-{region}.aliyuncs.com</ExtranetEndpoint>\
             <IntranetEndpoint>oss-{region}-internal.aliyuncs.com</IntranetEndpoint>\
             <Location>oss-{region}</Location><StorageClass>{storage_class}</StorageClass><Name>{name}</Name>\
             <Owner><DisplayName>1234567890</DisplayName><ID>1234567890</ID></Owner>\
             <AccessControlList><Grant>{acl}</Grant></AccessControlList></Bucket></BucketInfo>"
        ),
    )
}

fn list(bucket: &Bucket, target: &Target<'_>) -> Told {
    let value = |name: &str| target.query.iter().find(|(query, _)| query == name).map(|(_, value)| value.as_str());
    let most: usize = value("max-keys").and_then(|most| most.parse().ok()).unwrap_or(100);
    let prefix = value("prefix").unwrap_or_default();
    let found: Vec<_> = bucket.objects.iter().filter(|(key, _)| key.starts_with(prefix)).collect();
    let contents: String = found
        .iter()
        .take(most)
        .map(|(key, body)| {
            format!(
                "<Contents><Key>{}</Key><LastModified>2024-02-01T08:00:00.000Z</LastModified><ETag>\"x\"</ETag>\
                 <Size>{}</Size><StorageClass>Standard</StorageClass></Contents>",
                escape(key),
                body.len()
            )
        })
        .collect();
    let count = found.len().min(most);
    let cut = found.len() > most;
    Told::xml(
        200,
        &format!(
            "<ListBucketResult><Name>{}</Name><Prefix>{}</Prefix><MaxKeys>{most}</MaxKeys><Delimiter></Delimiter>\
             <IsTruncated>{cut}</IsTruncated>{contents}<KeyCount>{count}</KeyCount></ListBucketResult>",
            bucket.name,
            escape(prefix)
        ),
    )
}

/// The parts of `Authorization`.
struct Signed<'a> {
    id: &'a str,
    day: &'a str,
    region: &'a str,
    additional: Vec<&'a str>,
    signature: &'a str,
}

impl<'a> Signed<'a> {
    fn read(header: &'a str) -> Result<Self, Told> {
        let malformed = |ec| error(400, "InvalidArgument", "The Authorization header is not valid.", ec, &[]);
        let fields = header.strip_prefix("OSS4-HMAC-SHA256 ").ok_or_else(|| malformed("0002-00000201"))?;
        let fields: BTreeMap<&str, &str> = fields.split(',').filter_map(|field| field.trim().split_once('=')).collect();
        if fields.get("AdditionalHeaders").is_some_and(|names| names.is_empty()) {
            return Err(malformed("0002-00000209"));
        }
        let additional = fields.get("AdditionalHeaders").map(|names| names.split(';').collect()).unwrap_or_default();
        let scope: Vec<&str> = fields.get("Credential").map(|scope| scope.split('/').collect()).unwrap_or_default();
        let signature = fields.get("Signature").copied().unwrap_or_default();
        match scope.as_slice() {
            [id, day, region, "oss", "aliyun_v4_request"] => Ok(Self { id, day, region, additional, signature }),
            [_, _, _, _, _] => Err(malformed("0002-00000227")),
            _ => Err(malformed("0002-00000205")),
        }
    }
}

fn authenticate(world: &OssWorld, asked: &Asked, target: &Target<'_>) -> Result<(), Told> {
    let header = asked.header("authorization");
    if header.is_empty() {
        let message = "Anonymous user has no right to access this bucket.";
        return Err(error(403, "AccessDenied", message, "0003-00000001", &[]));
    }
    let user = match header.strip_prefix("OSS ") {
        Some(_) if !world.v1 => {
            let message = "Signature V1 is not supported.";
            return Err(error(403, "AccessDenied", message, "0002-00000080", &[]));
        }
        Some(signed) => v1::authenticate(world, asked, target, signed)?,
        None => authenticate_v4(world, asked, target)?,
    };
    if user.state == UserState::Indebted {
        return Err(error(403, "UserDisable", "UserDisable", "0003-00000801", &[]));
    }
    Ok(())
}

/// Refuses a request whose clock is too far from ours.
fn check_clock(world: &OssWorld, there: Option<i64>) -> Result<(), Told> {
    let here = now(world.clock_ahead);
    let there = there
        .ok_or_else(|| error(403, "AccessDenied", "OSS authentication requires a valid Date.", "0002-00000505", &[]))?;
    if (here - there).abs() > SKEW {
        let message = "The difference between the request time and the current time is too large.";
        let form = "%Y-%m-%dT%H:%M:%S.000Z";
        let (asked_at, server) = (format(there, form), format(here, form));
        let more = [("MaxAllowedSkewMilliseconds", "900000"), ("RequestTime", &asked_at), ("ServerTime", &server)];
        return Err(error(403, "RequestTimeTooSkewed", message, "0002-00000504", &more));
    }
    Ok(())
}

/// A signature that is not the one we come to.
fn mismatch(id: &str, signature: &str, more: &[(&str, &str)]) -> Told {
    let message = "The request signature we calculated does not match the signature you provided. Check your key and signing method.";
    let told = [&[("OSSAccessKeyId", id), ("SignatureProvided", signature)], more].concat();
    error(403, "SignatureDoesNotMatch", message, "0002-00000040", &told)
}

fn authenticate_v4<'a>(world: &'a OssWorld, asked: &Asked, target: &Target<'_>) -> Result<&'a User, Told> {
    let signed = Signed::read(asked.header("authorization"))?;
    let user = user(world, signed.id, asked.header("x-oss-security-token"))?;
    let date = asked.header("x-oss-date");
    check_clock(world, parse_compact_date(date))?;
    if !date.starts_with(signed.day) {
        return Err(error(
            400,
            "InvalidArgument",
            "Invalid signing date in Authorization header.",
            "0002-00000225",
            &[],
        ));
    }
    if signed.region != world.region {
        return Err(error(
            400,
            "InvalidArgument",
            "Invalid signing region in Authorization header.",
            "0002-00000226",
            &[],
        ));
    }
    let canonical = canonical(asked, target, &signed.additional);
    let scope = format!("{}/{}/oss/aliyun_v4_request", signed.day, signed.region);
    let text = format!("OSS4-HMAC-SHA256\n{date}\n{scope}\n{}", sha256_hex(canonical.as_bytes()));
    let key = v4_key(&user.secret, signed.day, signed.region, "oss");
    if hex(&hmac_sha256(&key, text.as_bytes())) != signed.signature {
        let more = [("StringToSign", text.as_str()), ("CanonicalRequest", canonical.as_str())];
        return Err(mismatch(signed.id, signed.signature, &more));
    }
    Ok(user)
}

fn user<'a>(world: &'a OssWorld, id: &str, token: &str) -> Result<&'a User, Told> {
    let unknown = |ec| {
        let message = "The OSS Access Key Id you provided does not exist in our records.";
        error(403, "InvalidAccessKeyId", message, ec, &[("OSSAccessKeyId", id)])
    };
    let user = world.users.iter().find(|user| user.id == id).ok_or_else(|| unknown("0002-00000902"))?;
    if user.state == UserState::Disabled {
        return Err(error(403, "InvalidAccessKeyId", "The OSS Access Key Id is disabled.", "0002-00000903", &[]));
    }
    match (user.token.as_deref(), token) {
        (Some(_), "") => Err(unknown("0002-00000902")),
        (Some(_), _) if user.state == UserState::Expired => {
            let message = "The security token you provided has expired.";
            Err(error(403, "SecurityTokenExpired", message, "0002-00000069", &[]))
        }
        (Some(known), given) if known != given => {
            let message = "The security token you provided is invalid.";
            Err(error(403, "InvalidSecurityToken", message, "0002-00000067", &[("SecurityToken", given)]))
        }
        (None, given) if !given.is_empty() => {
            let message = "The OSS access key id and security token you provided does not match.";
            Err(error(403, "AccessKeyIdAndSecurityTokenNotMatch", message, "0002-00000068", &[]))
        }
        _ => Ok(user),
    }
}

/// The canonical request: method, resource, query, signed headers, names of the additional ones, payload.
fn canonical(asked: &Asked, target: &Target<'_>, additional: &[&str]) -> String {
    let resource = percent_encode(&format!("/{}/{}", target.bucket, target.key), "/");
    let encode = |text: &str| percent_encode(text, "");
    let mut query: Vec<(String, String)> =
        target.query.iter().map(|(name, value)| (encode(name), encode(value))).collect();
    query.sort();
    let pair =
        |(name, value): &(String, String)| if value.is_empty() { name.clone() } else { format!("{name}={value}") };
    let query = query.iter().map(pair).collect::<Vec<_>>().join("&");
    let is_signed = |name: &str| {
        name.starts_with("x-oss-") || name == "content-type" || name == "content-md5" || additional.contains(&name)
    };
    let mut headers: Vec<String> = asked
        .headers
        .iter()
        .filter(|(name, _)| is_signed(name.as_str()))
        .map(|(name, value)| format!("{name}:{}\n", value.to_str().unwrap_or_default().trim()))
        .collect();
    headers.sort();
    let payload = asked.header("x-oss-content-sha256");
    format!("{}\n{resource}\n{query}\n{}\n{}\n{payload}", asked.method, headers.concat(), additional.join(";"))
}

/// An error document.
pub fn error(status: u16, code: &str, message: &str, ec: &str, more: &[(&str, &str)]) -> Told {
    let more: String = more.iter().map(|(name, text)| format!("<{name}>{}</{name}>", escape(text))).collect();
    let ec = if ec.is_empty() { String::new() } else { format!("<EC>{ec}</EC>") };
    let message = escape(message);
    Told::xml(
        status,
        &format!(
            "<Error><Code>{code}</Code><Message>{message}</Message><RequestId>5C3D9175B6FC201293AD4890</RequestId>\
             <HostId>standin.oss-cn-hangzhou.aliyuncs.com</HostId>{more}{ec}</Error>"
        ),
    )
}
