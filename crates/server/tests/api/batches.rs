//! Whole pushes that come again, in parts, from an old build or from two copies of one phone.

use nhatky_sync::json;
use nhatky_sync::protocol::{Mutation, PushReply, Status};

use crate::support::{Phone, TestServer, Who, log_fields};

fn logs(phone: &mut Phone, count: usize) -> Vec<Mutation> {
    (0..count)
        .map(|number| phone.create(log_fields(&format!("Việc {number}"))))
        .collect()
}

/// As a connection that breaks makes of it: parts, again, in another order.
#[tokio::test]
async fn a_batch_in_parts_again_and_out_of_order_is_taken_once() {
    let server = TestServer::start().await;
    let mut phone = server.phone_of(Who::Member).await;
    let batch = logs(&mut phone, 12);
    for part in [
        &batch[6..9],
        &batch[..7],
        &batch[..],
        &batch[3..],
        &batch[..],
    ] {
        let outcomes = phone.push(&server, part).await;
        let all_taken = |told: &nhatky_sync::protocol::Outcome| told.effective() == Status::Applied;
        assert!(outcomes.iter().all(all_taken));
    }
    let records = phone.pull(&server).await.records;
    assert_eq!(records.len(), 12);
    assert!(records.iter().all(|body| body.rev == 1));
}

/// A build from before epochs says only this much, and is never refused a push.
#[tokio::test]
async fn a_push_as_an_old_build_writes_it_is_taken_before_and_after_a_new_epoch() {
    let server = TestServer::start().await;
    let phone = server.phone_of(Who::Member).await;
    let install = phone.install;
    let push = async |log: &Mutation| {
        let text = json::to_text(log);
        let body = format!(
            r#"{{"proto":1,"app":"0.0.1","install":"{install}","pending":1,"mutations":[{text}]}}"#
        );
        let reply = phone.post_text(&server, "/v1/sync/push", body).await;
        reply.json::<PushReply>().results.remove(0).status
    };
    let mut other = server.phone_of(Who::Member).await;
    let (first, second) = (
        other.create(log_fields("Một")),
        other.create(log_fields("Hai")),
    );
    assert_eq!(push(&first).await, Status::Applied);
    crate::epochs::begin(&server).await;
    assert_eq!(push(&first).await, Status::Duplicate);
    assert_eq!(push(&second).await, Status::Applied);
}

/// Two copies of one browser profile number their work alike.
#[tokio::test]
async fn two_copies_of_a_phone_are_told_so_and_both_are_taken() {
    let server = TestServer::start().await;
    let mut phone = server.phone_of(Who::Member).await;
    let (here, mut there) = (
        phone.create(log_fields("Máy cũ")),
        phone.create(log_fields("Máy mới")),
    );
    there.seq = here.seq;
    for (log, is_forked) in [(&here, false), (&there, true), (&there, true)] {
        let reply = phone.push_text(&server, &[json::to_text(log)]).await;
        let reply: PushReply = reply.json();
        assert_eq!(reply.results[0].effective(), Status::Applied);
        assert_eq!(reply.install_fork, is_forked);
    }
    assert_eq!(phone.pull(&server).await.records.len(), 2);
}
