//! Configurations for programs outside: which variables, which forms, and who gets the secrets in them.

use std::collections::BTreeMap;

use headwater_app::wire::{Entered, RevealRequest, SourceRequest, VariablesOf, VariablesRequest};
use headwater_app::{Caller, Form, environment, revealed};
use headwater_catalog::all;
use headwater_model::{AppError, Environment, ErrorCode, Secret, SourceId};
use serde_json::{Value, json};

use crate::filled::filled;
use crate::support::{Bench, mysql};

fn id(view: &Value) -> SourceId {
    serde_json::from_value(view["id"].clone()).unwrap()
}

/// What `exec` gives to a program.
async fn run(
    bench: &Bench,
    id: SourceId,
    env: Environment,
    entered: Entered,
) -> Result<BTreeMap<String, String>, AppError> {
    let sources = vec![VariablesOf { id, env, prefix: None }];
    let request = VariablesRequest { sources, ..VariablesRequest::default() };
    let variables = environment(&bench.app, request, entered, "mysqldump", Caller::silent()).await?;
    Ok(variables.into_iter().map(|(name, value)| (name, value.expose().clone())).collect())
}

async fn with_secrets(bench: &Bench, id: SourceId, env: Environment, form: Form) -> Result<String, AppError> {
    let request = RevealRequest { source: SourceRequest { id }, env, form };
    let text = revealed(&bench.app, request, Entered::new(), Caller::silent()).await?;
    Ok(text.expose().clone())
}

#[tokio::test]
async fn every_type_has_variables_and_forms_that_hold_its_secrets_only_when_asked() {
    for def in all() {
        let bench = Bench::new().await;
        let mode = &def.modes[0];
        let mut side = filled(mode);
        if def.id == "oss" {
            // With a role there is no key to copy.
            side["properties"]["authType"] = json!("Ak");
        }
        let view = bench.ok("source.save", json!({"name": "one", "type": def.id, "prod": side})).await;
        let copies = bench.ok("source.copies", json!({"id": view["id"]})).await;
        assert_eq!(copies["dev"], Value::Null);
        let forms = copies["prod"]["forms"].as_array().unwrap();
        for wanted in ["url", "dotenv", "docker", "python"] {
            assert!(forms.iter().any(|form| form["form"] == wanted), "{} as {wanted}", def.id);
        }
        assert!(!copies.to_string().contains("-secret"), "{copies}");
        let secret = mode.fields().any(|field| field.secret && field.key != "truststorePassword");
        for form in forms {
            assert!(!form["text"].as_str().unwrap().contains(['«', '»', '⟦', '⟧']), "{form}");
            assert_eq!(form["text"].as_str().unwrap().contains("***"), form["secret"] == true, "{form}");
            let kind: Form = serde_json::from_value(form["form"].clone()).unwrap();
            let text = with_secrets(&bench, id(&view), Environment::Prod, kind).await.unwrap();
            assert_eq!(text.contains("-secret"), form["secret"] == true, "{text}");
            assert!(!text.contains("***"), "{text}");
        }
        for names in ["client", "catalogue"] {
            let request = json!({"sources": [{"id": view["id"], "env": "prod"}], "names": names});
            let variables = bench.ok("source.variables", request).await;
            assert!(!variables.to_string().contains("-secret"), "{variables}");
            let variables = variables["variables"].as_array().unwrap();
            assert_eq!(variables.iter().any(|variable| variable["secret"] == true), secret, "{}", def.id);
        }
    }
}

#[tokio::test]
async fn names_are_those_that_clients_read() {
    let bench = Bench::new().await;
    // (type, properties, variables without secrets)
    let rows = [
        (
            "mysql",
            json!({"address": [{"host": "h", "port": 3306}, {"host": "k", "port": 3307}], "database": "d", "username": "u"}),
            json!({"MYSQL_HOST": "h", "MYSQL_TCP_PORT": "3306", "MYSQL_DATABASE": "d", "MYSQL_USER": "u"}),
        ),
        (
            "maxcompute",
            json!({"project": "p", "regionId": "cn-shanghai", "accessId": "i", "authType": "PrimaryAccount",
                "endpoint": "http://left.example/api"}),
            json!({"ODPS_ENDPOINT": "https://service.cn-shanghai.maxcompute.aliyun.com/api", "ODPS_PROJECT": "p",
                "ALIBABA_CLOUD_ACCESS_KEY_ID": "i"}),
        ),
        (
            "maxcompute",
            json!({"project": "p", "regionId": "cn-shanghai", "accessId": "i", "authType": "PrimaryAccount",
                "endpointMode": "Custom", "endpoint": "http://own.example/api", "tunnelServer": "http://dt.example"}),
            json!({"ODPS_ENDPOINT": "http://own.example/api", "ODPS_TUNNEL_ENDPOINT": "http://dt.example",
                "ODPS_PROJECT": "p", "ALIBABA_CLOUD_ACCESS_KEY_ID": "i"}),
        ),
        (
            "oss",
            json!({"regionId": "cn-hangzhou", "bucket": "logs", "endpoint": "https://oss-cn-hangzhou.aliyuncs.com",
                "authType": "Ak", "accessId": "i"}),
            json!({"OSS_REGION": "cn-hangzhou", "OSS_ENDPOINT": "https://oss-cn-hangzhou.aliyuncs.com",
                "OSS_BUCKET": "logs", "OSS_ACCESS_KEY_ID": "i"}),
        ),
        (
            "sqlite",
            json!({"path": "/data/a b.db"}),
            json!({"SQLITE_PATH": "/data/a b.db", "DATABASE_URL": "sqlite:///data/a%20b.db"}),
        ),
    ];
    for (at, (type_id, properties, expected)) in rows.into_iter().enumerate() {
        let side = json!({"mode": "UrlMode", "properties": properties});
        let view = bench.ok("source.save", json!({"name": format!("s{at}"), "type": type_id, "dev": side})).await;
        let variables = run(&bench, id(&view), Environment::Dev, Entered::new()).await.unwrap();
        let plain: BTreeMap<_, _> =
            variables.into_iter().filter(|(name, _)| type_id == "sqlite" || name != "DATABASE_URL").collect();
        assert_eq!(json!(plain), expected, "{type_id}");
    }
}

#[tokio::test]
async fn names_that_meet_or_do_harm_are_refused() {
    let bench = Bench::new().await;
    let (one, two) = (bench.create("one").await, bench.create("two").await);
    let of = |view: &Value, prefix: &str| json!({"id": view["id"], "env": "dev", "prefix": prefix});
    // (why, sources, names of one's own, refusal)
    let rows = [
        ("two sources of a type", vec![of(&one, ""), of(&two, "")], json!([]), Some(ErrorCode::VariableTaken)),
        ("a prefix parts them", vec![of(&one, ""), of(&two, "TWO_")], json!([]), None),
        ("the same twice", vec![of(&one, "A_"), of(&one, "A_")], json!([]), Some(ErrorCode::VariableTaken)),
        ("a name of one's own", vec![of(&one, "")], json!([{"name": "PGPASS", "key": "password"}]), None),
        (
            "what loads code",
            vec![of(&one, "")],
            json!([{"name": "LD_PRELOAD", "key": "host"}]),
            Some(ErrorCode::VariableRefused),
        ),
        (
            "where programs are",
            vec![of(&one, "")],
            json!([{"name": "path", "key": "host"}]),
            Some(ErrorCode::VariableRefused),
        ),
        ("a prefix that makes one", vec![of(&one, "DYLD_")], json!([]), Some(ErrorCode::VariableRefused)),
        ("no name", vec![of(&one, "1=")], json!([]), Some(ErrorCode::VariableRefused)),
        (
            "a value that is not there",
            vec![of(&one, "")],
            json!([{"name": "A", "key": "bucket"}]),
            Some(ErrorCode::VariableUnknown),
        ),
        ("a side that is not there", vec![json!({"id": one["id"], "env": "prod", "prefix": ""})], json!([]), None),
    ];
    for (why, sources, only, refusal) in rows {
        let answer = bench.call("source.variables", json!({"sources": sources, "only": only})).await;
        assert_eq!(answer.as_ref().err().map(|error| error.code), refusal, "{why}: {answer:?}");
    }
}

#[tokio::test]
async fn who_may_not_have_a_secret_gets_none_by_any_way() {
    use ErrorCode::{NotPermitted, ShareReadOnly};
    let bench = Bench::new().await;
    let lab = bench.ok("workspace.create", json!({"name": "lab", "mode": "standard"})).await["id"].clone();
    let own = bench.create("orders").await;
    for (env, permission) in [("dev", "edit"), ("prod", "read")] {
        let share = json!({"id": own["id"], "to": lab, "env": env, "permission": permission});
        bench.ok("share.add", share).await;
    }
    let received = bench.ok("source.named", json!({"workspace": lab, "name": "default.orders"})).await;
    let (own, received) = (id(&own), id(&received));
    let (dev, prod) = (Environment::Dev, Environment::Prod);
    // (fact, role, source, side, refusal)
    let rows = [
        ("who sets secrets may have them", "tenant_owner", own, prod, None),
        ("4 who uses a source only may not", "developer", own, dev, Some(NotPermitted)),
        ("4 nor who only looks", "visitor", own, dev, Some(NotPermitted)),
        ("4 nor who administers the tenant", "tenant_administrator", own, dev, Some(NotPermitted)),
        ("4 received to be edited", "tenant_owner", received, dev, None),
        ("4 received to be used: never, whatever the role", "tenant_owner", received, prod, Some(ShareReadOnly)),
    ];
    for (fact, role, source, env, refusal) in rows {
        bench.ok("identity.set", json!({"identity": {"user": "owner", "role": role}})).await;
        let ran = run(&bench, source, env, Entered::new()).await;
        assert_eq!(ran.as_ref().err().map(|error| error.code), refusal, "{fact}");
        if let Ok(variables) = ran {
            assert_eq!(variables["MYSQL_PWD"], format!("{}-pw", env.as_str()));
        }
        let copied = with_secrets(&bench, source, env, Form::Url).await;
        assert_eq!(copied.as_ref().err().map(|error| error.code), refusal, "{fact}");
        let copies = bench.ok("source.copies", json!({"id": source})).await;
        assert_eq!(copies[env.as_str()]["refused"]["code"], json!(refusal), "{fact}: the page says so before");
        assert!(copies[env.as_str()]["forms"].as_array().unwrap().len() > 5, "{fact}: masked it is there for everyone");
    }
}

#[tokio::test]
async fn a_secret_that_is_asked_for_has_to_be_entered_and_a_target_confirmed() {
    let bench = Bench::new().await;
    let mut request = mysql("orders");
    request["dev"]["secrets"] = json!({"password": {"ask": true}});
    let view = bench.ok("source.save", request).await;
    let refused = run(&bench, id(&view), Environment::Dev, Entered::new()).await.unwrap_err();
    assert_eq!((refused.code, refused.params["slots"].as_str()), (ErrorCode::SecretAsked, "password"));
    let password = BTreeMap::from([("password".to_owned(), Secret::new("typed".to_owned()))]);
    let entered = Entered::from([((id(&view), Environment::Dev), password.clone())]);
    let variables = run(&bench, id(&view), Environment::Dev, entered).await.unwrap();
    assert_eq!(variables["MYSQL_PWD"], "typed");
    // What is stored is not replaced by what somebody enters.
    let entered = Entered::from([((id(&view), Environment::Prod), password)]);
    assert_eq!(run(&bench, id(&view), Environment::Prod, entered).await.unwrap()["MYSQL_PWD"], "prod-pw");

    let elsewhere = json!({"prod": {"properties": {"address": [{"host": "10.9.9.9", "port": 3306}]}}});
    bench.ok("source.patch", json!({"id": view["id"], "patch": elsewhere})).await;
    let refused = run(&bench, id(&view), Environment::Prod, Entered::new()).await.unwrap_err();
    assert_eq!((refused.code, refused.params["consent"].contains("10.9.9.9")), (ErrorCode::SecretUnconfirmed, true));
}

#[tokio::test]
async fn activity_tells_what_went_where_and_never_the_value() {
    let bench = Bench::new().await;
    let view = bench.create("orders").await;
    run(&bench, id(&view), Environment::Dev, Entered::new()).await.unwrap();
    with_secrets(&bench, id(&view), Environment::Prod, Form::Client).await.unwrap();
    let told = bench.ok("activity.list", json!({})).await;
    let brief: Vec<Value> = told["rows"].as_array().unwrap()[..2]
        .iter()
        .map(|row| json!([row["action"]["id"], row["subject"], row["changes"]]))
        .collect();
    let change = |field: &str, secret: bool, after: Value| json!({"field": field, "secret": secret, "before": null, "after": after});
    assert_eq!(
        json!(brief),
        json!([
            [
                "secret_copied",
                "orders",
                [change("form", false, json!("client")), change("prod.secrets.password", true, Value::Null)]
            ],
            [
                "source_run",
                "orders",
                [change("program", false, json!("mysqldump")), change("dev.secrets.password", true, Value::Null)]
            ],
        ])
    );
    assert!(!told.to_string().contains("-pw"), "{told}");
}
