//! Findings of MySQL and what speaks its protocol. Statements can be pasted: names come quoted in the parameters.

use headwater_model::Text;

use super::Entry;
use crate::types::t;

/// Something that no MySQL server says.
const fn breach(code: &'static str, line: Text) -> Entry {
    let cause = t("A proxy or an incompatible server answers.", "由代理或不兼容的服务器应答。");
    let remedy =
        t("Check host and port; connect without the proxy to compare.", "请检查主机和端口；可绕过代理连接以作比较。");
    Entry::advice(code, line, cause, remedy).at("address")
}

/// The entries.
pub const ENTRIES: &[Entry] = &[
    Entry::advice(
        "mysql.instance_mode",
        t("Only DataWorks knows the address of instance {instance}", "实例 {instance} 的地址只有 DataWorks 知道"),
        t("Instance mode names an RDS instance by its ID; this computer cannot look up its address.", "实例模式以 ID 指定 RDS 实例，本机无法查询其地址。"),
        t("Keep it as a draft and test it in DataWorks, or test the same database in connection string mode.", "可保留为草稿并在 DataWorks 中测试，或以连接串模式测试同一数据库。"),
    )
    .at("instanceId"),
    // The port and its greeting.
    Entry::fact("mysql.hello", t("{address} is {server}", "{address} 为 {server}")),
    Entry::advice(
        "mysql.silent",
        t("{address} accepts the connection, but sends nothing for {seconds} s", "{address} 接受连接后 {seconds} 秒内没有任何应答"),
        t("A load balancer has no live server behind it, the port belongs to another protocol, or the server is waiting for a slow reverse DNS lookup of this computer.", "负载均衡后端没有可用服务器、端口属于其他协议，或服务器正在通过缓慢的 DNS 反查本机地址。"),
        t("Check the port. On the server, set skip_name_resolve = ON in the section [mysqld] to skip the DNS lookup.", "请检查端口。可在服务器的 [mysqld] 段中设置 skip_name_resolve = ON 以跳过 DNS 反查。"),
    )
    .at("address"),
    Entry::advice(
        "mysql.hung_up",
        t("{address} accepts the connection, then closes it at once", "{address} 接受连接后立即断开"),
        t("An IP allowlist or a proxy rejects this computer, or the server is shutting down.", "IP 白名单或代理拒绝了本机，或服务器正在关闭。"),
        t("Add this computer's public IP to the instance's allowlist; check the server's log.", "请将本机公网 IP 加入实例白名单，并查看服务器日志。"),
    )
    .at("address"),
    Entry::advice(
        "mysql.not_mysql",
        t("{address} is not a MySQL server; it answered “{words}”", "{address} 不是 MySQL 服务器，其应答为“{words}”"),
        t("The port belongs to another service (33060 is MySQL's X protocol).", "该端口属于其他服务（33060 是 MySQL 的 X 协议）。"),
        t("Correct the port; MySQL's default is 3306.", "请更正端口；MySQL 的默认端口是 3306。"),
    )
    .at("address"),
    Entry::advice(
        "mysql.too_old",
        t("{address} speaks a protocol before MySQL 4.1 ({version})", "{address} 使用 MySQL 4.1 之前的协议（{version}）"),
        t("Such servers have no safe way to send a password.", "此类服务器没有可安全传输的密码方式。"),
        t("Upgrade the server.", "请升级服务器。"),
    )
    .at("address"),
    // Encryption.
    Entry::advice(
        "mysql.tls_unavailable",
        t("{address} offers no encryption, but this configuration requires it", "{address} 不支持加密，而此配置要求加密"),
        t("TLS is not set up on the server. Nothing was sent to it.", "服务器未配置 TLS。未向其发送任何内容。"),
        t("Enable TLS on the server (RDS: Data Security → SSL; own server: ssl_cert and ssl_key in [mysqld]).", "请在服务器上启用 TLS（RDS：数据安全性 → SSL；自建：在 [mysqld] 中设置 ssl_cert 和 ssl_key）。"),
    )
    .at("tlsMode"),
    Entry::advice(
        "mysql.tls_broken",
        t("{address} offers encryption, but the TLS handshake fails: {words}", "{address} 声称支持加密，但协商失败：{words}"),
        t(
            "Old servers support only TLS 1.0 or 1.1, which are insecure and not used here; or a device in between interferes.",
            "旧服务器仅支持可被破解的 TLS 1.0 或 1.1，此处不予使用；也可能是中间设备造成干扰。",
        ),
        t(
            "Enable TLS 1.2 on the server (MySQL 5.7.10 or later). Only on a network that you trust: set TLS to “Off”.",
            "请在服务器上启用 TLS 1.2（MySQL 5.7.10 及以上）。仅在可信网络中，可将 TLS 设为“关闭”。",
        ),
    )
    .at("tlsMode"),
    Entry::advice(
        "mysql.tls_dropped",
        t("{address} offers encryption, but breaks off the TLS handshake", "{address} 声称支持加密，但中断了 TLS 握手"),
        t(
            "Old servers support only TLS 1.0 or 1.1, which are insecure and not used here; or a device in between interferes.",
            "旧服务器仅支持可被破解的 TLS 1.0 或 1.1，此处不予使用；也可能是中间设备造成干扰。",
        ),
        t(
            "Enable TLS 1.2 on the server (MySQL 5.7.10 or later). Only on a network that you trust: set TLS to “Off”.",
            "请在服务器上启用 TLS 1.2（MySQL 5.7.10 及以上）。仅在可信网络中，可将 TLS 设为“关闭”。",
        ),
    )
    .at("tlsMode"),
    Entry::fact("mysql.tls_verified", t("{address} is encrypted; the server was verified to be {host}", "{address} 已加密，并已校验服务器为 {host}")),
    Entry::fact("mysql.tls_unverified", t("{address} is encrypted; the server was not verified to be {host}", "{address} 已加密；未校验服务器是否为 {host}")),
    Entry::advice(
        "mysql.ca_unused",
        t("The CA certificate is not used", "CA 证书未被使用"),
        t("In this TLS mode the server is not verified, so anyone in between could impersonate it.", "当前 TLS 模式不校验服务器，中间人可冒充服务器应答。"),
        t("Choose “Required, verify the server”.", "请选择“必须加密并校验服务器”。"),
    )
    .at("tlsMode")
    .mend("tlsMode", "mode"),
    Entry::fact("mysql.certificate_shown", t("The server asked for our certificate, and got it", "服务器要求出示客户端证书，已出示")),
    Entry::fact("mysql.certificate_not_asked", t("The server asked for no client certificate; ours was not used", "服务器未要求客户端证书，未使用该证书")),
    Entry::advice(
        "mysql.access_denied_no_certificate",
        t("{address} refuses {account}, which showed no certificate", "{address} 拒绝了未出示证书的 {account}"),
        t("The password is wrong, or the account requires a client certificate (REQUIRE X509) and the configuration has no keystore file.", "密码错误，或该账号要求客户端证书（REQUIRE X509），而此配置没有 Keystore 证书文件。"),
        t("Check the password. To see what the account requires: SHOW CREATE USER {account}. If it names X509, ISSUER or SUBJECT, choose a keystore file with certificate and key.", "请检查密码。查看账号要求：SHOW CREATE USER {account}。若其中有 X509、ISSUER 或 SUBJECT，请选择包含证书和私钥的 Keystore 文件。"),
    )
    .at("keystoreFile"),
    Entry::advice(
        "mysql.plain_text",
        t("{address} offers no encryption: data crosses the network in plain text", "{address} 不支持加密：数据以明文在网络上传输"),
        t("TLS is “preferred”, and the server has none.", "TLS 设为“优先”，而服务器不支持。"),
        t("Enable TLS on the server, or choose “Off” if this network is trusted.", "请在服务器上启用 TLS；若网络可信，可选择“关闭”。"),
    )
    .at("tlsMode"),
    Entry::fact("mysql.plain_loopback", t("{address} is not encrypted; the connection stays on this computer", "{address} 未加密；连接仅在本机内部")),
    Entry::fact("mysql.not_encrypted", t("{address} is not encrypted, as chosen", "{address} 未加密（按所选设置）")),
    // The login.
    Entry::fact("mysql.signed_in", t("Logged in to {address} as {user}", "已以 {user} 登录 {address}")),
    Entry::advice(
        "mysql.sha2_plain",
        t("{address}: the login works only while the server has it cached", "{address}：仅在服务器缓存有效期间可登录"),
        t("The account uses caching_sha2_password without TLS. After a restart the server asks for the password itself, encrypted with a key that cannot be verified; on prod that is refused.", "账号使用 caching_sha2_password 且没有 TLS。服务器重启后会要求发送密码本身，而所用的加密密钥无法验证；在 prod 上会被拒绝。"),
        t("Enable encryption.", "请启用加密。"),
    )
    .at("tlsMode")
    .mend("tlsMode", "mode"),
    Entry::advice(
        "mysql.sha2_unverified",
        t("{address}: the password was sent to a server that was not verified", "{address}：密码已发送给未经校验的服务器"),
        t("caching_sha2_password asked for the password itself. It was sent encrypted, but to whatever answers at this address: the certificate was not verified.", "caching_sha2_password 要求发送密码本身。密码已加密发送，但未校验证书，无法确认应答者的身份。"),
        t("Choose “Required, verify the server”, with the server's CA certificate.", "请选择“必须加密并校验服务器”，并提供服务器的 CA 证书。"),
    )
    .at("tlsMode")
    .mend("tlsMode", "mode"),
    Entry::advice(
        "mysql.rsa_unverified",
        t("{address}: the password was sent encrypted with an unverified key", "{address}：密码已使用未经验证的密钥加密发送"),
        t("caching_sha2_password without TLS accepts any RSA key that the server sends, so someone in between could read the password.", "caching_sha2_password 在没有 TLS 时会接受服务器发来的任意 RSA 密钥，中间人可能因此读取密码。"),
        t("Enable encryption; on prod this login is refused.", "请启用加密；在 prod 上此类登录会被拒绝。"),
    )
    .at("tlsMode")
    .mend("tlsMode", "mode"),
    Entry::advice(
        "mysql.rsa_refused",
        t("{address} asked for the password without TLS; it was not sent", "{address} 在没有 TLS 的情况下要求发送密码；密码未发送"),
        t("caching_sha2_password without TLS accepts any RSA key that the server sends, so someone in between could read the password. On prod this is refused.", "caching_sha2_password 在没有 TLS 时会接受服务器发来的任意 RSA 密钥，中间人可能因此读取密码。在 prod 上会拒绝这样做。"),
        t("Enable encryption.", "请启用加密。"),
    )
    .at("tlsMode")
    .mend("tlsMode", "mode"),
    Entry::advice(
        "mysql.access_denied",
        t("{address} does not accept this user name and password", "{address} 不接受该用户名和密码"),
        t("The password is wrong, the user does not exist, or may not log in from this computer: the server sees {account}. The server said: {words}", "密码错误、用户不存在，或不允许从本机登录：服务器看到的是 {account}。服务器说：{words}"),
        t("Correct the user or the password. To allow this computer: CREATE USER {account} IDENTIFIED BY '…';", "请更正用户名或密码。若要允许本机登录：CREATE USER {account} IDENTIFIED BY '…';"),
    )
    .at("password"),
    Entry::advice(
        "mysql.access_denied_plain",
        t("{address} does not accept this login without encryption", "{address} 不接受未加密的登录"),
        t("Either {account} requires SSL, which this configuration does not use, or the user or password is wrong. The server said: {words}", "{account} 可能要求 SSL，而此配置未使用；也可能是用户名或密码错误。服务器说：{words}"),
        t("Set TLS to “Required” and test again; if it is still refused, correct the user or the password.", "请将 TLS 设为“必须加密”后重新测试；若仍被拒绝，请更正用户名或密码。"),
    )
    .at("tlsMode")
    .mend("tlsMode", "mode"),
    Entry::advice(
        "mysql.password_missing",
        t("{address} requires a password", "{address} 要求密码"),
        t("This configuration has none, and {account} needs one. The server said: {words}", "此配置没有密码，而 {account} 需要密码。服务器说：{words}"),
        t("Enter the password.", "请输入密码。"),
    )
    .at("password"),
    Entry::advice(
        "mysql.socket_only",
        t("{account} cannot log in to {address} with a password", "{account} 不能用密码登录 {address}"),
        t("The account is bound to the server's operating system (unix_socket, auth_socket), as root is on many systems. The server said: {words}", "该账号与服务器操作系统绑定（unix_socket、auth_socket），许多系统上的 root 即如此。服务器说：{words}"),
        t("Create a dedicated account: CREATE USER 'dataworks'@'%' IDENTIFIED BY '…';", "请创建专用账号：CREATE USER 'dataworks'@'%' IDENTIFIED BY '…';"),
    )
    .at("username"),
    Entry::advice(
        "mysql.too_many_connections",
        t("{address} has no free connection", "{address} 没有空闲连接"),
        t("All of the server's max_connections are in use. The server said: {words}", "服务器的 max_connections 已用尽。服务器说：{words}"),
        t("Lower the concurrency of tasks, close idle clients, or raise the limit: SET GLOBAL max_connections = 500;", "请降低任务并发、关闭空闲客户端，或提高上限：SET GLOBAL max_connections = 500;"),
    ),
    Entry::advice(
        "mysql.user_limit",
        t("{account} has used up its connections on {address}", "{account} 在 {address} 上的连接数已达上限"),
        t("The account has a limit of its own. The server said: {words}", "该账号有单独的限制。服务器说：{words}"),
        t("Close other clients of this account, or raise it: ALTER USER {account} WITH MAX_USER_CONNECTIONS 50;", "请关闭该账号的其他客户端，或提高上限：ALTER USER {account} WITH MAX_USER_CONNECTIONS 50;"),
    ),
    Entry::advice(
        "mysql.host_blocked",
        t("{address} has blocked this computer", "{address} 已封锁本机"),
        t("Too many connections from this computer were aborted before logging in. The server said: {words}", "来自本机的连接在登录前中断次数过多。服务器说：{words}"),
        t("On the server: FLUSH HOSTS; (MySQL 8: TRUNCATE TABLE performance_schema.host_cache;) and find out what aborts them, for example a health check.", "在服务器上执行：FLUSH HOSTS;（MySQL 8：TRUNCATE TABLE performance_schema.host_cache;），并查明中断原因，例如健康检查。"),
    ),
    Entry::advice(
        "mysql.host_not_allowed",
        t("{address} does not allow logins from this computer", "{address} 不允许本机登录"),
        t("No account of the server allows this address, or an allowlist does not include it. The server said: {words}", "服务器上没有账号允许该地址，或白名单未包含它。服务器说：{words}"),
        t("Add this computer's IP to the allowlist, or allow the user from any host: CREATE USER {account} IDENTIFIED BY '…';", "请将本机 IP 加入白名单，或允许该用户从任意主机登录：CREATE USER {account} IDENTIFIED BY '…';"),
    ),
    Entry::advice(
        "mysql.tls_required",
        t("{address} accepts only encrypted connections", "{address} 只接受加密连接"),
        t("The server has require_secure_transport = ON, but TLS is off here. The server said: {words}", "服务器设置了 require_secure_transport = ON，而此处关闭了 TLS。服务器说：{words}"),
        t("Set TLS to “Required”.", "请将 TLS 设为“必须加密”。"),
    )
    .at("tlsMode")
    .mend("tlsMode", "mode"),
    Entry::advice(
        "mysql.auth_plugin",
        t("{address} asks for the authentication plugin “{plugin}”, which is not supported", "{address} 要求使用不受支持的认证插件“{plugin}”"),
        t("Supported are mysql_native_password, caching_sha2_password and ed25519; tasks need one of them too.", "支持 mysql_native_password、caching_sha2_password 和 ed25519；任务同样需要其中之一。"),
        t("Change the account's plugin: ALTER USER {account} IDENTIFIED WITH caching_sha2_password BY '…'; (MariaDB: IDENTIFIED VIA mysql_native_password USING PASSWORD('…');)", "请更改账号的插件：ALTER USER {account} IDENTIFIED WITH caching_sha2_password BY '…';（MariaDB：IDENTIFIED VIA mysql_native_password USING PASSWORD('…');）"),
    )
    .at("username"),
    Entry::advice(
        "mysql.old_password",
        t("{account} has a password in the format before MySQL 4.1", "{account} 的密码仍是 MySQL 4.1 之前的格式"),
        t("Anyone listening on the way to {address} can break that format, so it is not used.", "在到 {address} 途中监听的任何人都能破解该格式，因此不予使用。"),
        t("Set the password again: SET old_passwords = 0; SET PASSWORD FOR {account} = PASSWORD('…');", "请重新设置密码：SET old_passwords = 0; SET PASSWORD FOR {account} = PASSWORD('…');"),
    )
    .at("username"),
    Entry::advice(
        "mysql.cleartext_plugin",
        t("{address} asked for the password in clear text; it was not sent", "{address} 要求发送明文密码；密码未发送"),
        t("The account uses mysql_clear_password (LDAP, PAM), which is safe only over encryption with a verified server.", "该账号使用 mysql_clear_password（LDAP、PAM），仅在加密且已校验服务器时才安全。"),
        t("Set TLS to “Required, verify the server” and give the CA certificate.", "请将 TLS 设为“必须加密并校验服务器”，并提供 CA 证书。"),
    )
    .at("tlsMode")
    .mend("tlsMode", "mode"),
    Entry::advice(
        "mysql.password_expired",
        t("The password of {account} on {address} has expired", "{account} 在 {address} 上的密码已过期"),
        t("The server requires a new one before anything else. The server said: {words}", "服务器要求先更换密码。服务器说：{words}"),
        t("ALTER USER {account} IDENTIFIED BY '…'; then enter the new password here.", "ALTER USER {account} IDENTIFIED BY '…'; 然后在此输入新密码。"),
    )
    .at("password"),
    Entry::advice(
        "mysql.account_locked",
        t("{account} is locked on {address}", "{account} 在 {address} 上已被锁定"),
        t("An administrator locked it, or too many logins failed. The server said: {words}", "被管理员锁定，或登录失败次数过多。服务器说：{words}"),
        t("ALTER USER {account} ACCOUNT UNLOCK; (MariaDB after failed logins: FLUSH PRIVILEGES;)", "ALTER USER {account} ACCOUNT UNLOCK;（MariaDB 因登录失败锁定时：FLUSH PRIVILEGES;）"),
    )
    .at("username"),
    Entry::advice(
        "mysql.login_silent",
        t("{address} did not answer the login within {seconds} s", "{address} 未在 {seconds} 秒内答复登录"),
        t("The server is overloaded, or a proxy is waiting for a server behind it.", "服务器过载，或代理正在等待其后端服务器。"),
        t("Test again; check the server's load and log.", "请重新测试，并查看服务器负载和日志。"),
    ),
    Entry::advice(
        "mysql.closed",
        t("{address} closed the connection: {words}", "{address} 断开了连接：{words}"),
        t("The server ended or restarted, or a device in between cut the connection.", "服务器退出或重启，或中间设备切断了连接。"),
        t("Test again; if it happens again, check the server's log at this time.", "请重新测试；若反复出现，请查看此刻的服务器日志。"),
    ),
    Entry::advice(
        "mysql.ended",
        t("{address} closed the connection", "{address} 断开了连接"),
        t("The server ended or restarted, or a device in between cut the connection.", "服务器退出或重启，或中间设备切断了连接。"),
        t("Test again; if it happens again, check the server's log at this time.", "请重新测试；若反复出现，请查看此刻的服务器日志。"),
    ),
    Entry::advice(
        "mysql.local_infile",
        t("{address} asked for a file on this computer; this was refused", "{address} 请求读取本机文件；已拒绝"),
        t("A server may ask only after LOAD DATA LOCAL was sent, and it was not: this server is hostile or was tampered with.", "只有在发送 LOAD DATA LOCAL 后服务器才会这样请求，而并未发送：该服务器是恶意的或已被篡改。"),
        t("Do not use this server; tell its administrator, and change the password if it was used elsewhere.", "请勿使用该服务器；请通知其管理员，若密码曾用于他处，请更换。"),
    )
    .at("address"),
    breach("mysql.protocol", t("{address} breaks MySQL's protocol: {words}", "{address} 不符合 MySQL 协议：{words}")),
    breach("mysql.protocol.empty", t("{address} breaks MySQL's protocol: an empty packet", "{address} 不符合 MySQL 协议：空数据包")),
    breach("mysql.protocol.malformed", t("{address} breaks MySQL's protocol: a malformed packet", "{address} 不符合 MySQL 协议：数据包格式错误")),
    breach("mysql.protocol.large", t("{address} breaks MySQL's protocol: a packet that is too large", "{address} 不符合 MySQL 协议：数据包过大")),
    breach("mysql.protocol.columns", t("{address} breaks MySQL's protocol: more columns than any table has", "{address} 不符合 MySQL 协议：列数超出任何表的上限")),
    breach("mysql.protocol.rows", t("{address} breaks MySQL's protocol: far more rows than were asked for", "{address} 不符合 MySQL 协议：返回的行数远超请求")),
    breach("mysql.protocol.login", t("{address} breaks MySQL's protocol: an unexpected packet during login", "{address} 不符合 MySQL 协议：登录过程中出现意外的数据包")),
    breach("mysql.protocol.unproved", t("{address} asked for the password too early; it was not sent", "{address} 过早要求发送密码；密码未发送")),
    breach("mysql.protocol.salt", t("{address} breaks MySQL's protocol: a login challenge of the wrong length", "{address} 不符合 MySQL 协议：登录质询长度错误")),
    breach("mysql.protocol.key", t("{address} sent an RSA key that cannot be used; the password was not sent", "{address} 发来的 RSA 公钥不可用；密码未发送")),
    breach("mysql.protocol.key_small", t("{address} sent an RSA key that is too small for the password; it was not sent", "{address} 发来的 RSA 公钥太小，无法加密该密码；密码未发送")),
    Entry::advice(
        "mysql.server_error",
        t("{address} answered with error {number}: {words}", "{address} 返回错误 {number}：{words}"),
        t("This is the server's own message.", "以上为服务器的原始信息。"),
        t("Look up the number in the server's documentation, or ask its administrator.", "请在服务器文档中查找该编号，或咨询其管理员。"),
    ),
    // The database.
    Entry::fact("mysql.visible", t("The account sees: {visible}", "该账号可见：{visible}")),
    Entry::fact("mysql.database_open", t("Database {database} is open", "数据库 {database} 已打开")),
    Entry::advice(
        "mysql.database_denied",
        t("{account} may not use the database {database} on {address}", "{account} 无权使用 {address} 上的数据库 {database}"),
        t("The account has no privileges on it, or the database does not exist: servers do not say which. The server said: {words}", "账号没有权限，或数据库不存在：服务器不会说明是哪一种。服务器说：{words}"),
        t("Check the name. Or as an administrator: GRANT SELECT, INSERT, UPDATE, DELETE ON {schema}.* TO {account};", "请检查名称。或由管理员执行：GRANT SELECT, INSERT, UPDATE, DELETE ON {schema}.* TO {account};"),
    )
    .at("database"),
    Entry::advice(
        "mysql.database_unknown",
        t("{address} has no database {database}", "{address} 上没有数据库 {database}"),
        t("The name is misspelt (on Linux upper and lower case differ), or the database is on another server. The server said: {words}", "名称拼写有误（Linux 上区分大小写），或数据库在其他服务器上。服务器说：{words}"),
        t("Correct the name.", "请更正名称。"),
    )
    .at("database"),
    // Rights.
    Entry::fact("mysql.grants_full", t("Can read and write {database}", "可读写 {database}")),
    Entry::fact("mysql.grants_read", t("Can read {database}", "可读取 {database}")),
    Entry::advice(
        "mysql.no_read",
        t("{account} may not read any table of {database}", "{account} 无权读取 {database} 的任何表"),
        t("SELECT is granted neither on the database nor on one of its tables.", "数据库及其各表均未授予 SELECT 权限。"),
        t("As an administrator: GRANT SELECT ON {schema}.* TO {account};", "由管理员执行：GRANT SELECT ON {schema}.* TO {account};"),
    )
    .at("username"),
    Entry::advice(
        "mysql.read_some",
        t("Can read only some tables of {database}: {tables}", "只能读取 {database} 的部分表：{tables}"),
        t("SELECT is granted table by table; a task on another table fails.", "SELECT 是逐表授予的；针对其他表的任务会失败。"),
        t("If tasks need more: GRANT SELECT ON {schema}.* TO {account};", "若任务需要更多表：GRANT SELECT ON {schema}.* TO {account};"),
    ),
    Entry::advice(
        "mysql.no_write",
        t("Cannot write to {database}: {missing} not granted", "无权写入 {database}：未授予 {missing}"),
        t("Enough for reading; a task that writes to it fails.", "作为读取端已足够；写入任务会失败。"),
        t("If tasks write: GRANT {missing} ON {schema}.* TO {account};", "若任务需要写入：GRANT {missing} ON {schema}.* TO {account};"),
    ),
    // The server.
    Entry::fact("mysql.server", t("{version}, {product}", "{version}，{product}")),
    Entry::fact("mysql.charset", t("Character set {charset}", "字符集 {charset}")),
    Entry::advice(
        "mysql.charset_three_bytes",
        t("The database's character set is {charset}: no emoji, no rare Chinese characters", "数据库字符集为 {charset}：无法存储表情符号和生僻汉字"),
        t("It stores at most three bytes per character; writing a longer one fails with “Incorrect string value”.", "每个字符最多三个字节；写入更长的字符会报“Incorrect string value”。"),
        t("For new tables: ALTER DATABASE {schema} CHARACTER SET utf8mb4; existing ones: ALTER TABLE … CONVERT TO CHARACTER SET utf8mb4;", "新表：ALTER DATABASE {schema} CHARACTER SET utf8mb4; 已有表：ALTER TABLE … CONVERT TO CHARACTER SET utf8mb4;"),
    ),
    Entry::fact("mysql.time_zone", t("Time zone {zone}", "时区 {zone}")),
    Entry::fact("mysql.clock", t("Clocks agree ({seconds} s apart)", "时钟一致（相差 {seconds} 秒）")),
    Entry::advice(
        "mysql.clock_skew",
        t("The server's clock is {seconds} s off from this computer's", "服务器时钟与本机相差 {seconds} 秒"),
        t("One of the two clocks is wrong (positive: the server is ahead). Incremental reads by time miss or repeat rows.", "两者之一的时钟不准（正数表示服务器偏快）。按时间增量读取会遗漏或重复数据。"),
        t("Turn on time synchronization (NTP) on both.", "请在两端启用时间同步（NTP）。"),
    ),
    Entry::fact("mysql.cdc_ready", t("Ready for real-time synchronization", "可用于实时同步")),
    Entry::advice(
        "mysql.binlog_off",
        t("No binary log: real-time synchronization cannot read this server", "未启用 Binlog：无法对该服务器做实时同步"),
        t("log_bin is OFF. Batch tasks do not need it.", "log_bin 为 OFF。离线任务不需要它。"),
        t("For real-time tasks, in [mysqld]: log_bin = mysql-bin, server_id = 1, binlog_format = ROW; then restart the server.", "若需实时同步，在 [mysqld] 中设置：log_bin = mysql-bin，server_id = 1，binlog_format = ROW，然后重启服务器。"),
    ),
    Entry::advice(
        "mysql.binlog_format",
        t("The binary log's format is {format}; real-time synchronization needs ROW", "Binlog 格式为 {format}；实时同步需要 ROW"),
        t("Only ROW records the values of each change. Batch tasks do not need it.", "只有 ROW 会记录每次变更的数据。离线任务不需要它。"),
        t("SET GLOBAL binlog_format = 'ROW'; and the same in [mysqld]; clients must reconnect.", "SET GLOBAL binlog_format = 'ROW'; 并写入 [mysqld]；客户端需重新连接。"),
    ),
    Entry::advice(
        "mysql.binlog_image",
        t("The binary log records {image} row images; real-time synchronization needs FULL", "Binlog 行镜像为 {image}；实时同步需要 FULL"),
        t("Columns that did not change are left out, so a task cannot rebuild the row.", "未变更的列不会被记录，任务无法还原整行。"),
        t("SET GLOBAL binlog_row_image = 'FULL'; and the same in [mysqld].", "SET GLOBAL binlog_row_image = 'FULL'; 并写入 [mysqld]。"),
    ),
    Entry::advice(
        "mysql.binlog_retention",
        t("The binary log is kept for {hours} hours only", "Binlog 仅保留 {hours} 小时"),
        t("A real-time task that is stopped for longer loses its position and must start over; three days are recommended.", "实时任务停止超过该时长后会丢失位点，必须重新开始；建议保留三天。"),
        t("SET GLOBAL binlog_expire_logs_seconds = 259200; (before MySQL 8 and MariaDB 10.6: SET GLOBAL expire_logs_days = 3;)", "SET GLOBAL binlog_expire_logs_seconds = 259200;（MySQL 8 和 MariaDB 10.6 之前：SET GLOBAL expire_logs_days = 3;）"),
    ),
    Entry::advice(
        "mysql.cdc_grants",
        t("Real-time synchronization needs more privileges: {missing}", "实时同步还需要权限：{missing}"),
        t("The account may not read the binary log. Batch tasks do not need this.", "该账号无权读取 Binlog。离线任务不需要。"),
        t("GRANT {missing} ON *.* TO {account};", "GRANT {missing} ON *.* TO {account};"),
    ),
];
