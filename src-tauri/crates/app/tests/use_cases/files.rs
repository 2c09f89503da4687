//! Authentication files: what is taken and what is refused, who names them, and that a fault leaves all or nothing.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use headwater_model::ErrorCode;
use headwater_vault::{Keychain as _, KeychainError, Operation};
use serde_json::{Value, json};

use crate::support::{Bench, code, mysql, resave};

const CLIENT: &[u8] = include_bytes!("../../../connectors/src/auth_file/fixtures/client.pem");
const STORE: &[u8] = include_bytes!("../../../connectors/src/auth_file/fixtures/store.p12");
const KRB5: &[u8] = b"[libdefaults]\n default_realm = EXAMPLE.COM\n[realms]\n EXAMPLE.COM = {\n  kdc = kdc1\n }\n";

fn upload(name: &str, content: &[u8]) -> Value {
    json!({"name": name, "description": "为 orders", "content": BASE64.encode(content)})
}

/// A MySQL source whose production side names a file as its keystore.
async fn named_by(bench: &Bench, name: &str, file: &Value) -> Value {
    let mut request = mysql(name);
    request["prod"]["properties"]["securityProtocol"] = json!("authTypeSsl");
    request["prod"]["properties"]["keystoreFile"] = file["id"].clone();
    bench.ok("source.save", request).await
}

#[tokio::test]
async fn a_file_is_known_by_its_content_and_its_content_is_never_told() {
    let bench = Bench::new().await;
    let file = bench.ok("file.upload", upload("client.txt", CLIENT)).await;
    assert_eq!(
        (&file["kind"], &file["expiry"], &file["kept"]),
        (&json!("certificate_and_key"), &json!("valid"), &json!("stored"))
    );
    assert_eq!(file["size"], CLIENT.len());
    assert_eq!(file["facts"]["certificates"][0]["subject"], "CN=orders-client, O=Headwater");
    let key = std::str::from_utf8(CLIENT).unwrap().lines().rev().nth(2).unwrap();
    assert!(!format!("{file}").contains(key));
    let database = std::fs::read(bench.home.path().join("headwater.db")).unwrap();
    let wal = std::fs::read(bench.home.path().join("headwater.db-wal")).unwrap_or_default();
    for bytes in [database, wal] {
        assert!(!String::from_utf8_lossy(&bytes).contains(key));
        assert!(!String::from_utf8_lossy(&bytes).contains(&BASE64.encode(CLIENT)[..60]));
    }
    assert_eq!(bench.items().len(), 1);
    assert_eq!(bench.ok("file.list", json!({})).await, json!([file]));
    bench.assert_sound().await;
}

#[tokio::test]
async fn what_is_refused_says_why_and_leaves_nothing() {
    let bench = Bench::new().await;
    bench.ok("file.upload", upload("krb5.conf", KRB5)).await;
    let cut = &CLIENT[..300];
    let rows: &[(&str, &[u8], ErrorCode)] = &[
        ("a", b"", ErrorCode::FileEmpty),
        ("a", b"hello", ErrorCode::FileUnknown),
        ("a", cut, ErrorCode::FileTruncated),
        ("a", &STORE[..500], ErrorCode::FileTruncated),
        ("a", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", ErrorCode::FileDamaged),
        ("a", b"[realms]\n", ErrorCode::FileIncomplete),
        ("a", &[5, 1, 0, 0], ErrorCode::FileUnsupported),
        ("a", &[b'a'; 1_048_577], ErrorCode::FileTooLarge),
        ("krb5.conf", KRB5, ErrorCode::NameTaken),
        ("", KRB5, ErrorCode::InvalidInput),
        (" a", KRB5, ErrorCode::InvalidInput),
    ];
    for (name, content, expected) in rows {
        let error = bench.refused("file.upload", upload(name, content)).await;
        assert_eq!(code(&error), *expected, "{error:?}");
        for lang in [headwater_model::Lang::En, headwater_model::Lang::ZhCn] {
            assert!(!error.message(lang).contains('{') && !error.hint(lang).contains('{'), "{}", error.message(lang));
        }
    }
    let mut wrong = upload("store.p12", STORE);
    wrong["passphrase"] = json!("wrong");
    assert_eq!(code(&bench.refused("file.upload", wrong.clone()).await), ErrorCode::FilePassphrase);
    wrong["passphrase"] = json!("s3cret");
    assert_eq!(bench.ok("file.upload", wrong).await["facts"]["opened"], true);
    assert!(!bench.items().iter().any(|item| item.contains("s3cret")), "the passphrase is not kept");
    assert_eq!(bench.items().len(), 2);
    bench.assert_sound().await;
}

#[tokio::test]
async fn the_largest_file_comes_back_whole() {
    let bench = Bench::new().await;
    let mut largest = KRB5.to_vec();
    largest.extend(std::iter::repeat_n(b'#', 1_048_576 - KRB5.len()));
    let file = bench.ok("file.upload", upload("krb5.conf", &largest)).await;
    assert_eq!(file["size"], 1_048_576);
    bench.assert_sound().await;
}

#[tokio::test]
async fn a_file_that_is_named_is_not_deleted_and_says_by_whom() {
    let bench = Bench::new().await;
    let file = bench.ok("file.upload", upload("client.pem", CLIENT)).await;
    let id = json!({"id": file["id"]});
    let source = named_by(&bench, "orders", &file).await;
    assert_eq!(source["prod"]["missing"], json!([]));
    let shown = bench.ok("file.get", id.clone()).await;
    assert_eq!(
        shown["references"],
        json!([{"source": source["id"], "name": "orders", "env": "prod", "field": "keystoreFile"}])
    );
    let error = bench.refused("file.delete", id.clone()).await;
    assert_eq!((code(&error), error.params["sources"].as_str()), (ErrorCode::FileInUse, "orders (prod)"));
    let mut edit = resave(&source);
    edit["prod"]["properties"].as_object_mut().unwrap().remove("keystoreFile");
    bench.ok("source.save", edit).await;
    bench.ok("file.delete", id.clone()).await;
    assert_eq!(code(&bench.refused("file.get", id).await), ErrorCode::FileNotFound);
    assert_eq!(bench.items().len(), 2, "the source's own two");
    bench.assert_sound().await;
}

#[tokio::test]
async fn a_replaced_file_keeps_its_id_and_fits_where_it_is_named() {
    let bench = Bench::new().await;
    let file = bench.ok("file.upload", upload("client.pem", CLIENT)).await;
    let source = named_by(&bench, "orders", &file).await;
    let replace = |content: &[u8]| json!({"id": file["id"], "content": BASE64.encode(content)});
    let error = bench.refused("file.replace", replace(KRB5)).await;
    assert_eq!((code(&error), error.params["field"].as_str()), (ErrorCode::FileUnfit, "keystoreFile"));
    let after = bench.ok("file.replace", replace(STORE)).await;
    assert_eq!((&after["id"], &after["kind"]), (&file["id"], &json!("pkcs12")));
    assert!(after["replaced_at"].is_string());
    assert_eq!(bench.items().len(), 3, "the old content is gone");
    // Nobody has tested the source with the new content.
    assert_eq!(bench.ok("source.get", json!({"id": source["id"]})).await["prod"]["last_test"], Value::Null);
    bench.assert_sound().await;

    let workspace = json!({"workspace": file["workspace"], "locked": true});
    bench.ok("workspace.change", workspace).await;
    assert_eq!(code(&bench.refused("file.replace", replace(CLIENT)).await), ErrorCode::ProdLocked);
    let mut typed = replace(CLIENT);
    typed["typed_name"] = json!("client.pem");
    bench.ok("file.replace", typed).await;
}

#[tokio::test]
async fn a_file_that_is_not_there_makes_a_draft_and_says_so() {
    let bench = Bench::new().await;
    let elsewhere = bench.ok("workspace.create", json!({"name": "other", "mode": "standard"})).await;
    let mut request = upload("client.pem", CLIENT);
    request["workspace"] = elsewhere["id"].clone();
    let foreign = bench.ok("file.upload", request).await;
    let unfit = bench.ok("file.upload", upload("krb5.conf", KRB5)).await;
    for (id, issue, finding) in [
        (json!("41"), "file_absent", "files.absent"),
        (foreign["id"].clone(), "file_absent", "files.absent"),
        (unfit["id"].clone(), "file_kind_unfit", "files.unfit"),
    ] {
        let mut request = mysql("orders");
        request["dev"]["properties"]["securityProtocol"] = json!("authTypeSsl");
        request["dev"]["properties"]["keystoreFile"] = id.clone();
        let check = json!({"type": "mysql", "mode": "UrlMode", "properties": request["dev"]["properties"], "secrets": ["password"]});
        let checked = bench.ok("source.check", check).await;
        assert_eq!((&checked["wrong"], &checked["missing"]), (&json!([]), &json!(["keystoreFile"])));
        assert_eq!(checked["files"][0]["code"], issue);
        let source = bench.ok("source.save", request).await;
        assert_eq!((&source["dev"]["complete"], &source["dev"]["missing"]), (&json!(false), &json!(["keystoreFile"])));
        let report = bench.ok("test.run", json!({"id": source["id"], "env": "dev"})).await;
        assert_eq!(report["verdict"], "ConfigError");
        assert_eq!(report["stages"][0]["findings"][0]["code"], finding, "{report}");
        bench.ok("source.purge", json!({"id": source["id"]})).await;
    }
    bench.assert_sound().await;
}

#[tokio::test]
async fn a_keychain_that_fails_leaves_nothing_half() {
    let bench = Bench::new().await;
    let file = bench.ok("file.upload", upload("client.pem", CLIENT)).await;
    let replace = json!({"id": file["id"], "content": BASE64.encode(STORE)});
    for (operation, after) in [(Operation::Set, 0), (Operation::Get, 0)] {
        for (name, request) in [("file.upload", upload("store.p12", STORE)), ("file.replace", replace.clone())] {
            bench.keychain.fail(operation, after, KeychainError::Failed("full".into()));
            let outcome = bench.call(name, request).await;
            bench.keychain.heal();
            bench.ok("doctor.fix", json!({"delete_orphans": false})).await;
            if outcome.is_err() {
                assert_eq!(bench.ok("file.list", json!({})).await, json!([file]), "{name} {operation:?} {after}");
                assert_eq!(bench.items().len(), 1);
            } else {
                panic!("{name} {operation:?} {after} went through");
            }
            bench.assert_sound().await;
        }
    }
}

#[tokio::test]
async fn an_upload_that_was_killed_is_swept() {
    let bench = Bench::new().await;
    bench.ok("file.upload", upload("client.pem", CLIENT)).await;
    let folder = bench.keychain.accounts("").unwrap()[0].split_once('/').unwrap().0.to_owned();
    let path = bench.home.path().join("headwater.db");
    let database = sqlx::SqlitePool::connect(&format!("sqlite://{}", path.display())).await.unwrap();
    // As a process leaves it that was killed between the item and the row.
    sqlx::query(
        "INSERT INTO vault_item (ref, owner, session, state, created_at) VALUES ('aaaa', 'dead0', 0, 'writing', 0)",
    )
    .execute(&database)
    .await
    .unwrap();
    bench.keychain.set(&format!("{folder}/aaaa"), b"half").unwrap();
    bench.ok("doctor.fix", json!({"delete_orphans": false})).await;
    assert_eq!(bench.items().len(), 1);
    assert_eq!(bench.ok("file.list", json!({})).await.as_array().map(Vec::len), Some(1));
    bench.assert_sound().await;
}

#[tokio::test]
async fn a_workspace_takes_its_files_along() {
    let bench = Bench::new().await;
    let other = bench.ok("workspace.create", json!({"name": "other", "mode": "standard"})).await;
    let mut request = upload("client.pem", CLIENT);
    request["workspace"] = other["id"].clone();
    bench.ok("file.upload", request).await;
    bench.ok("workspace.delete", json!({"workspace": other["id"], "typed_name": "other"})).await;
    assert_eq!(bench.items(), Vec::<String>::new());
    bench.assert_sound().await;
}
