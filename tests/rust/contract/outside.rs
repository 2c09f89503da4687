//! Programs outside: `exec`, `env`, `copy`.

use std::process::{Command, Stdio};

use headwater_tests::mariadb::{DATABASE, PASSWORD, users};
use serde_json::{Value, json};

use crate::bench::{Bench, Run, text};

/// `orders` with a development side on the private server.
fn bench() -> Bench {
    let bench = Bench::with_keychain();
    bench.mysql("orders", users::APP, &json!({"password": PASSWORD}));
    bench
}

fn refusal(run: &Run) -> String {
    text(&run.error(2)["code"]).to_owned()
}

#[test]
fn a_program_gets_the_variables_and_nothing_is_left() {
    let bench = bench();
    let printed = bench.run(&["exec", "dev:orders", "--", "sh", "-c", "env; cat"]);
    assert_eq!((printed.code, printed.err.as_str()), (Some(0), ""));
    for (name, value) in [("MYSQL_HOST", "127.0.0.1"), ("MYSQL_USER", users::APP), ("MYSQL_PWD", PASSWORD)] {
        assert!(printed.out.lines().any(|line| line == format!("{name}={value}")), "{name}: {}", printed.out);
    }
    for path in bench.files() {
        let bytes = std::fs::read(&path).expect("readable");
        let holds = bytes.windows(PASSWORD.len()).any(|part| part == PASSWORD.as_bytes());
        assert!(!holds, "{} holds the password", path.display());
    }
    let told = bench.ok(&["activity", "orders"]);
    assert_eq!(told[0]["action"], "source_run");
    assert!(!told.to_string().contains(PASSWORD), "{told}");
}

/// The server's own client reads them: nothing about the login is among its arguments but the user, who has no variable.
#[test]
fn the_servers_own_client_signs_in_with_them() {
    let bench = bench();
    let login = r#"exec mysql --user="$MYSQL_USER" --protocol=TCP --batch --skip-column-names -e 'SELECT DATABASE()' "$MYSQL_DATABASE""#;
    let run = bench.run(&["exec", "orders", "--", "sh", "-c", login]);
    assert_eq!((run.code, run.out.trim()), (Some(0), DATABASE), "{run:#?}");
    let copied = bench.run(&["copy", "orders", "--as", "mysql", "--with-secrets"]);
    // MariaDB's client has no word for this: it is MySQL's own.
    let command = copied.out.trim().replace(" --ssl-mode=DISABLED", "");
    let output = Command::new("sh").args(["-c", &format!("{command} -e 'SELECT 42'")]).output().expect("sh");
    assert!(String::from_utf8_lossy(&output.stdout).contains("42"), "{command}: {output:?}");
}

#[test]
fn the_program_takes_the_place_of_this_one() {
    let bench = bench();
    let exec = |command: &[&str]| bench.run(&[&["exec", "dev:orders", "--"], command].concat());
    assert_eq!(exec(&["sh", "-c", "exit 7"]).code, Some(7), "its exit code is ours");
    assert_eq!(exec(&["sh", "-c", "kill -TERM $$"]).code, None, "and a signal that ends it");
    let limits = exec(&["sh", "-c", "ulimit -Hc"]);
    assert_eq!(limits.out.trim(), "0", "no core dump, in blocks of 512 bytes");
    let mut child = bench.command(&["exec", "dev:orders", "--", "sh", "-c", "echo $$; exec cat"]);
    let mut child = child.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the program starts");
    let id = child.id();
    drop(child.stdin.take());
    let output = child.wait_with_output().expect("an end");
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), id.to_string(), "it is the same process");
    let absent = bench.run(&["exec", "dev:orders", "--json", "--", "no-such-program-anywhere"]);
    assert_eq!(refusal(&absent), "program_failed");
}

#[test]
fn names_and_prefixes_are_chosen() {
    let bench = bench();
    bench.sqlite("lake");
    let names = |arguments: &[&str]| {
        let view = bench.ok(&[&["env"], arguments].concat());
        let rows = view["variables"].as_array().expect("an array").clone();
        rows.iter().map(|row| text(&row["name"]).to_owned()).collect::<Vec<_>>().join(" ")
    };
    let mysql = "MYSQL_HOST MYSQL_TCP_PORT MYSQL_DATABASE MYSQL_USER MYSQL_PWD DATABASE_URL";
    assert_eq!(names(&["orders"]), mysql);
    assert_eq!(names(&["orders", "--env", "dev"]), mysql);
    assert_eq!(names(&["prod:lake", "--prefix", "L_"]), "L_SQLITE_PATH L_DATABASE_URL");
    assert_eq!(names(&["dev:orders", "prod:lake=LAKE_"]), format!("{mysql} LAKE_SQLITE_PATH LAKE_DATABASE_URL"));
    assert_eq!(names(&["dev:orders", "--var", "DB_PW=password", "--var", "DB_HOST=host"]), "DB_PW DB_HOST");
    assert!(names(&["prod:lake", "--names", "catalogue"]).starts_with("LAKE_PATH "));
    let bare = names(&["orders", "--names", "catalogue", "--prefix", ""]);
    assert!(bare.starts_with("HOST PORT ADDRESS DATABASE USERNAME PASSWORD "), "{bare}");
    // (arguments, code)
    for (arguments, code) in [
        (&["dev:orders", "prod:lake"][..], "variable_taken"),
        (&["lake"], "invalid_request"),
        (&["test:orders"], "invalid_request"),
        (&["prod:orders"], "side_absent"),
        (&["dev:nothing"], "source_not_found"),
        (&["dev:orders", "--prefix", "LD_"], "variable_refused"),
        (&["dev:orders", "--var", "PATH=host"], "variable_refused"),
        (&["dev:orders", "--var", "PASSWORD"], "invalid_request"),
        (&["dev:orders", "--var", "A=bucket"], "variable_unknown"),
    ] {
        assert_eq!(refusal(&bench.run(&[&["env", "--json"], arguments].concat())), code, "{arguments:?}");
        let exec = [&["exec", "--json"], arguments, &["--", "true"]].concat();
        assert_eq!(refusal(&bench.run(&exec)), code, "{arguments:?}");
    }
}

#[test]
fn what_is_printed_is_masked_unless_asked() {
    let bench = bench();
    let shown = bench.ok(&["env", "dev:orders"]);
    let row = shown["variables"].as_array().and_then(|rows| rows.iter().find(|row| row["name"] == "MYSQL_PWD"));
    let expected = json!({"name": "MYSQL_PWD", "value": "***", "secret": true, "key": "password", "source": "orders", "env": "dev"});
    assert_eq!((row, &shown["missing"]), (Some(&expected), &json!([])));
    let lines = bench.run(&["env", "dev:orders"]);
    assert!(
        lines.out.contains("export MYSQL_HOST=127.0.0.1\n") && lines.out.contains("export MYSQL_PWD='***'\n"),
        "{lines:#?}"
    );
    assert!(bench.run(&["env", "orders", "--format", "fish"]).out.contains("set -gx MYSQL_PWD '***'\n"));
    assert!(bench.run(&["env", "orders", "--format", "powershell"]).out.contains("$env:MYSQL_PWD = '***'\n"));
    for form in ["url", "jdbc", "dotenv", "docker", "client", "python", "java", "rust", "go"] {
        let masked = bench.ok(&["copy", "orders", "--as", form]);
        let keys: Vec<&String> = masked.as_object().expect("an object").keys().collect();
        assert_eq!(keys, ["env", "form", "source", "text", "with", "with_secrets"]);
        assert_eq!((&masked["form"], &masked["with_secrets"]), (&json!(form), &json!(false)));
        assert!(text(&masked["text"]).contains("***") && !masked.to_string().contains(PASSWORD), "{masked}");
        let asked = bench.ok(&["copy", "orders", "--as", form, "--env", "dev", "--with-secrets"]);
        // In a URL its blank is an escape.
        let unescaped = text(&asked["text"]).replace("%20", " ");
        assert!(unescaped.contains(PASSWORD) && !unescaped.contains("***"), "{form}: {unescaped}");
        assert_eq!(asked["with_secrets"], true);
    }
    let printed = bench.run(&["copy", "orders", "--as", "url"]);
    assert_eq!(printed.out.lines().count(), 1, "{printed:#?}");
}

#[test]
fn what_cannot_be_had_is_refused_with_what_to_do() {
    let bench = Bench::with_keychain();
    bench.mysql("asked", users::APP, &json!({"password": {"ask": true}}));
    bench.mysql("kept", users::APP, &json!({"password": PASSWORD}));
    let exec = |name: &str| ["exec", name, "--json", "--", "true"].map(str::to_owned);
    let run = |arguments: &[String]| bench.run(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    let asked = run(&exec("asked")).error(2);
    assert_eq!((&asked["code"], &asked["params"]["slots"]), (&json!("secret_asked"), &json!("password")));
    assert!(text(&asked["hint"]).contains("secret set asked --env dev"), "{asked}");
    assert_eq!(refusal(&bench.run(&["copy", "asked", "--as", "url", "--with-secrets", "--json"])), "secret_asked");
    assert_eq!(bench.run(&["copy", "asked", "--as", "url"]).code, Some(0), "masked it can be had");

    bench.edit("kept", &json!({"dev": {"properties": {"address": [{"host": "localhost", "port": 1}]}}})).ok();
    assert_eq!(refusal(&run(&exec("kept"))), "secret_unconfirmed");

    let none = ["exec", "kept", "--json", "--", "true"];
    bench.edit("kept", &json!({"dev": {"secrets": {"password": PASSWORD}}})).ok();
    assert_eq!(text(&bench.without_keychain(&none, "").error(3)["code"]), "keychain_absent");

    let view = bench.ok(&["source", "show", "kept"]);
    let mode: Value =
        json!({"dev": {"mode": "InstanceMode", "properties": {"regionId": "cn-hangzhou", "instanceId": "rm-1"}}});
    bench.create(&json!({"name": "instance", "type": view["type"], "dev": mode["dev"]}));
    let unavailable = bench.run(&["copy", "instance", "--as", "jdbc", "--json"]).error(2);
    assert_eq!(unavailable["code"], "copy_unavailable", "only DataWorks knows where it is");
    assert!(text(&unavailable["hint"]).contains(".env"), "{unavailable}");
}

/// Who is at a terminal is asked, and what is typed goes to the program alone.
#[test]
fn on_a_terminal_what_is_not_kept_is_asked_for() {
    let bench = Bench::with_keychain();
    bench.mysql("orders", users::APP, &json!({"password": {"ask": true}}));
    let mut terminal =
        crate::terminal::Terminal::run(&bench, "exec orders -- sh -c 'test $MYSQL_PWD = typed-here && echo it-is'");
    terminal.wait_for("password: ");
    terminal.type_in("typed-here\r");
    let (code, seen) = terminal.end();
    assert_eq!(code, Some(0), "{seen}");
    assert!(seen.contains("it-is") && !seen.contains("typed-here"), "{seen}");
}
