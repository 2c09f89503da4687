//! The command line's shape. The words here are the English help; `help` has the Chinese ones.

mod outside;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use headwater_model::{Environment, Lang};

pub use outside::{CopyArgs, EnvArgs, ExecArgs, VariablesArgs};

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

/// `--lang`.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum LangArg {
    /// English
    #[value(name = "en")]
    En,
    /// 简体中文
    #[value(name = "zh-CN", aliases = ["zh", "zh-cn", "zh_CN"])]
    ZhCn,
}

impl From<LangArg> for Lang {
    fn from(lang: LangArg) -> Self {
        match lang {
            LangArg::En => Self::En,
            LangArg::ZhCn => Self::ZhCn,
        }
    }
}

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

/// `source …`
#[derive(Debug, Subcommand)]
pub enum SourceCommand {
    /// List the data sources of the workspace
    List {
        /// Only those with this in name, description or address
        #[arg(long, value_name = "TEXT")]
        search: Option<String>,
        /// Only those of this type; may be given again
        #[arg(long = "type", value_name = "TYPE")]
        types: Vec<String>,
    },
    /// Show a data source, without its secrets
    Show {
        /// Its name
        name: String,
    },
    /// Create a data source from a JSON document
    Create {
        /// The document, or - for standard input; `headwater type show TYPE --json-schema` says what belongs in it
        #[arg(long, value_name = "FILE")]
        file: PathBuf,
        /// Through which page: management-center, or data-integration with its production side only
        #[arg(long, value_name = "DOOR", default_value = "management-center", hide_possible_values = true)]
        door: DoorArg,
    },
    /// Say where a data source can be used, and if not, why
    Usable {
        /// Its name
        name: String,
    },
    /// Change a data source by a JSON merge patch
    Edit {
        /// Its name
        name: String,
        /// The patch, or - for standard input; secrets that it does not name are kept
        #[arg(long, value_name = "FILE")]
        file: PathBuf,
        /// Refuse if the data source no longer has this revision
        #[arg(long, value_name = "N")]
        if_revision: Option<i64>,
    },
    /// Rename a data source, while nobody else knows it by its name
    Rename {
        /// Its name
        name: String,
        /// Its new name
        new: String,
    },
    /// Copy a data source under a new name
    Clone {
        /// Name of the original
        name: String,
        /// Name of the copy
        new: String,
        /// Only this side: dev or prod
        #[arg(long, value_name = "ENV", hide_possible_values = true)]
        env: Option<EnvArg>,
        /// What happens to the secrets: copy them inside the keychain, or leave them behind
        #[arg(long, value_name = "WHAT", default_value = "copy", hide_possible_values = true)]
        secrets: CloneSecrets,
    },
    /// Delete a data source; `source restore` undoes it
    Delete {
        /// Its name
        name: String,
        /// Only this side: dev or prod
        #[arg(long, value_name = "ENV", hide_possible_values = true)]
        env: Option<EnvArg>,
        /// Delete for good, secrets included; also after an earlier delete
        #[arg(long)]
        purge: bool,
    },
    /// Write data sources to a document, which goes to standard output
    Export {
        /// Their names; none: all of the workspace
        #[arg(value_name = "NAME")]
        names: Vec<String>,
        /// dataworks, JSON without secrets; or sealed by a passphrase, with them
        #[arg(long, value_name = "FORMAT", default_value = "dataworks", hide_possible_values = true)]
        format: FormatArg,
        /// A file that does not exist yet, instead of standard output; only you can read it
        #[arg(long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Take in data sources that were exported, or settings of another program
    Import(ImportArgs),
    /// Bring back what was deleted
    Restore {
        /// Its name
        name: String,
    },
    /// Change many data sources at once, each one wholly or not at all
    #[command(subcommand)]
    Bulk(BulkCommand),
}

/// `source bulk …`
#[derive(Debug, Subcommand)]
pub enum BulkCommand {
    /// Add and remove tags
    Tag {
        /// Which data sources.
        #[command(flatten)]
        which: WhichArgs,
        /// A tag that all of them get; may be given again
        #[arg(long, value_name = "TAG", required_unless_present = "remove")]
        add: Vec<String>,
        /// A tag that none of them keeps; may be given again
        #[arg(long, value_name = "TAG")]
        remove: Vec<String>,
    },
    /// Set one property of one side of each
    Set {
        /// Which data sources.
        #[command(flatten)]
        which: WhichArgs,
        /// Which side: dev or prod
        #[arg(long, value_name = "ENV", hide_possible_values = true)]
        env: EnvArg,
        /// JSON key of the property, as `type show` lists it
        #[arg(long, value_name = "KEY")]
        key: String,
        /// The value, a text
        #[arg(long, value_name = "TEXT", required_unless_present_any = ["value_json", "unset"])]
        #[arg(conflicts_with_all = ["value_json", "unset"])]
        value: Option<String>,
        /// The value as JSON: addresses, maps, true or false
        #[arg(long, value_name = "JSON", conflicts_with = "unset")]
        value_json: Option<String>,
        /// Remove the property
        #[arg(long)]
        unset: bool,
        /// Connection mode that it is of; else that of the first one
        #[arg(long, value_name = "MODE")]
        mode: Option<String>,
    },
    /// Set one secret of one side of each, from standard input or a prompt
    Secret {
        /// Which data sources.
        #[command(flatten)]
        which: WhichArgs,
        /// Which side: dev or prod
        #[arg(long, value_name = "ENV", hide_possible_values = true)]
        env: EnvArg,
        /// Which secret, as `source show` lists it
        #[arg(long, value_name = "SLOT")]
        slot: String,
        /// Each one's own value of its other side instead: dev or prod
        #[arg(long, value_name = "ENV", hide_possible_values = true, conflicts_with_all = ["ask", "clear"])]
        from: Option<EnvArg>,
        /// Keep nothing and ask at each test
        #[arg(long, conflicts_with = "clear")]
        ask: bool,
        /// Remove it from the keychain
        #[arg(long)]
        clear: bool,
    },
    /// Test the sides that are there
    Test {
        /// Which data sources.
        #[command(flatten)]
        which: WhichArgs,
        /// Which sides: dev, prod or all
        #[arg(long, value_name = "ENV", hide_possible_values = true)]
        env: TestEnv,
    },
    /// Delete the sides that are there; `source bulk undo` brings them back
    Delete {
        /// Which data sources.
        #[command(flatten)]
        which: WhichArgs,
        /// Which sides: dev, prod, or all for the data sources themselves
        #[arg(long, value_name = "ENV", hide_possible_values = true)]
        env: TestEnv,
    },
    /// Bring back what was deleted
    Restore {
        /// Their names
        #[arg(value_name = "NAME", required_unless_present = "all", conflicts_with = "all")]
        names: Vec<String>,
        /// All that can be brought back
        #[arg(long)]
        all: bool,
        /// Say what would change, and change nothing
        #[arg(long)]
        preview: bool,
    },
    /// Take a change of many back, if no secret was in it
    Undo {
        /// What its answer calls `batch`
        batch: String,
    },
    /// List changes of many that were interrupted
    Unfinished,
    /// Go on with a change of many that was interrupted
    Resume {
        /// Its batch, as `source bulk unfinished` shows it
        batch: String,
    },
    /// Leave an interrupted change of many as it is
    Forget {
        /// Its batch, as `source bulk unfinished` shows it
        batch: String,
    },
}

/// Which data sources a change of many is for.
#[derive(Debug, Default, clap::Args)]
pub struct WhichArgs {
    /// Their names; instead of them: --all, or what they have in common
    #[arg(value_name = "NAME", required_unless_present_any = ["all", "search", "types", "tags"])]
    #[arg(conflicts_with_all = ["all", "search", "types", "tags"])]
    pub names: Vec<String>,
    /// All of the workspace
    #[arg(long)]
    pub all: bool,
    /// Those with this in name, description, address or tag
    #[arg(long, value_name = "TEXT")]
    pub search: Option<String>,
    /// Those of this type; may be given again
    #[arg(long = "type", id = "types", value_name = "TYPE")]
    pub types: Vec<String>,
    /// Those with this tag; may be given again
    #[arg(long = "tag", id = "tags", value_name = "TAG")]
    pub tags: Vec<String>,
    /// Say what would change, and change nothing
    #[arg(long)]
    pub preview: bool,
}

/// `template …`
#[derive(Debug, Subcommand)]
pub enum TemplateCommand {
    /// Write the spreadsheet of a type, to be filled in; as CSV to standard output
    Write {
        /// Its id, as `type list` shows it
        #[arg(value_name = "TYPE")]
        id: String,
        /// A file that does not exist yet, instead of standard output: .xlsx or .csv
        #[arg(long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Create the data sources of a spreadsheet; what is there already just like it is left alone
    Load(TemplateLoadArgs),
}

/// `template load …`
#[derive(Debug, clap::Args)]
pub struct TemplateLoadArgs {
    /// The spreadsheet: .xlsx or .csv
    pub file: PathBuf,
    /// Say what would be created and what is wrong, and change nothing
    #[arg(long)]
    pub preview: bool,
    /// Also change those that exist: cells that are filled replace what is stored
    #[arg(long)]
    pub replace: bool,
    /// Load the others although some rows are wrong
    #[arg(long)]
    pub partial: bool,
    /// The type, where the spreadsheet does not say it
    #[arg(long = "type", value_name = "TYPE")]
    pub type_id: Option<String>,
    /// Write what became of every row to a file that does not exist yet: .xlsx or .csv, without secrets
    #[arg(long, value_name = "FILE")]
    pub result: Option<PathBuf>,
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

/// `source import …`
#[derive(Debug, clap::Args)]
pub struct ImportArgs {
    /// The document, or - for standard input; with --from else where that program keeps it
    #[arg(value_name = "FILE", required_unless_present = "from")]
    pub file: Option<PathBuf>,
    /// Say what would change, and change nothing
    #[arg(long)]
    pub preview: bool,
    /// skip, replace or keep-both for all that differ, or NAME=WHAT for one; may be given again
    #[arg(long, value_name = "WHAT")]
    pub choose: Vec<String>,
    /// Settings of another program: my-cnf, login-path, ossutil, odps, dbeaver or urls
    #[arg(long, value_name = "PROGRAM", hide_possible_values = true)]
    pub from: Option<FromArg>,
    /// Which side such settings go to: dev or prod
    #[arg(long, value_name = "ENV", hide_possible_values = true, requires = "from")]
    pub env: Option<EnvArg>,
    /// Also read the passwords that DBeaver keeps beside the file
    #[arg(long, requires = "from")]
    pub passwords: bool,
}

/// Shape of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FormatArg {
    /// One object per environment, as DataWorks takes them
    Dataworks,
    /// Everything, sealed by a passphrase
    Sealed,
}

impl FormatArg {
    /// The word that the command table knows.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dataworks => "dataworks",
            Self::Sealed => "sealed",
        }
    }
}

/// Another program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FromArg {
    /// ~/.my.cnf
    MyCnf,
    /// ~/.mylogin.cnf
    LoginPath,
    /// ~/.ossutilconfig
    Ossutil,
    /// odps_config.ini
    Odps,
    /// DBeaver's data-sources.json
    Dbeaver,
    /// A text with a URL a line
    Urls,
}

impl FromArg {
    /// The word that the command table knows.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MyCnf => "my_cnf",
            Self::LoginPath => "login_path",
            Self::Ossutil => "ossutil",
            Self::Odps => "odps",
            Self::Dbeaver => "dbeaver",
            Self::Urls => "urls",
        }
    }
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

/// One side.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum EnvArg {
    /// Development
    Dev,
    /// Production
    Prod,
}

impl From<EnvArg> for Environment {
    fn from(env: EnvArg) -> Self {
        match env {
            EnvArg::Dev => Self::Dev,
            EnvArg::Prod => Self::Prod,
        }
    }
}

/// What a share allows.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum PermissionArg {
    /// See and use
    Read,
    /// Edit and give back
    Edit,
}

impl From<PermissionArg> for headwater_model::Permission {
    fn from(permission: PermissionArg) -> Self {
        match permission {
            PermissionArg::Read => Self::Read,
            PermissionArg::Edit => Self::Edit,
        }
    }
}

/// One environment or two.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum ModeArg {
    /// Production only
    Basic,
    /// Development and production
    Standard,
}

impl ModeArg {
    /// The word that the command table knows.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Basic => "basic",
            Self::Standard => "standard",
        }
    }
}

/// One of DataWorks' two pages.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum DoorArg {
    /// Both sides
    ManagementCenter,
    /// Production only
    DataIntegration,
}

impl From<DoorArg> for headwater_model::Door {
    fn from(door: DoorArg) -> Self {
        match door {
            DoorArg::ManagementCenter => Self::ManagementCenter,
            DoorArg::DataIntegration => Self::DataIntegration,
        }
    }
}

/// One side, or every one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TestEnv {
    /// Development
    Dev,
    /// Production
    Prod,
    /// Both
    All,
}

/// What a clone does with secrets.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum CloneSecrets {
    /// Copied inside the keychain
    Copy,
    /// Left behind; the copy is a draft
    Leave,
}

impl CloneSecrets {
    /// The word that the command table knows.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Copy => "copy",
            Self::Leave => "leave",
        }
    }
}
