//! MaxCompute. Errors and their meaning: the service's own error code pages and its clients.

use super::Entry;
use crate::types::t;

/// The entries.
pub const ENTRIES: &[Entry] = &[
    Entry::fact(
        "maxcompute.own_key",
        t("Tested with this computer's AccessKey; DataWorks will act as {identity}", "使用本机的 AccessKey 测试；DataWorks 将以 {identity} 身份访问"),
    ),
    Entry::advice(
        "maxcompute.internal_endpoint",
        t("{host} is an internal endpoint", "{host} 是内网 Endpoint"),
        t(
            "It answers only inside a VPC or the classic network of its region; DataWorks may reach it where a desktop cannot.",
            "它只在所属地域的 VPC 或经典网络内应答；DataWorks 可能可以访问，而桌面电脑不能。",
        ),
        t("To test from here, use {suggestion}.", "如需在本机测试，请使用 {suggestion}。"),
    )
    .at("endpoint")
    .mend("endpoint", "suggestion"),
    Entry::fact("maxcompute.signed_in", t("The AccessKey is accepted", "AccessKey 已通过验证")),
    Entry::fact(
        "maxcompute.signed_v2",
        t("The service accepts only the older signature (V2)", "该服务仅接受旧版签名（V2）"),
    ),
    Entry::advice(
        "maxcompute.identity_unjudged",
        t("The AccessKey has not been verified yet", "AccessKey 尚未得到验证"),
        t("The service complained about endpoint or project, and may check those before the AccessKey.", "服务报告了 Endpoint 或项目的问题，它可能先检查这些，再检查 AccessKey。"),
        t("Fix the next stage first, then test again.", "请先解决下一阶段的问题，再重新测试。"),
    ),
    Entry::advice(
        "maxcompute.access_key_unknown",
        t("MaxCompute does not know the AccessKey ID {access_id} (ODPS-0410051)", "MaxCompute 不认识 AccessKey ID {access_id}（ODPS-0410051）"),
        t("It is misspelt, deleted, disabled, or belongs to another cloud site.", "ID 有误、已删除、已禁用，或属于其他站点。"),
        t("Copy the ID again from the RAM console, or create a new AccessKey.", "请从 RAM 控制台重新复制，或新建 AccessKey。"),
    )
    .at("accessId"),
    Entry::advice(
        "maxcompute.access_key_barred",
        t("The AccessKey {access_id} may not be used from here", "AccessKey {access_id} 不能在此使用"),
        t("Its allowlist does not include this computer's address.", "其白名单中没有本机地址。"),
        t("Add this computer's public IP to the AccessKey's allowlist in the RAM console.", "请在 RAM 控制台将本机公网 IP 加入该 AccessKey 的白名单。"),
    )
    .at("accessId"),
    Entry::advice(
        "maxcompute.secret_wrong",
        t("The signature is wrong (ODPS-0410042)", "签名不正确（ODPS-0410042）"),
        t(
            "The AccessKey Secret does not belong to the ID, or was not copied whole; or {region} is not the service's region, which is part of the signature.",
            "AccessKey Secret 与 ID 不匹配或复制不完整；也可能 {region} 不是该服务的地域，而地域参与签名。",
        ),
        t("Enter the secret again, and check the region.", "请重新填写 Secret，并检查地域。"),
    )
    .at("accessKey"),
    Entry::advice(
        "maxcompute.token_missing",
        t("A temporary AccessKey needs its security token", "临时 AccessKey 需要配套的安全令牌"),
        t("IDs that begin with “STS.” are valid only together with a token.", "以“STS.”开头的 ID 只有与令牌一起才有效。"),
        t("Fill in the security token that was issued with this AccessKey.", "请填写与该 AccessKey 一同签发的安全令牌。"),
    )
    .at("securityToken"),
    Entry::advice(
        "maxcompute.token_wrong",
        t("The security token is not accepted: {words}", "安全令牌未通过：{words}"),
        t("It has expired, belongs to another AccessKey, or was not copied whole.", "它已过期、属于另一个 AccessKey，或复制不完整。"),
        t("Have a new AccessKey and token issued, and fill in ID, Secret and token.", "请重新签发 AccessKey 和令牌，并填写 ID、Secret 和令牌。"),
    )
    .at("securityToken"),
    Entry::advice(
        "maxcompute.clock_skewed",
        t("The clocks differ by {minutes} minutes: here {here}, there {there} (UTC)", "时钟相差 {minutes} 分钟：本机 {here}，服务器 {there}（UTC）"),
        t("MaxCompute refuses signatures that are more than 15 minutes old or ahead.", "MaxCompute 拒绝时间偏差超过 15 分钟的签名。"),
        t("Turn on automatic time on this computer, and check its time zone.", "请让本机自动同步网络时间，并检查时区。"),
    ),
    Entry::advice(
        "maxcompute.unauthorized",
        t("The service refused the AccessKey: {words}", "服务拒绝了该 AccessKey：{words}"),
        t("It does not say why; the endpoint may also belong to another service.", "服务未说明原因；Endpoint 也可能属于其他服务。"),
        t("Check the AccessKey, then the endpoint.", "请先检查 AccessKey，再检查 Endpoint。"),
    )
    .at("accessId"),
    Entry::advice(
        "maxcompute.project_missing",
        t("There is no project {project} at {host} (ODPS-0420111)", "{host} 上没有项目 {project}（ODPS-0420111）"),
        t("The name is misspelt, or the project is in another region than the endpoint.", "名称有误，或项目与 Endpoint 不在同一地域。"),
        t("Compare name and region with the project list in the MaxCompute console.", "请与 MaxCompute 控制台的项目列表核对名称和地域。"),
    )
    .at("project"),
    Entry::advice(
        "maxcompute.not_a_member",
        t("The owner of this AccessKey is not a member of {project} (ODPS-0420095)", "该 AccessKey 的所有者不是 {project} 的成员（ODPS-0420095）"),
        t("The project has no such user. {words}", "项目中没有该账号。{words}"),
        t("Have an administrator of the project add the user: ADD USER …; GRANT … TO USER ….", "请让项目管理员添加该用户：ADD USER …；GRANT … TO USER …。"),
    )
    .at("project"),
    Entry::advice(
        "maxcompute.unreadable",
        t("{project} cannot be read", "无法读取 {project}"),
        t(
            "The permission odps:Read is missing, or the project is frozen. Right after a project was bound, permissions take a moment to take effect. {words}",
            "缺少 odps:Read 权限，或项目已冻结。刚绑定项目时，授权需要片刻才能生效。{words}",
        ),
        t("Check the project's state in the console; then have Read granted, wait, and test again.", "请在控制台检查项目状态；然后申请 Read 权限，稍候重新测试。"),
    )
    .at("project"),
    Entry::advice(
        "maxcompute.no_permission",
        t("The permission {action} is missing", "缺少权限 {action}"),
        t("The server said: {words}", "服务器返回：{words}"),
        t("Have it granted, and for tasks also Describe, Select, Download (reading) or Update, Alter (writing) on the tables.", "请申请该权限；任务还需要表的 Describe、Select、Download（读取）或 Update、Alter（写入）权限。"),
    ),
    Entry::advice(
        "maxcompute.not_maxcompute",
        t("The server that answered is not MaxCompute (status {status})", "应答的不是 MaxCompute（状态码 {status}）"),
        t("The endpoint's path is wrong, or something else is running at this address. The path is usually /api.", "Endpoint 的路径有误，或该地址上是其他程序。路径通常为 /api。"),
        t("Check the endpoint, for example https://service.cn-hangzhou.maxcompute.aliyun.com/api.", "请检查 Endpoint，例如 https://service.cn-hangzhou.maxcompute.aliyun.com/api。"),
    )
    .at("endpoint")
    .mend("endpoint", "suggestion"),
    Entry::advice(
        "maxcompute.busy",
        t("MaxCompute cannot answer at the moment (status {status}, {code})", "MaxCompute 暂时无法应答（状态码 {status}，{code}）"),
        t("The service, or a device in between, is overloaded or broken.", "服务或中间设备过载或故障。"),
        t("Test again in a minute.", "请一分钟后重新测试。"),
    ),
    Entry::advice(
        "maxcompute.refused",
        t("MaxCompute refused the request: {code} (status {status}). {words}", "MaxCompute 拒绝请求：{code}（状态码 {status}）。{words}"),
        t("This is the server's own message.", "以上为服务器的原始信息。"),
        t("Look up the code in the MaxCompute documentation.", "请在 MaxCompute 文档中查询该错误码。"),
    ),
    Entry::fact("maxcompute.opened", t("The project {project} opens", "项目 {project} 可以打开")),
    Entry::advice(
        "maxcompute.state",
        t("The project {project} is {state}", "项目 {project} 的状态为 {state}"),
        t("A project that is frozen, read-only or being deleted cannot be written, and perhaps not read.", "已冻结、只读或删除中的项目不能写入，也可能不能读取。"),
        t("Check its state and the account's bills in the console.", "请在控制台查看项目状态和账号账单。"),
    )
    .at("project"),
    Entry::fact("maxcompute.list_allowed", t("May list tables", "可以列举表")),
    Entry::advice(
        "maxcompute.list_denied",
        t("May not list tables: {words}", "不能列举表：{words}"),
        t("A task on a given table needs permissions on that table only; choosing a table from a list needs this one.", "指定表的任务只需要该表的权限；从列表中选择表则需要此权限。"),
        t("To choose tables from a list, have List on the project granted.", "如需从列表中选择表，请申请项目的 List 权限。"),
    ),
    Entry::advice(
        "maxcompute.table_missing",
        t("A table or schema does not exist (ODPS-0130131)", "表或 Schema 不存在（ODPS-0130131）"),
        t("The server said: {words}", "服务器返回：{words}"),
        t("Check the names; in a project with schemas, also the schema.", "请检查名称；对于启用 Schema 的项目，还要检查 Schema。"),
    ),
    Entry::fact("maxcompute.facts", t("Project of type {kind}, owned by {owner}", "项目类型 {kind}，所有者 {owner}")),
    Entry::fact(
        "maxcompute.three_layers",
        t("Tables are in schemas (project.schema.table)", "表位于 Schema 中（项目.Schema.表）"),
    ),
    Entry::advice(
        "maxcompute.region_differs",
        t("The project is in {actual}, the configuration says {region}", "项目位于 {actual}，而配置中为 {region}"),
        t("The endpoint still led to the project, but DataWorks goes by the region.", "Endpoint 仍能访问到该项目，但 DataWorks 以地域为准。"),
        t("Set the region to {suggestion}.", "请将地域改为 {suggestion}。"),
    )
    .at("regionId")
    .mend("regionId", "suggestion"),
    Entry::fact("maxcompute.tunnel_open", t("The tunnel {host} answers", "Tunnel {host} 可以连接")),
    Entry::advice(
        "maxcompute.tunnel_closed",
        t("The tunnel {host} cannot be reached from here", "无法从本机连接 Tunnel {host}"),
        t("Data travels over the tunnel, not over the endpoint: the test passes, but a task would fail.", "数据经由 Tunnel 而不是 Endpoint 传输：测试通过，但任务会失败。"),
        t("Allow this host in the firewall, or fill in a tunnel endpoint of the same network as the endpoint.", "请在防火墙中放行该主机，或填写与 Endpoint 同一网络的 Tunnel Endpoint。"),
    )
    .at("tunnelServer"),
    Entry::advice(
        "maxcompute.tunnel_unknown",
        t("The service did not name its tunnel: {words}", "服务未返回 Tunnel 地址：{words}"),
        t("The AccessKey may not ask for it, or the service is an old version.", "该 AccessKey 无权查询，或服务版本较旧。"),
        t("Fill in the tunnel endpoint yourself.", "请自行填写 Tunnel Endpoint。"),
    )
    .at("tunnelServer"),
    Entry::advice(
        "maxcompute.tunnel_foreign",
        t("The service names a tunnel outside Alibaba Cloud: {host}", "服务返回了阿里云以外的 Tunnel 地址：{host}"),
        t("It was not tried: a server must not send this computer to other hosts.", "未尝试连接：不允许服务器将本机引向其他主机。"),
        t("If it is right, fill it in as the tunnel endpoint yourself.", "如果地址无误，请自行填写为 Tunnel Endpoint。"),
    )
    .at("tunnelServer"),
];
