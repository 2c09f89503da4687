//! The house rules that a compiler does not keep: which crate may use which, where Tauri may be named, and that what is
//! generated is what the source says now.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Every crate, and the crates of the house that it may use. Shells see the application and the nouns, nothing between.
const ARROWS: &[(&str, &[&str])] = &[
    ("headwater-model", &[]),
    ("headwater-catalog", &["headwater-model"]),
    ("headwater-store", &["headwater-model", "headwater-catalog"]),
    ("headwater-vault", &["headwater-model"]),
    ("headwater-net", &["headwater-model"]),
    ("headwater-connectors", &["headwater-model", "headwater-catalog", "headwater-net"]),
    (
        "headwater-app",
        &[
            "headwater-model",
            "headwater-catalog",
            "headwater-store",
            "headwater-vault",
            "headwater-net",
            "headwater-connectors",
        ],
    ),
    ("headwater-cli", &["headwater-model", "headwater-app"]),
    ("headwater-devhost", &["headwater-model", "headwater-app"]),
    ("headwater-desktop", &["headwater-model", "headwater-app"]),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies in the project").to_owned()
}

/// Direct dependencies of every crate of the workspace, of all kinds and for all systems.
fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let out = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let metadata: Value = serde_json::from_slice(&out.stdout).expect("cargo speaks JSON");
    let names = |list: &Value| list.as_array().expect("a list").clone();
    names(&metadata["packages"])
        .iter()
        .map(|package| {
            let uses = names(&package["dependencies"]).iter().map(|used| text(&used["name"])).collect();
            (text(&package["name"]), uses)
        })
        .collect()
}

fn text(value: &Value) -> String {
    value.as_str().expect("a name").to_owned()
}

#[test]
fn arrows_between_crates_point_one_way() {
    let mut found = dependencies();
    found.remove("headwater-tests").expect("the tests see everything");
    for (name, allowed) in ARROWS {
        let uses = found.remove(*name).unwrap_or_else(|| panic!("{name} is gone: mend the table"));
        let own: Vec<_> = uses.iter().filter(|used| used.starts_with("headwater-")).collect();
        let wrong: Vec<_> = own.iter().filter(|used| !allowed.contains(&used.as_str())).collect();
        assert!(wrong.is_empty(), "{name} may not use {wrong:?}");
    }
    assert!(found.is_empty(), "a crate without a place in the table: {found:?}");
}

#[test]
fn only_the_window_knows_tauri() {
    let is_tauri = |name: &str| name == "tauri" || name.starts_with("tauri-");
    let found = dependencies();
    let users: Vec<_> =
        found.iter().filter(|(_, uses)| uses.iter().any(|name| is_tauri(name))).map(|(name, _)| name).collect();
    assert_eq!(users, ["headwater-desktop"]);

    let mut pages = Vec::new();
    files(&root().join("ui/src"), &mut pages);
    assert!(!pages.is_empty());
    let users: Vec<_> = pages
        .iter()
        .filter(|page| std::fs::read_to_string(page).is_ok_and(|code| code.contains("@tauri-apps/")))
        .map(|page| page.strip_prefix(root()).expect("below the root").to_owned())
        .collect();
    assert_eq!(users, [Path::new("ui/src/platform/tauri.ts")]);
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

#[test]
fn generated_typescript_is_what_the_source_says() {
    let folder = root().join("ui/src/api/generated");
    let expected: BTreeMap<_, _> = headwater_app::bindings().into_iter().collect();
    for (name, content) in &expected {
        let committed = std::fs::read_to_string(folder.join(name)).unwrap_or_default();
        assert!(committed == *content, "{name} is stale: run `make bindings`");
    }
    let mut names = Vec::new();
    files(&folder, &mut names);
    let left: Vec<_> = names
        .iter()
        .filter_map(|path| path.file_name()?.to_str())
        .filter(|name| !expected.contains_key(name))
        .collect();
    assert!(left.is_empty(), "nothing generates {left:?}");
}
