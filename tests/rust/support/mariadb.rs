//! A real, private MariaDB: own folder, own port on loopback, ended with the process that started it.
//!
//! A guardian shell keeps the server: when the pipe to it closes, by drop, by a panic, or because the test process is
//! gone, it ends the server by its pid and removes the folder. So a server may live in a `static`.

use std::fs;
use std::io::Read as _;
use std::net::{Ipv4Addr, Ipv6Addr, TcpListener};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::ca::{self, Certificates};

/// Every account's password, unless its field says otherwise.
pub const PASSWORD: &str = "correct horse";
/// A password with everything that has a meaning in a URL, a shell, SQL or JSON, and Chinese.
pub const ODD_PASSWORD: &str = r#"p@:/?#%&"'\ =+;`$(x) 密码é"#;
/// The database of all accounts: with characters that must be quoted.
pub const DATABASE: &str = "app`db";

/// Accounts, all from any host.
pub mod users {
    /// `mysql_native_password`, everything on the database, and the rights for CDC.
    pub const APP: &str = "app";
    /// ed25519, everything on the database.
    pub const ED25519: &str = "ed";
    /// As [`APP`], with the odd password.
    pub const ODD: &str = "o'dd 用户";
    /// May read the database.
    pub const READER: &str = "reader";
    /// May read one table, `orders`.
    pub const ONE_TABLE: &str = "one_table";
    /// May insert but not read.
    pub const WRITER: &str = "writer";
    /// May do nothing until a role is given to it, which an init file cannot do.
    pub const BY_ROLE: &str = "by_role";
    /// May do nothing.
    pub const NOBODY: &str = "nobody";
    /// `REQUIRE SSL`.
    pub const SSL_ONLY: &str = "ssl_only";
    /// `REQUIRE X509`: any certificate of the server's authority.
    pub const CERTIFIED: &str = "certified";
    /// `ACCOUNT LOCK`.
    pub const LOCKED: &str = "locked";
    /// Its password has expired.
    pub const EXPIRED: &str = "expired";
    /// Has no password.
    pub const OPEN: &str = "open";
    /// Only the server's operating system vouches for it.
    pub const SOCKET: &str = "socket";
    /// An administrator.
    pub const ADMIN: &str = "admin";
}

/// How to start a server.
#[derive(Debug, Clone, Default)]
pub struct Setup {
    /// Offer TLS with a certificate of this kind.
    pub tls: Option<ca::Kind>,
    /// Further options of `mariadbd`; later ones win.
    pub options: Vec<String>,
}

/// A running server.
#[derive(Debug)]
pub struct Mariadb {
    /// Its port on 127.0.0.1 (and ::1, where there is one).
    pub port: u16,
    /// Its certificates, with TLS.
    pub certificates: Option<Certificates>,
    guardian: Child,
}

/// First the folder, then the server with its options.
const GUARDIAN: &str = r#"
trap '' INT HUP; exec 2>/dev/null
folder=$1; shift
"$@" </dev/null >/dev/null 2>&1 &
server=$!
cat >/dev/null
kill -9 "$server" 2>/dev/null
wait "$server"
rm -rf "$folder"
"#;

impl Mariadb {
    /// Without TLS.
    pub fn plain() -> Self {
        Self::start(&Setup::default())
    }

    /// With a good certificate of a private authority.
    pub fn tls() -> Self {
        Self::start(&Setup { tls: Some(ca::Kind::Good), ..Setup::default() })
    }

    /// Installs and starts a server, and waits until it takes logins.
    ///
    /// # Panics
    /// When MariaDB is not installed or does not start.
    pub fn start(setup: &Setup) -> Self {
        // Another program may take the free port first.
        let mut attempts = (0..5).map(|_| Self::attempt(setup));
        let started = attempts.find(|attempt| !matches!(attempt, Err(log) if log.contains("Address already in use")));
        match started {
            Some(Ok(server)) => server,
            Some(Err(log)) => panic!("MariaDB did not start:\n{log}"),
            None => panic!("no free port for MariaDB"),
        }
    }

    /// The error is the server's log.
    fn attempt(setup: &Setup) -> Result<Self, String> {
        let owner = Owner::of_servers();
        let folder = tempfile::Builder::new().prefix("headwater-mariadb-").tempdir().unwrap();
        owner.give(folder.path());
        install(folder.path(), &owner);
        owner.write(&folder.path().join("init.sql"), &init_sql());
        let certificates = setup.tls.map(ca::issue);
        let tls = certificates.as_ref().map(|certificates| tls_options(folder.path(), certificates, &owner));
        let port = free_port();
        let guardian = Command::new("/bin/sh")
            .args(["-c", GUARDIAN, "guardian"])
            .arg(folder.path())
            .arg(program("mariadbd"))
            .args(options(folder.path(), port, &owner))
            .args(tls.iter().flatten())
            .args(&setup.options)
            .current_dir("/")
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
        let server = Self { port, certificates, guardian };
        // From here on the guardian removes it.
        let log = folder.keep().join("log.err");
        if wait_until_ready(&log) { Ok(server) } else { Err(fs::read_to_string(&log).unwrap_or_default()) }
    }
}

impl Drop for Mariadb {
    fn drop(&mut self) {
        drop(self.guardian.stdin.take());
        let _ = self.guardian.wait();
    }
}

/// Who runs the server: `mysql` when the tests run as root, which MariaDB refuses to be; otherwise we ourselves.
struct Owner(Option<(u32, u32)>);

impl Owner {
    fn of_servers() -> Self {
        if fs::metadata("/proc/self").map_or(true, |me| me.uid() != 0) {
            return Self(None);
        }
        let accounts = fs::read_to_string("/etc/passwd").unwrap();
        let mysql = accounts.lines().find(|line| line.starts_with("mysql:")).expect("an account mysql");
        let mut ids = mysql.split(':').skip(2).map(|id| id.parse().unwrap());
        Self(ids.next().zip(ids.next()))
    }

    fn give(&self, path: &Path) {
        if let Some((user, group)) = self.0 {
            chown(path, Some(user), Some(group)).unwrap();
        }
    }

    fn write(&self, path: &Path, text: &str) {
        fs::write(path, text).unwrap();
        fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
        self.give(path);
    }

    fn option(&self) -> Option<&'static str> {
        self.0.map(|_| "--user=mysql")
    }
}

fn program(name: &str) -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path).chain(["/usr/sbin", "/usr/bin", "/usr/local/bin"].map(PathBuf::from));
    let found = folders.map(|folder| folder.join(name)).find(|file| file.is_file());
    found.unwrap_or_else(|| panic!("{name} is not installed (apt package mariadb-server)"))
}

/// An installed data folder: relative paths, and contents where they are files. Installing takes longer than starting, so
/// it is done once.
static INSTALLED: LazyLock<Vec<(PathBuf, Option<Vec<u8>>)>> = LazyLock::new(|| {
    let owner = Owner::of_servers();
    let folder = tempfile::Builder::new().prefix("headwater-mariadb-").tempdir().unwrap();
    owner.give(folder.path());
    let output = Command::new(program("mariadb-install-db"))
        .arg("--no-defaults")
        .args(owner.option())
        .arg(format!("--datadir={}", folder.path().join("data").display()))
        .args(["--auth-root-authentication-method=normal", "--skip-test-db", "--skip-name-resolve"])
        .args(["--innodb-log-file-size=8M", "--innodb-flush-log-at-trx-commit=0"])
        .current_dir("/")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut found = Vec::new();
    let mut open = vec![PathBuf::from("data")];
    while let Some(path) = open.pop() {
        let full = folder.path().join(&path);
        if full.is_dir() {
            open.extend(fs::read_dir(&full).unwrap().map(|entry| path.join(entry.unwrap().file_name())));
            found.push((path, None));
        } else {
            found.push((path, Some(fs::read(full).unwrap())));
        }
    }
    found
});

fn install(folder: &Path, owner: &Owner) {
    for (path, content) in INSTALLED.iter() {
        let path = folder.join(path);
        match content {
            Some(content) => fs::write(&path, content).unwrap(),
            None => fs::create_dir(&path).unwrap(),
        }
        owner.give(&path);
    }
}

fn options(folder: &Path, port: u16, owner: &Owner) -> Vec<String> {
    let place = |name: &str| folder.join(name).display().to_string();
    let bind = if TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).is_ok() { "127.0.0.1,::1" } else { "127.0.0.1" };
    let mut options = vec!["--no-defaults".to_owned()];
    options.extend(owner.option().map(str::to_owned));
    options.extend([
        format!("--datadir={}", place("data")),
        format!("--socket={}", place("s")),
        format!("--pid-file={}", place("pid")),
        format!("--log-error={}", place("log.err")),
        format!("--init-file={}", place("init.sql")),
        format!("--port={port}"),
        format!("--bind-address={bind}"),
    ]);
    // Without name resolution an anonymous account of localhost cannot catch logins from 127.0.0.1.
    let fixed = [
        "--skip-name-resolve",
        "--plugin-load-add=auth_ed25519",
        "--character-set-server=utf8mb4",
        "--log-bin=binlog",
        "--server-id=1",
        "--binlog-format=ROW",
        "--binlog-row-image=FULL",
        "--binlog-row-metadata=FULL",
        "--innodb-buffer-pool-size=32M",
        "--innodb-log-file-size=8M",
        "--innodb-flush-log-at-trx-commit=0",
        "--performance-schema=OFF",
        "--max-connect-errors=1000000",
    ];
    options.extend(fixed.map(str::to_owned));
    options
}

fn tls_options(folder: &Path, certificates: &Certificates, owner: &Owner) -> Vec<String> {
    let files = [("ca", &certificates.ca), ("cert", &certificates.certificate), ("key", &certificates.key)];
    let write = |(name, pem): (&str, &String)| {
        let path = folder.join(format!("{name}.pem"));
        owner.write(&path, pem);
        format!("--ssl-{name}={}", path.display())
    };
    files.map(write).into()
}

/// One statement a line, as `--init-file` wants it.
fn init_sql() -> String {
    let text = |text: &str| format!("'{}'", text.replace('\\', "\\\\").replace('\'', "''"));
    let by = |name: &str, how: &str| format!("CREATE OR REPLACE USER {}@'%' {how};", text(name));
    let schema = format!("`{}`", DATABASE.replace('`', "``"));
    let grant = |rights: &str, on: &str, name: &str| format!("GRANT {rights} ON {on} TO {}@'%';", text(name));
    let password = format!("IDENTIFIED BY {}", text(PASSWORD));
    let whole = format!("{schema}.*");
    [
        "SET NAMES utf8mb4;".to_owned(),
        format!("CREATE DATABASE IF NOT EXISTS {schema} CHARACTER SET utf8mb4;"),
        "CREATE DATABASE IF NOT EXISTS narrow CHARACTER SET utf8mb3;".to_owned(),
        format!("CREATE TABLE IF NOT EXISTS {schema}.orders (id INT PRIMARY KEY, note VARCHAR(100));"),
        by(users::APP, &password),
        grant("ALL", &whole, users::APP),
        grant("REPLICATION SLAVE, BINLOG MONITOR", "*.*", users::APP),
        by(users::ED25519, &format!("IDENTIFIED VIA ed25519 USING PASSWORD({})", text(PASSWORD))),
        grant("ALL", &whole, users::ED25519),
        by(users::ODD, &format!("IDENTIFIED BY {}", text(ODD_PASSWORD))),
        grant("ALL", &whole, users::ODD),
        by(users::READER, &password),
        grant("SELECT", &whole, users::READER),
        grant("SELECT", "narrow.*", users::READER),
        by(users::ONE_TABLE, &password),
        grant("SELECT", &format!("{schema}.orders"), users::ONE_TABLE),
        by(users::WRITER, &password),
        grant("INSERT", &whole, users::WRITER),
        by(users::BY_ROLE, &password),
        by(users::NOBODY, &password),
        by(users::SSL_ONLY, &format!("{password} REQUIRE SSL")),
        grant("ALL", &whole, users::SSL_ONLY),
        by(users::CERTIFIED, &format!("{password} REQUIRE X509")),
        grant("ALL", &whole, users::CERTIFIED),
        by(users::LOCKED, &format!("{password} ACCOUNT LOCK")),
        by(users::EXPIRED, &format!("{password} PASSWORD EXPIRE")),
        by(users::OPEN, ""),
        grant("SELECT", &whole, users::OPEN),
        by(users::SOCKET, "IDENTIFIED VIA unix_socket"),
        by(users::ADMIN, &password),
        grant("ALL", "*.*", users::ADMIN).replace(';', " WITH GRANT OPTION;"),
    ]
    .join("\n")
}

fn free_port() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port()
}

/// The log tells; a connect that is dropped would count as a failed login.
fn wait_until_ready(log: &Path) -> bool {
    let deadline = Instant::now() + Duration::from_secs(60);
    while Instant::now() < deadline {
        let mut text = String::new();
        if let Ok(mut file) = fs::File::open(log) {
            let _ = file.read_to_string(&mut text);
        }
        // The second is a statement of the init file that failed; the server would run without the rest.
        if text.contains("[ERROR] Aborting") || text.contains("\nERROR: ") {
            return false;
        }
        if text.contains("ready for connections") {
            return true;
        }
        sleep(Duration::from_millis(20));
    }
    false
}
