//! Points 2, 3, 5, 7 and 8: through the command table, against peers that record what reaches them.

use std::sync::Arc;

use headwater_app::{App, Caller, KeychainChoice, OpenOptions, call};
use headwater_model::IssueCode;
use headwater_tests::mariadb::{DATABASE, Mariadb, PASSWORD, Setup, users};
use headwater_tests::mysql_peer::{Peer, Step, error, greeting};
use headwater_tests::probing;
use headwater_vault::SessionKeychain;
use serde_json::{Value, json};

/// A data folder with a keychain in memory.
struct Bench {
    app: Arc<App>,
    _home: tempfile::TempDir,
}

impl Bench {
    async fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let keychain = KeychainChoice::Given(Arc::new(Ready(SessionKeychain::default())));
        let app = App::open(OpenOptions { home: Some(home.path().to_owned()), keychain, ..OpenOptions::default() })
            .await
            .unwrap();
        Self { app, _home: home }
    }

    #[track_caller]
    fn ok(&self, name: &'static str, request: Value) -> impl Future<Output = Value> {
        let app = Arc::clone(&self.app);
        async move { call(&app, name, request, Caller::silent()).await.unwrap_or_else(|error| panic!("{name}: {error:?}")) }
    }
}

/// A keychain in memory that counts as the real one.
struct Ready(SessionKeychain);

impl headwater_vault::Keychain for Ready {
    fn set(&self, account: &str, value: &[u8]) -> Result<(), headwater_vault::KeychainError> {
        self.0.set(account, value)
    }
    fn get(&self, account: &str) -> Result<Option<zeroize::Zeroizing<Vec<u8>>>, headwater_vault::KeychainError> {
        self.0.get(account)
    }
    fn delete(&self, account: &str) -> Result<(), headwater_vault::KeychainError> {
        self.0.delete(account)
    }
    fn accounts(&self, prefix: &str) -> Result<Vec<String>, headwater_vault::KeychainError> {
        self.0.accounts(prefix)
    }
    fn state(&self) -> headwater_model::KeychainState {
        headwater_model::KeychainState::Ready
    }
}

fn side(host: &str, port: u16) -> Value {
    json!({"mode": "UrlMode", "properties": {"address": [{"host": host, "port": port}], "database": "shop",
        "username": "etl", "tlsMode": "off"}})
}

/// A server that hears a login and refuses it.
async fn listener() -> Peer {
    Peer::start(vec![greeting("mysql_native_password", false), Step::Read, error(1045, "28000", "no")]).await
}

#[tokio::test]
async fn point_2_a_kept_secret_is_not_sent_elsewhere_unasked() {
    let bench = Bench::new().await;
    let (home, elsewhere) = (listener().await, listener().await);
    let mut dev = side("127.0.0.1", home.port);
    dev["secrets"] = json!({"password": "kept"});
    let view = bench.ok("source.save", json!({"name": "orders", "type": "mysql", "dev": dev})).await;
    let id = &view["id"];
    bench.ok("test.run", json!({"id": id, "env": "dev"})).await;
    assert!(!home.heard().is_empty(), "the control: a kept secret is used for its own target");

    // A form that only looks: another name of this computer is another target.
    let form = side("localhost", elsewhere.port);
    let report = bench.ok("test.run", json!({"id": id, "env": "dev", "side": form})).await;
    assert_eq!(report["stages"][1]["findings"][0]["code"], "secrets.confirm", "{report}");
    // An edit, a clone of it, and the side that is copied from the other one.
    bench.ok("source.patch", json!({"id": id, "patch": {"dev": {"properties": form["properties"]}}})).await;
    let copy = bench.ok("source.clone", json!({"id": id, "name": "copy", "envs": ["dev"], "secrets": "copy"})).await;
    for id in [id, &copy["id"]] {
        let report = bench.ok("test.run", json!({"id": id, "env": "dev"})).await;
        assert_eq!(report["stages"][1]["findings"][0]["code"], "secrets.confirm", "{report}");
    }
    assert!(elsewhere.heard().is_empty(), "nothing arrived before a person agreed");
    let target = bench.ok("source.get", json!({"id": id})).await["dev"]["destination"].clone();
    bench.ok("test.run", json!({"id": id, "env": "dev", "confirm": target})).await;
    assert!(!elsewhere.heard().is_empty());
}

#[tokio::test]
async fn point_5_secrets_in_maps_and_urls_go_to_the_vault_in_any_case() {
    let bench = Bench::new().await;
    let mut dev = side("db.example.com", 3306);
    dev["properties"]["properties"] =
        json!({"Password1": "in-a-map", "TRUSTCERTIFICATEKEYSTOREPASSWORD": "too", "useSSL": "true"});
    let view = bench.ok("source.save", json!({"name": "maps", "type": "mysql", "dev": dev})).await;
    assert_eq!(view["dev"]["properties"]["properties"], json!({"useSSL": "true"}));
    let states = &view["dev"]["secret_states"];
    assert_eq!(states["properties.password1"], "stored", "{states}");
    assert_eq!(states["properties.trustCertificateKeyStorePassword"], "stored", "{states}");

    let text = "jdbc:mysql://db/shop?user=etl&PassWord1=in-a-url&password=too&useSSL=true";
    let pasted = bench.ok("source.paste", json!({"text": text})).await;
    assert!(!pasted.to_string().contains("in-a-url") && !pasted.to_string().contains("too"), "{pasted}");
    assert_eq!(pasted["held"].as_object().unwrap().keys().collect::<Vec<_>>(), ["password", "properties.password1"]);

    // A signed URL, and a password with characters that nobody escaped: nothing of either is shown.
    let signed = "https://logs.oss-cn-hangzhou.aliyuncs.com/a.csv?OSSAccessKeyId=id&Signature=in-a-url";
    for text in
        [signed, "mysql://etl:1#in-a-url@db/shop", "mysql://etl:1?in-a-url@db/shop", "mysql://etl:1/in-a-url@db/shop"]
    {
        let pasted = bench.ok("source.paste", json!({"text": text})).await;
        assert!(!pasted.to_string().contains("in-a-url"), "{pasted}");
        let check =
            json!({"type": pasted["type"], "mode": pasted["mode"], "properties": pasted["properties"], "secrets": []});
        assert_eq!(bench.ok("source.check", check).await["wrong"], json!([]), "{text}");
    }

    // The address line and the preview of a form in which a whole connection string stands in the wrong field.
    for host in ["mysql://etl:in-a-url@db:3306/shop", "db?password=in-a-url", "etl:in-a-url@db"] {
        let properties = side(host, 3306)["properties"].take();
        let check = json!({"type": "mysql", "mode": "UrlMode", "properties": properties, "secrets": []});
        let checked = bench.ok("source.check", check).await;
        assert_eq!(checked["wrong"][0]["code"], IssueCode::SecretInUrl.id());
        assert!(!checked.to_string().contains("in-a-url"), "{checked}");
    }
}

#[tokio::test]
async fn point_7_mysql_is_never_asked_for_a_local_socket() {
    let options = vec!["--general-log=1".to_owned(), "--log-output=TABLE".to_owned()];
    let server = Mariadb::start(&Setup { options, ..Setup::default() });
    let address = json!([{"host": "127.0.0.1", "port": server.port}]);
    let mut target =
        probing::target("mysql", &[("database", DATABASE), ("username", users::APP)], &[("password", PASSWORD)]);
    target.properties.insert("address".to_owned(), address);
    let probed = probing::run(&target).await;
    assert_eq!(probed.verdict(), headwater_model::Verdict::Connectable);
    let options = mysql_async::OptsBuilder::default()
        .ip_or_hostname("127.0.0.1")
        .tcp_port(server.port)
        .prefer_socket(false)
        .user(Some(users::ADMIN))
        .pass(Some(PASSWORD));
    let mut connection = mysql_async::Conn::new(options).await.unwrap();
    let sql = "SELECT CONVERT(argument USING utf8mb4) FROM mysql.general_log WHERE user_host LIKE 'app%'";
    let asked: Vec<String> = mysql_async::prelude::Queryable::query(&mut connection, sql).await.unwrap();
    assert!(asked.iter().any(|sql| sql.to_lowercase().contains("show grants")), "the control: {asked:?}");
    assert!(!asked.iter().any(|sql| sql.to_lowercase().contains("socket")), "{asked:?}");
    assert!(!asked.iter().any(|sql| sql.to_lowercase().contains("infile")), "{asked:?}");
}

#[tokio::test]
async fn point_8_no_proxy_of_the_environment_hears_of_a_test() {
    use std::net::TcpListener;
    const ROLE: &str = "HEADWATER_BORDER_POINT_8";
    // Set for a child only: this process runs other tests at the same time.
    if std::env::var_os(ROLE).is_none() {
        let proxy = TcpListener::bind("127.0.0.1:0").unwrap();
        proxy.set_nonblocking(true).unwrap();
        let url = format!("http://{}", proxy.local_addr().unwrap());
        let mut child = tokio::process::Command::new(std::env::current_exe().unwrap());
        child.args(["--exact", "points::point_8_no_proxy_of_the_environment_hears_of_a_test"]).env(ROLE, "child");
        for name in ["http_proxy", "https_proxy", "all_proxy"] {
            child.env(name, &url).env(name.to_uppercase(), &url);
        }
        let output = child.output().await.unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
        assert!(proxy.accept().is_err(), "the proxy was asked");
        return;
    }
    // Names that no resolver knows: with a proxy they would be its business.
    for (type_id, endpoint) in
        [("oss", "https://oss-cn-hangzhou.invalid"), ("maxcompute", "http://service.invalid/api")]
    {
        let pairs = [
            ("endpoint", endpoint),
            ("bucket", "logs"),
            ("project", "p"),
            ("endpointMode", "Custom"),
            ("regionId", "cn-hangzhou"),
            ("accessId", "id"),
        ];
        let known = |key: &str| headwater_catalog::find(type_id).unwrap().modes[0].field(key).is_some();
        let pairs: Vec<_> = pairs.into_iter().filter(|(key, _)| known(key)).collect();
        let probed = probing::run(&probing::target(type_id, &pairs, &[("accessKey", "key")])).await;
        assert_eq!(probed.verdict(), headwater_model::Verdict::Unreachable, "{}", probed.text());
    }
}
