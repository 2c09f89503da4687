use std::collections::BTreeMap;

use headwater_model::Secret;
use proptest::prelude::*;

use super::*;

const NOON: &str = "Wed, 04 Aug 2026 06:00:00 GMT";

fn keys() -> Keys {
    Keys { id: "LTAItest".to_owned(), secret: Secret::new("secret-测试".to_owned()), token: None }
}

fn resource<'a>(path: &[&'a str], query: &[(&'a str, &'a str)]) -> Resource<'a> {
    Resource { path: path.to_vec(), query: query.to_vec() }
}

/// Signatures that pyodps 0.13.2 computed for the same requests, secret, date and agent.
#[test]
fn signatures_are_those_of_the_vendors_client() {
    let requests = [
        (
            resource(&["projects", "shop"], &[("curr_project", "shop")]),
            "CkyLAP3tkejcUSByySUIX8PYB1k=",
            "MRZCZpeRTwX8VeZlatCAFDOm4zs=",
        ),
        (
            resource(
                &["projects", "shop", "tables"],
                &[("maxitems", "1"), ("expectmarker", "true"), ("curr_project", "shop")],
            ),
            "yKV8rkKvwB/YK/WlNkZb6Fe/DOE=",
            "+rw527udKbFEvi11Md8iTH4ShrI=",
        ),
        (
            resource(&["projects", "shop", "tunnel"], &[("service", ""), ("curr_project", "shop")]),
            "1b6ZXHsj6D06Wwx7/oVu7FbZcbY=",
            "3+Qp/pUT7OJ66dJHq3nrwyK0mT4=",
        ),
        (
            resource(&["projects", "店 a", "tables"], &[("curr_project", "店 a"), ("name", "x:y")]),
            "2gGr/Nt/AYyDJVxHuIuQAJ5pt7M=",
            "HuFl9KYxDnHzncKIfLvLkBE1p8Y=",
        ),
    ];
    for (resource, v2, v4) in requests {
        let canonical = canonical(NOON, "agent/1", &resource);
        assert_eq!(authorize(&canonical, &keys(), Version::V2, "20260804"), format!("ODPS LTAItest:{v2}"));
        let scope = "LTAItest/20260804/cn-hangzhou/odps/aliyun_v4_request";
        let authorization = authorize(&canonical, &keys(), Version::V4("cn-hangzhou"), "20260804");
        assert_eq!(authorization, format!("ODPS {scope}:{v4}"));
    }
}

#[test]
fn date_header_and_scope_are_of_the_same_instant() {
    let url = ServiceUrl::parse("http://127.0.0.1:1/api").expect("a url");
    let resource = resource(&["projects", "p"], &[]);
    // One millisecond before midnight, UTC.
    let request =
        get(&url, &resource, &keys(), Version::V4("cn-hangzhou"), Timestamp(1_754_351_999_999)).expect("signed");
    assert_eq!(request.headers()[DATE], "Mon, 04 Aug 2025 23:59:59 GMT");
    let authorization = request.headers()[AUTHORIZATION].to_str().expect("text");
    assert!(authorization.starts_with("ODPS LTAItest/20250804/cn-hangzhou/odps/aliyun_v4_request:"), "{authorization}");
    assert!(request.headers()[AUTHORIZATION].is_sensitive());
}

/// What the service canonicalises from the request line alone: everything after the endpoint, decoded, its parameters
/// sorted (pyodps, `_build_canonical_str`).
fn resource_as_the_service_sees_it(wire: &str, base: &str) -> String {
    let decoded = percent_decode(wire.strip_prefix(base).expect("below the endpoint"));
    let (path, query) = decoded.split_once('?').unwrap_or((&decoded, ""));
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let params: BTreeMap<&str, &str> = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, ""))).collect();
    let params: Vec<String> = params.into_iter().map(|(name, value)| join(name, value)).collect();
    if params.is_empty() { path.to_owned() } else { format!("{path}?{}", params.join("&")) }
}

fn percent_decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let hex: Vec<u8> = rest.by_ref().take(2).collect();
            let hex = std::str::from_utf8(&hex).expect("two digits");
            bytes.push(u8::from_str_radix(hex, 16).expect("hexadecimal"));
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).expect("UTF-8")
}

/// Text of a project or table: anything but the characters that mean something in a decoded query, which the service's
/// own rule cannot tell apart.
const PLAIN: &str = "[a-zA-Z0-9_.~ :店测-]{1,12}";

proptest! {
    #[test]
    fn the_service_canonicalises_what_we_signed(
        project in PLAIN,
        query in proptest::collection::btree_map("[a-z_]{1,8}", prop_oneof![Just(String::new()), PLAIN.prop_map(String::from)], 0..6),
    ) {
        let query: Vec<(&str, &str)> = query.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let resource = resource(&["projects", &project, "tables"], &query);
        let url = ServiceUrl::parse("http://127.0.0.1:1/api").expect("a url");
        let request = get(&url, &resource, &keys(), Version::V2, Timestamp(0)).expect("signed");
        let wire = request.uri().path_and_query().expect("a path").as_str();
        prop_assert_eq!(resource_as_the_service_sees_it(wire, "/api"), resource.canonical());
    }

    #[test]
    fn the_order_of_parameters_does_not_matter_and_everything_else_does(a in "[a-z]{1,5}", b in "[a-z]{1,5}") {
        let sign = |path: &[&str], query: &[(&str, &str)], region| {
            authorize(&canonical(NOON, AGENT, &resource(path, query)), &keys(), Version::V4(region), "20260804")
        };
        let signed = sign(&["projects", &a], &[("x", &a), ("y", &b)], "cn-hangzhou");
        prop_assert_eq!(&signed, &sign(&["projects", &a], &[("y", &b), ("x", &a)], "cn-hangzhou"));
        prop_assert_ne!(&signed, &sign(&["projects", &a], &[("x", &a), ("y", "1")], "cn-hangzhou"));
        prop_assert_ne!(&signed, &sign(&["projects", "1"], &[("x", &a), ("y", &b)], "cn-hangzhou"));
        prop_assert_ne!(&signed, &sign(&["projects", &a], &[("x", &a), ("y", &b)], "cn-shanghai"));
    }
}
