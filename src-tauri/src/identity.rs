//! Who this instance is to the system: one per data folder, so that two folders can be open side by side.

use std::path::Path;

use tauri::{Context, Wry};

/// Extends the program's identifier by the data folder. Single-instance locks are named after it.
pub fn separate(context: &mut Context<Wry>, home: Option<&Path>) {
    if let Some(home) = home {
        let config = context.config_mut();
        config.identifier = format!("{}.folder-{:016x}", config.identifier, fingerprint(home));
    }
}

/// FNV-1a of the folder's real path: the same in every version of the program, as two versions may run at once.
fn fingerprint(home: &Path) -> u64 {
    let real = std::fs::canonicalize(home).unwrap_or_else(|_| home.to_owned());
    real.as_os_str()
        .as_encoded_bytes()
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
