//! How programs outside learn a configuration: the environment variables that a type's clients read, and the forms in which it
//! is copied. Each type has its tables in a file here ([`Outside`]); values come from [`parts`](Parts), are set into templates
//! by `template`, and are escaped for where they stand by `quote`. Masked or with its secrets, a form is made by the same code:
//! what was masked before cannot get out.

mod parts;
mod quote;
mod template;

pub mod localfile;
pub mod maxcompute;
pub mod mysql;
pub mod oss;
pub mod sqlite;

use headwater_model::{Secret, Text};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use parts::{MASK, Parts, Secrets};
use quote::Quote;
pub use quote::Shell;

use crate::TypeDef;

/// The tables of a type.
#[derive(Debug, Clone, Copy)]
pub struct Outside {
    /// Values that are made of others; one may use those before it, and takes the place of a property of its name.
    derived: &'static [Derived],
    /// Variables that clients of the type read by themselves, and the value that each of them wants.
    variables: &'static [(&'static str, &'static str)],
    /// Forms to copy. Of several with one form the first is taken that has all it needs.
    copies: &'static [Copied],
}

/// A value that is made of others.
#[derive(Debug, Clone, Copy)]
struct Derived {
    /// Its name; one that begins with `_` serves other templates only.
    name: &'static str,
    made: Made,
}

#[derive(Debug, Clone, Copy)]
enum Made {
    /// A template whose values are escaped like this.
    From(&'static str, Quote),
    /// The same, where nothing of that name is given.
    Else(&'static str, Quote),
    /// A URL without its scheme.
    Bare(&'static str),
    /// Another program's words for those of a choice; a word that is not here means nothing to it.
    Words(&'static str, &'static [(&'static str, &'static str)]),
}

const fn from(name: &'static str, template: &'static str, quote: Quote) -> Derived {
    Derived { name, made: Made::From(template, quote) }
}

const fn words(name: &'static str, of: &'static str, words: &'static [(&'static str, &'static str)]) -> Derived {
    Derived { name, made: Made::Words(of, words) }
}

const fn copy(form: Form, with: &'static str, template: &'static str) -> Copied {
    Copied { form, with, template }
}

/// A form of a type.
#[derive(Debug, Clone, Copy)]
struct Copied {
    form: Form,
    /// The program or library that takes it.
    with: &'static str,
    template: &'static str,
}

/// Forms in which a configuration is copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// A URL.
    Url,
    /// A JDBC URL.
    Jdbc,
    /// Lines for a `.env` file.
    Dotenv,
    /// `docker run -e`.
    Docker,
    /// The command line of the type's own client.
    Client,
    /// Python.
    Python,
    /// Java.
    Java,
    /// Rust.
    Rust,
    /// Go.
    Go,
}

impl Form {
    /// All, in the order of the menu.
    pub const ALL: [Self; 9] = [
        Self::Url,
        Self::Jdbc,
        Self::Dotenv,
        Self::Docker,
        Self::Client,
        Self::Python,
        Self::Java,
        Self::Rust,
        Self::Go,
    ];

    /// Its name.
    pub const fn name(self) -> Text {
        match self {
            Self::Url => Text::new("URL", "URL"),
            Self::Jdbc => Text::new("JDBC URL", "JDBC URL"),
            Self::Dotenv => Text::new(".env file", ".env 文件"),
            Self::Docker => Text::new("docker run", "docker run"),
            Self::Client => Text::new("Command line", "命令行"),
            Self::Python => Text::new("Python", "Python"),
            Self::Java => Text::new("Java", "Java"),
            Self::Rust => Text::new("Rust", "Rust"),
            Self::Go => Text::new("Go", "Go"),
        }
    }

    const fn quote(self) -> Quote {
        match self {
            Self::Url | Self::Jdbc => Quote::Raw,
            Self::Dotenv | Self::Docker | Self::Client => Quote::Shell(Shell::Sh),
            Self::Python | Self::Java | Self::Go => Quote::Literal(quote::four_digits),
            Self::Rust => Quote::Literal(quote::braces),
        }
    }
}

/// Which names variables get.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Names {
    /// Those that clients of the type read by themselves.
    #[default]
    Client,
    /// Those of the catalogue, behind the name of the data source: `accessId` of `lake` is `LAKE_ACCESS_ID`.
    Catalogue,
}

impl Names {
    /// What names of a data source begin with when nobody says. Those of the catalogue mean nothing by themselves, and may mean
    /// something else, as `PATH` does.
    pub fn prefix(self, source: &str) -> String {
        match self {
            Self::Client => String::new(),
            Self::Catalogue => upper_snake(source) + "_",
        }
    }
}

/// A variable with its value.
#[derive(Debug, Clone)]
pub struct Variable {
    /// Its name, without a prefix.
    pub name: String,
    /// The value that it has, by the name of the catalogue.
    pub key: String,
    /// The value; masked if the parts were.
    pub text: Secret<String>,
    /// Secrets are in it.
    pub secret: bool,
}

/// A configuration in one form.
#[derive(Debug, Clone)]
pub struct InForm {
    /// Which.
    pub form: Form,
    /// The program or library that takes it; empty: any.
    pub with: &'static str,
    /// The text; masked if the parts were.
    pub text: Secret<String>,
    /// Secrets are in it.
    pub secret: bool,
}

/// The variables of a configuration, in the order of the tables.
pub fn variables(def: &TypeDef, parts: &Parts, names: Names) -> Vec<Variable> {
    let wanted: Vec<(String, &str)> = match names {
        Names::Client => def.outside.variables.iter().map(|(name, key)| ((*name).to_owned(), *key)).collect(),
        Names::Catalogue => parts.keys().map(|key| (upper_snake(key), key)).collect(),
    };
    let found = wanted.into_iter().filter_map(|(name, key)| {
        let part = parts.get(key)?;
        Some(Variable { name, key: key.to_owned(), text: part.text.clone(), secret: part.secret })
    });
    found.collect()
}

/// A configuration in a form; `None` where the type has no such form, or the configuration lacks what it needs.
pub fn copied(def: &TypeDef, parts: &Parts, form: Form) -> Option<InForm> {
    let copy = |with, text: String, secret| InForm { form, with, text: Secret::new(text), secret };
    if matches!(form, Form::Dotenv | Form::Docker) {
        let variables = variables(def, parts, Names::Client);
        let secret = variables.iter().any(|variable| variable.secret);
        let text = if form == Form::Docker { docker(&variables) } else { dotenv(&variables) };
        return (!variables.is_empty()).then(|| copy("", text, secret));
    }
    let recipes = def.outside.copies.iter().filter(|recipe| recipe.form == form);
    let mut filled = recipes.filter_map(|recipe| {
        let part = template::fill(recipe.template, parts, form.quote())?;
        Some(copy(recipe.with, part.text.expose().clone(), part.secret))
    });
    filled.next()
}

/// A line that sets a variable in a shell.
pub fn assignment(shell: Shell, name: &str, value: &str) -> String {
    let value = shell.quote(value);
    match shell {
        Shell::Sh => format!("export {name}={value}"),
        Shell::Fish => format!("set -gx {name} {value}"),
        Shell::Powershell => format!("$env:{name} = {value}"),
    }
}

/// Also a script of `sh`: `set -a; . ./.env`.
fn dotenv(variables: &[Variable]) -> String {
    let line = |variable: &Variable| format!("{}={}", variable.name, Shell::Sh.quote(variable.text.expose()));
    variables.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Secrets go through the environment of `docker` itself, not through its arguments, which every process can read.
fn docker(variables: &[Variable]) -> String {
    let (hidden, plain): (Vec<&Variable>, Vec<&Variable>) = variables.iter().partition(|variable| variable.secret);
    let set = |variable: &&Variable| format!("{}={}", variable.name, Shell::Sh.quote(variable.text.expose()));
    let mut words: Vec<String> = hidden.iter().map(set).collect();
    words.push("docker run --rm".to_owned());
    words.extend(hidden.iter().map(|variable| format!("-e {}", variable.name)));
    words.extend(plain.iter().map(|variable| format!("-e {}", set(variable))));
    words.push("IMAGE".to_owned());
    words.join(" \\\n  ")
}

/// `accessId` is `ACCESS_ID`, `properties.password` is `PROPERTIES_PASSWORD`, `readOnlyDBInstance` is `READ_ONLY_DB_INSTANCE`.
fn upper_snake(key: &str) -> String {
    let letters: Vec<char> = key.chars().collect();
    let mut name = String::new();
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| letters[at]);
        let word_begins = letter.is_ascii_uppercase()
            && before.is_some_and(|before| {
                let in_capitals = before.is_ascii_uppercase();
                before.is_ascii_lowercase()
                    || (in_capitals && letters.get(at + 1).is_some_and(|next| next.is_ascii_lowercase()))
            });
        if word_begins {
            name.push('_');
        }
        name.push(if letter.is_ascii_alphanumeric() { letter.to_ascii_uppercase() } else { '_' });
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_the_catalogue_become_names_of_variables() {
        for (key, name) in [
            ("database", "DATABASE"),
            ("accessId", "ACCESS_ID"),
            ("readOnlyDBInstance", "READ_ONLY_DB_INSTANCE"),
            ("properties.password1", "PROPERTIES_PASSWORD1"),
            ("jdbcUrl", "JDBC_URL"),
        ] {
            assert_eq!(upper_snake(key), name);
        }
    }
}
