//! What looks bad and is not: kept byte for byte.

use headwater_vault::Keychain as _;
use serde_json::{Value, json};

use crate::bench::{Bench, mysql};

/// Texts with a meaning somewhere else.
const ODD: [&str; 14] = [
    "Robert'); DROP TABLE data_source;--",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "%_*?[]{}\\\"'`",
    "$(reboot) ${HOME} `id` && rm -rf / ; |",
    "😀👩‍👩‍👧‍👦🇨🇳",
    "e\u{301} is not \u{e9}",
    "שלום مرحبا",
    "数据源，描述；全角　空格",
    "zero\u{200b}width\u{feff}\u{ad}",
    "{{7*7}} {name} %s %n {0}",
    "../../etc/passwd",
    "null",
    "=1+1",
    "\u{10ffff}\u{fffd}",
];

#[tokio::test]
async fn odd_texts_come_back_as_they_were() {
    let bench = Bench::new().await;
    for (index, text) in ODD.iter().enumerate() {
        let mut document = mysql(&format!("s{index}"));
        document["description"] = format!("{text}\r\n\t{text}").into();
        document["tags"] = json!([text]);
        for key in ["database", "username"] {
            document["dev"]["properties"][key] = json!(text);
        }
        document["dev"]["properties"]["properties"] = json!({"connectTimeout": text, *text: text});
        document["dev"]["secrets"] = json!({"password": text, "properties.password1": text});
        let view = bench.ok("source.save", document.clone()).await;
        let again = bench.ok("source.get", json!({"id": view["id"]})).await;
        for view in [view, again] {
            for key in ["name", "description", "tags"] {
                assert_eq!(view[key], document[key], "{text}");
            }
            assert_eq!(view["dev"]["properties"], document["dev"]["properties"], "{text}");
        }
        let found = bench.ok("source.list", json!({"search": text})).await;
        assert_eq!(found["total"], 1, "{text}");
    }
    assert_eq!(bench.ok("source.list", json!({})).await["total"], ODD.len());
    // A search is no pattern and no statement.
    for nothing in ["s%", "s_", "' OR '1'='1", "s*", "\" OR name LIKE \"%"] {
        assert_eq!(bench.ok("source.list", json!({"search": nothing})).await["total"], 0, "{nothing}");
    }
}

#[tokio::test]
async fn secrets_of_any_characters_are_kept_byte_for_byte() {
    let bench = Bench::new().await;
    let more = [" leading and trailing ", "line\nbreak\r\n", "nul\0inside", "\u{202e}bidi", "\t", "\u{7f}"];
    for (index, text) in ODD.iter().chain(&more).enumerate() {
        let mut document = mysql(&format!("s{index}"));
        document["dev"]["secrets"] = json!({"password": text});
        bench.ok("source.save", document).await;
        let accounts = bench.keychain.accounts("").unwrap();
        let items = accounts.iter().map(|account| bench.keychain.get(account).unwrap().unwrap());
        let items: Vec<Value> = items.map(|item| serde_json::from_slice(&item).unwrap()).collect();
        assert!(items.iter().any(|item| item["secrets"]["password"] == *text), "{text:?}");
    }
}
