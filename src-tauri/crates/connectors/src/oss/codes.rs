//! Codes of what the OSS connector finds.

headwater_net::codes! {
    /// Only DataWorks can assume the RAM role.
    RAM_ROLE = "oss.ram_role";
    /// The endpoint is an internal one and cannot be reached from here. `host`, `suggestion`.
    INTERNAL_ENDPOINT = "oss.internal_endpoint";
    /// The key signs.
    SIGNED_IN = "oss.signed_in";
    /// The server spoke about the bucket before it judged the key.
    IDENTITY_UNJUDGED = "oss.identity_unjudged";
    /// The server does not know the AccessKey ID. `access_id`.
    ACCESS_KEY_UNKNOWN = "oss.access_key_unknown";
    /// The AccessKey is disabled, or barred from this computer's address. `access_id`.
    ACCESS_KEY_DISABLED = "oss.access_key_disabled";
    /// The signature is wrong: the secret.
    SECRET_WRONG = "oss.secret_wrong";
    /// The server takes no Signature V1. `version`: the one to choose.
    V1_REFUSED = "oss.v1_refused";
    /// A temporary key was used without its token.
    TOKEN_MISSING = "oss.token_missing";
    /// The token has run out.
    TOKEN_EXPIRED = "oss.token_expired";
    /// The token is not one, or not this key's.
    TOKEN_WRONG = "oss.token_wrong";
    /// The clocks differ by more than 15 minutes. `minutes`, `here`, `there`.
    CLOCK_SKEWED = "oss.clock_skewed";
    /// The account is in arrears or disabled. `code`.
    ACCOUNT_DISABLED = "oss.account_disabled";
    /// The signature names another region than the bucket's. `region`; perhaps `suggestion`.
    REGION_WRONG = "oss.region_wrong";
    /// No such bucket. `bucket`.
    BUCKET_MISSING = "oss.bucket_missing";
    /// Not a bucket's name. `bucket`.
    BUCKET_NAME = "oss.bucket_name";
    /// The bucket has been locked. `bucket`.
    BUCKET_DISABLED = "oss.bucket_disabled";
    /// The bucket is in another region than the endpoint. `bucket`, `host`, `suggestion`.
    ENDPOINT_WRONG = "oss.endpoint_wrong";
    /// The same, and the server named no endpoint of the vendor's. `bucket`, `host`.
    ENDPOINT_ELSEWHERE = "oss.endpoint_elsewhere";
    /// The endpoint contains the bucket. `bucket`, `suggestion`.
    ENDPOINT_HAS_BUCKET = "oss.endpoint_has_bucket";
    /// The server wants the bucket in the host name. `host`.
    BUCKET_HOST = "oss.bucket_host";
    /// The key may not list the bucket. `bucket`, `words`.
    ACCESS_DENIED = "oss.access_denied";
    /// The server is busy or broken. `status`, `code`.
    BUSY = "oss.busy";
    /// A refusal without an entry of its own. `status`, `code`, `words`.
    REFUSED = "oss.refused";
    /// What answers is not OSS. `status`.
    NOT_OSS = "oss.not_oss";
    /// The bucket is there and opens. `bucket`.
    OPENED = "oss.opened";
    /// The key may list objects.
    LIST_ALLOWED = "oss.list_allowed";
    /// The key may read the bucket's own facts.
    INFO_ALLOWED = "oss.info_allowed";
    /// The key may not read the bucket's own facts.
    INFO_DENIED = "oss.info_denied";
    /// The bucket's facts. `location`, `storage_class`.
    BUCKET_FACTS = "oss.bucket_facts";
    /// The bucket's internal endpoint. `endpoint`.
    INTRANET = "oss.intranet";
    /// The bucket is in another region than the configuration says. `location`, `region`, `suggestion`.
    REGION_DIFFERS = "oss.region_differs";
    /// Objects have to be restored before they can be read. `storage_class`.
    ARCHIVE = "oss.archive";
    /// Anybody can read, or even write, the bucket. `acl`.
    PUBLIC = "oss.public";
}
