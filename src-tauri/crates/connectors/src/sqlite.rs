//! A SQLite file on this computer, through sqlx. The file is never created, and looking at it leaves nothing behind: no
//! journal, no `-wal`, no `-shm`.

mod header;

use std::path::Path;
use std::time::Duration;

use headwater_model::{FOREIGN_WORDS, Finding, Stage, cut};
use headwater_net::{Halt, Seen, Trace};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, SqliteConnection};

use crate::Target;
use crate::localfile::place;
use header::Header;

/// The stages, in order.
pub(crate) const PLANNED: &[Stage] = &[Stage::OpenTarget, Stage::CheckPrivileges, Stage::Inspect];

const SHORT: Duration = Duration::from_secs(5);
/// How long SQLite waits for another program's lock.
const BUSY: Duration = Duration::from_millis(500);

pub(crate) async fn probe(target: &Target, trace: &mut Trace) -> Result<(), Halt> {
    let path = target.text("path");
    let mut opened = trace.stage(Stage::OpenTarget, SHORT, open(path)).await?;
    trace.stage(Stage::CheckPrivileges, SHORT, check_privileges(target, &opened)).await?;
    trace.stage(Stage::Inspect, SHORT, inspect(&mut opened)).await?;
    // Waits until the file is closed; a dropped connection closes later.
    let _ = opened.connection.close().await;
    Ok(())
}

/// A database that answered.
struct Opened {
    connection: SqliteConnection,
    /// `None` where this program has the file open already; see [`header::read`].
    header: Option<Header>,
    /// Opened without locks and without the write-ahead log, because taking part in it would create files.
    aside: bool,
}

async fn open(path: &str) -> Result<Seen<Opened>, Vec<Finding>> {
    let found = place::look(path).await?;
    let kind = found.metadata.file_type();
    if !kind.is_file() {
        let code = if kind.is_dir() { "sqlite.is_folder" } else { "file.special" };
        return Err(vec![Finding::failure(code).with("path", path)]);
    }
    let mut findings = found.findings;
    match open_database(path, &mut findings).await {
        Ok(opened) => Ok(Seen::new(opened, findings)),
        Err(finding) => {
            findings.push(finding);
            Err(findings)
        }
    }
}

async fn open_database(path: &str, findings: &mut Vec<Finding>) -> Result<Opened, Finding> {
    let owned = path.to_owned();
    let header = place::blocking(path, move || header::read(Path::new(&owned))).await?;
    if header.as_ref().is_some_and(|header| header.bytes == 0) {
        // SQLite takes an empty file as an empty database.
        findings.push(Finding::warning("sqlite.empty").with("path", path));
    }
    // Without its index (`-shm`) nobody has a write-ahead database open, and opening it would create `-wal` and `-shm`.
    let aside = header.as_ref().is_some_and(|header| header.wal && !header.has_index);
    if aside && header.as_ref().is_some_and(|header| header.has_log) {
        findings.push(Finding::warning("sqlite.log_left").with("path", path));
    }
    let options = SqliteConnectOptions::new().read_only(true).immutable(aside);
    let mut connection = connect(path, options).await?;
    sqlx::query("PRAGMA schema_version").execute(&mut connection).await.map_err(|error| failure(path, &error))?;
    // The pragma reads the header only; this reads the schema, and with it the first pages.
    sqlx::query("SELECT count(*) FROM sqlite_schema")
        .execute(&mut connection)
        .await
        .map_err(|error| failure(path, &error))?;
    Ok(Opened { connection, header, aside })
}

async fn connect(path: &str, options: SqliteConnectOptions) -> Result<SqliteConnection, Finding> {
    options
        .filename(path)
        .create_if_missing(false)
        .busy_timeout(BUSY)
        .disable_statement_logging()
        .connect()
        .await
        .map_err(|error| failure(path, &error))
}

async fn check_privileges(target: &Target, opened: &Opened) -> Result<Seen<()>, Vec<Finding>> {
    let path = target.text("path");
    if target.is_on("readOnly") {
        return Ok(Seen::new((), vec![Finding::info("sqlite.read_only_asked")]));
    }
    if !place::may_write(Path::new(path)).await {
        return Ok(Seen::new((), vec![Finding::warning("sqlite.file_read_only").with("path", path)]));
    }
    let end = place::end(Path::new(path)).await;
    // SQLite keeps its journal beside the file that a link leads to.
    if let Some(folder) = end.parent()
        && !place::may_write(folder).await
    {
        return Ok(Seen::new((), vec![Finding::warning("sqlite.folder_read_only").with("folder", folder.display())]));
    }
    let mut findings = vec![Finding::info("file.writable")];
    if !opened.aside {
        findings.push(check_lock(path).await.map_err(|finding| vec![finding])?);
    }
    Ok(Seen::new((), findings))
}

/// Takes the write lock and lets it go. The connection of [`Opened`] stays open meanwhile, so that closing this one is not
/// the last close, which would merge a write-ahead log into the file.
async fn check_lock(path: &str) -> Result<Finding, Finding> {
    let mut connection = connect(path, SqliteConnectOptions::new()).await?;
    let locked = match sqlx::query("BEGIN IMMEDIATE").execute(&mut connection).await {
        Ok(_) => {
            sqlx::query("ROLLBACK").execute(&mut connection).await.map_err(|error| failure(path, &error))?;
            Ok(Finding::info("sqlite.lock_free"))
        }
        Err(error) => match failure(path, &error) {
            finding if finding.code == "sqlite.locked" => {
                Ok(Finding::warning("sqlite.write_locked").with("path", path))
            }
            finding => Err(finding),
        },
    };
    let _ = connection.close().await;
    locked
}

async fn inspect(opened: &mut Opened) -> Result<Seen<()>, Vec<Finding>> {
    match facts(opened).await {
        Ok(findings) => Ok(Seen::new((), findings)),
        Err(error) => {
            Err(vec![Finding::failure("sqlite.failed").with("reason", cut(&error.to_string(), FOREIGN_WORDS))])
        }
    }
}

async fn facts(opened: &mut Opened) -> Result<Vec<Finding>, sqlx::Error> {
    let connection = &mut opened.connection;
    let tables: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
    )
    .fetch_one(&mut *connection)
    .await?;
    let pages: i64 = sqlx::query_scalar("PRAGMA page_count").fetch_one(&mut *connection).await?;
    let page_size: i64 = sqlx::query_scalar("PRAGMA page_size").fetch_one(&mut *connection).await?;
    let encoding: String = sqlx::query_scalar("PRAGMA encoding").fetch_one(&mut *connection).await?;
    let journal: String = match &opened.header {
        // A connection that stands aside does not see the mode.
        Some(header) if header.wal => "wal".to_owned(),
        _ => sqlx::query_scalar("PRAGMA journal_mode").fetch_one(&mut *connection).await?,
    };
    let reader: String = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(connection).await?;
    let mut facts = vec![Finding::info("sqlite.tables").with("count", tables)];
    if let Some(version) = opened.header.as_ref().and_then(Header::written_by) {
        facts.push(Finding::info("sqlite.written_by").with("version", version));
    }
    facts.push(Finding::info("sqlite.read_by").with("version", reader));
    let size = Finding::info("sqlite.size").with("pages", pages).with("page_size", page_size);
    facts.push(size.with("bytes", pages.saturating_mul(page_size)));
    facts.push(Finding::info("sqlite.journal").with("mode", journal));
    facts.push(Finding::info("sqlite.encoding").with("encoding", encoding));
    Ok(facts)
}

/// SQLite's result code (<https://www.sqlite.org/rescode.html>) as a finding.
fn failure(path: &str, error: &sqlx::Error) -> Finding {
    let code = error.as_database_error().and_then(|error| error.code()).and_then(|code| code.parse::<u32>().ok());
    let found = match code {
        // SQLITE_READONLY_RECOVERY, _ROLLBACK: another program ended in the middle, and only a writer can mend that.
        Some(264 | 776) => "sqlite.interrupted",
        Some(code) => match code & 0xFF {
            3 => "file.denied",
            5 | 6 => "sqlite.locked",
            11 => "sqlite.damaged",
            26 => "sqlite.not_sqlite",
            _ => "sqlite.failed",
        },
        None => "sqlite.failed",
    };
    let finding = Finding::failure(found).with("path", path);
    match found {
        "sqlite.failed" | "sqlite.damaged" => finding.with("reason", cut(&error.to_string(), FOREIGN_WORDS)),
        _ => finding,
    }
}
