//! How a command ends: its exit code, and a failure as layered words or as the one JSON line that scripts read.

use std::collections::BTreeMap;

use headwater_model::{AppError, ErrorCode, Lang, Text};
use serde::Serialize;
use serde_json::{Value, json};

use crate::output::{Paint, Style};

/// Exit codes that scripts may rely on. A later one is worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Done; for a test: connectable.
    Done,
    /// Tested and not connectable.
    NotConnectable,
    /// Usage, or input that was refused.
    Refused,
    /// The keychain is locked or absent.
    Keychain,
    /// Anything else.
    Other,
    /// Interrupted.
    Interrupted,
}

impl Exit {
    /// The number that the shell sees.
    pub const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::NotConnectable => 1,
            Self::Refused => 2,
            Self::Keychain => 3,
            Self::Other => 4,
            Self::Interrupted => 130,
        }
    }

    /// Where an error leads.
    pub const fn of(code: ErrorCode) -> Self {
        match code {
            ErrorCode::KeychainAbsent | ErrorCode::KeychainLocked | ErrorCode::KeychainFailed => Self::Keychain,
            ErrorCode::DatabaseNewer
            | ErrorCode::DatabaseFailed
            | ErrorCode::DatabaseDamaged
            | ErrorCode::DatabaseGone
            | ErrorCode::DatabaseReadOnly
            | ErrorCode::DiskFull
            | ErrorCode::InUse
            | ErrorCode::DataFolder
            | ErrorCode::SecretMissing
            | ErrorCode::Internal => Self::Other,
            ErrorCode::Cancelled => Self::Interrupted,
            ErrorCode::InvalidRequest
            | ErrorCode::InvalidInput
            | ErrorCode::UnknownType
            | ErrorCode::UnknownMode
            | ErrorCode::SourceNotFound
            | ErrorCode::SourceGone
            | ErrorCode::WorkspaceNotFound
            | ErrorCode::SideAbsent
            | ErrorCode::NameTaken
            | ErrorCode::NotDeleted
            | ErrorCode::Fixed
            | ErrorCode::NameShared
            | ErrorCode::NameExported
            | ErrorCode::Conflict
            | ErrorCode::SecretUnknown
            | ErrorCode::SecretUnconfirmed
            | ErrorCode::SecretVariable
            | ErrorCode::SecretFile
            | ErrorCode::SecretFileOpen
            | ErrorCode::SecretCommandOff
            | ErrorCode::SecretCommand
            | ErrorCode::SecretCommandSlow
            | ErrorCode::SecretEmpty
            | ErrorCode::SecretTooLong
            | ErrorCode::SecretNotText
            | ErrorCode::SecretAsked
            | ErrorCode::VariableTaken
            | ErrorCode::VariableRefused
            | ErrorCode::VariableUnknown
            | ErrorCode::VariableValue
            | ErrorCode::CopyUnavailable
            | ErrorCode::ClipboardAbsent
            | ErrorCode::ProgramFailed
            | ErrorCode::NotPermitted
            | ErrorCode::ProdLocked
            | ErrorCode::DoorProdOnly
            | ErrorCode::BasicProdOnly
            | ErrorCode::WorkspaceStandard
            | ErrorCode::WorkspaceLast
            | ErrorCode::WorkspaceModeDiffers
            | ErrorCode::ShareAgain
            | ErrorCode::ShareSameWorkspace
            | ErrorCode::SharePrivate
            | ErrorCode::ShareNotAlone
            | ErrorCode::ShareReadOnly
            | ErrorCode::ShareOwnerOnly
            | ErrorCode::ShareNotFound
            | ErrorCode::ShareInUse
            | ErrorCode::NameNotTyped
            | ErrorCode::PassphraseNeeded
            | ErrorCode::PassphraseWrong
            | ErrorCode::ImportGone
            | ErrorCode::ImportConflict
            | ErrorCode::TemplateRows
            | ErrorCode::FileFailed
            | ErrorCode::FilterGone
            | ErrorCode::OtherType
            | ErrorCode::ChangedSince
            | ErrorCode::BatchGone
            | ErrorCode::FileNotFound
            | ErrorCode::FileTooLarge
            | ErrorCode::FileEmpty
            | ErrorCode::FileUnknown
            | ErrorCode::FileTruncated
            | ErrorCode::FileDamaged
            | ErrorCode::FileIncomplete
            | ErrorCode::FileUnsupported
            | ErrorCode::FilePassphrase
            | ErrorCode::FileInUse
            | ErrorCode::FileUnfit
            | ErrorCode::BackupUnusable => Self::Refused,
        }
    }
}

/// A request that this program itself refuses; `reason` is already in the person's language.
pub fn refused(reason: impl ToString) -> AppError {
    AppError::new(ErrorCode::InvalidRequest).with("reason", reason)
}

/// Parameter of a refused command line: how the command is used.
pub const USAGE: &str = "usage";

/// The error as scripts read it.
#[derive(Serialize)]
struct Told<'a> {
    code: &'static str,
    message: String,
    field: Option<&'a str>,
    hint: String,
    params: BTreeMap<&'a str, &'a str>,
    retryable: bool,
}

/// What to do; where the error itself, which a window shows too, names no command to paste, one is added.
fn hint(error: &AppError, lang: Lang) -> String {
    let own = error.code.hint().render(lang, &error.params);
    match (error.code, error.params.get(USAGE)) {
        (ErrorCode::SourceNotFound, _) => {
            let list = Text::new("`headwater source list` shows them.", "用 `headwater source list` 查看。");
            format!("{own} {}", list.template(lang))
        }
        (_, Some(usage)) => usage.clone(),
        _ => own,
    }
}

/// One line of JSON, for the end of standard error.
pub fn json_line(error: &AppError, lang: Lang) -> String {
    format!("{}\n", json!({"error": document(error, lang)}))
}

/// An error for scripts. What another program said is `params.detail`.
pub fn document(error: &AppError, lang: Lang) -> Value {
    let mut params: BTreeMap<&str, &str> =
        error.params.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    if let Some(detail) = &error.detail {
        params.entry("detail").or_insert(detail);
    }
    let told = Told {
        code: error.code.id(),
        message: error.message(lang),
        field: error.field.as_deref(),
        hint: match error.code {
            ErrorCode::InvalidInput => error.hint(lang),
            _ if error.issues.is_empty() => hint(error, lang),
            _ => format!("{}\n{}", hint(error, lang), error.hint(lang)),
        },
        params,
        retryable: error.retryable,
    };
    serde_json::to_value(told).unwrap_or_default()
}

/// What failed, why, and what to do about it.
pub fn words(doing: &str, error: &AppError, lang: Lang, paint: Paint) -> String {
    let word = |style, text: Text| paint.text(style, text.template(lang));
    let mut out = format!("{}{}\n", word(Style::Bad, Text::new("error: ", "错误：")), paint.text(Style::Bold, doing));
    let mut cause = |text: &str| {
        let because = word(Style::Dim, Text::new("caused by: ", "原因："));
        out += &format!("  {because}{}\n", paint.text(Style::Plain, text));
    };
    cause(&error.message(lang));
    if let Some(detail) = &error.detail {
        cause(detail);
    }
    for issue in &error.issues {
        out += &format!("    {}\n", paint.text(Style::Plain, &issue.line(lang)));
    }
    let hint = hint(error, lang);
    if !hint.is_empty() {
        let label = word(Style::Hint, Text::new("hint: ", "提示："));
        out += &format!("{label}{}\n", paint.text(Style::Plain, &hint));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_is_one_line_and_names_what_scripts_need() {
        let error = AppError::new(ErrorCode::DatabaseFailed).with("name", "a").because("disk\nfull");
        let line = json_line(&error, Lang::En);
        assert_eq!(line.matches('\n').count(), 1);
        let told: serde_json::Value = serde_json::from_str(&line).unwrap();
        let keys: Vec<&String> = told["error"].as_object().unwrap().keys().collect();
        assert_eq!(keys, ["code", "field", "hint", "message", "params", "retryable"]);
        assert_eq!(told["error"]["params"]["detail"], "disk\nfull");
    }
}
