//! JSON between phone and server.

use std::fmt::Debug;

use nhatky_server::apply::{Incoming, Unread};
use nhatky_server::payload;
use nhatky_server::routes::PushBody;
use nhatky_sync::json;
use nhatky_sync::protocol::{
    BlobTicket, ChunkReply, Hello, Mutation, Op, PullReply, PullRequest, PushReply,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::is_clear;

pub(crate) fn push(bytes: &[u8]) {
    match payload::parse::<PushBody<'_>>(bytes) {
        Ok(body) => {
            for raw in &body.mutations {
                mutation(raw.get());
            }
        }
        Err(refusal) => is_clear(&refusal),
    }
    // A mutation on its own, with whatever lies around it.
    mutation(&String::from_utf8_lossy(bytes));
}

/// Whatever it is, it is kept as it came; what could be read is written as the same again.
fn mutation(text: &str) {
    let incoming = Incoming::read(text);
    assert_eq!(incoming.body, text);
    assert_eq!(Incoming::read(text).id, incoming.id);
    match &incoming.content {
        Ok((mutation, op)) => {
            is_the_same_again::<Mutation>(mutation);
            let (name, v) = op.name();
            assert_eq!(Op::read(name, v, &op.body()).as_ref(), Ok(op));
        }
        Err(Unread::Held(word) | Unread::Quarantined(word)) => assert!(!word.is_empty()),
    }
}

pub(crate) fn pull(bytes: &[u8]) {
    match payload::parse::<PullRequest>(bytes) {
        Ok(request) => is_the_same_again(&request),
        Err(refusal) => is_clear(&refusal),
    }
}

/// What a phone reads of a server, or of whoever answers in its place.
pub(crate) fn replies(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    reads::<Hello>(&text);
    reads::<PushReply>(&text);
    reads::<PullReply>(&text);
    reads::<BlobTicket>(&text);
    reads::<ChunkReply>(&text);
}

fn reads<T: DeserializeOwned + Serialize + PartialEq + Debug>(text: &str) {
    if let Ok(reply) = json::from_text::<T>(text) {
        is_the_same_again(&reply);
    }
}

pub(super) fn is_the_same_again<T: DeserializeOwned + Serialize + PartialEq + Debug>(value: &T) {
    let again = json::from_text::<T>(&json::to_text(value));
    assert_eq!(again.as_ref(), Ok(value));
}
