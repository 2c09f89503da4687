//! One run of the program: the open data folder, the language, and calls of the command table that Ctrl-C can stop.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use headwater_app::{App, Caller, KeychainChoice, OpenOptions, Shell};
use headwater_model::{AppError, ErrorCode, Lang, Params, Text, params};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tokio::sync::watch;

use crate::failure::Exit;
use crate::output::tell;
pub use crate::program::Program;

/// The id of this program's call: there is one at a time.
const CALL: &str = "cli";
/// How long an interrupted call may take to end well: a test reports, a save ends whole.
const GRACE: Duration = Duration::from_secs(2);

/// What a command works with.
pub struct Session {
    /// The open data folder, or why it could not be opened: the doctor and a restore work even then.
    app: Result<Arc<App>, AppError>,
    options: OpenOptions,
    /// Language of the words.
    pub lang: Lang,
    /// JSON instead of words.
    pub json: bool,
    workspace: Option<String>,
    /// `--confirm`.
    pub confirm: Option<String>,
    interrupted: watch::Receiver<bool>,
}

/// A command's answer: what goes to standard output, and how the program ends.
#[derive(Debug)]
pub struct Answer {
    /// For `--json`.
    pub document: Document,
    /// Otherwise.
    pub words: String,
    /// How the program ends.
    pub exit: Exit,
    /// What takes its place instead, once the data folder is closed.
    pub run: Option<Program>,
}

impl Answer {
    /// An answer to something that was done.
    pub fn done(document: Value, words: String) -> Self {
        Self { document: Document::Value(document), words, exit: Exit::Done, run: None }
    }
}

/// JSON for scripts.
#[derive(Debug)]
pub enum Document {
    /// To be written.
    Value(Value),
    /// Written already: a long list, without a tree of it in memory.
    Text(String),
}

/// The workspace that a command works in.
#[derive(Debug)]
pub struct Workspace {
    /// Its id, as it crosses the border.
    pub id: Value,
    /// Its name.
    pub name: String,
    /// Two environments.
    pub standard: bool,
}

impl Session {
    /// Opens the data folder. Touches neither keychain nor network. A folder that cannot be opened is an error of the first
    /// call that needs it.
    pub async fn open(lang: Lang, json: bool, workspace: Option<String>, confirm: Option<String>) -> Self {
        let (keychain, shell) = (KeychainChoice::SystemOnly, Shell::CommandLine);
        let options = OpenOptions { home: None, keychain, shell, clipboard: None, allow_commands: true };
        let app = App::open(options.clone()).await;
        let (tell, interrupted) = watch::channel(false);
        tokio::spawn(async move {
            let mut again = false;
            while tokio::signal::ctrl_c().await.is_ok() {
                if again {
                    // The journal mends whatever this cuts.
                    std::process::exit(i32::from(Exit::Interrupted.code()));
                }
                again = true;
                let _ = tell.send(true);
            }
            std::future::pending::<()>().await;
        });
        Self { app, options, lang, json, workspace, confirm, interrupted }
    }

    /// Closes the data folder. Where the keychain was used, what earlier processes have left is mended first, unless the
    /// command only `looks`: the doctor mends on request.
    pub async fn close(&self, looks: bool) {
        if let Ok(app) = &self.app {
            if !looks {
                app.tidy().await;
            }
            app.close().await;
        }
    }

    /// Closes the data folder and calls a command that needs none that can be opened; `why` it is no use as it is.
    ///
    /// # Errors
    /// As [`headwater_app::rescue`].
    pub async fn rescue(&self, why: AppError, name: &str, request: Value) -> Result<Value, AppError> {
        if let Ok(app) = &self.app {
            app.close().await;
        }
        parse(&headwater_app::rescue(&self.options, why, name, request).await?)
    }

    /// Calls a command. Of its progress a person is told only that it waits for the keychain.
    ///
    /// # Errors
    /// What the command refuses; `cancelled`.
    pub async fn call(&self, name: &str, request: Value) -> Result<Value, AppError> {
        self.typed(name, request).await
    }

    /// As [`Self::call`], with an answer of a type.
    ///
    /// # Errors
    /// As [`Self::call`].
    pub async fn typed<T: DeserializeOwned>(&self, name: &str, request: Value) -> Result<T, AppError> {
        parse(&self.answer(name, request, self.waiting()).await?)
    }

    /// Asks the core for what no command answers: values of secrets.
    ///
    /// # Errors
    /// What it refuses; `cancelled`.
    pub async fn reveal<T, F: Future<Output = Result<T, AppError>>>(
        &self,
        work: impl FnOnce(Arc<App>, Caller) -> F,
    ) -> Result<T, AppError> {
        let app = self.app.as_ref().map_err(Clone::clone)?;
        let caller = Caller { call: CALL.to_owned(), events: self.waiting() };
        tokio::select! {
            done = work(Arc::clone(app), caller) => done,
            () = self.interrupt() => Err(AppError::new(ErrorCode::Cancelled)),
        }
    }

    /// Tells a person that the keychain is being waited for, once.
    fn waiting(&self) -> Arc<dyn Fn(Value) + Send + Sync> {
        let waiting = self.say("Waiting for the keychain …", "正在等待密钥链……");
        let told = AtomicBool::new(false);
        Arc::new(move |event: Value| {
            if event["waiting_for"] == "keychain" && !told.swap(true, Ordering::Relaxed) {
                tell(&format!("{waiting}\n"));
            }
        })
    }

    /// Calls a command and passes its progress on. Ctrl-C cancels it and waits a moment for how it ends.
    ///
    /// # Errors
    /// What the command refuses; `cancelled`.
    pub async fn watch(
        &self,
        name: &str,
        request: Value,
        events: Arc<dyn Fn(Value) + Send + Sync>,
    ) -> Result<Value, AppError> {
        parse(&self.answer(name, request, events).await?)
    }

    async fn answer(
        &self,
        name: &str,
        request: Value,
        events: Arc<dyn Fn(Value) + Send + Sync>,
    ) -> Result<String, AppError> {
        if *self.interrupted.borrow() {
            return Err(AppError::new(ErrorCode::Cancelled));
        }
        let app = match &self.app {
            Ok(app) => app,
            Err(why) => return headwater_app::rescue(&self.options, why.clone(), name, request).await,
        };
        let work = headwater_app::answer(app, name, request, Caller { call: CALL.to_owned(), events });
        tokio::pin!(work);
        tokio::select! {
            biased;
            done = &mut work => return done,
            () = self.interrupt() => {}
        }
        let stop = headwater_app::answer(app, "call.cancel", json!({"call": CALL}), Caller::silent());
        let ended = async { tokio::join!(stop, work).1 };
        tokio::time::timeout(GRACE, ended).await.unwrap_or_else(|_| Err(AppError::new(ErrorCode::Cancelled)))
    }

    /// Waits for a person or a file; Ctrl-C ends the waiting.
    ///
    /// # Errors
    /// What `work` refuses; `cancelled`.
    pub async fn wait<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, AppError> + Send + 'static,
    ) -> Result<T, AppError> {
        tokio::select! {
            done = tokio::task::spawn_blocking(work) => {
                done.unwrap_or_else(|error| Err(AppError::new(ErrorCode::Internal).because(error)))
            }
            () = self.interrupt() => Err(AppError::new(ErrorCode::Cancelled)),
        }
    }

    async fn interrupt(&self) {
        let mut interrupted = self.interrupted.clone();
        if interrupted.wait_for(|yes| *yes).await.is_err() {
            std::future::pending::<()>().await;
        }
    }

    /// Every workspace, the current one marked.
    ///
    /// # Errors
    /// The database's.
    pub async fn workspaces(&self) -> Result<Vec<Value>, AppError> {
        let mut state = self.call("app.state", json!({})).await?;
        Ok(state["workspaces"].as_array_mut().map(std::mem::take).unwrap_or_default())
    }

    /// The workspace with this name.
    ///
    /// # Errors
    /// `workspace_not_found`.
    pub async fn workspace_named(&self, name: &str) -> Result<Workspace, AppError> {
        let all = self.workspaces().await?;
        let found = all.iter().find(|workspace| workspace["name"] == name).map(workspace_of);
        found.ok_or_else(|| AppError::new(ErrorCode::WorkspaceNotFound).with("name", name).on("workspace"))
    }

    /// The workspace of `--workspace`, else the current one.
    ///
    /// # Errors
    /// `workspace_not_found`.
    pub async fn workspace(&self) -> Result<Workspace, AppError> {
        if let Some(name) = &self.workspace {
            return self.workspace_named(name).await;
        }
        let all = self.workspaces().await?;
        let current = all.iter().find(|workspace| workspace["current"] == true).map(workspace_of);
        current.ok_or_else(|| AppError::new(ErrorCode::Internal))
    }

    /// Whether `--workspace` was given.
    pub const fn chose_workspace(&self) -> bool {
        self.workspace.is_some()
    }

    /// A data source of the workspace by its name.
    ///
    /// # Errors
    /// `source_not_found`.
    pub async fn named(&self, workspace: &Workspace, name: &str) -> Result<Value, AppError> {
        self.call("source.named", json!({"workspace": workspace.id, "name": name})).await
    }

    /// Words without places to fill.
    pub fn say(&self, en: &'static str, zh: &'static str) -> String {
        self.fill(en, zh, &params([]))
    }

    /// Words with places to fill.
    pub fn fill(&self, en: &'static str, zh: &'static str, values: &Params) -> String {
        Text::new(en, zh).render(self.lang, values)
    }
}

fn parse<T: DeserializeOwned>(answer: &str) -> Result<T, AppError> {
    serde_json::from_str(answer).map_err(|error| AppError::new(ErrorCode::Internal).because(error))
}

fn workspace_of(view: &Value) -> Workspace {
    Workspace {
        id: view["id"].clone(),
        name: view["name"].as_str().unwrap_or_default().to_owned(),
        standard: view["mode"] == "standard",
    }
}
