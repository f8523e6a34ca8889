//! Other sites' pages may not write here in a person's name.
//!
//! Whatever changes something must come from a page of this origin: browsers say so in
//! `Sec-Fetch-Site`, older ones in `Origin`. A request that says neither is refused.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use crate::app::App;
use crate::error::ApiError;
use crate::settings::Settings;
use crate::store::Store;

/// Middleware over everything under `/v1`.
pub async fn same_origin_only<S: Store>(
    State(app): State<App<S>>,
    request: Request,
    next: Next,
) -> Response {
    let is_safe = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    if is_safe || is_same_origin(request.headers(), request.uri(), &app.settings) {
        return next.run(request).await;
    }
    ApiError::new(
        StatusCode::FORBIDDEN,
        "cross_site",
        "writing needs Sec-Fetch-Site: same-origin or an Origin of this server",
    )
    .into_response()
}

fn is_same_origin(headers: &HeaderMap, uri: &Uri, settings: &Settings) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text(header::HeaderName::from_static("sec-fetch-site")) {
        return site == "same-origin";
    }
    let Some(origin) = text(header::ORIGIN) else {
        return false;
    };
    let host = uri
        .authority()
        .map(|authority| authority.as_str())
        .or_else(|| text(header::HOST));
    let is_host = origin
        .split_once("://")
        .is_some_and(|(_, authority)| Some(authority) == host);
    is_host || settings.origins.iter().any(|known| known == origin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(headers: &[(&'static str, &str)], expected: bool) {
        let headers: HeaderMap = headers
            .iter()
            .map(|(name, value)| {
                (
                    header::HeaderName::from_static(name),
                    value.parse().unwrap(),
                )
            })
            .collect();
        let settings = Settings {
            origins: vec!["https://nhatky.example.vn".to_owned()],
            ..Settings::default()
        };
        let uri = Uri::from_static("/v1/sync/push");
        assert_eq!(is_same_origin(&headers, &uri, &settings), expected);
    }

    #[test]
    fn pages_of_this_origin_may_write() {
        check(&[("sec-fetch-site", "same-origin")], true);
        check(
            &[
                ("origin", "http://localhost:8080"),
                ("host", "localhost:8080"),
            ],
            true,
        );
        check(
            &[
                ("origin", "https://nhatky.example.vn"),
                ("host", "10.0.0.2:80"),
            ],
            true,
        );
    }

    #[test]
    fn everybody_else_may_not() {
        check(&[], false);
        check(&[("sec-fetch-site", "cross-site")], false);
        check(&[("sec-fetch-site", "same-site")], false);
        check(&[("sec-fetch-site", "none")], false);
        check(
            &[
                ("sec-fetch-site", "cross-site"),
                ("origin", "https://nhatky.example.vn"),
            ],
            false,
        );
        check(
            &[
                ("origin", "https://evil.example"),
                ("host", "localhost:8080"),
            ],
            false,
        );
        check(&[("origin", "null"), ("host", "localhost:8080")], false);
    }
}
