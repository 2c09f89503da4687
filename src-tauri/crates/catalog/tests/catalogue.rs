//! The catalogue through its public door: validation, secrets, summaries, pasted URLs.

use headwater_catalog::{Mode, all, check, find, is_secret_slot, parse_url, preview, split_secrets, summary};
use headwater_model::{IssueCode, Object};
use serde_json::{Value, json};

fn object(value: Value) -> Object {
    match value {
        Value::Object(object) => object,
        other => panic!("not an object: {other}"),
    }
}

fn wrong(type_id: &str, properties: Value) -> Vec<(String, IssueCode, Option<String>)> {
    let Some(mode) = find(type_id).and_then(|kind| kind.mode("UrlMode")) else { panic!("no type {type_id}") };
    let checked = check(mode, &object(properties), &|_| true);
    checked.wrong.into_iter().map(|issue| (issue.field, issue.code, issue.params.get("suggestion").cloned())).collect()
}

#[test]
fn a_complete_mysql_side_has_nothing_missing_and_nothing_wrong() {
    let mode = find("mysql").unwrap().mode("UrlMode").unwrap();
    let side = object(json!({"address": [{"host": "10.20.0.14", "port": 3306}, {"host": "::1", "port": "3307"}],
        "database": "shop", "username": "etl", "properties": {"connectTimeout": "2000"}}));
    let checked = check(mode, &side, &|slot| slot == "password");
    assert_eq!((checked.wrong, checked.missing), (vec![], vec![]));
    assert_eq!(check(mode, &side, &|_| false).missing, ["password"]);
    assert_eq!(check(mode, &Object::new(), &|_| false).missing, ["address", "database", "username", "password"]);
}

#[test]
fn hosts_say_what_is_wrong_and_how_to_mend_it() {
    let host = |host: &str| wrong("mysql", json!({"address": [{"host": host, "port": 3306}]}));
    let path = || "address[0].host".to_owned();
    assert_eq!(host("db.example.com:3307"), [(path(), IssueCode::HostPort, Some("db.example.com".into()))]);
    assert_eq!(host("[::1]:3307"), [(path(), IssueCode::HostPort, Some("::1".into()))]);
    assert_eq!(host("mysql://db:3306/x"), [(path(), IssueCode::HostScheme, Some("db:3306".into()))]);
    assert_eq!(host(" db "), [(path(), IssueCode::Spaces, Some("db".into()))]);
    for odd in ["a b", "db..example", "-db", "主机", "1.2.3.4.5", "a/b", "db:99999"] {
        assert_eq!(host(odd), [(path(), IssueCode::HostCharacter, None)], "{odd}");
    }
    for fine in ["db", "db.example.com.", "10.0.0.1", "fe80::1", "my_host-1"] {
        assert_eq!(host(fine), [], "{fine}");
    }
}

#[test]
fn ports_may_be_numbers_or_digits() {
    let port = |port: Value| wrong("mysql", json!({"address": [{"host": "db", "port": port}]}));
    assert_eq!(port(json!(3306)), []);
    assert_eq!(port(json!("3306")), []);
    assert_eq!(port(json!(0))[0].1, IssueCode::OutOfRange);
    assert_eq!(port(json!(65536))[0].1, IssueCode::OutOfRange);
    assert_eq!(port(json!("3306 "))[0], ("address[0].port".into(), IssueCode::Spaces, Some("3306".into())));
    assert_eq!(port(json!("x"))[0].1, IssueCode::WrongType);
    assert_eq!(port(json!(1.5))[0].1, IssueCode::OutOfRange);
}

#[test]
fn endpoints_are_urls_without_the_bucket() {
    let endpoint = |text: &str| wrong("oss", json!({"bucket": "logs", "endpoint": text}));
    let one = |text: &str| endpoint(text).into_iter().next().map(|(_, code, suggestion)| (code, suggestion));
    assert_eq!(one("https://oss-cn-hangzhou.aliyuncs.com"), None);
    assert_eq!(one("http://127.0.0.1:9000"), None);
    assert_eq!(
        one("oss-cn-hangzhou.aliyuncs.com"),
        Some((IssueCode::UrlScheme, Some("https://oss-cn-hangzhou.aliyuncs.com".into())))
    );
    assert_eq!(
        one("https://logs.oss-cn-hangzhou.aliyuncs.com"),
        Some((IssueCode::EndpointBucket, Some("https://oss-cn-hangzhou.aliyuncs.com".into())))
    );
    assert_eq!(
        one("https://other.oss-cn-hangzhou.aliyuncs.com"),
        Some((IssueCode::EndpointBucket, Some("https://oss-cn-hangzhou.aliyuncs.com".into())))
    );
    assert_eq!(one("https://u:p@oss-cn-hangzhou.aliyuncs.com"), Some((IssueCode::SecretInUrl, None)));
    assert_eq!(
        one("https://oss-cn-hangzhou.aliyuncs.com/?x=1"),
        Some((IssueCode::UrlParts, Some("https://oss-cn-hangzhou.aliyuncs.com".into())))
    );
    assert_eq!(one("ftp://oss").unwrap().0, IssueCode::UrlScheme);
    assert_eq!(one("https://").unwrap().0, IssueCode::UrlInvalid);
}

#[test]
fn unknown_and_mistyped_properties_are_named() {
    let issues = wrong(
        "mysql",
        json!({"databse": "x", "database": 7, "tlsMode": "maybe", "username": "a\u{0}b", "envType": "Dev",
               "properties": {"a": 1}}),
    );
    let found: Vec<_> = issues.iter().map(|(field, code, _)| (field.as_str(), *code)).collect();
    assert_eq!(
        found,
        [
            ("database", IssueCode::WrongType),
            ("databse", IssueCode::Unknown),
            ("envType", IssueCode::Unknown),
            ("properties.a", IssueCode::WrongType),
            ("tlsMode", IssueCode::NotAChoice),
            ("username", IssueCode::ControlCharacter),
        ]
    );
}

#[test]
fn conditions_decide_what_is_required_and_offered() {
    let oss = find("oss").unwrap().mode("UrlMode").unwrap();
    let base = json!({"regionId": "cn-hangzhou", "bucket": "logs", "endpoint": "https://oss-cn-hangzhou.aliyuncs.com"});
    let mut side = object(base);
    assert_eq!(check(oss, &side, &|_| false).missing, ["accessId", "accessKey"], "Ak is the default");
    side.insert("authType".into(), "ramrole".into());
    assert_eq!(check(oss, &side, &|_| false).missing, ["authIdentity"], "words of a choice are case-insensitive");

    let cross = json!({"crossAccountOwnerId": "1107550004253538", "authType": "SubAccount"});
    let mysql = find("mysql").unwrap().mode("InstanceMode").unwrap();
    let checked = check(mysql, &object(cross), &|_| true);
    assert_eq!(checked.wrong[0].code, IssueCode::NotAChoice, "another account allows RamRole only");
    assert!(checked.missing.contains(&"crossAccountRoleName".to_owned()));
}

#[test]
fn a_region_may_be_unknown_but_not_malformed() {
    let oss = find("oss").unwrap().mode("UrlMode").unwrap();
    let wrong = |region: &str| check(oss, &object(json!({"regionId": region})), &|_| true).wrong;
    assert_eq!(wrong("mars-north-1"), []);
    for region in ["CN-Hangzhou", "cn-hangzhou.evil.example/", "杭州"] {
        assert_eq!(wrong(region)[0].code, IssueCode::RegionId, "{region}");
    }
}

#[test]
fn secrets_are_taken_out_wherever_they_stand() {
    let mode = find("mysql").unwrap().mode("UrlMode").unwrap();
    let mut side = object(
        json!({"username": "etl", "password": "p@:/?#%&\"'\\ 密", "properties": {"password": "q", "useSSL": "false"}}),
    );
    let secrets = split_secrets(mode, &mut side).unwrap();
    assert_eq!(secrets["password"].expose(), "p@:/?#%&\"'\\ 密");
    assert_eq!(secrets["properties.password"].expose(), "q");
    assert_eq!(Value::Object(side), json!({"username": "etl", "properties": {"useSSL": "false"}}));
    assert!(is_secret_slot(mode, "properties.password") && !is_secret_slot(mode, "properties.useSSL"));
    assert!(split_secrets(mode, &mut object(json!({"password": 1}))).is_err());
}

#[test]
fn summaries_leave_out_what_is_blank() {
    let mode = find("mysql").unwrap().mode("UrlMode").unwrap();
    let side = object(json!({"address": [{"host": "a", "port": 1}, {"host": "::1", "port": "2"}], "database": "shop",
        "properties": {"useSSL": "false", "x": "a b"}}));
    assert_eq!(summary(mode, &side), "a:1,[::1]:2/shop");
    assert_eq!(preview(mode, &side).unwrap(), "jdbc:mysql://a:1,[::1]:2/shop?useSSL=false&x=a+b");
    assert_eq!(summary(mode, &object(json!({"address": [{"host": "", "port": 3306}]}))), "");
    let oss = find("oss").unwrap().mode("UrlMode").unwrap();
    let side = object(json!({"bucket": "logs", "endpoint": "https://oss-cn-shanghai.aliyuncs.com/"}));
    assert_eq!(summary(oss, &side), "logs · oss-cn-shanghai.aliyuncs.com");
}

#[test]
fn pasted_urls_fill_the_form_and_split_the_password() {
    let url = "jdbc:mysql://db1:3307,[::1]/shop?user=etl&password=p%40ss&useSSL=false&sslMode=VERIFY_CA";
    let pasted = parse_url(url).unwrap();
    assert_eq!(
        Value::Object(pasted.properties),
        json!({"address": [{"host": "db1", "port": 3307}, {"host": "::1", "port": 3306}], "database": "shop",
               "username": "etl", "tlsMode": "verify", "properties": {"useSSL": "false"}})
    );
    assert_eq!(pasted.secrets["password"].expose(), "p@ss");

    let pasted = parse_url("  mysql://etl:a@b:c%2Fd@10.0.0.1/ ").unwrap();
    assert_eq!(pasted.secrets["password"].expose(), "a@b:c/d");
    assert_eq!(pasted.properties["address"], json!([{"host": "10.0.0.1", "port": 3306}]));

    let pasted = parse_url("oss://logs.oss-cn-shanghai-internal.aliyuncs.com/2024/").unwrap();
    assert_eq!(
        Value::Object(pasted.properties),
        json!({"bucket": "logs", "endpoint": "https://oss-cn-shanghai-internal.aliyuncs.com", "regionId": "cn-shanghai"})
    );
    assert_eq!(pasted.ignored, ["2024/"]);

    for (text, code) in [
        ("postgres://x", IssueCode::PasteScheme),
        ("mysql://", IssueCode::PasteHost),
        ("mysql://host:port/db", IssueCode::PasteHost),
        ("https://example.com", IssueCode::PasteBucket),
        ("", IssueCode::PasteScheme),
    ] {
        assert_eq!(parse_url(text).unwrap_err().code, code, "{text}");
    }
}

#[test]
fn what_a_pasted_url_gives_is_accepted_by_the_form() {
    for url in ["mysql://u:p@h:1/d?connectTimeout=1", "oss://logs.oss-cn-hangzhou.aliyuncs.com"] {
        let pasted = parse_url(url).unwrap();
        let mode = find(pasted.type_id).unwrap().mode(pasted.mode).unwrap();
        assert_eq!(check(mode, &pasted.properties, &|_| true).wrong, [], "{url}");
        assert!(pasted.secrets.keys().all(|slot| is_secret_slot(mode, slot)));
    }
}

#[test]
fn every_entry_is_whole() {
    for def in all() {
        for mode in def.modes {
            let mut keys = std::collections::HashSet::new();
            for field in mode.fields() {
                let place = format!("{} {} {}", def.id, mode.id, field.key);
                assert!(keys.insert(field.key), "{place} stands twice");
                assert!(!field.label.en.is_empty() && !field.label.zh.is_empty(), "{place}");
                assert!(field.help.is_none_or(|help| !help.en.is_empty() && !help.zh.is_empty()), "{place}");
                assert!(!def.local_only || field.local_only, "{place}: fields of a local type are local");
                if let Some(default) = field.default {
                    let side = Object::from_iter([(field.key.to_owned(), Value::String(default.into()))]);
                    assert_eq!(check(mode, &side, &|_| true).wrong, [], "{place}: its own default is refused");
                }
            }
            let placeholders = mode.summary.iter().chain(mode.preview);
            for segment in placeholders {
                let key = segment.split(['{', '}']).nth(1).unwrap();
                assert!(mode.field(key).is_some_and(|field| !field.secret), "{} {}: {segment}", def.id, mode.id);
            }
        }
    }
}

#[test]
fn what_the_cloud_does_not_have_is_marked_local() {
    let mut local = Vec::new();
    for kind in all() {
        let mut keys: Vec<&str> =
            kind.modes.iter().flat_map(Mode::fields).filter(|f| f.local_only).map(|f| f.key).collect();
        keys.sort_unstable();
        keys.dedup();
        local.push((kind.id, keys));
    }
    local.sort_unstable();
    assert_eq!(
        local,
        [
            ("localfile", vec!["encoding", "format", "kind", "path"]),
            ("maxcompute", vec!["accessId", "accessKey", "securityToken"]),
            ("mysql", vec!["caCertificate", "tlsMode"]),
            ("oss", vec!["securityToken", "signatureVersion"]),
            ("sqlite", vec!["path", "readOnly"]),
        ]
    );
}
