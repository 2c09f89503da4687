//! OSS over its REST interface.
//!
//! Two requests tell everything: `GetBucketInfo`, which any endpoint answers and which needs a right of its own, and
//! `ListObjectsV2`, which only the bucket's own endpoint answers. Neither writes.

pub(crate) mod codes;
mod facts;
mod place;
mod refusal;
mod sign;

use headwater_model::{Finding, Stage};
use headwater_net::http::{HttpAnswer, HttpClient};
use headwater_net::{Halt, Seen, Trace, limits};
use reqsign_aliyun_oss::SigningVersion;

use self::facts::{BucketInfo, is_listing};
use self::place::Place;
use self::refusal::judge;
use crate::Target;
use crate::aliyun::{self, Keys, Refusal, open, refuse, tls_suggestion};

const BUCKET_INFO: &str = "bucketInfo";
const FIRST_OBJECT: &str = "list-type=2&max-keys=1";

/// A RAM role is assumed by DataWorks' service account; nobody else is trusted by it.
pub(crate) fn unsupported(target: &Target) -> Option<Finding> {
    let role = target.text("authType").eq_ignore_ascii_case("RamRole");
    role.then(|| Finding::warning(codes::RAM_ROLE))
}

pub(crate) fn planned(target: &Target) -> Vec<Stage> {
    let tls = target.text("endpoint").starts_with("https:");
    let stages = [
        Stage::ResolveHost,
        Stage::ConnectPort,
        Stage::HandshakeTls,
        Stage::Authenticate,
        Stage::OpenTarget,
        Stage::CheckPrivileges,
        Stage::Inspect,
    ];
    stages.into_iter().filter(|stage| tls || *stage != Stage::HandshakeTls).collect()
}

pub(crate) async fn probe(target: &Target, trace: &mut Trace) -> Result<(), Halt> {
    let input = Place::read(target).and_then(|place| Ok((place, Keys::read(target)?)));
    let (place, keys) = match input {
        Ok(input) => input,
        Err(finding) => return Err(refuse(finding, trace).await),
    };
    let client = open(&place.url, place.unreachable(), trace).await?;
    let mut session = Session { client, place, keys, version: sign::version(target) };
    let limit = limits::AUTHENTICATE + limits::GRACE;
    let met = trace.stage(Stage::Authenticate, limit, session.authenticate()).await?;
    let limit = limits::EXCHANGE + limits::GRACE;
    trace.stage(Stage::OpenTarget, limit, session.open_target(met.barred)).await?;
    let privileges = privileges(met.info.is_some());
    trace.stage(Stage::CheckPrivileges, limit, async { Ok(Seen::new((), privileges)) }).await?;
    let facts = session.facts(met.info.as_ref(), &met.answer);
    trace.stage(Stage::Inspect, limit, async { Ok(Seen::new((), facts)) }).await
}

struct Session {
    client: HttpClient,
    place: Place,
    keys: Keys,
    version: SigningVersion,
}

/// What the first answer told.
struct Met {
    answer: HttpAnswer,
    info: Option<BucketInfo>,
    /// The bucket cannot be opened, as is known already.
    barred: Option<Finding>,
}

impl Session {
    async fn ask(&mut self, query: &str) -> Result<HttpAnswer, Vec<Finding>> {
        let request = sign::get(&self.place, &self.keys, self.version, query).await.map_err(|finding| vec![finding])?;
        self.client.send(&request).await.map_err(|fault| tls_suggestion(fault, &self.place.service()))
    }

    /// An answer with facts, or one that denies them, proves the key. One that is about the bucket or its region proves
    /// nothing either way, because OSS may look at those first: the stage says so and leaves the failure to the next.
    async fn authenticate(&mut self) -> Result<Seen<Met>, Vec<Finding>> {
        let answer = self.ask(BUCKET_INFO).await?;
        let signed_in = || vec![Finding::info(codes::SIGNED_IN)];
        if let Some(info) = BucketInfo::read(&answer, &self.place, &self.keys) {
            return Ok(Seen::new(Met { answer, info: Some(info), barred: None }, signed_in()));
        }
        match judge(&answer, &self.place, &self.keys) {
            Refusal::Identity(finding) | Refusal::Other(finding) => Err(vec![finding]),
            Refusal::Denied(_) => Ok(Seen::new(Met { answer, info: None, barred: None }, signed_in())),
            Refusal::Place(finding) => {
                let unjudged = vec![Finding::warning(codes::IDENTITY_UNJUDGED)];
                Ok(Seen::new(Met { answer, info: None, barred: Some(finding) }, unjudged))
            }
        }
    }

    async fn open_target(&mut self, barred: Option<Finding>) -> Result<Seen<()>, Vec<Finding>> {
        if let Some(finding) = barred {
            return Err(vec![finding]);
        }
        let answer = self.ask(FIRST_OBJECT).await?;
        if !is_listing(&answer, &self.place) {
            return Err(vec![judge(&answer, &self.place, &self.keys).finding()]);
        }
        // We reached the bucket only because we took its name out of the endpoint; a task does not.
        if let Some(stripped) = &self.place.stripped {
            let finding = Finding::failure(codes::ENDPOINT_HAS_BUCKET).with("bucket", &self.place.bucket);
            return Err(vec![finding.with("suggestion", stripped.text())]);
        }
        let opened = Finding::info(codes::OPENED).with("bucket", &self.place.bucket);
        Ok(Seen::new((), vec![opened]))
    }

    fn facts(&self, info: Option<&BucketInfo>, answer: &HttpAnswer) -> Vec<Finding> {
        let mut findings = info.map(|info| info.findings(&self.place)).unwrap_or_default();
        findings.extend(aliyun::clock(answer));
        findings.extend(aliyun::plain(&self.place.url, self.keys.token.is_some()));
        findings
    }
}

/// The two answers tell two rights. Others are not tried: a test must not write.
fn privileges(info_allowed: bool) -> Vec<Finding> {
    let info = if info_allowed { codes::INFO_ALLOWED } else { codes::INFO_DENIED };
    vec![Finding::info(codes::LIST_ALLOWED), Finding::info(info)]
}
