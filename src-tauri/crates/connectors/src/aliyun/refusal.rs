//! A service's refusal, judged. Which words mean what differs per service and stays with it.

use headwater_model::Finding;

/// What a refusal is about.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The key, its signature or its owner was refused.
    Identity(Finding),
    /// The service knows the key and denies it this action.
    Denied(Finding),
    /// Endpoint, region, bucket or project is wrong. Whether the key is right was not told.
    Place(Finding),
    /// What answers is another service, is busy, or says something unknown.
    Other(Finding),
}

impl Refusal {
    /// Its finding.
    pub fn finding(self) -> Finding {
        match self {
            Self::Identity(finding) | Self::Denied(finding) | Self::Place(finding) | Self::Other(finding) => finding,
        }
    }
}
