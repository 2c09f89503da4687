//! Points 4, 12 and 13: the devhost and the window.

use std::fs;

use serde_json::{Value, json};

use crate::server::Server;
use crate::{program, root};

/// Local addresses on which this process listens, as the kernel knows them.
fn listening(pid: u32) -> Vec<String> {
    let own: Vec<String> = fs::read_dir(format!("/proc/{pid}/fd"))
        .unwrap()
        .flatten()
        .filter_map(|entry| fs::read_link(entry.path()).ok())
        .filter_map(|link| Some(link.to_str()?.strip_prefix("socket:[")?.trim_end_matches(']').to_owned()))
        .collect();
    let tables =
        ["tcp", "tcp6"].map(|table| fs::read_to_string(format!("/proc/{pid}/net/{table}")).unwrap_or_default());
    let rows =
        tables.iter().flat_map(|table| table.lines().skip(1)).map(|row| row.split_whitespace().collect::<Vec<_>>());
    rows.filter(|row| row[3] == "0A" && own.contains(&row[9].to_owned())).map(|row| row[1].to_owned()).collect()
}

#[test]
fn point_4_the_devhost_is_for_one_browser_on_this_computer() {
    let mut server = Server::start();
    // 127.0.0.1 in the kernel's order of bytes, and nothing else, IPv6 included.
    let addresses = listening(server.pid());
    assert!(addresses.len() == 1 && addresses[0].starts_with("0100007F:"), "{addresses:?}");

    // No answer allows another origin to read it, whatever it asks with.
    for line in [
        "OPTIONS /api/call/app.state HTTP/1.1",
        "PUT /api/call/app.state HTTP/1.1",
        "DELETE / HTTP/1.1",
        "GET /api/none HTTP/1.1",
    ] {
        let answer = server.send(line, b"");
        assert!((400..500).contains(&answer.status), "{line}: {}", answer.status);
        assert!(!answer.head.contains("access-control"), "{}", answer.head);
        for header in [
            "content-security-policy",
            "x-content-type-options: nosniff",
            "referrer-policy: no-referrer",
            "cache-control: no-store",
        ] {
            assert!(answer.head.contains(header), "{line} without {header}: {}", answer.head);
        }
    }
    let policy = server.send("GET / HTTP/1.1", b"").head;
    assert!(policy.contains("script-src 'self'") && !policy.contains("unsafe"), "{policy}");

    // Unknown and over-long requests.
    let unknown = server.call("no.such", &json!({})).json();
    assert_eq!(unknown["error"]["code"], "invalid_request");
    let path = format!("GET /{} HTTP/1.1", "x".repeat(1_000_000));
    let answer = server.send(&path, b"");
    assert!(answer.status == 0 || answer.status >= 400, "{}", answer.status);
    assert_eq!(server.call("app.state", &json!({})).status, 200, "and it goes on");
}

#[test]
fn point_4_the_devhost_is_in_no_package() {
    let conf: Value =
        serde_json::from_str(&fs::read_to_string(root().join("src-tauri/tauri.conf.json")).unwrap()).unwrap();
    assert!(conf["bundle"].is_object());
    assert!(!conf["bundle"].to_string().contains("devhost"));
    // It has to be there, or the line above says nothing.
    assert!(program("headwater-devhost").is_file());
}

#[test]
fn point_12_the_window_may_do_one_thing_and_loads_nothing_from_elsewhere() {
    let read = |path: &str| fs::read_to_string(root().join(path)).unwrap();
    let conf: Value = serde_json::from_str(&read("src-tauri/tauri.conf.json")).unwrap();
    let security = &conf["app"]["security"];
    let policy = security["csp"].as_str().unwrap();
    for (directive, allowed) in policy.split(';').map(|rule| rule.trim().split_once(' ').unwrap()) {
        let expected: &[&str] = match directive {
            "connect-src" => &["ipc:", "http://ipc.localhost"],
            "img-src" => &["'self'", "data:"],
            "default-src" | "style-src" | "script-src" => &["'self'"],
            _ => &["'none'"],
        };
        assert_eq!(allowed.split(' ').collect::<Vec<_>>(), expected, "{directive}");
    }
    for directive in
        ["default-src", "script-src", "style-src", "object-src", "base-uri", "form-action", "frame-ancestors"]
    {
        assert!(policy.contains(directive), "{directive}");
    }
    assert_eq!(security["freezePrototype"], true);
    assert_eq!(conf["app"]["withGlobalTauri"], false);
    assert_eq!(security.get("dangerousDisableAssetCspModification"), None);
    assert_eq!(security.get("assetProtocol"), None);

    let capabilities: Vec<_> = fs::read_dir(root().join("src-tauri/capabilities")).unwrap().flatten().collect();
    assert_eq!(capabilities.len(), 1);
    let capability: Value = serde_json::from_str(&fs::read_to_string(capabilities[0].path()).unwrap()).unwrap();
    assert_eq!(capability["windows"], json!(["main"]));
    assert_eq!(capability["permissions"], json!(["allow-call"]));
    assert_eq!(capability.get("remote"), None);
    assert_ne!(capability["local"], false);
}

#[test]
fn point_13_every_program_zeroes_what_it_frees() {
    let out = std::process::Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&out.stdout).unwrap();
    // What it does is measured in `leak` for two of them; here only that the third is not forgotten.
    for package in metadata["packages"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        if ["headwater-cli", "headwater-devhost", "headwater-desktop"].contains(&name) {
            let uses = package["dependencies"].as_array().unwrap().iter().any(|used| used["name"] == "zeroizing-alloc");
            assert!(uses, "{name}");
        }
    }
}
