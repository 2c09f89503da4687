//! `source bulk …` and `template …`: many data sources at once.

use std::path::PathBuf;

use clap::Subcommand;

use super::{EnvArg, TestEnv};

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
