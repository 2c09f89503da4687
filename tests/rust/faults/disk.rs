//! A data folder that takes no writes, and one on a disk that is full at any of them.

use std::path::{Path, PathBuf};
use std::process::Command;

use headwater_model::ErrorCode;
use serde_json::{Value, json};

use crate::bench::{House, finding, headwater, listed, mysql, resave, sqlite, with_new_secrets};

/// A small file system in memory, or another view of a folder; gone with the test.
struct Mount {
    at: PathBuf,
    _folder: tempfile::TempDir,
}

impl Mount {
    /// `None` where nobody may mount: then the test says so and ends.
    fn new(arguments: &[&str], source: &Path) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path().join("mounted");
        std::fs::create_dir(&at).unwrap();
        let done = Command::new("mount").args(arguments).arg(source).arg(&at).status();
        if !done.is_ok_and(|status| status.success()) {
            println!("LEFT OUT: only root may mount a file system for this test");
            return None;
        }
        Some(Self { at, _folder: folder })
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = Command::new("umount").args(["--lazy"]).arg(&self.at).status();
    }
}

/// Bytes of every file below a folder.
fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(contents(&path));
        } else {
            found.push((path.clone(), std::fs::read(path).unwrap()));
        }
    }
    found.sort();
    found
}

#[test]
fn a_data_folder_that_is_read_only() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    sqlite(&home, "orders");
    let before = contents(&home);
    let Some(view) = Mount::new(&["--bind"], &home) else { return };
    let remounted = Command::new("mount").args(["-o", "remount,bind,ro"]).arg(&view.at).status().unwrap();
    assert!(remounted.success());

    for arguments in [&["source", "list", "--json"][..], &["source", "delete", "orders", "--json"]] {
        let error = headwater(&view.at, arguments, "").error(4);
        assert_eq!(error["code"], "data_folder");
        assert!(error["hint"].as_str().unwrap().contains("HEADWATER_HOME"), "{error}");
    }
    let report = headwater(&view.at, &["doctor", "--json"], "").ok();
    assert_eq!(finding(&report, "data_folder")["status"], "failed");
    assert_eq!(contents(&home), before);

    let again = Command::new("mount").args(["-o", "remount,bind,rw"]).arg(&view.at).status().unwrap();
    assert!(again.success());
    assert_eq!(listed(&view.at), ["orders"]);
    let report = headwater(&view.at, &["doctor", "--json"], "").ok();
    assert_eq!(finding(&report, "data_folder")["status"], "ok");
}

/// Bytes of the small disk, and of a page of it.
const DISK: u64 = 6 << 20;
const PAGE: u64 = 4_096;

/// Takes all but `left` pages of the disk, until it is dropped.
struct Ballast(PathBuf);

impl Ballast {
    fn new(disk: &Path, left: u64) -> Self {
        let path = disk.join("ballast");
        let mut length = DISK;
        // As much as goes, page by page, and then the pages that are left.
        let mut file = std::fs::File::create(&path).unwrap();
        let page = [7; PAGE as usize];
        while length > 0 && std::io::Write::write_all(&mut file, &page).is_ok() {
            length -= PAGE;
        }
        let written = file.metadata().unwrap().len() / PAGE * PAGE;
        file.set_len(written.saturating_sub(left * PAGE)).unwrap();
        Self(path)
    }
}

impl Drop for Ballast {
    fn drop(&mut self) {
        std::fs::remove_file(&self.0).unwrap();
    }
}

/// What is in a data folder, as far as an answer could show it.
async fn state(house: &House) -> Value {
    let all = house.ok("source.list", json!({})).await;
    let mut sources = Vec::new();
    for row in all["rows"].as_array().unwrap() {
        sources.push(house.ok("source.get", json!({"id": row["id"]})).await);
    }
    let settings = house.ok("app.state", json!({})).await["settings"].clone();
    json!({"sources": sources, "settings": settings})
}

/// Runs a call with no page left, with one, with two … until it goes through: so each of its writes meets the full disk
/// once. Before that it is refused with words, and leaves nothing.
async fn on_a_full_disk(name: &str, request: impl AsyncFn(&House) -> Value) {
    let Some(disk) = Mount::new(&["-t", "tmpfs", "-o", &format!("size={DISK}")], Path::new("tmpfs")) else { return };
    let house = House::at(&disk.at.join("home")).await;
    house.create("orders").await;
    let (mut refused, mut before) = (0, state(&house).await);
    for left in 0..200 {
        let asked = request(&house).await;
        // A log that has room already would take the writes.
        house.sql("PRAGMA wal_checkpoint(TRUNCATE)").await;
        let items = house.items();
        let ballast = Ballast::new(&disk.at, left);
        let outcome = house.call(name, asked).await;
        if refused == 0 && outcome.is_err() {
            let found = house.doctor("data_folder").await;
            assert!(found["text"]["en"].as_str().unwrap().contains("No space"), "{found}");
        }
        drop(ballast);
        match outcome {
            Err(error) => {
                refused += 1;
                crate::bench::assert_speaks(&error);
                assert_eq!(error.code, ErrorCode::DiskFull, "{left} pages: {error:?}");
                assert_eq!(state(&house).await, before, "{left} pages");
                house.assert_sound().await;
                assert_eq!(house.items(), items, "{left} pages");
                let names = house.backups();
                assert!(names.iter().all(|name| name.starts_with("daily")), "{left} pages: {names:?}");
            }
            Ok(_) => {
                house.assert_sound().await;
                before = state(&house).await;
                assert!(refused > 0, "it never met the full disk");
                println!("{name}: refused {refused} times");
                assert_eq!(
                    house.reopened().await.ok("source.list", json!({})).await["all"],
                    before["sources"].as_array().unwrap().len()
                );
                return;
            }
        }
    }
    panic!("{name} never went through");
}

#[tokio::test]
async fn full_when_a_source_is_created() {
    on_a_full_disk("source.save", async |_: &House| mysql("more")).await;
}

#[tokio::test]
async fn full_when_secrets_are_replaced() {
    on_a_full_disk("source.save", async |house: &House| {
        let view = house.ok("source.named", json!({"name": "orders"})).await;
        with_new_secrets(&view)
    })
    .await;
}

#[tokio::test]
async fn full_when_a_large_secret_is_sealed() {
    on_a_full_disk("source.save", async |house: &House| {
        let view = house.ok("source.named", json!({"name": "orders"})).await;
        let mut edit = resave(&view);
        edit["dev"]["secrets"] = json!({"password": "长".repeat(9_000)});
        edit
    })
    .await;
}

#[tokio::test]
async fn full_when_a_source_is_cloned() {
    on_a_full_disk("source.clone", async |house: &House| {
        let view = house.ok("source.named", json!({"name": "orders"})).await;
        json!({"id": view["id"], "name": "copy", "envs": ["dev", "prod"], "secrets": "copy"})
    })
    .await;
}

#[tokio::test]
async fn full_when_a_source_is_deleted() {
    on_a_full_disk("source.delete", async |house: &House| {
        let view = house.ok("source.named", json!({"name": "orders"})).await;
        json!({"id": view["id"], "envs": ["dev", "prod"]})
    })
    .await;
}

#[tokio::test]
async fn full_when_a_backup_is_made() {
    let Some(disk) = Mount::new(&["-t", "tmpfs", "-o", &format!("size={DISK}")], Path::new("tmpfs")) else { return };
    let house = House::at(&disk.at.join("home")).await;
    house.create("orders").await;
    house.assert_sound().await;
    let before = house.backups();
    for left in [0, 1, 2, 10] {
        let ballast = Ballast::new(&disk.at, left);
        assert_eq!(house.refused("backup.create", json!({})).await.code, ErrorCode::DiskFull, "{left} pages");
        drop(ballast);
        assert_eq!(house.backups(), before, "half a copy is no copy");
    }
    house.ok("backup.create", json!({})).await;
}

#[tokio::test]
async fn full_when_a_backup_is_restored() {
    let Some(disk) = Mount::new(&["-t", "tmpfs", "-o", &format!("size={DISK}")], Path::new("tmpfs")) else { return };
    let house = House::at(&disk.at.join("home")).await;
    house.create("orders").await;
    let copy = house.ok("backup.create", json!({})).await;
    house.create("newer").await;
    house.assert_sound().await;
    let before = state(&house).await;
    let mut refused = 0;
    for left in (0..1_000).step_by(8) {
        house.sql("PRAGMA wal_checkpoint(TRUNCATE)").await;
        let ballast = Ballast::new(&disk.at, left);
        let outcome = house.call("backup.restore", json!({"path": copy["path"]})).await;
        drop(ballast);
        match outcome {
            Err(error) => {
                refused += 1;
                assert_eq!(error.code, ErrorCode::DiskFull, "{left} pages: {error:?}");
                assert_eq!(state(&house).await, before, "{left} pages");
            }
            Ok(_) => {
                assert!(refused > 0);
                assert_eq!(house.ok("source.list", json!({})).await["all"], 1);
                house.assert_sound().await;
                let left: Vec<_> = std::fs::read_dir(&house.home).unwrap().flatten().map(|e| e.file_name()).collect();
                assert!(!left.iter().any(|name| name.to_string_lossy().contains("restoring")), "{left:?}");
                return;
            }
        }
    }
    panic!("it never went through");
}

/// What does not need to be kept is not worth a refusal: the test is answered, and says that it was not kept.
#[tokio::test]
async fn full_when_a_test_is_over() {
    let Some(disk) = Mount::new(&["-t", "tmpfs", "-o", &format!("size={DISK}")], Path::new("tmpfs")) else { return };
    let house = House::at(&disk.at.join("home")).await;
    let view = house.create("orders").await;
    house.sql("PRAGMA wal_checkpoint(TRUNCATE)").await;
    let ballast = Ballast::new(&disk.at, 0);
    let report = house.ok("test.run", json!({"id": view["id"], "env": "dev"})).await;
    drop(ballast);
    assert!(report.to_string().contains("report.not_kept"), "{report}");
    let history = house.ok("test.history", json!({"id": view["id"], "env": "dev"})).await;
    assert_eq!(history["entries"], json!([]));
    house.ok("test.run", json!({"id": view["id"], "env": "dev"})).await;
    house.assert_sound().await;
}

#[tokio::test]
async fn full_when_settings_or_a_form_are_kept() {
    let form = json!({"mode": "UrlMode", "value": "x".repeat(6_000)});
    let calls = [
        ("settings.set", json!({"settings": {"language": "en", "theme": "dark"}})),
        ("form.keep", json!({"key": "new mysql", "form": form})),
    ];
    for (name, request) in calls {
        on_a_full_disk(name, async |_: &House| request.clone()).await;
    }
}
