//! Settings of `ossutil`, versions 1 and 2, and of `odpscmd`.

use headwater_catalog::region_of;
use headwater_model::Environment;

use super::ini::{Section, sections};
use super::{Found, Taken, draft, values};

/// A section with an AccessKey is an OSS source; one more for every bucket that has an endpoint of its own.
pub(super) fn ossutil(text: &str, env: Environment) -> Taken {
    let all = sections(text);
    let mut found = Vec::new();
    for section in all.iter().filter(|section| section.get("accessKeyID").is_some()) {
        let name = match section.name.to_ascii_lowercase().as_str() {
            "credentials" | "default" => "ossutil".to_owned(),
            _ => format!("ossutil_{}", section.name.trim_start_matches("profile").trim()),
        };
        found.push(oss(&name, section, section.get("endpoint"), None, env));
    }
    let keys = all.iter().find(|section| section.name.eq_ignore_ascii_case("Credentials"));
    let buckets = all.iter().filter(|section| section.name.eq_ignore_ascii_case("Bucket-Endpoint"));
    for (bucket, endpoint) in buckets.flat_map(|section| &section.lines) {
        if let Some(keys) = keys {
            found.push(oss(&format!("oss_{bucket}"), keys, Some(endpoint), Some(bucket), env));
        }
    }
    (found, Vec::new())
}

fn oss(name: &str, keys: &Section, endpoint: Option<&str>, bucket: Option<&str>, env: Environment) -> Found {
    let whole = endpoint.map(|endpoint| match endpoint.contains("://") || endpoint.is_empty() {
        true => endpoint.to_owned(),
        false => format!("https://{endpoint}"),
    });
    let region = keys.get("region").map(str::to_owned).or_else(|| region_of(endpoint?, "oss-"));
    let implied = region.as_ref().map(|region| format!("https://oss-{region}.aliyuncs.com"));
    draft(
        name,
        "oss",
        env,
        values([
            ("authType", Some("Ak")),
            ("accessId", keys.get("accessKeyID")),
            ("accessKey", keys.get("accessKeySecret")),
            ("securityToken", keys.get("stsToken")),
            ("endpoint", whole.filter(|endpoint| !endpoint.is_empty()).or(implied).as_deref()),
            ("regionId", region.as_deref()),
            ("bucket", bucket),
        ]),
    )
}

/// `odps_config.ini` is one MaxCompute source.
pub(super) fn odps(text: &str, env: Environment) -> Taken {
    let mut whole = Section::default();
    for section in sections(text) {
        whole.values.extend(section.values);
    }
    let Some(endpoint) = whole.get("end_point").or_else(|| whole.get("endpoint")) else { return Taken::default() };
    let project = whole.get("project_name").unwrap_or_default();
    let properties = values([
        ("project", Some(project)),
        ("regionId", region_of(endpoint, "service.").as_deref()),
        ("endpointMode", Some("Custom")),
        ("endpoint", Some(endpoint)),
        ("tunnelServer", whole.get("tunnel_endpoint")),
        ("accessId", whole.get("access_id")),
        ("accessKey", whole.get("access_key")),
    ]);
    let name = if project.is_empty() { "odps" } else { project };
    (vec![draft(name, "maxcompute", env, properties)], Vec::new())
}
