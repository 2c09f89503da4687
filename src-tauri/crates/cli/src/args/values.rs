//! Words that an argument can be.

use clap::ValueEnum;
use headwater_model::{Environment, Lang};

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
