//! Counts and logs each answer: method, route, status, time. Never the path, which has ids in it,
//! and never who asked.

use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;

use crate::app::App;
use crate::error::Refusal;
use crate::metrics::RequestKind;
use crate::store::Store;

const NO_ROUTE: &str = "file";

pub(super) async fn request<S: Store>(
    State(app): State<App<S>>,
    request: Request,
    next: Next,
) -> Response {
    let started = Instant::now();
    let matched = request.extensions().get::<MatchedPath>();
    let route = matched.map_or(NO_ROUTE, MatchedPath::as_str).to_owned();
    let method = request.method().to_string();
    let response = next.run(request).await;
    let status = response.status().as_u16();
    let elapsed = started.elapsed();
    let elapsed_ms = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
    let refusal = response.extensions().get::<Refusal>();
    let refusal = refusal.map(|Refusal(code)| code);
    tracing::info!(method, route, status, refusal, elapsed_ms, "answered");
    app.metrics.seconds.observe(elapsed.as_secs_f64());
    let kind = RequestKind {
        method,
        route,
        status,
    };
    app.metrics.requests.get_or_create(&kind).inc();
    response
}
