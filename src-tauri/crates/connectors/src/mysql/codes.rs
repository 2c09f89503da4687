//! Codes of the findings of this family; their words are in the catalogue's `advice/mysql.rs`.

headwater_net::codes! {
    /// Only DataWorks can look an instance up. `instance`.
    INSTANCE_MODE = "mysql.instance_mode";
    /// A property does not have the shape that the catalogue promises. `fields`.
    INPUT_INVALID = "input.invalid";

    /// A server greeted. `address`, `server` (product and number), `version` as it says it.
    HELLO = "mysql.hello";
    /// TCP is accepted and then nothing comes. `address`, `seconds`.
    SILENT = "mysql.silent";
    /// The connection was closed before a greeting. `address`.
    HUNG_UP = "mysql.hung_up";
    /// Something else than MySQL answers. `address`, `words`.
    NOT_MYSQL = "mysql.not_mysql";
    /// A server older than the protocol of MySQL 4.1. `address`, `version`.
    TOO_OLD = "mysql.too_old";

    /// TLS is wanted and the server offers none. `address`.
    TLS_UNAVAILABLE = "mysql.tls_unavailable";
    /// TLS is preferred and on offer, and agreeing on it fails. `address`, `words`.
    TLS_BROKEN = "mysql.tls_broken";
    /// TLS is offered and then answered with something else, or with nothing. `address`.
    TLS_DROPPED = "mysql.tls_dropped";
    /// Encrypted, and the server is who it says. `address`, `host`.
    TLS_VERIFIED = "mysql.tls_verified";
    /// Encrypted; who the server is was not checked. `address`.
    TLS_UNVERIFIED = "mysql.tls_unverified";
    /// A CA is given and this TLS mode does not use it. `mode`.
    CA_UNUSED = "mysql.ca_unused";
    /// Our certificate was shown.
    CERTIFICATE_SHOWN = "mysql.certificate_shown";
    /// The server asked for no certificate.
    CERTIFICATE_NOT_ASKED = "mysql.certificate_not_asked";
    /// The login was refused where no certificate was shown. `address`, `account`, `words`.
    ACCESS_DENIED_NO_CERTIFICATE = "mysql.access_denied_no_certificate";
    /// Encryption was preferred and there was none. `address`.
    PLAIN_TEXT = "mysql.plain_text";
    /// The login was in plain text, and stayed on this computer. `address`.
    PLAIN_LOOPBACK = "mysql.plain_loopback";
    /// Not encrypted, as asked. `address`.
    NOT_ENCRYPTED = "mysql.not_encrypted";

    /// Signed in. `user`, `address`.
    SIGNED_IN = "mysql.signed_in";
    /// caching_sha2_password without TLS, answered from the server's cache. `address`, `mode`.
    SHA2_PLAIN = "mysql.sha2_plain";
    /// The password went out through TLS to a server that was not checked. `address`, `mode`.
    SHA2_UNVERIFIED = "mysql.sha2_unverified";
    /// The password went out under a key that nobody vouched for. `address`, `mode`.
    RSA_UNVERIFIED = "mysql.rsa_unverified";
    /// That was refused on prod; nothing was sent. `address`, `mode`.
    RSA_REFUSED = "mysql.rsa_refused";
    /// 1045 with a password. `account`, `address`, `words`.
    ACCESS_DENIED = "mysql.access_denied";
    /// 1045 over plain text from a server that offers TLS. `account`, `address`, `mode`, `words`.
    ACCESS_DENIED_PLAIN = "mysql.access_denied_plain";
    /// 1045 without a password. `account`, `address`, `words`.
    PASSWORD_MISSING = "mysql.password_missing";
    /// 1698: the account has no password to give. `account`, `address`, `words`.
    SOCKET_ONLY = "mysql.socket_only";
    /// 1040. `address`, `words`.
    TOO_MANY_CONNECTIONS = "mysql.too_many_connections";
    /// 1203, 1226. `account`, `address`, `words`.
    USER_LIMIT = "mysql.user_limit";
    /// 1129. `address`, `words`.
    HOST_BLOCKED = "mysql.host_blocked";
    /// 1130. `address`, `account`, `words`.
    HOST_NOT_ALLOWED = "mysql.host_not_allowed";
    /// 3159. `address`, `mode`, `words`.
    TLS_REQUIRED = "mysql.tls_required";
    /// The account's authentication plugin is not spoken here. `plugin`, `account`, `address`.
    AUTH_PLUGIN = "mysql.auth_plugin";
    /// Passwords in the format before MySQL 4.1. `account`, `address`.
    OLD_PASSWORD = "mysql.old_password";
    /// The server asked for the password itself over a connection that is not verified TLS. `address`, `mode`.
    CLEARTEXT_PLUGIN = "mysql.cleartext_plugin";
    /// 1820, 1862. `account`, `address`, `words`.
    PASSWORD_EXPIRED = "mysql.password_expired";
    /// 3118, 3955, 4151. `account`, `address`, `words`.
    ACCOUNT_LOCKED = "mysql.account_locked";
    /// No answer to the login. `address`, `seconds`.
    LOGIN_SILENT = "mysql.login_silent";
    /// The connection was closed in the middle. `address`, `words`.
    CLOSED = "mysql.closed";
    /// The connection was closed in the middle without a word. `address`.
    ENDED = "mysql.ended";
    /// The server asked for a file of this computer. `address`.
    LOCAL_INFILE = "mysql.local_infile";
    /// What the server said is not MySQL's protocol, in the driver's words. `address`, `words`.
    PROTOCOL = "mysql.protocol";
    /// The same, as we saw it: a packet without content. `address`.
    PROTOCOL_EMPTY = "mysql.protocol.empty";
    /// A packet that cannot be read. `address`.
    PROTOCOL_MALFORMED = "mysql.protocol.malformed";
    /// A packet larger than any answer. `address`.
    PROTOCOL_LARGE = "mysql.protocol.large";
    /// An answer with more columns than a table can have, or with endless descriptions of them. `address`.
    PROTOCOL_COLUMNS = "mysql.protocol.columns";
    /// More rows than were asked for. `address`.
    PROTOCOL_ROWS = "mysql.protocol.rows";
    /// A packet that has no place in a login. `address`.
    PROTOCOL_LOGIN = "mysql.protocol.login";
    /// The password was asked for before a hash of it was proved. `address`.
    PROTOCOL_UNPROVED = "mysql.protocol.unproved";
    /// A salt of a wrong length. `address`.
    PROTOCOL_SALT = "mysql.protocol.salt";
    /// What was sent as RSA key is none that can be used. `address`.
    PROTOCOL_KEY = "mysql.protocol.key";
    /// The RSA key has no room for the password. `address`.
    PROTOCOL_KEY_SMALL = "mysql.protocol.key_small";
    /// Any other error of the server. `address`, `number`, `words`.
    SERVER_ERROR = "mysql.server_error";

    /// The database is open. `database`.
    DATABASE_OPEN = "mysql.database_open";
    /// 1044. `database`, `schema`, `account`, `words`.
    DATABASE_DENIED = "mysql.database_denied";
    /// Databases that the account does see: the right one is often among them. `visible`.
    VISIBLE = "mysql.visible";
    /// 1049. `database`, `words`.
    DATABASE_UNKNOWN = "mysql.database_unknown";

    /// Reading and writing are granted. `database`.
    GRANTS_FULL = "mysql.grants_full";
    /// Reading is granted. `database`.
    GRANTS_READ = "mysql.grants_read";
    /// No right to read anything. `schema`, `account`, `database`.
    NO_READ = "mysql.no_read";
    /// Some tables may be read. `tables`, `schema`, `account`.
    READ_SOME = "mysql.read_some";
    /// Rights to write are missing. `missing`, `schema`, `account`.
    NO_WRITE = "mysql.no_write";

    /// Product and version. `version`, `product`.
    SERVER = "mysql.server";
    /// The database's character set. `charset`.
    CHARSET = "mysql.charset";
    /// It is the three-byte `utf8`. `charset`, `schema`.
    CHARSET_THREE_BYTES = "mysql.charset_three_bytes";
    /// The server's time zone. `zone`.
    TIME_ZONE = "mysql.time_zone";
    /// The clocks agree. `seconds`.
    CLOCK = "mysql.clock";
    /// They do not: the server is `seconds` ahead (negative: behind). `seconds`.
    CLOCK_SKEW = "mysql.clock_skew";
    /// Everything that a real-time task reads is there.
    CDC_READY = "mysql.cdc_ready";
    /// No binary log.
    BINLOG_OFF = "mysql.binlog_off";
    /// Not ROW. `format`.
    BINLOG_FORMAT = "mysql.binlog_format";
    /// Not FULL. `image`.
    BINLOG_IMAGE = "mysql.binlog_image";
    /// Kept for less than three days. `hours`.
    BINLOG_RETENTION = "mysql.binlog_retention";
    /// Rights to follow the binary log are missing. `missing`, `account`.
    CDC_GRANTS = "mysql.cdc_grants";
}

/// Errors of the server (mysqld_error.h; MariaDB's own from 4000 up, errmsg-utf8.txt).
pub mod server {
    /// Too many connections.
    pub const CON_COUNT: u16 = 1040;
    /// Access denied to a database.
    pub const DB_ACCESS_DENIED: u16 = 1044;
    /// Access denied.
    pub const ACCESS_DENIED: u16 = 1045;
    /// Unknown database.
    pub const BAD_DB: u16 = 1049;
    /// Host blocked because of many connection errors.
    pub const HOST_IS_BLOCKED: u16 = 1129;
    /// Host not allowed to connect.
    pub const HOST_NOT_PRIVILEGED: u16 = 1130;
    /// A user has too many connections.
    pub const TOO_MANY_USER_CONNECTIONS: u16 = 1203;
    /// A user has used up a resource.
    pub const USER_LIMIT_REACHED: u16 = 1226;
    /// The client does not speak the authentication protocol asked for.
    pub const NOT_SUPPORTED_AUTH_MODE: u16 = 1251;
    /// The account's password is in the format before 4.1.
    pub const SERVER_IS_IN_SECURE_AUTH_MODE: u16 = 1275;
    /// An authentication plugin is not loaded.
    pub const PLUGIN_IS_NOT_LOADED: u16 = 1524;
    /// Access denied to an account that takes no password.
    pub const ACCESS_DENIED_NO_PASSWORD: u16 = 1698;
    /// The password must be changed first.
    pub const MUST_CHANGE_PASSWORD: u16 = 1820;
    /// The password has expired.
    pub const MUST_CHANGE_PASSWORD_LOGIN: u16 = 1862;
    /// A client library's code that some proxies send: plugin cannot be loaded.
    pub const AUTH_PLUGIN_CANNOT_LOAD: u16 = 2061;
    /// MySQL: the account is locked.
    pub const ACCOUNT_LOCKED: u16 = 3118;
    /// The server takes encrypted connections only.
    pub const SECURE_TRANSPORT_REQUIRED: u16 = 3159;
    /// MySQL: locked for a while after failed logins.
    pub const ACCOUNT_BLOCKED_BY_PASSWORD_LOCK: u16 = 3955;
    /// MariaDB: the account is locked.
    pub const MARIADB_ACCOUNT_LOCKED: u16 = 4151;
}
