//! Values in forms that are copied: whatever a name or a password is, the program that takes the form gets that very value. A
//! real `sh` runs the forms that are for shells, Python's own parser reads what is for Python; what is copied as a URL is pasted
//! again.

use std::io::Write as _;
use std::process::{Command, Stdio};

use headwater_catalog::outside::{Form, InForm, Names, Parts, Secrets, Shell, assignment, copied, variables};
use headwater_catalog::{Slots, find, parse_url};
use headwater_model::{Object, Secret};
use proptest::prelude::*;
use serde_json::json;

/// What goes wrong most often, for every run.
const HARD: &[&str] = &[
    "plain",
    "it's",
    "\"",
    "'\"'\"'",
    "$HOME `id` $(id) ${x}",
    "a\\b\\\\c\\",
    "\\u0041 \\n",
    "two\nlines\r\n\ttabs",
    "密码 пароль 🙂",
    "-e --",
    "a b*?[~]{x}#!%25&;|<>()",
    "\u{202e}bidi\u{feff}\u{2028}",
    "\u{1}\u{1b}[31m\u{7f}\u{85}",
    "‘typographic’",
    "***",
    "«host» ⟦x⟧",
    " ",
];

fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(HARD).prop_map(str::to_owned),
        "[^\0]{1,24}",
        r#"['"$\\`\n ;&|<>()*?~#!%{}\u{4e00}-\u{4e10}]{1,12}"#,
    ]
}

/// A MySQL side with this name and password, in a form.
fn form(form: Form, username: &str, password: &str) -> InForm {
    let def = find("mysql").unwrap();
    let parts = parts(username, password);
    copied(def, &parts, form).unwrap()
}

fn parts(username: &str, password: &str) -> Parts {
    let def = find("mysql").unwrap();
    let properties = json!({"address": [{"host": "db.example.com", "port": 3307}], "database": username,
        "username": username});
    let properties: Object = serde_json::from_value(properties).unwrap();
    let secrets = Slots::from([("password".to_owned(), Secret::new(password.to_owned()))]);
    Parts::of(def, def.mode("UrlMode").unwrap(), &properties, Secrets::Values(&secrets))
}

/// What a program says, with this on its standard input.
fn say(program: &str, arguments: &[&str], input: &str) -> Vec<u8> {
    let mut child = Command::new(program);
    child.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).env_clear().env("PATH", "/usr/bin:/bin");
    let mut child = child.spawn().unwrap_or_else(|error| panic!("{program}: {error}"));
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{program} takes it:\n{input}");
    output.stdout
}

/// The texts that a script of `sh` prints, each ended by a NUL.
fn printed(script: &str) -> Vec<String> {
    let out = String::from_utf8(say("sh", &["-s"], script)).unwrap();
    out.strip_suffix('\0').unwrap_or(&out).split('\0').map(str::to_owned).collect()
}

proptest! {
    #[test]
    fn a_shell_gets_the_very_values(username in value(), password in value()) {
        let url = parts(&username, &password);
        let url = variables(find("mysql").unwrap(), &url, Names::Client).pop().unwrap().text.expose().clone();
        let shown = r#"printf '%s\0' "$MYSQL_HOST" "$MYSQL_TCP_PORT" "$MYSQL_DATABASE" "$MYSQL_USER" "$MYSQL_PWD" "$DATABASE_URL""#;
        let expected = ["db.example.com", "3307", &username, &username, &password, &url];

        let dotenv = form(Form::Dotenv, &username, &password);
        prop_assert_eq!(printed(&format!("{}\n{shown}", dotenv.text.expose())), expected);

        let all = variables(find("mysql").unwrap(), &parts(&username, &password), Names::Client);
        let lines: Vec<String> = all.iter().map(|one| assignment(Shell::Sh, &one.name, one.text.expose())).collect();
        prop_assert_eq!(printed(&format!("{}\nexec sh -c '{}'", lines.join("\n"), shown.replace('\'', r"'\''"))), expected);

        let client = form(Form::Client, &username, &password);
        let run = format!("mysql() {{ printf '%s\\0' \"$MYSQL_PWD\" \"$@\"; }}\n{}", client.text.expose());
        prop_assert_eq!(printed(&run), [
            password.clone(), "--protocol=TCP".to_owned(), "--host=db.example.com".to_owned(), "--port=3307".to_owned(),
            format!("--user={username}"), format!("--database={username}"),
        ]);

        let docker = form(Form::Docker, &username, &password);
        let run = format!("docker() {{ printf '%s\\0' \"$MYSQL_PWD\" \"$DATABASE_URL\" \"$@\"; }}\n{}", docker.text.expose());
        let said = printed(&run);
        prop_assert_eq!(&said[..8], [&password, &url, "run", "--rm", "-e", "MYSQL_PWD", "-e", "DATABASE_URL"]);
        prop_assert!(said.contains(&("MYSQL_USER=".to_owned() + &username)) && said.ends_with(&["IMAGE".to_owned()]));
    }

    #[test]
    fn what_is_copied_as_a_url_is_pasted_again(username in value(), password in value()) {
        // Pasting takes blanks and quotes off around the whole, not inside.
        let url = form(Form::Url, &username, &password);
        let pasted = parse_url(url.text.expose()).unwrap();
        prop_assert_eq!(&pasted.properties["username"], &json!(username));
        prop_assert_eq!(&pasted.properties["database"], &json!(username));
        prop_assert_eq!(pasted.secrets["password"].expose(), &password);
        let jdbc = form(Form::Jdbc, &username, &password);
        let pasted = parse_url(jdbc.text.expose()).unwrap();
        prop_assert_eq!((&pasted.properties["username"], pasted.secrets["password"].expose()), (&json!(username), &password));
    }

    /// What is written here of Java, Go and Rust is also JSON, but for how Rust writes a character by its number.
    #[test]
    fn a_compiler_gets_the_very_values(username in value(), password in value()) {
        for (kind, before) in [(Form::Java, "    "), (Form::Go, "config.Passwd = "), (Form::Rust, "    .pass(Some(")] {
            let code = form(kind, &username, &password).text.expose().clone();
            let literal = |line: &str| line.strip_prefix(before).map(|rest| rest.trim_end_matches([',', ';', ')']).to_owned());
            let mut literals = code.lines().filter_map(literal).filter(|text| text.starts_with('"'));
            let found = if kind == Form::Java { literals.nth(2) } else { literals.next() };
            let mut json = found.unwrap_or_else(|| panic!("{code}"));
            if kind == Form::Rust {
                json = without_braces(&json);
            }
            prop_assert_eq!(serde_json::from_str::<String>(&json).unwrap(), password.clone(), "{}", code);
        }
    }
}

/// `\u{feff}` as JSON writes it. A backslash that was escaped begins no number.
fn without_braces(literal: &str) -> String {
    let mut out = String::new();
    let mut rest = literal;
    while let Some(at) = rest.find('\\') {
        out += &rest[..at];
        rest = &rest[at..];
        if let Some((number, after)) = rest.strip_prefix("\\u{").and_then(|rest| rest.split_once('}')) {
            out += &format!("\\u{number:0>4}");
            rest = after;
        } else {
            out += &rest[..2];
            rest = &rest[2..];
        }
    }
    out + rest
}

/// Python parses slowly to start, so that it gets all at once.
#[test]
fn python_gets_the_very_values() {
    const READ: &str = "import ast, json, sys\n\
        for code in json.load(sys.stdin):\n\
        \x20   call = next(node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call))\n\
        \x20   found = {word.arg: word.value.value for word in call.keywords}\n\
        \x20   print(json.dumps([found['user'], found['password'], found['database'], found['port']]))\n";
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let any = prop::collection::vec((value(), value()), 200);
    let tree = any.new_tree(&mut runner).unwrap();
    let mut pairs = proptest::strategy::ValueTree::current(&tree);
    pairs.extend(HARD.iter().map(|hard| ((*hard).to_owned(), (*hard).to_owned())));
    let codes: Vec<String> =
        pairs.iter().map(|(name, password)| form(Form::Python, name, password).text.expose().clone()).collect();
    let out = String::from_utf8(say("python3", &["-X", "utf8", "-c", READ], &json!(codes).to_string())).unwrap();
    for (line, (name, password)) in out.lines().zip(&pairs) {
        assert_eq!(line.parse::<serde_json::Value>().unwrap(), json!([name, password, name, 3307]));
    }
    assert_eq!(out.lines().count(), pairs.len());
}

/// Their shells are not here to ask: the rules are those of their manuals (fish: quotes; PowerShell: about_Quoting_Rules).
#[test]
fn other_shells_have_their_own_quotes() {
    for (value, fish, powershell) in [
        ("it's", r"'it\'s'", "'it''s'"),
        (r"a\b'", r"'a\\b\''", r"'a\b'''"),
        ("$x `y", "'$x `y'", "'$x `y'"),
        ("‘q’", "'‘q’'", "'‘‘q’’'"),
        ("", "''", "''"),
    ] {
        assert_eq!((Shell::Fish.quote(value).as_str(), Shell::Powershell.quote(value).as_str()), (fish, powershell));
    }
}
