//! Placeholder.

use super::Entry;

/// The entries.
pub const ENTRIES: &[Entry] = &[];
