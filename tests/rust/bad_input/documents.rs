//! Documents that are no documents, through the command line, as words in both languages.

use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::bench::mysql;

struct Shell {
    home: tempfile::TempDir,
}

impl Shell {
    fn run(&self, arguments: &[&str], input: &[u8]) -> (Option<i32>, String, String) {
        let test = std::env::current_exe().unwrap();
        let program = test.parent().and_then(|deps| deps.parent()).unwrap().join("headwater");
        let mut command = Command::new(program);
        command
            .args(arguments)
            .env("HEADWATER_HOME", self.home.path().join("data"))
            .env_remove("DBUS_SESSION_BUS_ADDRESS");
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let bytes = input.to_owned();
        let feeder = std::thread::spawn(move || stdin.write_all(&bytes));
        let output = child.wait_with_output().unwrap();
        let _ = feeder.join();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    }
}

fn broken() -> Vec<(&'static str, Vec<u8>)> {
    let good = mysql("orders").to_string();
    let nested = |open: &str, close: &str| {
        let (open, close) = (open.repeat(10_000), close.repeat(10_000));
        good.replacen("\"db.example.com\"", &format!("{open}1{close}"), 1).into_bytes()
    };
    let mut long = good.replacen("订单", &"x".repeat(11 * 1024 * 1024), 1).into_bytes();
    long.push(b'\n');
    vec![
        ("nothing", Vec::new()),
        ("a space", b" \n".to_vec()),
        ("half of it", good.as_bytes()[..good.len() / 2].to_vec()),
        ("all but the end", good.as_bytes()[..good.len() - 1].to_vec()),
        ("something behind it", format!("{good}{good}").into_bytes()),
        ("lists 10,000 deep", nested("[", "]")),
        ("objects 10,000 deep", nested("{\"a\":", "}")),
        ("10,000 lists that never end", b"[".repeat(10_000)),
        ("a key twice", good.replacen("\"name\"", "\"name\":\"other\",\"name\"", 1).into_bytes()),
        ("a property twice", good.replacen("\"database\"", "\"database\":\"x\",\"database\"", 1).into_bytes()),
        ("a secret twice", good.replacen("\"password\"", "\"password\":\"x\",\"password\"", 1).into_bytes()),
        ("the same key, escaped", good.replacen("\"name\"", "\"n\\u0061me\":\"other\",\"name\"", 1).into_bytes()),
        ("a list", b"[]".to_vec()),
        ("a text", b"\"orders\"".to_vec()),
        ("no JSON", b"name: orders".to_vec()),
        ("a comment", format!("// orders\n{good}").into_bytes()),
        ("NaN", good.replacen("3306", "NaN", 1).into_bytes()),
        ("half a character", good.replacen("订单", "\\ud800", 1).into_bytes()),
        ("bytes that are no text", [good.as_bytes(), b"\xff\xfe"].concat()),
        ("UTF-16", good.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("11 MB", long),
    ]
}

#[test]
fn a_broken_document_is_refused_in_both_languages_and_nothing_is_saved() {
    let shell = Shell { home: tempfile::tempdir().unwrap() };
    for (what, input) in broken() {
        for (lang, word) in [("en", "error"), ("zh-CN", "错误")] {
            let (code, out, err) = shell.run(&["source", "create", "--file", "-", "--lang", lang], &input);
            assert_eq!((code, out.as_str()), (Some(2), ""), "{what}: {err}");
            assert!(err.contains(word) && err.len() < 4_096 && !err.contains("panicked"), "{what}: {err}");
        }
        let (code, _, err) = shell.run(&["source", "create", "--file", "-", "--json"], &input);
        let last: Value = serde_json::from_str(err.lines().last().unwrap()).unwrap();
        assert_eq!((code, last["error"]["code"].as_str()), (Some(2), Some("invalid_request")), "{what}");
        assert!(!last["error"]["hint"].as_str().unwrap().is_empty());
    }
    let (_, list, _) = shell.run(&["source", "list", "--json"], b"");
    assert_eq!(serde_json::from_str::<Value>(&list).unwrap(), json!([]));
}

#[test]
fn a_wrong_value_is_named_in_both_languages() {
    let shell = Shell { home: tempfile::tempdir().unwrap() };
    let mut document = mysql("orders");
    document["dev"]["properties"]["address"][0]["port"] = json!("3306 ");
    let input = document.to_string();
    for (lang, words) in [("en", "Has spaces"), ("zh-CN", "首尾有空格")] {
        let (code, _, err) = shell.run(&["source", "create", "--file", "-", "--lang", lang], input.as_bytes());
        assert_eq!(code, Some(2));
        assert!(err.contains("dev.address[0].port") && err.contains(words) && err.contains("3306"), "{err}");
    }
}
