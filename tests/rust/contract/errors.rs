//! Exit codes, the error line, both languages, and outputs that are closed.

use std::process::Stdio;

use serde_json::json;

use crate::bench::{Bench, Run, text};

#[test]
fn usage_that_is_not_understood_ends_with_2() {
    let bench = Bench::new();
    let refused = |arguments: &[&str]| bench.run(&[arguments, &["--json"]].concat()).error(2);
    assert_eq!(refused(&["frobnicate"])["code"], "invalid_request");
    assert_eq!(refused(&["test", "a"])["field"], "--env");
    assert_eq!(refused(&["test", "a", "--env", "staging"])["field"], "--env");
    assert_eq!(refused(&["source", "list", "--colour"])["field"], "--colour");
    assert_eq!(refused(&["source"])["code"], "invalid_request");
    assert!(!bench.home().exists(), "nothing was opened");
    let words = bench.run(&["test", "a"]);
    assert_eq!((words.code, words.out.as_str()), (Some(2), ""));
    assert!(words.err.starts_with("error:") && words.err.contains("--env"), "{}", words.err);
}

#[test]
fn what_is_refused_ends_with_2_and_says_what_to_do() {
    let bench = Bench::new();
    let error = bench.run(&["test", "nope", "--env", "dev", "--json"]).error(2);
    assert_eq!((text(&error["code"]), text(&error["field"])), ("source_not_found", "name"));
    assert_eq!((text(&error["params"]["name"]), &error["retryable"]), ("nope", &false.into()));
    assert!(!text(&error["message"]).is_empty() && !text(&error["hint"]).is_empty());

    let words = bench.run(&["test", "nope", "--env", "dev"]);
    assert_eq!((words.code, words.out.as_str()), (Some(2), ""));
    let lines: Vec<&str> = words.err.lines().collect();
    assert!(lines[0].starts_with("error: ") && lines[1].starts_with("  caused by: "), "{}", words.err);
    assert!(lines[2].starts_with("hint: ") && lines[2].contains("headwater source list"), "{}", words.err);
    assert!(!words.err.contains('\u{1b}'), "no colours where there is no terminal");
}

#[test]
fn a_data_folder_that_cannot_be_used_ends_with_4() {
    let bench = Bench::new();
    std::fs::write(bench.home(), "a file").expect("a file");
    let error = bench.run(&["source", "list", "--json"]).error(4);
    assert_eq!(error["code"], "data_folder");
    assert!(text(&error["message"]).contains("home"));

    let bench = Bench::new();
    bench.ok(&["source", "list"]);
    std::fs::write(bench.home().join("headwater.db"), "not a database, whatever its name says").expect("a file");
    assert_eq!(bench.run(&["source", "list", "--json"]).error(4)["code"], "database_damaged");
}

#[test]
fn a_person_reads_the_language_of_the_system_or_the_one_asked_for() {
    let bench = Bench::new();
    let run = |variable: &str, value: &str, more: &[&str]| {
        let arguments = [&["test", "nope", "--env", "dev"], more].concat();
        Run::of(bench.command(&arguments).env(variable, value).output().expect("the program starts")).err
    };
    let (chinese, english) = ("没有数据源", "There is no data source");
    assert!(run("LANG", "zh_CN.UTF-8", &[]).contains(chinese));
    assert!(run("LC_ALL", "zh_CN.UTF-8", &[]).contains(chinese));
    assert!(run("LANG", "de_DE.UTF-8", &[]).contains(english));
    assert!(run("LANG", "zh_CN.UTF-8", &["--lang", "en"]).contains(english));
    assert!(run("LANG", "C", &["--lang=zh-CN", "--json"]).contains(chinese));
    let usage = bench.run(&["test", "--lang", "zh-CN"]);
    assert!(usage.err.starts_with("错误：") && usage.err.contains("用法"), "{}", usage.err);
    let help = bench.run(&["source", "create", "--help", "--lang", "zh-CN"]);
    assert!(help.out.contains("由 JSON 文档创建数据源") && help.out.contains("显示帮助"), "{}", help.out);
}

#[test]
fn help_version_and_completions_are_answers() {
    let bench = Bench::new();
    let version = bench.run(&["--version"]);
    assert_eq!((version.code, version.out), (Some(0), format!("headwater {}\n", env!("CARGO_PKG_VERSION"))));
    assert_eq!(bench.run(&["--version", "--json"]).ok()["version"], env!("CARGO_PKG_VERSION"));
    assert!(bench.run(&["--help"]).out.contains("Exit codes"));
    for arguments in [&["--json", "--help"][..], &["source", "create", "-h", "--json"]] {
        let help = bench.run(arguments).ok()["help"].clone();
        assert!(help.as_str().is_some_and(|help| help.contains("--json")), "{arguments:?}: {help}");
    }
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = bench.run(&["completions", shell]);
        assert!(script.code == Some(0) && script.out.contains("doctor"), "{shell}");
        let document = bench.run(&["completions", shell, "--json"]).ok();
        assert_eq!(document, json!({"shell": shell, "script": script.out}));
    }
    assert!(!bench.home().exists(), "none of them needs a data folder");
}

#[test]
fn a_closed_output_is_no_failure() {
    let bench = Bench::new();
    for arguments in [&["type", "show", "mysql", "--json"][..], &["completions", "bash"], &["--help"], &["doctor"]] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let output = bench.command(arguments).stdout(writer).stderr(Stdio::piped()).output();
        let run = Run::of(output.expect("the program starts"));
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{arguments:?}");
    }
}
