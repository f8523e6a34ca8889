use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use nhatky_domain::name::given_name;
use nhatky_sync::protocol::{CodePreview, ErrorBody, PreviewCode};

use crate::app::App;
use crate::code::Code;
use crate::error::ApiError;
use crate::guesses;
use crate::payload::Payload;
use crate::store::{CodeRow, Codes as _, Directory as _, Store, Transaction as _};

/// Who a code is for. Redeems nothing, so a crawler that opens a link does no harm.
#[utoipa::path(
    post,
    path = "/v1/codes/preview",
    request_body = PreviewCode,
    responses(
        (status = 200, body = CodePreview),
        (status = 400, body = ErrorBody, description = "malformed_code"),
        (status = 404, body = ErrorBody, description = "unknown_code"),
        (status = 409, body = ErrorBody, description = "code_used"),
        (status = 410, body = ErrorBody, description = "code_expired"),
        (status = 429, body = ErrorBody)
    )
)]
pub(super) async fn preview<S: Store>(
    State(app): State<App<S>>,
    Payload(asked): Payload<PreviewCode>,
) -> Result<Json<CodePreview>, ApiError> {
    let code = parse(&asked.code)?;
    let now = app.now();
    let mut tx = app.store.read().await?;
    guesses::check(&mut tx, &code, now).await?;
    let Some(row) = tx.code(&code.hash(&app.key)).await? else {
        drop(tx);
        return Err(unknown(&app, &code).await?);
    };
    if row.used_by.is_some() && !row.is_reusable {
        return Err(used());
    }
    if row.expires_at <= now {
        return Err(expired());
    }
    describe(&app, &mut tx, &row).await.map(Json)
}

async fn describe<S: Store>(
    app: &App<S>,
    tx: &mut S::Tx,
    row: &CodeRow,
) -> Result<CodePreview, ApiError> {
    let account = app.account(tx, row.person).await?;
    let holdings = match account.holdings.is_empty() {
        false => account.holdings,
        true => tx.holdings_of(row.person).await?,
    };
    let directory = app.directory.current(tx).await?;
    let post = holdings.first();
    let units = post.map_or_else(Vec::new, |post| {
        let upward = directory.tree.upward(post.unit);
        upward.map(|unit| unit.name.clone()).collect()
    });
    Ok(CodePreview {
        given_name: given_name(&account.name).to_owned(),
        units,
        post_name: post.map_or_else(String::new, |post| post.post_name.clone()),
        expires_at: row.expires_at,
        now: app.now(),
        demo: app.organisation.is_demo,
    })
}

pub(super) fn parse(text: &str) -> Result<Code, ApiError> {
    Code::parse(text).map_err(|_| {
        ApiError::bad_request(
            "malformed_code",
            "a code has 16 digits; one of them is wrong",
        )
    })
}

/// Counts the guess. The outer error is the store's.
pub(super) async fn unknown<S: Store>(app: &App<S>, code: &Code) -> Result<ApiError, ApiError> {
    let mut tx = app.store.write().await?;
    guesses::note(&mut tx, code, app.now()).await?;
    tx.commit().await?;
    Ok(ApiError::new(
        StatusCode::NOT_FOUND,
        "unknown_code",
        "no such code was given out, or it was replaced",
    ))
}

pub(super) fn used() -> ApiError {
    ApiError::new(
        StatusCode::CONFLICT,
        "code_used",
        "another device has used this code",
    )
}

pub(super) fn expired() -> ApiError {
    ApiError::new(
        StatusCode::GONE,
        "code_expired",
        "this code was valid for 14 days",
    )
}
