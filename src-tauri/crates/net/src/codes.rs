//! Codes of the findings that this crate emits. Their words are in the advice table of the catalogue, which this crate
//! does not see; a test of `connectors` fails when one has none.

/// Declares codes as constants, and `ALL` with every one of them, so that a code without words is found by a test.
#[macro_export]
macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal;)*) => {
        $($(#[$doc])* pub const $name: &str = $code;)*
        /// Every code of this list.
        pub const ALL: &[&str] = &[$($name),*];
    };
}

codes! {
    /// A stage ended at its deadline. `ms`.
    TIMEOUT = "timeout";
    /// The person stopped the test.
    CANCELLED = "cancelled";
    /// A host is an address literal. `host`.
    LITERAL = "literal_address";
    /// A name has addresses. `host`, `addresses`.
    RESOLVED = "resolved";
    /// A name has no address. `host`.
    HOST_UNKNOWN = "host_unknown";
    /// The resolver itself did not work. `host`, `words`.
    RESOLVER_FAILED = "resolver_failed";
    /// The resolver did not answer. `host`, `seconds`.
    RESOLVER_SILENT = "resolver_silent";
    /// TCP was accepted. `address`, `ms`.
    CONNECTED = "connected";
    /// TCP was refused. `address`, `port`.
    REFUSED = "refused";
    /// Nothing answered. `address`, `seconds`.
    NO_ANSWER = "no_answer";
    /// This computer has no path. `address`.
    NO_PATH = "no_path";
    /// An IPv6 address was left out: this computer has no IPv6. `address`.
    NO_IPV6 = "no_ipv6";
    /// A private address cannot be reached. `address`.
    PRIVATE_ADDRESS = "private_address";
    /// A name that looks like one of a private network cannot be resolved or reached. `host`.
    PRIVATE_NAME = "private_name";
    /// Some addresses answer and some do not. `answering`, `silent`.
    ADDRESSES_DISAGREE = "addresses_disagree";
    /// Another failure of TCP. `address`, `words`.
    CONNECT_FAILED = "connect_failed";
    /// TLS is agreed. `version`, `cipher`, `host`.
    TLS_AGREED = "tls_agreed";
    /// The certificate's issuer is not trusted. `host`.
    TLS_UNKNOWN_CA = "tls_unknown_ca";
    /// The certificate has run out. `host`, `when`.
    TLS_EXPIRED = "tls_expired";
    /// The certificate is not valid yet. `host`, `when`.
    TLS_NOT_YET_VALID = "tls_not_yet_valid";
    /// The certificate is for other names. `host`, `names`.
    TLS_WRONG_NAME = "tls_wrong_name";
    /// The certificate is not acceptable for another reason. `host`, `words`.
    TLS_BAD_CERTIFICATE = "tls_bad_certificate";
    /// The CA given is not a certificate. `words`.
    TLS_BAD_CA = "tls_bad_ca";
    /// The text given as CA has no certificate in it.
    TLS_NO_CA = "tls_no_ca";
    /// The other end does not speak TLS. `host`.
    TLS_NOT_TLS = "tls_not_tls";
    /// The other end ended the handshake with an alert. `host`, `alert`.
    TLS_REFUSED = "tls_refused";
    /// The other end does not take the certificate that we showed. `host`, `alert`.
    TLS_CLIENT_REFUSED = "tls_client_refused";
    /// The other end hung up during the handshake. `host`.
    TLS_CLOSED = "tls_closed";
    /// Nothing came during the handshake. `host`, `seconds`.
    TLS_NO_ANSWER = "tls_no_answer";
    /// Another failure of TLS. `host`, `words`.
    TLS_FAILED = "tls_failed";
}
