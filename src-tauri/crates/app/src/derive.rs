//! Derived columns (what is missing, address line, state) are written at each save. They are computed anew here when the
//! catalogue that they were computed with has changed, or when secrets were lost.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use headwater_catalog::summary;
use headwater_model::{AppError, SourceId};
use headwater_store::{SideState, TypedConfiguration};

use crate::App;
use crate::auth_file_use::still_missing;
use crate::errors::store_error;
use crate::side::Side;

const REVISION: &str = "catalogue_revision";
/// Sources a batch.
const BATCH: u32 = 500;

impl App {
    /// Brings derived columns up to date if another catalogue wrote them.
    pub(crate) async fn follow_catalogue(&self) -> Result<(), AppError> {
        let now = revision();
        if self.store.setting(REVISION).await.map_err(store_error)?.as_deref() == Some(&now) {
            return Ok(());
        }
        self.derive_all().await?;
        self.store.set_setting(REVISION, &now).await.map_err(store_error)
    }

    /// Computes every derived column anew.
    pub(crate) async fn derive_all(&self) -> Result<(), AppError> {
        let mut after = SourceId(0);
        loop {
            let batch = self.store.configurations(after, BATCH).await.map_err(store_error)?;
            let Some(last) = batch.last() else { return Ok(()) };
            after = last.id;
            let changed: Vec<_> = batch.into_iter().filter_map(derive).collect();
            if !changed.is_empty() {
                self.store.update_derived(&changed).await.map_err(store_error)?;
            }
        }
    }
}

/// The row with its columns as they should be; `None` when they are. A type or mode that this version does not know is
/// left as it is.
fn derive(typed: TypedConfiguration) -> Option<TypedConfiguration> {
    let def = headwater_catalog::find(&typed.type_id)?;
    let side = Side::saved(def, &typed.row).ok()?;
    let mut row = typed.row.clone();
    row.missing = side.check(Some(&typed.row)).missing;
    still_missing(side.mode, &side.properties, &typed.row.missing, &mut row.missing);
    row.summary = summary(side.mode, &side.properties);
    row.state = match (row.missing.is_empty(), row.state) {
        (false, _) => SideState::Incomplete,
        (true, SideState::Incomplete) => SideState::Untested,
        (true, state) => state,
    };
    (row != typed.row).then_some(TypedConfiguration { row, ..typed })
}

/// A fingerprint of what the columns depend on.
fn revision() -> String {
    let types: BTreeMap<&str, _> = headwater_catalog::all().map(|def| (def.id, def)).collect();
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(&types).unwrap_or_default().hash(&mut hasher);
    env!("CARGO_PKG_VERSION").hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
