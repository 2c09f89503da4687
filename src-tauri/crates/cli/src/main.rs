//! `headwater`: the commands of the window, for scripts and terminals. This crate shapes requests and words answers; what
//! a command does is decided in `headwater-app`.

mod args;
mod commands;
mod document;
mod failure;
mod help;
mod output;
mod program;
mod prompt;
mod session;
mod usage;

use std::alloc::System;
use std::ffi::OsString;
use std::process::ExitCode;

use clap::FromArgMatches;
use clap::error::ErrorKind;
use headwater_model::{AppError, ErrorCode, Lang};
use serde_json::{Value, json};
use zeroizing_alloc::ZeroAlloc;

use args::{Args, Command};
use failure::Exit;
use output::{Paint, print, tell};
use session::{Answer, Document, Session};

/// Freed memory is zeroed: drivers, parsers and the bus keep secrets in plain strings.
#[global_allocator]
static MEMORY: ZeroAlloc<System> = ZeroAlloc(System);

fn main() -> ExitCode {
    headwater_app::forbid_core_dumps();
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let asked = Asked::peek(&arguments);
    let parsed = help::command(asked.lang).try_get_matches_from(&arguments).and_then(|m| Args::from_arg_matches(&m));
    ExitCode::from(match parsed {
        Ok(Args { command: Command::Completions { shell }, .. }) => asked.completions(shell).code(),
        Ok(args) => asked.carry_out(args),
        Err(error) => asked.refuse(&error).code(),
    })
}

/// What has to be known even when the arguments are refused.
#[derive(Debug, Clone, Copy)]
struct Asked {
    json: bool,
    lang: Lang,
}

impl Asked {
    fn peek(arguments: &[OsString]) -> Self {
        let words: Vec<&str> =
            arguments.iter().skip(1).filter_map(|word| word.to_str()).take_while(|word| *word != "--").collect();
        let after = words.windows(2).find(|pair| pair[0] == "--lang").map(|pair| pair[1]);
        let given = words.iter().find_map(|word| word.strip_prefix("--lang=")).or(after);
        Self { json: words.contains(&"--json"), lang: given.map_or_else(system_language, language) }
    }

    /// Runs a command to its end; answers the exit code.
    fn carry_out(self, args: Args) -> u8 {
        let attempt = commands::attempt(&args.command, self.lang);
        let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build() {
            Ok(runtime) => runtime,
            Err(error) => return self.fail(&attempt, &AppError::new(ErrorCode::Internal).because(error)).code(),
        };
        let looks = matches!(args.command, Command::Doctor(_));
        let outcome = runtime.block_on(async {
            let session = Session::open(self.lang, self.json, args.workspace, args.confirm).await;
            let outcome = commands::run(&session, args.command).await;
            session.close(looks).await;
            outcome
        });
        // A keychain that does not answer must not hold the program back.
        runtime.shutdown_background();
        match outcome {
            Ok(Answer { run: Some(program), .. }) => {
                program.run().unwrap_or_else(|error| self.fail(&attempt, &error).code())
            }
            Ok(answer) => self.answer(answer).code(),
            Err(error) => self.fail(&attempt, &error).code(),
        }
    }

    fn answer(self, answer: Answer) -> Exit {
        let printed = match &answer.document {
            _ if !self.json => self.print(&answer.words),
            Document::Value(document) => self.document(document),
            Document::Text(text) => self.print(text),
        };
        printed.max(answer.exit)
    }

    fn completions(self, shell: clap_complete::Shell) -> Exit {
        let script = completions(shell);
        if self.json {
            self.document(&json!({"shell": shell.to_string(), "script": script}))
        } else {
            self.print(&script)
        }
    }

    fn document(self, document: &Value) -> Exit {
        self.print(&(serde_json::to_string_pretty(document).unwrap_or_default() + "\n"))
    }

    fn fail(self, attempt: &str, error: &AppError) -> Exit {
        tell(&if self.json {
            failure::json_line(error, self.lang)
        } else {
            failure::words(attempt, error, self.lang, Paint::stderr())
        });
        Exit::of(error.code)
    }

    /// Help and version are answers; everything else that the parser says is a refusal.
    fn refuse(self, error: &clap::Error) -> Exit {
        match error.kind() {
            ErrorKind::DisplayVersion if self.json => self.document(&json!({"version": env!("CARGO_PKG_VERSION")})),
            ErrorKind::DisplayHelp if self.json => self.document(&json!({"help": error.render().to_string()})),
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => self.print(&error.render().to_string()),
            _ => {
                tell(&usage::words(error, self.lang));
                if self.json {
                    tell(&failure::json_line(&usage::error(error, self.lang), self.lang));
                }
                Exit::Refused
            }
        }
    }

    fn print(self, text: &str) -> Exit {
        match print(text) {
            Ok(()) => Exit::Done,
            Err(error) => self.fail("stdout", &AppError::new(ErrorCode::Internal).because(error)),
        }
    }
}

/// POSIX: the first that is set decides.
fn system_language() -> Lang {
    let set = |name: &&str| std::env::var(name).is_ok_and(|value| !value.is_empty());
    let first = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find(set);
    first.and_then(|name| std::env::var(name).ok()).map_or(Lang::En, |value| language(&value))
}

fn language(word: &str) -> Lang {
    if word.to_ascii_lowercase().starts_with("zh") { Lang::ZhCn } else { Lang::En }
}

fn completions(shell: clap_complete::Shell) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut help::command(Lang::En), "headwater", &mut script);
    String::from_utf8_lossy(&script).into_owned()
}
