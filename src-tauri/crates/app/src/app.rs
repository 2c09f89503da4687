//! Opening a data folder.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use headwater_model::{AppError, ErrorCode, Timestamp, random_hex};
use headwater_store::Store;
use headwater_vault::Keychain;
use tokio::sync::Semaphore;

use crate::calls::Calls;
use crate::clipboard::Clipboard;
use crate::errors::store_error;
use crate::exchange::{Read, Sheets, Tickets};
use crate::held::Held;
use crate::journal::{Announced, GivenUp};
use crate::keychains::Keychains;
use crate::owner::Owner;
use crate::test::TESTS_AT_ONCE;

/// When the journal is swept again: by then every held row may go; see `journal`.
const SECOND_SWEEP: Duration = Duration::from_secs(65);

/// Which data folder and which keychain.
#[derive(Debug, Clone, Default)]
pub struct OpenOptions {
    /// The data folder; `None`: `HEADWATER_HOME`, else the platform's.
    pub home: Option<PathBuf>,
    /// The keychain.
    pub keychain: KeychainChoice,
    /// Which program opens it.
    pub shell: Shell,
    /// After how long a copied secret is taken out of the clipboard again; `None`: the shell has no clipboard.
    pub clipboard: Option<Duration>,
    /// Secrets may come from commands, each of which somebody agreed to. Off where a page in a browser could ask for them.
    pub allow_commands: bool,
}

/// Which program a change came through.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Shell {
    /// The desktop window.
    #[default]
    Window,
    /// The page in a browser.
    Browser,
    /// The command line.
    CommandLine,
}

impl Shell {
    /// The word in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Window => "window",
            Self::Browser => "browser",
            Self::CommandLine => "command_line",
        }
    }
}

/// Where secrets go.
#[derive(Clone, Default)]
pub enum KeychainChoice {
    /// The system's keychain; where there is none, memory until the process ends (the window, with a visible banner).
    #[default]
    SystemOrSession,
    /// The system's keychain or nothing (the command line).
    SystemOnly,
    /// This one (tests).
    Given(Arc<dyn Keychain>),
}

impl std::fmt::Debug for KeychainChoice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::SystemOrSession => "SystemOrSession",
            Self::SystemOnly => "SystemOnly",
            Self::Given(_) => "Given",
        })
    }
}

/// One open data folder.
pub struct App {
    pub(crate) store: Store,
    pub(crate) keychains: Keychains,
    pub(crate) owner: Owner,
    pub(crate) calls: Calls,
    pub(crate) held: Held,
    pub(crate) imports: Tickets<Read>,
    pub(crate) sheets: Sheets,
    pub(crate) clipboard: Clipboard,
    pub(crate) lanes: Semaphore,
    pub(crate) given_up: GivenUp,
    pub(crate) announced: Announced,
    /// Locked, together with every other process that has the folder open; see [`lock_in_use`].
    in_use: Mutex<Option<std::fs::File>>,
    pub(crate) shell: Shell,
    pub(crate) allow_commands: bool,
    home: PathBuf,
}

impl App {
    /// Opens the data folder, creating or migrating its database. Touches neither keychain nor network.
    ///
    /// # Errors
    /// `data_folder` when the folder cannot be made, `database_newer` or `database_failed`.
    pub async fn open(options: OpenOptions) -> Result<Arc<Self>, AppError> {
        let home = options.home.map_or_else(data_folder, Ok)?;
        make_private_folder(&home)?;
        let path = home.join("headwater.db");
        // Before SQLite opens it: the files that it puts beside it take over its rights.
        make_private_file(&path);
        // Two processes must not create or migrate the file at the same time.
        let opening = lock_opening(home.join("locks")).await?;
        let in_use = lock_in_use(&home)?;
        in_use.lock_shared().map_err(|error| folder_error(&home, &error))?;
        let store = Store::open(&path, &random_hex(), Timestamp::now().0).await.map_err(store_error)?;
        drop(opening);
        restrict(&path, 0o600);
        let keychains = Keychains::new(options.keychain, store.folder_id());
        let owner = Owner::new(home.join("locks"));
        let lanes = Semaphore::new(TESTS_AT_ONCE);
        let (calls, held, imports, given_up) =
            (Calls::default(), Held::default(), Tickets::default(), GivenUp::default());
        let sheets = Sheets::default();
        let (shell, in_use) = (options.shell, Mutex::new(Some(in_use)));
        let allow_commands = options.allow_commands;
        let app = Self {
            store,
            keychains,
            owner,
            calls,
            held,
            imports,
            sheets,
            lanes,
            given_up,
            announced: Announced::default(),
            in_use,
            shell,
            clipboard: Clipboard::new(options.clipboard),
            allow_commands,
            home,
        };
        Ok(Arc::new(app))
    }

    /// The data folder.
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// Reads what the list looks through. For a shell that has time before the first page is asked for; failures are told by
    /// that page.
    pub async fn read_ahead(&self) {
        let _ = self.store.read_list_ahead().await;
    }

    /// Mends in the background what a killed process left in the journal. Call it after the first paint, never before.
    pub fn start_recovery(self: &Arc<Self>) {
        let app = Arc::clone(self);
        tokio::spawn(async move {
            app.keychains.look().await;
            app.expire(Timestamp::now().0).await;
            app.recover().await;
            let _ = app.follow_catalogue().await;
            app.back_up_daily().await;
            tokio::time::sleep(SECOND_SWEEP).await;
            app.recover().await;
        });
    }

    /// Ends what is under way and closes the database. Call it before the process ends.
    pub async fn close(&self) {
        self.calls.cancel_all();
        self.clipboard.clear().await;
        self.store.close().await;
        self.owner.release();
        drop(self.in_use.lock().unwrap_or_else(PoisonError::into_inner).take());
    }
}

/// The data folder: `HEADWATER_HOME`, else the platform's folder for application data.
///
/// # Errors
/// `data_folder` when the system names no home.
pub fn data_folder() -> Result<PathBuf, AppError> {
    if let Some(home) = std::env::var_os("HEADWATER_HOME").filter(|home| !home.is_empty()) {
        return std::path::absolute(&home).map_err(|error| folder_error(Path::new(&home), &error));
    }
    directories::ProjectDirs::from("", "", "headwater")
        .map(|dirs| dirs.data_dir().to_owned())
        .ok_or_else(|| AppError::new(ErrorCode::DataFolder).with("path", "~"))
}

/// The file that every process locks, shared, while it has the data folder open, so that none replaces the database under
/// another.
pub(crate) fn lock_in_use(home: &Path) -> Result<std::fs::File, AppError> {
    let path = home.join("locks/in-use.lock");
    make_private_file(&path);
    std::fs::File::create(&path).map_err(|error| folder_error(&path, &error))
}

/// The lock that is held while the database is opened.
pub(crate) async fn lock_opening(folder: PathBuf) -> Result<std::fs::File, AppError> {
    let path = folder.join("open.lock");
    make_private_folder(&folder)?;
    make_private_file(&path);
    let locked = tokio::task::spawn_blocking({
        let path = path.clone();
        move || std::fs::File::create(&path).and_then(|file| file.lock().map(|()| file))
    });
    match locked.await {
        Ok(locked) => locked.map_err(|error| folder_error(&path, &error)),
        Err(stopped) => Err(AppError::new(ErrorCode::Internal).because(stopped)),
    }
}

pub(crate) fn make_private_folder(home: &Path) -> Result<(), AppError> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(home).map_err(|error| folder_error(home, &error))?;
    restrict(home, 0o700);
    Ok(())
}

/// Makes an empty file that only its owner may read, unless there is one. Best effort: whoever opens it finds out.
pub(crate) fn make_private_file(path: &Path) {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let _ = options.open(path);
}

/// Best effort: a folder on a file system without rights is still usable.
pub(crate) fn restrict(path: &Path, mode: u32) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let _ = std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode));
    }
    #[cfg(not(unix))]
    let _ = (path, mode);
}

pub(crate) fn folder_error(path: &Path, error: &std::io::Error) -> AppError {
    let full = matches!(error.kind(), std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded);
    AppError::new(if full { ErrorCode::DiskFull } else { ErrorCode::DataFolder })
        .with("path", path.display())
        .because(error)
}
