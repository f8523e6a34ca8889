//! Whatever comes in, the answer is a clear refusal or an outcome, and nothing else changes.

use std::io::Write as _;

use axum::body::Body;
use axum::http::header;
use nhatky_domain::ids::{BlobHash, RecordId, UnitId};
use nhatky_domain::value::Value;
use nhatky_server::store::{Receipts as _, Records as _, Store as _};
use nhatky_sync::json;
use nhatky_sync::protocol::{PushReply, Status, push_body};
use uuid::Uuid;

use crate::support::{Phone, Reply, TestServer, Who, hash_of, log_fields, new_id, photo, with};

async fn server_and_phone() -> (TestServer, Phone) {
    let server = TestServer::start().await;
    let phone = server.phone_of(Who::Member).await;
    (server, phone)
}

async fn assert_nothing_stored(server: &TestServer) {
    let mut tx = server.app.store.read().await.unwrap();
    assert_eq!(tx.record_count().await.unwrap(), 0);
    assert_eq!(tx.receipt_counts().await.unwrap(), []);
}

async fn push_raw(server: &TestServer, phone: &Phone, body: impl Into<Body>) -> Reply {
    let request = phone.request("POST", "/v1/sync/push");
    server.send(request.body(body.into()).unwrap()).await
}

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
async fn a_truncated_or_mistyped_mutation_is_quarantined_with_its_body() {
    let (server, mut phone) = server_and_phone().await;
    let good = json::to_text(&phone.create(log_fields("Tốt")));
    let bad = [
        "{}".to_owned(),
        "null".to_owned(),
        "17".to_owned(),
        good.replace("\"seq\":1", "\"seq\":\"một\""),
        good.replace("\"body\":", "\"thân\":"),
        good.replace(&phone.who.holding().to_string(), "không phải id"),
        format!(
            r#"{{"id":"{}","body":{}{}}}"#,
            new_id(),
            "[".repeat(500),
            "]".repeat(500)
        ),
    ];
    let mut all = bad.to_vec();
    all.push(good);
    let reply: PushReply = phone.push_text(&server, &all).await.json();
    let (last, others) = reply.results.split_last().unwrap();
    for outcome in others {
        assert_eq!(outcome.status, Status::Quarantined, "{outcome:?}");
    }
    // It shares its id with three that were quarantined: the readable one takes their place.
    assert_eq!(last.status, Status::Applied);
    let mut tx = server.app.store.read().await.unwrap();
    let kept = tx.quarantined(None, 100).await.unwrap();
    assert!(kept.iter().any(|row| row.body == "17"));
    assert_eq!(tx.record_count().await.unwrap(), 1);
}

#[tokio::test]
async fn an_unknown_operation_version_or_form_is_quarantined() {
    let (server, mut phone) = server_and_phone().await;
    let mut unknown_op = phone.create(log_fields("Một"));
    unknown_op.op = "record.teleport".to_owned();
    let mut newer = phone.create(log_fields("Hai"));
    newer.v = 99;
    let mut no_form = phone.create(log_fields("Ba"));
    if let Value::Map(entries) = &mut no_form.body {
        entries.insert("form".to_owned(), Value::text("KHONG-CO"));
    }
    let outcomes = phone.push(&server, &[unknown_op, newer, no_form]).await;
    let codes: Vec<_> = outcomes
        .iter()
        .map(|outcome| (outcome.status, outcome.code.as_deref().unwrap()))
        .collect();
    let quarantined = Status::Quarantined;
    assert_eq!(
        codes,
        [
            (quarantined, "unknown_op"),
            (quarantined, "unknown_op"),
            (quarantined, "unknown_form")
        ]
    );
}

#[tokio::test]
async fn a_mutation_of_megabytes_is_kept_unread() {
    let (server, mut phone) = server_and_phone().await;
    let huge = phone.create(with(
        log_fields("Dài"),
        "ghi_chu",
        Value::Text("a".repeat(300_000)),
    ));
    let outcome = phone.push_one(&server, &huge).await;
    assert_eq!(outcome.status, Status::Quarantined);
    assert_eq!(outcome.code.as_deref(), Some("too_large"));
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
async fn an_unknown_unit_or_one_of_others_is_rejected() {
    let (server, mut phone) = server_and_phone().await;
    let nowhere = phone.create_for(UnitId(Uuid::new_v4()), log_fields("Đâu đó"));
    let elsewhere = phone.create_for(crate::support::CELL_B, log_fields("Nơi khác"));
    let outcomes = phone.push(&server, &[nowhere, elsewhere]).await;
    let codes: Vec<_> = outcomes
        .iter()
        .map(|o| o.code.as_deref().unwrap())
        .collect();
    assert_eq!(codes, ["unknown_unit", "not_allowed"]);
}

#[tokio::test]
async fn a_holding_of_somebody_else_is_rejected() {
    let (server, mut phone) = server_and_phone().await;
    let mut borrowed = phone.create(log_fields("Mượn danh"));
    borrowed.holding = Who::Secretary.holding();
    let outcome = phone.push_one(&server, &borrowed).await;
    assert_eq!(outcome.status, Status::Rejected);
    assert_eq!(outcome.code.as_deref(), Some("not_allowed"));
}

#[tokio::test]
async fn answers_of_the_wrong_shape_are_rejected_by_field() {
    let (server, mut phone) = server_and_phone().await;
    for (code, value) in [
        ("ngay", Value::text("hôm qua")),
        ("ngay", Value::Int(20_200_724)),
        ("linh_vuc", Value::text("khong_co")),
        ("luot", Value::text("chín")),
        ("kinh_phi", Value::Int(-1)),
        ("ten", Value::Text("a".repeat(201))),
    ] {
        let mutation = phone.create(with(log_fields("Sai"), code, value));
        let outcome = phone.push_one(&server, &mutation).await;
        assert_eq!(outcome.status, Status::Rejected, "{code}");
        assert_eq!(outcome.code.as_deref(), Some("invalid"));
        assert_eq!(outcome.fields, [code.into()]);
    }
    let mut tx = server.app.store.read().await.unwrap();
    assert_eq!(tx.record_count().await.unwrap(), 0);
}

#[tokio::test]
async fn an_activity_of_1970_or_2099_is_rejected() {
    let (server, mut phone) = server_and_phone().await;
    for day in ["1970-01-01", "2021-07-26", "2099-12-31", "2199-12-31"] {
        let mutation = phone.create(with(log_fields("Sai ngày"), "ngay", Value::text(day)));
        let outcome = phone.push_one(&server, &mutation).await;
        assert_eq!(outcome.code.as_deref(), Some("invalid"), "{day}");
        assert_eq!(outcome.fields, ["ngay".into()]);
    }
}

#[tokio::test]
async fn a_device_clock_of_1970_or_2099_shuts_nobody_out() {
    let (server, mut phone) = server_and_phone().await;
    for (at, off) in [
        (0, None),
        (4_070_908_800_000, None),
        (i64::MIN, Some(i64::MAX)),
        (i64::MAX, Some(i64::MIN)),
    ] {
        let mut mutation = phone.create(log_fields("Đồng hồ sai"));
        (mutation.at, mutation.off) = (at, off);
        let outcome = phone.push_one(&server, &mutation).await;
        assert_eq!(outcome.status, Status::Applied, "{at}");
        assert_eq!(outcome.received_at, Some(server.app.now()));
    }
}

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

async fn upload(server: &TestServer, phone: &Phone, bytes: &[u8], sha: BlobHash) -> Reply {
    let record = RecordId(new_id());
    let reply = phone.try_announce(server, record, sha, bytes.len()).await;
    let ticket: nhatky_sync::protocol::BlobTicket = reply.json();
    phone
        .send_chunk(server, ticket.upload.unwrap(), 0, bytes)
        .await
}

#[tokio::test]
async fn a_photo_with_the_wrong_hash_is_thrown_away() {
    let (server, phone) = server_and_phone().await;
    let reply = upload(&server, &phone, &photo(1), BlobHash([7; 32])).await;
    assert_eq!(reply.refusal(422), "wrong_hash");
    assert_no_blob(&server, &phone, BlobHash([7; 32])).await;
}

#[tokio::test]
async fn bytes_that_are_no_image_are_thrown_away() {
    let (server, phone) = server_and_phone().await;
    for bytes in [
        b"<html><script>alert(1)</script>".as_slice(),
        b"MZ\x90\x00",
        &photo(1)[..20],
    ] {
        let reply = upload(&server, &phone, bytes, hash_of(bytes)).await;
        assert_eq!(reply.refusal(422), "not_an_image");
        assert_no_blob(&server, &phone, hash_of(bytes)).await;
    }
}

#[tokio::test]
async fn a_bomb_of_fifty_megapixels_is_thrown_away_undecoded() {
    let (server, phone) = server_and_phone().await;
    let mut bytes = photo(1);
    // The frame header of a JPEG: marker, length, precision, then height and width.
    let frame = bytes
        .windows(2)
        .position(|pair| pair == [0xff, 0xc0])
        .unwrap();
    bytes[frame + 5..frame + 7].copy_from_slice(&5_000u16.to_be_bytes());
    bytes[frame + 7..frame + 9].copy_from_slice(&10_000u16.to_be_bytes());
    let reply = upload(&server, &phone, &bytes, hash_of(&bytes)).await;
    assert_eq!(reply.refusal(422), "too_many_pixels");
    assert_no_blob(&server, &phone, hash_of(&bytes)).await;
}

async fn assert_no_blob(server: &TestServer, phone: &Phone, sha: BlobHash) {
    use nhatky_server::store::Blobs as _;

    let mut tx = server.app.store.read().await.unwrap();
    assert_eq!(tx.blob(sha).await.unwrap(), None);
    assert_eq!(phone.read_blob(server, sha).await.status, 404);
    let uploads = std::fs::read_dir(server.folder.path().join("uploads")).unwrap();
    assert_eq!(uploads.count(), 0);
}

#[tokio::test]
async fn a_photo_of_an_absurd_size_or_kind_is_not_begun() {
    let (server, phone) = server_and_phone().await;
    let record = RecordId(new_id());
    for size in [10 * 1024 * 1024 + 1, usize::MAX] {
        let reply = phone
            .try_announce(&server, record, BlobHash([1; 32]), size)
            .await;
        assert_eq!(reply.refusal(422), "blob_too_large");
    }
    let empty = phone
        .try_announce(&server, record, BlobHash([1; 32]), 0)
        .await;
    assert_eq!(empty.refusal(422), "not_an_image");
    let body = format!(
        r#"{{"sha256":"{}","size":9,"mime":"text/html","record":"{record}"}}"#,
        BlobHash([1; 32])
    );
    let html = phone.post_text(&server, "/v1/blobs", body).await;
    assert_eq!(html.refusal(422), "not_an_image");
}

#[tokio::test]
async fn a_chunk_that_is_cut_changed_or_too_long_stores_nothing() {
    let (server, phone) = server_and_phone().await;
    let bytes = photo(1);
    let record = RecordId(new_id());
    let upload = phone
        .announce(&server, record, &bytes)
        .await
        .upload
        .unwrap();
    let patch = |length: Option<usize>, chunk: &[u8], sum: &str| {
        let mut request = phone
            .request("PATCH", &format!("/v1/uploads/{upload}"))
            .header("upload-offset", 0)
            .header("upload-checksum", sum);
        if let Some(length) = length {
            request = request.header(header::CONTENT_LENGTH, length);
        }
        server.send(request.body(Body::from(chunk.to_vec())).unwrap())
    };
    let sum = "sha256 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
    let cut = patch(Some(bytes.len()), &bytes[..50], sum).await;
    assert_eq!(cut.refusal(400), "body_cut");
    let changed = patch(None, &bytes, sum).await;
    assert_eq!(changed.refusal(400), "wrong_checksum");
    for sum in ["", "md5 x", "sha256 ?", "sha256"] {
        assert_eq!(patch(None, &bytes, sum).await.refusal(400), "malformed");
    }
    let longer = [bytes.clone(), vec![0]].concat();
    let too_long = phone.send_chunk(&server, upload, 0, &longer).await;
    assert_eq!(too_long.refusal(422), "too_long");
    let again = phone.announce(&server, record, &bytes).await;
    assert_eq!((again.upload, again.offset), (Some(upload), 0));
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
