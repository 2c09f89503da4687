//! One route for the whole command table: `POST /api/call/<name>` with `{call, request}` answers `{ok}` or `{error}`.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::IntoResponse;
use headwater_app::Caller;
use headwater_model::{AppError, ErrorCode};
use serde_json::{Value, json};

use crate::House;
use crate::refusal::Refusal;

/// Carries out one command. What the table refuses is an answer like any other; only what never reaches it is not 200.
pub async fn call(
    State(house): State<Arc<House>>,
    Path(name): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<impl IntoResponse, Refusal> {
    house.door.check_origin(&headers)?;
    house.door.check_session(&headers)?;
    let (call, request) = parse(&headers, &body)?;
    let body = match run(house.clone(), name, call, request).await {
        Ok(answer) => format!("{{\"ok\":{answer}}}"),
        Err(error) => json!({ "error": error }).to_string(),
    };
    Ok(([(header::CONTENT_TYPE, "application/json")], body))
}

fn parse(headers: &HeaderMap, body: &Bytes) -> Result<(String, Value), Refusal> {
    // A form or a script of another page cannot send this type without asking first.
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if kind.split(';').next().map(str::trim) != Some("application/json") {
        return Err(Refusal::Malformed);
    }
    let Ok(Value::Object(mut body)) = serde_json::from_slice(body) else { return Err(Refusal::Malformed) };
    match (body.remove("call"), body.remove("request")) {
        (Some(Value::String(call)), Some(request)) if body.is_empty() => Ok((call, request)),
        _ => Err(Refusal::Malformed),
    }
}

async fn run(house: Arc<House>, name: String, call: String, request: Value) -> Result<String, AppError> {
    let app = match house.app().await {
        Ok(app) => app,
        // The doctor can still say what is to be done.
        Err(why) => return headwater_app::rescue(&house.options, why, &name, request).await,
    };
    let events = {
        let (house, call) = (house.clone(), call.clone());
        Arc::new(move |event: Value| house.events.send(&call, event))
    };
    // A task of its own: a browser that goes away must not stop a save in the middle.
    let running = tokio::spawn(async move {
        let answer = headwater_app::answer(&app, &name, request, Caller { call, events }).await;
        house.recover(&app);
        answer
    });
    running.await.unwrap_or_else(|ended| Err(AppError::new(ErrorCode::Internal).because(ended)))
}
