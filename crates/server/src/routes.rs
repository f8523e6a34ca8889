//! The HTTP interface: one file an endpoint, put together here.

mod blobs;
mod catalogue;
mod codes;
mod health;
mod hello;
#[cfg(feature = "simulation")]
pub mod in_process;
mod installs;
mod last_install;
mod openapi;
mod pull;
mod push;
mod session;
mod uploads;

use axum::Router;
use axum::http::StatusCode;
use axum::routing::{get, head, post};

pub use self::openapi::Description;
pub use self::push::Body as PushBody;
pub use self::uploads::read_head as read_chunk_head;
use crate::app::App;
use crate::error::ApiError;
use crate::store::Store;

/// Everything under `/v1`.
pub fn api<S: Store>(app: &App<S>) -> Router<App<S>> {
    Router::new()
        .route("/v1/hello", get(hello::hello))
        .route("/v1/codes/preview", post(codes::preview))
        .route("/v1/installs", post(installs::activate))
        .route("/v1/installs/renew", post(installs::renew))
        .route("/v1/installs/last", get(last_install::last_install))
        .route(
            "/v1/session",
            post(session::sign_in).delete(session::sign_out),
        )
        .route("/v1/catalogue", get(catalogue::catalogue))
        .route("/v1/sync/push", post(push::push))
        .route("/v1/sync/pull", post(pull::pull))
        .route("/v1/blobs", post(blobs::announce))
        .route("/v1/blobs/{sha256}", get(blobs::read))
        .route(
            "/v1/uploads/{id}",
            head(uploads::look).patch(uploads::append),
        )
        .route("/v1/openapi.json", get(openapi::openapi))
        .route("/v1/{*rest}", axum::routing::any(no_endpoint))
        .method_not_allowed_fallback(method_not_allowed)
        .layer(axum::middleware::from_fn_with_state(
            app.clone(),
            crate::origin::same_origin_only,
        ))
}

async fn no_endpoint() -> ApiError {
    ApiError::not_found("no_endpoint")
}

async fn method_not_allowed() -> ApiError {
    ApiError::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "method_not_allowed",
        "this endpoint has other methods",
    )
}

/// For balancers and watchdogs.
pub fn health<S: Store>() -> Router<App<S>> {
    Router::new()
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
}

/// For Prometheus.
pub fn metrics<S: Store>() -> Router<App<S>> {
    Router::new().route("/metrics", get(health::metrics))
}
