//! What a bucket tells about itself (`GetBucketInfo`).

use headwater_model::Finding;
use headwater_net::http::HttpAnswer;
use http::StatusCode;

use super::codes;
use super::place::{Place, VendorHost};
use crate::aliyun::{Keys, Xml};

/// Facts of a bucket.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct BucketInfo {
    location: String,
    storage_class: String,
    intranet: Option<String>,
    acl: Option<String>,
}

impl BucketInfo {
    /// Reads an answer to `?bucketInfo`; `None` when it is something else.
    pub fn read(answer: &HttpAnswer, place: &Place, keys: &Keys) -> Option<Self> {
        let xml = document(answer, "BucketInfo")?;
        if xml.text("Bucket/Name")? != place.bucket {
            return None;
        }
        let words = keys.words();
        let text = |path: &str| xml.text(path).map(|text| words.id(text));
        Some(Self {
            location: text("Bucket/Location")?,
            storage_class: text("Bucket/StorageClass").unwrap_or_else(|| "?".to_owned()),
            intranet: text("Bucket/IntranetEndpoint").filter(|host| VendorHost::parse(host).is_some()),
            acl: text("Bucket/AccessControlList/Grant"),
        })
    }

    /// The facts as findings.
    pub fn findings(&self, place: &Place) -> Vec<Finding> {
        let facts = Finding::info(codes::BUCKET_FACTS).with("location", &self.location);
        let mut findings = vec![facts.with("storage_class", &self.storage_class)];
        if let Some(endpoint) = &self.intranet {
            findings.push(Finding::info(codes::INTRANET).with("endpoint", endpoint));
        }
        let region = self.location.strip_prefix("oss-").unwrap_or(&self.location);
        if region != place.region {
            let differs = Finding::warning(codes::REGION_DIFFERS).with("location", &self.location);
            findings.push(differs.with("region", &place.region).with("suggestion", region));
        }
        if self.storage_class.contains("Archive") {
            findings.push(Finding::warning(codes::ARCHIVE).with("storage_class", &self.storage_class));
        }
        if let Some(acl) = self.acl.as_ref().filter(|acl| acl.starts_with("public-read")) {
            findings.push(Finding::warning(codes::PUBLIC).with("acl", acl));
        }
        findings
    }
}

/// Whether an answer is a listing of this bucket (`ListObjectsV2`).
pub(super) fn is_listing(answer: &HttpAnswer, place: &Place) -> bool {
    document(answer, "ListBucketResult").is_some_and(|xml| xml.text("Name") == Some(&place.bucket))
}

fn document(answer: &HttpAnswer, root: &str) -> Option<Xml> {
    if answer.status != StatusCode::OK {
        return None;
    }
    Xml::parse(&answer.body).filter(|xml| xml.root == root)
}
