//! MaxCompute over its REST interface: the project, its list of tables, its tunnel. Nothing is run and nothing written.

pub(crate) mod codes;
mod facts;
mod place;
mod refusal;
mod sign;

use headwater_model::{Finding, Level, Stage, Timestamp};
use headwater_net::http::{HttpAnswer, HttpClient};
use headwater_net::{Halt, Seen, Trace, connect, limits, resolve};

use self::facts::{Project, is_table_list};
use self::place::Place;
use self::refusal::{judge, wants_v2};
use self::sign::{Resource, Version};
use crate::Target;
use crate::aliyun::{self, Keys, Refusal, ServiceUrl, Words, open, refuse, tls_suggestion};

/// Never: the catalogue asks for an AccessKey of this computer whatever DataWorks' own identity is, so there is always
/// something to test, and the test says whose key it used.
pub(crate) const fn unsupported(_target: &Target) -> Option<Finding> {
    None
}

pub(crate) fn planned(target: &Target) -> Vec<Stage> {
    let custom = target.text("endpointMode").eq_ignore_ascii_case("Custom");
    let tls = !custom || target.text("endpoint").starts_with("https:");
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
    let mut session = Session { client, place, keys, older: false, signature: String::new() };
    let limit = limits::AUTHENTICATE + limits::GRACE;
    let met = trace.stage(Stage::Authenticate, limit, session.authenticate(identity(target))).await?;
    let opened = session.open_target(&met);
    trace.stage(Stage::OpenTarget, limits::GRACE, async { opened }).await?;
    let limit = limits::EXCHANGE + limits::GRACE;
    trace.stage(Stage::CheckPrivileges, limit, session.check_privileges()).await?;
    let limit = limits::EXCHANGE + limits::RESOLVE + limits::CONNECT + limits::GRACE;
    trace.stage(Stage::Inspect, limit, session.inspect(&met)).await
}

/// Whom DataWorks will act as, in the words of the configuration.
fn identity(target: &Target) -> String {
    match target.text("crossAccountRoleName") {
        "" => target.text("authType").to_owned(),
        role => format!("RamRole {role}"),
    }
}

struct Session {
    client: HttpClient,
    place: Place,
    keys: Keys,
    /// The service wants Signature V2.
    older: bool,
    /// Of the latest request: too short to be recognised as a signature in a server's words.
    signature: String,
}

/// What the one answer about the project told.
struct Met {
    answer: HttpAnswer,
    opened: Result<Project, Finding>,
}

impl Session {
    /// Asks for a resource of the project. The first refusal of Signature V4 turns to V2 for good.
    async fn ask(&mut self, below: Option<&str>, query: &[(&str, &str)]) -> Result<HttpAnswer, Vec<Finding>> {
        let project = self.place.project.clone();
        let path = ["projects", &project].into_iter().chain(below).collect();
        let query = query.iter().copied().chain([("curr_project", project.as_str())]).collect();
        let resource = Resource { path, query };
        let mut answer = self.send(&resource).await?;
        if !self.older && !answer.status.is_success() && wants_v2(&answer) {
            self.older = true;
            answer = self.send(&resource).await?;
        }
        Ok(answer)
    }

    async fn send(&mut self, resource: &Resource<'_>) -> Result<HttpAnswer, Vec<Finding>> {
        let version = if self.older { Version::V2 } else { Version::V4(&self.place.region) };
        let request = sign::get(&self.place.url, resource, &self.keys, version, Timestamp::now());
        let request = request.map_err(|finding| vec![finding])?;
        self.signature = sign::signature(&request).to_owned();
        self.client.send(&request).await.map_err(|fault| tls_suggestion(fault, &self.place.url))
    }

    fn words(&self) -> Words {
        self.keys.words().and(&self.signature)
    }

    fn judge(&self, answer: &HttpAnswer) -> Refusal {
        judge(answer, &self.place, &self.keys, &self.words())
    }

    /// One answer tells two facts, so one request feeds two stages. A project, or a right that is missing, proves the
    /// key. A missing project proves nothing about it, because the service may look for the project first: the stage
    /// says so and leaves the failure to the next.
    async fn authenticate(&mut self, identity: String) -> Result<Seen<Met>, Vec<Finding>> {
        let answer = self.ask(None, &[]).await?;
        let project = Project::read(&answer, &self.place, &self.words());
        let (opened, first) = match project.ok_or_else(|| self.judge(&answer)) {
            Ok(project) => (Ok(project), Finding::info(codes::SIGNED_IN)),
            Err(Refusal::Identity(finding) | Refusal::Other(finding)) => return Err(vec![finding]),
            Err(Refusal::Denied(finding)) => (Err(finding), Finding::info(codes::SIGNED_IN)),
            Err(Refusal::Place(finding)) => (Err(finding), Finding::warning(codes::IDENTITY_UNJUDGED)),
        };
        let mut findings = vec![first, Finding::info(codes::OWN_KEY).with("identity", identity)];
        findings.extend(self.older.then(|| Finding::info(codes::SIGNED_V2)));
        Ok(Seen::new(Met { answer, opened }, findings))
    }

    fn open_target(&self, met: &Met) -> Result<Seen<()>, Vec<Finding>> {
        let project = met.opened.as_ref().map_err(|finding| vec![finding.clone()])?;
        let opened = Finding::info(codes::OPENED).with("project", &self.place.project);
        Ok(Seen::new((), [opened].into_iter().chain(project.state(&self.place)).collect()))
    }

    /// Listing is what the mapping editor needs; a task with a table's name needs rights on that table only, so a
    /// refusal is a warning.
    async fn check_privileges(&mut self) -> Result<Seen<()>, Vec<Finding>> {
        let answer = match self.ask(Some("tables"), &[("expectmarker", "true"), ("maxitems", "1")]).await {
            Ok(answer) => answer,
            Err(faults) => return Ok(Seen::new((), doubts(faults))),
        };
        if is_table_list(&answer) {
            return Ok(Seen::new((), vec![Finding::info(codes::LIST_ALLOWED)]));
        }
        let refusal = self.judge(&answer);
        let finding = match refusal {
            Refusal::Denied(finding) => Finding::warning(codes::LIST_DENIED).with("words", said(&finding)),
            other => other.finding(),
        };
        Ok(Seen::new((), doubts(vec![finding])))
    }

    async fn inspect(&mut self, met: &Met) -> Result<Seen<()>, Vec<Finding>> {
        let mut findings = met.opened.as_ref().map(|project| project.findings(&self.place)).unwrap_or_default();
        findings.extend(aliyun::clock(&met.answer));
        findings.extend(aliyun::plain(&self.place.url, self.keys.token.is_some()));
        let tunnel = match self.place.tunnel.clone() {
            Some(tunnel) => Ok(tunnel),
            None => self.named_tunnel().await,
        };
        match tunnel {
            Ok(tunnel) => findings.extend(reach(&tunnel).await),
            Err(why) => findings.extend(doubts(why)),
        }
        Ok(Seen::new((), findings))
    }

    /// Asks the service for its tunnel.
    ///
    /// # Errors
    /// Findings, when there is none to dial.
    async fn named_tunnel(&mut self) -> Result<ServiceUrl, Vec<Finding>> {
        let answer = self.ask(Some("tunnel"), &[("service", "")]).await?;
        if !answer.status.is_success() {
            let refusal = self.judge(&answer).finding();
            return Err(vec![Finding::warning(codes::TUNNEL_UNKNOWN).with("words", said(&refusal))]);
        }
        let told = String::from_utf8_lossy(&answer.body);
        let foreign = || vec![Finding::warning(codes::TUNNEL_FOREIGN).with("host", self.words().id(&told))];
        self.place.named_tunnel(told.trim()).ok_or_else(foreign)
    }
}

/// Beyond the open project nothing fails a test: what went wrong there is a warning.
fn doubts(findings: Vec<Finding>) -> Vec<Finding> {
    let doubt = |finding: Finding| Finding { level: finding.level.min(Level::Warning), ..finding };
    findings.into_iter().map(doubt).collect()
}

/// The service's words in a refusal, else its status.
fn said(refusal: &Finding) -> &str {
    ["words", "status"].iter().find_map(|name| refusal.params.get(*name)).map_or("?", String::as_str)
}

/// Opens a TCP connection to the tunnel and closes it: data travels over the tunnel, not over the endpoint, so a tunnel
/// that cannot be reached fails the task and not the test.
async fn reach(tunnel: &ServiceUrl) -> Vec<Finding> {
    let reached = async { connect(&resolve(&[tunnel.endpoint()]).await?.value).await };
    match reached.await {
        Ok(_dropped) => vec![Finding::info(codes::TUNNEL_OPEN).with("host", tunnel.authority())],
        Err(why) => {
            let closed = Finding::warning(codes::TUNNEL_CLOSED).with("host", tunnel.authority());
            [closed].into_iter().chain(doubts(why)).collect()
        }
    }
}
