use axum::Json;
use axum::extract::{Request, State};
use nhatky_domain::ids::{Epoch, InstallId};
use nhatky_sync::protocol::{ErrorBody, Newest, PROTOCOL, PushHead, PushReply};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::app::App;
use crate::apply::{self, Contact, Incoming, Sender};
use crate::clock_guard::RightClock;
use crate::error::ApiError;
use crate::payload;
use crate::room::WritesText;
use crate::session::Signed;
use crate::store::Store;

/// After decompression.
const MAX_BYTES: usize = 2 * 1024 * 1024;
const MAX_MUTATIONS: usize = 500;
const MAX_APP_CHARS: usize = 40;

/// The head, and the mutations as they came.
#[derive(Debug, Deserialize)]
pub struct Body<'a> {
    proto: u32,
    app: String,
    install: InstallId,
    epoch: Option<Epoch>,
    pending: u32,
    acknowledged: Option<u64>,
    newest: Option<Newest>,
    #[serde(borrow)]
    pub mutations: Vec<&'a RawValue>,
}

/// Mutations up, an outcome for each down. 200 once the request was read, however many mutations
/// were refused; the body is a [`PushHead`] with `mutations`, an array of `Mutation`, added.
#[utoipa::path(
    post,
    path = "/v1/sync/push",
    request_body(content = PushHead, description = "with «mutations»: an array of Mutation"),
    responses(
        (status = 200, body = PushReply),
        (status = 400, body = ErrorBody, description = "malformed, body_cut, unknown_proto"),
        (status = 401, body = ErrorBody, description = "signed_out"),
        (status = 403, body = ErrorBody, description = "revoked, cross_site"),
        (status = 413, body = ErrorBody, description = "body_too_large, too_many_mutations"),
        (status = 503, body = ErrorBody, description = "clock_behind, sealed"),
        (status = 507, body = ErrorBody, description = "no_room")
    )
)]
pub(super) async fn push<S: Store>(
    State(app): State<App<S>>,
    signed: Signed,
    _: RightClock,
    _: WritesText,
    request: Request,
) -> Result<Json<PushReply>, ApiError> {
    let bytes = payload::read(request, MAX_BYTES).await?;
    let body: Body<'_> = payload::parse(&bytes)?;
    signed.must_be(body.install)?;
    if body.proto != PROTOCOL {
        return Err(ApiError::bad_request(
            "unknown_proto",
            format!("this server speaks {PROTOCOL}"),
        ));
    }
    if body.mutations.len() > MAX_MUTATIONS {
        return Err(ApiError::too_large("too_many_mutations", MAX_BYTES));
    }
    let mutations: Vec<_> = body
        .mutations
        .iter()
        .map(|raw| Incoming::read(raw.get()))
        .collect();
    let sender = Sender {
        person: signed.person,
        install: signed.install,
    };
    let build: String = body.app.chars().take(MAX_APP_CHARS).collect();
    let contact = Contact {
        app: &build,
        pending: body.pending,
        epoch: body.epoch,
        acknowledged: body
            .acknowledged
            .map_or(0, |seq| i64::try_from(seq).unwrap_or(0)),
        newest: body.newest,
    };
    let applied = apply::push(&app, sender, contact, &mutations).await?;
    for outcome in &applied.outcomes {
        app.metrics.count_mutation(outcome.status);
    }
    Ok(Json(PushReply {
        epoch: applied.epoch,
        now: app.now(),
        results: applied.outcomes,
        gaps: applied.gaps,
        install_fork: applied.is_forked,
    }))
}
