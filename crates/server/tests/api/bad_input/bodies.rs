//! Whole requests that cannot be read.

use std::io::Write as _;

use axum::body::Body;
use axum::http::header;
use nhatky_sync::json;
use nhatky_sync::protocol::{PushReply, Status, push_body};

use crate::support::log_fields;

use super::{assert_nothing_stored, push_raw, server_and_phone};

#[tokio::test]
async fn a_body_that_is_no_push_is_refused() {
    let (server, phone) = server_and_phone().await;
    let id = phone.install;
    for body in [
        String::new(),
        "null".to_owned(),
        "{".to_owned(),
        "\u{0}\u{1}".to_owned(),
        r#"{"proto":"one"}"#.to_owned(),
        format!(r#"{{"proto":1,"app":"t","install":"{id}","pending":-1,"mutations":[]}}"#),
        format!(r#"{{"proto":1,"app":"t","install":"{id}","pending":1,"mutations":{{}}}}"#),
        "[".repeat(200_000),
    ] {
        let reply = push_raw(&server, &phone, body).await;
        assert_eq!(reply.refusal(400), "malformed");
    }
    assert_nothing_stored(&server).await;
}

#[tokio::test]
async fn bytes_that_are_not_utf8_are_refused() {
    let (server, phone) = server_and_phone().await;
    let reply = push_raw(&server, &phone, vec![b'"', 0xff, 0xfe, b'"']).await;
    assert_eq!(reply.refusal(400), "malformed");
}

#[tokio::test]
async fn a_refusal_quotes_nothing_that_a_person_wrote() {
    let (server, phone) = server_and_phone().await;
    let reply = push_raw(&server, &phone, r#"{"proto":"bí mật"}"#).await;
    assert!(!reply.text().contains("bí mật"));
}

#[tokio::test]
async fn an_oversized_body_is_refused() {
    let (server, phone) = server_and_phone().await;
    let reply = push_raw(&server, &phone, vec![b' '; 3 * 1024 * 1024]).await;
    assert_eq!(reply.refusal(413), "body_too_large");
    let reply = phone
        .post_text(&server, "/v1/codes/preview", " ".repeat(100_000))
        .await;
    assert_eq!(reply.refusal(413), "body_too_large");
}

#[tokio::test]
async fn a_zip_bomb_stops_at_the_limit() {
    let (server, phone) = server_and_phone().await;
    let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..256 {
        bomb.write_all(&[b' '; 1024 * 1024]).unwrap();
    }
    let bomb = bomb.finish().unwrap();
    assert!(bomb.len() < 300_000, "256 MiB in {} bytes", bomb.len());
    let request = phone
        .request("POST", "/v1/sync/push")
        .header(header::CONTENT_ENCODING, "gzip");
    let reply = server.send(request.body(Body::from(bomb)).unwrap()).await;
    assert_eq!(reply.refusal(413), "body_too_large");
}

#[tokio::test]
async fn a_compressed_push_is_read_and_a_broken_one_refused() {
    let (server, mut phone) = server_and_phone().await;
    let mutation = json::to_text(&phone.create(log_fields("Nén")));
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed
        .write_all(push_body(&phone.head(), &[mutation]).as_bytes())
        .unwrap();
    let packed = packed.finish().unwrap();
    let send = |bytes: Vec<u8>, encoding| {
        let request = phone
            .request("POST", "/v1/sync/push")
            .header(header::CONTENT_ENCODING, encoding)
            .body(Body::from(bytes))
            .unwrap();
        server.send(request)
    };
    let broken = send(packed[..packed.len() / 2].to_vec(), "gzip").await;
    assert_eq!(broken.refusal(400), "body_cut");
    assert_eq!(send(packed.clone(), "zstd").await.status, 415);
    let reply: PushReply = send(packed, "gzip").await.json();
    assert_eq!(reply.results[0].status, Status::Applied);
}

#[tokio::test]
async fn a_body_shorter_than_declared_is_refused() {
    let (server, phone) = server_and_phone().await;
    let request = phone
        .request("POST", "/v1/sync/push")
        .header(header::CONTENT_LENGTH, "500");
    let reply = server.send(request.body(Body::from("{}")).unwrap()).await;
    assert_eq!(reply.refusal(400), "body_cut");
    assert_nothing_stored(&server).await;
}

#[tokio::test]
async fn too_many_mutations_at_once_are_refused() {
    let (server, phone) = server_and_phone().await;
    let many = vec!["{}".to_owned(); 501];
    let reply = phone.push_text(&server, &many).await;
    assert_eq!(reply.refusal(413), "too_many_mutations");
    assert_nothing_stored(&server).await;
}

#[tokio::test]
async fn a_wrong_method_or_path_is_answered_in_the_same_envelope() {
    let (server, phone) = server_and_phone().await;
    let request = phone.request("PUT", "/v1/sync/push");
    let reply = server.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(reply.refusal(405), "method_not_allowed");
    let reply = phone
        .post_text(&server, "/v2/sync/push", String::new())
        .await;
    assert_eq!(reply.refusal(405), "method_not_allowed");
    let long = server
        .send(phone.get(&format!("/v1/hello?n={}", "x".repeat(65))))
        .await;
    assert_eq!(long.refusal(400), "malformed");
}
