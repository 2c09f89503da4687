//! Dispatch: a name and a JSON request become a use-case's answer.

use std::ops::Deref;
use std::sync::Arc;

use headwater_model::{AppError, ErrorCode, TestReport};
use serde_json::Value;

use crate::table::with_commands;
use crate::wire::*;
use crate::{
    App, activity, auth_file, backup, bulk, calls, clipboard, clone, delete, deleted, doctor, exchange, filter, form,
    list, outside, patch, rename, request, rights, sample, save, sharing, source, state, test, types, usable,
    workspace,
};

/// Who calls: the id under which the call can be cancelled, and where its progress goes.
#[derive(Clone)]
pub struct Caller {
    /// Chosen by the caller, unique while the call runs.
    pub call: String,
    /// Receives events such as [`TestEvent`] as JSON.
    pub events: Arc<dyn Fn(Value) + Send + Sync>,
}

impl Caller {
    /// A caller that nobody cancels and that wants no progress.
    pub fn silent() -> Self {
        Self { call: String::new(), events: Arc::new(|_| ()) }
    }
}

/// What a use-case works with: the open data folder and its caller.
#[derive(Clone)]
pub struct Cx {
    app: Arc<App>,
    /// Who calls.
    pub caller: Caller,
}

impl Cx {
    /// For a use-case that is called by itself, not by its name.
    pub(crate) fn new(app: &Arc<App>, caller: Caller) -> Self {
        Self { app: Arc::clone(app), caller }
    }

    /// The same folder for a call inside a call: its own progress is told to nobody.
    pub(crate) fn quiet(&self) -> Self {
        Self { app: Arc::clone(&self.app), caller: Caller::silent() }
    }
}

impl Deref for Cx {
    type Target = App;

    fn deref(&self) -> &App {
        &self.app
    }
}

macro_rules! dispatch {
    ($($name:literal => $module:ident::$function:ident($request:ty) -> $response:ty;)*) => {
        /// Names of every command.
        pub const COMMANDS: &[&str] = &[$($name),*];

        /// Runs the command `name`, and gives its answer as JSON text: whoever passes it on need not take it apart.
        ///
        /// # Errors
        /// `invalid_request` for an unknown name or a request of another shape, and whatever the use-case refuses.
        pub async fn answer(app: &Arc<App>, name: &str, request: Value, caller: Caller) -> Result<String, AppError> {
            let cx = Cx { app: Arc::clone(app), caller };
            match name {
                $($name => {
                    let running = $module::$function(&cx, parse::<$request>(request)?);
                    // On the heap: a call would otherwise be as large as the largest of all commands.
                    let answer: $response = Box::pin(running).await?;
                    serde_json::to_string(&answer).map_err(internal)
                })*
                _ => Err(AppError::new(ErrorCode::InvalidRequest).with("reason", format!("no command “{name}”"))),
            }
        }
    };
}
with_commands!(dispatch);

/// As [`answer`], taken apart.
///
/// # Errors
/// As [`answer`].
pub async fn call(app: &Arc<App>, name: &str, request: Value, caller: Caller) -> Result<Value, AppError> {
    serde_json::from_str(&answer(app, name, request, caller).await?).map_err(internal)
}

fn internal(error: serde_json::Error) -> AppError {
    AppError::new(ErrorCode::Internal).because(error)
}

/// Understands a request; see [`request::refusal`] for what is said about one of another shape.
pub(crate) fn parse<T: serde::de::DeserializeOwned>(request: Value) -> Result<T, AppError> {
    let request = if request.is_null() { Value::Object(serde_json::Map::new()) } else { request };
    serde_path_to_error::deserialize(request).map_err(|error| {
        let path = error.path().to_string();
        request::refusal(&path, &error.into_inner().to_string())
    })
}
