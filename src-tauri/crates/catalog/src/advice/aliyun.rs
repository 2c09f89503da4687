//! HTTP, and what the services of Alibaba Cloud have in common.

use super::Entry;
use crate::types::t;

/// The entries.
pub const ENTRIES: &[Entry] = &[
    Entry::advice(
        "http.closed",
        t("The server closed the connection without answering", "服务器未作应答就关闭了连接"),
        t(
            "A proxy, a firewall or an allowlist often ends connections this way; or the port belongs to another service.",
            "代理、防火墙或白名单常以这种方式断开连接；也可能该端口属于其他服务。",
        ),
        t(
            "Check host and port of the endpoint, and whether this computer's address is allowed.",
            "请检查 Endpoint 的主机和端口，以及本机地址是否在白名单中。",
        ),
    )
    .at("endpoint"),
    Entry::advice(
        "http.cut",
        t("The response ended early", "应答中途中断"),
        t("The connection broke, or a device in between cut off the response.", "连接中断，或中间设备截断了应答。"),
        t("Test again; if it happens again, try from another network.", "请重新测试；如仍出现，请换一个网络。"),
    ),
    Entry::advice(
        "http.too_large",
        t("The response is longer than {limit} bytes", "应答超过 {limit} 字节"),
        t(
            "The service answers these requests in a few kilobytes: something else is running at this address.",
            "正常服务对这些请求只返回几 KB：该地址上是其他程序。",
        ),
        t("Check the endpoint.", "请检查 Endpoint。"),
    )
    .at("endpoint"),
    Entry::advice(
        "http.not_http",
        t("This is not an HTTP server: it answers “{words}”", "这不是 HTTP 服务器：其应答为“{words}”"),
        t("The port belongs to another service.", "该端口属于其他服务。"),
        t("Check host and port of the endpoint.", "请检查 Endpoint 的主机和端口。"),
    )
    .at("endpoint"),
    Entry::advice(
        "http.tls_expected",
        t("This port expects HTTPS", "该端口需要 HTTPS"),
        t("The endpoint begins with http://, but the server speaks TLS.", "Endpoint 以 http:// 开头，而服务器使用 TLS。"),
        t("Change the endpoint to begin with https://.", "请将 Endpoint 改为以 https:// 开头。"),
    )
    .at("endpoint")
    .mend("endpoint", "suggestion"),
    Entry::advice(
        "http.redirect",
        t("The server redirects to {location} (status {status})", "服务器重定向到 {location}（状态码 {status}）"),
        t(
            "A signed request is never redirected by the service itself: a login page of the network, a proxy, or another \
             web server answers.",
            "服务本身不会重定向已签名的请求：应答来自网络登录页、代理或其他 Web 服务器。",
        ),
        t(
            "Sign in to the network, or check the endpoint. The redirect was not followed; no AccessKey was sent there.",
            "请先登录网络，或检查 Endpoint。未跟随重定向，也未向其发送 AccessKey。",
        ),
    )
    .at("endpoint"),
    Entry::advice(
        "http.broken",
        t("The connection broke: {words}", "连接中断：{words}"),
        t("The network or the server closed it.", "网络或服务器中断了连接。"),
        t("Test again; if it happens again, try from another network.", "请重新测试；如仍出现，请换一个网络。"),
    ),
    Entry::advice(
        "aliyun.keys_missing",
        t("AccessKey ID or AccessKey Secret is empty", "AccessKey ID 或 AccessKey Secret 为空"),
        t(
            "A test signs with this configuration's own AccessKey; one from environment variables is never used instead.",
            "测试只使用此配置自己的 AccessKey 签名，不会改用环境变量中的 AccessKey。",
        ),
        t("Fill in both.", "请填写 AccessKey ID 和 AccessKey Secret。"),
    )
    .at("accessId"),
    Entry::advice(
        "aliyun.keys_unsendable",
        t("AccessKey ID or security token contains characters that cannot be sent", "AccessKey ID 或安全令牌包含无法发送的字符"),
        t("Both consist of letters, digits and a few signs, without spaces.", "两者仅由字母、数字和少量符号组成，不含空格。"),
        t("Copy them again from where they were issued.", "请从签发处重新复制。"),
    )
    .at("accessId"),
    Entry::advice(
        "aliyun.endpoint_malformed",
        t("“{value}” is not an endpoint", "“{value}”不是 Endpoint"),
        t("An endpoint is http:// or https://, a host, and optionally a port and a path.", "Endpoint 由 http:// 或 https://、主机以及可选的端口和路径组成。"),
        t("Correct the endpoint.", "请更正 Endpoint。"),
    )
    .at("endpoint"),
    Entry::advice(
        "aliyun.region_malformed",
        t("“{value}” is not a region ID", "“{value}”不是地域 ID"),
        t("Region IDs consist of lower-case letters, digits and hyphens.", "地域 ID 由小写字母、数字和连字符组成。"),
        t("Use a region ID such as cn-hangzhou.", "请使用地域 ID，例如 cn-hangzhou。"),
    )
    .at("regionId"),
    Entry::fact("aliyun.clock_agrees", t("The clocks agree to within {seconds} s", "时钟相差不超过 {seconds} 秒")),
    Entry::advice(
        "aliyun.clock_off",
        t("The clocks differ by {minutes} minutes: here {here}, there {there} (UTC)", "时钟相差 {minutes} 分钟：本机 {here}，服务器 {there}（UTC）"),
        t("Beyond 15 minutes the service refuses every signature.", "超过 15 分钟后，服务会拒绝所有签名。"),
        t("Turn on automatic time on this computer.", "请让本机自动同步网络时间。"),
    ),
    Entry::fact(
        "aliyun.plain_http",
        t("Not encrypted: the endpoint begins with http://", "未加密：Endpoint 以 http:// 开头"),
    ),
    Entry::advice(
        "aliyun.plain_token",
        t("The security token is sent unencrypted", "安全令牌以明文传输"),
        t(
            "With http://, anyone on the network path can read the token, the names and the data.",
            "使用 http:// 时，途经的任何人都能读到令牌、名称和数据。",
        ),
        t("Change the endpoint to begin with https://.", "请将 Endpoint 改为以 https:// 开头。"),
    )
    .at("endpoint"),
];
