//! The command line, and what is said on it.

use std::io::{Error, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Serves Headwater's page and commands to one browser on this computer.
#[derive(Debug, clap::Parser)]
#[command(version)]
pub struct Arguments {
    /// Port on 127.0.0.1; 0 takes a free one.
    #[arg(long, default_value_t = 0)]
    pub port: u16,
    /// The data folder; else HEADWATER_HOME, else the system's place.
    #[arg(long, value_name = "DIR")]
    pub home: Option<PathBuf>,
    /// The built page.
    #[arg(long, value_name = "DIR")]
    ui: Option<PathBuf>,
    /// Origin of a page server with hot reload, for example http://127.0.0.1:5173. The browser is sent there.
    #[arg(long, value_name = "ORIGIN")]
    pub dev_ui: Option<String>,
    /// Print one line of JSON, {"url": …}, instead of words.
    #[arg(long)]
    print_json: bool,
    /// Let secrets come from commands, as the window does: whoever has the page can then have programs run.
    #[arg(long)]
    pub allow_commands: bool,
    /// End when standard input ends.
    #[arg(long)]
    pub follow_stdin: bool,
}

impl Arguments {
    /// The folder of the built page.
    ///
    /// # Errors
    /// When it holds no page.
    pub fn ui_folder(&self) -> Result<PathBuf, Error> {
        let built = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../ui/dist");
        let folder = self.ui.clone().unwrap_or_else(built);
        if self.dev_ui.is_none() && !folder.join("index.html").is_file() {
            let words = format!(
                "There is no built page in {0}: run `npm --prefix ui run build`.\n{0} 中没有构建好的页面：请先运行 `npm --prefix ui run build`。",
                folder.display()
            );
            return Err(Error::new(ErrorKind::NotFound, words));
        }
        Ok(folder)
    }

    /// Prints the address. Whoever reads it may come in, once.
    pub fn announce(&self, url: &str) {
        let mut out = std::io::stdout().lock();
        let words = match self.print_json {
            true => serde_json::json!({ "url": url }).to_string(),
            false => format!(
                "Headwater is ready. Open this address in a browser on this computer; it works once, within 5 minutes:\n\
                 Headwater 已就绪。请在本机浏览器中打开以下地址（5 分钟内有效，仅可使用一次）：\n\n  {url}\n"
            ),
        };
        // A closed output leaves nobody to tell.
        let _ = writeln!(out, "{words}").and_then(|()| out.flush());
    }
}
