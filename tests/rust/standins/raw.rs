//! A TCP server that sends bytes, whatever it is asked: for what no decent HTTP server does.

use std::io;
use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{AbortHandle, JoinSet};

/// What it does once a request has come.
#[derive(Debug, Clone)]
pub enum Manner {
    /// Sends this and closes.
    Say(Vec<u8>),
    /// Sends the first, then the second for ever.
    Repeat(Vec<u8>, Vec<u8>),
    /// Sends this and then nothing, and stays.
    Stall(Vec<u8>),
}

/// A running server; dropping it ends it with all its connections.
pub struct Raw {
    address: SocketAddr,
    accepting: AbortHandle,
}

impl Drop for Raw {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl Raw {
    /// Listens on a free port of 127.0.0.1.
    ///
    /// # Errors
    /// When no port can be had.
    pub async fn start(manner: Manner) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let accept = async move {
            let mut serving = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                serving.spawn(serve(stream, manner.clone()));
            }
        };
        Ok(Self { address, accepting: tokio::spawn(accept).abort_handle() })
    }

    /// `http://127.0.0.1:<port>`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

async fn serve(mut stream: TcpStream, manner: Manner) {
    let mut asked = [0; 4096];
    if !stream.read(&mut asked).await.is_ok_and(|count| count > 0) {
        return;
    }
    // A client that hangs up ends it.
    let _ = match manner {
        Manner::Say(bytes) => stream.write_all(&bytes).await,
        Manner::Repeat(first, again) => repeat(&mut stream, &first, &again).await,
        Manner::Stall(bytes) => {
            let _ = stream.write_all(&bytes).await;
            std::future::pending().await
        }
    };
}

async fn repeat(stream: &mut TcpStream, first: &[u8], again: &[u8]) -> io::Result<()> {
    stream.write_all(first).await?;
    loop {
        stream.write_all(again).await?;
    }
}
