//! What the parser of the command line refuses, in both languages.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use headwater_model::{AppError, Lang, Text, params};

use crate::failure::{USAGE, refused};

/// The refusal as the one error that scripts read; `field` is the argument.
pub fn error(error: &clap::Error, lang: Lang) -> AppError {
    let usage = usage(error).unwrap_or_else(|| "headwater --help".to_owned());
    let refused = refused(reason(error, lang)).with(USAGE, usage);
    match context(error, ContextKind::InvalidArg) {
        Some(argument) => refused.on(argument.split([' ', '=']).next().unwrap_or(&argument)),
        None => refused,
    }
}

/// `headwater test [OPTIONS] --env <ENV> <NAME>`, where the parser knows it.
fn usage(error: &clap::Error) -> Option<String> {
    let usage = context(error, ContextKind::Usage)?;
    let usage = usage.trim();
    Some(usage.strip_prefix("Usage:").unwrap_or(usage).trim().to_owned())
}

fn reason(error: &clap::Error, lang: Lang) -> String {
    let argument = context(error, ContextKind::InvalidArg).unwrap_or_default();
    let value = context(error, ContextKind::InvalidValue).unwrap_or_default();
    let command = context(error, ContextKind::InvalidSubcommand).unwrap_or_default();
    let choices = context(error, ContextKind::ValidValue).unwrap_or_default();
    let text = match error.kind() {
        ErrorKind::InvalidSubcommand => Text::new("there is no command “{command}”", "没有命令“{command}”"),
        ErrorKind::UnknownArgument => Text::new("there is no argument “{argument}” here", "此处没有参数“{argument}”"),
        ErrorKind::MissingRequiredArgument => Text::new("still needed: {argument}", "还需要：{argument}"),
        ErrorKind::InvalidValue if value.is_empty() => Text::new("{argument} needs a value", "{argument} 需要一个值"),
        ErrorKind::InvalidValue if !choices.is_empty() => Text::new(
            "“{value}” is not a value of {argument}; one of: {choices}",
            "“{value}”不是 {argument} 的可选值；可选：{choices}",
        ),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            Text::new("“{value}” is not a value of {argument}", "“{value}”不是 {argument} 的有效值")
        }
        ErrorKind::ArgumentConflict => Text::new("{argument} is given twice", "{argument} 重复给出"),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            Text::new("a command is needed", "需要一个命令")
        }
        _ => Text::new("the arguments are not understood", "无法理解这些参数"),
    };
    let values = [("argument", argument), ("value", value), ("command", command), ("choices", choices)];
    text.render(lang, &params(values))
}

fn context(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join(", ")),
        other => Some(other.to_string()),
    }
}

/// The refusal for a person: in English the parser's own words, which also guess what was meant.
pub fn words(error: &clap::Error, lang: Lang) -> String {
    if lang == Lang::En || error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        return error.render().to_string();
    }
    let usage = usage(error).map(|usage| format!("\n用法：{usage}\n")).unwrap_or_default();
    format!("错误：{}\n{usage}\n更多信息请使用 --help。\n", reason(error, lang))
}
