//! Where a project is: endpoint, region, tunnel.

use headwater_model::Finding;

use super::codes;
use crate::Target;
use crate::aliyun::{self, ServiceUrl, is_region};

/// A project behind an endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// The service, with `/api`.
    pub url: ServiceUrl,
    /// The project.
    pub project: String,
    /// Region that signatures name.
    pub region: String,
    /// The tunnel, where the configuration names one.
    pub tunnel: Option<ServiceUrl>,
}

impl Place {
    /// Reads `project`, `regionId`, `endpointMode`, `endpoint` and `tunnelServer`. By region, the endpoint is the public
    /// one: a desktop is outside every VPC.
    ///
    /// # Errors
    /// A finding about the one that cannot be sent.
    pub fn read(target: &Target) -> Result<Self, Finding> {
        let region = target.text("regionId").to_owned();
        if !is_region(&region) {
            return Err(Finding::failure(aliyun::codes::REGION_MALFORMED).with("value", region));
        }
        let custom = target.text("endpointMode").eq_ignore_ascii_case("Custom");
        let (url, tunnel) = if custom {
            let tunnel = Some(target.text("tunnelServer")).filter(|text| !text.is_empty());
            (ServiceUrl::parse(target.text("endpoint"))?, tunnel.map(ServiceUrl::parse).transpose()?)
        } else {
            (ServiceUrl::parse(&public(&region))?, None)
        };
        Ok(Self { url, project: target.text("project").to_owned(), region, tunnel })
    }

    /// What is known about the endpoint should it not answer.
    pub fn unreachable(&self) -> Option<Finding> {
        let host = &self.url.host;
        let internal = host.ends_with(".aliyun-inc.com") || host.split('.').any(|label| label.ends_with("-intranet"));
        let finding =
            Finding::failure(codes::INTERNAL_ENDPOINT).with("host", host).with("suggestion", public(&self.region));
        internal.then_some(finding)
    }

    /// The endpoint as it should be, when only its path is missing.
    pub fn with_api_path(&self) -> Option<String> {
        self.url.base.is_empty().then(|| format!("{}/api", self.url.text()))
    }

    /// The tunnel that the service named (`host` or `host:port`), with the endpoint's scheme; `None` when we do not dial
    /// it: it is neither one of the vendor's nor on the endpoint's own host.
    pub fn named_tunnel(&self, said: &str) -> Option<ServiceUrl> {
        let url = ServiceUrl::parse(&format!("{}://{said}", self.url.scheme())).ok()?;
        let usual = url.port == 80 || url.port == 443;
        let trusted = url.host == self.url.host || (usual && is_vendor_tunnel(&url.host));
        (trusted && url.base.is_empty()).then_some(url)
    }
}

/// The public endpoint of a region.
fn public(region: &str) -> String {
    format!("https://service.{region}.maxcompute.aliyun.com/api")
}

/// `dt.<region>[-intranet].maxcompute.aliyun[-inc].com`, or the older `dt.odps.aliyun[-inc].com`.
fn is_vendor_tunnel(host: &str) -> bool {
    let inner = host.strip_suffix(".aliyun.com").or_else(|| host.strip_suffix(".aliyun-inc.com"));
    let Some(inner) = inner.and_then(|rest| rest.strip_prefix("dt.")) else {
        return false;
    };
    inner == "odps" || inner.strip_suffix(".maxcompute").is_some_and(is_region)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::target;

    fn place(properties: &[(&str, &str)]) -> Place {
        let all: Vec<_> =
            [("project", "shop"), ("regionId", "cn-shanghai")].iter().chain(properties).copied().collect();
        Place::read(&target("maxcompute", &all, &[])).expect("a place")
    }

    #[test]
    fn by_region_the_endpoint_is_the_public_one() {
        assert_eq!(place(&[]).url.text(), "https://service.cn-shanghai.maxcompute.aliyun.com/api");
        // A leftover of the other choice does not count.
        assert_eq!(place(&[("endpoint", "http://elsewhere.example/api")]).url.text(), place(&[]).url.text());
    }

    #[test]
    fn an_internal_endpoint_has_a_public_twin() {
        for host in
            ["service.cn-shanghai.maxcompute.aliyun-inc.com", "service.cn-shanghai-intranet.maxcompute.aliyun.com"]
        {
            let endpoint = format!("http://{host}/api");
            let place = place(&[("endpointMode", "Custom"), ("endpoint", &endpoint)]);
            let finding = place.unreachable().expect(host);
            assert_eq!(finding.params["suggestion"], "https://service.cn-shanghai.maxcompute.aliyun.com/api");
        }
        assert_eq!(place(&[]).unreachable(), None);
    }

    #[test]
    fn a_tunnel_is_dialled_only_on_hosts_of_the_vendor_or_our_own() {
        let place = place(&[("endpointMode", "Custom"), ("endpoint", "http://127.0.0.1:8080/api")]);
        for said in [
            "dt.cn-shanghai.maxcompute.aliyun.com",
            "dt.cn-x-intranet.maxcompute.aliyun-inc.com",
            "dt.odps.aliyun.com",
            "127.0.0.1:99",
        ] {
            assert!(place.named_tunnel(said).is_some(), "{said}");
        }
        for said in [
            "10.0.0.1",
            "dt.evil.example",
            "dt.odps.aliyun.com:22",
            "dt.a.b.maxcompute.aliyun.com",
            "x@127.0.0.1",
            "",
            "127.0.0.1/x",
            "dt.odps.aliyun.com.evil.example",
        ] {
            assert_eq!(place.named_tunnel(said), None, "{said}");
        }
    }
}
