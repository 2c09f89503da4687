//! A data folder with a keychain in memory, and what must hold of every refusal.

use std::sync::Arc;

use headwater_app::{App, Caller, KeychainChoice, OpenOptions, call};
use headwater_model::{AppError, Lang, Params, Text};
use headwater_vault::{FaultyKeychain, Keychain as _};
use serde_json::{Value, json};

/// Longest refusal, in bytes of JSON: whatever was sent, it is not sent back.
const LONGEST: usize = 16_384;

pub struct Bench {
    pub app: Arc<App>,
    pub keychain: Arc<FaultyKeychain>,
    _home: tempfile::TempDir,
}

impl Bench {
    pub async fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let keychain = Arc::new(FaultyKeychain::default());
        let choice = KeychainChoice::Given(keychain.clone());
        let app =
            App::open(OpenOptions { home: Some(home.path().to_owned()), keychain: choice, ..OpenOptions::default() })
                .await
                .unwrap();
        Self { app, keychain, _home: home }
    }

    pub async fn call(&self, name: &str, request: Value) -> Result<Value, AppError> {
        call(&self.app, name, request, Caller::silent()).await
    }

    pub async fn ok(&self, name: &str, request: Value) -> Value {
        self.call(name, request).await.unwrap_or_else(|error| panic!("{name}: {error:?}"))
    }

    /// Everything that a refusal must leave as it is.
    pub async fn state(&self) -> (Value, Vec<(String, Vec<u8>)>, Value) {
        let list = self.ok("source.list", json!({})).await;
        let mut views = Vec::new();
        for row in list["rows"].as_array().unwrap() {
            views.push(self.ok("source.get", json!({"id": row["id"]})).await);
        }
        let mut items = Vec::new();
        for account in self.keychain.accounts("").unwrap() {
            let value = self.keychain.get(&account).unwrap().unwrap().to_vec();
            items.push((account, value));
        }
        items.sort();
        let doctor = self.ok("doctor.run", json!({})).await;
        let journal = doctor["items"].as_array().unwrap().iter().find(|item| item["id"] == "journal").unwrap().clone();
        (json!([list["total"], views]), items, journal)
    }

    /// The refusal of a request that must change nothing.
    pub async fn refused(&self, name: &str, request: Value) -> AppError {
        let before = self.state().await;
        let shown: String = request.to_string().chars().take(300).collect();
        let error = match self.call(name, request).await {
            Err(error) => error,
            Ok(answer) => panic!("{name} took {shown}: {answer}"),
        };
        assert!(self.state().await == before, "{name} {shown}: something was saved");
        assert_told(&error, &shown);
        error
    }
}

/// Names the field, says what is wrong and how to mend it, in both languages, and does not repeat what it was given at length.
pub fn assert_told(error: &AppError, what: &str) {
    assert!(error.field.as_ref().is_some_and(|field| !field.is_empty()), "{what}: no field in {error:?}");
    assert!(serde_json::to_string(error).unwrap().len() < LONGEST, "{what}: a refusal as long as the request");
    let mut texts = vec![(error.code.message(), error.code.hint(), &error.params)];
    texts.extend(error.issues.iter().map(|issue| (issue.code.message(), issue.code.hint(), &issue.params)));
    for (message, hint, params) in texts {
        for text in [message, hint] {
            assert!(is_filled(text, params), "{what}: a place without a value in “{}” {params:?}", text.en);
        }
        assert!(!message.en.is_empty() && is_chinese(message.zh), "{what}: {}", message.zh);
        assert!(hint.en.is_empty() == hint.zh.is_empty() && (hint.zh.is_empty() || is_chinese(hint.zh)));
    }
    for lang in [Lang::En, Lang::ZhCn] {
        assert!(!error.message(lang).is_empty() && !error.hint(lang).is_empty(), "{what}: {error:?}");
    }
}

fn is_filled(text: Text, params: &Params) -> bool {
    // Values may have braces of their own.
    let empty: Params = params.keys().map(|key| (key.clone(), String::new())).collect();
    [Lang::En, Lang::ZhCn].iter().all(|lang| !text.render(*lang, &empty).contains('{'))
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

/// A MySQL source with one complete side.
pub fn mysql(name: &str) -> Value {
    json!({"name": name, "type": "mysql", "description": "订单", "tags": ["core"], "dev": {"mode": "UrlMode",
        "properties": {"address": [{"host": "db.example.com", "port": 3306}], "database": "shop", "username": "etl"},
        "secrets": {"password": "pw"}}})
}

/// An OSS source with one complete side.
pub fn oss(name: &str) -> Value {
    json!({"name": name, "type": "oss", "dev": {"mode": "UrlMode", "properties": {"regionId": "cn-hangzhou",
        "bucket": "logs", "endpoint": "https://oss-cn-hangzhou.aliyuncs.com", "accessId": "id"},
        "secrets": {"accessKey": "key"}}})
}

/// Puts a value at a path such as `/dev/properties/address/0/port`.
pub fn with(mut document: Value, path: &str, value: Value) -> Value {
    if let Some(place) = document.pointer_mut(path) {
        *place = value;
        return document;
    }
    let (parent, key) = path.rsplit_once('/').unwrap();
    document.pointer_mut(parent).unwrap()[key] = value;
    document
}
