//! Secrets that nobody keeps: fetched at each use from an environment variable, a file or a command, and forgotten after it.
//! That somebody agreed to it has been seen to before.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use headwater_model::{AppError, ErrorCode, Secret, SecretSource};
use headwater_vault::Slots;
use tokio::io::AsyncReadExt as _;
use zeroize::Zeroizing;

use crate::Cx;

/// Most that a file or a command may give, in bytes.
const LONGEST: usize = 65_536;
/// How long a command may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// The environment of a command: what programs need to find the person's settings, agents and keychain, and nothing that
/// other programs left for themselves.
const KEPT: [&str; 28] = [
    "HOME",
    "USER",
    "LOGNAME",
    "PATH",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "TZ",
    "TMPDIR",
    "XDG_RUNTIME_DIR",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "DBUS_SESSION_BUS_ADDRESS",
    "DISPLAY",
    "XAUTHORITY",
    "WAYLAND_DISPLAY",
    "SSH_AUTH_SOCK",
    "GNUPGHOME",
    "GPG_TTY",
    "PASSWORD_STORE_DIR",
    // Windows.
    "SystemRoot",
    "SystemDrive",
    "USERPROFILE",
    "APPDATA",
    "LOCALAPPDATA",
    "ProgramData",
    "TEMP",
    "TMP",
];

/// Fetches every slot.
///
/// # Errors
/// On field `secrets.<slot>`: `secret_variable`; `secret_file`, `secret_file_open`; `secret_command`, `secret_command_slow`,
/// `secret_command_off`; `secret_empty`, `secret_too_long`, `secret_not_text`. None repeats what was read.
pub(crate) async fn all(cx: &Cx, sources: &BTreeMap<String, SecretSource>) -> Result<Slots, AppError> {
    let mut slots = Slots::new();
    for (slot, source) in sources {
        let value = one(cx, source).await.map_err(|error| error.on(&format!("secrets.{slot}")))?;
        slots.insert(slot.clone(), value);
    }
    Ok(slots)
}

async fn one(cx: &Cx, source: &SecretSource) -> Result<Secret<String>, AppError> {
    match source {
        SecretSource::Env(name) => {
            let value = std::env::var(name).ok().filter(|value| !value.is_empty());
            value.map(Secret::new).ok_or_else(|| AppError::new(ErrorCode::SecretVariable).with("variable", name))
        }
        SecretSource::File(path) => {
            let at = expanded(path);
            let read = tokio::task::spawn_blocking(move || file(&at)).await;
            let bytes = read.map_err(|stopped| AppError::new(ErrorCode::Internal).because(stopped))??;
            text(&bytes, path)
        }
        SecretSource::Command(_) if !cx.allow_commands => Err(AppError::new(ErrorCode::SecretCommandOff)),
        SecretSource::Command(argv) => {
            let program = argv.first().map(String::as_str).unwrap_or_default();
            text(&command(program, argv.get(1..).unwrap_or_default()).await?, program)
        }
    }
}

/// One newline at the end goes: editors and programs put it there.
fn text(bytes: &[u8], origin: &str) -> Result<Secret<String>, AppError> {
    let refused = |code| AppError::new(code).with("origin", origin).with("max", LONGEST);
    if bytes.len() > LONGEST {
        return Err(refused(ErrorCode::SecretTooLong));
    }
    let line = bytes.strip_suffix(b"\n").map_or(bytes, |line| line.strip_suffix(b"\r").unwrap_or(line));
    match std::str::from_utf8(line) {
        Ok("") => Err(refused(ErrorCode::SecretEmpty)),
        Ok(value) => Ok(Secret::new(value.to_owned())),
        Err(_) => Err(refused(ErrorCode::SecretNotText)),
    }
}

/// `~/` is the home folder.
fn expanded(path: &str) -> PathBuf {
    match (path.strip_prefix("~/"), home()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(path),
    }
}

fn home() -> Option<PathBuf> {
    directories::BaseDirs::new().map(|dirs| dirs.home_dir().to_owned())
}

/// What stands in a file that only its owner may read.
fn file(path: &Path) -> Result<Zeroizing<Vec<u8>>, AppError> {
    let failed =
        |error: std::io::Error| AppError::new(ErrorCode::SecretFile).with("path", path.display()).with("reason", error);
    let mut options = std::fs::OpenOptions::new();
    options.read(true);
    // A pipe in its place is refused below instead of waited for.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    let file = options.open(path).map_err(failed)?;
    let facts = file.metadata().map_err(failed)?;
    if !facts.is_file() {
        return Err(failed(std::io::ErrorKind::InvalidInput.into()));
    }
    #[cfg(unix)]
    {
        let mode = std::os::unix::fs::PermissionsExt::mode(&facts.permissions()) & 0o777;
        if mode & 0o077 != 0 {
            let error = AppError::new(ErrorCode::SecretFileOpen).with("path", path.display());
            return Err(error.with("mode", format!("{mode:04o}")));
        }
    }
    let mut bytes = Zeroizing::new(Vec::with_capacity(LONGEST + 1));
    file.take(LONGEST as u64 + 1).read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

/// What a program prints, which no shell starts, which gets no input, and whose complaints nobody sees: they may hold secrets.
async fn command(program: &str, arguments: &[String]) -> Result<Zeroizing<Vec<u8>>, AppError> {
    let failed = |reason: &dyn ToString| {
        AppError::new(ErrorCode::SecretCommand).with("program", program).with("reason", reason.to_string())
    };
    let kept = KEPT.iter().filter_map(|name| Some((*name, std::env::var_os(name)?)));
    let mut command = tokio::process::Command::new(program);
    command.args(arguments).env_clear().envs(kept).current_dir(home().unwrap_or_else(|| PathBuf::from("/")));
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
    #[cfg(unix)]
    command.process_group(0);
    let mut child = command.spawn().map_err(|error| failed(&error))?;
    let _group = Group(child.id());
    let output = child.stdout.take();
    let work = async {
        let mut bytes = Zeroizing::new(Vec::with_capacity(LONGEST + 1));
        if let Some(output) = output {
            output.take(LONGEST as u64 + 1).read_to_end(&mut bytes).await?;
        }
        // More than that is refused without waiting for its end.
        let status = if bytes.len() > LONGEST { None } else { Some(child.wait().await?) };
        Ok::<_, std::io::Error>((bytes, status))
    };
    match tokio::time::timeout(PATIENCE, work).await {
        Ok(Ok((_, Some(status)))) if !status.success() => Err(failed(&status)),
        Ok(Ok((bytes, _))) => Ok(bytes),
        Ok(Err(error)) => Err(failed(&error)),
        Err(_) => {
            let error = AppError::new(ErrorCode::SecretCommandSlow).with("program", program);
            Err(error.with("seconds", PATIENCE.as_secs()))
        }
    }
}

/// A command and whatever it started: ended when the fetch is over, however it ends.
struct Group(Option<u32>);

impl Drop for Group {
    fn drop(&mut self) {
        #[cfg(unix)]
        if let Some(group) = self.0.and_then(|id| rustix::process::Pid::from_raw(id.cast_signed())) {
            let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        }
    }
}
