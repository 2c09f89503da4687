//! Facts of the server that a task depends on: version, character set, clock, and what a real-time task (CDC) needs of
//! the binary log. Two exchanges: the grants, and one list of variables that holds the clock too.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use futures_util::StreamExt;
use headwater_model::Finding;
use mysql_async::prelude::Queryable;
use mysql_async::{Conn, Row};

use super::codes;
use super::explain::Explain;
use super::grants::Rights;
use super::login::{Session, guarded};
use super::settings::Settings;

/// Most rows, columns and bytes of text that are read; a server that sends more is not one.
const MOST_ROWS: usize = 2_000;
const MOST_COLUMNS: usize = 16;
const MOST_BYTES: usize = 4 * 1024 * 1024;
/// Clocks may differ by so much before it is worth a warning.
const SKEW: f64 = 5.0;
/// How long a real-time task may stand still before its place in the binary log is gone.
const RETENTION_HOURS: f64 = 72.0;
/// Names of tables or databases shown.
const MOST_NAMES: usize = 8;

/// Absent ones are left out of the answer, so one list serves every version and MariaDB.
const VARIABLES: &str = "SHOW VARIABLES WHERE Variable_name IN ('version','version_comment','character_set_database',\
    'time_zone','system_time_zone','timestamp','log_bin','binlog_format','binlog_row_image','expire_logs_days',\
    'binlog_expire_logs_seconds')";

/// What the server lets us do, and as whom.
pub struct Granted {
    rights: Rights,
    /// As a statement writes it, with the host part of the account that the server took us for.
    account: String,
}

/// The work of the stage `check_privileges`. A database that may not be read at all is a failure; anything less than
/// everything is a warning.
///
/// # Errors
/// `mysql.no_read`, or why the server did not answer.
pub async fn grants(session: &mut Session, settings: &Settings) -> Result<(Granted, Vec<Finding>), Vec<Finding>> {
    let explain = Explain { settings, peer: &session.peer };
    let lines = match guarded(rows(&mut session.conn, "SHOW GRANTS")).await {
        Ok(Some(rows)) => rows.into_iter().filter_map(|row| column(&row, 0)).collect::<Vec<_>>(),
        Ok(None) => return Err(vec![explain.failure(codes::PROTOCOL_ROWS)]),
        Err(fault) => return Err(vec![explain.fault(&fault)]),
    };
    let rights = Rights::read(lines.iter().map(String::as_str), &settings.database);
    let account = account(&lines, settings);
    let about = |finding: Finding| {
        finding.with("database", &settings.database).with("schema", settings.schema()).with("account", &account)
    };
    let mut findings = Vec::new();
    if !rights.on_database("SELECT") {
        let tables: Vec<&str> = rights.readable().take(MOST_NAMES).collect();
        if tables.is_empty() {
            return Err(vec![about(Finding::failure(codes::NO_READ))]);
        }
        findings.push(about(Finding::warning(codes::READ_SOME)).with("tables", settings.words(&tables.join(", "))));
    }
    let missing: Vec<&str> =
        ["INSERT", "UPDATE", "DELETE"].into_iter().filter(|right| !rights.on_database(right)).collect();
    if !missing.is_empty() {
        findings.push(about(Finding::warning(codes::NO_WRITE)).with("missing", missing.join(", ")));
    }
    if findings.is_empty() {
        findings.push(Finding::info(codes::GRANTS_FULL).with("database", &settings.database));
    } else if rights.on_database("SELECT") {
        findings.push(Finding::info(codes::GRANTS_READ).with("database", &settings.database));
    }
    Ok((Granted { rights, account }, findings))
}

/// The account that a new grant must name: the one that the server says it took us for.
fn account(lines: &[String], settings: &Settings) -> String {
    let named = lines.iter().find_map(|line| {
        let (_, after) = line.rsplit_once(" TO ")?;
        let host = after
            .split_once("@`")
            .map(|(_, host)| (host, '`'))
            .or_else(|| after.split_once("@'").map(|(_, host)| (host, '\'')));
        host.and_then(|(host, end)| host.split_once(end)).map(|(host, _)| host.to_owned())
    });
    settings.account(&settings.words(named.as_deref().unwrap_or("%")))
}

/// The work of the stage `inspect`. Never fails on what it finds.
///
/// # Errors
/// Why the server did not answer.
pub async fn server(
    session: &mut Session,
    settings: &Settings,
    granted: &Granted,
) -> Result<Vec<Finding>, Vec<Finding>> {
    let explain = Explain { settings, peer: &session.peer };
    let asked = now();
    let answer = guarded(rows(&mut session.conn, VARIABLES)).await;
    let answered = now();
    let rows = match answer {
        Ok(Some(rows)) => rows,
        Ok(None) => return Err(vec![explain.failure(codes::PROTOCOL_ROWS)]),
        Err(fault) => return Err(vec![explain.fault(&fault)]),
    };
    let variables =
        Variables(rows.iter().filter_map(|row| Some((column(row, 0)?.to_lowercase(), column(row, 1)?))).collect());
    let mut findings = Vec::new();
    if let Some(version) = variables.get("version") {
        let product = variables.get("version_comment").unwrap_or_default();
        findings.push(
            Finding::info(codes::SERVER)
                .with("version", settings.words(version))
                .with("product", settings.words(product)),
        );
    }
    findings.extend(charset(&variables, settings));
    findings.extend(time_zone(&variables, settings));
    findings.extend(clock(&variables, asked, answered));
    findings.extend(cdc(&variables, granted, settings));
    Ok(findings)
}

struct Variables(BTreeMap<String, String>);

impl Variables {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    fn number(&self, name: &str) -> Option<f64> {
        self.get(name)?.parse().ok()
    }
}

fn charset(variables: &Variables, settings: &Settings) -> Option<Finding> {
    let charset = variables.get("character_set_database")?;
    let finding = match charset {
        "utf8" | "utf8mb3" => Finding::warning(codes::CHARSET_THREE_BYTES).with("schema", settings.schema()),
        _ => Finding::info(codes::CHARSET),
    };
    Some(finding.with("charset", settings.words(charset)))
}

fn time_zone(variables: &Variables, settings: &Settings) -> Option<Finding> {
    let zone = match variables.get("time_zone")? {
        "SYSTEM" => variables.get("system_time_zone").unwrap_or("SYSTEM"),
        zone => zone,
    };
    Some(Finding::info(codes::TIME_ZONE).with("zone", settings.words(zone)))
}

/// The server read its clock somewhere between question and answer; only a difference beyond that counts.
fn clock(variables: &Variables, asked: f64, answered: f64) -> Option<Finding> {
    let theirs = variables.number("timestamp").filter(|seconds| seconds.is_finite())?;
    let skew = if theirs > answered { theirs - answered } else { (theirs - asked).min(0.0) };
    let code = if skew.abs() > SKEW { Finding::warning(codes::CLOCK_SKEW) } else { Finding::info(codes::CLOCK) };
    Some(code.with("seconds", format!("{skew:.1}").replace("-0.0", "0.0")))
}

fn now() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO).as_secs_f64()
}

fn cdc(variables: &Variables, granted: &Granted, settings: &Settings) -> Vec<Finding> {
    let mut findings = Vec::new();
    match variables.get("log_bin") {
        None => return findings,
        Some("OFF" | "0") => findings.push(Finding::warning(codes::BINLOG_OFF)),
        Some(_) => {
            if let Some(format) = variables.get("binlog_format").filter(|format| *format != "ROW") {
                findings.push(Finding::warning(codes::BINLOG_FORMAT).with("format", settings.words(format)));
            }
            if let Some(image) = variables.get("binlog_row_image").filter(|image| *image != "FULL") {
                findings.push(Finding::warning(codes::BINLOG_IMAGE).with("image", settings.words(image)));
            }
            if let Some(hours) = retention(variables).filter(|hours| *hours < RETENTION_HOURS) {
                findings.push(Finding::warning(codes::BINLOG_RETENTION).with("hours", format!("{hours:.0}")));
            }
        }
    }
    // MariaDB 10.5 split REPLICATION CLIENT and calls this part BINLOG MONITOR; both say REPLICA for SLAVE in places.
    let mariadb = variables.get("version").is_some_and(|version| version.contains("MariaDB"));
    let monitor = if mariadb { "BINLOG MONITOR" } else { "REPLICATION CLIENT" };
    let needed = [
        ("REPLICATION SLAVE", ["REPLICATION SLAVE", "REPLICATION REPLICA"]),
        (monitor, ["REPLICATION CLIENT", "BINLOG MONITOR"]),
    ];
    let missing: Vec<&str> =
        needed.iter().filter(|(_, names)| !granted.rights.globally(names)).map(|(name, _)| *name).collect();
    if !missing.is_empty() {
        findings.push(
            Finding::warning(codes::CDC_GRANTS).with("missing", missing.join(", ")).with("account", &granted.account),
        );
    }
    if findings.is_empty() {
        findings.push(Finding::info(codes::CDC_READY));
    }
    findings
}

/// Hours that the binary log is kept; `None` when it is never purged by age. The newer variable goes first where both are set.
fn retention(variables: &Variables) -> Option<f64> {
    let set = |value: Option<f64>| value.filter(|value| *value > 0.0);
    let seconds = set(variables.number("binlog_expire_logs_seconds")).map(|seconds| seconds / 3600.0);
    seconds.or_else(|| set(variables.number("expire_logs_days")).map(|days| days * 24.0))
}

/// Databases that the account sees, the server's own left out; at most [`MOST_NAMES`].
///
/// # Errors
/// The driver's.
pub async fn databases(conn: &mut Conn) -> Result<Vec<String>, mysql_async::Error> {
    let rows = rows(conn, "SHOW DATABASES").await?.unwrap_or_default();
    let names = rows.iter().filter_map(|row| column(row, 0));
    let own = ["information_schema", "performance_schema", "mysql", "sys"];
    Ok(names.filter(|name| !own.contains(&name.to_lowercase().as_str())).take(MOST_NAMES).collect())
}

/// All rows of a query, as text; `None` when there is more than any server has to say.
async fn rows(conn: &mut Conn, sql: &str) -> Result<Option<Vec<Row>>, mysql_async::Error> {
    let mut result = conn.query_iter(sql).await?;
    let mut rows = Vec::new();
    let mut bytes = 0;
    let Some(mut stream) = result.stream::<Row>().await? else { return Ok(Some(rows)) };
    while let Some(row) = stream.next().await {
        let row = row?;
        bytes += (0..row.len()).filter_map(|index| row.as_ref(index)).map(size).sum::<usize>();
        if rows.len() == MOST_ROWS || row.len() > MOST_COLUMNS || bytes > MOST_BYTES {
            return Ok(None);
        }
        rows.push(row);
    }
    Ok(Some(rows))
}

const fn size(value: &mysql_async::Value) -> usize {
    match value {
        mysql_async::Value::Bytes(bytes) => bytes.len(),
        _ => 0,
    }
}

fn column(row: &Row, index: usize) -> Option<String> {
    let bytes = match row.as_ref(index)? {
        mysql_async::Value::Bytes(bytes) => bytes,
        _ => return None,
    };
    Some(String::from_utf8_lossy(bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variables(pairs: &[(&str, &str)]) -> Variables {
        Variables(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn a_slow_answer_is_not_a_wrong_clock() {
        let at = |theirs: &str| clock(&variables(&[("timestamp", theirs)]), 1000.0, 1060.0).unwrap();
        assert_eq!(at("1000.5").code, codes::CLOCK);
        assert_eq!(at("1059.5").code, codes::CLOCK);
        assert_eq!(at("1066.0").params["seconds"], "6.0");
        assert_eq!(at("1066.0").code, codes::CLOCK_SKEW);
        assert_eq!(at("400.0").params["seconds"], "-600.0");
    }

    #[test]
    fn retention_has_two_variables_and_zero_means_for_ever() {
        assert_eq!(
            retention(&variables(&[("binlog_expire_logs_seconds", "2592000"), ("expire_logs_days", "0")])),
            Some(720.0)
        );
        assert_eq!(retention(&variables(&[("expire_logs_days", "2.000000")])), Some(48.0));
        assert_eq!(retention(&variables(&[("binlog_expire_logs_seconds", "0"), ("expire_logs_days", "0")])), None);
    }
}
