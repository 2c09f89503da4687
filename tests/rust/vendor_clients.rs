//! The stand-ins against the vendors' own clients. What these accept as OSS, MaxCompute and MySQL, and what they are
//! refused, is what makes the probes' tests mean something.
//!
//! Needs Python with `venv`, and on the first run a package index. Without them this fails: a proof that is skipped
//! proves nothing.

#[path = "../../src-tauri/crates/app/tests/use_cases/filled.rs"]
mod filled;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::Ordering;

use headwater_app::{App, Caller, KeychainChoice, OpenOptions, call};
use headwater_tests::ca::{Kind, issue};
use headwater_tests::mysql_login::{Account, Plugin};
use headwater_tests::mysql_peer::{Answer, Peer, Step, tls_config};
use headwater_tests::standins::maxcompute::{MaxcomputeStandin, MaxcomputeWorld, V4};
use headwater_tests::standins::oss::{OssStandin, OssWorld};
use headwater_tests::standins::{User, UserState};
use headwater_vault::FaultyKeychain;
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;

fn scripts() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("python")
}

/// The interpreter of an environment that has exactly the pinned clients; made once and kept between runs.
fn python() -> &'static Path {
    static PYTHON: OnceLock<PathBuf> = OnceLock::new();
    PYTHON.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("vendor-clients");
        fs::create_dir_all(&folder).expect("a folder");
        // Another run of this test may be installing at this moment.
        let guard = File::create(folder.join("lock")).expect("a lock");
        guard.lock().expect("the lock");
        let (environment, marker) = (folder.join("venv"), folder.join("installed.txt"));
        let requirements = scripts().join("requirements.txt");
        let wanted = fs::read_to_string(&requirements).expect("requirements");
        if fs::read_to_string(&marker).ok().as_ref() != Some(&wanted) {
            finish(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&environment));
            let mut install = Command::new(environment.join("bin/python"));
            install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "-r"]);
            finish(install.arg(&requirements));
            fs::write(&marker, wanted).expect("a marker");
        }
        environment.join("bin/python")
    })
}

fn finish(command: &mut Command) {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Runs a script with settings on its standard input; what it prints.
async fn ask(script: &str, settings: Value) -> Value {
    let home = tempfile::tempdir().expect("a home");
    let mut command = tokio::process::Command::new(python());
    command.arg(scripts().join(script)).env_clear().env("HOME", home.path()).env("PYTHONUTF8", "1");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    let mut child = command.spawn().expect("python");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(settings.to_string().as_bytes()).await.expect("written");
    drop(stdin);
    let output = child.wait_with_output().await.expect("an end");
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{script}: {words}");
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{script}: {error}: {words}"))
}

fn keys(user: &User) -> Value {
    json!({"accessId": user.id, "accessKey": user.secret, "securityToken": user.token, "regionId": "cn-hangzhou"})
}

/// Settings with some values replaced.
fn with(mut settings: Value, changes: Value) -> Value {
    let (Some(settings_map), Value::Object(changes)) = (settings.as_object_mut(), changes) else { return settings };
    settings_map.extend(changes);
    settings
}

#[tokio::test]
async fn the_oss_client_lists_reads_and_writes() {
    let oss = OssStandin::start(OssWorld::default()).await.expect("a port");
    for user in oss.world(|world| world.users.clone()) {
        let settings = with(keys(&user), json!({"endpoint": oss.server.url(), "bucket": "logs"}));
        let seen = ask("oss_client.py", settings).await;
        let expected = json!({
            "location": "oss-cn-hangzhou", "storage_class": "Standard", "acl": "private",
            "listed": ["reports/一 月+1.txt"], "read": "written",
        });
        assert_eq!(seen, expected, "{}", user.id);
    }
}

/// Of V1 only a permanent key: the client sends a token under a name of its own, which the documents do not have.
#[tokio::test]
async fn the_oss_client_signs_in_the_older_way_where_that_is_allowed() {
    let oss = OssStandin::start(OssWorld { v1: true, ..OssWorld::default() }).await.expect("a port");
    let user = oss.world(|world| world.users[0].clone());
    let right = with(keys(&user), json!({"endpoint": oss.server.url(), "bucket": "logs", "v1": true}));
    assert_eq!(ask("oss_client.py", right.clone()).await["read"], "written");
    let wrong = with(right.clone(), json!({"accessKey": "wrong-secret"}));
    assert_eq!(ask("oss_client.py", wrong).await["code"], "SignatureDoesNotMatch");
    oss.world(|world| world.v1 = false);
    assert_eq!(ask("oss_client.py", right).await["ec"], "0002-00000080");
}

#[tokio::test]
async fn the_oss_client_is_refused_like_by_the_real_service() {
    let oss = OssStandin::start(OssWorld::default()).await.expect("a port");
    let user = oss.world(|world| world.users[0].clone());
    let right = with(keys(&user), json!({"endpoint": oss.server.url(), "bucket": "logs"}));
    for (changes, code) in [
        (json!({"accessKey": "wrong-secret"}), "SignatureDoesNotMatch"),
        (json!({"accessId": "LTAInobody"}), "InvalidAccessKeyId"),
        (json!({"regionId": "cn-beijing"}), "InvalidArgument"),
        (json!({"securityToken": "not-mine"}), "AccessKeyIdAndSecurityTokenNotMatch"),
        (json!({"bucket": "nowhere"}), "NoSuchBucket"),
        (json!({"bucket": "logs-shanghai"}), "AccessDenied"),
    ] {
        assert_eq!(ask("oss_client.py", with(right.clone(), changes)).await["code"], code);
    }
    oss.world(|world| world.users[0].state = UserState::Indebted);
    assert_eq!(ask("oss_client.py", right).await["code"], "UserDisable");
}

#[tokio::test]
async fn the_maxcompute_client_reads_projects_tables_and_tunnel() {
    let service = MaxcomputeStandin::start(MaxcomputeWorld::default()).await.expect("a port");
    let expected = json!({
        "owner": "ALIYUN$owner@example.com", "region": "cn-hangzhou", "tables": ["customers", "orders"],
        "missing": false, "tunnel": service.server.url(),
    });
    for user in service.world(|world| world.users[..2].to_vec()) {
        for v4 in [true, false] {
            let settings = with(keys(&user), json!({"endpoint": service.endpoint(), "project": "shop", "v4": v4}));
            assert_eq!(ask("maxcompute_client.py", settings).await, expected, "{} with V4: {v4}", user.id);
        }
    }
    // It turns to the older signature at the same words as our own connector.
    let user = service.world(|world| world.users[0].clone());
    for v4 in [V4::NoKey, V4::UnknownKey, V4::BadHeader] {
        service.world(|world| world.v4 = v4);
        let settings = with(keys(&user), json!({"endpoint": service.endpoint(), "project": "shop"}));
        assert_eq!(ask("maxcompute_client.py", settings).await, expected, "{v4:?}");
    }
}

#[tokio::test]
async fn the_maxcompute_client_is_refused_like_by_the_real_service() {
    let service = MaxcomputeStandin::start(MaxcomputeWorld::default()).await.expect("a port");
    let users = service.world(|world| world.users.clone());
    let right = with(keys(&users[0]), json!({"endpoint": service.endpoint(), "project": "shop"}));
    for (changes, number) in [
        (json!({"accessKey": "wrong-secret"}), "ODPS-0410042"),
        (json!({"accessKey": "wrong-secret", "v4": false}), "ODPS-0410042"),
        (json!({"regionId": "cn-beijing"}), "ODPS-0410042"),
        (json!({"accessId": "LTAInobody"}), "ODPS-0410051"),
        (json!({"project": "nowhere"}), "ODPS-0420111"),
        (with(keys(&users[2]), json!({})), "ODPS-0420095"),
    ] {
        let seen = ask("maxcompute_client.py", with(right.clone(), changes)).await;
        let message = seen["message"].as_str().unwrap_or_default();
        assert!(message.contains(number), "{number}: {seen}");
    }
    service.world(|world| world.clock_ahead = 1200);
    assert_eq!(ask("maxcompute_client.py", right).await["code"], "RequestTimeTooSkewd");
}

/// A server with one account, which says what it may do.
async fn mysql(account: Account) -> Peer {
    let grants = Answer::Rows(vec!["Grants"], vec![vec!["GRANT ALL PRIVILEGES ON *.* TO `app`@`%`".to_owned()]]);
    Peer::start(vec![Step::Login(account), Step::Serve(vec![("SHOW GRANTS", grants)])]).await
}

fn mysql_settings(peer: &Peer, account: &Account, client: &str) -> Value {
    json!({"port": peer.port, "user": account.user, "password": account.password, "client": client, "tls": false})
}

#[tokio::test]
async fn the_mysql_client_is_let_in_by_every_login() {
    let certificates = issue(Kind::Good);
    let tls = tls_config(&certificates);
    let folder = tempfile::tempdir().expect("a folder");
    let ca = folder.path().join("ca.pem");
    fs::write(&ca, &certificates.ca).expect("written");
    let let_in = json!({"grants": ["GRANT ALL PRIVILEGES ON *.* TO `app`@`%`"]});
    for client in ["python", "c"] {
        let native = Account::new(Plugin::Native);
        let peer = mysql(native.clone()).await;
        assert_eq!(ask("mysql_client.py", mysql_settings(&peer, &native, client)).await, let_in, "native, {client}");

        for greets in [Plugin::Sha2, Plugin::Native] {
            let sha2 = Account::new(Plugin::Sha2).greeted_as(greets).over(&tls);
            let peer = mysql(sha2.clone()).await;
            let plain = mysql_settings(&peer, &sha2, client);
            let secure = with(plain.clone(), json!({"tls": true, "ca": ca}));
            assert_eq!(ask("mysql_client.py", secure.clone()).await, let_in, "full path, {client}");
            assert!(sha2.cached.load(Ordering::SeqCst));
            assert_eq!(ask("mysql_client.py", secure).await, let_in, "fast path, {client}");
            // What is remembered serves without TLS, too.
            assert_eq!(ask("mysql_client.py", plain).await, let_in, "fast path in plain text, {client}");
        }
    }
    let sha2 = Account::new(Plugin::Sha2);
    let peer = mysql(sha2.clone()).await;
    assert_eq!(ask("mysql_client.py", mysql_settings(&peer, &sha2, "library")).await, let_in, "by RSA key");
    assert!(sha2.cached.load(Ordering::SeqCst) && !peer.heard_bytes(sha2.password.as_bytes()));
}

#[tokio::test]
async fn the_mysql_client_is_refused_with_a_wrong_password() {
    let tls = tls_config(&issue(Kind::Good));
    for (account, client) in [
        (Account::new(Plugin::Native), "python"),
        (Account::new(Plugin::Sha2).over(&tls), "python"),
        (Account::new(Plugin::Sha2).over(&tls).remembered(), "c"),
        (Account::new(Plugin::Sha2), "library"),
    ] {
        let peer = mysql(account.clone()).await;
        let changes = json!({"password": "battery staple", "tls": account.tls.is_some()});
        let seen = ask("mysql_client.py", with(mysql_settings(&peer, &account, client), changes)).await;
        assert_eq!(seen["number"], 1045, "{seen}");
    }
}

/// The SDK serialises what is exported of every type and mode as it stands: no member that it does not have, none in another
/// shape. Made from the catalogue, so that a new type is asked about by itself.
#[tokio::test]
async fn the_dataworks_sdk_sends_exports_as_they_are() {
    let home = tempfile::tempdir().expect("a folder");
    let keychain = KeychainChoice::Given(std::sync::Arc::<FaultyKeychain>::default());
    let options = OpenOptions { home: Some(home.path().to_owned()), keychain, ..OpenOptions::default() };
    let app = App::open(options).await.expect("an app");
    let modes = headwater_catalog::all().flat_map(|def| def.modes.iter().map(move |mode| (def, mode)));
    let mut exported = 0;
    for (number, (def, mode)) in modes.enumerate() {
        let side = filled::filled(mode);
        let request =
            json!({"name": format!("s{number}"), "type": def.id, "description": "描述", "dev": side, "prod": side});
        call(&app, "source.save", request, Caller::silent()).await.expect("saved");
        exported += if def.local_only { 0 } else { 2 };
    }
    let answer = call(&app, "source.export", json!({"format": "dataworks"}), Caller::silent()).await.expect("exported");
    let mut export: Value = serde_json::from_str(answer["content"].as_str().expect("a document")).expect("JSON");
    let sent = ask("dataworks_export.py", export.clone()).await;
    for object in export.as_array_mut().expect("an array") {
        object["ProjectId"] = json!(1);
    }
    assert_eq!(export.as_array().map(Vec::len), Some(exported));
    assert_eq!(sent, export);
    app.close().await;
}
