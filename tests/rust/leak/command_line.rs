//! The command line, run to its end, looked at while it runs, and made to crash.

use std::fs;
use std::io::{PipeReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use headwater_tests::mariadb::users;
use serde_json::{Value, json};

use crate::canary::{Canary, Search};
use crate::place::{Watch, assert_clean_memory, hits_in_folder, hits_in_memory};
use crate::{MARIADB, assert_private_keychain, program};

/// Three kinds of secrets and a data folder.
struct Bench {
    home: tempfile::TempDir,
    ascii: Canary,
    cjk: Canary,
    large: Canary,
}

impl Bench {
    fn new() -> Self {
        assert_private_keychain();
        let home = tempfile::tempdir().unwrap();
        Self { home, ascii: Canary::ascii(), cjk: Canary::cjk(), large: Canary::large() }
    }

    fn search(&self) -> Search {
        Search::new(&[&self.ascii, &self.cjk, &self.large, &Canary::of_odd_account()])
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(program("headwater"));
        command.args(arguments).env("HEADWATER_HOME", self.home.path().join("data"));
        command.env("RUST_BACKTRACE", "full").env("RUST_LOG", "trace").env("SQLX_LOG", "trace");
        command
    }

    /// Runs to the end; whatever it said must hold no canary. Returns the exit code.
    fn run(&self, search: &Search, arguments: &[&str], input: &str) -> Option<i32> {
        let mut command = self.command(arguments);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let bytes = input.to_owned();
        // One that refuses early leaves the rest unread.
        let feeder = std::thread::spawn(move || stdin.write_all(bytes.as_bytes()));
        let output = child.wait_with_output().unwrap();
        let _ = feeder.join();
        let what = arguments.join(" ");
        search.assert_absent(&format!("standard output of {what}"), &output.stdout);
        search.assert_absent(&format!("standard error of {what}"), &output.stderr);
        output.status.code()
    }

    fn ok(&self, search: &Search, arguments: &[&str], input: &str) {
        assert_eq!(self.run(search, arguments, input), Some(0), "{arguments:?}");
    }

    /// Both sides on this port, with every kind of secret in every kind of slot.
    fn document(&self, name: &str, port: u16) -> Value {
        let side = |password: &str| {
            json!({"mode": "UrlMode",
                "properties": {"address": [{"host": "127.0.0.1", "port": port}], "database": "app`db",
                    "username": users::APP, "tlsMode": "off",
                    "properties": {"password1": self.cjk.value, "connectTimeout": "2000"}},
                "secrets": {"password": password, "keystorePassword": self.large.value}})
        };
        json!({"name": name, "type": "mysql", "description": "canaries", "dev": side(&self.ascii.value), "prod": side(&self.cjk.value)})
    }
}

#[test]
fn the_command_line_tells_nothing_and_leaves_nothing() {
    let bench = Bench::new();
    let search = bench.search();
    let watch = Watch::start(bench.search());
    let create = ["source", "create", "--file", "-", "--json"];

    bench.ok(&search, &create, &bench.document("refused", 1).to_string());
    bench.ok(&search, &create, &bench.document("real", MARIADB.port).to_string());
    let file = bench.home.path().join("document.json");
    fs::write(&file, bench.document("from_file", 1).to_string()).unwrap();
    bench.ok(&search, &["source", "create", "--file", file.to_str().unwrap()], "");
    let patch = json!({"description": "edited", "dev": {"secrets": {"password": bench.large.value, "truststorePassword": bench.cjk.value}}});
    bench.ok(&search, &["source", "edit", "from_file", "--file", "-"], &patch.to_string());
    let cell = |canary: &Canary| format!("\"{}\"", canary.value.replace('"', "\"\""));
    let (good, bad) = (cell(&bench.ascii), cell(&bench.cjk));
    let sheet = bench.home.path().join("sheet.csv");
    let rows = format!("Name,envType,address,password\nsheet,Prod,h:1,{good}\nwrong,Prod,h:x,{bad}");
    fs::write(&sheet, format!("# type: mysql\n{rows}\n")).unwrap();
    let result = bench.home.path().join("result.csv");
    let load = ["template", "load", sheet.to_str().unwrap()];
    bench.ok(&search, &[&load[..], &["--preview", "--json"]].concat(), "");
    bench.ok(&search, &[&load[..], &["--partial", "--json", "--result", result.to_str().unwrap()]].concat(), "");
    fs::remove_file(&sheet).unwrap();
    for (slot, canary) in
        [("password", &bench.ascii), ("properties.password1", &bench.large), ("keystorePassword", &bench.cjk)]
    {
        bench.ok(
            &search,
            &["secret", "set", "refused", "--env", "dev", "--slot", slot],
            &format!("{}\n", canary.value),
        );
    }
    for (name, env) in [("refused", "all"), ("real", "dev"), ("real", "prod"), ("from_file", "dev")] {
        for json in [&["--json"][..], &[]] {
            let arguments = [&["test", name, "--env", env], json].concat();
            assert_eq!(bench.run(&search, &arguments, ""), Some(1), "{name} {env}");
        }
    }
    // A login that succeeds.
    let patch = json!({"dev": {"properties": {"username": users::ODD}, "secrets": {"password": Canary::of_odd_account().value}}});
    bench.ok(&search, &["source", "edit", "real", "--file", "-", "--json"], &patch.to_string());
    assert_eq!(bench.run(&search, &["test", "real", "--env", "dev", "--json"], ""), Some(0));

    for broken in broken_documents(&bench) {
        assert_eq!(bench.run(&search, &create, &broken), Some(2), "{broken:.200}");
        assert_eq!(bench.run(&search, &create[..4], &broken), Some(2));
    }
    bench.ok(&search, &["source", "clone", "real", "copy", "--json"], "");
    bench.ok(&search, &["source", "clone", "real", "drafted", "--secrets", "leave"], "");
    bench.ok(&search, &["source", "delete", "copy", "--json"], "");
    bench.ok(&search, &["source", "restore", "copy"], "");
    bench.ok(&search, &["source", "delete", "copy", "--purge"], "");
    for shown in [
        &["source", "list", "--json"][..],
        &["source", "show", "real", "--json"],
        &["source", "show", "real"],
        &["doctor", "--json"],
        &["env", "dev:real", "--json"],
        &["env", "dev:real", "prod:refused=R_", "--names", "catalogue"],
    ] {
        bench.ok(&search, shown, "");
    }
    for form in ["url", "jdbc", "dotenv", "docker", "client", "python", "java", "rust", "go"] {
        bench.ok(&search, &["copy", "refused", "--env", "prod", "--as", form], "");
        bench.ok(&search, &["copy", "refused", "--env", "prod", "--as", form, "--json"], "");
    }
    assert_eq!(hits_in_folder(&bench.home.path().join("data"), &search), [""; 0]);
    assert_eq!(watch.end(), [""; 0]);
    // The search of the folder finds what is there: the document is a control, and the folder was not an empty one.
    assert_eq!(hits_in_folder(bench.home.path(), &search).len(), 1);
    assert!(bench.home.path().join("data/headwater.db").is_file());
}

/// Where a person asks for them secrets are told, and only there: neither the folder nor the activity learns them.
#[test]
fn what_was_asked_for_is_told_where_it_was_asked_for() {
    let bench = Bench::new();
    let search = bench.search();
    bench.ok(&search, &["source", "create", "--file", "-"], &bench.document("orders", 1).to_string());
    let copy = bench.command(&["copy", "orders", "--env", "dev", "--as", "python", "--with-secrets"]).output().unwrap();
    assert_eq!((copy.status.code(), search.find(&copy.stdout).is_some()), (Some(0), true));
    search.assert_absent("standard error", &copy.stderr);
    // What the program does with them is its own affair; this one says nothing.
    bench.ok(&search, &["exec", "dev:orders", "prod:orders=P_", "--", "true"], "");
    assert_eq!(bench.run(&search, &["exec", "dev:orders", "--", "no-such-program"], ""), Some(2));
    bench.ok(&search, &["activity", "orders", "--json"], "");
    assert_eq!(hits_in_folder(&bench.home.path().join("data"), &search), [""; 0]);
}

/// What must be refused with secrets in the wrong place.
fn broken_documents(bench: &Bench) -> Vec<String> {
    let good = bench.document("broken", 1);
    let changed = |change: &dyn Fn(&mut Value)| {
        let mut document = good.clone();
        change(&mut document);
        document.to_string()
    };
    let canary = &bench.ascii.value;
    vec![
        changed(&|d| d["name"] = "0 wrong".into()),
        changed(&|d| d["dev"]["secrets"]["password"] = json!([canary])),
        changed(&|d| d["dev"]["secrets"]["password"] = json!({"ask": canary})),
        changed(&|d| d["dev"]["secrets"] = canary.as_str().into()),
        changed(&|d| d["dev"]["secrets"]["passwort"] = canary.as_str().into()),
        changed(&|d| d["dev"] = canary.as_str().into()),
        changed(&|d| d["dev"]["properties"]["password"] = json!({"value": canary})),
        changed(&|d| d["dev"]["properties"]["properties"]["password"] = json!([canary])),
        // A whole URL in the place of a host, which people paste.
        changed(&|d| {
            d["dev"]["properties"]["address"][0]["host"] = format!("mysql://etl:{canary}@db:3306/shop").into()
        }),
        changed(&|d| {
            d["dev"]["properties"]["address"][0]["host"] =
                format!("jdbc:mysql://db:3306/shop?user=etl&password={canary}").into()
        }),
        changed(&|d| d["dev"]["properties"]["address"][0]["host"] = format!("etl:{canary}@db").into()),
        good.to_string().replace("\"description\"", "description"),
        good.to_string().trim_end_matches('}').to_owned(),
        good.to_string().replacen('}', &format!(",\"password\":{}}}", json!(canary)), 1) + "x",
    ]
}

/// A document whose answer names it and is small; the pipe it goes to is full, so that the program waits there, its work
/// done and its secrets dropped.
struct Held {
    child: Child,
    reader: PipeReader,
}

impl Held {
    fn start(bench: &Bench, arguments: &[&str], input: &str) -> Self {
        let (reader, writer) = std::io::pipe().unwrap();
        let mut filler = writer.try_clone().unwrap();
        // Ends with the pipe.
        std::thread::spawn(move || while filler.write_all(&[b' '; 512]).is_ok() {});
        std::thread::sleep(Duration::from_millis(50));
        let mut child =
            bench.command(arguments).stdin(Stdio::piped()).stdout(writer).stderr(Stdio::null()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let began = Instant::now();
        while !waits_in_pipe(child.id()) {
            assert!(began.elapsed() < Duration::from_secs(20), "the program never printed");
            std::thread::sleep(Duration::from_millis(20));
        }
        Self { child, reader }
    }

    fn end(mut self) {
        drop(self.reader);
        assert!(self.child.wait().unwrap().success());
    }
}

fn waits_in_pipe(pid: u32) -> bool {
    // Number 1 is write(2), here to descriptor 1, on x86-64; elsewhere the kernel's own name for the place tells.
    let call = fs::read_to_string(format!("/proc/{pid}/syscall")).unwrap_or_default();
    let place = fs::read_to_string(format!("/proc/{pid}/wchan")).unwrap_or_default();
    call.starts_with("1 0x1 ") || place.contains("pipe_w")
}

#[test]
fn the_command_line_has_forgotten_the_secret_when_it_prints() {
    let bench = Bench::new();
    let search = bench.search();
    let held =
        Held::start(&bench, &["source", "create", "--file", "-", "--json"], &bench.document("held", 1).to_string());
    assert_clean_memory(held.child.id(), &search);
    // The control: the memory of this program is what is searched, and what it knows is found there.
    let marker = Search::new(&[&Canary::of_text("canaries")]);
    assert!(!hits_in_memory(held.child.id(), &marker).is_empty());
    held.end();

    let held = Held::start(
        &bench,
        &["secret", "set", "held", "--env", "dev", "--slot", "password", "--json"],
        &bench.cjk.value,
    );
    assert_clean_memory(held.child.id(), &search);
    held.end();

    let patch = json!({"dev": {"secrets": {"password": bench.ascii.value}}}).to_string();
    let held = Held::start(&bench, &["source", "edit", "held", "--file", "-", "--json"], &patch);
    assert_clean_memory(held.child.id(), &search);
    held.end();

    let held = Held::start(&bench, &["source", "clone", "held", "held2", "--json"], "");
    assert_clean_memory(held.child.id(), &search);
    held.end();
}

/// Everything that it said; one that hangs for want of memory is ended.
fn wait_a_while(child: Child) -> Vec<u8> {
    let pid = child.id();
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || tell.send(child.wait_with_output()));
    let output = told.recv_timeout(Duration::from_secs(3)).unwrap_or_else(|_| {
        assert!(Command::new("kill").args(["-KILL", &pid.to_string()]).status().unwrap().success());
        told.recv().unwrap()
    });
    let output = output.unwrap();
    [output.stdout, output.stderr].concat()
}

/// Runs with only so much address space; all that it said.
fn starved(command: Command, megabytes: u64, input: &str) -> Vec<u8> {
    let mut limited = Command::new("prlimit");
    limited.arg(format!("--as={}", megabytes * 1024 * 1024)).arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => limited.env(name, value),
            None => limited.env_remove(name),
        };
    }
    let mut child = limited.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // It may be gone before it reads.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    wait_a_while(child)
}

#[test]
fn a_crash_tells_nothing() {
    let bench = Bench::new();
    let search = bench.search();
    bench.ok(&search, &["source", "create", "--file", "-"], &bench.document("crash", 1).to_string());
    // Too little memory, then enough: what a program needs where differs from machine to machine.
    let mut crashes = 0;
    for megabytes in (32..140).step_by(3) {
        let document = bench.document(&format!("crash{megabytes}"), 1).to_string();
        let said = starved(bench.command(&["source", "create", "--file", "-", "--json"]), megabytes, &document);
        search.assert_absent("what a crash printed", &said);
        let text = String::from_utf8_lossy(&said);
        let crashed = text.contains("panicked at") || text.contains("memory allocation");
        crashes += usize::from(crashed);
    }
    // The control: these were crashes, not refusals.
    assert!(crashes > 0);
    assert_eq!(hits_in_folder(&bench.home.path().join("data"), &search), [""; 0]);
}

#[test]
fn arguments_and_environment_of_children_are_seen() {
    let canary = Canary::ascii();
    for (argument, variable) in [(canary.value.as_str(), "nothing"), ("nothing", canary.value.as_str())] {
        let watch = Watch::start(Search::new(&[&canary]));
        // A child of a child.
        let status = Command::new("bash").args(["-c", "sleep 0.3; true", argument]).env("PLANTED", variable).status();
        assert!(status.unwrap().success());
        assert!(!watch.end().is_empty());
    }
}

#[test]
fn a_canary_in_the_database_its_log_or_a_file_name_is_found() {
    let bench = Bench::new();
    let search = bench.search();
    let data = bench.home.path().join("data");
    let none = Search::new(&[&Canary::ascii()]);
    let mut document = bench.document("planted", 1);
    document["description"] = format!("{} {}", bench.ascii.value, bench.cjk.value).into();
    // Its own answer repeats the description, so only the folder is asked.
    let run = |arguments: &[&str], input: &str| bench.run(&none, arguments, input);
    assert_eq!(run(&["source", "create", "--file", "-"], &document.to_string()), Some(0));
    assert_eq!(hits_in_folder(&data, &search).len(), 2, "the database, and its copy of the day");
    fs::rename(data.join("headwater.db"), Path::new(&data).join(&bench.large.value[..60])).unwrap();
    assert!(hits_in_folder(&data, &Search::new(&[&bench.large])).len() == 1, "a name");
}
