//! Those who try what they may not.

use axum::body::Body;
use axum::http::header;
use nhatky_sync::json;
use uuid::Uuid;

use crate::support::{Who, log_fields};

use super::{assert_nothing_stored, server_and_phone};

#[tokio::test]
async fn path_tricks_in_ids_find_nothing() {
    let (server, phone) = server_and_phone().await;
    std::fs::write(server.folder.path().join("secret"), b"secret").unwrap();
    for path in [
        "/v1/blobs/..%2f..%2fserver.key",
        "/v1/blobs/%2e%2e%2fsecret",
        "/v1/blobs/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "/v1/blobs/%00",
    ] {
        let reply = server.send(phone.get(path)).await;
        assert_eq!(reply.refusal(404), "unknown_blob", "{path}");
    }
    for path in [
        "/v1/uploads/..%2f..%2fsecret",
        "/v1/uploads/%2e%2e",
        "/v1/uploads/0",
    ] {
        let request = phone
            .request("PATCH", path)
            .header("upload-offset", 0)
            .header(
                "upload-checksum",
                "sha256 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
            );
        let reply = server.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(reply.refusal(404), "unknown_upload", "{path}");
    }
    for path in [
        "/../server.key",
        "/%2e%2e/server.key",
        "/..%2fserver.key",
        "//etc/passwd.txt",
    ] {
        let reply = server.send(phone.get(path)).await;
        assert_eq!(reply.refusal(404), "no_file", "{path}");
    }
    assert_eq!(
        std::fs::read(server.folder.path().join("secret")).unwrap(),
        b"secret"
    );
}

#[tokio::test]
async fn another_sites_page_may_not_write() {
    let (server, phone) = server_and_phone().await;
    for path in [
        "/v1/sync/push",
        "/v1/sync/pull",
        "/v1/blobs",
        "/v1/session",
        "/v1/installs",
    ] {
        let request = axum::http::Request::post(path)
            .header("sec-fetch-site", "cross-site")
            .header(header::COOKIE, phone.cookie.as_deref().unwrap());
        let reply = server.send(request.body(Body::from("{}")).unwrap()).await;
        assert_eq!(reply.refusal(403), "cross_site");
    }
}

#[tokio::test]
async fn another_installs_push_is_not_taken_under_this_session() {
    let (server, mut phone) = server_and_phone().await;
    let mutation = json::to_text(&phone.create(log_fields("Nhầm máy")));
    phone.install = nhatky_domain::ids::InstallId(Uuid::new_v4());
    let reply = phone.push_text(&server, &[mutation]).await;
    assert_eq!(reply.refusal(401), "signed_out");
    assert_nothing_stored(&server).await;
}

#[tokio::test]
async fn wrong_codes_are_counted_by_prefix_and_slips_are_not() {
    let (server, phone) = server_and_phone().await;
    let preview = |code: String| nhatky_sync::protocol::PreviewCode { code };
    for slip in ["", "1234", "0000-0000-0000-0001", "abcd-efgh-ijkl-mnop"] {
        let reply = phone
            .post(&server, "/v1/codes/preview", &preview(slip.to_owned()))
            .await;
        assert_eq!(reply.refusal(400), "malformed_code");
    }
    let unknown = "0000-0000-0000-0000".to_owned();
    for _ in 0..20 {
        let reply = phone
            .post(&server, "/v1/codes/preview", &preview(unknown.clone()))
            .await;
        assert_eq!(reply.refusal(404), "unknown_code");
    }
    let reply = phone
        .post(&server, "/v1/codes/preview", &preview(unknown))
        .await;
    assert_eq!(reply.refusal(429), "too_many");
    assert!(reply.headers.contains_key(header::RETRY_AFTER));
    let other = server.code_for(Who::OtherMember).await;
    let reply = phone
        .post(&server, "/v1/codes/preview", &preview(other))
        .await;
    assert_eq!(reply.status, 200, "other prefixes still work");
}
