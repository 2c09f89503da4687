//! Nothing leaked: secrets are planted through every door there is, over the real Secret Service and against a real
//! MariaDB, and then looked for wherever they could have gone: the data folder with its WAL, backups and locks, everything
//! that the programs print or answer, arguments and environment of every process, and the memory of the programs once the
//! secret has been dropped. The daemon of the keyring and the browser are not searched: they keep what they are given.
//!
//! Every kind of place has its control: a canary that is put there on purpose has to be found.

mod canary;
mod command_line;
mod devhost;
mod place;
mod server;

use std::sync::LazyLock;

use headwater_tests::mariadb::Mariadb;

/// One real server for every test here.
static MARIADB: LazyLock<Mariadb> = LazyLock::new(Mariadb::plain);

/// Refuses to touch the keychain of whoever runs the tests.
fn assert_private_keychain() {
    let private = std::env::var("HEADWATER_TEST_KEYCHAIN").is_ok_and(|kind| kind == "private");
    assert!(private, "run under tests/with-keychain");
}

/// A program of ours, built beside this test.
fn program(name: &str) -> std::path::PathBuf {
    let test = std::env::current_exe().unwrap();
    let path = test.parent().and_then(|deps| deps.parent()).unwrap().join(name);
    assert!(path.is_file(), "{} is missing: build the workspace first", path.display());
    path
}
