//! MySQL and what speaks its protocol.
//!
//! The stages and what each of them sees:
//! `resolve_host` every entry of `address` · `connect_port` TCP to every IP, and the server's greeting, which MySQL sends
//! unasked: a port that accepts and says nothing, or says something else, is not a MySQL port · `handshake_tls` only when
//! a server that greeted is asked for TLS · `authenticate` ends with the server's OK; a server that greets with an error
//! (too many connections, host blocked or not allowed) is refused here · `open_target` the database, chosen after the
//! login so that each has its own answer · `check_privileges` · `inspect`.
//!
//! A connect that is dropped counts against us on the server, so every socket that greeted is logged in over; but only
//! after the first login succeeded, because each refusal may count towards locking the account.

mod codes;
mod explain;
mod grants;
mod greeting;
mod inspect;
mod login;
mod packets;
mod relay;
mod rsa_key;
mod settings;

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use headwater_model::{Finding, Level, Stage};
use headwater_net::{Halt, Link, Seen, Trace, connect, limits, resolve, tls};
use mysql_async::Conn;
use mysql_async::prelude::Queryable;
use tokio::net::TcpStream;
use tokio::time::timeout;

use explain::{Explain, is_about_the_account};
use greeting::{Greeting, NoGreeting};
use login::{Knock, Peer, Session, guarded};
use relay::Watch;
use settings::{Settings, Tls};

use crate::Target;

/// For the greeting: servers that look our address up in a slow DNS take their time before it.
const GREETING: Duration = Duration::from_secs(10);
/// For a question whose answer would only be nice to have.
const ASIDE: Duration = Duration::from_secs(2);
/// For saying good-bye, which is one packet and waits for nothing: a cancelled test must end at once, whatever its server
/// still has to say.
const QUIT: Duration = Duration::from_millis(150);

pub(crate) fn unsupported(target: &Target) -> Option<Finding> {
    (target.mode.id == "InstanceMode")
        .then(|| Finding::warning(codes::INSTANCE_MODE).with("instance", target.text("instanceId")))
}

pub(crate) fn planned(target: &Target) -> Vec<Stage> {
    let mut stages = vec![Stage::ResolveHost, Stage::ConnectPort];
    if settings::may_encrypt(target) {
        stages.push(Stage::HandshakeTls);
    }
    stages.extend([Stage::Authenticate, Stage::OpenTarget, Stage::CheckPrivileges, Stage::Inspect]);
    stages
}

pub(crate) async fn probe(target: &Target, trace: &mut Trace) -> Result<(), Halt> {
    let mut opened = open(target, trace).await?;
    let looked = look(&mut opened, trace).await;
    opened.close().await;
    looked
}

/// Product and number in what a server calls its version: MariaDB puts its name behind, and before 11 a MySQL number in
/// front (`5.5.5-10.11.6-MariaDB-1`).
fn product(version: &str) -> String {
    let parts: Vec<&str> = version.split('-').collect();
    match parts.iter().position(|part| part.eq_ignore_ascii_case("MariaDB")) {
        Some(at) if at > 0 => format!("MariaDB {}", parts[at - 1]),
        _ => format!("MySQL {version}"),
    }
}

async fn look(opened: &mut Opened, trace: &mut Trace) -> Result<(), Halt> {
    let Opened { settings, sessions } = opened;
    let Some(first) = sessions.first_mut() else { return Ok(()) };
    let limit = limits::EXCHANGE;
    let granted = trace
        .stage(Stage::CheckPrivileges, limit, async {
            inspect::grants(first, settings).await.map(|(granted, findings)| Seen::new(granted, findings))
        })
        .await?;
    trace
        .stage(Stage::Inspect, limit, async {
            inspect::server(first, settings, &granted).await.map(|findings| Seen::new((), findings))
        })
        .await
}

/// A configuration with its database open, at every address that takes logins. Tasks use the first.
pub(crate) struct Opened {
    settings: Settings,
    sessions: Vec<Session>,
}

impl Opened {
    /// Says good-bye, so that the server does not log aborted connections.
    pub(crate) async fn close(self) {
        join_all(self.sessions.into_iter().map(|session| timeout(QUIT, session.close()))).await;
    }
}

/// Opens a configuration, stage by stage, up to `open_target`. Test and task open by this function.
///
/// # Errors
/// [`Halt`] when a stage failed or the trace was cancelled.
pub(crate) async fn open(target: &Target, trace: &mut Trace) -> Result<Opened, Halt> {
    let settings = match Settings::read(target) {
        Ok(settings) => settings,
        Err(finding) => return trace.stage(Stage::ResolveHost, limits::RESOLVE, async { Err(vec![finding]) }).await,
    };
    let resolved =
        trace.stage(Stage::ResolveHost, limits::RESOLVE + limits::GRACE, resolve(&settings.endpoints)).await?;

    // Somewhat less than what the whole test has left, so that silence is told as silence and not as a deadline.
    let patience = Instant::now() + trace.left().mul_f32(0.9);
    let limit = limits::CONNECT + GREETING + limits::GRACE;
    let doors = trace
        .stage(Stage::ConnectPort, limit, async {
            let links = connect(&resolved).await?;
            let greeted = join_all(links.value.into_iter().map(|link| greet(&settings, link, patience))).await;
            sort_out(settings.endpoints.len(), greeted, links.findings)
        })
        .await?;

    let knocks = if wants_tls(&settings, &doors) {
        trace.stage(Stage::HandshakeTls, limits::TLS + limits::GRACE, encrypt(&settings, doors)).await?
    } else {
        doors.into_iter().map(|door| Waiting::Door(Box::new(door))).collect()
    };

    let logins = u32::try_from(knocks.len()).unwrap_or(u32::MAX);
    let limit = limits::AUTHENTICATE.saturating_mul(logins) + limits::GRACE;
    let mut sessions = trace.stage(Stage::Authenticate, limit, sign_in(&settings, knocks)).await?;

    let aside = ASIDE.min(trace.left().mul_f32(0.5));
    trace.stage(Stage::OpenTarget, limits::EXCHANGE, use_database(&settings, &mut sessions, aside)).await?;
    Ok(Opened { settings, sessions })
}

/// A socket that greeted.
struct Door {
    peer: Peer,
    stream: TcpStream,
    greeting: Greeting,
}

/// What stands between greeting and login.
enum Waiting {
    /// Nothing: the login is in plain text, or refused.
    Door(Box<Door>),
    /// TLS is agreed.
    Knock(Box<Knock>),
}

impl Waiting {
    fn entry(&self) -> usize {
        match self {
            Self::Door(door) => door.peer.entry,
            Self::Knock(knock) => knock.peer.entry,
        }
    }
}

type Attempt<T> = Result<(T, Vec<Finding>), (usize, Finding)>;

async fn greet(settings: &Settings, link: Link, patience: Instant) -> Attempt<(usize, Door)> {
    let Link { entry, endpoint, address, mut stream } = link;
    let limit = GREETING.min(patience.saturating_duration_since(Instant::now()));
    let failure = |code: &str| Err((entry, Finding::failure(code).with("address", address)));
    let greeting = match timeout(limit, greeting::read(&mut stream)).await {
        Ok(Ok(greeting)) => greeting,
        Ok(Err(NoGreeting::HungUp)) => return failure(codes::HUNG_UP),
        Ok(Err(NoGreeting::NotMysql(words))) => {
            return failure(codes::NOT_MYSQL).map_err(|(entry, finding)| (entry, finding.with("words", words)));
        }
        Ok(Err(NoGreeting::TooOld(version))) => {
            let version = settings.words(&version);
            return failure(codes::TOO_OLD).map_err(|(entry, finding)| (entry, finding.with("version", version)));
        }
        Err(_elapsed) => {
            let seconds = format!("{:.0}", limit.as_secs_f32().ceil());
            return failure(codes::SILENT).map_err(|(entry, finding)| (entry, finding.with("seconds", seconds)));
        }
    };
    let (findings, offers_tls) = match &greeting {
        Greeting::Hello(hello) => {
            let version = settings.words(&hello.version);
            let finding = Finding::info(codes::HELLO)
                .with("address", address)
                .with("server", product(&version))
                .with("version", version);
            (vec![finding], hello.offers_tls)
        }
        Greeting::Refusal(_) => (Vec::new(), false),
    };
    let peer = Peer { entry, host: endpoint.host, address, offers_tls, encrypted: false, watch: Watch::default() };
    Ok(((entry, Door { peer, stream, greeting }), findings))
}

/// Keeps what worked. Every entry must; a failure at one address of an entry that works at another is a warning.
fn sort_out<T>(
    entries: usize,
    attempts: Vec<Attempt<(usize, T)>>,
    mut findings: Vec<Finding>,
) -> Result<Seen<Vec<T>>, Vec<Finding>> {
    let mut works = vec![false; entries];
    let mut kept = Vec::new();
    let mut failed = Vec::new();
    for attempt in attempts {
        match attempt {
            Ok(((entry, value), seen)) => {
                works[entry] = true;
                kept.push(value);
                findings.extend(seen);
            }
            Err(failure) => failed.push(failure),
        }
    }
    findings.extend(failed.into_iter().map(|(entry, finding)| {
        let level = if works[entry] { Level::Warning } else { finding.level };
        Finding { level, ..finding }
    }));
    if works.iter().all(|works| *works) { Ok(Seen::new(kept, findings)) } else { Err(findings) }
}

fn wants_tls(settings: &Settings, doors: &[Door]) -> bool {
    let greeted = |door: &Door| matches!(door.greeting, Greeting::Hello(_));
    match settings.tls {
        Tls::Off => false,
        Tls::Preferred => doors.iter().any(|door| door.peer.offers_tls),
        Tls::Required | Tls::Verify => doors.iter().any(greeted),
    }
}

/// The work of `handshake_tls`: all addresses at once, none goes on to its login.
async fn encrypt(settings: &Settings, doors: Vec<Door>) -> Result<Seen<Vec<Waiting>>, Vec<Finding>> {
    let mut findings = Vec::new();
    if let Some(pem) = &settings.ca {
        if settings.tls == Tls::Verify {
            tls::roots(pem).map_err(|finding| vec![finding])?;
        } else {
            findings.push(Finding::warning(codes::CA_UNUSED).with("mode", "verify"));
        }
    }
    let attempts = join_all(doors.into_iter().map(|door| encrypt_one(settings, door))).await;
    if let Some(identity) = &settings.identity {
        let code = if identity.was_shown() { codes::CERTIFICATE_SHOWN } else { codes::CERTIFICATE_NOT_ASKED };
        findings.push(Finding::info(code));
    }
    sort_out(settings.endpoints.len(), attempts, findings)
}

async fn encrypt_one(settings: &Settings, door: Door) -> Attempt<(usize, Waiting)> {
    let Door { peer, stream, greeting } = door;
    let entry = peer.entry;
    let hello = match greeting {
        Greeting::Hello(hello) if hello.offers_tls => hello,
        Greeting::Hello(_) if settings.tls >= Tls::Required => {
            let finding =
                Finding::failure(codes::TLS_UNAVAILABLE).with("address", peer.address).with("mode", "preferred");
            return Err((entry, finding));
        }
        greeting => {
            return Ok(((entry, Waiting::Door(Box::new(Door { peer, stream, greeting }))), Vec::new()));
        }
    };
    let knock = Knock::new(peer.clone(), &hello, stream, true, settings).await.map_err(|finding| {
        let explain = Explain { settings, peer: &peer };
        let broken = (settings.tls == Tls::Preferred).then(|| explain.broken_offer(&finding)).flatten();
        (entry, broken.unwrap_or(finding).with("address", peer.address))
    })?;
    let code = if settings.tls == Tls::Verify { codes::TLS_VERIFIED } else { codes::TLS_UNVERIFIED };
    let finding = Finding::info(code).with("address", knock.peer.address).with("host", &knock.peer.host);
    Ok(((entry, Waiting::Knock(Box::new(knock))), vec![finding]))
}

/// The work of `authenticate`: one login after the other. The first must succeed before the others are tried; until then
/// only other addresses of the same entry are. Where the account itself is refused, no second try is made.
async fn sign_in(settings: &Settings, waiting: Vec<Waiting>) -> Result<Seen<Vec<Session>>, Vec<Finding>> {
    let mut attempts = Vec::new();
    let mut refused = Vec::new();
    let mut first_entry = None;
    let mut succeeded = false;
    for one in waiting {
        let entry = one.entry();
        if !succeeded && (*first_entry.get_or_insert(entry) != entry || !refused.is_empty()) {
            break;
        }
        if refused.contains(&entry) {
            continue;
        }
        match sign_in_one(settings, one).await {
            Ok((session, findings)) => {
                succeeded = true;
                attempts.push(Ok(((entry, session), findings)));
            }
            Err(finding) => {
                refused.extend(is_about_the_account(&finding).then_some(entry));
                attempts.push(Err((entry, finding)));
            }
        }
    }
    sort_out(settings.endpoints.len(), attempts, Vec::new())
}

async fn sign_in_one(settings: &Settings, waiting: Waiting) -> Result<(Session, Vec<Finding>), Finding> {
    let door = match waiting {
        Waiting::Knock(knock) => return knock.sign_in(settings).await,
        Waiting::Door(door) => door,
    };
    let address = door.peer.address;
    let hello = match door.greeting {
        Greeting::Hello(hello) => hello,
        Greeting::Refusal(refusal) => return Err(Explain { settings, peer: &door.peer }.refusal(&refusal)),
    };
    let knock = Knock::new(door.peer, &hello, door.stream, false, settings).await?;
    let (session, mut findings) = knock.sign_in(settings).await?;
    findings.push(plain(settings.tls, address));
    Ok((session, findings))
}

/// What is to be said about a login without TLS. What never leaves this computer needs none.
fn plain(asked: Tls, address: SocketAddr) -> Finding {
    let finding = match asked {
        Tls::Off => Finding::info(codes::NOT_ENCRYPTED),
        _ if address.ip().to_canonical().is_loopback() => Finding::info(codes::PLAIN_LOOPBACK),
        _ => Finding::warning(codes::PLAIN_TEXT),
    };
    finding.with("address", address)
}

/// The work of `open_target`: the database must be there on every entry; a replica may lack it.
async fn use_database(
    settings: &Settings,
    sessions: &mut [Session],
    aside: Duration,
) -> Result<Seen<()>, Vec<Finding>> {
    let sql = format!("USE {}", settings.schema());
    let mut failures = Vec::new();
    for session in sessions {
        if let Err(fault) = guarded(session.conn.query_drop(&sql)).await {
            let failure = Explain { settings, peer: &session.peer }.fault(&fault);
            let others = others(&failure, &mut session.conn, settings, aside).await;
            failures.push(failure);
            failures.extend(others);
        }
    }
    if failures.is_empty() {
        Ok(Seen::new((), vec![Finding::info(codes::DATABASE_OPEN).with("database", &settings.database)]))
    } else {
        Err(failures)
    }
}

/// The databases that the account does see: the right one is often among them.
async fn others(failure: &Finding, conn: &mut Conn, settings: &Settings, aside: Duration) -> Option<Finding> {
    if failure.code != codes::DATABASE_UNKNOWN && failure.code != codes::DATABASE_DENIED {
        return None;
    }
    // A list that is slow to come must not cost the reason that is known.
    match timeout(aside, guarded(inspect::databases(conn))).await {
        Ok(Ok(names)) if !names.is_empty() => {
            Some(Finding::info(codes::VISIBLE).with("visible", settings.words(&names.join(", "))))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use headwater_catalog::advice;
    use headwater_model::Level;

    use super::{Tls, codes, plain};

    #[test]
    fn a_server_is_called_by_its_own_name() {
        for (version, said) in [
            ("10.11.19-MariaDB-0+deb12u1", "MariaDB 10.11.19"),
            ("5.5.5-10.4.1-MariaDB", "MariaDB 10.4.1"),
            ("8.0.36-0ubuntu0", "MySQL 8.0.36-0ubuntu0"),
        ] {
            assert_eq!(super::product(version), said);
        }
    }

    #[test]
    fn plain_text_is_a_warning_on_a_network_only() {
        for (address, code, level) in [
            ("10.20.0.14:3306", codes::PLAIN_TEXT, Level::Warning),
            ("[2001:db8::1]:3306", codes::PLAIN_TEXT, Level::Warning),
            ("127.0.0.2:3306", codes::PLAIN_LOOPBACK, Level::Info),
            ("[::1]:3306", codes::PLAIN_LOOPBACK, Level::Info),
            ("[::ffff:127.0.0.1]:3306", codes::PLAIN_LOOPBACK, Level::Info),
        ] {
            let address = address.parse().unwrap();
            let finding = plain(Tls::Preferred, address);
            assert_eq!((finding.code.as_str(), finding.level), (code, level));
            assert_eq!(plain(Tls::Off, address).code, codes::NOT_ENCRYPTED);
        }
    }

    /// A code without words would reach people as a bare id.
    #[test]
    fn every_code_has_words() {
        for code in super::codes::ALL.iter().chain(headwater_net::codes::ALL) {
            assert!(advice::find(code).is_some(), "{code} has no entry in the catalogue's advice");
        }
    }
}
