//! Other sites' pages may not write here in a person's name.
//!
//! Whatever changes something must come from a page of this origin: browsers say so in
//! `Sec-Fetch-Site`, older ones in `Origin`. A request that says neither is refused.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::uri::Authority;
use axum::http::{Method, StatusCode};
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
    let forwarded = forwarded_host(&request, &app.settings);
    if is_safe || is_same_origin(&request, forwarded, &app.settings) {
        return next.run(request).await;
    }
    ApiError::new(
        StatusCode::FORBIDDEN,
        "cross_site",
        "writing needs Sec-Fetch-Site: same-origin or an Origin of this server",
    )
    .into_response()
}

fn is_same_origin(request: &Request, forwarded: Option<&str>, settings: &Settings) -> bool {
    if let Some(site) = text(request, "sec-fetch-site") {
        return site == "same-origin";
    }
    let Some(origin) = text(request, "origin") else {
        return false;
    };
    let host = request
        .uri()
        .authority()
        .map(Authority::as_str)
        .or_else(|| text(request, "host"));
    let asked_for = origin.split_once("://").map(|(_, authority)| authority);
    let is_host = asked_for.is_some() && (asked_for == host || asked_for == forwarded);
    is_host || settings.origins.iter().any(|known| known == origin)
}

/// The host that the browser asked the trusted proxy for.
fn forwarded_host<'a>(request: &'a Request, settings: &Settings) -> Option<&'a str> {
    let ConnectInfo(peer) = request.extensions().get::<ConnectInfo<SocketAddr>>()?;
    (settings.trusted_proxy == Some(peer.ip()))
        .then(|| text(request, "x-forwarded-host"))
        .flatten()
}

fn text<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    request.headers().get(name)?.to_str().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROXY: [u8; 4] = [10, 0, 0, 1];

    #[track_caller]
    fn check(headers: &[(&str, &str)], peer: [u8; 4], expected: bool) {
        let mut request = headers
            .iter()
            .fold(Request::post("/v1/sync/push"), |request, (name, value)| {
                request.header(*name, *value)
            })
            .body(axum::body::Body::empty())
            .unwrap();
        request
            .extensions_mut()
            .insert(ConnectInfo(SocketAddr::from((peer, 50_000))));
        let settings = Settings {
            origins: vec!["https://nhatky.example.vn".to_owned()],
            trusted_proxy: Some(PROXY.into()),
            ..Settings::default()
        };
        let forwarded = forwarded_host(&request, &settings);
        assert_eq!(is_same_origin(&request, forwarded, &settings), expected);
    }

    #[test]
    fn pages_of_this_origin_may_write() {
        let anybody = [192, 168, 1, 7];
        for headers in [
            [("sec-fetch-site", "same-origin"), ("host", "a")],
            [
                ("origin", "http://localhost:8080"),
                ("host", "localhost:8080"),
            ],
            [
                ("origin", "https://nhatky.example.vn"),
                ("host", "10.0.0.2:80"),
            ],
        ] {
            check(&headers, anybody, true);
        }
    }

    #[test]
    fn everybody_else_may_not() {
        for headers in [
            [("host", "a"), ("accept", "*/*")],
            [
                ("sec-fetch-site", "cross-site"),
                ("origin", "https://nhatky.example.vn"),
            ],
            [("sec-fetch-site", "same-site"), ("host", "a")],
            [("sec-fetch-site", "none"), ("host", "a")],
            [
                ("origin", "https://evil.example"),
                ("host", "localhost:8080"),
            ],
            [("origin", "null"), ("host", "localhost:8080")],
        ] {
            check(&headers, PROXY, false);
        }
    }

    #[test]
    fn only_the_trusted_proxy_is_believed_what_it_forwards() {
        let headers = [
            ("origin", "https://old.example.vn"),
            ("host", "127.0.0.1:8080"),
            ("x-forwarded-host", "old.example.vn"),
        ];
        check(&headers, PROXY, true);
        check(&headers, [192, 168, 1, 7], false);
    }
}
