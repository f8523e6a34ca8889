//! Whatever comes in, the answer is a clear refusal or an outcome, and nothing else changes.

mod bodies;
mod mutations;
mod photos;
mod strangers;

use axum::body::Body;
use nhatky_server::store::{Receipts as _, Records as _, Store as _};

use crate::support::{Phone, Reply, TestServer, Who};

pub(super) async fn server_and_phone() -> (TestServer, Phone) {
    let server = TestServer::start().await;
    let phone = server.phone_of(Who::Member).await;
    (server, phone)
}

pub(super) async fn assert_nothing_stored(server: &TestServer) {
    let mut tx = server.app.store.read().await.unwrap();
    assert_eq!(tx.record_count().await.unwrap(), 0);
    assert_eq!(tx.receipt_counts().await.unwrap(), []);
}

pub(super) async fn push_raw(server: &TestServer, phone: &Phone, body: impl Into<Body>) -> Reply {
    let request = phone.request("POST", "/v1/sync/push");
    server.send(request.body(body.into()).unwrap()).await
}
