//! An organisation that goes to a database of another kind, and on.

use std::io::Cursor;

use axum::http::header;
use nhatky_domain::ids::{HoldingId, InstallId};
use nhatky_domain::value::Value;
use nhatky_domain::workflow::Command;
use nhatky_server::epoch;
use nhatky_server::export::{self, ExportError, Head, Reader};
use nhatky_server::store::{Dump, EpochReason, Installs as _, Store, Transaction as _};
use nhatky_sync::json;
use nhatky_sync::protocol::{Mutation, RenewInstall, Status};

use crate::database;
use crate::support::{
    Phone, TestServer, Who, hash_of, log_fields, log_with_photos, new_id, photo, with,
};

pub(crate) async fn exported<S: Store<Tx: Dump>>(store: &S) -> String {
    let mut out = Vec::new();
    let mut tx = store.read().await.unwrap();
    export::write(&mut tx, &mut out, &Head::default())
        .await
        .unwrap();
    String::from_utf8(out).unwrap()
}

async fn load<S: Store<Tx: Dump>>(store: &S, text: &str) {
    let mut reader = Reader::begin(Cursor::new(text)).unwrap();
    let mut tx = store.write().await.unwrap();
    export::load(&mut tx, &mut reader).await.unwrap();
    tx.commit().await.unwrap();
}

/// Work of every outcome, photos here and on their way, an epoch after the first, an install that
/// was revoked. Gives the phone, and what it sent first.
async fn live(server: &TestServer) -> (Phone, Mutation) {
    let mut phone = server.phone_of(Who::Member).await;
    let [bytes, thumb] = [1, 2].map(photo);
    let base = log_with_photos(r"Có ảnh «»\u0001\n", &[(&bytes, &thumb)]);
    let create = phone.create(base.clone());
    phone.push_one(server, &create).await;
    phone.deliver(server, create.record, &bytes).await;
    phone.announce(server, create.record, &thumb).await;
    let edits = ["Một", "Hai"].map(|title| {
        let after = with(base.clone(), "ten", Value::text(title));
        phone.patch(create.record, &base, &after)
    });
    let mut unknown = phone.create(log_fields("Chưa biết"));
    unknown.op = "record.teleport".to_owned();
    let mut held = phone.create(log_fields("Chờ"));
    held.holding = HoldingId(new_id());
    let refused = phone.command(create.record, Command::Confirm, 2);
    let mut all = edits.to_vec();
    all.extend([unknown, held, refused, phone.create(log_fields("Khác"))]);
    let outcomes = phone.push(server, &all).await;
    let statuses: Vec<_> = outcomes.iter().map(|outcome| outcome.status).collect();
    assert_eq!(
        statuses,
        [
            Status::Applied,
            Status::Conflict,
            Status::Quarantined,
            Status::Held,
            Status::Rejected,
            Status::Applied,
        ]
    );
    let lost = server.phone_of(Who::Secretary).await;
    let mut tx = server.app.store.write().await.unwrap();
    tx.revoke_install(lost.install, server.app.now())
        .await
        .unwrap();
    epoch::begin(&mut tx, EpochReason::Restored, None, server.app.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    server.code_for(Who::Office).await;
    (phone, create)
}

#[tokio::test]
async fn an_organisation_comes_back_from_another_kind_of_database_byte_for_byte() {
    let server = TestServer::start().await;
    live(&server).await;
    let folder = tempfile::tempdir().unwrap();
    let Some(other) = database::open_other(folder.path()).await else {
        return;
    };
    let text = exported(&server.app.store).await;
    for table in nhatky_server::store::TABLES {
        let row = format!("\n{{\"{}\":", table.name);
        assert!(text.contains(&row), "nothing of {}", table.name);
    }
    load(&other, &text).await;
    assert_eq!(exported(&other).await, text);
    let back = database::open(folder.path()).await;
    load(&back, &text).await;
    assert_eq!(exported(&back).await, text);
}

#[tokio::test]
async fn a_phone_goes_on_at_the_other_database_as_if_nothing_had_happened() {
    let old = TestServer::start().await;
    let (mut phone, create) = live(&old).await;
    let before = phone.pull(&old).await;
    let folder = tempfile::tempdir().unwrap();
    let Some(other) = database::open_other(folder.path()).await else {
        return;
    };
    load(&other, &exported(&old.app.store).await).await;
    let store = database::open(folder.path()).await;
    load(&store, &exported(&other).await).await;

    let new = TestServer::on_founded(old.folder, store).await;
    phone.sign_in(&new).await;
    let again = phone.push_one(&new, &create).await;
    assert_eq!(
        (again.status, again.of),
        (Status::Duplicate, Some(Status::Applied))
    );
    let page = phone.pull_after(&new, &before.cursors).await;
    assert_eq!((page.epoch, page.changes.len()), (before.epoch, 0));
    assert_eq!(page.cursors, before.cursors);
    let log = phone.create(log_fields("Sau khi dời"));
    assert_eq!(phone.push_one(&new, &log).await.status, Status::Applied);
    let page = phone.pull_after(&new, &before.cursors).await;
    assert_eq!(page.records.len(), 1);
    assert_eq!(page.epoch, before.epoch);

    let [bytes, thumb] = [1, 2].map(photo);
    let read = phone.read_blob(&new, hash_of(&bytes)).await;
    assert_eq!(read.bytes, bytes);
    // An upload that had begun begins again.
    phone.deliver(&new, create.record, &thumb).await;
}

#[tokio::test]
async fn a_server_that_was_moved_hands_out_and_takes_nothing() {
    let server = TestServer::start().await;
    let (mut phone, create) = live(&server).await;
    let code = server.code_for(Who::OtherMember).await;
    let thumb = photo(2);
    let ticket = phone.announce(&server, create.record, &thumb).await;
    let before = phone.pull(&server).await;
    let now = server.app.now();
    let moved = export::hand_over(&server.app.store, Vec::new(), now).await;
    assert!(moved.unwrap() > 0);
    let twice = export::hand_over(&server.app.store, Vec::new(), now).await;
    assert!(matches!(twice, Err(ExportError::Sealed)));

    let text = json::to_text(&phone.create(log_fields("Sau")));
    let reply = phone.push_text(&server, &[text]).await;
    assert_eq!(reply.refusal(503), "sealed");
    assert_eq!(reply.headers[header::RETRY_AFTER], "120");
    let announced = phone
        .try_announce(&server, create.record, hash_of(&thumb), thumb.len())
        .await;
    assert_eq!(announced.refusal(503), "sealed");
    let chunk = phone
        .send_chunk(&server, ticket.upload.unwrap(), 0, &thumb)
        .await;
    assert_eq!(chunk.refusal(503), "sealed");
    let other = Phone::new(Who::OtherMember);
    let activated = other
        .post(&server, "/v1/installs", &other.activation(&code))
        .await;
    assert_eq!(activated.refusal(503), "sealed");
    let renewal = RenewInstall {
        install: InstallId(new_id()),
    };
    let renewed = phone.post(&server, "/v1/installs/renew", &renewal).await;
    assert_eq!(renewed.refusal(503), "sealed");

    phone.sign_in(&server).await;
    let page = phone.pull(&server).await;
    assert_eq!((page.epoch, page.records), (before.epoch, before.records));
    let ready = server.send(phone.get("/readyz")).await;
    assert!(ready.text().contains("moved away"));
}
