//! The command line's shape. The words here are the English help; `help` has the Chinese ones.

mod bulk;
mod outside;
mod source;
mod values;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

pub use bulk::{BulkCommand, TemplateCommand, TemplateLoadArgs, WhichArgs};
pub use outside::{CopyArgs, EnvArgs, ExecArgs, VariablesArgs};
pub use source::{ImportArgs, SourceCommand};
pub use values::{CloneSecrets, DoorArg, EnvArg, FormatArg, FromArg, LangArg, ModeArg, PermissionArg, TestEnv};

/// Create, clone and test data sources, with every secret in the system's keychain
#[derive(Debug, Parser)]
#[command(name = "headwater", version, disable_help_subcommand = true, after_help = AFTER_HELP)]
pub struct Args {
    /// Print one JSON document; errors, help and scripts too
    #[arg(long, global = true)]
    pub json: bool,
    /// Work in this workspace instead of the current one
    #[arg(long, global = true, value_name = "NAME")]
    pub workspace: Option<String>,
    /// Language of the words, en or zh-CN; else that of the system
    #[arg(long, global = true, value_name = "LANG", hide_possible_values = true)]
    pub lang: Option<LangArg>,
    /// Confirm a change of locked production by the name of what changes
    #[arg(long, global = true, value_name = "NAME")]
    pub confirm: Option<String>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Below the root's help.
const AFTER_HELP: &str = "\
Exit codes:
  0    done; for a test: connectable
  1    tested and not connectable; of many: some were refused
  2    usage, or input that was refused
  3    the keychain is locked or absent; nothing was changed
  4    any other failure
  130  interrupted

Environment:
  HEADWATER_HOME  the data folder
  NO_COLOR        no colours";

/// The first word.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Sets of data sources
    #[command(subcommand)]
    Workspace(WorkspaceCommand),
    /// The types that a data source can have
    #[command(subcommand)]
    Type(TypeCommand),
    /// Data sources
    #[command(subcommand)]
    Source(SourceCommand),
    /// Many data sources at once from a spreadsheet
    #[command(subcommand)]
    Template(TemplateCommand),
    /// Data sources in other workspaces
    #[command(subcommand)]
    Share(ShareCommand),
    /// Secrets in the system's keychain
    #[command(subcommand)]
    Secret(SecretCommand),
    /// Authentication files: certificates, keys, keytabs that data sources name
    #[command(subcommand)]
    File(FileCommand),
    /// Make workspaces and data sources what a file (TOML) says; it deletes nothing and holds no secret
    Apply {
        /// The file, or - for standard input
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Say what would change, and change nothing
        #[arg(long)]
        preview: bool,
    },
    /// Test a data source stage by stage
    Test(TestArgs),
    /// Run a program with configurations in its environment, secrets included
    Exec(ExecArgs),
    /// Print the variables that `exec` sets, with *** for secrets
    Env(EnvArgs),
    /// Print a configuration as a URL, a command line or code
    Copy(CopyArgs),
    /// Tell who changed what, when, through which program
    Activity(ActivityArgs),
    /// Check data folder, database, keychain and unfinished saves
    Doctor(DoctorArgs),
    /// Back up everything except the secrets
    #[command(subcommand)]
    Backup(BackupCommand),
    /// Print a completion script
    Completions {
        /// The shell that it is for
        shell: clap_complete::Shell,
    },
}

/// `workspace …`
#[derive(Debug, Subcommand)]
pub enum WorkspaceCommand {
    /// List the workspaces
    List,
    /// Make the sample workspace, which needs no server, and select it
    Sample,
    /// Make a workspace the current one
    Select {
        /// Its name
        name: String,
    },
    /// Make a workspace; the current one stays current
    Create {
        /// Its name: letters, digits and underscores
        name: String,
        /// One environment, basic, or two, standard
        #[arg(long, value_name = "MODE", default_value = "standard", hide_possible_values = true)]
        mode: ModeArg,
        /// What it is for
        #[arg(long, value_name = "TEXT", default_value = "")]
        description: String,
    },
    /// Rename or describe a workspace, lock or unlock its production
    Change {
        /// Its name
        name: String,
        /// A new name
        #[arg(long, value_name = "NAME")]
        rename: Option<String>,
        /// What it is for
        #[arg(long, value_name = "TEXT")]
        description: Option<String>,
        /// Require --confirm for changes to production from now on
        #[arg(long, conflicts_with = "unlock_prod")]
        lock_prod: bool,
        /// Remove that requirement; needs --confirm itself
        #[arg(long)]
        unlock_prod: bool,
    },
    /// Turn a basic workspace into a standard one; there is no way back
    Upgrade {
        /// Its name
        name: String,
        /// Say what would happen, and change nothing
        #[arg(long)]
        preview: bool,
        /// Fill the development sides from production, without secrets
        #[arg(long)]
        prefill: bool,
    },
    /// Delete a workspace with everything in it, for good; needs --confirm
    Delete {
        /// Its name
        name: String,
    },
}

/// `type …`
#[derive(Debug, Subcommand)]
pub enum TypeCommand {
    /// List the types
    List,
    /// Show the modes and fields of a type
    Show {
        /// Its id, as `type list` shows it
        #[arg(value_name = "TYPE")]
        id: String,
        /// Print the JSON Schema of properties and secrets
        #[arg(long)]
        json_schema: bool,
    },
}

/// `share …`
#[derive(Debug, Subcommand)]
pub enum ShareCommand {
    /// Share a data source with another workspace, where it appears as <workspace>.<name>
    Add {
        /// Its name
        name: String,
        /// The workspace that receives it
        #[arg(long, value_name = "WORKSPACE")]
        to: String,
        /// Which environment there: dev or prod
        #[arg(long, value_name = "ENV", hide_possible_values = true)]
        env: EnvArg,
        /// Only this user of that workspace; else everyone in it
        #[arg(long, value_name = "USER")]
        user: Option<String>,
        /// What is allowed: read, to see and use it, or edit
        #[arg(long, value_name = "WHAT", default_value = "read", hide_possible_values = true)]
        permission: PermissionArg,
        /// Nobody but that user sees it, in either workspace, whatever the role
        #[arg(long, requires = "user")]
        private: bool,
    },
    /// List what the workspace shares and what it received
    List,
    /// Take back a share: in the workspace that gave it, or where it was received with the permission to edit
    Revoke {
        /// Its name; of one that was received <workspace>.<name>
        name: String,
        /// Only what this workspace received
        #[arg(long, value_name = "WORKSPACE")]
        to: Option<String>,
        /// Only this environment: dev or prod
        #[arg(long, value_name = "ENV", hide_possible_values = true)]
        env: Option<EnvArg>,
        /// Only what this user received
        #[arg(long, value_name = "USER")]
        user: Option<String>,
    },
}

/// `secret …`
#[derive(Debug, Subcommand)]
pub enum SecretCommand {
    /// Set a secret from standard input or a prompt, or say where to fetch it at each use
    Set(SecretArgs),
}

/// `secret set …`
#[derive(Debug, clap::Args)]
pub struct SecretArgs {
    /// Name of the data source
    pub name: String,
    /// Which side: dev or prod
    #[arg(long, value_name = "ENV", hide_possible_values = true)]
    pub env: EnvArg,
    /// Which secret, for example password
    #[arg(long)]
    pub slot: String,
    /// Where it comes from instead.
    #[command(flatten)]
    pub from: SecretFrom,
}

/// Where a secret comes from that is not kept.
#[derive(Debug, clap::Args)]
#[group(multiple = false)]
pub struct SecretFrom {
    /// Keep nothing; ask at each test
    #[arg(long)]
    pub ask: bool,
    /// Keep nothing; read this environment variable at each use
    #[arg(long, value_name = "VARIABLE")]
    pub env_var: Option<String>,
    /// Keep nothing; read this file, which only you can read, at each use
    #[arg(long, value_name = "PATH")]
    pub file: Option<PathBuf>,
    /// Keep nothing; run this program, by its full path, at each use, once you agreed to it; comes last
    #[arg(long, value_name = "PROGRAM ARGUMENT", num_args = 1.., allow_hyphen_values = true)]
    pub command: Vec<String>,
}

/// `file …`
#[derive(Debug, Subcommand)]
pub enum FileCommand {
    /// Upload a file; what it is comes from its content
    Upload {
        /// The file, or - for standard input
        #[arg(value_name = "FILE")]
        path: PathBuf,
        /// Its name in the workspace; else that of the file
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
        /// What it is for
        #[arg(long, value_name = "TEXT", default_value = "")]
        description: String,
        /// Ask for the passphrase to look inside; it is not kept
        #[arg(long)]
        ask_passphrase: bool,
    },
    /// List the files of the workspace
    List,
    /// Show what is known of a file; never its content
    Show {
        /// Its name
        name: String,
    },
    /// Give a file another content; data sources keep naming it
    Replace {
        /// Its name
        name: String,
        /// The new file, or - for standard input
        #[arg(value_name = "FILE")]
        path: PathBuf,
        /// Ask for the passphrase to look inside; it is not kept
        #[arg(long)]
        ask_passphrase: bool,
    },
    /// Say what a file is for
    Describe {
        /// Its name
        name: String,
        /// The description
        text: String,
    },
    /// Delete a file that no data source names
    Delete {
        /// Its name
        name: String,
    },
}

/// `test …`
#[derive(Debug, clap::Args)]
pub struct TestArgs {
    /// Name of the data source
    pub name: String,
    /// Which side: dev, prod or all
    #[arg(long, value_name = "ENV", hide_possible_values = true)]
    pub env: TestEnv,
    /// Time limit of one test, in milliseconds
    #[arg(long, value_name = "MS", value_parser = clap::value_parser!(u64).range(1..=600_000))]
    pub timeout: Option<u64>,
    /// Test this many times; stops at the first refused password
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000))]
    pub repeat: Option<u32>,
    /// Agree to send secrets to a target that changed, and to fetch them from where they come, commands included
    #[arg(long)]
    pub confirm_target: bool,
}

/// `activity …`
#[derive(Debug, clap::Args)]
pub struct ActivityArgs {
    /// Only of this data source, deleted or not
    pub name: Option<String>,
    /// Of every workspace, also of those that are gone
    #[arg(long, conflicts_with = "name")]
    pub all_workspaces: bool,
    /// Write a CSV file that does not exist yet, with everything
    #[arg(long, value_name = "FILE")]
    pub csv: Option<PathBuf>,
    /// At most so many, latest first
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub limit: u32,
}

/// `doctor …`
#[derive(Debug, clap::Args)]
pub struct DoctorArgs {
    /// Clean up after saves that were interrupted
    #[arg(long)]
    pub fix: bool,
    /// Also delete keychain items that no data source uses
    #[arg(long)]
    pub delete_orphans: bool,
}

/// `backup …`
#[derive(Debug, Subcommand)]
pub enum BackupCommand {
    /// Make a backup
    Create {
        /// A file that does not exist yet; else a dated one in the data folder
        file: Option<PathBuf>,
    },
    /// Replace everything with a backup; the current state is backed up first
    Restore {
        /// The backup
        file: PathBuf,
    },
}
