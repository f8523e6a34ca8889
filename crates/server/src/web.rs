//! The router: API, app files, and what surrounds every answer.

mod headers;
mod observe;
mod unread;

use std::time::Duration;

use axum::Router;
use axum::http::{HeaderValue, header};
use axum::middleware::{from_fn, from_fn_with_state};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::decompression::RequestDecompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::RequestBodyTimeoutLayer;

use crate::app::App;
use crate::error::envelope;
use crate::routes;
use crate::site;
use crate::store::Store;

/// A body of which nothing arrives for so long has been given up. Slow lines take their time.
const SILENCE: Duration = Duration::from_secs(60);

/// Everything that phones and browsers reach.
pub fn site<S: Store>(app: &App<S>) -> Router {
    let api = routes::api(app)
        .layer(RequestDecompressionLayer::new())
        .layer(RequestBodyTimeoutLayer::new(SILENCE))
        .layer(CompressionLayer::new())
        .layer(SetResponseHeaderLayer::if_not_present(
            header::CACHE_CONTROL,
            HeaderValue::from_static("no-store"),
        ))
        .layer(from_fn(unread::read_to_end));
    Router::new()
        .merge(api)
        .merge(routes::health())
        .fallback(site::serve::<S>)
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(app.clone(), headers::add))
        .layer(from_fn_with_state(app.clone(), observe::request))
        .with_state(app.clone())
}

/// Numbers for Prometheus, on a listener of their own.
pub fn metrics<S: Store>(app: &App<S>) -> Router {
    routes::metrics().with_state(app.clone())
}

/// A fault of the program: told to its people, not to the caller.
fn panicked(_: Box<dyn std::any::Any + Send>) -> axum::response::Response {
    tracing::error!("a request panicked");
    envelope(
        axum::http::StatusCode::INTERNAL_SERVER_ERROR,
        "server_fault",
        "a fault of the server".to_owned(),
    )
}
