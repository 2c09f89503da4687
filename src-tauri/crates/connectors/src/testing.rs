//! Targets for unit tests.

use std::collections::BTreeMap;

use headwater_model::{Environment, Object, Secret};

use crate::Target;

/// A target of a catalogue type in its first mode.
pub(crate) fn target(type_id: &str, properties: &[(&str, &str)], secrets: &[(&str, &str)]) -> Target {
    let type_def = headwater_catalog::find(type_id).expect("a type of the catalogue");
    let properties: Object = properties.iter().map(|(key, value)| ((*key).to_owned(), (*value).into())).collect();
    let secrets: BTreeMap<_, _> =
        secrets.iter().map(|(slot, value)| ((*slot).to_owned(), Secret::new((*value).to_owned()))).collect();
    Target { type_def, mode: &type_def.modes[0], env: Environment::Dev, properties, secrets, keys: Default::default() }
}
