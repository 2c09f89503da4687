//! Placeholder.

use headwater_model::{Finding, Stage};
use headwater_net::{Halt, Trace};

use crate::Target;

pub(crate) fn unsupported(_target: &Target) -> Option<Finding> {
    None
}

pub(crate) fn planned(_target: &Target) -> Vec<Stage> {
    Vec::new()
}

pub(crate) async fn probe(_target: &Target, _trace: &mut Trace) -> Result<(), Halt> {
    Ok(())
}
