use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Development or production: each data source has at most one configuration in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Environment {
    /// Development (`Dev` in DataWorks' `envType`).
    Dev,
    /// Production (`Prod` in DataWorks' `envType`).
    Prod,
}

impl Environment {
    /// Both, in the order in which they are shown.
    pub const ALL: [Self; 2] = [Self::Dev, Self::Prod];

    /// `dev` or `prod`: the word in files, the command line and the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dev => "dev",
            Self::Prod => "prod",
        }
    }

    /// The inverse of [`Self::as_str`].
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|env| env.as_str() == word)
    }
}
