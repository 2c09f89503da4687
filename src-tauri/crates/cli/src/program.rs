//! Another program with variables of its own in its environment. It takes the place of this one where the system can do that:
//! signals, terminal and exit code are then its own.

use std::ffi::OsString;
use std::fmt;
use std::process::Command;

use headwater_model::{AppError, ErrorCode, Secret};

/// What to run.
pub struct Program {
    /// Its name or path.
    pub program: OsString,
    /// Its arguments.
    pub arguments: Vec<OsString>,
    /// Variables besides those of this program.
    pub variables: Vec<(String, Secret<String>)>,
}

impl fmt::Debug for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Program").field(&self.program).finish()
    }
}

impl Program {
    /// Runs it; the number is its exit code. The limit on core dumps that this program set for itself stays.
    ///
    /// # Errors
    /// `program_failed` when it cannot be started.
    pub fn run(self) -> Result<u8, AppError> {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments);
        command.envs(self.variables.iter().map(|(name, value)| (name, value.expose())));
        let outcome = Self::replace(&mut command);
        outcome.map_err(|error| {
            AppError::new(ErrorCode::ProgramFailed).with("program", self.program.display()).because(error)
        })
    }

    #[cfg(unix)]
    fn replace(command: &mut Command) -> std::io::Result<u8> {
        Err(std::os::unix::process::CommandExt::exec(command))
    }

    #[cfg(not(unix))]
    fn replace(command: &mut Command) -> std::io::Result<u8> {
        let status = command.status()?;
        Ok(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(u8::MAX))
    }
}
