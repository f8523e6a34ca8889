//! Reads what a refused request has still to say. A refusal that does not wait for the body ends
//! the connection, and over a slow line the phone, still sending, sees that instead of the answer:
//! «sign in» would look like no network, again and again.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum::Error;
use axum::body::{Body, BodyDataStream, Bytes, HttpBody as _};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use futures_util::{Stream, StreamExt as _};
use tokio::sync::oneshot;
use tokio::time::timeout;

use super::SILENCE;

/// No body that would be taken is larger.
const MOST_BYTES: usize = 2 * 1024 * 1024;

pub(super) async fn read_to_end(request: Request, next: Next) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    let (give_back, mut given_back) = oneshot::channel();
    let lend = |body: Body| {
        Body::from_stream(Lent {
            body: Some(body.into_data_stream()),
            give_back: Some(give_back),
        })
    };
    let response = next.run(request.map(lend)).await;
    if let Ok(body) = given_back.try_recv() {
        read(body).await;
    }
    response
}

async fn read(mut body: BodyDataStream) {
    let mut left_bytes = MOST_BYTES;
    while let Ok(Some(Ok(bytes))) = timeout(SILENCE, body.next()).await {
        let Some(rest) = left_bytes.checked_sub(bytes.len()) else {
            return;
        };
        left_bytes = rest;
    }
}

/// A body that is given back when its reader lets go of it.
struct Lent {
    body: Option<BodyDataStream>,
    give_back: Option<oneshot::Sender<BodyDataStream>>,
}

impl Stream for Lent {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match &mut self.body {
            Some(body) => body.poll_next_unpin(context),
            None => Poll::Ready(None),
        }
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        if let (Some(give_back), Some(body)) = (self.give_back.take(), self.body.take()) {
            let _ = give_back.send(body);
        }
    }
}
