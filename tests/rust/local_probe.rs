//! The probes of the local types on real files: what they say of every kind of thing that can stand at a path, and that
//! looking leaves no trace.

#[path = "local/run.rs"]
mod run;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::SystemTime;

use headwater_model::{Finding, StageStatus, Verdict};
use headwater_net::Outcome;
use run::{lines, run};
use serde_json::{Value, json};
use sqlx::{Connection, Executor, SqliteConnection};
use tempfile::TempDir;

const PEER: &str = env!("CARGO_BIN_EXE_local-peer");

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder of its own")
}

fn object(value: Value) -> headwater_model::Object {
    value.as_object().cloned().expect("an object")
}

async fn sqlite(path: &Path) -> Outcome {
    run("sqlite", object(json!({ "path": path }))).await
}

async fn file(path: &Path, more: Value) -> Outcome {
    let mut properties = object(json!({ "path": path }));
    properties.extend(object(more));
    run("localfile", properties).await
}

/// The finding that decided the first stage, where people look for a path that is wrong.
fn first(outcome: &Outcome) -> &Finding {
    outcome.stages[0].findings.first().expect("the first stage says something")
}

#[track_caller]
fn fails(outcome: &Outcome, code: &str) {
    assert_eq!((first(outcome).code.as_str(), outcome.verdict), (code, Verdict::ConfigError));
    assert_eq!(outcome.stages[0].status, StageStatus::Failed);
    let advice = headwater_catalog::advice::find(code).and_then(|entry| entry.advice).expect("a failure has advice");
    for words in [advice.cause, advice.remedy] {
        let filled = words.render(headwater_model::Lang::ZhCn, &first(outcome).params);
        assert!(!filled.contains('{'), "a place without a value: {filled}");
    }
}

async fn database(path: &Path, sql: &str) {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path).create_if_missing(true);
    let mut connection = SqliteConnection::connect_with(&options).await.expect("a new database");
    connection.execute(sqlx::AssertSqlSafe(sql.to_owned())).await.expect("valid SQL");
    connection.close().await.expect("closed");
}

/// Names, sizes and times of everything in a folder.
fn snapshot(folder: &Path) -> BTreeMap<PathBuf, (u64, SystemTime)> {
    let look = |entry: std::io::Result<std::fs::DirEntry>| {
        let entry = entry.expect("listed");
        let metadata = entry.metadata().expect("there");
        (entry.path(), (metadata.len(), metadata.modified().expect("a time")))
    };
    std::fs::read_dir(folder).expect("readable").map(look).collect()
}

/// A second process that keeps a database open.
struct Holder(Child);

impl Holder {
    fn new(path: &Path, sql: &str) -> Self {
        let mut child = Command::new(PEER)
            .arg("hold")
            .arg(path)
            .arg(sql)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the peer starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line).expect("the peer speaks");
        assert_eq!(line.trim(), "held");
        Self(child)
    }
}

impl Drop for Holder {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test]
async fn a_database_is_opened_and_described() {
    let folder = folder();
    let path = folder.path().join("shop é 数据?.db");
    database(&path, "CREATE TABLE orders (id INTEGER); CREATE TABLE items (id INTEGER); CREATE INDEX i ON items (id)")
        .await;
    let before = snapshot(folder.path());
    let outcome = sqlite(&path).await;
    assert_eq!(outcome.verdict, Verdict::Connectable, "{outcome:?}");
    assert_eq!(
        lines(&outcome),
        [
            "open_target ok",
            "check_privileges ok file.writable sqlite.lock_free",
            "inspect ok sqlite.tables sqlite.written_by sqlite.read_by sqlite.size sqlite.journal sqlite.encoding",
        ]
    );
    let facts = &outcome.stages[2].findings;
    assert_eq!(facts[0].params["count"], "2");
    assert_eq!(facts[3].params["bytes"], before[&path].0.to_string());
    assert_eq!(facts[4].params["mode"], "delete");
    assert_eq!(snapshot(folder.path()), before);
}

#[tokio::test]
async fn a_database_in_write_ahead_mode_is_described_and_left_alone() {
    let folder = folder();
    let path = folder.path().join("wal.db");
    database(&path, "PRAGMA journal_mode = WAL; CREATE TABLE t (id INTEGER)").await;
    let before = snapshot(folder.path());
    assert_eq!(before.len(), 1, "closed cleanly");
    let outcome = sqlite(&path).await;
    assert_eq!(outcome.verdict, Verdict::Connectable);
    assert_eq!(outcome.stages[2].findings[4].params["mode"], "wal");
    assert_eq!(snapshot(folder.path()), before);

    // While another program has it open, the probe takes part: it sees the log, and its locks.
    let holder = Holder::new(&path, "CREATE TABLE u (id INTEGER); BEGIN IMMEDIATE");
    let shared = snapshot(folder.path());
    let outcome = sqlite(&path).await;
    assert_eq!(outcome.stages[2].findings[0].params["count"], "2");
    assert_eq!(lines(&outcome)[1], "check_privileges warning sqlite.write_locked file.writable");
    let after = snapshot(folder.path());
    assert_eq!(after.keys().collect::<Vec<_>>(), shared.keys().collect::<Vec<_>>());
    drop(holder);

    // The program was killed: its log is still there, and a test must not merge it.
    let left = snapshot(folder.path());
    let outcome = sqlite(&path).await;
    assert_eq!(outcome.verdict, Verdict::Connectable);
    let sizes =
        |files: &BTreeMap<PathBuf, (u64, SystemTime)>| files.iter().map(|(k, v)| (k.clone(), v.0)).collect::<Vec<_>>();
    assert_eq!(sizes(&snapshot(folder.path())), sizes(&left));
    assert_eq!(snapshot(folder.path())[&path], left[&path]);

    // Copied without its index: looked at from aside, with a word about the log.
    std::fs::remove_file(folder.path().join("wal.db-shm")).expect("the index");
    let outcome = sqlite(&path).await;
    assert_eq!(lines(&outcome)[0], "open_target warning sqlite.log_left");
    assert!(!folder.path().join("wal.db-shm").exists());
}

#[tokio::test]
async fn locks_of_another_program_are_seen_and_survive_the_test() {
    let folder = folder();
    let path = folder.path().join("locked.db");
    database(&path, "CREATE TABLE t (id INTEGER)").await;
    {
        let _holder = Holder::new(&path, "BEGIN EXCLUSIVE");
        fails(&sqlite(&path).await, "sqlite.locked");
    }
    let _holder = Holder::new(&path, "BEGIN IMMEDIATE");
    let outcome = sqlite(&path).await;
    assert_eq!(outcome.verdict, Verdict::Connectable);
    assert_eq!(lines(&outcome)[1], "check_privileges warning sqlite.write_locked file.writable");
}

#[tokio::test]
async fn a_test_never_drops_the_locks_of_this_program() {
    let folder = folder();
    let path = folder.path().join("ours.db");
    database(&path, "CREATE TABLE t (id INTEGER)").await;
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&path);
    let mut ours = SqliteConnection::connect_with(&options).await.expect("opened");
    ours.execute("BEGIN IMMEDIATE").await.expect("locked");
    sqlite(&path).await;
    // Another process must still find the lock taken.
    let out =
        Command::new(PEER).args(["probe", "sqlite"]).arg(json!({ "path": path }).to_string()).output().expect("runs");
    assert!(String::from_utf8_lossy(&out.stdout).contains("sqlite.write_locked"), "{out:?}");
}

#[tokio::test]
async fn an_interrupted_write_is_told_from_a_damaged_file() {
    let folder = folder();
    let path = folder.path().join("hot.db");
    database(&path, "CREATE TABLE t (id INTEGER, v TEXT)").await;
    // A small cache makes SQLite write pages, and the journal with them, before the commit that never comes.
    let sql = "PRAGMA cache_size = 1; BEGIN; WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 2000) \
               INSERT INTO t SELECT i, hex(randomblob(200)) FROM n";
    drop(Holder::new(&path, sql));
    assert!(folder.path().join("hot.db-journal").exists(), "the journal was left behind");
    let before = snapshot(folder.path());
    fails(&sqlite(&path).await, "sqlite.interrupted");
    assert_eq!(snapshot(folder.path()), before);
}

#[tokio::test]
async fn what_is_no_database_is_named_for_what_it_is() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    fails(&sqlite(folder.path()).await, "sqlite.is_folder");
    std::fs::write(at("data.csv"), "id,name\n1,a\n").unwrap();
    fails(&sqlite(&at("data.csv")).await, "sqlite.not_sqlite");
    let random: Vec<u8> =
        std::iter::successors(Some(1_u32), |x| Some(x.wrapping_mul(1_664_525).wrapping_add(1_013_904_223)))
            .map(|x| (x >> 24) as u8)
            .take(8192)
            .collect();
    std::fs::write(at("cipher.db"), random).unwrap();
    fails(&sqlite(&at("cipher.db")).await, "sqlite.encrypted");

    database(&at("whole.db"), "CREATE TABLE t (id INTEGER); CREATE TABLE u (id INTEGER)").await;
    let whole = std::fs::read(at("whole.db")).unwrap();
    std::fs::write(at("cut.db"), &whole[..whole.len() - 4096]).unwrap();
    fails(&sqlite(&at("cut.db")).await, "sqlite.cut");
    let mut damaged = whole.clone();
    damaged[100..400].fill(0x55);
    std::fs::write(at("damaged.db"), damaged).unwrap();
    fails(&sqlite(&at("damaged.db")).await, "sqlite.damaged");

    std::fs::write(at("empty.db"), "").unwrap();
    let outcome = sqlite(&at("empty.db")).await;
    assert_eq!(
        (lines(&outcome)[0].as_str(), outcome.verdict),
        ("open_target warning sqlite.empty", Verdict::Connectable)
    );
    assert_eq!(std::fs::metadata(at("empty.db")).unwrap().len(), 0);
}

#[tokio::test]
async fn a_missing_path_is_never_created_and_its_wrong_part_is_named() {
    let folder = folder();
    for type_id in ["sqlite", "localfile"] {
        let path = folder.path().join("gone/deep/file.db");
        let outcome = run(type_id, object(json!({ "path": path }))).await;
        fails(&outcome, "file.absent");
        assert_eq!(Path::new(&first(&outcome).params["nearest"]), folder.path());
        let statuses: Vec<_> = outcome.stages.iter().map(|stage| stage.status).collect();
        assert_eq!(statuses, [StageStatus::Failed, StageStatus::Skipped, StageStatus::Skipped]);
    }
    fails(&file(&folder.path().join("gone"), json!({ "kind": "folder" })).await, "file.absent");
    assert!(snapshot(folder.path()).is_empty());
}

#[cfg(unix)]
#[tokio::test]
async fn links_pipes_and_devices_are_told_apart_without_opening_them() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    let link = |target: &Path, name: &str| std::os::unix::fs::symlink(target, at(name)).unwrap();
    link(&at("gone.db"), "dangling");
    link(&at("circle"), "circle");
    assert!(Command::new("mkfifo").arg(at("pipe")).status().unwrap().success());
    for type_id in ["sqlite", "localfile"] {
        let probe = async |name: &str| run(type_id, object(json!({ "path": at(name) }))).await;
        fails(&probe("dangling").await, "file.dangling");
        fails(&probe("circle").await, "file.loop");
        fails(&probe("pipe").await, "file.special");
        fails(&run(type_id, object(json!({ "path": "/dev/zero" }))).await, "file.special");
    }
    database(&at("real.db"), "CREATE TABLE t (id INTEGER)").await;
    link(&at("real.db"), "link.db");
    let outcome = sqlite(&at("link.db")).await;
    assert_eq!((lines(&outcome)[0].as_str(), outcome.verdict), ("open_target ok file.link", Verdict::Connectable));
}

/// Runs a probe in a process whose user is bound by the rights of files: a superuser first gives up its capabilities.
#[cfg(unix)]
fn bound(type_id: &str, properties: Value) -> Vec<String> {
    use std::os::unix::fs::MetadataExt;
    let superuser = std::fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
    let mut command = if superuser {
        let mut command = Command::new("setpriv");
        command.args(["--inh-caps=-all", "--bounding-set=-all", "--", PEER]);
        command
    } else {
        Command::new(PEER)
    };
    let out = command.args(["probe", type_id, &properties.to_string()]).output().expect("the peer runs");
    assert!(out.status.success(), "{out:?}");
    String::from_utf8(out.stdout).expect("text").lines().map(str::to_owned).collect()
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn missing_rights_are_told_by_what_they_prevent() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    let allow = |name: &str, mode: u32| std::fs::set_permissions(at(name), PermissionsExt::from_mode(mode)).unwrap();
    std::fs::create_dir(at("inner")).unwrap();
    std::fs::write(at("inner/data.csv"), "id,name\n").unwrap();
    database(&at("inner/shop.db"), "CREATE TABLE t (id INTEGER)").await;
    let csv = json!({ "path": at("inner/data.csv") });
    let db = json!({ "path": at("inner/shop.db") });
    let inner = json!({ "path": at("inner"), "kind": "folder" });

    allow("inner/data.csv", 0o000);
    allow("inner/shop.db", 0o000);
    assert_eq!(bound("localfile", csv.clone())[0], "open_target failed file.denied");
    assert_eq!(bound("sqlite", db.clone())[0], "open_target failed file.denied");

    allow("inner/data.csv", 0o400);
    allow("inner/shop.db", 0o400);
    assert_eq!(bound("localfile", csv.clone())[1], "check_privileges warning file.read_only");
    assert_eq!(bound("sqlite", db.clone())[1], "check_privileges warning sqlite.file_read_only");
    let read_only = json!({ "path": at("inner/shop.db"), "readOnly": true });
    assert_eq!(bound("sqlite", read_only)[1], "check_privileges ok sqlite.read_only_asked");

    allow("inner/shop.db", 0o600);
    allow("inner", 0o500);
    assert_eq!(bound("sqlite", db)[1], "check_privileges warning sqlite.folder_read_only");
    assert_eq!(bound("localfile", inner.clone())[1], "check_privileges warning file.read_only");
    allow("inner", 0o000);
    assert_eq!(bound("localfile", inner)[0], "open_target failed file.denied");
    assert_eq!(bound("localfile", csv)[0], "open_target failed file.denied");
    allow("inner", 0o700);
}

#[tokio::test]
async fn a_csv_file_is_described() {
    let folder = folder();
    let path = folder.path().join("orders.csv");
    std::fs::write(&path, "订单,金额\n1,2\n").unwrap();
    let before = snapshot(folder.path());
    let outcome = file(&path, json!({ "format": "csv" })).await;
    assert_eq!(outcome.verdict, Verdict::Connectable);
    assert_eq!(
        lines(&outcome),
        [
            "open_target ok localfile.columns",
            "check_privileges ok file.writable",
            "inspect ok localfile.size localfile.changed",
        ]
    );
    assert_eq!(first(&outcome).params["names"], "订单, 金额");
    assert_eq!(snapshot(folder.path()), before);
}

#[tokio::test]
async fn content_decides_the_format_and_the_mend_is_offered() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    let parquet = [b"PAR1".as_slice(), &[7; 32], &32_u32.to_le_bytes(), b"PAR1"].concat();
    std::fs::write(at("a"), &parquet).unwrap();
    assert_eq!(first(&file(&at("a"), json!({})).await).params["found"], "Parquet");
    let outcome = file(&at("a"), json!({ "format": "csv" })).await;
    fails(&outcome, "localfile.other_format");
    assert_eq!(first(&outcome).params["format"], "parquet");
    std::fs::write(at("cut"), &parquet[..parquet.len() - 4]).unwrap();
    fails(&file(&at("cut"), json!({})).await, "localfile.parquet_cut");

    std::fs::write(at("j"), "{\"a\": 1}\n{\"a\": 2}\n").unwrap();
    assert_eq!(first(&file(&at("j"), json!({})).await).code, "localfile.json_lines");
    fails(&file(&at("j"), json!({ "format": "parquet" })).await, "localfile.not_parquet");
    std::fs::write(at("broken"), "{\"a\": }").unwrap();
    fails(&file(&at("broken"), json!({ "format": "json" })).await, "localfile.not_json");

    std::fs::write(at("gbk"), [0xB3, 0xC7, b',', 0xCA, 0xD0]).unwrap();
    let outcome = file(&at("gbk"), json!({})).await;
    fails(&outcome, "localfile.encoding_wrong");
    assert_eq!(first(&outcome).params["fits"], "gb18030");
    assert_eq!(file(&at("gbk"), json!({ "encoding": "gb18030" })).await.verdict, Verdict::Connectable);
    fails(&file(&at("gbk"), json!({ "encoding": "UTF-9" })).await, "localfile.encoding_unknown");
    std::fs::write(at("zip"), b"PK\x03\x04\x00\x00\x00\x00").unwrap();
    fails(&file(&at("zip"), json!({})).await, "localfile.not_text");
}

#[tokio::test]
async fn kind_and_path_must_agree() {
    let folder = folder();
    let path = folder.path().join("a.csv");
    std::fs::write(&path, "a,b\n").unwrap();
    let outcome = file(folder.path(), json!({ "kind": "file" })).await;
    fails(&outcome, "localfile.is_folder");
    assert_eq!(first(&outcome).params["kind"], "folder");
    fails(&file(&path, json!({ "kind": "folder" })).await, "localfile.is_file");
}

#[tokio::test]
async fn a_folder_counts_what_matches() {
    let folder = folder();
    let probe = async |format: &str| file(folder.path(), json!({ "kind": "folder", "format": format })).await;
    let empty = probe("csv").await;
    assert_eq!((first(&empty).code.as_str(), empty.verdict), ("localfile.folder_empty", Verdict::Connectable));

    std::fs::write(folder.path().join(".hidden.csv"), "x").unwrap();
    std::fs::create_dir(folder.path().join("below.csv")).unwrap();
    std::fs::write(folder.path().join("one.json"), "{}").unwrap();
    fails(&probe("csv").await, "localfile.no_match");

    std::fs::write(folder.path().join(" spaced.CSV"), "a,b\n").unwrap();
    std::fs::write(folder.path().join("two.csv"), "a,b\n1,2\n").unwrap();
    let outcome = probe("csv").await;
    assert_eq!(lines(&outcome)[0], "open_target ok localfile.sample localfile.columns");
    assert_eq!(lines(&outcome)[2], "inspect ok localfile.files localfile.size localfile.changed");
    let facts = &outcome.stages[2].findings;
    assert_eq!((facts[0].params["matching"].as_str(), facts[0].params["files"].as_str()), ("2", "3"));
    assert_eq!(facts[1].params["bytes"], "12");
}

#[tokio::test]
async fn a_huge_folder_is_looked_at_only_so_far() {
    let folder = folder();
    for number in 0..1100 {
        std::fs::write(folder.path().join(format!("{number}.csv")), "a\n").unwrap();
    }
    let outcome = file(folder.path(), json!({ "kind": "folder" })).await;
    assert_eq!(outcome.verdict, Verdict::Connectable);
    assert!(lines(&outcome)[2].contains("localfile.more"), "{:?}", lines(&outcome));
}
