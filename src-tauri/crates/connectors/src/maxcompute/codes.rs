//! Codes of what the MaxCompute connector finds.

headwater_net::codes! {
    /// The test signs with this computer's AccessKey; DataWorks will not. `identity`.
    OWN_KEY = "maxcompute.own_key";
    /// The endpoint is an internal one and cannot be reached from here. `host`, `suggestion`.
    INTERNAL_ENDPOINT = "maxcompute.internal_endpoint";
    /// The key signs.
    SIGNED_IN = "maxcompute.signed_in";
    /// The service took the older signature only.
    SIGNED_V2 = "maxcompute.signed_v2";
    /// The service spoke about the project before it judged the key.
    IDENTITY_UNJUDGED = "maxcompute.identity_unjudged";
    /// The service does not know the AccessKey ID. `access_id`.
    ACCESS_KEY_UNKNOWN = "maxcompute.access_key_unknown";
    /// The AccessKey may not be used from here. `access_id`.
    ACCESS_KEY_BARRED = "maxcompute.access_key_barred";
    /// The signature is wrong: secret or region. `region`.
    SECRET_WRONG = "maxcompute.secret_wrong";
    /// A temporary key was used without its token.
    TOKEN_MISSING = "maxcompute.token_missing";
    /// The token is expired, or not this key's. `words`.
    TOKEN_WRONG = "maxcompute.token_wrong";
    /// The clocks differ by more than 15 minutes. `minutes`, `here`, `there`.
    CLOCK_SKEWED = "maxcompute.clock_skewed";
    /// Refused without a reason that we know. `words`.
    UNAUTHORIZED = "maxcompute.unauthorized";
    /// No such project. `project`, `host`.
    PROJECT_MISSING = "maxcompute.project_missing";
    /// The key's owner is no member of the project. `project`, `words`.
    NOT_A_MEMBER = "maxcompute.not_a_member";
    /// The project cannot be read: no right, or frozen. `project`, `words`.
    UNREADABLE = "maxcompute.unreadable";
    /// A right is missing. `action`, `words`.
    NO_PERMISSION = "maxcompute.no_permission";
    /// What answers is not MaxCompute, or not at this path. `status`; perhaps `suggestion`.
    NOT_MAXCOMPUTE = "maxcompute.not_maxcompute";
    /// The service is busy or broken. `status`, `code`.
    BUSY = "maxcompute.busy";
    /// A refusal without an entry of its own. `status`, `code`, `words`.
    REFUSED = "maxcompute.refused";
    /// The project is there and opens. `project`.
    OPENED = "maxcompute.opened";
    /// The project is not in normal service. `project`, `state`.
    STATE = "maxcompute.state";
    /// The key may list tables.
    LIST_ALLOWED = "maxcompute.list_allowed";
    /// The key may not list tables. `words`.
    LIST_DENIED = "maxcompute.list_denied";
    /// A table or schema is not there. `words`.
    TABLE_MISSING = "maxcompute.table_missing";
    /// The project's facts. `kind`, `owner`.
    FACTS = "maxcompute.facts";
    /// The project has schemas between itself and its tables.
    THREE_LAYERS = "maxcompute.three_layers";
    /// The project is in another region than the configuration says. `actual`, `region`, `suggestion`.
    REGION_DIFFERS = "maxcompute.region_differs";
    /// The tunnel answers. `host`.
    TUNNEL_OPEN = "maxcompute.tunnel_open";
    /// The tunnel cannot be reached. `host`.
    TUNNEL_CLOSED = "maxcompute.tunnel_closed";
    /// The service did not name its tunnel. `words`.
    TUNNEL_UNKNOWN = "maxcompute.tunnel_unknown";
    /// The service named a host that is not the vendor's; it was not tried. `host`.
    TUNNEL_FOREIGN = "maxcompute.tunnel_foreign";
}
