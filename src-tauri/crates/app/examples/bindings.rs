//! Writes the generated TypeScript into the folder given as the only argument.

use std::path::PathBuf;

fn main() -> std::io::Result<()> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "ui/src/api/generated".to_owned()));
    std::fs::create_dir_all(&folder)?;
    for (name, content) in headwater_app::bindings() {
        std::fs::write(folder.join(name), content)?;
    }
    Ok(())
}
