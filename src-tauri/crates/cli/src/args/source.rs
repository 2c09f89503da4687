//! `source …`: one data source, and drafts out and in.

use std::path::PathBuf;

use clap::Subcommand;

use super::{BulkCommand, CloneSecrets, DoorArg, EnvArg, FormatArg, FromArg};

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
