//! The border: each test is named after the point of the security rules that it holds. Where a point is held elsewhere too:
//!
//! | point | also in |
//! |---|---|
//! | 2 kept secrets | `app/tests/use_cases/saves.rs` (states of a side whose target changed) |
//! | 3 suggested endpoints | `oss_probe` (an endpoint is offered only if it is the vendor's), `maxcompute_probe` (a service cannot send us to other hosts) |
//! | 4 devhost | `devhost/tests/door.rs` (token, Host, Origin, session, event stream), `devhost/src/door.rs` (age of the token) |
//! | 5 secrets in maps and URLs | `leak` (connection strings in the wrong field), `catalog/tests/catalogue.rs`, `bad_input` |
//! | 7 MySQL | `mysql_probe/login.rs` (clear text, the server's RSA key, LOCAL INFILE), `mysql_probe/encryption.rs` |
//! | 8 HTTP | `oss_probe`, `maxcompute_probe` (redirects, the environment), `net/src/http/tests.rs` (bounds), `connectors/src/aliyun/xml.rs` (entities) |
//! | 12 window | `tests/desktop` (the policy as the real window enforces it) |
//! | 13 memory | `leak` |
//!
//! Points 1, 6, 9, 10 and 11 are about what does not exist yet: secret sources, copying, SSH, files in and out, `exec`.

mod files;
mod page;
mod points;
#[allow(dead_code)] // `leak` uses the rest
#[path = "../leak/server.rs"]
mod server;

use std::path::PathBuf;

/// A program of ours, built beside this test.
fn program(name: &str) -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let path = test.parent().and_then(|deps| deps.parent()).unwrap().join(name);
    assert!(path.is_file(), "{} is missing: build the workspace first", path.display());
    path
}

/// The project.
fn root() -> PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}
