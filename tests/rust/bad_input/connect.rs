//! Passwords with every character that has a meaning somewhere, against a real MariaDB: saved, and logged in with.

use headwater_tests::mariadb::{DATABASE, Mariadb, PASSWORD, users};
use mysql_async::prelude::Queryable as _;
use serde_json::json;

use crate::bench::Bench;

const PASSWORDS: [&str; 16] = [
    "@",
    ":",
    "/",
    "?",
    "#",
    "%",
    "&",
    "\"",
    "'",
    "\\",
    "@:/?#%&\"'\\",
    " spaces in and around ",
    "密码",
    "密 码@主机:3306/库?a=b#c",
    "%40%3A",
    "é👩‍👧e\u{301}\u{a0}",
];

#[tokio::test]
async fn any_password_connects() {
    let server = Mariadb::plain();
    let options = mysql_async::OptsBuilder::default()
        .ip_or_hostname("127.0.0.1")
        .tcp_port(server.port)
        .prefer_socket(false)
        .user(Some(users::ADMIN))
        .pass(Some(PASSWORD));
    let mut admin = mysql_async::Conn::new(options).await.unwrap();
    let bench = Bench::new().await;
    let schema = DATABASE.replace('`', "``");
    for (index, password) in PASSWORDS.iter().enumerate() {
        let user = format!("p{index}");
        let quoted = password.replace('\\', "\\\\").replace('\'', "''");
        admin.query_drop(format!("CREATE USER {user}@'%' IDENTIFIED BY '{quoted}'")).await.unwrap();
        admin.query_drop(format!("GRANT ALL ON `{schema}`.* TO {user}@'%'")).await.unwrap();
        let side = json!({"mode": "UrlMode", "secrets": {"password": password}, "properties": {"tlsMode": "off",
            "address": [{"host": "127.0.0.1", "port": server.port}], "database": DATABASE, "username": user}});
        let view = bench.ok("source.save", json!({"name": user, "type": "mysql", "dev": side, "prod": side})).await;
        let report = bench.ok("test.run", json!({"id": view["id"], "env": "dev"})).await;
        assert_eq!(report["verdict"], "Connectable", "{password:?}: {report}");
        // The same from a pasted URL in which everything is escaped.
        let escaped: String = password.bytes().map(|byte| format!("%{byte:02x}")).collect();
        let text = format!("mysql://{user}:{escaped}@127.0.0.1:{}/{}", server.port, DATABASE.replace('`', "%60"));
        let pasted = bench.ok("source.paste", json!({"text": text})).await;
        let mut side = json!({"mode": pasted["mode"], "properties": pasted["properties"],
            "secrets": {"password": {"held": pasted["held"]["password"]}}});
        side["properties"]["tlsMode"] = "off".into();
        let report = bench.ok("test.run", json!({"env": "dev", "type": "mysql", "side": side})).await;
        assert_eq!(report["verdict"], "Connectable", "{password:?}: {report}");
    }
}
