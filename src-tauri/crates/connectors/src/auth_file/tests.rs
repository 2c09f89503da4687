use proptest::prelude::*;

use super::*;

fn kind(content: &[u8]) -> Result<FileKind, Fault> {
    examine(content, "").map(|(kind, _)| kind)
}

/// One record of a keytab with a key of four bytes.
fn keytab_record(principal: &[&str], realm: &str, encryption: u16, version: u32) -> Vec<u8> {
    let mut record = u16::try_from(principal.len()).unwrap().to_be_bytes().to_vec();
    for text in std::iter::once(&realm).chain(principal) {
        record.extend(u16::try_from(text.len()).unwrap().to_be_bytes());
        record.extend(text.as_bytes());
    }
    record.extend([0, 0, 0, 1, 0x60, 0, 0, 0, 3]); // type of the name, time, short version
    record.extend(encryption.to_be_bytes());
    record.extend([0, 4, 1, 2, 3, 4]);
    record.extend(version.to_be_bytes());
    let mut whole = u32::try_from(record.len()).unwrap().to_be_bytes().to_vec();
    whole.extend(record);
    whole
}

fn keytab() -> Vec<u8> {
    let mut file = vec![5, 2];
    file.extend(keytab_record(&["hbase", "node1"], "EXAMPLE.COM", 18, 7));
    file.extend((-6_i32).to_be_bytes()); // a hole
    file.extend([0; 6]);
    file.extend(keytab_record(&["hbase", "node1"], "EXAMPLE.COM", 23, 6));
    file.extend(keytab_record(&["hive"], "EXAMPLE.COM", 17, 0));
    file
}

#[test]
fn a_keytab_tells_principals_and_encryption_and_skips_holes() {
    let (kind, facts) = examine(&keytab(), "").unwrap();
    assert_eq!(kind, FileKind::Keytab);
    let told: Vec<_> =
        facts.principals.iter().map(|p| (p.principal.as_str(), p.encryption.join(" "), p.version)).collect();
    assert_eq!(
        told,
        [
            ("hbase/node1@EXAMPLE.COM", "aes256-cts-hmac-sha1-96 arcfour-hmac".to_owned(), 7),
            ("hive@EXAMPLE.COM", "aes128-cts-hmac-sha1-96".to_owned(), 3),
        ]
    );
}

#[test]
fn a_keytab_that_ends_early_is_refused_wherever_it_ends() {
    let whole = keytab();
    for end in 3..whole.len() {
        let read = kind(&whole[..end]);
        // A cut between two records leaves a whole keytab with fewer of them.
        let record = keytab_record(&["hbase", "node1"], "EXAMPLE.COM", 18, 7).len() + 2;
        let between = [record, record + 10, 2 * record + 8];
        match between.contains(&end) {
            true => assert_eq!(read, Ok(FileKind::Keytab), "{end}"),
            false => assert_eq!(read, Err(Fault::Truncated(FileKind::Keytab)), "{end}"),
        }
    }
    assert_eq!(kind(&[5, 2]), Err(Fault::Incomplete(FileKind::Keytab, "principal".into())));
    assert_eq!(kind(&[5, 1, 0, 0]), Err(Fault::Unsupported(FileKind::Keytab, "0x0501".into())));
}

#[test]
fn krb5_conf_tells_its_realms_the_default_one_first() {
    let text = "# site\n[libdefaults]\n default_realm = B.COM\n[realms]\n A.COM = {\n  kdc = a:88\n }\n B.COM = {\n kdc = b\n }\n";
    let (kind_, facts) = examine(text.as_bytes(), "").unwrap();
    assert_eq!((kind_, facts.realms), (FileKind::Krb5Conf, vec!["B.COM".to_owned(), "A.COM".to_owned()]));
    assert_eq!(kind(&text.as_bytes()[..text.len() - 3]), Err(Fault::Truncated(FileKind::Krb5Conf)));
    assert_eq!(
        kind(b"[libdefaults]\n dns_lookup_kdc = true\n"),
        Err(Fault::Incomplete(FileKind::Krb5Conf, "default_realm".into()))
    );
}

#[test]
fn jaas_tells_its_contexts_and_no_option() {
    let text = "/* kafka */ KafkaClient {\n com.sun.security.auth.module.Krb5LoginModule required // x\n \
                password=\"a}b{hunter2\";\n};\nClient { a.LoginModule sufficient; };";
    let (kind_, facts) = examine(text.as_bytes(), "").unwrap();
    assert_eq!((kind_, facts.entries.join(" ")), (FileKind::Jaas, "KafkaClient Client".to_owned()));
    assert!(!format!("{:?}", examine(text.as_bytes(), "")).contains("hunter2"));
    assert_eq!(kind(b"KafkaClient {\n a.LoginModule required;\n"), Err(Fault::Truncated(FileKind::Jaas)));
    assert_eq!(kind(b"KafkaClient { a.LoginModule; };"), Err(Fault::Incomplete(FileKind::Jaas, "required".into())));
}

#[test]
fn a_service_account_lacks_nothing() {
    assert_eq!(
        kind(br#"{"type": "service_account", "project_id": "p", "client_email": "a@b"}"#),
        Err(Fault::Incomplete(FileKind::ServiceAccount, "private_key".into()))
    );
    assert_eq!(
        kind(br#"{"type": "authorized_user", "client_email": "a"}"#),
        Err(Fault::Unsupported(FileKind::ServiceAccount, "authorized_user".into()))
    );
    assert_eq!(kind(br#"{"type": "service_account", "proj"#), Err(Fault::Truncated(FileKind::ServiceAccount)));
    assert_eq!(kind(br#"{"a": 1}"#), Err(Fault::Unknown));
}

/// Made by `ssh-keygen -t ed25519 -N pw -C me@here`, its public half, and what `ssh-keygen -lf` prints of it.
const SSH_PRIVATE: &[u8] = include_bytes!("fixtures/ssh_ed25519");
const SSH_PUBLIC: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAUcMZz49DdMJLlV/0f2ltNpdySmNUF/IDmMaW5Lxd20 me@here\n";
const SSH_FINGERPRINT: &str = "SHA256:yUnzS6N/nD8j7KHqdftZzgXsN3vWRyF70+IDV+fKIVc";

/// One certificate and its key, as `openssl req -x509` wrote them; `SHA256` is what `openssl x509 -fingerprint` prints.
const CLIENT: &[u8] = include_bytes!("fixtures/client.pem");
const SHA256: &str = "D4:49:DA:E4:8B:92:61:26:00:8B:F5:06:85:57:B9:03:8A:58:E6:41:B5:39:B7:21:11:8A:A8:4B:F9:4A:72:90";
/// The same two under the passphrase `s3cret`: by `openssl pkcs12 -export`, by the same with `-legacy`, by
/// `openssl pkcs8 -topk8` (the key alone) and by `keytool -importkeystore -deststoretype JKS`.
const STORE: &[u8] = include_bytes!("fixtures/store.p12");
const LEGACY: &[u8] = include_bytes!("fixtures/legacy.p12");
const ENCRYPTED: &[u8] = include_bytes!("fixtures/encrypted.pem");
const JKS: &[u8] = include_bytes!("fixtures/store.jks");
/// The certificate alone, by `keytool -importcert`.
const TRUSTSTORE: &[u8] = include_bytes!("fixtures/truststore.p12");

#[test]
fn certificates_and_keys_tell_whose_they_are() {
    let (kind_, facts) = examine(CLIENT, "").unwrap();
    assert_eq!(kind_, FileKind::CertificateAndKey);
    let certificate = &facts.certificates[0];
    assert_eq!(certificate.subject, "CN=orders-client, O=Headwater");
    assert_eq!((certificate.issuer.as_str(), certificate.serial.as_str()), ("CN=orders-client, O=Headwater", "12:34"));
    assert_eq!((certificate.algorithm.as_str(), certificate.bits), ("EC", Some(256)));
    assert_eq!(certificate.fingerprint, SHA256);
    assert_eq!(certificate.not_after.to_string(), "2126-10-29T19:24:28.000Z");
    assert_eq!(facts.expires_at, Some(certificate.not_after));
    assert_eq!((facts.keys[0].algorithm.as_str(), facts.keys[0].bits, facts.passphrase), ("EC", Some(256), false));
    let text = std::str::from_utf8(CLIENT).unwrap();
    let (certificate, key) = text.split_at(text.find("-----BEGIN PRIVATE").unwrap());
    assert_eq!(kind(certificate.as_bytes()), Ok(FileKind::Certificate));
    assert_eq!(kind(key.as_bytes()), Ok(FileKind::PrivateKey));
    assert_eq!(kind(&pem::sections(certificate).unwrap()[0].bytes), Ok(FileKind::Certificate), "DER");
    assert_eq!(kind(&pem::sections(key).unwrap()[0].bytes), Ok(FileKind::PrivateKey), "DER");
}

#[test]
fn stores_open_with_their_passphrase_only() {
    for (store, expected) in [(STORE, 1), (LEGACY, 1), (TRUSTSTORE, 0)] {
        let (kind_, closed) = examine(store, "").unwrap();
        assert_eq!(
            (kind_, closed.opened, closed.passphrase, closed.certificate_count),
            (FileKind::Pkcs12, false, true, 0)
        );
        let (_, facts) = examine(store, "s3cret").unwrap();
        assert_eq!((facts.opened, facts.passphrase, facts.keys.len()), (true, true, expected));
        assert_eq!(facts.certificates[0].fingerprint, SHA256);
        assert_eq!(examine(store, "wrong"), Err(Fault::Passphrase(FileKind::Pkcs12)));
        for end in [1, 3, 40, store.len() / 2, store.len() - 1] {
            let cut = kind(&store[..end]);
            assert!(matches!(cut, Err(Fault::Truncated(_) | Fault::Unknown)), "{end}: {cut:?}");
        }
    }
    let (_, facts) = examine(ENCRYPTED, "").unwrap();
    assert_eq!((facts.passphrase, facts.keys[0].passphrase, facts.keys[0].fingerprint.is_none()), (true, true, true));
    let (_, facts) = examine(ENCRYPTED, "s3cret").unwrap();
    assert_eq!((facts.keys[0].algorithm.as_str(), facts.keys[0].fingerprint.is_some()), ("EC", true));
    assert_eq!(examine(ENCRYPTED, "wrong"), Err(Fault::Passphrase(FileKind::PrivateKey)));
}

#[test]
fn a_java_store_tells_its_certificates_and_checks_a_passphrase() {
    let (kind_, facts) = examine(JKS, "").unwrap();
    assert_eq!((kind_, facts.entries.join(" ")), (FileKind::Jks, "orders".to_owned()));
    assert_eq!((facts.certificates[0].fingerprint.as_str(), facts.keys.len()), (SHA256, 1));
    assert!(examine(JKS, "s3cret").is_ok());
    assert_eq!(examine(JKS, "wrong"), Err(Fault::Passphrase(FileKind::Jks)));
    for end in 4..JKS.len() {
        assert_eq!(kind(&JKS[..end]), Err(Fault::Truncated(FileKind::Jks)), "{end}");
    }
}

#[test]
fn an_ssh_private_key_tells_its_public_half() {
    let (kind_, facts) = examine(SSH_PRIVATE, "").unwrap();
    assert_eq!((kind_, facts.passphrase), (FileKind::SshPrivateKey, true));
    assert_eq!(facts.keys[0].fingerprint.as_deref(), Some(SSH_FINGERPRINT));
    assert_eq!(examine(SSH_PUBLIC.as_bytes(), "").unwrap().1.keys[0].fingerprint.as_deref(), Some(SSH_FINGERPRINT));
    assert_eq!(kind(&SSH_PRIVATE[..200]), Err(Fault::Truncated(FileKind::SshPrivateKey)));
}

#[test]
fn an_ssh_public_key_tells_its_comment() {
    let (kind_, facts) = examine(SSH_PUBLIC.as_bytes(), "").unwrap();
    assert_eq!(kind_, FileKind::SshPublicKey);
    assert_eq!((facts.keys[0].algorithm.as_str(), facts.entries[0].as_str()), ("ssh-ed25519", "me@here"));
    assert_eq!(kind(b"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA"), Err(Fault::Truncated(FileKind::SshPublicKey)));
    assert_eq!(kind(b"ssh-rsa !!!!"), Err(Fault::Damaged(FileKind::SshPublicKey, "base64".into())));
}

#[test]
fn what_is_nothing_is_unknown_and_what_is_too_large_is_not_looked_at() {
    for nothing in
        [&b"hello"[..], b"\0\0\0", b"-----BEGIN NOTHING-----\nAAAA\n-----END NOTHING-----", b"\x30\x03\x02\x01\x05"]
    {
        assert_eq!(kind(nothing), Err(Fault::Unknown), "{nothing:?}");
    }
    assert_eq!(kind(b""), Err(Fault::Empty));
    assert_eq!(kind(&vec![b'a'; LARGEST + 1]), Err(Fault::TooLarge(LARGEST + 1)));
    assert_eq!(kind(b"-----BEGIN CERTIFICATE-----\nMIIB"), Err(Fault::Truncated(FileKind::Certificate)));
    assert_eq!(
        kind(b"-----BEGIN RSA PRIVATE KEY-----\n!\n-----END RSA PRIVATE KEY-----"),
        Err(Fault::Damaged(FileKind::PrivateKey, "base64".into()))
    );
    assert_eq!(kind(b"\x30\x82\x04\x00\x02\x01\x03\x30\x82"), Err(Fault::Truncated(FileKind::Pkcs12)));
}

/// Beginnings that lead into each reader.
fn beginnings() -> Vec<Vec<u8>> {
    vec![
        vec![5, 2],
        vec![0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2],
        vec![0xce, 0xce, 0xce, 0xce, 0, 0, 0, 2],
        vec![0x30, 0x82],
        vec![0x30, 0x82, 0, 40, 0x02, 0x01, 0x03, 0x30],
        vec![0x30, 0x80, 0x30, 0x20, 0xa0],
        b"{\"type\":\"service_account\",".to_vec(),
        b"[realms]\n".to_vec(),
        b"A { x.LoginModule required".to_vec(),
        b"ssh-rsa AAAA".to_vec(),
        b"-----BEGIN CERTIFICATE-----\n".to_vec(),
        b"-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA".to_vec(),
        b"-----BEGIN ENCRYPTED PRIVATE KEY-----\n".to_vec(),
    ]
}

#[test]
fn every_finding_has_words() {
    for code in open::ALL {
        assert!(headwater_catalog::advice::find(code).is_some(), "{code}");
    }
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(
        start in prop::sample::select(beginnings()),
        rest in prop::collection::vec(any::<u8>(), 0..300),
        passphrase in prop::sample::select(vec!["", "secret"]),
    ) {
        let mut content = start;
        content.extend(rest);
        let _ = examine(&content, passphrase);
    }

    #[test]
    fn a_byte_of_a_real_file_may_be_any_other(
        file in prop::sample::select(vec![STORE, LEGACY, TRUSTSTORE, JKS, CLIENT, ENCRYPTED, SSH_PRIVATE]),
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        let mut content = file.to_vec();
        let at = at.index(content.len());
        content[at] = byte;
        let _ = examine(&content, "s3cret");
    }

    #[test]
    fn no_text_makes_a_reader_panic(
        start in prop::sample::select(beginnings()),
        rest in "[A-Za-z0-9+/=\\-\\n{}\\[\\]:;\" ]{0,300}",
    ) {
        let mut content = start;
        content.extend(rest.as_bytes());
        content.extend(b"\n-----END CERTIFICATE-----\n");
        let _ = examine(&content, "");
    }

    #[test]
    fn a_damaged_keytab_is_read_within_its_bounds(at in 0_usize..100, byte in any::<u8>()) {
        let mut file = keytab();
        let at = at % file.len();
        file[at] = byte;
        let _ = examine(&file, "");
    }
}
