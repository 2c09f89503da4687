//! Starts two private MariaDB servers, one without TLS and one with, prints one JSON line that tells how to reach them,
//! and lives until standard input closes: for suites that are not written in Rust.
//!
//! `{"host", "plain_port", "tls_port", "ca" (PEM), "user", "reader", "password", "odd_user", "odd_password", "database"}`

use std::io::{Read, Write};

use headwater_tests::mariadb::{DATABASE, Mariadb, ODD_PASSWORD, PASSWORD, users};

fn main() -> std::io::Result<()> {
    let tls = std::thread::spawn(Mariadb::tls);
    let plain = Mariadb::plain();
    let tls = match tls.join() {
        Ok(server) => server,
        Err(panic) => std::panic::resume_unwind(panic),
    };
    let line = serde_json::json!({
        "host": "127.0.0.1",
        "plain_port": plain.port,
        "tls_port": tls.port,
        "ca": tls.certificates.as_ref().map(|certificates| &certificates.ca),
        "user": users::APP,
        "reader": users::READER,
        "password": PASSWORD,
        "odd_user": users::ODD,
        "odd_password": ODD_PASSWORD,
        "database": DATABASE,
    });
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()?;
    std::io::stdin().lock().read_to_end(&mut Vec::new())?;
    Ok(())
}
