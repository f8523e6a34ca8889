//! A server whose clock or disk is in trouble: what waits, and what goes on.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::http::{StatusCode, header};
use nhatky_domain::date::Timestamp;
use nhatky_server::room::{RoomGuard, Space, Volume};
use nhatky_server::settings::Settings;
use nhatky_server::site::Site;
use nhatky_sync::protocol::Status;

use crate::support::{
    Phone, Reply, START, TestServer, Who, hash_of, log_fields, log_with_photos, photo,
};

const GB: u64 = 1000 * 1000 * 1000;
const HOUR_MS: i64 = 60 * 60 * 1000;

/// A disk of 100 GB of which so much is free.
#[derive(Debug, Clone)]
struct Disk(Arc<AtomicU64>);

impl Volume for Disk {
    fn space(&self) -> io::Result<Space> {
        Ok(Space {
            free_bytes: self.0.load(Ordering::SeqCst),
            size_bytes: 100 * GB,
        })
    }
}

async fn on_disk(free_bytes: u64) -> (TestServer, Arc<AtomicU64>) {
    let free = Arc::new(AtomicU64::new(free_bytes));
    let settings = Settings {
        room: RoomGuard::watching(Disk(Arc::clone(&free))),
        ..Settings::default()
    };
    let server = TestServer::start_with(settings, Site::of(Vec::new())).await;
    (server, free)
}

async fn ready(server: &TestServer, phone: &Phone) -> String {
    let reply = server.send(phone.get("/readyz")).await;
    assert_eq!(reply.status, StatusCode::OK);
    reply.text()
}

/// The answer to a log that nobody has seen before.
async fn new_log(server: &TestServer, phone: &mut Phone) -> Reply {
    let text = nhatky_sync::json::to_text(&phone.create(log_fields("Mới")));
    phone.push_text(server, &[text]).await
}

#[tokio::test]
async fn below_a_tenth_photos_wait_and_text_is_taken() {
    let (server, free) = on_disk(50 * GB).await;
    let mut phone = server.phone_of(Who::Member).await;
    let (bytes, thumb) = (photo(1), photo(2));
    let log = phone.create(log_with_photos("Có ảnh", &[(&bytes, &thumb)]));
    phone.push_one(&server, &log).await;
    let ticket = phone.announce(&server, log.record, &bytes).await;
    assert_eq!(ready(&server, &phone).await, "ready\n");

    free.store(9 * GB, Ordering::SeqCst);
    let announced = phone
        .try_announce(&server, log.record, hash_of(&thumb), thumb.len())
        .await;
    assert_eq!(announced.refusal(507), "no_room_for_photos");
    let chunk = phone
        .send_chunk(&server, ticket.upload.unwrap(), 0, &bytes)
        .await;
    assert_eq!(chunk.refusal(507), "no_room_for_photos");
    assert_eq!(new_log(&server, &mut phone).await.status, StatusCode::OK);
    assert!(ready(&server, &phone).await.contains("photos wait"));

    free.store(50 * GB, Ordering::SeqCst);
    phone.deliver(&server, log.record, &bytes).await;
}

#[tokio::test]
async fn on_a_full_disk_every_write_waits_and_reading_goes_on() {
    let (server, free) = on_disk(50 * GB).await;
    let mut phone = server.phone_of(Who::Member).await;
    let log = phone.create(log_fields("Trước"));
    phone.push_one(&server, &log).await;
    let code = server.code_for(Who::OtherMember).await;

    free.store(GB / 2 - 1, Ordering::SeqCst);
    assert_eq!(new_log(&server, &mut phone).await.refusal(507), "no_room");
    let other = Phone::new(Who::OtherMember);
    let activation = other.activation(&code);
    let activated = other.post(&server, "/v1/installs", &activation).await;
    assert_eq!(activated.refusal(507), "no_room");
    phone.sign_in(&server).await;
    assert_eq!(phone.pull(&server).await.records.len(), 1);
    assert!(ready(&server, &phone).await.contains("writes wait"));

    free.store(50 * GB, Ordering::SeqCst);
    assert_eq!(
        phone.push_one(&server, &log).await.status,
        Status::Duplicate
    );
    assert_eq!(new_log(&server, &mut phone).await.status, StatusCode::OK);
}

async fn built_at(moment: i64) -> TestServer {
    let settings = Settings {
        clock_floor: Some(Timestamp(moment)),
        ..Settings::default()
    };
    TestServer::start_with(settings, Site::of(Vec::new())).await
}

#[tokio::test]
async fn before_its_build_date_the_server_takes_no_work() {
    let server = built_at(START + HOUR_MS).await;
    let mut phone = server.phone_of(Who::Member).await;
    let reply = new_log(&server, &mut phone).await;
    assert_eq!(reply.refusal(503), "clock_behind");
    assert_eq!(reply.headers[header::RETRY_AFTER], "60");
    assert_eq!(phone.pull(&server).await.records.len(), 0);
    server.pass_ms(HOUR_MS);
    assert_eq!(new_log(&server, &mut phone).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_clock_behind_what_is_stored_takes_no_work_until_it_is_right() {
    let server = built_at(START - 24 * HOUR_MS).await;
    let mut phone = server.phone_of(Who::Member).await;
    assert_eq!(new_log(&server, &mut phone).await.status, StatusCode::OK);
    server.pass_ms(-HOUR_MS);
    assert_eq!(
        new_log(&server, &mut phone).await.refusal(503),
        "clock_behind"
    );
    assert_eq!(phone.pull(&server).await.records.len(), 1);
    assert!(ready(&server, &phone).await.contains("the clock is behind"));
    server.pass_ms(HOUR_MS);
    assert_eq!(new_log(&server, &mut phone).await.status, StatusCode::OK);
    assert_eq!(ready(&server, &phone).await, "ready\n");
}

#[tokio::test]
async fn a_demo_on_a_day_of_its_own_takes_work() {
    let server = TestServer::start().await;
    let mut phone = server.phone_of(Who::Member).await;
    assert_eq!(new_log(&server, &mut phone).await.status, StatusCode::OK);
    server.pass_ms(-HOUR_MS);
    assert_eq!(new_log(&server, &mut phone).await.status, StatusCode::OK);
}
