//! MySQL: instance mode (RDS), connection string mode.

use headwater_model::Depth;

use super::shared::{CROSS_ACCOUNT, DATABASE, OWN, PASSWORD, REGION, SSL_JKS, USERNAME, choice, t};
use crate::{Category, Choice, Family, Field, Group, Mode, SyncRow, TypeDef, When, outside};

/// JDBC parameters that the console's drop-down and users' URLs commonly have.
const JDBC_PARAMETERS: &[&str] = &[
    "connectTimeout",
    "socketTimeout",
    "characterEncoding",
    "useUnicode",
    "serverTimezone",
    "useSSL",
    "tinyInt1isBit",
    "zeroDateTimeBehavior",
    "yearIsDateType",
    "rewriteBatchedStatements",
    "useCursorFetch",
    "autoReconnect",
];

/// Driver parameters whose values are secrets.
const JDBC_SECRETS: &[&str] = &[
    "password",
    "trustCertificateKeyStorePassword",
    "clientCertificateKeyStorePassword",
    "password1",
    "password2",
    "password3",
];

const TLS: [Field; 2] = [
    Field::choice(
        "tlsMode",
        t("TLS", "TLS"),
        &[
            choice("preferred", t("Preferred: encrypt if the server can", "优先：服务器支持则加密")),
            choice("required", t("Required, server not verified", "必须加密，不校验服务器")),
            choice("verify", t("Required, verify the server", "必须加密并校验服务器")),
            choice("off", t("Off", "关闭")),
        ],
    )
    .default("preferred")
    .destination()
    .local_only(),
    Field::pem("caCertificate", t("CA certificate (PEM)", "CA 证书（PEM）"))
        .when(&[When::AnyOf { key: "tlsMode", values: &["preferred", "required", "verify"] }])
        .like("-----BEGIN CERTIFICATE-----")
        .help("Leave empty for the public authorities.", "留空则使用公共证书颁发机构。")
        .local_only(),
];

const SECURITY: [Field; 7] = [TLS[0], TLS[1], SSL_JKS[0], SSL_JKS[1], SSL_JKS[2], SSL_JKS[3], SSL_JKS[4]];

const IDENTITY: [Choice; 3] = [
    Choice { value: "PrimaryAccount", label: t("Alibaba Cloud account", "阿里云主账号"), when: OWN },
    Choice { value: "SubAccount", label: t("RAM user", "RAM 用户"), when: OWN },
    Choice { value: "RamRole", label: t("RAM role", "RAM 角色"), when: &[] },
];

/// The entry.
pub const TYPE: TypeDef = TypeDef {
    id: "mysql",
    name: t("MySQL", "MySQL"),
    about: t("MySQL 5.5 to 8, RDS, Aurora and compatible servers", "MySQL 5.5 至 8、RDS、Aurora 及兼容的服务器"),
    category: Category::Relational,
    glyph: ("My", "#2f6f9f"),
    modes: &[
        Mode {
            id: "UrlMode",
            label: t("Connection string mode", "连接串模式"),
            help: t("A server that you can name: host, port and database.", "通过主机、端口和数据库直接连接的服务器。"),
            summary: &["{address}", "/{database}"],
            preview: &["jdbc:mysql://{address}", "/{database}", "?{properties}"],
            groups: &[
                Group {
                    label: None,
                    folded: false,
                    fields: &[
                        Field::addresses("address", t("Address", "连接地址"), true, 3306)
                            .required()
                            .destination()
                            .help(
                                "Each address must answer; tasks take the first.",
                                "每个地址都必须可连接；任务使用第一个。",
                            ),
                        DATABASE,
                        USERNAME,
                        PASSWORD,
                    ],
                },
                Group { label: Some(t("Encryption", "加密")), folded: true, fields: &SECURITY },
                Group {
                    label: Some(t("Advanced parameters", "高级参数")),
                    folded: true,
                    fields: &[Field::map(
                        "properties",
                        t("Driver parameters", "驱动参数"),
                        JDBC_PARAMETERS,
                        JDBC_SECRETS,
                    )
                    .help("Appended to the JDBC URL that tasks use.", "会追加到任务使用的 JDBC URL。")],
                },
            ],
        },
        Mode {
            id: "InstanceMode",
            label: t("Instance mode", "实例模式"),
            help: t(
                "An RDS instance by its id; DataWorks looks its address up.",
                "通过实例 ID 指定 RDS 实例，由 DataWorks 查询其地址。",
            ),
            summary: &["{instanceId}", "/{database}"],
            preview: &[],
            groups: &[
                Group {
                    label: None,
                    folded: false,
                    fields: &[
                        Field { width: crate::Width::Half, ..REGION },
                        Field::text("instanceId", t("Instance id", "实例 ID"))
                            .required()
                            .destination()
                            .like("rm-…")
                            .half(),
                        DATABASE,
                        USERNAME,
                        PASSWORD,
                        Field::text("readOnlyDBInstance", t("Read replica", "备库实例"))
                            .help("Id of a read-only instance that tasks read from.", "任务读取时使用的只读实例 ID。")
                            .half(),
                        Field::choice(
                            "driverVersion",
                            t("Driver version", "驱动版本"),
                            &[
                                choice("", t("Default", "默认")),
                                choice("8.2.0", t("8.2.0", "8.2.0")),
                                choice("5.1.49", t("5.1.49", "5.1.49")),
                                choice("5.1.46", t("5.1.46", "5.1.46")),
                            ],
                        )
                        .half(),
                    ],
                },
                CROSS_ACCOUNT,
                Group { label: Some(t("Encryption", "加密")), folded: true, fields: &SECURITY },
                Group {
                    label: Some(t("Binary log from OSS", "从 OSS 读取 Binlog")),
                    folded: true,
                    fields: &[
                        Field::choice("authType", t("Access identity", "访问身份"), &IDENTITY)
                            .help(
                                "Whose rights are used to read the instance's binary logs in OSS.",
                                "读取 OSS 中实例 Binlog 时使用的身份。",
                            )
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
            ],
        },
    ],
    depth: Depth::Login,
    family: Family::Mysql,
    sync: SyncRow {
        single_batch: "RW",
        single_realtime: "R",
        full_batch: "R",
        full_realtime: "R",
        full_incremental: "R",
    },
    local_only: false,
    outside: &outside::mysql::OUTSIDE,
};
