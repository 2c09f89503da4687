//! Who may come in: requests to our own host name, from our own page, by the browser that was given the one-time token.
//!
//! Any page in any browser on this computer can send requests to a loopback port, and so can any program of another user.
//! Host stops DNS rebinding, Origin stops other pages, the session stops other users.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use headwater_model::random_hex;

use crate::House;
use crate::refusal::Refusal;

/// How long the token of the printed address is good.
const TOKEN_LIFE: Duration = Duration::from_secs(5 * 60);

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// As the window's, but for the way to the commands.
const POLICY: &str = "default-src 'self'; connect-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; \
                      frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// The keys to one server.
pub struct Door {
    host: String,
    origins: Vec<String>,
    after: String,
    cookie: String,
    session: String,
    token: Mutex<Option<(String, Instant)>>,
}

impl Door {
    /// The door of the server on this port, and the token that opens it once. `dev_ui` is another origin that serves the page.
    pub fn new(port: u16, dev_ui: Option<String>) -> (Self, String) {
        let token = random_hex();
        let host = format!("127.0.0.1:{port}");
        let dev_ui = dev_ui.map(|origin| origin.trim_end_matches('/').to_owned());
        let door = Self {
            origins: std::iter::once(format!("http://{host}")).chain(dev_ui.clone()).collect(),
            after: dev_ui.map_or_else(|| "/".to_owned(), |origin| origin + "/"),
            // Browsers send cookies to every port of a host: the name keeps two servers apart.
            cookie: format!("headwater-{port}"),
            session: random_hex(),
            token: Mutex::new(Some((token.clone(), Instant::now() + TOKEN_LIFE))),
            host,
        };
        (door, token)
    }

    /// Exchanges the token for a session: where to go on, and the cookie to take along.
    ///
    /// # Errors
    /// [`Refusal::Stranger`] when the token is not the one, was used, or is too old.
    pub fn exchange(&self, offered: &str) -> Result<(String, String), Refusal> {
        let mut token = self.token.lock().unwrap_or_else(PoisonError::into_inner);
        match token.as_ref() {
            Some((expected, until)) if Instant::now() < *until && is_same(expected, offered) => {
                *token = None;
                let cookie = format!("{}={}; Path=/; HttpOnly; SameSite=Strict", self.cookie, self.session);
                Ok((self.after.clone(), cookie))
            }
            _ => Err(Refusal::Stranger),
        }
    }

    /// # Errors
    /// [`Refusal::Stranger`] without the session's cookie.
    pub fn check_session(&self, headers: &HeaderMap) -> Result<(), Refusal> {
        let known = headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .any(|(name, value)| name == self.cookie && is_same(&self.session, value));
        if known { Ok(()) } else { Err(Refusal::Stranger) }
    }

    /// For requests that change something.
    ///
    /// # Errors
    /// [`Refusal::Foreign`] without our own Origin.
    pub fn check_origin(&self, headers: &HeaderMap) -> Result<(), Refusal> {
        let origin = only(headers, &header::ORIGIN).ok_or(Refusal::Foreign)?;
        if self.origins.iter().any(|own| own == origin) { Ok(()) } else { Err(Refusal::Foreign) }
    }

    /// For requests that carry no Origin.
    ///
    /// # Errors
    /// [`Refusal::Foreign`] when the browser does not say that our own page asks.
    pub fn check_same_site(&self, headers: &HeaderMap) -> Result<(), Refusal> {
        let same = only(headers, &SEC_FETCH_SITE) == Some("same-origin");
        if same { Ok(()) } else { Err(Refusal::Foreign) }
    }

    fn check_host(&self, headers: &HeaderMap) -> Result<(), Refusal> {
        let own = only(headers, &header::HOST).is_some_and(|host| host == self.host);
        if own { Ok(()) } else { Err(Refusal::Foreign) }
    }
}

/// Stands before every route: refuses other hosts, and gives every answer, refusals too, the headers of our page.
pub async fn guard(State(house): State<Arc<House>>, request: Request, next: Next) -> Response {
    let mut response = match house.door.check_host(request.headers()) {
        Ok(()) => next.run(request).await,
        Err(refusal) => refusal.into_response(),
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// The value of a header that stands there exactly once.
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (Some(value), None) => value.to_str().ok(),
        _ => None,
    }
}

/// Compares in a time that does not tell how much was right.
fn is_same(expected: &str, offered: &str) -> bool {
    let differences = expected.bytes().zip(offered.bytes()).fold(0, |seen, (a, b)| seen | (a ^ b));
    expected.len() == offered.len() && differences == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_good_once_and_not_for_ever() {
        let (door, token) = Door::new(1, None);
        assert_eq!(door.exchange("another"), Err(Refusal::Stranger));
        assert!(door.exchange(&token).is_ok());
        assert_eq!(door.exchange(&token), Err(Refusal::Stranger));

        let (door, token) = Door::new(1, None);
        let until = door.token.lock().map(|kept| kept.as_ref().map(|(_, until)| *until)).ok().flatten();
        assert!(until.is_some_and(|until| until <= Instant::now() + Duration::from_secs(5 * 60)));
        *door.token.lock().unwrap() = Some((token.clone(), Instant::now()));
        assert_eq!(door.exchange(&token), Err(Refusal::Stranger), "its time is over");
    }
}
