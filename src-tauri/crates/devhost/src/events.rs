//! Progress of calls, as server-sent events: `{call, event}`.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::StreamExt;
use serde_json::{Value, json};
use tokio::sync::broadcast::{self, error::RecvError};

use crate::House;
use crate::refusal::Refusal;

/// Events that a slow browser may be behind; older ones are lost to it. Every answer is complete without them.
const BACKLOG: usize = 4096;

/// From calls to streams.
pub struct Events(broadcast::Sender<String>);

impl Events {
    pub fn new() -> Self {
        Self(broadcast::channel(BACKLOG).0)
    }

    /// Sends to every stream; nobody may be listening.
    pub fn send(&self, call: &str, event: Value) {
        let _ = self.0.send(json!({ "call": call, "event": event }).to_string());
    }
}

/// The stream of one page; ends with the server.
pub async fn stream(State(house): State<Arc<House>>, headers: HeaderMap) -> Result<impl IntoResponse, Refusal> {
    house.door.check_same_site(&headers)?;
    house.door.check_session(&headers)?;
    let events = futures_util::stream::unfold(house.events.0.subscribe(), async |mut from| {
        loop {
            match from.recv().await {
                Ok(text) => return Some((Ok::<_, Infallible>(Event::default().data(text)), from)),
                Err(RecvError::Lagged(_)) => continue,
                Err(RecvError::Closed) => return None,
            }
        }
    });
    let events = events.take_until(house.closing.clone().cancelled_owned());
    Ok(Sse::new(events).keep_alive(KeepAlive::default()))
}
