//! A phone that knows more than the server: the database was put back to an earlier state.

use std::collections::BTreeMap;

use nhatky_domain::ids::{Epoch, MutationId};
use nhatky_server::store::{
    Counters as _, EPOCH_JUMP, EpochReason, EpochRow, Store as _, Transaction as _,
};
use nhatky_sync::json;
use nhatky_sync::protocol::{
    Newest, PullReply, PullRequest, PushHead, PushReply, Status, push_body,
};

use crate::support::{Phone, TestServer, Who, log_fields, new_id};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

async fn epochs(server: &TestServer) -> Vec<EpochRow> {
    server
        .app
        .store
        .read()
        .await
        .unwrap()
        .epochs()
        .await
        .unwrap()
}

async fn epoch(server: &TestServer) -> Epoch {
    epochs(server).await.last().unwrap().epoch
}

/// As `restore` does it.
pub(crate) async fn begin(server: &TestServer) {
    let mut tx = server.app.store.write().await.unwrap();
    let begun = nhatky_server::epoch::begin(&mut tx, EpochReason::Restored, None, server.app.now());
    begun.await.unwrap();
    tx.commit().await.unwrap();
}

async fn pull(server: &TestServer, phone: &Phone, epoch: Epoch, cursor: i64) -> PullReply {
    let own = format!("p:{}", phone.who.person());
    let request = PullRequest {
        install: phone.install,
        epoch: Some(epoch),
        cursors: BTreeMap::from([(own, cursor)]),
        limit: 100,
        account: None,
        newest: None,
    };
    phone.post(server, "/v1/sync/pull", &request).await.json()
}

/// A push that brings nothing and was told of so much.
async fn told(server: &TestServer, phone: &Phone, epoch: Epoch, acknowledged: u64) -> PushReply {
    let head = PushHead {
        epoch: Some(epoch),
        acknowledged: Some(acknowledged),
        ..phone.head()
    };
    let body = push_body(&head, &[]);
    phone.post_text(server, "/v1/sync/push", body).await.json()
}

#[tokio::test]
async fn a_cursor_beyond_the_numbers_begins_an_epoch_and_is_read_anew() {
    let server = TestServer::start().await;
    let mut phone = server.phone_of(Who::Member).await;
    let log = phone.create(log_fields("Một"));
    phone.push_one(&server, &log).await;
    let first = epoch(&server).await;
    assert_eq!(pull(&server, &phone, first, 1).await.epoch, first);

    let reply = pull(&server, &phone, first, 2).await;
    assert_ne!(reply.epoch, first);
    assert_eq!(reply.records.len(), 1);
    let rows = epochs(&server).await;
    assert_eq!(rows.len(), 2);
    assert_eq!(
        (rows[1].reason, rows[1].install, rows[1].parent),
        (EpochReason::CursorAhead, Some(phone.install), Some(first))
    );
    // From here on nothing is ahead: the numbers have jumped.
    let cursor = reply.cursors[&format!("p:{}", phone.who.person())];
    assert_eq!(cursor, EPOCH_JUMP + 1);
    assert_eq!(
        pull(&server, &phone, reply.epoch, cursor).await.epoch,
        reply.epoch
    );
    assert_eq!(epochs(&server).await.len(), 2);
}

#[tokio::test]
async fn many_who_find_it_out_together_begin_one_epoch() {
    let server = TestServer::start().await;
    let mut phones = Vec::new();
    for who in [Who::Member, Who::OtherMember, Who::Secretary, Who::Office] {
        phones.push(server.phone_of(who).await);
    }
    let first = epoch(&server).await;
    let [a, b, c, d] = &phones[..] else {
        unreachable!("four were made")
    };
    let (a, b, c, d) = tokio::join!(
        pull(&server, a, first, 7),
        pull(&server, b, first, 7),
        told(&server, c, first, 7),
        told(&server, d, first, 7),
    );
    let now = epoch(&server).await;
    assert_eq!(epochs(&server).await.len(), 2);
    assert_eq!([a.epoch, b.epoch, c.epoch, d.epoch], [now; 4]);
}

#[tokio::test]
async fn a_number_told_and_never_seen_begins_an_epoch() {
    let server = TestServer::start().await;
    let mut phone = server.phone_of(Who::Member).await;
    let logs = [
        phone.create(log_fields("Một")),
        phone.create(log_fields("Hai")),
    ];
    phone.push(&server, &logs).await;
    let first = epoch(&server).await;
    assert_eq!(told(&server, &phone, first, 2).await.epoch, first);
    let reply = told(&server, &phone, first, 3).await;
    assert_ne!(reply.epoch, first);
    assert_eq!(epochs(&server).await[1].reason, EpochReason::ReceiptsAhead);
    // What was told in an older epoch says nothing of this one.
    assert_eq!(told(&server, &phone, first, 9).await.epoch, reply.epoch);
}

/// Others have given so many numbers since that nothing but the mutation itself is missing.
#[tokio::test]
async fn a_mutation_told_of_and_not_here_from_that_moment_begins_an_epoch() {
    let server = TestServer::start().await;
    let mut phone = server.phone_of(Who::Member).await;
    let log = phone.create(log_fields("Một"));
    phone.push_one(&server, &log).await;
    let first = epoch(&server).await;
    let known = pull(&server, &phone, first, 0).await.newest.unwrap();
    assert_eq!((known.id, known.at), (log.id, server.app.now()));
    let secretary = server.phone_of(Who::Secretary).await;
    let asked = |phone: &Phone, newest| PullRequest {
        install: phone.install,
        epoch: Some(first),
        cursors: BTreeMap::new(),
        limit: 100,
        account: None,
        newest: Some(newest),
    };
    let path = "/v1/sync/pull";
    let reply: PullReply = phone
        .post(&server, path, &asked(&phone, known))
        .await
        .json();
    assert_eq!(reply.epoch, first);
    // It is there, from another time: it was lost, and has been offered again.
    let lost = Newest {
        at: known.at - 1,
        ..known
    };
    let asked = asked(&secretary, lost);
    let reply: PullReply = secretary.post(&server, path, &asked).await.json();
    let second = reply.epoch;
    assert_ne!(second, first);

    let head = PushHead {
        epoch: Some(second),
        newest: Some(Newest {
            id: MutationId(new_id()),
            at: 1,
        }),
        ..phone.head()
    };
    let body = push_body(&head, &[]);
    let reply: PushReply = phone.post_text(&server, "/v1/sync/push", body).await.json();
    assert_ne!(reply.epoch, second);
    assert_eq!(epochs(&server).await.len(), 3);
}

/// The receipt of a mutation names the install that brought it first.
#[tokio::test]
async fn a_number_that_another_install_had_brought_counts_as_seen() {
    let server = TestServer::start().await;
    let mut phone = server.phone_of(Who::Member).await;
    let log = phone.create(log_fields("Một"));
    phone.push_one(&server, &log).await;
    let other = server.phone_of(Who::Member).await;
    assert_eq!(
        other.push_one(&server, &log).await.status,
        Status::Duplicate
    );
    let first = epoch(&server).await;
    assert_eq!(told(&server, &other, first, 1).await.epoch, first);
}

#[tokio::test]
async fn one_install_begins_one_epoch_a_day() {
    let server = TestServer::start().await;
    let mut phone = server.phone_of(Who::Member).await;
    let second = told(&server, &phone, epoch(&server).await, 5).await.epoch;
    assert_eq!(told(&server, &phone, second, 5).await.epoch, second);
    let far = 3 * EPOCH_JUMP;
    assert_eq!(pull(&server, &phone, second, far).await.epoch, second);
    server.pass_ms(DAY_MS);
    phone.sign_in(&server).await;
    assert_ne!(told(&server, &phone, second, 5).await.epoch, second);
    assert_eq!(epochs(&server).await.len(), 3);
}

/// Put back twice on one day: what the phone logs until it may begin the second epoch leaves the
/// first loss as visible as it was.
#[tokio::test]
async fn what_is_logged_until_a_second_epoch_may_begin_does_not_hide_what_was_lost() {
    let server = TestServer::start().await;
    let mut phone = server.phone_of(Who::Member).await;
    let second = told(&server, &phone, epoch(&server).await, 5).await.epoch;
    for title in ["Một", "Hai", "Ba", "Bốn", "Năm", "Sáu"] {
        let log = phone.create(log_fields(title));
        let head = PushHead {
            epoch: Some(second),
            acknowledged: Some(5),
            ..phone.head()
        };
        let body = push_body(&head, &[json::to_text(&log)]);
        let reply: PushReply = phone.post_text(&server, "/v1/sync/push", body).await.json();
        assert_eq!(reply.epoch, second);
    }
    server.pass_ms(DAY_MS);
    phone.sign_in(&server).await;
    assert_ne!(told(&server, &phone, second, 6).await.epoch, second);
}
