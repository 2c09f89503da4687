//! `file …`: what is told of a file, what is refused, and that its content never comes out.

use headwater_tests::ca::{Kind, issue};
use serde_json::json;

use crate::bench::{Bench, assert_time, text};

const KRB5: &str = "[libdefaults]\n default_realm = EXAMPLE.COM\n[realms]\n EXAMPLE.COM = {\n  kdc = a:88\n }\n";

#[test]
fn a_file_is_known_by_its_content_and_shows_what_is_inside() {
    let bench = Bench::with_keychain();
    let certificates = issue(Kind::Good);
    let path = bench.file("anything.bin", &certificates.ca);
    let view = bench.ok(&["file", "upload", &path, "--name", "ca.pem", "--description", "of the lab"]);
    assert_eq!([text(&view["name"]), text(&view["kind"]), text(&view["kept"])], ["ca.pem", "certificate", "stored"]);
    assert_eq!(view["size"], json!(certificates.ca.len()));
    assert!(text(&view["facts"]["certificates"][0]["subject"]).contains("Headwater tests"), "{view}");
    assert_time(&view["created_at"]);
    assert_eq!(view["references"], json!([]));
    assert_eq!(bench.ok(&["file", "show", "ca.pem"]), view);
    assert_eq!(bench.ok(&["file", "list"]), json!([view]));
    let krb5 = bench.feed(&["file", "upload", "-", "--name", "krb5.conf", "--json"], KRB5).ok();
    assert_eq!((text(&krb5["kind"]), &krb5["facts"]["realms"]), ("krb5_conf", &json!(["EXAMPLE.COM"])));
}

#[test]
fn a_key_goes_in_and_never_comes_out() {
    let bench = Bench::with_keychain();
    let (_, key) = issue(Kind::Good).client(false);
    let body = key.lines().nth(1).unwrap();
    let uploaded = bench.feed(&["file", "upload", "-", "--name", "client.key"], &key);
    let runs = [uploaded, bench.run(&["file", "show", "client.key", "--json"]), bench.run(&["activity", "--json"])];
    for run in runs {
        assert_eq!(run.code, Some(0), "{run:#?}");
        assert!(!run.out.contains(body) && !run.err.contains(body), "{run:#?}");
    }
    for file in bench.files() {
        let bytes = std::fs::read(&file).unwrap();
        assert!(!bytes.windows(body.len()).any(|part| part == body.as_bytes()), "{}", file.display());
    }
}

#[test]
fn a_certificate_that_ended_says_so_and_is_replaced_in_place() {
    let bench = Bench::with_keychain();
    let certificates = issue(Kind::Good);
    let (ended, _) = certificates.client(true);
    let (good, _) = certificates.client(false);
    let view = bench.feed(&["file", "upload", "-", "--name", "client.pem", "--json"], ended).ok();
    assert_eq!(text(&view["expiry"]), "expired");
    let replaced = bench.feed(&["file", "replace", "client.pem", "-", "--json"], good).ok();
    assert_eq!((&replaced["id"], text(&replaced["expiry"])), (&view["id"], "valid"));
    assert_time(&replaced["replaced_at"]);
}

/// Input, arguments, the code of the refusal, the field that it names.
#[test]
fn what_is_refused_exits_2_with_the_reason() {
    let bench = Bench::with_keychain();
    bench.feed(&["file", "upload", "-", "--name", "there", "--json"], KRB5).ok();
    let certificate = issue(Kind::Good).ca;
    let cut = &certificate[..certificate.len() / 2];
    let large = vec![b'a'; 1_048_577];
    let rows: [(&[u8], &[&str], &str, &str); 7] = [
        (KRB5.as_bytes(), &["upload", "-", "--name", "there"], "name_taken", "name"),
        (KRB5.as_bytes(), &["upload", "-", "--name", " krb5.conf"], "invalid_input", "name"),
        (cut.as_bytes(), &["upload", "-", "--name", "cut.pem"], "file_truncated", "content"),
        (b"", &["upload", "-", "--name", "none"], "file_empty", "content"),
        (b"hello", &["upload", "-", "--name", "text"], "file_unknown", "content"),
        (&large, &["upload", "-", "--name", "large"], "file_too_large", "content"),
        (KRB5.as_bytes(), &["replace", "elsewhere", "-"], "file_not_found", "name"),
    ];
    for (input, arguments, code, field) in rows {
        let error = bench.feed(&[&["file"], arguments, &["--json"]].concat(), input).error(2);
        assert_eq!((text(&error["code"]), error["field"].as_str()), (code, Some(field)), "{arguments:?}: {error}");
    }
    assert_eq!(bench.ok(&["file", "list"]).as_array().map(Vec::len), Some(1), "nothing of it was kept");
}

#[test]
fn a_file_that_a_side_names_stays_and_says_who_needs_it() {
    let bench = Bench::with_keychain();
    let view = bench.feed(&["file", "upload", "-", "--name", "ca.pem", "--json"], issue(Kind::Good).ca).ok();
    let properties = json!({"address": [{"host": "10.0.0.1", "port": 3306}], "database": "shop", "username": "etl",
        "securityProtocol": "authTypeSsl", "truststoreFile": view["id"]});
    let side = json!({"mode": "UrlMode", "properties": properties});
    bench.create(&json!({"name": "orders", "type": "mysql", "dev": side}));
    let error = bench.run(&["file", "delete", "ca.pem", "--json"]).error(2);
    assert_eq!(text(&error["code"]), "file_in_use");
    assert!(text(&error["message"]).contains("orders (dev)"), "{error}");
    let users = bench.ok(&["file", "show", "ca.pem"])["references"].clone();
    assert_eq!(
        (users.as_array().map(Vec::len), text(&users[0]["name"]), text(&users[0]["env"])),
        (Some(1), "orders", "dev")
    );
    bench.ok(&["source", "delete", "orders", "--purge"]);
    bench.ok(&["file", "delete", "ca.pem"]);
    assert_eq!(bench.ok(&["file", "list"]), json!([]));
}
