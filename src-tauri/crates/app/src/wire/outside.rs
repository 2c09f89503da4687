//! Configurations for programs outside: variables, and forms to copy. Answers hold `***` where a secret stands.

use std::collections::BTreeMap;

use headwater_catalog::outside::{Form, Names};
use headwater_model::{AppError, Environment, Secret, SourceId, Text};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::SourceRequest;

/// Asks for the variables of sides.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct VariablesRequest {
    /// Of which.
    pub sources: Vec<VariablesOf>,
    /// Which names they get.
    pub names: Names,
    /// Only these, under names of one's own; empty: all.
    pub only: Vec<VariableName>,
}

/// A side whose variables are wanted.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct VariablesOf {
    /// Of which data source.
    pub id: SourceId,
    /// Which side.
    pub env: Environment,
    /// What every name begins with; absent: nothing, or, with names of the catalogue, that of the data source. Names of one's
    /// own get what is given only.
    #[serde(default)]
    #[ts(optional)]
    pub prefix: Option<String>,
}

/// A variable under a name of one's own.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct VariableName {
    /// Its name.
    pub name: String,
    /// Its value, by the catalogue's name.
    pub key: String,
}

/// Variables of sides.
#[derive(Debug, Clone, Serialize, TS)]
pub struct VariablesView {
    /// In the order in which the sides were given.
    pub variables: Vec<VariableRow>,
    /// Values that are required and not given, so that no variable holds them.
    pub missing: Vec<MissingValues>,
}

/// A variable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct VariableRow {
    /// Its name.
    pub name: String,
    /// Its value, with `***` for what is secret in it.
    pub value: String,
    /// Secrets are in it.
    pub secret: bool,
    /// What it is, by the catalogue's name.
    pub key: String,
    /// The data source that it comes from.
    pub source: String,
    /// Which side of it.
    pub env: Environment,
}

/// What a side lacks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MissingValues {
    /// Name of the data source.
    pub source: String,
    /// Which side.
    pub env: Environment,
    /// JSON keys and slots.
    pub fields: Vec<String>,
}

/// Every form of a data source.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CopiesView {
    /// Its development side.
    pub dev: Option<SideCopies>,
    /// Its production side.
    pub prod: Option<SideCopies>,
}

/// Every form of a side.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SideCopies {
    /// Those that it has all values for.
    pub forms: Vec<CopyRow>,
    /// Required values that are not given.
    pub missing: Vec<String>,
    /// Slots of the secrets that can be copied one by one.
    pub secrets: Vec<String>,
    /// Why they cannot.
    pub refused: Option<AppError>,
    /// Why the forms cannot be copied with them.
    pub forms_refused: Option<AppError>,
}

/// A side in one form.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CopyRow {
    /// Which.
    pub form: Form,
    /// Name of the form.
    pub name: Text,
    /// The program or library that takes it; empty: any.
    pub with: &'static str,
    /// The text, with `***` for what is secret in it.
    pub text: String,
    /// Secrets are in it.
    pub secret: bool,
}

/// Copies one secret to the clipboard.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SecretCopyRequest {
    /// Of which data source.
    pub id: SourceId,
    /// Of which side.
    pub env: Environment,
    /// Which.
    pub slot: String,
}

/// Copies a side in one form, with its secrets, to the clipboard.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FormCopyRequest {
    /// Of which data source.
    pub id: SourceId,
    /// Which side.
    pub env: Environment,
    /// In which form.
    pub form: Form,
}

/// It is in the clipboard.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct Copied {
    /// How long it stays there, in milliseconds.
    pub cleared_after_ms: u64,
}

/// A side in one form, with its secrets. No command answers this: only a program that runs in the same process can ask.
#[derive(Debug, Clone)]
pub struct RevealRequest {
    /// Which data source.
    pub source: SourceRequest,
    /// Which side.
    pub env: Environment,
    /// In which form.
    pub form: Form,
}

/// What a person entered for slots that are asked for at each use, by data source and side.
pub type Entered = BTreeMap<(SourceId, Environment), BTreeMap<String, Secret<String>>>;
