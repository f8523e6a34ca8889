//! Mutations that cannot be applied yet: kept, and tried again when their cause is gone.

use nhatky_domain::value::Value;
use nhatky_server::store::{ReceiptRow, Receipts as _, Store as _, Transaction as _};
use nhatky_sync::protocol::{Outcome, Status};

use crate::support::{TestServer, Who, log_fields, with};

#[tokio::test]
async fn i_24_what_comes_before_its_record_waits_and_is_applied_when_the_record_comes() {
    let server = TestServer::start().await;
    let mut phone = server.phone_of(Who::Member).await;
    let base = log_fields("Thăm hộ nghèo");
    let create = phone.create(base.clone());
    let edit = phone.patch(
        create.record,
        &base,
        &with(base.clone(), "ten", Value::text("Thăm 12 hộ nghèo")),
    );
    let held = phone.push_one(&server, &edit).await;
    assert_eq!(held.status, Status::Held);
    assert_eq!(held.code.as_deref(), Some("no_record"));

    phone.push_one(&server, &create).await;
    assert_eq!(
        phone.pull(&server).await.records[0].title,
        "Thăm 12 hộ nghèo"
    );
    let again = phone.push_one(&server, &edit).await;
    assert_eq!(again.of, Some(Status::Applied));
}

#[tokio::test]
async fn a_mutation_waits_for_the_one_it_depends_on() {
    let server = TestServer::start().await;
    let mut phone = server.phone_of(Who::Member).await;
    let first = phone.create(log_fields("Trước"));
    let mut second = phone.create(log_fields("Sau"));
    second.deps = vec![first.id];
    let held = phone.push_one(&server, &second).await;
    assert_eq!((held.status, held.on), (Status::Held, Some(first.id)));
    assert_eq!(phone.pull(&server).await.records.len(), 0);
    phone.push_one(&server, &first).await;
    assert_eq!(phone.pull(&server).await.records.len(), 2);
}

#[tokio::test]
async fn what_was_quarantined_is_applied_once_the_program_can_read_it() {
    let server = TestServer::start().await;
    let mut phone = server.phone_of(Who::Member).await;
    let mutation = phone.create(log_fields("Từ bản mới"));
    let body = nhatky_sync::json::to_text(&mutation);
    let kept = ReceiptRow {
        install: phone.install,
        person: Who::Member.person(),
        seq: 1,
        record: None,
        op: String::new(),
        outcome: Outcome::bare(mutation.id, Status::Quarantined),
        received_at: 1,
        body,
    };
    let mut tx = server.app.store.write().await.unwrap();
    tx.save_receipts(&[kept]).await.unwrap();
    tx.commit().await.unwrap();
    let settled = nhatky_server::apply::retry_quarantined(&server.app).await;
    assert_eq!(settled.unwrap(), 1);
    assert_eq!(phone.pull(&server).await.records.len(), 1);
    let again = phone.push_one(&server, &mutation).await;
    assert_eq!(again.of, Some(Status::Applied));
}
