//! The command line mends what an earlier run of it has left, whenever it has used the keychain; and only then.

use std::path::Path;

use headwater_vault::{Keychain as _, OsKeychain};
use serde_json::{Value, json};

use crate::bench::headwater;

fn document(password: &str) -> String {
    let side = json!({"mode": "UrlMode", "secrets": {"password": password}, "properties": {
        "address": [{"host": "127.0.0.1", "port": 9}], "database": "shop", "username": "etl"}});
    json!({"name": "orders", "type": "mysql", "dev": side}).to_string()
}

async fn rows(home: &Path, sql: &'static str) -> Vec<String> {
    let pool = sqlx::SqlitePool::connect(&format!("sqlite://{}", home.join("headwater.db").display())).await.unwrap();
    let rows = sqlx::query_scalar(sql).fetch_all(&pool).await.unwrap();
    pool.close().await;
    rows
}

#[tokio::test]
async fn what_a_killed_run_left_is_mended_by_the_next_one_that_uses_the_keychain() {
    let private = std::env::var_os("HEADWATER_TEST_KEYCHAIN").is_some();
    assert!(private, "run this through tests/with-keychain: it must not touch your own keychain");
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let run = |arguments: &[&str], input: &str| -> Value { headwater(&home, arguments, input).ok() };
    run(&["source", "create", "--file", "-", "--json"], &document("first"));

    let id = rows(&home, "SELECT value FROM meta WHERE key = 'folder_id'").await.remove(0);
    let keychain = OsKeychain::new();
    for (reference, state) in [("aaaa", "writing"), ("bbbb", "dead")] {
        keychain.set(&format!("{id}/{reference}"), b"left").unwrap();
        let sql = "INSERT INTO vault_item (ref, owner, session, state, created_at) VALUES (?, 'd0d0', 0, ?, 0)";
        let pool =
            sqlx::SqlitePool::connect(&format!("sqlite://{}", home.join("headwater.db").display())).await.unwrap();
        sqlx::query(sql).bind(reference).bind(state).execute(&pool).await.unwrap();
        pool.close().await;
    }
    let left = || ["aaaa", "bbbb"].iter().filter(|r| keychain.get(&format!("{id}/{r}")).unwrap().is_some()).count();

    for arguments in
        [&["source", "list", "--json"][..], &["source", "show", "orders", "--json"], &["type", "list", "--json"]]
    {
        run(arguments, "");
    }
    assert_eq!(left(), 2, "looking touches no keychain");
    run(&["secret", "set", "orders", "--env", "dev", "--slot", "password", "--json"], "second");
    assert_eq!(left(), 0);
    let writing = rows(&home, "SELECT ref FROM vault_item WHERE state = 'writing'").await;
    assert!(writing.is_empty(), "{writing:?}");
    let backups = std::fs::read_dir(home.join("backups")).unwrap().flatten().count();
    assert_eq!(backups, 1, "and the copy of the day is made");
}

/// Says to this test, started again inside, that it stands before a Secret Service that nobody unlocked.
const INSIDE: &str = "HEADWATER_TEST_LOCKED";

/// A locked Secret Service answers "no such item" to whoever reads one that does not exist, so it has to be asked itself.
#[test]
fn a_secret_service_that_nobody_unlocked_is_locked_before_anything_is_written() {
    if std::env::var_os(INSIDE).is_some() {
        assert_eq!(OsKeychain::new().state(), headwater_model::KeychainState::Locked);
        return;
    }
    const SCRIPT: &str = r#"
        gnome-keyring-daemon --foreground --components=secrets >/dev/null 2>&1 & daemon=$!
        for _ in $(seq 100); do
            dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner \
                string:org.freedesktop.secrets 2>/dev/null | grep -q 'boolean true' && break
            sleep 0.05
        done
        "$@"; code=$?
        kill "$daemon"; wait "$daemon"
        exit "$code""#;
    let house = tempfile::tempdir().unwrap();
    let mut command = std::process::Command::new("dbus-run-session");
    command.args(["--", "sh", "-c", SCRIPT, "sh"]).arg(std::env::current_exe().unwrap());
    command
        .args(["--exact", "command_line::a_secret_service_that_nobody_unlocked_is_locked_before_anything_is_written"]);
    for name in ["HOME", "XDG_RUNTIME_DIR", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"] {
        command.env(name, house.path());
    }
    let output = command.env_remove("GNOME_KEYRING_CONTROL").env(INSIDE, "yes").output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}
