//! One file per type. To add one: write the file, list it here, and give its family a connector.

mod localfile;
mod maxcompute;
mod mysql;
mod oss;
mod shared;
mod sqlite;

pub(crate) use shared::t;

use crate::TypeDef;

/// Ids that the URL parser names.
pub(crate) const MYSQL: &str = mysql::TYPE.id;
/// As above.
pub(crate) const OSS: &str = oss::TYPE.id;

static ALL: [&TypeDef; 5] = [&mysql::TYPE, &maxcompute::TYPE, &oss::TYPE, &sqlite::TYPE, &localfile::TYPE];

/// Every type, in the order of the picker.
pub fn all() -> impl Iterator<Item = &'static TypeDef> {
    ALL.into_iter()
}

/// The type with this id; ids are case-sensitive.
pub fn find(id: &str) -> Option<&'static TypeDef> {
    all().find(|def| def.id == id)
}

impl TypeDef {
    /// The mode with this id.
    pub fn mode(&self, id: &str) -> Option<&'static crate::Mode> {
        self.modes.iter().find(|mode| mode.id == id)
    }
}
