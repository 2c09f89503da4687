//! `exec`, `env` and `copy`: configurations for programs outside.

use std::ffi::OsString;

use clap::ValueEnum;
use headwater_app::{Form, Names, ShellSyntax};

use super::EnvArg;

/// Which sides, and under which names.
#[derive(Debug, clap::Args)]
pub struct VariablesArgs {
    /// [ENV:]NAME[=PREFIX], for example dev:orders or prod:lake=LAKE_; may be given again
    #[arg(value_name = "SOURCE", required = true)]
    pub sources: Vec<String>,
    /// Which side where SOURCE does not say: dev or prod
    #[arg(long, value_name = "ENV", hide_possible_values = true)]
    pub env: Option<EnvArg>,
    /// What every name begins with where SOURCE does not say
    #[arg(long, value_name = "PREFIX")]
    pub prefix: Option<String>,
    /// client, the names that programs for the type read; or catalogue, SOURCE_PROPERTY
    #[arg(long, value_name = "WHICH", default_value = "client", hide_possible_values = true)]
    pub names: NamesArg,
    /// Only this one, as NAME=KEY, where KEY is a name that `headwater env --json` shows; may be given again
    #[arg(long = "var", value_name = "NAME=KEY")]
    pub variables: Vec<String>,
}

/// `exec …`
#[derive(Debug, clap::Args)]
#[command(after_help = EXEC_HELP)]
pub struct ExecArgs {
    /// Which variables.
    #[command(flatten)]
    pub variables: VariablesArgs,
    /// The program and its arguments
    #[arg(last = true, required = true, value_name = "COMMAND")]
    pub command: Vec<OsString>,
}

/// Below the help of `exec`.
const EXEC_HELP: &str = "\
The variables are set for the program and whatever it starts, and nowhere else. Every process of
the same user can read the environment of a running program.";

/// `env …`
#[derive(Debug, clap::Args)]
pub struct EnvArgs {
    /// Which variables.
    #[command(flatten)]
    pub variables: VariablesArgs,
    /// For which shell: sh, fish or powershell
    #[arg(long, value_name = "SHELL", default_value = "sh", hide_possible_values = true)]
    pub format: ShellArg,
}

/// `copy …`
#[derive(Debug, clap::Args)]
pub struct CopyArgs {
    /// Name of the data source
    pub name: String,
    /// url, jdbc, dotenv, docker, client, python, java, rust or go
    #[arg(long = "as", value_name = "FORM", hide_possible_values = true)]
    pub form: FormArg,
    /// Which side: dev or prod
    #[arg(long, value_name = "ENV", hide_possible_values = true)]
    pub env: Option<EnvArg>,
    /// Write the secrets where otherwise *** stands
    #[arg(long)]
    pub with_secrets: bool,
}

/// Names of variables.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum NamesArg {
    /// As clients have them
    Client,
    /// As the catalogue has them
    Catalogue,
}

impl From<NamesArg> for Names {
    fn from(names: NamesArg) -> Self {
        match names {
            NamesArg::Client => Self::Client,
            NamesArg::Catalogue => Self::Catalogue,
        }
    }
}

/// A shell.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum ShellArg {
    /// POSIX
    Sh,
    /// fish
    Fish,
    /// PowerShell
    Powershell,
}

impl From<ShellArg> for ShellSyntax {
    fn from(shell: ShellArg) -> Self {
        match shell {
            ShellArg::Sh => Self::Sh,
            ShellArg::Fish => Self::Fish,
            ShellArg::Powershell => Self::Powershell,
        }
    }
}

/// A form.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum FormArg {
    /// URL
    Url,
    /// JDBC URL
    Jdbc,
    /// `.env` file
    #[value(alias = ".env")]
    Dotenv,
    /// `docker run -e`
    Docker,
    /// The type's own client
    #[value(aliases = ["mysql", "ossutil", "odpscmd", "sqlite3"])]
    Client,
    /// Python
    Python,
    /// Java
    Java,
    /// Rust
    Rust,
    /// Go
    Go,
}

impl From<FormArg> for Form {
    fn from(form: FormArg) -> Self {
        match form {
            FormArg::Url => Self::Url,
            FormArg::Jdbc => Self::Jdbc,
            FormArg::Dotenv => Self::Dotenv,
            FormArg::Docker => Self::Docker,
            FormArg::Client => Self::Client,
            FormArg::Python => Self::Python,
            FormArg::Java => Self::Java,
            FormArg::Rust => Self::Rust,
            FormArg::Go => Self::Go,
        }
    }
}
