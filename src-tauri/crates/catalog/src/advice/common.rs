//! Findings of every family: input, keychain, deadlines, network, TLS.

use headwater_model::ErrorCode;

use super::Entry;
use crate::types::t;

/// The entries.
pub const ENTRIES: &[Entry] = &[
    // Input and keychain.
    Entry::fact("input.ok", t("Complete (properties: {properties}, secrets: {secrets})", "完整：属性 {properties} 个，密钥 {secrets} 个")),
    Entry::advice(
        "input.missing",
        t("Not filled in: {fields}", "未填写：{fields}"),
        t("A test needs every required field; this configuration is still a draft.", "测试需要所有必填字段；此配置仍是草稿。"),
        t("Fill these fields in and test again.", "请填写这些字段后重新测试。"),
    ),
    Entry::advice(
        "input.invalid",
        t("Invalid: {fields}", "无效：{fields}"),
        t("These values do not have the format that this type requires.", "这些字段的值不符合该类型规定的格式。"),
        t("Correct them; the form shows what is wrong with each field.", "请更正；表单会在每个字段处说明问题。"),
    ),
    Entry::fact("secrets.read", t("Read: {slots}", "已读取：{slots}")),
    Entry::advice(
        "secrets.missing",
        t("Not in the keychain: {slots}", "密钥链中没有：{slots}"),
        t("The secret was never set on this computer, or it was deleted from the keychain.", "该密钥从未在本机设置，或已从密钥链中删除。"),
        t("Enter it in the form and save.", "请在表单中输入并保存。"),
    ),
    Entry::advice(
        "secrets.confirm",
        t("Not sent: the target has changed to {target}", "未发送：目标已更改为 {target}"),
        t(
            "The stored secret was entered for another host or endpoint, or for stronger TLS; it is not sent anywhere else without your consent.",
            "已保存的密钥是为其他主机或 Endpoint、或更强的 TLS 输入的；未经确认不会发送到别处。",
        ),
        t(
            "Confirm that it may be used for this target, or enter the secret again; the test then goes on to find the host.",
            "请确认可将其用于该目标，或重新输入密钥；随后测试会继续解析主机。",
        ),
    ),
    Entry::advice(
        "secrets.fetch",
        t("Not fetched: nobody has agreed to this yet: {consent}", "未获取：尚未确认以下内容：{consent}"),
        t(
            "A secret of this side comes from a variable, a file or a command. It arrived by an import, an apply, a clone or a form, or the target changed since; nothing is read or run before you have seen what.",
            "此环境的密钥来自变量、文件或命令。它由导入、apply、克隆或表单带来，或目标此后已更改；在您看到确切内容之前，不会读取或运行任何东西。",
        ),
        t(
            "Read it to the end. If this is what you want to happen on this computer, agree; else change where the secret comes from.",
            "请完整阅读。如果确实要在本机这样做，请确认；否则请更改密钥的来源。",
        ),
    ),
    Entry::advice(
        "secrets.failed",
        t("{words}", "{words}"),
        t("The keychain returned an error.", "密钥链返回了错误。"),
        t("Check the keychain on the Doctor page, then test again.", "请在诊断页面检查密钥链后重新测试。"),
    ),
    Entry::advice(
        "secrets.unreadable",
        t("{words}", "{words}"),
        t("The database could not say where the secret is stored.", "无法在数据库中查到密钥的位置。"),
        t("Open the data source again and repeat the test; the Doctor page checks the database.", "请重新打开该数据源后再测试；诊断页面可检查数据库。"),
    ),
    Entry::advice(
        "report.not_kept",
        t("This result could not be saved", "该结果未能保存"),
        t("The database refused it: it is full, or another program holds it.", "数据库拒绝写入：空间已满，或被其他程序占用。"),
        t("The result itself is valid; check the database on the Doctor page.", "结果本身有效；请在诊断页面检查数据库。"),
    ),
    Entry::advice(
        "secrets.ask",
        t("Not given for this test: {slots}", "本次测试未提供：{slots}"),
        t("This secret is set to be asked for at each test and is never kept.", "该密钥设置为每次测试时询问，不会保存。"),
        t("Type it when the test asks, or store it in the keychain.", "请在测试询问时输入，或将其存入密钥链。"),
    ),
    fetched(ErrorCode::SecretVariable),
    fetched(ErrorCode::SecretFile),
    fetched(ErrorCode::SecretFileOpen),
    fetched(ErrorCode::SecretCommandOff),
    fetched(ErrorCode::SecretCommand),
    fetched(ErrorCode::SecretCommandSlow),
    fetched(ErrorCode::SecretEmpty),
    fetched(ErrorCode::SecretTooLong),
    fetched(ErrorCode::SecretNotText),
    Entry::advice(
        "secrets.locked",
        t("The keychain is locked", "密钥链已锁定"),
        t("The secrets are there, but the system does not release them until the keychain is unlocked.", "密钥存在，但在解锁密钥链之前系统不会提供。"),
        t("Unlock the keychain (sign in to the desktop, or open its manager) and test again.", "请解锁密钥链（登录桌面或打开密钥链管理器）后重新测试。"),
    ),
    Entry::advice(
        "secrets.absent",
        t("No keychain is available on this computer", "本机没有可用的密钥链"),
        t("No service that keeps secrets is running; on Linux this is a Secret Service such as gnome-keyring or KWallet.", "没有正在运行的密钥服务；在 Linux 上即 gnome-keyring 或 KWallet 等 Secret Service。"),
        t("Start it and test again: gnome-keyring-daemon --start --components=secrets", "请启动后重新测试：gnome-keyring-daemon --start --components=secrets"),
    ),
    // The run itself.
    Entry::advice(
        "timeout",
        t("Not finished within {ms} ms", "未在 {ms} 毫秒内完成"),
        t("The other side took too long, or the time limit of the whole test was used up.", "对端耗时过长，或整个测试的时限已用完。"),
        t("Test again; if it stays slow, check the load of the server and the network in between.", "请重新测试；若仍然缓慢，请检查服务器负载和途经的网络。"),
    ),
    Entry::fact("cancelled", t("Cancelled", "已取消")),
    // Names.
    Entry::fact("literal_address", t("{host} is an address; nothing to look up", "{host} 是 IP 地址，无需解析")),
    Entry::fact("resolved", t("{host} → {addresses}", "{host} → {addresses}")),
    Entry::advice(
        "host_unknown",
        t("The host name {host} cannot be resolved", "无法解析主机名 {host}"),
        t("The name is misspelt, or exists only in another network's DNS.", "名称拼写有误，或仅存在于其他网络的 DNS 中。"),
        t("Check the spelling. If it is a name of a company network or a VPC, connect to that network (VPN) first.", "请检查拼写。若为公司内网或 VPC 中的名称，请先接入该网络（VPN）。"),
    ),
    Entry::advice(
        "resolver_failed",
        t("Looking up {host} failed: {words}", "解析 {host} 失败：{words}"),
        t("The DNS server did not answer; the name may still be right.", "DNS 服务器没有应答；名称可能是正确的。"),
        t("Check that this computer is online, then test again.", "请确认本机已联网后重新测试。"),
    ),
    Entry::advice(
        "resolver_silent",
        t("Looking up {host} got no answer within {seconds} s", "解析 {host} 在 {seconds} 秒内没有结果"),
        t("The DNS server did not answer; the name may still be right.", "DNS 服务器没有应答；名称可能是正确的。"),
        t("Check that this computer is online and, if it uses a VPN, that its DNS server can be reached; then test again.", "请确认本机已联网；若使用 VPN，请确认其 DNS 服务器可以访问，然后重新测试。"),
    ),
    Entry::advice(
        "private_name",
        t("{host} looks like a name inside a VPC", "{host} 看起来是 VPC 内部的名称"),
        t("Names of instances and names with “-internal” or “-vpc” usually work only inside Alibaba Cloud's network.", "实例的内网地址以及带“-internal”或“-vpc”的名称通常只能在阿里云内部网络中使用。"),
        t("From here, use the public endpoint (apply for one in the console and add this computer's public IP to the allowlist), or connect through a VPN. In DataWorks the internal name is the right one.", "在本机上请使用公网地址（在控制台申请，并将本机公网 IP 加入白名单），或通过 VPN 接入。在 DataWorks 中则应使用内网名称。"),
    ),
    // TCP.
    Entry::fact("connected", t("{address} answers after {ms} ms", "{address} 在 {ms} 毫秒后应答")),
    Entry::advice(
        "refused",
        t("{address} refused the connection", "{address} 拒绝连接"),
        t("The host is reachable, but nothing listens on port {port}, or a firewall rejects the connection.", "主机可达，但端口 {port} 没有服务监听，或被防火墙拒绝。"),
        t("Check the port and that the server is running. For a server in Docker, publish the port (-p {port}:…) and use the host's address.", "请检查端口以及服务器是否已启动。若服务器在 Docker 中，请映射端口（-p {port}:…）并使用宿主机地址。"),
    ),
    Entry::advice(
        "no_answer",
        t("{address} did not answer within {seconds} s", "{address} 在 {seconds} 秒内没有应答"),
        t("A firewall, security group or IP allowlist drops the packets, or no host has this address.", "数据包被防火墙、安全组或 IP 白名单丢弃，或该地址不存在主机。"),
        t("Add this computer's public IP to the allowlist and the security group, and check host and port.", "请将本机公网 IP 加入白名单和安全组，并检查主机和端口。"),
    ),
    Entry::advice(
        "no_path",
        t("This computer has no route to {address}", "本机没有到 {address} 的路由"),
        t("The network is down, or a VPN that leads there is not connected.", "网络已断开，或通往该地址的 VPN 未连接。"),
        t("Connect to the network or the VPN, then test again.", "请接入网络或 VPN 后重新测试。"),
    ),
    Entry::fact("no_ipv6", t("{address} skipped: this computer has no IPv6", "已跳过 {address}：本机没有 IPv6")),
    Entry::advice(
        "private_address",
        t("{address} is a private address and cannot be reached from here", "{address} 是内网地址，从本机无法访问"),
        t("The server is inside a VPC or another private network, and this computer has no route into it.", "服务器位于 VPC 或其他私有网络中，本机没有通往该网络的路由。"),
        t("Use the public endpoint and add this computer's public IP to the allowlist, or connect through a VPN.", "请使用公网地址并将本机公网 IP 加入白名单，或通过 VPN 接入。"),
    ),
    Entry::advice(
        "addresses_disagree",
        t("Some addresses answer ({answering}), others do not ({silent})", "部分地址有应答（{answering}），部分没有（{silent}）"),
        t("A client picks one of them, so the same configuration sometimes succeeds and sometimes fails.", "程序每次只取其中一个，因此同一配置会时而成功、时而失败。"),
        t("Start the server on every address, or remove those that do not answer from the DNS entry or the address list.", "请让服务器在每个地址上提供服务，或从 DNS 记录或地址列表中删除没有应答的地址。"),
    ),
    Entry::advice(
        "connect_failed",
        t("Connecting to {address} failed: {words}", "连接 {address} 失败：{words}"),
        t("This is the operating system's own message.", "以上为操作系统的原始信息。"),
        t("Check host, port and firewall, then test again.", "请检查主机、端口和防火墙后重新测试。"),
    ),
    // TLS.
    Entry::fact("tls_agreed", t("{host}: {version}, {cipher}", "{host}：{version}，{cipher}")),
    Entry::advice(
        "tls_unknown_ca",
        t("The certificate of {host} was not issued by a trusted authority", "{host} 的证书不是由受信任的机构签发的"),
        t("The server uses a certificate of its own or of a company authority, or someone is intercepting the connection.", "服务器使用自签名证书或企业内部机构签发的证书，也可能连接被中间人截获。"),
        t("Get the CA certificate from the server's operator (for RDS: download it in the console) and paste it as CA certificate.", "请向服务器管理员获取 CA 证书（RDS 可在控制台下载），并粘贴到“CA 证书”中。"),
    )
    .at("caCertificate"),
    Entry::advice(
        "tls_expired",
        t("The certificate of {host} expired: {when}", "{host} 的证书已过期：{when}"),
        t("The server's certificate was not renewed, or the clock of this computer is wrong.", "服务器证书未续期，或本机时钟不正确。"),
        t("Have the certificate renewed; check this computer's date.", "请更新服务器证书，并检查本机日期。"),
    ),
    Entry::advice(
        "tls_not_yet_valid",
        t("The certificate of {host} is not valid before {when}", "{host} 的证书在 {when} 之前无效"),
        t("The clock of this computer is behind, or the certificate was issued for a later date.", "本机时钟偏慢，或证书的生效日期较晚。"),
        t("Check this computer's date and time.", "请检查本机的日期和时间。"),
    ),
    Entry::advice(
        "tls_wrong_name",
        t("The certificate is not for {host} but for: {names}", "证书不属于 {host}，而属于：{names}"),
        t("The certificate does not name the host or address used to reach the server, or this is another server.", "访问服务器所用的名称或地址与其证书不一致，或这是另一台服务器。"),
        t("Use one of the names in the certificate as host, or have {host} added to the certificate (subject alternative name).", "请使用证书中的名称作为主机，或将 {host} 加入证书的使用者备用名称（SAN）。"),
    ),
    Entry::advice(
        "tls_bad_certificate",
        t("The certificate of {host} was rejected: {words}", "{host} 的证书未通过校验：{words}"),
        t("The certificate breaks a rule that clients must check.", "该证书违反了客户端必须检查的规则。"),
        t("Have the server's operator issue a new one (X.509 version 3, with subject alternative names).", "请让服务器管理员重新签发（X.509 v3，并包含使用者备用名称）。"),
    ),
    Entry::advice(
        "tls_bad_ca",
        t("The CA certificate cannot be used: {words}", "无法使用该 CA 证书：{words}"),
        t("The text is cut off, or it is a key or another file instead of a certificate.", "内容不完整，或粘贴的是密钥等其他文件而非证书。"),
        t("Paste the whole PEM text, from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.", "请粘贴完整的 PEM 文本，从 -----BEGIN CERTIFICATE----- 到 -----END CERTIFICATE-----。"),
    )
    .at("caCertificate"),
    Entry::advice(
        "tls_no_ca",
        t("The CA certificate field holds no certificate", "“CA 证书”中没有证书"),
        t("The text is cut off, or it is a key or another file instead of a certificate.", "内容不完整，或粘贴的是密钥等其他文件而非证书。"),
        t("Paste the whole PEM text, from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.", "请粘贴完整的 PEM 文本，从 -----BEGIN CERTIFICATE----- 到 -----END CERTIFICATE-----。"),
    )
    .at("caCertificate"),
    Entry::advice(
        "tls_not_tls",
        t("{host} does not answer in TLS", "{host} 的应答不是 TLS"),
        t("The port serves an unencrypted protocol, or a proxy in between answered.", "该端口提供的是未加密协议，或由中间的代理应答。"),
        t("Check the port; use an unencrypted connection only if the server offers no encrypted one.", "请检查端口；仅当服务器没有加密端口时才使用未加密方式。"),
    ),
    Entry::advice(
        "tls_refused",
        t("{host} refused the TLS handshake: {alert}", "{host} 拒绝了 TLS 握手：{alert}"),
        t("The server speaks only versions older than TLS 1.2, has no common cipher, or wants a client certificate.", "服务器仅支持低于 TLS 1.2 的版本、没有共同的加密套件，或要求客户端证书。"),
        t("Enable TLS 1.2 or 1.3 on the server.", "请在服务器上启用 TLS 1.2 或 1.3。"),
    ),
    Entry::advice(
        "tls_client_refused",
        t("{host} does not accept our client certificate: {alert}", "{host} 不接受我方的客户端证书：{alert}"),
        t("It is signed by an authority that the server does not trust, was revoked, or is not meant for clients.", "证书由服务器不信任的机构签发、已被吊销，或不可用于客户端。"),
        t("Choose a keystore file whose certificate is signed by the authority that the server trusts (MySQL: its ssl_ca).", "请选择由服务器所信任的机构（MySQL 的 ssl_ca）签发证书的 Keystore 文件。"),
    )
    .at("keystoreFile"),
    Entry::advice(
        "tls_closed",
        t("{host} closed the connection during the TLS handshake", "{host} 在 TLS 握手过程中断开了连接"),
        t("A firewall or load balancer in between cuts encrypted connections, or TLS is not set up correctly on the server.", "中间的防火墙或负载均衡断开了加密连接，或服务器未正确配置 TLS。"),
        t("Check the server's log, and test from a network without such a device.", "请查看服务器日志，并在没有此类设备的网络中测试。"),
    ),
    Entry::advice(
        "tls_no_answer",
        t("{host} did not finish the TLS handshake within {seconds} s", "{host} 未在 {seconds} 秒内完成 TLS 握手"),
        t("The server is overloaded, or a device in between drops large packets (MTU) or encrypted ones.", "服务器过载，或中间设备丢弃了大包（MTU）或加密数据包。"),
        t("Test again; over a VPN try a smaller MTU.", "请重新测试；若经由 VPN，请尝试减小 MTU。"),
    ),
    Entry::advice(
        "tls_failed",
        t("TLS with {host} failed: {words}", "与 {host} 的 TLS 协商失败：{words}"),
        t("This is the TLS library's own message.", "以上为 TLS 库的原始信息。"),
        t("Check host, port and the server's TLS settings.", "请检查主机、端口以及服务器的 TLS 设置。"),
    ),
];

/// A secret that could not be fetched, in the words of the refusal.
const fn fetched(code: ErrorCode) -> Entry {
    Entry::advice(
        code.id(),
        code.message(),
        t(
            "This secret is not kept here: it is fetched from there at each use.",
            "该密钥不在此处保存：每次使用时从该来源获取。",
        ),
        code.hint(),
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use headwater_model::Text;

    use super::super::entries;

    /// The `{name}` places of a template.
    fn places(template: &str) -> BTreeSet<&str> {
        template.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
    }

    #[test]
    fn every_text_is_in_both_languages_with_the_same_places() {
        for entry in entries() {
            let words = entry.advice.iter().flat_map(|words| [words.cause, words.remedy]);
            for Text { en, zh } in words.chain([entry.line]) {
                assert!(!en.trim().is_empty() && !zh.trim().is_empty(), "{} lacks a text", entry.code);
                assert_eq!(places(en), places(zh), "places of {} differ: {en} / {zh}", entry.code);
            }
        }
    }

    #[test]
    fn codes_are_unique() {
        let mut seen = BTreeSet::new();
        for entry in entries() {
            assert!(seen.insert(entry.code), "{} has two entries", entry.code);
        }
    }
}
