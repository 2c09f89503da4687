//! Findings about the authentication files that a configuration names. `{name}` is the file's name in the workspace.

use headwater_model::Text;

use super::Entry;
use crate::types::t;

const NEW_CERTIFICATE: Text = t(
    "Have a new certificate issued, then replace the file under Authentication files; the data sources keep their reference.",
    "请重新签发证书，并在“认证文件”中替换该文件；数据源的引用保持不变。",
);

/// The entries.
pub const ENTRIES: &[Entry] = &[
    Entry::fact("files.opened", t("Authentication files opened: {names}", "已打开认证文件：{names}")),
    Entry::advice(
        "files.absent",
        t("No authentication file has the id {id} ({field})", "没有 ID 为 {id} 的认证文件（{field}）"),
        t("The configuration came from elsewhere, or names a file of another workspace. Ids of DataWorks mean nothing here.", "该配置来自别处，或引用了其他工作空间的文件。DataWorks 中的文件 ID 在此无效。"),
        t("Choose a file of this workspace in the form, or upload it there.", "请在表单中选择该工作空间的文件，或直接上传。"),
    ),
    Entry::advice(
        "files.content_missing",
        t("The keychain no longer holds the content of “{name}”", "密钥链中已没有“{name}”的内容"),
        t("It was kept for one session only, was deleted from the keychain, or the data folder came from another computer.", "该内容仅保存于某次会话、已从密钥链中删除，或数据文件夹来自另一台电脑。"),
        t("Replace the file under Authentication files with the same content.", "请在“认证文件”中用相同的内容替换该文件。"),
    ),
    Entry::advice(
        "files.passphrase",
        t("The passphrase does not open “{name}”", "口令无法打开“{name}”"),
        t("The secret “{field}” is missing or is not the passphrase of this file.", "密钥“{field}”缺失，或不是该文件的口令。"),
        t("Enter the passphrase with which the file was made. To try it: openssl pkcs12 -info -noout -in {name}", "请输入生成该文件时的口令。可用以下命令验证：openssl pkcs12 -info -noout -in {name}"),
    ),
    Entry::advice(
        "files.java",
        t("“{name}” is a Java key store, which only Java opens", "“{name}”是 Java 密钥库，只有 Java 能打开"),
        t("JKS and JCEKS are formats of Java alone; Java itself has used PKCS#12 since version 9.", "JKS 和 JCEKS 是 Java 专有的格式；Java 9 起默认使用 PKCS#12。"),
        t("Convert it, then replace the file: keytool -importkeystore -srckeystore {name} -destkeystore {name}.p12 -deststoretype PKCS12", "请转换后替换该文件：keytool -importkeystore -srckeystore {name} -destkeystore {name}.p12 -deststoretype PKCS12"),
    ),
    Entry::advice(
        "files.unfit",
        t("“{name}” is of no use for {field}: it is {kind}", "“{name}”不能用于 {field}：其类型为 {kind}"),
        t("The field takes certificates, or a certificate with its key.", "该字段需要证书，或证书及其私钥。"),
        t("Choose a PEM or PKCS#12 file.", "请选择 PEM 或 PKCS#12 文件。"),
    ),
    Entry::advice(
        "files.no_key",
        t("“{name}” has no private key", "“{name}”中没有私钥"),
        t("A keystore file shows who we are: it holds our certificate and its key.", "Keystore 文件用于表明客户端身份，须包含证书及其私钥。"),
        t("Put both together, then replace the file: cat client.crt client.key > client.pem", "请将两者合并后替换该文件：cat client.crt client.key > client.pem"),
    )
    .at("keystoreFile"),
    Entry::advice(
        "files.no_certificate",
        t("“{name}” has no certificate", "“{name}”中没有证书"),
        t("The file holds a key only, or its entries are of another kind.", "该文件仅包含私钥，或其条目为其他类型。"),
        t("Choose a file with the certificate; openssl pkcs12 -info -in FILE shows what one holds.", "请选择包含证书的文件；可用 openssl pkcs12 -info -in FILE 查看其内容。"),
    ),
    Entry::advice(
        "files.mismatch",
        t("Certificate and key in “{name}” cannot be used together: {words}", "“{name}”中的证书与私钥无法一起使用：{words}"),
        t("The key belongs to another certificate, or is of a kind that TLS does not use.", "私钥属于另一张证书，或其类型不能用于 TLS。"),
        t("Put the certificate that was issued for this key into the file, then replace it.", "请将为该私钥签发的证书放入文件后替换。"),
    )
    .at("keystoreFile"),
    Entry::advice(
        "files.expired",
        t("The certificate in “{name}” expired: {when}", "“{name}”中的证书已过期：{when}"),
        t("It is for {subject}. Servers refuse it, so it was not sent.", "证书属于 {subject}。服务器会拒绝过期的证书，因此未发送。"),
        NEW_CERTIFICATE,
    )
    .at("keystoreFile"),
    Entry::advice(
        "files.not_yet_valid",
        t("The certificate in “{name}” is not valid before {when}", "“{name}”中的证书在 {when} 之前无效"),
        t("It is for {subject}. The clock of this computer is behind, or the certificate was issued for a later date.", "证书属于 {subject}。本机时钟偏慢，或证书的生效日期较晚。"),
        t("Check this computer's date and time, or wait until then.", "请检查本机的日期和时间，或等到生效之后。"),
    )
    .at("keystoreFile"),
    Entry::advice(
        "files.expires_soon",
        t("The certificate in “{name}” expires on {when}", "“{name}”中的证书将于 {when} 过期"),
        t("It is for {subject}. From that day on servers refuse it, and tasks fail.", "证书属于 {subject}。届时服务器会拒绝该证书，任务将失败。"),
        NEW_CERTIFICATE,
    )
    .at("keystoreFile"),
    Entry::advice(
        "files.unsupported",
        t("“{name}” is written in a way that cannot be read: {words}", "“{name}”的写法无法读取：{words}"),
        t("It uses an encryption of old, or more rounds than is safe to follow.", "该文件使用了旧的加密方式，或迭代次数过多。"),
        t("Write it anew, then replace the file: openssl pkcs8 -topk8 -v2 aes-256-cbc for a key, openssl pkcs12 -export for a store.", "请重新生成后替换该文件：私钥用 openssl pkcs8 -topk8 -v2 aes-256-cbc，密钥库用 openssl pkcs12 -export。"),
    ),
    Entry::advice(
        "files.damaged",
        t("“{name}” cannot be read", "“{name}”无法读取"),
        t("Its content is not what was uploaded.", "其内容与上传时不同。"),
        t("Replace the file under Authentication files.", "请在“认证文件”中替换该文件。"),
    ),
];
