//! OSS. Errors and their meaning: the service's own pages on 403 errors and EC codes.

use super::Entry;
use crate::types::t;

/// The entries.
pub const ENTRIES: &[Entry] = &[
    Entry::advice(
        "oss.ram_role",
        t("A RAM role cannot be tested on this computer", "无法在本机测试 RAM 角色"),
        t(
            "The role trusts DataWorks' service account only; this computer cannot assume it.",
            "该角色仅信任 DataWorks 的服务账号，本机无法扮演。",
        ),
        t(
            "Test it in DataWorks; or switch to AccessKey for a test from here.",
            "请在 DataWorks 中测试；或改用 AccessKey 模式在本机测试。",
        ),
    )
    .at("authType"),
    Entry::advice(
        "oss.internal_endpoint",
        t("{host} is an internal endpoint", "{host} 是内网 Endpoint"),
        t(
            "It answers only machines inside that region's network; DataWorks may reach it where a desktop cannot.",
            "它只对该地域内网的机器应答；DataWorks 可能可以访问，而桌面电脑不能。",
        ),
        t("To test from here, use {suggestion}.", "如需在本机测试，请使用 {suggestion}。"),
    )
    .at("endpoint")
    .mend("endpoint", "suggestion"),
    Entry::fact("oss.signed_in", t("The AccessKey is accepted", "AccessKey 已通过验证")),
    Entry::advice(
        "oss.identity_unjudged",
        t("The AccessKey has not been verified yet", "AccessKey 尚未得到验证"),
        t("OSS complained about endpoint, region or bucket, and may check those before the AccessKey.", "OSS 报告了 Endpoint、地域或 Bucket 的问题，它可能先检查这些，再检查 AccessKey。"),
        t("Fix the next stage first, then test again.", "请先解决下一阶段的问题，再重新测试。"),
    ),
    Entry::advice(
        "oss.access_key_unknown",
        t("OSS does not know the AccessKey ID {access_id}", "OSS 不认识 AccessKey ID {access_id}"),
        t("It is misspelt, was deleted, or belongs to another cloud site.", "ID 有误、已被删除，或属于其他站点。"),
        t("Copy the ID again from the RAM console, or create a new AccessKey.", "请从 RAM 控制台重新复制，或新建 AccessKey。"),
    )
    .at("accessId"),
    Entry::advice(
        "oss.access_key_disabled",
        t("The AccessKey {access_id} may not be used here", "AccessKey {access_id} 不能在此使用"),
        t("It is disabled, or may be used from certain addresses only.", "它已被禁用，或仅允许从特定地址使用。"),
        t("Enable it in the RAM console, or add this computer's public IP to its allowlist.", "请在 RAM 控制台启用它，或将本机公网 IP 加入其白名单。"),
    )
    .at("accessId"),
    Entry::advice(
        "oss.secret_wrong",
        t("The signature is wrong", "签名不正确"),
        t("The AccessKey Secret does not belong to the AccessKey ID, or was not copied whole.", "AccessKey Secret 与 AccessKey ID 不匹配，或复制不完整。"),
        t("Enter the secret again. It is shown only once, when the AccessKey is created.", "请重新填写 Secret。它只在创建 AccessKey 时显示一次。"),
    )
    .at("accessKey"),
    Entry::advice(
        "oss.v1_refused",
        t("OSS no longer accepts Signature V1 here", "OSS 在此处已不再接受 V1 签名"),
        t(
            "V1 is being retired: accounts and buckets created in 2025 or later cannot use it.",
            "V1 签名正在下线：2025 年起新建的账号和 Bucket 不能使用。",
        ),
        t("Set the signature version to V4.", "请将签名版本改为 V4。"),
    )
    .at("signatureVersion")
    .mend("signatureVersion", "version"),
    Entry::advice(
        "oss.token_missing",
        t("A temporary AccessKey needs its security token", "临时 AccessKey 需要配套的安全令牌"),
        t("IDs that begin with “STS.” are valid only together with a token.", "以“STS.”开头的 ID 只有与令牌一起才有效。"),
        t("Fill in the security token that was issued with this AccessKey.", "请填写与该 AccessKey 一同签发的安全令牌。"),
    )
    .at("securityToken"),
    Entry::advice(
        "oss.token_expired",
        t("The security token has expired", "安全令牌已过期"),
        t("A temporary AccessKey is valid for 15 minutes to a few hours.", "临时 AccessKey 的有效期为 15 分钟到数小时。"),
        t("Have a new AccessKey and token issued, and fill in ID, Secret and token.", "请重新签发 AccessKey 和令牌，并填写 ID、Secret 和令牌。"),
    )
    .at("securityToken"),
    Entry::advice(
        "oss.token_wrong",
        t("The security token does not match the AccessKey", "安全令牌与 AccessKey 不匹配"),
        t("It belongs to another AccessKey, or was not copied whole.", "它属于另一个 AccessKey，或复制不完整。"),
        t("Copy AccessKey ID, Secret and token from the same response; for a permanent AccessKey leave the token empty.", "请从同一次签发结果中复制 ID、Secret 和令牌；长期 AccessKey 请将令牌留空。"),
    )
    .at("securityToken"),
    Entry::advice(
        "oss.clock_skewed",
        t("The clocks differ by {minutes} minutes: here {here}, there {there} (UTC)", "时钟相差 {minutes} 分钟：本机 {here}，服务器 {there}（UTC）"),
        t("OSS refuses signatures that are more than 15 minutes old or ahead.", "OSS 拒绝时间偏差超过 15 分钟的签名。"),
        t("Turn on automatic time on this computer, and check its time zone.", "请让本机自动同步网络时间，并检查时区。"),
    ),
    Entry::advice(
        "oss.account_disabled",
        t("The account cannot use OSS ({code})", "账号无法使用 OSS（{code}）"),
        t("It has overdue payments, or was disabled.", "账号欠费或已被停用。"),
        t("Check the account's bills and messages in the console.", "请在控制台查看账号的账单和消息。"),
    ),
    Entry::advice(
        "oss.region_wrong",
        t("The region {region} is not the bucket's", "地域 {region} 不是该 Bucket 的地域"),
        t("The region is part of the signature, and must be that of bucket and endpoint.", "地域参与签名，必须与 Bucket 和 Endpoint 的地域一致。"),
        t("Set the region of the bucket, without “oss-”, for example cn-hangzhou.", "请填写 Bucket 所在地域，不带“oss-”，例如 cn-hangzhou。"),
    )
    .at("regionId")
    .mend("regionId", "suggestion"),
    Entry::advice(
        "oss.bucket_missing",
        t("There is no bucket {bucket}", "Bucket {bucket} 不存在"),
        t("The name is misspelt, or the bucket was deleted.", "名称有误，或该 Bucket 已被删除。"),
        t("Compare it with the list of buckets in the OSS console.", "请与 OSS 控制台的 Bucket 列表核对。"),
    )
    .at("bucket"),
    Entry::advice(
        "oss.bucket_name",
        t("“{bucket}” cannot be a bucket's name", "“{bucket}”不能作为 Bucket 名称"),
        t("A name has 3 to 63 lower-case letters, digits and hyphens; an endpoint that contains the bucket is refused like this too.", "名称为 3 到 63 个小写字母、数字和连字符；Endpoint 中包含 Bucket 时也会出现此错误。"),
        t("Correct the name; the endpoint has no bucket in it.", "请更正名称；Endpoint 中不要包含 Bucket。"),
    )
    .at("bucket"),
    Entry::advice(
        "oss.bucket_disabled",
        t("The bucket {bucket} is disabled", "Bucket {bucket} 已被停用"),
        t("The provider has locked it.", "服务商已将其锁定。"),
        t("Check the account's messages in the console.", "请在控制台查看账号消息。"),
    )
    .at("bucket"),
    Entry::advice(
        "oss.endpoint_wrong",
        t("{bucket} is not in the region of {host}", "{bucket} 不在 {host} 所在的地域"),
        t("A bucket answers only at its own region's endpoint.", "Bucket 只在其所在地域的 Endpoint 上应答。"),
        t("Use {suggestion}, and set the region to match.", "请使用 {suggestion}，并相应修改地域。"),
    )
    .at("endpoint")
    .mend("endpoint", "suggestion"),
    Entry::advice(
        "oss.endpoint_elsewhere",
        t("{bucket} is not in the region of {host}", "{bucket} 不在 {host} 所在的地域"),
        t("A bucket answers only at its own region's endpoint.", "Bucket 只在其所在地域的 Endpoint 上应答。"),
        t("Look up the bucket's own endpoint in the OSS console, and set the region to match.", "请在 OSS 控制台查看该 Bucket 自己的 Endpoint，并相应修改地域。"),
    )
    .at("endpoint"),
    Entry::advice(
        "oss.endpoint_has_bucket",
        t("The endpoint contains the bucket {bucket}", "Endpoint 中包含了 Bucket {bucket}"),
        t("A test may pass like this, but synchronization adds the bucket again and fails.", "这样测试可能通过，但同步时会再次拼接 Bucket 而失败。"),
        t("Use {suggestion}.", "请使用 {suggestion}。"),
    )
    .at("endpoint")
    .mend("endpoint", "suggestion"),
    Entry::advice(
        "oss.bucket_host",
        t("{host} requires the bucket in the host name", "{host} 要求主机名中包含 Bucket"),
        t("The request named the bucket in its path, which is how IP addresses and local servers are used.", "请求在路径中指定了 Bucket，这种方式用于 IP 地址和本地服务器。"),
        t("Use the endpoint's name instead of an address: https://oss-<region>.aliyuncs.com.", "请使用 Endpoint 域名而不是 IP 地址：https://oss-<地域>.aliyuncs.com。"),
    )
    .at("endpoint"),
    Entry::advice(
        "oss.access_denied",
        t("This AccessKey may not list {bucket}: {words}", "该 AccessKey 无权列举 {bucket}：{words}"),
        t("No RAM policy or bucket policy allows it, or one denies it.", "没有 RAM 策略或 Bucket 策略允许该操作，或有策略拒绝了它。"),
        t(
            "Grant oss:ListObjects and oss:GetObject on the bucket, and oss:PutObject for writing; oss:GetBucketInfo helps the test.",
            "请授予该 Bucket 的 oss:ListObjects 和 oss:GetObject 权限，写入还需 oss:PutObject；oss:GetBucketInfo 有助于测试。",
        ),
    )
    .at("bucket"),
    Entry::advice(
        "oss.busy",
        t("OSS cannot answer at the moment (status {status}, {code})", "OSS 暂时无法应答（状态码 {status}，{code}）"),
        t("The service, or a device in between, is overloaded or broken.", "服务或中间设备过载或故障。"),
        t("Test again in a minute.", "请一分钟后重新测试。"),
    ),
    Entry::advice(
        "oss.refused",
        t("OSS refused the request: {code} (status {status}). {words}", "OSS 拒绝请求：{code}（状态码 {status}）。{words}"),
        t("This is the server's own message.", "以上为服务器的原始信息。"),
        t("Look up the code in the OSS documentation.", "请在 OSS 文档中查询该错误码。"),
    ),
    Entry::advice(
        "oss.not_oss",
        t("The server that answered is not OSS (status {status})", "应答的不是 OSS（状态码 {status}）"),
        t("A proxy, a login page of the network or another web server is running at this address.", "该地址上是代理、网络登录页或其他 Web 服务器。"),
        t("Check the endpoint, and whether the network requires a login.", "请检查 Endpoint，以及网络是否需要登录。"),
    )
    .at("endpoint"),
    Entry::fact("oss.opened", t("{bucket} opens and can be listed", "{bucket} 可以打开并列举")),
    Entry::fact("oss.list_allowed", t("May list objects", "可以列举对象")),
    Entry::fact("oss.info_allowed", t("May read the bucket's information", "可以读取 Bucket 信息")),
    Entry::fact(
        "oss.info_denied",
        t("May not read the bucket's information (oss:GetBucketInfo); tasks do not need it", "不能读取 Bucket 信息（oss:GetBucketInfo）；任务不需要该权限"),
    ),
    Entry::fact(
        "oss.bucket_facts",
        t("Location {location}, storage class {storage_class}", "位于 {location}，存储类型 {storage_class}"),
    ),
    Entry::fact("oss.intranet", t("Internal endpoint {endpoint}", "内网 Endpoint {endpoint}")),
    Entry::advice(
        "oss.region_differs",
        t("The bucket is in {location}, the configuration says {region}", "Bucket 位于 {location}，而配置中为 {region}"),
        t("The endpoint still led to the bucket, but DataWorks goes by the region.", "Endpoint 仍能访问到该 Bucket，但 DataWorks 以地域为准。"),
        t("Set the region to {suggestion}.", "请将地域改为 {suggestion}。"),
    )
    .at("regionId")
    .mend("regionId", "suggestion"),
    Entry::advice(
        "oss.archive",
        t("New objects are of class {storage_class}", "新对象的存储类型为 {storage_class}"),
        t("Archived objects must be restored before they can be read.", "归档对象须先解冻才能读取。"),
        t("Restore the objects that a task is to read, or use another bucket.", "请先解冻任务要读取的对象，或改用其他 Bucket。"),
    ),
    Entry::advice(
        "oss.public",
        t("The bucket is open to everyone ({acl})", "该 Bucket 对所有人开放（{acl}）"),
        t("Its access control list grants this to the whole internet.", "其访问控制列表向整个互联网授予了该权限。"),
        t("Set it to private in the OSS console unless this is intended.", "如非有意为之，请在 OSS 控制台改为私有。"),
    ),
];
