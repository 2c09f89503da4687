//! SQLite files outside. No client reads variables by itself; `DATABASE_URL` is what sqlx, Prisma and Rails read.

use super::Form::{Client, Go, Java, Jdbc, Python, Rust, Url};
use super::quote::Quote;
use super::{Outside, copy, from, words};

/// The tables.
pub const OUTSIDE: Outside = Outside {
    derived: &[
        words("_readonly", "readOnly", &[("true", "-readonly")]),
        from("url", "sqlite://«path»", Quote::Path),
        from("jdbcUrl", "jdbc:sqlite:«=path»", Quote::Raw),
    ],
    variables: &[("SQLITE_PATH", "path"), ("DATABASE_URL", "url")],
    copies: &[
        copy(Url, "", "«url»"),
        copy(Jdbc, "", "«jdbcUrl»"),
        copy(Client, "sqlite3", "sqlite3⟦ «=_readonly»⟧ «path»"),
        copy(Python, "sqlite3", "import sqlite3\n\nconnection = sqlite3.connect(«path»)"),
        copy(Java, "JDBC", "Connection connection = DriverManager.getConnection(«jdbcUrl»);"),
        copy(
            Rust,
            "sqlx",
            "let options = sqlx::sqlite::SqliteConnectOptions::new().filename(«path»)⟦.read_only(«=readOnly»)⟧;\n\
             let pool = sqlx::SqlitePool::connect_with(options).await?;",
        ),
        copy(Go, "mattn/go-sqlite3", "db, err := sql.Open(\"sqlite3\", «path»)"),
    ],
};
