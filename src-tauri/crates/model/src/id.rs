//! Ids. Strings at every border, integers inside.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use ts_rs::TS;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, TS)]
        #[ts(type = "string")]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(&self.0)
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map(Self).map_err(|_| serde::de::Error::custom("an id is a string of digits"))
            }
        }
    };
}

id!(/** An authentication file. */ FileId);
id!(/** A data source, of the workspace itself or received by sharing. */ SourceId);
id!(/** A workspace. */ WorkspaceId);
id!(/** A rule of sharing: one environment of one workspace, for everyone in it or one user. */ RuleId);

impl SourceId {
    /// The data source of `share` as the workspace sees it that received it. Its number is below zero, so that nothing can
    /// take it for the original: a command that knows nothing of sharing finds no such data source.
    pub const fn received(share: i64) -> Self {
        Self(-share)
    }

    /// The share, when this is a data source as it was received.
    pub const fn share(self) -> Option<i64> {
        if self.0 < 0 { Some(-self.0) } else { None }
    }
}

/// 128 bits of the system's randomness as 32 hex digits: vault references, owners of a save, tickets.
///
/// # Panics
/// When the operating system has no randomness to give: nothing safe could be done then.
pub fn random_hex() -> String {
    let mut bytes = [0_u8; 16];
    #[allow(clippy::expect_used)] // see Panics
    getrandom::fill(&mut bytes).expect("the operating system gives randomness");
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
