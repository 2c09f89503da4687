//! MaxCompute (ODPS).

use headwater_model::Depth;

use super::shared::{CROSS_ACCOUNT, OWN, REGION, choice, t};
use crate::{Category, Choice, Family, Field, Group, Mode, Rule, SyncRow, TypeDef, When, Width, outside};

const CUSTOM: &[When] = &[When::AnyOf { key: "endpointMode", values: &["Custom"] }];

/// The entry.
pub const TYPE: TypeDef = TypeDef {
    id: "maxcompute",
    name: t("MaxCompute", "MaxCompute"),
    about: t("Alibaba Cloud's data warehouse, formerly ODPS", "阿里云大数据计算服务，原名 ODPS"),
    category: Category::BigData,
    glyph: ("MC", "#5b4bb0"),
    modes: &[Mode {
        id: "UrlMode",
        label: t("Connection string mode", "连接串模式"),
        help: t("A project by its region or endpoint.", "通过地域或 Endpoint 指定项目。"),
        summary: &["{project}", " · {regionId}"],
        preview: &[],
        groups: &[
            Group {
                label: None,
                folded: false,
                fields: &[
                    Field::text("project", t("Project", "项目名称")).required().half(),
                    Field { width: Width::Half, ..REGION },
                    Field::choice(
                        "endpointMode",
                        t("Endpoint", "Endpoint"),
                        &[
                            choice("SelfAdaption", t("By region (recommended)", "自动适配（推荐）")),
                            choice("Custom", t("Custom", "自定义配置")),
                        ],
                    )
                    .required()
                    .default("SelfAdaption"),
                    Field::ruled("endpoint", t("MaxCompute endpoint", "MaxCompute Endpoint"), Rule::Endpoint)
                        .required()
                        .destination()
                        .when(CUSTOM)
                        .like("https://service.cn-hangzhou.maxcompute.aliyun.com/api")
                        .help(
                            "From a desktop take the public one; -inc addresses answer only inside a VPC.",
                            "在桌面电脑上请使用公网地址；-inc 地址仅在 VPC 内可达。",
                        ),
                    Field::ruled("tunnelServer", t("Tunnel endpoint", "Tunnel Endpoint"), Rule::Endpoint)
                        .destination()
                        .when(CUSTOM)
                        .like("https://dt.cn-hangzhou.maxcompute.aliyun.com")
                        .help("Empty: the service names it.", "留空则由服务返回。"),
                ],
            },
            Group {
                label: Some(t("Identity in DataWorks", "DataWorks 中的访问身份")),
                folded: false,
                fields: &[
                    Field::choice(
                        "authType",
                        t("Access identity", "访问身份"),
                        &[
                            Choice {
                                value: "PrimaryAccount",
                                label: t("Alibaba Cloud account", "阿里云主账号"),
                                when: OWN,
                            },
                            Choice { value: "SubAccount", label: t("RAM user", "RAM 用户"), when: OWN },
                            Choice { value: "RamRole", label: t("RAM role", "RAM 角色"), when: &[] },
                            Choice { value: "TaskOwner", label: t("Task owner", "任务责任人"), when: OWN },
                            Choice { value: "HadoopUser", label: t("Hadoop user", "Hadoop 用户"), when: OWN },
                        ],
                    )
                    .required()
                    .default("PrimaryAccount")
                    .half(),
                    Field::text("authIdentity", t("RAM user or role id", "RAM 用户或角色 ID"))
                        .required()
                        .when(&[
                            When::AnyOf { key: "authType", values: &["SubAccount", "RamRole"] },
                            When::Unset { key: "crossAccountOwnerId" },
                        ])
                        .half(),
                ],
            },
            CROSS_ACCOUNT,
            Group {
                label: Some(t("AccessKey of this computer", "本机使用的 AccessKey")),
                folded: false,
                fields: &[
                    Field::text("accessId", t("AccessKey ID", "AccessKey ID"))
                        .required()
                        .help(
                            "DataWorks uses the identity above; a desktop has to sign for itself.",
                            "DataWorks 使用上面的访问身份；桌面电脑需要自行签名。",
                        )
                        .local_only()
                        .half(),
                    Field::secret("accessKey", t("AccessKey Secret", "AccessKey Secret"))
                        .required()
                        .local_only()
                        .half(),
                    Field::secret("securityToken", t("Security token (STS)", "安全令牌（STS）"))
                        .help("Only with a temporary AccessKey.", "仅用于临时 AccessKey。")
                        .local_only(),
                ],
            },
        ],
    }],
    depth: Depth::Login,
    family: Family::Maxcompute,
    sync: SyncRow {
        single_batch: "RW",
        single_realtime: "W",
        full_batch: "W",
        full_realtime: "W",
        full_incremental: "W",
    },
    local_only: false,
    outside: &outside::maxcompute::OUTSIDE,
};
