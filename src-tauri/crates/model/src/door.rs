use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Through which of DataWorks' two pages a data source is made or changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Door {
    /// Management Center: both sides.
    #[default]
    ManagementCenter,
    /// Data Integration: the production side only; in a standard workspace the development side is left as it is.
    DataIntegration,
}

impl Door {
    /// The word in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ManagementCenter => "management_center",
            Self::DataIntegration => "data_integration",
        }
    }
}
