//! `authTypeSsl` with authentication files, against a server whose account wants a client certificate.

use std::collections::BTreeMap;
use std::process::Command;

use headwater_connectors::{AuthFile, open_files};
use headwater_model::{Finding, Secret, Timestamp};
use headwater_tests::ca::issue;

use super::*;

const PASSPHRASE: &str = "s3cret 密";
const STRICT: (&str, &str) = ("securityProtocol", "authTypeSsl");

/// A configuration whose files hold these bytes; or what is the matter with them.
fn with_files(
    user: &str,
    trust: Option<&[u8]>,
    identity: Option<&[u8]>,
    passphrase: &str,
) -> Result<Target, Vec<Finding>> {
    let mut target = account(TLS.port, user, &[STRICT]);
    let given = [("truststoreFile", trust, "truststorePassword"), ("keystoreFile", identity, "keystorePassword")];
    let mut files = BTreeMap::new();
    for (field, content, slot) in given {
        target.secrets.insert(slot.into(), Secret::new(passphrase.to_owned()));
        if let Some(content) = content {
            let file = AuthFile { name: format!("{field}.bin"), content: Secret::new(content.to_vec()), slot };
            files.insert(field.to_owned(), file);
        }
    }
    let (keys, findings) = open_files(&files, &target.secrets, Timestamp::now())?;
    findings.iter().for_each(check_words);
    target.keys = keys;
    Ok(target)
}

fn server() -> &'static headwater_tests::ca::Certificates {
    TLS.certificates.as_ref().unwrap()
}

/// Certificate and key in one PEM.
fn client(ended: bool) -> Vec<u8> {
    let (certificate, key) = server().client(ended);
    (certificate + &key).into_bytes()
}

/// What `openssl pkcs12 -export` makes of a PEM with these further arguments.
fn pkcs12(pem: &[u8], more: &[&str]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let (input, output) = (folder.path().join("in.pem"), folder.path().join("out.p12"));
    std::fs::write(&input, pem).unwrap();
    let mut command = Command::new("openssl");
    command.args(["pkcs12", "-export", "-in"]).arg(&input).arg("-out").arg(&output);
    let out = command.args(["-passout", &format!("pass:{PASSPHRASE}")]).args(more).output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    std::fs::read(output).unwrap()
}

#[tokio::test]
async fn a_certificate_of_the_servers_authority_lets_in() {
    let ca = server().ca.as_bytes();
    let pem = client(false);
    let encrypted = {
        let text = String::from_utf8(client(false)).unwrap();
        let at = text.find("-----BEGIN PRIVATE").unwrap();
        let folder = tempfile::tempdir().unwrap();
        let key = folder.path().join("key.pem");
        std::fs::write(&key, &text[at..]).unwrap();
        let mut command = Command::new("openssl");
        command.args(["pkcs8", "-topk8", "-v2", "aes-256-cbc", "-in"]).arg(&key);
        let out = command.args(["-passout", &format!("pass:{PASSPHRASE}")]).output().unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        [text[..at].as_bytes(), &out.stdout].concat()
    };
    let stores = [pem.clone(), encrypted, pkcs12(&pem, &[]), pkcs12(&pem, &["-legacy"])];
    for (index, store) in stores.iter().enumerate() {
        let target = with_files(users::CERTIFIED, Some(ca), Some(store), PASSPHRASE).unwrap();
        let probed = run(&target).await;
        assert_eq!(probed.verdict(), Verdict::Connectable, "{index}: {}", probed.text());
        assert!(probed.has("mysql.tls_verified") && probed.has("mysql.certificate_shown"), "{}", probed.text());
    }
    // The authority itself in a store, and TLS 1.2, whose handshake has another shape.
    let trust = pkcs12(ca, &["-nokeys"]);
    let target = with_files(users::CERTIFIED, Some(&trust), Some(&stores[2]), PASSPHRASE).unwrap();
    assert!(run(&target).await.has("mysql.tls_verified"));
    let old = Mariadb::start(&Setup { tls: Some(Kind::Good), options: vec!["--tls-version=TLSv1.2".into()] });
    let (certificate, key) = old.certificates.as_ref().unwrap().client(false);
    let mut target = with_files(users::CERTIFIED, None, Some((certificate + &key).as_bytes()), "").unwrap();
    target = at(target, &[("127.0.0.1", old.port)]);
    assert_eq!(run(&target).await.verdict(), Verdict::Connectable);
}

#[tokio::test]
async fn no_certificate_is_told_as_such() {
    let target = with_files(users::CERTIFIED, Some(server().ca.as_bytes()), None, "").unwrap();
    run(&target).await.assert_failed(Stage::Authenticate, "mysql.access_denied_no_certificate");
}

#[tokio::test]
async fn a_certificate_of_another_authority_is_refused_in_the_handshake() {
    let (certificate, key) = issue(Kind::Good).client(false);
    let stranger = (certificate + &key).into_bytes();
    for options in [vec![], vec!["--tls-version=TLSv1.2".to_owned()]] {
        let server = Mariadb::start(&Setup { tls: Some(Kind::Good), options });
        let target = with_files(users::CERTIFIED, None, Some(&stranger), "").unwrap();
        let probed = run(&at(target, &[("127.0.0.1", server.port)])).await;
        probed.assert_failed(Stage::HandshakeTls, "tls_client_refused");
    }
    // And a server of another authority is not believed.
    let other = issue(Kind::Good).ca;
    let target = with_files(users::CERTIFIED, Some(other.as_bytes()), Some(&client(false)), "").unwrap();
    run(&target).await.assert_failed(Stage::HandshakeTls, "tls_unknown_ca");
}

#[tokio::test]
async fn what_cannot_be_used_is_said_before_anything_is_sent() {
    let pem = client(false);
    let (certificate, key) = server().client(false);
    let mixed = server().client(false).0 + &key;
    let (ended, closed) = (client(true), pkcs12(&pem, &[]));
    let jks: &[u8] = include_bytes!("../../../src-tauri/crates/connectors/src/auth_file/fixtures/store.jks");
    let rows: &[(&[u8], &str, &str)] = &[
        (&ended, "", "files.expired"),
        (&closed, "wrong", "files.passphrase"),
        (&closed, "", "files.passphrase"),
        (jks, "s3cret", "files.java"),
        (certificate.as_bytes(), "", "files.no_key"),
        (key.as_bytes(), "", "files.no_certificate"),
        (mixed.as_bytes(), "", "files.mismatch"),
        (b"[realms]\n A = {\n }\n", "", "files.unfit"),
        (b"-----BEGIN CERTIFICATE-----", "", "files.damaged"),
    ];
    for (content, passphrase, code) in rows {
        let findings = with_files(users::CERTIFIED, None, Some(content), passphrase).unwrap_err();
        findings.iter().for_each(check_words);
        assert_eq!(findings.iter().map(|finding| finding.code.as_str()).collect::<Vec<_>>(), [*code]);
        assert!(!format!("{findings:?}").contains(PASSPHRASE));
    }
}
