use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Query, State};
use nhatky_sync::protocol::{ErrorBody, Hello, Op, PROTOCOL};
use serde::Deserialize;

use crate::app::App;
use crate::epoch;
use crate::error::ApiError;
use crate::nonce;
use crate::store::Store;

const MAX_ECHO_BYTES: usize = 64;

#[derive(Debug, Deserialize)]
pub(super) struct Greeting {
    #[serde(default)]
    pub(super) n: String,
}

/// Whether the server is there and ours, and a nonce to sign in with.
#[utoipa::path(
    get,
    path = "/v1/hello",
    params(("n" = Option<String>, Query, description = "Short text; it comes back, which a captive portal cannot know")),
    responses((status = 200, body = Hello), (status = 400, body = ErrorBody))
)]
pub(super) async fn hello<S: Store>(
    State(app): State<App<S>>,
    query: Result<Query<Greeting>, axum::extract::rejection::QueryRejection>,
) -> Result<Json<Hello>, ApiError> {
    let echo = query.map(|Query(greeting)| greeting.n);
    let Some(n) = echo.ok().filter(|n| n.len() <= MAX_ECHO_BYTES) else {
        return Err(ApiError::bad_request(
            "malformed",
            "«n» is at most 64 bytes of text",
        ));
    };
    let now = app.now();
    let ops: BTreeMap<_, _> = Op::KNOWN
        .iter()
        .map(|(op, v)| ((*op).to_owned(), *v))
        .collect();
    Ok(Json(Hello {
        n,
        proto: vec![PROTOCOL],
        ops,
        epoch: epoch::current(&mut app.store.read().await?).await?,
        now,
        nonce: nonce::make(&app.key, now),
        organisation: app.organisation.name.clone(),
        demo: app.organisation.is_demo,
    }))
}
