//! Secrets from a person or a pipe. They are never arguments: those are seen by every process and kept by the shell.

use std::fs::File;
use std::io::{BufRead, ErrorKind, IsTerminal, Read};

use headwater_model::{AppError, ErrorCode, Lang, Secret, Text, params};

use crate::failure::refused;
use crate::output::tell;

/// Longest secret that is read, in bytes; the command table's own limit is lower.
const LONGEST: u64 = 1024 * 1024;

/// Whether a person can be asked: both the questions and the answers go through a terminal.
pub fn can_ask() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// A secret from standard input, which loses one newline at its end, or from a person.
///
/// # Errors
/// `cancelled`, or `invalid_request` when nothing readable came.
pub fn secret(question: &str, lang: Lang) -> Result<Secret<String>, AppError> {
    if std::io::stdin().is_terminal() { ask(question, lang) } else { piped(lang) }
}

/// Asks on standard error and reads from the terminal, which shows nothing of it.
///
/// # Errors
/// `cancelled`, or `invalid_request` when the terminal cannot be read.
pub fn ask(question: &str, lang: Lang) -> Result<Secret<String>, AppError> {
    let config = rpassword::ConfigBuilder::new().password_feedback_hide().output_writer(std::io::stderr()).build();
    match rpassword::prompt_password_with_config(format!("{question}: "), config) {
        Ok(answer) => Ok(Secret::new(answer)),
        Err(error) if matches!(error.kind(), ErrorKind::Interrupted | ErrorKind::UnexpectedEof) => {
            Err(AppError::new(ErrorCode::Cancelled))
        }
        Err(error) => Err(unreadable(&error, lang)),
    }
}

/// A question that is answered by yes or no; anything but a clear yes is a no.
///
/// # Errors
/// None; the shape is that of the other questions.
pub fn agree(question: &str) -> Result<bool, AppError> {
    tell(&format!("{question} [y/N] "));
    let mut answer = String::new();
    let read = std::io::stdin().lock().read_line(&mut answer);
    Ok(read.is_ok() && matches!(answer.trim(), "y" | "Y" | "yes" | "是"))
}

/// Standard input without the buffer that the library keeps of it for as long as the program runs: what comes may be secret.
///
/// # Errors
/// The system's.
pub fn unbuffered() -> std::io::Result<File> {
    #[cfg(unix)]
    let owned = std::os::fd::AsFd::as_fd(&std::io::stdin()).try_clone_to_owned();
    #[cfg(windows)]
    let owned = std::os::windows::io::AsHandle::as_handle(&std::io::stdin()).try_clone_to_owned();
    owned.map(File::from)
}

fn piped(lang: Lang) -> Result<Secret<String>, AppError> {
    let mut text = String::new();
    let read = unbuffered().and_then(|input| input.take(LONGEST).read_to_string(&mut text));
    let text = Secret::new(text);
    match read {
        Ok(_) => Ok(Secret::new(without_newline(text.expose()).to_owned())),
        // The system's words for bytes that are no text say nothing about the bytes.
        Err(error) => Err(unreadable(&error, lang)),
    }
}

fn unreadable(error: &std::io::Error, lang: Lang) -> AppError {
    let text = Text::new("the secret cannot be read: {error}", "无法读取密钥：{error}");
    refused(text.render(lang, &params([("error", error.to_string())])))
}

/// `echo` and editors end a line that was not meant to be part of the secret; only that one is taken away.
fn without_newline(text: &str) -> &str {
    let line = text.strip_suffix('\n').unwrap_or(text);
    if line.len() < text.len() { line.strip_suffix('\r').unwrap_or(line) } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_newline_goes_and_nothing_else() {
        assert_eq!(without_newline(" pass word \n"), " pass word ");
        assert_eq!(without_newline("two\n\n"), "two\n");
        assert_eq!(without_newline("windows\r\n"), "windows");
        assert_eq!(without_newline("kept\r"), "kept\r");
        assert_eq!(without_newline("\n"), "");
    }
}
