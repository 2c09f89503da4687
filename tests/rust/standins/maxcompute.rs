//! A stand-in for MaxCompute: Signatures V2 and V4, projects, lists of tables, the tunnel's name.
//!
//! Copied behaviour, and where it is documented:
//! - Signatures: the vendor's Python client (`odps/accounts.py`): the resource is signed decoded and without the
//!   endpoint's path; V4 derives its key per region and day.
//! - What a service says that knows no V4: the same client (`odps/rest.py` and its tests).
//! - Numbered errors and their words: the service's error code pages, DataX (`OdpsWriterErrorCode`), and for the clock
//!   the client's tests (`RequestTimeTooSkewd`, ODPS-0410031, 900,000 ms).
//! - Project and table documents: the client's models (`project.py`, `tables.py`); an owner also in `x-odps-owner`.
//!
//! Our own choice, where the documents are silent: status codes of refusals; the key is judged before the project; a V4
//! signature for another region is a wrong signature.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use super::wire::{escape, format, hmac_sha1, http_date, now, parse_http_date, percent_decode, v4_key};
use super::{Asked, Scripted, Standin, Told, User, UserState, scripted};

const SKEW: i64 = 900;
const BASE: &str = "/api";

/// Everything that the stand-in knows. Tests change it while it runs.
#[derive(Debug, Clone)]
pub struct MaxcomputeWorld {
    /// Region of this endpoint.
    pub region: String,
    /// Its clock minus the real one, in seconds.
    pub clock_ahead: i64,
    /// What it says to Signature V4.
    pub v4: V4,
    /// Who has a key.
    pub users: Vec<User>,
    /// The projects.
    pub projects: Vec<Project>,
    /// Host and port of the tunnel; absent: this server itself.
    pub tunnel: Option<String>,
    /// Fixed answers.
    pub script: Vec<Scripted>,
}

/// What a service says to Signature V4.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum V4 {
    /// It verifies it.
    Known,
    /// It has no V4 key for the user.
    NoKey,
    /// It takes the scope for an unknown key.
    UnknownKey,
    /// It cannot read the header.
    BadHeader,
}

/// A project.
#[derive(Debug, Clone)]
pub struct Project {
    /// Its name.
    pub name: String,
    /// Its owner.
    pub owner: String,
    /// Its region.
    pub region: String,
    /// `AVAILABLE`, `READONLY`, `FROZEN` …
    pub state: String,
    /// Properties.
    pub properties: BTreeMap<String, String>,
    /// AccessKey IDs of members.
    pub members: Vec<String>,
    /// Members may not read it.
    pub read_denied: bool,
    /// Members may not list its tables.
    pub list_denied: bool,
    /// Tables.
    pub tables: Vec<String>,
}

impl Project {
    /// A project with two tables.
    pub fn new(name: &str, members: &[&str]) -> Self {
        Self {
            name: name.to_owned(),
            owner: "ALIYUN$owner@example.com".to_owned(),
            region: "cn-hangzhou".to_owned(),
            state: "AVAILABLE".to_owned(),
            properties: BTreeMap::new(),
            members: members.iter().map(|member| (*member).to_owned()).collect(),
            read_denied: false,
            list_denied: false,
            tables: vec!["customers".to_owned(), "orders".to_owned()],
        }
    }
}

impl Default for MaxcomputeWorld {
    /// Hangzhou with the project `shop`, one permanent and one temporary key, and a key that is no member.
    fn default() -> Self {
        let temporary = User::new("STS.standin", "standin-temporary-secret").with_token("standin-security-token");
        Self {
            region: "cn-hangzhou".to_owned(),
            clock_ahead: 0,
            v4: V4::Known,
            users: vec![
                User::new("LTAIstandin", "standin-secret"),
                temporary,
                User::new("LTAIstranger", "stranger-secret"),
            ],
            projects: vec![Project::new("shop", &["LTAIstandin", "STS.standin"])],
            tunnel: None,
            script: Vec::new(),
        }
    }
}

/// A running stand-in.
pub struct MaxcomputeStandin {
    /// The server.
    pub server: Standin,
    world: Arc<Mutex<MaxcomputeWorld>>,
}

impl MaxcomputeStandin {
    /// Starts one.
    ///
    /// # Errors
    /// When no port can be had.
    pub async fn start(world: MaxcomputeWorld) -> io::Result<Self> {
        let world = Arc::new(Mutex::new(world));
        let known = Arc::clone(&world);
        let server = Standin::start(move |asked| {
            let world = known.lock().unwrap_or_else(PoisonError::into_inner);
            let date = http_date(now(world.clock_ahead));
            answer(&world, asked).with("date", &date).with("x-odps-request-id", "65b0c1d2e3f4a5b6")
        });
        Ok(Self { server: server.await?, world })
    }

    /// The endpoint: URL with `/api`.
    pub fn endpoint(&self) -> String {
        format!("{}{BASE}", self.server.url())
    }

    /// Looks at the world, or changes it.
    pub fn world<T>(&self, change: impl FnOnce(&mut MaxcomputeWorld) -> T) -> T {
        change(&mut self.world.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn answer(world: &MaxcomputeWorld, asked: &Asked) -> Told {
    if let Some(told) = scripted(&world.script, asked) {
        return told;
    }
    // Outside its path the real host is another program, which knows no error documents.
    let Some(resource) = asked.target.strip_prefix(BASE).filter(|rest| rest.starts_with('/')) else {
        return Told::text(404, "<html>404 Not Found</html>");
    };
    let resource = Resource::read(resource);
    match authenticate(world, asked, &resource) {
        Ok(user) => serve(world, user, asked, &resource),
        Err(told) => told,
    }
}

/// What is signed: everything after the endpoint, decoded as a whole and only then taken apart, like the client does.
struct Resource {
    path: String,
    query: BTreeMap<String, String>,
}

impl Resource {
    fn read(encoded: &str) -> Self {
        let decoded = percent_decode(encoded);
        let (path, query) = decoded.split_once('?').unwrap_or((&decoded, ""));
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        let query = pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        Self { path: path.to_owned(), query }
    }

    fn canonical(&self) -> String {
        let pair =
            |(name, value): (&String, &String)| if value.is_empty() { name.clone() } else { format!("{name}={value}") };
        let query = self.query.iter().map(pair).collect::<Vec<_>>().join("&");
        if query.is_empty() { self.path.clone() } else { format!("{}?{query}", self.path) }
    }
}

fn canonical(asked: &Asked, resource: &Resource) -> String {
    let mut signed: BTreeMap<&str, &str> = BTreeMap::from([
        ("content-md5", asked.header("content-md5")),
        ("content-type", asked.header("content-type")),
        ("date", asked.header("date")),
    ]);
    let ours = asked.headers.keys().map(hyper::header::HeaderName::as_str).filter(|name| name.starts_with("x-odps-"));
    signed.extend(ours.map(|name| (name, asked.header(name))));
    let query = resource.query.iter().filter(|(name, _)| name.starts_with("x-odps-"));
    signed.extend(query.map(|(name, value)| (name.as_str(), value.as_str())));
    let line = |(name, value): (&str, &str)| {
        if name.starts_with("x-odps-") { format!("{name}:{value}") } else { value.to_owned() }
    };
    let lines: Vec<String> = signed.into_iter().map(line).collect();
    format!("{}\n{}\n{}", asked.method, lines.join("\n"), resource.canonical())
}

fn authenticate<'a>(world: &'a MaxcomputeWorld, asked: &Asked, resource: &Resource) -> Result<&'a User, Told> {
    let invalid = || error(401, "Unauthorized", "The request authorization header is invalid or missing.");
    let header = asked.header("authorization").strip_prefix("ODPS ").ok_or_else(invalid)?;
    let (scope, signature) = header.rsplit_once(':').ok_or_else(invalid)?;
    let (id, v4) = match scope.split('/').collect::<Vec<_>>().as_slice() {
        [id] => (*id, None),
        [id, day, region, "odps", "aliyun_v4_request"] => (*id, Some((*day, *region))),
        _ => return Err(invalid()),
    };
    let unknown = || error(400, "InvalidParameter", "ODPS-0410051:Invalid credentials - accessKeyId not found");
    match (v4, world.v4) {
        (None, _) | (_, V4::Known) => {}
        (_, V4::NoKey) => {
            let words = "ODPS-0010000:System internal error - Error occurred while getting access key for";
            let message = format!("{words} '{id}', AliyunV4 request need ak v3 support");
            return Err(error(500, "InternalServerError", &message));
        }
        (_, V4::UnknownKey) => return Err(unknown()),
        (_, V4::BadHeader) => return Err(invalid()),
    }
    let user = world.users.iter().find(|user| user.id == id).ok_or_else(unknown)?;
    check_token(user, asked.header("authorization-sts-token"), unknown)?;
    check_clock(world, asked.header("date"))?;
    let text = canonical(asked, resource);
    let expected = match v4 {
        None => hmac_sha1(user.secret.as_bytes(), text.as_bytes()),
        Some((day, _)) if day != format(now(world.clock_ahead), "%Y%m%d") => String::new(),
        Some((day, _)) => hmac_sha1(&v4_key(&user.secret, day, &world.region, "odps"), text.as_bytes()),
    };
    if expected == signature {
        return Ok(user);
    }
    Err(error(403, "SignatureNotMatch", "ODPS-0410042:Invalid signature value - User signature does not match"))
}

fn check_token(user: &User, given: &str, unknown: impl Fn() -> Told) -> Result<(), Told> {
    match (user.token.as_deref(), given) {
        (Some(_), "") => Err(unknown()),
        (Some(_), _) if user.state == UserState::Expired => {
            Err(error(403, "Unauthorized", "ODPS-0410000:Authentication failed - The security token has expired"))
        }
        (Some(known), given) if known != given => {
            Err(error(403, "Unauthorized", "ODPS-0410000:Authentication failed - Invalid STS token"))
        }
        (None, given) if !given.is_empty() => {
            Err(error(403, "Unauthorized", "ODPS-0410000:Authentication failed - Invalid STS token"))
        }
        _ if user.state == UserState::Disabled => Err(unknown()),
        _ => Ok(()),
    }
}

fn check_clock(world: &MaxcomputeWorld, date: &str) -> Result<(), Told> {
    let here = now(world.clock_ahead);
    let Some(there) = parse_http_date(date) else {
        return Err(error(400, "InvalidParameter", "The Date header is missing."));
    };
    if (here - there).abs() <= SKEW {
        return Ok(());
    }
    let form = "%Y-%m-%dT%H:%M:%S.000Z";
    let message = format!(
        "ODPS-0410031:Authentication request expired - the expire time interval exceeds the max limitation: 900000, \
         max_interval_date:900000,expire_date:{},now_date:{}",
        format(there, form),
        format(here, form)
    );
    Err(error(400, "RequestTimeTooSkewd", &message))
}

fn serve(world: &MaxcomputeWorld, user: &User, asked: &Asked, resource: &Resource) -> Told {
    let segments: Vec<&str> = resource.path.split('/').skip(1).collect();
    let ["projects", name, below @ ..] = segments.as_slice() else {
        return error(404, "NoSuchObject", "The requested object does not exist.");
    };
    let Some(project) = world.projects.iter().find(|project| project.name.eq_ignore_ascii_case(name)) else {
        let message = format!("ODPS-0420111: Project not found - '{name}'");
        return error(404, "NoSuchObject", &message);
    };
    if !project.members.contains(&user.id) {
        let message = "ODPS-0420095: Access Denied - Authorization Failed [4002], You don't exist in project";
        return error(403, "NoPermission", &format!("{message} {name}."));
    }
    let denied = |action: &str| {
        let message = format!("You have NO privilege 'odps:{action}' on {{acs:odps:*:projects/{name}}}.");
        error(403, "NoPermission", &format!("ODPS-0130013:Authorization exception - {message}"))
    };
    match below {
        [] if project.read_denied => denied("Read"),
        [] => describe(project),
        ["tables"] if project.list_denied => denied("List"),
        ["tables"] => tables(project, resource),
        ["tables", table] => error(
            404,
            "NoSuchObject",
            &format!("ODPS-0130131:Table not found - table {name}.{table} cannot be resolved"),
        ),
        ["tunnel"] if resource.query.contains_key("service") => {
            Told::text(200, world.tunnel.as_deref().unwrap_or(asked.header("host")))
        }
        _ => error(404, "NoSuchObject", "The requested object does not exist."),
    }
}

fn describe(project: &Project) -> Told {
    let Project { name, owner, region, state, .. } = project;
    let properties: String = project
        .properties
        .iter()
        .map(|(name, value)| {
            format!("<Property><Name>{}</Name><Value>{}</Value></Property>", escape(name), escape(value))
        })
        .collect();
    let owner_text = escape(owner);
    let body = format!(
        "<Project><Name>{name}</Name><Type>managed</Type><Comment></Comment><Owner>{owner_text}</Owner>\
         <State>{state}</State><Region>{region}</Region><Properties>{properties}</Properties></Project>"
    );
    let made = http_date(1_700_000_000);
    let told = Told::xml(200, &body).with("x-odps-owner", owner);
    told.with("x-odps-creation-time", &made).with("last-modified", &made)
}

fn tables(project: &Project, resource: &Resource) -> Told {
    let most = resource.query.get("maxitems").and_then(|most| most.parse().ok()).unwrap_or(1000);
    let after = resource.query.get("marker").map_or(0, |marker| marker.parse().unwrap_or(0));
    let rest = project.tables.get(after..).unwrap_or_default();
    let rows: String = rest
        .iter()
        .take(most)
        .map(|table| format!("<Table><Name>{}</Name><Owner>{}</Owner></Table>", escape(table), escape(&project.owner)))
        .collect();
    let marker = if rest.len() > most { (after + most).to_string() } else { String::new() };
    Told::xml(200, &format!("<Tables><Marker>{marker}</Marker><MaxItems>{most}</MaxItems>{rows}</Tables>"))
}

/// An error document.
pub fn error(status: u16, code: &str, message: &str) -> Told {
    let message = escape(message);
    Told::xml(
        status,
        &format!(
            "<Error><Code>{code}</Code><Message>{message}</Message><RequestId>65b0c1d2e3f4a5b6</RequestId>\
             <HostId>standin</HostId></Error>"
        ),
    )
}
