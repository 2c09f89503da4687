//! OSS outside. Variables: those that ossutil 2 and the vendor's libraries read (Help Center: configure ossutil; OSS SDK for
//! Python, credentials from the environment); `OSS_BUCKET` is a custom of their examples.

use super::Form::{Client, Go, Java, Python, Rust, Url};
use super::quote::Quote;
use super::{Derived, Made, Outside, copy, from};

/// The tables.
pub const OUTSIDE: Outside = Outside {
    derived: &[
        Derived { name: "_place", made: Made::Bare("endpoint") },
        from("_bucket", "oss://«bucket»", Quote::Url),
        from("url", "oss://«bucket».«=_place»", Quote::Url),
    ],
    variables: &[
        ("OSS_REGION", "regionId"),
        ("OSS_ENDPOINT", "endpoint"),
        ("OSS_BUCKET", "bucket"),
        ("OSS_ACCESS_KEY_ID", "accessId"),
        ("OSS_ACCESS_KEY_SECRET", "accessKey"),
        ("OSS_SESSION_TOKEN", "securityToken"),
    ],
    copies: &[
        copy(Url, "", "«url»"),
        // Key and token are no arguments: every process can read those.
        copy(
            Client,
            "ossutil",
            "OSS_ACCESS_KEY_ID=«accessId» OSS_ACCESS_KEY_SECRET=«accessKey»⟦ OSS_SESSION_TOKEN=«securityToken»⟧ \
             ossutil ls «_bucket» --region «regionId» --endpoint «endpoint»",
        ),
        copy(
            Python,
            "oss2",
            "import oss2\n\n\
             auth = oss2.StsAuth(«accessId», «accessKey», «securityToken», auth_version=\"v4\")\n\
             bucket = oss2.Bucket(auth, «endpoint», «bucket», region=«regionId»)",
        ),
        copy(
            Python,
            "oss2",
            "import oss2\n\n\
             auth = oss2.AuthV4(«accessId», «accessKey»)\n\
             bucket = oss2.Bucket(auth, «endpoint», «bucket», region=«regionId»)",
        ),
        copy(
            Java,
            "aliyun-sdk-oss",
            "OSS client = new OSSClientBuilder().build(\n    «endpoint»,\n    «accessId»,\n    «accessKey»⟦,\n    «securityToken»⟧);\n\
             String bucket = «bucket»;",
        ),
        copy(
            Rust,
            "opendal",
            "let service = opendal::services::Oss::default()\n    .endpoint(«endpoint»)\n    .bucket(«bucket»)\n\
             \x20   .access_key_id(«accessId»)\n    .access_key_secret(«accessKey»)⟦\n    .security_token(«securityToken»)⟧;\n\
             let operator = opendal::Operator::new(service)?.finish();",
        ),
        copy(
            Go,
            "aliyun-oss-go-sdk",
            "client, err := oss.New(«endpoint», «accessId», «accessKey»⟦, oss.SecurityToken(«securityToken»)⟧)\n\
             bucket, err := client.Bucket(«bucket»)",
        ),
    ],
};
