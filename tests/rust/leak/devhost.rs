//! The devhost: what its page could send, right and wrong, and what is left of it in the program afterwards.

use headwater_tests::mariadb::{DATABASE, users};
use serde_json::{Value, json};

use crate::canary::{Canary, Search};
use crate::place::{Watch, assert_clean_memory, hits_in_folder, hits_in_memory};
use crate::server::Server;
use crate::{MARIADB, assert_private_keychain};

struct Bench {
    server: Server,
    ascii: Canary,
    cjk: Canary,
    large: Canary,
    search: Search,
}

impl Bench {
    fn new() -> Self {
        assert_private_keychain();
        let (ascii, cjk, large) = (Canary::ascii(), Canary::cjk(), Canary::large());
        let search = Search::new(&[&ascii, &cjk, &large, &Canary::of_odd_account()]);
        Self { server: Server::start(), ascii, cjk, large, search }
    }

    /// Calls a command; its answer must hold no canary.
    fn call(&mut self, name: &str, request: &Value) -> Value {
        let answer = self.server.call(name, request);
        self.search.assert_absent(&format!("the answer of {name}"), &answer.bytes);
        answer.json()
    }

    #[track_caller]
    fn ok(&mut self, name: &str, request: &Value) -> Value {
        let answer = self.call(name, request);
        assert!(answer.get("ok").is_some(), "{name}: {answer}");
        answer["ok"].clone()
    }

    #[track_caller]
    fn refused(&mut self, name: &str, request: &Value) {
        let answer = self.call(name, request);
        assert!(answer.get("error").is_some(), "{name}: {answer}");
    }

    fn side(&self, user: &str, password: &str) -> Value {
        json!({"mode": "UrlMode", "properties": {"address": [{"host": "127.0.0.1", "port": MARIADB.port}],
            "database": DATABASE, "username": user, "tlsMode": "off", "properties": {"password2": self.cjk.value}},
            "secrets": {"password": password, "keystorePassword": self.large.value}})
    }

    fn document(&self, name: &str) -> Value {
        let side = |password: &Canary| self.side(users::APP, &password.value);
        json!({"name": name, "type": "mysql", "description": "canaries", "tags": ["t"],
            "dev": side(&self.ascii), "prod": side(&self.large)})
    }

    /// What a person does with a data source.
    fn live(&mut self) -> Value {
        let view = self.ok("source.save", &self.document("orders"));
        let id = view["id"].clone();
        for (slot, canary) in [("password", self.cjk.value.clone()), ("truststorePassword", self.large.value.clone())] {
            self.ok("secret.set", &json!({"id": id, "env": "prod", "slot": slot, "secret": canary}));
        }
        // A form that was never saved, with a password that is typed; refused by the real server, then let in.
        for (user, password) in [(users::APP, self.ascii.value.clone()), (users::ODD, Canary::of_odd_account().value)] {
            let report =
                self.ok("test.run", &json!({"env": "dev", "type": "mysql", "side": self.side(user, &password)}));
            let expected = if user == users::ODD { "Connectable" } else { "ConfigError" };
            assert_eq!(report["verdict"], expected, "{report}");
            self.ok("test.report_text", &json!({"report": report, "language": "zh-CN"}));
        }
        for env in ["dev", "prod"] {
            self.ok("test.run", &json!({"id": id, "env": env}));
        }
        self.ok("test.history", &json!({"id": id, "env": "dev"}));
        // A pasted URL: the page gets a ticket, tests with it, saves with it.
        let text = format!("mysql://{}:{}@127.0.0.1:{}/x", users::APP, self.cjk.value, MARIADB.port);
        let pasted = self.ok("source.paste", &json!({"text": text}));
        let side = json!({"mode": pasted["mode"], "properties": pasted["properties"],
            "secrets": {"password": {"held": pasted["held"]["password"]}}});
        self.ok("test.run", &json!({"env": "dev", "type": "mysql", "side": side}));
        self.ok("source.save", &json!({"name": "pasted", "type": "mysql", "dev": side}));
        let copy =
            self.ok("source.clone", &json!({"id": id, "name": "copy", "envs": ["dev", "prod"], "secrets": "copy"}));
        self.ok("source.delete", &json!({"id": copy["id"], "envs": ["dev", "prod"]}));
        self.ok("source.restore", &json!({"id": copy["id"], "envs": []}));
        let backup = self.ok("backup.create", &json!({}));
        self.ok("backup.restore", &json!({"path": backup["path"]}));
        self.ok("source.list", &json!({"search": "orders"}));
        self.ok("source.copies", &json!({"id": id}));
        for names in ["client", "catalogue"] {
            self.ok("source.variables", &json!({"sources": [{"id": id, "env": "prod"}], "names": names}));
        }
        id
    }

    /// What a page could do wrong, and what a person could put into the wrong place.
    fn go_wrong(&mut self, id: &Value) {
        let canary = self.ascii.value.clone();
        let good = self.document("wrong");
        let changed = |change: &dyn Fn(&mut Value)| {
            let mut document = good.clone();
            change(&mut document);
            document
        };
        for request in [
            changed(&|d| d["name"] = "0 wrong".into()),
            changed(&|d| d["dev"]["secrets"]["password"] = json!({"value": canary})),
            changed(&|d| d["dev"]["secrets"]["password"] = json!([canary])),
            changed(&|d| d["dev"]["secrets"] = canary.as_str().into()),
            changed(&|d| d["dev"]["secret"] = json!({"password": canary})),
            changed(&|d| d["dev"]["properties"]["password"] = json!([canary])),
            changed(&|d| d["dev"]["properties"]["properties"]["password"] = json!({"x": canary})),
            changed(&|d| d["id"] = canary.as_str().into()),
            changed(&|d| {
                d["dev"]["properties"]["address"][0]["host"] = format!("jdbc:mysql://etl:{canary}@db/x").into()
            }),
            changed(&|d| d["dev"]["properties"]["address"][0]["host"] = format!("etl:{canary}@db").into()),
            json!(canary),
            json!([canary]),
        ] {
            self.refused("source.save", &request);
        }
        self.refused("secret.set", &json!({"id": id, "env": canary, "slot": "password", "secret": canary}));
        self.refused("secret.set", &json!({"id": id, "env": "dev", "slot": "password", "secret": 7, "was": canary}));
        self.refused("secret.set", &json!({"id": id, "env": "dev", "slot": "pass word", "secret": canary}));
        self.refused("test.run", &json!({"env": "dev", "type": "mysql", "side": canary}));
        self.refused("source.paste", &json!({"text": format!("pg://u:{canary}@h/d")}));
        self.refused("source.paste", &json!({"text": format!("mysql://u:{canary}@"), "type": "mysql"}));
        self.refused(
            "source.paste",
            &json!({"text": format!("mysql://u:{}@h:port/d", self.cjk.value), "type": "mysql"}),
        );
        self.refused("source.paste", &json!({"text": {"url": canary}}));
        let oss = json!({"endpoint": format!("https://id:{canary}@oss-cn-hangzhou.aliyuncs.com"), "bucket": "logs"});
        let checked =
            self.ok("source.check", &json!({"type": "oss", "mode": "UrlMode", "properties": oss, "secrets": []}));
        assert_eq!(checked["wrong"][0]["code"], "secret_in_value");
        let oss = json!({"endpoint": format!("ftp://id:{canary}@oss-cn-hangzhou.aliyuncs.com"), "bucket": "logs"});
        self.ok("source.check", &json!({"type": "oss", "mode": "UrlMode", "properties": oss, "secrets": []}));
        let oss = json!({"endpoint": format!("id:{canary}@oss-cn-hangzhou.aliyuncs.com"), "bucket": "logs"});
        self.ok("source.check", &json!({"type": "oss", "mode": "UrlMode", "properties": oss, "secrets": []}));
        self.keep_forms(&canary);
        for body in [
            format!("{{\"call\": \"1\", \"request\": {{\"text\": {}", json!(canary)),
            json!({"call": canary}).to_string(),
            json!({"call": "1", "request": {}, "more": canary}).to_string(),
            json!(canary).to_string(),
            canary.clone(),
            format!("\"{}", "[".repeat(10_000)) + &canary,
        ] {
            let answer = self.server.send("POST /api/call/source.save HTTP/1.1", body.as_bytes());
            assert_eq!(answer.status, 400, "{body:.80}");
            self.search.assert_absent("a refusal", &answer.bytes);
        }
        let long = [b"{\"call\": \"1\", \"request\": \"".to_vec(), canary.repeat(300_000).into_bytes()].concat();
        let answer = self.server.send("POST /api/call/source.save HTTP/1.1", &long);
        self.search.assert_absent("a refusal of what is too long", &answer.bytes);
        drop(self.server.send_half(json!({"call": "1", "request": canary}).to_string().as_bytes()));
    }

    /// The page leaves secrets out of a kept form; the wall behind it must hold without that.
    fn keep_forms(&mut self, canary: &str) {
        for form in [
            json!({"dev": {"secrets": {"password": canary}, "properties": {"accessKey": canary, "properties": {"password1": canary}}}}),
            json!({"deep": [{"list": [{"keystorePassword": canary, "Password": canary}]}]}),
            json!({"typed": {"password": {"is": "typed", "value": canary}}}),
            json!({"dev": {"properties": {"address": [{"host": format!("mysql://etl:{canary}@db:3306/x")}]}}}),
            json!({"pasted": format!("jdbc:mysql://db/x?user=etl&password={canary}")}),
        ] {
            self.ok("form.keep", &json!({"key": "new", "form": form}));
            self.ok("form.load", &json!({"key": "new"}));
            assert_eq!(hits_in_folder(self.server.data(), &self.search), [""; 0], "{form}");
        }
    }
}

#[test]
fn the_devhost_tells_nothing_keeps_nothing_and_forgets() {
    let mut bench = Bench::new();
    let watch = Watch::start(Search::new(&[&bench.ascii, &bench.cjk, &bench.large, &Canary::of_odd_account()]));
    let id = bench.live();
    bench.go_wrong(&id);
    assert_eq!(hits_in_folder(bench.server.data(), &bench.search), [""; 0]);
    assert!(bench.server.data().join("backups").read_dir().unwrap().count() > 0, "a backup was searched too");
    bench.search.assert_absent("what the devhost said", bench.server.said());
    assert_eq!(watch.end(), [""; 0]);
    assert_clean_memory(bench.server.pid(), &bench.search);
    let said = bench.server.end();
    // The control: the stream of events was heard.
    assert!(Search::new(&[&Canary::of_text("authenticate")]).find(&said).is_some());
    bench.search.assert_absent("what the devhost said", said);
}

#[test]
fn an_open_connection_keeps_nothing() {
    let mut bench = Bench::new();
    let view = bench.ok("source.save", &bench.document("orders"));
    assert_clean_memory(bench.server.pid(), &bench.search);
    bench.ok("secret.set", &json!({"id": view["id"], "env": "dev", "slot": "password", "secret": bench.cjk.value}));
    assert_clean_memory(bench.server.pid(), &bench.search);
    let side = bench.side(users::APP, &bench.ascii.value);
    bench.ok("test.run", &json!({"env": "dev", "type": "mysql", "side": side}));
    assert_clean_memory(bench.server.pid(), &bench.search);
    bench.refused(
        "secret.set",
        &json!({"id": view["id"], "env": "dev", "slot": "password", "secret": [bench.cjk.value]}),
    );
    assert_clean_memory(bench.server.pid(), &bench.search);
}

#[test]
fn a_canary_in_an_answer_or_in_memory_is_found() {
    let mut bench = Bench::new();
    let mut document = bench.document("planted");
    document["description"] = bench.cjk.value.as_str().into();
    let answer = bench.server.call("source.save", &document);
    assert!(bench.search.find(&answer.bytes).is_some());
    assert_eq!(hits_in_folder(bench.server.data(), &bench.search).len(), 1, "the WAL of an open database");
    // A pasted password waits in memory for the save that is to use it.
    let waiting = Canary::ascii();
    let pasted =
        bench.server.ok("source.paste", &json!({"text": format!("mysql://etl:{}@db/x", percent(&waiting.value))}));
    let search = Search::new(&[&waiting]);
    assert!(!hits_in_memory(bench.server.pid(), &search).is_empty());
    let side = json!({"mode": "UrlMode", "properties": pasted["properties"],
        "secrets": {"password": {"held": pasted["held"]["password"]}}});
    bench.server.ok("source.save", &json!({"name": "pasted", "type": "mysql", "dev": side}));
    assert_clean_memory(bench.server.pid(), &search);
}

fn percent(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
