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

id!(/** A data source. */ SourceId);
id!(/** A workspace. */ WorkspaceId);

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
