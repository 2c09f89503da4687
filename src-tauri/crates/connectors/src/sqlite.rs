//! Placeholder.

use headwater_model::Stage;
use headwater_net::{Halt, Trace};

use crate::Target;

pub(crate) const PLANNED: &[Stage] = &[];

pub(crate) async fn probe(_target: &Target, _trace: &mut Trace) -> Result<(), Halt> {
    Ok(())
}
