//! `exec`, `env` and `copy`: configurations for programs outside.

use std::collections::BTreeMap;

use headwater_app::wire::{Entered, RevealRequest, SourceRequest, VariableName, VariablesOf, VariablesRequest};
use headwater_app::{assignment, environment, revealed};
use headwater_model::{AppError, Environment, ErrorCode, Secret, SourceId, params};
use serde_json::{Value, json};

use super::text;
use crate::args::{CopyArgs, EnvArgs, ExecArgs, VariablesArgs};
use crate::failure::refused;
use crate::output::tell;
use crate::prompt;
use crate::session::{Answer, Program, Session, Workspace};

/// The variables with `***` for secrets.
pub async fn env(session: &Session, arguments: EnvArgs) -> Result<Answer, AppError> {
    let Wanted { document, .. } = wanted(session, &arguments.variables).await?;
    let view = session.call("source.variables", document).await?;
    let rows = view["variables"].as_array().into_iter().flatten();
    let line = |row: &Value| assignment(arguments.format.into(), &text(&row["name"]), &text(&row["value"])) + "\n";
    let words = rows.map(line).collect();
    Ok(Answer::done(view, words))
}

/// Makes the variables; what the caller gets is run once the data folder is closed.
pub async fn exec(session: &Session, arguments: ExecArgs) -> Result<Answer, AppError> {
    let Wanted { document, sides } = wanted(session, &arguments.variables).await?;
    let view = session.call("source.variables", document).await?;
    for missing in view["missing"].as_array().into_iter().flatten() {
        let fields: Vec<String> = missing["fields"].as_array().into_iter().flatten().map(text).collect();
        let said = session.fill(
            "{source} ({env}): still missing: {fields}",
            "{source}（{env}）：尚未填写 {fields}",
            &params([
                ("source", text(&missing["source"])),
                ("env", text(&missing["env"])),
                ("fields", fields.join(", ")),
            ]),
        );
        tell(&format!("{said}\n"));
    }
    let mut entered = Entered::new();
    for side in &sides {
        entered.insert((side.of.id, side.of.env), ask(session, &side.view, side.of.env).await?);
    }
    let request = request(&arguments.variables, sides.into_iter().map(|side| side.of).collect(), session)?;
    let mut words = arguments.command.into_iter();
    // The parser has seen to it that there is one.
    let program = words.next().unwrap_or_default();
    let name = program.to_string_lossy().into_owned();
    let variables =
        session.reveal(|app, caller| async move { environment(&app, request, entered, &name, caller).await });
    let program = Program { program, arguments: words.collect(), variables: variables.await? };
    Ok(Answer { run: Some(program), ..Answer::done(Value::Null, String::new()) })
}

/// One side in one form.
pub async fn copy(session: &Session, arguments: CopyArgs) -> Result<Answer, AppError> {
    let workspace = session.workspace().await?;
    let view = session.named(&workspace, &arguments.name).await?;
    let env = side(session, &workspace, &view, arguments.env.map(Into::into))?;
    let form: headwater_app::Form = arguments.form.into();
    let word = serde_json::to_value(form).unwrap_or_default();
    let copies = session.call("source.copies", json!({"id": view["id"]})).await?;
    let rows = copies[env.as_str()]["forms"].as_array().into_iter().flatten();
    let row = rows.into_iter().find(|row| row["form"] == word);
    let secret = row.is_none_or(|row| row["secret"] == true);
    let mut copied = row.map(|row| text(&row["text"])).unwrap_or_default();
    if row.is_none() || (arguments.with_secrets && secret) {
        let mut entered = Entered::new();
        let id = source_id(&view)?;
        if arguments.with_secrets {
            entered.insert((id, env), ask(session, &view, env).await?);
        }
        let request = RevealRequest { source: SourceRequest { id }, env, form };
        let text = session.reveal(|app, caller| async move { revealed(&app, request, entered, caller).await }).await?;
        copied.clone_from(text.expose());
    }
    let document = json!({"source": view["name"], "env": env, "form": word, "with": row.map(|row| &row["with"]),
        "with_secrets": arguments.with_secrets && secret, "text": copied});
    Ok(Answer::done(document, copied + "\n"))
}

/// A side that was named, as it is.
struct Wanted {
    document: Value,
    sides: Vec<Side>,
}

struct Side {
    of: VariablesOf,
    view: Value,
}

async fn wanted(session: &Session, arguments: &VariablesArgs) -> Result<Wanted, AppError> {
    let workspace = session.workspace().await?;
    let mut sides = Vec::new();
    for given in &arguments.sources {
        let (given, prefix) =
            given.split_once('=').map_or((given.as_str(), None), |(given, own)| (given, Some(own.to_owned())));
        let prefix = prefix.or_else(|| arguments.prefix.clone());
        let (env, name) = match given.split_once(':') {
            Some((env, name)) => (Some(parse_env(session, env)?), name),
            None => (arguments.env.map(Into::into), given),
        };
        let view = session.named(&workspace, name).await?;
        let env = side(session, &workspace, &view, env)?;
        sides.push(Side { of: VariablesOf { id: source_id(&view)?, env, prefix }, view });
    }
    let sources: Vec<Value> =
        sides.iter().map(|side| json!({"id": side.of.id, "env": side.of.env, "prefix": side.of.prefix})).collect();
    let names: headwater_app::Names = arguments.names.into();
    let only = only(session, arguments)?;
    let only: Vec<Value> = only.iter().map(|one| json!({"name": one.name, "key": one.key})).collect();
    Ok(Wanted { document: json!({"sources": sources, "names": names, "only": only}), sides })
}

fn request(
    arguments: &VariablesArgs,
    sources: Vec<VariablesOf>,
    session: &Session,
) -> Result<VariablesRequest, AppError> {
    Ok(VariablesRequest { sources, names: arguments.names.into(), only: only(session, arguments)? })
}

/// `NAME=KEY`.
fn only(session: &Session, arguments: &VariablesArgs) -> Result<Vec<VariableName>, AppError> {
    let parse = |given: &String| {
        let (name, key) = given.split_once('=').ok_or_else(|| {
            let words = session.fill(
                "“{given}” is not NAME=KEY",
                "“{given}”不是 NAME=KEY 的形式",
                &params([("given", given.clone())]),
            );
            refused(words).on("--var")
        })?;
        Ok(VariableName { name: name.to_owned(), key: key.to_owned() })
    };
    arguments.variables.iter().map(parse).collect()
}

fn parse_env(session: &Session, word: &str) -> Result<Environment, AppError> {
    Environment::ALL.into_iter().find(|env| env.as_str() == word).ok_or_else(|| {
        let words = session.fill(
            "“{word}” is no environment; write dev:NAME or prod:NAME",
            "“{word}”不是环境；请写作 dev:NAME 或 prod:NAME",
            &params([("word", word.to_owned())]),
        );
        refused(words).on("SOURCE")
    })
}

/// The side that was asked for, else the only one that there is.
fn side(
    session: &Session,
    workspace: &Workspace,
    view: &Value,
    given: Option<Environment>,
) -> Result<Environment, AppError> {
    if let Some(env) = given {
        return Ok(env);
    }
    let there: Vec<Environment> = Environment::ALL.into_iter().filter(|env| !view[env.as_str()].is_null()).collect();
    match there.as_slice() {
        [env] => Ok(*env),
        _ if !workspace.standard => Ok(Environment::Prod),
        _ => {
            let words = session.fill(
                "“{name}” has two sides: say --env dev or --env prod",
                "“{name}”有两个环境：请指定 --env dev 或 --env prod",
                &params([("name", text(&view["name"]))]),
            );
            Err(refused(words).on("--env"))
        }
    }
}

fn source_id(view: &Value) -> Result<SourceId, AppError> {
    serde_json::from_value(view["id"].clone()).map_err(|error| AppError::new(ErrorCode::Internal).because(error))
}

/// Asks a person for the secrets that are not kept; nobody there: none.
pub async fn ask(
    session: &Session,
    view: &Value,
    env: Environment,
) -> Result<BTreeMap<String, Secret<String>>, AppError> {
    let mut secrets = BTreeMap::new();
    if !prompt::can_ask() {
        return Ok(secrets);
    }
    let states = view[env.as_str()]["secret_states"].as_object().into_iter().flatten();
    for (slot, _) in states.filter(|(_, state)| *state == "ask") {
        let question = format!("{} · {} · {slot}", text(&view["name"]), env.as_str());
        let lang = session.lang;
        secrets.insert(slot.clone(), session.wait(move || prompt::ask(&question, lang)).await?);
    }
    Ok(secrets)
}
