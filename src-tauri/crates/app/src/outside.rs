//! Configurations for programs outside: environment variables and forms to copy. What answers the command table is masked;
//! secrets go to the environment of a program and to standard output through [`environment`] and [`revealed`], which only a
//! shell in this process can call, and to the clipboard from `clipboard`.

use std::collections::BTreeMap;
use std::sync::Arc;

use headwater_catalog::outside::{Form, InForm, Parts, Secrets, Variable, copied, variables as named};
use headwater_model::{AppError, Environment, ErrorCode, Secret, SourceId};
use headwater_store::{ActivityRecord, ConfigurationRecord, FieldChange, SourceRecord};
use headwater_vault::Slots;

use crate::errors::store_error;
use crate::secrets::{confirmed, for_use};
use crate::side::Side;
use crate::wire::{
    CopiesView, CopyRow, Entered, Identity, MissingValues, RevealRequest, Right, SideCopies, SourceRequest,
    VariableName, VariableRow, VariablesOf, VariablesRequest, VariablesView,
};
use crate::{App, Caller, Cx, sharing, source, types};

/// Variables that decide what a program loads and runs, by their beginning. No data source sets them.
const REFUSED: &[&str] = &["LD_", "DYLD_", "BASH_FUNC_", "GCONV_", "HEADWATER_"];
/// Likewise, by their whole name.
const REFUSED_WHOLE: &[&str] = &[
    "PATH",
    "HOME",
    "SHELL",
    "IFS",
    "ENV",
    "BASH_ENV",
    "SHELLOPTS",
    "BASHOPTS",
    "PS4",
    "PROMPT_COMMAND",
    "PYTHONPATH",
    "PYTHONHOME",
    "PYTHONSTARTUP",
    "PERL5LIB",
    "PERL5OPT",
    "RUBYLIB",
    "RUBYOPT",
    "NODE_OPTIONS",
    "NODE_PATH",
    "CLASSPATH",
    "JAVA_TOOL_OPTIONS",
    "JDK_JAVA_OPTIONS",
    "_JAVA_OPTIONS",
    "GIT_SSH",
    "GIT_SSH_COMMAND",
    "EDITOR",
    "VISUAL",
    "PAGER",
];

/// The variables of sides, masked.
pub(crate) async fn variables(cx: &Cx, request: VariablesRequest) -> Result<VariablesView, AppError> {
    let mut found = Vec::new();
    let mut missing = Vec::new();
    for of in &request.sources {
        let shown = Shown::of(cx, of.id, of.env).await?;
        let fields = shown.missing();
        if !fields.is_empty() {
            missing.push(MissingValues { source: shown.record.name.clone(), env: of.env, fields });
        }
        found.extend(chosen(&shown, &shown.masked(), of, &request)?);
    }
    distinct(&found)?;
    let row = |one: Found| VariableRow {
        value: one.variable.text.expose().clone(),
        secret: one.variable.secret,
        key: one.variable.key,
        name: one.name,
        source: one.source,
        env: one.env,
    };
    Ok(VariablesView { variables: found.into_iter().map(row).collect(), missing })
}

/// The variables of sides with their secrets, for the environment of `program`. Told in the activity of each data source.
///
/// # Errors
/// As the masked variables; `not_permitted`, `share_read_only`, `secret_asked`, `secret_unconfirmed`, and what the keychain
/// refuses.
pub async fn environment(
    app: &Arc<App>,
    request: VariablesRequest,
    entered: Entered,
    program: &str,
    caller: Caller,
) -> Result<Vec<(String, Secret<String>)>, AppError> {
    let cx = Cx::new(app, caller);
    let mut found = Vec::new();
    let mut told = Vec::new();
    for of in &request.sources {
        let shown = Shown::of(&cx, of.id, of.env).await?;
        let revealed = shown.reveal(&cx, entered.get(&(of.id, of.env))).await?;
        let parts =
            Parts::of(shown.side.def, shown.side.mode, &shown.side.properties, Secrets::Values(&revealed.slots));
        let chosen = chosen(&shown, &parts, of, &request)?;
        told.push(shown.note(&cx, &revealed, "source_run", Some(("program", program))));
        found.extend(chosen);
    }
    distinct(&found)?;
    for record in told {
        cx.store.note(&record).await.map_err(store_error)?;
    }
    Ok(found.into_iter().map(|one| (one.name, one.variable.text)).collect())
}

/// Every form of a data source, masked.
pub(crate) async fn copies(cx: &Cx, request: SourceRequest) -> Result<CopiesView, AppError> {
    let record = source::record(cx, request.id).await?;
    let mut sides = [None, None];
    for (env, side) in [Environment::Dev, Environment::Prod].into_iter().zip(&mut sides) {
        if record.side(env).is_some() {
            *side = Some(side_copies(cx, record.clone(), env).await?);
        }
    }
    let [dev, prod] = sides;
    Ok(CopiesView { dev, prod })
}

async fn side_copies(cx: &Cx, record: SourceRecord, env: Environment) -> Result<SideCopies, AppError> {
    let shown = Shown::read(record, env)?;
    let parts = shown.masked();
    let row = |copy: InForm| CopyRow {
        form: copy.form,
        name: copy.form.name(),
        with: copy.with,
        text: copy.text.expose().clone(),
        secret: copy.secret,
    };
    let forms = Form::ALL.into_iter().filter_map(|form| copied(shown.side.def, &parts, form)).map(row).collect();
    let row = shown.row()?;
    let refused = shown.permitted(cx).await.err();
    let unknown = (!row.secret.ask.is_empty()).then(|| shown.asked(row));
    let secrets = row.secret.sent().cloned().collect();
    Ok(SideCopies { forms, missing: shown.missing(), secrets, forms_refused: refused.clone().or(unknown), refused })
}

/// A side in one form, with its secrets, for standard output or the clipboard. Told in the activity.
///
/// # Errors
/// `copy_unavailable`, and as [`environment`].
pub async fn revealed(
    app: &Arc<App>,
    request: RevealRequest,
    entered: Entered,
    caller: Caller,
) -> Result<Secret<String>, AppError> {
    let cx = Cx::new(app, caller);
    let RevealRequest { source: SourceRequest { id }, env, form } = request;
    let (text, record) = form_of(&cx, id, env, form, &entered).await?;
    cx.store.note(&record).await.map_err(store_error)?;
    Ok(text)
}

/// A side in one form, with its secrets, and what activity is to tell once it is out.
pub(crate) async fn form_of(
    cx: &Cx,
    id: SourceId,
    env: Environment,
    form: Form,
    entered: &Entered,
) -> Result<(Secret<String>, ActivityRecord), AppError> {
    let shown = Shown::of(cx, id, env).await?;
    let revealed = shown.reveal(cx, entered.get(&(id, env))).await?;
    let (def, mode) = (shown.side.def, shown.side.mode);
    let parts = Parts::of(def, mode, &shown.side.properties, Secrets::Values(&revealed.slots));
    let copy = copied(def, &parts, form).ok_or_else(|| shown.unavailable(form))?;
    writable(&parts)?;
    let word = serde_json::to_value(form).unwrap_or_default();
    let record = shown.note(cx, &revealed, "secret_copied", word.as_str().map(|word| ("form", word)));
    Ok((copy.text, record))
}

/// A saved side whose configuration is told outside.
pub(crate) struct Shown {
    record: SourceRecord,
    side: Side,
}

/// What [`Shown::reveal`] found, and for whom.
pub(crate) struct Revealed {
    pub(crate) slots: Slots,
    identity: Identity,
}

impl Shown {
    pub(crate) async fn of(cx: &Cx, id: SourceId, env: Environment) -> Result<Self, AppError> {
        Self::read(source::record(cx, id).await?, env)
    }

    fn read(record: SourceRecord, env: Environment) -> Result<Self, AppError> {
        let row = record.side(env).ok_or_else(|| absent(&record, env))?;
        let side = Side::saved(types::find(&record.type_id)?, row)?;
        Ok(Self { record, side })
    }

    fn row(&self) -> Result<&ConfigurationRecord, AppError> {
        self.record.side(self.side.env).ok_or_else(|| absent(&self.record, self.side.env))
    }

    fn missing(&self) -> Vec<String> {
        self.side.check(self.record.side(self.side.env)).missing
    }

    fn masked(&self) -> Parts {
        let secret = self.record.side(self.side.env).map(|row| &row.secret);
        let slots = secret.iter().flat_map(|secret| secret.set()).cloned().collect();
        Parts::of(self.side.def, self.side.mode, &self.side.properties, Secrets::Masked(&slots))
    }

    /// Whether the person may have the values of the secrets: who may set them, of a data source that was not received to be
    /// read only; and whether the target is the one that they were entered for.
    async fn permitted(&self, cx: &Cx) -> Result<Identity, AppError> {
        let row = self.row()?;
        if row.secret.set().next().is_none() {
            return cx.identity().await;
        }
        sharing::may_yield_secrets(&self.record, row.env)?;
        let identity = sharing::permit(cx, &self.record, Right::Edit).await?;
        confirmed(cx, self.record.id, &self.record.name, row).await?;
        Ok(identity)
    }

    /// The secrets, `entered` those among them that are asked for.
    pub(crate) async fn reveal(
        &self,
        cx: &Cx,
        entered: Option<&BTreeMap<String, Secret<String>>>,
    ) -> Result<Revealed, AppError> {
        let mut revealed = self.reveal_stored(cx).await?;
        let row = self.row()?;
        let asked = |slot: &String| row.secret.ask.contains(slot);
        revealed.slots.extend(entered.cloned().into_iter().flatten().filter(|(slot, _)| asked(slot)));
        let open = |slot: &&String| !revealed.slots.contains_key(*slot);
        if row.secret.ask.iter().any(|slot| open(&slot)) { Err(self.asked(row)) } else { Ok(revealed) }
    }

    /// The secrets that nobody has to enter.
    pub(crate) async fn reveal_stored(&self, cx: &Cx) -> Result<Revealed, AppError> {
        let identity = self.permitted(cx).await?;
        let slots = for_use(cx, self.record.id, &self.record.name, self.row()?).await?;
        Ok(Revealed { slots, identity })
    }

    fn asked(&self, row: &ConfigurationRecord) -> AppError {
        self.error(ErrorCode::SecretAsked).with("slots", row.secret.ask.join(", "))
    }

    /// The side has no such secret, or one that is asked for.
    pub(crate) fn no_secret(&self, slot: &str) -> AppError {
        let secret = self.record.side(self.side.env).map(|row| &row.secret);
        if secret.is_some_and(|secret| secret.ask.iter().any(|asked| asked == slot)) {
            return self.error(ErrorCode::SecretAsked).with("slots", slot);
        }
        let slots: Vec<&str> = secret.iter().flat_map(|secret| secret.sent()).map(String::as_str).collect();
        self.error(ErrorCode::SecretUnknown).with("slot", slot).with("slots", slots.join(", "))
    }

    /// What activity tells: which secrets went, never their values, and where they went.
    pub(crate) fn note(&self, cx: &Cx, revealed: &Revealed, action: &str, to: Option<(&str, &str)>) -> ActivityRecord {
        let env = self.side.env.as_str();
        let went = to.map(|(field, value)| FieldChange {
            field: field.to_owned(),
            before: None,
            after: serde_json::to_string(value).ok(),
        });
        let secret = |slot: &String| FieldChange { field: format!("{env}.secrets.{slot}"), before: None, after: None };
        ActivityRecord {
            subject_id: Some(self.record.id.0),
            changes: went.into_iter().chain(revealed.slots.keys().map(secret)).collect(),
            ..cx.note(revealed.identity.clone(), self.record.workspace, action, &self.record.name)
        }
    }

    fn unavailable(&self, form: Form) -> AppError {
        let missing = self.missing();
        let parts = self.masked();
        let forms = Form::ALL.into_iter().filter(|form| copied(self.side.def, &parts, *form).is_some());
        let names: Vec<&str> = forms.map(|form| form.name().en).collect();
        let error = self.error(ErrorCode::CopyUnavailable).with("form", form.name().en);
        error.with("forms", names.join(", ")).with("missing", missing.join(", "))
    }

    fn error(&self, code: ErrorCode) -> AppError {
        AppError::new(code).with("name", &self.record.name).with("env", self.side.env.as_str())
    }
}

fn absent(record: &SourceRecord, env: Environment) -> AppError {
    AppError::new(ErrorCode::SideAbsent).with("name", &record.name).with("env", env.as_str()).on("env")
}

/// A variable under the name that it gets.
struct Found {
    name: String,
    variable: Variable,
    source: String,
    env: Environment,
}

/// The variables of one side as the request names them.
fn chosen(shown: &Shown, parts: &Parts, of: &VariablesOf, request: &VariablesRequest) -> Result<Vec<Found>, AppError> {
    let mut all = Vec::new();
    let own = if request.only.is_empty() { request.names.prefix(&shown.record.name) } else { String::new() };
    let prefix = of.prefix.as_ref().unwrap_or(&own);
    if request.only.is_empty() {
        let found = named(shown.side.def, parts, request.names);
        all.extend(found.into_iter().map(|variable| (variable.name.clone(), variable)));
    } else {
        let known = named(shown.side.def, parts, headwater_catalog::outside::Names::Catalogue);
        for VariableName { name, key } in &request.only {
            let variable = known.iter().find(|variable| variable.key == *key).ok_or_else(|| {
                let keys: Vec<&str> = parts.keys().collect();
                shown.error(ErrorCode::VariableUnknown).with("key", key).with("keys", keys.join(", "))
            })?;
            all.push((name.clone(), variable.clone()));
        }
    }
    let mut found = Vec::new();
    for (name, variable) in all {
        let name = format!("{prefix}{name}");
        settable(&name)?;
        representable(&variable)?;
        found.push(Found { name, variable, source: shown.record.name.clone(), env: of.env });
    }
    Ok(found)
}

/// Whether a variable may have this name (POSIX: 8.1), and is not one that decides what programs load and run.
fn settable(name: &str) -> Result<(), AppError> {
    let begins = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let upper = name.to_ascii_uppercase();
    let refused = REFUSED.iter().any(|begin| upper.starts_with(begin)) || REFUSED_WHOLE.contains(&upper.as_str());
    if begins && !refused && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
        Ok(())
    } else {
        Err(AppError::new(ErrorCode::VariableRefused).with("variable", name))
    }
}

fn representable(variable: &Variable) -> Result<(), AppError> {
    if variable.text.expose().contains('\0') { Err(nul(&variable.key)) } else { Ok(()) }
}

/// A form may be for a shell, which ends every word at a NUL.
fn writable(parts: &Parts) -> Result<(), AppError> {
    parts.with_nul().map_or(Ok(()), |key| Err(nul(key)))
}

fn nul(key: &str) -> AppError {
    AppError::new(ErrorCode::VariableValue).with("key", key)
}

/// Whether each name is there once.
fn distinct(found: &[Found]) -> Result<(), AppError> {
    let mut seen: BTreeMap<&str, &Found> = BTreeMap::new();
    for one in found {
        if let Some(other) = seen.insert(&one.name, one) {
            let told = |found: &Found| format!("{}:{}", found.env.as_str(), found.source);
            let error = AppError::new(ErrorCode::VariableTaken).with("variable", &one.name);
            return Err(error.with("first", told(other)).with("second", told(one)));
        }
    }
    Ok(())
}
