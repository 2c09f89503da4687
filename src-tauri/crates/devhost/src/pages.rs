//! The built page, and the exchange of the one-time token.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

use crate::House;
use crate::refusal::Refusal;

/// Any file of the page; `/?token=…` opens the session and goes on to the clean address.
pub async fn page(
    State(house): State<Arc<House>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    if method != Method::GET {
        return Err(Refusal::NotFound);
    }
    let token = uri.query().unwrap_or_default().split('&').find_map(|pair| pair.strip_prefix("token="));
    if let ("/", Some(token)) = (uri.path(), token) {
        let (to, cookie) = house.door.exchange(token)?;
        return Ok((StatusCode::SEE_OTHER, [(header::LOCATION, to), (header::SET_COOKIE, cookie)]).into_response());
    }
    house.door.check_session(&headers)?;
    let file = locate(&house.ui, uri.path()).ok_or(Refusal::NotFound)?;
    let bytes = tokio::fs::read(&file).await.map_err(|_| Refusal::NotFound)?;
    Ok(([(header::CONTENT_TYPE, content_type(&file))], bytes).into_response())
}

/// The file of a path. The build names files with plain characters only, so whatever could lead elsewhere is nothing of ours.
fn locate(folder: &Path, path: &str) -> Option<PathBuf> {
    let path = if path == "/" { "/index.html" } else { path };
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    let parts: Vec<&str> = path.strip_prefix('/')?.split('/').collect();
    let valid = |part: &&str| !part.is_empty() && !part.starts_with('.') && part.chars().all(plain);
    parts.iter().all(valid).then(|| parts.iter().fold(folder.to_owned(), |at, part| at.join(part)))
}

fn content_type(file: &Path) -> &'static str {
    match file.extension().and_then(|ending| ending.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}
