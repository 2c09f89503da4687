//! Requests that the door or a route turns away.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

/// Why a request was turned away. The words are for the person who looks at the browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Host, Origin or Sec-Fetch-Site are not those of this page: another page asks in this browser's name.
    Foreign,
    /// No session, or the address was used before or is too old.
    Stranger,
    /// Not JSON, or not `{call, request}`.
    Malformed,
    /// Nothing has this path.
    NotFound,
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, words) = match self {
            Self::Foreign => (
                StatusCode::FORBIDDEN,
                "Refused: this request does not come from Headwater's own page.\n已拒绝：该请求不是来自 Headwater 自己的页面。",
            ),
            Self::Stranger => (
                StatusCode::UNAUTHORIZED,
                "Open the address that the terminal shows; it works once, within 5 minutes. Start Headwater again for a new one.\n请打开终端中显示的地址；它在 5 分钟内有效，且仅可使用一次。重新启动 Headwater 可获得新地址。",
            ),
            Self::Malformed => (StatusCode::BAD_REQUEST, "Not understood.\n无法理解。"),
            Self::NotFound => (StatusCode::NOT_FOUND, "Not found.\n未找到。"),
        };
        (status, words).into_response()
    }
}
