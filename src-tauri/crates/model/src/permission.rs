use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a share allows. The greater one includes the smaller.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Permission {
    /// See and use; never edit, never learn a secret's value.
    #[default]
    Read,
    /// Edit what was shared, and give it back.
    Edit,
}

impl Permission {
    /// The word in the database and the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Edit => "edit",
        }
    }

    /// The inverse of [`Self::as_str`].
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Read, Self::Edit].into_iter().find(|permission| permission.as_str() == word)
    }
}
