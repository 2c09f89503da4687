//! OSS, Alibaba Cloud's object storage.

use headwater_model::Depth;

use super::shared::{REGION, choice, t};
use crate::{Category, Family, Field, Group, Mode, Rule, SyncRow, TypeDef, When, Width, outside};

const AK: &[When] = &[When::AnyOf { key: "authType", values: &["Ak"] }];
const ROLE: &[When] = &[When::AnyOf { key: "authType", values: &["RamRole"] }];

/// The entry.
pub const TYPE: TypeDef = TypeDef {
    id: "oss",
    name: t("OSS", "OSS"),
    about: t("Object Storage Service of Alibaba Cloud", "阿里云对象存储"),
    category: Category::Storage,
    glyph: ("OS", "#a85c14"),
    modes: &[Mode {
        id: "UrlMode",
        label: t("Connection string mode", "连接串模式"),
        help: t("A bucket by its endpoint and name.", "通过 Endpoint 和名称指定 Bucket。"),
        summary: &["{bucket}", " · {endpoint}"],
        preview: &["oss://{bucket}", ".{endpoint}"],
        groups: &[
            Group {
                label: None,
                folded: false,
                fields: &[
                    Field { width: Width::Half, ..REGION },
                    Field::ruled("bucket", t("Bucket", "Bucket"), Rule::Bucket).required().half(),
                    Field::ruled("endpoint", t("Endpoint", "Endpoint"), Rule::OssEndpoint)
                        .required()
                        .destination()
                        .like("https://oss-cn-hangzhou.aliyuncs.com")
                        .help(
                            "Of the bucket's region and without the bucket's name.",
                            "填写 Bucket 所在地域的 Endpoint，不含 Bucket 名称。",
                        ),
                ],
            },
            Group {
                label: Some(t("Access", "访问方式")),
                folded: false,
                fields: &[
                    Field::choice(
                        "authType",
                        t("Access mode", "访问模式"),
                        &[
                            choice("Ak", t("AccessKey", "AccessKey 模式")),
                            choice("RamRole", t("RAM role", "RAM 角色授权模式")),
                        ],
                    )
                    .required()
                    .default("Ak")
                    .help(
                        "RAM roles can be drafted here; only DataWorks can assume them.",
                        "RAM 角色可在此拟定；只有 DataWorks 能够扮演。",
                    ),
                    Field::text("authIdentity", t("RAM role id", "RAM 角色 ID")).required().when(ROLE),
                    Field::text("accessId", t("AccessKey ID", "AccessKey ID")).required().when(AK).half(),
                    Field::secret("accessKey", t("AccessKey Secret", "AccessKey Secret")).required().when(AK).half(),
                    Field::secret("securityToken", t("Security token (STS)", "安全令牌（STS）"))
                        .when(AK)
                        .help("Only with a temporary AccessKey.", "仅用于临时 AccessKey。")
                        .local_only(),
                ],
            },
            Group {
                label: Some(t("Advanced", "高级")),
                folded: true,
                fields: &[Field::choice(
                    "signatureVersion",
                    t("Signature version", "签名版本"),
                    &[choice("v4", t("V4", "V4")), choice("v1", t("V1, for old servers", "V1，用于旧版服务"))],
                )
                .when(AK)
                .default("v4")
                .help(
                    "How the test signs its requests. OSS no longer accepts V1 from new accounts and for new buckets.",
                    "测试请求的签名方式。OSS 已不再对新用户和新增 Bucket 开放 V1 签名。",
                )
                .half()
                .local_only()],
            },
        ],
    }],
    depth: Depth::Login,
    family: Family::Oss,
    sync: SyncRow {
        single_batch: "RW",
        single_realtime: "",
        full_batch: "W",
        full_realtime: "W",
        full_incremental: "",
    },
    local_only: false,
    outside: &outside::oss::OUTSIDE,
};
