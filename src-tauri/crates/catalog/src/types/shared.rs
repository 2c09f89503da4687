//! Fields that several types have in common.

use headwater_model::{FileKind, Text};

use crate::{Choice, Field, Group, When};

pub const fn t(en: &'static str, zh: &'static str) -> Text {
    Text::new(en, zh)
}

pub const fn choice(value: &'static str, label: Text) -> Choice {
    Choice { value, label, when: &[] }
}

pub const REGION: Field = Field::region("regionId", t("Region", "地域")).required().destination().like("cn-hangzhou");

pub const DATABASE: Field = Field::text("database", t("Database", "数据库名称")).required().half();

pub const USERNAME: Field = Field::text("username", t("User name", "用户名")).required().half();

pub const PASSWORD: Field = Field::secret("password", t("Password", "密码")).required();

const SSL_ON: &[When] = &[When::AnyOf { key: "securityProtocol", values: &["authTypeSsl"] }];

/// What a truststore can be.
const TRUST: &[FileKind] =
    &[FileKind::Certificate, FileKind::CertificateAndKey, FileKind::Pkcs12, FileKind::Jks, FileKind::Jceks];

/// What a keystore can be.
const IDENTITY: &[FileKind] = &[FileKind::CertificateAndKey, FileKind::Pkcs12, FileKind::Jks, FileKind::Jceks];

/// `securityProtocol` and the Java key store files that DataWorks' tasks use (block SSL-JKS).
pub const SSL_JKS: [Field; 5] = [
    Field::choice(
        "securityProtocol",
        t("Authentication of the server", "认证选项"),
        &[choice("authTypeNone", t("None", "无认证")), choice("authTypeSsl", t("SSL certificate", "SSL 认证"))],
    )
    .default("authTypeNone")
    .help(
        "SSL makes TLS at least required, and verified where a CA is given.",
        "选择 SSL 后至少要求 TLS；提供 CA 时会校验服务器证书。",
    ),
    Field::file("truststoreFile", t("Truststore file", "Truststore 证书文件"), TRUST, "truststorePassword")
        .help(
            "Authorities whose signature on the server's certificate is believed: PEM or PKCS#12.",
            "受信任的签发机构，用于校验服务器证书：PEM 或 PKCS#12。",
        )
        .when(SSL_ON)
        .half(),
    Field::secret("truststorePassword", t("Truststore password", "Truststore 密码")).when(SSL_ON).half(),
    Field::file("keystoreFile", t("Keystore file", "Keystore 证书文件"), IDENTITY, "keystorePassword")
        .help(
            "Certificate and private key to show to a server that asks for them: PEM or PKCS#12.",
            "服务器要求时出示的客户端证书和私钥：PEM 或 PKCS#12。",
        )
        .when(SSL_ON)
        .half(),
    Field::secret("keystorePassword", t("Keystore password", "Keystore 密码")).when(SSL_ON).half(),
];

/// The account that owns the instance, when it is not one's own (block CROSS).
pub const CROSS_ACCOUNT: Group = Group {
    label: Some(t("Another Alibaba Cloud account", "其他阿里云主账号")),
    folded: true,
    fields: &[
        Field::text("crossAccountOwnerId", t("Account UID", "账号 UID"))
            .help(
                "Only if the resource belongs to another account: the UID of that main account.",
                "仅当资源属于其他账号时填写：该主账号的 UID。",
            )
            .half(),
        Field::text("crossAccountRoleName", t("RAM role", "RAM 角色"))
            .required()
            .when(CROSS)
            .help("A role of that account that DataWorks may assume.", "该账号下允许 DataWorks 扮演的角色。")
            .half(),
    ],
};

/// The configuration is about another account's resource.
pub const CROSS: &[When] = &[When::Set { key: "crossAccountOwnerId" }];

/// The configuration is about one's own account.
pub const OWN: &[When] = &[When::Unset { key: "crossAccountOwnerId" }];
