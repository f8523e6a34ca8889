//! Codes, installs and sessions.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::Body;
use axum::http::header;
use futures_util::StreamExt as _;
use nhatky_sync::protocol::{CodePreview, LastInstall, PreviewCode, Status};

use crate::support::{Phone, TestServer, Who, log_fields};

fn preview(code: &str) -> PreviewCode {
    PreviewCode {
        code: code.to_owned(),
    }
}

#[tokio::test]
async fn a_preview_says_whom_a_code_is_for_and_redeems_nothing() {
    let server = TestServer::start().await;
    let code = server.code_for(Who::Member).await;
    let phone = Phone::new(Who::Member);
    for _ in 0..3 {
        let shown: CodePreview = phone
            .post(&server, "/v1/codes/preview", &preview(&code))
            .await
            .json();
        assert_eq!(shown.given_name, "Hà");
        assert_eq!(
            shown.units,
            ["Đội quản lý điện khu vực", "Công ty Điện lực", "Đoàn Khối"]
        );
    }
    phone.activate(&server, &code).await;
    let used = phone
        .post(&server, "/v1/codes/preview", &preview(&code))
        .await;
    assert_eq!(used.refusal(409), "code_used");
}

#[tokio::test]
async fn the_same_code_and_key_again_give_the_same_answer() {
    let server = TestServer::start().await;
    let code = server.code_for(Who::Member).await;
    let phone = Phone::new(Who::Member);
    let first = phone.activate(&server, &code).await;
    let again = phone.activate(&server, &code).await;
    assert_eq!(first, again);
    assert_eq!(first.account.name, Who::Member.name());
}

#[tokio::test]
async fn another_key_finds_the_code_used() {
    let server = TestServer::start().await;
    let code = server.code_for(Who::Member).await;
    Phone::new(Who::Member).activate(&server, &code).await;
    let other = Phone::new(Who::Member);
    let reply = other
        .post(&server, "/v1/installs", &other.activation(&code))
        .await;
    assert_eq!(reply.refusal(409), "code_used");
}

#[tokio::test]
async fn a_code_expires_after_fourteen_days() {
    let server = TestServer::start().await;
    let code = server.code_for(Who::Member).await;
    server.pass_ms(14 * 24 * 60 * 60 * 1000);
    let phone = Phone::new(Who::Member);
    let reply = phone
        .post(&server, "/v1/installs", &phone.activation(&code))
        .await;
    assert_eq!(reply.refusal(410), "code_expired");
}

#[tokio::test]
async fn a_signature_opens_a_session_and_signing_out_ends_it() {
    let server = TestServer::start().await;
    let phone = server.phone_of(Who::Member).await;
    phone.pull(&server).await;
    let ended = phone.request("DELETE", "/v1/session");
    let ended = server.send(ended.body(Body::empty()).unwrap()).await;
    assert_eq!(ended.status, 204);
    let reply = server.send(phone.get("/v1/catalogue")).await;
    assert_eq!(reply.refusal(401), "signed_out");
}

#[tokio::test]
async fn a_signature_of_another_key_or_an_old_nonce_opens_nothing() {
    let server = TestServer::start().await;
    let phone = server.phone_of(Who::Member).await;
    let mut thief = Phone::new(Who::OtherMember);
    thief.install = phone.install;
    assert_eq!(
        thief.try_sign_in(&server).await.refusal(403),
        "bad_signature"
    );
    let reply = phone
        .post(&server, "/v1/session", &phone.signed("AAAA"))
        .await;
    assert_eq!(reply.refusal(401), "stale_nonce");
}

#[tokio::test]
async fn a_session_lasts_twelve_hours() {
    let server = TestServer::start().await;
    let phone = server.phone_of(Who::Member).await;
    server.pass_ms(12 * 60 * 60 * 1000);
    let reply = server.send(phone.get("/v1/catalogue")).await;
    assert_eq!(reply.refusal(401), "signed_out");
}

#[tokio::test]
async fn a_browser_that_lost_everything_is_told_what_it_still_owed() {
    let server = TestServer::start().await;
    let mut phone = server.phone_of(Who::Member).await;
    // The first mutation never comes, the second does.
    phone.seq += 1;
    let create = phone.create(log_fields("Vệ sinh trụ sở"));
    let outcome = phone.push_one(&server, &create).await;
    assert_eq!(outcome.status, Status::Applied);

    let signed_in = phone.try_sign_in(&server).await;
    let cookies = signed_in.headers.get_all(header::SET_COOKIE).into_iter();
    let kept = cookies
        .filter_map(|cookie| cookie.to_str().ok())
        .next_back();
    assert!(kept.unwrap().contains("HttpOnly; SameSite=Strict"));
    let mut browser = Phone::new(Who::Member);
    browser.cookie = kept.and_then(|cookie| cookie.split(';').next().map(ToOwned::to_owned));
    let last: Option<LastInstall> = server.send(browser.get("/v1/installs/last")).await.json();
    let last = last.unwrap();
    assert_eq!((last.pending, last.missing), (0, 1));
}

#[tokio::test]
async fn of_a_new_browser_nothing_is_known() {
    let server = TestServer::start().await;
    let browser = Phone::new(Who::Member);
    let last: Option<LastInstall> = server.send(browser.get("/v1/installs/last")).await.json();
    assert_eq!(last, None);
}

#[tokio::test]
async fn who_is_signed_out_is_told_so_after_the_whole_body_was_read() {
    let server = TestServer::start().await;
    let phone = Phone::new(Who::Member);
    let frames_read = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&frames_read);
    let frames = futures_util::stream::iter(0..100).map(move |_| {
        counter.fetch_add(1, Ordering::SeqCst);
        Ok::<_, Infallible>(vec![b' '; 1_000])
    });
    let request = phone.request("POST", "/v1/sync/push");
    let reply = server
        .send(request.body(Body::from_stream(frames)).unwrap())
        .await;
    assert_eq!(reply.refusal(401), "signed_out");
    assert_eq!(frames_read.load(Ordering::SeqCst), 100);
}
