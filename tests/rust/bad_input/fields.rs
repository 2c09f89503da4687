//! One wrong value each, through the command table.

use serde_json::{Value, json};

use crate::bench::{Bench, mysql, oss, with};

/// Place in the request, values, the field that has to be named, and the code of its issue.
type Row = (&'static str, Vec<Value>, &'static str, &'static str);

fn texts(texts: &[&str]) -> Vec<Value> {
    texts.iter().map(|text| json!(text)).collect()
}

fn long(length: usize) -> Value {
    json!("a".repeat(length))
}

const TEN_MB: usize = 10 * 1024 * 1024;

fn labels() -> Vec<Row> {
    vec![
        ("/name", texts(&[""]), "name", "missing"),
        ("/name", vec![long(256), long(TEN_MB)], "name", "too_long"),
        ("/name", texts(&["1a", "_a"]), "name", "name_first"),
        ("/name", texts(&[" a", "a ", "a\n", "\u{3000}a"]), "name", "surrounding_spaces"),
        (
            "/name",
            texts(&[
                "a b",
                "a-b",
                "a.b",
                "订单",
                "a\u{301}",
                "a\u{202e}b",
                "a\0",
                "😀",
                "<b>a</b>",
                "a'; DROP TABLE data_source;--",
                "a/../b",
                "ａ",
            ]),
            "name",
            "name_character",
        ),
        ("/name", vec![json!(7), json!(null), json!(["a"]), json!({"a": 1}), json!(true)], "name", "wrong_type"),
        ("/description", vec![long(3_001), long(TEN_MB), json!("😀".repeat(3_001))], "description", "too_long"),
        ("/description", texts(&["a\0b", "a\u{202e}b", "\u{7}", "\u{1b}[2J"]), "description", "control_character"),
        ("/description", vec![json!(7), json!(["a"])], "description", "wrong_type"),
        ("/tags", vec![json!(vec!["t"; 51])], "tags", "out_of_range"),
        ("/tags/0", vec![long(61), long(TEN_MB)], "tags[0]", "too_long"),
        ("/tags/0", texts(&["a\nb", "\0", "\u{2066}"]), "tags[0]", "control_character"),
        ("/tags/0", vec![json!(1), json!({})], "tags[0]", "wrong_type"),
        ("/tags", vec![json!("core"), json!({"a": 1})], "tags", "wrong_type"),
    ]
}

fn mysql_fields() -> Vec<Row> {
    const HOST: (&str, &str) = ("/dev/properties/address/0/host", "dev.address[0].host");
    const PORT: (&str, &str) = ("/dev/properties/address/0/port", "dev.address[0].port");
    vec![
        (HOST.0, texts(&["mysql://db", "https://db/x", "jdbc:mysql://db"]), HOST.1, "host_scheme"),
        (HOST.0, texts(&["db:3306", "[::1]:3306", "10.0.0.1:3306"]), HOST.1, "host_port"),
        (HOST.0, texts(&[" db", "db ", "db\u{3000}"]), HOST.1, "surrounding_spaces"),
        (
            HOST.0,
            texts(&[
                "a b",
                "db..example",
                ".db",
                "-db",
                "db-",
                "a/b",
                "[::1",
                "1.2.3",
                "10.0.0.256",
                "主机",
                "db😀",
                "a'--",
                "<b>",
                "db:0",
                "db:65536",
            ]),
            HOST.1,
            "host_character",
        ),
        (HOST.0, texts(&["d\0b", "d\u{202e}b"]), HOST.1, "control_character"),
        (HOST.0, vec![long(256), long(TEN_MB)], HOST.1, "too_long"),
        (HOST.0, texts(&["mysql://etl:pw@db/x", "etl:pw@db", "db/x?password=pw"]), HOST.1, "secret_in_value"),
        (HOST.0, vec![json!(5), json!(["db"]), json!({})], HOST.1, "wrong_type"),
        (
            PORT.0,
            vec![
                json!(0),
                json!(65_536),
                json!(-1),
                json!(1.5),
                json!("0"),
                json!("65536"),
                json!("99999999999999999999"),
            ],
            PORT.1,
            "out_of_range",
        ),
        (PORT.0, texts(&["3306 ", " 3306"]), PORT.1, "surrounding_spaces"),
        (
            PORT.0,
            vec![json!("x"), json!("0x10"), json!("+1"), json!("٣٣٠٦"), json!(true), json!([1]), json!("3306\0")],
            PORT.1,
            "wrong_type",
        ),
        ("/dev/properties/address/0/user", texts(&["x"]), "dev.address[0].user", "unknown_property"),
        ("/dev/properties/address/0", vec![json!("db:3306"), json!(1), json!(null)], "dev.address[0]", "wrong_type"),
        (
            "/dev/properties/address",
            vec![json!("db:3306"), json!({"host": "db"}), json!(7)],
            "dev.address",
            "wrong_type",
        ),
        ("/dev/properties/address", vec![json!(vec![json!({"host": "db"}); 65])], "dev.address", "out_of_range"),
        (
            "/dev/properties/database",
            vec![json!(7), json!(["a"]), json!({}), json!(true)],
            "dev.database",
            "wrong_type",
        ),
        ("/dev/properties/database", vec![long(1_025), long(TEN_MB)], "dev.database", "too_long"),
        ("/dev/properties/database", texts(&[" a", "a ", "\u{a0}a"]), "dev.database", "surrounding_spaces"),
        (
            "/dev/properties/database",
            texts(&["a\0b", "a\nb", "a\u{202a}b", "a\u{1b}b"]),
            "dev.database",
            "control_character",
        ),
        (
            "/dev/properties/tlsMode",
            vec![json!("on"), json!("' OR 1=1"), json!(1), json!(true)],
            "dev.tlsMode",
            "not_a_choice",
        ),
        ("/dev/properties/tlsMode", vec![long(TEN_MB)], "dev.tlsMode", "not_a_choice"),
        ("/dev/properties/caCertificate", texts(&["x", "-----BEGIN CERTIFICATE-----"]), "dev.caCertificate", "not_pem"),
        ("/dev/properties/properties", vec![json!("a=b"), json!([1]), json!(1)], "dev.properties", "wrong_type"),
        (
            "/dev/properties/properties",
            vec![json!({"a": 1}), json!({"a": ["b"]}), json!({"a": true})],
            "dev.properties.a",
            "wrong_type",
        ),
        ("/dev/properties/properties", vec![json!({"a": "x\0"})], "dev.properties.a", "control_character"),
        ("/dev/properties/properties", vec![json!({" a": "x"})], "dev.properties. a", "surrounding_spaces"),
        ("/dev/properties/properties", vec![json!({"a\0b": "x"})], "dev.properties.a b", "control_character"),
        ("/dev/properties/properties", vec![json!({"a\u{202e}b": "x"})], "dev.properties.a b", "control_character"),
        ("/dev/properties/hots", texts(&["db"]), "dev.hots", "unknown_property"),
        ("/dev/properties/Database", texts(&["a"]), "dev.Database", "unknown_property"),
        ("/dev/properties", vec![json!("x"), json!([1]), json!(1)], "dev.properties", "wrong_type"),
        (
            "/dev/secrets/password",
            vec![json!(7), json!(["x"]), json!({"ask": "yes"}), json!({"ask": true, "held": "x"}), json!(true)],
            "dev.secrets.password",
            "wrong_type",
        ),
        ("/dev/secrets/password", vec![long(65_537), long(TEN_MB)], "dev.secrets.password", "too_long"),
        ("/dev/secrets/passwort", texts(&["x"]), "dev.secrets.passwort", "unknown_property"),
        ("/dev/secrets/properties.user", texts(&["x"]), "dev.secrets.properties.user", "unknown_property"),
        ("/dev/secrets", vec![json!("x"), json!(["x"])], "dev.secrets", "wrong_type"),
        ("/dev/secret", vec![json!({"password": "x"})], "dev.secret", "unknown_field"),
        ("/dev/properties/password", vec![json!(7), json!(["x"]), json!({"a": "x"})], "dev.password", "wrong_type"),
        ("/dev", vec![json!("x"), json!(3), json!(true)], "dev", "wrong_type"),
        ("/dve", vec![json!({})], "dve", "unknown_field"),
        ("/id", vec![json!(7), json!("x"), json!("7; DROP TABLE data_source")], "id", "wrong_type"),
        ("/revision", vec![json!("x"), json!(1.5)], "revision", "wrong_type"),
    ]
}

fn oss_fields() -> Vec<Row> {
    const END: (&str, &str) = ("/dev/properties/endpoint", "dev.endpoint");
    vec![
        (
            END.0,
            texts(&["https://logs.oss-cn-hangzhou.aliyuncs.com", "https://other.oss-cn-shanghai.aliyuncs.com/"]),
            END.1,
            "endpoint_has_bucket",
        ),
        (
            END.0,
            texts(&["oss-cn-hangzhou.aliyuncs.com", "ftp://oss-cn-hangzhou.aliyuncs.com", "OSS://x"]),
            END.1,
            "url_scheme",
        ),
        (
            END.0,
            texts(&["https://", "https://a b", "https://[::1", "http://:80", "https://exa\u{a0}mple"]),
            END.1,
            "url_invalid",
        ),
        (
            END.0,
            texts(&[
                "https://u@oss-cn-hangzhou.aliyuncs.com",
                "https://oss-cn-hangzhou.aliyuncs.com?a=b",
                "https://oss-cn-hangzhou.aliyuncs.com#x",
            ]),
            END.1,
            "url_parts",
        ),
        (
            END.0,
            texts(&["https://id:key@oss-cn-hangzhou.aliyuncs.com", "id:key@oss-cn-hangzhou.aliyuncs.com"]),
            END.1,
            "secret_in_value",
        ),
        (
            END.0,
            texts(&["https://oss.aliyuncs.com/\0", "https://oss\u{202e}.aliyuncs.com"]),
            END.1,
            "control_character",
        ),
        (
            "/dev/properties/bucket",
            texts(&["ab", "Logs", "-logs", "logs_", "日志", "a/b", "logs.x", "a' OR 1"]),
            "dev.bucket",
            "bucket_name",
        ),
        (
            "/dev/properties/regionId",
            texts(&["Hangzhou", "cn hangzhou", "杭州", "cn_hangzhou", "a/b"]),
            "dev.regionId",
            "region_id",
        ),
        ("/dev/properties/authType", texts(&["Password"]), "dev.authType", "not_a_choice"),
    ]
}

async fn play(good: Value, rows: Vec<Row>) {
    let bench = Bench::new().await;
    bench.ok("source.save", mysql("there")).await;
    for (path, values, field, code) in rows {
        for value in values {
            let request = with(good.clone(), path, value);
            let shown: String =
                request.pointer(path).map(|value| format!("{value:?}").chars().take(80).collect()).unwrap();
            let error = bench.refused("source.save", request).await;
            let issue = error.issues.first().unwrap_or_else(|| panic!("{path} {shown}: {error:?}"));
            assert_eq!((issue.field.as_str(), issue.code.id()), (field, code), "{path} {shown}");
            assert_eq!(error.field.as_deref(), Some(field), "{path} {shown}");
        }
    }
}

#[tokio::test]
async fn wrong_names_descriptions_and_tags_are_refused_by_field() {
    play(mysql("orders"), labels()).await;
}

#[tokio::test]
async fn wrong_mysql_values_are_refused_by_field() {
    play(mysql("orders"), mysql_fields()).await;
}

#[tokio::test]
async fn wrong_oss_values_are_refused_by_field() {
    play(oss("orders"), oss_fields()).await;
}

/// The good documents are good: what is refused above is refused for the one value.
#[tokio::test]
async fn the_documents_that_are_changed_are_good() {
    let bench = Bench::new().await;
    bench.ok("source.save", mysql("orders")).await;
    bench.ok("source.save", oss("logs")).await;
}

#[tokio::test]
async fn a_wrong_patch_and_a_wrong_secret_change_nothing() {
    let bench = Bench::new().await;
    let view = bench.ok("source.save", mysql("orders")).await;
    let id = view["id"].clone();
    for (patch, field) in [
        (json!({"description": ["x"]}), "description"),
        (json!({"description": "\0"}), "description"),
        (json!({"tags": "x"}), "tags"),
        (json!({"tags": [7]}), "tags[0]"),
        (json!({"name": "other"}), "name"),
        (json!({"name": 7}), "name"),
        (json!({"type": "oss"}), "type"),
        (json!({"colour": "red"}), "colour"),
        (json!({"dev": {"properties": {"address": [{"host": "db", "port": 0}]}}}), "dev.address[0].port"),
        (json!({"dev": {"properties": "x"}}), "dev.properties"),
        (json!({"dev": {"mode": "NoMode"}}), "dev.mode"),
        (json!({"dev": {"secrets": {"password": [1]}}}), "dev.secrets.password"),
        (json!({"dev": {"secrets": {"passwort": "x"}}}), "dev.secrets.passwort"),
        (json!({"dev": {"secrets": {"password": "x"}, "properties": {"database": "\0"}}}), "dev.database"),
        (json!({"prod": "x"}), "prod"),
        (json!({"prod": {"mode": "UrlMode", "secrets": {"password": "x"}, "properties": {"hots": 1}}}), "prod.hots"),
    ] {
        let error = bench.refused("source.patch", json!({"id": id, "patch": patch})).await;
        assert_eq!(error.field.as_deref(), Some(field), "{patch}: {error:?}");
    }
    for (request, field) in [
        (json!({"id": id, "env": "test", "slot": "password", "secret": "x"}), "env"),
        (json!({"id": id, "env": "prod", "slot": "password", "secret": "x"}), "env"),
        (json!({"id": id, "env": "dev", "slot": "passwort", "secret": "x"}), "slot"),
        (json!({"id": id, "env": "dev", "slot": "password", "secret": 7}), "secret"),
        (json!({"id": id, "env": "dev", "slot": "password"}), "secret"),
        (json!({"id": id, "env": "dev", "slot": "password", "secret": "x".repeat(TEN_MB)}), "dev.secrets.password"),
        (json!({"id": "9999", "env": "dev", "slot": "password", "secret": "x"}), "id"),
    ] {
        let error = bench.refused("secret.set", request).await;
        assert_eq!(error.field.as_deref(), Some(field), "{error:?}");
    }
    for (request, field) in [
        (json!({"id": id, "name": "orders", "envs": ["dev"], "secrets": "copy"}), "name"),
        (json!({"id": id, "name": "a".repeat(61), "envs": ["dev"], "secrets": "copy"}), "name"),
        (json!({"id": id, "name": "a b", "envs": ["dev"], "secrets": "copy"}), "name"),
        (json!({"id": id, "name": "copy", "envs": [], "secrets": "copy"}), "envs"),
        (json!({"id": id, "name": "copy", "envs": ["test"], "secrets": "copy"}), "envs[0]"),
        (json!({"id": id, "name": "copy", "envs": ["dev"], "secrets": "steal"}), "secrets"),
    ] {
        let error = bench.refused("source.clone", request).await;
        assert_eq!(error.field.as_deref(), Some(field), "{error:?}");
    }
}

#[tokio::test]
async fn what_is_unknown_is_named_however_long() {
    let bench = Bench::new().await;
    let long = "x".repeat(TEN_MB);
    for (request, field) in [
        (with(mysql("a"), "/type", json!("nosuch")), "type"),
        (with(mysql("a"), "/type", json!(long)), "type"),
        (with(mysql("a"), "/dev/mode", json!(long)), "dev.mode"),
        (with(mysql("a"), "/dev/mode", json!("JdbcMode")), "dev.mode"),
        (with(mysql("a"), "/workspace", json!("9999")), "workspace"),
    ] {
        assert_eq!(bench.refused("source.save", request).await.field.as_deref(), Some(field));
    }
    for path in ["/dev/properties", "/dev/secrets", "/dev", "", "/dev/properties/address/0"] {
        let mut request = mysql("a");
        request.pointer_mut(path).unwrap()[&long] = json!("x");
        bench.refused("source.save", request).await;
    }
    let mut request = mysql("a");
    request["dev"]["properties"]["properties"] = json!({long.as_str(): "x"});
    bench.refused("source.save", request).await;
    bench.refused("source.paste", json!({"text": format!("mysql://{long}")})).await;
    bench.refused("form.keep", json!({"key": "new", "form": {"a": long}})).await;
}
