//! Where a bucket is: endpoint, region, and how its name travels.

use headwater_model::Finding;

use super::codes;
use crate::Target;
use crate::aliyun::{self, ServiceUrl, is_region};

/// A bucket behind an endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// What to dial; the bucket is part of its host unless [`Self::in_path`].
    pub url: ServiceUrl,
    /// The bucket.
    pub bucket: String,
    /// Region that signatures name.
    pub region: String,
    /// The bucket is the first part of the path: a local server has no host names per bucket.
    pub in_path: bool,
    /// The endpoint without the bucket that it should not have contained.
    pub stripped: Option<ServiceUrl>,
}

/// A public or internal endpoint of the vendor's, `oss-<region>[-internal].aliyuncs.com`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct VendorHost<'a> {
    /// Its region id.
    pub region: &'a str,
    /// Only for machines inside that region.
    pub internal: bool,
}

impl<'a> VendorHost<'a> {
    /// Recognises a host. Also the judge of endpoints that a server suggests.
    pub fn parse(host: &'a str) -> Option<Self> {
        let name = host.strip_prefix("oss-")?.strip_suffix(".aliyuncs.com")?;
        let (region, internal) = name.strip_suffix("-internal").map_or((name, false), |region| (region, true));
        // "accelerate" and "accelerate-overseas" stand for every region.
        let real = is_region(region) && region.contains('-') && !region.starts_with("accelerate");
        real.then_some(Self { region, internal })
    }
}

impl Place {
    /// Reads `endpoint`, `bucket` and `regionId`.
    ///
    /// # Errors
    /// A finding about the one that cannot be sent.
    pub fn read(target: &Target) -> Result<Self, Finding> {
        let bucket = target.text("bucket").to_owned();
        if !is_bucket(&bucket) {
            return Err(Finding::failure(codes::BUCKET_NAME).with("bucket", bucket));
        }
        let region = target.text("regionId").to_owned();
        if !is_region(&region) {
            return Err(Finding::failure(aliyun::codes::REGION_MALFORMED).with("value", region));
        }
        let given = ServiceUrl::parse(target.text("endpoint"))?;
        let stripped = given.host.strip_prefix(&format!("{bucket}.")).filter(|_| given.ip().is_none());
        let stripped = stripped.map(|rest| given.on(rest));
        let service = stripped.clone().unwrap_or(given);
        let in_path = service.ip().is_some() || service.is_loopback();
        let url = if in_path { service } else { service.on(&format!("{bucket}.{}", service.host)) };
        Ok(Self { url, bucket, region, in_path, stripped })
    }

    /// The endpoint as the property should have it: without the bucket.
    pub fn service(&self) -> ServiceUrl {
        self.url.on(self.service_host())
    }

    /// Host of the endpoint, without the bucket.
    pub fn service_host(&self) -> &str {
        if self.in_path { &self.url.host } else { self.url.host.split_once('.').map_or("", |(_, host)| host) }
    }

    /// The same endpoint under another host, as text for the property.
    pub fn endpoint_on(&self, host: &str) -> String {
        format!("{}://{host}", self.url.scheme())
    }

    /// The region that the endpoint's own name says, when it is not the configuration's.
    pub fn other_region(&self) -> Option<&str> {
        VendorHost::parse(self.service_host()).map(|host| host.region).filter(|region| *region != self.region)
    }

    /// What is known about the endpoint should it not answer.
    pub fn unreachable(&self) -> Option<Finding> {
        let host = VendorHost::parse(self.service_host()).filter(|host| host.internal)?;
        let public = self.endpoint_on(&format!("oss-{}.aliyuncs.com", host.region));
        let finding = Finding::failure(codes::INTERNAL_ENDPOINT).with("host", self.service_host());
        Some(finding.with("suggestion", public))
    }
}

/// 3 to 63 lower-case letters, digits and hyphens, none of them at the ends.
fn is_bucket(name: &str) -> bool {
    (3..=63).contains(&name.len()) && is_region(name)
}

#[cfg(test)]
mod tests {
    use headwater_net::http::HttpFault;

    use super::*;
    use crate::testing::target;

    fn place(endpoint: &str) -> Place {
        let properties = [("regionId", "cn-hangzhou"), ("bucket", "logs"), ("endpoint", endpoint)];
        Place::read(&target("oss", &properties, &[])).expect("a place")
    }

    #[test]
    fn a_bucket_becomes_part_of_the_host_or_of_the_path() {
        let cloud = place("https://oss-cn-hangzhou.aliyuncs.com");
        assert_eq!(cloud.url.text(), "https://logs.oss-cn-hangzhou.aliyuncs.com");
        assert!(!cloud.in_path && cloud.stripped.is_none());
        for local in ["http://127.0.0.1:9000", "http://localhost:9000", "http://[::1]:9000"] {
            assert!(place(local).in_path, "{local}");
            assert_eq!(place(local).url.text(), local);
        }
    }

    #[test]
    fn a_bucket_in_the_endpoint_is_taken_out() {
        let place = place("http://logs.oss-cn-hangzhou.aliyuncs.com");
        assert_eq!(place.url.host, "logs.oss-cn-hangzhou.aliyuncs.com");
        assert_eq!(place.stripped.expect("stripped").text(), "http://oss-cn-hangzhou.aliyuncs.com");
    }

    #[test]
    fn https_is_offered_for_the_endpoint_and_not_for_the_bucket() {
        for endpoint in ["http://oss-cn-hangzhou.aliyuncs.com", "http://logs.oss-cn-hangzhou.aliyuncs.com"] {
            let findings = aliyun::tls_suggestion(HttpFault::TlsExpected, &place(endpoint).service());
            assert_eq!(findings[0].params["suggestion"], "https://oss-cn-hangzhou.aliyuncs.com", "{endpoint}");
        }
    }

    #[test]
    fn only_the_vendors_own_hosts_are_recognised() {
        let host = VendorHost::parse("oss-cn-hangzhou-internal.aliyuncs.com");
        assert_eq!(host, Some(VendorHost { region: "cn-hangzhou", internal: true }));
        for host in [
            "oss-cn-hangzhou.aliyuncs.com.evil.example",
            "oss-.aliyuncs.com",
            "evil.example/oss-cn-hangzhou.aliyuncs.com",
            "oss-cn.hangzhou.aliyuncs.com",
            "oss-accelerate.aliyuncs.com",
            "oss-cn-hangzhou.aliyuncs.com:8080",
            "xoss-cn-hangzhou.aliyuncs.com",
        ] {
            assert_eq!(VendorHost::parse(host), None, "{host}");
        }
    }

    #[test]
    fn an_internal_endpoint_has_a_public_twin_with_the_same_scheme() {
        let finding = place("http://oss-cn-hangzhou-internal.aliyuncs.com").unreachable().expect("a finding");
        assert_eq!(finding.params["suggestion"], "http://oss-cn-hangzhou.aliyuncs.com");
        assert_eq!(place("http://oss-cn-hangzhou.aliyuncs.com").unreachable(), None);
    }

    #[test]
    fn the_endpoint_tells_when_the_region_is_another() {
        assert_eq!(place("https://oss-cn-shanghai.aliyuncs.com").other_region(), Some("cn-shanghai"));
        assert_eq!(place("https://oss-accelerate.aliyuncs.com").other_region(), None);
    }
}
