//! MySQL outside. Variables: `mysql` reads `MYSQL_HOST`, `MYSQL_TCP_PORT` and `MYSQL_PWD` (MySQL reference manual, environment
//! variables); `MYSQL_USER` and `MYSQL_DATABASE` are those of the official container images; `DATABASE_URL` is what sqlx, Prisma
//! and Rails read.

use super::Form::{Client, Go, Java, Jdbc, Python, Rust, Url};
use super::quote::Quote;
use super::{Outside, copy, from, words};

/// The tables.
pub const OUTSIDE: Outside = Outside {
    derived: &[
        words("sslMode", "tlsMode", &[("off", "DISABLED"), ("required", "REQUIRED"), ("verify", "VERIFY_IDENTITY")]),
        words("_python", "tlsMode", &[("off", "ssl_disabled=True"), ("verify", "ssl_verify_identity=True")]),
        words(
            "_rust",
            "tlsMode",
            &[
                ("required", "mysql_async::SslOpts::default().with_danger_accept_invalid_certs(true)"),
                ("verify", "mysql_async::SslOpts::default()"),
            ],
        ),
        words(
            "_go",
            "tlsMode",
            &[("off", "false"), ("preferred", "preferred"), ("required", "skip-verify"), ("verify", "true")],
        ),
        // The last of these that has all it needs stays.
        from("_query", "ssl-mode=«sslMode»", Quote::Url),
        from("_query", "«=properties»", Quote::Url),
        from("_query", "ssl-mode=«sslMode»&«=properties»", Quote::Url),
        from("_parameters", "sslMode=«sslMode»", Quote::Url),
        from("_parameters", "«=properties»", Quote::Url),
        from("_parameters", "sslMode=«sslMode»&«=properties»", Quote::Url),
        from("_jdbc", "jdbc:mysql://«=address»/«database»⟦?«=_parameters»⟧", Quote::Url),
        from("url", "mysql://«username»⟦:«password»⟧@«=_server»/«database»⟦?«=_query»⟧", Quote::Url),
        from(
            "jdbcUrl",
            "jdbc:mysql://«=address»/«database»?user=«username»⟦&password=«password»⟧⟦&«=_parameters»⟧",
            Quote::Url,
        ),
    ],
    variables: &[
        ("MYSQL_HOST", "host"),
        ("MYSQL_TCP_PORT", "port"),
        ("MYSQL_DATABASE", "database"),
        ("MYSQL_USER", "username"),
        ("MYSQL_PWD", "password"),
        ("DATABASE_URL", "url"),
    ],
    copies: &[
        copy(Url, "", "«url»"),
        copy(Jdbc, "", "«jdbcUrl»"),
        // The password is no argument: every process can read those.
        copy(
            Client,
            "mysql",
            "⟦MYSQL_PWD=«password» ⟧mysql --protocol=TCP --host=«host» --port=«=port» --user=«username»⟦ --ssl-mode=«sslMode»⟧ \
             --database=«database»",
        ),
        copy(
            Python,
            "mysql-connector-python",
            "import mysql.connector\n\n\
             connection = mysql.connector.connect(\n    host=«host»,\n    port=«=port»,\n    user=«username»,\n\
             ⟦    password=«password»,\n⟧    database=«database»,\n⟦    «=_python»,\n⟧)",
        ),
        copy(
            Java,
            "JDBC",
            "Connection connection = DriverManager.getConnection(\n    «_jdbc»,\n    «username»,\n    «password»);",
        ),
        copy(
            Rust,
            "mysql_async",
            "let options = mysql_async::OptsBuilder::default()\n    .ip_or_hostname(«host»)\n    .tcp_port(«=port»)\n\
             \x20   .user(Some(«username»))\n⟦    .pass(Some(«password»))\n⟧⟦    .ssl_opts(«=_rust»)\n⟧\
             \x20   .db_name(Some(«database»));\nlet pool = mysql_async::Pool::new(options);",
        ),
        copy(
            Go,
            "go-sql-driver/mysql",
            "config := mysql.NewConfig()\nconfig.Net = \"tcp\"\nconfig.Addr = «_server»\nconfig.User = «username»\n\
             ⟦config.Passwd = «password»\n⟧config.DBName = «database»\n⟦config.TLSConfig = «_go»\n⟧\
             db, err := sql.Open(\"mysql\", config.FormatDSN())",
        ),
    ],
};
